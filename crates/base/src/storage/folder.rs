//! Files in a folder: `ab/abcdef…/640.webp`, below a folder for each two first digits.
//!
//! A group is written into `.incoming`, synchronised with the disk, and renamed, so that a power
//! failure at any point leaves it whole or absent.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use bytes::Bytes;
use tokio::task::spawn_blocking;

use super::{NamedFile, is_group};
use crate::clock::Time;
use crate::error::{Error, Result};
use crate::vault;

const INCOMING: &str = ".incoming";

/// The folder.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    pub(super) fn new(root: PathBuf) -> Folder {
        Folder { root }
    }

    fn path(&self, group: &str) -> PathBuf {
        self.root.join(group.get(..2).unwrap_or("00")).join(group)
    }

    pub(super) async fn put(&self, group: &str, files: Vec<NamedFile>) -> Result<()> {
        let random = u64::from_be_bytes(vault::random()?);
        let incoming = self.root.join(INCOMING).join(format!("{group}-{random:016x}"));
        let target = self.path(group);
        let root = self.root.clone();
        on_disk(root, move || {
            let written = write_group(&incoming, &files).and_then(|()| rename(&incoming, &target));
            if written.is_err() {
                // The sweep removes what this leaves.
                let _ = fs::remove_dir_all(&incoming);
            }
            written
        })
        .await
    }

    /// Whether the file is there. It blocks.
    pub(super) fn has(&self, group: &str, name: &str) -> bool {
        self.path(group).join(name).is_file()
    }

    pub(super) async fn get(&self, group: &str, name: &str) -> Result<Option<Bytes>> {
        let path = self.path(group).join(name);
        on_disk(self.root.clone(), move || match fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes.into())),
            Err(cause) if is_absent(&cause) => Ok(None),
            Err(cause) => Err(cause),
        })
        .await
    }

    pub(super) async fn size(&self, group: &str, name: &str) -> Result<Option<u64>> {
        let path = self.path(group).join(name);
        on_disk(self.root.clone(), move || match fs::metadata(&path) {
            Ok(known) => Ok(Some(known.len())),
            Err(cause) if is_absent(&cause) => Ok(None),
            Err(cause) => Err(cause),
        })
        .await
    }

    pub(super) async fn remove(&self, group: &str) -> Result<()> {
        let path = self.path(group);
        on_disk(self.root.clone(), move || match fs::remove_dir_all(&path) {
            Err(cause) if !is_absent(&cause) => Err(cause),
            _ => Ok(()),
        })
        .await
    }

    pub(super) async fn groups_before(&self, time: Time) -> Result<Vec<String>> {
        let root = self.root.clone();
        on_disk(self.root.clone(), move || {
            let mut groups = Vec::new();
            for folder in entries(&root)? {
                let is_incoming = folder.file_name().is_some_and(|name| name == INCOMING);
                for entry in entries(&folder)? {
                    if modified(&entry)?.is_none_or(|modified| modified >= time) {
                        continue;
                    }
                    if is_incoming {
                        fs::remove_dir_all(&entry)?;
                    } else if let Some(name) = entry.file_name().and_then(|name| name.to_str())
                        && is_group(name)
                    {
                        groups.push(name.to_owned());
                    }
                }
            }
            Ok(groups)
        })
        .await
    }
}

/// Runs `work` where it may wait for the disk. Its failure names the folder.
async fn on_disk<T: Send + 'static>(
    root: PathBuf,
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T> {
    let done = spawn_blocking(work).await.map_err(Error::internal)?;
    done.map_err(|cause| Error::internal(format!("media.folder {}: {cause}", root.display())))
}

fn write_group(folder: &Path, files: &[NamedFile]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for (name, bytes) in files {
        let mut file = File::create_new(folder.join(name))?;
        file.write_all(bytes)?;
        file.sync_all()?;
    }
    sync(folder)
}

