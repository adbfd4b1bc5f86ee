//! `/desk/rules`: all rules, the switch of each, and the import of a list.

use actix_web::{HttpRequest, web};
use serde::Deserialize;

use super::{add, done_in_words, row, write_once};
use crate::accounts::model::Staff;
use crate::accounts::web::Editor;
use crate::app::App;
use crate::db::Connection;
use crate::desk::form::{DeskForm, Feedback, version};
use crate::desk::layout::{NavEntry, head};
use crate::desk::rules::draft::ImportForm;
use crate::desk::rules::view::RulesPage;
use crate::error::Error;
use crate::i18n::Message;
use crate::ids::RuleId;
use crate::rules;
use crate::rules::import::{self, Format, RuleOptions};
use crate::screening::rules::model::Content;
use crate::web::error::Answer;
use crate::web::form_errors::FormErrors;
use crate::web::idempotency::IdempotencyKey;
use crate::web::list::{self, Query};
use crate::web::page::{see_other, show as page_of};
use crate::web::view::Site;

/// Rules on one page of the list.
const PAGE: list::Size = list::Size::fixed(50);

/// The part of the list, and the last action.
#[derive(Debug, Default, Deserialize)]
pub struct ListQuery {
    after: Option<String>,
    done: Option<String>,
}

/// `GET /desk/rules`.
pub async fn list(
    app: web::Data<App>,
    request: HttpRequest,
    Editor(staff): Editor,
    Query(query): Query<ListQuery>,
) -> Answer {
    let words = Site::for_member(&app.settings(), staff.language).words;
    let done = done_in_words(query.done.as_deref(), &words);
    let (import, feedback) = (ImportForm::default(), Feedback { done, ..Feedback::default() });
    show_list(&app, &request, &staff, query.after.as_deref(), import, feedback).await
}

async fn show_list(
    app: &web::Data<App>,
    request: &HttpRequest,
    staff: &Staff,
    after: Option<&str>,
    import: ImportForm,
    feedback: Feedback,
) -> Answer {
    let before = list::after::<RuleId>(after)?;
    let now = app.clock.now();
    let found = app.db.read(move |conn| rules::list(conn, before, PAGE.query_limit(), now)).await?;
    let (found, next) = PAGE.take_page(found, |last| last.rule.id);
    let next = next.map(|next| format!("/desk/rules?after={next}"));
    let site = Site::for_member(&app.settings(), staff.language);
    let view = RulesPage {
        site: &site,
        staff: head(app, request, staff, NavEntry::Rules).await?,
        rules: found.iter().map(row).collect(),
        next,
        done: feedback.done,
        problem: feedback.problem,
        import,
        errors: feedback.errors,
    };
    page_of(feedback.status, &view)
}

/// `POST /desk/rules/import`: makes a rule of a list, and shows it.
pub async fn import(
    app: web::Data<App>,
    request: HttpRequest,
    Editor(staff): Editor,
    key: IdempotencyKey,
    form: DeskForm<ImportForm>,
) -> Answer {
    let DeskForm(sent) = form;
    let written = sent.clone();
    let read = web::block(move || {
        let format = Format::parse(&sent.format).ok_or_else(|| {
            Error::invalid("format", "unknown", Message::fault_rules_import_format())
        })?;
        let wish = RuleOptions {
            name: sent.import_name,
            action: sent.import_action,
            reason: String::new(),
            enabled: true,
        };
        import::parse(format, &sent.list, wish)
    });
    let made = match read.await.map_err(Error::internal)? {
        Ok(imported) => add(&app, &staff, &key, imported.content).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(id) => Ok(see_other(&format!("/desk/rules/{id}?done=imported"))),
        Err(error) => {
            let faults = FormErrors::of(error)?.with_names(|field| match field {
                "name" => "import_name",
                "condition/value" | "condition" => "list",
                other => other,
            });
            show_list(&app, &request, &staff, None, written, faults.into()).await
        }
    }
}

/// The button that switches a rule.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SwitchForm {
    pub(super) version: String,
    enabled: String,
}

/// `POST /desk/rules/{id}/switch`: enables or disables a rule.
pub async fn switch(
    app: web::Data<App>,
    request: HttpRequest,
    Editor(staff): Editor,
    id: web::Path<RuleId>,
    key: IdempotencyKey,
    form: DeskForm<SwitchForm>,
) -> Answer {
    let (id, DeskForm(sent)) = (*id, form);
    let (now, actor) = (app.clock.now(), staff.id);
    let (version, enabled) = (version(&sent.version)?, sent.enabled == "yes");
    let work = move |conn: &mut Connection| {
        let before = rules::find(conn, id, now)?.rule.content;
        rules::change(conn, id, version, &Content { enabled, ..before }, actor, now).map(drop)
    };
    match write_once(&app, &staff, &key, work).await {
        Ok(_) => {
            Ok(see_other(if enabled { "/desk/rules?done=on" } else { "/desk/rules?done=off" }))
        }
        Err(error) => {
            let feedback = FormErrors::of(error)?.into();
            show_list(&app, &request, &staff, None, ImportForm::default(), feedback).await
        }
    }
}
