//! How an author edits a comment on its private page. A pending comment is changed at once and
//! stays pending. A public one is changed at once if screening accepts the new text; otherwise the
//! new text is held for review, and the old one stays public until a moderator decides.

use std::time::Duration;

use crate::address::EmailAddress;
use crate::app::App;
use crate::cache::Scope;
use crate::clock::Time;
use crate::comments::draft::{CommentText, DisplayName, Draft, Website};
use crate::comments::email_verification::Browser;
use crate::comments::life::change;
use crate::comments::life::model::{By, Change, State as Comment};
use crate::comments::life::state::{find, lock};
use crate::comments::settings::PostingSettings;
use crate::comments::submission::Submission;
use crate::comments::{self, OwnComment, rescreening, spam_check};
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::CommentId;
use crate::reviews;
use crate::reviews::model::{Closing, Kind, NewReview, State};
use crate::screening::akismet::model::AkismetResult;
use crate::screening::facts::Verification;
use crate::screening::verdict::FirstStatus;
use crate::status::Status;
use crate::subscriptions::model::Notify;
use crate::text::FieldFault;

/// Whether the author can edit a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say all")]
pub enum Editing {
    /// It is pending: the author can edit it until it is decided.
    UntilDecided,
    /// It is public: the author can edit it until then.
    Until(Time),
    /// It is public, and the time for edits is over.
    TooLate,
    /// It was rejected: the author can only appeal.
    Rejected,
    Deleted,
}

/// Whether the author can edit a comment at `now`. `window` is `comments.edit_window`.
pub fn editing(status: Status, posted: Time, window: Duration, now: Time) -> Editing {
    let until = posted.plus(window);
    match status {
        Status::Pending => Editing::UntilDecided,
        Status::Approved if !window.is_zero() && now <= until => Editing::Until(until),
        Status::Approved => Editing::TooLate,
        Status::Rejected | Status::Spam => Editing::Rejected,
        Status::Deleted => Editing::Deleted,
    }
}

/// An author's edit, rendered before the transaction.
struct Edit {
    comment: CommentId,
    /// The version that was seen.
    version: i64,
    /// The comment with the new text.
    submission: Submission,
}

/// Screens the author's new text of a comment and stores it: see `edit`. `version` is the version
/// that the author has seen, `browser` the browser, if an address was verified in it. Returns the
/// outdated pages.
///
/// # Errors
/// Those of `edit`; `edit_closed` as well if the author's address was erased.
pub async fn submit(
    app: &App,
    comment: CommentId,
    version: i64,
    text: CommentText,
    browser: Option<Browser>,
    now: Time,
) -> Result<Option<Scope>> {
    let own = app.db.read(move |conn| comments::own(conn, comment)).await?;
    let verification = match (&own.reader, browser) {
        (Some(reader), Some(browser)) => browser.verification(&app.vault, &reader.email_index),
        _ => Verification::Unverified,
    };
    let (article, prefix) = (own.article_id, own.network_prefix.clone());
    let draft = draft(app, own, text)?;
    let submission = Submission::edit(&app.vault, article, draft, prefix, verification, now)?;
    let settings = PostingSettings::of(&app.settings());
    let copy = settings.clone();
    let is_needed = move |conn: &mut Connection, submission: &Submission, worst| {
        is_spam_check_needed(conn, (comment, version), submission, &copy, worst, now)
    };
    let submission = spam_check::check(app, submission.screened(app), None, now, is_needed).await?;
    let new = Edit { comment, version, submission };
    app.db.write(move |conn| edit(conn, &new, &settings, now)).await
}

