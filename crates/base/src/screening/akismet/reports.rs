//! Reports to Akismet about decisions of moderators that differ from its answer.
//!
//! The log is read a few seconds after the decisions, so that neither decisions nor batches are
//! slowed. Each differing decision becomes a job, which is due after the undo window and checks the
//! decision again.

use std::time::Duration;

use crate::clock::Time;
use crate::config::SentField;
use crate::db::{Connection, Db, dialect};
use crate::error::{Error, Result};
use crate::ids::{AuditId, CommentId};
use crate::markup::Visible;
use crate::queue::{self, Claimed, Job};
use crate::screening::akismet::model::Comment;
use crate::screening::akismet::{Akismet, store};
use crate::screening::filter::label::Label;
use crate::screening::filter::training;
use crate::vault::Vault;

/// Lines of the log in one part.
const LINES: i64 = 200;

/// Parts that are read in one round.
const PAGES: usize = 20;

/// Reads the decisions up to a few seconds ago, and queues a job for each comment about which
/// Akismet said the opposite. Returns the number of jobs. Several workers may run this at once.
pub async fn queue_reports(db: &Db, undo_window: Duration, now: Time) -> Result<usize> {
    let mut found = 0;
    for _ in 0..PAGES {
        let Some((from, to, wrong)) = db.read(move |conn| page(conn, now)).await? else { break };
        let count = wrong.len();
        // If another worker has moved the cursor meanwhile, the next round continues from there.
        let written = db
            .write(move |conn| {
                dialect::serialize_on(conn, b"akismet reports")?;
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

/// The next part of the log: its begin and end, and the comments in it about which Akismet said the
/// opposite.
fn page(conn: &mut Connection, now: Time) -> Result<Option<(AuditId, AuditId, Vec<CommentId>)>> {
    let Some(from) = store::cursor(conn)? else { return Ok(None) };
    let (to, comments) = training::decided_after(conn, from, LINES, now)?;
    let Some(to) = to else { return Ok(None) };
    let known = store::labels(conn, &comments)?;
    let mut wrong = Vec::new();
    for (comment, label) in known {
        if training::decided(conn, comment)?.is_some_and(|decided| decided != label) {
            wrong.push(comment);
        }
    }
    Ok(Some((from, to, wrong)))
}

/// The job that reports the decision about a comment, unless it was undone or reported already. A
/// comment whose text or network (`comments.network_days`) is erased is not reported, because
/// Akismet requires both.
///
/// # Errors
/// If Akismet does not acknowledge the report; the job is then retried.
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
            Ok((known, training::decided(conn, comment)?, store::comment(conn, comment)?))
        })
        .await?;
    // Nothing is reported if the operator has switched Akismet off meanwhile.
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

/// Sends a report and returns its label; None if the network is erased.
async fn send(
    akismet: &Akismet,
    vault: &Vault,
    label: Label,
    row: &store::CommentRow,
) -> Result<Option<Label>> {
    let Some(network) = row.network_prefix.as_deref() else { return Ok(None) };
    let email = match &row.reader {
        Some((index, sealed)) if akismet.site.send.contains(&SentField::Email) => {
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
