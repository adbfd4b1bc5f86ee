//! Taking an import back: what nobody has changed since is removed, everything else stays and is named.

use std::collections::BTreeSet;

use crate::app::App;
use crate::articles::model::{Author, Tag};
use crate::articles::names::NamedKind;
use crate::articles::{self, names, sections};
use crate::clock::Time;
use crate::comments::importing;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::{ArticleId, AuthorId, CommentId, ImportId, MediaId, TagId};
use crate::imports::items::{Kind, Place};
use crate::imports::report::Report;
use crate::imports::store::ledger::{self, UNDONE};
use crate::imports::{teaching, uploads};
use crate::{invalidation, mentions};

/// Items of one transaction.
const PART: i64 = 50;

/// What the articles of several imports may use.
const LABELS: [Kind; 3] = [Kind::Section, Kind::Tag, Kind::Author];

/// Undoes an import, also one that runs, which then ends with a conflict, and what is left of one that was undone before. `made` of the report counts what was removed, `skipped` names what was kept. Sections, tags, authors and
/// pictures that imports undone before had to leave, because this one used them, are removed too.
///
/// # Errors
/// [`Error::NotFound`] if nothing is left of it.
pub async fn undo(app: &App, id: ImportId) -> Result<Report> {
    let known = app.db.read(ledger::list).await?;
    let state = known.iter().find(|row| row.0 == id).map(|row| row.1).ok_or(Error::NotFound)?;
    if state == UNDONE && !app.db.read(move |conn| ledger::has_made(conn, id)).await? {
        return Err(Error::NotFound);
    }
    let undone: Vec<ImportId> =
        known.iter().filter(|row| row.1 == UNDONE && row.0 != id).map(|row| row.0).collect();
    app.db.write(move |conn| ledger::take_back(conn, id)).await?;
    let mut report = Report { id: Some(id), ..Report::default() };
    // They go with their articles, so they are counted before.
    let mentions =
        app.db.write_low_priority(move |conn| mentions::remove_imported(conn, id)).await?;
    for _ in 0..mentions {
        report.add_made("mentions");
    }
    for kind in [Kind::Comment, Kind::Article, Kind::Section, Kind::Tag, Kind::Author] {
        let mut before = i64::MAX;
        loop {
            let now = app.clock.now();
            if kind == Kind::Comment {
                let part = move |conn: &mut Connection| removable(conn, id, before);
                let removable = app.db.read(part).await?;
                teaching::unlearn(app, removable, now).await?;
            }
            let part = move |conn: &mut Connection| remove_part(conn, id, kind, before, now);
            let (done, last) = app.db.write_low_priority(part).await?;
            for (source, why) in done {
                match why {
                    None => report.add_made(kind.name()),
                    Some(why) => report.skip(kind.item(&source), &place_of(id), why),
                }
            }
            match last {
                Some(last) => before = last,
                None => break,
            }
        }
    }
    for source in undo_pictures(app, id, &mut report).await? {
        let picture = Kind::Attachment.item(&source);
        report.skip(picture, &place_of(id), Message::import_why_in_use());
    }
    for earlier in undone {
        remove_left(app, earlier, &mut report).await?;
    }
    let text = serde_json::to_string(&report).map_err(Error::internal)?;
    let ended = app.clock.now();
    app.db.write(move |conn| ledger::finish(conn, id, UNDONE, &text, ended)).await?;
    Ok(report)
}

fn place_of(id: ImportId) -> Place {
    Place { file: format!("import {id}"), line: 0 }
}

/// Removes what an import that was undone before had to leave, because the import that is undone now used it.
async fn remove_left(app: &App, id: ImportId, report: &mut Report) -> Result<()> {
    for kind in LABELS {
        let mut before = i64::MAX;
        loop {
            let now = app.clock.now();
            let part = move |conn: &mut Connection| remove_part(conn, id, kind, before, now);
            let (done, last) = app.db.write_low_priority(part).await?;
            for _ in done.iter().filter(|(_, kept)| kept.is_none()) {
                report.add_made(kind.name());
            }
            match last {
                Some(last) => before = last,
                None => break,
            }
        }
    }
    undo_pictures(app, id, report).await.map(drop)
}

