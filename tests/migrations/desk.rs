//! The step from the log of decisions to the log of everything, on rows that were there before.

use std::path::Path;

use super::stepwise::Stepwise;

/// The migration that is looked at.
const THIS: &str = "2026-11-22-000005_desk";

/// Two articles, one of them in a section; three comments, one of them decided and edited.
const OLD_ROWS: &str = "
INSERT INTO accounts (email_index, email_sealed, name, role, password_hash, created_at) VALUES ('i', 's', 'Jo', 1, 'h', 1);
INSERT INTO sections (slug, name) VALUES ('harbour', 'Harbour');
INSERT INTO articles (path, title, summary, body, body_html, byline, section_id, status, comments_open, created_at, updated_at, version)
VALUES ('a', 'A', '', '', '', '', 1, 1, TRUE, 1, 1, 1), ('b', 'B', '', '', '', '', NULL, 1, TRUE, 1, 1, 1);
INSERT INTO comments (article_id, status, first_status, reasons, version, name, text, html, avatar, fingerprint, form_id, notify, created_at)
VALUES (1, 1, 0, '[]', 3, 'Ann', 'The dredger comes twice', '', 1, 'f1', 'x', FALSE, 10),
       (1, 0, 0, '[]', 1, 'Bo', 'Mud', '', 1, 'f2', 'x', FALSE, 20),
       (2, 0, 0, '[]', 1, 'Cy', 'A dredger', '', 1, 'f3', 'x', FALSE, 30);
INSERT INTO decisions (id, comment_id, actor_id, decision, from_status, to_status, version, reason, note, created_at)
VALUES (1, 1, NULL, 4, NULL, 0, 1, 'policy', NULL, 10),
       (2, 2, NULL, 4, NULL, 0, 1, 'policy', NULL, 20),
       (3, 3, NULL, 4, NULL, 0, 1, 'policy', NULL, 30),
       (7, 1, 1, 0, 0, 1, 2, 'civil', 'Good point', 40),
       (9, 1, 1, 5, 1, 1, 3, NULL, NULL, 50);
";

/// A database as it was before the desk, with comments and decisions in it.
fn with_old_rows(folder: &Path) -> Stepwise {
    let mut conn = Stepwise::before(folder, THIS);
    conn.execute(OLD_ROWS);
    conn
}

/// The comments that the search finds by a word.
fn found(conn: &mut Stepwise, word: &str) -> Vec<String> {
    if !conn.is_postgres() {
        return conn.words(&format!(
            "SELECT CAST(rowid AS TEXT) AS word FROM comment_search WHERE comment_search MATCH '{word}' ORDER BY rowid"
        ));
    }
    // Until migration 10 the words were a column of the comments.
    let apart =
        conn.words("SELECT 1::text AS word FROM pg_tables WHERE tablename = 'comment_search'");
    let (id, table, words) = match apart.as_slice() {
        [] => ("id", "comments", "search"),
        _ => ("comment_id", "comment_search", "words"),
    };
    conn.words(&format!(
        "SELECT {id}::text AS word FROM {table} WHERE {words} @@ plainto_tsquery('simple', '{word}') ORDER BY {id}"
    ))
}

/// Section, status and number, without what is zero.
fn counts(conn: &mut Stepwise) -> Vec<String> {
    conn.words(
        "SELECT section_id || ' ' || status || ' ' || SUM(n) AS word FROM comment_counts \
         GROUP BY section_id, status HAVING SUM(n) <> 0 ORDER BY section_id, status",
    )
}

const LINES: &str = "id || ' ' || comment_id || ' ' || COALESCE(actor_id, 0) || ' ' || ACT || ' ' || \
    COALESCE(from_status, -1) || ' ' || to_status || ' ' || version || ' ' || COALESCE(reason, '-') || ' ' || \
    COALESCE(note, '-') || ' ' || created_at AS word";

/// A comment that comes later.
const FOURTH: &str = "INSERT INTO comments (article_id, status, first_status, reasons, version, name, text, html, avatar, \
    fingerprint, form_id, notify, created_at) VALUES (1, 0, 0, '[]', 1, 'Dee', 'Gravel', '', 1, 'f4', 'x', FALSE, 40)";

