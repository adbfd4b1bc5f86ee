//! What the author of a comment can do on its private page: change the text, appeal, and prove the
//! address.

use std::time::Duration;

use serde_json::Value;

use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::cache::Scope;
use crate::clock::Time;
use crate::comments::proof::Link;
use crate::comments::{self, OwnComment, Rules, Submission, asking, measuring};
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::CommentId;
use crate::invalidation;
use crate::moderation::reason::ReasonCode;
use crate::queue::{self, Job};
use crate::reviews::model::{AppealText, Editing, Kind, Resolution, Review, State, editing};
use crate::reviews::one_at_a_time;
use crate::reviews::store::changing::NewReview;
use crate::reviews::store::reading::Standing;
use crate::reviews::store::{changing, reading};
use crate::screening::akismet::model::Opinion;
use crate::screening::rules::model::Action;
use crate::screening::{FirstStatus, Reason};
use crate::status::Status;

/// The reason in the log where the author has changed the text.
pub const BY_AUTHOR: &str = "author";

/// All that the private page shows.
pub struct Private {
    /// The comment.
    pub comment: OwnComment,
    /// Why it was rejected, in a sentence.
    pub reason: Option<String>,
    /// What the moderator wrote to the author.
    pub to_author: Option<String>,
    /// The new text that waits, with its HTML.
    pub revision: Option<(String, String)>,
    /// The last new text was refused.
    pub revision_refused: bool,
    /// What became of the appeal.
    pub appeal: Option<State>,
}

/// A comment for its author, with all that became of it.
///
/// # Errors
/// `NotFound`.
pub fn private(conn: &mut Connection, id: CommentId) -> Result<Private> {
    let comment = comments::own(conn, id)?;
    let ruled = match comment.status {
        Status::Rejected => reading::last_ruling(conn, id)?,
        _ => None,
    };
    let reason = match &ruled {
        Some(ruled) if ruled.actor.is_none() => rules_reason(&comment.reasons),
        Some(ruled) => ruled.reason.as_deref().and_then(sentence).map(str::to_owned),
        None => None,
    };
    let revision = reading::latest(conn, id, Kind::Revision)?;
    Ok(Private {
        reason,
        to_author: ruled.and_then(|ruled| words_to_author(ruled.detail.as_deref())),
        revision_refused: revision.as_ref().is_some_and(|last| last.state == State::Dismissed),
        revision: revision
            .filter(|last| last.state == State::Open)
            .and_then(|last| Some((last.text?, last.html?))),
        appeal: reading::latest(conn, id, Kind::Appeal)?.map(|appeal| appeal.state),
        comment,
    })
}

/// The sentence for a reason code.
fn sentence(code: &str) -> Option<&'static str> {
    ReasonCode::of(code).map(ReasonCode::sentence)
}

/// What the rule that kept a comment out says to its author.
fn rules_reason(stored: &str) -> Option<String> {
    let reasons: Vec<Reason> = serde_json::from_str(stored).unwrap_or_default();
    reasons.into_iter().find_map(|found| match found {
        Reason::Rule { action: Action::Reject, reason, .. } => Some(reason),
        _ => None,
    })
}

/// What stands under `to_author` in the detail of a line of the log.
pub fn words_to_author(detail: Option<&str>) -> Option<String> {
    let detail: Value = serde_json::from_str(detail?).ok()?;
    detail.get("to_author")?.as_str().filter(|words| !words.is_empty()).map(str::to_owned)
}

/// A new text from its author, rendered before the transaction.
pub struct Edit {
    /// The comment.
    pub comment: CommentId,
    /// The version that was looked at.
    pub version: i64,
    /// The comment as it would be.
    pub submission: Submission,
}

/// What became of a new text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edited {
    /// What looks different to readers.
    pub changed: Option<Scope>,
}

