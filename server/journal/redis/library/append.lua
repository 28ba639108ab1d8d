-- The one atomic append of many items. Knows no fact: it is text.

local APPENDED, CONFLICT, REPEATED, REUSED, TAKEN, LATE = 0, 1, 2, 3, 4, 5

-- The first claim that cannot be had, or nil. What this same append releases is free again.
local function clash(prefix, args, first, last, stream)
  local released, claimed = {}, {}
  for i = first, last, 4 do
    if args[i] == 'r' then released[args[i + 1] .. sep .. args[i + 2]] = true end
  end
  for i = first, last, 4 do
    if args[i] == 'c' then
      local field = args[i + 1] .. sep .. args[i + 2]
      local held = call('HGET', prefix .. 'claims', field)
      if claimed[field] then return i end
      if held and not (released[field] and unpacked(held) == stream) then return i end
      claimed[field] = true
    end
  end
end

local function drop_text(prefix, ref, packed)
  local stream, author = unpacked(packed)
  call('SREM', prefix .. 'texts-by:' .. author, ref)
  call('SREM', prefix .. 'texts-in:' .. stream, ref)
end

local function is_erased(prefix, author) return call('SISMEMBER', prefix .. 'erased', author) == 1 end

local write = {}

function write.t(prefix, stream, _, ref, author, text)
  local before = call('HGET', prefix .. 'texts', ref)
  if before then drop_text(prefix, ref, before) end
  if is_erased(prefix, author) then
    call('HDEL', prefix .. 'texts', ref)
    return
  end
  call('HSET', prefix .. 'texts', ref, pack(stream, author, text))
  call('SADD', prefix .. 'texts-by:' .. author, ref)
  call('SADD', prefix .. 'texts-in:' .. stream, ref)
end

function write.d(prefix, stream, _, id, at)
  if at == '' then call('ZREM', prefix .. 'due', stream .. sep .. id)
  else call('ZADD', prefix .. 'due', at, stream .. sep .. id) end
end

function write.o(prefix, stream, version, index, target, command)
  local id = stream .. '@' .. whole(version) .. '#' .. index
  call('ZADD', prefix .. 'outbox', call('INCR', prefix .. 'outbox-place'), id)
  call('HSET', prefix .. 'outbox-rows', id, pack(stream, target, command))
end

-- A stream lets go only of what it holds itself.
function write.r(prefix, stream, _, kind, key)
  local field = kind .. sep .. key
  local held = call('HGET', prefix .. 'claims', field)
  if held and unpacked(held) == stream then
    call('HDEL', prefix .. 'claims', field)
    call('SREM', prefix .. 'claims-of:' .. stream, field)
  end
end

function write.c(prefix, stream, _, kind, key, value)
  local field = kind .. sep .. key
  call('HSET', prefix .. 'claims', field, pack(stream, value))
  call('SADD', prefix .. 'claims-of:' .. stream, field)
end

-- All reasons not to append come before the first write: a refused item leaves nothing.
-- Item: stream, expected version, seat, command, payload hash, ack, until ('' where never too late), count of facts, facts…, count of what is beside, (kind, a, b, c)…
-- Returns the place after the item, the outcome with its two values, and the last position; adds its line to `log`.
local function append_item(prefix, args, i, at, position, log)
  local stream, facts = args[i], tonumber(args[i + 7])
  local beside_count = i + 8 + facts
  local beside, last = beside_count + 1, beside_count + 4 * tonumber(args[beside_count])
  local after = last + 1
  local acks, field = prefix .. 'acks:' .. stream, args[i + 2] .. sep .. args[i + 3]

  local kept = call('HGET', acks, field)
  if kept then
    local hash, ack = unpacked(kept)
    if hash == args[i + 4] then return after, REPEATED, ack, '', position end
    return after, REUSED, '', '', position
  end
  -- It may have waited in a socket while this server hung, longer than its sender did.
  local till = args[i + 6]
  if till ~= '' and tonumber(at) > tonumber(till) then return after, LATE, '', '', position end
  local list = prefix .. 'facts:' .. stream
  local version = call('LLEN', list)
  if version ~= tonumber(args[i + 1]) then return after, CONFLICT, version, 0, position end
  if last >= beside then
    local taken = clash(prefix, args, beside, last, stream)
    if taken then return after, TAKEN, args[taken + 1], args[taken + 2], position end
  end

  for n = i + 8, i + 7 + facts do
    position = position + 1
    version = call('RPUSH', list, whole(position) .. ' ' .. at .. ' ' .. args[n])
  end
  if facts > 0 then
    log[#log + 1] = whole(position)
    log[#log + 1] = whole(version) .. ' ' .. facts .. ' ' .. stream
  end
  call('HSET', acks, field, pack(args[i + 4], args[i + 5]))
  for n = beside, last, 4 do
    write[args[n]](prefix, stream, version, args[n + 1], args[n + 2], args[n + 3])
  end
  return after, APPENDED, version, position, position
end

-- Many appends, one after the other; one that is refused fails alone. Returns the time, then three values for each.
local function append(prefix, args)
  local at = now(prefix)
  local position, i = tonumber(call('GET', prefix .. 'position') or '0'), 2
  local reply, log, news, at_text = { at }, {}, {}, whole(at)
  while i <= #args do
    local stream, outcome, a, b = args[i]
    i, outcome, a, b, position = append_item(prefix, args, i, at_text, position, log)
    local n = #reply
    reply[n + 1], reply[n + 2], reply[n + 3] = outcome, a, b
    if outcome == APPENDED then
      news[#news + 1] = stream
      news[#news + 1] = whole(a)
    end
  end
  if #news == 0 then return reply end
  call('MSET', prefix .. 'position', whole(position), prefix .. 'at', at_text)
  if #log > 0 then call('ZADD', prefix .. 'log', unpack(log)) end
  call('XADD', prefix .. 'news', 'MAXLEN', '~', news_kept, '*', unpack(news))
  return reply
end
