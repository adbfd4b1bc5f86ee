//! The session cookie, which contains only a random secret of 256 bits.

use std::fmt;

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};

/// The lifetime of the cookie in the browser: 400 days, the longest that browsers accept. The
/// database decides when the session ends.
const LIFETIME: Duration = Duration::days(400);

/// The name of the cookie. With the prefix `__Host-` browsers refuse the cookie without `Secure`,
/// with a domain, or from a sibling host. They accept it over https only, so it is omitted on plain
/// http, which is only used locally.
fn name(base_url: &str) -> &'static str {
    if is_secure(base_url) { "__Host-rejoinder" } else { "rejoinder" }
}

fn is_secure(base_url: &str) -> bool {
    base_url.starts_with("https://")
}

/// The secret in the cookie of the request.
pub fn value(request: &HttpRequest, base_url: &str) -> Option<Secret> {
    let cookie = request.cookie(name(base_url))?;
    // A secret has 43 characters; much longer values are not worth hashing.
    (16..=128).contains(&cookie.value().len()).then(|| Secret(cookie.value().to_owned()))
}

/// The cookie of a session.
pub fn persistent(secret: &str, base_url: &str) -> Cookie<'static> {
    let mut cookie = temporary(secret, base_url);
    cookie.set_max_age(LIFETIME);
    cookie
}

/// The cookie for a form without a session; the browser deletes it when it is closed.
pub fn temporary(secret: &str, base_url: &str) -> Cookie<'static> {
    Cookie::build(name(base_url), secret.to_owned())
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(is_secure(base_url))
        .finish()
}

/// A cookie that makes the browser delete the present one.
pub fn removal(base_url: &str) -> Cookie<'static> {
    let mut cookie = temporary("", base_url);
    cookie.make_removal();
    cookie
}

/// The value of a cookie, hidden in `Debug`.
#[derive(Clone)]
pub struct Secret(String);

impl std::ops::Deref for Secret {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_bound_to_this_host_under_https() {
        let cookie = persistent("abc", "https://news.example").to_string();
        assert_eq!(
            cookie,
            "__Host-rejoinder=abc; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=34560000"
        );
        let cookie = temporary("abc", "http://127.0.0.1:8080").to_string();
        assert_eq!(cookie, "rejoinder=abc; HttpOnly; SameSite=Lax; Path=/");
    }
}
