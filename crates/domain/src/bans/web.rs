//! Bans in the JSON API.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::accounts::web::Moderator;
use crate::app::App;
use crate::bans;
use crate::bans::model::{Ban, BanFilter, BanState, NewBan, RawBan};
use crate::clock::{Time, TimeFormat};
use crate::error::{Error, Result};
use crate::ids::{BanId, CommentId, ReaderId};
use crate::moderation::model::Actor;
use crate::moderation::reader_key;
use crate::screening::bans::{Effect, Kind};
use crate::vault::Vault;
use crate::web::error::Answer;
use crate::web::idempotency::IdempotencyKey;
use crate::web::json::{Json, private_created};
use crate::web::list::{self, Query};
use crate::web::responses;

/// Bans in one answer, if the request gives no limit.
const DEFAULT_LIMIT: usize = 20;

/// A new ban. Give one of `comment_id`, `author`, `domain` and `network`.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "network": "192.0.2.0/24", "effect": "hold", "reason": "Forty accounts of one firm.", "expires_at": "2099-12-31T00:00:00Z"
}))]
pub struct BanRequest {
    /// A comment of the reader.
    comment_id: Option<CommentId>,
    /// The reader's key, as in comments.
    author: Option<String>,
    /// The domain of addresses, international or not, with its subdomains. For editors.
    domain: Option<String>,
    /// A network of /24 or /48, or an address in it. For editors.
    network: Option<String>,
    /// The effect on comments. `trust` is for readers only: neither a policy nor a score holds their
    /// comments if they come from a browser in which the address is confirmed.
    #[schema(value_type = Effect, required = true)]
    effect: Option<String>,
    /// The reason, for colleagues: 1 to 500 characters.
    #[schema(value_type = String, required = true, min_length = 1, max_length = 500)]
    reason: Option<String>,
    /// When it expires: RFC 3339 with its offset. Without it, the ban lasts until it is lifted.
    expires_at: Option<String>,
}

/// A ban.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Ban, example = json!({
    "id": 4, "state": "active", "kind": "network", "author": null, "value": "192.0.2.0/24", "effect": "reject",
    "reason": "Forty accounts of one firm.", "by": { "id": 3, "name": "Jo Berg" },
    "created_at": "2026-11-22T09:30:00Z", "expires_at": "2026-12-22T00:00:00Z", "lifted_at": null, "lifted_by": null
}))]
pub struct BanView {
    id: BanId,
    state: BanState,
    kind: Kind,
    /// The reader's key, as in comments: `?author=` lists the reader's comments. Null for other
    /// kinds, and once the reader's address is erased.
    author: Option<String>,
    /// The domain in its ASCII form, or the network.
    value: Option<String>,
    effect: Effect,
    reason: String,
    /// Who created it.
    by: Option<Actor>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
    #[schema(value_type = Option<String>, format = DateTime)]
    expires_at: Option<Time>,
    #[schema(value_type = Option<String>, format = DateTime)]
    lifted_at: Option<Time>,
    lifted_by: Option<Actor>,
}

impl BanView {
    fn new(vault: &Vault, ban: Ban, now: Time) -> BanView {
        BanView {
            state: ban.state(now),
            id: ban.id,
            kind: ban.kind,
            author: ban.reader.map(|reader| reader_key::of(vault, reader)),
            value: ban.value,
            effect: ban.effect,
            reason: ban.reason,
            by: ban.by,
            created_at: ban.created_at,
            expires_at: ban.expires_at,
            lifted_at: ban.lifted_at,
            lifted_by: ban.lifted_by,
        }
    }
}

/// A part of the list of bans.
#[derive(Debug, Serialize, ToSchema)]
pub struct BanList {
    /// The latest first.
    items: Vec<BanView>,
    /// What to send as `after` for the next part; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// The conditions of the list of bans.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct BanQuery {
    /// Only bans in this state.
    #[param(value_type = Option<BanState>)]
    state: Option<String>,
    /// How many at most; 20 if not given.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<usize>,
    /// `next` of the previous answer.
    after: Option<String>,
}

