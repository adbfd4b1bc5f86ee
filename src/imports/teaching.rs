//! What the filter learns from an import, if it is asked to: the decisions of the source.

use crate::app::App;
use crate::clock::Time;
use crate::error::Result;
use crate::ids::{CommentId, ImportId};
use crate::screening::filter::training;

use super::items::Kind;
use super::store::ledger;

/// Comments of one step.
const PART: i64 = 300;

/// Learns from the comments of an import that were approved or spam there. Returns the number of lessons. An
/// interrupted run is finished by the next one, because a comment that has a lesson gets no second one.
pub(super) async fn learn(app: &App, import: ImportId, now: Time) -> Result<u64> {
    let mut learned = 0;
    let mut before = i64::MAX;
    loop {
        let part = move |conn: &mut _| ledger::made(conn, import, Kind::Comment, before, PART);
        let items = app.db.read(part).await?;
        let Some(last) = items.last() else { return Ok(learned) };
        before = last.0;
        let ids = items.iter().map(|(id, ..)| CommentId(*id)).collect();
        let count = training::learn_from_status(&app.db, &app.vault, &app.filter, ids, now).await?;
        learned += count as u64;
    }
}

/// Takes back what the filter has learnt from these comments.
pub(super) async fn unlearn(app: &App, ids: Vec<CommentId>, now: Time) -> Result<()> {
    training::unlearn(&app.db, &app.vault, &app.filter, ids, now).await
}
