//! Saved versions of articles: each save keeps one, to compare with others and to bring back.
//!
//! What readers could see is kept for good. Of drafts, all are kept for `ALL`; then the last one of
//! each day stays.

use std::time::Duration;

use crate::accounts::model::{Role, Staff};
use crate::clock::{DAY, Time};
use crate::db::{Connection, Db};
use crate::error::{Error, Result};
use crate::ids::ArticleId;
use crate::media::model::MediaName;
use crate::text::diff::{self, Change};

use super::choices::SubmittedChoices;
use super::content::Submitted;
use super::lead_image::SubmittedLead;
use super::model::{Revision, RevisionSummary};
use super::store;

/// How long every saved draft is kept.
const ALL: Duration = DAY.saturating_mul(30);
/// How far back drafts are thinned out. Maintenance runs every hour, so this covers a long pause.
const WINDOW: Duration = DAY.saturating_mul(30);
/// Revisions that are read at a time.
const ROWS: usize = 10_000;
/// Revisions that are deleted in one transaction.
const DELETED_AT_A_TIME: usize = 500;

/// Revisions of an article with versions below `before`, the latest first.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`] for an article that `staff` may not edit.
pub fn list(
    conn: &mut Connection,
    id: ArticleId,
    staff: &Staff,
    before: i64,
    limit: i64,
) -> Result<Vec<RevisionSummary>> {
    store::load(conn, id)?.check_editor(staff)?;
    store::revisions::list(conn, id, before, limit)
}

/// A revision of an article.
///
/// # Errors
/// As [`list`]; [`Error::NotFound`] if there is no such revision.
pub fn show(conn: &mut Connection, id: ArticleId, version: i64, staff: &Staff) -> Result<Revision> {
    store::load(conn, id)?.check_editor(staff)?;
    store::revisions::load(conn, id, version)?.ok_or(Error::NotFound)
}

/// A revision and the one to compare it with: `with`, or the one before it. `None` for the first.
///
/// # Errors
/// As [`show`], for both.
pub fn pair(
    conn: &mut Connection,
    id: ArticleId,
    version: i64,
    with: Option<i64>,
    staff: &Staff,
) -> Result<(Option<Revision>, Revision)> {
    let new = show(conn, id, version, staff)?;
    let with = match with {
        Some(with) => Some(with),
        None => store::revisions::list(conn, id, version, 1)?.first().map(|older| older.version),
    };
    let old = match with {
        Some(with) => Some(store::revisions::load(conn, id, with)?.ok_or(Error::NotFound)?),
        None => None,
    };
    Ok((old, new))
}

/// The differences between two revisions, word by word.
#[derive(Clone, Debug)]
pub struct Differences {
    /// In the headline.
    pub title: Vec<Change>,
    /// In the line under it.
    pub summary: Vec<Change>,
    /// In the Markdown.
    pub body: Vec<Change>,
}

impl Differences {
    /// Compares two revisions; the first one of an article is compared with nothing. Takes up to
    /// a second for long texts that have nothing in common.
    pub fn between(old: Option<&Revision>, new: &Revision) -> Differences {
        let text = |part: fn(&Revision) -> &str| diff::words(old.map_or("", part), part(new));
        Differences {
            title: text(|revision| &revision.saved.title),
            summary: text(|revision| &revision.summary),
            body: text(|revision| &revision.body),
        }
    }
}

/// The change by `staff` that brings a revision back: its text, bylines, lead picture, section, tags and the editors'
/// choices. Path, status, times and corrections stay as they are, and for an author also what only
/// editors may change.
pub fn restoring(revision: Revision, staff: &Staff) -> Submitted {
    let choices = SubmittedChoices::restoring(revision.fields.choices);
    let choices = if staff.role >= Role::Editor { choices } else { choices.without_places() };
    let bylines = match revision.fields.bylines {
        none if none.is_empty() && !revision.fields.byline.is_empty() => {
            vec![revision.fields.byline]
        }
        several => several,
    };
    Submitted {
        title: Some(revision.saved.title),
        summary: Some(revision.summary),
        body: Some(revision.body),
        bylines: Some(bylines),
        section: Some(revision.fields.section.unwrap_or_default()),
        tags: Some(revision.fields.tags),
        choices,
        lead_image: Some(match revision.fields.lead_image {
            None => SubmittedLead::default(),
            Some(lead) => SubmittedLead {
                media: Some(MediaName::Path(lead.media)),
                alt: lead.alt,
                caption: lead.caption,
                credit: lead.credit,
            },
        }),
        ..Submitted::default()
    }
}

/// Deletes old drafts but the last one of each day. Returns how many. Rows are found without a lock and
/// deleted a few hundred at a time, so that readers' posts are not delayed.
///
/// # Errors
/// Those of the storage.
pub async fn thin_out(db: &Db, now: Time) -> Result<usize> {
    thin_out_by(db, now, ROWS).await
}

/// The same, reading `rows` at a time, at least two.
pub(super) async fn thin_out_by(db: &Db, now: Time, rows: usize) -> Result<usize> {
    let until = now.minus(ALL);
    let limit = i64::try_from(rows).unwrap_or(i64::MAX);
    let (mut from, mut deleted) = ((ArticleId(0), 0), 0);
    loop {
        let read = move |conn: &mut Connection| {
            store::revisions::hidden(conn, until.minus(WINDOW), until, from, limit)
        };
        let found = db.read(read).await?;
        let superseded = superseded(&found);
        deleted += superseded.len();
        for part in superseded.chunks(DELETED_AT_A_TIME) {
            let part = part.to_vec();
            let delete = move |conn: &mut Connection| {
                part.iter()
                    .try_for_each(|(id, version)| store::revisions::delete(conn, *id, *version))
            };
            db.write_low_priority(delete).await?;
        }
        // The last one is read again, because the next may supersede it.
        match found.last() {
            Some((id, version, _)) if found.len() >= rows => from = (*id, *version),
            _ => return Ok(deleted),
        }
    }
}

/// Those that another one of the same article and day follows.
fn superseded(found: &[(ArticleId, i64, Time)]) -> Vec<(ArticleId, i64)> {
    let day = |at: Time| at.utc().date();
    let superseded = found.windows(2).filter_map(|pair| match pair {
        [(id, version, at), (next, _, later)] if id == next && day(*at) == day(*later) => {
            Some((*id, *version))
        }
        _ => None,
    });
    superseded.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_draft_of_each_day_and_article_stays() {
        let at = |hour: i64| Time::from_micros(hour * 3_600_000_000);
        let row = |id, version, hour| (ArticleId(id), version, at(hour));
        let found = [row(1, 1, 1), row(1, 2, 2), row(1, 3, 25), row(2, 1, 25), row(2, 2, 26)];
        assert_eq!(superseded(&found), [(ArticleId(1), 1), (ArticleId(2), 1)]);
    }
}
