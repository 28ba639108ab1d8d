-- What this user may not do of all that the functions do: run a command, or reach a kind of key. Asked once when a node starts: an
-- append that met a missing right in its middle would leave half of itself. TIME was met before, by `now`.

-- The keys themselves, by calls that change nothing: what is absent is removed, or Redis refuses the words. It looks at the right
-- first, so that who has it hears the same refusal there as at a key that was just written.
local function out_of_reach(prefix, lacking)
  local function reach(kind, name, ...)
    local here, there = redis.pcall(name, prefix .. kind, ...), redis.pcall(name, prefix .. 'rights-none', ...)
    local refused = type(here) == 'table' and here.err
    if refused and not (type(there) == 'table' and there.err == refused) then
      local why = string.find(refused, 'WRONGTYPE', 1, true) and ' (which holds something else)' or ''
      table.insert(lacking, name .. ' on ' .. prefix .. kind .. why)
    end
  end
  for _, kind in ipairs({ 'position', 'at', 'beat', 'outbox-place', 'removals', 'scrubbed' }) do
    reach(kind, 'GET')
    reach(kind, 'SET', '', 'NX', 'XX')
  end
  for _, kind in ipairs({ 'texts', 'outbox-rows', 'claims' }) do reach(kind, 'HDEL', sep) end
  for _, kind in ipairs({ 'log', 'due', 'outbox' }) do reach(kind, 'ZREM', sep) end
  reach('erased', 'SREM', sep)
  reach('news', 'XADD', '0-0', 'f', '1')
  for _, kind in ipairs({ 'facts:', 'acks:', 'texts-by:', 'texts-in:', 'docs:', 'docs-by:', 'docs-in:', 'claims-of:' }) do
    reach(kind .. sep, 'UNLINK')
  end
end

local function rights(prefix)
  local lacking = {}
  local function try(name, ...)
    local answer = redis.pcall(name, ...)
    if type(answer) == 'table' and answer.err then table.insert(lacking, name) end
  end
  local key = function(kind) return prefix .. 'rights-' .. kind end
  local text, hash, list, set, sorted, stream =
    key('text'), key('hash'), key('list'), key('set'), key('sorted'), key('stream')
  try('SET', text, '1')
  try('MSET', text, '1')
  try('INCR', text)
  try('GET', text)
  try('HSET', hash, 'f', '1')
  try('HGET', hash, 'f')
  try('HGETALL', hash)
  try('HDEL', hash, 'f')
  try('RPUSH', list, '1')
  try('LLEN', list)
  try('LRANGE', list, '0', '-1')
  try('SADD', set, '1')
  try('SISMEMBER', set, '1')
  try('SMEMBERS', set)
  try('SREM', set, '1')
  try('ZADD', sorted, '1', '1')
  try('ZRANGE', sorted, '0', '-1')
  try('ZRANGEBYSCORE', sorted, '0', '1')
  try('ZREM', sorted, '1')
  try('ZREMRANGEBYSCORE', sorted, '0', '1')
  try('XADD', stream, '*', 'f', '1')
  try('PUBLISH', key('channel'), '1')
  try('UNLINK', text, hash, list, set, sorted, stream)
  try('DEL', text, hash, list, set, sorted, stream)
  if #lacking == 0 then out_of_reach(prefix, lacking) end
  return lacking
end
