//! The pages for set-up, sign-in and sign-out.

use std::time::Duration;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use secrecy::SecretString;
use serde::Deserialize;

use crate::accounts::model::{Credential, Role};
use crate::accounts::sign_in::{self, Browser};
use crate::accounts::web::{OwnAccount, cookie, csrf};
use crate::accounts::{
    self,
    view::{EndedLink, LinkEndedPage, LoginPage, SetupPage, SignedOutPage},
};
use crate::app::App;
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::vault;
use crate::web::error::{Answer, Failure};
use crate::web::extract::{Client, Form};
use crate::web::form_errors::FormErrors;
use crate::web::headers::set_retry_after;
use crate::web::list::Query;
use crate::web::page::{see_other, show};
use crate::web::refused_form::RefusedForm;
use crate::web::view::{Problem, RefusedFormPage, Site};

/// The path to redirect to after signing in.
#[derive(Debug, Default, Deserialize)]
pub struct Next {
    next: Option<String>,
}

/// `GET /desk/login`. Redirects members who are signed in.
pub async fn login(
    app: web::Data<App>,
    request: HttpRequest,
    staff: Result<OwnAccount, Failure>,
    Query(Next { next }): Query<Next>,
) -> Answer {
    let next = desk_path(next.as_deref().unwrap_or_default());
    match staff {
        Ok(_) => Ok(see_other(next)),
        Err(failure) if failure.status == StatusCode::UNAUTHORIZED => {
            login_page(&app, &request, "", next, None, FormErrors::default())
        }
        Err(failure) => Err(failure),
    }
}

/// The sign-in form.
#[derive(Deserialize)]
pub struct Login {
    #[serde(default)]
    csrf: String,
    #[serde(default)]
    next: String,
    /// A form that was sent without a session ([`RefusedForm::text`]).
    #[serde(default)]
    kept: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: SecretString,
}

/// `POST /desk/login`: 303 to the desk, or the same page with the faults.
pub async fn log_in(
    app: web::Data<App>,
    request: HttpRequest,
    client: Client,
    Form(sent): Form<Login>,
) -> Answer {
    let now = app.clock.now();
    let next = desk_path(&sent.next);
    let kept = RefusedForm::parse(&sent.kept);
    let browser = browser(&app, &request, client);
    let signed_in = match csrf::check_visitor(&app, &request, &sent.csrf) {
        Ok(()) => sign_in::sign_in(&app, &sent.email, sent.password, browser, now).await,
        Err(error) => Err(error),
    };
    match signed_in {
        Ok((secret, _)) if let Some(kept) = kept => send_again(&app, &secret, kept),
        Ok((secret, role)) if next == "/desk" => {
            Ok(sign_in_redirect(&app, &secret, sign_in::first_page(role)))
        }
        Ok((secret, _)) => Ok(sign_in_redirect(&app, &secret, next)),
        Err(error) => login_page(&app, &request, &sent.email, next, kept, form_errors(error)?),
    }
}

/// The page to sign in at for somebody whose form came without a session, with all that was written.
pub fn sign_in_first(app: &App, request: &HttpRequest, kept: RefusedForm) -> Answer {
    let problem = Some(Problem::new("signed_out", Message::signed_out_kept()));
    let errors = FormErrors { status: StatusCode::FORBIDDEN, problem, ..FormErrors::default() };
    login_page(app, request, "", "/desk", Some(kept), errors)
}

/// The form again, under the session that has just begun.
fn send_again(app: &App, secret: &str, kept: RefusedForm) -> Answer {
    // The member's own language is only known to the next page.
    let site = Site::for_member(&app.settings(), None);
    let page = RefusedFormPage {
        site: &site,
        status: StatusCode::OK,
        heading: &site.words.signed_in_heading(),
        advice: &site.words.signed_in_kept(),
        csrf: csrf::of_cookie(app, secret),
        kept,
    };
    let mut answer = show(StatusCode::OK, &page)?;
    answer
        .add_cookie(&cookie::persistent(secret, &app.config.server.base_url))
        .map_err(Error::internal)?;
    Ok(answer)
}

fn login_page(
    app: &App,
    request: &HttpRequest,
    email: &str,
    next: &str,
    kept: Option<RefusedForm>,
    errors: FormErrors,
) -> Answer {
    let FormErrors { status, errors, problem, retry_after } = errors;
    let site = Site::for_member(&app.settings(), None);
    let (email, next) = (email.to_owned(), next.to_owned());
    let mut answer = for_visitor(app, request, status, |csrf| LoginPage {
        site: &site,
        csrf,
        next,
        email,
        kept,
        errors,
        problem,
    })?;
    set_retry_after(answer.headers_mut(), retry_after);
    Ok(answer)
}

