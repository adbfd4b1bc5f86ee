//! Texts of sources as what an article or a comment here can have, by the format that the source names.

pub mod wordpress;

use crate::markup::tree::{self, Node};
use crate::markup::{self, from_html};

use super::model::Format;
use wordpress::{Converted, LONGEST, OPEN, Site, open_tags, paragraphs};

/// The text of an article.
pub fn article(format: Format, raw: &str, site: &mut Site<'_>) -> Converted {
    match format {
        Format::Wordpress | Format::Html => wordpress::convert(raw, site),
        Format::Markdown => wordpress::convert(&markup::article(raw).html, site),
    }
}

/// The text of a comment: Markdown to edit it with, and the sanitized HTML that readers see.
pub fn comment(format: Format, raw: &str) -> (String, String) {
    let raw: String =
        raw.replace("\r\n", "\n").replace('\r', "\n").chars().take(LONGEST / 4).collect();
    let (text, html) = match format {
        Format::Markdown => {
            let text = crate::text::without_forbidden(&raw).trim().to_owned();
            let html = markup::comment(&text).html;
            (text, html)
        }
        Format::Html if has_breaks(&raw) => from_html::comment(&nodes(&raw, raw.clone())),
        Format::Html | Format::Wordpress => from_html::comment(&nodes(&raw, paragraphs(&raw))),
    };
    (crate::text::without_forbidden(&text), html)
}

/// Whether HTML says itself where its lines end.
fn has_breaks(html: &str) -> bool {
    ["<p", "<br", "<div", "<ul", "<ol", "<pre"].iter().any(|tag| html.contains(tag))
}

/// The nodes of `html`; too deep a nesting would take the sanitizer minutes, so then the text as it is.
fn nodes(raw: &str, html: String) -> Vec<Node> {
    if open_tags(&html) > OPEN { vec![Node::Text(raw.to_owned())] } else { tree::read(&html) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_shows_what_it_meant() {
        for (format, raw, expected) in [
            (Format::Markdown, "*Hi*\nthere", "<p><em>Hi</em><br>\nthere</p>"),
            (
                Format::Html,
                "<p>One</p><p>Two <b>x</b></p>",
                "<p>One</p><p>Two <strong>x</strong></p>",
            ),
            (Format::Html, "One\n\nTwo", "<p>One</p><p>Two</p>"),
            (Format::Wordpress, "One\ntwo", "<p>One<br>two</p>"),
            (Format::Html, "<script>alert(1)</script><p onclick=x>ok</p>", "<p>ok</p>"),
            (
                Format::Markdown,
                "<script>alert(1)</script>",
                "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
            ),
        ] {
            let shown = comment(format, raw).1;
            let bare = |html: &str| html.replace(['\n', '\r'], "");
            assert_eq!(bare(&shown), bare(expected), "{format:?} {raw}");
        }
    }
}
