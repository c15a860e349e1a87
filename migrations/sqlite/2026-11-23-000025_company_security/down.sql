DROP TABLE expiry_reminders;
DELETE FROM sign_ins WHERE outcome = 'addressRefused';
CREATE TABLE sign_ins_anew (
    member_id TEXT NOT NULL,
    id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('succeeded', 'passwordRefused', 'codeRefused')),
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
DROP INDEX accounts_by_end;
ALTER TABLE accounts DROP COLUMN any_address;
ALTER TABLE members DROP COLUMN session_hours;
ALTER TABLE members DROP COLUMN session_idle_minutes;
ALTER TABLE members DROP COLUMN allowed_networks;
