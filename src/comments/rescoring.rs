//! Keeps score, language and near-duplicates of a comment in step with its text.

use std::time::Duration;

use crate::app::App;
use crate::arrivals;
use crate::clock::Time;
use crate::comments::{Submission, domain_of, open_address, store};
use crate::db::Connection;
use crate::error::Result;
use crate::ids::CommentId;
use crate::queue::{self, Claimed, Job};
use crate::screening::filter;
use crate::screening::filter::features::Sample;
use crate::screening::filter::near::Signature;
use crate::screening::{ScoreOutcome, Scored};

impl Submission {
    /// The score that is stored with the comment, if it has one.
    pub(super) fn score(&self) -> Option<f64> {
        let scored = self.score.as_ref().filter(|scored| scored.outcome != ScoreOutcome::Missing);
        scored.map(|Scored { score, .. }| *score)
    }
}

/// The author has put the text of `submission` in the place of `was`.
pub fn follow(
    conn: &mut Connection,
    id: CommentId,
    was: &str,
    submission: &Submission,
) -> Result<()> {
    let text = submission.draft.text.as_str();
    filter::regroup(conn, id, was, &Signature::of(text))?;
    store::set_measures(conn, id, submission.score(), arrivals::language(text))
}

/// Staff have put `text` in the place of `was`. The text is hashed within the transaction, which
/// its few milliseconds at most do not harm: staff change texts seldom, and what is near to the old
/// one must not be found by it any more. The score is for a job.
pub fn follow_staff(
    conn: &mut Connection,
    id: CommentId,
    was: &str,
    text: &str,
    now: Time,
) -> Result<()> {
    filter::regroup(conn, id, was, &Signature::of(text))?;
    queue::enqueue(conn, Job::Rescore { comment: id }, now)
}

/// Gives a comment the score and the language of the text that it has now. If that changes once
/// more meanwhile, another job is on its way.
pub async fn rescore(app: &App, held: Claimed, id: CommentId) -> Result<()> {
    let found = app.db.read(move |conn| store::measured(conn, id)).await?;
    let measured = match found.filter(|row| row.is_a_readers && !row.text.is_empty()) {
        None => None,
        Some(row) => Some((row.version, score(app, &row)?, arrivals::language(&row.text))),
    };
    app.db
        .write(move |conn| {
            if let Some((version, score, language)) = measured
                && store::version(conn, id)? == Some(version)
            {
                store::set_measures(conn, id, score, language)?;
            }
            queue::finish(conn, &held)?;
            Ok(())
        })
        .await
}

fn score(app: &App, row: &store::MeasuredText) -> Result<Option<f64>> {
    if !app.config.screening.filter {
        return Ok(None);
    }
    let address = match &row.reader {
        Some((index, sealed)) => Some(open_address(&app.vault, index, sealed)?),
        None => None,
    };
    let address = address.as_deref().map(String::as_str);
    let found = app.filter.score(&Sample {
        text: &row.text,
        name: &row.name,
        mailbox: address.and_then(|address| address.rsplit_once('@')).map(|(mailbox, _)| mailbox),
        email_domain: address.map(domain_of),
        website: row.website.as_deref(),
        form_age: row.form_age.and_then(|age| u64::try_from(age).ok()).map(Duration::from_millis),
    });
    Ok(found.map(|found| found.score))
}
