//! Mails, JSON and pages compared as a whole with what is in `tests/snapshots/`.
//!
//! If a difference is intended, `INSTA_UPDATE=always cargo test --test tests NAME` writes the new snapshots.

use insta::Settings;
use serde_json::Value;

use crate::support::mails::Letter;

/// Compares what the recipient of `letter` sees.
#[track_caller]
pub fn mail(name: &str, letter: &Letter) {
    let Letter { subject, text, html, .. } = letter;
    let list = letter.header("List-Id");
    let shown = format!("Subject: {subject}\nList-Id: {list}\n\n{text}\n\n{html}");
    steady().bind(|| insta::assert_snapshot!(name, shown));
}

/// Compares an answer of the API.
#[track_caller]
pub fn json(name: &str, answer: &Value) {
    steady().bind(|| insta::assert_json_snapshot!(name, answer));
}

/// Replaces what differs from run to run or from engine to engine, and the score, which the filter's words decide.
fn steady() -> Settings {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.add_filter(r"(/comments/|/reviews/|/batches/)\d+", "${1}[id]");
    settings.add_filter(
        r#"("(?:id|\w+_id|instance|network|avatar|author|score|network_prefix)": )("[^"]*"|-?[\d.]+)"#,
        "${1}\"[any]\"",
    );
    settings.add_filter(r"/(mail|status)/[\w.~-]+", "/${1}/[token]");
    settings
}
