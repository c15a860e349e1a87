UPDATE accounts SET second_factor = 'mailOtp';

CREATE TABLE accounts_anew (
    member_id TEXT NOT NULL REFERENCES members (id),
    id TEXT NOT NULL,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL,
    name TEXT NOT NULL,
    department TEXT NOT NULL,
    phone TEXT,
    role TEXT NOT NULL CHECK (role IN ('admin', 'user')),
    second_factor TEXT NOT NULL CHECK (second_factor IN ('mailOtp')),
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

ALTER TABLE password_resets DROP COLUMN identity_tries;
DROP TABLE first_logins;
