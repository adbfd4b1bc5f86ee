DROP TABLE reader_notes;
DELETE FROM bans WHERE effect = 2;
CREATE TABLE bans_rebuilt (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    -- 0 reader, 1 address domain, 2 network prefix
    kind SMALLINT NOT NULL CHECK (kind BETWEEN 0 AND 2),
    -- The reader's blind index, which outlives the reader's row.
    email_index BLOB,
    -- The domain or the prefix.
    value TEXT,
    -- 0 reject, 1 hold always
    effect SMALLINT NOT NULL CHECK (effect BETWEEN 0 AND 1),
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
