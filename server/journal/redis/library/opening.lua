#!lua name=LIBRARY
-- What the Redis store does inside Redis: each function is one atomic call. Knows no domain; facts, acks and commands are text.
-- KEYS[1] is the prefix of every key of one store, ARGV[1] the epoch that the node knows; another epoch is refused.
--
-- <prefix>epoch            "<schema> <random id>", written once when the store is created
-- <prefix>position         the last position given
-- <prefix>at               the last stamp given
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
-- <prefix>erased           set of the authors whose words are not kept any more
-- <prefix>removals         how many there were; scrubbed: how many of them are gone from the files too

-- Redis lends its calls and cmsgpack to a running function only: `register` below takes them up.
local call, pack, unpacked
local sep = '\0'
local news_kept = '10000'
-- Lua hands at most some 8,000 values to one call.
local chunk = 1000

local function whole(number) return string.format('%.0f', number) end

-- A clock put back by this many ms or less is waited out; one put back further is followed.
local waited_out = 250

-- No time, and no stamp, before one that was written already.
local function now(prefix)
  local time, last = call('TIME'), tonumber(call('GET', prefix .. 'at') or '0')
  local clock = time[1] * 1000 + math.floor(time[2] / 1000)
  if last > clock and last - clock <= waited_out then return last end
  return clock
end

local function each_chunk(list, use)
  for first = 1, #list, chunk do use(first, math.min(first + chunk - 1, #list)) end
end
