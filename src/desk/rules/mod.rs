//! The desk's pages about rules: plain forms, for editors.

pub mod view;

use actix_web::{HttpRequest, web};
use serde::Deserialize;
use serde_json::json;

use crate::accounts::model::Staff;
use crate::accounts::web::Editor;
use crate::app::App;
use crate::db::Connection;
use crate::desk::form::{DeskForm, Faults, Saying, version};
use crate::desk::layout::{Here, head};
use crate::desk::rules::view::{
    CaughtView, Choice, RuleForm, RulePage, RuleRow, RulesPage, TrialView, VersionRow,
};
use crate::error::{Error, Result};
use crate::ids::RuleId;
use crate::markup;
use crate::moderation;
use crate::rules::backtest::{self, Caught, Trial};
use crate::rules::import::{self, Format, Wish};
use crate::rules::web::api::DEFAULT_LAST;
use crate::rules::web::in_force;
use crate::rules::{self, RuleRecord, Version};
use crate::screening::rules::condition::{Condition, Field, Operator, Value};
use crate::screening::rules::model::{Action, Content, RawContent};
use crate::screening::rules::parse::RawCondition;
use crate::web::error::Answer;
use crate::web::idempotency::IdempotencyKey;
use crate::web::list::{self, Query};
use crate::web::page::{see_other, show as page_of};
use crate::web::view::Site;

/// Characters of a comment that a trial has caught.
const EXCERPT: usize = 120;
/// Rules on one page of the list.
const PAGE: list::Size = list::Size::fixed(50);
/// Versions shown at most; the API has the others.
const VERSIONS: i64 = 20;
/// Entries of a list that are shown in the form at most.
const SHOWN: usize = 500;

/// Which part of the list, and what the last action did.
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
    let done = query.done.as_deref().and_then(done_in_words).map(str::to_owned);
    show_list(&app, &request, &staff, query.after.as_deref(), Saying { done, ..Saying::default() })
        .await
}

async fn show_list(
    app: &web::Data<App>,
    request: &HttpRequest,
    staff: &Staff,
    after: Option<&str>,
    saying: Saying,
) -> Answer {
    let before = list::after::<RuleId>(after)?;
    let now = app.clock.now();
    let found = app.db.read(move |conn| rules::list(conn, before, PAGE.and_one(), now)).await?;
    let (found, next) = PAGE.cut(found, |last| last.rule.id);
    let next = next.map(|next| format!("/desk/rules?after={next}"));
    let site = Site::of(&app.config);
    let view = RulesPage {
        site: &site,
        staff: head(app, request, staff, Here::Rules).await?,
        rules: found.iter().map(row).collect(),
        next,
        done: saying.done,
        problem: saying.problem,
        errors: saying.errors,
    };
    page_of(saying.status, &view)
}

/// The form for a list.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ImportForm {
    format: String,
    import_action: String,
    import_name: String,
    list: String,
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
    let read = web::block(move || {
        let format = Format::parse(&sent.format)
            .ok_or_else(|| Error::invalid("format", "unknown", "Choose what the list holds"))?;
        let wish = Wish {
            name: sent.import_name,
            action: sent.import_action,
            reason: String::new(),
            enabled: true,
        };
        import::read(format, &sent.list, wish)
    });
    let made = match read.await.map_err(Error::internal)? {
        Ok(imported) => add(&app, &staff, &key, imported.content).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(id) => Ok(see_other(&format!("/desk/rules/{id}?done=imported"))),
        Err(error) => {
            let faults = Faults::of(error)?.in_fields(|field| match field {
                "name" => "import_name",
                "condition/value" | "condition" => "list",
                other => other,
            });
            show_list(&app, &request, &staff, None, faults.into()).await
        }
    }
}

/// What the last action did, and whether the rule is to be tried.
#[derive(Debug, Default, Deserialize)]
pub struct RuleQuery {
    done: Option<String>,
}

/// `GET /desk/rules/new`.
pub async fn fresh(app: web::Data<App>, request: HttpRequest, Editor(staff): Editor) -> Answer {
    let form = Draft {
        enabled: "yes".to_owned(),
        action: Action::Hold.name().to_owned(),
        ..Draft::default()
    };
    show_rule(&app, &request, &staff, None, Some(form), None, Saying::default()).await
}

