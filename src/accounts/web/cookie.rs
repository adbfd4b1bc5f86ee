//! The session cookie: a secret of 256 bits and nothing else.

use std::fmt;

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};

/// How long a browser may keep the cookie. When a session ends is for the database to say; 400 days
/// is the longest that browsers accept.
const KEPT: Duration = Duration::days(400);

/// `__Host-` makes browsers refuse the cookie without `Secure`, with a domain, or from a
/// neighbouring host; they take it over https only, so on plain http (which means this very
/// machine) the cookie goes without.
fn name(base_url: &str) -> &'static str {
    if is_secure(base_url) { "__Host-rejoinder" } else { "rejoinder" }
}

fn is_secure(base_url: &str) -> bool {
    base_url.starts_with("https://")
}

/// The secret that the request's cookie holds. Never in `Debug`.
pub fn value(request: &HttpRequest, base_url: &str) -> Option<Secret> {
    let cookie = request.cookie(name(base_url))?;
    // Ours have 43 characters; nothing longer needs to be hashed.
    (16..=128).contains(&cookie.value().len()).then(|| Secret(cookie.value().to_owned()))
}

/// The cookie for a session.
pub fn keeping(secret: &str, base_url: &str) -> Cookie<'static> {
    let mut cookie = for_this_visit(secret, base_url);
    cookie.set_max_age(KEPT);
    cookie
}

/// The cookie for a form that is shown before anyone is signed in; gone when the browser is closed.
pub fn for_this_visit(secret: &str, base_url: &str) -> Cookie<'static> {
    Cookie::build(name(base_url), secret.to_owned())
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(is_secure(base_url))
        .finish()
}

/// The cookie that removes the cookie.
pub fn removing(base_url: &str) -> Cookie<'static> {
    let mut cookie = for_this_visit("", base_url);
    cookie.make_removal();
    cookie
}

/// A cookie's value.
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
        let cookie = keeping("abc", "https://news.example").to_string();
        assert_eq!(
            cookie,
            "__Host-rejoinder=abc; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=34560000"
        );
        let cookie = for_this_visit("abc", "http://127.0.0.1:8080").to_string();
        assert_eq!(cookie, "rejoinder=abc; HttpOnly; SameSite=Lax; Path=/");
    }
}
