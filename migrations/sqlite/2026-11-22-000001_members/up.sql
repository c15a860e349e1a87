-- The tenants, and what the operator tells and sells them.

CREATE TABLE members (
    id TEXT NOT NULL PRIMARY KEY,
    member_number TEXT NOT NULL,
    name TEXT NOT NULL,
    postal_code TEXT,
    address TEXT NOT NULL,
    contracted_ports BIGINT NOT NULL CHECK (contracted_ports >= 0),
    -- 31 means the last day of the month.
    closing_day BIGINT NOT NULL CHECK (closing_day BETWEEN 1 AND 31),
    -- Whether a second step follows the password; only the operator switches it off.
    two_step BOOLEAN NOT NULL,
    password_policy TEXT NOT NULL CHECK (password_policy IN ('standard', 'portplus')),
    state TEXT NOT NULL CHECK (state IN ('active', 'closed')),
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    CONSTRAINT members_member_number UNIQUE (member_number)
);

CREATE TABLE member_options (
    member_id TEXT NOT NULL REFERENCES members (id),
    kind TEXT NOT NULL CHECK (kind IN ('portPlus', 'twoStepSignIn', 'apiAccess', 'webhooks')),
    enabled_since DATE NOT NULL,
    PRIMARY KEY (member_id, kind)
);

CREATE TABLE member_notes (
    member_id TEXT NOT NULL REFERENCES members (id),
    id TEXT NOT NULL,
    published_on DATE NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (member_id, id)
);

CREATE INDEX member_notes_by_day ON member_notes (member_id, published_on DESC, id DESC);
