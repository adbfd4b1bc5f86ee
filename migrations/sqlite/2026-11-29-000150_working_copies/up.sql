-- What a member of the staff writes in the editor and has not saved: stored while they type, so that a
-- closed window or a crash loses nothing. It becomes a revision when it is saved.
CREATE TABLE working_copies (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    -- NULL: an article that was not saved yet.
    article_id BIGINT REFERENCES articles (id) ON DELETE CASCADE,
    -- The article's version that was opened: another one means that a colleague has saved meanwhile.
    version BIGINT NOT NULL,
    -- JSON: the fields of the form.
    form TEXT NOT NULL,
    saved_at BIGINT NOT NULL
);
-- One for each member and article.
CREATE UNIQUE INDEX working_copies_article ON working_copies (article_id, account_id);
CREATE UNIQUE INDEX working_copies_new ON working_copies (account_id) WHERE article_id IS NULL;
CREATE INDEX working_copies_age ON working_copies (saved_at);
