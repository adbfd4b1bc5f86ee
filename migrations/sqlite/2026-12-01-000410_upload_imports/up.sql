-- The import that an upload has become. A job that runs again goes on with it, or ends if it was undone meanwhile.
ALTER TABLE import_uploads ADD COLUMN import_id BIGINT;
