-- The words are entered as before this migration.
INSERT INTO comment_arrivals (comment_id, backlog)
SELECT id, 1 FROM comments
WHERE length(CAST(name || html AS BLOB)) <> length(name || html)
ON CONFLICT (comment_id) DO NOTHING;
UPDATE searchable_articles SET stale = TRUE;
