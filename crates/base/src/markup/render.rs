//! The renderers: comrak parses, and the formatters here write the elements that differ from
//! comrak's own HTML. Their output is not yet sanitized.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fmt::{self, Write};
use std::sync::LazyLock;

use comrak::html::{ChildRendering, Context, format_document_with_formatter, format_node_default};
use comrak::nodes::{Node, NodeHeading, NodeLink, NodeValue};
use comrak::options::Plugins;
use comrak::{Arena, Options, parse_document};

use super::addresses::{is_image_source, is_web};
use super::blocks::{self, Callout, Directive};
use super::edges;
use crate::i18n::Message;
use crate::text;

/// Deepest nesting of quotations and emphasis; deeper ones lose their tags but keep their words.
/// The sanitizer's time grows with the depth of every element, and a comment can consist of 20,000
/// `>`.
const MAX_NESTING: usize = 16;

/// Most elements that raw HTML may leave open at any point, for the same reason; otherwise it is
/// shown as text.
const MAX_OPEN_TAGS: usize = 100;

type Step = Result<ChildRendering, fmt::Error>;

pub(super) static COMMENT: LazyLock<Options<'static>> = LazyLock::new(|| {
    let mut options = Options::default();
    options.extension.autolink = true;
    // Readers draw lines and arrows; the line above them is no heading.
    options.parse.ignore_setext = true;
    options.render.hardbreaks = true;
    options
});

pub(super) static ARTICLE: LazyLock<Options<'static>> = LazyLock::new(|| {
    let mut options = Options::default();
    options.extension.autolink = true;
    options.extension.footnotes = true;
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.tasklist = true;
    options
});

/// Inserted between `]` and `:` while a comment is parsed, so that no line becomes the definition
/// of a link: readers write `[1]: https://a.example` for others to see, and a definition is never
/// shown. It is a noncharacter of Unicode and never in the rendered HTML.
const NO_DEFINITION: char = '\u{FDD0}';

/// A comment by the rules of [`super::comment`].
pub fn comment(text: &str) -> String {
    let text = match text.contains("]:") {
        true => Cow::Owned(text.replace("]:", &format!("]{NO_DEFINITION}:"))),
        false => Cow::Borrowed(text),
    };
    let text = edges::of_comment(&text, &COMMENT);
    let arena = Arena::new();
    let root = parse_document(&arena, &text, &COMMENT);
    let html = format(root, &COMMENT, text.len(), comment_node, Depths::default());
    let html = edges::remove_marked_spaces(html);
    if html.contains(NO_DEFINITION) { html.replace(NO_DEFINITION, "") } else { html }
}

/// An article by the rules of [`super::article`].
pub fn article(markdown: &str) -> String {
    let arena = Arena::new();
    let markdown = edges::of_article(markdown, &ARTICLE);
    let root = parse_document(&arena, &markdown, &ARTICLE);
    let highest = root.descendants().filter_map(|node| match node.data().value {
        NodeValue::Heading(NodeHeading { level, .. }) => Some(level),
        _ => None,
    });
    let highest = highest.min().unwrap_or(2);
    let state = |raw_html| ArticleState {
        depths: Depths::default(),
        highest,
        ids: HeadingIds::default(),
        raw_html,
        in_gallery: false,
        is_replaced: false,
    };
    let mut html = format(root, &ARTICLE, markdown.len(), article_node, state(RawHtml::Kept));
    if open_tags(&html) > MAX_OPEN_TAGS {
        html = format(root, &ARTICLE, markdown.len(), article_node, state(RawHtml::Shown));
    }
    edges::remove_marked_spaces(html)
}

fn is_link_target(url: &str) -> bool {
    is_image_source(url)
        || url.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("mailto:"))
}

/// The present depth in nesting elements.
#[derive(Default)]
struct Depths {
    nested: usize,
    links: usize,
}

