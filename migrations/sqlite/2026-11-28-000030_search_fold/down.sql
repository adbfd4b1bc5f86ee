DROP TRIGGER comment_search_changed;
DROP TRIGGER comment_search_removed;
DROP TABLE comment_search_words;
DROP TABLE comment_search;
DELETE FROM comment_arrivals WHERE backlog = 1;
DROP INDEX comment_arrivals_in_order;
ALTER TABLE comment_arrivals DROP COLUMN backlog;

CREATE VIEW comment_words AS
SELECT id, name, text FROM comments WHERE id NOT IN (SELECT comment_id FROM comment_arrivals);
CREATE VIRTUAL TABLE comment_search USING fts5 (
    name, text, content = 'comment_words', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO comment_search (comment_search) VALUES ('rebuild');
CREATE VIRTUAL TABLE comment_search_words USING fts5vocab (comment_search, row);
CREATE TRIGGER comment_search_changed AFTER UPDATE OF name, text ON comments
WHEN NOT EXISTS (SELECT 1 FROM comment_arrivals WHERE comment_id = OLD.id) BEGIN
    INSERT INTO comment_search (comment_search, rowid, name, text) VALUES ('delete', OLD.id, OLD.name, OLD.text);
    INSERT INTO comment_search (rowid, name, text) VALUES (NEW.id, NEW.name, NEW.text);
END;
CREATE TRIGGER comment_search_removed BEFORE DELETE ON comments
WHEN NOT EXISTS (SELECT 1 FROM comment_arrivals WHERE comment_id = OLD.id) BEGIN
    INSERT INTO comment_search (comment_search, rowid, name, text) VALUES ('delete', OLD.id, OLD.name, OLD.text);
END;
