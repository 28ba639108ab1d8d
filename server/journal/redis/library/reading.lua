-- Every question a store answers. Changes nothing.

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
