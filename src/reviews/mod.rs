//! Readers' part in moderation: flags, appeals, and authors' edits of what is public. Each is a
//! *review*, an entry of its own in the queue, about a comment that has been decided.
//!
//! [`flag`] opens a review or adds to one; [`author`] has what the author of a comment can do on
//! its private page; [`resolve`] is how a moderator answers, and [`desk`] has what is open in the
//! order of a moderator's desk. Where a comment is decided in another way, [`follow`] closes what
//! that answers as well. [`undo`] opens again what was answered in either way.

pub mod author;
pub mod desk;
pub mod diff;
pub mod model;
mod store;
pub mod undo;
pub mod view;
pub mod web;

use std::time::Duration;

use serde_json::json;

use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::cache::Scope;
use crate::clock::Time;
use crate::comments::measuring;
use crate::config::Comments as Settings;
use crate::db::{Connection, dialect};
use crate::error::{Error, Result};
use crate::ids::{AccountId, CommentId, ReaderId, ReviewId};
use crate::invalidation;
use crate::moderation;
use crate::moderation::reason::ReasonCode;
use crate::moderation::ruling::Ruling;
use crate::queue::{self, Job};
use crate::reviews::model::{
    Filter, Flag, FlagDraft, FlagReason, Kind, OpenCounts, Resolution, Review, State, strongest,
};
use crate::reviews::store::changing::NewReview;
use crate::reviews::store::flags::NewFlag;
use crate::reviews::store::reading::{Row, Sections, Standing};
use crate::reviews::store::{changing, flags, reading};
use crate::status::{Decision, Status};

/// The span in which flags are counted.
const HOUR: Duration = Duration::from_secs(3600);

/// How long a flagger is remembered who is no longer heard of.
const REMEMBERED: Duration = Duration::from_secs(400 * 86_400);

/// `articles.status` of an article that readers see.
const PUBLISHED: i16 = 1;

/// The reason in the log where flags hold a comment by themselves.
pub const BY_FLAGS: &str = "flags";

/// Notes that a reader finds a public comment wrong. The second flag of one reader changes nothing.
/// What looks different to readers is returned: the comment may be held by it.
///
/// # Errors
/// `NotFound` unless the comment is public, `TooFast`.
pub fn flag(
    conn: &mut Connection,
    comment: CommentId,
    draft: &FlagDraft,
    flagger: &[u8],
    settings: &Settings,
    now: Time,
) -> Result<Option<Scope>> {
    let standing = public(conn, comment)?;
    if flags::has_flagged(conn, comment, flagger)? {
        return Ok(None);
    }
    // Always in this order, so that two readers never wait for each other.
    dialect::serialize_on(conn, flagger)?;
    one_at_a_time(conn, comment)?;
    not_too_often(conn, flagger, settings.flags_per_hour, now)?;

    let weight = flags::record(conn, flagger)?.weight();
    let (review, late) = review_for(conn, comment, &standing, draft, now)?;
    let row = NewFlag {
        review_id: review.id,
        comment_id: comment,
        flagger,
        reason: draft.reason,
        words: draft.words.as_deref(),
        weight,
        late,
        created_at: now,
    };
    if !flags::insert(conn, &row)? {
        return Ok(None);
    }
    let total = if late {
        let since = flags::late_weight(conn, review.id)?;
        if since <= review.weight {
            return Ok(None);
        }
        let again = open_flags(conn, comment, &standing, since, now)?;
        flags::move_late(conn, review.id, again)?;
        since
    } else {
        changing::weigh(conn, review.id, weight)?
    };
    if weighs_too_much(total, settings.flag_hide_weight) {
        hide(conn, comment, &standing, now)
    } else {
        Ok(None)
    }
}

/// Whether flags hold a comment by themselves; never if the limit is 0.
fn weighs_too_much(weight: f64, limit: u32) -> bool {
    limit > 0 && weight >= f64::from(limit)
}

/// How a comment stands that readers see.
fn public(conn: &mut Connection, comment: CommentId) -> Result<Standing> {
    reading::standing(conn, comment)?
        .filter(|standing| standing.status.is_public() && standing.article_status == PUBLISHED)
        .ok_or(Error::NotFound)
}

/// How a comment stands, whatever its status.
///
/// # Errors
/// `NotFound`.
fn standing(conn: &mut Connection, comment: CommentId) -> Result<Standing> {
    reading::standing(conn, comment)?.ok_or(Error::NotFound)
}

/// Lets transactions that open or close reviews of one comment wait for each other. Taken before
/// the comment's row is changed.
pub fn one_at_a_time(conn: &mut Connection, comment: CommentId) -> Result<()> {
    dialect::serialize_on(conn, &(comment.0 ^ i64::from_be_bytes(*b"reviews\0")).to_be_bytes())
}

