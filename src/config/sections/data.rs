//! The section `data`.

use std::path::PathBuf;

use crate::config::layers::Layers;
use crate::config::values::folder_path;

/// Where the program keeps its files.
#[derive(Clone, Debug)]
pub struct Data {
    /// The folder; the key file is `keys` in it.
    pub folder: PathBuf,
}

pub(in crate::config) fn read(layers: &mut Layers) -> Option<Data> {
    Some(Data { folder: layers.text_of("data.folder", folder_path)? })
}
