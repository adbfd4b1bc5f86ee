//! Nodes as blocks.

use crate::markup::tree::{Element, Node};

/// Nodes as blocks: what stands between blocks becomes a paragraph.
pub(super) fn blocks(nodes: &[Node]) -> Vec<Element> {
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

pub(super) fn shows_anything(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| match node {
        Node::Text(text) => !text.trim().is_empty(),
        Node::Element(element) => {
            matches!(element.name.as_str(), "img" | "hr" | "td" | "th")
                || shows_anything(&element.children)
        }
    })
}
