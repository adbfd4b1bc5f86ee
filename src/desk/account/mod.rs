//! `/desk/account`: language, password, sessions and tokens of the signed-in member.

mod mail;
pub mod view;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use secrecy::SecretString;
use serde::Deserialize;

use crate::accounts::model::{
    Credential, NewToken, Role, Scope, Scopes, Staff, TOKEN_DAYS, UNNAMED_TOKEN, parse_language,
};
use crate::accounts::password_rules::{self, PasswordOwner};
use crate::accounts::records::{Session, Token};
use crate::accounts::tokens::{self, TokenOwner};
use crate::accounts::web::pages::{UNKNOWN_BROWSER, browser, form_errors};
use crate::accounts::web::{OwnAccount, cookie};
use crate::accounts::{self, sign_in};
use crate::app::App;
use crate::db::Connection;
use crate::desk::account::view::{
    AccountPage, LanguageChoice, MailForm, ScopeChoice, SessionRow, TokenRow,
};
use crate::desk::form::DeskForm;
use crate::desk::layout::{NavEntry, head};
use crate::error::{Error, FieldError, Result};
use crate::i18n::{self, Language, Message, Words};
use crate::ids::{AccountId, SessionId, TokenId};
use crate::notify;
use crate::notify::preferences;
use crate::web::error::Answer;
use crate::web::extract::Client;
use crate::web::form_errors::FormErrors;
use crate::web::headers::set_retry_after;
use crate::web::list::Query;
use crate::web::page::{see_other, show};
use crate::web::view::{Problem, Site};

/// Sessions and tokens shown at most. The API has the rest.
const SHOWN: i64 = 100;

/// The result of the last action, and what was written if it was refused.
#[derive(Default)]
struct Feedback {
    status: StatusCode,
    done: Option<Message>,
    errors: Vec<FieldError>,
    problem: Option<Problem>,
    new_token: Option<String>,
    token_name: String,
    chosen: Scopes,
    mail: Option<MailForm>,
}

/// The last action. Unknown values show no notice.
#[derive(Debug, Default, Deserialize)]
pub struct DoneQuery {
    done: Option<String>,
}

/// `GET /desk/account`.
pub async fn account(
    app: web::Data<App>,
    request: HttpRequest,
    OwnAccount(staff): OwnAccount,
    Query(query): Query<DoneQuery>,
) -> Answer {
    let done = match query.done.as_deref() {
        Some("password") => Some(Message::account_done_password()),
        Some("language") => Some(Message::account_done_language()),
        Some("session") => Some(Message::account_done_session()),
        Some("token") => Some(Message::account_done_token()),
        Some("mail") => Some(Message::account_done_mail()),
        Some("choice") => Some(Message::staff_mail_done()),
        _ => None,
    };
    show_account(&app, &request, &staff, Feedback { done, ..Feedback::default() }).await
}

async fn show_account(
    app: &web::Data<App>,
    request: &HttpRequest,
    staff: &Staff,
    feedback: Feedback,
) -> Answer {
    let (id, now) = (staff.id, app.clock.now());
    let (account, sessions, tokens, chosen, sections) = app
        .db
        .read(move |conn| {
            let account = accounts::find(conn, id)?;
            let sessions = sign_in::list(conn, id, i64::MAX, SHOWN, now)?;
            let tokens = tokens::list(conn, TokenOwner::Account(id), i64::MAX, SHOWN)?;
            let (chosen, sections) = (preferences::of(conn, id)?, mail::sections(conn)?);
            Ok((account, sessions, tokens, chosen, sections))
        })
        .await?;
    let mail = match feedback.mail {
        Some(entered) => entered,
        None => mail::form(&app.settings(), &chosen, &sections, staff.role),
    };
    let head = head(app, request, staff, NavEntry::Account).await?;
    let site = Site::for_member(&app.settings(), account.language());
    let valid = tokens.into_iter().filter(|token| token.expires_at > now);
    let scopes = staff.scopes().iter().map(|scope| ScopeChoice {
        value: scope.name().to_owned(),
        label: in_words(&site.words, scope),
        checked: feedback.chosen.has(scope),
    });
    let languages = Language::ALL.map(|language| LanguageChoice {
        name: language.name(),
        own_name: language.own_name(),
        direction: i18n::direction(language.name()),
        chosen: account.language() == Some(language),
    });
    let page = AccountPage {
        site: &site,
        staff: head,
        email: accounts::open_address(&app.vault, &account.contact())?.to_string(),
        sessions: session_rows(&site.words, sessions, staff),
        tokens: valid.map(|token| token_row(&site.words, token)).collect(),
        languages: languages.into(),
        site_language: Language::of(app.settings().site.tag_for(None))
            .unwrap_or(Language::English)
            .own_name(),
        mail,
        scopes: scopes.collect(),
        token_name: feedback.token_name,
        new_token: feedback.new_token,
        done: feedback.done,
        errors: feedback.errors,
        problem: feedback.problem,
    };
    show(feedback.status, &page)
}

