ALTER TABLE articles DROP COLUMN review_note;
DROP INDEX articles_front;
DROP INDEX articles_section;
ALTER TABLE articles ADD COLUMN stage SMALLINT NOT NULL DEFAULT 0 CHECK (stage BETWEEN 0 AND 2);
UPDATE articles SET stage = CASE WHEN status > 2 THEN 0 ELSE status END;
ALTER TABLE articles DROP COLUMN status;
ALTER TABLE articles RENAME COLUMN stage TO status;
CREATE INDEX articles_front ON articles (status, published_at, id);
CREATE INDEX articles_section ON articles (section_id, status, published_at, id);
