//! Writes Markdown.

use std::fmt::Write as _;

use crate::markup::tree::{self, Element, Node, collapse};

use super::blocks::blocks;

/// What Markdown is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Article,
    Comment,
}

/// How characters with a meaning in Markdown are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Escaping {
    /// As they are. Most of them have no meaning where they stand.
    None,
    /// With a backslash before each.
    All,
}

/// Writes Markdown. `None` stands for what has no Markdown.
pub(super) struct Writer {
    pub(super) kind: Kind,
    pub(super) escaping: Escaping,
}

impl Writer {
    /// A block.
    pub(super) fn block(&mut self, block: &Element) -> Option<String> {
        match block.name.as_str() {
            "p" => self.inline(&block.children).map(|text| text.trim().to_owned()),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level: usize = block.name[1..].parse().ok()?;
                let text = self.inline(&block.children)?;
                let text = text.trim();
                if text.contains('\n') || text.is_empty() {
                    return None;
                }
                Some(format!("{} {text}", "#".repeat(level)))
            }
            "hr" => Some("---".into()),
            "blockquote" => {
                let inner: Option<Vec<String>> =
                    blocks(&block.children).iter().map(|block| self.block(block)).collect();
                let mut inner = inner?.join("\n\n");
                if block.has_class("pull") {
                    inner.insert_str(0, "[!pull]\n");
                }
                let quoted: Vec<String> = inner
                    .lines()
                    .map(|line| if line.is_empty() { ">".into() } else { format!("> {line}") })
                    .collect();
                Some(quoted.join("\n"))
            }
            "ul" | "ol" => self.list(block),
            "pre" => self.code_block(block),
            "table" if self.kind == Kind::Article => self.table(block),
            "figure" if self.kind == Kind::Article => self.figure(block),
            "div" if self.kind == Kind::Article && block.has_class("gallery") => {
                self.gallery(block)
            }
            _ => None,
        }
    }

    fn list(&mut self, list: &Element) -> Option<String> {
        let mut number: u64 = match list.attribute("start") {
            "" => 1,
            start => start.parse().ok()?,
        };
        let mut items = Vec::new();
        for child in &list.children {
            let item = match child {
                Node::Text(text) if text.trim().is_empty() => continue,
                Node::Element(item) if item.name == "li" => item,
                _ => return None,
            };
            let mark = if list.name == "ol" { format!("{number}. ") } else { "- ".to_owned() };
            number += 1;
            let (run, nested): (Vec<&Node>, Vec<&Node>) =
                item.children.iter().partition(|node| match node {
                    Node::Text(_) => true,
                    Node::Element(element) => !element.is_block() || element.name == "p",
                });
            let run: Vec<Node> = run
                .into_iter()
                .flat_map(|node| match node {
                    Node::Element(element) if element.name == "p" => element.children.clone(),
                    node => vec![node.clone()],
                })
                .collect();
            let mut text = self.inline(&run)?.trim().to_owned();
            for inner in nested {
                let Node::Element(inner) = inner else { continue };
                if inner.name != "ul" && inner.name != "ol" {
                    return None;
                }
                text.push('\n');
                text.push_str(&self.list(inner)?);
            }
            let indent = " ".repeat(mark.len());
            let mut lines = text.lines();
            let mut written = format!("{mark}{}", lines.next().unwrap_or_default());
            for line in lines {
                let _ = write!(written, "\n{indent}{line}");
            }
            items.push(written);
        }
        if items.is_empty() { None } else { Some(items.join("\n")) }
    }

    fn code_block(&mut self, pre: &Element) -> Option<String> {
        let only_code = match pre.children.as_slice() {
            [Node::Element(code)] if code.name == "code" => &code.children,
            _ => return None,
        };
        let is_plain = |node: &Node| matches!(node, Node::Text(_));
        if !only_code.iter().all(is_plain) {
            return None;
        }
        let code = tree::text_of(only_code);
        let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat((longest + 1).max(3));
        Some(format!("{fence}\n{}\n{fence}", code.trim_end_matches('\n')))
    }

    fn table(&mut self, table: &Element) -> Option<String> {
        let mut rows: Vec<Vec<String>> = Vec::new();
        for part in &table.children {
            match part {
                Node::Text(text) if text.trim().is_empty() => {}
                Node::Element(part) if matches!(part.name.as_str(), "thead" | "tbody") => {
                    if (part.name == "thead") != rows.is_empty() {
                        return None;
                    }
                    for row in &part.children {
                        match row {
                            Node::Text(text) if text.trim().is_empty() => {}
                            Node::Element(row) if row.name == "tr" => {
                                rows.push(self.cells(row)?);
                            }
                            _ => return None,
                        }
                    }
                }
                _ => return None,
            }
        }
        let columns = rows.first()?.len();
        if columns == 0 || rows.iter().any(|row| row.len() != columns) {
            return None;
        }
        let mut lines: Vec<String> =
            rows.iter().map(|row| format!("| {} |", row.join(" | "))).collect();
        lines.insert(1, format!("|{}", " --- |".repeat(columns)));
        Some(lines.join("\n"))
    }

    fn cells(&mut self, row: &Element) -> Option<Vec<String>> {
        let mut cells = Vec::new();
        for cell in &row.children {
            match cell {
                Node::Text(text) if text.trim().is_empty() => {}
                Node::Element(cell) if matches!(cell.name.as_str(), "td" | "th") => {
                    let text = self.inline(&cell.children)?;
                    let text = text.trim();
                    if text.contains(['\n', '|']) {
                        return None;
                    }
                    cells.push(text.to_owned());
                }
                _ => return None,
            }
        }
        Some(cells)
    }

    /// A picture of the library with its caption; the page makes the figure.
    fn figure(&mut self, figure: &Element) -> Option<String> {
        let [Node::Element(img)] = figure.children.as_slice() else { return None };
        (img.name == "img").then(|| self.image(img)).flatten()
    }

    /// Pictures in one paragraph, a line each.
    fn gallery(&mut self, gallery: &Element) -> Option<String> {
        let pictures: Option<Vec<String>> = blocks(&gallery.children)
            .iter()
            .map(|block| match block.children.as_slice() {
                [Node::Element(img)] if block.name == "p" && img.name == "img" => self.image(img),
                _ => None,
            })
            .collect();
        Some(pictures?.join("\n"))
    }

    fn inline(&mut self, nodes: &[Node]) -> Option<String> {
        let mut text = String::new();
        for node in nodes {
            match node {
                Node::Text(words) => self.words(words, &mut text),
                Node::Element(element) => {
                    let inner = match element.name.as_str() {
                        "br" => {
                            text.truncate(text.trim_end_matches(' ').len());
                            text.push_str(match self.kind {
                                Kind::Article => "\\\n",
                                Kind::Comment => "\n",
                            });
                            continue;
                        }
                        "em" => self.around(element, "*")?,
                        "strong" => self.around(element, "**")?,
                        "del" | "s" if self.kind == Kind::Article => self.around(element, "~~")?,
                        "code" => code(element)?,
                        "a" => self.link(element)?,
                        "img" if self.kind == Kind::Article => self.image(element)?,
                        "span" if element.attributes.is_empty() => {
                            self.inline(&element.children)?
                        }
                        name if !tree::is_block(name) && self.kind == Kind::Article => {
                            self.kept(element)?
                        }
                        _ => return None,
                    };
                    text.push_str(&inner);
                }
            }
        }
        Some(text)
    }

    /// An element that Markdown lacks, as HTML around its words.
    fn kept(&mut self, element: &Element) -> Option<String> {
        let mut empty = Element { children: Vec::new(), ..element.clone() };
        let written = tree::write(&[Node::Element(std::mem::take(&mut empty))]);
        let (start, end) = written.split_once("></")?;
        Some(format!("{start}>{}</{end}", self.inline(&element.children)?))
    }

    fn words(&self, words: &str, text: &mut String) {
        for c in collapse(words).chars() {
            match c {
                // No line begins with a space.
                ' ' if text.ends_with('\n') => continue,
                '\u{A0}' => {
                    text.push_str(if self.kind == Kind::Article { "&nbsp;" } else { "\u{A0}" });
                    continue;
                }
                '&' | '<' if self.escaping == Escaping::All => text.push('\\'),
                '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '~' | '>' | '|' | '!'
                    if self.escaping == Escaping::All =>
                {
                    text.push('\\');
                }
                '-' | '+' | '=' | '.' | ')'
                    if self.escaping == Escaping::All && may_begin_a_block(text) =>
                {
                    text.push('\\');
                }
                _ => {}
            }
            text.push(c);
        }
    }

    /// Emphasis. Spaces stand outside of the signs.
    fn around(&mut self, element: &Element, sign: &str) -> Option<String> {
        if !element.attributes.is_empty() {
            return None;
        }
        let inner = self.inline(&element.children)?;
        let trimmed = inner.trim();
        if trimmed.is_empty() {
            return Some(inner);
        }
        let start = &inner[..inner.len() - inner.trim_start().len()];
        let end = &inner[inner.trim_end().len()..];
        Some(format!("{start}{sign}{trimmed}{sign}{end}"))
    }

    fn link(&mut self, link: &Element) -> Option<String> {
        if link.attributes.iter().any(|(name, _)| name != "href" && name != "title") {
            return self.kept(link);
        }
        let href = link.attribute("href");
        let words = self.inline(&link.children)?;
        if href.is_empty() {
            return Some(words);
        }
        if words == href && words.starts_with("http") {
            return Some(format!("<{words}>"));
        }
        Some(format!("[{words}]({}{})", target(href)?, title(link.attribute("title"))?))
    }

    fn image(&mut self, image: &Element) -> Option<String> {
        let is_known = |name: &str| matches!(name, "src" | "alt" | "title");
        if image.attributes.iter().any(|(name, _)| !is_known(name)) {
            return None;
        }
        let mut alt = String::new();
        self.words(image.attribute("alt"), &mut alt);
        let source = target(image.attribute("src"))?;
        Some(format!("![{alt}]({source}{})", title(image.attribute("title"))?))
    }
}

/// Whether a sign here could begin a list or underline a heading.
fn may_begin_a_block(text: &str) -> bool {
    let line = text.rsplit('\n').next().unwrap_or_default();
    line.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "-+=\\".contains(c))
}

fn code(element: &Element) -> Option<String> {
    if !element.attributes.is_empty()
        || !element.children.iter().all(|node| matches!(node, Node::Text(_)))
    {
        return None;
    }
    let code = collapse(&element.text());
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
    Some(format!("{fence}{pad}{code}{pad}{fence}"))
}

fn target(address: &str) -> Option<String> {
    if address.contains(['\n', '<', '>']) {
        return None;
    }
    let is_plain = !address.contains([' ', '(', ')', '\\']) && !address.is_empty();
    Some(if is_plain { address.to_owned() } else { format!("<{address}>") })
}

fn title(title: &str) -> Option<String> {
    match title {
        "" => Some(String::new()),
        title if title.contains(['"', '\\', '\n', '&']) => None,
        title => Some(format!(" \"{title}\"")),
    }
}
