//! Whether two texts show the same.

use std::fmt::Write as _;

use crate::markup::tree::{self, Element, Node, collapse, escape};

/// HTML in a form in which two texts that look the same are equal.
pub(super) fn normal(html: &str) -> String {
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
