-- What people see of their own sign-ins, and by what a browser is known again.

-- How each try ended that named an account for certain.
CREATE TABLE sign_ins (
    member_id TEXT NOT NULL,
    id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('succeeded', 'passwordRefused', 'codeRefused')),
    -- How the second step was tried, if it came to that.
    factor TEXT CHECK (factor IN ('mailOtp', 'totp', 'recoveryCode')),
    address TEXT NOT NULL,
    user_agent TEXT NOT NULL,
    -- Whether the account had signed in with this browser before.
    known BOOLEAN NOT NULL,
    PRIMARY KEY (member_id, id),
    FOREIGN KEY (member_id, account_id) REFERENCES accounts (member_id, id)
);

CREATE INDEX sign_ins_by_account ON sign_ins (member_id, account_id, at, id);
CREATE INDEX sign_ins_by_age ON sign_ins (at);

-- Browsers that an account has signed in with. One browser has one secret for all who use it.
CREATE TABLE known_devices (
    member_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    id TEXT NOT NULL,
    secret_digest TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    last_used_at TIMESTAMP NOT NULL,
    PRIMARY KEY (member_id, id),
    CONSTRAINT known_devices_secret UNIQUE (secret_digest, member_id, account_id),
    FOREIGN KEY (member_id, account_id) REFERENCES accounts (member_id, id)
);

CREATE INDEX known_devices_by_account ON known_devices (member_id, account_id);
CREATE INDEX known_devices_by_age ON known_devices (last_used_at);
