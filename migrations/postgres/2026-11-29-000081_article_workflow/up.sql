-- Two more statuses: 3 submitted for review, 4 scheduled.
ALTER TABLE articles DROP CONSTRAINT articles_status_check;
ALTER TABLE articles ADD CONSTRAINT articles_status_check CHECK (status BETWEEN 0 AND 4);

-- What author and editors last told each other about it: why it goes back, what to look at. Never public.
ALTER TABLE articles ADD COLUMN review_note TEXT NOT NULL DEFAULT '';
