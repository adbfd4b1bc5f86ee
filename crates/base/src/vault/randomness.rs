//! The only source of randomness.

use crate::error::{Error, Result};

/// `N` random bytes from the operating system.
#[expect(clippy::disallowed_methods, reason = "the only source of randomness")]
pub fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|cause| Error::internal(format!("the system has no randomness: {cause}")))?;
    Ok(bytes)
}
