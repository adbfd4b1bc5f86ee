//! The tree of sections, as one value: a publication has tens of them. Pure.

use crate::ids::SectionId;

use super::model::{ArticleSection, Label};
use super::path;

/// Most sections above each other, the highest one included.
pub const DEPTH: usize = 5;
/// Between the names of a path in the tree: `World/Asia`.
pub const SEPARATOR: char = '/';

/// A section without its articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its number.
    pub id: SectionId,
    /// In addresses: `town-hall`.
    pub slug: String,
    /// For readers: `Town Hall`.
    pub name: String,
    /// The section that it belongs to.
    pub parent: Option<SectionId>,
    /// The text under its name on its page; may be empty.
    pub description: String,
    /// Its place among the sections of the same parent; equal ones are in the order of their slugs.
    pub position: i64,
}

/// All sections.
#[derive(Clone, Debug, Default)]
pub struct Tree(Vec<Node>);

/// The result of looking for a section by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say all")]
pub enum Found {
    One(SectionId),
    /// None has this name.
    Nothing,
    /// Several have this name, under different parents.
    Several,
}

impl Tree {
    /// The tree of these sections, in any order.
    pub fn new(mut nodes: Vec<Node>) -> Tree {
        nodes.sort_by(|a, b| (a.position, &a.slug).cmp(&(b.position, &b.slug)));
        Tree(nodes)
    }

    /// The section with this number.
    pub fn get(&self, id: SectionId) -> Option<&Node> {
        self.0.iter().find(|node| node.id == id)
    }

    /// The section with this slug.
    pub fn by_slug(&self, slug: &str) -> Option<&Node> {
        self.0.iter().find(|node| node.slug == slug)
    }

    /// The sections directly under `parent`, or at the top, in their order.
    pub fn children(&self, parent: Option<SectionId>) -> impl Iterator<Item = &Node> {
        self.0.iter().filter(move |node| node.parent == parent)
    }

    /// The sections above this one, from the top.
    pub fn above(&self, id: SectionId) -> Vec<&Node> {
        let mut above = Vec::new();
        let mut next = self.get(id).and_then(|node| node.parent);
        // A row that somebody made its own ancestor must not make this endless.
        while let Some(node) = next.and_then(|id| self.get(id)).filter(|_| above.len() < DEPTH) {
            above.push(node);
            next = node.parent;
        }
        above.reverse();
        above
    }

    /// This section and all below it, each before those below it, with their depth below this one.
    pub fn below(&self, id: SectionId) -> Vec<(&Node, usize)> {
        let mut found = Vec::new();
        if let Some(node) = self.get(id) {
            self.collect(node, 0, &mut found);
        }
        found
    }

    /// All sections, each before those below it, with their depth from 0.
    pub fn in_order(&self) -> Vec<(&Node, usize)> {
        let mut found = Vec::new();
        for node in self.children(None) {
            self.collect(node, 0, &mut found);
        }
        found
    }

