//! The section `data`.

use std::path::PathBuf;

use crate::config::layers::Layers;
use crate::config::values::{check_folder, file_or_credential, folder_path};

/// Where the program keeps its files.
#[derive(Clone, Debug)]
pub struct Data {
    /// The folder.
    pub folder: PathBuf,
    /// The file with the keys, if it is not `keys` in the folder.
    pub key_file: Option<PathBuf>,
    /// The file with the pass phrase that the keys are encrypted with.
    pub passphrase_file: Option<PathBuf>,
    /// Bytes that must be free on the disk of the folder; less is a fault for the doctor.
    pub min_free: u64,
}

impl Data {
    /// The file with the keys.
    pub fn key_file(&self) -> PathBuf {
        self.key_file.clone().unwrap_or_else(|| self.folder.join("keys"))
    }
}

pub(in crate::config) fn read(layers: &mut Layers) -> Option<Data> {
    let folder = layers.text_of("data.folder", folder_path);
    let key_file = layers.optional("data.key_file", file_or_credential);
    let passphrase_file = layers.optional("data.passphrase_file", file_or_credential);
    if let Some(Some(file)) = &key_file
        && let Some(parent) = file.parent().filter(|parent| !parent.as_os_str().is_empty())
    {
        check_folder(layers, "data.key_file", parent);
    }
    let min_free = layers.number::<u64>("data.min_free_megabytes", 0..=1 << 30);
    Some(Data {
        folder: folder?,
        key_file: key_file?,
        passphrase_file: passphrase_file?,
        min_free: min_free? << 20,
    })
}
