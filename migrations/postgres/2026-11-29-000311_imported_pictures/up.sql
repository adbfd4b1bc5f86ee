-- Pictures that an import copies into the library are in the ledger too, so that undoing it removes them.
ALTER TABLE import_items DROP CONSTRAINT import_items_kind_check;
ALTER TABLE import_items ADD CONSTRAINT import_items_kind_check CHECK (kind BETWEEN 0 AND 5);
