//! The way of articles from draft to publication, on articles that were there before.

use super::stepwise::Stepwise;

/// The first of three migrations about articles.
const FIRST: &str = "2026-11-29-000080_article_corrections";

const OLD_ROWS: &str = "
INSERT INTO sections (slug, name) VALUES ('harbour', 'Harbour');
INSERT INTO articles (path, title, summary, body, body_html, byline, section_id, status, comments_open, published_at,
    created_at, updated_at, version)
VALUES ('a', 'A', '', '', '', '', 1, 0, TRUE, NULL, 1, 1, 1), ('b', 'B', '', '', '', '', 1, 1, TRUE, 5, 1, 5, 1),
       ('c', 'C', '', '', '', '', NULL, 2, TRUE, 5, 1, 5, 1);
INSERT INTO tags (slug, name) VALUES ('mud', 'mud');
INSERT INTO article_tags (article_id, tag_id, position) VALUES (2, 1, 0);
INSERT INTO article_paths (path, article_id) VALUES ('old', 2);
";

#[test]
fn articles_keep_their_status_and_what_belongs_to_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut conn = Stepwise::before(folder.path(), FIRST);
    conn.execute(OLD_ROWS);
    for _ in 0..3 {
        conn.migrate();
    }
    let statuses = "SELECT path || status AS word FROM articles ORDER BY path";
    assert_eq!(conn.words(statuses), ["a0", "b1", "c2"]);
    let belongings = "SELECT path AS word FROM article_paths UNION ALL \
        SELECT 'tag ' || tag_id FROM article_tags ORDER BY word";
    assert_eq!(conn.words(belongings), ["old", "tag 1"]);
    conn.execute("UPDATE articles SET status = 4 WHERE path = 'a'");
    conn.execute(
        "INSERT INTO article_corrections (article_id, text, corrected_at) VALUES (2, 'x', 9)",
    );
    for _ in 0..3 {
        conn.revert();
    }
    assert_eq!(conn.words(statuses), ["a0", "b1", "c2"]);
    assert_eq!(conn.words(belongings), ["old", "tag 1"]);
}
