//! Reviews as moderators and authors see them.

use std::collections::HashSet;

use diesel::dsl::{count_star, max};
use diesel::prelude::*;

use crate::audit::model::Act;
use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{accounts, articles, audit_log, comments, flags, readers, reviews};
use crate::error::Result;
use crate::ids::{AccountId, ArticleId, AuditId, CommentId, ReaderId, ReviewId, SectionId};
use crate::reviews::model::{Flag, FlagReason, Kind, OpenCounts, Review, State, Subject};
use crate::status::Status;
use crate::{for_update, on};

/// How a comment stands, for whoever wants something of it.
#[derive(Clone, Queryable)]
pub struct Standing {
    pub article_id: ArticleId,
    pub section_id: Option<SectionId>,
    pub status: Status,
    pub version: i64,
    pub text: String,
    pub html: String,
    pub reasons: String,
    pub created_at: Time,
    /// 1 is published.
    pub article_status: i16,
}

pub fn standing(conn: &mut Connection, id: CommentId) -> Result<Option<Standing>> {
    Ok(on!(conn, |c| comments::table
        .inner_join(articles::table)
        .filter(comments::id.eq(id))
        .select((
            comments::article_id,
            comments::section_id,
            comments::status,
            comments::version,
            comments::text,
            comments::html,
            comments::reasons,
            comments::created_at,
            articles::status,
        ))
        .first(c)
        .optional())?)
}

/// Makes whoever would change the comment's row wait for the end of this transaction.
pub fn hold_row(conn: &mut Connection, id: CommentId) -> Result<()> {
    let _: Vec<i64> = for_update!(conn, |c| comments::table.find(id).select(comments::version))?;
    Ok(())
}

/// A review without the comment it is about.
#[derive(Clone, Queryable, Selectable)]
#[diesel(table_name = reviews)]
pub struct Row {
    pub id: ReviewId,
    pub kind: Kind,
    pub state: State,
    pub weight: f64,
    pub text: Option<String>,
    pub html: Option<String>,
    pub reasons: Option<String>,
    pub version: i64,
    pub opened_at: Time,
    pub closed_at: Option<Time>,
    pub closed_by: Option<AccountId>,
}

/// The comment's open reviews, at most one of each kind.
pub fn open_of(conn: &mut Connection, comment: CommentId) -> Result<Vec<Row>> {
    let open = reviews::comment_id.eq(comment).and(reviews::state.eq(State::Open));
    Ok(on!(conn, |c| reviews::table.filter(open).select(Row::as_select()).load(c))?)
}

/// The latest review of this kind, whatever became of it.
pub fn latest(conn: &mut Connection, comment: CommentId, kind: Kind) -> Result<Option<Row>> {
    Ok(on!(conn, |c| reviews::table
        .filter(reviews::comment_id.eq(comment).and(reviews::kind.eq(kind)))
        .order(reviews::id.desc())
        .select(Row::as_select())
        .first(c)
        .optional())?)
}

/// The reviews that closed when the comment came to have `version`.
pub fn closed_with(conn: &mut Connection, comment: CommentId, version: i64) -> Result<Vec<Row>> {
    let closed = reviews::comment_id.eq(comment).and(reviews::closed_version.eq(version));
    Ok(on!(conn, |c| reviews::table.filter(closed).select(Row::as_select()).load(c))?)
}

/// Those of these comments that have an open review.
pub fn under_review(conn: &mut Connection, comments: &[CommentId]) -> Result<HashSet<CommentId>> {
    let open = reviews::comment_id.eq_any(comments).and(reviews::state.eq(State::Open));
    let found: Vec<CommentId> =
        on!(conn, |c| reviews::table.filter(open).select(reviews::comment_id).load(c))?;
    Ok(found.into_iter().collect())
}

/// Those of these comments whose reviews were closed by a decision, and the versions that the
/// decisions made.
pub fn answered_by_decisions(
    conn: &mut Connection,
    comments: &[CommentId],
) -> Result<HashSet<(CommentId, i64)>> {
    let answered = reviews::comment_id.eq_any(comments).and(reviews::closed_version.is_not_null());
    let found: Vec<(CommentId, i64)> = on!(conn, |c| reviews::table
        .filter(answered)
        .select((reviews::comment_id, reviews::closed_version.assume_not_null()))
        .load(c))?;
    Ok(found.into_iter().collect())
}

/// The reader who wrote a comment.
pub fn reader_of(conn: &mut Connection, comment: CommentId) -> Result<Option<ReaderId>> {
    let found: Option<Option<ReaderId>> = on!(conn, |c| comments::table
        .find(comment)
        .select(comments::reader_id)
        .first(c)
        .optional())?;
    Ok(found.flatten())
}

