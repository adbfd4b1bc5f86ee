//! How an author changes the text of a comment on its private page. A held comment is changed at
//! once and stays held. A public one is changed at once where screening lets the new text pass;
//! otherwise the new text is held for review, and the old one stays public until a moderator
//! decides.

use std::time::Duration;

use crate::cache::Scope;
use crate::clock::Time;
use crate::comments::life::change;
use crate::comments::life::model::{By, Change, State as Comment};
use crate::comments::life::state::{find, lock};
use crate::comments::settings::PostingSettings;
use crate::comments::submission::Submission;
use crate::comments::{self, rescreening, spam_check};
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::CommentId;
use crate::reviews;
use crate::reviews::model::{Closing, Kind, NewReview, State};
use crate::screening::akismet::model::Opinion;
use crate::screening::verdict::FirstStatus;
use crate::status::Status;

/// What the author of a comment may do with its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Editing {
    /// Nobody has decided yet: the new text takes the old one's place.
    UntilDecided,
    /// It is public: a new text may be sent until then.
    Until(Time),
    /// The time for it has passed.
    TooLate,
    /// It was refused; an appeal is the way.
    Refused,
    /// Its text is gone.
    Gone,
}

/// What the author of a comment may do with its text at `now`. `window` is `comments.edit_window`.
pub fn editing(status: Status, posted: Time, window: Duration, now: Time) -> Editing {
    let until = posted.plus(window);
    match status {
        Status::Pending => Editing::UntilDecided,
        Status::Approved if !window.is_zero() && now <= until => Editing::Until(until),
        Status::Approved => Editing::TooLate,
        Status::Rejected | Status::Spam => Editing::Refused,
        Status::Deleted => Editing::Gone,
    }
}

/// A new text from its author, rendered before the transaction.
pub struct Edit {
    /// The comment.
    pub comment: CommentId,
    /// The version that was seen.
    pub version: i64,
    /// The comment as it would be.
    pub submission: Submission,
}

/// Changes the text of a comment for its author, or holds the change for review. Returns the pages
/// that are outdated.
///
/// # Errors
/// `NotFound`; `Conflict` `stale_version`, `already`, `edit_closed`.
pub fn edit(
    conn: &mut Connection,
    edit: &Edit,
    settings: &PostingSettings,
    now: Time,
) -> Result<Option<Scope>> {
    let (text, html) = edit.submission.text();
    let seen = lock(conn, edit.comment)?;
    editable(&seen, edit.version, settings, now)?;
    let held =
        reviews::latest(conn, seen.id, Kind::Revision)?.filter(|last| last.state == State::Open);
    let same = comments::own(conn, seen.id)?.text == text;
    if same && held.is_none() {
        return Err(Error::conflict("already", "The text is the same as before"));
    }
    if let Some(held) = held {
        // It is withdrawn and not changed: a moderator may be reading it, and must decide about the
        // text that they have read.
        let (state, version) = (State::Withdrawn, seen.version);
        let withdrawn = Closing { state, by: None, version, with_decision: false };
        reviews::close(conn, (held.id, held.kind), &withdrawn, now)?;
    }
    if same {
        return Ok(None);
    }
    let verdict = rescreening::judge(conn, &edit.submission, settings, now)?;
    if seen.status == Status::Pending || verdict.status == FirstStatus::Approved {
        let submission = &edit.submission;
        let edited = Change::EditByAuthor { submission, verdict: &verdict };
        return Ok(change(conn, &seen, edited, &By::default(), now)?.changed);
    }
    let reasons = serde_json::to_string(&verdict.reasons).map_err(Error::internal)?;
    let review = NewReview {
        text: Some(text),
        html: Some(html),
        reasons: Some(&reasons),
        ..NewReview::open(Kind::Revision, seen.id, seen.section_id, seen.version, now)
    };
    reviews::open(conn, &review)?.ok_or_else(stale)?;
    Ok(None)
}

/// Whether the author may change the comment, of which `version` was seen.
fn editable(seen: &Comment, version: i64, settings: &PostingSettings, now: Time) -> Result<()> {
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
    if seen.version == version { Ok(()) } else { Err(stale()) }
}

/// Whether Akismet is to be asked about a new text: not about one that will be refused or changes
/// nothing.
///
/// # Errors
/// Those of the storage.
pub fn is_worth_asking(
    conn: &mut Connection,
    (comment, version): (CommentId, i64),
    submission: &Submission,
    settings: &PostingSettings,
    worst: Opinion,
    now: Time,
) -> Result<bool> {
    let seen = match find(conn, comment) {
        Err(Error::NotFound) => return Ok(false),
        seen => seen?,
    };
    if editable(&seen, version, settings, now).is_err()
        || comments::own(conn, comment)?.text == submission.text().0
    {
        return Ok(false);
    }
    spam_check::is_worth_asking_again(conn, submission, settings, worst, now)
}

fn stale() -> Error {
    Error::conflict(
        "stale_version",
        "Your comment was changed or decided about meanwhile. Look at it as it is now.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_can_be_changed_until_it_is_decided_or_the_window_closes() {
        let posted = Time::parse("2026-11-22T09:00:00Z").expect("an instant");
        let window = Duration::from_secs(900);
        let at = |seconds| posted.plus(Duration::from_secs(seconds));
        assert_eq!(editing(Status::Pending, posted, window, at(9_000)), Editing::UntilDecided);
        assert_eq!(editing(Status::Approved, posted, window, at(900)), Editing::Until(at(900)));
        assert_eq!(editing(Status::Approved, posted, window, at(901)), Editing::TooLate);
        assert_eq!(editing(Status::Approved, posted, Duration::ZERO, posted), Editing::TooLate);
        assert_eq!(editing(Status::Spam, posted, window, posted), Editing::Refused);
        assert_eq!(editing(Status::Deleted, posted, window, posted), Editing::Gone);
    }
}
