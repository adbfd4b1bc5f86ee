//! Accounts in the JSON API.
#![allow(unused_qualifications, reason = "the code that utoipa writes for a query has one")]

use actix_web::{HttpRequest, web};
use secrecy::SecretString;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::accounts::model::{Name, NewAccount, Role, Scope, Staff, parse_language};
use crate::accounts::records::Member;
use crate::accounts::web::{Admin, OwnAccount, OwnSettings};
use crate::accounts::{self, Access, Change};
use crate::app::App;
use crate::clock::Time;
use crate::error::{Error, FieldError, Result};
use crate::i18n::{Language, Message};
use crate::ids::AccountId;
use crate::web::error::Answer;
use crate::web::idempotency::IdempotencyKey;
use crate::web::json::{Json, private, private_no_content};
use crate::web::list::{self, PageQuery, Query};
use crate::web::responses;

/// An account of the staff.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": 2, "name": "Bo Lind", "role": "moderator", "email": "bo@example.org", "language": "de",
    "disabled": false, "created_at": "2026-11-22T09:30:00Z", "signed_in_at": "2026-11-29T08:02:00Z"
}))]
pub struct User {
    id: AccountId,
    /// The name that colleagues see.
    name: String,
    role: Role,
    /// The address for signing in. Shown to admins and to the owner.
    email: String,
    /// The language that the owner has chosen for mails and the desk; null for the site's.
    language: Option<Language>,
    /// Whether it is disabled and may not sign in.
    disabled: bool,
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
    /// When the member last signed in; null if never.
    #[schema(value_type = Option<String>, format = DateTime)]
    signed_in_at: Option<Time>,
}

impl User {
    fn new(app: &App, account: Member) -> Result<User> {
        let (contact, language) = (account.contact(), account.language());
        let Member { id, role, created_at, disabled_at, signed_in_at, .. } = account;
        let email = accounts::open_address(&app.vault, &contact)?.to_string();
        Ok(User {
            id,
            name: contact.name,
            role,
            email,
            language,
            disabled: disabled_at.is_some(),
            created_at,
            signed_in_at,
        })
    }
}

/// A page of the list of accounts.
#[derive(Debug, Serialize, ToSchema)]
pub struct UserList {
    /// The accounts, oldest first.
    items: Vec<User>,
    /// The value of `after` for the next page; absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// Lists the accounts of the staff.
#[utoipa::path(
    get, path = "/api/v1/users", tag = "accounts", params(PageQuery),
    responses(
        (status = 200, description = "Accounts", body = UserList,
         headers(("Link" = Option<String>, description = "The next part, rel=next"))),
        responses::StaffErrors, responses::ParameterErrors,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn list(
    app: web::Data<App>,
    request: HttpRequest,
    _: Admin,
    part: Query<PageQuery>,
) -> Answer {
    let Query(part) = part;
    let (size, after) = part.oldest_first()?;
    let found = app.db.read(move |conn| accounts::list(conn, after, size.query_limit())).await?;
    let (found, next) = size.take_page(found, |last| last.id);
    let items =
        found.into_iter().map(|account| User::new(&app, account)).collect::<Result<Vec<User>>>()?;
    Ok(list::private(&app, &request, next, |next| UserList { items, next }))
}

/// Shows one account.
#[utoipa::path(
    get, path = "/api/v1/users/{id}", tag = "accounts", params(("id" = AccountId, Path, description = "The account")),
    responses(
        (status = 200, description = "The account", body = User),
        responses::StaffErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn show(app: web::Data<App>, _: Admin, id: web::Path<AccountId>) -> Answer {
    let id = id.into_inner();
    let account = app.db.read(move |conn| accounts::find(conn, id)).await?;
    Ok(private(&User::new(&app, account)?))
}

/// The caller.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": 2, "name": "Bo Lind", "role": "moderator", "email": "bo@example.org", "language": null,
    "disabled": false, "created_at": "2026-11-22T09:30:00Z", "signed_in_at": "2026-11-29T08:02:00Z", "scopes": ["read", "moderate"]
}))]
pub struct Me {
    /// The account.
    #[serde(flatten)]
    user: User,
    /// The scopes of this token or session.
    scopes: Vec<Scope>,
}

