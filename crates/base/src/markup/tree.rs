//! A tree of HTML that a sanitizer has written, which is well formed: for the conversion of imported
//! texts.

use std::collections::HashSet;
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use super::plain::{split_tag, unescape};

/// Deepest nesting that is read; elements below it lose their tags but keep their words.
const DEPTH: usize = 60;

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// Words, without character references.
    Text(String),
    /// An element.
    Element(Element),
}

/// An element with what is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// Its name, in lower case.
    pub name: String,
    /// Its attributes in their order, without character references.
    pub attributes: Vec<(String, String)>,
    /// What is in it.
    pub children: Vec<Node>,
}

impl Element {
    /// An element without attributes.
    pub fn new(name: &str, children: Vec<Node>) -> Element {
        Element { name: name.to_owned(), attributes: Vec::new(), children }
    }

    /// A link.
    pub fn link(href: &str, text: &str) -> Element {
        let attributes = vec![("href".to_owned(), href.to_owned())];
        Element { name: "a".into(), attributes, children: vec![Node::Text(text.to_owned())] }
    }

    /// The value of an attribute; empty if it has none.
    pub fn attribute(&self, name: &str) -> &str {
        self.attributes.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// Sets an attribute.
    pub fn set(&mut self, name: &str, value: &str) {
        match self.attributes.iter_mut().find(|(key, _)| key == name) {
            Some((_, present)) => value.clone_into(present),
            None => self.attributes.push((name.to_owned(), value.to_owned())),
        }
    }

    /// Whether the class `name` is among its classes.
    pub fn has_class(&self, name: &str) -> bool {
        self.attribute("class").split_ascii_whitespace().any(|class| class == name)
    }

    /// Whether it makes a line of its own.
    pub fn is_block(&self) -> bool {
        is_block(&self.name)
    }

    /// The words in it.
    pub fn text(&self) -> String {
        text_of(&self.children)
    }

    /// The first element below it with this name.
    pub fn find(&self, name: &str) -> Option<&Element> {
        self.children.iter().find_map(|child| match child {
            Node::Element(element) if element.name == name => Some(element),
            Node::Element(element) => element.find(name),
            Node::Text(_) => None,
        })
    }
}

/// The words in nodes.
pub fn text_of(nodes: &[Node]) -> String {
    let mut text = String::new();
    for node in nodes {
        match node {
            Node::Text(words) => text.push_str(words),
            Node::Element(element) => text.push_str(&element.text()),
        }
    }
    text
}

/// Whether an element of this name makes a line of its own.
pub fn is_block(name: &str) -> bool {
    matches!(
        name,
        "aside"
            | "blockquote"
            | "caption"
            | "dd"
            | "details"
            | "div"
            | "dl"
            | "dt"
            | "figcaption"
            | "figure"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "hr"
            | "li"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}

/// Elements without an end tag.
pub fn is_void(name: &str) -> bool {
    matches!(name, "br" | "embed" | "hr" | "img" | "source" | "track" | "wbr")
}

/// Reads HTML of unknown origin: scripts, styles and forms are removed, and so is every attribute that
/// tells nothing about the text. Classes, players and frames stay, so that the caller can turn them into
/// something that an article may have.
pub fn read(html: &str) -> Vec<Node> {
    parse(&FOREIGN.clean(html).to_string())
}

static FOREIGN: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    let names = "a abbr aside audio b blockquote br caption cite code dd del details dfn div dl dt em \
        embed figcaption figure h1 h2 h3 h4 h5 h6 hr i iframe img ins kbd li mark ol p pre q s samp \
        section small source span strike strong sub summary sup table tbody td tfoot th thead time tr \
        tt u ul var video";
    builder
        .tags(names.split_ascii_whitespace().collect::<HashSet<_>>())
        .add_clean_content_tags(&[
            "script", "style", "svg", "select", "textarea", "object", "template", "noscript",
        ])
        .add_generic_attributes(&["class", "dir", "id", "lang"])
        .add_tag_attributes("a", &["href", "title"])
        .add_tag_attributes("abbr", &["title"])
        .add_tag_attributes("audio", &["src"])
        .add_tag_attributes("embed", &["src"])
        .add_tag_attributes("iframe", &["src", "title"])
        .add_tag_attributes("img", &["src", "alt", "title", "width", "height", "data-src"])
        .add_tag_attributes("ol", &["start"])
        .add_tag_attributes("source", &["src"])
        .add_tag_attributes("td", &["align", "colspan", "rowspan"])
        .add_tag_attributes("th", &["align", "colspan", "rowspan", "scope"])
        .add_tag_attributes("time", &["datetime"])
        .add_tag_attributes("video", &["src", "poster"])
        .add_url_schemes(&["http", "https", "mailto"])
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None);
    builder
});

