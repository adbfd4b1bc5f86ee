//! The section `backup`.

use std::path::{Path, PathBuf};
use std::time::Duration;

use secrecy::SecretString;
use serde::Deserialize;

use crate::clock;
use crate::config::layers::Layers;
use crate::config::shown;
use crate::config::urls::refuse;
use crate::config::values::folder_path;

/// Copies of the whole site. `Debug` does not show the passphrase.
#[derive(Clone, Debug)]
pub struct Backup {
    /// How often the worker makes one; `None` for never.
    pub every: Option<Duration>,
    /// The folder.
    pub folder: PathBuf,
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
    let own_folder = layers.optional("backup.folder", folder_path);
    let keep = layers.number("backup.keep", 1..=10_000);
    let keep_days = layers.number("backup.keep_days", 0..=3_650);
    let keep_weeks = layers.number("backup.keep_weeks", 0..=520);
    let passphrase = layers.optional("backup.passphrase", |text| match text.chars().count() {
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
    let folder = own_folder?.unwrap_or_else(|| {
        let computed = folder.join("backups");
        layers.computed("backup.folder", &shown(&computed), "data.folder");
        computed
    });
    Some(Backup {
        every,
        folder,
        keep: keep?,
        keep_days: keep_days?,
        keep_weeks: keep_weeks?,
        passphrase,
        keys,
        media: media?,
    })
}
