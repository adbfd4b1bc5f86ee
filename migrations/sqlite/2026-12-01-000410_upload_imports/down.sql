ALTER TABLE import_uploads DROP COLUMN import_id;
