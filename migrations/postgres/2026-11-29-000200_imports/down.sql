DROP TABLE import_items;
DROP TABLE imports;
DROP TABLE import_sources;
