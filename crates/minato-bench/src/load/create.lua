-- Applications for ports: each by the next person, for the next day, under a key of its own.
-- A line of the file of people is a cookie and a CSRF token; the days are divided by commas.
local people, days, run, count = {}, {}, "", 0
local threads = 0

function setup(thread)
  thread:set("id", threads)
  threads = threads + 1
end

function init(args)
  for line in io.lines(args[1]) do
    local cookie, token = line:match("^(%S+) (%S+)$")
    people[#people + 1] = {
      ["Cookie"] = cookie,
      ["X-CSRF-Token"] = token,
      ["Content-Type"] = "application/json",
    }
  end
  for day in args[2]:gmatch("[^,]+") do
    days[#days + 1] = day
  end
  run = args[3]
end

function request()
  count = count + 1
  local headers = people[count % #people + 1]
  headers["Idempotency-Key"] = run .. "-" .. id .. "-" .. count
  local day = days[count * 7 % #days + 1]
  local body = '{"effectiveDate":"' .. day .. '","addedPorts":1,"remind":false}'
  return wrk.format("POST", "/api/v1/port-applications", headers, body)
end
