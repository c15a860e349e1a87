-- Files of contracts that operators import: as many rows as one transaction should not hold.
-- All of them are checked, then staged here, then applied some at a time; a run that was killed
-- goes on with what is left.

CREATE TABLE contract_imports (
    id TEXT NOT NULL PRIMARY KEY,
    -- Who imports it; null on the command line.
    operator_id TEXT REFERENCES operators (id),
    state TEXT NOT NULL CHECK (state IN ('staging', 'applying', 'done')),
    rows_staged BIGINT NOT NULL,
    rows_applied BIGINT NOT NULL,
    -- Rows whose number another member got after they were checked.
    rows_refused BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP
);

-- Rows that are not applied yet, in the order in which they will be: one member after the other.
CREATE TABLE contract_import_rows (
    import_id TEXT NOT NULL REFERENCES contract_imports (id),
    member_id TEXT NOT NULL REFERENCES members (id),
    contract_number TEXT NOT NULL,
    service_id TEXT NOT NULL REFERENCES services (id),
    customer_number TEXT NOT NULL,
    group_number TEXT,
    site TEXT NOT NULL,
    -- Null leaves it as it is.
    status TEXT,
    applied_on DATE NOT NULL,
    provided_on DATE NOT NULL,
    ends_on DATE,
    -- Of a contract that is new: a memo that stands is the member's.
    memo TEXT NOT NULL,
    PRIMARY KEY (import_id, member_id, contract_number)
);

-- Groups come by files, too.
ALTER TABLE imports DROP CONSTRAINT imports_kind_check;
ALTER TABLE imports ADD CONSTRAINT imports_kind_check CHECK (kind IN ('members', 'accounts', 'groups'));
