DROP INDEX comments_posted;
ALTER TABLE comments DROP COLUMN imported_at;
