#!lua name=LIBRARY
-- What the Redis store does inside Redis: each function is one atomic call. Knows no domain; facts, acks and commands are text.
-- KEYS[1] is the prefix of every key of one store, ARGV[1] the epoch that the node knows; another epoch is refused.
--
-- <prefix>epoch            "<schema> <random id>", written once when the store is created
-- <prefix>position         the last position given
-- <prefix>facts:<stream>   list; the n-th is version n: "<position> <at> <fact>"
-- <prefix>log              sorted set by last position of an append: "<last version> <facts> <stream>"
-- <prefix>acks:<stream>    hash "<seat>\0<command>" -> packed (payload hash, ack)
-- <prefix>texts            hash ref -> packed (stream, author, text); found by texts-by:<author> and texts-in:<stream>, sets of refs
-- <prefix>docs:<stream>\0<author>  hash key -> packed (revision, text); found by docs-by:<author> (streams) and docs-in:<stream> (authors)
-- <prefix>due              sorted set by time: "<stream>\0<id>"
-- <prefix>outbox           sorted set by place: id; outbox-rows: hash id -> packed (source, target, command); outbox-place: last place
-- <prefix>claims           hash "<kind>\0<key>" -> packed (stream, value); found by claims-of:<stream>
-- <prefix>beat             when a node last said that it lives
-- <prefix>news             stream, trimmed: one entry for each call that appended, "<stream>" "<version>" pairs
-- <prefix>removals         how many there were; scrubbed: how many of them are gone from the files too

-- Redis lends its calls and cmsgpack to a running function only: `register` below takes them up.
local call, pack, unpacked
local sep = '\0'
local news_kept = '10000'
-- Lua hands at most some 8,000 values to one call.
local chunk = 1000

local function whole(number) return string.format('%.0f', number) end

local function now()
  local time = call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

local function each_chunk(list, use)
  for first = 1, #list, chunk do use(first, math.min(first + chunk - 1, #list)) end
end

-- ── append ──────────────────────────────────────────────────────────────────────────────────────

local APPENDED, CONFLICT, REPEATED, REUSED, TAKEN = 0, 1, 2, 3, 4

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

local write = {}

function write.t(prefix, stream, _, ref, author, text)
  local before = call('HGET', prefix .. 'texts', ref)
  if before then drop_text(prefix, ref, before) end
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
-- Item: stream, expected version, seat, command, payload hash, ack, count of facts, facts…, count of what is beside, (kind, a, b, c)…
-- Returns the place after the item, the outcome with its two values, and the last position.
local function append_item(prefix, args, i, at, position)
  local stream, facts = args[i], tonumber(args[i + 6])
  local beside_count = i + 7 + facts
  local beside, last = beside_count + 1, beside_count + 4 * tonumber(args[beside_count])
  local after = last + 1
  local acks, field = prefix .. 'acks:' .. stream, args[i + 2] .. sep .. args[i + 3]

  local kept = call('HGET', acks, field)
  if kept then
    local hash, ack = unpacked(kept)
    if hash == args[i + 4] then return after, REPEATED, ack, '', position end
    return after, REUSED, '', '', position
  end
  local list = prefix .. 'facts:' .. stream
  local version = call('LLEN', list)
  if version ~= tonumber(args[i + 1]) then return after, CONFLICT, version, 0, position end
  if last >= beside then
    local taken = clash(prefix, args, beside, last, stream)
    if taken then return after, TAKEN, args[taken + 1], args[taken + 2], position end
  end

  for n = i + 7, i + 6 + facts do
    position = position + 1
    version = call('RPUSH', list, whole(position) .. ' ' .. whole(at) .. ' ' .. args[n])
  end
  if facts > 0 then
    call('ZADD', prefix .. 'log', whole(position), whole(version) .. ' ' .. facts .. ' ' .. stream)
  end
  call('HSET', acks, field, pack(args[i + 4], args[i + 5]))
  for n = beside, last, 4 do
    write[args[n]](prefix, stream, version, args[n + 1], args[n + 2], args[n + 3])
  end
  return after, APPENDED, version, position, position
end

