//! `/desk/rules/new` and `/desk/rules/{id}`: one rule with its versions, its form, and its backtest.

use actix_web::{HttpRequest, web};
use serde::Deserialize;

use super::backtest::backtest_view;
use super::draft::{Combine, Draft, FormAction, parsed, written};
use super::list::SwitchForm;
use super::{add, done_in_words, row, rows, words, write_once};
use crate::accounts::model::Staff;
use crate::accounts::web::Editor;
use crate::app::App;
use crate::db::Connection;
use crate::desk::form::{DeskForm, Feedback, version};
use crate::desk::layout::{NavEntry, head};
use crate::desk::rules::view::{Choice, RuleForm, RulePage, VersionRow};
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::RuleId;
use crate::rules::backtest::{self, Backtest};
use crate::rules::web::api::DEFAULT_LAST;
use crate::rules::{self, Version};
use crate::screening::rules::model::Action;
use crate::web::error::Answer;
use crate::web::form_errors::FormErrors;
use crate::web::idempotency::IdempotencyKey;
use crate::web::list::Query;
use crate::web::page::{see_other, show as page_of};
use crate::web::view::Site;

/// Versions shown at most; the API has the others.
const VERSIONS: i64 = 20;

/// The last action, and whether to run a backtest.
#[derive(Debug, Default, Deserialize)]
pub struct RuleQuery {
    done: Option<String>,
}

/// `GET /desk/rules/new`.
pub async fn fresh(app: web::Data<App>, request: HttpRequest, Editor(staff): Editor) -> Answer {
    let draft = Draft { enabled: true, action: Action::Hold.name().to_owned(), ..Draft::default() };
    show_rule(&app, &request, &staff, None, Some(draft), None, Feedback::default()).await
}

/// `GET /desk/rules/{id}`.
pub async fn show(
    app: web::Data<App>,
    request: HttpRequest,
    Editor(staff): Editor,
    id: web::Path<RuleId>,
    Query(query): Query<RuleQuery>,
) -> Answer {
    let words = Site::for_member(&app.settings(), staff.language).words;
    let done = done_in_words(query.done.as_deref(), &words);
    let feedback = Feedback { done, ..Feedback::default() };
    show_rule(&app, &request, &staff, Some(*id), None, None, feedback).await
}

/// `POST /desk/rules/new`: creates a rule, shows its backtest, or shows the form with more or fewer rows.
pub async fn create(
    app: web::Data<App>,
    request: HttpRequest,
    Editor(staff): Editor,
    key: IdempotencyKey,
    form: DeskForm<Draft>,
) -> Answer {
    let DeskForm(mut draft) = form;
    match FormAction::of(&mut draft) {
        FormAction::Save => {}
        FormAction::Backtest => return show_backtest(&app, &request, &staff, None, draft).await,
        FormAction::Rows => {
            let feedback = Feedback::default();
            return show_rule(&app, &request, &staff, None, Some(draft), None, feedback).await;
        }
    }
    let made = match parsed(draft.clone(), None).await {
        Ok(content) => add(&app, &staff, &key, content).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(id) => Ok(see_other(&format!("/desk/rules/{id}?done=made"))),
        Err(error) => {
            show_rule(
                &app,
                &request,
                &staff,
                None,
                Some(draft),
                None,
                FormErrors::of(error)?.into(),
            )
            .await
        }
    }
}

/// `POST /desk/rules/{id}`: changes a rule, shows the backtest of the change, or shows the form with more
/// or fewer rows.
pub async fn change(
    app: web::Data<App>,
    request: HttpRequest,
    Editor(staff): Editor,
    id: web::Path<RuleId>,
    key: IdempotencyKey,
    form: DeskForm<Draft>,
) -> Answer {
    let (id, DeskForm(mut draft)) = (*id, form);
    match FormAction::of(&mut draft) {
        FormAction::Save => {}
        FormAction::Backtest => {
            return show_backtest(&app, &request, &staff, Some(id), draft).await;
        }
        FormAction::Rows => {
            let feedback = Feedback::default();
            return show_rule(&app, &request, &staff, Some(id), Some(draft), None, feedback).await;
        }
    }
    match save(&app, &staff, &key, id, draft.clone()).await {
        Ok(()) => Ok(see_other(&format!("/desk/rules/{id}?done=changed"))),
        Err(error) => {
            show_rule(
                &app,
                &request,
                &staff,
                Some(id),
                Some(draft),
                None,
                FormErrors::of(error)?.into(),
            )
            .await
        }
    }
}

