-- Staff of the carrier: a realm of their own, with everything that signing in needs. Secrets
-- are kept as digests or sealed.

CREATE TABLE operators (
    id TEXT NOT NULL PRIMARY KEY,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL,
    name TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('ja', 'en')),
    state TEXT NOT NULL CHECK (state IN ('active', 'suspended')),
    -- Password and app come together, when the set-up is confirmed.
    password_hash TEXT,
    -- The secret of the app, encrypted by the key of this name; it opens in this row only.
    sealed_secret TEXT,
    key_id TEXT,
    -- The last step of 30 seconds whose code was accepted: each is accepted once.
    last_step BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    last_signed_in_at TIMESTAMP,
    CONSTRAINT operators_email_key UNIQUE (email_key)
);

-- A one-time secret by which an operator sets password and app, and how far that has come.
CREATE TABLE operator_setups (
    id TEXT NOT NULL PRIMARY KEY,
    operator_id TEXT NOT NULL REFERENCES operators (id),
    secret_digest TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    -- What was chosen and offered in the first step, for the browser with this secret.
    browser_digest TEXT,
    password_hash TEXT,
    sealed_secret TEXT,
    key_id TEXT,
    -- When it was used up, or another one took its place.
    closed_at TIMESTAMP,
    CONSTRAINT operator_setups_secret UNIQUE (secret_digest),
    CONSTRAINT operator_setups_browser UNIQUE (browser_digest)
);

CREATE INDEX operator_setups_by_operator ON operator_setups (operator_id);
CREATE INDEX operator_setups_by_age ON operator_setups (expires_at);

CREATE TABLE operator_recovery_codes (
    operator_id TEXT NOT NULL REFERENCES operators (id),
    -- A keyed digest, bound to the operator.
    code_digest TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP,
    PRIMARY KEY (operator_id, code_digest)
);

-- Failed codes per operator and factor.
CREATE TABLE operator_factor_failures (
    operator_id TEXT NOT NULL REFERENCES operators (id),
    factor TEXT NOT NULL,
    failures BIGINT NOT NULL,
    first_failed_at TIMESTAMP NOT NULL,
    locked_until TIMESTAMP,
    PRIMARY KEY (operator_id, factor)
);

-- A sign-in between its two steps.
CREATE TABLE operator_pending_logins (
    id TEXT NOT NULL PRIMARY KEY,
    operator_id TEXT NOT NULL REFERENCES operators (id),
    secret_digest TEXT NOT NULL,
    tries BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    -- When a session came of it, or it was given up.
    closed_at TIMESTAMP,
    CONSTRAINT operator_pending_logins_secret UNIQUE (secret_digest)
);

CREATE INDEX operator_pending_logins_by_operator ON operator_pending_logins (operator_id);
CREATE INDEX operator_pending_logins_by_age ON operator_pending_logins (expires_at);

CREATE TABLE operator_sessions (
    id TEXT NOT NULL PRIMARY KEY,
    operator_id TEXT NOT NULL REFERENCES operators (id),
    secret_digest TEXT NOT NULL,
    user_agent TEXT NOT NULL,
    address TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    last_seen_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    -- When it last proved whose it is: at sign-in, and at each step-up.
    proven_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    CONSTRAINT operator_sessions_secret UNIQUE (secret_digest)
);

CREATE INDEX operator_sessions_by_operator ON operator_sessions (operator_id);
CREATE INDEX operator_sessions_by_age ON operator_sessions (expires_at);

-- What a change by an operator is based on.
ALTER TABLE members ADD COLUMN version BIGINT NOT NULL DEFAULT 1;

-- A chain of the trail belongs to a member or to the carrier, which is no member; its events
-- and texts belong to the chain. Keys of repeated requests are the carrier's too.
CREATE TABLE new_audit_heads (
    member_id TEXT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    digest TEXT NOT NULL
);
INSERT INTO new_audit_heads SELECT * FROM audit_heads;
DROP TABLE audit_heads;
ALTER TABLE new_audit_heads RENAME TO audit_heads;

CREATE TABLE new_audit_events (
    member_id TEXT NOT NULL REFERENCES audit_heads (member_id),
    seq BIGINT NOT NULL,
    at TIMESTAMP NOT NULL,
    actor_kind TEXT NOT NULL CHECK (actor_kind IN ('account', 'apiClient', 'operator', 'commandLine', 'nobody')),
    actor_id TEXT,
    action TEXT NOT NULL,
    subject_id TEXT,
    -- The digest of the personal text in `audit_texts`, which retention may remove.
    text_digest TEXT,
    previous_digest TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (member_id, seq)
);
INSERT INTO new_audit_events SELECT * FROM audit_events;
DROP TABLE audit_events;
ALTER TABLE new_audit_events RENAME TO audit_events;

CREATE TABLE new_audit_texts (
    member_id TEXT NOT NULL REFERENCES audit_heads (member_id),
    digest TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (member_id, digest)
);
INSERT INTO new_audit_texts SELECT * FROM audit_texts;
DROP TABLE audit_texts;
ALTER TABLE new_audit_texts RENAME TO audit_texts;

CREATE TABLE new_idempotency_keys (
    member_id TEXT NOT NULL,
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
INSERT INTO new_idempotency_keys SELECT * FROM idempotency_keys;
DROP TABLE idempotency_keys;
ALTER TABLE new_idempotency_keys RENAME TO idempotency_keys;
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (expires_at);

-- The carrier's own chain of the trail, for what concerns no member.
INSERT INTO audit_heads (member_id, seq, digest)
VALUES ('00000000-0000-0000-0000-000000000000', 0, '');