/// Shows the caller's account and the scopes of this token or session.
#[utoipa::path(
    get, path = "/api/v1/me", tag = "accounts",
    responses(
        (status = 200, description = "The caller", body = Me),
        responses::StaffErrors,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn me(app: web::Data<App>, OwnAccount(staff): OwnAccount) -> Answer {
    Ok(private(&shown_to_owner(&app, &staff).await?))
}

async fn shown_to_owner(app: &App, staff: &Staff) -> Result<Me> {
    let id = staff.id;
    let account = app.db.read(move |conn| accounts::find(conn, id)).await?;
    Ok(Me { user: User::new(app, account)?, scopes: staff.scopes().iter().collect() })
}

/// The changes to one's own account; a field that is missing changes nothing.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "language": "de" }))]
pub struct OwnChange {
    /// The language of mails to the owner and of the desk: `en`, `de`, `fr`, `es` or `ar`; null for
    /// the site's.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Language>)]
    language: Option<Option<String>>,
}

/// Tells null, which is `Some(None)`, from a field that is missing.
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// Changes the language of the caller's account.
///
/// Needs a session, or a token with the scope `moderate` or `publish`. Sending the same change again
/// changes nothing, so it takes no `Idempotency-Key`.
#[utoipa::path(
    patch, path = "/api/v1/me", tag = "accounts", request_body = OwnChange,
    responses(
        (status = 200, description = "The caller as it is now", body = Me),
        responses::StaffErrors, responses::BodyErrors,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn change_me(
    app: web::Data<App>,
    OwnSettings(staff): OwnSettings,
    wanted: Json<OwnChange>,
) -> Answer {
    let language = wanted.check(|wanted| {
        let parse = |name: Option<String>| name.as_deref().map(parse_language).transpose();
        wanted.language.map(parse).transpose().map_err(|fault| Error::Invalid(vec![fault]))
    })?;
    if let Some(language) = language {
        let id = staff.id;
        app.db.write(move |conn| accounts::set_language(conn, id, language)).await?;
    }
    Ok(private(&shown_to_owner(&app, &staff).await?))
}

/// A new account.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "email": "bo@example.org", "name": "Bo Lind", "role": "moderator", "password": "tiny green kettle"
}))]
pub struct NewUser {
    /// The address for signing in.
    #[schema(required = true, max_length = 254)]
    email: Option<String>,
    /// The name that colleagues see.
    #[schema(required = true, min_length = 1, max_length = 100)]
    name: Option<String>,
    /// `author`, `moderator`, `editor` or `admin`.
    #[schema(required = true, value_type = Role)]
    role: Option<String>,
    /// 12 to 128 characters, and not too common.
    #[schema(required = true, value_type = String, format = Password, min_length = 12, max_length = 128)]
    password: Option<SecretString>,
}