/// Removes the pictures that no article uses any more. Returns the others.
async fn undo_pictures(app: &App, id: ImportId, report: &mut Report) -> Result<Vec<String>> {
    let mut kept = Vec::new();
    let mut before = i64::MAX;
    loop {
        let part =
            move |conn: &mut Connection| ledger::made(conn, id, Kind::Attachment, before, PART);
        let items = app.db.read(part).await?;
        let Some(last) = items.last() else { return Ok(kept) };
        before = last.0;
        for (target, version, source) in items {
            if version > 0 && !uploads::remove(app, MediaId(target)).await? {
                kept.push(source);
                continue;
            }
            if version > 0 {
                report.add_made(Kind::Attachment.name());
            }
            let forget =
                move |conn: &mut Connection| ledger::forget(conn, id, Kind::Attachment, target);
            app.db.write_low_priority(forget).await?;
        }
    }
}

/// The comments of the next part that will be removed.
fn removable(conn: &mut Connection, id: ImportId, before: i64) -> Result<Vec<CommentId>> {
    let items = ledger::made(conn, id, Kind::Comment, before, PART)?;
    let mut removable = Vec::with_capacity(items.len());
    for (target, ..) in items {
        if importing::is_untouched(conn, CommentId(target))? {
            removable.push(CommentId(target));
        }
    }
    Ok(removable)
}

type Done = (Vec<(String, Option<Message>)>, Option<i64>);

fn remove_part(
    conn: &mut Connection,
    id: ImportId,
    kind: Kind,
    before: i64,
    now: Time,
) -> Result<Done> {
    let mut done = Vec::new();
    let items = ledger::made(conn, id, kind, before, PART)?;
    let last = items.last().map(|item| item.0);
    let mut outdated = BTreeSet::new();
    for (target, version, source) in items {
        if version > 0 {
            let why = remove(conn, kind, (target, version), &mut outdated, now)?;
            let is_kept = why.is_some();
            done.push((source, why));
            if is_kept {
                // It stays known, so that a later import does not make it again.
                continue;
            }
        }
        ledger::forget(conn, id, kind, target)?;
    }
    invalidation::record_all(conn, &outdated, now)?;
    Ok((done, last))
}

/// Removes one row. Returns why it was kept, if it was.
fn remove(
    conn: &mut Connection,
    kind: Kind,
    (target, version): (i64, i64),
    outdated: &mut BTreeSet<ArticleId>,
    now: Time,
) -> Result<Option<Message>> {
    let removed = match kind {
        Kind::Comment => importing::remove(conn, CommentId(target), outdated)?,
        Kind::Article => articles::remove_imported(conn, ArticleId(target), version, now)?,
        Kind::Section => {
            let slug = sections::all(conn)?.into_iter().find(|found| found.node.id.0 == target);
            unused(match slug {
                Some(found) => sections::remove(conn, &found.node.slug, None, now),
                None => Ok(()),
            })?
        }
        Kind::Tag => remove_name::<Tag>(conn, TagId(target), now)?,
        Kind::Author => remove_name::<Author>(conn, AuthorId(target), now)?,
        Kind::Attachment | Kind::Thread | Kind::Person => true,
    };
    Ok((!removed).then_some(match kind {
        Kind::Comment | Kind::Article => Message::import_why_changed_since(),
        _ => Message::import_why_in_use(),
    }))
}

/// Removes a tag or an author. Returns whether it is gone.
fn remove_name<T: NamedKind>(conn: &mut Connection, id: T::Id, now: Time) -> Result<bool> {
    unused(
        names::slug_of::<T>(conn, id).and_then(|slug| names::remove::<T>(conn, &slug, None, now)),
    )
}

fn unused(removed: Result<()>) -> Result<bool> {
    match removed {
        Ok(()) | Err(Error::NotFound) => Ok(true),
        Err(Error::Conflict { .. }) => Ok(false),
        Err(other) => Err(other),
    }
}
