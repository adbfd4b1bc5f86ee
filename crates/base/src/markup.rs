//! Markdown to safe HTML: comrak renders, ammonia sanitizes. Pure.
//!
//! Comments can use a small part of Markdown, articles nearly all of it. Two libraries run in
//! sequence on purpose: even a fault of the renderer has to pass the sanitizer, which allows only
//! its list of elements.

mod addresses;
pub mod blocks;
mod edges;
pub mod from_html;
mod ids;
mod links;
pub mod pictures;
mod plain;
mod render;
pub mod tree;
mod unmarked;
mod visible;

use std::collections::HashSet;
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use crate::i18n::Message;
use crate::text;

pub use visible::Visible;

/// Safe HTML, and the forbidden character that was found in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// Sanitized HTML, without any character that [`text::lines`] refuses.
    pub html: String,
    /// The first such character that the text names, as `&#x202E;` does. It is removed from `html`.
    pub forbidden: Option<char>,
}

impl Rendered {
    /// Characters are checked after rendering, because a text can name characters that it does not
    /// contain.
    fn checked(html: String) -> Rendered {
        match text::find_forbidden(&html) {
            None => Rendered { html, forbidden: None },
            Some(first) => {
                Rendered { html: text::without_forbidden(&html), forbidden: Some(first) }
            }
        }
    }
}

/// Renders an article's body.
///
/// The highest heading becomes `<h2>`, because the headline is the page's `<h1>`, and the others
/// follow below it; headings get ids that begin with `h-`. Tables, footnotes, strikethrough and
/// bare addresses are supported, and the forms in [`blocks`]. Raw HTML is kept if it is harmless; its ids get the prefix `a-`.
/// Links may be http, https, mailto or within the site; images http, https or within the site.
pub fn article(markdown: &str) -> Rendered {
    let html = ARTICLE.clean(&render::article(markdown)).to_string();
    Rendered::checked(ids::with_targets(html))
}

/// The first line of an article, from 1, that begins like `{{ad …}}` or `{{more …}}` and cannot be read, and
/// what is wrong with it.
pub fn wrong_directive(markdown: &str) -> Option<(usize, Message)> {
    if markdown.contains("{{") { render::wrong_directive(markdown) } else { None }
}

/// Renders a reader's comment: paragraphs, emphasis, quotes, code, lists, links and bare
/// addresses.
///
/// A heading becomes a bold paragraph, an image becomes a link to it, raw HTML and definitions of
/// links are shown as text, and line breaks are kept. A quotation ends at the first line without
/// its mark. Links go to http and https only and have `rel="nofollow ugc noopener"`. If the result
/// would show nothing, as with `#` or `***`, the text is shown as it was typed.
pub fn comment(text: &str) -> Rendered {
    let rendered =
        Rendered::checked(unmarked::comment(text).unwrap_or_else(|| comment_with_markup(text)));
    if plain::shows_anything(&rendered.html) {
        return rendered;
    }
    Rendered { html: text::without_forbidden(&unmarked::as_typed(text)), ..rendered }
}

fn comment_with_markup(text: &str) -> String {
    COMMENT.clean(&render::comment(text)).to_string()
}

/// The beginning of an article for the front page and for mails, on one line: at most `max_chars`
/// characters, cut between words with an ellipsis, without headings, tables and code.
pub fn excerpt(markdown: &str, max_chars: usize) -> String {
    plain::excerpt(&article(markdown).html, max_chars)
}

/// The same for `html` from [`article`] or [`comment`].
pub fn first_words(html: &str, max_chars: usize) -> String {
    plain::excerpt(html, max_chars)
}

static COMMENT: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from([
            "a",
            "blockquote",
            "br",
            "code",
            "em",
            "hr",
            "li",
            "ol",
            "p",
            "pre",
            "strong",
            "ul",
        ]))
        .add_tag_attributes("a", &["href"])
        .add_tag_attributes("ol", &["start"])
        .add_url_schemes(&["http", "https"])
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("nofollow ugc noopener"));
    builder
});

static ARTICLE: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from([
            "a",
            "abbr",
            "aside",
            "b",
            "blockquote",
            "br",
            "caption",
            "cite",
            "code",
            "dd",
            "del",
            "details",
            "dfn",
            "div",
            "dl",
            "dt",
            "em",
            "figcaption",
            "figure",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "i",
            "img",
            "ins",
            "kbd",
            "li",
            "mark",
            "ol",
            "p",
            "pre",
            "q",
            "s",
            "samp",
            "section",
            "small",
            "span",
            "strong",
            "sub",
            "summary",
            "sup",
            "table",
            "tbody",
            "td",
            "tfoot",
            "th",
            "thead",
            "time",
            "tr",
            "u",
            "ul",
            "var",
        ]))
        .add_clean_content_tags(&["script", "style"])
        .add_tag_attributes("a", &["href", "title", "id", "aria-label"])
        .add_tag_attributes("abbr", &["title"])
        .add_tag_attributes("img", &["src", "alt", "title", "width", "height"])
        .add_tag_attributes("li", &["id"])
        .add_tag_attributes("ol", &["start"])
        .add_tag_attributes("td", &["align", "colspan", "rowspan"])
        .add_tag_attributes("th", &["align", "colspan", "rowspan", "scope"])
        .add_tag_attributes("time", &["datetime"])
        .add_generic_attributes(&["lang", "dir"])
        .add_allowed_classes("a", &["footnote-backref"])
        .add_allowed_classes("aside", &["box", "read-more"])
        .add_allowed_classes("blockquote", &["pull"])
        .add_allowed_classes("div", &["ad-bottom", "ad-middle", "ad-none", "ad-top", "gallery"])
        .add_allowed_classes("section", &["footnotes"])
        .add_allowed_classes("sup", &["footnote-ref"])
        .set_tag_attribute_value("img", "loading", "lazy")
        .add_url_schemes(&["http", "https", "mailto"])
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .attribute_filter(|element, attribute, value| match (element, attribute) {
            ("img", "src") if !addresses::is_image_source(value) => None,
            (_, "id") => Some(ids::prefixed(value)),
            _ => Some(value.into()),
        });
    for heading in ["h2", "h3", "h4", "h5", "h6"] {
        builder.add_tag_attributes(heading, &["id"]);
    }
    builder
});

#[cfg(test)]
mod tests;
