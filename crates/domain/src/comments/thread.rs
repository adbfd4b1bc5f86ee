//! The order in which readers see a discussion: threads oldest first, and under each comment its
//! replies, oldest first.

use std::collections::HashMap;

use crate::ids::CommentId;
use crate::status::Status;

/// The data of a comment from which its position is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Node {
    /// The comment.
    pub id: CommentId,
    /// The comment that it replies to.
    pub parent_id: Option<CommentId>,
    pub status: Status,
}

/// A comment with its position in the thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The comment.
    pub id: CommentId,
    /// 1 for a comment that begins a thread, one more for each level of replies, never above the
    /// configured depth.
    pub depth: usize,
    /// The comment that is answered, if the depth was capped, so that the indentation does not show it.
    pub in_reply_to: Option<CommentId>,
    /// What is shown there.
    pub shown: Shown,
}

/// What is shown at a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// The comment itself.
    Comment,
    /// A note that a comment was removed. It is shown only if approved replies would otherwise lose
    /// their thread.
    Removed,
}

/// Puts the comments of one article, given in the order of their creation, into the order of the
/// page. Parents come before their replies. A comment that is not approved is left out, unless there
/// is an approved one below it.
///
/// A node whose parent is not among the earlier ones begins a thread of its own, so no approved comment
/// is lost. It takes linear time and no recursion, so a chain of ten thousand replies is no problem.
pub fn order(nodes: &[Node], max_depth: usize) -> Vec<Position> {
    let max_depth = max_depth.max(1);
    let parents = parents(nodes);
    let is_shown = is_shown(nodes, &parents);

    // Children as linked lists. They are filled from the end, so that each list begins with its
    // oldest.
    let mut first_child: Vec<Option<usize>> = vec![None; nodes.len()];
    let mut next_sibling: Vec<Option<usize>> = vec![None; nodes.len()];
    let mut first_root = None;
    for at in (0..nodes.len()).rev().filter(|at| is_shown[*at]) {
        let head = match parents[at] {
            Some(parent) => &mut first_child[parent],
            None => &mut first_root,
        };
        next_sibling[at] = head.replace(at);
    }

    let mut positions = Vec::with_capacity(nodes.len());
    // Nodes whose children or siblings follow, each with its true depth.
    let mut open: Vec<(usize, usize)> = first_root.map(|root| (root, 1)).into_iter().collect();
    while let Some((at, depth)) = open.pop() {
        positions.push(Position {
            id: nodes[at].id,
            depth: depth.min(max_depth),
            in_reply_to: if depth > max_depth {
                parents[at].map(|parent| nodes[parent].id)
            } else {
                None
            },
            shown: if nodes[at].status.is_public() { Shown::Comment } else { Shown::Removed },
        });
        open.extend(next_sibling[at].map(|sibling| (sibling, depth)));
        open.extend(first_child[at].map(|child| (child, depth + 1)));
    }
    positions
}

/// The index of each node's parent, if that comes earlier; a later parent would be a cycle.
fn parents(nodes: &[Node]) -> Vec<Option<usize>> {
    let mut seen = HashMap::with_capacity(nodes.len());
    let mut parents = Vec::with_capacity(nodes.len());
    for (at, node) in nodes.iter().enumerate() {
        parents.push(node.parent_id.and_then(|parent| seen.get(&parent).copied()));
        seen.insert(node.id, at);
    }
    parents
}

