//! Where the files of pictures are kept: a folder, or a bucket of an S3-compatible service. Files come in groups, all sizes of one picture,
//! and are never changed: a group has the name of its content.
//!
//! A group is stored as a whole or not at all. The database knows which groups are in use; one that
//! it does not know was left by a crash or a failed removal, and [`Storage::unfinished_before`] finds
//! it.

pub mod bucket;
mod folder;

use bytes::Bytes;

use crate::clock::Time;
use crate::config;
use crate::error::Result;

use bucket::Bucket;
use folder::Folder;

/// The place.
#[derive(Clone, Debug)]
pub enum Storage {
    /// A folder of this machine, or one that all nodes have mounted.
    Folder(Folder),
    /// A bucket, for several nodes without a common folder.
    Bucket(Bucket),
}

/// A file of a group: its name and its content.
pub type NamedFile = (String, Bytes);

/// Whether the place that the settings name may have a file. A bucket may have any: only the program at
/// work asks it.
pub fn may_have(settings: &config::Media, group: &str, name: &str) -> bool {
    settings.bucket.is_some() || Folder::new(settings.folder.clone()).has(group, name)
}

impl Storage {
    /// The place that the settings name. Nothing is created before the first file.
    ///
    /// # Errors
    /// If TLS cannot be set up.
    pub fn open(settings: &config::Media) -> Result<Storage> {
        Ok(match &settings.bucket {
            None => Storage::Folder(Folder::new(settings.folder.clone())),
            Some(bucket) => Storage::Bucket(Bucket::new(bucket)?),
        })
    }

    /// Stores all files of `group`, which are on disk when it returns. A group that is there already
    /// is written again.
    ///
    /// # Errors
    /// [`crate::error::Error::Internal`] if the place is full or cannot be reached; nothing is stored
    /// then.
    pub async fn put(&self, group: &str, files: Vec<NamedFile>) -> Result<()> {
        match self {
            Storage::Folder(folder) => folder.put(group, files).await,
            Storage::Bucket(bucket) => bucket.put(group, files).await,
        }
    }

    /// The content of a file, `None` if there is no such.
    ///
    /// # Errors
    /// [`crate::error::Error::Internal`] if the place cannot be reached.
    pub async fn get(&self, group: &str, name: &str) -> Result<Option<Bytes>> {
        match self {
            Storage::Folder(folder) => folder.get(group, name).await,
            Storage::Bucket(bucket) => bucket.get(group, name).await,
        }
    }

    /// The length of a file, `None` if there is no such.
    ///
    /// # Errors
    /// [`crate::error::Error::Internal`] if the place cannot be reached.
    pub async fn size(&self, group: &str, name: &str) -> Result<Option<u64>> {
        match self {
            Storage::Folder(folder) => folder.size(group, name).await,
            Storage::Bucket(bucket) => bucket.size_in(group, name).await,
        }
    }

    /// Removes a group; it is no fault if there is none.
    ///
    /// # Errors
    /// [`crate::error::Error::Internal`] if the place cannot be reached.
    pub async fn remove(&self, group: &str) -> Result<()> {
        match self {
            Storage::Folder(folder) => folder.remove(group).await,
            Storage::Bucket(bucket) => bucket.remove(group).await,
        }
    }

    /// The groups that were last written before `time`, and removes what uploads that ended before it
    /// have left unfinished.
    ///
    /// # Errors
    /// [`crate::error::Error::Internal`] if the place cannot be reached.
    pub async fn unfinished_before(&self, time: Time) -> Result<Vec<String>> {
        match self {
            Storage::Folder(folder) => folder.groups_before(time).await,
            Storage::Bucket(bucket) => bucket.groups_before(time).await,
        }
    }
}

/// Whether `name` can be that of a group: 32 hexadecimal digits.
pub fn is_group(name: &str) -> bool {
    name.len() == 32 && name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}
