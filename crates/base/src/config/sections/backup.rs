//! The section `backup`.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use secrecy::SecretString;
use serde::Deserialize;

use crate::clock;
use crate::config::layers::Layers;
use crate::config::sections::media::{
    Bucket, bucket_name, prefix as prefix_of, region, service_url, word,
};
use crate::config::shown;
use crate::config::urls::refuse;
use crate::config::values::{check_folder, folder_path};

/// Copies of the whole site. `Debug` does not show the passphrase.
#[derive(Clone, Debug)]
pub struct Backup {
    /// How often the worker makes one; `None` for never.
    pub every: Option<Duration>,
    /// Where to.
    pub place: BackupPlace,
    /// The service whose buckets may be named as a place.
    pub service: Option<S3Service>,
    /// How many of the newest ones are kept.
    pub keep: usize,
    /// Of how many days the last one is kept.
    pub keep_days: usize,
    /// Of how many weeks the last one is kept.
    pub keep_weeks: usize,
    /// What they are sealed to.
    pub passphrase: Option<SecretString>,
    /// Whether they have the key file.
    pub keys: bool,
    /// Whether they have the files of pictures.
    pub media: bool,
}

impl Backup {
    /// The place that a text names: a folder, or `s3://BUCKET/PREFIX` at the configured service.
    ///
    /// # Errors
    /// What is wrong with it, in a sentence.
    pub fn place_at(&self, text: &str) -> Result<BackupPlace, String> {
        BackupPlace::parse(text, self.service.as_ref())
    }
}

/// Where backups are written.
#[derive(Clone, Debug)]
pub enum BackupPlace {
    /// A folder.
    Folder(PathBuf),
    /// A bucket.
    Bucket(Bucket),
}

impl BackupPlace {
    /// The beginning of the name of a bucket.
    pub const SCHEME: &str = "s3://";

    fn parse(text: &str, service: Option<&S3Service>) -> Result<BackupPlace, String> {
        let Some(rest) = text.strip_prefix(BackupPlace::SCHEME) else {
            return Ok(BackupPlace::Folder(PathBuf::from(text)));
        };
        let (name, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let remedy = |_| "write s3://BUCKET/PREFIX".to_owned();
        let (name, prefix) =
            (bucket_name(name).map_err(remedy)?, prefix_of(prefix).map_err(remedy)?);
        let Some(service) = service.cloned() else {
            return Err("set backup.s3_access_key and backup.s3_secret_key as well".to_owned());
        };
        let S3Service { region, endpoint, access_key, secret_key } = service;
        let prefix = prefix.trim_matches('/').to_owned();
        Ok(BackupPlace::Bucket(Bucket { name, region, endpoint, access_key, secret_key, prefix }))
    }
}

impl fmt::Display for BackupPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BackupPlace::Folder(folder) => write!(f, "{}", folder.display()),
            BackupPlace::Bucket(Bucket { name, prefix, .. }) if prefix.is_empty() => {
                write!(f, "{}{name}", BackupPlace::SCHEME)
            }
            BackupPlace::Bucket(Bucket { name, prefix, .. }) => {
                write!(f, "{}{name}/{prefix}", BackupPlace::SCHEME)
            }
        }
    }
}

/// An S3-compatible service and a key to it. `Debug` does not show its secret.
#[derive(Clone, Debug)]
pub struct S3Service {
    /// The region of the service.
    pub region: String,
    /// The URL of the service; Amazon's own if not set.
    pub endpoint: Option<String>,
    /// The name of the key.
    pub access_key: String,
    /// The key.
    pub secret_key: SecretString,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Every {
    Never,
    Hourly,
    Daily,
    Weekly,
}

pub(in crate::config) fn read(layers: &mut Layers, folder: &Path) -> Option<Backup> {
    let every = layers.choice("backup.every", &["never", "hourly", "daily", "weekly"]);
    let service = service(layers);
    let own_place = layers.optional("backup.folder", |text| {
        if !text.starts_with(BackupPlace::SCHEME) {
            return folder_path(text).map(BackupPlace::Folder);
        }
        let Some(service) = &service else {
            // The faults of its keys are reported already.
            return refuse("it cannot be used", "Correct the keys backup.s3_…");
        };
        match BackupPlace::parse(text, service.as_ref()) {
            Ok(place) => Ok(place),
            Err(fault) => refuse("this bucket cannot be used", &fault),
        }
    });
    let keep = layers.number("backup.keep", 1..=10_000);
    let keep_days = layers.number("backup.keep_days", 0..=3_650);
    let keep_weeks = layers.number("backup.keep_weeks", 0..=520);
    let passphrase =
        layers.optional("backup.passphrase", |text| match text.trim().chars().count() {
            0..8 => refuse("it is shorter than 8 characters", "Write several words"),
            _ => Ok(SecretString::from(text)),
        });
    let keys = layers.switch("backup.keys");
    let media = layers.switch("backup.media");
    let every = match every? {
        Every::Never => None,
        Every::Hourly => Some(Duration::from_secs(3_600)),
        Every::Daily => Some(clock::DAY),
        Every::Weekly => Some(clock::DAY * 7),
    };
    let (passphrase, keys) = (passphrase?, keys?);
    if keys && passphrase.is_none() {
        let fault = "the key file would lie beside the addresses that it opens".to_owned();
        let remedy = "Set backup.passphrase, or set this to false".to_owned();
        layers.refuse("backup.keys", (fault, remedy));
        return None;
    }
    let place = own_place?.unwrap_or_else(|| {
        let computed = folder.join("backups");
        layers.computed("backup.folder", &shown(&computed), "data.folder");
        check_folder(layers, "backup.folder", &computed);
        BackupPlace::Folder(computed)
    });
    Some(Backup {
        every,
        place,
        service: service?,
        keep: keep?,
        keep_days: keep_days?,
        keep_weeks: keep_weeks?,
        passphrase,
        keys,
        media: media?,
    })
}

/// The service for backups, if both of its keys are set.
fn service(layers: &mut Layers) -> Option<Option<S3Service>> {
    let region = layers.text_of("backup.s3_region", region);
    let endpoint = layers.optional("backup.s3_endpoint", service_url);
    let access_key = layers.optional("backup.s3_access_key", word);
    let secret_key =
        layers.optional("backup.s3_secret_key", |text| word(text).map(SecretString::from));
    let (region, endpoint) = (region?, endpoint?);
    let (access_key, secret_key) = (access_key?, secret_key?);
    Some(access_key.zip(secret_key).map(|(access_key, secret_key)| S3Service {
        region,
        endpoint,
        access_key,
        secret_key,
    }))
}
