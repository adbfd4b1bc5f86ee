-- Two more statuses: 3 submitted for review, 4 scheduled. SQLite cannot change a CHECK, and building this table again would
-- touch all tables that refer to it, so the column is replaced.
DROP INDEX articles_front;
DROP INDEX articles_section;
ALTER TABLE articles ADD COLUMN stage SMALLINT NOT NULL DEFAULT 0 CHECK (stage BETWEEN 0 AND 4);
UPDATE articles SET stage = status;
ALTER TABLE articles DROP COLUMN status;
ALTER TABLE articles RENAME COLUMN stage TO status;
CREATE INDEX articles_front ON articles (status, published_at, id);
CREATE INDEX articles_section ON articles (section_id, status, published_at, id);

-- What author and editors last told each other about it: why it goes back, what to look at. Never public.
ALTER TABLE articles ADD COLUMN review_note TEXT NOT NULL DEFAULT '';
