-- The search holds words that the program has folded itself (case, accents, forms of letters), of what readers see of a
-- comment. FTS5's own folding differed from PostgreSQL's, and both from that of the rules. Only the words are kept
-- here, no copy of the text; a word is what stands between two spaces.
DROP TRIGGER comment_search_changed;
DROP TRIGGER comment_search_removed;
DROP TABLE comment_search_words;
DROP TABLE comment_search;
DROP VIEW comment_words;
CREATE VIRTUAL TABLE comment_search USING fts5 (
    words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);
CREATE VIRTUAL TABLE comment_search_words USING fts5vocab (comment_search, row);

-- What was in the search is read anew by the worker, in the background and after whatever comes meanwhile.
ALTER TABLE comment_arrivals ADD COLUMN backlog SMALLINT NOT NULL DEFAULT 0;
CREATE INDEX comment_arrivals_in_order ON comment_arrivals (backlog, comment_id);
INSERT INTO comment_arrivals (comment_id, backlog)
SELECT id, 1 FROM comments WHERE id NOT IN (SELECT comment_id FROM comment_arrivals);

-- The old words go at once, since a deleted text must not be found; the new ones come as those of a new comment do.
CREATE TRIGGER comment_search_changed AFTER UPDATE OF name, html ON comments
WHEN OLD.name IS NOT NEW.name OR OLD.html IS NOT NEW.html BEGIN
    DELETE FROM comment_search WHERE rowid = OLD.id;
    INSERT INTO comment_arrivals (comment_id) VALUES (NEW.id) ON CONFLICT (comment_id) DO NOTHING;
END;
CREATE TRIGGER comment_search_removed AFTER DELETE ON comments BEGIN
    DELETE FROM comment_search WHERE rowid = OLD.id;
END;