fn not_too_often(conn: &mut Connection, flagger: &[u8], most: u32, now: Time) -> Result<()> {
    let most = i64::from(most.max(1));
    let lately = flags::recent(conn, flagger, now.minus(HOUR), most)?;
    match lately.last() {
        // The oldest of them must be an hour ago before there is room for another.
        Some(oldest) if lately.len() >= usize::try_from(most).unwrap_or(usize::MAX) => {
            let retry_after = oldest.plus(HOUR).since(now);
            Err(Error::TooFast { retry_after: Duration::from_secs(retry_after.as_secs() + 1) })
        }
        _ => Ok(()),
    }
}

/// The review that a flag belongs to, and whether it comes late: the open one; or the one that was
/// dismissed, if it was about the same reason and the same version; or a new one.
fn review_for(
    conn: &mut Connection,
    comment: CommentId,
    standing: &Standing,
    draft: &FlagDraft,
    now: Time,
) -> Result<(Row, bool)> {
    if let Some(last) = reading::latest(conn, comment, Kind::Flags)? {
        let settled = last.state == State::Dismissed && last.version == standing.version;
        if last.state == State::Open {
            return Ok((last, false));
        }
        if settled && flags::tells(conn, last.id, draft.reason)? {
            return Ok((last, true));
        }
    }
    open_flags(conn, comment, standing, 0.0, now)?;
    let opened = reading::latest(conn, comment, Kind::Flags)?
        .ok_or_else(|| Error::internal("a review came and went"))?;
    Ok((opened, false))
}

fn open_flags(
    conn: &mut Connection,
    comment: CommentId,
    standing: &Standing,
    weight: f64,
    now: Time,
) -> Result<ReviewId> {
    let review = NewReview {
        comment_id: comment,
        section_id: standing.section_id,
        kind: Kind::Flags,
        state: State::Open,
        weight,
        text: None,
        html: None,
        reasons: None,
        version: standing.version,
        opened_at: now,
    };
    changing::open(conn, &review)?.ok_or_else(|| Error::internal("flags of one comment crossed"))
}

/// Takes a comment off the page because its flags weigh too much.
fn hide(
    conn: &mut Connection,
    comment: CommentId,
    seen: &Standing,
    now: Time,
) -> Result<Option<Scope>> {
    if !changing::hold(conn, comment, seen, now)? {
        // PostgreSQL only: somebody has just decided.
        return Ok(None);
    }
    let line = Entry {
        comment: Some(comment),
        status: (Some(seen.status), Some(Status::Pending)),
        version: Some(seen.version + 1),
        reason: Some(BY_FLAGS),
        ..Entry::new(Act::Hold)
    };
    audit::append(conn, &line, now)?;
    queue::enqueue(conn, Job::CommentHeld { comment }, now)?;
    let changed = Scope::Article(seen.article_id);
    invalidation::record(conn, changed, now)?;
    Ok(Some(changed))
}

/// Answers a review, if it is open and its comment still has `version`. Answers what looks
/// different to readers.
///
/// # Errors
/// `NotFound`; `Conflict` `closed` with who was faster, or what [`moderation::decide`] says;
/// `Forbidden` `same_moderator` where an appeal is about a decision of the actor's own.
pub fn resolve(
    conn: &mut Connection,
    id: ReviewId,
    answer: &Answer,
    actor: AccountId,
    now: Time,
) -> Result<Option<Scope>> {
    let review = find(conn, id)?;
    let comment = review.comment.id;
    one_at_a_time(conn, comment)?;
    if review.state != State::Open {
        return Err(closed(&review));
    }
    if review.comment.version != answer.version {
        return Err(moderation::present(conn, comment)?.stale());
    }
    if review.kind == Kind::Appeal {
        another_moderator(conn, comment, actor)?;
    }
    let (state, makes_version) = match (answer.resolution, review.kind) {
        (Resolution::Uphold, _) => (State::Upheld, true),
        (Resolution::Dismiss, Kind::Flags) => (State::Dismissed, held_by_flags(conn, &review)?),
        (Resolution::Dismiss, _) => (State::Dismissed, false),
    };
    let version = answer.version + i64::from(makes_version);
    if !changing::close(conn, id, state, Some(actor), (version, makes_version), now)? {
        // PostgreSQL only: another transaction committed since we looked.
        return Err(closed(&find(conn, id)?));
    }
    if review.kind == Kind::Flags {
        flags::judge(conn, id, state == State::Upheld, 1, now)?;
    }
    author::tell_answer(conn, &review, answer.resolution, now)?;
    match (review.kind, answer.resolution) {
        (Kind::Revision, Resolution::Uphold) => take_over(conn, &review, answer, actor, now),
        (kind, resolution) => {
            let act = match (kind, resolution) {
                (Kind::Flags, Resolution::Uphold) => Act::UpholdFlags,
                (Kind::Flags, Resolution::Dismiss) => Act::DismissFlags,
                (Kind::Appeal, Resolution::Uphold) => Act::UpholdAppeal,
                (Kind::Appeal, Resolution::Dismiss) => Act::DismissAppeal,
                (Kind::Revision, _) => Act::RefuseRevision,
            };
            let line = Entry {
                comment: Some(comment),
                note: answer.note.as_deref(),
                detail: Some(json!({ "review": id })),
                ..Entry::by(actor, act)
            };
            audit::append(conn, &line, now)?;
            if !makes_version {
                return Ok(None);
            }
            let ruling = match kind {
                Kind::Flags if resolution == Resolution::Uphold => {
                    let reason = ReasonCode::of(strongest_of(conn, id)?);
                    Ruling { reason, ..Ruling::new(Decision::Reject, answer.version) }
                }
                _ => Ruling::new(Decision::Approve, answer.version),
            };
            let ruling = ruling.within(answer.undo_window);
            Ok(moderation::decide(conn, comment, &ruling, actor, now)?.changed)
        }
    }
}

