//! The library of pictures: uploading, describing, finding and deleting them, and serving their files.
//!
//! A picture is stored once, however often it is uploaded: its key is a hash of what was uploaded.
//! Its files are written before its row, and removed after it, so a row always has files; what a crash
//! leaves is removed by [`sweep`].
//!
//! The slice stands above `articles`, which show pictures and record where they use them. What an
//! article that uses a picture is called is read from the table itself, to show it in the library.

pub mod examining;
pub mod figures;
mod log;
pub mod model;
mod store;
pub mod sweep;
pub mod view;
pub mod web;

use std::collections::HashMap;

use bytes::Bytes;
use sha2::{Digest as _, Sha256};

use crate::accounts::model::Staff;
use crate::app::App;
use crate::cache::Scope;
use crate::clock::Time;
use crate::config;
use crate::db::Connection;
use crate::error::{Error, Result, optional};
use crate::i18n::Message;
use crate::ids::{AccountId, ArticleId, MediaId};
use crate::invalidation;
use crate::pictures::Cut;

use model::{Description, Media, MediaName, Place, StoredFile, Use};

/// Part of every key. A new number gives the pictures that are uploaded after it new paths, so that a
/// path never gets another content when sizes or qualities change.
const ENCODING: &[u8] = b"rejoinder picture 1\n";

/// The conditions of a list of pictures.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words that must all occur in name, description, caption or credit; empty for no condition.
    pub text: String,
    /// Only those that this member of the staff uploaded.
    pub by: Option<AccountId>,
    /// Only those that no article uses.
    pub unused: bool,
    /// Only those of which the library does not say what they show.
    pub undescribed: bool,
}

/// What was uploaded: the file, its name, and what is said about it.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Upload {
    pub file: Bytes,
    /// Its name, as the sender gives it.
    pub name: String,
    /// The fields.
    pub description: Description,
}

/// The result of an upload.
#[derive(Clone, Debug)]
pub enum Added {
    /// The picture is new. Of an animation only the first frame was kept.
    New {
        /// The picture.
        media: Media,
        /// Whether it had more frames.
        was_animated: bool,
    },
    /// The same file was uploaded before. It keeps its description, which others may have written.
    Present(Media),
}

impl Added {
    /// The picture.
    pub fn media(&self) -> &Media {
        match self {
            Added::New { media, .. } | Added::Present(media) => media,
        }
    }
}

/// A new row.
#[derive(Clone, Debug)]
struct New {
    key: String,
    name: String,
    description: Description,
    width: u32,
    height: u32,
    colour: Option<[u8; 3]>,
    files: Vec<StoredFile>,
    by: Option<AccountId>,
}

/// Adds a picture to the library; `by` is `None` for the command line.
///
/// # Errors
/// [`Error::Invalid`] `file` if it is no picture that is accepted; [`Error::Unavailable`] if too many
/// wait. Nothing is stored then.
pub async fn add(app: &App, upload: Upload, by: Option<AccountId>) -> Result<Added> {
    let Upload { file, name, description } = upload;
    let key = key_of(&file);
    let known = key.clone();
    if let Some(media) = app.db.read(move |conn| store::by_key(conn, &known)).await? {
        return Ok(Added::Present(media));
    }
    let cut = app.pictures.cut(file).await?;
    let new = New {
        name: model::file_name(&name),
        description,
        width: cut.width,
        height: cut.height,
        colour: cut.colour,
        files: stored(&cut),
        by,
        key,
    };
    let files = new.files.iter().map(StoredFile::name);
    let files = files.zip(cut.files.iter().map(|file| file.bytes.clone())).collect();
    app.storage.put(&new.key, files).await?;
    let now = app.clock.now();
    let row = new.clone();
    let inserted = app.db.write(move |conn| insert(conn, &row, now)).await;
    match inserted {
        Ok((media, true)) => Ok(Added::New { media, was_animated: cut.was_animated }),
        Ok((media, false)) => Ok(Added::Present(media)),
        Err(cause) => {
            // The outcome of a broken commit is not known, so the row decides about the files.
            sweep::remove_if_unknown(app, &new.key).await;
            Err(cause)
        }
    }
}

