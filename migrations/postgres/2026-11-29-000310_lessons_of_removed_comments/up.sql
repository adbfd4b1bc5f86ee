-- A lesson outlives its comment, which may be removed by undoing an import: the lesson that takes it back has to
-- stay, because stored models are sums of lessons.
ALTER TABLE filter_lessons DROP CONSTRAINT filter_lessons_comment_id_fkey;
