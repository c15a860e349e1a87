-- Applications for additional ports on a day, and what happened to them.

-- Numbers that are given out one by one, without gaps.
CREATE TABLE serial_numbers (
    name TEXT NOT NULL PRIMARY KEY,
    last BIGINT NOT NULL
);

INSERT INTO serial_numbers (name, last) VALUES ('portApplication', 0);

CREATE TABLE port_applications (
    member_id TEXT NOT NULL REFERENCES members (id),
    -- Unique among all members; stays the same for all revisions.
    serial BIGINT NOT NULL,
    revision BIGINT NOT NULL CHECK (revision >= 0),
    -- The day, in Japan time, on which the ports are added.
    effective_date DATE NOT NULL,
    added_ports BIGINT NOT NULL CHECK (added_ports > 0),
    state TEXT NOT NULL CHECK (state IN ('accepted', 'provisioned', 'cancelled')),
    applicant_id TEXT NOT NULL,
    -- As it was at submission, whatever becomes of the account.
    applicant_name TEXT NOT NULL,
    remind BOOLEAN NOT NULL,
    -- The promised deadline: its last day in Japan, and the first instant that is too late.
    deadline_on DATE NOT NULL,
    deadline_at TIMESTAMP NOT NULL,
    -- Number and applicant in the form in which words are searched.
    search_text TEXT NOT NULL,
    -- Grows with everything that happens to it: the entity tag.
    version BIGINT NOT NULL,
    submitted_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    PRIMARY KEY (member_id, serial),
    CONSTRAINT port_applications_serial UNIQUE (serial),
    FOREIGN KEY (member_id, applicant_id) REFERENCES accounts (member_id, id)
);

CREATE INDEX port_applications_by_day ON port_applications (member_id, effective_date, serial);
CREATE INDEX port_applications_by_ports ON port_applications (member_id, added_ports, serial);
-- Across members. Not by state first: SQLite would take it for lists of one member, too.
CREATE INDEX port_applications_to_provision ON port_applications (effective_date, state);

CREATE TABLE port_application_events (
    member_id TEXT NOT NULL,
    serial BIGINT NOT NULL,
    -- Its place in the history, from 1 without gaps.
    seq BIGINT NOT NULL,
    -- What the application was afterwards.
    revision BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('submitted', 'changed', 'cancelled', 'provisioned')),
    effective_date DATE NOT NULL,
    added_ports BIGINT NOT NULL,
    deadline_on DATE NOT NULL,
    deadline_at TIMESTAMP NOT NULL,
    -- Who did it; null for the operator.
    account_id TEXT,
    account_name TEXT,
    at TIMESTAMP NOT NULL,
    PRIMARY KEY (member_id, serial, seq),
    FOREIGN KEY (member_id, serial) REFERENCES port_applications (member_id, serial),
    FOREIGN KEY (member_id, account_id) REFERENCES accounts (member_id, id)
);
