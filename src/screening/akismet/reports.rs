//! Reports to Akismet: what moderators decided, where that is not what it said.
//!
//! The log is read on a few seconds behind the decisions, so that none of them is slowed by this,
//! and a batch of a hundred thousand neither. What differs becomes a job, due when the decision can
//! no longer be taken back at leisure; the job looks once more.

use std::time::Duration;

use crate::clock::Time;
use crate::config::Sent;
use crate::db::{Connection, Db};
use crate::error::{Error, Result};
use crate::ids::{AuditId, CommentId};
use crate::markup::Visible;
use crate::queue::{self, Claimed, Job};
use crate::screening::akismet::model::Comment;
use crate::screening::akismet::{Akismet, store};
use crate::screening::filter::label::Label;
use crate::screening::filter::study;
use crate::vault::Vault;

/// Lines of the log read in one go.
const LINES: i64 = 200;

/// Parts read in one round.
const PAGES: usize = 20;

/// Reads what was decided up to a few seconds ago, and queues a job for each comment of which Akismet
/// said the opposite. Returns how many. Several workers may do so at once.
pub async fn queue_reports(db: &Db, undo_window: Duration, now: Time) -> Result<usize> {
    let mut found = 0;
    for _ in 0..PAGES {
        let Some((from, to, wrong)) = db.read(move |conn| page(conn, now)).await? else { break };
        let count = wrong.len();
        // Another worker may have been here since: then the next round begins from there.
        let written = db
            .write(move |conn| {
                if store::cursor(conn)? != Some(from) {
                    return Ok(false);
                }
                for comment in &wrong {
                    let job = Job::AkismetReport { comment: *comment };
                    queue::enqueue_at(conn, job, now.plus(undo_window), now)?;
                }
                store::set_cursor(conn, to)?;
                Ok(true)
            })
            .await?;
        if written {
            found += count;
        }
    }
    Ok(found)
}

/// The next part of the log: where it begins and ends, and the comments in it of which Akismet
/// thinks otherwise.
fn page(conn: &mut Connection, now: Time) -> Result<Option<(AuditId, AuditId, Vec<CommentId>)>> {
    let Some(from) = store::cursor(conn)? else { return Ok(None) };
    let (to, comments) = study::decided_after(conn, from, LINES, now)?;
    let Some(to) = to else { return Ok(None) };
    let known = store::labels(conn, &comments)?;
    let mut wrong = Vec::new();
    for (comment, label) in known {
        if study::decided(conn, comment)?.is_some_and(|decided| decided != label) {
            wrong.push(comment);
        }
    }
    Ok(Some((from, to, wrong)))
}

/// Reports to Akismet what was decided about a comment, unless it knows or the decision was taken
/// back. A comment whose text is gone, or whose network is forgotten (`comments.network_days`), is
/// not reported: Akismet takes no report without one.
///
/// # Errors
/// Without an answer that thanks for it; the job is tried again then.
pub async fn report(
    akismet: Option<&Akismet>,
    db: &Db,
    vault: &Vault,
    held: Claimed,
    comment: CommentId,
) -> Result<()> {
    let found = db
        .read(move |conn| {
            let known = store::labels(conn, &[comment])?.first().map(|(_, label)| *label);
            Ok((known, study::decided(conn, comment)?, store::comment(conn, comment)?))
        })
        .await?;
    // An operator who has switched Akismet off meanwhile wants no more reports.
    let reported = match (akismet, found) {
        (Some(akismet), (Some(known), Some(decided), Some(row)))
            if known != decided && !row.html.is_empty() =>
        {
            send(akismet, vault, decided, &row).await?
        }
        _ => None,
    };
    db.write(move |conn| {
        if let Some(label) = reported {
            store::set_label(conn, comment, label)?;
        }
        queue::finish(conn, &held)?;
        Ok(())
    })
    .await
}

/// Returns the label that was reported; None where there is no network to report with.
async fn send(
    akismet: &Akismet,
    vault: &Vault,
    label: Label,
    row: &store::Row,
) -> Result<Option<Label>> {
    let Some(network) = row.network_prefix.as_deref() else { return Ok(None) };
    let email = match &row.reader {
        Some((index, sealed)) if akismet.site.send.contains(&Sent::Email) => {
            Some(vault.open_reader(index, sealed)?)
        }
        _ => None,
    };
    let visible = Visible::of(&row.html);
    let comment = Comment {
        text: visible.whole(),
        is_reply: row.parent_id.is_some(),
        network,
        ip: None,
        name: &row.name,
        website: row.website.as_deref(),
        email: email.as_deref().map(|email| email.as_str()),
        written_at: row.created_at,
    };
    match akismet.report(label, &comment).await {
        Ok(()) => Ok(Some(label)),
        Err(fault) => Err(Error::internal(format!("Akismet {}", fault.words()))),
    }
}
