-- Authenticator apps as second step, the recovery codes for a lost one, and how freshly a
-- session has proved itself.

CREATE TABLE totp_secrets (
    member_id TEXT NOT NULL,
    id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    -- Encrypted by the key of this name; it opens in this row only.
    sealed_secret TEXT NOT NULL,
    key_id TEXT NOT NULL,
    -- The last step of 30 seconds whose code was accepted: each is accepted once.
    last_step BIGINT NOT NULL,
    -- Whether a code of the app proved it; before that it opens nothing.
    confirmed BOOLEAN NOT NULL,
    created_at TIMESTAMP NOT NULL,
    confirmed_at TIMESTAMP,
    PRIMARY KEY (member_id, id),
    CONSTRAINT totp_secrets_account UNIQUE (member_id, account_id, confirmed),
    FOREIGN KEY (member_id, account_id) REFERENCES accounts (member_id, id)
);

CREATE INDEX totp_secrets_by_age ON totp_secrets (confirmed, created_at);

CREATE TABLE recovery_codes (
    member_id TEXT NOT NULL,
    id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    -- A keyed digest, bound to the account.
    code_digest TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP,
    PRIMARY KEY (member_id, id),
    FOREIGN KEY (member_id, account_id) REFERENCES accounts (member_id, id)
);

CREATE INDEX recovery_codes_by_account ON recovery_codes (member_id, account_id, code_digest);

-- What the second step of a sign-in under way asks for.
ALTER TABLE pending_logins ADD COLUMN factor TEXT NOT NULL DEFAULT 'mailOtp' CHECK (factor IN ('mailOtp', 'totp'));

-- When the session last proved who it belongs to: at sign-in, and at each step-up. A program
-- that does not know the column opens sessions that have proved nothing freshly.
ALTER TABLE sessions ADD COLUMN proven_at TIMESTAMP NOT NULL DEFAULT '1970-01-01 00:00:00';

UPDATE sessions SET proven_at = created_at;
