-- Readers: one row an address, and the only place where the address is, sealed.
CREATE TABLE readers (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    email_index BLOB NOT NULL UNIQUE,
    email_sealed BLOB NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE comments (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    article_id BIGINT NOT NULL REFERENCES articles (id),
    parent_id BIGINT REFERENCES comments (id),
    -- The comment that began the thread; NULL for that comment itself.
    root_id BIGINT REFERENCES comments (id),
    -- NULL once the comment is deleted and has lost its author.
    reader_id BIGINT REFERENCES readers (id),
    -- 0 pending, 1 approved, 2 rejected, 3 spam, 4 deleted
    status SMALLINT NOT NULL CHECK (status BETWEEN 0 AND 4),
    first_status SMALLINT NOT NULL CHECK (first_status BETWEEN 0 AND 4),
    -- JSON: every reason for the first status.
    reasons TEXT NOT NULL,
    -- Grows with each decision and each edit; decisions are compare-and-set on it.
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    website TEXT,
    text TEXT NOT NULL,
    -- The text rendered and sanitized when it was saved; pages only copy it.
    html TEXT NOT NULL,
    -- Random; draws the picture beside the name. Never derived from the address.
    avatar BIGINT NOT NULL,
    -- Keyed hash of article, parent, address and text: the same comment again is refused.
    fingerprint BLOB NOT NULL UNIQUE,
    -- Hash of the form's hidden id: with the same fingerprint it is the same click again.
    form_id BLOB NOT NULL,
    -- Keyed hash of the network address with a key that changes daily, for the flood limit.
    network_hash BLOB,
    -- The address cut to /24 or /48, against abuse; emptied after comments.network_days.
    network_prefix TEXT,
    -- How old the form was when it was sent, in milliseconds; NULL from the API.
    form_age BIGINT,
    -- The reader asked to be told of replies.
    notify BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    edited_at BIGINT,
    decided_at BIGINT
);
CREATE INDEX comments_roots ON comments (article_id, id) WHERE parent_id IS NULL;
CREATE INDEX comments_thread ON comments (root_id, id) WHERE root_id IS NOT NULL;
CREATE INDEX comments_article ON comments (article_id, status, id);
CREATE INDEX comments_queue ON comments (status, id);
CREATE INDEX comments_reader ON comments (reader_id, created_at);
CREATE INDEX comments_network ON comments (network_hash, created_at) WHERE network_hash IS NOT NULL;

-- What a comment said before each edit.
CREATE TABLE comment_revisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    comment_id BIGINT NOT NULL REFERENCES comments (id),
    version BIGINT NOT NULL,
    text TEXT NOT NULL,
    editor_id BIGINT REFERENCES accounts (id) ON DELETE SET NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX comment_revisions_comment ON comment_revisions (comment_id, version);

-- Who decided what. Rows are only ever added; the triggers below see to it.
CREATE TABLE decisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    comment_id BIGINT NOT NULL REFERENCES comments (id),
    -- NULL: the site's policy decided, at the moment the comment arrived.
    actor_id BIGINT,
    -- 0 approve, 1 reject, 2 spam, 3 delete, 4 hold, 5 edit
    decision SMALLINT NOT NULL CHECK (decision BETWEEN 0 AND 5),
    -- NULL for the first status.
    from_status SMALLINT CHECK (from_status BETWEEN 0 AND 4),
    to_status SMALLINT NOT NULL CHECK (to_status BETWEEN 0 AND 4),
    -- The comment's version after this decision.
    version BIGINT NOT NULL,
    reason TEXT,
    note TEXT,
    created_at BIGINT NOT NULL
);
CREATE INDEX decisions_comment ON decisions (comment_id, id);
CREATE UNIQUE INDEX decisions_version ON decisions (comment_id, version);

CREATE TRIGGER decisions_keep BEFORE UPDATE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions are only ever added'); END;
CREATE TRIGGER decisions_stay BEFORE DELETE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions are only ever added'); END;
