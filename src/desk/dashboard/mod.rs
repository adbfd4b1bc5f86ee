//! `GET /desk/dashboard`: comments received, their decisions, and times to decision.

mod charts;
pub mod figures;
mod store;
pub mod view;

use std::borrow::Cow;
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};

use self::charts::Bar;
use self::figures::Figures;
use crate::accounts::web::Moderator;
use crate::app::App;
use crate::articles::path;
use crate::clock::{Time, Zone};
use crate::db::Connection;
use crate::desk::Desk;
use crate::desk::dashboard::view::{Chart, DashboardPage, SectionLoad, Share, Tile};
use crate::desk::layout::{NavEntry, head};
use crate::desk::request::parameter;
use crate::desk::surges;
use crate::desk::words::{self, list_name, tenths};
use crate::error::{Result, optional};
use crate::i18n::Words;
use crate::ids::RuleId;
use crate::moderation;
use crate::moderation::model::workload::{Load, SectionName};
use crate::rules;
use crate::status::Status;
use crate::web::error::Answer;
use crate::web::page::show;
use crate::web::view::Site;

/// From the bottom of a bar to its top.
const STACK: [Status; 5] =
    [Status::Approved, Status::Pending, Status::Rejected, Status::Spam, Status::Deleted];

/// `GET /desk/dashboard`.
pub async fn dashboard(
    app: web::Data<App>,
    desk: web::Data<Desk>,
    request: HttpRequest,
    Moderator(staff): Moderator,
) -> Answer {
    let now = app.clock.now();
    let zone = app.settings().site.timezone.clone();
    let figures = desk.figures.get(&app.db, &zone, now).await?;
    let codes: Vec<String> = figures.reasons.iter().map(|(code, _)| code.clone()).collect();
    let (queue, guarded, names) = app
        .db
        .read(move |conn| {
            let names: Vec<Option<NamedRule>> =
                codes.iter().map(|code| rule_named(conn, code, now)).collect::<Result<_>>()?;
            Ok((moderation::queue(conn, now)?, surges::all(conn)?, names))
        })
        .await?;
    let site = Site::for_member(&app.settings(), staff.language);
    let guards = guarded.iter().map(|surge| surges::shown(surge, &staff, now)).collect();
    let staff = head(&app, &request, &staff, NavEntry::Dashboard).await?;
    let words = &site.words;
    let view = DashboardPage {
        site: &site,
        staff,
        done: parameter(&request, "done")
            .as_deref()
            .filter(|done| *done == "surge")
            .and_then(words::done_in_words),
        guards,
        tiles: tiles(words, &queue.all, &figures, now),
        sections: queue
            .sections
            .iter()
            .map(|(section, load)| section_load(words, section.as_ref(), load, now))
            .collect(),
        received: received(words, &figures, &zone),
        took: took(words, &figures, &zone),
        articles: shares(figures.articles.iter().map(|(article, count)| {
            (article.title.clone(), Some(path::href(&article.path)), *count)
        })),
        reasons: shares(figures.reasons.iter().zip(names).map(|((code, count), found)| {
            let (name, href) = found.unwrap_or_else(|| {
                (words::code_name(words, code), format!("/desk?status=all&reason={code}"))
            });
            (name, Some(href), *count)
        })),
    };
    show(StatusCode::OK, &view)
}

/// The most important figures.
fn tiles(words: &Words, all: &Load, figures: &Figures, now: Time) -> Vec<Tile> {
    let tile = |label: Cow<'_, str>, value: String| Tile { label: label.into_owned(), value };
    let last_day = figures.hours.iter().rev().take(24).flat_map(|(_, counts)| counts).sum();
    vec![
        tile(words.dashboard_waiting(), words.number(all.count(Status::Pending))),
        tile(words.dashboard_oldest_waiting(), ago(words, all.oldest_pending, now)),
        tile(words.dashboard_median(), span(words, all.median_seconds())),
        tile(words.dashboard_received(), count(words, last_day)),
    ]
}

/// The workload of a section, or of the articles without one.
fn section_load(
    words: &Words,
    section: Option<&SectionName>,
    load: &Load,
    now: Time,
) -> SectionLoad {
    let none = || words.condition_no_section().into_owned();
    SectionLoad {
        name: section.map_or_else(none, |section| section.name.clone()),
        href: format!("/desk?section={}", section.map_or("-", |section| section.slug.as_str())),
        waiting: load.count(Status::Pending),
        oldest: ago(words, load.oldest_pending, now),
        median: span(words, load.median_seconds()),
    }
}

