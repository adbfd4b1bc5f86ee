//! Stored rows for scenes, where neither a page nor the API shows them: groups of near-duplicates, records
//! of flaggers, features of lessons. They are typed, so that the compiler reports a column that has
//! changed, and scenes need no SQL.

use diesel::prelude::*;
use rejoinder::clock::Time;
use rejoinder::db::Connection;
use rejoinder::db::schema::{comments, deliveries, filter_lessons, flaggers, readers};
use rejoinder::error::Result;
use rejoinder::ids::{CommentId, ReaderId};
use rejoinder::notify::model::State;
use rejoinder::on;
use rejoinder::screening::surge::{self, model::Surge};
use rejoinder::status::Status;

use crate::support::app::TestApp;

/// The columns of a comment that scenes look at.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = comments)]
pub struct StoredComment {
    /// The row.
    pub id: CommentId,
    /// Its author; None once deleted.
    pub reader_id: Option<ReaderId>,
    /// The present status.
    pub status: Status,
    /// Grows with each change.
    pub version: i64,
    /// The Markdown.
    pub text: String,
    /// The hash of the network for a day.
    pub network_hash: Option<Vec<u8>>,
    /// The truncated network.
    pub network_prefix: Option<String>,
    /// Whether the reader wants mail about replies.
    pub notify: bool,
    /// When it was last decided.
    pub decided_at: Option<Time>,
    /// The filter's score.
    pub score: Option<f64>,
    /// ISO 639-3.
    pub language: Option<String>,
    /// The signature for near-duplicates.
    pub simhash: Option<i64>,
    /// The first comment of the group of near-duplicates.
    pub group_id: Option<CommentId>,
}

/// A reader's row without the address.
#[derive(Clone, Copy, Debug, Queryable, Selectable)]
#[diesel(table_name = readers)]
pub struct StoredReader {
    /// When the address was last verified.
    pub proven_at: Option<Time>,
}

/// The record of a flagger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = flaggers)]
pub struct Flagger {
    /// Flags that moderators upheld.
    pub upheld: i64,
    /// Flags that moderators dismissed.
    pub dismissed: i64,
}

impl TestApp {
    /// All comments, oldest first.
    pub async fn comments(&self) -> Vec<StoredComment> {
        self.read(|conn| {
            let all = comments::table.order(comments::id);
            Ok(on!(conn, |c| all.select(StoredComment::as_select()).load(c))?)
        })
        .await
    }

    /// One comment.
    pub async fn comment(&self, id: i64) -> StoredComment {
        let found = self.comments().await.into_iter().find(|comment| comment.id.0 == id);
        found.unwrap_or_else(|| panic!("there is no comment {id}"))
    }

    /// The comments in a group of near-duplicates, by the id of its first comment.
    pub async fn group(&self, first: i64) -> Vec<i64> {
        let members = self.comments().await.into_iter();
        let members = members.filter(|comment| comment.group_id == Some(CommentId(first)));
        members.map(|comment| comment.id.0).collect()
    }

    /// All readers, oldest first.
    pub async fn readers(&self) -> Vec<StoredReader> {
        self.read(|conn| {
            let all = readers::table.order(readers::id);
            Ok(on!(conn, |c| all.select(StoredReader::as_select()).load(c))?)
        })
        .await
    }

    /// The records of all flaggers, in no order.
    pub async fn flaggers(&self) -> Vec<Flagger> {
        self.read(|conn| Ok(on!(conn, |c| flaggers::table.select(Flagger::as_select()).load(c))?))
            .await
    }

    /// How many mails are in this state.
    pub async fn deliveries(&self, state: State) -> usize {
        let states: Vec<State> = self
            .read(|conn| Ok(on!(conn, |c| deliveries::table.select(deliveries::state).load(c))?))
            .await;
        states.into_iter().filter(|found| *found == state).count()
    }

    /// The comments whose lessons have their features stored, one for each lesson.
    pub async fn lessons_with_features(&self) -> Vec<i64> {
        let found: Vec<CommentId> = self
            .read(|conn| {
                let kept = filter_lessons::table.filter(filter_lessons::features.is_not_null());
                let kept = kept.order(filter_lessons::id).select(filter_lessons::comment_id);
                Ok(on!(conn, |c| kept.load(c))?)
            })
            .await;
        found.into_iter().map(|id| id.0).collect()
    }

    /// The open surges.
    pub async fn surges(&self) -> Vec<Surge> {
        self.read(|conn| surge::list(conn, 0, 100)).await
    }

    async fn read<T: Send + 'static>(
        &self,
        work: impl FnMut(&mut Connection) -> Result<T> + Send + 'static,
    ) -> T {
        self.core.db.read(work).await.expect("the rows can be read")
    }
}