/// `GET /desk/rules/{id}`.
pub async fn show(
    app: web::Data<App>,
    request: HttpRequest,
    Editor(staff): Editor,
    id: web::Path<RuleId>,
    Query(query): Query<RuleQuery>,
) -> Answer {
    let done = query.done.as_deref().and_then(done_in_words).map(str::to_owned);
    show_rule(&app, &request, &staff, Some(*id), None, None, Saying { done, ..Saying::default() })
        .await
}

/// The form of a rule.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Draft {
    version: String,
    name: String,
    field: String,
    operator: String,
    value: String,
    condition: String,
    action: String,
    reason: String,
    enabled: String,
    /// `save` or `try`.
    r#do: String,
}

/// `POST /desk/rules/new`: makes a rule, or tries it on the past.
pub async fn create(
    app: web::Data<App>,
    request: HttpRequest,
    Editor(staff): Editor,
    key: IdempotencyKey,
    form: DeskForm<Draft>,
) -> Answer {
    let DeskForm(draft) = form;
    if draft.r#do == "try" {
        return attempt(&app, &request, &staff, None, draft).await;
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
                Faults::of(error)?.in_fields(field_of).into(),
            )
            .await
        }
    }
}

/// `POST /desk/rules/{id}`: changes a rule, or tries the change on the past.
pub async fn change(
    app: web::Data<App>,
    request: HttpRequest,
    Editor(staff): Editor,
    id: web::Path<RuleId>,
    key: IdempotencyKey,
    form: DeskForm<Draft>,
) -> Answer {
    let (id, DeskForm(draft)) = (*id, form);
    if draft.r#do == "try" {
        return attempt(&app, &request, &staff, Some(id), draft).await;
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
                Faults::of(error)?.in_fields(field_of).into(),
            )
            .await
        }
    }
}

/// The button that switches a rule.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SwitchForm {
    version: String,
    enabled: String,
}

