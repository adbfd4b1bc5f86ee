DROP INDEX readers_without_inbox;
DROP INDEX readers_inbox;
ALTER TABLE readers DROP COLUMN inbox_index;
