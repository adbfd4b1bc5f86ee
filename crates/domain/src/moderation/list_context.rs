//! What a list shows beside each comment: its claim, open reviews, and the numbers of notes and
//! near-duplicates.

use std::collections::HashMap;

use crate::clock::Time;
use crate::db::Connection;
use crate::error::Result;
use crate::ids::CommentId;
use crate::moderation::model::{Item, ListContext};
use crate::moderation::store::{claims, list_context as store};

/// Near-duplicates that a list counts at most: from a hundred on the exact number does not matter.
const MOST_COUNTED: i64 = 100;

/// The context of each of these comments.
pub fn of(
    conn: &mut Connection,
    items: &[Item],
    now: Time,
) -> Result<HashMap<CommentId, ListContext>> {
    let ids: Vec<CommentId> = items.iter().map(|item| item.id).collect();
    let mut claims = claims::of(conn, &ids, now)?;
    let mut reviews = store::open_reviews(conn, &ids)?;
    let notes = store::note_counts(conn, &ids)?;
    let mut groups: HashMap<CommentId, i64> = HashMap::new();
    let mut contexts = HashMap::new();
    for item in items {
        let near = match item.group_id {
            None => 0,
            Some(group) => match groups.get(&group) {
                Some(count) => *count,
                None => {
                    let count = i64::try_from(store::group(conn, group, MOST_COUNTED)?.len())
                        .unwrap_or(MOST_COUNTED);
                    groups.insert(group, count);
                    count
                }
            },
        };
        contexts.insert(
            item.id,
            ListContext {
                claim: claims.remove(&item.id),
                reviews: reviews.remove(&item.id).unwrap_or_default(),
                notes: notes.get(&item.id).copied().unwrap_or(0),
                near_duplicates: (near - 1).max(0),
            },
        );
    }
    Ok(contexts)
}
