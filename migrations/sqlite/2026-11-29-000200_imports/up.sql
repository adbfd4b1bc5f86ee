-- Sites from which something was imported: the system and the address of the site.
CREATE TABLE import_sources (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    system TEXT NOT NULL,
    site TEXT NOT NULL,
    UNIQUE (system, site)
);

CREATE TABLE imports (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    source_id BIGINT NOT NULL REFERENCES import_sources (id),
    -- 0 it is running or was interrupted, 1 done, 2 undone
    state SMALLINT NOT NULL CHECK (state BETWEEN 0 AND 2),
    -- JSON: what was made; empty until it is done.
    report TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    finished_at BIGINT
);
CREATE INDEX imports_source ON imports (source_id, state);

-- What each item of a source has become, so that a second import of it makes nothing.
CREATE TABLE import_items (
    source_id BIGINT NOT NULL REFERENCES import_sources (id),
    -- 0 author, 1 section, 2 tag, 3 article, 4 comment
    kind SMALLINT NOT NULL CHECK (kind BETWEEN 0 AND 4),
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
CREATE INDEX import_items_import ON import_items (import_id, kind, target_id);
CREATE INDEX import_items_target ON import_items (kind, target_id);
