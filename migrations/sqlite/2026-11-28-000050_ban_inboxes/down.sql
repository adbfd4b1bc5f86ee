DROP INDEX bans_inbox;
ALTER TABLE bans DROP COLUMN inbox_index;
