//! The form beside a comment that bans its reader, its network or a domain.

use serde::Deserialize;

/// The fields as they are sent, and shown again with their faults.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BanForm {
    /// `reader`, `network` or `domain`.
    pub banned: String,
    /// The domain, for a ban of a domain.
    pub domain: String,
    /// `hold` or `reject`.
    pub effect: String,
    /// A date.
    pub expires_at: String,
    /// Why.
    pub reason: String,
    pub(super) back: String,
}
