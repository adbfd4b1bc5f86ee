-- Pages of other sites that link to an article. They are no comments: nobody wrote them here.
CREATE TABLE mentions (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    article_id BIGINT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    -- 0 pingback, 1 trackback, 2 webmention
    kind SMALLINT NOT NULL CHECK (kind BETWEEN 0 AND 2),
    -- The page that links here.
    source TEXT NOT NULL,
    -- What it calls itself; the host where nothing is known.
    title TEXT NOT NULL,
    -- 0 not looked at yet, 1 it waits for staff, 2 approved, 3 rejected
    state SMALLINT NOT NULL CHECK (state BETWEEN 0 AND 3),
    -- The import that made it, which removes it when it is undone; 0 for none.
    import_id BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    -- When the last notice about it was taken.
    noticed_at BIGINT NOT NULL,
    -- A page mentions an article once, so that a second notice about it updates the first.
    UNIQUE (article_id, source)
);
CREATE INDEX mentions_state ON mentions (state, id);
CREATE INDEX mentions_import ON mentions (import_id) WHERE import_id > 0;
