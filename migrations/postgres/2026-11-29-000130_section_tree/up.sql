-- Sections form a tree. NULL: a section at the top.
ALTER TABLE sections ADD COLUMN parent_id BIGINT REFERENCES sections (id);
-- What the page of the section says under its name; may be empty.
ALTER TABLE sections ADD COLUMN description TEXT NOT NULL DEFAULT '';
-- The order among the sections of one parent; equal ones are in the order of their slugs.
ALTER TABLE sections ADD COLUMN position BIGINT NOT NULL DEFAULT 0;
CREATE INDEX sections_parent ON sections (parent_id);

-- Slugs that a section had, and those of sections that were merged into it. Their pages answer 301 for ever.
CREATE TABLE section_slugs (
    slug TEXT PRIMARY KEY NOT NULL,
    section_id BIGINT NOT NULL REFERENCES sections (id) ON DELETE CASCADE
);
CREATE INDEX section_slugs_section ON section_slugs (section_id);

-- The same for tags, which have no tree.
ALTER TABLE tags ADD COLUMN description TEXT NOT NULL DEFAULT '';
CREATE TABLE tag_slugs (
    slug TEXT PRIMARY KEY NOT NULL,
    tag_id BIGINT NOT NULL REFERENCES tags (id) ON DELETE CASCADE
);
CREATE INDEX tag_slugs_tag ON tag_slugs (tag_id);

-- The policy of a section does not outlive it.
CREATE FUNCTION policies_follow_section() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM policies WHERE scope = 1 AND scope_id = OLD.id;
    RETURN NULL;
END $$;
CREATE TRIGGER policies_follow_section AFTER DELETE ON sections
FOR EACH ROW EXECUTE FUNCTION policies_follow_section();
