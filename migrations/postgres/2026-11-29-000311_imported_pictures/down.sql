DELETE FROM import_items WHERE kind = 5;
ALTER TABLE import_items DROP CONSTRAINT import_items_kind_check;
ALTER TABLE import_items ADD CONSTRAINT import_items_kind_check CHECK (kind BETWEEN 0 AND 4);
