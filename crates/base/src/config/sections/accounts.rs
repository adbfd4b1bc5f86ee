//! The section `accounts`.

use crate::config::layers::Layers;

/// Passwords and sessions of the staff.
#[derive(Clone, Debug)]
pub struct Accounts {
    /// Days until a session expires.
    pub session_days: u32,
    /// Argon2id memory in KiB, at least 19,456.
    pub argon2_memory_kib: u32,
    /// Argon2id passes, at least 2.
    pub argon2_passes: u32,
    /// Argon2id lanes, at least 1.
    pub argon2_lanes: u32,
}

/// The lower bounds of Argon2id are security requirements: operators can only raise the cost.
pub(in crate::config) fn read(layers: &mut Layers) -> Option<Accounts> {
    let session_days = layers.number("accounts.session_days", 1..=365);
    let argon2_memory_kib = layers.number("accounts.argon2_memory_kib", 19_456..=4_194_304);
    let argon2_passes = layers.number("accounts.argon2_passes", 2..=100);
    let argon2_lanes = layers.number("accounts.argon2_lanes", 1..=64);
    Some(Accounts {
        session_days: session_days?,
        argon2_memory_kib: argon2_memory_kib?,
        argon2_passes: argon2_passes?,
        argon2_lanes: argon2_lanes?,
    })
}
