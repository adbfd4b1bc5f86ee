//! `/desk/bans`: who and what is banned, lifting a ban, and banning a domain or a network. A reader
//! is banned beside one of their comments ([`crate::desk::item::side_forms`]).

pub mod view;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde::Deserialize;

use crate::accounts::model::Staff;
use crate::accounts::web::Moderator;
use crate::app::App;
use crate::bans;
use crate::bans::model::{Ban, BanFilter, BanState, NewBan, RawBan};
use crate::clock::{Time, TimeFormat, Zone};
use crate::desk::bans::view::{BanDraft, BanRow, BansPage};
use crate::desk::form::DeskForm;
use crate::desk::layout::{NavEntry, head};
use crate::desk::queue::query::ListQuery;
use crate::desk::words::colleague;
use crate::error::{Error, FieldError, Result};
use crate::i18n::{Message, Words};
use crate::ids::BanId;
use crate::moderation::reader_key;
use crate::screening::bans::{Effect, Kind};
use crate::vault::Vault;
use crate::web::error::Answer;
use crate::web::form_errors::FormErrors;
use crate::web::list::{self, Query};
use crate::web::page::{see_other, show};
use crate::web::view::{Problem, Site};

/// Bans on one page of the list.
const PAGE: list::Size = list::Size::fixed(50);

/// The list, its part, and the last action.
#[derive(Debug, Default, Deserialize)]
pub struct BansQuery {
    /// `over` for ended and lifted bans; empty for active ones.
    state: Option<String>,
    after: Option<String>,
    done: Option<String>,
}

/// `GET /desk/bans`.
pub async fn list(
    app: web::Data<App>,
    request: HttpRequest,
    Moderator(staff): Moderator,
    Query(query): Query<BansQuery>,
) -> Answer {
    let shown = match query.state.as_deref() {
        None | Some("" | "active") => BanFilter::InState(BanState::Active),
        Some("over") => BanFilter::Over,
        Some(_) => return Err(Error::NotFound.into()),
    };
    let before = list::after::<BanId>(query.after.as_deref())?;
    let done = match query.done.as_deref() {
        Some("ban") => Some(Message::notice_ban()),
        Some("lift") => Some(Message::notice_lift()),
        _ => None,
    };
    show_list(&app, &request, &staff, shown, before, Feedback { done, ..Feedback::default() }).await
}

/// The result of the last action, and what was written if it was refused.
#[derive(Default)]
struct Feedback {
    status: StatusCode,
    done: Option<Message>,
    form: BanDraft,
    errors: Vec<FieldError>,
    problem: Option<Problem>,
}

async fn show_list(
    app: &App,
    request: &HttpRequest,
    staff: &Staff,
    shown: BanFilter,
    before: Option<BanId>,
    feedback: Feedback,
) -> Answer {
    let now = app.clock.now();
    let found =
        app.db.read(move |conn| bans::list(conn, shown, before, PAGE.query_limit(), now)).await?;
    let (found, next) = PAGE.take_page(found, |last| last.id);
    let over = shown == BanFilter::Over;
    let state = if over { "state=over&" } else { "" };
    let next = next.map(|next| format!("/desk/bans?{state}after={next}"));
    let site = Site::for_member(&app.settings(), staff.language);
    let row = |ban| row(&site.words, &app.vault, ban, staff, now);
    let view = BansPage {
        site: &site,
        staff: head(app, request, staff, NavEntry::Bans).await?,
        over,
        bans: found.into_iter().map(row).collect(),
        next,
        may_add: bans::may_lift(staff, Kind::Network),
        form: feedback.form,
        done: feedback.done,
        errors: feedback.errors,
        problem: feedback.problem,
    };
    show(feedback.status, &view)
}

