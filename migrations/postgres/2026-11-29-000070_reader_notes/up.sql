-- A reader can be trusted (effect 2).
ALTER TABLE bans DROP CONSTRAINT bans_effect_check;
ALTER TABLE bans ADD CONSTRAINT bans_effect_check CHECK (effect BETWEEN 0 AND 2);

-- What colleagues note about a reader, one text for all spellings of an address, as bans have it. It goes with the
-- reader's stored address, because it is about a person.
CREATE TABLE reader_notes (
    -- As in bans: keyed hash of the inbox.
    inbox_index BYTEA PRIMARY KEY NOT NULL,
    -- The reader from whose page it was last written.
    reader_id BIGINT NOT NULL REFERENCES readers (id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    -- Who wrote it last.
    account_id BIGINT REFERENCES accounts (id) ON DELETE SET NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX reader_notes_reader ON reader_notes (reader_id);
