//! HTML to Markdown, for imported texts.
//!
//! Each block is written as Markdown and rendered again. If the result is not what the HTML shows, the
//! block stays HTML, which Markdown may contain. So a text is always shown as it was, and most of it can
//! be edited as Markdown.

use std::fmt::Write as _;

use super::tree::{self, Element, Node, collapse, escape};
use super::{ARTICLE, COMMENT};

/// What Markdown is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Article,
    Comment,
}

/// How characters with a meaning in Markdown are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Escaping {
    /// As they are. Most of them have no meaning where they stand.
    None,
    /// With a backslash before each.
    All,
}

/// The Markdown of an article that is rendered as these nodes.
pub fn article(nodes: &[Node]) -> String {
    let mut text = String::new();
    let mut before = "";
    let blocks = blocks(nodes);
    for block in &blocks {
        let Some(markdown) = block_markdown(block, Kind::Article) else { continue };
        if !text.is_empty() {
            // Two lists in a row would be one.
            let is_list = matches!(block.name.as_str(), "ul" | "ol");
            let apart = is_list && block.name == before;
            text.push_str(if apart { "\n\n<!-- -->\n\n" } else { "\n\n" });
        }
        before = &block.name;
        text.push_str(&markdown);
    }
    text
}

/// The Markdown of a comment, and the sanitized HTML that readers see. Where Markdown has no word for the
/// HTML, the two differ: the HTML is what was shown, the Markdown what an editor would begin with.
pub fn comment(nodes: &[Node]) -> (String, String) {
    let nodes: Vec<Node> = nodes.iter().cloned().map(for_comment).collect();
    let blocks = blocks(&nodes);
    let shown = COMMENT.clean(&tree::write(&as_nodes(&blocks))).to_string();
    let markdown: Vec<String> =
        blocks.iter().filter_map(|block| block_markdown(block, Kind::Comment)).collect();
    let markdown = markdown.join("\n\n");
    let rendered = super::comment(&markdown).html;
    let html = if normal(&rendered) == normal(&shown) { rendered } else { shown };
    (markdown, crate::text::without_forbidden(&html))
}

/// Elements that comments do not have as those that they have.
fn for_comment(node: Node) -> Node {
    let Node::Element(mut element) = node else { return node };
    element.children = element.children.into_iter().map(for_comment).collect();
    match element.name.as_str() {
        "b" => element.name = "strong".into(),
        "i" | "cite" | "dfn" | "var" => element.name = "em".into(),
        "q" => {
            element.children.insert(0, Node::Text("“".into()));
            element.children.push(Node::Text("”".into()));
            element.name = "span".into();
        }
        "kbd" | "samp" | "tt" => element.name = "code".into(),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            let strong = Element::new("strong", std::mem::take(&mut element.children));
            element = Element::new("p", vec![Node::Element(strong)]);
        }
        "img" => {
            let source = element.attribute("src").to_owned();
            let alt = element.attribute("alt").to_owned();
            let words = if alt.is_empty() { &source } else { &alt };
            element = Element::link(&source, words);
        }
        _ => {}
    }
    element.attributes.retain(|(name, _)| matches!(name.as_str(), "href" | "start"));
    Node::Element(element)
}

fn as_nodes(blocks: &[Element]) -> Vec<Node> {
    blocks.iter().cloned().map(Node::Element).collect()
}

/// Nodes as blocks: what stands between blocks becomes a paragraph.
fn blocks(nodes: &[Node]) -> Vec<Element> {
    let mut blocks: Vec<Element> = Vec::new();
    let mut run: Vec<Node> = Vec::new();
    for node in nodes {
        match node {
            Node::Element(element) if element.is_block() => {
                end_run(&mut run, &mut blocks);
                blocks.push(element.clone());
            }
            node => run.push(node.clone()),
        }
    }
    end_run(&mut run, &mut blocks);
    blocks
}

fn end_run(run: &mut Vec<Node>, blocks: &mut Vec<Element>) {
    let run = std::mem::take(run);
    if shows_anything(&run) {
        blocks.push(Element::new("p", run));
    }
}

