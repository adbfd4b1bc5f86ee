//! When members last signed in, which the log knew before the accounts did.

use super::stepwise::Stepwise;

const THIS: &str = "2026-11-29-000160_invitations";

const OLD_ROWS: &str = "
INSERT INTO accounts (email_index, email_sealed, name, role, password_hash, created_at)
VALUES ('i', 's', 'Jo', 1, 'h', 1), ('j', 't', 'Bo', 1, 'h', 1);
INSERT INTO audit_log (act, actor_id, created_at) VALUES (50, 1, 5), (50, 1, 9), (52, 1, 12), (51, NULL, 20);
";

#[test]
fn the_last_sign_in_is_taken_from_the_log() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut conn = Stepwise::before(folder.path(), THIS);
    conn.execute(OLD_ROWS);
    conn.migrate();
    let known = "SELECT name || COALESCE(CAST(signed_in_at AS TEXT), ' never') AS word FROM accounts ORDER BY id";
    assert_eq!(conn.words(known), ["Jo9", "Bo never"]);
    conn.revert();
    assert_eq!(conn.words("SELECT name AS word FROM accounts ORDER BY id"), ["Jo", "Bo"]);
}
