-- The newest public comments of the site, for their feed and their list.
CREATE INDEX comments_latest ON comments (created_at, id) WHERE status = 1;

-- What is of this installation alone: one row.
CREATE TABLE installation (
    id SMALLINT PRIMARY KEY NOT NULL CHECK (id = 1),
    -- Random. The ids of entries in feeds are computed from it, so that an entry keeps its id when its path or the address of the
    -- site changes. It must never change.
    feed_seed TEXT NOT NULL
);
INSERT INTO installation (id, feed_seed) VALUES (1, replace(gen_random_uuid()::text, '-', ''));
