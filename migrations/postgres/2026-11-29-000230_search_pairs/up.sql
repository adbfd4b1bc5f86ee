-- Scripts without spaces (Chinese, Japanese, Thai, Lao, Burmese, Khmer) are now entered as pairs of characters, so that
-- a part of a sentence is found. The worker reads comments with such characters again.
INSERT INTO comment_arrivals (comment_id, backlog)
SELECT id, 1 FROM comments
WHERE name || html ~ (U&'[\0E00-\0EFF\1000-\109F\1780-\17FF\3040-\30FF\3400-\9FFF\F900-\FAFF\+020000-\+03FFFF]' COLLATE "C")
ON CONFLICT (comment_id) DO NOTHING;
