-- Comments that were stored a moment ago and not read yet: their language and what says nearly the same are worked out
-- for many at once. Their words in the search are a column of their own here.
CREATE TABLE comment_arrivals (
    comment_id BIGINT PRIMARY KEY NOT NULL REFERENCES comments (id) ON DELETE CASCADE
);

-- One trigger for both: whatever way a comment comes, it is counted and will be read.
DROP TRIGGER comment_counts_added ON comments;
DROP FUNCTION comment_counts_added();
CREATE FUNCTION comment_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO comment_counts AS c (section_id, status, slot, n)
    VALUES (COALESCE(NEW.section_id, 0), NEW.status, pg_backend_pid() % 16, 1)
    ON CONFLICT (section_id, status, slot) DO UPDATE SET n = c.n + 1;
    INSERT INTO comment_arrivals (comment_id) VALUES (NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER comment_added AFTER INSERT ON comments FOR EACH ROW EXECUTE FUNCTION comment_added();
