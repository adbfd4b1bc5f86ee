-- The words of the search are folded further: forms of Arabic letters, digits of all scripts, kana, apostrophes. The
-- worker reads comments with other characters than ASCII again, in the background, and all articles.
INSERT INTO comment_arrivals (comment_id, backlog)
SELECT id, 1 FROM comments
WHERE octet_length(name || html) <> char_length(name || html)
ON CONFLICT (comment_id) DO NOTHING;
UPDATE searchable_articles SET stale = TRUE;