/// Lists bans
///
/// Active, expired and lifted bans, the latest first.
#[utoipa::path(
    get, path = "/api/v1/bans", tag = "moderation", params(BanQuery),
    responses(
        (status = 200, description = "A part of the list", body = BanList,
            headers(("Link" = Option<String>, description = "The next part, rel=next"))),
        responses::StaffErrors, responses::ParameterErrors,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn list(
    app: web::Data<App>,
    request: HttpRequest,
    _: Moderator,
    Query(query): Query<BanQuery>,
) -> Answer {
    let now = app.clock.now();
    let size = list::Size::of(query.limit, DEFAULT_LIMIT)?;
    let which = query
        .state
        .as_deref()
        .map_or(Ok(BanFilter::All), |word| state(word).map(BanFilter::InState))?;
    let before = list::after::<BanId>(query.after.as_deref())?;
    let found =
        app.db.read(move |conn| bans::list(conn, which, before, size.query_limit(), now)).await?;
    let (found, next) = size.take_page(found, |last| last.id);
    let items = found.into_iter().map(|ban| BanView::new(&app.vault, ban, now)).collect();
    Ok(list::private(&app, &request, next, |next| BanList { items, next }))
}

fn state(word: &str) -> Result<BanState> {
    BanState::ALL
        .into_iter()
        .find(|state| state.name() == word)
        .ok_or_else(|| Error::invalid("state", "unknown", "Choose active, expired or lifted"))
}

/// Bans a reader, a domain or a network
///
/// Moderators ban readers, by any of their comments; domains and networks need an editor. Existing
/// comments stay as they are. 409: `no_reader` if the comment has no reader, `already` if there is
/// an active ban, whose number is in `present.ban`.
#[utoipa::path(
    post, path = "/api/v1/bans", tag = "moderation", request_body = BanRequest,
    params(
        ("Idempotency-Key" = Option<String>, Header,
            description = "Makes a retry the same ban: 1 to 255 visible ASCII characters"),
    ),
    responses(
        (status = 201, description = "The ban", body = BanView),
        responses::StaffErrors, responses::BodyErrors, responses::NotFound, responses::Conflict,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn add(
    app: web::Data<App>,
    Moderator(staff): Moderator,
    key: IdempotencyKey,
    sent: Json<BanRequest>,
) -> Answer {
    let now = app.clock.now();
    let new = sent.check(|sent| {
        let raw = RawBan {
            comment_id: sent.comment_id,
            reader: author(&app.vault, sent.author.as_deref())?,
            domain: sent.domain,
            network: sent.network,
            effect: sent.effect.unwrap_or_default(),
            reason: sent.reason.unwrap_or_default(),
            expires_at: sent.expires_at,
        };
        NewBan::parse(&raw, TimeFormat::Rfc3339, now)
    })?;
    let once = key.by_staff(&app.vault, staff.id);
    let of = app.clone();
    let write = move |conn: &mut _| {
        let made = once.write(conn, now, StatusCode::CREATED, |conn| {
            Ok(bans::add(conn, &of.vault, &new, &staff, now)?.id)
        })?;
        let id: BanId = serde_json::from_value(made.body).map_err(Error::internal)?;
        bans::show(conn, id)
    };
    let ban = app.db.write(write).await?;
    let view = BanView::new(&app.vault, ban, now);
    Ok(private_created(&view))
}

/// The reader that a key names.
fn author(vault: &Vault, key: Option<&str>) -> Result<Option<ReaderId>> {
    let unknown = || Error::invalid("author", "unknown", "Use the author of a comment unchanged");
    key.map(|key| reader_key::reader(vault, key).ok_or_else(unknown)).transpose()
}

/// Lifts a ban
///
/// The ban stays in the list. Lifting it again changes nothing.
#[utoipa::path(
    delete, path = "/api/v1/bans/{id}", tag = "moderation",
    params(
        ("id" = BanId, Path, description = "The ban's number"),
        ("Idempotency-Key" = Option<String>, Header,
            description = "Makes a retry the same lifting: 1 to 255 visible ASCII characters"),
    ),
    responses(
        (status = 204, description = "The ban is lifted"),
        responses::StaffErrors, responses::ParameterErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn lift(
    app: web::Data<App>,
    Moderator(staff): Moderator,
    id: web::Path<BanId>,
    key: IdempotencyKey,
) -> Answer {
    let (id, now) = (*id, app.clock.now());
    let once = key.by_staff(&app.vault, staff.id);
    let write = move |conn: &mut _| {
        once.write(conn, now, StatusCode::NO_CONTENT, |conn| bans::lift(conn, id, &staff, now))
    };
    Ok(app.db.write(write).await?.answer())
}