-- Many appends, one after the other; one that is refused fails alone. Returns the time, then three values for each.
local function append(prefix, args)
  local at = now()
  local before = tonumber(call('GET', prefix .. 'position') or '0')
  local position, i = before, 2
  local reply, news = { at }, {}
  while i <= #args do
    local stream, outcome, a, b = args[i]
    i, outcome, a, b, position = append_item(prefix, args, i, at, position)
    local n = #reply
    reply[n + 1], reply[n + 2], reply[n + 3] = outcome, a, b
    if outcome == APPENDED then
      news[#news + 1] = stream
      news[#news + 1] = whole(a)
    end
  end
  if position ~= before then call('SET', prefix .. 'position', whole(position)) end
  if #news > 0 then call('XADD', prefix .. 'news', 'MAXLEN', '~', news_kept, '*', unpack(news)) end
  return reply
end

-- ── reading ─────────────────────────────────────────────────────────────────────────────────────

local function read(prefix, args)
  return call('LRANGE', prefix .. 'facts:' .. args[2], args[3], '-1')
end

local function heads(prefix, args)
  local reply = {}
  for i = 2, #args do reply[i - 1] = call('LLEN', prefix .. 'facts:' .. args[i]) end
  return reply
end

-- Stream, version and row for each fact, flat.
local function read_all(prefix, args)
  local after, limit, reply = tonumber(args[2]), tonumber(args[3]), {}
  local appends = call('ZRANGEBYSCORE', prefix .. 'log', '(' .. args[2], '+inf', 'LIMIT', '0', args[3])
  local left = limit
  for _, member in ipairs(appends) do
    local version, facts, stream = string.match(member, '^(%d+) (%d+) (.*)$')
    local first = version - facts
    for n, row in ipairs(call('LRANGE', prefix .. 'facts:' .. stream, first, version - 1)) do
      if left > 0 and tonumber(string.match(row, '^%d+')) > after then
        reply[#reply + 1] = stream
        reply[#reply + 1] = first + n
        reply[#reply + 1] = row
        left = left - 1
      end
    end
    if left <= 0 then break end
  end
  return reply
end

local function find_ack(prefix, args)
  local kept = call('HGET', prefix .. 'acks:' .. args[2], args[3] .. sep .. args[4])
  if not kept then return false end
  return { unpacked(kept) }
end

local function lookup(prefix, args)
  local held = call('HGET', prefix .. 'claims', args[2] .. sep .. args[3])
  if not held then return false end
  local _, value = unpacked(held)
  return value
end

local function read_texts(prefix, args)
  local reply = {}
  for i = 2, #args do
    local packed = call('HGET', prefix .. 'texts', args[i])
    local _, text
    if packed then _, _, text = unpacked(packed) end
    reply[i - 1] = text or false
  end
  return reply
end

-- Key, text and revision for each, flat.
local function read_documents(prefix, args)
  local rows, reply = call('HGETALL', prefix .. 'docs:' .. args[2] .. sep .. args[3]), {}
  for i = 1, #rows, 2 do
    local revision, text = unpacked(rows[i + 1])
    reply[#reply + 1] = rows[i]
    reply[#reply + 1] = text
    reply[#reply + 1] = revision
  end
  return reply
end

local function due_until(prefix, args)
  return call('ZRANGEBYSCORE', prefix .. 'due', '-inf', args[2], 'WITHSCORES', 'LIMIT', '0', args[3])
end

-- Id, source, target and command for each, flat.
local function pending_outbox(prefix, args)
  local reply = {}
  for _, id in ipairs(call('ZRANGE', prefix .. 'outbox', 0, args[2] - 1)) do
    local source, target, command = unpacked(call('HGET', prefix .. 'outbox-rows', id))
    local n = #reply
    reply[n + 1], reply[n + 2], reply[n + 3], reply[n + 4] = id, source, target, command
  end
  return reply
end

local function last_beat(prefix) return call('GET', prefix .. 'beat') end

-- ── writing beside the journals ─────────────────────────────────────────────────────────────────

local function put_document(prefix, args)
  local stream, author, key, text, revision = args[2], args[3], args[4], args[5], args[6]
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

local function beat(prefix)
  return call('SET', prefix .. 'beat', whole(now()), 'GET')
end

local function whisper(prefix, args)
  return call('PUBLISH', prefix .. 'whispers', args[2])
end

-- ── removal ─────────────────────────────────────────────────────────────────────────────────────

local function erase_author(prefix, args)
  local author = args[2]
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

-- ── registration ────────────────────────────────────────────────────────────────────────────────

local function register(name, work, flags)
  redis.register_function({
    function_name = 'LIBRARY_' .. name,
    flags = flags,
    callback = function(keys, args)
      call, pack, unpacked = redis.call, cmsgpack.pack, cmsgpack.unpack
      if call('GET', keys[1] .. 'epoch') ~= args[1] then return redis.error_reply('PARLEYEPOCH another epoch') end
      return work(keys[1], args)
    end,
  })
end

local reading, removing = { 'no-writes' }, { 'allow-oom' }
register('append', append, {})
register('now', now, reading)
register('read', read, reading)
register('heads', heads, reading)
register('read_all', read_all, reading)
register('find_ack', find_ack, reading)
register('lookup', lookup, reading)
register('read_texts', read_texts, reading)
register('read_documents', read_documents, reading)
register('due_until', due_until, reading)
register('pending_outbox', pending_outbox, reading)
register('last_beat', last_beat, reading)
register('put_document', put_document, {})
register('outbox_delivered', outbox_delivered, removing)
register('beat', beat, removing)
register('whisper', whisper, removing)
register('erase_author', erase_author, removing)
register('delete_streams', delete_streams, removing)
register('scrub_due', scrub_due, reading)
register('scrubbed', scrubbed, removing)
