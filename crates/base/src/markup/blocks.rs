//! What editors write between paragraphs: places for advertisements, boxes that lead to other stories, pull
//! quotes, boxes with background, galleries. Pure.
//!
//! All of it is plain Markdown that other programs show as quotations, pictures and a line in braces. The
//! HTML has elements with a class, which the page fills when it is shown: what a box leads to, and what is
//! advertised, may change after the text was stored.

use comrak::nodes::{Node, NodeValue};

use super::addresses::is_image_source;
use crate::i18n::Message;

/// Most stories that one box can name.
const NAMED: usize = 6;

/// A place for an advertisement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdSlot {
    /// Above the text.
    Top,
    /// Within it.
    Middle,
    /// Below it.
    Bottom,
}

impl AdSlot {
    /// In their order on the page.
    pub const ALL: [AdSlot; 3] = [AdSlot::Top, AdSlot::Middle, AdSlot::Bottom];

    /// Its name in a text.
    pub fn name(self) -> &'static str {
        match self {
            AdSlot::Top => "top",
            AdSlot::Middle => "middle",
            AdSlot::Bottom => "bottom",
        }
    }

    /// The element that stands for it in stored HTML.
    pub fn element(self) -> &'static str {
        match self {
            AdSlot::Top => "<div class=\"ad-top\"></div>",
            AdSlot::Middle => "<div class=\"ad-middle\"></div>",
            AdSlot::Bottom => "<div class=\"ad-bottom\"></div>",
        }
    }
}

/// The element of a text that shall have no advertisements.
pub const NO_ADS: &str = "<div class=\"ad-none\"></div>";
/// The beginning of a box that leads to other stories. Links by their paths follow; without any, the page
/// chooses.
pub const READ_MORE: &str = "<aside class=\"read-more\">";

/// A line in braces that is a paragraph of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Directive {
    /// `{{ad middle}}`.
    Ad(AdSlot),
    /// `{{ad none}}`.
    NoAds,
    /// `{{more}}`, or `{{more /2026/11/mud /2026/10/silt}}`.
    ReadMore(Vec<String>),
}

impl Directive {
    /// Reads a paragraph; `None` if it is an ordinary one.
    ///
    /// # Errors
    /// If it begins like a directive and is none.
    pub fn parse(paragraph: &str) -> Option<Result<Directive, Message>> {
        let inner = paragraph.trim().strip_prefix("{{")?.strip_suffix("}}")?;
        if inner.contains(['{', '}', '\n']) {
            return None;
        }
        let mut words = inner.split_whitespace();
        let name = words.next()?.to_lowercase();
        let rest: Vec<&str> = words.collect();
        match name.as_str() {
            "ad" => Some(match rest.as_slice() {
                ["none"] => Ok(Directive::NoAds),
                [slot] => AdSlot::ALL
                    .into_iter()
                    .find(|known| known.name() == *slot)
                    .map(Directive::Ad)
                    .ok_or_else(|| Message::fault_directive_ad(paragraph.trim())),
                _ => Err(Message::fault_directive_ad(paragraph.trim())),
            }),
            "more" => {
                let are_paths = rest.iter().all(|path| path.starts_with('/') && path.len() > 1);
                Some(if are_paths && rest.len() <= NAMED {
                    Ok(Directive::ReadMore(rest.into_iter().map(str::to_owned).collect()))
                } else {
                    Err(Message::fault_directive_more(paragraph.trim()))
                })
            }
            _ => None,
        }
    }
}

/// A quotation that is something else by its first line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Callout {
    /// `> [!pull]`: words of the story, large.
    Pull,
    /// `> [!aside] Title`: background in a box.
    Aside,
}

