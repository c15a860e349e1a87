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
ALTER TABLE sign_ins DROP CONSTRAINT sign_ins_outcome_check;
ALTER TABLE sign_ins ADD CONSTRAINT sign_ins_outcome_check CHECK (outcome IN ('succeeded', 'passwordRefused', 'codeRefused', 'addressRefused'));

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