/// The member's sessions, that of this browser first.
fn session_rows(words: &Words, sessions: Vec<Session>, staff: &Staff) -> Vec<SessionRow> {
    let row = |session: Session| SessionRow {
        id: session.id.0,
        current: staff.credential == Credential::Session(session.id),
        device: device(words, &session.label),
        created: session.created_at.into(),
        seen: session.last_seen_at.into(),
    };
    let mut rows: Vec<SessionRow> = sessions.into_iter().map(row).collect();
    rows.sort_by_key(|session| !session.current);
    rows
}

fn token_row(words: &Words, token: Token) -> TokenRow {
    let label = match token.label.as_str() {
        UNNAMED_TOKEN => words.account_token_unnamed(),
        own => own.into(),
    };
    TokenRow {
        id: token.id.0,
        name: format!("{label} (…{})", token.hint),
        scopes: Scopes::parse(&token.scopes).iter().map(|scope| in_words(words, scope)).collect(),
        created: token.created_at.into(),
        expires: Some(token.expires_at.into()),
        used: token.last_used_at.map(Into::into),
    }
}

fn in_words(words: &Words, scope: Scope) -> String {
    let label = match scope {
        Scope::Read => words.scope_read(),
        Scope::Moderate => words.scope_moderate(),
        Scope::Publish => words.scope_publish(),
        Scope::Admin => words.scope_admin(),
    };
    label.into_owned()
}

/// The name of a session's browser, which is stored in English: "Firefox on Linux".
fn device(words: &Words, label: &str) -> String {
    match label.split_once(" on ") {
        Some((browser, system)) => words.browser_on(browser, system).into_owned(),
        None if label == UNKNOWN_BROWSER => words.browser_unknown().into_owned(),
        None => label.to_owned(),
    }
}

/// The form of `POST /desk/account/language`.
#[derive(Deserialize)]
pub struct LanguageForm {
    /// Empty is the site's.
    #[serde(default)]
    language: String,
}

/// `POST /desk/account/language`.
pub async fn change_language(
    app: web::Data<App>,
    request: HttpRequest,
    OwnAccount(staff): OwnAccount,
    DeskForm(sent): DeskForm<LanguageForm>,
) -> Answer {
    let language = match sent.language.as_str() {
        "" => None,
        name => match parse_language(name) {
            Ok(language) => Some(language),
            Err(fault) => {
                let status = StatusCode::UNPROCESSABLE_ENTITY;
                let feedback = Feedback { status, errors: vec![fault], ..Feedback::default() };
                return show_account(&app, &request, &staff, feedback).await;
            }
        },
    };
    let id = staff.id;
    app.db.write(move |conn| accounts::set_language(conn, id, language)).await?;
    Ok(see_other("/desk/account?done=language"))
}

/// `POST /desk/account/mail`.
pub async fn choose_mail(
    app: web::Data<App>,
    request: HttpRequest,
    OwnAccount(staff): OwnAccount,
    DeskForm(sent): DeskForm<Vec<(String, String)>>,
) -> Answer {
    let id = staff.id;
    let read = move |conn: &mut Connection| Ok((mail::sections(conn)?, preferences::of(conn, id)?));
    let (sections, before) = app.db.read(read).await?;
    let (chosen, faults) = mail::read(&sent, &sections, staff.role, &before)?;
    if !faults.is_empty() {
        let of = |field: &str| {
            let entered = sent.iter().find(|(name, _)| name == field);
            entered.map(|(_, value)| value.clone()).unwrap_or_default()
        };
        let entered = MailForm {
            quiet_from: of("quiet_from"),
            quiet_until: of("quiet_until"),
            ..mail::form(&app.settings(), &chosen, &sections, staff.role)
        };
        let FormErrors { status, errors, problem, .. } = FormErrors::of(Error::Invalid(faults))?;
        let feedback =
            Feedback { status, errors, problem, mail: Some(entered), ..Feedback::default() };
        return show_account(&app, &request, &staff, feedback).await;
    }
    let id = staff.id;
    app.db.write(move |conn| preferences::set(conn, id, &chosen)).await?;
    Ok(see_other("/desk/account?done=choice#mail"))
}

/// The form for a new password.
#[derive(Deserialize)]
pub struct PasswordForm {
    #[serde(default)]
    current_password: SecretString,
    #[serde(default)]
    new_password: SecretString,
}