/// Gives a written group its place.
fn rename(incoming: &Path, target: &Path) -> io::Result<()> {
    let parent = target.parent().unwrap_or(target);
    fs::create_dir_all(parent)?;
    match fs::rename(incoming, target) {
        Ok(()) => {
            sync(parent)?;
            parent.parent().map_or(Ok(()), sync)
        }
        // It is there already, perhaps left by a crash. Each file is replaced by the same content.
        Err(cause)
            if matches!(cause.kind(), ErrorKind::DirectoryNotEmpty | ErrorKind::AlreadyExists) =>
        {
            for file in entries(incoming)? {
                if let Some(name) = file.file_name() {
                    fs::rename(&file, target.join(name))?;
                }
            }
            sync(target)?;
            fs::remove_dir(incoming)
        }
        Err(cause) => Err(cause),
    }
}

/// Writes the entries of a folder to the disk.
fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// The entries of a folder; none if there is no such.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    match fs::read_dir(folder) {
        Ok(entries) => entries.map(|entry| entry.map(|entry| entry.path())).collect(),
        Err(cause) if is_absent(&cause) => Ok(Vec::new()),
        Err(cause) => Err(cause),
    }
}

fn is_absent(cause: &io::Error) -> bool {
    matches!(cause.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// When an entry was last written; `None` if it is gone.
fn modified(entry: &Path) -> io::Result<Option<Time>> {
    let modified = match fs::metadata(entry) {
        Ok(metadata) => metadata.modified()?,
        Err(cause) if is_absent(&cause) => return Ok(None),
        Err(cause) => return Err(cause),
    };
    let since = modified.duration_since(UNIX_EPOCH).unwrap_or_default();
    Ok(Some(Time::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GROUP: &str = "0123456789abcdef0123456789abcdef";

    fn file(content: &'static str) -> Vec<NamedFile> {
        vec![("640.webp".to_owned(), Bytes::from(content))]
    }

    #[actix_web::test]
    async fn a_group_is_stored_whole_read_back_and_removed() {
        let place = tempfile::tempdir().expect("a folder");
        let folder = Folder::new(place.path().join("media"));
        assert_eq!(folder.get(GROUP, "640.webp").await.expect("no fault"), None);
        folder.put(GROUP, file("one")).await.expect("stored");
        folder.put(GROUP, file("two")).await.expect("stored again");
        assert_eq!(
            folder.get(GROUP, "640.webp").await.expect("read").as_deref(),
            Some(&b"two"[..])
        );
        let left = entries(&place.path().join("media").join(INCOMING)).expect("entries");
        assert_eq!(left, Vec::<PathBuf>::new());
        folder.remove(GROUP).await.expect("removed");
        folder.remove(GROUP).await.expect("nothing to remove");
        assert_eq!(folder.get(GROUP, "640.webp").await.expect("no fault"), None);
    }

    #[actix_web::test]
    async fn what_a_crash_left_is_found_by_its_age() {
        let place = tempfile::tempdir().expect("a folder");
        let folder = Folder::new(place.path().to_owned());
        folder.put(GROUP, file("one")).await.expect("stored");
        let begun = place.path().join(INCOMING).join("begun");
        fs::create_dir_all(&begun).expect("a folder");
        let (past, future) = (Time::from_micros(0), Time::from_micros(i64::MAX));
        assert_eq!(folder.groups_before(past).await.expect("read"), Vec::<String>::new());
        assert!(begun.exists());
        assert_eq!(folder.groups_before(future).await.expect("read"), [GROUP]);
        assert!(!begun.exists());
    }

    #[actix_web::test]
    async fn a_group_that_cannot_be_stored_leaves_nothing() {
        let place = tempfile::tempdir().expect("a folder");
        let folder = Folder::new(place.path().to_owned());
        let twice = [file("one"), file("two")].concat();
        let cause = folder.put(GROUP, twice).await.expect_err("two files of one name");
        assert!(cause.to_string().starts_with("media.folder "), "{cause}");
        assert_eq!(entries(&place.path().join(INCOMING)).expect("entries"), Vec::<PathBuf>::new());
        assert_eq!(folder.get(GROUP, "640.webp").await.expect("no fault"), None);
    }
}