struct ArticleState {
    depths: Depths,
    highest: u8,
    ids: HeadingIds,
    raw_html: RawHtml,
    /// Whether the present paragraph is a gallery.
    in_gallery: bool,
    /// Whether something else was written for the present paragraph, without its tags.
    is_replaced: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum RawHtml {
    Kept,
    Shown,
}

fn format<'a, T>(
    root: Node<'a>,
    options: &Options<'_>,
    length: usize,
    node: fn(&mut Context<'_, '_, T>, Node<'a>, bool) -> Step,
    state: T,
) -> String {
    let mut html = String::with_capacity(length + length / 4 + 32);
    // Writing into a String cannot fail, and neither formatter returns an error of its own.
    let _ =
        format_document_with_formatter(root, options, &mut html, &Plugins::default(), node, state);
    html
}

fn comment_node(context: &mut Context<'_, '_, Depths>, node: Node<'_>, entering: bool) -> Step {
    match &node.data().value {
        NodeValue::Heading(_) => {
            if entering {
                context.cr()?;
                context.write_str("<p><strong>")?;
            } else {
                context.write_str("</strong></p>\n")?;
            }
            Ok(ChildRendering::HTML)
        }
        NodeValue::Link(link) | NodeValue::Image(link) => {
            comment_link(context, node, link, entering)
        }
        NodeValue::HtmlBlock(block) if entering => {
            context.cr()?;
            context.write_str("<p>")?;
            for (n, line) in block.literal.trim_end().lines().enumerate() {
                context.write_str(if n == 0 { "" } else { "<br />\n" })?;
                context.escape(line)?;
            }
            context.write_str("</p>\n")?;
            Ok(ChildRendering::HTML)
        }
        NodeValue::HtmlInline(literal) if entering => {
            context.escape(literal)?;
            Ok(ChildRendering::HTML)
        }
        NodeValue::HtmlBlock(_) | NodeValue::HtmlInline(_) => Ok(ChildRendering::HTML),
        value if nests(value) => nested(context, node, entering, |depths| depths),
        _ => format_node_default(context, node, entering),
    }
}

/// Formats a link. Links that are not http or https are replaced by their words, also mail
/// addresses. A link within a link is too. A link without visible words shows its address.
fn comment_link(
    context: &mut Context<'_, '_, Depths>,
    node: Node<'_>,
    link: &NodeLink,
    entering: bool,
) -> Step {
    if entering {
        context.user.links += 1;
    }
    if context.user.links == 1 && is_web(&link.url) {
        if entering {
            let url = link.url.replace(NO_DEFINITION, "");
            context.write_str("<a href=\"")?;
            context.escape_href(&url)?;
            context.write_str("\">")?;
            if !text::is_visible(&node.collect_text()) {
                context.escape(&url)?;
                return Ok(ChildRendering::Skip);
            }
        }
        if !entering {
            context.write_str("</a>")?;
        }
    }
    if !entering {
        context.user.links -= 1;
    }
    Ok(ChildRendering::HTML)
}

fn article_node(
    context: &mut Context<'_, '_, ArticleState>,
    node: Node<'_>,
    entering: bool,
) -> Step {
    if let Some(step) = gallery_node(context, node, entering) {
        return step;
    }
    match &node.data().value {
        NodeValue::Heading(heading) => {
            let level = (heading.level - context.user.highest.min(heading.level) + 2).min(6);
            if !entering {
                return writeln!(context, "</h{level}>").map(|()| ChildRendering::HTML);
            }
            context.cr()?;
            match context.user.ids.id(&node.collect_text()) {
                Some(id) => write!(context, "<h{level} id=\"{id}\">")?,
                None => write!(context, "<h{level}>")?,
            }
            Ok(ChildRendering::HTML)
        }
        // A sign instead of a form field, which nobody could tick.
        NodeValue::TaskItem(task) => {
            let is_in_list =
                node.parent().is_some_and(|list| matches!(list.data().value, NodeValue::List(_)));
            if entering {
                context.cr()?;
                context.write_str(if is_in_list { "<li>" } else { "" })?;
                context.write_str(if task.symbol.is_some() { "☑ " } else { "☐ " })?;
            } else if is_in_list {
                context.write_str("</li>\n")?;
            }
            Ok(ChildRendering::HTML)
        }
        NodeValue::Paragraph if !entering && context.user.is_replaced => {
            context.user.is_replaced = false;
            Ok(ChildRendering::HTML)
        }
        NodeValue::Paragraph if entering && blocks::is_only_mark(node) => {
            context.user.is_replaced = true;
            Ok(ChildRendering::Skip)
        }
        NodeValue::Paragraph if entering && let Some(Ok(directive)) = blocks::directive(node) => {
            context.user.is_replaced = true;
            write_directive(context, &directive)?;
            Ok(ChildRendering::Skip)
        }
        NodeValue::BlockQuote if let Some(callout) = Callout::of(node) => {
            let (start, end) = callout.tags();
            context.cr()?;
            writeln!(context, "{}", if entering { start } else { end })?;
            Ok(ChildRendering::HTML)
        }
        NodeValue::Text(words) if entering && words.starts_with("[!") => box_mark(context, node),
        // The first line of a box is its title.
        NodeValue::SoftBreak | NodeValue::LineBreak
            if let Some((callout, rest)) = node.previous_sibling().and_then(blocks::mark) =>
        {
            if entering && !rest.is_empty() {
                context.write_str(match callout {
                    Callout::Aside => "</p>\n<p>",
                    Callout::Pull => "\n",
                })?;
            }
            Ok(ChildRendering::HTML)
        }
        // A forbidden image is replaced by its description, a forbidden link by its words.
        NodeValue::Image(image) if !is_image_source(&image.url) => Ok(ChildRendering::HTML),
        NodeValue::Link(link) if !is_link_target(&link.url) => Ok(ChildRendering::HTML),
        NodeValue::HtmlBlock(block) => {
            if entering {
                context.cr()?;
                raw_html(context, &block.literal)?;
                context.cr()?;
            }
            Ok(ChildRendering::HTML)
        }
        NodeValue::HtmlInline(literal) => {
            if entering {
                raw_html(context, literal)?;
            }
            Ok(ChildRendering::HTML)
        }
        value if nests(value) => nested(context, node, entering, |state| &mut state.depths),
        _ => format_node_default(context, node, entering),
    }
}

/// Renders a paragraph of several pictures as a gallery, and what is in it; `None` for another node.
fn gallery_node(
    context: &mut Context<'_, '_, ArticleState>,
    node: Node<'_>,
    entering: bool,
) -> Option<Step> {
    let is_in_gallery = context.user.in_gallery;
    match &node.data().value {
        NodeValue::Paragraph if entering && blocks::is_gallery(node) => {
            context.user.in_gallery = true;
            Some(write_gallery_start(context))
        }
        NodeValue::Paragraph if !entering && is_in_gallery => {
            context.user.in_gallery = false;
            Some(context.write_str("</div>\n").map(|()| ChildRendering::HTML))
        }
        NodeValue::Image(_) if is_in_gallery => Some(gallery_picture(context, node, entering)),
        NodeValue::SoftBreak | NodeValue::LineBreak | NodeValue::Text(_)
            if is_in_gallery && node.parent().is_some_and(blocks::is_paragraph) =>
        {
            Some(Ok(ChildRendering::HTML))
        }
        _ => None,
    }
}

fn write_gallery_start(context: &mut Context<'_, '_, ArticleState>) -> Step {
    context.cr()?;
    context.write_str("<div class=\"gallery\">\n")?;
    Ok(ChildRendering::HTML)
}

fn gallery_picture(
    context: &mut Context<'_, '_, ArticleState>,
    node: Node<'_>,
    entering: bool,
) -> Step {
    if entering {
        context.write_str("<p>")?;
        return format_node_default(context, node, entering);
    }
    let step = format_node_default(context, node, entering)?;
    context.write_str("</p>\n")?;
    Ok(step)
}

/// Renders the line with which a box begins: its title, without the mark.
fn box_mark(context: &mut Context<'_, '_, ArticleState>, node: Node<'_>) -> Step {
    match blocks::mark(node) {
        Some((Callout::Aside, rest)) if !rest.is_empty() => {
            context.write_str("<strong>")?;
            context.escape(&rest)?;
            context.write_str("</strong>")?;
            Ok(ChildRendering::HTML)
        }
        Some((_, rest)) => {
            context.escape(&rest)?;
            Ok(ChildRendering::HTML)
        }
        None => format_node_default(context, node, true),
    }
}

fn write_directive(
    context: &mut Context<'_, '_, ArticleState>,
    directive: &Directive,
) -> fmt::Result {
    context.cr()?;
    match directive {
        Directive::Ad(slot) => context.write_str(slot.element())?,
        Directive::NoAds => context.write_str(blocks::NO_ADS)?,
        Directive::ReadMore(paths) => {
            context.write_str(blocks::READ_MORE)?;
            for path in paths {
                context.write_str("<a href=\"")?;
                context.escape_href(path)?;
                context.write_str("\">")?;
                context.escape(path)?;
                context.write_str("</a>")?;
            }
            context.write_str("</aside>")?;
        }
    }
    context.write_str("\n")
}

/// The first line that begins like one of the forms between paragraphs and is none, and what is wrong.
pub fn wrong_directive(markdown: &str) -> Option<(usize, Message)> {
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &ARTICLE);
    root.children().find_map(|node| {
        if !matches!(node.data().value, NodeValue::Paragraph) {
            return None;
        }
        let fault = blocks::directive(node)?.err()?;
        Some((node.data().sourcepos.start.line.max(1), fault))
    })
}

