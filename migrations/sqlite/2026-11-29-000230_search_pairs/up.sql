-- Scripts without spaces (Chinese, Japanese, Thai, Lao, Burmese, Khmer) are now entered as pairs of characters, so that
-- a part of a sentence is found. The worker reads comments with such characters again.
INSERT INTO comment_arrivals (comment_id, backlog)
SELECT id, 1 FROM comments
WHERE name || html GLOB '*[' || char(0x0E00) || '-' || char(0x0EFF) || char(0x1000) || '-' || char(0x109F)
    || char(0x1780) || '-' || char(0x17FF) || char(0x3040) || '-' || char(0x30FF) || char(0x3400) || '-'
    || char(0x9FFF) || char(0xF900) || '-' || char(0xFAFF) || char(0x20000) || '-' || char(0x3FFFF) || ']*'
AND id NOT IN (SELECT comment_id FROM comment_arrivals);
