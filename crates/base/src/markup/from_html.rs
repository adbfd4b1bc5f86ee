//! HTML to Markdown, for imported texts.
//!
//! Each block is written as Markdown and rendered again. If the result is not what the HTML shows, the
//! block stays HTML, which Markdown may contain. So a text is always shown as it was, and most of it can
//! be edited as Markdown.

mod blocks;
mod normal;
mod writer;

use blocks::{blocks, shows_anything};
use normal::normal;
use writer::{Escaping, Kind, Writer};

use super::tree::{self, Element, Node, collapse};
use super::{ARTICLE, COMMENT};

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
