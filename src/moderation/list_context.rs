//! What a list shows beside each comment: who has claimed it, open reviews, how many notes there
//! are, and how many comments say nearly the same.

use std::collections::HashMap;

use crate::clock::Time;
use crate::db::Connection;
use crate::error::Result;
use crate::ids::CommentId;
use crate::moderation::model::{Item, ListContext};
use crate::moderation::store::{claims, list_context as store};

/// How many of a group are counted for a list: more than so many is a wave, whatever its number.
const FEW: i64 = 100;

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
    let mut asides = HashMap::new();
    for item in items {
        let near = match item.group_id {
            None => 0,
            Some(group) => match groups.get(&group) {
                Some(count) => *count,
                None => {
                    let count = i64::try_from(store::group(conn, group, FEW)?.len()).unwrap_or(FEW);
                    groups.insert(group, count);
                    count
                }
            },
        };
        asides.insert(
            item.id,
            ListContext {
                claim: claims.remove(&item.id),
                reviews: reviews.remove(&item.id).unwrap_or_default(),
                notes: notes.get(&item.id).copied().unwrap_or(0),
                near_duplicates: (near - 1).max(0),
            },
        );
    }
    Ok(asides)
}
