-- The first sign-in, step by step, by a link that was mailed.
CREATE TABLE first_logins (
    member_id TEXT NOT NULL,
    id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    token_digest TEXT NOT NULL,
    -- Why it was sent: the operator opens the portal to somebody, an admin invites, the person
    -- asked for a new link because the one before was too old, an admin reset the factors.
    purpose TEXT NOT NULL CHECK (purpose IN ('opening', 'invitation', 'renewal', 'factorReset')),
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    -- Wrong identity checks since the last right one.
    identity_tries BIGINT NOT NULL,
    -- The browser that goes through it, made anew by each right identity check.
    entry_digest TEXT,
    entry_expires_at TIMESTAMP,
    -- What was done so far: the password waits here until all is done.
    password_hash TEXT,
    totp_id TEXT,
    recovery_codes_made_at TIMESTAMP,
    -- When it was completed, replaced, or tried too often.
    ended_at TIMESTAMP,
    PRIMARY KEY (member_id, id),
    CONSTRAINT first_logins_token UNIQUE (token_digest),
    CONSTRAINT first_logins_entry UNIQUE (entry_digest),
    FOREIGN KEY (member_id, account_id) REFERENCES accounts (member_id, id)
);

CREATE INDEX first_logins_by_account ON first_logins (member_id, account_id, created_at);
CREATE INDEX first_logins_by_age ON first_logins (expires_at);

-- Wrong identity checks with a link for a new password.
ALTER TABLE password_resets ADD COLUMN identity_tries BIGINT NOT NULL DEFAULT 0;

-- An account may have to use an authenticator app: SQLite changes a check by a new table.
CREATE TABLE accounts_anew (
    member_id TEXT NOT NULL REFERENCES members (id),
    id TEXT NOT NULL,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL,
    name TEXT NOT NULL,
    department TEXT NOT NULL,
    phone TEXT,
    role TEXT NOT NULL CHECK (role IN ('admin', 'user')),
    second_factor TEXT NOT NULL CHECK (second_factor IN ('mailOtp', 'totp')),
    valid_until DATE NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('ja', 'en')),
    time_zone TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'suspended', 'deleted')),
    password_hash TEXT,
    password_changed_at TIMESTAMP NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    search_text TEXT NOT NULL DEFAULT '',
    must_change_password BOOLEAN NOT NULL DEFAULT FALSE,
    password_expires_at TIMESTAMP,
    last_signed_in_at TIMESTAMP,
    PRIMARY KEY (member_id, id)
);

INSERT INTO accounts_anew
SELECT member_id, id, email, email_key, name, department, phone, role, second_factor, valid_until,
    language, time_zone, state, password_hash, password_changed_at, version, created_at, updated_at,
    search_text, must_change_password, password_expires_at, last_signed_in_at
FROM accounts;

DROP TABLE accounts;
ALTER TABLE accounts_anew RENAME TO accounts;

CREATE INDEX accounts_by_email ON accounts (email_key);
CREATE UNIQUE INDEX accounts_email_key ON accounts (email_key, member_id) WHERE state <> 'deleted';
