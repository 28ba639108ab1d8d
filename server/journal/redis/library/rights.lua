-- Which of the commands that the functions use this user may not run. Asked once when a node starts: an append that met a missing
-- right in its middle would leave half of itself.

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
  return lacking
end
