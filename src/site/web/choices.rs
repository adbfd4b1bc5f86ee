//! The choices for the front page in the JSON API, for editors.

use actix_web::web;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::accounts::web::Editor;
use crate::app::App;
use crate::cache::Scope;
use crate::error::{Error, Result};
use crate::ids::{ArticleId, CommentId};
use crate::site::choices::{self, FrontChoices};
use crate::web::error::Answer;
use crate::web::idempotency::IdempotencyKey;
use crate::web::json::{Json, private};
use crate::web::responses;

/// What editors have chosen for the front page
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "lead": null, "row": [], "sections": [], "picks": [], "version": 0 }))]
pub struct FrontBody {
    /// The number of the article that leads; null: by the rule.
    #[serde(default)]
    lead: Option<i64>,
    /// The articles in the row under it, at most four; null: by the rule.
    #[serde(default)]
    row: Vec<Option<i64>>,
    /// The slugs of the sections with stories of their own, at most six; empty: the first ones of the navigation.
    #[serde(default)]
    sections: Vec<String>,
    /// The numbers of comments, at most three. The newest that were picked fill the places that are left.
    #[serde(default)]
    picks: Vec<i64>,
    /// The version of the choices that were seen.
    version: i64,
}

impl From<FrontChoices> for FrontBody {
    fn from(choices: FrontChoices) -> FrontBody {
        FrontBody {
            lead: choices.lead.map(|id| id.0),
            row: choices.row.into_iter().map(|id| id.map(|id| id.0)).collect(),
            sections: choices.sections,
            picks: choices.picks.into_iter().map(|id| id.0).collect(),
            version: choices.version,
        }
    }
}

impl From<FrontBody> for FrontChoices {
    fn from(body: FrontBody) -> FrontChoices {
        FrontChoices {
            lead: body.lead.map(ArticleId),
            row: body.row.into_iter().map(|id| id.map(ArticleId)).collect(),
            sections: body.sections,
            picks: body.picks.into_iter().map(CommentId).collect(),
            version: body.version,
        }
    }
}

/// Shows what editors have chosen for the front page
///
/// An article or a comment that is no longer public stays among the choices, and its place follows the rule.
#[utoipa::path(
    get, path = "/api/v1/front", tag = "articles",
    responses((status = 200, description = "The choices", body = FrontBody), responses::StaffErrors),
    security(("token" = []), ("session" = []))
)]
pub async fn show(app: web::Data<App>, _: Editor) -> Answer {
    let choices = app.db.read(choices::stored).await?;
    Ok(private(&FrontBody::from(choices)))
}

/// Chooses what stands on the front page
///
/// Replaces all choices. 409 `stale_version` if somebody changed them meanwhile.
#[utoipa::path(
    put, path = "/api/v1/front", tag = "articles", request_body = FrontBody,
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a retry the same change: 1 to 255 visible ASCII characters")),
    responses(
        (status = 200, description = "The choices as they are now", body = FrontBody),
        responses::StaffErrors, responses::BodyErrors, responses::Conflict,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn change(
    app: web::Data<App>,
    Editor(editor): Editor,
    key: IdempotencyKey,
    sent: Json<FrontBody>,
) -> Answer {
    let now = app.clock.now();
    let sent = sent.check(|body| Ok(FrontChoices::from(body)))?;
    let once = key.by_staff(&app.vault, editor.id);
    let outcome = app
        .db
        .write(move |conn| {
            once.run(conn, now, |conn| {
                let changed = choices::change(conn, sent.clone(), editor.id, now)?;
                let body: Result<_> =
                    serde_json::to_value(FrontBody::from(changed)).map_err(Error::internal);
                Ok((200, body?))
            })
        })
        .await?;
    app.after_commit(Some(Scope::Site));
    Ok(outcome.answer())
}
