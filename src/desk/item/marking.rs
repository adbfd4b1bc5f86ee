//! Marks matching passages in rendered HTML.

/// Puts `<mark>` around the first occurrence of each passage in `html`. Only the text between tags is
/// searched, and a passage that spans a tag is not marked: a wrong mark would be worse than none.
pub fn marked(html: &str, passages: &[&str]) -> String {
    let mut html = html.to_owned();
    for passage in passages {
        let escaped = escaped(passage.trim());
        if let Some(at) = find(&html, &escaped) {
            html = format!("{}<mark>{escaped}</mark>{}", &html[..at], &html[at + escaped.len()..]);
        }
    }
    html
}

/// Escapes a passage as the renderer does.
fn escaped(passage: &str) -> String {
    passage.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The position of the first occurrence of `text` outside of tags.
fn find(html: &str, text: &str) -> Option<usize> {
    if text.is_empty() {
        return None;
    }
    let mut from = 0;
    while let Some(at) = html[from..].find(text).map(|at| from + at) {
        let inside = html[..at].rfind('<').is_some_and(|open| !html[open..at].contains('>'));
        // A passage has no tag of its own: what was typed as one is escaped.
        if !inside && !text.contains('<') {
            return Some(at);
        }
        from = at + text.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_is_marked_in_text_and_never_in_a_tag() {
        let html = "<p><a href=\"https://win.test/\">win.test</a> &amp; more</p>";
        assert_eq!(
            marked(html, &["win.test", "& more", "absent", ""]),
            "<p><a href=\"https://win.test/\"><mark>win.test</mark></a> <mark>&amp; more</mark></p>"
        );
        assert_eq!(marked("<p>a</p>", &["p", "<p>"]), "<p>a</p>");
        assert_eq!(marked("<p>1 &lt; 2</p>", &["1 < 2"]), "<p><mark>1 &lt; 2</mark></p>");
    }
}
