-- The words are entered as before this migration.
INSERT INTO comment_arrivals (comment_id, backlog)
SELECT id, 1 FROM comments
WHERE octet_length(name || html) <> char_length(name || html)
ON CONFLICT (comment_id) DO NOTHING;
UPDATE searchable_articles SET stale = TRUE;
