//! `/desk/log`: who did what and when, with a filter. Editors see decisions, rules and articles,
//! admins also accounts and sign-ins. The API has the same lines; `rejoinder audit export` writes them
//! so that they can be verified.

pub(super) mod sentence;
pub mod view;

use std::collections::HashMap;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde::Deserialize;

use crate::accounts;
use crate::accounts::model::{Role, Staff};
use crate::accounts::web::Editor;
use crate::app::App;
use crate::articles;
use crate::articles::listing::{Filter, Start};
use crate::audit;
use crate::audit::model::{ActGroup, LogFilter, LogLine};
use crate::clock::{TimeFormat, Zone};
use crate::config::reasons::ReasonCode;
use crate::db::Connection;
use crate::desk::layout::{NavEntry, head};
use crate::desk::log::sentence::Names;
use crate::desk::log::view::{LogDraft, LogPage, LogRow};
use crate::desk::words::code_names;
use crate::error::{Error, FieldError, Result};
use crate::i18n::{Message, Words};
use crate::ids::{AccountId, ArticleId, AuditId, CommentId};
use crate::web::error::Answer;
use crate::web::form_errors::FormErrors;
use crate::web::list::{self, Query};
use crate::web::page::show as page_of;
use crate::web::view::Site;

/// Lines on one page.
const PAGE: list::Size = list::Size::fixed(50);
/// People that are offered at most.
const PEOPLE: i64 = 500;

/// The conditions; a line must meet all.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct LogQuery {
    actor: String,
    /// The name of an [`ActGroup`].
    kind: String,
    comment: String,
    since: String,
    until: String,
    after: String,
}

impl LogQuery {
    /// The filter for a member who sees these `groups`.
    fn parse(&self, groups: &'static [ActGroup], zone: &Zone) -> Result<LogFilter> {
        let mut faults = Vec::new();
        let mut number = |field, text: &str| match text.trim() {
            "" => None,
            text => {
                let read = text.parse::<i64>().ok();
                if read.is_none() {
                    let most = u64::try_from(i64::MAX).unwrap_or(u64::MAX);
                    faults.push(FieldError::new(
                        field,
                        "number",
                        Message::setting_number(1u64, most),
                    ));
                }
                read
            }
        };
        let actor = number("actor", &self.actor).map(AccountId);
        let comment = number("comment", &self.comment).map(CommentId);
        let mut instant = |field, text: &str| match text.trim() {
            "" => None,
            text => TimeFormat::Local(zone)
                .parse(text)
                .map_err(|detail| faults.push(FieldError::new(field, "time_format", detail)))
                .ok(),
        };
        let since = instant("since", &self.since);
        let until = instant("until", &self.until);
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        let chosen = ActGroup::parse(&self.kind).filter(|kind| groups.contains(kind));
        Ok(LogFilter {
            actor,
            comment,
            since,
            until,
            groups: chosen.map_or(groups, ActGroup::alone),
            after: list::after::<AuditId>(Some(self.after.as_str()).filter(|it| !it.is_empty()))?,
            ..LogFilter::default()
        })
    }

    /// The conditions as a query, without the place in the list.
    fn conditions(&self) -> String {
        let pairs = [
            ("actor", &self.actor),
            ("kind", &self.kind),
            ("comment", &self.comment),
            ("since", &self.since),
            ("until", &self.until),
        ];
        let set = pairs.into_iter().filter(|(_, value)| !value.is_empty());
        serde_urlencoded::to_string(set.collect::<Vec<_>>()).unwrap_or_default()
    }
}

/// The groups of acts that a member sees.
fn groups(staff: &Staff) -> &'static [ActGroup] {
    match staff.role {
        Role::Admin => &ActGroup::ALL,
        _ => &[ActGroup::Comments, ActGroup::Articles, ActGroup::Screening, ActGroup::Settings],
    }
}

