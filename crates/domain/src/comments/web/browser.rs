//! The only cookie that a reader can have: that an address was verified in this browser. It is set
//! only when the reader opens a link from a mail.

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use crate::comments::email_verification::{Browser, COOKIE_LIFETIME};
use crate::screening::facts::Verification;
use crate::vault::Vault;
use crate::web::error::Failure;
use crate::web::extract;

/// The browser of a request, if an address was verified in it.
#[derive(Clone, Copy, Debug)]
pub struct ReaderBrowser(pub Option<Browser>);

impl FromRequest for ReaderBrowser {
    type Error = Failure;
    type Future = std::future::Ready<Result<ReaderBrowser, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(extract::app(request).map(|app| {
            let cookie = request.cookie(name(&app.config.server.base_url));
            ReaderBrowser(
                cookie
                    .and_then(|cookie| Browser::read(&app.vault, cookie.value(), app.clock.now())),
            )
        }))
    }
}

impl ReaderBrowser {
    /// Whether the address with this blind index was verified in this browser.
    pub fn verification(&self, vault: &Vault, email_index: &[u8]) -> Verification {
        self.0.map_or(Verification::Unverified, |browser| browser.verification(vault, email_index))
    }

    /// The same as a `bool`.
    pub fn has_verified(&self, vault: &Vault, email_index: &[u8]) -> bool {
        self.verification(vault, email_index) == Verification::Verified
    }
}

/// The cookie's name. As for staff, `__Host-` binds the cookie to this host; browsers accept that
/// prefix over https only.
fn name(base_url: &str) -> &'static str {
    if is_secure(base_url) { "__Host-rejoinder_reader" } else { "rejoinder_reader" }
}

fn is_secure(base_url: &str) -> bool {
    base_url.starts_with("https://")
}

/// The cookie that stores a browser's proof.
pub fn proof_cookie(value: &str, base_url: &str) -> Cookie<'static> {
    let mut cookie = cookie(value, base_url);
    cookie.set_max_age(Duration::seconds(COOKIE_LIFETIME.as_secs().cast_signed()));
    cookie
}

/// The cookie header that removes the cookie.
pub fn removal_cookie(base_url: &str) -> Cookie<'static> {
    let mut cookie = cookie("", base_url);
    cookie.make_removal();
    cookie
}

fn cookie(value: &str, base_url: &str) -> Cookie<'static> {
    Cookie::build(name(base_url), value.to_owned())
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(is_secure(base_url))
        .finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_bound_to_this_host_for_a_year() {
        let cookie = proof_cookie("abc", "https://news.example").to_string();
        assert_eq!(
            cookie,
            "__Host-rejoinder_reader=abc; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=31536000"
        );
        let gone = removal_cookie("http://127.0.0.1:8080").to_string();
        assert!(
            gone.starts_with("rejoinder_reader=; HttpOnly; SameSite=Lax; Path=/; Max-Age=0"),
            "{gone}"
        );
    }
}
