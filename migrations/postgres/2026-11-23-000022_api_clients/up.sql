-- Programs of members: who they are, how they prove it, and what signs their tokens.
CREATE TABLE api_clients (
    member_id TEXT NOT NULL REFERENCES members (id),
    id TEXT NOT NULL,
    -- The name by which it asks for tokens; nobody is known yet where it is looked for.
    client_id TEXT NOT NULL,
    name TEXT NOT NULL,
    -- Divided by spaces.
    scopes TEXT NOT NULL,
    -- Divided by spaces; empty means from anywhere.
    allowed_networks TEXT NOT NULL,
    valid_until DATE NOT NULL,
    -- Who answers for it: gets its mails, and stands for it as the applicant.
    owner_id TEXT NOT NULL,
    suspended BOOLEAN NOT NULL,
    deleted_at TIMESTAMP,
    last_used_at TIMESTAMP,
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    PRIMARY KEY (member_id, id),
    FOREIGN KEY (member_id, owner_id) REFERENCES accounts (member_id, id),
    CONSTRAINT api_clients_client_id UNIQUE (client_id)
);

CREATE INDEX api_clients_by_owner ON api_clients (member_id, owner_id);

CREATE TABLE api_client_secrets (
    member_id TEXT NOT NULL,
    id TEXT NOT NULL,
    api_client_id TEXT NOT NULL,
    -- SHA-256 of 256 random bits.
    digest TEXT NOT NULL,
    hint TEXT NOT NULL,
    valid_until DATE NOT NULL,
    last_used_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (member_id, id),
    FOREIGN KEY (member_id, api_client_id) REFERENCES api_clients (member_id, id)
);

CREATE INDEX api_client_secrets_by_client ON api_client_secrets (member_id, api_client_id);

CREATE TABLE api_client_keys (
    member_id TEXT NOT NULL,
    id TEXT NOT NULL,
    api_client_id TEXT NOT NULL,
    kid TEXT NOT NULL,
    -- EdDSA or ES256, and the public key as a JWK.
    algorithm TEXT NOT NULL CHECK (algorithm IN ('EdDSA', 'ES256')),
    jwk TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (member_id, id),
    FOREIGN KEY (member_id, api_client_id) REFERENCES api_clients (member_id, id),
    CONSTRAINT api_client_keys_kid UNIQUE (member_id, api_client_id, kid)
);

-- Assertions of programs that were accepted: each is accepted once.
CREATE TABLE api_client_assertions (
    member_id TEXT NOT NULL,
    api_client_id TEXT NOT NULL,
    -- SHA-256 of the `jti`.
    digest TEXT NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    PRIMARY KEY (member_id, api_client_id, digest),
    FOREIGN KEY (member_id, api_client_id) REFERENCES api_clients (member_id, id)
);

CREATE INDEX api_client_assertions_by_age ON api_client_assertions (expires_at);

-- Groups hold programs as well as people.
CREATE TABLE user_group_api_clients (
    member_id TEXT NOT NULL,
    group_id TEXT NOT NULL,
    api_client_id TEXT NOT NULL,
    PRIMARY KEY (member_id, group_id, api_client_id),
    FOREIGN KEY (member_id, group_id) REFERENCES user_groups (member_id, id),
    FOREIGN KEY (member_id, api_client_id) REFERENCES api_clients (member_id, id)
);

CREATE INDEX user_group_api_clients_by_client ON user_group_api_clients (member_id, api_client_id, group_id);

-- The keys that sign tokens. A new one is told before it signs, an old one until its tokens are gone.
CREATE TABLE token_keys (
    id TEXT NOT NULL PRIMARY KEY,
    -- Ed25519, base64url.
    public_key TEXT NOT NULL,
    sealed_key TEXT NOT NULL,
    key_id TEXT NOT NULL,
    -- From when on it signs, until a later one does.
    active_from TIMESTAMP NOT NULL,
    created_at TIMESTAMP NOT NULL
);
