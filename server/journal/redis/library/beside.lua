-- Writes beside the journals: documents, delivered outbox rows, beats, whispers.

local function put_document(prefix, args)
  local stream, author, key, text, revision = args[2], args[3], args[4], args[5], args[6]
  if is_erased(prefix, author) then return revision end
  local docs = prefix .. 'docs:' .. stream .. sep .. author
  local kept = call('HGET', docs, key)
  if kept then
    local held = unpacked(kept)
    if tonumber(held) > tonumber(revision) then return held end
  end
  call('HSET', docs, key, pack(revision, text))
  call('SADD', prefix .. 'docs-by:' .. author, stream)
  call('SADD', prefix .. 'docs-in:' .. stream, author)
  return revision
end

local function outbox_delivered(prefix, args)
  for i = 2, #args do
    call('ZREM', prefix .. 'outbox', args[i])
    call('HDEL', prefix .. 'outbox-rows', args[i])
  end
  return 'OK'
end

-- It may have waited in a socket while this server hung: noted now, it would hide that nothing ran.
local function beat(prefix, args)
  local time = now(prefix)
  if time > tonumber(args[2]) then return call('GET', prefix .. 'beat') end
  local at = whole(time)
  call('SET', prefix .. 'at', at)
  return call('SET', prefix .. 'beat', at, 'GET')
end

local function whisper(prefix, args)
  return call('PUBLISH', prefix .. 'whispers', args[2])
end