/// Changes the text of a comment for its author. What waits is changed and goes on waiting; of what
/// is public, the new text waits, unless screening lets it pass.
///
/// # Errors
/// `NotFound`; `Conflict` `stale_version`, `already`, `edit_closed`.
pub fn edit(conn: &mut Connection, edit: &Edit, settings: &Rules, now: Time) -> Result<Edited> {
    let (text, html) = edit.submission.text();
    one_at_a_time(conn, edit.comment)?;
    let seen = editable(conn, (edit.comment, edit.version), settings, now)?;
    let waiting = reading::latest(conn, edit.comment, Kind::Revision)?
        .filter(|last| last.state == State::Open);
    if seen.text == text {
        // Back to what is public: there is nothing to wait for any more.
        let Some(waiting) = waiting else {
            return Err(Error::conflict("already", "The text is the same as before"));
        };
        changing::close(conn, waiting.id, State::Withdrawn, None, (seen.version, false), now)?;
        return Ok(Edited { changed: None });
    }
    let verdict = comments::rescreen(conn, &edit.submission, settings, now)?;
    if let Some(waiting) = waiting {
        // A moderator may be reading it: what they decide about must be what they have read.
        changing::close(conn, waiting.id, State::Withdrawn, None, (seen.version, false), now)?;
    }
    match (seen.status, verdict.status) {
        (Status::Pending, _) => {
            let before: Vec<Reason> = serde_json::from_str(&seen.reasons).unwrap_or_default();
            let reasons = comments::reasons_after_edit(&before, &verdict);
            replace(conn, edit, &seen, Act::Edit, None, now)?;
            comments::restate_reasons(conn, edit.comment, reasons)?;
            Ok(Edited { changed: None })
        }
        (_, FirstStatus::Approved) => {
            replace(conn, edit, &seen, Act::Revise, Some(now), now)?;
            let changed = Scope::Article(seen.article_id);
            invalidation::record(conn, changed, now)?;
            Ok(Edited { changed: Some(changed) })
        }
        (_, FirstStatus::Pending | FirstStatus::Rejected | FirstStatus::Spam) => {
            let review = NewReview {
                comment_id: edit.comment,
                section_id: seen.section_id,
                kind: Kind::Revision,
                state: State::Open,
                weight: 0.0,
                text: Some(text),
                html: Some(html),
                reasons: Some(serde_json::to_string(&verdict.reasons).map_err(Error::internal)?),
                version: seen.version,
                opened_at: now,
            };
            changing::open(conn, &review)?.ok_or_else(stale)?;
            Ok(Edited { changed: None })
        }
    }
}

/// How a comment stands that its author may change.
fn editable(
    conn: &mut Connection,
    (comment, version): (CommentId, i64),
    settings: &Rules,
    now: Time,
) -> Result<Standing> {
    let seen = reading::standing(conn, comment)?.ok_or(Error::NotFound)?;
    match editing(seen.status, seen.created_at, settings.comments.edit_window, now) {
        Editing::UntilDecided | Editing::Until(_) => {}
        Editing::TooLate => {
            return Err(Error::conflict(
                "edit_closed",
                "The time in which it could be changed is over",
            ));
        }
        Editing::Refused | Editing::Gone => {
            return Err(Error::conflict(
                "edit_closed",
                "It has been decided about and can no longer be changed",
            ));
        }
    }
    if seen.version == version { Ok(seen) } else { Err(stale()) }
}

