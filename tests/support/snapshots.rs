//! Mails, JSON and pages, compared as a whole with the files in `tests/snapshots/`.
//!
//! If a difference is intended, `INSTA_UPDATE=always cargo test --test tests NAME` writes the new
//! snapshots.

use insta::Settings;
use serde_json::Value;

use crate::support::answer::Answer;
use crate::support::mails::Letter;

/// Compares a mail: its subject, its list, and both of its parts.
#[track_caller]
pub fn mail(name: &str, letter: &Letter) {
    let Letter { subject, text, html, .. } = letter;
    let list = letter.header("List-Id");
    let shown = format!("Subject: {subject}\nList-Id: {list}\n\n{text}\n\n{html}");
    filters().bind(|| insta::assert_snapshot!(name, shown));
}

/// Compares JSON of the API.
#[track_caller]
pub fn json(name: &str, json: &Value) {
    filters().bind(|| insta::assert_json_snapshot!(name, json));
}

/// Compares a page: status, caching, title and `<main>`. The layout around it is in the snapshots of
/// [`whole_page`].
#[track_caller]
pub fn page(name: &str, answer: &Answer) {
    let text = answer.text();
    let part = |start: &str, end: &str| {
        let from = text.find(start).unwrap_or_else(|| panic!("no {start} in {text}"));
        let to = text[from..].find(end).unwrap_or_else(|| panic!("no {end} in {text}"));
        &text[from..from + to + end.len()]
    };
    let shown =
        format!("{}\n{}\n{}", head(answer), part("<title>", "</title>"), part("<main", "</main>"));
    filters().bind(|| insta::assert_snapshot!(name, shown));
}

/// Compares a page with the layout around it.
#[track_caller]
pub fn whole_page(name: &str, answer: &Answer) {
    let shown = format!("{}\n{}", head(answer), answer.text());
    filters().bind(|| insta::assert_snapshot!(name, shown));
}

/// Compares a part of a page.
#[track_caller]
pub fn html(name: &str, part: &str) {
    filters().bind(|| insta::assert_snapshot!(name, part));
}

fn head(answer: &Answer) -> String {
    let headers = ["content-type", "cache-control", "retry-after", "set-cookie"];
    let lines = headers.into_iter().filter(|name| !answer.header(name).is_empty());
    let lines = lines.map(|name| format!("\n{name}: {}", answer.header(name)));
    format!("{}{}\n", answer.status, lines.collect::<String>())
}

/// Replaces what differs from run to run or from engine to engine: numbers of rows, tokens, keys and
/// random pictures. Scores as well, which change with the filter's words.
fn filters() -> Settings {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for (pattern, replacement) in [
        (
            r"/(articles|bans|batches|comments|reviews|rules|sessions|staff|surges|tokens|views)/\d+",
            "/${1}/[id]",
        ),
        (
            r#"("(?:id|\w+_id|instance|network|avatar|author|score|network_prefix)": )("[^"]*"|-?[\d.]+)"#,
            "${1}\"[any]\"",
        ),
        (r"urn:uuid:[0-9a-f-]{36}", "urn:uuid:[id]"),
        (r"/(mail|status|setup|desk/password|desk/invitation)/[\w.~-]+", "/${1}/[token]"),
        (r#"(name="(?:csrf|form_id|stamp)" value=")[^"]*"#, "${1}[token]"),
        (r"\?v=[\w-]+", "?v=[hash]"),
        (r"<svg.*?</svg>", "[picture]"),
        (r#"( id="texts">)\{.*\}(</script>)"#, "${1}[texts]${2}"),
        (r"\b(comment-|pinned-|C-)\d+", "${1}[id]"),
        (r#"\b(data-id|data-newest|data-comment)="\d+""#, "${1}=\"[id]\""),
        (r"([?&;](?:open|reply|rule|was|from)=|ban%3A)\d+", "${1}[id]"),
        (r#"(name="(?:parent_id|comment_id)" value=")\d+"#, "${1}[id]"),
        (r#"(author=|/desk/readers/|<code class="whom">)[\w-]{32}"#, "${1}[key]"),
        (r#"(title="Spam score">|<b>)\d+ %"#, "${1}[score]"),
        (r#"value="\d+"( aria-label="Spam score")"#, "value=\"[score]\"${1}"),
        (r"(\w*rejoinder\w*=)[\w-]+;", "${1}[token];"),
        (r#"("next": )"[^"]*""#, "${1}\"[any]\""),
        (r"\(…[\w-]{4}\)", "(…[end])"),
        (r"(?:<option>\w+/[^<]*</option>\n)+", "<option>[zones]</option>\n"),
        // Templates leave empty lines where they show nothing.
        (r"\n(?:[ ]*\n){2,}", "\n\n"),
        (r"<code>[0-9a-f-]{8,}</code>", "<code>[reference]</code>"),
    ] {
        settings.add_filter(pattern, replacement);
    }
    settings
}
