-- The words are entered as before this migration, as one word for each stretch.
INSERT INTO comment_arrivals (comment_id, backlog)
SELECT id, 1 FROM comments
WHERE name || html ~ (U&'[\0E00-\0EFF\1000-\109F\1780-\17FF\3040-\30FF\3400-\9FFF\F900-\FAFF\+020000-\+03FFFF]' COLLATE "C")
ON CONFLICT (comment_id) DO NOTHING;
