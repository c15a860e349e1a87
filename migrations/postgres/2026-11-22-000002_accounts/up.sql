-- The people of the members.

CREATE TABLE accounts (
    member_id TEXT NOT NULL REFERENCES members (id),
    id TEXT NOT NULL,
    email TEXT NOT NULL,
    -- The address in small letters: the id at sign-in, unique among the living accounts of a member.
    email_key TEXT NOT NULL,
    name TEXT NOT NULL,
    department TEXT NOT NULL,
    phone TEXT,
    role TEXT NOT NULL CHECK (role IN ('admin', 'user')),
    second_factor TEXT NOT NULL CHECK (second_factor IN ('mailOtp')),
    -- The last day, in Japan time, on which the account can be used.
    valid_until DATE NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('ja', 'en')),
    time_zone TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'suspended', 'deleted')),
    -- A PHC string; null until the first password is set.
    password_hash TEXT,
    password_changed_at TIMESTAMP NOT NULL,
    -- Grows with every change of the profile: the entity tag.
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    PRIMARY KEY (member_id, id)
);

-- For looking up: SQLite plans without the values that are bound, so not by the one below.
CREATE INDEX accounts_by_email ON accounts (email_key);
CREATE UNIQUE INDEX accounts_email_key ON accounts (email_key, member_id) WHERE state <> 'deleted';
