-- One contract after the other, by one person: every `step`-th of `last` is his; with a pause of
-- so many milliseconds before each request on average, if there is one.
local headers, step, last, serial, pause

function init(args)
  headers = { ["Cookie"] = args[1] }
  step, last, pause = tonumber(args[2]), tonumber(args[3]), tonumber(args[4])
  serial = 0
end

function delay()
  -- As people come who know nothing of each other: with one pause for all, the connections
  -- would ask in step, sixteen at a time.
  return pause and -pause * math.log(1 - math.random())
end

function request()
  -- A stride that meets them all, but not in the order in which they are stored.
  serial = (serial + 7919 * step) % last
  return wrk.format("GET", string.format("/api/v1/contracts/N%09d", serial + step), headers)
end
