//! Files in a bucket of an S3-compatible service, as `PREFIX/abcdef…/640.webp`.
//!
//! The service makes each file appear at once. A group is complete when its row is in the database,
//! which is written after its files; the files of a group that failed half-way are removed.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::TryStreamExt as _;
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::path::Path;
use object_store::{
    Attribute, Attributes, ClientOptions, ObjectStore as _, ObjectStoreExt as _, PutOptions,
    PutPayload, RetryConfig,
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
const RETRIES_END: Duration = Duration::from_secs(15);

/// A bucket.
#[derive(Clone, Debug)]
pub struct Bucket {
    store: Arc<AmazonS3>,
    prefix: Path,
}

impl Bucket {
    /// # Errors
    /// If TLS cannot be set up.
    pub(super) fn new(settings: &config::Bucket) -> Result<Bucket> {
        // The client takes the process's TLS. An error says that it is chosen already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = ClientOptions::new()
            .with_connect_timeout(CONNECT_TIMEOUT)
            .with_timeout(TIMEOUT)
            .with_allow_http(
                settings.endpoint.as_deref().is_some_and(|url| url.starts_with("http:")),
            );
        let retry = RetryConfig {
            max_retries: RETRIES,
            retry_timeout: RETRIES_END,
            ..RetryConfig::default()
        };
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
        Ok(Bucket { store: Arc::new(store), prefix: Path::from(settings.prefix.as_str()) })
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
