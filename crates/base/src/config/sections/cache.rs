//! The section `cache`.

use crate::config::layers::Layers;

/// The page cache.
#[derive(Clone, Debug)]
pub struct Cache {
    /// The size limit in bytes; 0 switches the cache off. Set in MiB, as `cache.megabytes`.
    pub bytes: u64,
}

pub(in crate::config) fn read(layers: &mut Layers) -> Option<Cache> {
    let megabytes: u64 = layers.number("cache.megabytes", 0..=1_048_576)?;
    Some(Cache { bytes: megabytes * 1_048_576 })
}