fn row(words: &Words, vault: &Vault, ban: Ban, staff: &Staff, now: Time) -> BanRow {
    let reader = ban.reader.map(|reader| reader_key::of(vault, reader));
    let list = |condition: &str, value: &str| {
        let pair = [("status", "all"), (condition, value)];
        ListQuery::read(&serde_urlencoded::to_string(pair).unwrap_or_default()).href()
    };
    let all = match ban.kind {
        Kind::Reader => {
            reader.as_deref().map(|key| (Message::ban_all_of_reader(), list("author", key)))
        }
        Kind::Network => ban
            .value
            .as_deref()
            .map(|prefix| (Message::ban_all_of_network(), list("network", prefix))),
        Kind::Domain => None,
    };
    BanRow {
        id: ban.id.0,
        number: ban.id.to_string(),
        kind: match ban.kind {
            Kind::Reader => Message::ban_reader(),
            Kind::Domain => Message::ban_domain(),
            Kind::Network => Message::ban_network(),
        },
        may_lift: ban.state(now) == BanState::Active && bans::may_lift(staff, ban.kind),
        whom: reader.or(ban.value),
        effect: match ban.effect {
            Effect::Reject => Message::ban_rejects(),
            Effect::Hold => Message::ban_holds(),
            Effect::Trust => Message::ban_trusts(),
        },
        reason: ban.reason,
        who: colleague(words, ban.by.as_ref()),
        made: ban.created_at.into(),
        ends: ban.expires_at.map(Into::into),
        lifted: ban.lifted_at.map(|at| (colleague(words, ban.lifted_by.as_ref()), at.into())),
        caught_href: list("reason", &format!("ban:{}", ban.id)),
        all,
    }
}

/// The form of `POST /desk/bans`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BanForm {
    /// `domain` or `network`.
    kind: String,
    value: String,
    effect: String,
    expires_at: String,
    reason: String,
}

/// `POST /desk/bans`: bans a domain or a network. The use case checks the permission.
pub async fn add(
    app: web::Data<App>,
    request: HttpRequest,
    Moderator(staff): Moderator,
    form: DeskForm<BanForm>,
) -> Answer {
    let (now, DeskForm(sent)) = (app.clock.now(), form);
    let new = read(&sent, &app.settings().site.timezone, now);
    let FormErrors { status, errors, problem, .. } = match add_ban(&app, &staff, new, now).await {
        Ok(_) => return Ok(see_other("/desk/bans?done=ban")),
        Err(error) => FormErrors::of(error)?,
    };
    let BanForm { kind, value, effect, expires_at, reason, .. } = sent;
    let form = BanDraft { kind, value, effect, expires_at, reason };
    show_list(
        &app,
        &request,
        &staff,
        BanFilter::InState(BanState::Active),
        None,
        Feedback { status, done: None, form, errors, problem },
    )
    .await
}

/// Adds a ban that a form of the desk has parsed.
pub async fn add_ban(
    app: &web::Data<App>,
    staff: &Staff,
    new: Result<NewBan>,
    now: Time,
) -> Result<Ban> {
    let (new, staff, of) = (new?, staff.clone(), app.clone());
    app.db.write(move |conn| bans::add(conn, &of.vault, &new, &staff, now)).await
}

/// Reads the ban from the form. The API has one field for each kind of ban where the form has `kind`
/// and `value`, so faults get the names of the form's fields.
fn read(sent: &BanForm, zone: &Zone, now: Time) -> Result<NewBan> {
    let raw = RawBan {
        comment_id: None,
        reader: None,
        domain: (sent.kind == "domain").then(|| sent.value.clone()),
        network: (sent.kind == "network").then(|| sent.value.clone()),
        effect: sent.effect.clone(),
        reason: sent.reason.clone(),
        expires_at: (!sent.expires_at.is_empty()).then(|| sent.expires_at.clone()),
    };
    let in_the_form = |fault: FieldError| match fault.field {
        "comment_id" => FieldError::new("kind", "unknown", Message::fault_ban_whom()),
        "domain" | "network" => FieldError { field: "value", ..fault },
        _ => fault,
    };
    NewBan::parse(&raw, TimeFormat::Local(zone), now).map_err(|error| match error {
        Error::Invalid(faults) => Error::Invalid(faults.into_iter().map(in_the_form).collect()),
        other => other,
    })
}

/// `POST /desk/bans/{id}/lift`: lifts a ban. One that was lifted before stays as it is.
pub async fn lift(
    app: web::Data<App>,
    Moderator(staff): Moderator,
    id: web::Path<BanId>,
) -> Answer {
    let (id, now) = (*id, app.clock.now());
    app.db.write(move |conn| bans::lift(conn, id, &staff, now)).await?;
    Ok(see_other("/desk/bans?done=lift"))
}
