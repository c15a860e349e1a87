-- Who did what: one chain of digests per member.

-- The end of each member's chain. Writers of one member take turns here.
CREATE TABLE audit_heads (
    member_id TEXT NOT NULL PRIMARY KEY REFERENCES members (id),
    seq BIGINT NOT NULL,
    digest TEXT NOT NULL
);

CREATE TABLE audit_events (
    member_id TEXT NOT NULL REFERENCES members (id),
    seq BIGINT NOT NULL,
    at TIMESTAMP NOT NULL,
    actor_kind TEXT NOT NULL CHECK (actor_kind IN ('account', 'apiClient', 'operator', 'commandLine', 'nobody')),
    actor_id TEXT,
    action TEXT NOT NULL,
    subject_id TEXT,
    -- The digest of the personal text in `audit_texts`, which retention may remove.
    text_digest TEXT,
    previous_digest TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (member_id, seq)
);

CREATE TABLE audit_texts (
    member_id TEXT NOT NULL REFERENCES members (id),
    digest TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (member_id, digest)
);
