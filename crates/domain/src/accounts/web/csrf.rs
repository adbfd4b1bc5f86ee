//! Protection of staff forms against cross-site request forgery (CSRF).
//!
//! Two checks are always made. **Origin**: `Sec-Fetch-Site` must be `same-origin` or `none` if the
//! browser sends it; otherwise `Origin` must be that of `server.base_url` if the browser sends it.
//! **Token**: the form's hidden field `csrf` (or the header `X-CSRF-Token`) must be the keyed hash
//! of the browser's session cookie. Another site can neither read the cookie nor know the key, and
//! with `SameSite=Lax` browsers do not send the cookie with its forms.
//!
//! The sign-in and set-up pages are protected in the same way before there is a session: they set a
//! new random cookie of the same name ([`for_visitor`]), which is not stored and gives no access.
//! Signing in replaces it, so a cookie that was known before is useless afterwards.

use actix_web::cookie::Cookie;
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{HttpRequest, web};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;

use crate::accounts::web::cookie;
use crate::app::App;
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::vault::{self, Vault};
use crate::web::error::Failure;
use crate::web::extract;

const PURPOSE: &str = "csrf";
const FORM: &str = "application/x-www-form-urlencoded";

/// The CSRF token for the cookie with this hash.
fn token(vault: &Vault, cookie_hash: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(vault.sign(PURPOSE, &[cookie_hash]))
}

/// The token for forms on the page that answers `request`; empty without a cookie, because no form
/// is shown then.
pub fn of(app: &App, request: &HttpRequest) -> String {
    let secret = cookie::value(request, &app.config.server.base_url);
    secret.map(|secret| token(&app.vault, &vault::hash(&secret))).unwrap_or_default()
}

/// The token for forms of the browser that gets the cookie `secret` with this response.
pub fn of_cookie(app: &App, secret: &str) -> String {
    token(&app.vault, &vault::hash(secret))
}

/// The token for a form that is shown without a session, and the cookie to set if there is none.
pub fn for_visitor(app: &App, request: &HttpRequest) -> Result<(String, Option<Cookie<'static>>)> {
    let base_url = &app.config.server.base_url;
    if cookie::value(request, base_url).is_some() {
        return Ok((of(app, request), None));
    }
    let secret = vault::secret()?;
    let token = token(&app.vault, &vault::hash(&secret));
    Ok((token, Some(cookie::temporary(&secret, base_url))))
}

/// Checks a form that was submitted without a session.
pub fn check_visitor(app: &App, request: &HttpRequest, given: &str) -> Result<()> {
    check_origin(request, &app.config.server.base_url)?;
    let secret = cookie::value(request, &app.config.server.base_url).ok_or_else(refusal)?;
    verify(&app.vault, &vault::hash(&secret), given)
}

/// The data of a request that are checked after its session was found.
pub struct Check {
    request: HttpRequest,
    header: Option<String>,
    body: Option<futures_util::future::LocalBoxFuture<'static, Result<Bytes, Failure>>>,
}

impl Check {
    /// Reads the header, or else the form's body, which is shared with the handler.
    pub fn of(request: &HttpRequest, payload: &mut Payload) -> Check {
        let header = header(request);
        let in_form = header.is_none() && extract::has_content_type(request, FORM);
        let body = in_form.then(|| Box::pin(extract::bytes(request, payload)) as _);
        Check { request: request.clone(), header, body }
    }

    /// Checks the request for the session whose cookie has this hash.
    pub async fn against(self, app: &web::Data<App>, cookie_hash: &[u8]) -> Result<(), Failure> {
        check_origin(&self.request, &app.config.server.base_url)?;
        let given = match (self.header, self.body) {
            (Some(header), _) => header,
            (None, Some(body)) => field(&body.await?),
            (None, None) => String::new(),
        };
        Ok(verify(&app.vault, cookie_hash, &given)?)
    }
}

/// The token in the header `X-CSRF-Token`.
pub(super) fn header(request: &HttpRequest) -> Option<String> {
    request.headers().get("x-csrf-token").and_then(|value| value.to_str().ok()).map(str::to_owned)
}

/// The field `csrf` of a form.
fn field(body: &[u8]) -> String {
    let found = url::form_urlencoded::parse(body).find(|(name, _)| name == "csrf");
    found.map(|(_, value)| value.into_owned()).unwrap_or_default()
}