/// `POST /desk/rules/{id}/remove`.
pub async fn remove(
    app: web::Data<App>,
    request: HttpRequest,
    Editor(staff): Editor,
    id: web::Path<RuleId>,
    key: IdempotencyKey,
    form: DeskForm<SwitchForm>,
) -> Answer {
    let (id, DeskForm(sent)) = (*id, form);
    let (now, actor, version) = (app.clock.now(), staff.id, version(&sent.version)?);
    let work = move |conn: &mut Connection| rules::remove(conn, id, version, actor, now).map(drop);
    match write_once(&app, &staff, &key, work).await {
        Ok(_) => Ok(see_other("/desk/rules?done=removed")),
        Err(error) => {
            show_rule(&app, &request, &staff, Some(id), None, None, FormErrors::of(error)?.into())
                .await
        }
    }
}

async fn save(
    app: &web::Data<App>,
    staff: &Staff,
    key: &IdempotencyKey,
    id: RuleId,
    draft: Draft,
) -> Result<()> {
    let (now, actor, version) = (app.clock.now(), staff.id, version(&draft.version)?);
    let before = app.db.read(move |conn| rules::find(conn, id, now)).await?.rule.content;
    let content = parsed(draft, Some(before)).await?;
    let work = move |conn: &mut Connection| {
        rules::change(conn, id, version, &content, actor, now).map(drop)
    };
    write_once(app, staff, key, work).await.map(drop)
}

/// Shows the result of a backtest of the rule in the form. Nothing is saved.
async fn show_backtest(
    app: &web::Data<App>,
    request: &HttpRequest,
    staff: &Staff,
    id: Option<RuleId>,
    draft: Draft,
) -> Answer {
    let now = app.clock.now();
    let before = match id {
        Some(id) => Some(app.db.read(move |conn| rules::find(conn, id, now)).await?.rule.content),
        None => None,
    };
    // Only the condition is tested; name and reason may still be empty.
    let tried = Draft { name: "-".to_owned(), reason: "-".to_owned(), ..draft.clone() };
    match parsed(tried, before).await {
        Ok(content) => {
            let result = backtest::run(app, &content.condition, DEFAULT_LAST).await?;
            show_rule(app, request, staff, id, Some(draft), Some(result), Feedback::default()).await
        }
        Err(error) => {
            show_rule(app, request, staff, id, Some(draft), None, FormErrors::of(error)?.into())
                .await
        }
    }
}

async fn show_rule(
    app: &web::Data<App>,
    request: &HttpRequest,
    staff: &Staff,
    id: Option<RuleId>,
    draft: Option<Draft>,
    result: Option<Backtest>,
    feedback: Feedback,
) -> Answer {
    let (record, versions) = match id {
        Some(id) => {
            let now = app.clock.now();
            let read = move |conn: &mut Connection| {
                Ok((rules::find(conn, id, now)?, rules::versions(conn, id, None, VERSIONS)?))
            };
            let (record, versions) = app.db.read(read).await?;
            (Some(record), versions)
        }
        None => (None, Vec::new()),
    };
    let draft = match (draft, &record) {
        (Some(draft), _) => draft,
        (None, Some(record)) => written(record)?,
        (None, None) => Draft::default(),
    };
    let mut feedback = feedback;
    for error in feedback.errors.iter_mut().filter(|error| error.code == "operator") {
        // The API's detail has the names of the tests that fit.
        error.detail = Message::fault_rule_operator();
    }
    let before = record.as_ref().map(|record| &record.rule.content.condition);
    let parts = rows::parts(&draft, before, &feedback.errors, result.as_ref());
    let json = before.map(serde_json::to_string_pretty).transpose().map_err(Error::internal)?;
    let backtest = match result {
        Some(result) => Some(backtest_view(app, result).await?),
        None => None,
    };
    let site = Site::for_member(&app.settings(), staff.language);
    let view = RulePage {
        site: &site,
        staff: head(app, request, staff, NavEntry::Rules).await?,
        here: match id {
            Some(id) => format!("/desk/rules/{id}"),
            None => "/desk/rules/new".to_owned(),
        },
        rule: record.as_ref().map(row),
        author: record.and_then(|record| record.author),
        all_fields: rows::fields(),
        operators: rows::operators(),
        actions: actions(&draft.action),
        form: RuleForm {
            version: draft.version,
            name: draft.name,
            reason: draft.reason,
            all: draft.combine == Combine::All,
            parts,
            json,
            enabled: draft.enabled,
        },
        versions: versions.into_iter().map(version_row).collect(),
        backtest,
        done: feedback.done,
        errors: feedback.errors,
        problem: feedback.problem,
    };
    page_of(feedback.status, &view)
}

fn actions(chosen: &str) -> Vec<Choice> {
    let choice = |action: Action| Choice {
        value: action.name(),
        label: words::action_sentence(action),
        chosen: action.name() == chosen,
    };
    Action::ALL.map(choice).to_vec()
}

fn version_row(version: Version) -> VersionRow {
    let content = &version.content;
    let (action, condition) = (words::action(content.action), content.condition.summary());
    VersionRow {
        version: version.version.to_string(),
        summary: match content.enabled {
            true => Message::rule_version_action(action, condition),
            false => Message::rule_version_off(action, condition),
        },
        who: version.by,
        at: version.at.into(),
    }
}