/// Those of these readers whose address is proven.
pub fn proven_among(conn: &mut Connection, ids: &[ReaderId]) -> Result<HashSet<ReaderId>> {
    let proven =
        readers::table.filter(readers::id.eq_any(ids).and(readers::proven_at.is_not_null()));
    let found: Vec<ReaderId> = on!(conn, |c| proven.select(readers::id).load(c))?;
    Ok(found.into_iter().collect())
}

type Columns = (
    Row,
    Option<String>,
    (CommentId, Status, i64, String, String, String, Time),
    (ArticleId, String, String),
);

fn review((row, closer, comment, article): Columns) -> Review {
    let (id, status, version, name, text, html, created_at) = comment;
    let (article_id, article_title, article_path) = article;
    Review {
        id: row.id,
        kind: row.kind,
        state: row.state,
        weight: row.weight,
        text: row.text,
        html: row.html,
        reasons: row.reasons,
        version: row.version,
        opened_at: row.opened_at,
        closed_at: row.closed_at,
        closed_by: row.closed_by.map(|id| (id, closer)),
        comment: Subject {
            id,
            status,
            version,
            name,
            text,
            html,
            created_at,
            article_id,
            article_title,
            article_path,
        },
    }
}

macro_rules! with_subject {
    () => {
        reviews::table
            .inner_join(comments::table.inner_join(articles::table))
            .left_join(accounts::table.on(reviews::closed_by.eq(accounts::id.nullable())))
            .select((
                Row::as_select(),
                accounts::name.nullable(),
                (
                    comments::id,
                    comments::status,
                    comments::version,
                    comments::name,
                    comments::text,
                    comments::html,
                    comments::created_at,
                ),
                (articles::id, articles::title, articles::path),
            ))
    };
}

pub fn find(conn: &mut Connection, id: ReviewId) -> Result<Option<Review>> {
    let found: Option<Columns> =
        on!(conn, |c| with_subject!().filter(reviews::id.eq(id)).first::<Columns>(c).optional())?;
    Ok(found.map(review))
}

/// Under which articles reviews are looked for. None among the sections stands for articles without
/// one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sections {
    /// Under all.
    All,
    /// Under those of these sections.
    Among(Vec<Option<SectionId>>),
    /// Under those of all other sections.
    Except(Vec<Option<SectionId>>),
}

/// Up to `limit` reviews of a state beyond `beyond`, by number: forwards from the smallest, or
/// backwards from the highest.
pub fn list(
    conn: &mut Connection,
    (kind, state): (Option<Kind>, State),
    sections: &Sections,
    backwards: bool,
    beyond: Option<ReviewId>,
    limit: i64,
) -> Result<Vec<Review>> {
    let kinds: Vec<Kind> = kind.map_or_else(|| Kind::ALL.to_vec(), |kind| vec![kind]);
    let beyond = beyond.unwrap_or(ReviewId(if backwards { i64::MAX } else { i64::MIN }));
    let rows: Vec<Columns> = on!(conn, |c| {
        let mut query = with_subject!()
            .filter(reviews::state.eq(state).and(reviews::kind.eq_any(kinds)))
            .into_boxed();
        query = match sections {
            Sections::All => query,
            Sections::Among(named) => {
                let (known, none) = parted(named);
                let among = reviews::section_id.eq_any(known);
                if none {
                    query.filter(among.or(reviews::section_id.is_null()))
                } else {
                    query.filter(among)
                }
            }
            Sections::Except(named) => {
                let (known, none) = parted(named);
                let outside = reviews::section_id.ne_all(known);
                if none {
                    query.filter(outside.and(reviews::section_id.is_not_null()))
                } else {
                    query.filter(outside.or(reviews::section_id.is_null()))
                }
            }
        };
        query = if backwards {
            query.filter(reviews::id.lt(beyond)).order(reviews::id.desc())
        } else {
            query.filter(reviews::id.gt(beyond)).order(reviews::id.asc())
        };
        query.limit(limit).load::<Columns>(c)
    })?;
    Ok(rows.into_iter().map(review).collect())
}

/// The sections that there are, and whether "none" is among them.
fn parted(sections: &[Option<SectionId>]) -> (Vec<SectionId>, bool) {
    (sections.iter().copied().flatten().collect(), sections.contains(&None))
}

/// The section of the article that a review's comment stands under.
pub fn section_of(conn: &mut Connection, id: ReviewId) -> Result<Option<SectionId>> {
    let found: Option<Option<SectionId>> =
        on!(conn, |c| reviews::table.find(id).select(reviews::section_id).first(c).optional())?;
    Ok(found.flatten())
}

