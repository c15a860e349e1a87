-- What the carrier sells, what members have contracted of it, and who of a member may see or
-- change which contract.

-- The carrier's services: the same for every member.
CREATE TABLE services (
    id TEXT NOT NULL PRIMARY KEY,
    -- The short name in paths and files, such as cloud-pbx.
    code TEXT NOT NULL,
    category TEXT NOT NULL CHECK (category IN ('dataCenter', 'network', 'voice', 'application', 'itManagement', 'security')),
    name_ja TEXT NOT NULL,
    name_en TEXT NOT NULL,
    -- Whether its contracts have settings of their own behind the door of the settings site.
    has_settings BOOLEAN NOT NULL,
    -- Its place in its category.
    position BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    version BIGINT NOT NULL,
    CONSTRAINT services_code UNIQUE (code)
);

CREATE TABLE contracts (
    member_id TEXT NOT NULL REFERENCES members (id),
    id TEXT NOT NULL,
    -- N and nine digits; no two members share one.
    contract_number TEXT NOT NULL,
    service_id TEXT NOT NULL REFERENCES services (id),
    -- The number under which the customer stands at the service itself.
    customer_number TEXT NOT NULL,
    group_number TEXT,
    site TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('normal', 'abnormal', 'warning', 'unmonitored', 'unknown')),
    -- The place of the status in lists: what needs a look comes first.
    status_rank BIGINT NOT NULL,
    status_since TIMESTAMP NOT NULL,
    memo TEXT NOT NULL,
    -- The memo has a version of its own: it is changed by the member, the rest by the operator.
    memo_version BIGINT NOT NULL,
    memo_changed_at TIMESTAMP,
    memo_changed_by TEXT,
    -- So have the contacts.
    contacts_version BIGINT NOT NULL DEFAULT 1,
    -- Days in Japan.
    applied_on DATE NOT NULL,
    provided_on DATE NOT NULL,
    ends_on DATE,
    -- Number, group number, customer number, service, site and memo in the form in which words
    -- are searched for.
    search_text TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (member_id, id),
    CONSTRAINT contracts_number UNIQUE (contract_number)
);

-- The order of the list, which also finds a member's contracts of one status.
CREATE INDEX contracts_by_status ON contracts (member_id, status_rank, contract_number);
CREATE INDEX contracts_by_service ON contracts (member_id, service_id, status_rank, contract_number);
CREATE INDEX contracts_by_number ON contracts (member_id, contract_number);
-- Other orders of the list.
CREATE INDEX contracts_by_site ON contracts (member_id, site, contract_number);
CREATE INDEX contracts_by_status_since ON contracts (member_id, status_since, contract_number);
-- Searches by words read this alone: a member's texts stand in it side by side, with what rights
-- are decided by. PostgreSQL takes rows of 2,704 bytes at most into an index, which is why the
-- text is cut before it is stored.
CREATE INDEX contracts_by_text ON contracts (member_id, status_rank, contract_number, service_id, id, search_text);

-- Whom the carrier asks about a contract.
CREATE TABLE contract_contacts (
    member_id TEXT NOT NULL,
    contract_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    department TEXT NOT NULL,
    email TEXT NOT NULL,
    phone TEXT NOT NULL,
    PRIMARY KEY (member_id, contract_id, position),
    FOREIGN KEY (member_id, contract_id) REFERENCES contracts (member_id, id)
);

-- Groups of people, with what they may see or change.
CREATE TABLE user_groups (
    member_id TEXT NOT NULL REFERENCES members (id),
    id TEXT NOT NULL,
    -- automatic: every contract, later ones too; each member has exactly one, which stays.
    kind TEXT NOT NULL CHECK (kind IN ('automatic', 'custom')),
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (member_id, id),
    CONSTRAINT user_groups_name UNIQUE (member_id, name)
);

CREATE TABLE user_group_accounts (
    member_id TEXT NOT NULL,
    group_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    PRIMARY KEY (member_id, group_id, account_id),
    FOREIGN KEY (member_id, group_id) REFERENCES user_groups (member_id, id),
    FOREIGN KEY (member_id, account_id) REFERENCES accounts (member_id, id)
);

CREATE INDEX user_group_accounts_by_account ON user_group_accounts (member_id, account_id, group_id);

-- A right on all contracts of a service, later ones too.
CREATE TABLE user_group_services (
    member_id TEXT NOT NULL,
    group_id TEXT NOT NULL,
    service_id TEXT NOT NULL REFERENCES services (id),
    permission TEXT NOT NULL CHECK (permission IN ('view', 'edit')),
    PRIMARY KEY (member_id, group_id, service_id),
    FOREIGN KEY (member_id, group_id) REFERENCES user_groups (member_id, id)
);

-- A right on one contract.
CREATE TABLE user_group_contracts (
    member_id TEXT NOT NULL,
    group_id TEXT NOT NULL,
    contract_id TEXT NOT NULL,
    permission TEXT NOT NULL CHECK (permission IN ('view', 'edit')),
    PRIMARY KEY (member_id, group_id, contract_id),
    FOREIGN KEY (member_id, group_id) REFERENCES user_groups (member_id, id),
    FOREIGN KEY (member_id, contract_id) REFERENCES contracts (member_id, id)
);

CREATE INDEX user_group_contracts_by_contract ON user_group_contracts (member_id, contract_id, group_id);

-- What a person has pinned to the start page, in his own order.
CREATE TABLE pins (
    member_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    -- contract, service or page, and which one.
    kind TEXT NOT NULL CHECK (kind IN ('contract', 'service', 'page')),
    target TEXT NOT NULL,
    PRIMARY KEY (member_id, account_id, kind, target),
    FOREIGN KEY (member_id, account_id) REFERENCES accounts (member_id, id)
);

-- What a person did last: one row for each target, the latest time.
CREATE TABLE recent_operations (
    member_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('contract', 'service', 'page')),
    target TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    PRIMARY KEY (member_id, account_id, kind, target),
    FOREIGN KEY (member_id, account_id) REFERENCES accounts (member_id, id)
);

CREATE INDEX recent_operations_by_time ON recent_operations (member_id, account_id, at);

-- Filters of the list of contracts that a person has named.
CREATE TABLE saved_filters (
    member_id TEXT NOT NULL,
    id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    name TEXT NOT NULL,
    -- The query of the list, as JSON.
    query TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (member_id, id),
    CONSTRAINT saved_filters_name UNIQUE (member_id, account_id, name),
    FOREIGN KEY (member_id, account_id) REFERENCES accounts (member_id, id)
);

-- Every member that stands already gets its automatic group; its id is that of the member.
INSERT INTO user_groups (member_id, id, kind, name, description, created_at, updated_at, version)
SELECT id, id, 'automatic', '', '', created_at, created_at, 1 FROM members;
