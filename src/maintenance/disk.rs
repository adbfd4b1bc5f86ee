//! The room on the disk of the data folder.

use std::path::Path;

use crate::error::{Error, Result};

/// Bytes that this user of the machine can still write to the disk of `folder`.
///
/// # Errors
/// If there is no such folder, or the system reports an error.
pub fn free(folder: &Path) -> Result<u64> {
    let known = rustix::fs::statvfs(folder).map_err(Error::of_file(folder))?;
    Ok(known.f_bavail.saturating_mul(known.f_frsize))
}