/// `POST /desk/rules/{id}/switch`: puts a rule in force, or out of it.
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
    let once = key.by_staff(&app.vault, staff.id);
    let work = move |conn: &mut Connection| {
        once.run(conn, now, |conn| {
            let before = rules::find(conn, id, now)?.rule.content;
            rules::change(conn, id, version, &Content { enabled, ..before }, actor, now)?;
            Ok((200, json!(null)))
        })
    };
    match app.db.write(work).await {
        Ok(_) => {
            in_force(&app).await;
            Ok(see_other(if enabled { "/desk/rules?done=on" } else { "/desk/rules?done=off" }))
        }
        Err(error) => {
            show_list(&app, &request, &staff, None, Faults::of(error)?.in_fields(field_of).into())
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
    let once = key.by_staff(&app.vault, staff.id);
    let work = move |conn: &mut Connection| {
        once.run(conn, now, |conn| {
            rules::remove(conn, id, version, actor, now)?;
            Ok((200, json!(null)))
        })
    };
    match app.db.write(work).await {
        Ok(_) => {
            in_force(&app).await;
            Ok(see_other("/desk/rules?done=removed"))
        }
        Err(error) => {
            show_rule(
                &app,
                &request,
                &staff,
                Some(id),
                None,
                None,
                Faults::of(error)?.in_fields(field_of).into(),
            )
            .await
        }
    }
}

async fn add(
    app: &web::Data<App>,
    staff: &Staff,
    key: &IdempotencyKey,
    content: Content,
) -> Result<i64> {
    let (now, actor) = (app.clock.now(), staff.id);
    let once = key.by_staff(&app.vault, staff.id);
    let work = move |conn: &mut Connection| {
        once.run(conn, now, |conn| {
            Ok((201, json!(rules::add(conn, &content, Some(actor), now)?.id)))
        })
    };
    let outcome = app.db.write(work).await?;
    in_force(app).await;
    outcome.body.as_i64().ok_or_else(|| Error::internal("a rule has no number"))
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
    let once = key.by_staff(&app.vault, staff.id);
    let work = move |conn: &mut Connection| {
        once.run(conn, now, |conn| {
            rules::change(conn, id, version, &content, actor, now)?;
            Ok((200, json!(null)))
        })
    };
    app.db.write(work).await?;
    in_force(app).await;
    Ok(())
}

/// Shows what the rule in the form would have caught. Nothing is saved.
async fn attempt(
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
    // Only the condition is tried; the name may come later.
    let tried = Draft { name: "-".to_owned(), reason: "-".to_owned(), ..draft.clone() };
    match parsed(tried, before).await {
        Ok(content) => {
            let trial = backtest::run(app, &content.condition, DEFAULT_LAST).await?;
            show_rule(app, request, staff, id, Some(draft), Some(trial), Saying::default()).await
        }
        Err(error) => {
            show_rule(
                app,
                request,
                staff,
                id,
                Some(draft),
                None,
                Faults::of(error)?.in_fields(field_of).into(),
            )
            .await
        }
    }
}

/// Checks a form, which may be megabytes long, where it holds up no other request.
async fn parsed(draft: Draft, before: Option<Content>) -> Result<Content> {
    web::block(move || content(draft, before)).await.map_err(Error::internal)?
}

fn content(draft: Draft, before: Option<Content>) -> Result<Content> {
    let stays = draft.condition.trim().is_empty() && draft.value.trim().is_empty();
    let kept = before
        .filter(|before| stays && entries(&before.condition).is_some_and(|count| count > SHOWN));
    let mut raw = RawContent {
        name: draft.name,
        condition: None,
        action: draft.action,
        reason: draft.reason,
        enabled: !draft.enabled.is_empty(),
    };
    if let Some(before) = kept {
        return Content::with(raw, before.condition);
    }
    raw.condition = Some(if draft.condition.trim().is_empty() {
        let lines: Vec<&str> =
            draft.value.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let value = match lines.as_slice() {
            [] => None,
            [one] => Some(json!(one)),
            many => Some(json!(many)),
        };
        RawCondition {
            field: Some(draft.field),
            operator: Some(draft.operator),
            value,
            ..RawCondition::default()
        }
    } else {
        serde_json::from_str(&draft.condition).map_err(|_| {
            Error::invalid("condition", "json", "Write the tests as JSON, or leave this empty")
        })?
    });
    Content::parse(raw)
}

/// How many entries a single test has; None for several tests.
fn entries(condition: &Condition) -> Option<usize> {
    let Condition::Test(test) = condition else { return None };
    match &test.value {
        Value::List(list) => Some(list.len()),
        Value::Text(_) | Value::Number(_) => Some(1),
    }
}

/// The field of the form in which a part of the condition is written.
fn field_of(pointer: &'static str) -> &'static str {
    match pointer {
        "condition/field" => "field",
        "condition/operator" => "operator",
        "condition/value" => "value",
        other => other,
    }
}

fn done_in_words(done: &str) -> Option<&'static str> {
    Some(match done {
        "made" => "The rule is saved. It applies to new comments.",
        "imported" => "The list is imported. It applies to new comments.",
        "changed" => "The rule is changed.",
        "on" => "The rule is in force.",
        "off" => "The rule is no longer in force.",
        "removed" => "The rule is removed.",
        _ => return None,
    })
}

async fn show_rule(
    app: &web::Data<App>,
    request: &HttpRequest,
    staff: &Staff,
    id: Option<RuleId>,
    draft: Option<Draft>,
    trial: Option<Trial>,
    saying: Saying,
) -> Answer {
    let now = app.clock.now();
    let known = match id {
        Some(id) => {
            let read = move |conn: &mut Connection| {
                Ok((rules::find(conn, id, now)?, rules::versions(conn, id, None, VERSIONS)?))
            };
            Some(app.db.read(read).await?)
        }
        None => None,
    };
    let (standing, versions) =
        known.map_or((None, Vec::new()), |(standing, versions)| (Some(standing), versions));
    let kept = standing.as_ref().and_then(|standing| entries(&standing.rule.content.condition));
    let kept = kept.filter(|count| *count > SHOWN);
    let draft = match (draft, &standing) {
        (Some(draft), _) => draft,
        (None, Some(standing)) => written(standing)?,
        (None, None) => Draft::default(),
    };
    let trial = match trial {
        Some(trial) => Some(tried(app, trial).await?),
        None => None,
    };
    let site = Site::of(&app.config);
    let view = RulePage {
        site: &site,
        staff: head(app, request, staff, Here::Rules).await?,
        rule: standing.as_ref().map(row),
        author: standing.and_then(|standing| standing.author),
        fields: Field::ALL.map(|field| choice(field.name(), field.words(), &draft.field)).to_vec(),
        operators: Operator::ALL
            .map(|operator| choice(operator.name(), operator.words(), &draft.operator))
            .to_vec(),
        actions: Action::ALL
            .map(|action| choice(action.name(), in_words(action), &draft.action))
            .to_vec(),
        form: RuleForm {
            version: draft.version,
            name: draft.name,
            reason: draft.reason,
            value: draft.value,
            condition: draft.condition,
            kept,
            enabled: !draft.enabled.is_empty(),
        },
        versions: versions.into_iter().map(version_row).collect(),
        trial,
        done: saying.done,
        errors: saying.errors,
        problem: saying.problem,
    };
    page_of(saying.status, &view)
}

/// The form as the rule is.
fn written(standing: &RuleRecord) -> Result<Draft> {
    let content = &standing.rule.content;
    let draft = Draft {
        version: standing.rule.version.to_string(),
        name: content.name.clone(),
        action: content.action.name().to_owned(),
        reason: content.reason.clone(),
        enabled: if content.enabled { "yes".to_owned() } else { String::new() },
        ..Draft::default()
    };
    let Condition::Test(test) = &content.condition else {
        let condition =
            serde_json::to_string_pretty(&content.condition).map_err(Error::internal)?;
        return Ok(Draft { condition, ..draft });
    };
    let value = match &test.value {
        Value::Number(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::List(list) if list.len() <= SHOWN => list.join("\n"),
        Value::List(_) => String::new(),
    };
    Ok(Draft {
        field: test.field.name().to_owned(),
        operator: test.operator.name().to_owned(),
        value,
        ..draft
    })
}

fn row(standing: &RuleRecord) -> RuleRow {
    let content = &standing.rule.content;
    RuleRow {
        id: standing.rule.id.0,
        version: standing.rule.version,
        name: content.name.clone(),
        summary: content.condition.summary(),
        action: content.action.name().to_owned(),
        enabled: content.enabled,
        dead: standing.dead,
        hits: standing.hits,
        last_hit: standing.last_hit.map(Into::into),
    }
}

fn version_row(version: Version) -> VersionRow {
    let content = &version.content;
    let state = if content.enabled { "" } else { ", off" };
    VersionRow {
        version: version.version,
        summary: format!("{}: {}{state}", content.action.name(), content.condition.summary()),
        who: version.by.unwrap_or_else(|| "the command line".to_owned()),
        at: version.at.into(),
    }
}

fn choice(value: &'static str, label: &str, chosen: &str) -> Choice {
    Choice { value, label: label.to_owned(), chosen: value == chosen }
}

fn in_words(action: Action) -> &'static str {
    match action {
        Action::Hold => "it is held for a decision",
        Action::Reject => "it is rejected, and its author sees the reason",
        Action::Spam => "it is marked as spam",
        Action::Publish => "it is published whatever the policy says",
        Action::Flag => "the policy decides, and a moderator reviews it afterwards",
    }
}

/// A trial as it is shown, with the first words of what was caught.
async fn tried(app: &App, trial: Trial) -> Result<TrialView> {
    let precision = trial.precision().map(|part| format!("{:.0} %", part * 100.0));
    let Trial { checked, refused, rightly, wrongly, .. } = trial;
    let (rightly, wrongly) =
        app.db.read(move |conn| Ok((shown(conn, &rightly)?, shown(conn, &wrongly)?))).await?;
    Ok(TrialView { checked, refused, precision, rightly, wrongly })
}

fn shown(conn: &mut Connection, caught: &Caught) -> Result<CaughtView> {
    let mut samples = Vec::new();
    for (id, found) in &caught.samples {
        let item = moderation::item(conn, *id)?;
        // What was deleted meanwhile has no words left.
        let words = markup::first_words(&item.html, EXCERPT);
        let words = if words.is_empty() { format!("Comment {id}") } else { words };
        samples.push((id.0, words, found.clone()));
    }
    Ok(CaughtView { count: caught.count, samples })
}
