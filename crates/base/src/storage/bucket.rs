//! Files in a bucket of an S3-compatible service, as `PREFIX/abcdef…/640.webp`.
//!
//! The service makes each file appear at once. A group is complete when its row is in the database,
//! which is written after its files; the files of a group that failed half-way are removed.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::TryStreamExt as _;
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::path::Path;
use object_store::{
    Attribute, Attributes, ClientOptions, ObjectStore as _, ObjectStoreExt as _, PutOptions,
    PutPayload, RetryConfig, WriteMultipart,
};
use secrecy::ExposeSecret as _;

use super::{NamedFile, is_group};
use crate::clock::Time;
use crate::config;
use crate::error::{Error, Result};
use crate::pictures::Kind;

/// For a connection, and for a whole request.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const TIMEOUT: Duration = Duration::from_secs(30);
/// How often and how long a request is repeated that the service could not process. A reader waits.
const RETRIES: usize = 3;
/// The same for a part of a large file.
const PART_TIMEOUT: Duration = Duration::from_secs(300);
const PART_RETRIES_END: Duration = Duration::from_secs(600);
/// The length of a part. A service takes at most 10,000 parts of at least 5 MiB, hence files up to 156 GiB.
const PART: usize = 16 * 1024 * 1024;
/// How many parts are on their way at once, and so in the memory.
const PARTS_AT_ONCE: usize = 3;
const RETRIES_END: Duration = Duration::from_secs(15);

/// A bucket.
#[derive(Clone, Debug)]
pub struct Bucket {
    store: Arc<AmazonS3>,
    name: String,
    prefix: Path,
}

impl Bucket {
    /// # Errors
    /// If TLS cannot be set up.
    pub(super) fn new(settings: &config::Bucket) -> Result<Bucket> {
        Bucket::with_limits(settings, TIMEOUT, RETRIES_END)
    }

    /// A bucket for large files, for which nobody waits.
    ///
    /// # Errors
    /// If TLS cannot be set up.
    pub fn for_large_files(settings: &config::Bucket) -> Result<Bucket> {
        Bucket::with_limits(settings, PART_TIMEOUT, PART_RETRIES_END)
    }

    fn with_limits(
        settings: &config::Bucket,
        timeout: Duration,
        retry_timeout: Duration,
    ) -> Result<Bucket> {
        // The client takes the process's TLS. An error says that it is chosen already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = ClientOptions::new()
            .with_connect_timeout(CONNECT_TIMEOUT)
            .with_timeout(timeout)
            .with_allow_http(
                settings.endpoint.as_deref().is_some_and(|url| url.starts_with("http:")),
            );
        let retry = RetryConfig { max_retries: RETRIES, retry_timeout, ..RetryConfig::default() };
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(&settings.name)
            .with_region(&settings.region)
            .with_access_key_id(&settings.access_key)
            .with_secret_access_key(settings.secret_key.expose_secret())
            .with_client_options(client)
            .with_retry(retry);
        if let Some(endpoint) = &settings.endpoint {
            builder = builder.with_endpoint(endpoint);
        }
        let store = builder.build().map_err(Error::internal)?;
        let (name, prefix) = (settings.name.clone(), Path::from(settings.prefix.as_str()));
        Ok(Bucket { store: Arc::new(store), name, prefix })
    }

    /// Stores a file of this machine under a name, part by part. It appears as a whole or not at all. Reads
    /// the file where it runs, so it needs a thread of its own; so does [`Bucket::download`].
    ///
    /// # Errors
    /// If the file cannot be read, or the service fails.
    pub async fn upload(&self, name: &str, file: &std::path::Path) -> Result<()> {
        let read = Error::of_file(file);
        let mut from = File::open(file).map_err(read)?;
        let path = self.prefix.clone().join(name);
        let begun = self.store.put_multipart(&path).await.map_err(|cause| self.failed(cause))?;
        let mut upload = WriteMultipart::new_with_chunk_size(begun, PART);
        let mut part = vec![0; PART];
        let written = async {
            loop {
                let length = from.read(&mut part).map_err(read)?;
                if length == 0 {
                    return Ok(());
                }
                upload.wait_for_capacity(PARTS_AT_ONCE).await.map_err(|it| self.failed(it))?;
                upload.write(&part[..length]);
            }
        };
        match written.await {
            Ok(()) => upload.finish().await.map(drop).map_err(|cause| self.failed(cause)),
            Err(error) => {
                if let Err(cause) = upload.abort().await {
                    tracing::warn!(%cause, name, "an unfinished upload stays in the bucket");
                }
                Err(error)
            }
        }
    }

