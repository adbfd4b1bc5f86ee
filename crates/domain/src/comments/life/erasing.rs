//! Removing a person from comments: the author's address, name, website and network, and the texts if
//! the person wants that. Deletion that can be undone is in `deleted`; this cannot be undone.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::clock::Time;
use crate::comments::life::model::By;
use crate::comments::life::state::lock_all;
use crate::comments::life::{decide_all, deleted, store};
use crate::comments::store::posting::release_fingerprint;
use crate::db::Connection;
use crate::error::Result;
use crate::ids::{ArticleId, CommentId, ReaderId};
use crate::status::Decision;
use crate::{invalidation, named_enum, reviews};

named_enum! {
    /// What becomes of the texts of a person who is erased.
    pub enum Texts {
        /// They stay, without the name.
        Keep => "keep",
        /// They are deleted; the places of public comments in their threads stay.
        Remove => "remove",
    }
}

/// What was erased.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// How many comments had this author.
    pub comments: usize,
    /// The articles with outdated pages.
    pub articles: BTreeSet<ArticleId>,
}

/// Removes a reader from all comments and destroys the reader's row with the address. `anonymous` is
/// the name that comments get whose texts are kept.
pub fn erase_reader(
    conn: &mut Connection,
    reader: ReaderId,
    (texts, anonymous): (Texts, &str),
    by: &By<'_>,
    now: Time,
) -> Result<Erased> {
    // What was deleted before and could still be restored. Both before and after the others are locked: a comment whose deletion
    // is undone at this moment is then among the others, and one that is deleted at this moment is no more.
    let mut trashed: Vec<CommentId> = deleted::destroy_of_reader(conn, reader)?;
    let ids = store::of_reader(conn, reader)?;
    let seen = lock_all(conn, &ids)?;
    let mut erased = Erased { comments: seen.len(), articles: BTreeSet::new() };
    if texts == Texts::Remove {
        // Without an undo window the texts are destroyed at once.
        let deleted = decide_all(conn, &seen, Decision::Delete, Duration::ZERO, by, now)?;
        erased.articles = deleted.articles;
    } else {
        store::anonymize(conn, &ids, anonymous)?;
        for id in &ids {
            release_fingerprint(conn, *id)?;
        }
        let public = seen.iter().filter(|seen| seen.status.is_public());
        erased.articles = public.map(|seen| seen.article_id).collect();
        invalidation::record_all(conn, &erased.articles, now)?;
    }
    trashed.extend(deleted::destroy_of_reader(conn, reader)?);
    reviews::erase(conn, &trashed)?;
    erased.comments += trashed.len();
    deleted::forget_readers(conn, [reader])?;
    Ok(erased)
}