/// The set-up form.
#[derive(Default, Deserialize)]
pub struct SetUp {
    #[serde(default)]
    csrf: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: SecretString,
}

/// `GET /setup/{token}`: 410 without the right token, and always once there is an admin; 404 for what is no token.
pub async fn setup(app: web::Data<App>, request: HttpRequest, token: web::Path<String>) -> Answer {
    let token = token.into_inner();
    if let Err(error) = check_setup_token(&app, &token).await {
        return setup_ended(&app, &token, error);
    }
    setup_page(&app, &request, &token, SetUp::default(), FormErrors::default())
}

/// `POST /setup/{token}`: creates the first admin and signs them in; 303 to the desk.
pub async fn set_up(
    app: web::Data<App>,
    request: HttpRequest,
    client: Client,
    token: web::Path<String>,
    Form(sent): Form<SetUp>,
) -> Answer {
    let (token, now) = (token.into_inner(), app.clock.now());
    if let Err(error) = check_setup_token(&app, &token).await {
        return setup_ended(&app, &token, error);
    }
    let admin = match csrf::check_visitor(&app, &request, &sent.csrf) {
        Ok(()) => accounts::parse(
            &app.settings().site.title,
            &sent.email,
            &sent.name,
            Ok(Role::Admin),
            &sent.password,
        ),
        Err(error) => Err(error),
    };
    let admin = match admin {
        Ok(admin) => admin,
        Err(error) => {
            return setup_page(&app, &request, &token, sent, form_errors(error)?);
        }
    };
    let hash = app.passwords.hash(sent.password).await?;
    let row = accounts::prepare(&app.vault, &admin, hash, now)?;
    let checked = token.clone();
    let made = app
        .db
        .write(move |conn| {
            // Checked again in the transaction: another start may have created a new link.
            if !accounts::may_set_up(conn, &checked)? {
                return Err(Error::NotFound);
            }
            accounts::set_up(conn, &row)
        })
        .await;
    let made = match made {
        Ok(made) => made,
        Err(error) => return setup_ended(&app, &token, error),
    };
    tracing::info!(account = %made.id, "the first admin was made");
    let secret =
        sign_in::begin_session(&app, made.id, browser(&app, &request, client), now).await?;
    Ok(sign_in_redirect(&app, &secret, "/desk"))
}

async fn check_setup_token(app: &App, token: &str) -> Result<()> {
    let token = token.to_owned();
    let open = app.db.read(move |conn| accounts::may_set_up(conn, &token)).await?;
    if open { Ok(()) } else { Err(Error::NotFound) }
}

/// The answer to a set-up link that does not work: the same before and after there is an admin.
fn setup_ended(app: &App, token: &str, error: Error) -> Answer {
    match accounts::is_setup_token(token) {
        true => link_ended(app, error, EndedLink::SetUp),
        false => Err(error.into()),
    }
}

/// 410 with what to do, for a link that does not work any more; other failures have their own pages.
pub(super) fn link_ended(app: &App, error: Error, link: EndedLink) -> Answer {
    match error {
        Error::NotFound => {
            let site = Site::of(&app.settings());
            show(StatusCode::GONE, &LinkEndedPage { site: &site, link })
        }
        other => Err(other.into()),
    }
}

fn setup_page(
    app: &App,
    request: &HttpRequest,
    token: &str,
    sent: SetUp,
    errors: FormErrors,
) -> Answer {
    let FormErrors { status, errors, problem, .. } = errors;
    let site = Site::for_member(&app.settings(), None);
    let action = format!("/setup/{token}");
    let SetUp { name, email, .. } = sent;
    for_visitor(app, request, status, |csrf| SetupPage {
        site: &site,
        action,
        csrf,
        name,
        email,
        errors,
        problem,
    })
}

/// `POST /desk/logout`: ends the session and shows a page about that.
pub async fn log_out(app: web::Data<App>, OwnAccount(staff): OwnAccount) -> Answer {
    if let Credential::Session(session) = staff.credential {
        let now = app.clock.now();
        app.db.write(move |conn| sign_in::end(conn, staff.id, session, now)).await?;
    }
    let site = Site::for_member(&app.settings(), None);
    let mut answer = show(StatusCode::OK, &SignedOutPage { site: &site })?;
    answer.add_cookie(&cookie::removal(&app.config.server.base_url)).map_err(Error::internal)?;
    Ok(answer)
}

