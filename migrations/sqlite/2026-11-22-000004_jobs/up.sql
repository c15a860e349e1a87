-- What is to be done outside the database, written in the transaction that wants it done.

CREATE TABLE jobs (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    -- JSON; emptied when the job ends, because a mail carries its code or link here.
    payload TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('ready', 'done', 'expired', 'dead')),
    -- The earliest time of the next try. While a worker holds the lease: when the lease ends.
    run_at TIMESTAMP NOT NULL,
    -- After this time the job is of no use to anybody.
    expires_at TIMESTAMP NOT NULL,
    attempts BIGINT NOT NULL,
    -- Names the worker's claim: only its holder may finish the job.
    lease TEXT,
    last_error TEXT,
    created_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP
);

CREATE INDEX jobs_ready ON jobs (run_at) WHERE state = 'ready';
CREATE INDEX jobs_by_age ON jobs (finished_at) WHERE state <> 'ready';
