-- The same page of contracts again and again, by one person; with a pause of so many
-- milliseconds before each request on average, if there is one.
local wanted, pause

function init(args)
  wanted = wrk.format("GET", args[2], { ["Cookie"] = args[1] })
  pause = tonumber(args[3])
end

function delay()
  -- As people come who know nothing of each other: with one pause for all, the connections
  -- would ask in step, sixteen at a time.
  return pause and -pause * math.log(1 - math.random())
end

function request()
  return wanted
end
