//! Markdown to HTML that is safe to show: comrak renders, ammonia cleans. Pure.
//!
//! Comments get a small Markdown, articles nearly all of it. Two libraries stand in a row on
//! purpose: a fault in the renderer still has to pass the sanitizer, which knows only its list of
//! elements.

mod links;
mod plain;
mod render;
mod unmarked;

use std::collections::HashSet;
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

/// The HTML of an article's body.
///
/// The highest heading becomes `<h2>`, since the headline is the page's `<h1>`, and the others
/// follow it down; headings get ids that begin with `h-`. Tables, footnotes, strikethrough and bare
/// addresses are understood; raw HTML is kept as far as it is harmless. Links may be http, https,
/// mailto or within the site; images http, https or within the site.
pub fn article(markdown: &str) -> String {
    let cleaned = ARTICLE.clean(&render::article(markdown));
    cleaned.to_string()
}

/// The HTML of a reader's comment: paragraphs, emphasis, quotes, code, lists, links and bare
/// addresses.
///
/// A heading becomes a bold paragraph, an image a link to it, raw HTML stays visible as text, a
/// line break is one. Links go to http and https only and carry `rel="nofollow ugc noopener"`.
pub fn comment(text: &str) -> String {
    unmarked::comment(text).unwrap_or_else(|| marked_comment(text))
}

fn marked_comment(text: &str) -> String {
    COMMENT.clean(&render::comment(text)).to_string()
}

/// The words of `html`, which comes from [`article`] or [`comment`]: blocks with an empty line
/// between them, list items with a dash, line breaks kept, no notes and no tags.
pub fn plain_text(html: &str) -> String {
    plain::text(html)
}

/// The beginning of an article for the front page and for mails, on one line: at most `max_chars`
/// characters, cut between words with an ellipsis, without headings, tables and code.
pub fn excerpt(markdown: &str, max_chars: usize) -> String {
    plain::excerpt(&article(markdown), max_chars)
}

/// The beginning of `html`, which comes from [`article`] or [`comment`], in the same way.
pub fn first_words(html: &str, max_chars: usize) -> String {
    plain::excerpt(html, max_chars)
}

/// How many links a comment's text has, bare addresses such as `www.example.com` and
/// `example.com/x` included. E-mail addresses do not count. However a link is disguised, it counts
/// if [`comment`] makes one of it.
pub fn links(text: &str) -> usize {
    links_beside(text, &comment(text))
}

/// The same where the HTML that [`comment`] made of the text is at hand.
pub fn links_beside(text: &str, html: &str) -> usize {
    links::written(text).max(html.matches("<a ").count())
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
        .add_allowed_classes("section", &["footnotes"])
        .add_allowed_classes("sup", &["footnote-ref"])
        .set_tag_attribute_value("img", "loading", "lazy")
        .add_url_schemes(&["http", "https", "mailto"])
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .attribute_filter(|element, attribute, value| match (element, attribute) {
            ("img", "src") if !render::is_image_source(value) => None,
            _ => Some(value.into()),
        });
    for heading in ["h2", "h3", "h4", "h5", "h6"] {
        builder.add_tag_attributes(heading, &["id"]);
    }
    builder
});

#[cfg(test)]
mod tests;
