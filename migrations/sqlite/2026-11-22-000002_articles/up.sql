CREATE TABLE sections (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL
);

CREATE TABLE tags (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL
);

CREATE TABLE articles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    -- Without the leading slash: 2026/11/a-headline. What readers' links rely on.
    path TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    body TEXT NOT NULL,
    -- The body rendered and sanitized when it was saved; pages only copy it.
    body_html TEXT NOT NULL,
    byline TEXT NOT NULL,
    section_id BIGINT REFERENCES sections (id),
    -- The member of the staff whose article it is; mails about its comments go there.
    author_id BIGINT REFERENCES accounts (id) ON DELETE SET NULL,
    -- 0 draft, 1 published, 2 withdrawn
    status SMALLINT NOT NULL CHECK (status BETWEEN 0 AND 2),
    comments_open BOOLEAN NOT NULL,
    published_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    -- Grows with each change; an edit names the version it was made from.
    version BIGINT NOT NULL
);
CREATE INDEX articles_front ON articles (status, published_at, id);
CREATE INDEX articles_section ON articles (section_id, status, published_at, id);

CREATE TABLE article_tags (
    article_id BIGINT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    tag_id BIGINT NOT NULL REFERENCES tags (id),
    position SMALLINT NOT NULL,
    PRIMARY KEY (article_id, tag_id)
);
CREATE INDEX article_tags_tag ON article_tags (tag_id, article_id);

-- Paths an article had before; they answer 301.
CREATE TABLE article_paths (
    path TEXT PRIMARY KEY NOT NULL,
    article_id BIGINT NOT NULL REFERENCES articles (id) ON DELETE CASCADE
);

-- What other processes on the same database must drop from their page caches. NULL: everything.
CREATE TABLE changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    article_id BIGINT,
    created_at BIGINT NOT NULL
);
CREATE INDEX changes_age ON changes (created_at);