/// The comment with a new text, as a draft.
fn draft(app: &App, comment: OwnComment, text: CommentText) -> Result<Draft> {
    let unreadable =
        |fault: FieldFault| Error::internal(format!("a stored comment is invalid: {}", fault.code));
    let gone = || Error::conflict("edit_closed", Message::fault_edit_decided());
    let reader = comment.reader.ok_or_else(gone)?;
    let address = app.vault.open_reader(&reader.email_index, &reader.email_sealed)?;
    Ok(Draft {
        text,
        name: DisplayName::parse(&comment.name).map_err(unreadable)?,
        email: EmailAddress::parse(&address).map_err(unreadable)?,
        website: Website::parse(comment.website.as_deref().unwrap_or_default())
            .map_err(unreadable)?,
        parent_id: comment.parent_id,
        notify: Notify::None,
        consent: false,
    })
}

/// Changes the text of a comment for its author, or holds the new text for review. Returns the
/// outdated pages.
///
/// # Errors
/// `NotFound`; `Conflict` `stale_version`, `already`, `edit_closed`.
fn edit(
    conn: &mut Connection,
    edit: &Edit,
    settings: &PostingSettings,
    now: Time,
) -> Result<Option<Scope>> {
    let (text, html) = edit.submission.text();
    let seen = lock(conn, edit.comment)?;
    require_editable(&seen, edit.version, settings, now)?;
    let held =
        reviews::latest(conn, seen.id, Kind::Revision)?.filter(|last| last.state == State::Open);
    let same = comments::own(conn, seen.id)?.text == text;
    if same && held.is_none() {
        return Err(Error::conflict("already", Message::fault_same_text()));
    }
    if let Some(held) = held {
        // The former edit is withdrawn and not updated: a moderator may be reading it, and must
        // decide about the text that was shown.
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

/// Checks that the author can edit the comment, and has seen its present version.
fn require_editable(
    seen: &Comment,
    version: i64,
    settings: &PostingSettings,
    now: Time,
) -> Result<()> {
    match editing(seen.status, seen.created_at, settings.comments.edit_window, now) {
        Editing::UntilDecided | Editing::Until(_) => {}
        Editing::TooLate => {
            return Err(Error::conflict("edit_closed", Message::fault_edit_too_late()));
        }
        Editing::Rejected | Editing::Deleted => {
            return Err(Error::conflict("edit_closed", Message::fault_edit_decided()));
        }
    }
    if seen.version == version { Ok(()) } else { Err(stale()) }
}

/// Whether Akismet needs to check a new text. It does not if the edit will be refused or changes
/// nothing.
///
/// # Errors
/// Those of the storage.
fn is_spam_check_needed(
    conn: &mut Connection,
    (comment, version): (CommentId, i64),
    submission: &Submission,
    settings: &PostingSettings,
    worst: AkismetResult,
    now: Time,
) -> Result<bool> {
    let seen = match find(conn, comment) {
        Err(Error::NotFound) => return Ok(false),
        seen => seen?,
    };
    if require_editable(&seen, version, settings, now).is_err()
        || comments::own(conn, comment)?.text == submission.text().0
    {
        return Ok(false);
    }
    spam_check::is_needed_for_edit(conn, submission, settings, worst, now)
}

fn stale() -> Error {
    Error::conflict("stale_version", Message::fault_edit_stale())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_can_be_edited_until_it_is_decided_or_the_window_is_over() {
        let posted = Time::parse("2026-11-22T09:00:00Z").expect("an instant");
        let window = Duration::from_secs(900);
        let at = |seconds| posted.plus(Duration::from_secs(seconds));
        assert_eq!(editing(Status::Pending, posted, window, at(9_000)), Editing::UntilDecided);
        assert_eq!(editing(Status::Approved, posted, window, at(900)), Editing::Until(at(900)));
        assert_eq!(editing(Status::Approved, posted, window, at(901)), Editing::TooLate);
        assert_eq!(editing(Status::Approved, posted, Duration::ZERO, posted), Editing::TooLate);
        assert_eq!(editing(Status::Spam, posted, window, posted), Editing::Rejected);
        assert_eq!(editing(Status::Deleted, posted, window, posted), Editing::Deleted);
    }
}
