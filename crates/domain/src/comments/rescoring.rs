//! Updates what is derived from a comment's text when the text changes: score, language,
//! near-duplicates, fingerprint.

use std::time::Duration;

use crate::address::EmailAddress;
use crate::app::App;
use crate::clock::Time;
use crate::comments::store::{posting, single};
use crate::comments::submission::{Submission, domain_of, fingerprint};
use crate::db::Connection;
use crate::error::Result;
use crate::ids::CommentId;
use crate::markup::Visible;
use crate::post_processing;
use crate::queue::{self, Claimed, Job};
use crate::screening::facts::{ScoreOutcome, Scored};
use crate::screening::filter;
use crate::screening::filter::features::Sample;
use crate::screening::filter::near::Signature;

impl Submission {
    /// The score that is stored with the comment, if it has one.
    pub(super) fn score(&self) -> Option<f64> {
        let scored = self.score.as_ref().filter(|scored| scored.outcome != ScoreOutcome::Missing);
        scored.map(|Scored { score, .. }| *score)
    }
}

/// Updates a comment after its author has replaced the text whose HTML was `before`.
///
/// # Errors
/// Those of the storage.
pub fn after_author_edit(
    conn: &mut Connection,
    id: CommentId,
    before: &str,
    submission: &Submission,
) -> Result<()> {
    let visible = submission.draft.text.visible();
    filter::regroup(conn, id, &signature(before), &Signature::of(visible.whole()))?;
    posting::set_fingerprint(conn, id, &submission.fingerprint)?;
    single::set_scores(conn, id, submission.score(), post_processing::language(visible.words()))
}

/// Updates a comment after staff have replaced the text whose HTML was `before` by one with this
/// `html`. The near-duplicates are updated in the transaction, which takes a few milliseconds at
/// most: staff edit seldom, and the old text must no longer match. A job computes score, language
/// and fingerprint, which need the keys.
///
/// # Errors
/// Those of the storage.
pub fn after_staff_edit(
    conn: &mut Connection,
    id: CommentId,
    before: &str,
    html: &str,
    now: Time,
) -> Result<()> {
    filter::regroup(conn, id, &signature(before), &signature(html))?;
    queue::enqueue(conn, Job::Rescore { comment: id }, now)
}

fn signature(html: &str) -> Signature {
    Signature::of(Visible::of(html).whole())
}

/// The job that computes score, language and fingerprint of a comment's present text. If the text
/// changes meanwhile, the result is dropped, because another job is queued.
///
/// # Errors
/// Those of the storage; the job is then retried.
pub async fn rescore(app: &App, held: Claimed, id: CommentId) -> Result<()> {
    let found = app.db.read(move |conn| single::stored_text(conn, id)).await?;
    let derived = match found.filter(|row| row.is_a_readers && !row.html.is_empty()) {
        None => None,
        Some(row) => {
            let visible = Visible::of(&row.html);
            let address = match &row.reader {
                Some((index, sealed)) => Some(app.vault.reader_address(index, sealed)?),
                None => None,
            };
            Some((
                row.version,
                score(app, &row, address.as_ref(), &visible),
                post_processing::language(visible.words()),
                address.map(|address| {
                    let inbox = app.vault.inbox_index(&address);
                    fingerprint(&app.vault, row.article_id, row.parent_id, &inbox, &visible)
                }),
            ))
        }
    };
    app.db
        .write(move |conn| {
            if let Some((version, score, language, fingerprint)) = &derived
                && single::version(conn, id)? == Some(*version)
            {
                single::set_scores(conn, id, *score, *language)?;
                if let Some(fingerprint) = fingerprint {
                    posting::set_fingerprint(conn, id, fingerprint)?;
                }
            }
            queue::finish(conn, &held)?;
            Ok(())
        })
        .await
}

fn score(
    app: &App,
    row: &single::StoredText,
    address: Option<&EmailAddress>,
    visible: &Visible,
) -> Option<f64> {
    if !app.config.screening.filter {
        return None;
    }
    let address = address.map(EmailAddress::canonical);
    let address = address.as_deref();
    let found = app.filter.score(&Sample {
        text: visible.whole(),
        name: &row.name,
        mailbox: address.and_then(|address| address.rsplit_once('@')).map(|(mailbox, _)| mailbox),
        email_domain: address.map(domain_of),
        website: row.website.as_deref(),
        form_age: row.form_age.and_then(|age| u64::try_from(age).ok()).map(Duration::from_millis),
    });
    found.map(|found| found.score)
}
