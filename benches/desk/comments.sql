-- A part of the past: the comments from {from} to {to} of {comments}, one a second since {since}, so that none is old
-- enough for the program to tidy up while it is measured; {bytes} is the engine's type. Nothing is drawn by chance, so
-- that every run measures the same.
--
-- One in ten waits: half of them the latest, half of them left over from long ago. Every text has common words (word1 in
-- all, word2 in every second, word3 in every third ...), some of five thousand, and one that few others have.
INSERT INTO comments (id, article_id, section_id, parent_id, root_id, reader_id, status, first_status, reasons, version, name,
    website, text, html, avatar, fingerprint, form_id, network_hash, network_prefix, form_age, notify, created_at,
    edited_at, decided_at, score, language, simhash, group_id, pinned_at, featured_at)
WITH RECURSIVE n(i) AS (SELECT CAST({from} AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < {to}),
mixed(i, h) AS (SELECT i, (i * 2654435761) % 4294967296 FROM n),
placed(i, h, article) AS (SELECT i, h, 1 + (h / 256) % 5000 FROM mixed)
SELECT i, article, CASE WHEN article % 50 = 0 THEN NULL ELSE 1 + article % 20 END, NULL, NULL, 1 + h % 20000,
    CASE WHEN i > {comments} - {comments} / 20 OR i % 19 = 0 THEN 0 WHEN i % 12 = 0 THEN 2 WHEN i % 11 = 0 THEN 3 ELSE 1 END,
    0, '[{"code":"policy_hold_all"}]', 1, 'Reader ' || (h % 20000), NULL,
    'word1' || CASE WHEN i % 2 = 0 THEN ' word2' ELSE '' END || CASE WHEN i % 3 = 0 THEN ' word3' ELSE '' END
        || CASE WHEN i % 5 = 0 THEN ' word5' ELSE '' END || CASE WHEN i % 100 = 0 THEN ' hundredth' ELSE '' END
        || ' the harbour is too deep for a ferry that comes twice a year' || ' some' || (h % 5000) || ' other' || ((h / 7) % 5000)
        || ' more' || ((h / 11) % 5000) || ' words' || ((h / 13) % 5000) || ' rare' || (i / 5),
    '<p>The harbour is too deep for a ferry that comes twice a year.</p>', h, CAST('f' || i AS {bytes}),
    CAST('i' || i AS {bytes}), NULL, CASE WHEN i > {comments} - {comments} / 20 THEN '192.0.' || (h % 256) || '.0/24' END,
    30000, 1 = 0, {since} + i * 1000000, NULL, NULL, ((h / 3) % 10000) / 10000.0, 'eng', h, NULL, NULL, NULL
FROM placed;

INSERT INTO comment_reasons (code, comment_id)
SELECT 'links', id FROM comments WHERE id BETWEEN {from} AND {to} AND id % 10 = 0;

INSERT INTO comment_reasons (code, comment_id)
SELECT 'rule:1', id FROM comments WHERE id BETWEEN {from} AND {to} AND id % 1000 = 0;
