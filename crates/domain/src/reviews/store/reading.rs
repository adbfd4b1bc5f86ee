//! The queries that read reviews with their comments.

use std::collections::{HashMap, HashSet};

use diesel::dsl::count_star;
use diesel::prelude::*;

use crate::clock::Time;
use crate::db::schema::{accounts, articles, comments, flags, reviews};
use crate::db::{Connection, Direction};
use crate::error::{Error, Result};
use crate::ids::{AccountId, ArticleId, CommentId, ReviewId, SectionId};
use crate::on;
use crate::reviews::model::{
    Flag, FlagReason, Kind, OpenCounts, Review, ReviewRow, Sections, State, Subject,
};
use crate::status::Status;

/// The comment's open reviews, at most one of each kind.
pub fn open_of(conn: &mut Connection, comment: CommentId) -> Result<Vec<ReviewRow>> {
    let open = reviews::comment_id.eq(comment).and(reviews::state.eq(State::Open));
    Ok(on!(conn, |c| reviews::table.filter(open).select(ReviewRow::as_select()).load(c))?)
}

/// The latest review of this kind, in any state.
pub fn latest(conn: &mut Connection, comment: CommentId, kind: Kind) -> Result<Option<ReviewRow>> {
    Ok(on!(conn, |c| reviews::table
        .filter(reviews::comment_id.eq(comment).and(reviews::kind.eq(kind)))
        .order(reviews::id.desc())
        .select(ReviewRow::as_select())
        .first(c)
        .optional())?)
}

/// The reviews that were closed by the decision that made `version`.
pub fn closed_with(
    conn: &mut Connection,
    comment: CommentId,
    version: i64,
) -> Result<Vec<ReviewRow>> {
    let closed = reviews::comment_id.eq(comment).and(reviews::closed_version.eq(version));
    Ok(on!(conn, |c| reviews::table.filter(closed).select(ReviewRow::as_select()).load(c))?)
}

/// The open reviews of these comments.
pub fn open_among(
    conn: &mut Connection,
    comments: &[CommentId],
) -> Result<Vec<(CommentId, ReviewRow)>> {
    let open = reviews::state.eq(State::Open);
    Ok(match comments {
        // With one number the statement is always the same, so it stays prepared.
        [comment] => on!(conn, |c| reviews::table
            .filter(reviews::comment_id.eq(comment).and(open))
            .select((reviews::comment_id, ReviewRow::as_select()))
            .load(c))?,
        comments => on!(conn, |c| reviews::table
            .filter(reviews::comment_id.eq_any(comments).and(open))
            .order(reviews::id)
            .select((reviews::comment_id, ReviewRow::as_select()))
            .load(c))?,
    })
}

/// The decisions that closed reviews of these comments, as pairs of the comment and the version
/// that was made.
pub fn closed_by_decisions(
    conn: &mut Connection,
    comments: &[CommentId],
) -> Result<HashSet<(CommentId, i64)>> {
    let closed = reviews::comment_id.eq_any(comments).and(reviews::closed_version.is_not_null());
    let found: Vec<(CommentId, i64)> = on!(conn, |c| reviews::table
        .filter(closed)
        .select((reviews::comment_id, reviews::closed_version.assume_not_null()))
        .load(c))?;
    Ok(found.into_iter().collect())
}

/// A review and the columns of its comment.
type Columns = (ReviewRow, (CommentId, Status, i64, String, String, String, Time, ArticleId));

macro_rules! with_comment {
    () => {
        reviews::table.inner_join(comments::table).select((
            ReviewRow::as_select(),
            (
                comments::id,
                comments::status,
                comments::version,
                comments::name,
                comments::text,
                comments::html,
                comments::created_at,
                comments::article_id,
            ),
        ))
    };
}

/// Adds the articles of the comments, and the names of those who closed the reviews. They are queries of
/// their own: a join of all four tables took a tenth of the time to compile this crate.
fn complete(conn: &mut Connection, rows: Vec<Columns>) -> Result<Vec<Review>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let articles = articles_of(conn, &rows)?;
    let names = closers_of(conn, &rows)?;
    let review = |(row, comment): Columns| {
        let (id, status, version, name, text, html, created_at, article_id) = comment;
        let (article_title, article_path) = articles
            .get(&article_id)
            .cloned()
            .ok_or_else(|| Error::internal("a comment has no article"))?;
        Ok(Review {
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
            closed_by: row.closed_by.map(|id| (id, names.get(&id).cloned())),
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
        })
    };
    rows.into_iter().map(review).collect()
}

