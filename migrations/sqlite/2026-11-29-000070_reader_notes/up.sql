-- A reader can be trusted (effect 2). SQLite cannot change a CHECK, so the table is built again.
CREATE TABLE bans_rebuilt (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    -- 0 reader, 1 address domain, 2 network prefix
    kind SMALLINT NOT NULL CHECK (kind BETWEEN 0 AND 2),
    -- The reader's blind index, which outlives the reader's row.
    email_index BLOB,
    -- The domain or the prefix.
    value TEXT,
    -- 0 reject, 1 hold always, 2 trust
    effect SMALLINT NOT NULL CHECK (effect BETWEEN 0 AND 2),
    reason TEXT NOT NULL,
    created_by BIGINT REFERENCES accounts (id) ON DELETE SET NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    lifted_at BIGINT,
    lifted_by BIGINT REFERENCES accounts (id) ON DELETE SET NULL,
    inbox_index BLOB
);
INSERT INTO bans_rebuilt SELECT id, kind, email_index, value, effect, reason, created_by, created_at, expires_at,
    lifted_at, lifted_by, inbox_index FROM bans;
DROP TABLE bans;
ALTER TABLE bans_rebuilt RENAME TO bans;
CREATE INDEX bans_reader ON bans (email_index) WHERE email_index IS NOT NULL;
CREATE INDEX bans_value ON bans (kind, value) WHERE value IS NOT NULL;
CREATE INDEX bans_inbox ON bans (inbox_index) WHERE inbox_index IS NOT NULL;

-- What colleagues note about a reader, one text for all spellings of an address, as bans have it. It goes with the
-- reader's stored address, because it is about a person.
CREATE TABLE reader_notes (
    -- As in bans: keyed hash of the inbox.
    inbox_index BLOB PRIMARY KEY NOT NULL,
    -- The reader from whose page it was last written.
    reader_id BIGINT NOT NULL REFERENCES readers (id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    -- Who wrote it last.
    account_id BIGINT REFERENCES accounts (id) ON DELETE SET NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX reader_notes_reader ON reader_notes (reader_id);
