//! The files of a WordPress site (`wp-content/uploads`), copied from a folder into the library of pictures.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};

use percent_encoding::percent_decode_str;

use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::MediaId;
use crate::markup::tree::{Element, Node};
use crate::media::model::{Description, Submitted};
use crate::media::{self, Added, Upload};

use super::model::{Kind, Place};
use super::running::Run;
use super::store::ledger;

/// Paths of pictures kept in memory.
const KNOWN: usize = 50_000;

/// The folder, and what its files have become.
pub(super) struct Uploads {
    /// Without links in it.
    folder: PathBuf,
    /// By their paths in the folder; `None` for those that stay where they are.
    known: HashMap<String, Option<Copied>>,
}

/// A picture in the library.
#[derive(Clone, Debug)]
pub(super) struct Copied {
    pub(super) id: MediaId,
    /// The path of the file that texts show.
    pub(super) path: String,
}

impl Uploads {
    /// Opens the folder.
    ///
    /// # Errors
    /// [`Error::Invalid`] `uploads`.
    pub(super) fn open(folder: &Path) -> Result<Uploads> {
        let refused = |why: String| {
            Error::invalid("uploads", "unreadable", format!("{}: {why}", folder.display()))
        };
        let folder_found = folder.canonicalize().map_err(|cause| refused(cause.to_string()))?;
        if !folder_found.is_dir() {
            return Err(refused("it is no folder".to_owned()));
        }
        Ok(Uploads { folder: folder_found, known: HashMap::new() })
    }

    /// The file of an address, with its path in the folder. WordPress's smaller sizes lead to the original.
    fn file(&self, address: &str) -> Option<(String, PathBuf)> {
        let path = relative(address)?;
        candidates(&path).into_iter().find_map(|path| {
            let file = self.folder.join(&path).canonicalize().ok()?;
            // A link could lead out of the folder.
            (file.starts_with(&self.folder) && file.is_file()).then_some((path, file))
        })
    }
}

/// The path below `uploads` that an address names; `None` if it names none, or leads elsewhere.
fn relative(address: &str) -> Option<String> {
    let path = address.split(['?', '#']).next()?;
    let at = path.find("/uploads/")? + "/uploads/".len();
    let decoded = percent_decode_str(&path[at..]).decode_utf8().ok()?.into_owned();
    let is_plain = Path::new(&decoded).components().all(|part| matches!(part, Component::Normal(_)));
    (is_plain && !decoded.is_empty() && !decoded.contains(['\0', '\\'])).then_some(decoded)
}

/// The names that a file may have: the original of a smaller size first.
fn candidates(path: &str) -> Vec<String> {
    let mut names = Vec::new();
    if let Some((stem, ending)) = path.rsplit_once('.') {
        let bare = match stem.rsplit_once('-') {
            Some((bare, size)) if is_size(size) || matches!(size, "scaled" | "rotated") => bare,
            _ => stem,
        };
        if bare != stem {
            names.push(format!("{bare}.{ending}"));
            names.push(format!("{bare}-scaled.{ending}"));
        }
    }
    names.push(path.to_owned());
    names
}

fn is_size(text: &str) -> bool {
    let is_number =
        |part: &str| !part.is_empty() && part.len() < 6 && part.bytes().all(|b| b.is_ascii_digit());
    text.split_once('x').is_some_and(|(width, height)| is_number(width) && is_number(height))
}

/// Copies the picture at an address into the library; `None` if it stays where it is, which is reported.
pub(super) async fn copy(
    run: &mut Run<'_>,
    uploads: &mut Uploads,
    address: &str,
    said: Submitted,
    (what, place): (&str, &Place),
) -> Result<Option<Copied>> {
    let Some((path, file)) = uploads.file(address) else {
        if relative(address).is_some() {
            let why = format!("{address} is not in the folder and stays where it is");
            run.report.repair(what, place, why);
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
    (what, place): (&str, &Place),
) -> Result<Option<Copied>> {
    let known = run.known(Kind::Attachment, path).await?;
    if let Some(known) = known {
        let id = MediaId(known.target);
        let found = run.app.db.read(move |conn| media::by_ids(conn, &[id])).await?;
        if let Some(found) = found.get(&id) {
            run.report.add_matched(Kind::Attachment.name());
            return Ok(Some(Copied { id, path: found.path() }));
        }
    }
    let bytes = match media::read_file(&run.app, file) {
        Ok(bytes) => bytes,
        Err(cause) => {
            run.report.repair(what, place, format!("{path} stays where it is: {cause}"));
            return Ok(None);
        }
    };
    let is_picture = bytes.starts_with(b"\xff\xd8\xff")
        || bytes.starts_with(b"\x89PNG")
        || bytes.starts_with(b"GIF8")
        || bytes.get(8..12) == Some(b"WEBP");
    if !is_picture {
        let why = format!("{path} is no picture of a kind that is kept here, and stays where it is");
        run.report.repair(what, place, why);
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
    let description = Description::parse(said).or_else(|_| Description::parse(Submitted::default()))?;
    let name = path.rsplit('/').next().unwrap_or_default().to_owned();
    let upload = Upload { file: bytes, name, description };
    let added = match media::add(&run.app, upload, None).await {
        Ok(added) => added,
        Err(cause @ Error::Invalid(_)) => {
            run.report.repair(what, place, format!("{path} stays where it is: {cause}"));
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
        run.app.db.write_low_priority(move |conn| ledger::add(conn, &entry)).await?;
    }
    match is_new {
        true => run.report.add_made(Kind::Attachment.name()),
        false => run.report.add_matched(Kind::Attachment.name()),
    }
    Ok(Some(copied))
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
            set(element, name, &path);
        }
        rewrite(&mut element.children, copies);
    }
}

fn set(element: &mut Element, name: &str, path: &str) {
    element.set(name, path);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_to_the_original_and_never_out_of_the_folder() {
        let outside = tempfile::tempdir().expect("a folder");
        std::fs::write(outside.path().join("secret.jpg"), "x").expect("a file");
        let inside = outside.path().join("uploads");
        std::fs::create_dir_all(inside.join("2012/01")).expect("a folder");
        for name in ["2012/01/mud.jpg", "2012/01/crane-scaled.jpg", "2012/01/a-1x1.jpg"] {
            std::fs::write(inside.join(name), "x").expect("a file");
        }
        std::os::unix::fs::symlink(outside.path().join("secret.jpg"), inside.join("link.jpg"))
            .expect("a link");
        let uploads = Uploads::open(&inside).expect("a folder");
        for (address, expected) in [
            ("https://old.example/wp-content/uploads/2012/01/mud.jpg", Some("2012/01/mud.jpg")),
            ("https://old.example/wp-content/uploads/2012/01/mud-300x200.jpg?x=1", Some("2012/01/mud.jpg")),
            ("/wp-content/uploads/2012/01/crane-150x150.jpg", Some("2012/01/crane-scaled.jpg")),
            ("/wp-content/uploads/2012/01/a-1x1.jpg", Some("2012/01/a-1x1.jpg")),
            ("/wp-content/uploads/2012/01/none.jpg", None),
            ("/wp-content/uploads/../secret.jpg", None),
            ("/wp-content/uploads/%2e%2e/secret.jpg", None),
            ("/wp-content/uploads//etc/passwd", None),
            ("/wp-content/uploads/link.jpg", None),
            ("https://old.example/picture.jpg", None),
        ] {
            let found = uploads.file(address).map(|(path, _)| path);
            assert_eq!(found.as_deref(), expected, "{address}");
        }
        assert!(Uploads::open(&inside.join("2012/01/mud.jpg")).is_err());
    }
}
