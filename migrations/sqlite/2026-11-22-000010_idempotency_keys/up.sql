-- Answers to requests that create something, so that a repeated request creates nothing.
-- The row is written in the transaction that creates.

CREATE TABLE idempotency_keys (
    member_id TEXT NOT NULL REFERENCES members (id),
    -- The kind and the id of who asked.
    principal TEXT NOT NULL,
    operation TEXT NOT NULL,
    key_digest TEXT NOT NULL,
    request_digest TEXT NOT NULL,
    status BIGINT NOT NULL,
    location TEXT,
    etag TEXT,
    body TEXT NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    CONSTRAINT idempotency_keys_key PRIMARY KEY (member_id, principal, operation, key_digest)
);

CREATE INDEX idempotency_keys_by_age ON idempotency_keys (expires_at);