#[test]
fn existing_decisions_become_log_lines_and_are_restored_by_the_way_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut conn = with_old_rows(folder.path());
    let old = conn
        .words(&format!("SELECT {} FROM decisions ORDER BY id", LINES.replace("ACT", "decision")));
    assert_eq!(old[3], "7 1 1 0 0 1 2 civil Good point 40");
    conn.migrate();

    let log =
        format!("SELECT {} FROM audit_log WHERE act <= 5 ORDER BY id", LINES.replace("ACT", "act"));
    assert_eq!(conn.words(&log), old);
    assert_eq!(counts(&mut conn), ["0 0 1", "1 0 1", "1 1 1"]);
    assert_eq!(
        conn.words("SELECT id || ' ' || COALESCE(section_id, 0) AS word FROM comments ORDER BY id"),
        ["1 1", "2 1", "3 0"]
    );
    assert_eq!(found(&mut conn, "dredger"), ["1", "3"]);
    assert_eq!(found(&mut conn, "bo"), ["2"]);

    // The number of the next line is new, and all that follows a comment follows these.
    conn.execute(
        "INSERT INTO audit_log (act, actor_id, comment_id, from_status, to_status, version, created_at) \
         VALUES (1, 1, 2, 0, 2, 2, 60)",
    );
    assert_eq!(conn.words("SELECT CAST(MAX(id) AS TEXT) AS word FROM audit_log"), ["10"]);
    conn.execute("UPDATE comments SET status = 2, version = 2, text = 'Silt' WHERE id = 2");
    conn.execute("UPDATE articles SET section_id = 1 WHERE id = 2");
    assert_eq!(counts(&mut conn), ["1 0 1", "1 1 1", "1 2 1"]);
    assert_eq!((found(&mut conn, "mud"), found(&mut conn, "silt")), (vec![], vec!["2".to_owned()]));

    // What the older program does not know is left out: this act is not a decision.
    conn.execute("INSERT INTO audit_log (act, actor_id, created_at) VALUES (50, 1, 70)");
    conn.revert();
    let lines = conn
        .words(&format!("SELECT {} FROM decisions ORDER BY id", LINES.replace("ACT", "decision")));
    assert_eq!((&lines[..5], lines[5].as_str()), (&old[..], "10 2 1 1 0 2 2 - - 60"));
    conn.execute(
        "INSERT INTO decisions (comment_id, actor_id, decision, from_status, to_status, version, created_at) \
         VALUES (3, 1, 1, 0, 2, 2, 80)",
    );
    conn.migrate();
    assert_eq!(conn.words("SELECT COUNT(*) || '' AS word FROM audit_log"), ["7"]);
    assert_eq!(counts(&mut conn), ["1 0 1", "1 1 1", "1 2 1"]);
}

#[test]
fn stored_comments_stay_searchable_and_new_ones_are_queued() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut conn = with_old_rows(folder.path());
    conn.migrate();
    conn.migrate();
    assert_eq!(found(&mut conn, "dredger"), ["1", "3"]);
    conn.execute(FOURTH);
    assert_eq!(conn.words("SELECT comment_id || '' AS word FROM comment_arrivals"), ["4"]);
    assert_eq!(counts(&mut conn), ["0 0 2", "1 0 1", "1 1 1"]);
    // Neither a change nor a removal touches words that are not there yet.
    conn.execute("UPDATE comments SET text = 'Sand' WHERE id = 4");
    conn.execute("UPDATE comments SET text = 'A digger' WHERE id = 3");
    assert_eq!(
        (found(&mut conn, "dredger"), found(&mut conn, "digger")),
        (vec!["1".to_owned()], vec!["3".to_owned()])
    );
    conn.revert();
    assert_eq!(
        (found(&mut conn, "sand"), found(&mut conn, "digger")),
        (vec!["4".to_owned()], vec!["3".to_owned()])
    );
    conn.migrate();
    conn.execute("DELETE FROM comments WHERE id = 4");
    assert_eq!(
        (found(&mut conn, "sand"), counts(&mut conn)),
        (vec![], ["0 0 1", "1 0 1", "1 1 1"].map(str::to_owned).to_vec())
    );
}

#[test]
fn indexed_words_survive_the_migration_and_follow_edits() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut conn = with_old_rows(folder.path());
    // The desk, its arrivals, the screening, the desk's indexes, and the search.
    for _ in 0..4 {
        conn.migrate();
    }
    conn.execute(FOURTH);
    conn.migrate();
    assert_eq!(
        (found(&mut conn, "dredger"), found(&mut conn, "gravel")),
        (vec!["1".to_owned(), "3".to_owned()], vec![])
    );
    if conn.is_postgres() {
        conn.execute("DELETE FROM comment_arrivals");
        assert_eq!(found(&mut conn, "gravel"), ["4"]);
    }
    conn.execute("UPDATE comments SET text = 'A digger, or Bäcker' WHERE id = 3");
    assert_eq!(
        (found(&mut conn, "dredger"), found(&mut conn, "backer")),
        (vec!["1".to_owned()], vec!["3".to_owned()])
    );
    conn.revert();
    assert_eq!(
        (found(&mut conn, "dredger"), found(&mut conn, "digger")),
        (vec!["1".to_owned()], vec!["3".to_owned()])
    );
    conn.migrate();
    assert_eq!(found(&mut conn, "digger"), ["3"]);
}

#[test]
fn the_log_is_append_only() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut conn = Stepwise::before(folder.path(), THIS);
    conn.migrate();
    conn.execute("INSERT INTO audit_log (act, created_at) VALUES (59, 1)");
    for sql in ["UPDATE audit_log SET note = 'x'", "DELETE FROM audit_log"] {
        let refused = conn.try_execute(sql);
        assert!(refused.is_err_and(|cause| cause.to_string().contains("only ever added")), "{sql}");
    }
}

