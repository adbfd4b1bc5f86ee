-- What readers can search: each public article. Triggers keep the rows, so that no way of changing an article can forget
-- them.
CREATE TABLE searchable_articles (
    article_id BIGINT PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    -- The order of results that are equally good.
    published_at BIGINT NOT NULL,
    -- Whether the words are not those of the article any more; the worker reads such articles again.
    stale BOOLEAN NOT NULL
);
CREATE INDEX searchable_articles_stale ON searchable_articles (article_id) WHERE stale;
INSERT INTO searchable_articles (article_id, published_at, stale)
SELECT id, COALESCE(published_at, created_at), TRUE FROM articles WHERE status = 1;

-- The words, folded by the program, which the worker enters a moment after a change. Where words were found decides the order of results, so that each column has what
-- the one before it has and more: the headline; summary, tags and authors; the first words of the text; the rest.
CREATE TABLE article_search (
    article_id BIGINT PRIMARY KEY REFERENCES searchable_articles (article_id) ON DELETE CASCADE,
    title TSVECTOR NOT NULL,
    head TSVECTOR NOT NULL,
    lead TSVECTOR NOT NULL,
    words TSVECTOR NOT NULL
);
CREATE INDEX article_search_words ON article_search USING gin (words);

CREATE FUNCTION searchable_articles_saved() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.status = 1 THEN
        INSERT INTO searchable_articles (article_id, published_at, stale)
        VALUES (NEW.id, COALESCE(NEW.published_at, NEW.created_at), TRUE)
        ON CONFLICT (article_id) DO UPDATE SET published_at = EXCLUDED.published_at, stale = TRUE;
        -- What a password hides is not found from then on.
        IF NEW.password_hash IS NOT NULL THEN
            DELETE FROM article_search WHERE article_id = NEW.id;
        END IF;
    ELSE
        DELETE FROM searchable_articles WHERE article_id = NEW.id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER searchable_articles_published AFTER INSERT ON articles FOR EACH ROW WHEN (NEW.status = 1)
EXECUTE FUNCTION searchable_articles_saved();
CREATE TRIGGER searchable_articles_changed
AFTER UPDATE OF title, summary, body_html, byline, status, published_at, password_hash ON articles
FOR EACH ROW EXECUTE FUNCTION searchable_articles_saved();

CREATE FUNCTION searchable_articles_labelled() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'DELETE' THEN
        UPDATE searchable_articles SET stale = TRUE WHERE article_id = OLD.article_id;
    ELSE
        UPDATE searchable_articles SET stale = TRUE WHERE article_id = NEW.article_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER searchable_articles_tagged AFTER INSERT OR UPDATE OR DELETE ON article_tags
FOR EACH ROW EXECUTE FUNCTION searchable_articles_labelled();
CREATE TRIGGER searchable_articles_signed AFTER INSERT OR UPDATE OR DELETE ON article_bylines
FOR EACH ROW EXECUTE FUNCTION searchable_articles_labelled();
CREATE FUNCTION searchable_articles_tag_renamed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    UPDATE searchable_articles SET stale = TRUE
    WHERE article_id IN (SELECT article_id FROM article_tags WHERE tag_id = NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER searchable_articles_tag_renamed AFTER UPDATE OF name ON tags FOR EACH ROW
WHEN (NEW.name IS DISTINCT FROM OLD.name) EXECUTE FUNCTION searchable_articles_tag_renamed();
CREATE FUNCTION searchable_articles_author_renamed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    UPDATE searchable_articles SET stale = TRUE
    WHERE article_id IN (SELECT article_id FROM article_bylines WHERE author_id = NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER searchable_articles_author_renamed AFTER UPDATE OF name ON authors FOR EACH ROW
WHEN (NEW.name IS DISTINCT FROM OLD.name) EXECUTE FUNCTION searchable_articles_author_renamed();
