//! The forms beside a comment that do not change it: note, pin or feature, claim, ban.

use actix_web::{HttpRequest, web};
use serde::Deserialize;

use crate::accounts::web::Moderator;
use crate::app::App;
use crate::bans::model::{NewBan, RawBan};
use crate::clock::TimeFormat;
use crate::comments::life::model::Changed;
use crate::db::Connection;
use crate::desk::bans::add_ban;
use crate::desk::form::DeskForm;
use crate::desk::item::ban_form::BanForm;
use crate::desk::item::deciding::{back_to, show_again};
use crate::desk::item::pane::Feedback;
use crate::desk::queue::query::ListQuery;
use crate::error::{Error, Result};
use crate::ids::CommentId;
use crate::moderation::claims;
use crate::moderation::model::Pick;
use crate::moderation::notes::{self, NoteText};
use crate::moderation::picks;
use crate::moderation::web::change;
use crate::web::error::Answer;
use crate::web::idempotency::IdempotencyKey;

/// The form under the notes.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NoteForm {
    left_note: String,
    back: String,
}

/// `POST /desk/comments/{id}/notes`.
pub async fn note(
    app: web::Data<App>,
    request: HttpRequest,
    Moderator(staff): Moderator,
    id: web::Path<CommentId>,
    form: DeskForm<NoteForm>,
) -> Answer {
    let (id, DeskForm(sent)) = (*id, form);
    let (now, actor, list) = (app.clock.now(), staff.id, ListQuery::read(&sent.back));
    let text = NoteText::parse(&sent.left_note)
        .map_err(|fault| Error::Invalid(vec![fault.of("left_note")]));
    let left = match text {
        Ok(text) => {
            app.db.write(move |conn| notes::add(conn, id, &text, actor, now)).await.map(|_| ())
        }
        Err(error) => Err(error),
    };
    match left {
        Ok(()) => Ok(back_to(&list, id, "note")),
        Err(error) => {
            let feedback = Feedback { left_note: sent.left_note, ..Feedback::default() };
            show_again(&app, &request, &staff, id, list, error, feedback).await
        }
    }
}

/// The two buttons under an approved comment.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MarkForm {
    /// `pin`, `unpin`, `feature` or `unfeature`.
    mark: String,
    back: String,
}

/// `POST /desk/comments/{id}/marks`.
pub async fn mark(
    app: web::Data<App>,
    request: HttpRequest,
    Moderator(staff): Moderator,
    id: web::Path<CommentId>,
    key: IdempotencyKey,
    form: DeskForm<MarkForm>,
) -> Answer {
    let (id, DeskForm(sent)) = (*id, form);
    let (now, actor, list) = (app.clock.now(), staff.id, ListQuery::read(&sent.back));
    let (done, set, mark) = match sent.mark.as_str() {
        "pin" => ("pin", true, Pick::Pin),
        "unpin" => ("unpin", false, Pick::Pin),
        "feature" => ("feature", true, Pick::Feature),
        "unfeature" => ("unfeature", false, Pick::Feature),
        _ => {
            return Err(Error::invalid(
                "mark",
                "unknown",
                "Choose pin, unpin, feature or unfeature",
            )
            .into());
        }
    };
    let work = move |conn: &mut Connection| -> Result<Changed> {
        if set {
            picks::set(conn, id, mark, actor, now)
        } else {
            picks::unset(conn, id, mark, actor, now)
        }
    };
    match change(&app, id, key.by_staff(&app.vault, actor), now, work).await {
        Ok(_) => Ok(back_to(&list, id, done)),
        Err(error) => {
            show_again(&app, &request, &staff, id, list, error, Feedback::default()).await
        }
    }
}

/// The form that claims a comment or releases it.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ClaimForm {
    /// `take` or `release`.
    claim: String,
    back: String,
}

/// `POST /desk/comments/{id}/claim`. The script sends it when a comment stays open for a moment.
pub async fn claim(
    app: web::Data<App>,
    request: HttpRequest,
    Moderator(staff): Moderator,
    id: web::Path<CommentId>,
    form: DeskForm<ClaimForm>,
) -> Answer {
    let (id, DeskForm(sent)) = (*id, form);
    let (now, actor, list) = (app.clock.now(), staff.id, ListQuery::read(&sent.back));
    let lasting = app.settings().moderation.claim;
    let (done, claimed) = match sent.claim.as_str() {
        "take" => {
            let work = move |conn: &mut Connection| {
                claims::claim(conn, id, actor, lasting, now).map(|_| ())
            };
            ("claim", app.db.write(work).await)
        }
        "release" => ("release", app.db.write(move |conn| claims::release(conn, id, actor)).await),
        _ => return Err(Error::invalid("claim", "unknown", "Choose take or release").into()),
    };
    match claimed {
        Ok(()) => Ok(back_to(&list, id, done)),
        Err(error) => {
            show_again(&app, &request, &staff, id, list, error, Feedback::default()).await
        }
    }
}

/// `POST /desk/comments/{id}/bans`: bans the reader of the comment, its network, or a domain.
pub async fn ban(
    app: web::Data<App>,
    request: HttpRequest,
    Moderator(staff): Moderator,
    id: web::Path<CommentId>,
    form: DeskForm<BanForm>,
) -> Answer {
    let (id, DeskForm(sent)) = (*id, form);
    let (now, list) = (app.clock.now(), ListQuery::read(&sent.back));
    let network = match sent.banned.as_str() {
        "network" => {
            app.db.read(move |conn| crate::moderation::item(conn, id)).await?.network_prefix
        }
        _ => None,
    };
    let raw = RawBan {
        comment_id: (sent.banned == "reader").then_some(id),
        reader: None,
        domain: (sent.banned == "domain").then(|| sent.domain.clone()),
        network,
        effect: sent.effect.clone(),
        reason: sent.reason.clone(),
        expires_at: (!sent.expires_at.is_empty()).then(|| sent.expires_at.clone()),
    };
    let time_format = TimeFormat::Local(&app.settings().site.timezone);
    match add_ban(&app, &staff, NewBan::parse(&raw, time_format, now), now).await {
        Ok(_) => Ok(back_to(&list, id, "ban")),
        Err(error) => {
            let feedback = Feedback { ban: sent, ..Feedback::default() };
            show_again(&app, &request, &staff, id, list, error, feedback).await
        }
    }
}
