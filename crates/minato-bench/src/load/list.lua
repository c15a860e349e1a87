-- The first page of the list, by one person.
local wanted

function init(args)
  wanted = wrk.format("GET", "/api/v1/port-applications", { ["Cookie"] = args[1] })
end

function request()
  return wanted
end
