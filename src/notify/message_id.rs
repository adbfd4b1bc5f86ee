//! What a mail carries of the site's name: its `Message-ID` and its `List-Id`.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::app::App;

/// The `Message-ID` of a mail: the same for the same event and recipient, and not to be guessed without
/// the key.
pub(super) fn message_id(app: &App, event: &str, recipient: &str) -> String {
    let name = app.vault.sign("message-id", &[event.as_bytes(), recipient.as_bytes()]);
    format!("<{}@{}>", URL_SAFE_NO_PAD.encode(&name[..18]), host(&app.config.server.base_url))
}

/// The host of our own address, for Message-ID and List-Id.
pub fn host(base_url: &str) -> String {
    let url = url::Url::parse(base_url).ok();
    url.as_ref().and_then(url::Url::host_str).unwrap_or("localhost").to_owned()
}
