-- When an import has stored a comment; NULL for one that was posted here. created_at of an imported comment is years before the
-- comments with lower numbers, so counts of what readers post, and times that comments wait, cannot go by it.
ALTER TABLE comments ADD COLUMN imported_at BIGINT;
-- What readers have posted, in the order in which it came.
CREATE INDEX comments_posted ON comments (id, article_id) WHERE imported_at IS NULL;