#[test]
fn comments_are_reindexed_for_the_folded_search() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut conn = with_old_rows(folder.path());
    let has_backlog = conn.either(
        "SELECT name AS word FROM pragma_table_info('comment_arrivals') WHERE name = 'backlog'",
        "SELECT column_name::text AS word FROM information_schema.columns \
             WHERE table_name = 'comment_arrivals' AND column_name = 'backlog'",
    );
    while conn.words(has_backlog).is_empty() {
        conn.migrate();
    }
    let backlog =
        "SELECT comment_id || ' ' || backlog AS word FROM comment_arrivals ORDER BY comment_id";
    assert_eq!(conn.words(backlog), ["1 1", "2 1", "3 1"]);
    let search = conn.either(
        "SELECT id || '' AS word FROM comment_search_docsize",
        "SELECT comment_id || '' AS word FROM comment_search",
    );
    assert_eq!(conn.words(search), Vec::<String>::new());

    // A text that changes leaves the search at once.
    conn.execute(conn.either(
        "INSERT INTO comment_search (rowid, words) VALUES (1, 'mud')",
        "INSERT INTO comment_search (comment_id, words) VALUES (1, 'mud')",
    ));
    conn.execute("DELETE FROM comment_arrivals");
    conn.execute("UPDATE comments SET status = 2 WHERE id = 1");
    assert_eq!((conn.words(search).len(), conn.words(backlog)), (1, vec![]));
    conn.execute("UPDATE comments SET html = '<p>Silt</p>' WHERE id = 1");
    assert_eq!((conn.words(search).len(), conn.words(backlog)), (0, vec!["1 0".to_owned()]));

    conn.revert();
    assert_eq!(found(&mut conn, "dredger"), ["3"]);
}

#[test]
fn comments_with_letters_that_are_folded_further_are_read_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut conn = with_old_rows(folder.path());
    conn.execute("UPDATE comments SET name = 'أحمد' WHERE id = 2");
    let applied = "SELECT version AS word FROM __diesel_schema_migrations";
    let has =
        |conn: &mut Stepwise, version: &str| conn.words(applied).iter().any(|it| it == version);
    while !has(&mut conn, "20261130000395") {
        if has(&mut conn, "20261130000372") {
            conn.execute("DELETE FROM comment_arrivals");
            conn.execute("UPDATE searchable_articles SET stale = FALSE");
        }
        conn.migrate();
    }
    let listed = "SELECT comment_id || ' ' || backlog AS word FROM comment_arrivals";
    assert_eq!(conn.words(listed), ["2 1"]);
    let articles = "SELECT article_id || '' AS word FROM searchable_articles WHERE stale";
    assert_eq!(conn.words(articles).len(), 2);
    // A comment that is on the list already stays as it is.
    conn.execute("UPDATE comment_arrivals SET backlog = 0");
    conn.revert();
    assert_eq!(conn.words(listed), ["2 0"]);
}

#[test]
fn existing_public_threads_are_counted() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut conn = with_old_rows(folder.path());
    // A thread in another block, and one that is public by an answer alone.
    conn.execute(
        "INSERT INTO comments (id, article_id, parent_id, root_id, status, first_status, reasons, version, name, text, \
         html, avatar, fingerprint, form_id, notify, created_at) \
         VALUES (300, 1, NULL, NULL, 1, 0, '[]', 1, 'Eve', '', '', 1, 'f5', 'x', FALSE, 50), \
                (301, 1, 2, 2, 1, 0, '[]', 1, 'Flo', '', '', 1, 'f6', 'x', FALSE, 60), \
                (302, 1, 301, 2, 1, 0, '[]', 1, 'Gus', '', '', 1, 'f7', 'x', FALSE, 70)",
    );
    let is_there = conn.either(
        "SELECT name AS word FROM sqlite_master WHERE name = 'thread_counts'",
        "SELECT tablename::text AS word FROM pg_tables WHERE tablename = 'thread_counts'",
    );
    let columns =
        "article_id || ' ' || height || ' ' || block || ' ' || threads || ' ' || comments";
    let counts =
        format!("SELECT {columns} AS word FROM thread_counts ORDER BY article_id, height, block");
    let changes =
        "SELECT block || ' ' || threads || ' ' || comments AS word FROM thread_count_changes";
    while conn.words(is_there).is_empty() {
        conn.migrate();
    }
    assert_eq!(conn.words(&counts), ["1 0 0 2 3", "1 0 2 1 1", "1 1 0 3 4"]);
    assert_eq!(conn.words(changes), Vec::<String>::new());

    conn.execute("UPDATE comments SET status = 2 WHERE id = 301");
    assert_eq!(conn.words(changes), ["0 0 -1"]);
    conn.execute("UPDATE comments SET status = 2 WHERE id = 302");
    assert_eq!(conn.words(changes), ["0 -1 -2"]);
    // What readers do not see changes nothing.
    conn.execute("DELETE FROM stale_thread_counts");
    conn.execute("UPDATE comments SET status = 3 WHERE id = 302");
    conn.execute("UPDATE comments SET language = 'eng' WHERE id = 300");
    assert_eq!(conn.words(changes), Vec::<String>::new());

    conn.revert();
    conn.migrate();
    assert_eq!(conn.words(&counts), ["1 0 0 1 1", "1 0 2 1 1", "1 1 0 2 2"]);
}
