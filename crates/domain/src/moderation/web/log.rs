//! The log in the JSON API, for editors. It is in this room because the log itself lies below
//! `accounts`, which append to it, while this handler needs `accounts` to check the permission.
#![allow(unused_qualifications, reason = "the code that utoipa writes for a query has one")]

use actix_web::{HttpRequest, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::accounts::web::Editor;
use crate::app::App;
use crate::audit;
use crate::audit::model::{Act, LogFilter, LogLine};
use crate::clock::TimeFormat;
use crate::error::{Error, FieldError, Result};
use crate::ids::{AccountId, AuditId, CommentId};
use crate::web::error::Answer;
use crate::web::list::{self, Query};
use crate::web::responses;

/// Lines in one answer, if the request gives no limit.
const DEFAULT_LIMIT: usize = 20;

/// The conditions of the list; a line must meet all.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AuditQuery {
    /// Only those about this comment.
    comment: Option<CommentId>,
    /// Only lines about acts of this account.
    actor: Option<AccountId>,
    /// Only this kind of act.
    #[param(value_type = Option<Act>)]
    act: Option<String>,
    /// Only lines of this time or later: RFC 3339 with its offset.
    #[param(example = "2026-11-22T09:30:00Z")]
    since: Option<String>,
    /// Only lines before this time: RFC 3339 with its offset.
    #[param(example = "2026-11-23T09:30:00Z")]
    until: Option<String>,
    /// How many at most; 20 if not given.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<usize>,
    /// `next` of the previous answer.
    after: Option<String>,
}

impl AuditQuery {
    fn parse(&self) -> Result<LogFilter> {
        let mut faults = Vec::new();
        let act = self.act.as_deref().and_then(|word| {
            let known = serde_json::from_value::<Act>(serde_json::Value::from(word)).ok();
            if known.is_none() {
                faults.push(FieldError::new(
                    "act",
                    "unknown",
                    "Choose one of the acts that the description lists",
                ));
            }
            known
        });
        let mut instant = |field, given: Option<&str>| {
            let read = TimeFormat::Rfc3339.parse(given?);
            read.map_err(|detail| faults.push(FieldError::new(field, "time_format", detail))).ok()
        };
        let since = instant("since", self.since.as_deref());
        let until = instant("until", self.until.as_deref());
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        let after = list::after::<AuditId>(self.after.as_deref())?;
        let LogFilter { groups, .. } = LogFilter::default();
        Ok(LogFilter { comment: self.comment, actor: self.actor, act, since, until, groups, after })
    }
}

/// A part of the log.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditList {
    /// The lines, the newest first.
    items: Vec<LogLine>,
    /// What to send as `after` for the next part; null at the end.
    next: Option<String>,
}

/// Lists the log
///
/// Decisions, edits, notes, rules, bans, accounts, tokens, sign-ins, addresses shown, exports: who
/// did what and when, the newest first. It contains no addresses. `rejoinder audit verify` proves
/// that no line was changed.
#[utoipa::path(
    get, path = "/api/v1/audit", tag = "audit", params(AuditQuery),
    responses(
        (status = 200, description = "A part of the log", body = AuditList,
            headers(("Link" = Option<String>, description = "The next part, rel=next"))),
        responses::StaffErrors, responses::ParameterErrors,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn list(
    app: web::Data<App>,
    request: HttpRequest,
    _: Editor,
    Query(query): Query<AuditQuery>,
) -> Answer {
    let size = list::Size::of(query.limit, DEFAULT_LIMIT)?;
    let filter = query.parse()?;
    let found = app.db.read(move |conn| audit::list(conn, &filter, size.query_limit())).await?;
    let (items, next) = size.take_page(found, |last| last.id);
    Ok(list::private(&app, &request, next, |next| AuditList { items, next }))
}
