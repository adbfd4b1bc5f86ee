-- A newsroom before its readers come.

INSERT INTO sections (id, slug, name)
WITH RECURSIVE n(i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < 20)
SELECT i, 'section-' || i, 'Section ' || i FROM n;

-- One article in fifty has no section.
INSERT INTO articles (id, path, title, summary, body, body_html, byline, section_id, author_id, status,
    published_at, created_at, updated_at, version)
WITH RECURSIVE n(i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
SELECT i, '2026/10/article-' || i, 'Article ' || i, '', 'The dredger comes twice a year now.',
    '<p>The dredger comes twice a year now.</p>', '', CASE WHEN i % 50 = 0 THEN NULL ELSE 1 + i % 20 END, NULL, 1,
    1790000000000000, 1790000000000000, 1790000000000000, 1
FROM n;
