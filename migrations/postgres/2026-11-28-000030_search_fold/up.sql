-- The search holds words that the program has folded itself (case, accents, forms of letters), of what readers see of a
-- comment. PostgreSQL's own parser and lower() depend on the locale of the database, and differed from SQLite's.
DROP TRIGGER comment_search_added ON comment_arrivals;
DROP FUNCTION comment_search_added();
DROP TRIGGER comment_search_changed ON comments;
DROP FUNCTION comment_search_changed();
DROP FUNCTION words_of(TEXT, TEXT);
DROP FUNCTION without_accents(TEXT);
TRUNCATE comment_search;

-- What was in the search is read anew by the worker, in the background and after whatever comes meanwhile.
ALTER TABLE comment_arrivals ADD COLUMN backlog SMALLINT NOT NULL DEFAULT 0;
INSERT INTO comment_arrivals (comment_id, backlog)
SELECT id, 1 FROM comments ON CONFLICT (comment_id) DO NOTHING;
CREATE INDEX comment_arrivals_in_order ON comment_arrivals (backlog, comment_id);

-- The old words go at once, since a deleted text must not be found; the new ones come as those of a new comment do.
CREATE FUNCTION comment_search_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    DELETE FROM comment_search WHERE comment_id = NEW.id;
    INSERT INTO comment_arrivals (comment_id) VALUES (NEW.id) ON CONFLICT (comment_id) DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER comment_search_changed AFTER UPDATE OF name, html ON comments FOR EACH ROW
WHEN (OLD.name IS DISTINCT FROM NEW.name OR OLD.html IS DISTINCT FROM NEW.html)
EXECUTE FUNCTION comment_search_changed();