/// A moderator's answer to a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Whether whoever asked was right.
    pub resolution: Resolution,
    /// The comment's version that was looked at.
    pub version: i64,
    /// A sentence for colleagues.
    pub note: Option<String>,
    /// How long mails about what it changes wait: `moderation.undo_window`.
    pub undo_window: Duration,
}

fn closed(review: &Review) -> Error {
    let who = match &review.closed_by {
        Some((_, name)) => name.as_deref().unwrap_or(moderation::LEFT),
        None => "The author",
    };
    let present = json!({ "state": review.state, "closed_by": review.closed_by.as_ref().map(|_| who), "closed_at": review.closed_at });
    let what = match review.state {
        State::Upheld => "upheld",
        State::Dismissed => "dismissed",
        State::Open | State::Withdrawn => "withdrawn",
    };
    Error::Conflict {
        code: "closed",
        detail: format!("{who} has {what} this meanwhile."),
        present: Some(Box::new(present)),
    }
}

/// Whoever refused a comment does not also judge the complaint about it.
fn another_moderator(conn: &mut Connection, comment: CommentId, actor: AccountId) -> Result<()> {
    let decided_by = reading::last_ruling(conn, comment)?.and_then(|ruled| ruled.actor);
    if decided_by == Some(actor) {
        let detail =
            "You decided about this comment yourself; another moderator must answer the appeal";
        return Err(Error::forbidden("same_moderator", detail));
    }
    Ok(())
}

/// Whether it was nobody but the flags that took the comment off the page.
fn held_by_flags(conn: &mut Connection, review: &Review) -> Result<bool> {
    if review.comment.status != Status::Pending {
        return Ok(false);
    }
    let last = reading::last_ruling(conn, review.comment.id)?;
    Ok(last.is_some_and(|ruled| ruled.actor.is_none() && ruled.reason.as_deref() == Some(BY_FLAGS)))
}

fn strongest_of(conn: &mut Connection, id: ReviewId) -> Result<&'static str> {
    let flags = reading::flags_of(conn, id)?;
    Ok(strongest(&flags.iter().map(|flag| (flag.reason, flag.weight)).collect::<Vec<_>>()).code())
}

/// Puts the author's new text in the place of the old one.
fn take_over(
    conn: &mut Connection,
    review: &Review,
    answer: &Answer,
    actor: AccountId,
    now: Time,
) -> Result<Option<Scope>> {
    let comment = review.comment.id;
    let seen = reading::standing(conn, comment)?.ok_or(Error::NotFound)?;
    let (Some(text), Some(html)) = (&review.text, &review.html) else {
        return Err(Error::conflict("deleted", "The comment was deleted and its text is gone"));
    };
    if seen.version != answer.version
        || !changing::set_text(conn, comment, &seen, (text, html), Some(now))?
    {
        return Err(moderation::present(conn, comment)?.stale());
    }
    changing::keep_revision(conn, comment, &seen, now)?;
    measuring::follow_staff(conn, comment, &seen.text, text, now)?;
    let line = Entry {
        comment: Some(comment),
        status: (Some(seen.status), Some(seen.status)),
        version: Some(seen.version + 1),
        reason: Some(author::BY_AUTHOR),
        note: answer.note.as_deref(),
        detail: Some(json!({ "review": review.id })),
        ..Entry::by(actor, Act::Revise)
    };
    audit::append(conn, &line, now)?;
    let changed = seen.status.is_public().then_some(Scope::Article(seen.article_id));
    if let Some(scope) = changed {
        invalidation::record(conn, scope, now)?;
    }
    Ok(changed)
}

