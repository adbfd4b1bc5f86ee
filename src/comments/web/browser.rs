//! The one cookie that a reader can have, and only by asking for it: that an address was proven in
//! this browser.

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use crate::comments::email_verification::{Browser, KEPT};
use crate::web::error::Failure;
use crate::web::extract;

/// The browser that asks, if an address was proven in it.
#[derive(Clone, Copy, Debug)]
pub struct Known(pub Option<Browser>);

impl FromRequest for Known {
    type Error = Failure;
    type Future = std::future::Ready<Result<Known, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(extract::app(request).map(|app| {
            let cookie = request.cookie(name(&app.config.server.base_url));
            Known(
                cookie
                    .and_then(|cookie| Browser::read(&app.vault, cookie.value(), app.clock.now())),
            )
        }))
    }
}

/// As for staff: `__Host-` binds the cookie to this very host, and browsers take it over https
/// only.
fn name(base_url: &str) -> &'static str {
    if is_secure(base_url) { "__Host-rejoinder_reader" } else { "rejoinder_reader" }
}

fn is_secure(base_url: &str) -> bool {
    base_url.starts_with("https://")
}

/// The cookie that keeps a browser's proof.
pub fn keeping(value: &str, base_url: &str) -> Cookie<'static> {
    let mut cookie = bare(value, base_url);
    cookie.set_max_age(Duration::seconds(KEPT.as_secs().cast_signed()));
    cookie
}

/// The cookie that removes the cookie.
pub fn removing(base_url: &str) -> Cookie<'static> {
    let mut cookie = bare("", base_url);
    cookie.make_removal();
    cookie
}

fn bare(value: &str, base_url: &str) -> Cookie<'static> {
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
        let cookie = keeping("abc", "https://news.example").to_string();
        assert_eq!(
            cookie,
            "__Host-rejoinder_reader=abc; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=31536000"
        );
        let gone = removing("http://127.0.0.1:8080").to_string();
        assert!(
            gone.starts_with("rejoinder_reader=; HttpOnly; SameSite=Lax; Path=/; Max-Age=0"),
            "{gone}"
        );
    }
}