/// `GET /desk/log`.
pub async fn show(
    app: web::Data<App>,
    request: HttpRequest,
    Editor(staff): Editor,
    Query(query): Query<LogQuery>,
) -> Answer {
    let settings = app.settings();
    let groups = groups(&staff);
    let (filter, errors) = match query.parse(groups, &settings.site.timezone) {
        Ok(filter) => (Some(filter), FormErrors::default()),
        Err(error) => (None, FormErrors::of(error)?),
    };
    let load = move |conn: &mut Connection| {
        let people = accounts::list(conn, 0, PEOPLE)?;
        let lines = match &filter {
            Some(filter) => audit::list(conn, filter, PAGE.query_limit())?,
            None => Vec::new(),
        };
        let articles = titles(conn, &lines)?;
        Ok((people, lines, articles))
    };
    let (people, lines, articles) = app.db.read(load).await?;
    let (lines, next) = PAGE.take_page(lines, |last| last.id);
    let names = Names {
        articles,
        people: people.iter().map(|person| (person.id.0, person.name.clone())).collect(),
    };
    let site = Site::for_member(&settings, staff.language);
    let conditions = query.conditions();
    let say = |message: Message| site.words.say(&message).into_owned();
    let view = LogPage {
        staff: head(&app, &request, &staff, NavEntry::Log).await?,
        filter: LogDraft {
            is_set: !conditions.is_empty(),
            comment: query.comment.clone(),
            since: query.since.clone(),
            until: query.until.clone(),
        },
        people: people
            .into_iter()
            .map(|person| (person.id.0, person.name, person.id.to_string() == query.actor))
            .collect(),
        kinds: groups
            .iter()
            .map(|kind| (kind.name(), say(sentence::group(*kind)), kind.name() == query.kind))
            .collect(),
        lines: lines.into_iter().map(|line| row(&site.words, line, &names, staff.role)).collect(),
        older: next.map(|next| match conditions.as_str() {
            "" => format!("/desk/log?after={next}"),
            conditions => format!("/desk/log?{conditions}&after={next}"),
        }),
        api_href: api_href(&query),
        errors: errors.errors,
        problem: errors.problem,
        site: &site,
    };
    let status = if view.errors.is_empty() { StatusCode::OK } else { errors.status };
    page_of(status, &view)
}

/// The lines of the same person and comment in the API, whose times have another format.
fn api_href(query: &LogQuery) -> String {
    let pairs = [("actor", &query.actor), ("comment", &query.comment)];
    let set = pairs.into_iter().filter(|(_, value)| value.trim().parse::<i64>().is_ok());
    match serde_urlencoded::to_string(set.collect::<Vec<_>>()).unwrap_or_default().as_str() {
        "" => "/api/v1/audit?limit=100".to_owned(),
        conditions => format!("/api/v1/audit?{conditions}&limit=100"),
    }
}

/// The headlines of the articles that the lines concern.
fn titles(conn: &mut Connection, lines: &[LogLine]) -> Result<HashMap<i64, String>> {
    let mut among: Vec<ArticleId> = lines.iter().filter_map(sentence::article).collect();
    among.sort_unstable();
    among.dedup();
    let limit = i64::try_from(among.len()).map_err(Error::internal)?;
    let filter = Filter { among: Some(among), ..Filter::default() };
    let found = articles::list(conn, &filter, Start::Beginning, limit)?;
    Ok(found.into_iter().map(|article| (article.id.0, article.title)).collect())
}

fn row(words: &Words, line: LogLine, names: &Names, role: Role) -> LogRow {
    LogRow {
        id: line.id.0,
        at: line.at.into(),
        sentence: sentence::of(words, &line),
        objects: sentence::objects(words, &line, names, role),
        reason: reason(words, &line),
        code: sentence::code(&line),
        note: line.note,
    }
}

/// The reason of a decision, as the desk's buttons call it; for one of the program, what screening found.
fn reason(words: &Words, line: &LogLine) -> Option<String> {
    let code = line.reason.as_deref()?;
    Some(match ReasonCode::parse(code) {
        Some(reason) => words.say(&reason.label()).into_owned(),
        None => code_names(words, code),
    })
}
