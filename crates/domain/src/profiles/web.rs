//! Profiles of readers in the JSON API.

use actix_web::http::StatusCode;
use actix_web::web;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::accounts::web::Moderator;
use crate::app::App;
use crate::bans::model::Ban;
use crate::clock::Time;
use crate::error::{Error, Result};
use crate::ids::{BanId, CommentId, ReaderId};
use crate::moderation::notes::NoteText;
use crate::moderation::{masked_address, reader_key};
use crate::profiles;
use crate::profiles::model::{Profile, ReaderNote};
use crate::screening::bans::Effect;
use crate::status::Status;
use crate::vault::Vault;
use crate::web::error::Answer;
use crate::web::idempotency::IdempotencyKey;
use crate::web::json::{Json, private};
use crate::web::responses;

/// A reader as staff see them.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReaderProfile)]
pub struct ProfileView {
    /// The reader's key, as in comments.
    author: String,
    /// The name over the latest comment.
    name: Option<String>,
    /// The address, masked: first letters and suffix.
    masked_email: Option<String>,
    /// How many spellings of the address the reader has used: `ann@…` and `ann+2@…` are two. All else
    /// here is about all of them together.
    spellings: i64,
    /// When the reader first posted.
    #[schema(value_type = String, format = DateTime)]
    first_seen: Time,
    /// Comments by status, of the latest 5,000.
    counts: Counts,
    /// The latest ten comments, the latest first.
    latest: Vec<LatestComment>,
    /// The note of the staff.
    note: Option<ReaderNote>,
    /// The ban or the trust that is in force.
    ban: Option<ReaderBan>,
}

/// Numbers of comments by status.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReaderCounts)]
pub struct Counts {
    pending: i64,
    approved: i64,
    rejected: i64,
    spam: i64,
    deleted: i64,
}

/// A comment of the reader, in any status.
#[derive(Debug, Serialize, ToSchema)]
pub struct LatestComment {
    id: CommentId,
    status: Status,
    article_title: String,
    /// Sanitized.
    html: String,
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
}

/// A ban, or trust, that is in force.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReaderBan {
    /// Its number; `DELETE /api/v1/bans/{id}` lifts it.
    id: BanId,
    effect: Effect,
    reason: String,
    #[schema(value_type = Option<String>, format = DateTime)]
    expires_at: Option<Time>,
}

impl From<Ban> for ReaderBan {
    fn from(ban: Ban) -> ReaderBan {
        let Ban { id, effect, reason, expires_at, .. } = ban;
        ReaderBan { id, effect, reason, expires_at }
    }
}

impl ProfileView {
    fn new(vault: &Vault, profile: Profile) -> ProfileView {
        let count = |status: Status| profile.record.counts[status as usize];
        ProfileView {
            author: reader_key::of(vault, profile.reader.id),
            name: profile.latest.first().map(|comment| comment.name.clone()),
            masked_email: masked_address(vault, &profile.reader),
            spellings: profile.record.spellings,
            first_seen: profile.record.first_seen,
            counts: Counts {
                pending: count(Status::Pending),
                approved: count(Status::Approved),
                rejected: count(Status::Rejected),
                spam: count(Status::Spam),
                deleted: count(Status::Deleted),
            },
            latest: profile
                .latest
                .into_iter()
                .map(|item| LatestComment {
                    id: item.id,
                    status: item.status,
                    article_title: item.article.title,
                    html: item.html,
                    created_at: item.created_at,
                })
                .collect(),
            note: profile.note,
            ban: profile.ban.map(ReaderBan::from),
        }
    }
}

/// The reader that a key in a path names.
///
/// # Errors
/// [`Error::NotFound`] for any other text.
pub fn reader(vault: &Vault, key: &str) -> Result<ReaderId> {
    reader_key::reader(vault, key).ok_or(Error::NotFound)
}

/// Shows a reader
///
/// What became of their comments, the latest ten, the note of the staff, and whether they are banned,
/// held or trusted. The address is never shown. To reject all comments that wait, begin a batch
/// (`POST /api/v1/decisions`) with the filter `{"status": "pending", "author": …}`.
#[utoipa::path(
    get, path = "/api/v1/readers/{author}", tag = "moderation",
    params(("author" = String, Path, description = "The author of a comment")),
    responses(
        (status = 200, description = "The reader", body = ProfileView),
        responses::StaffErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn show(app: web::Data<App>, _: Moderator, author: web::Path<String>) -> Answer {
    let (id, now) = (reader(&app.vault, &author)?, app.clock.now());
    let of = app.clone();
    let found = app.db.read(move |conn| profiles::show(conn, &of.vault, id, now)).await?;
    let view = ProfileView::new(&app.vault, found);
    Ok(private(&view))
}

/// The note about a reader.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewReaderNote, example = json!({ "text": "Writes from the port’s press office." }))]
pub struct NoteRequest {
    /// 1 to 2,000 characters of plain text; null removes the note.
    #[schema(max_length = 2000)]
    text: Option<String>,
}

/// Writes the note about a reader
///
/// It takes the place of the former one. Colleagues see it, readers never do; it is removed together
/// with the reader's address.
#[utoipa::path(
    put, path = "/api/v1/readers/{author}/note", tag = "moderation", request_body = NoteRequest,
    params(
        ("author" = String, Path, description = "The author of a comment"),
        ("Idempotency-Key" = Option<String>, Header,
            description = "Makes a retry the same change: 1 to 255 visible ASCII characters"),
    ),
    responses(
        (status = 204, description = "The note is written or removed"),
        responses::StaffErrors, responses::BodyErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn set_note(
    app: web::Data<App>,
    Moderator(staff): Moderator,
    author: web::Path<String>,
    key: IdempotencyKey,
    sent: Json<NoteRequest>,
) -> Answer {
    let (id, now) = (reader(&app.vault, &author)?, app.clock.now());
    let text = sent.check(|sent| {
        let text = sent.text.as_deref().map(NoteText::parse).transpose();
        text.map_err(|fault| Error::Invalid(vec![fault.of("text")]))
    })?;
    let (once, of) = (key.by_staff(&app.vault, staff.id), app.clone());
    let write = move |conn: &mut _| {
        once.write(conn, now, StatusCode::NO_CONTENT, |conn| {
            profiles::set_note(conn, &of.vault, id, text.as_ref(), staff.id, now)?;
            Ok(())
        })
    };
    Ok(app.db.write(write).await?.answer())
}
