//! Rules in the JSON API. A change applies to comments posted after its response.
#![allow(unused_qualifications, reason = "the code that utoipa writes for a query has one")]

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde_json::Value;

use super::reload_rules;
use super::shapes::{
    BacktestOut, BacktestRequest, ConditionBacktestRequest, ImportOut, ImportRequest, NewRule,
    RuleChange, RuleList, RuleOut, VersionList, VersionOut, VersionQuery, version_missing,
};
use crate::accounts::web::Editor;
use crate::app::App;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::RuleId;
use crate::rules::backtest;
use crate::rules::import::{self, Format, RuleOptions};
use crate::rules::{self, RuleRecord};
use crate::screening::rules::condition::Condition;
use crate::web::error::Answer;
use crate::web::idempotency::IdempotencyKey;
use crate::web::json::{Json, private};
use crate::web::list::{self, PageQuery, Query};
use crate::web::responses;

/// The default number of comments that a backtest tests.
pub const DEFAULT_LAST: usize = 5_000;

/// Lists the screening rules
///
/// Newest first, with their hits. A rule that is enabled for 90 days without a hit is called dead.
#[utoipa::path(
    get, path = "/api/v1/rules", tag = "rules", params(PageQuery),
    responses(
        (status = 200, description = "A part of the list", body = RuleList,
            headers(("Link" = Option<String>, description = "The next part, rel=next"))),
        responses::StaffErrors, responses::ParameterErrors,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn list(
    app: web::Data<App>,
    request: HttpRequest,
    _: Editor,
    Query(part): Query<PageQuery>,
) -> Answer {
    let size = part.size()?;
    let before = part.after::<RuleId>()?;
    let now = app.clock.now();
    let found = app.db.read(move |conn| rules::list(conn, before, size.query_limit(), now)).await?;
    let (found, next) = size.take_page(found, |last| last.rule.id);
    let items = found.into_iter().map(RuleOut::short).collect::<Result<_>>()?;
    Ok(list::private(&app, &request, next, |next| RuleList { items, next }))
}

/// Creates a screening rule
///
/// Text, words and lists are compared by their appearance: ignoring case, accents, width, style,
/// look-alike characters of other scripts and invisible characters. The rule applies to new
/// comments.
#[utoipa::path(
    post, path = "/api/v1/rules", tag = "rules", request_body = NewRule,
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a retry the same rule: 1 to 255 visible ASCII characters")),
    responses(
        (status = 201, description = "The new rule", body = RuleOut,
            headers(("Location" = String, description = "Where the API shows it"))),
        responses::StaffErrors, responses::BodyErrors,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn create(
    app: web::Data<App>,
    editor: Editor,
    key: IdempotencyKey,
    new: Json<NewRule>,
) -> Answer {
    let Editor(staff) = editor;
    let now = app.clock.now();
    let check = async |new: NewRule| parse_blocking(move || new.content()).await;
    let content = new.check_async(check).await?;
    let once = key.by_staff(&app.vault, staff.id);
    let work = move |conn: &mut Connection| {
        once.run(conn, now, |conn| {
            let rule = rules::add(conn, &content, Some(staff.id), now)?;
            Ok((201, short(rules::find(conn, rule.id, now)?)?))
        })
    };
    let outcome = app.db.write(work).await?;
    reload_rules(&app).await;
    let base = &app.config.server.base_url;
    Ok(outcome.answer_at(&format!("{base}/api/v1/rules/{}", outcome.body["id"]))?)
}

/// Shows a screening rule
///
/// With its full condition and its hits.
#[utoipa::path(
    get, path = "/api/v1/rules/{id}", tag = "rules",
    params(("id" = RuleId, Path, description = "The rule's number")),
    responses(
        (status = 200, description = "The rule", body = RuleOut),
        responses::StaffErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn show(app: web::Data<App>, _: Editor, id: web::Path<RuleId>) -> Answer {
    let (id, now) = (*id, app.clock.now());
    let record = app.db.read(move |conn| rules::find(conn, id, now)).await?;
    Ok(private(&RuleOut::whole(record)))
}

/// Changes a screening rule
///
/// Missing fields change nothing. Each change creates a new version; 409 `stale_version` if
/// somebody else has changed the rule.
#[utoipa::path(
    patch, path = "/api/v1/rules/{id}", tag = "rules", request_body = RuleChange,
    params(
        ("id" = RuleId, Path, description = "The rule's number"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a retry the same change: 1 to 255 visible ASCII characters"),
    ),
    responses(
        (status = 200, description = "The rule as it is now", body = RuleOut),
        responses::StaffErrors, responses::BodyErrors, responses::NotFound, responses::Conflict,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn change(
    app: web::Data<App>,
    editor: Editor,
    id: web::Path<RuleId>,
    key: IdempotencyKey,
    change: Json<RuleChange>,
) -> Answer {
    let (Editor(staff), id) = (editor, *id);
    let now = app.clock.now();
    let check = async |change: RuleChange| {
        // If the rule changes after this read, the change is refused below for its version.
        let before = app.db.read(move |conn| rules::find(conn, id, now)).await?;
        parse_blocking(move || {
            let version = change.version.ok_or_else(version_missing);
            both(version, change.over(&before.rule.content))
        })
        .await
    };
    let (version, content) = change.check_async(check).await?;
    let once = key.by_staff(&app.vault, staff.id);
    let work = move |conn: &mut Connection| {
        once.run(conn, now, |conn| {
            rules::change(conn, id, version, &content, staff.id, now)?;
            Ok((200, short(rules::find(conn, id, now)?)?))
        })
    };
    let outcome = app.db.write(work).await?;
    reload_rules(&app).await;
    Ok(outcome.answer())
}

/// Removes a screening rule
///
/// It no longer applies and is not listed; comments that it has matched keep their finding. 409
/// `stale_version` if somebody else has changed the rule.
#[utoipa::path(
    delete, path = "/api/v1/rules/{id}", tag = "rules",
    params(
        ("id" = RuleId, Path, description = "The rule's number"),
        VersionQuery,
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a retry the same removal: 1 to 255 visible ASCII characters"),
    ),
    responses(
        (status = 204, description = "The rule was removed"),
        responses::StaffErrors, responses::ParameterErrors, responses::NotFound, responses::Conflict,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn remove(
    app: web::Data<App>,
    editor: Editor,
    id: web::Path<RuleId>,
    key: IdempotencyKey,
    Query(seen): Query<VersionQuery>,
) -> Answer {
    let (Editor(staff), id) = (editor, *id);
    let now = app.clock.now();
    let version = seen.version.ok_or_else(version_missing)?;
    let once = key.by_staff(&app.vault, staff.id);
    let work = move |conn: &mut Connection| {
        once.write(conn, now, StatusCode::NO_CONTENT, |conn| {
            rules::remove(conn, id, version, staff.id, now)?;
            Ok(())
        })
    };
    let outcome = app.db.write(work).await?;
    reload_rules(&app).await;
    Ok(outcome.answer())
}

/// Lists the versions of a screening rule
///
/// Newest first.
#[utoipa::path(
    get, path = "/api/v1/rules/{id}/versions", tag = "rules",
    params(("id" = RuleId, Path, description = "The rule's number"), PageQuery),
    responses(
        (status = 200, description = "A part of the list", body = VersionList,
            headers(("Link" = Option<String>, description = "The next part, rel=next"))),
        responses::StaffErrors, responses::ParameterErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn versions(
    app: web::Data<App>,
    request: HttpRequest,
    _: Editor,
    id: web::Path<RuleId>,
    Query(part): Query<PageQuery>,
) -> Answer {
    let id = *id;
    let size = part.size()?;
    let before = part.after::<i64>()?;
    let found =
        app.db.read(move |conn| rules::versions(conn, id, before, size.query_limit())).await?;
    let (found, next) = size.take_page(found, |last| last.version);
    let items = found.into_iter().map(VersionOut::new).collect::<Result<_>>()?;
    Ok(list::private(&app, &request, next, |next| VersionList { items, next }))
}

/// Backtests a rule
///
/// Counts the matches among the newest approved, rejected and spam comments: right ones, which are
/// rejected or spam, and wrong ones, which are approved. Nothing is changed.
#[utoipa::path(
    post, path = "/api/v1/rules/{id}/backtest", tag = "rules", request_body = BacktestRequest,
    params(("id" = RuleId, Path, description = "The rule's number")),
    responses(
        (status = 200, description = "The result of the backtest", body = BacktestOut),
        responses::StaffErrors, responses::BodyErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn backtest(
    app: web::Data<App>,
    _: Editor,
    id: web::Path<RuleId>,
    request: Json<BacktestRequest>,
) -> Answer {
    let (id, now) = (*id, app.clock.now());
    let last = request.check(|request| last(request.last))?;
    let record = app.db.read(move |conn| rules::find(conn, id, now)).await?;
    let result = backtest::run(&app, &record.rule.content.condition, last).await?;
    Ok(private(&BacktestOut::from(result)))
}

/// Backtests a condition
///
/// As for a rule, before it is created.
#[utoipa::path(
    post, path = "/api/v1/rules/backtest", tag = "rules", request_body = ConditionBacktestRequest,
    responses(
        (status = 200, description = "The result of the backtest", body = BacktestOut),
        responses::StaffErrors, responses::BodyErrors,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn backtest_condition(
    app: web::Data<App>,
    _: Editor,
    request: Json<ConditionBacktestRequest>,
) -> Answer {
    let check = async |request: ConditionBacktestRequest| {
        let condition = request.condition.unwrap_or_default();
        let condition =
            parse_blocking(move || Condition::parse(condition).map_err(Error::Invalid)).await;
        both(last(request.last), condition)
    };
    let (last, condition) = request.check_async(check).await?;
    let result = backtest::run(&app, &condition, last).await?;
    Ok(private(&BacktestOut::from(result)))
}

/// Creates a rule from a list
///
/// `wordpress`: the content of "Comment Moderation" or "Disallowed Comment Keys", searched in text,
/// name, website, address and network. `domains`: one domain per line, searched in the address, the
/// website and links.
#[utoipa::path(
    post, path = "/api/v1/rules/import", tag = "rules", request_body = ImportRequest,
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a retry the same rule: 1 to 255 visible ASCII characters")),
    responses(
        (status = 201, description = "The new rule", body = ImportOut),
        responses::StaffErrors, responses::BodyErrors,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn import(
    app: web::Data<App>,
    editor: Editor,
    key: IdempotencyKey,
    request: Json<ImportRequest>,
) -> Answer {
    let Editor(staff) = editor;
    let now = app.clock.now();
    let check = async |request: ImportRequest| {
        let format = request.format.as_deref().and_then(Format::parse);
        let list = request.list.unwrap_or_default();
        let options = RuleOptions {
            name: request.name.unwrap_or_default(),
            action: request.action.unwrap_or_default(),
            reason: request.reason.unwrap_or_default(),
            enabled: request.enabled.unwrap_or(true),
        };
        // The other fields of a list of unknown format are checked as those of a list of words.
        let assumed = format.unwrap_or(Format::Wordpress);
        let imported = parse_blocking(move || import::parse(assumed, &list, options)).await;
        let format = format
            .ok_or_else(|| Error::invalid("format", "unknown", "Choose wordpress or domains"));
        both(format, imported)
    };
    let (_, imported) = request.check_async(check).await?;
    let once = key.by_staff(&app.vault, staff.id);
    let work = move |conn: &mut Connection| {
        once.write(conn, now, StatusCode::CREATED, |conn| {
            let rule = rules::add(conn, &imported.content, Some(staff.id), now)?;
            let rule = RuleOut::short(rules::find(conn, rule.id, now)?)?;
            Ok(ImportOut { rule, entries: imported.entries, skipped: imported.skipped })
        })
    };
    let outcome = app.db.write(work).await?;
    reload_rules(&app).await;
    Ok(outcome.answer())
}

/// Parses input that may be megabytes long on a blocking thread, so that other requests are not
/// delayed.
async fn parse_blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    web::block(work).await.map_err(Error::internal)?
}

/// Both results, or the faults of both.
fn both<A, B>(first: Result<A>, second: Result<B>) -> Result<(A, B)> {
    match (first, second) {
        (Ok(first), Ok(second)) => Ok((first, second)),
        (Err(Error::Invalid(mut faults)), Err(Error::Invalid(others))) => {
            faults.extend(others);
            Err(Error::Invalid(faults))
        }
        (Err(error), _) | (_, Err(error)) => Err(error),
    }
}

/// The number of comments that a backtest tests.
fn last(requested: Option<usize>) -> Result<usize> {
    let last = requested.unwrap_or(DEFAULT_LAST);
    if (1..=backtest::MOST).contains(&last) {
        return Ok(last);
    }
    Err(Error::invalid("last", "out_of_range", format!("Read 1 to {} comments", backtest::MOST)))
}

fn short(record: RuleRecord) -> Result<Value> {
    serde_json::to_value(RuleOut::short(record)?).map_err(Error::internal)
}
