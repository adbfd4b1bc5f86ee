//! The Message-ID of mails.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::app::App;

/// The `Message-ID` of a delivery: a keyed hash of event and recipient, which cannot be guessed.
pub(super) fn message_id(app: &App, event: &str, recipient: &str) -> String {
    let name = app.vault.sign("message-id", &[event.as_bytes(), recipient.as_bytes()]);
    format!("<{}@{}>", URL_SAFE_NO_PAD.encode(&name[..18]), host(&app.config.server.base_url))
}

/// The host of the site, for Message-ID and List-Id.
pub fn host(base_url: &str) -> String {
    let url = url::Url::parse(base_url).ok();
    url.as_ref().and_then(url::Url::host_str).unwrap_or("localhost").to_owned()
}
