-- Files by which operators register members and open accounts. A row stands here only if all
-- of its file was imported.

CREATE TABLE imports (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('members', 'accounts')),
    -- Who imported it; null on the command line.
    operator_id TEXT REFERENCES operators (id),
    -- How many rows the file had, how many mails follow, and how many of them wait or are sent.
    row_count BIGINT NOT NULL,
    mail_count BIGINT NOT NULL,
    mails_queued BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    -- When the last mail was queued.
    finished_at TIMESTAMP
);

-- The accounts that a file opened, and whether their opening mail is queued.
CREATE TABLE import_accounts (
    import_id TEXT NOT NULL REFERENCES imports (id),
    line BIGINT NOT NULL,
    member_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    mail_queued BOOLEAN NOT NULL,
    PRIMARY KEY (import_id, line),
    FOREIGN KEY (member_id, account_id) REFERENCES accounts (member_id, id)
);

CREATE INDEX import_accounts_by_mail ON import_accounts (import_id, mail_queued, line);