/// Adds an account.
#[utoipa::path(
    post, path = "/api/v1/users", tag = "accounts",
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a retry the same account: 1 to 255 visible ASCII characters")),
    request_body = NewUser,
    responses(
        (status = 201, description = "The new account", body = User,
         headers(("Location" = String, description = "Where the API shows it"))),
        responses::StaffErrors, responses::BodyErrors, responses::Conflict,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn add(
    app: web::Data<App>,
    Admin(admin): Admin,
    key: IdempotencyKey,
    new: Json<NewUser>,
) -> Answer {
    let now = app.clock.now();
    let (account, password) = new.check(|new| new.parse(&app.settings().site.title))?;
    let hash = app.passwords.hash(password).await?;
    let row = accounts::prepare(&app.vault, &account, hash, now)?;
    let once = key.by_staff(&app.vault, admin.id);
    // Only the id is stored as the answer: the address must not be stored in plain text.
    let (outcome, made) = app
        .db
        .write(move |conn| {
            let outcome = once.run(conn, now, |conn| {
                Ok((201, json!(accounts::add_by(conn, &row, Some(admin.id))?.id)))
            })?;
            let made = accounts::find(conn, stored_id(&outcome.body)?)?;
            Ok((outcome, made))
        })
        .await?;
    tracing::info!(account = %made.id, by = %admin.id, role = %made.role, "an account was added");
    let location = format!("/api/v1/users/{}", made.id);
    let body = serde_json::to_value(User::new(&app, made)?).map_err(Error::internal)?;
    Ok(outcome.with_body(body).answer_at(&location)?)
}

/// The account id in a stored answer.
fn stored_id(body: &Value) -> Result<AccountId> {
    serde_json::from_value(body.clone()).map_err(Error::internal)
}

impl NewUser {
    fn parse(self, site: &str) -> Result<(NewAccount, SecretString)> {
        let (email, name) = (self.email.unwrap_or_default(), self.name.unwrap_or_default());
        let role = parse_role(self.role.as_deref());
        let password = self.password.unwrap_or_default();
        accounts::parse(site, &email, &name, role, &password).map(|account| (account, password))
    }
}

/// The role with this name.
pub fn parse_role(name: Option<&str>) -> Result<Role, FieldError> {
    match name {
        None | Some("") => Err(FieldError::new("role", "required", Message::fault_role_missing())),
        Some(word) => Role::parse(word).ok_or_else(unknown_role),
    }
}

fn unknown_role() -> FieldError {
    FieldError::new("role", "unknown", Message::fault_role_missing())
}

/// The changes; fields that are missing or null change nothing.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "role": "editor" }))]
pub struct UserChange {
    /// The new name.
    #[schema(min_length = 1, max_length = 100)]
    name: Option<String>,
    /// The new role; it applies from the next request on.
    #[schema(value_type = Option<Role>)]
    role: Option<String>,
    /// `true` disables the account and ends its sessions and tokens; `false` enables it again.
    disabled: Option<bool>,
}

/// Changes the name or role of an account, or disables it.
#[utoipa::path(
    patch, path = "/api/v1/users/{id}", tag = "accounts",
    params(
        ("id" = AccountId, Path, description = "The account"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a retry the same change: 1 to 255 visible ASCII characters"),
    ),
    request_body = UserChange,
    responses(
        (status = 200, description = "The account as it is now", body = User),
        responses::StaffErrors, responses::BodyErrors, responses::NotFound, responses::Conflict,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn change(
    app: web::Data<App>,
    Admin(admin): Admin,
    id: web::Path<AccountId>,
    key: IdempotencyKey,
    wanted: Json<UserChange>,
) -> Answer {
    let (id, now) = (id.into_inner(), app.clock.now());
    let change = wanted.check(UserChange::parse)?;
    let once = key.by_staff(&app.vault, admin.id);
    let (outcome, account) = app
        .db
        .write(move |conn| {
            let by = Some(admin.id);
            let outcome = once.run(conn, now, |conn| {
                Ok((200, json!(accounts::change(conn, id, &change, by, now)?.id)))
            })?;
            let account = accounts::find(conn, id)?;
            Ok((outcome, account))
        })
        .await?;
    let by = admin.id;
    tracing::info!(account = %id, %by, role = %account.role, disabled = account.disabled_at.is_some(), "an account was changed");
    let body = serde_json::to_value(User::new(&app, account)?).map_err(Error::internal)?;
    Ok(outcome.with_body(body).answer())
}

impl UserChange {
    fn parse(self) -> Result<Change> {
        let mut faults = Vec::new();
        let mut change = Change::default();
        if let Some(name) = self.name {
            change.name = Name::parse(&name).map_err(|fault| faults.push(fault)).ok();
        }
        if let Some(word) = self.role {
            change.role = Role::parse(&word).or_else(|| {
                faults.push(unknown_role());
                None
            });
        }
        change.access =
            self.disabled.map(|disabled| if disabled { Access::Disabled } else { Access::Enabled });
        if faults.is_empty() { Ok(change) } else { Err(Error::Invalid(faults)) }
    }
}

/// Ends all sessions of an account. Its tokens stay valid.
#[utoipa::path(
    delete, path = "/api/v1/users/{id}/sessions", tag = "accounts",
    params(("id" = AccountId, Path, description = "The account")),
    responses(
        (status = 204, description = "The sessions have ended"),
        responses::StaffErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn end_sessions(
    app: web::Data<App>,
    Admin(admin): Admin,
    id: web::Path<AccountId>,
) -> Answer {
    let (id, by, now) = (id.into_inner(), Some(admin.id), app.clock.now());
    app.db.write(move |conn| accounts::end_sessions(conn, id, by, now)).await?;
    Ok(private_no_content())
}
