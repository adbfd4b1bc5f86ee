-- What was saved of an article each time, to compare and to bring back.
CREATE TABLE article_revisions (
    article_id BIGINT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    -- The article's version that this save made.
    version BIGINT NOT NULL,
    -- Who saved it. NULL: the command line, a time that has come, or an account that is gone.
    account_id BIGINT REFERENCES accounts (id) ON DELETE SET NULL,
    -- As in articles: what was public is kept for good, drafts are thinned out.
    status SMALLINT NOT NULL,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    body TEXT NOT NULL,
    -- JSON: byline, section, tags, path, published_at, comments_open.
    fields TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (article_id, version)
);
CREATE INDEX article_revisions_age ON article_revisions (created_at);
