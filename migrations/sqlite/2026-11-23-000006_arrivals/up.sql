-- Comments that were stored a moment ago and not read yet: their language, what says nearly the same, and their words in
-- the search are worked out for many at once, because FTS5 writes its lists at every statement otherwise.
CREATE TABLE comment_arrivals (
    comment_id BIGINT PRIMARY KEY NOT NULL REFERENCES comments (id) ON DELETE CASCADE
);

-- One trigger for both: whatever way a comment comes, it is counted and will be read.
DROP TRIGGER comment_counts_added;
CREATE TRIGGER comment_added AFTER INSERT ON comments BEGIN
    INSERT INTO comment_counts (section_id, status, slot, n) VALUES (COALESCE(NEW.section_id, 0), NEW.status, 0, 1)
    ON CONFLICT (section_id, status, slot) DO UPDATE SET n = n + 1;
    INSERT INTO comment_arrivals (comment_id) VALUES (NEW.id);
END;

-- What the search knows: every comment that was read.
CREATE VIEW comment_words AS
SELECT id, name, text FROM comments WHERE id NOT IN (SELECT comment_id FROM comment_arrivals);
DROP TRIGGER comment_search_added;
DROP TRIGGER comment_search_changed;
DROP TRIGGER comment_search_removed;
DROP TABLE comment_search;
CREATE VIRTUAL TABLE comment_search USING fts5 (
    name, text, content = 'comment_words', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO comment_search (comment_search) VALUES ('rebuild');
CREATE TRIGGER comment_search_changed AFTER UPDATE OF name, text ON comments
WHEN NOT EXISTS (SELECT 1 FROM comment_arrivals WHERE comment_id = OLD.id) BEGIN
    INSERT INTO comment_search (comment_search, rowid, name, text) VALUES ('delete', OLD.id, OLD.name, OLD.text);
    INSERT INTO comment_search (rowid, name, text) VALUES (NEW.id, NEW.name, NEW.text);
END;
-- Before, so that the comment's arrival is not gone with it yet.
CREATE TRIGGER comment_search_removed BEFORE DELETE ON comments
WHEN NOT EXISTS (SELECT 1 FROM comment_arrivals WHERE comment_id = OLD.id) BEGIN
    INSERT INTO comment_search (comment_search, rowid, name, text) VALUES ('delete', OLD.id, OLD.name, OLD.text);
END;
