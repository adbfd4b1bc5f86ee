DROP INDEX comments_imported;
ALTER TABLE comments DROP COLUMN imported_at;
