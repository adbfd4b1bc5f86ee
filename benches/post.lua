-- A form as a browser sends it, from a reader whom nobody has seen, with a text that nobody has written.
local hidden, run, n

function init(args)
    hidden, run, n = args[1], args[2], 0
    wrk.method = "POST"
    wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
end

function request()
    n = n + 1
    local who = run .. "x" .. n
    return wrk.format(nil, nil, nil, hidden .. "&name=Reader+" .. who .. "&email=reader" .. who .. "%40mail.example"
        .. "&website=&homepage2=&parent_id=&text=The+%2A%2A" .. who .. "th%2A%2A+ferry+was+late+again%2C+and+nobody+"
        .. "on+the+quay+could+say+why.+I+have+crossed+every+morning+for+eleven+years.%0A%0A%3E+We+regret+the+delay."
        .. "%0A%0ARegret+is+_not_+a+timetable.+Could+the+harbour+office+put+a+notice+up+before+seven%3F")
end