/// Whether Akismet is to be asked about a new text: not about one that will be refused or changes
/// nothing.
///
/// # Errors
/// Those of the storage.
pub fn is_worth_asking(
    conn: &mut Connection,
    seen: (CommentId, i64),
    submission: &Submission,
    settings: &Rules,
    worst: Opinion,
    now: Time,
) -> Result<bool> {
    match editable(conn, seen, settings, now) {
        Ok(standing) if standing.text == submission.text().0 => Ok(false),
        Ok(_) => asking::is_worth_asking_again(conn, submission, settings, worst, now),
        Err(Error::NotFound | Error::Conflict { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}

fn stale() -> Error {
    Error::conflict(
        "stale_version",
        "Your comment was changed or decided about meanwhile. Look at it as it is now.",
    )
}

fn replace(
    conn: &mut Connection,
    edit: &Edit,
    seen: &Standing,
    act: Act,
    edited_at: Option<Time>,
    now: Time,
) -> Result<()> {
    if !changing::set_text(conn, edit.comment, seen, edit.submission.text(), edited_at)? {
        return Err(stale());
    }
    changing::keep_revision(conn, edit.comment, seen, now)?;
    measuring::follow(conn, edit.comment, &seen.text, &edit.submission)?;
    asking::note(conn, edit.comment, &edit.submission)?;
    let line = Entry {
        comment: Some(edit.comment),
        status: (Some(seen.status), Some(seen.status)),
        version: Some(seen.version + 1),
        reason: Some(BY_AUTHOR),
        ..Entry::new(act)
    };
    audit::append(conn, &line, now)?;
    Ok(())
}

/// Asks for another look at a comment that was refused. Once.
///
/// # Errors
/// `NotFound`; `Conflict` `not_refused`, `appealed`.
pub fn appeal(
    conn: &mut Connection,
    comment: CommentId,
    words: &AppealText,
    now: Time,
) -> Result<()> {
    one_at_a_time(conn, comment)?;
    let seen = reading::standing(conn, comment)?.ok_or(Error::NotFound)?;
    if !matches!(seen.status, Status::Rejected | Status::Spam) {
        return Err(Error::conflict("not_refused", "There is no refusal to appeal against"));
    }
    if reading::latest(conn, comment, Kind::Appeal)?.is_some() {
        return Err(Error::conflict(
            "appealed",
            "You have asked for another look already; that can be done once",
        ));
    }
    let review = NewReview {
        comment_id: comment,
        section_id: seen.section_id,
        kind: Kind::Appeal,
        state: State::Open,
        weight: 0.0,
        text: Some(words.as_str()),
        html: None,
        reasons: None,
        version: seen.version,
        opened_at: now,
    };
    let opened = changing::open(conn, &review)?;
    let id = opened
        .ok_or_else(|| Error::conflict("appealed", "You have asked for another look already"))?;
    let detail = Some(serde_json::json!({ "review": id }));
    audit::append(conn, &Entry { comment: Some(comment), detail, ..Entry::new(Act::Appeal) }, now)?;
    Ok(())
}

/// What a link in a mail can still do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standby {
    /// It is good.
    Good,
    /// Its time is over.
    Expired,
    /// It, or another of its time, was followed already; or nothing is left that it could be about.
    Used,
}

/// Whether a link that proves an address is still good.
pub fn standby(conn: &mut Connection, link: &Link, now: Time) -> Result<Standby> {
    if now > link.expires {
        return Ok(Standby::Expired);
    }
    let reader = changing::reader(conn, link.reader)?;
    Ok(match reader {
        Some((_, proven_at)) if proven_at == link.proven_before => Standby::Good,
        _ => Standby::Used,
    })
}

/// Notes that an address is proven, and answers its blind index, from which the browser's proof is
/// made.
///
/// # Errors
/// `Conflict` `link_expired`, `link_used`.
pub fn prove(conn: &mut Connection, link: &Link, now: Time) -> Result<Vec<u8>> {
    let used = || {
        Error::conflict(
            "link_used",
            "This link was used already. Ask for a new one on the private page.",
        )
    };
    if now > link.expires {
        return Err(Error::conflict(
            "link_expired",
            "This link is too old. Ask for a new one on the private page.",
        ));
    }
    let (email_index, _) = changing::reader(conn, link.reader)?.ok_or_else(used)?;
    // The next proof must differ from this one, even where the clock stands.
    let moment =
        link.proven_before.map_or(now, |before| now.max(before.plus(Duration::from_micros(1))));
    if !changing::prove(conn, link.reader, link.proven_before, moment)? {
        return Err(used());
    }
    Ok(email_index)
}

/// Sees to it that the author hears of a decision, if the address is proven. The mail leaves when
/// the time for taking the decision back is over, and only if it still holds then.
pub fn tell(
    conn: &mut Connection,
    comment: CommentId,
    proven: bool,
    next: Status,
    version: i64,
    now: Time,
) -> Result<()> {
    if proven && matches!(next, Status::Approved | Status::Rejected) {
        queue::enqueue(conn, Job::CommentDecided { comment, version }, now)?;
    }
    Ok(())
}

/// Sees to it that the author hears of an answer that is no decision about the comment, if the
/// address is proven: an appeal dismissed, an edit taken or refused. It leaves and holds as
/// [`tell`] says.
pub(super) fn tell_answer(
    conn: &mut Connection,
    review: &Review,
    resolution: Resolution,
    now: Time,
) -> Result<()> {
    match (review.kind, resolution) {
        (Kind::Flags, _) | (Kind::Appeal, Resolution::Uphold) => return Ok(()),
        (Kind::Appeal, Resolution::Dismiss) | (Kind::Revision, _) => {}
    }
    let Some(reader) = reading::reader_of(conn, review.comment.id)? else { return Ok(()) };
    if changing::is_proven(conn, reader)? {
        queue::enqueue(conn, Job::ReviewAnswered { review: review.id, at: now.micros() }, now)?;
    }
    Ok(())
}

/// The decision that holds, for a mail about it.
pub struct Decided {
    /// The status it gave.
    pub status: Status,
    /// The version that it made.
    pub version: Option<i64>,
    /// Why, in a sentence.
    pub reason: Option<&'static str>,
    /// What the moderator wrote to the author.
    pub to_author: Option<String>,
}

/// What was last decided about a comment.
pub fn decision(conn: &mut Connection, comment: CommentId) -> Result<Option<Decided>> {
    let Some(ruled) = reading::last_ruling(conn, comment)? else { return Ok(None) };
    Ok(ruled.to_status.map(|status| Decided {
        status,
        version: ruled.version,
        reason: ruled.reason.as_deref().and_then(sentence),
        to_author: words_to_author(ruled.detail.as_deref()),
    }))
}
