//! The folder with the files of a WordPress site (`wp-content/uploads`): which of its files an address names.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};

use percent_encoding::percent_decode_str;

use crate::error::{Error, Result};
use crate::ids::MediaId;

/// The folder, and what its files have become.
pub(super) struct Uploads {
    /// Without links in it.
    folder: PathBuf,
    /// By their paths in the folder; `None` for those that stay where they are.
    pub(super) known: HashMap<String, Option<Copied>>,
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
    pub(super) fn file(&self, address: &str) -> Option<(String, PathBuf)> {
        let path = relative(address)?;
        candidates(&path).into_iter().find_map(|path| {
            let file = self.folder.join(&path).canonicalize().ok()?;
            // A link could lead out of the folder.
            (file.starts_with(&self.folder) && file.is_file()).then_some((path, file))
        })
    }
}

/// The path below `uploads` that an address names; `None` if it names none, or leads elsewhere.
pub(super) fn relative(address: &str) -> Option<String> {
    let path = address.split(['?', '#']).next()?;
    let at = path.find("/uploads/")? + "/uploads/".len();
    let decoded = percent_decode_str(&path[at..]).decode_utf8().ok()?.into_owned();
    let is_plain =
        Path::new(&decoded).components().all(|part| matches!(part, Component::Normal(_)));
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
            (
                "https://old.example/wp-content/uploads/2012/01/mud-300x200.jpg?x=1",
                Some("2012/01/mud.jpg"),
            ),
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
