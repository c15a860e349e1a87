-- Signing in: waits, the sign-in under way, sessions, the way back after a forgotten password.
-- Secrets are kept as digests only.

-- Failed passwords per e-mail address, known or not. The subject is a keyed digest.
CREATE TABLE password_failures (
    subject TEXT NOT NULL PRIMARY KEY,
    failures BIGINT NOT NULL,
    last_failed_at TIMESTAMP NOT NULL,
    blocked_until TIMESTAMP NOT NULL
);

CREATE INDEX password_failures_by_age ON password_failures (last_failed_at);

-- Failed codes per account and factor.
CREATE TABLE factor_failures (
    member_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    factor TEXT NOT NULL,
    failures BIGINT NOT NULL,
    first_failed_at TIMESTAMP NOT NULL,
    locked_until TIMESTAMP,
    PRIMARY KEY (member_id, account_id, factor),
    FOREIGN KEY (member_id, account_id) REFERENCES accounts (member_id, id)
);

-- A sign-in between its two steps.
CREATE TABLE pending_logins (
    member_id TEXT NOT NULL,
    id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    secret_digest TEXT NOT NULL,
    code_digest TEXT NOT NULL,
    code_tries BIGINT NOT NULL,
    code_sent_at TIMESTAMP NOT NULL,
    code_expires_at TIMESTAMP NOT NULL,
    codes_sent BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    -- When a session came of it, or it was given up.
    closed_at TIMESTAMP,
    PRIMARY KEY (member_id, id),
    CONSTRAINT pending_logins_secret UNIQUE (secret_digest),
    FOREIGN KEY (member_id, account_id) REFERENCES accounts (member_id, id)
);

CREATE INDEX pending_logins_by_account ON pending_logins (member_id, account_id, created_at);
CREATE INDEX pending_logins_by_age ON pending_logins (expires_at);

CREATE TABLE sessions (
    member_id TEXT NOT NULL,
    id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    secret_digest TEXT NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('password', 'twoStep')),
    user_agent TEXT NOT NULL,
    address TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    last_seen_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    PRIMARY KEY (member_id, id),
    CONSTRAINT sessions_secret UNIQUE (secret_digest),
    FOREIGN KEY (member_id, account_id) REFERENCES accounts (member_id, id)
);

CREATE INDEX sessions_by_account ON sessions (member_id, account_id, ended_at);
CREATE INDEX sessions_by_age ON sessions (expires_at);

CREATE TABLE password_resets (
    member_id TEXT NOT NULL,
    id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    token_digest TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    consumed_at TIMESTAMP,
    PRIMARY KEY (member_id, id),
    CONSTRAINT password_resets_token UNIQUE (token_digest),
    FOREIGN KEY (member_id, account_id) REFERENCES accounts (member_id, id)
);

CREATE INDEX password_resets_by_account ON password_resets (member_id, account_id, created_at);
CREATE INDEX password_resets_by_age ON password_resets (expires_at);
