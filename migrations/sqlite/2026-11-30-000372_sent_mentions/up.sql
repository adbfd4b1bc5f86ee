-- Pages that articles link to, and whether their sites were told of it.
CREATE TABLE sent_mentions (
    article_id BIGINT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    target TEXT NOT NULL,
    -- 0 told, 1 the site takes no mentions, 2 it could not be told
    outcome SMALLINT NOT NULL CHECK (outcome BETWEEN 0 AND 2),
    -- The version of the article that this was about, so that a job that runs again tells nobody twice.
    version BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (article_id, target)
);
CREATE INDEX sent_mentions_at ON sent_mentions (at);