/// Reads what a sanitizer has written.
pub(super) fn parse(html: &str) -> Vec<Node> {
    let mut open: Vec<Element> = vec![Element::default()];
    // Elements too deep, whose end tags are skipped too.
    let mut skipped = 0_usize;
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        push_text(&mut open, &rest[..start]);
        let (tag, after) = split_tag(&rest[start + 1..]);
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            if skipped > 0 {
                skipped -= 1;
            } else if open.len() > 1 && open.last().is_some_and(|last| last.name == name.trim()) {
                close(&mut open);
            }
            continue;
        }
        let element = element(tag);
        if element.name.is_empty() {
            continue;
        }
        if is_void(&element.name) {
            push(&mut open, Node::Element(element));
        } else if open.len() >= DEPTH || skipped > 0 {
            skipped += 1;
        } else {
            open.push(element);
        }
    }
    push_text(&mut open, rest);
    while open.len() > 1 {
        close(&mut open);
    }
    open.pop().map(|root| root.children).unwrap_or_default()
}

fn close(open: &mut Vec<Element>) {
    if let Some(element) = open.pop() {
        push(open, Node::Element(element));
    }
}

fn push(open: &mut [Element], node: Node) {
    if let Some(last) = open.last_mut() {
        last.children.push(node);
    }
}

fn push_text(open: &mut [Element], escaped: &str) {
    if !escaped.is_empty() {
        push(open, Node::Text(unescape(escaped)));
    }
}

fn element(tag: &str) -> Element {
    let end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
    let mut element = Element::new(&tag[..end].to_ascii_lowercase(), Vec::new());
    let mut rest = &tag[end..];
    while let Some(equals) = rest.find("=\"") {
        let name = rest[..equals].trim().to_owned();
        let value = &rest[equals + 2..];
        let (value, after) = value.split_once('"').unwrap_or((value, ""));
        element.attributes.push((name, unescape(value)));
        rest = after;
    }
    element
}

/// Writes nodes as HTML without blank lines, which would end it within Markdown.
pub fn write(nodes: &[Node]) -> String {
    let mut html = String::new();
    write_into(nodes, false, &mut html);
    html
}

fn write_into(nodes: &[Node], preformatted: bool, html: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text) if preformatted => {
                let escaped = escape(text);
                for (n, line) in escaped.split('\n').enumerate() {
                    if n > 0 {
                        html.push('\n');
                        // A line feed that is written as a reference makes no blank line.
                        html.push_str(if line.trim().is_empty() { "<!-- -->" } else { "" });
                    }
                    html.push_str(line);
                }
            }
            Node::Text(text) => html.push_str(&escape(&collapse(text))),
            Node::Element(element) => {
                html.push('<');
                html.push_str(&element.name);
                for (name, value) in &element.attributes {
                    let value = escape(&collapse(value)).replace('"', "&quot;");
                    html.push_str(&format!(" {name}=\"{value}\""));
                }
                html.push('>');
                if is_void(&element.name) {
                    continue;
                }
                let is_pre = preformatted || element.name == "pre";
                write_into(&element.children, is_pre, html);
                html.push_str(&format!("</{}>", element.name));
            }
        }
    }
}

/// White space as one space. A no-break space stays.
pub fn collapse(text: &str) -> String {
    let mut collapsed = String::with_capacity(text.len());
    let mut space = false;
    for c in text.chars() {
        if c.is_ascii_whitespace() {
            space = true;
            continue;
        }
        if space {
            collapsed.push(' ');
        }
        space = false;
        collapsed.push(c);
    }
    if space {
        collapsed.push(' ');
    }
    collapsed
}

/// Escapes text for HTML.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\u{A0}', "&nbsp;")
}
