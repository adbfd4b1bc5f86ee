DROP TRIGGER comment_added ON comments;
DROP FUNCTION comment_added();
DROP TABLE comment_arrivals;

CREATE FUNCTION comment_counts_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO comment_counts AS c (section_id, status, slot, n)
    VALUES (COALESCE(NEW.section_id, 0), NEW.status, pg_backend_pid() % 16, 1)
    ON CONFLICT (section_id, status, slot) DO UPDATE SET n = c.n + 1;
    RETURN NULL;
END $$;
CREATE TRIGGER comment_counts_added AFTER INSERT ON comments FOR EACH ROW EXECUTE FUNCTION comment_counts_added();
