//! API tokens in the JSON API. A token is shown in the answer that makes it, and never again.
#![allow(unused_qualifications, reason = "the code that utoipa writes for a query has one")]

use actix_web::http::header;
use actix_web::{HttpRequest, web};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};

use crate::accounts::model::{NewToken, Role, Scope, Scopes, Staff};
use crate::accounts::records::Token as Row;
use crate::accounts::tokens::{self, Whose};
use crate::accounts::web::Oneself;
use crate::app::App;
use crate::clock::Time;
use crate::error::{Error, Result};
use crate::ids::{AccountId, TokenId};
use crate::web::error::Answer;
use crate::web::extract::Json;
use crate::web::idempotency::{Done, IdempotencyKey};
use crate::web::list::{self, Query};
use crate::web::responses;

/// A token, without itself.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": 7, "user_id": 2, "name": "backup script", "hint": "x4Qz", "scopes": ["read"],
    "created_at": "2026-11-22T09:30:00Z", "expires_at": "2027-02-20T09:30:00Z", "last_used_at": null
}))]
pub struct Token {
    /// Its number.
    id: TokenId,
    /// Whose it is.
    user_id: AccountId,
    /// What its owner calls it.
    name: String,
    /// Its last four characters.
    hint: String,
    /// What it may be used for, as far as the owner's role reaches.
    scopes: Vec<Scope>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
    /// When it ends.
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
            scopes: Scopes::read(&row.scopes).iter().collect(),
            created_at: row.created_at,
            expires_at: row.expires_at,
            last_used_at: row.last_used_at,
        }
    }
}

/// A token that was just made.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": 7, "user_id": 2, "name": "backup script", "hint": "x4Qz", "scopes": ["read"],
    "created_at": "2026-11-22T09:30:00Z", "expires_at": "2027-02-20T09:30:00Z", "last_used_at": null,
    "token": "rjd_3l3Hn0tARealTokenNorEverW1llBe0000000x4Qz"
}))]
pub struct MadeToken {
    /// All that can be seen later, too.
    #[serde(flatten)]
    shown: Token,
    /// The token itself, this once. Null in the answer to a repeated `Idempotency-Key`: it is
    /// stored nowhere, so whoever missed the first answer revokes this token and makes another.
    token: Option<String>,
}

/// Part of a list of tokens.
#[derive(Debug, Serialize, ToSchema)]
pub struct TokenList {
    /// The tokens that were not revoked, the newest first.
    items: Vec<Token>,
    /// What to send as `after` for the next part; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// Which tokens, and which part of their list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TokenQuery {
    /// True for everyone's; admins only. Without it one's own.
    all: Option<bool>,
    /// At most so many; 20 without it.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<usize>,
    /// `next` of the previous answer.
    after: Option<String>,
}

/// Lists one's own tokens, or for an admin everyone's.
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
    Oneself(staff): Oneself,
    query: Query<TokenQuery>,
) -> Answer {
    let Query(query) = query;
    let whose = if query.all.unwrap_or(false) { everyones(&staff)? } else { Whose::Of(staff.id) };
    let size = list::Size::of(query.limit, 20)?;
    let before = list::after::<i64>(query.after.as_deref())?.unwrap_or(i64::MAX);
    let found = app.db.read(move |conn| tokens::list(conn, whose, before, size.and_one())).await?;
    let (found, next) = size.cut(found, |last| last.id);
    let items = found.into_iter().map(Token::from).collect();
    Ok(list::private(&app, &request, next, |next| TokenList { items, next }))
}

fn everyones(staff: &Staff) -> Result<Whose> {
    staff.require_role(Role::Admin)?;
    staff.require_scope(&[Scope::Admin])?;
    Ok(Whose::All)
}

/// A new token.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "name": "backup script", "scopes": ["read"], "expires_days": 30 }))]
pub struct TokenWish {
    /// What to call it.
    #[schema(required = true, min_length = 1, max_length = 100)]
    name: Option<String>,
    /// What it may be used for: at least one, and none that you do not have.
    #[schema(required = true, value_type = Vec<Scope>, min_items = 1)]
    scopes: Option<Vec<String>>,
    /// Days until it ends; 90 without it.
    #[schema(minimum = 1, maximum = 365)]
    expires_days: Option<u32>,
}

/// Makes a token for oneself.
///
/// Needs a session, or a token with the scope `admin`.
#[utoipa::path(
    post, path = "/api/v1/tokens", tag = "accounts",
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a retry the same token: 1 to 255 visible ASCII characters")),
    request_body = TokenWish,
    responses(
        (status = 201, description = "The new token, shown this once", body = MadeToken),
        responses::StaffErrors, responses::BodyErrors,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn create(
    app: web::Data<App>,
    Oneself(staff): Oneself,
    key: IdempotencyKey,
    Json(wish): Json<TokenWish>,
) -> Answer {
    let now = app.clock.now();
    let (name, scopes) = (wish.name.unwrap_or_default(), wish.scopes.unwrap_or_default());
    let fields = ["name", "scopes", "expires_days"];
    let new = NewToken::parse(&name, &scopes, wish.expires_days, staff.scopes(), fields, now)?;
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

/// Revokes a token of one's own, or for an admin anyone's.
#[utoipa::path(
    delete, path = "/api/v1/tokens/{id}", tag = "accounts", params(("id" = TokenId, Path, description = "The token")),
    responses(
        (status = 204, description = "It is good for nothing any more"),
        responses::StaffErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn revoke(
    app: web::Data<App>,
    Oneself(staff): Oneself,
    id: web::Path<TokenId>,
) -> Answer {
    let (id, now) = (id.into_inner(), app.clock.now());
    let whose = everyones(&staff).unwrap_or(Whose::Of(staff.id));
    let by = Some(staff.id);
    app.db.write(move |conn| tokens::revoke(conn, id, whose, by, now)).await?;
    tracing::info!(token = %id, by = %staff.id, "a token was revoked");
    Ok(actix_web::HttpResponse::NoContent()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .finish())
}
