//! The pages behind the links in mails to members: an invitation, and a new password; and the form
//! that requests the second.

use actix_web::{HttpRequest, web};
use secrecy::SecretString;
use serde::Deserialize;

use crate::accounts::records::{Invitation, Member};
use crate::accounts::view::{EndedLink, ForgottenPage, InvitedPage, NewPasswordPage};
use crate::accounts::web::csrf;
use crate::accounts::web::pages::{browser, for_visitor, link_ended, sign_in_redirect};
use crate::accounts::{self, invitations, resets, sign_in};
use crate::app::App;
use crate::error::{Error, Result};
use crate::web::error::Answer;
use crate::web::extract::{Client, Form};
use crate::web::form_errors::FormErrors;
use crate::web::headers::set_retry_after;
use crate::web::view::Site;

/// `GET /desk/password`.
pub async fn forgotten(app: web::Data<App>, request: HttpRequest) -> Answer {
    forgotten_page(&app, &request, Forgotten::default())
}

/// The request for a link.
#[derive(Deserialize)]
pub struct Request {
    #[serde(default)]
    csrf: String,
    #[serde(default)]
    email: String,
}

/// `POST /desk/password`: the same page for every address, with an account or without one.
pub async fn request(
    app: web::Data<App>,
    request: HttpRequest,
    client: Client,
    Form(sent): Form<Request>,
) -> Answer {
    let now = app.clock.now();
    let done = match csrf::check_visitor(&app, &request, &sent.csrf) {
        Ok(()) => {
            let browser = browser(&app, &request, client);
            resets::request(&app, &sent.email, &browser, now).await
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => {
            forgotten_page(&app, &request, Forgotten { is_sent: true, ..Forgotten::default() })
        }
        Err(error) => {
            let errors = FormErrors::of(error)?;
            forgotten_page(&app, &request, Forgotten { email: sent.email, errors, is_sent: false })
        }
    }
}

/// The page on which a link is requested: its form, or that the link is on its way.
#[derive(Default)]
struct Forgotten {
    email: String,
    errors: FormErrors,
    is_sent: bool,
}

fn forgotten_page(app: &App, request: &HttpRequest, page: Forgotten) -> Answer {
    let Forgotten { email, errors, is_sent } = page;
    let FormErrors { status, errors, problem, retry_after } = errors;
    let site = Site::of(&app.settings());
    let mut answer = for_visitor(app, request, status, |csrf| ForgottenPage {
        site: &site,
        csrf,
        email,
        sent: is_sent,
        errors,
        problem,
    })?;
    set_retry_after(answer.headers_mut(), retry_after);
    Ok(answer)
}

/// A form with a password, and with a name where an account is created.
#[derive(Default, Deserialize)]
pub struct Chosen {
    #[serde(default)]
    csrf: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    password: SecretString,
    /// Filled for password managers only.
    #[serde(default, rename = "username")]
    _username: String,
}

/// `GET /desk/password/{token}`.
pub async fn new_password(
    app: web::Data<App>,
    request: HttpRequest,
    token: web::Path<String>,
) -> Answer {
    match account_of(&app, &token).await {
        Ok(account) => new_password_page(&app, &request, &token, &account, FormErrors::default()),
        Err(error) => link_ended(&app, error, EndedLink::Password),
    }
}

/// `POST /desk/password/{token}`: sets the password, ends all sessions and signs the member in; 303
/// to the desk.
pub async fn set_password(
    app: web::Data<App>,
    request: HttpRequest,
    client: Client,
    token: web::Path<String>,
    Form(sent): Form<Chosen>,
) -> Answer {
    let account = match account_of(&app, &token).await {
        Ok(account) => account,
        Err(error) => return link_ended(&app, error, EndedLink::Password),
    };
    let checked = csrf::check_visitor(&app, &request, &sent.csrf)
        .and_then(|()| resets::check(&app, &account, &sent.password));
    if let Err(error) = checked {
        let errors = FormErrors::of(error)?;
        return new_password_page(&app, &request, &token, &account, errors);
    }
    let hash = app.passwords.hash(sent.password).await?;
    let (parts, token, now) = (app.clone(), token.into_inner(), app.clock.now());
    let set = move |conn: &mut _| resets::finish(conn, &parts.vault, &token, &hash, now);
    match app.db.write(set).await {
        Ok(account) => begin(&app, &request, client, account).await,
        Err(error) => link_ended(&app, error, EndedLink::Password),
    }
}

async fn account_of(app: &web::Data<App>, token: &str) -> Result<Member> {
    let (parts, token, now) = (app.clone(), token.to_owned(), app.clock.now());
    app.db.read(move |conn| resets::of_token(conn, &parts.vault, &token, now)).await
}

fn new_password_page(
    app: &App,
    request: &HttpRequest,
    token: &str,
    account: &Member,
    errors: FormErrors,
) -> Answer {
    let FormErrors { status, errors, problem, .. } = errors;
    let site = Site::of(&app.settings());
    let email = accounts::open_address(&app.vault, &account.contact())?.to_string();
    let action = format!("/desk/password/{token}");
    for_visitor(app, request, status, |csrf| NewPasswordPage {
        site: &site,
        action,
        csrf,
        email,
        errors,
        problem,
    })
}

/// `GET /desk/invitation/{token}`.
pub async fn invited(
    app: web::Data<App>,
    request: HttpRequest,
    token: web::Path<String>,
) -> Answer {
    match invitation_of(&app, &token).await {
        Ok(invitation) => {
            let name = invitation.name.clone();
            invited_page(&app, &request, &token, &invitation, name, FormErrors::default())
        }
        Err(error) => link_ended(&app, error, EndedLink::Invitation),
    }
}

/// `POST /desk/invitation/{token}`: creates the account and signs the member in; 303 to the desk.
pub async fn accept(
    app: web::Data<App>,
    request: HttpRequest,
    client: Client,
    token: web::Path<String>,
    Form(sent): Form<Chosen>,
) -> Answer {
    let invitation = match invitation_of(&app, &token).await {
        Ok(invitation) => invitation,
        Err(error) => return link_ended(&app, error, EndedLink::Invitation),
    };
    let checked = csrf::check_visitor(&app, &request, &sent.csrf)
        .and_then(|()| invitations::check(&app, &invitation, &sent.name, &sent.password));
    let name = match checked {
        Ok(name) => name,
        Err(error) => {
            let errors = FormErrors::of(error)?;
            return invited_page(&app, &request, &token, &invitation, sent.name, errors);
        }
    };
    let hash = app.passwords.hash(sent.password).await?;
    let (parts, secret, now) = (app.clone(), token.clone(), app.clock.now());
    let accept =
        move |conn: &mut _| invitations::accept(conn, &parts.vault, &secret, &name, &hash, now);
    match app.db.write(accept).await {
        Ok(account) => begin(&app, &request, client, account).await,
        Err(error @ Error::Conflict { .. }) => {
            let errors = FormErrors::of(error)?;
            invited_page(&app, &request, &token, &invitation, sent.name, errors)
        }
        Err(error) => link_ended(&app, error, EndedLink::Invitation),
    }
}

async fn invitation_of(app: &web::Data<App>, token: &str) -> Result<Invitation> {
    let (parts, token, now) = (app.clone(), token.to_owned(), app.clock.now());
    app.db.read(move |conn| invitations::of_token(conn, &parts.vault, &token, now)).await
}

fn invited_page(
    app: &App,
    request: &HttpRequest,
    token: &str,
    invitation: &Invitation,
    name: String,
    errors: FormErrors,
) -> Answer {
    let FormErrors { status, errors, problem, .. } = errors;
    let site = Site::of(&app.settings());
    let email = invitations::open_address(&app.vault, invitation)?.to_string();
    let role = site.words.say(&invitation.role.title()).into_owned();
    let action = format!("/desk/invitation/{token}");
    for_visitor(app, request, status, |csrf| InvitedPage {
        site: &site,
        action,
        csrf,
        role,
        email,
        name,
        errors,
        problem,
    })
}

/// Signs a member in who has just set a password.
async fn begin(
    app: &web::Data<App>,
    request: &HttpRequest,
    client: Client,
    account: Member,
) -> Answer {
    let browser = browser(app, request, client);
    let secret = sign_in::begin_session(app, account.id, browser, app.clock.now()).await?;
    tracing::info!(account = %account.id, "a password was set by a mailed link");
    Ok(sign_in_redirect(app, &secret, sign_in::first_page(account.role)))
}
