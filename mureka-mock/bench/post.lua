-- For wrk: the same POST over and over. `wrk … URL -- lyrics` or `-- create`.

local bodies = {
    lyrics = '{"prompt": "A song about the sea"}',
    create = '{"prompt": "A song about the sea", "model": "V9", "async": true}',
}

function init(arguments)
    wrk.method = "POST"
    wrk.headers["Authorization"] = "Bearer user:1-bench"
    wrk.headers["Content-Type"] = "application/json"
    wrk.body = bodies[arguments[1]]
    -- Made once: what is measured is the server.
    request_text = wrk.format()
end

function request()
    return request_text
end

-- One line for the script: requests, microseconds, and what went wrong.
function done(summary, latency)
    local errors = summary.errors
    local wrong = errors.connect + errors.read + errors.write + errors.status + errors.timeout
    io.write(string.format("figures %d %d %d %d\n", summary.requests, summary.duration, wrong,
        latency:percentile(99)))
end
