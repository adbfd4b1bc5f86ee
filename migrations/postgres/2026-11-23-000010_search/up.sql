-- The words of each comment that was read, in a row of their own. As a column of comments they were worked out while a
-- reader waited for the answer to a post, and entered in the index anew with every decision.
CREATE FUNCTION words_of(name TEXT, text TEXT) RETURNS TSVECTOR LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
SELECT to_tsvector('simple', regexp_replace(without_accents(name || ' ' || text),
    '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007f]+', ' ', 'g'))
$$;
DROP INDEX comment_search;
CREATE TABLE comment_search (
    comment_id BIGINT PRIMARY KEY NOT NULL REFERENCES comments (id) ON DELETE CASCADE,
    words TSVECTOR NOT NULL
);
INSERT INTO comment_search (comment_id, words)
SELECT id, search FROM comments WHERE id NOT IN (SELECT comment_id FROM comment_arrivals);
CREATE INDEX comment_search_words ON comment_search USING gin (words);
ALTER TABLE comments DROP COLUMN search;

-- A comment that nobody has read has no words there yet.
CREATE FUNCTION comment_search_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    UPDATE comment_search SET words = words_of(NEW.name, NEW.text) WHERE comment_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER comment_search_changed AFTER UPDATE OF name, text ON comments
FOR EACH ROW EXECUTE FUNCTION comment_search_changed();
