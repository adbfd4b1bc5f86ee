-- What colleagues write to each other about an article. Readers never see it.
CREATE TABLE article_notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    article_id BIGINT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    -- NULL: the account is gone.
    account_id BIGINT REFERENCES accounts (id) ON DELETE SET NULL,
    text TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX article_notes_article ON article_notes (article_id, id);

-- Who is mentioned in a note and gets a mail about it.
CREATE TABLE article_note_mentions (
    note_id BIGINT NOT NULL REFERENCES article_notes (id) ON DELETE CASCADE,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    PRIMARY KEY (note_id, account_id)
);

-- Who is writing in an article. A row that has expired counts as none.
CREATE TABLE article_locks (
    article_id BIGINT PRIMARY KEY NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    since BIGINT NOT NULL,
    until BIGINT NOT NULL
);
