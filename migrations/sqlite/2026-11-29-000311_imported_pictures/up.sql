-- Pictures that an import copies into the library are in the ledger too, so that undoing it removes them.
CREATE TABLE import_items_rebuilt (
    source_id BIGINT NOT NULL REFERENCES import_sources (id),
    -- 0 author, 1 section, 2 tag, 3 article, 4 comment, 5 picture
    kind SMALLINT NOT NULL CHECK (kind BETWEEN 0 AND 5),
    -- The item's id in the source; never an address.
    source TEXT NOT NULL,
    import_id BIGINT NOT NULL REFERENCES imports (id),
    -- The row here; no reference, because it may be deleted later and stays known.
    target_id BIGINT NOT NULL,
    -- The version that the import made; 0 if the row was there before and is not the import's to remove.
    version BIGINT NOT NULL,
    -- Keyed hash of the item, to see whether it has changed in the source.
    hash BLOB NOT NULL,
    PRIMARY KEY (source_id, kind, source)
);
INSERT INTO import_items_rebuilt (source_id, kind, source, import_id, target_id, version, hash)
SELECT source_id, kind, source, import_id, target_id, version, hash FROM import_items;
DROP TABLE import_items;
ALTER TABLE import_items_rebuilt RENAME TO import_items;
CREATE INDEX import_items_import ON import_items (import_id, kind, target_id);
CREATE INDEX import_items_target ON import_items (kind, target_id);
