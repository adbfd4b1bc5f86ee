DROP TRIGGER comment_search_added ON comment_arrivals;
DROP FUNCTION comment_search_added();
DROP TRIGGER comment_search_changed ON comments;
DROP FUNCTION comment_search_changed();
DROP TABLE comment_search;
DROP FUNCTION words_of(TEXT, TEXT);
ALTER TABLE comments ADD COLUMN search TSVECTOR GENERATED ALWAYS AS (to_tsvector('simple',
    regexp_replace(without_accents(name || ' ' || text), '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007f]+', ' ', 'g')
)) STORED;
CREATE INDEX comment_search ON comments USING gin (search);
