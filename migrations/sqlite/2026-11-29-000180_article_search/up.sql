-- What readers can search: each public article. Triggers keep the rows, so that no way of changing an article can forget
-- them.
CREATE TABLE searchable_articles (
    article_id BIGINT PRIMARY KEY NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    -- The order of results that are equally good.
    published_at BIGINT NOT NULL,
    -- Whether the words are not those of the article any more; the worker reads such articles again.
    stale BOOLEAN NOT NULL
);
CREATE INDEX searchable_articles_stale ON searchable_articles (article_id) WHERE stale;
INSERT INTO searchable_articles (article_id, published_at, stale)
SELECT id, COALESCE(published_at, created_at), TRUE FROM articles WHERE status = 1;

-- The words, folded by the program, which the worker enters a moment after a change. Where words were found decides the order of results: the headline; the summary, tags and
-- authors; the first words of the text; the rest.
CREATE VIRTUAL TABLE article_search USING fts5 (
    title, head, lead, rest, content = '', contentless_delete = 1, tokenize = 'ascii'
);
CREATE TRIGGER searchable_articles_removed AFTER DELETE ON searchable_articles BEGIN
    DELETE FROM article_search WHERE rowid = OLD.article_id;
END;

CREATE TRIGGER searchable_articles_published AFTER INSERT ON articles WHEN NEW.status = 1 BEGIN
    INSERT INTO searchable_articles (article_id, published_at, stale)
    VALUES (NEW.id, COALESCE(NEW.published_at, NEW.created_at), TRUE);
END;
CREATE TRIGGER searchable_articles_changed
AFTER UPDATE OF title, summary, body_html, byline, status, published_at, password_hash ON articles
WHEN NEW.status = 1 BEGIN
    INSERT INTO searchable_articles (article_id, published_at, stale)
    VALUES (NEW.id, COALESCE(NEW.published_at, NEW.created_at), TRUE)
    ON CONFLICT (article_id) DO UPDATE SET published_at = excluded.published_at, stale = TRUE;
END;
-- What a password hides is not found from then on.
CREATE TRIGGER searchable_articles_protected AFTER UPDATE OF password_hash ON articles
WHEN NEW.password_hash IS NOT NULL AND OLD.password_hash IS NULL BEGIN
    DELETE FROM article_search WHERE rowid = NEW.id;
END;
CREATE TRIGGER searchable_articles_hidden AFTER UPDATE OF status ON articles WHEN NEW.status <> 1 BEGIN
    DELETE FROM searchable_articles WHERE article_id = NEW.id;
END;

CREATE TRIGGER searchable_articles_tag_added AFTER INSERT ON article_tags BEGIN
    UPDATE searchable_articles SET stale = TRUE WHERE article_id = NEW.article_id;
END;
CREATE TRIGGER searchable_articles_tag_changed AFTER UPDATE ON article_tags BEGIN
    UPDATE searchable_articles SET stale = TRUE WHERE article_id = NEW.article_id;
END;
CREATE TRIGGER searchable_articles_tag_removed AFTER DELETE ON article_tags BEGIN
    UPDATE searchable_articles SET stale = TRUE WHERE article_id = OLD.article_id;
END;
CREATE TRIGGER searchable_articles_tag_renamed AFTER UPDATE OF name ON tags WHEN NEW.name <> OLD.name BEGIN
    UPDATE searchable_articles SET stale = TRUE
    WHERE article_id IN (SELECT article_id FROM article_tags WHERE tag_id = NEW.id);
END;
CREATE TRIGGER searchable_articles_author_added AFTER INSERT ON article_bylines BEGIN
    UPDATE searchable_articles SET stale = TRUE WHERE article_id = NEW.article_id;
END;
CREATE TRIGGER searchable_articles_author_changed AFTER UPDATE ON article_bylines BEGIN
    UPDATE searchable_articles SET stale = TRUE WHERE article_id = NEW.article_id;
END;
CREATE TRIGGER searchable_articles_author_removed AFTER DELETE ON article_bylines BEGIN
    UPDATE searchable_articles SET stale = TRUE WHERE article_id = OLD.article_id;
END;
CREATE TRIGGER searchable_articles_author_renamed AFTER UPDATE OF name ON authors WHEN NEW.name <> OLD.name BEGIN
    UPDATE searchable_articles SET stale = TRUE
    WHERE article_id IN (SELECT article_id FROM article_bylines WHERE author_id = NEW.id);
END;
