-- One contract after the other, by one person: every `step`-th of `last` is his; with a pause of
-- so many milliseconds before each request, if there is one.
local headers, step, last, serial, pause

function init(args)
  headers = { ["Cookie"] = args[1] }
  step, last, pause = tonumber(args[2]), tonumber(args[3]), tonumber(args[4])
  serial = 0
end

function delay()
  return pause
end

function request()
  -- A stride that meets them all, but not in the order in which they are stored.
  serial = (serial + 7919 * step) % last
  return wrk.format("GET", string.format("/api/v1/contracts/N%09d", serial + step), headers)
end
