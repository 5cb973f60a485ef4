-- Leases of worker numbers, one Redis hash: field = worker, value = holder|from|until in milliseconds
-- since 1970 (an empty holder: given back). Field `born` is when the hash was first written.
--
-- A number is free when it was given back, or `grace` after its `until`. Whoever takes it starts at
-- or after every `until` stored before. A number without a record starts `quarantine` after `born`:
-- if Redis has lost its data, holders from before may still be using what they were granted.
local key = KEYS[1]
local op, holder, worker = ARGV[1], ARGV[2], ARGV[3]
local used, ttl = tonumber(ARGV[4]), tonumber(ARGV[5])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function text(number) return string.format('%.0f', number) end

local function read(value)
  local who, from, til = string.match(value, '^([^|]*)|(%d+)|(%d+)$')
  return who, tonumber(from), tonumber(til)
end

local function write(number, who, from, til)
  redis.call('HSET', key, number, who .. '|' .. text(from) .. '|' .. text(til))
  return {text(number), text(from), text(til), text(now)}
end

if op == 'acquire' then
  local grace, quarantine, count = tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])
  -- Of numbers that are equally free each holder prefers another, so that the holders of a registry
  -- that is lost right after its birth and those of the next one rarely share a number.
  local preferred = tonumber(string.sub(redis.sha1hex(holder), 1, 4), 16)
  redis.call('HSETNX', key, 'born', text(now))
  local floor = tonumber(redis.call('HGET', key, 'born')) + quarantine
  local best, start, earliest
  for i = 0, count - 1 do
    local number = (preferred + i) % count
    local value = redis.call('HGET', key, number)
    local candidate
    if not value then
      candidate = math.max(now, floor, used)
    else
      local who, from, til = read(value)
      if who == holder then
        return {text(number), text(from), text(til), text(now)}
      end
      if who == '' or now >= til + grace then
        candidate = math.max(now, til, used)
      else
        earliest = math.min(earliest or math.huge, til + grace)
      end
    end
    if candidate and (not best or candidate < start) then
      best, start = number, candidate
    end
  end
  if not best then
    return {'-1', text(earliest), text(earliest), text(now)}
  end
  return write(best, holder, start, start + ttl)
end

local value = redis.call('HGET', key, worker)
if not value then
  return {}
end
local who, from, til = read(value)
if who ~= holder then
  return {}
end
if op == 'renew' then
  return write(worker, holder, from, math.max(til, math.max(now, used) + ttl))
end
return write(worker, '', from, math.max(from, used + 1))
