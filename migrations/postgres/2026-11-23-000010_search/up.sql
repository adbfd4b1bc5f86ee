-- The words of each comment that was read, in a row of their own. As a column of comments they were worked out while a
-- reader waited for the answer to a post, and entered in the index anew with every decision. Searches go on meanwhile.
LOCK TABLE comments IN SHARE ROW EXCLUSIVE MODE;
ALTER INDEX comment_search RENAME TO comment_search_before;
CREATE FUNCTION words_of(name TEXT, text TEXT) RETURNS TSVECTOR LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
SELECT to_tsvector('simple', regexp_replace(without_accents(name || ' ' || text),
    '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007f]+', ' ', 'g'))
$$;
CREATE TABLE comment_search (comment_id BIGINT NOT NULL, words TSVECTOR NOT NULL);
INSERT INTO comment_search (comment_id, words)
SELECT id, search FROM comments
WHERE NOT EXISTS (SELECT 1 FROM comment_arrivals WHERE comment_id = comments.id);
ALTER TABLE comment_search ADD PRIMARY KEY (comment_id);
ALTER TABLE comment_search ADD FOREIGN KEY (comment_id) REFERENCES comments (id) ON DELETE CASCADE;
CREATE INDEX comment_search_words ON comment_search USING gin (words);

-- What is taken off the list of arrivals is in the search, whichever version of the program takes it off.
CREATE FUNCTION comment_search_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO comment_search (comment_id, words)
    SELECT id, words_of(name, text) FROM comments WHERE id IN (SELECT comment_id FROM gone)
    ON CONFLICT (comment_id) DO UPDATE SET words = EXCLUDED.words;
    RETURN NULL;
END $$;
CREATE TRIGGER comment_search_added AFTER DELETE ON comment_arrivals REFERENCING OLD TABLE AS gone
FOR EACH STATEMENT EXECUTE FUNCTION comment_search_added();
-- A comment that nobody has read has no words there yet.
CREATE FUNCTION comment_search_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    UPDATE comment_search SET words = words_of(NEW.name, NEW.text) WHERE comment_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER comment_search_changed AFTER UPDATE OF name, text ON comments
FOR EACH ROW EXECUTE FUNCTION comment_search_changed();
ALTER TABLE comments DROP COLUMN search;