impl Callout {
    const ALL: [(&'static str, Callout); 2] =
        [("[!pull]", Callout::Pull), ("[!aside]", Callout::Aside)];

    /// The kind by the beginning of the first line, and the rest of that line.
    fn read(line: &str) -> Option<(Callout, &str)> {
        Callout::ALL.into_iter().find_map(|(mark, callout)| {
            let start = line.get(..mark.len())?;
            start.eq_ignore_ascii_case(mark).then(|| (callout, line[mark.len()..].trim_start()))
        })
    }

    /// The kind of a quotation at the top of a text.
    pub(super) fn of(quotation: Node<'_>) -> Option<Callout> {
        let paragraph = quotation.first_child()?;
        if !is_at_top(quotation) || !is_paragraph(paragraph) {
            return None;
        }
        mark(paragraph.first_child()?).map(|(callout, _)| callout)
    }

    /// Its tags.
    pub(super) fn tags(self) -> (&'static str, &'static str) {
        match self {
            Callout::Pull => ("<blockquote class=\"pull\">", "</blockquote>"),
            Callout::Aside => ("<aside class=\"box\">", "</aside>"),
        }
    }
}

/// The kind that `text` gives the quotation around it, and the rest of its words.
pub(super) fn mark(text: Node<'_>) -> Option<(Callout, String)> {
    let data = text.data();
    let NodeValue::Text(words) = &data.value else { return None };
    if !words.starts_with("[!") || text.previous_sibling().is_some() {
        return None;
    }
    let paragraph = text.parent().filter(|node| is_paragraph(node))?;
    let quotation = paragraph.parent()?;
    let is_quotation = matches!(quotation.data().value, NodeValue::BlockQuote);
    if !is_quotation || paragraph.previous_sibling().is_some() || !is_at_top(quotation) {
        return None;
    }
    Callout::read(words).map(|(callout, rest)| (callout, rest.to_owned()))
}

/// Whether a paragraph consists of the mark of a quotation alone.
pub(super) fn is_only_mark(paragraph: Node<'_>) -> bool {
    let only = paragraph.first_child().filter(|child| child.next_sibling().is_none());
    only.and_then(mark).is_some_and(|(_, rest)| rest.is_empty())
}

/// What a paragraph at the top of a text stands for.
pub(super) fn directive(paragraph: Node<'_>) -> Option<Result<Directive, Message>> {
    if !is_at_top(paragraph) {
        return None;
    }
    let only = paragraph.first_child().filter(|child| child.next_sibling().is_none())?;
    match &only.data().value {
        NodeValue::Text(words) => Directive::parse(words),
        _ => None,
    }
}

/// Whether a paragraph consists of two pictures or more.
pub(super) fn is_gallery(paragraph: Node<'_>) -> bool {
    let mut pictures = 0;
    let is_all_pictures = is_at_top(paragraph)
        && paragraph.children().all(|child| match &child.data().value {
            NodeValue::Image(image) => {
                pictures += 1;
                is_image_source(&image.url)
            }
            NodeValue::SoftBreak | NodeValue::LineBreak => true,
            NodeValue::Text(text) => text.trim().is_empty(),
            _ => false,
        });
    is_all_pictures && pictures > 1
}

fn is_at_top(node: Node<'_>) -> bool {
    node.parent().is_some_and(|parent| matches!(parent.data().value, NodeValue::Document))
}

pub(super) fn is_paragraph(node: Node<'_>) -> bool {
    matches!(node.data().value, NodeValue::Paragraph)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::article;

    fn html(markdown: &str) -> String {
        article(markdown).html.trim().to_owned()
    }

    #[test]
    fn a_line_in_braces_is_a_place_that_the_page_fills() {
        for (markdown, expected) in [
            ("{{ad middle}}", "<div class=\"ad-middle\"></div>"),
            ("{{ AD  none }}", "<div class=\"ad-none\"></div>"),
            ("{{more}}", "<aside class=\"read-more\"></aside>"),
            (
                "{{more /2026/11/mud_and_silt /2026/ö}}",
                "<aside class=\"read-more\"><a href=\"/2026/11/mud_and_silt\">/2026/11/mud_and_silt</a>\
<a href=\"/2026/%C3%B6\">/2026/ö</a></aside>",
            ),
            ("Words {{ad top}}", "<p>Words {{ad top}}</p>"),
            ("{{name}}", "<p>{{name}}</p>"),
            ("`{{ad top}}`", "<p><code>{{ad top}}</code></p>"),
        ] {
            assert_eq!(html(markdown), expected, "{markdown}");
        }
        for wrong in ["{{ad}}", "{{ad left}}", "{{more mud}}", "{{more https://a.example}}"] {
            assert!(Directive::parse(wrong).is_some_and(|read| read.is_err()), "{wrong}");
        }
    }

    #[test]
    fn a_place_for_advertisements_carries_nothing_of_the_text() {
        let written = "{{ad top}}\n\n<div class=\"ad-top\" onclick=\"x\"><script>x</script></div>\n\n{{more /\"><b>}}";
        let shown = html(written);
        assert!(!shown.contains("script") && !shown.contains("onclick"), "{shown}");
        assert!(!shown.contains("\"><b>"), "{shown}");
    }

    #[test]
    fn quotations_become_pull_quotes_and_boxes_by_their_first_line() {
        for (markdown, expected) in [
            (
                "> [!pull]\n> We *never* saw it.\n>\n> Ines Almeida",
                "<blockquote class=\"pull\">\n<p>We <em>never</em> saw it.</p>\n<p>Ines Almeida</p>\n</blockquote>",
            ),
            ("> [!PULL] At once.", "<blockquote class=\"pull\">\n<p>At once.</p>\n</blockquote>"),
            (
                "> [!aside] What is silt?\n> Fine **mud**.\n>\n> - one",
                "<aside class=\"box\">\n<p><strong>What is silt?</strong></p>\n<p>Fine <strong>mud</strong>.</p>\n<ul>\n<li>one</li>\n</ul>\n</aside>",
            ),
            ("> [!aside]\n>\n> Words.", "<aside class=\"box\">\n<p>Words.</p>\n</aside>"),
            ("> [!note] Words.", "<blockquote>\n<p>[!note] Words.</p>\n</blockquote>"),
        ] {
            assert_eq!(html(markdown), expected, "{markdown}");
        }
    }

    #[test]
    fn pictures_in_one_paragraph_are_a_gallery() {
        assert_eq!(
            html("![a](/media/a)\n![b](https://b.example/b.png \"Words\")"),
            "<div class=\"gallery\">\n<p><img src=\"/media/a\" alt=\"a\" loading=\"lazy\"></p>\n\
             <p><img src=\"https://b.example/b.png\" alt=\"b\" title=\"Words\" loading=\"lazy\"></p>\n</div>"
        );
        for single in ["![a](/media/a)", "![a](/a) and ![b](/b)", "> ![a](/a)\n> ![b](/b)"] {
            assert!(!html(single).contains("gallery"), "{single}");
        }
    }
}
