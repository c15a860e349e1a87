-- One application after the other, by one person: every `step`-th of `last` is his.
local headers, step, last, serial

function init(args)
  headers = { ["Cookie"] = args[1] }
  step, last = tonumber(args[2]), tonumber(args[3])
  serial = 0
end

function request()
  -- A stride that meets them all, but not in the order in which they are stored.
  serial = (serial + 7919 * step) % last
  local path = string.format("/api/v1/port-applications/SO-%05d-0", serial + step)
  return wrk.format("GET", path, headers)
end
