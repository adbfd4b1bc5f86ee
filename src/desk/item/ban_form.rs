//! The form beside a comment that bans its reader, its network or a domain.

use serde::Deserialize;

/// As it is sent, and as it is shown again with its faults.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BanForm {
    /// `reader`, `network` or `domain`.
    pub banned: String,
    /// The domain, where one is banned.
    pub domain: String,
    /// `hold` or `reject`.
    pub effect: String,
    /// A date.
    pub expires_at: String,
    /// Why.
    pub reason: String,
    pub(super) back: String,
}