/// How many reviews of each kind are open, by [`Kind::ALL`].
pub fn open_by_kind(conn: &mut Connection) -> Result<[i64; 3]> {
    let rows: Vec<(Kind, i64)> = on!(conn, |c| reviews::table
        .filter(reviews::state.eq(State::Open))
        .group_by(reviews::kind)
        .select((reviews::kind, count_star()))
        .load(c))?;
    let mut counts = [0; 3];
    for (kind, count) in rows {
        counts[kind as usize] = count;
    }
    Ok(counts)
}

/// A review's flags, oldest first.
pub fn flags_of(conn: &mut Connection, review: ReviewId) -> Result<Vec<Flag>> {
    type Columns = (FlagReason, Option<String>, f64, bool, Time);
    let rows: Vec<Columns> = on!(conn, |c| flags::table
        .filter(flags::review_id.eq(review))
        .order(flags::id)
        .select((flags::reason, flags::words, flags::weight, flags::late, flags::created_at))
        .load(c))?;
    let flag = |(reason, words, weight, late, created_at)| Flag {
        reason,
        words,
        weight,
        late,
        created_at,
    };
    Ok(rows.into_iter().map(flag).collect())
}

/// How many flags each of these reviews has, by reason in the order of the form.
pub fn flag_reasons(
    conn: &mut Connection,
    ids: &[ReviewId],
) -> Result<Vec<(ReviewId, FlagReason, i64)>> {
    Ok(on!(conn, |c| flags::table
        .filter(flags::review_id.eq_any(ids))
        .group_by((flags::review_id, flags::reason))
        .order((flags::review_id, flags::reason))
        .select((flags::review_id, flags::reason, count_star()))
        .load(c))?)
}

/// How many reviews are open, by section.
pub fn open_counts(conn: &mut Connection) -> Result<Vec<OpenCounts>> {
    let rows: Vec<(Option<SectionId>, Kind, i64)> = on!(conn, |c| reviews::table
        .filter(reviews::state.eq(State::Open))
        .group_by((reviews::section_id, reviews::kind))
        .order((reviews::section_id, reviews::kind))
        .select((reviews::section_id, reviews::kind, count_star()))
        .load(c))?;
    let mut counts: Vec<OpenCounts> = Vec::new();
    for (section, kind, n) in rows {
        if counts.last().is_none_or(|last| last.section != section) {
            counts.push(OpenCounts { section, ..OpenCounts::default() });
        }
        let Some(last) = counts.last_mut() else { continue };
        match kind {
            Kind::Flags => last.flags = n,
            Kind::Appeal => last.appeals = n,
            Kind::Revision => last.revisions = n,
        }
    }
    Ok(counts)
}

/// The last line of the log about a comment that tells of this act.
pub fn line_of(conn: &mut Connection, comment: CommentId, act: Act) -> Result<Option<AuditId>> {
    Ok(on!(conn, |c| audit_log::table
        .filter(audit_log::comment_id.eq(comment).and(audit_log::act.eq(act)))
        .select(max(audit_log::id))
        .first(c))?)
}

/// The line of the log that brought a comment where it is.
#[derive(Clone, Queryable)]
pub struct Ruled {
    pub actor: Option<AccountId>,
    pub to_status: Option<Status>,
    pub version: Option<i64>,
    pub reason: Option<String>,
    /// JSON.
    pub detail: Option<String>,
}

/// The last line that changed the comment's status and was not taken back.
pub fn last_ruling(conn: &mut Connection, comment: CommentId) -> Result<Option<Ruled>> {
    type Line = (AuditId, Option<AuditId>, Act, (Option<Status>, Option<Status>), Ruled);
    let lines: Vec<Line> = on!(conn, |c| audit_log::table
        .filter(audit_log::comment_id.eq(comment).and(audit_log::version.is_not_null()))
        .order(audit_log::id.desc())
        .select((
            audit_log::id,
            audit_log::undoes_id,
            audit_log::act,
            (audit_log::from_status, audit_log::to_status),
            (
                audit_log::actor_id,
                audit_log::to_status,
                audit_log::version,
                audit_log::reason,
                audit_log::detail,
            ),
        ))
        .load(c))?;
    let undone: HashSet<AuditId> = lines.iter().filter_map(|line| line.1).collect();
    let stands = |(id, _, act, (from, to), _): &Line| {
        *act != Act::Undo && !undone.contains(id) && from != to
    };
    Ok(lines.into_iter().find(stands).map(|line| line.4))
}
