-- When an import has stored a comment; NULL for one that was posted here. created_at of an imported comment is years before the
-- comments with lower numbers, so counts of what readers post, and times that comments wait, cannot go by it.
ALTER TABLE comments ADD COLUMN imported_at BIGINT;
CREATE INDEX comments_imported ON comments (id) WHERE imported_at IS NOT NULL;
