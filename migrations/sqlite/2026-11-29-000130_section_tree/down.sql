DROP TRIGGER policies_follow_section;
DROP TABLE tag_slugs;
ALTER TABLE tags DROP COLUMN description;
DROP TABLE section_slugs;
DROP INDEX sections_parent;
ALTER TABLE sections DROP COLUMN position;
ALTER TABLE sections DROP COLUMN description;
ALTER TABLE sections DROP COLUMN parent_id;