    fn collect<'a>(&'a self, node: &'a Node, depth: usize, found: &mut Vec<(&'a Node, usize)>) {
        found.push((node, depth));
        if depth < DEPTH {
            for child in self.children(Some(node.id)) {
                self.collect(child, depth + 1, found);
            }
        }
    }

    /// The numbers of this section and of all below it.
    pub fn ids_below(&self, id: SectionId) -> Vec<SectionId> {
        self.below(id).into_iter().map(|(node, _)| node.id).collect()
    }

    /// The names from the top to this section: `World/Asia`.
    pub fn path(&self, id: SectionId) -> String {
        let own = self.get(id);
        let names: Vec<&str> =
            self.above(id).into_iter().chain(own).map(|node| node.name.as_str()).collect();
        names.join(&SEPARATOR.to_string())
    }

    /// The section as articles name it.
    pub fn section(&self, id: SectionId) -> Option<ArticleSection> {
        let node = self.get(id)?;
        Some(ArticleSection {
            id,
            slug: node.slug.clone(),
            name: node.name.clone(),
            path: self.path(id),
            above: self.labels_above(id),
        })
    }

    /// The sections above this one as readers see them, from the top.
    pub fn labels_above(&self, id: SectionId) -> Vec<Label> {
        let label = |node: &Node| Label { slug: node.slug.clone(), name: node.name.clone() };
        self.above(id).into_iter().map(label).collect()
    }

    /// The section directly under `parent` with this name or slug.
    pub fn child(&self, parent: Option<SectionId>, label: &Label) -> Option<&Node> {
        self.children(parent)
            .find(|node| node.slug == label.name || path::is_same_name(&node.name, &label.name))
    }

    /// The section that `written` names: by its slug, by the path of names from the top, or by
    /// a name that only one section has. `parts` are the names between the slashes.
    pub fn find(&self, written: &str, parts: &[Label]) -> Found {
        if let Some(node) = self.by_slug(written) {
            return Found::One(node.id);
        }
        let mut place: Option<Option<SectionId>> = Some(None);
        for part in parts {
            place = place.and_then(|at| self.child(at, part)).map(|node| Some(node.id));
        }
        if let Some(Some(id)) = place {
            return Found::One(id);
        }
        // A name may have a slash of its own, from before there was a tree.
        let mut named = self.0.iter().filter(|node| path::is_same_name(&node.name, written));
        match (named.next(), named.next()) {
            (Some(only), None) => Found::One(only.id),
            (Some(_), Some(_)) => Found::Several,
            (None, _) => Found::Nothing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> Tree {
        let node = |id: i64, parent: Option<i64>, name: &str, position: i64| Node {
            id: SectionId(id),
            slug: format!("{}-{id}", name.to_lowercase()),
            name: name.into(),
            parent: parent.map(SectionId),
            description: String::new(),
            position,
        };
        Tree::new(vec![
            node(1, None, "World", 1),
            node(2, Some(1), "Asia", 0),
            node(3, Some(2), "Japan", 0),
            node(4, None, "Sport", 0),
            node(5, Some(4), "Asia", 0),
            node(6, None, "Arts/Books", 0),
        ])
    }

    fn find(written: &str) -> Found {
        let label = |name: &str| Label { slug: path::slug(name), name: name.into() };
        let parts: Vec<Label> = written.split(SEPARATOR).map(label).collect();
        tree().find(written, &parts)
    }

    #[test]
    fn a_section_is_found_by_path_slug_and_unique_name() {
        let one = |id: i64| Found::One(SectionId(id));
        assert_eq!(find("World/Asia"), one(2));
        assert_eq!(find("world/asia/JAPAN"), one(3));
        assert_eq!(find("Sport/asia-5"), one(5));
        assert_eq!(find("asia-2"), one(2));
        assert_eq!(find("Japan"), one(3));
        assert_eq!(find("Arts/Books"), one(6));
        assert_eq!(find("Asia"), Found::Several);
        assert_eq!(find("World/Africa"), Found::Nothing);
        assert_eq!(find("Japan/Asia"), Found::Nothing);
    }

    #[test]
    fn the_tree_is_walked_in_order() {
        let tree = tree();
        let order: Vec<(i64, usize)> =
            tree.in_order().into_iter().map(|(node, depth)| (node.id.0, depth)).collect();
        assert_eq!(order, [(6, 0), (4, 0), (5, 1), (1, 0), (2, 1), (3, 2)]);
        assert_eq!(tree.path(SectionId(3)), "World/Asia/Japan");
        assert_eq!(tree.ids_below(SectionId(1)), [SectionId(1), SectionId(2), SectionId(3)]);
    }

    #[test]
    fn a_circle_in_the_table_ends() {
        let mut tree = tree();
        for node in &mut tree.0 {
            if node.id == SectionId(1) {
                node.parent = Some(SectionId(3));
            }
        }
        assert!(tree.above(SectionId(2)).len() <= DEPTH);
        assert!(tree.below(SectionId(2)).len() < 10);
    }
}
