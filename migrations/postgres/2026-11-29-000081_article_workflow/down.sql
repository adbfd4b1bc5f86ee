ALTER TABLE articles DROP COLUMN review_note;
UPDATE articles SET status = 0 WHERE status > 2;
ALTER TABLE articles DROP CONSTRAINT articles_status_check;
ALTER TABLE articles ADD CONSTRAINT articles_status_check CHECK (status BETWEEN 0 AND 2);
