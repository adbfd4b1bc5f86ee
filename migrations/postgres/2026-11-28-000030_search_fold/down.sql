DROP TRIGGER comment_search_changed ON comments;
DROP FUNCTION comment_search_changed();
DELETE FROM comment_arrivals WHERE backlog = 1;
DROP INDEX comment_arrivals_in_order;
ALTER TABLE comment_arrivals DROP COLUMN backlog;

CREATE FUNCTION without_accents(given TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
$$ SELECT regexp_replace(normalize(given, NFD), '[\u0300-\u036f]+', '', 'g') $$;
CREATE FUNCTION words_of(name TEXT, text TEXT) RETURNS TSVECTOR LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
SELECT to_tsvector('simple', regexp_replace(without_accents(name || ' ' || text),
    '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007f]+', ' ', 'g'))
$$;
TRUNCATE comment_search;
INSERT INTO comment_search (comment_id, words)
SELECT id, words_of(name, text) FROM comments
WHERE NOT EXISTS (SELECT 1 FROM comment_arrivals WHERE comment_id = comments.id);
CREATE FUNCTION comment_search_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO comment_search (comment_id, words)
    SELECT id, words_of(name, text) FROM comments WHERE id IN (SELECT comment_id FROM gone)
    ON CONFLICT (comment_id) DO UPDATE SET words = EXCLUDED.words;
    RETURN NULL;
END $$;
CREATE TRIGGER comment_search_added AFTER DELETE ON comment_arrivals REFERENCING OLD TABLE AS gone
FOR EACH STATEMENT EXECUTE FUNCTION comment_search_added();
CREATE FUNCTION comment_search_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    UPDATE comment_search SET words = words_of(NEW.name, NEW.text) WHERE comment_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER comment_search_changed AFTER UPDATE OF name, text ON comments
FOR EACH ROW EXECUTE FUNCTION comment_search_changed();