/// Renders a page with a form for visitors without a session, and sets the cookie of its CSRF
/// token.
pub(super) fn for_visitor<T: Template>(
    app: &App,
    request: &HttpRequest,
    status: StatusCode,
    page: impl FnOnce(String) -> T,
) -> Answer {
    let (token, fresh) = csrf::for_visitor(app, request)?;
    let mut answer = show(status, &page(token))?;
    if let Some(cookie) = fresh {
        answer.add_cookie(&cookie).map_err(Error::internal)?;
    }
    Ok(answer)
}

/// Redirects to `path` and sets the session cookie.
pub(super) fn sign_in_redirect(app: &App, secret: &str, path: &str) -> HttpResponse {
    let mut answer = see_other(path);
    // The secret contains only characters that are allowed in a cookie, so this does not fail.
    if let Err(error) = answer.add_cookie(&cookie::persistent(secret, &app.config.server.base_url))
    {
        tracing::error!(%error, "a session cookie could not be set");
    }
    answer
}

/// The errors of a form with a password.
///
/// # Errors
/// A failure that is not about the form.
pub fn form_errors(error: Error) -> Result<FormErrors, Failure> {
    Ok(FormErrors::of(error)?.with_wait(|wait| {
        let seconds = Duration::from_secs(wait.as_secs_f64().ceil() as u64);
        Message::fault_password_wait(Message::duration(seconds))
    }))
}

/// `next` if it is a page of the desk, otherwise the desk. A path that begins with `/desk`,
/// followed by a slash, a question mark or nothing, cannot lead to another host, however a browser
/// interprets the rest; without `..` it cannot leave the desk.
fn desk_path(next: &str) -> &str {
    let rest =
        next.strip_prefix("/desk").filter(|rest| rest.is_empty() || rest.starts_with(['/', '?']));
    let plain = next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let is_sign_in_page = next.starts_with("/desk/login") || next.starts_with("/desk/logout");
    let path = next.split('?').next().unwrap_or_default().to_ascii_lowercase().replace("%2e", ".");
    let steps = path.split('/').skip(1).any(|part| matches!(part, "" | "." | ".."));
    if rest.is_some() && plain && !is_sign_in_page && !steps { next } else { "/desk" }
}

/// The data that are stored about the browser of the request.
pub fn browser(app: &App, request: &HttpRequest, client: Client) -> Browser {
    let named = request.headers().get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    let cookie = cookie::value(request, &app.config.server.base_url);
    Browser {
        label: browser_name(named.unwrap_or_default()),
        address: client.address,
        cookie_hash: cookie.map(|secret| vault::hash(&secret)),
    }
}

/// The stored name of a browser that does not say what it is.
pub const UNKNOWN_BROWSER: &str = "Unknown browser";

/// A short name such as "Firefox on Linux", by which users recognise their browser in a list. No
/// more of the user agent is stored.
fn browser_name(user_agent: &str) -> String {
    let first = |known: &[(&str, &'static str)]| {
        known.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name)
    };
    // The order matters: user agents also contain the names of browsers further down.
    let browser = first(&[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("FxiOS", "Firefox"),
        ("Chrome/", "Chrome"),
        ("CriOS", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ]);
    let system = first(&[
        ("Windows", "Windows"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => UNKNOWN_BROWSER.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_signing_in_one_stays_on_the_desk() {
        for own in ["/desk", "/desk/comments/7", "/desk?status=spam", "/desk/account"] {
            assert_eq!(desk_path(own), own);
        }
        for other in [
            "",
            "/",
            "//evil.test",
            "https://evil.test",
            "/desk.evil.test",
            "/desk@evil.test",
            "/desk\\evil",
            "/desk/\\evil",
            "/desk/../..//evil.test",
            "/desk/%2E./api/v1/openapi.json",
            "/desk//evil.test",
            "/desk/a\r\nSet-Cookie: x",
            "/deskhop",
            "javascript:alert(1)",
            "/desk/login",
            "/desk/logout",
        ] {
            assert_eq!(desk_path(other), "/desk", "{other}");
        }
    }

    #[test]
    fn a_browser_is_named_in_a_few_words() {
        let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        let safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1";
        assert_eq!(browser_name(firefox), "Firefox on Linux");
        assert_eq!(browser_name(safari), "Safari on iPhone");
        assert_eq!(browser_name("curl/8.5.0"), "curl");
        assert_eq!(browser_name("<script>"), "Unknown browser");
    }
}
