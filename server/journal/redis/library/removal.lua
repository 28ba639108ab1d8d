-- Removes authors and streams with all that belongs to them; counts removals, so that the files are rid of them too.

local function erase_author(prefix, args)
  local author = args[2]
  call('SADD', prefix .. 'erased', author)
  for _, ref in ipairs(call('SMEMBERS', prefix .. 'texts-by:' .. author)) do
    drop_text(prefix, ref, call('HGET', prefix .. 'texts', ref))
    call('HDEL', prefix .. 'texts', ref)
  end
  for _, stream in ipairs(call('SMEMBERS', prefix .. 'docs-by:' .. author)) do
    call('UNLINK', prefix .. 'docs:' .. stream .. sep .. author)
    call('SREM', prefix .. 'docs-in:' .. stream, author)
  end
  call('DEL', prefix .. 'docs-by:' .. author)
  call('INCR', prefix .. 'removals')
  return 'OK'
end

local function delete_stream(prefix, stream)
  for _, row in ipairs(call('LRANGE', prefix .. 'facts:' .. stream, 0, -1)) do
    local position = string.match(row, '^%d+')
    call('ZREMRANGEBYSCORE', prefix .. 'log', position, position)
  end
  for _, ref in ipairs(call('SMEMBERS', prefix .. 'texts-in:' .. stream)) do
    drop_text(prefix, ref, call('HGET', prefix .. 'texts', ref))
    call('HDEL', prefix .. 'texts', ref)
  end
  for _, author in ipairs(call('SMEMBERS', prefix .. 'docs-in:' .. stream)) do
    call('UNLINK', prefix .. 'docs:' .. stream .. sep .. author)
    call('SREM', prefix .. 'docs-by:' .. author, stream)
  end
  local claims = call('SMEMBERS', prefix .. 'claims-of:' .. stream)
  each_chunk(claims, function(first, last) call('HDEL', prefix .. 'claims', unpack(claims, first, last)) end)
  for _, kind in ipairs({ 'facts:', 'acks:', 'docs-in:', 'claims-of:' }) do call('UNLINK', prefix .. kind .. stream) end
end

-- Due times and outbox hold only what is still open: short enough to be looked through.
local function drop_open(prefix, gone)
  for _, member in ipairs(call('ZRANGE', prefix .. 'due', 0, -1)) do
    if gone[string.match(member, '^[^%z]*')] then call('ZREM', prefix .. 'due', member) end
  end
  for _, id in ipairs(call('ZRANGE', prefix .. 'outbox', 0, -1)) do
    local source, target = unpacked(call('HGET', prefix .. 'outbox-rows', id))
    if gone[source] or gone[target] then
      call('ZREM', prefix .. 'outbox', id)
      call('HDEL', prefix .. 'outbox-rows', id)
    end
  end
end

local function delete_streams(prefix, args)
  local gone = {}
  for i = 2, #args do gone[args[i]] = true end
  for stream in pairs(gone) do delete_stream(prefix, stream) end
  drop_open(prefix, gone)
  call('INCR', prefix .. 'removals')
  return 'OK'
end

-- The count of removals that the files still may hold, or nothing.
local function scrub_due(prefix)
  local removals = tonumber(call('GET', prefix .. 'removals') or '0')
  local scrubbed = tonumber(call('GET', prefix .. 'scrubbed') or '0')
  return removals > scrubbed and whole(removals)
end

local function scrubbed(prefix, args)
  if tonumber(args[2]) > tonumber(call('GET', prefix .. 'scrubbed') or '0') then
    call('SET', prefix .. 'scrubbed', args[2])
  end
  return 'OK'
end
