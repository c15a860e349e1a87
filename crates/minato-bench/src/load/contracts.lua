-- The same page of contracts again and again, by one person; with a pause of so many
-- milliseconds before each request, if there is one.
local wanted, pause

function init(args)
  wanted = wrk.format("GET", args[2], { ["Cookie"] = args[1] })
  pause = tonumber(args[3])
end

function delay()
  return pause
end

function request()
  return wanted
end