fn shows_anything(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| match node {
        Node::Text(text) => !text.trim().is_empty(),
        Node::Element(element) => {
            matches!(element.name.as_str(), "img" | "hr" | "td" | "th")
                || shows_anything(&element.children)
        }
    })
}

/// A block as Markdown, or as HTML if that is the only way; `None` if it shows nothing.
fn block_markdown(block: &Element, kind: Kind) -> Option<String> {
    let nodes = [Node::Element(block.clone())];
    if !shows_anything(&nodes) {
        return None;
    }
    let raw = tree::write(&nodes);
    let (wanted, render): (String, fn(&str) -> String) = match kind {
        Kind::Article => (ARTICLE.clean(&raw).to_string(), |text| super::article(text).html),
        Kind::Comment => (COMMENT.clean(&raw).to_string(), |text| super::comment(text).html),
    };
    let wanted = normal(&wanted);
    for escaping in [Escaping::None, Escaping::All] {
        let mut writer = Writer { kind, escaping };
        let Some(markdown) = writer.block(block) else { continue };
        let markdown = trim_lines(&markdown);
        if !markdown.is_empty() && normal(&render(&markdown)) == wanted {
            return Some(markdown);
        }
        if kind == Kind::Comment && escaping == Escaping::All {
            return Some(markdown).filter(|markdown| !markdown.is_empty());
        }
    }
    match kind {
        Kind::Article => Some(raw.trim().to_owned()),
        // Comments have no HTML. These words are only what an editor begins with.
        Kind::Comment => Some(collapse(&block.text()).trim().to_owned()),
    }
    .filter(|markdown| !markdown.is_empty())
}

fn trim_lines(markdown: &str) -> String {
    markdown.trim_matches('\n').to_owned()
}

/// Writes Markdown. `None` stands for what has no Markdown.
struct Writer {
    kind: Kind,
    escaping: Escaping,
}

impl Writer {
    fn block(&mut self, block: &Element) -> Option<String> {
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

/// HTML in a form in which two texts that look the same are equal.
fn normal(html: &str) -> String {
    let mut written = String::with_capacity(html.len());
    write_normal(&tree::parse(html), &mut written);
    written
}

fn write_normal(nodes: &[Node], written: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text) => {
                for c in text.chars() {
                    if c.is_ascii_whitespace() {
                        if !written.ends_with([' ', '>']) {
                            written.push(' ');
                        }
                        continue;
                    }
                    match c {
                        '&' => written.push_str("&amp;"),
                        '<' => written.push_str("&lt;"),
                        '>' => written.push_str("&gt;"),
                        '\u{A0}' => written.push_str("&nbsp;"),
                        c => written.push(c),
                    }
                }
            }
            Node::Element(element) => write_normal_element(element, written),
        }
    }
}

