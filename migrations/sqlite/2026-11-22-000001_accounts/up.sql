-- Small facts about the installation: the hash of the set-up link's token, the sealed check value by
-- which a start notices that the key file is not the one the database was sealed with.
CREATE TABLE settings (
    name TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
);

-- The staff. Their addresses are sealed like the readers'.
CREATE TABLE accounts (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    -- Keyed hash of the canonical address; it finds the row without opening the seal.
    email_index BLOB NOT NULL UNIQUE,
    email_sealed BLOB NOT NULL,
    name TEXT NOT NULL,
    -- 0 author, 1 moderator, 2 editor, 3 admin
    role SMALLINT NOT NULL CHECK (role BETWEEN 0 AND 3),
    password_hash TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    -- Set while the account may not sign in; its tokens and sessions are then worthless.
    disabled_at BIGINT
);

-- Signed-in browsers. Only the hash of the cookie is here, so a copy of the database opens no session.
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    token_hash BLOB NOT NULL UNIQUE,
    -- What the browser calls itself, shortened: it helps to recognise a session in the list.
    label TEXT NOT NULL,
    network_prefix TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_account ON sessions (account_id);

-- API tokens, stored hashed and shown once.
CREATE TABLE tokens (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    token_hash BLOB NOT NULL UNIQUE,
    -- The last four characters, to tell tokens apart in a list.
    hint TEXT NOT NULL,
    label TEXT NOT NULL,
    -- Words with one space between them: read moderate publish admin
    scopes TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    last_used_at BIGINT,
    revoked_at BIGINT
);
CREATE INDEX tokens_account ON tokens (account_id);

-- Wrong passwords by account and by network (keyed hashes both), for a delay that grows.
CREATE TABLE login_failures (
    key BLOB PRIMARY KEY NOT NULL,
    failures BIGINT NOT NULL,
    last_at BIGINT NOT NULL
);

-- Answers to writes that carried an Idempotency-Key, kept a day so that a retry gets the same answer.
CREATE TABLE idempotency_keys (
    -- Hash of who, where and the key itself.
    key BLOB PRIMARY KEY NOT NULL,
    -- Hash of the request's body: the same key with another body is refused.
    request_hash BLOB NOT NULL,
    status SMALLINT NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);
