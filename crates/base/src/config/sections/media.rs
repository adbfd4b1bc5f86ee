//! The section `media`.

use std::net::IpAddr;
use std::path::{Path, PathBuf};

use secrecy::SecretString;
use url::Url;

use crate::config::layers::Layers;
use crate::config::shown;
use crate::config::urls::{self, Refusal, refuse};
use crate::config::values::{check_folder, folder_path};

/// Pictures that staff upload.
#[derive(Clone, Debug)]
pub struct Media {
    /// The folder of their files, unless they are in a bucket.
    pub folder: PathBuf,
    /// The bucket of their files.
    pub bucket: Option<Bucket>,
    /// The largest upload in bytes. Set in MiB, as `media.max_megabytes`.
    pub max_bytes: usize,
    /// The most pixels of a picture. Set in millions, as `media.max_megapixels`.
    pub max_pixels: u64,
}

/// A bucket of an S3-compatible service. `Debug` does not show its secret.
#[derive(Clone, Debug)]
pub struct Bucket {
    /// Its name.
    pub name: String,
    /// The region of the service.
    pub region: String,
    /// The URL of the service; Amazon's own if not set.
    pub endpoint: Option<String>,
    /// The name of the key.
    pub access_key: String,
    /// The key.
    pub secret_key: SecretString,
    /// The folder in it.
    pub prefix: String,
}

pub(in crate::config) fn read(layers: &mut Layers, folder: &Path) -> Option<Media> {
    let own_folder = layers.optional("media.folder", folder_path);
    let megabytes: Option<usize> = layers.number("media.max_megabytes", 1..=100);
    // Decoded, a picture takes four bytes for each pixel, and some of them eight.
    let megapixels: Option<u64> = layers.number("media.max_megapixels", 1..=80);
    let bucket = bucket(layers);
    let folder = own_folder?.unwrap_or_else(|| {
        let computed = folder.join("media");
        layers.computed("media.folder", &shown(&computed), "data.folder");
        if matches!(bucket, Some(None)) {
            check_folder(layers, "media.folder", &computed);
        }
        computed
    });
    Some(Media {
        folder,
        bucket: bucket?,
        max_bytes: megabytes? * 1_048_576,
        max_pixels: megapixels? * 1_000_000,
    })
}

/// The bucket, if `media.s3_bucket` is set; the other keys are checked in any case.
fn bucket(layers: &mut Layers) -> Option<Option<Bucket>> {
    let name = layers.optional("media.s3_bucket", bucket_name);
    let region = layers.text_of("media.s3_region", region);
    let endpoint = layers.optional("media.s3_endpoint", service_url);
    let access_key = layers.optional("media.s3_access_key", word);
    let secret_key =
        layers.optional("media.s3_secret_key", |text| word(text).map(SecretString::from));
    let prefix = layers.text_of("media.s3_prefix", prefix);
    let (name, region, endpoint, prefix) = (name?, region?, endpoint?, prefix?);
    let (access_key, secret_key) = (access_key?, secret_key?);
    let Some(name) = name else { return Some(None) };
    let remedy = "Set media.s3_access_key and media.s3_secret_key, or remove media.s3_bucket";
    for (key, is_set) in [
        ("media.s3_access_key", access_key.is_some()),
        ("media.s3_secret_key", secret_key.is_some()),
    ] {
        if !is_set {
            let fault = "media.s3_bucket is set, but this key is not".to_owned();
            layers.refuse(key, (fault, remedy.to_owned()));
        }
    }
    let (access_key, secret_key) = (access_key?, secret_key?);
    Some(Some(Bucket { name, region, endpoint, access_key, secret_key, prefix }))
}

/// Reads a name or a key of a service.
pub(in crate::config) fn word(text: &str) -> Result<String, Refusal> {
    match text.chars().all(|c| c.is_ascii_graphic()) {
        true => Ok(text.to_owned()),
        false => refuse("it contains a space or a letter that no key has", "Copy it again"),
    }
}

/// Reads the name of a bucket. Old buckets of Amazon have capital letters and underscores, too.
pub(in crate::config) fn bucket_name(text: &str) -> Result<String, Refusal> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
    let is_name = (3..=255).contains(&text.len())
        && text.bytes().all(is_plain)
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.ends_with(|c: char| c.is_ascii_alphanumeric())
        && !text.contains("..")
        && text.parse::<IpAddr>().is_err();
    match is_name {
        true => Ok(text.to_owned()),
        false => refuse(
            "this is not the name of a bucket",
            "Write its name alone, for instance news-media; a folder in it has a key of its own",
        ),
    }
}

/// Reads the region of a service, which is part of every signature.
pub(in crate::config) fn region(text: &str) -> Result<String, Refusal> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    match !text.is_empty() && text.bytes().all(is_plain) {
        true => Ok(text.to_owned()),
        false => refuse("this is not a region", "Write the service's region, such as us-east-1"),
    }
}

/// Reads the folder in a bucket. A part of dots would be resolved on the way, so that the signature
/// would be that of another path.
pub(in crate::config) fn prefix(text: &str) -> Result<String, Refusal> {
    let text = word(text)?;
    let path = text.trim_matches('/');
    match path.is_empty() || path.split('/').all(|part| !matches!(part, "" | "." | "..")) {
        true => Ok(text),
        false => refuse(
            "a part of this folder is empty or consists of dots",
            "Write names with a slash between them, for instance news/media",
        ),
    }
}

/// Reads the URL of a service.
pub(in crate::config) fn service_url(text: &str) -> Result<String, Refusal> {
    let has_more =
        Url::parse(text).is_ok_and(|url| url.query().is_some() || url.fragment().is_some());
    match urls::is_web(text) && !has_more {
        true => Ok(text.trim_end_matches('/').to_owned()),
        false => refuse("this is not a URL of a service", "Write https:// and the service's host"),
    }
}