/// How long ago a time is, in few letters; a dash for none.
fn ago(words: &Words, since: Option<Time>, now: Time) -> String {
    let short = |since| words.say(&words::short_age(now.since(since))).into_owned();
    since.map_or_else(|| "–".to_owned(), short)
}

/// A length of time in few letters; a dash for none.
fn span(words: &Words, seconds: Option<u64>) -> String {
    let short = |seconds| words.say(&words::short_span(Duration::from_secs(seconds))).into_owned();
    seconds.map_or_else(|| "–".to_owned(), short)
}

/// The name of a rule, and the list of its comments.
type NamedRule = (String, String);

/// The rule behind a reason code, unless it is another kind of reason or was removed.
fn rule_named(conn: &mut Connection, code: &str, now: Time) -> Result<Option<NamedRule>> {
    let Some(id) = code.strip_prefix("rule:").and_then(|id| id.parse::<RuleId>().ok()) else {
        return Ok(None);
    };
    let found = optional(rules::find(conn, id, now))?;
    Ok(found.map(|found| (found.rule.content.name, format!("/desk?status=all&rule={id}"))))
}

/// A number in the digits of the language.
fn count(words: &Words, count: u64) -> String {
    words.number(count)
}

/// Comments by hour and status.
fn received(words: &Words, figures: &Figures, zone: &Zone) -> Chart {
    let name = |at: Time| format!("{:02}:{:02}", zone.at(at).hour(), zone.at(at).minute());
    let bars: Vec<Bar> = figures
        .hours
        .iter()
        .map(|(at, counts)| Bar {
            name: name(*at),
            parts: STACK.map(|status| (status.name(), figures::of(counts, status) as f64)).to_vec(),
        })
        .collect();
    let sum: u64 = figures.hours.iter().flat_map(|(_, counts)| counts).sum();
    let says = words.dashboard_chart_hours(sum, figures.hours.len());
    Chart {
        svg: charts::bars(words, &says, &bars),
        heads: STACK.map(|status| list_name(words, status).into_owned()).to_vec(),
        rows: figures
            .hours
            .iter()
            .rev()
            .filter(|(_, counts)| counts.iter().any(|count| *count > 0))
            .map(|(at, counts)| {
                let cells = STACK.map(|status| count(words, figures::of(counts, status))).to_vec();
                (format!("{} {}", words.day(*at, zone), name(*at)), cells)
            })
            .collect(),
    }
}

/// The median time to the first decision, by day.
fn took(words: &Words, figures: &Figures, zone: &Zone) -> Chart {
    let minutes = |seconds: u64| seconds as f64 / 60.0;
    let name = |at: Time| words.day(at, zone);
    let known = figures.days.iter().filter_map(|(_, seconds)| *seconds);
    // One unit for all days, so that they compare.
    let in_minutes = known.max().unwrap_or(0) < 7_200;
    let (unit, per) = match in_minutes {
        true => (words.dashboard_unit_minutes(), 1.0),
        false => (words.dashboard_unit_hours(), 60.0),
    };
    let (says, head) = match in_minutes {
        true => (words.dashboard_chart_minutes(), words.dashboard_median_minutes()),
        false => (words.dashboard_chart_in_hours(), words.dashboard_median_hours()),
    };
    let values: Vec<(String, Option<f64>)> = figures
        .days
        .iter()
        .map(|(at, seconds)| (name(*at), seconds.map(|seconds| minutes(seconds) / per)))
        .collect();
    Chart {
        svg: charts::line(words, &says, &unit, &values),
        heads: vec![head.into_owned()],
        rows: values
            .into_iter()
            .rev()
            .filter_map(|(day, value)| Some((day, vec![words.tenths(tenths(value?))])))
            .collect(),
    }
}

fn shares(counted: impl Iterator<Item = (String, Option<String>, u64)>) -> Vec<Share> {
    let counted: Vec<_> = counted.collect();
    let most = counted.iter().map(|(_, _, count)| *count).max().unwrap_or(0);
    let share = |(name, href, count): (String, Option<String>, u64)| Share {
        name,
        href,
        count: i64::try_from(count).unwrap_or(i64::MAX),
        svg: charts::share(count as f64, most as f64),
    };
    counted.into_iter().map(share).collect()
}
