//! Pictures of a WordPress site, copied from a folder into the library.

use std::collections::HashMap;
use std::path::Path;

use bytes::Bytes;

use crate::app::App;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::MediaId;
use crate::markup::tree::Node;
use crate::media::model::{Description, Submitted};
use crate::media::{self, Added, Upload};

use super::folder::{Copied, Uploads, relative};
use super::items::{Kind, Place};
use super::labels::line;
use super::report::why_of;
use super::running::Run;
use super::store::ledger;

/// Paths of pictures kept in memory.
const KNOWN: usize = 50_000;

/// Copies the picture at an address into the library; `None` if it stays where it is, which is reported.
pub(super) async fn copy(
    run: &mut Run<'_>,
    uploads: &mut Uploads,
    address: &str,
    said: Submitted,
    (what, place): (&Message, &Place),
) -> Result<Option<Copied>> {
    let Some((path, file)) = uploads.file(address) else {
        if relative(address).is_some() {
            let why = Message::import_why_not_in_folder(address);
            run.report.repair(what.clone(), place, why);
        }
        return Ok(None);
    };
    if let Some(known) = uploads.known.get(&path) {
        return Ok(known.clone());
    }
    if uploads.known.len() >= KNOWN {
        uploads.known.clear();
    }
    let copied = copy_file(run, &path, &file, said, (what, place)).await?;
    uploads.known.insert(path, copied.clone());
    Ok(copied)
}

async fn copy_file(
    run: &mut Run<'_>,
    path: &str,
    file: &Path,
    said: Submitted,
    (what, place): (&Message, &Place),
) -> Result<Option<Copied>> {
    let known = run.known(Kind::Attachment, path).await?;
    if let Some(known) = &known {
        let id = MediaId(known.target);
        let found = run.app.db.read(move |conn| media::by_ids(conn, &[id])).await?;
        if let Some(found) = found.get(&id) {
            run.report.add_matched(Kind::Attachment.name());
            return Ok(Some(Copied { id, path: found.path() }));
        }
    }
    let bytes = match read(&run.app, file) {
        Ok(bytes) => bytes,
        Err(cause) => {
            run.report.repair(what.clone(), place, Message::import_why_stays(path, cause));
            return Ok(None);
        }
    };
    if !is_picture(&bytes) {
        run.report.repair(what.clone(), place, Message::import_why_no_picture(path));
        return Ok(None);
    }
    let key = media::key_of(&bytes);
    let found = run.app.db.read(move |conn| media::by_key(conn, &key)).await?;
    if run.import.is_none() {
        // A plan shows the path of a picture that is there; a new one has none yet.
        match found {
            Some(found) => {
                run.report.add_matched(Kind::Attachment.name());
                return Ok(Some(Copied { id: found.id, path: found.path() }));
            }
            None => run.report.add_made(Kind::Attachment.name()),
        }
        return Ok(None);
    }
    let description =
        Description::parse(said).or_else(|_| Description::parse(Submitted::default()))?;
    let name = path.rsplit('/').next().unwrap_or_default().to_owned();
    let upload = Upload { file: bytes, name, description };
    let added = match media::add(&run.app, upload, None).await {
        Ok(added) => added,
        Err(cause @ Error::Invalid(_)) => {
            let why = Message::import_why_stays(path, why_of(&cause));
            run.report.repair(what.clone(), place, why);
            return Ok(None);
        }
        Err(other) => return Err(other),
    };
    let (is_new, media) = (matches!(added, Added::New { .. }), added.media());
    let copied = Copied { id: media.id, path: media.path() };
    if known.is_none()
        && let Some(entry) = run.entry(Kind::Attachment, path, Vec::new())
    {
        let entry = ledger::Entry { target_id: copied.id.0, version: i64::from(is_new), ..entry };
        let add = move |conn: &mut Connection| {
            ledger::go_on(conn, entry.import_id)?;
            // Another process may import the same site.
            match ledger::find(conn, entry.source_id, Kind::Attachment, &entry.source)? {
                Some(_) => Ok(()),
                None => ledger::add(conn, &entry),
            }
        };
        run.app.db.write_low_priority(add).await?;
    }
    match is_new {
        true => run.report.add_made(Kind::Attachment.name()),
        false => run.report.add_matched(Kind::Attachment.name()),
    }
    Ok(Some(copied))
}

/// Whether a file begins like one of the formats that are accepted.
fn is_picture(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xff\xd8\xff")
        || bytes.starts_with(b"\x89PNG")
        || bytes.starts_with(b"GIF8")
        || bytes.get(8..12) == Some(b"WEBP")
}

/// What is said about a picture.
pub(super) fn details(alt: &str, caption: &str) -> Submitted {
    let caption = line(caption, 300);
    Submitted {
        alt: Some(line(alt, 300)).filter(|alt| !alt.is_empty()),
        caption: Some(caption).filter(|caption| !caption.is_empty()),
        credit: None,
        focal_point: None,
    }
}

fn read(app: &App, file: &Path) -> std::result::Result<Bytes, Message> {
    let most = app.config.media.max_bytes;
    let unreadable = |cause: std::io::Error| Message::from(cause.to_string());
    if std::fs::metadata(file).map_err(unreadable)?.len() > most as u64 {
        return Err(Message::import_why_file_large(most >> 20));
    }
    std::fs::read(file).map(Bytes::from).map_err(unreadable)
}

/// The addresses of the pictures and of the files that a text links to, with what is said about each.
pub(super) fn addresses(nodes: &[Node]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    collect(nodes, &mut found);
    found
}

fn collect(nodes: &[Node], found: &mut Vec<(String, String)>) {
    for node in nodes {
        let Node::Element(element) = node else { continue };
        let address = match element.name.as_str() {
            "img" => element.attribute("src"),
            "a" => element.attribute("href"),
            _ => "",
        };
        if relative(address).is_some() && found.iter().all(|(known, _)| known != address) {
            found.push((address.to_owned(), element.attribute("alt").to_owned()));
        }
        collect(&element.children, found);
    }
}

/// Leads pictures and links to the copies.
pub(super) fn rewrite(nodes: &mut [Node], copies: &HashMap<String, Copied>) {
    for node in nodes {
        let Node::Element(element) = node else { continue };
        let name = match element.name.as_str() {
            "img" => "src",
            "a" => "href",
            _ => "",
        };
        let copied = copies.get(element.attribute(name)).map(|copied| copied.path.clone());
        if let Some(path) = copied {
            element.set(name, &path);
        }
        rewrite(&mut element.children, copies);
    }
}

/// Removes a picture that an import has added and that no article uses. Returns false if it is kept.
pub(super) async fn remove(app: &App, id: MediaId) -> Result<bool> {
    let now = app.clock.now();
    let removed =
        app.db.write_low_priority(move |conn| media::remove_imported(conn, id, now)).await?;
    match removed {
        media::RemovedImport::Removed(media) => {
            media::remove_files(app, &media).await;
            Ok(true)
        }
        media::RemovedImport::Gone => Ok(true),
        media::RemovedImport::InUse => Ok(false),
    }
}
