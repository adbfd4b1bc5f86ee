-- What readers of an article are told about its errors. updated_at of an article is from now on the time of its last
-- correction or announced update; a repaired typo does not change it.
CREATE TABLE article_corrections (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    article_id BIGINT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    -- What was wrong and what is right, for readers.
    text TEXT NOT NULL,
    corrected_at BIGINT NOT NULL
);
CREATE INDEX article_corrections_article ON article_corrections (article_id, corrected_at);
