//! Texts of sources as what an article or a comment here can have, by the format that the source names.

mod paragraphs;
mod shortcodes;
mod shown;
pub mod site;
pub mod wordpress;

use std::sync::LazyLock;

use regex::Regex;

use crate::imports::patterns::pattern;
use crate::markup::tree::{self, Node};
use crate::markup::{self, from_html};

use super::items::Format;
use paragraphs::{open_tags, paragraphs};
use site::Site;
use wordpress::{Converted, LONGEST, OPEN};

/// The text of an article.
pub fn article(format: Format, raw: &str, site: &mut Site<'_>) -> Converted {
    match format {
        Format::Wordpress | Format::Html => wordpress::convert(raw, site),
        Format::Markdown | Format::MarkdownOrHtml => {
            wordpress::convert(&markup::article(raw).html, site)
        }
    }
}

/// The text of a comment: Markdown to edit it with, and the sanitized HTML that readers see.
pub fn comment(format: Format, raw: &str) -> (String, String) {
    let raw: String =
        raw.replace("\r\n", "\n").replace('\r', "\n").chars().take(LONGEST / 4).collect();
    let format = match format {
        Format::MarkdownOrHtml if !TAG.is_match(&raw) => Format::Markdown,
        Format::MarkdownOrHtml if raw.trim_start().starts_with('<') && has_breaks(&raw) => {
            Format::Html
        }
        format => format,
    };
    let (text, html) = match format {
        // Markdown of articles may have HTML; what a comment may not have of it is left out.
        Format::MarkdownOrHtml => {
            let html = markup::article(&crate::text::without_forbidden(&raw)).html;
            from_html::comment(&nodes(&raw, html))
        }
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

/// Elements that people write in comments.
static TAG: LazyLock<Regex> = LazyLock::new(|| {
    let names = "a|b|i|u|s|p|em|strong|code|pre|br|hr|blockquote|ul|ol|li|img|del|ins|span|div|sub|sup|\
                 details|summary|table|h[1-6]";
    pattern(&format!(r"(?i)<(?:{names})(?:\s[^<>]*)?/?>"))
});

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
            (Format::MarkdownOrHtml, "*Hi* 1 < 2", "<p><em>Hi</em> 1 &lt; 2</p>"),
            (
                Format::MarkdownOrHtml,
                "<p>One</p>\n<p>Two <b>x</b></p>",
                "<p>One</p><p>Two <strong>x</strong></p>",
            ),
            (
                Format::MarkdownOrHtml,
                "**One** <b>x</b> `<p>`<script>alert(1)</script>",
                "<p><strong>One</strong> <strong>x</strong> <code>&lt;p&gt;</code></p>",
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
