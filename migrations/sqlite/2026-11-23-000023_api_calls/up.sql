-- What programs asked for: kept for some days, so that whoever runs a program can see what it did.
-- The id is that of the request (`X-Request-Id`): it begins with the time, so rows in the order of
-- their ids are in the order of time.
CREATE TABLE api_calls (
    member_id TEXT NOT NULL,
    id TEXT NOT NULL,
    client_id TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    method TEXT NOT NULL,
    -- The template of the path: no id of anything stands in it.
    route TEXT NOT NULL,
    status BIGINT NOT NULL,
    -- The code of the problem, where it was answered with one.
    problem TEXT,
    micros BIGINT NOT NULL,
    address TEXT NOT NULL,
    PRIMARY KEY (member_id, id),
    FOREIGN KEY (member_id, client_id) REFERENCES api_clients (member_id, id)
);

CREATE INDEX api_calls_by_client ON api_calls (member_id, client_id, id);
CREATE INDEX api_calls_by_age ON api_calls (at);
