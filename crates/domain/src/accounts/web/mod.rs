//! Authentication and authorisation: the extractors that state the permission of each handler.
//!
//! | extractor | role, or higher | scope of a token: GET, HEAD | other methods |
//! | --- | --- | --- | --- |
//! | [`Author`] | author | `read` or `publish` | `publish` |
//! | [`Moderator`] | moderator | `read` or `moderate` | `moderate` |
//! | [`Editor`] | editor | `read` or `publish` | `publish` |
//! | [`Admin`] | admin | `admin` | `admin` |
//! | [`Uploader`] | author | `publish` | `publish` |
//! | [`OwnAccount`] | any | any | `admin` |
//! | [`OwnSettings`] | any | any | `moderate` or `publish` |
//!
//! Scopes nest: `admin` includes `publish`, that `moderate`, and that `read`, as far as the owner's
//! role reaches.
//!
//! [`OwnAccount`] is for the member's own name, tokens and sessions: a leaked token must not be able
//! to create another one. [`OwnSettings`] is for what gives no rights, such as the language. A
//! session has all rights of its account's role, but needs the CSRF token
//! ([`csrf`]) for every method that changes something. Without authentication, pages under `/desk`
//! redirect to the sign-in page and everything else answers 401.

pub mod cookie;
pub mod csrf;
pub mod invitations;
pub mod links;
pub mod pages;
pub mod sessions;
pub mod tokens;
pub mod users;

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, HttpResponse, ResponseError, web};

use crate::accounts::model::{Role, Scope, Staff};
use crate::accounts::sign_in::SEEN_EVERY;
use crate::accounts::{self, sign_in};
use crate::app::App;
use crate::error::Error;
use crate::ids::AccountId;
use crate::vault;
use crate::web::error::Failure;
use crate::web::extract;
use crate::web::page::see_other;

/// A member with the role author or a higher one.
#[derive(Clone, Debug)]
pub struct Author(pub Staff);

/// A member with the role moderator or a higher one.
#[derive(Clone, Debug)]
pub struct Moderator(pub Staff);

/// A member with the role editor or a higher one.
#[derive(Clone, Debug)]
pub struct Editor(pub Staff);

/// A member with the role admin. A token needs the scope `admin`.
#[derive(Clone, Debug)]
pub struct Admin(pub Staff);

/// A member with the role author or a higher one, who sends a form with a file. The body of such a form
/// is read by the handler, so a CSRF token in it is checked by [`Uploader::check_form`].
#[derive(Clone, Debug)]
pub struct Uploader {
    /// The member.
    pub staff: Staff,
    /// The hash of the session's cookie, if its token has not been checked yet.
    unchecked: Option<Vec<u8>>,
}

/// Any member of the staff, for their own data.
#[derive(Clone, Debug)]
pub struct OwnAccount(pub Staff);

/// Any member of the staff, for settings of their own that give no rights.
#[derive(Clone, Debug)]
pub struct OwnSettings(pub Staff);

/// Whether the request has a token or a session of the staff. For routes that readers may use as
/// well, but where staff are treated differently; never a permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say all")]
pub enum Caller {
    /// It has neither.
    Anonymous,
    Token,
    /// It has the session of this account, and was sent from this site.
    Session(AccountId),
}

/// The least role; of a token, one of the first scopes for reading, one of the second for writing.
type Needs = (Role, &'static [Scope], &'static [Scope]);

const AUTHOR: Needs = (Role::Author, &[Scope::Read, Scope::Publish], &[Scope::Publish]);
const MODERATOR: Needs = (Role::Moderator, &[Scope::Read, Scope::Moderate], &[Scope::Moderate]);
const EDITOR: Needs = (Role::Editor, &[Scope::Read, Scope::Publish], &[Scope::Publish]);
const ADMIN: Needs = (Role::Admin, &[Scope::Admin], &[Scope::Admin]);
const OWN_ACCOUNT: Needs = (Role::Author, &Scope::ALL, &[Scope::Admin]);
const OWN_SETTINGS: Needs = (Role::Author, &Scope::ALL, &[Scope::Moderate, Scope::Publish]);

macro_rules! permission {
    ($name:ident, $needs:expr) => {
        impl FromRequest for $name {
            type Error = Refusal;
            type Future = Pin<Box<dyn Future<Output = Result<$name, Refusal>>>>;

            fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
                let staff = authorize(request, payload, $needs);
                Box::pin(async move { staff.await.map($name) })
            }
        }
    };
}

