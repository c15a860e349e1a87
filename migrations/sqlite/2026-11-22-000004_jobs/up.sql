-- What is to be done outside the database, written in the transaction that wants it done.

CREATE TABLE jobs (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    -- Where one waiting job is enough: what it is about, as a keyed digest.
    subject TEXT,
    -- Encrypted, because a mail carries its code or link here; emptied when the job ends.
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

-- No partial indexes for queries: SQLite plans without the values that are bound.
CREATE INDEX jobs_due ON jobs (state, kind, run_at);
CREATE INDEX jobs_by_age ON jobs (finished_at);
CREATE UNIQUE INDEX jobs_waiting ON jobs (kind, subject) WHERE state = 'ready';
