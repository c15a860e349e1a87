-- What a member's admins have to keep the company safe: from where its people may come, how long
-- they stay signed in, who of them signed in, and what ends soon.

-- One network in each line, with a space and its description behind it; empty: from anywhere.
ALTER TABLE members ADD COLUMN allowed_networks TEXT NOT NULL DEFAULT '';
-- Null: as the server says.
ALTER TABLE members ADD COLUMN session_idle_minutes BIGINT CHECK (session_idle_minutes BETWEEN 5 AND 60);
ALTER TABLE members ADD COLUMN session_hours BIGINT CHECK (session_hours BETWEEN 1 AND 24);

-- Whether the person may come from anywhere, whatever the member says.
ALTER TABLE accounts ADD COLUMN any_address BOOLEAN NOT NULL DEFAULT FALSE;

-- Whose last day comes near.
CREATE INDEX accounts_by_end ON accounts (valid_until);

-- Everything was right, but the address.
CREATE TABLE sign_ins_anew (
    member_id TEXT NOT NULL,
    id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('succeeded', 'passwordRefused', 'codeRefused', 'addressRefused')),
    factor TEXT CHECK (factor IN ('mailOtp', 'totp', 'recoveryCode')),
    address TEXT NOT NULL,
    user_agent TEXT NOT NULL,
    known BOOLEAN NOT NULL,
    trusted BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (member_id, id),
    FOREIGN KEY (member_id, account_id) REFERENCES accounts (member_id, id)
);

INSERT INTO sign_ins_anew
SELECT member_id, id, account_id, at, outcome, factor, address, user_agent, known, trusted
FROM sign_ins;

DROP TABLE sign_ins;
ALTER TABLE sign_ins_anew RENAME TO sign_ins;

CREATE INDEX sign_ins_by_account ON sign_ins (member_id, account_id, at, id);
CREATE INDEX sign_ins_by_age ON sign_ins (at);

CREATE INDEX sign_ins_by_member ON sign_ins (member_id, at, id);
CREATE INDEX sign_ins_by_outcome ON sign_ins (member_id, outcome, at, id);

-- What has been told of something that ends: each stage once for each last day.
CREATE TABLE expiry_reminders (
    member_id TEXT NOT NULL REFERENCES members (id),
    subject_kind TEXT NOT NULL CHECK (subject_kind IN ('account', 'apiClient', 'apiClientSecret')),
    subject_id TEXT NOT NULL,
    -- The last day in Japan.
    ends_on DATE NOT NULL,
    days_before BIGINT NOT NULL CHECK (days_before IN (1, 7, 30)),
    reminded_at TIMESTAMP NOT NULL,
    PRIMARY KEY (member_id, subject_kind, subject_id, ends_on, days_before)
);

CREATE INDEX expiry_reminders_by_end ON expiry_reminders (ends_on);
