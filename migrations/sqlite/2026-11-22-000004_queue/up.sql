-- Work that commits with what caused it. A finished job is deleted; a dead one stays to be seen.
CREATE TABLE jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    kind TEXT NOT NULL,
    -- JSON, ids only.
    payload TEXT NOT NULL,
    -- 0 inside, 1 mail: what waits for the relay is claimed apart from the rest.
    lane SMALLINT NOT NULL CHECK (lane BETWEEN 0 AND 1),
    -- 0 waiting, 1 dead
    state SMALLINT NOT NULL CHECK (state BETWEEN 0 AND 1),
    run_at BIGINT NOT NULL,
    -- Whoever claimed the job holds it until then; afterwards anyone may.
    leased_until BIGINT,
    attempts BIGINT NOT NULL,
    last_error TEXT,
    created_at BIGINT NOT NULL
);
-- With the lane in it, a backlog of one lane is not walked through to find that the other has nothing to do.
CREATE INDEX jobs_due ON jobs (state, lane, run_at);
CREATE INDEX jobs_held ON jobs (leased_until) WHERE leased_until IS NOT NULL;

-- One mail to one recipient about one event. The address itself stays with the account or reader.
CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    -- comment_held:17
    event TEXT NOT NULL,
    -- account:3 or reader:8
    recipient TEXT NOT NULL,
    account_id BIGINT REFERENCES accounts (id) ON DELETE SET NULL,
    reader_id BIGINT REFERENCES readers (id) ON DELETE SET NULL,
    comment_id BIGINT REFERENCES comments (id),
    -- 0 waiting, 1 sent, 2 cancelled, 3 suppressed, 4 dead
    state SMALLINT NOT NULL CHECK (state BETWEEN 0 AND 4),
    -- The same on each try, so that a relay or a mailbox can notice a second copy.
    message_id TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    last_error TEXT,
    created_at BIGINT NOT NULL,
    finished_at BIGINT,
    UNIQUE (event, recipient)
);
CREATE INDEX deliveries_state ON deliveries (state, id);

-- Addresses a relay has refused for good.
CREATE TABLE suppressions (
    email_index BLOB PRIMARY KEY NOT NULL,
    reason TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
