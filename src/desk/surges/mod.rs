//! The surge guard at the desk: the guarded articles, the reasons, and the button that ends it.

pub mod view;

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use crate::accounts::model::{Role, Staff};
use crate::accounts::web::Editor;
use crate::app::App;
use crate::clock::Time;
use crate::config::SurgeMode;
use crate::db::Connection;
use crate::desk::form::DeskForm;
use crate::desk::queue::query::ListQuery;
use crate::desk::surges::view::SurgeGuard;
use crate::desk::words::{age, tenths};
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::ArticleId;
use crate::screening::surge;
use crate::screening::surge::model::{Cause, Surge};
use crate::web::error::Answer;
use crate::web::page::see_other;

/// The most guarded articles on a page. More articles surge at once only if something else is
/// wrong.
const SHOWN: i64 = 20;

/// The articles under guard, at most `SHOWN`.
pub fn all(conn: &mut Connection) -> Result<Vec<Surge>> {
    surge::list(conn, 0, SHOWN)
}

/// The guard on one article.
pub fn of(conn: &mut Connection, article: ArticleId) -> Result<Option<Surge>> {
    let from = surge::list(conn, article.0 - 1, 1)?;
    Ok(from.into_iter().find(|surge| surge.article == article))
}

/// The view of a guard for `staff`.
pub fn shown(surge: &Surge, staff: &Staff, now: Time) -> SurgeGuard {
    let list = ListQuery::read(&format!("article={}", surge.article));
    SurgeGuard {
        article: surge.article.0,
        title: surge.title.clone(),
        list_href: list.href(),
        does: match surge.mode {
            SurgeMode::HoldAll => Message::surge_holds(),
            SurgeMode::Slow => Message::surge_slows(),
        },
        why: why(&surge.cause),
        since: surge.since.into(),
        age: age(now.since(surge.since)),
        until: surge.until.into(),
        may_end: staff.role >= Role::Editor,
    }
}

/// The present and the usual figures.
fn why(cause: &Cause) -> Message {
    let Cause { window, comments, flags, rejections } = cause;
    Message::surge_why(
        Message::surge_count_comments(comments.now),
        Message::surge_count_flags(flags.now),
        Message::surge_count_rejections(rejections.now),
        Message::duration_minutes(window / 60),
        tenths(comments.usual),
        tenths(flags.usual),
        tenths(rejections.usual),
    )
}

/// The button.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EndForm {
    /// `dashboard`, or nothing for the list.
    page: String,
    /// The list to return to.
    back: String,
}

/// `POST /desk/surges/{id}/end`: ends the guard on an article. It is no error if it has ended already.
pub async fn end(
    app: web::Data<App>,
    Editor(staff): Editor,
    id: web::Path<ArticleId>,
    DeskForm(sent): DeskForm<EndForm>,
) -> Answer {
    let (id, now) = (*id, app.clock.now());
    match app.db.write(move |conn| surge::end(conn, id, staff.id, now)).await {
        Ok(()) => app.worker_wakeup.notify_one(),
        Err(Error::NotFound) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(back(&sent))
}

fn back(sent: &EndForm) -> HttpResponse {
    match sent.page.as_str() {
        "dashboard" => see_other("/desk/dashboard?done=surge"),
        _ => see_other(&ListQuery::read(&sent.back).with(&[("done", "surge")])),
    }
}
