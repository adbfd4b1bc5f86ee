//! All queries of pictures.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::result::DatabaseErrorKind;
use diesel::result::Error::DatabaseError;

use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{accounts, articles, media, media_uses};
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::{AccountId, ArticleId, MediaId};
use crate::on;

use super::model::{Description, FocalPoint, Media, Place, StoredFile, Use};
use super::{Filter, New};

#[derive(Queryable, Selectable)]
#[diesel(table_name = media)]
struct MediaRow {
    id: MediaId,
    key: String,
    name: String,
    alt: String,
    caption: String,
    credit: String,
    focal_x: Option<i16>,
    focal_y: Option<i16>,
    width: i64,
    height: i64,
    colour: Option<String>,
    files: String,
    account_id: Option<AccountId>,
    created_at: Time,
}

impl MediaRow {
    fn into_media(self, name: Option<String>) -> Result<Media> {
        let files: Vec<StoredFile> = serde_json::from_str(&self.files).map_err(Error::internal)?;
        let side = |side: i64| u32::try_from(side).map_err(Error::internal);
        Ok(Media {
            id: self.id,
            key: self.key,
            name: self.name,
            alt: self.alt,
            caption: self.caption,
            credit: self.credit,
            focal_point: self.focal_x.zip(self.focal_y).map(|(x, y)| FocalPoint { x, y }),
            width: side(self.width)?,
            height: side(self.height)?,
            colour: self.colour.map(|digits| format!("#{digits}")),
            files,
            by: self.account_id.zip(name),
            created_at: self.created_at,
        })
    }
}

/// The columns that a description sets.
#[derive(AsChangeset)]
#[diesel(table_name = media)]
struct Changed<'a> {
    alt: Option<&'a str>,
    caption: Option<&'a str>,
    credit: Option<&'a str>,
    focal_x: Option<Option<i16>>,
    focal_y: Option<Option<i16>>,
    folded: String,
}

/// Inserts a picture. Returns `None` if there is one with its key.
pub(super) fn insert(conn: &mut Connection, new: &New, now: Time) -> Result<Option<MediaId>> {
    let Description { alt, caption, credit, focal_point } = &new.description;
    let text = |field: &Option<String>| field.clone().unwrap_or_default();
    let (alt, caption, credit) = (text(alt), text(caption), text(credit));
    let focal = focal_point.flatten();
    let files = serde_json::to_string(&new.files).map_err(Error::internal)?;
    let colour = new.colour.map(|[r, g, b]| format!("{r:02x}{g:02x}{b:02x}"));
    let row = (
        media::key.eq(&new.key),
        media::name.eq(&new.name),
        media::alt.eq(&alt),
        media::caption.eq(&caption),
        media::credit.eq(&credit),
        media::folded.eq(fold(&[&new.name, &alt, &caption, &credit])),
        media::focal_x.eq(focal.map(|point| point.x)),
        media::focal_y.eq(focal.map(|point| point.y)),
        media::width.eq(i64::from(new.width)),
        media::height.eq(i64::from(new.height)),
        media::colour.eq(colour),
        media::files.eq(files),
        media::account_id.eq(new.by),
        media::created_at.eq(now),
    );
    Ok(on!(conn, |c| diesel::insert_into(media::table)
        .values(row)
        .on_conflict(media::key)
        .do_nothing()
        .returning(media::id)
        .get_result(c)
        .optional())?)
}

/// Changes the fields that `to` sets.
pub(super) fn change(conn: &mut Connection, before: &Media, to: &Description) -> Result<()> {
    let text = |new: &Option<String>, old: &str| new.clone().unwrap_or_else(|| old.to_owned());
    let (alt, caption, credit) = (
        text(&to.alt, &before.alt),
        text(&to.caption, &before.caption),
        text(&to.credit, &before.credit),
    );
    let changed = Changed {
        alt: to.alt.as_deref(),
        caption: to.caption.as_deref(),
        credit: to.credit.as_deref(),
        focal_x: to.focal_point.map(|point| point.map(|point| point.x)),
        focal_y: to.focal_point.map(|point| point.map(|point| point.y)),
        folded: fold(&[&before.name, &alt, &caption, &credit]),
    };
    on!(conn, |c| diesel::update(media::table.filter(media::id.eq(before.id)))
        .set(&changed)
        .execute(c))?;
    Ok(())
}

/// What searches look through. Databases disagree about capitals beyond ASCII.
fn fold(texts: &[&str]) -> String {
    texts.join("\n").to_lowercase()
}

/// # Errors
/// [`Error::Conflict`] `in_use` if an article began to use it a moment ago.
pub(super) fn delete(conn: &mut Connection, id: MediaId) -> Result<()> {
    let target = media::table.filter(media::id.eq(id));
    match on!(conn, |c| diesel::delete(target).execute(c)) {
        Ok(_) => Ok(()),
        Err(DatabaseError(DatabaseErrorKind::ForeignKeyViolation, _)) => {
            Err(Error::conflict("in_use", Message::fault_picture_used(1)))
        }
        Err(cause) => Err(cause.into()),
    }
}

