-- KEYS[1]: the key. ARGV[1]: eight bytes of version and the value. ARGV[2]: the time to live in milliseconds.
-- Answers 1 when the value was taken, and 0 when the one that is kept has the same or a greater version.
--
-- The bytes of a version sort as the numbers do. They are compared one by one: Lua's numbers are exact to 2^53 only,
-- and its comparison of strings follows the locale of the server.
local kept = redis.call('GETRANGE', KEYS[1], 0, 7)
for i = 1, #kept do
  local old, new = kept:byte(i), ARGV[1]:byte(i)
  if new > old then break end
  if new < old or i == 8 then return 0 end
end
local set = redis.pcall('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
if set.err then
  -- There is no memory left for it, and the one that is kept is out of date.
  redis.call('DEL', KEYS[1])
  return set
end
return 1