/// Which nodes are shown: the approved ones and their ancestors. Children come after their parents, so
/// one pass from the end reaches all ancestors.
fn is_shown(nodes: &[Node], parents: &[Option<usize>]) -> Vec<bool> {
    let mut is_shown: Vec<bool> = nodes.iter().map(|node| node.status.is_public()).collect();
    for at in (0..nodes.len()).rev() {
        if let (true, Some(parent)) = (is_shown[at], parents[at]) {
            is_shown[parent] = true;
        }
    }
    is_shown
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    fn node(id: i64, parent: i64, status: Status) -> Node {
        Node { id: CommentId(id), parent_id: (parent > 0).then_some(CommentId(parent)), status }
    }

    fn drawn(nodes: &[Node], max_depth: usize) -> Vec<String> {
        let draw = |position: &Position| {
            let indent = "  ".repeat(position.depth - 1);
            let removed = if position.shown == Shown::Removed { " removed" } else { "" };
            let answers =
                position.in_reply_to.map(|parent| format!(" to {parent}")).unwrap_or_default();
            format!("{indent}{}{removed}{answers}", position.id)
        };
        order(nodes, max_depth).iter().map(draw).collect()
    }

    #[test]
    fn replies_stand_under_what_they_answer_oldest_first() {
        use Status::Approved;
        let nodes = [
            node(1, 0, Approved),
            node(2, 0, Approved),
            node(3, 1, Approved),
            node(4, 2, Approved),
            node(5, 1, Approved),
            node(6, 3, Approved),
        ];
        assert_eq!(drawn(&nodes, 5), ["1", "  3", "    6", "  5", "2", "  4"]);
    }

    #[test]
    fn deep_replies_say_whom_they_answer() {
        use Status::Approved;
        let nodes = [
            node(1, 0, Approved),
            node(2, 1, Approved),
            node(3, 2, Approved),
            node(4, 3, Approved),
            node(5, 2, Approved),
        ];
        assert_eq!(drawn(&nodes, 2), ["1", "  2", "  3 to 2", "  4 to 3", "  5 to 2"]);
    }

    #[test]
    fn a_removed_comment_keeps_its_place_only_for_its_replies() {
        let nodes = [
            node(1, 0, Status::Deleted),
            node(2, 1, Status::Rejected),
            node(3, 2, Status::Approved),
            node(4, 0, Status::Pending),
            node(5, 4, Status::Spam),
            node(6, 0, Status::Approved),
            node(7, 6, Status::Pending),
        ];
        assert_eq!(drawn(&nodes, 5), ["1 removed", "  2 removed", "    3", "6"]);
    }

    #[test]
    fn a_chain_of_ten_thousand_is_just_a_thread() {
        let nodes: Vec<Node> = (1..=10_000).map(|id| node(id, id - 1, Status::Approved)).collect();
        let positions = order(&nodes, 5);
        assert_eq!(positions.len(), 10_000);
        assert_eq!(
            positions[9_999],
            Position {
                id: CommentId(10_000),
                depth: 5,
                in_reply_to: Some(CommentId(9_999)),
                shown: Shown::Comment
            }
        );
    }

    #[test]
    fn circles_and_lost_parents_lose_nobody() {
        use Status::Approved;
        let nodes = [
            node(1, 1, Approved),
            node(2, 3, Approved),
            node(3, 2, Approved),
            node(4, 99, Approved),
        ];
        assert_eq!(drawn(&nodes, 5), ["1", "2", "  3", "4"]);
    }

    fn forest() -> impl Strategy<Value = Vec<Node>> {
        let status = proptest::sample::select(Status::ALL.to_vec());
        proptest::collection::vec((any::<u16>(), status), 0..80).prop_map(|seeds| {
            let position = |(at, (seed, status)): (usize, &(u16, Status))| {
                node(at as i64 + 1, i64::from(*seed) % (at as i64 + 1), *status)
            };
            seeds.iter().enumerate().map(position).collect()
        })
    }

    proptest! {
        #[test]
        fn every_approved_comment_appears_once_after_its_parent(nodes in forest(), max_depth in 1usize..7) {
            let positions = order(&nodes, max_depth);
            let mut seen = HashSet::new();
            for position in &positions {
                let node = nodes[position.id.0 as usize - 1];
                prop_assert!(seen.insert(position.id), "twice");
                prop_assert!(node.parent_id.is_none_or(|parent| seen.contains(&parent)), "before its parent");
                prop_assert!(position.depth >= 1 && position.depth <= max_depth);
                prop_assert_eq!(position.depth == 1 && max_depth > 1, node.parent_id.is_none() && max_depth > 1);
                prop_assert_eq!(position.shown == Shown::Comment, node.status.is_public());
            }
            prop_assert!(nodes.iter().filter(|node| node.status.is_public()).all(|node| seen.contains(&node.id)));
            // A placeholder is never the last word: what follows it is deeper, or as deep as the
            // cap allows.
            for (at, position) in positions.iter().enumerate().filter(|(_, position)| position.shown == Shown::Removed) {
                let next = positions.get(at + 1).expect("a reply follows a placeholder");
                prop_assert_eq!(nodes[next.id.0 as usize - 1].parent_id, Some(position.id));
            }
        }
    }
}