/// # Errors
/// [`Error::NotFound`].
pub(super) fn load(conn: &mut Connection, id: MediaId) -> Result<Media> {
    let (row, name): (MediaRow, Option<String>) = on!(conn, |c| media::table
        .left_join(accounts::table)
        .filter(media::id.eq(id))
        .select((MediaRow::as_select(), accounts::name.nullable()))
        .first(c))?;
    row.into_media(name)
}

pub(super) fn by_key(conn: &mut Connection, key: &str) -> Result<Option<Media>> {
    let found: Option<(MediaRow, Option<String>)> = on!(conn, |c| media::table
        .left_join(accounts::table)
        .filter(media::key.eq(key))
        .select((MediaRow::as_select(), accounts::name.nullable()))
        .first(c)
        .optional())?;
    found.map(|(row, name)| row.into_media(name)).transpose()
}

/// Those of `keys` that are in the library.
pub(super) fn known(conn: &mut Connection, keys: &[String]) -> Result<Vec<String>> {
    Ok(on!(conn, |c| media::table.filter(media::key.eq_any(keys)).select(media::key).load(c))?)
}

macro_rules! conditions {
    ($query:ident, $filter:expr) => {{
        let filter: &Filter = $filter;
        for word in filter.text.to_lowercase().split_whitespace() {
            let escaped = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
            $query = $query.filter(media::folded.like(format!("%{escaped}%")).escape('\\'));
        }
        if let Some(by) = filter.by {
            $query = $query.filter(media::account_id.eq(by));
        }
        if filter.unused {
            let used = media_uses::table.filter(media_uses::media_id.eq(media::id));
            $query = $query.filter(diesel::dsl::not(diesel::dsl::exists(used)));
        }
        if filter.undescribed {
            $query = $query.filter(media::alt.eq(""));
        }
    }};
}

/// Counts pictures.
pub(super) fn count(conn: &mut Connection, filter: &Filter) -> Result<i64> {
    Ok(on!(conn, |c| {
        let mut query = media::table.select(diesel::dsl::count_star()).into_boxed();
        conditions!(query, filter);
        query.get_result(c)
    })?)
}

/// Pictures, the latest first.
pub(super) fn list(
    conn: &mut Connection,
    filter: &Filter,
    after: Option<MediaId>,
    limit: i64,
) -> Result<Vec<Media>> {
    let rows: Vec<(MediaRow, Option<String>)> = on!(conn, |c| {
        let mut query = media::table
            .left_join(accounts::table)
            .select((MediaRow::as_select(), accounts::name.nullable()))
            .order(media::id.desc())
            .limit(limit)
            .into_boxed();
        if let Some(after) = after {
            query = query.filter(media::id.lt(after));
        }
        conditions!(query, filter);
        query.load(c)
    })?;
    rows.into_iter().map(|(row, name)| row.into_media(name)).collect()
}

pub(super) fn by_ids(conn: &mut Connection, ids: &[MediaId]) -> Result<Vec<Media>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<(MediaRow, Option<String>)> = on!(conn, |c| media::table
        .left_join(accounts::table)
        .filter(media::id.eq_any(ids))
        .select((MediaRow::as_select(), accounts::name.nullable()))
        .load(c))?;
    rows.into_iter().map(|(row, name)| row.into_media(name)).collect()
}

pub(super) fn used_by(conn: &mut Connection, article: ArticleId) -> Result<Vec<(Place, Media)>> {
    // Who uploaded it is of no interest where it is shown.
    let rows: Vec<(Place, MediaRow)> = on!(conn, |c| media_uses::table
        .inner_join(media::table)
        .filter(media_uses::article_id.eq(article))
        .select((media_uses::place, MediaRow::as_select()))
        .load(c))?;
    rows.into_iter().map(|(place, row)| Ok((place, row.into_media(None)?))).collect()
}

/// Replaces what an article uses.
pub(super) fn set_uses(
    conn: &mut Connection,
    article: ArticleId,
    uses: &[(MediaId, Place)],
) -> Result<()> {
    on!(conn, |c| diesel::delete(media_uses::table.filter(media_uses::article_id.eq(article)))
        .execute(c))?;
    for (media, place) in uses {
        on!(conn, |c| diesel::insert_into(media_uses::table)
            .values((
                media_uses::media_id.eq(media),
                media_uses::article_id.eq(article),
                media_uses::place.eq(place),
            ))
            .execute(c))?;
    }
    Ok(())
}

/// The articles that use each of the pictures `ids`, the latest first.
pub(super) fn uses(conn: &mut Connection, ids: &[MediaId]) -> Result<HashMap<MediaId, Vec<Use>>> {
    let mut found: HashMap<MediaId, Vec<Use>> = HashMap::new();
    if ids.is_empty() {
        return Ok(found);
    }
    let rows: Vec<(MediaId, ArticleId, String, String, Place)> = on!(conn, |c| media_uses::table
        .inner_join(articles::table)
        .filter(media_uses::media_id.eq_any(ids))
        .order((articles::id.desc(), media_uses::place))
        .select((
            media_uses::media_id,
            articles::id,
            articles::title,
            articles::path,
            media_uses::place,
        ))
        .load(c))?;
    for (media, article, title, path, place) in rows {
        let path = format!("/{path}");
        found.entry(media).or_default().push(Use { article, title, path, place });
    }
    Ok(found)
}
