-- Reserves places in sliding windows: all that are asked for, or none.
--
-- KEYS: sorted sets, one for each charge, of reservations by their time in microseconds. The time is
-- this server's: one clock for all apis.
-- ARGV: the reservation's name; then for each key its cost, how many quotas it has, and of each quota
-- the count and the span in microseconds.
-- Answer: 0, or the microseconds after which to try again; then for each quota what is left of it and
-- the microseconds until more is.
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local function text(number) return string.format('%.0f', number) end

local answer, costs, spans, retry, next = {0}, {}, {}, 0, 2
for k, key in ipairs(KEYS) do
  local cost, quotas = tonumber(ARGV[next]), tonumber(ARGV[next + 1])
  costs[k], spans[k], next = cost, 0, next + 2
  for _ = 1, quotas do
    local count, span = tonumber(ARGV[next]), tonumber(ARGV[next + 1])
    spans[k], next = math.max(spans[k], span), next + 2
    local after = '(' .. text(now - span)
    local function at(rank)
      local found = redis.call('ZRANGE', key, after, '+inf', 'BYSCORE', 'LIMIT', rank, 1, 'WITHSCORES')
      return found[2] and tonumber(found[2]) or now
    end
    local used = redis.call('ZCOUNT', key, after, '+inf')
    local over = used + cost - count
    if over > 0 then
      -- The one that has to be gone; a cost beyond the quota has never room.
      retry = math.max(retry, (over <= used and at(over - 1) or now) + span - now)
    end
    answer[#answer + 1] = math.max(0, count - used)
    answer[#answer + 1] = at(0) + span - now
  end
end

if retry > 0 then
  answer[1] = retry
  return answer
end
local slot = 2
next = 2
for k, key in ipairs(KEYS) do
  redis.call('ZREMRANGEBYSCORE', key, '-inf', text(now - spans[k]))
  for i = 1, costs[k] do
    redis.call('ZADD', key, text(now), ARGV[1] .. ':' .. i)
  end
  redis.call('PEXPIRE', key, text(math.ceil(spans[k] / 1000)))
  local quotas = tonumber(ARGV[next + 1])
  next = next + 2 + 2 * quotas
  for _ = 1, quotas do
    answer[slot], slot = answer[slot] - costs[k], slot + 2
  end
end
return answer