/// The headlines and paths of the articles of these reviews.
fn articles_of(
    conn: &mut Connection,
    rows: &[Columns],
) -> Result<HashMap<ArticleId, (String, String)>> {
    let ids: HashSet<ArticleId> = rows.iter().map(|(_, comment)| comment.7).collect();
    let found: Vec<(ArticleId, (String, String))> = on!(conn, |c| articles::table
        .filter(articles::id.eq_any(&ids))
        .select((articles::id, (articles::title, articles::path)))
        .load(c))?;
    Ok(found.into_iter().collect())
}

/// The names of the accounts that closed these reviews.
fn closers_of(conn: &mut Connection, rows: &[Columns]) -> Result<HashMap<AccountId, String>> {
    let ids: HashSet<AccountId> = rows.iter().filter_map(|(row, _)| row.closed_by).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let found: Vec<(AccountId, String)> = on!(conn, |c| accounts::table
        .filter(accounts::id.eq_any(&ids))
        .select((accounts::id, accounts::name))
        .load(c))?;
    Ok(found.into_iter().collect())
}

pub fn find(conn: &mut Connection, id: ReviewId) -> Result<Option<Review>> {
    let row: Option<Columns> =
        on!(conn, |c| with_comment!().filter(reviews::id.eq(id)).first::<Columns>(c).optional())?;
    Ok(complete(conn, row.into_iter().collect())?.pop())
}

/// Up to `limit` reviews of this state after `beyond`, in this order of their numbers.
pub fn list(
    conn: &mut Connection,
    (kind, state): (Option<Kind>, State),
    sections: &Sections,
    direction: Direction,
    beyond: Option<ReviewId>,
    limit: i64,
) -> Result<Vec<Review>> {
    let kinds: Vec<Kind> = kind.map_or_else(|| Kind::ALL.to_vec(), |kind| vec![kind]);
    let first = if direction.is_ascending() { i64::MIN } else { i64::MAX };
    let beyond = beyond.unwrap_or(ReviewId(first));
    let rows: Vec<Columns> = on!(conn, |c| {
        let mut query = with_comment!()
            .filter(reviews::state.eq(state).and(reviews::kind.eq_any(kinds)))
            .into_boxed();
        query = match sections {
            Sections::All => query,
            Sections::Among(named) => {
                let (known, none) = split_sections(named);
                let among = reviews::section_id.eq_any(known);
                if none {
                    query.filter(among.or(reviews::section_id.is_null()))
                } else {
                    query.filter(among)
                }
            }
            Sections::Except(named) => {
                let (known, none) = split_sections(named);
                let outside = reviews::section_id.ne_all(known);
                if none {
                    query.filter(outside.and(reviews::section_id.is_not_null()))
                } else {
                    query.filter(outside.or(reviews::section_id.is_null()))
                }
            }
        };
        query = match direction {
            Direction::Ascending => query.filter(reviews::id.gt(beyond)).order(reviews::id.asc()),
            Direction::Descending => query.filter(reviews::id.lt(beyond)).order(reviews::id.desc()),
        };
        query.limit(limit).load::<Columns>(c)
    })?;
    complete(conn, rows)
}

/// Separates the sections from the None that stands for articles without one.
fn split_sections(sections: &[Option<SectionId>]) -> (Vec<SectionId>, bool) {
    (sections.iter().copied().flatten().collect(), sections.contains(&None))
}

/// The section of the article of a review's comment.
pub fn section_of(conn: &mut Connection, id: ReviewId) -> Result<Option<SectionId>> {
    let found: Option<Option<SectionId>> =
        on!(conn, |c| reviews::table.find(id).select(reviews::section_id).first(c).optional())?;
    Ok(found.flatten())
}

/// Counts the open reviews by [`Kind::ALL`].
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

/// Counts the flags of each of these reviews by reason, in the order of the form.
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

/// Counts the open reviews by section.
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
