//! `/desk/mentions`, for editors: which pages of other sites are listed under the articles that they link to.

pub mod view;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde::Deserialize;

use crate::accounts::web::Editor;
use crate::app::App;
use crate::desk::form::DeskForm;
use crate::desk::layout::{NavEntry, Tab, head};
use crate::desk::mentions::view::{MentionRow, MentionsPage, SentRow};
use crate::error::Error;
use crate::i18n::Message;
use crate::ids::MentionId;
use crate::mentions;
use crate::mentions::model::{Outcome, Sent, State};
use crate::web::error::Answer;
use crate::web::list::{self, Query};
use crate::web::page::{see_other, show};
use crate::web::view::Site;

/// Mentions on one page of the list.
const PAGE: list::Size = list::Size::fixed(50);

/// The lists, the one that waits first.
const STATES: [State; 3] = [State::Held, State::Approved, State::Rejected];

/// The list of notifications of other sites, by the parameter `state`.
const SENT: &str = "sent";
/// Entries of it.
const SENT_LISTED: i64 = 200;

/// The list, its part, and the last action.
#[derive(Debug, Default, Deserialize)]
pub struct MentionsQuery {
    state: Option<String>,
    after: Option<String>,
    done: Option<String>,
}

/// The list in `name`; the one that waits without a name.
fn state(name: Option<&str>) -> Result<State, Error> {
    match name {
        None | Some("") => Ok(State::Held),
        Some(name) => {
            State::parse(name).filter(|state| STATES.contains(state)).ok_or(Error::NotFound)
        }
    }
}

fn href(state: State) -> String {
    match state {
        State::Held => "/desk/mentions".to_owned(),
        other => format!("/desk/mentions?state={}", other.name()),
    }
}

/// `GET /desk/mentions`.
pub async fn list(
    app: web::Data<App>,
    request: HttpRequest,
    Editor(staff): Editor,
    Query(query): Query<MentionsQuery>,
) -> Answer {
    let is_sent = query.state.as_deref() == Some(SENT);
    let state = if is_sent { State::Held } else { state(query.state.as_deref())? };
    let before = list::after::<MentionId>(query.after.as_deref())?;
    let found =
        app.db.read(move |conn| mentions::list(conn, state, before, PAGE.query_limit())).await?;
    let sent = match is_sent {
        true => Some(app.db.read(|conn| mentions::sent(conn, SENT_LISTED)).await?),
        false => None,
    };
    let (found, next) = PAGE.take_page(found, |(last, _)| last.id);
    let site = Site::for_member(&app.settings(), staff.language);
    let words = &site.words;
    let labels = [words.mentions_held(), words.mentions_approved(), words.mentions_rejected()];
    let tabs = STATES.into_iter().zip(labels).map(|(of, label)| Tab {
        key: "",
        label: label.into_owned(),
        count: 0,
        href: href(of),
        current: of == state && !is_sent,
    });
    let sent_tab = Tab {
        key: "",
        label: words.mentions_sent().into_owned(),
        count: 0,
        href: format!("/desk/mentions?state={SENT}"),
        current: is_sent,
    };
    let view = MentionsPage {
        staff: head(&app, &request, &staff, NavEntry::Mentions).await?,
        tabs: tabs.chain([sent_tab]).collect(),
        state: state.name(),
        mentions: found
            .into_iter()
            .map(|(mention, article)| MentionRow {
                id: mention.id.0,
                title: mention.title,
                kind: mention.kind.name(),
                source: mention.source,
                article,
                at: mention.created_at.into(),
            })
            .collect(),
        next: next.map(|next| format!("/desk/mentions?state={}&after={next}", state.name())),
        is_saved: query.done.is_some(),
        sent: sent.map(|sent| sent.into_iter().map(sent_row).collect()),
        site: &site,
    };
    show(StatusCode::OK, &view)
}

fn sent_row(sent: Sent) -> SentRow {
    SentRow {
        target: sent.target,
        outcome: match sent.outcome {
            Outcome::Notified => Message::mention_told(),
            Outcome::NoEndpoint => Message::mention_no_endpoint(),
            Outcome::Failed => Message::mention_failed(),
        },
        article: sent.title,
        at: sent.at.into(),
    }
}

/// The form of `POST /desk/mentions/{id}`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    to: String,
    #[serde(default)]
    back: String,
}

/// `POST /desk/mentions/{id}`: approves or rejects a mention.
pub async fn decide(
    app: web::Data<App>,
    Editor(staff): Editor,
    id: web::Path<MentionId>,
    DeskForm(sent): DeskForm<Decision>,
) -> Answer {
    let to = State::parse(&sent.to).filter(|to| matches!(to, State::Approved | State::Rejected));
    let (to, back) = (to.ok_or(Error::NotFound)?, state(Some(&sent.back))?);
    let (id, now) = (*id, app.clock.now());
    let outdated = app.db.write(move |conn| mentions::decide(conn, id, to, &staff, now)).await?;
    app.after_commit(outdated);
    let list = href(back);
    let joint = if list.contains('?') { '&' } else { '?' };
    Ok(see_other(&format!("{list}{joint}done=saved")))
}