permission!(Author, AUTHOR);
permission!(Moderator, MODERATOR);
permission!(Editor, EDITOR);
permission!(Admin, ADMIN);
permission!(OwnAccount, OWN_ACCOUNT);
permission!(OwnSettings, OWN_SETTINGS);

impl FromRequest for Uploader {
    type Error = Refusal;
    type Future = Pin<Box<dyn Future<Output = Result<Uploader, Refusal>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        // A form without files, which a refusal can show then.
        extract::begin_form(request, payload);
        let request = request.clone();
        Box::pin(async move {
            let found = uploader(&request).await.map_err(Failure::from);
            found.map_err(|failure| match sign_in_page(&request) {
                Some(page) if failure.status == StatusCode::UNAUTHORIZED => Refusal::SignIn(page),
                _ => Refusal::Failure(failure),
            })
        })
    }
}

async fn uploader(request: &HttpRequest) -> Result<Uploader, Error> {
    let app = request
        .app_data::<web::Data<App>>()
        .ok_or_else(|| Error::internal("the server has no application data"))?;
    let (role, _, scopes) = AUTHOR;
    let cookie = cookie::value(request, &app.config.server.base_url);
    let (staff, unchecked) = match (bearer(request), cookie) {
        (Some(token), _) => (by_token(app, token).await?, None),
        (None, Some(secret)) => {
            let hash = vault::hash(&secret);
            let staff = by_session(app, hash.clone()).await?;
            csrf::check_origin(request, &app.config.server.base_url)?;
            match csrf::header(request) {
                Some(given) => {
                    csrf::verify(&app.vault, &hash, &given)?;
                    (staff, None)
                }
                None => (staff, Some(hash)),
            }
        }
        (None, None) => return Err(Error::Unauthenticated),
    };
    staff.require_role(role)?;
    staff.require_scope(scopes)?;
    Ok(Uploader { staff, unchecked })
}

impl Uploader {
    /// Whether the member is an admin, where a file is for admins only.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn require_admin(&self) -> Result<(), Error> {
        let (role, _, scopes) = ADMIN;
        self.staff.require_role(role)?;
        self.staff.require_scope(scopes)
    }

    /// Checks the form's field `csrf`, unless a token or a header has authorised the request. Nothing
    /// may be done for the request before.
    ///
    /// # Errors
    /// [`Error::Forbidden`] `csrf`.
    pub fn check_form(&self, app: &App, csrf: Option<&str>) -> Result<(), Error> {
        match &self.unchecked {
            None => Ok(()),
            Some(hash) => csrf::verify(&app.vault, hash, csrf.unwrap_or_default()),
        }
    }
}

impl FromRequest for Caller {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Caller, Failure>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let app = extract::app(request).cloned();
        let token = bearer(request);
        let cookie = app.as_ref().ok().and_then(|app| {
            let base_url = &app.config.server.base_url;
            csrf::check_origin(request, base_url).ok()?;
            cookie::value(request, base_url)
        });
        Box::pin(async move {
            let app = app?;
            Ok(match (token, cookie) {
                (Some(token), _) => match by_token(&app, token).await {
                    Ok(_) => Caller::Token,
                    Err(_) => Caller::Anonymous,
                },
                (None, Some(secret)) => match by_session(&app, vault::hash(&secret)).await {
                    Ok(staff) => Caller::Session(staff.id),
                    Err(_) => Caller::Anonymous,
                },
                (None, None) => Caller::Anonymous,
            })
        })
    }
}

/// The account of the session cookie, without a check of the CSRF token: for the head of a page
/// that reports why a request was refused.
///
/// # Errors
/// [`Error::Unauthenticated`] without a session.
pub async fn session_owner(app: &web::Data<App>, request: &HttpRequest) -> Result<Staff, Error> {
    let secret =
        cookie::value(request, &app.config.server.base_url).ok_or(Error::Unauthenticated)?;
    by_session(app, vault::hash(&secret)).await
}

fn authorize(
    request: &HttpRequest,
    payload: &mut Payload,
    (role, reading, changing): Needs,
) -> impl Future<Output = Result<Staff, Refusal>> + use<> {
    let scopes = if request.method().is_safe() { reading } else { changing };
    let page = sign_in_page(request);
    let staff = authenticate(request, payload);
    async move {
        let staff = staff.await.map_err(|failure| match page {
            Some(page) if failure.status == StatusCode::UNAUTHORIZED => Refusal::SignIn(page),
            _ => Refusal::Failure(failure),
        })?;
        staff
            .require_role(role)
            .and_then(|()| staff.require_scope(scopes))
            .map_err(Failure::from)?;
        Ok(staff)
    }
}

