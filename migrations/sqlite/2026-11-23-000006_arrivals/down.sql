DROP TRIGGER comment_search_removed;
DROP TRIGGER comment_search_changed;
DROP TABLE comment_search;
DROP VIEW comment_words;
DROP TRIGGER comment_added;
DROP TABLE comment_arrivals;

CREATE TRIGGER comment_counts_added AFTER INSERT ON comments BEGIN
    INSERT INTO comment_counts (section_id, status, slot, n) VALUES (COALESCE(NEW.section_id, 0), NEW.status, 0, 1)
    ON CONFLICT (section_id, status, slot) DO UPDATE SET n = n + 1;
END;
CREATE VIRTUAL TABLE comment_search USING fts5 (
    name, text, content = 'comments', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO comment_search (comment_search) VALUES ('rebuild');
CREATE TRIGGER comment_search_added AFTER INSERT ON comments BEGIN
    INSERT INTO comment_search (rowid, name, text) VALUES (NEW.id, NEW.name, NEW.text);
END;
CREATE TRIGGER comment_search_changed AFTER UPDATE OF name, text ON comments BEGIN
    INSERT INTO comment_search (comment_search, rowid, name, text) VALUES ('delete', OLD.id, OLD.name, OLD.text);
    INSERT INTO comment_search (rowid, name, text) VALUES (NEW.id, NEW.name, NEW.text);
END;
CREATE TRIGGER comment_search_removed AFTER DELETE ON comments BEGIN
    INSERT INTO comment_search (comment_search, rowid, name, text) VALUES ('delete', OLD.id, OLD.name, OLD.text);
END;
