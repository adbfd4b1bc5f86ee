//! The order in which readers see a discussion: threads oldest first, and under each comment its
//! replies, oldest first.

use std::collections::HashMap;

use crate::ids::CommentId;
use crate::status::Status;

/// What is needed of each comment to find its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// The comment.
    pub id: CommentId,
    /// What it answers, if anything.
    pub parent_id: Option<CommentId>,
    /// Where it stands.
    pub status: Status,
}

/// One comment in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The comment.
    pub id: CommentId,
    /// 1 for a comment that begins a thread, one more for each level of replies, never above the
    /// configured depth.
    pub depth: usize,
    /// The comment that is answered, where the depth was capped and the indentation no longer
    /// tells.
    pub in_reply_to: Option<CommentId>,
    /// What stands there.
    pub shown: Shown,
}

/// What stands in a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// The comment itself.
    Comment,
    /// A note that a comment was removed. It stands only where approved replies would otherwise
    /// lose their thread.
    Removed,
}

/// Puts the comments of one article, given in the order of their creation, into the order of the
/// page. Parents come before their replies. A comment that is not approved vanishes, unless an
/// approved one stands somewhere below it.
///
/// A row whose parent is not among the earlier rows begins a thread of its own, so no approved
/// comment can get lost. Takes linear time and no recursion: a chain of ten thousand replies is as
/// good as any other thread.
pub fn order(rows: &[Node], max_depth: usize) -> Vec<Position> {
    let max_depth = max_depth.max(1);
    let parents = parents(rows);
    let stays = stays(rows, &parents);

    // Children as linked lists. They are filled from the end, so that each list begins with its
    // oldest.
    let mut first_child: Vec<Option<usize>> = vec![None; rows.len()];
    let mut next_sibling: Vec<Option<usize>> = vec![None; rows.len()];
    let mut first_root = None;
    for at in (0..rows.len()).rev().filter(|at| stays[*at]) {
        let head = match parents[at] {
            Some(parent) => &mut first_child[parent],
            None => &mut first_root,
        };
        next_sibling[at] = head.replace(at);
    }

    let mut places = Vec::with_capacity(rows.len());
    // Rows whose children or siblings are still to come, each with its true depth.
    let mut open: Vec<(usize, usize)> = first_root.map(|root| (root, 1)).into_iter().collect();
    while let Some((at, depth)) = open.pop() {
        places.push(Position {
            id: rows[at].id,
            depth: depth.min(max_depth),
            in_reply_to: if depth > max_depth {
                parents[at].map(|parent| rows[parent].id)
            } else {
                None
            },
            shown: if rows[at].status.is_public() { Shown::Comment } else { Shown::Removed },
        });
        open.extend(next_sibling[at].map(|sibling| (sibling, depth)));
        open.extend(first_child[at].map(|child| (child, depth + 1)));
    }
    places
}

/// The index of each row's parent, if that stands earlier; a parent that came later would be a
/// circle.
fn parents(rows: &[Node]) -> Vec<Option<usize>> {
    let mut seen = HashMap::with_capacity(rows.len());
    let mut parents = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        parents.push(row.parent_id.and_then(|parent| seen.get(&parent).copied()));
        seen.insert(row.id, at);
    }
    parents
}