/// Authenticates the request by token or by session, and checks the CSRF token of a session unless
/// the method is safe.
fn authenticate(
    request: &HttpRequest,
    payload: &mut Payload,
) -> impl Future<Output = Result<Staff, Failure>> + use<> {
    let app = extract::app(request).cloned();
    let token = bearer(request);
    let cookie_hash =
        app.as_ref().ok().and_then(|app| cookie::value(request, &app.config.server.base_url));
    let cookie_hash = cookie_hash.map(|secret| vault::hash(&secret));
    // The body of a form is only read if a session needs it.
    let csrf_check = match (&token, &cookie_hash) {
        (None, Some(_)) if !request.method().is_safe() => Some(csrf::Check::of(request, payload)),
        _ => None,
    };
    async move {
        let app = app?;
        match (token, cookie_hash) {
            (Some(token), _) => Ok(by_token(&app, token).await?),
            (None, Some(hash)) => {
                let staff = by_session(&app, hash.clone()).await?;
                if let Some(check) = csrf_check {
                    check.against(&app, &hash).await?;
                }
                Ok(staff)
            }
            (None, None) => Err(Error::Unauthenticated.into()),
        }
    }
}

/// The token in `Authorization: Bearer`. Other schemes are ignored, because a proxy may use them.
fn bearer(request: &HttpRequest) -> Option<String> {
    let value = request.headers().get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
}

async fn by_token(app: &web::Data<App>, secret: String) -> Result<Staff, Error> {
    let now = app.clock.now();
    let found = app
        .db
        .read_without_transaction(move |conn| accounts::tokens::find(conn, &secret, now))
        .await?;
    let (staff, token) = found.ok_or(Error::Unauthenticated)?;
    if token.last_used_at.is_none_or(|last| now.since(last) >= SEEN_EVERY) {
        log_error(app.db.write(move |conn| accounts::tokens::used(conn, token.id, now)).await);
    }
    Ok(staff)
}

async fn by_session(app: &web::Data<App>, cookie_hash: Vec<u8>) -> Result<Staff, Error> {
    let now = app.clock.now();
    let found =
        app.db.read_without_transaction(move |conn| sign_in::find(conn, &cookie_hash, now)).await?;
    let (staff, session) = found.ok_or(Error::Unauthenticated)?;
    if now.since(session.last_seen_at) >= SEEN_EVERY {
        let life = sign_in::session_life(app);
        log_error(app.db.write(move |conn| sign_in::touch(conn, session.id, life, now)).await);
    }
    Ok(staff)
}

/// Logs a failure to store "last seen", so that the desk can be read while the database refuses
/// writes.
fn log_error(result: Result<(), Error>) {
    if let Err(error) = result {
        tracing::warn!(%error, "could not store when a session or token was last used");
    }
}

/// The sign-in page with the path to return to. After a submitted form that is the desk's first
/// page, because a GET of the form's address may be another page.
fn sign_in_page(request: &HttpRequest) -> Option<String> {
    let path = request.path();
    if path != "/desk" && !path.starts_with("/desk/") {
        return None;
    }
    if !request.method().is_safe() {
        return Some("/desk/login".to_owned());
    }
    let here = request.uri().path_and_query().map_or("/desk", |here| here.as_str());
    let next: String = url::form_urlencoded::byte_serialize(here.as_bytes()).collect();
    Some(format!("/desk/login?next={next}"))
}

/// Why a request was not authorised.
#[derive(Debug)]
#[allow(missing_docs, reason = "the names say all")]
pub enum Refusal {
    Failure(Failure),
    /// A redirect to this sign-in page.
    SignIn(String),
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Refusal {
        Refusal::Failure(failure)
    }
}

/// For handlers that continue without staff: a redirect to the sign-in page becomes a 401.
impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Failure {
        match refusal {
            Refusal::Failure(failure) => failure,
            Refusal::SignIn(_) => Error::Unauthenticated.into(),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Failure(failure) => failure.fmt(f),
            Refusal::SignIn(_) => f.write_str("not signed in"),
        }
    }
}

impl ResponseError for Refusal {
    fn status_code(&self) -> StatusCode {
        match self {
            Refusal::Failure(failure) => failure.status,
            Refusal::SignIn(_) => StatusCode::SEE_OTHER,
        }
    }

    fn error_response(&self) -> HttpResponse {
        match self {
            Refusal::Failure(failure) => failure.error_response(),
            Refusal::SignIn(page) => see_other(page),
        }
    }
}