    /// Fetches a file into a new one of this machine, part by part.
    ///
    /// # Errors
    /// `NotFound`; if the file cannot be written, or the service fails.
    pub async fn download(&self, name: &str, file: &std::path::Path) -> Result<()> {
        let write = Error::of_file(file);
        let path = self.prefix.clone().join(name);
        let size = match self.store.head(&path).await {
            Ok(found) => found.size,
            Err(object_store::Error::NotFound { .. }) => return Err(Error::NotFound),
            Err(cause) => return Err(self.failed(cause)),
        };
        let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(file);
        let mut to = made.map_err(write)?;
        let mut begin = 0;
        while begin < size {
            let end = size.min(begin + PART as u64);
            let part = self.store.get_range(&path, begin..end).await;
            to.write_all(&part.map_err(|cause| self.failed(cause))?).map_err(write)?;
            begin = end;
        }
        to.sync_all().map_err(write)
    }

    /// The length of a file.
    ///
    /// # Errors
    /// `NotFound`; if the service fails.
    pub async fn size(&self, name: &str) -> Result<u64> {
        match self.store.head(&self.prefix.clone().join(name)).await {
            Ok(found) => Ok(found.size),
            Err(object_store::Error::NotFound { .. }) => Err(Error::NotFound),
            Err(cause) => Err(self.failed(cause)),
        }
    }

    /// The names of the files.
    ///
    /// # Errors
    /// If the service fails.
    pub async fn names(&self) -> Result<Vec<String>> {
        let files = self.store.list_with_delimiter(Some(&self.prefix)).await;
        let files = files.map_err(|cause| self.failed(cause))?.objects;
        Ok(files.iter().filter_map(|it| it.location.filename().map(str::to_owned)).collect())
    }

    /// Removes a file.
    ///
    /// # Errors
    /// If the service fails.
    pub async fn delete(&self, name: &str) -> Result<()> {
        match self.store.delete(&self.prefix.clone().join(name)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(cause) => Err(self.failed(cause)),
        }
    }

    fn failed(&self, cause: object_store::Error) -> Error {
        Error::internal(format!("the bucket {}: {cause}", self.name))
    }

    fn path(&self, group: &str, name: &str) -> Path {
        self.prefix.clone().join(group).join(name)
    }

    pub(super) async fn put(&self, group: &str, files: Vec<NamedFile>) -> Result<()> {
        for (name, bytes) in files {
            let path = self.path(group, &name);
            // For those who open the bucket themselves; readers get the type from this program.
            let kind = name.rsplit('.').next().and_then(Kind::of_extension);
            let kind = kind.map_or("application/octet-stream", Kind::mime);
            let attributes = Attributes::from_iter([(Attribute::ContentType, kind)]);
            let options = PutOptions { attributes, ..PutOptions::default() };
            let stored = self.store.put_opts(&path, PutPayload::from(bytes), options).await;
            if let Err(cause) = stored {
                if let Err(error) = self.remove(group).await {
                    tracing::warn!(%error, group, "an unfinished picture stays until the next sweep");
                }
                return Err(failed(cause));
            }
        }
        Ok(())
    }

    pub(super) async fn get(&self, group: &str, name: &str) -> Result<Option<Bytes>> {
        let found = match self.store.get(&self.path(group, name)).await {
            Ok(found) => found,
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            Err(cause) => return Err(failed(cause)),
        };
        found.bytes().await.map(Some).map_err(failed)
    }

    pub(super) async fn size_in(&self, group: &str, name: &str) -> Result<Option<u64>> {
        match self.store.head(&self.path(group, name)).await {
            Ok(found) => Ok(Some(found.size)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(cause) => Err(failed(cause)),
        }
    }

    pub(super) async fn remove(&self, group: &str) -> Result<()> {
        let folder = self.prefix.clone().join(group);
        let files: Vec<_> = self.store.list(Some(&folder)).try_collect().await.map_err(failed)?;
        for file in files {
            match self.store.delete(&file.location).await {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
                Err(cause) => return Err(failed(cause)),
            }
        }
        Ok(())
    }

    pub(super) async fn groups_before(&self, time: Time) -> Result<Vec<String>> {
        let mut newest: HashMap<String, i64> = HashMap::new();
        let mut files = self.store.list(Some(&self.prefix));
        while let Some(file) = files.try_next().await.map_err(failed)? {
            let mut parts = file.location.parts().rev();
            let group = parts.nth(1).map(|part| part.as_ref().to_owned());
            if let Some(group) = group.filter(|group| is_group(group)) {
                let written = file.last_modified.timestamp_micros();
                let known = newest.entry(group).or_insert(written);
                *known = written.max(*known);
            }
        }
        let old = newest.into_iter().filter(|(_, written)| *written < time.micros());
        Ok(old.map(|(group, _)| group).collect())
    }
}

fn failed(cause: object_store::Error) -> Error {
    Error::internal(format!("the bucket of media.s3_bucket: {cause}"))
}
