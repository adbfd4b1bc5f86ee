//! `/desk/rules/filter`: the form for the filter's error rates.

pub mod view;

use actix_web::{HttpRequest, web};
use serde::Deserialize;

use crate::accounts::model::Staff;
use crate::accounts::web::Editor;
use crate::app::App;
use crate::db::Connection;
use crate::desk::filter::view::FilterPage;
use crate::desk::form::{DeskForm, Feedback};
use crate::desk::layout::{NavEntry, head};
use crate::desk::words::tenths;
use crate::error::{Error, Result};
use crate::i18n::{Message, Words};
use crate::ids::AccountId;
use crate::rules::web::filter::{FilterOut, apply_rates, present};
use crate::screening::filter::rates::Rates;
use crate::screening::filter::target_rates;
use crate::web::error::Answer;
use crate::web::form_errors::FormErrors;
use crate::web::list::Query;
use crate::web::page::{see_other, show as page_of};
use crate::web::view::Site;

/// The notice about the last action.
#[derive(Debug, Default, Deserialize)]
pub struct FilterQuery {
    done: Option<String>,
}

/// `GET /desk/rules/filter`.
pub async fn show(
    app: web::Data<App>,
    request: HttpRequest,
    Editor(staff): Editor,
    Query(query): Query<FilterQuery>,
) -> Answer {
    let done = match query.done.as_deref() {
        Some("set") => Some(Message::filter_done_set()),
        Some("clear") => Some(Message::filter_done_clear()),
        _ => None,
    };
    let words = Site::for_member(&app.settings(), staff.language).words;
    let done = done.map(|done| words.say(&done).into_owned());
    page_with(&app, &request, &staff, None, Feedback { done, ..Feedback::default() }).await
}

/// The form of `POST /desk/rules/filter`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FilterForm {
    held_per_thousand: String,
    spam_per_thousand: String,
    /// `set` or `clear`.
    r#do: String,
}

/// `POST /desk/rules/filter`: sets the rates, or restores the configured ones.
pub async fn set(
    app: web::Data<App>,
    request: HttpRequest,
    Editor(staff): Editor,
    form: DeskForm<FilterForm>,
) -> Answer {
    let DeskForm(sent) = form;
    let changed = match sent.r#do.as_str() {
        "clear" => clear(&app, staff.id).await.map(|()| "/desk/rules/filter?done=clear"),
        _ => set_rates(&app, &sent, staff.id).await.map(|()| "/desk/rules/filter?done=set"),
    };
    match changed {
        Ok(back) => {
            apply_rates(&app).await;
            Ok(see_other(back))
        }
        Err(error) => {
            let feedback = FormErrors::of(error)?.into();
            page_with(&app, &request, &staff, Some(sent), feedback).await
        }
    }
}

async fn clear(app: &App, actor: AccountId) -> Result<()> {
    let now = app.clock.now();
    let work = move |conn: &mut Connection| match target_rates::clear(conn, actor, now) {
        // If the button is pressed twice, the second request has nothing to clear.
        Err(Error::NotFound) => Ok(()),
        done => done,
    };
    app.db.write(work).await
}

async fn set_rates(app: &App, sent: &FilterForm, actor: AccountId) -> Result<()> {
    let now = app.clock.now();
    // Anything but a number gets the error for a number out of range.
    let number = |text: &str| (!text.trim().is_empty()).then(|| text.trim().parse().unwrap_or(-1));
    let rates = Rates::parse(number(&sent.held_per_thousand), number(&sent.spam_per_thousand))?;
    app.db.write(move |conn| target_rates::set(conn, rates, actor, now)).await
}

async fn page_with(
    app: &web::Data<App>,
    request: &HttpRequest,
    staff: &Staff,
    sent: Option<FilterForm>,
    feedback: Feedback,
) -> Answer {
    let out = present(app).await?;
    let (held, spam) = match sent {
        Some(sent) => (sent.held_per_thousand, sent.spam_per_thousand),
        None => (out.held_per_thousand.to_string(), out.spam_per_thousand.to_string()),
    };
    let site = Site::for_member(&app.settings(), staff.language);
    let words = &site.words;
    let view = FilterPage {
        site: &site,
        staff: head(app, request, staff, NavEntry::Filter).await?,
        on: out.on,
        effect: in_words(words, &out),
        basis: basis_in_words(words, &out),
        past: words.filter_learned(out.decided_fine, out.decided_spam).into_owned(),
        held,
        spam,
        set: out.set,
        configured: words
            .filter_back(out.configured.held_per_thousand, out.configured.spam_per_thousand)
            .into_owned(),
        done: feedback.done,
        errors: feedback.errors,
        problem: feedback.problem,
    };
    page_of(feedback.status, &view)
}

/// The basis of the thresholds, or what is still missing.
fn basis_in_words(words: &Words, out: &FilterOut) -> String {
    if !out.trained {
        return words.filter_not_enough().into_owned();
    }
    let basis = &out.basis;
    let public = words.filter_public_held(basis.public_held, basis.public);
    match basis.marked {
        0 => public.into_owned(),
        marked => format!("{public} {}", words.filter_spam_caught(basis.marked_caught, marked)),
    }
}

/// The effect of scores on comments.
fn in_words(words: &Words, out: &FilterOut) -> String {
    // Percent with one decimal place.
    let percent = |score: f64| tenths(score * 100.0);
    let said = match (out.hold_from, out.spam_from) {
        (None, _) => words.filter_no_model(),
        (Some(hold), None) => words.filter_holds_from(percent(hold)),
        (Some(hold), Some(spam)) => words.filter_holds_and_marks(percent(hold), percent(spam)),
    };
    said.into_owned()
}
