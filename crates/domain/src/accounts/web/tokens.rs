//! API tokens in the JSON API. A token is only shown in the response that creates it.
#![allow(unused_qualifications, reason = "the code that utoipa writes for a query has one")]

use actix_web::{HttpRequest, web};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};

use crate::accounts::model::{NewToken, Role, Scope, Scopes, Staff};
use crate::accounts::records::Token as Row;
use crate::accounts::tokens::{self, TokenOwner};
use crate::accounts::web::OwnAccount;
use crate::app::App;
use crate::clock::Time;
use crate::error::{Error, Result};
use crate::ids::{AccountId, TokenId};
use crate::web::error::Answer;
use crate::web::idempotency::{Done, IdempotencyKey};
use crate::web::json::{Json, private_no_content};
use crate::web::list::{self, Query};
use crate::web::responses;

/// A token, without its secret.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": 7, "user_id": 2, "name": "backup script", "hint": "x4Qz", "scopes": ["read"],
    "created_at": "2026-11-22T09:30:00Z", "expires_at": "2027-02-20T09:30:00Z", "last_used_at": null
}))]
pub struct Token {
    id: TokenId,
    /// The owner.
    user_id: AccountId,
    /// The name that the owner gave it.
    name: String,
    /// Its last four characters.
    hint: String,
    /// Its scopes, which are limited by the owner's role.
    scopes: Vec<Scope>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
    #[schema(value_type = String, format = DateTime)]
    expires_at: Time,
    /// When it was last used, to the minute.
    #[schema(value_type = Option<String>, format = DateTime)]
    last_used_at: Option<Time>,
}

impl From<Row> for Token {
    fn from(row: Row) -> Token {
        Token {
            id: row.id,
            user_id: row.account_id,
            name: row.label,
            hint: row.hint,
            scopes: Scopes::parse(&row.scopes).iter().collect(),
            created_at: row.created_at,
            expires_at: row.expires_at,
            last_used_at: row.last_used_at,
        }
    }
}

/// A new token.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": 7, "user_id": 2, "name": "backup script", "hint": "x4Qz", "scopes": ["read"],
    "created_at": "2026-11-22T09:30:00Z", "expires_at": "2027-02-20T09:30:00Z", "last_used_at": null,
    "token": "rjd_3l3Hn0tARealTokenNorEverW1llBe0000000x4Qz"
}))]
pub struct MadeToken {
    /// The data that are shown later as well.
    #[serde(flatten)]
    shown: Token,
    /// The token itself. Null in the response to a repeated `Idempotency-Key`, because it is not
    /// stored: a client that missed the first response revokes this token and creates another.
    token: Option<String>,
}

/// A page of a list of tokens.
#[derive(Debug, Serialize, ToSchema)]
pub struct TokenList {
    /// The tokens that were not revoked, newest first.
    items: Vec<Token>,
    /// The value of `after` for the next page; absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// The filter and the page of a list of tokens.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TokenQuery {
    /// `true` lists the tokens of all accounts (admins only); otherwise only the caller's.
    all: Option<bool>,
    /// The size of the page; 20 by default.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<usize>,
    /// `next` of the previous page.
    after: Option<String>,
}

/// Lists the caller's tokens, or for an admin those of all accounts.
#[utoipa::path(
    get, path = "/api/v1/tokens", tag = "accounts", params(TokenQuery),
    responses(
        (status = 200, description = "Tokens", body = TokenList,
         headers(("Link" = Option<String>, description = "The next part, rel=next"))),
        responses::StaffErrors, responses::ParameterErrors,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn list(
    app: web::Data<App>,
    request: HttpRequest,
    OwnAccount(staff): OwnAccount,
    query: Query<TokenQuery>,
) -> Answer {
    let Query(query) = query;
    let owner = if query.all.unwrap_or(false) {
        all_tokens(&staff)?
    } else {
        TokenOwner::Account(staff.id)
    };
    let size = list::Size::of(query.limit, 20)?;
    let before = list::after::<i64>(query.after.as_deref())?.unwrap_or(i64::MAX);
    let found =
        app.db.read(move |conn| tokens::list(conn, owner, before, size.query_limit())).await?;
    let (found, next) = size.take_page(found, |last| last.id);
    let items = found.into_iter().map(Token::from).collect();
    Ok(list::private(&app, &request, next, |next| TokenList { items, next }))
}

fn all_tokens(staff: &Staff) -> Result<TokenOwner> {
    staff.require_role(Role::Admin)?;
    staff.require_scope(&[Scope::Admin])?;
    Ok(TokenOwner::Anyone)
}

/// A new token.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "name": "backup script", "scopes": ["read"], "expires_days": 30 }))]
pub struct TokenRequest {
    #[schema(required = true, min_length = 1, max_length = 100)]
    name: Option<String>,
    /// Its scopes: at least one, and only scopes that the caller has.
    #[schema(required = true, value_type = Vec<Scope>, min_items = 1)]
    scopes: Option<Vec<String>>,
    /// Days until it expires; 90 by default.
    #[schema(minimum = 1, maximum = 365)]
    expires_days: Option<u32>,
}

/// Creates a token for the caller.
///
/// Needs a session, or a token with the scope `admin`.
#[utoipa::path(
    post, path = "/api/v1/tokens", tag = "accounts",
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a retry the same token: 1 to 255 visible ASCII characters")),
    request_body = TokenRequest,
    responses(
        (status = 201, description = "The new token, shown this once", body = MadeToken),
        responses::StaffErrors, responses::BodyErrors,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn create(
    app: web::Data<App>,
    OwnAccount(staff): OwnAccount,
    key: IdempotencyKey,
    request: Json<TokenRequest>,
) -> Answer {
    let now = app.clock.now();
    let new = request.check(|request| {
        let (name, scopes) = (request.name.unwrap_or_default(), request.scopes.unwrap_or_default());
        let fields = ["name", "scopes", "expires_days"];
        NewToken::parse(&name, &scopes, request.expires_days, staff.scopes(), fields, now)
    })?;
    let (secret, owner) = (tokens::secret()?, staff.id);
    let (once, stored) = (key.by_staff(&app.vault, owner), secret.clone());
    let outcome = app
        .db
        .write(move |conn| {
            once.run(conn, now, |conn| {
                let made = tokens::create(conn, owner, &new, &stored, now)?;
                let shown = MadeToken { shown: Token::from(made), token: None };
                Ok((201, serde_json::to_value(shown).map_err(Error::internal)?))
            })
        })
        .await?;
    let mut body = outcome.body.clone();
    if let (Done::Now, Value::Object(fields)) = (outcome.done, &mut body) {
        fields.insert("token".to_owned(), json!(secret));
    }
    tracing::info!(by = %owner, "a token was made");
    Ok(outcome.with_body(body).answer())
}

/// Revokes a token of the caller, or for an admin any token.
#[utoipa::path(
    delete, path = "/api/v1/tokens/{id}", tag = "accounts", params(("id" = TokenId, Path, description = "The token")),
    responses(
        (status = 204, description = "The token is revoked"),
        responses::StaffErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn revoke(
    app: web::Data<App>,
    OwnAccount(staff): OwnAccount,
    id: web::Path<TokenId>,
) -> Answer {
    let (id, now) = (id.into_inner(), app.clock.now());
    let owner = all_tokens(&staff).unwrap_or(TokenOwner::Account(staff.id));
    let by = Some(staff.id);
    app.db.write(move |conn| tokens::revoke(conn, id, owner, by, now)).await?;
    tracing::info!(token = %id, by = %staff.id, "a token was revoked");
    Ok(private_no_content())
}