fn write_normal_element(element: &Element, written: &mut String) {
    let name = match element.name.as_str() {
        // The renderer chooses the level by the highest one of the text.
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "h",
        name => name,
    };
    let is_bare_link = element.name == "a" && {
        let (words, href) = (element.text(), element.attribute("href"));
        href.trim_end_matches('/').ends_with(words.trim_end_matches('/')) && !words.is_empty()
    };
    if is_bare_link {
        return write_normal(&element.children, written);
    }
    if name == "pre" {
        let text = element.text();
        let _ = write!(written, "<pre>{}</pre>", escape(text.trim_matches('\n')));
        return;
    }
    let mut attributes: Vec<String> = element
        .attributes
        .iter()
        .filter(|(key, value)| match key.as_str() {
            "id" => name != "h",
            "loading" | "rel" => false,
            "alt" | "title" | "align" => !value.is_empty(),
            _ => true,
        })
        .map(|(key, value)| format!(" {key}=\"{}\"", escape(&collapse(value))))
        .collect();
    attributes.sort();
    if tree::is_block(name) || matches!(name, "br" | "h") {
        written.truncate(written.trim_end_matches(' ').len());
    }
    // A line in a list item may be a paragraph or not.
    if name == "p" && written.ends_with("<li>") {
        write_normal(&element.children, written);
        written.truncate(written.trim_end_matches(' ').len());
        return;
    }
    let _ = write!(written, "<{name}{}>", attributes.concat());
    if tree::is_void(name) {
        return;
    }
    let start = written.len();
    write_normal(&element.children, written);
    if tree::is_block(name) || name == "h" {
        let end = written[start..].trim_end_matches(' ').len();
        written.truncate(start + end);
    }
    let _ = write!(written, "</{name}>");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converted(html: &str) -> String {
        article(&tree::read(html))
    }

    #[test]
    fn what_markdown_can_say_becomes_markdown() {
        for (html, markdown) in [
            ("<p>One <em>two</em> <strong>three</strong>.</p>", "One *two* **three**."),
            ("<p>5 * 3 * 2</p>", "5 * 3 * 2"),
            ("<p>*no emphasis*</p>", "\\*no emphasis\\*"),
            ("<p>a<br>b</p>", "a\\\nb"),
            ("<h2>Mud</h2><p>Deep.</p>", "## Mud\n\nDeep."),
            ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "- a\n- b\n  - c"),
            ("<ol start=\"3\"><li>a</li><li>b</li></ol>", "3. a\n4. b"),
            ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
            ("<pre><code>a\n\n  b</code></pre>", "```\na\n\n  b\n```"),
            ("<p><a href=\"https://a.example/\">x</a></p>", "[x](https://a.example/)"),
            (
                "<p><img src=\"https://a.example/a.jpg\" alt=\"A\"></p>",
                "![A](https://a.example/a.jpg)",
            ),
            (
                "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>",
                "| a |\n| --- |\n| b |",
            ),
            ("bare <b>words</b>", "bare <b>words</b>"),
            ("<hr>", "---"),
        ] {
            assert_eq!(converted(html), markdown, "{html}");
        }
    }

    #[test]
    fn whatever_the_html_is_it_shows_the_same() {
        for html in [
            "<p>1. no list</p>",
            "<p># no heading</p>",
            "<p>- no list</p><p>+ no list</p>",
            "<p>a_b_c &lt;b&gt; &amp;amp; [x](y) `z` ~~s~~ | \\ !</p>",
            "<p>https://a.example/ is no link</p>",
            "<p>un<em>be</em>lievable <strong> spaced </strong>x</p>",
            "<p><em>a</em><em>b</em><strong>c</strong><em>d</em></p>",
            "<table><tr><td colspan=\"2\">x</td></tr></table>",
            "<figure><img src=\"https://a.example/a.jpg\" alt=\"\"><figcaption>Cap</figcaption></figure>",
            "<dl><dt>a</dt><dd>b</dd></dl>",
            "<pre>a\n\n\nb <em>c</em>\n</pre>",
            "<p>H<sub>2</sub>O <abbr title=\"x\">y</abbr> <code>a``b</code></p>",
            "<details><summary>s</summary><p>a</p><p>b</p></details>",
            "<ul><li><p>a</p><p>b</p></li></ul>",
            "<ol><li>a<blockquote><p>q</p></blockquote></li></ol>",
            "<p>a&nbsp;b</p>",
            "<p>| a | b |</p>",
            "<p>x</p><ul><li>a</li></ul><ul><li>b</li></ul>",
        ] {
            let wanted = ARTICLE.clean(&tree::write(&tree::read(html))).to_string();
            let shown = super::super::article(&converted(html)).html;
            assert_eq!(normal(&shown), normal(&wanted), "{html} as {}", converted(html));
        }
    }

    #[test]
    fn comments_are_shown_as_they_were() {
        let nodes = tree::read("<p>a <b>b</b><br>c</p><p><a href=\"http://a.example/\">x</a></p>");
        let (markdown, html) = comment(&nodes);
        assert_eq!(markdown, "a **b**\nc\n\n[x](http://a.example/)");
        assert!(html.contains("<strong>b</strong><br>"), "{html}");
        let (_, html) = comment(&tree::read("<p># a</p><p>1) b</p><p><u>c</u></p>"));
        assert_eq!(normal(&html), "<p># a</p><p>1) b</p><p>c</p>");
    }
}
