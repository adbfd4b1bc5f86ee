-- Who bylines name: people of the staff, others, agencies.
CREATE TABLE authors (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    -- What the author's page says about them, in plain text; may be empty.
    biography TEXT NOT NULL DEFAULT '',
    -- The account of the member of the staff.
    account_id BIGINT UNIQUE REFERENCES accounts (id) ON DELETE SET NULL
);

-- Slugs that an author had, and those of authors that were merged into them. Their pages answer 301 for ever.
CREATE TABLE author_slugs (
    slug TEXT PRIMARY KEY NOT NULL,
    author_id BIGINT NOT NULL REFERENCES authors (id) ON DELETE CASCADE
);
CREATE INDEX author_slugs_author ON author_slugs (author_id);

-- The column articles.byline has the same names as one text, for lists and searches. Where it is the only one, from before
-- there were authors, the program makes an author of it.
CREATE TABLE article_bylines (
    article_id BIGINT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    author_id BIGINT NOT NULL REFERENCES authors (id),
    position SMALLINT NOT NULL,
    PRIMARY KEY (article_id, author_id)
);
CREATE INDEX article_bylines_author ON article_bylines (author_id, article_id);