/// The row, and whether it is new.
fn insert(conn: &mut Connection, new: &New, now: Time) -> Result<(Media, bool)> {
    match store::insert(conn, new, now)? {
        Some(id) => {
            let media = store::load(conn, id)?;
            log::added(conn, &media, new.by, now)?;
            Ok((media, true))
        }
        // Somebody has uploaded the same file at the same time.
        None => Ok((store::by_key(conn, &new.key)?.ok_or(Error::NotFound)?, false)),
    }
}

fn stored(cut: &Cut) -> Vec<StoredFile> {
    let file = |file: &crate::pictures::File| StoredFile {
        width: file.width,
        height: file.height,
        kind: file.kind,
        bytes: file.bytes.len() as u64,
    };
    cut.files.iter().map(file).collect()
}

/// The key of an upload.
pub fn key_of(file: &[u8]) -> String {
    let hash = Sha256::new().chain_update(ENCODING).chain_update(file).finalize();
    hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// The picture with this number.
///
/// # Errors
/// [`Error::NotFound`].
pub fn by_id(conn: &mut Connection, id: MediaId) -> Result<Media> {
    store::load(conn, id)
}

/// The picture whose files are below `/media/{key}/`.
pub fn by_key(conn: &mut Connection, key: &str) -> Result<Option<Media>> {
    store::by_key(conn, key)
}

/// At most `limit` pictures after the one with the number `after`, the latest first.
pub fn list(
    conn: &mut Connection,
    filter: &Filter,
    after: Option<MediaId>,
    limit: i64,
) -> Result<Vec<Media>> {
    store::list(conn, filter, after, limit)
}

/// How many pictures there are.
pub fn count(conn: &mut Connection, filter: &Filter) -> Result<i64> {
    store::count(conn, filter)
}

/// Says of pictures that were added by the same request what was written after them in its form. The
/// line of the log about the upload covers it.
pub fn describe_new(conn: &mut Connection, ids: &[MediaId], to: &Description) -> Result<()> {
    for id in ids {
        let media = store::load(conn, *id)?;
        store::change(conn, &media, to)?;
    }
    Ok(())
}

/// The articles that use each of these pictures; those that none uses are missing.
pub fn uses(conn: &mut Connection, ids: &[MediaId]) -> Result<HashMap<MediaId, Vec<Use>>> {
    store::uses(conn, ids)
}

/// The pictures with these numbers.
pub fn by_ids(conn: &mut Connection, ids: &[MediaId]) -> Result<HashMap<MediaId, Media>> {
    let found = store::by_ids(conn, ids)?;
    Ok(found.into_iter().map(|media| (media.id, media)).collect())
}

/// The picture that an article names by its number or by a path of one of its files.
pub fn named(conn: &mut Connection, name: &MediaName) -> Result<Option<Media>> {
    match name {
        MediaName::Id(id) => optional(store::load(conn, *id)),
        MediaName::Path(path) => match model::key_in(path) {
            Some(key) => store::by_key(conn, key),
            None => Ok(None),
        },
    }
}

/// The pictures that an article uses, and where.
pub fn used_by(conn: &mut Connection, article: ArticleId) -> Result<Vec<(Place, Media)>> {
    store::used_by(conn, article)
}

/// Records the pictures that an article uses now: those of its text, by the paths in it, and the lead
/// picture. Returns the first path that is no picture's, in which case the caller refuses the text.
pub fn set_uses(
    conn: &mut Connection,
    article: ArticleId,
    paths: &[String],
    lead: Option<MediaId>,
) -> Result<Option<String>> {
    let mut uses: Vec<(MediaId, Place)> = lead.map(|id| (id, Place::Lead)).into_iter().collect();
    for path in paths {
        let key = model::key_in(path);
        let media = match key {
            Some(key) => store::by_key(conn, key)?,
            None => None,
        };
        match media {
            Some(media) if uses.contains(&(media.id, Place::Body)) => {}
            Some(media) => uses.push((media.id, Place::Body)),
            None => return Ok(Some(path.clone())),
        }
    }
    store::set_uses(conn, article, &uses)?;
    Ok(None)
}

/// Changes what is said about a picture. Returns the pages that are outdated, if any.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`] for a picture of somebody else.
pub fn change(
    conn: &mut Connection,
    id: MediaId,
    to: &Description,
    staff: &Staff,
    now: Time,
) -> Result<(Media, Option<Scope>)> {
    let before = store::load(conn, id)?;
    before.check_owner(staff)?;
    if *to == Description::default() {
        return Ok((before, None));
    }
    store::change(conn, &before, to)?;
    log::changed(conn, &before, to, staff.id, now)?;
    // Lists show lead pictures, so it is not one page.
    let is_used = !store::uses(conn, &[id])?.is_empty();
    let outdated = is_used.then_some(Scope::Site);
    if let Some(scope) = outdated {
        invalidation::record(conn, scope, now)?;
    }
    Ok((store::load(conn, id)?, outdated))
}

/// The picture with a file at `path`, if the library has one: `/media/…/960.png`.
pub fn with_file(conn: &mut Connection, path: &str) -> Result<Option<Media>> {
    let Some(key) = model::key_in(path) else { return Ok(None) };
    let media = store::by_key(conn, key)?;
    Ok(media.filter(|media| media.files.iter().any(|file| media.path_of(Some(file)) == path)))
}

/// Deletes the row of a picture. After the commit the caller removes its files ([`remove_files`]).
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`] for a picture of somebody else, [`Error::Conflict`]
/// `in_use` with the articles that use it, or with the settings of `site` that do.
pub fn delete(
    conn: &mut Connection,
    id: MediaId,
    site: &config::Site,
    staff: &Staff,
    now: Time,
) -> Result<Media> {
    let media = store::load(conn, id)?;
    media.check_owner(staff)?;
    let shown = [("site.logo", &site.logo), ("site.icon", &site.icon)].into_iter();
    let settings: Vec<&str> = shown
        .filter(|(_, path)| path.as_deref().and_then(model::key_in) == Some(&media.key))
        .map(|(key, _)| key)
        .collect();
    if !settings.is_empty() {
        return Err(Error::Conflict {
            code: "in_use",
            detail: Message::fault_picture_of_site(),
            present: Some(Box::new(serde_json::json!({ "settings": settings }))),
        });
    }
    let uses = store::uses(conn, &[id])?.remove(&id).unwrap_or_default();
    if !uses.is_empty() {
        let articles: std::collections::BTreeSet<_> =
            uses.iter().map(|used| used.article).collect();
        return Err(Error::Conflict {
            code: "in_use",
            detail: Message::fault_picture_used(articles.len()),
            present: Some(Box::new(serde_json::json!({ "used_in": uses }))),
        });
    }
    store::delete(conn, id)?;
    log::deleted(conn, &media, Some(staff.id), now)?;
    Ok(media)
}

/// What removing an imported picture did.
#[derive(Debug)]
pub enum RemovedImport {
    /// Its row is gone; the caller removes its files ([`remove_files`]).
    Removed(Box<Media>),
    /// There was none.
    Gone,
    /// An article uses it.
    InUse,
}

/// Deletes the row of an imported picture that no article uses.
pub fn remove_imported(conn: &mut Connection, id: MediaId, now: Time) -> Result<RemovedImport> {
    let media = match store::load(conn, id) {
        Ok(media) => media,
        Err(Error::NotFound) => return Ok(RemovedImport::Gone),
        Err(other) => return Err(other),
    };
    if store::uses(conn, &[id])?.contains_key(&id) {
        return Ok(RemovedImport::InUse);
    }
    store::delete(conn, id)?;
    log::deleted(conn, &media, None, now)?;
    Ok(RemovedImport::Removed(Box::new(media)))
}

/// Removes the files of a picture that was deleted. If that fails, [`sweep`] removes them later.
pub async fn remove_files(app: &App, media: &Media) {
    sweep::remove_if_unknown(app, &media.key).await;
}