fn raw_html(context: &mut Context<'_, '_, ArticleState>, literal: &str) -> fmt::Result {
    match context.user.raw_html {
        RawHtml::Kept => context.write_str(literal),
        RawHtml::Shown => context.escape(literal),
    }
}

/// The ids of the headings of one article.
#[derive(Default)]
struct HeadingIds {
    used: HashSet<String>,
    /// The number at which the search for a free id begins, by the id without a number. Without it
    /// the time would grow with the square of the equal headings.
    next: HashMap<String, usize>,
}

impl HeadingIds {
    /// The id of a heading: `h-the-words`, numbered if it repeats. The prefix distinguishes it from
    /// the ids of the page.
    fn id(&mut self, words: &str) -> Option<String> {
        let slug = slug::slugify(words);
        if slug.is_empty() {
            return None;
        }
        let plain = format!("h-{slug}");
        if self.used.insert(plain.clone()) {
            return Some(plain);
        }
        let next = self.next.entry(plain.clone()).or_insert(2);
        loop {
            let numbered = format!("{plain}-{next}");
            *next += 1;
            if self.used.insert(numbered.clone()) {
                return Some(numbered);
            }
        }
    }
}

fn nests(value: &NodeValue) -> bool {
    matches!(
        value,
        NodeValue::BlockQuote | NodeValue::Emph | NodeValue::Strong | NodeValue::Strikethrough
    )
}

fn nested<T>(
    context: &mut Context<'_, '_, T>,
    node: Node<'_>,
    entering: bool,
    depths: fn(&mut T) -> &mut Depths,
) -> Step {
    if entering {
        depths(&mut context.user).nested += 1;
    }
    let depth = depths(&mut context.user).nested;
    if !entering {
        depths(&mut context.user).nested -= 1;
    }
    if depth > MAX_NESTING {
        Ok(ChildRendering::HTML)
    } else {
        format_node_default(context, node, entering)
    }
}

/// The largest number of open elements at any place, if each closing tag closes only the element
/// that it names.
fn open_tags(html: &str) -> usize {
    const VOID: [&str; 9] = ["area", "br", "col", "embed", "hr", "img", "input", "source", "wbr"];
    let mut open: Vec<&str> = Vec::new();
    let mut worst = 0;
    for piece in html.split('<').skip(1) {
        let (closes, rest) = piece.strip_prefix('/').map_or((false, piece), |rest| (true, rest));
        let name = rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        if name.is_empty() || VOID.contains(&name) {
            continue;
        }
        if !closes {
            open.push(name);
            worst = worst.max(open.len());
        } else if open.last() == Some(&name) {
            open.pop();
        }
    }
    worst
}
