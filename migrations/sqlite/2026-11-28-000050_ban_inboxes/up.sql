-- A banned reader's inbox, so that another spelling of the address (a +tag, dots at Gmail) is banned as well. NULL in
-- bans of domains and networks, and in bans that are older than this column.
ALTER TABLE bans ADD COLUMN inbox_index BLOB;
CREATE INDEX bans_inbox ON bans (inbox_index) WHERE inbox_index IS NOT NULL;