/// Checks the token of a form of the session whose cookie has this hash.
pub(super) fn verify(vault: &Vault, cookie_hash: &[u8], given: &str) -> Result<()> {
    let given = URL_SAFE_NO_PAD.decode(given).unwrap_or_default();
    // The vault also accepts shortened signatures, but tokens are never shortened.
    let good = given.len() == 32 && vault.verify(PURPOSE, &[cookie_hash], &given);
    if good { Ok(()) } else { Err(refusal()) }
}

fn refusal() -> Error {
    Error::forbidden("csrf", Message::fault_csrf())
}

/// Checks the headers by which browsers report the origin of a form. Sufficient where no session is
/// needed, because the form itself contains a secret.
///
/// # Errors
/// `Forbidden` `csrf`.
pub fn check_origin(request: &HttpRequest, base_url: &str) -> Result<()> {
    let header = |name: &str| {
        request.headers().get(name).map(|value| value.to_str().unwrap_or("unreadable"))
    };
    let same_site = match (header("sec-fetch-site"), header(header::ORIGIN.as_str())) {
        (Some(site), _) => site == "same-origin" || site == "none",
        (None, Some(origin)) => {
            same_origin(origin, base_url)
                // Over plain http browsers send only the origin, and a site without a name is
                // reached by any address of its machine, which `web::limits` has checked.
                || base_url.starts_with("http://")
                    && header(header::HOST.as_str())
                        .is_some_and(|host| same_origin(origin, &format!("http://{host}")))
        }
        (None, None) => true,
    };
    if same_site { Ok(()) } else { Err(refusal()) }
}

fn same_origin(origin: &str, base_url: &str) -> bool {
    let parsed = |text: &str| {
        url::Url::parse(text).ok().map(|url| url.origin()).filter(url::Origin::is_tuple)
    };
    parsed(origin).is_some_and(|origin| Some(origin) == parsed(base_url))
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    const BASE: &str = "https://news.example";

    fn passes(headers: &[(&'static str, &'static str)]) -> bool {
        let request = headers
            .iter()
            .fold(TestRequest::post(), |request, header| request.insert_header(*header));
        check_origin(&request.to_http_request(), BASE).is_ok()
    }

    #[test]
    fn the_browser_says_where_a_form_came_from() {
        assert!(passes(&[("sec-fetch-site", "same-origin")]));
        assert!(passes(&[("sec-fetch-site", "none")]));
        assert!(!passes(&[("sec-fetch-site", "same-site"), ("origin", BASE)]));
        assert!(!passes(&[("sec-fetch-site", "cross-site")]));
        assert!(passes(&[("origin", "https://news.example:443")]));
        assert!(!passes(&[("origin", "http://news.example")]));
        assert!(!passes(&[("origin", "https://news.example.evil.test")]));
        assert!(!passes(&[("origin", "null")]));
        assert!(passes(&[]));
    }

    #[test]
    fn a_site_over_plain_http_is_known_by_the_address_it_was_asked_at() {
        let passes = |base: &str, origin: &str| {
            let request = TestRequest::post()
                .insert_header(("host", "192.168.1.4:8080"))
                .insert_header(("origin", origin.to_owned()));
            check_origin(&request.to_http_request(), base).is_ok()
        };
        assert!(passes("http://localhost:8080", "http://192.168.1.4:8080"));
        assert!(!passes("http://localhost:8080", "http://192.168.1.4:9000"));
        assert!(!passes("http://localhost:8080", "http://evil.example"));
        assert!(!passes("https://news.example", "http://192.168.1.4:8080"));
    }

    #[test]
    fn a_token_is_good_for_one_browser_only() {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = Vault::open_or_create(&folder.path().join("keys")).expect("a vault");
        let token = token(&vault, b"one browser");
        assert!(verify(&vault, b"one browser", &token).is_ok());
        assert!(verify(&vault, b"another browser", &token).is_err());
        assert!(verify(&vault, b"one browser", &token[..22]).is_err());
        assert!(verify(&vault, b"one browser", "").is_err());
    }

    #[test]
    fn the_token_is_found_in_a_form() {
        assert_eq!(field(b"text=a%26csrf%3Db&csrf=ab-c&x=1"), "ab-c");
        assert_eq!(field(b"text=a"), "");
    }
}
