-- Browsers that need no second step for some days, where the member allows it.

-- Whether its people may trust their browsers, unless their account says otherwise.
ALTER TABLE members ADD COLUMN trusted_browsers BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE members ADD COLUMN security_version BIGINT NOT NULL DEFAULT 1;

-- Null: as the member says.
ALTER TABLE accounts ADD COLUMN trusted_browsers BOOLEAN;

-- Whether a trusted browser stood in for the second step.
ALTER TABLE sign_ins ADD COLUMN trusted BOOLEAN NOT NULL DEFAULT FALSE;

-- One browser has one secret for all accounts that trust it.
CREATE TABLE trusted_browsers (
    member_id TEXT NOT NULL,
    id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    secret_digest TEXT NOT NULL,
    user_agent TEXT NOT NULL,
    address TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    last_used_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    PRIMARY KEY (member_id, id),
    CONSTRAINT trusted_browsers_secret UNIQUE (secret_digest, member_id, account_id),
    FOREIGN KEY (member_id, account_id) REFERENCES accounts (member_id, id)
);

CREATE INDEX trusted_browsers_by_account ON trusted_browsers (member_id, account_id);
CREATE INDEX trusted_browsers_by_age ON trusted_browsers (expires_at);