/// Closes what a decision about a comment answers: flags by refusing or approving it, an appeal by
/// approving it, an edit by refusing the comment. `version` is the comment's after the decision.
pub fn follow(
    conn: &mut Connection,
    comment: CommentId,
    next: Status,
    actor: Option<AccountId>,
    version: i64,
    now: Time,
) -> Result<()> {
    for review in reading::open_of(conn, comment)? {
        let state = match (review.kind, next) {
            (_, Status::Pending) => continue,
            (Kind::Flags, Status::Approved) => State::Dismissed,
            (Kind::Flags, _) => State::Upheld,
            (Kind::Appeal, Status::Approved) => State::Upheld,
            (Kind::Appeal, Status::Rejected | Status::Spam)
            | (Kind::Revision, Status::Approved) => continue,
            (Kind::Appeal | Kind::Revision, _) => State::Withdrawn,
        };
        if changing::close(conn, review.id, state, actor, (version, true), now)?
            && review.kind == Kind::Flags
        {
            flags::judge(conn, review.id, state == State::Upheld, 1, now)?;
        }
    }
    Ok(())
}

/// As [`follow`] and [`author::tell`], for many comments that came to have the status `next` at
/// once: each with its reader and its version after that.
pub fn follow_all(
    conn: &mut Connection,
    decided: &[(CommentId, Option<ReaderId>, i64)],
    next: Status,
    actor: Option<AccountId>,
    now: Time,
) -> Result<()> {
    let ids: Vec<CommentId> = decided.iter().map(|(id, _, _)| *id).collect();
    let reviewed = reading::under_review(conn, &ids)?;
    for (id, _, version) in decided.iter().filter(|(id, _, _)| reviewed.contains(id)) {
        follow(conn, *id, next, actor, *version, now)?;
    }
    if !matches!(next, Status::Approved | Status::Rejected) {
        return Ok(());
    }
    let readers: Vec<ReaderId> = decided.iter().filter_map(|(_, reader, _)| *reader).collect();
    let proven = reading::proven_among(conn, &readers)?;
    for (comment, reader, version) in decided.iter().copied() {
        if reader.is_some_and(|reader| proven.contains(&reader)) {
            queue::enqueue(conn, Job::CommentDecided { comment, version }, now)?;
        }
    }
    Ok(())
}

/// Destroys the words of authors and flaggers with the comments that they are about.
pub fn erase(conn: &mut Connection, comments: &[CommentId]) -> Result<()> {
    changing::erase(conn, comments)
}

/// Forgets flaggers who have not been heard of for more than a year.
pub fn tidy(conn: &mut Connection, now: Time) -> Result<usize> {
    flags::forget(conn, now.minus(REMEMBERED))
}

/// Up to `limit` reviews after `after`: open ones oldest first, all others newest first.
pub fn list(
    conn: &mut Connection,
    filter: &Filter,
    after: Option<ReviewId>,
    limit: i64,
) -> Result<Vec<Review>> {
    let sections = sections(conn, filter.section.as_deref())?;
    // What is open is a queue; of all else the newest is wanted.
    let backwards = filter.state != State::Open;
    reading::list(conn, (filter.kind, filter.state), &sections, backwards, after, limit)
}

/// The sections that a slug means: `-` is that of articles without one, and a slug that there is
/// not has no reviews.
fn sections(conn: &mut Connection, slug: Option<&str>) -> Result<Sections> {
    let named =
        moderation::model::Filter { section: slug.map(str::to_owned), ..Default::default() };
    Ok(moderation::listing::sections(conn, &named)?.map_or(Sections::All, Sections::Among))
}

/// One review with its comment as it is now.
///
/// # Errors
/// `NotFound`.
pub fn find(conn: &mut Connection, id: ReviewId) -> Result<Review> {
    reading::find(conn, id)?.ok_or(Error::NotFound)
}

/// A review's flags, oldest first.
pub fn flags_of(conn: &mut Connection, id: ReviewId) -> Result<Vec<Flag>> {
    reading::flags_of(conn, id)
}

/// How many flags each of these reviews has, by reason.
pub fn flag_reasons(
    conn: &mut Connection,
    ids: &[ReviewId],
) -> Result<Vec<(ReviewId, FlagReason, i64)>> {
    reading::flag_reasons(conn, ids)
}

/// How many reviews of each kind are open, by [`Kind::ALL`].
pub fn open_by_kind(conn: &mut Connection) -> Result<[i64; 3]> {
    reading::open_by_kind(conn)
}

/// How many reviews are open, by section; sections without any are left out.
pub fn open_counts(conn: &mut Connection) -> Result<Vec<OpenCounts>> {
    reading::open_counts(conn)
}
