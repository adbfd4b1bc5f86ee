-- A reader's inbox as bans have it, so that lists, counts and the rejection of all that wait cover every spelling of an
-- address (a +tag, dots at Gmail). It needs the key file, so the worker fills it in for readers from before this column.
ALTER TABLE readers ADD COLUMN inbox_index BLOB;
CREATE INDEX readers_inbox ON readers (inbox_index) WHERE inbox_index IS NOT NULL;
-- Those that the worker still has to fill in.
CREATE INDEX readers_without_inbox ON readers (id) WHERE inbox_index IS NULL;
