-- New e-mail addresses that wait to be confirmed by a mailed link.
CREATE TABLE email_changes (
    member_id TEXT NOT NULL,
    id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    email TEXT NOT NULL,
    token_digest TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    -- When it was used, or another link took its place.
    consumed_at TIMESTAMP,
    PRIMARY KEY (member_id, id),
    CONSTRAINT email_changes_token UNIQUE (token_digest),
    FOREIGN KEY (member_id, account_id) REFERENCES accounts (member_id, id)
);

CREATE INDEX email_changes_by_account ON email_changes (member_id, account_id);
CREATE INDEX email_changes_by_age ON email_changes (expires_at);