/// `POST /desk/account/password`: sets the password and ends all other sessions.
pub async fn change_password(
    app: web::Data<App>,
    request: HttpRequest,
    client: Client,
    OwnAccount(staff): OwnAccount,
    DeskForm(sent): DeskForm<PasswordForm>,
) -> Answer {
    match replace_password(&app, &request, client, &staff, sent).await {
        Ok(secret) => {
            tracing::info!(account = %staff.id, "a password was changed");
            let mut answer = see_other("/desk/account?done=password");
            let cookie = cookie::persistent(&secret, &app.config.server.base_url);
            answer.add_cookie(&cookie).map_err(Error::internal)?;
            Ok(answer)
        }
        Err(error) => {
            let FormErrors { status, errors, problem, retry_after } = form_errors(error)?;
            let feedback = Feedback { status, errors, problem, ..Feedback::default() };
            let mut answer = show_account(&app, &request, &staff, feedback).await?;
            set_retry_after(answer.headers_mut(), retry_after);
            Ok(answer)
        }
    }
}

async fn replace_password(
    app: &web::Data<App>,
    request: &HttpRequest,
    client: Client,
    staff: &Staff,
    sent: PasswordForm,
) -> Result<String> {
    let (id, now) = (staff.id, app.clock.now());
    let account = app.db.read(move |conn| accounts::find(conn, id)).await?;
    let email = accounts::open_address(&app.vault, &account.contact())?;
    let about =
        PasswordOwner { site: &app.settings().site.title, name: &staff.name, email: &email };
    password_rules::check(&sent.new_password, "new_password", about)?;
    let hash = app.passwords.hash(sent.new_password).await?;
    sign_in::change_password(
        app,
        id,
        sent.current_password,
        hash,
        browser(app, request, client),
        now,
    )
    .await
}

/// `POST /desk/account/sessions/{id}/revoke`.
pub async fn end_session(
    app: web::Data<App>,
    OwnAccount(staff): OwnAccount,
    id: web::Path<SessionId>,
) -> Answer {
    let (id, now) = (id.into_inner(), app.clock.now());
    app.db.write(move |conn| sign_in::end(conn, staff.id, id, now)).await?;
    // If it was the present session, the next page redirects to the sign-in page.
    Ok(see_other("/desk/account?done=session"))
}

/// `POST /desk/account/tokens`: creates a token and shows it once. It answers with the page itself,
/// because a token must not be in an address.
pub async fn create_token(
    app: web::Data<App>,
    request: HttpRequest,
    OwnAccount(staff): OwnAccount,
    DeskForm(sent): DeskForm<Vec<(String, String)>>,
) -> Answer {
    let now = app.clock.now();
    let all = |field: &str| -> Vec<String> {
        sent.iter().filter(|(name, _)| name == field).map(|(_, value)| value.clone()).collect()
    };
    let (name, scopes) = (all("token_name").pop().unwrap_or_default(), all("scope"));
    // Anything but a number gets the error for a number out of range.
    let days = all("days").pop().map_or(TOKEN_DAYS, |days| days.parse().unwrap_or(0));
    let fields = ["token_name", "scope", "days"];
    let new = match NewToken::parse(&name, &scopes, Some(days), staff.scopes(), fields, now) {
        Ok(new) => new,
        Err(error) => {
            let FormErrors { status, errors, problem, .. } = form_errors(error)?;
            let chosen = scopes.iter().filter_map(|word| Scope::parse(word)).collect();
            let feedback = Feedback {
                status,
                errors,
                problem,
                token_name: name,
                chosen,
                ..Feedback::default()
            };
            return show_account(&app, &request, &staff, feedback).await;
        }
    };
    let (secret, owner) = (tokens::secret()?, staff.id);
    let stored = secret.clone();
    app.db.write(move |conn| tokens::create(conn, owner, &new, &stored, now)).await?;
    tracing::info!(by = %owner, "a token was made");
    show_account(
        &app,
        &request,
        &staff,
        Feedback { new_token: Some(secret), ..Feedback::default() },
    )
    .await
}

/// `POST /desk/account/tokens/{id}/revoke`.
pub async fn revoke_token(
    app: web::Data<App>,
    OwnAccount(staff): OwnAccount,
    id: web::Path<TokenId>,
) -> Answer {
    let (id, now) = (id.into_inner(), app.clock.now());
    app.db
        .write(move |conn| {
            tokens::revoke(conn, id, TokenOwner::Account(staff.id), Some(staff.id), now)
        })
        .await?;
    Ok(see_other("/desk/account?done=token"))
}

/// `POST /desk/staff/{id}/mail`: removes the suppression of the member's own address, or for an admin of
/// any address.
pub async fn allow_mail(
    app: web::Data<App>,
    OwnAccount(staff): OwnAccount,
    id: web::Path<AccountId>,
) -> Answer {
    let id = id.into_inner();
    if id != staff.id {
        staff.require_role(Role::Admin)?;
    }
    app.db.write(move |conn| notify::lift_of_account(conn, id)).await?;
    tracing::info!(by = %staff.id, account = %id, "mail goes to a refused address again");
    Ok(see_other("/desk/account?done=mail"))
}