/// Which rows have a place: the approved, and those above them. Children stand after their parents,
/// so one walk from the end carries the news all the way up.
fn stays(rows: &[Node], parents: &[Option<usize>]) -> Vec<bool> {
    let mut stays: Vec<bool> = rows.iter().map(|row| row.status.is_public()).collect();
    for at in (0..rows.len()).rev() {
        if let (true, Some(parent)) = (stays[at], parents[at]) {
            stays[parent] = true;
        }
    }
    stays
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    fn row(id: i64, parent: i64, status: Status) -> Node {
        Node { id: CommentId(id), parent_id: (parent > 0).then_some(CommentId(parent)), status }
    }

    fn drawn(rows: &[Node], max_depth: usize) -> Vec<String> {
        let draw = |place: &Position| {
            let indent = "  ".repeat(place.depth - 1);
            let removed = if place.shown == Shown::Removed { " removed" } else { "" };
            let answers =
                place.in_reply_to.map(|parent| format!(" to {parent}")).unwrap_or_default();
            format!("{indent}{}{removed}{answers}", place.id)
        };
        order(rows, max_depth).iter().map(draw).collect()
    }

    #[test]
    fn replies_stand_under_what_they_answer_oldest_first() {
        use Status::Approved;
        let rows = [
            row(1, 0, Approved),
            row(2, 0, Approved),
            row(3, 1, Approved),
            row(4, 2, Approved),
            row(5, 1, Approved),
            row(6, 3, Approved),
        ];
        assert_eq!(drawn(&rows, 5), ["1", "  3", "    6", "  5", "2", "  4"]);
    }

    #[test]
    fn deep_replies_say_whom_they_answer() {
        use Status::Approved;
        let rows = [
            row(1, 0, Approved),
            row(2, 1, Approved),
            row(3, 2, Approved),
            row(4, 3, Approved),
            row(5, 2, Approved),
        ];
        assert_eq!(drawn(&rows, 2), ["1", "  2", "  3 to 2", "  4 to 3", "  5 to 2"]);
    }

    #[test]
    fn a_removed_comment_keeps_its_place_only_for_its_replies() {
        let rows = [
            row(1, 0, Status::Deleted),
            row(2, 1, Status::Rejected),
            row(3, 2, Status::Approved),
            row(4, 0, Status::Pending),
            row(5, 4, Status::Spam),
            row(6, 0, Status::Approved),
            row(7, 6, Status::Pending),
        ];
        assert_eq!(drawn(&rows, 5), ["1 removed", "  2 removed", "    3", "6"]);
    }

    #[test]
    fn a_chain_of_ten_thousand_is_just_a_thread() {
        let rows: Vec<Node> = (1..=10_000).map(|id| row(id, id - 1, Status::Approved)).collect();
        let places = order(&rows, 5);
        assert_eq!(places.len(), 10_000);
        assert_eq!(
            places[9_999],
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
        let rows =
            [row(1, 1, Approved), row(2, 3, Approved), row(3, 2, Approved), row(4, 99, Approved)];
        assert_eq!(drawn(&rows, 5), ["1", "2", "  3", "4"]);
    }

    fn forest() -> impl Strategy<Value = Vec<Node>> {
        let status = proptest::sample::select(Status::ALL.to_vec());
        proptest::collection::vec((any::<u16>(), status), 0..80).prop_map(|seeds| {
            let place = |(at, (seed, status)): (usize, &(u16, Status))| {
                row(at as i64 + 1, i64::from(*seed) % (at as i64 + 1), *status)
            };
            seeds.iter().enumerate().map(place).collect()
        })
    }

    proptest! {
        #[test]
        fn every_approved_comment_appears_once_after_its_parent(rows in forest(), max_depth in 1usize..7) {
            let places = order(&rows, max_depth);
            let mut seen = HashSet::new();
            for place in &places {
                let row = rows[place.id.0 as usize - 1];
                prop_assert!(seen.insert(place.id), "twice");
                prop_assert!(row.parent_id.is_none_or(|parent| seen.contains(&parent)), "before its parent");
                prop_assert!(place.depth >= 1 && place.depth <= max_depth);
                prop_assert_eq!(place.depth == 1 && max_depth > 1, row.parent_id.is_none() && max_depth > 1);
                prop_assert_eq!(place.shown == Shown::Comment, row.status.is_public());
            }
            prop_assert!(rows.iter().filter(|row| row.status.is_public()).all(|row| seen.contains(&row.id)));
            // A placeholder is never the last word: what follows it is deeper, or as deep as the
            // cap allows.
            for (at, place) in places.iter().enumerate().filter(|(_, place)| place.shown == Shown::Removed) {
                let next = places.get(at + 1).expect("a reply follows a placeholder");
                prop_assert_eq!(rows[next.id.0 as usize - 1].parent_id, Some(place.id));
            }
        }
    }
}
