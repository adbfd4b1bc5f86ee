//! `GET /desk/dashboard`: comments received, their decisions, and times to decision.

mod charts;
pub mod figures;
mod store;
pub mod view;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};

use self::charts::Bar;
use self::figures::Figures;
use crate::accounts::web::Moderator;
use crate::app::App;
use crate::articles::path;
use crate::clock::Time;
use crate::db::Connection;
use crate::desk::Desk;
use crate::desk::dashboard::view::{Chart, DashboardPage, SectionLoad, Share, Tile};
use crate::desk::layout::{NavEntry, head};
use crate::desk::request::parameter;
use crate::desk::surges;
use crate::desk::words;
use crate::error::{Result, optional};
use crate::ids::RuleId;
use crate::moderation;
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
    let figures = desk.figures.get(&app.db, now).await?;
    let codes: Vec<String> = figures.reasons.iter().map(|(code, _)| code.clone()).collect();
    let (queue, guarded, names) = app
        .db
        .read(move |conn| {
            let names: Vec<Option<NamedRule>> =
                codes.iter().map(|code| rule_named(conn, code, now)).collect::<Result<_>>()?;
            Ok((moderation::queue(conn, now)?, surges::all(conn)?, names))
        })
        .await?;
    let guards = guarded.iter().map(|surge| surges::shown(surge, &staff, now)).collect();
    let staff = head(&app, &request, &staff, NavEntry::Dashboard).await?;
    let waits = |seconds: Option<u64>| {
        seconds.map_or("–".to_owned(), |seconds| {
            words::short_span(std::time::Duration::from_secs(seconds))
        })
    };
    let all = &queue.all;
    let tiles = vec![
        Tile { label: "Waiting".to_owned(), value: all.count(Status::Pending).to_string() },
        Tile {
            label: "Oldest waiting".to_owned(),
            value: all.oldest_pending.map_or("–".to_owned(), |oldest| {
                words::short_age(now.since(oldest)).in_english()
            }),
        },
        Tile {
            label: "Median time to decision, 30 days".to_owned(),
            value: waits(all.median_seconds()),
        },
        Tile {
            label: "Received in the last 24 hours".to_owned(),
            value: figures
                .hours
                .iter()
                .rev()
                .take(24)
                .map(|(_, counts)| counts.iter().sum::<u64>())
                .sum::<u64>()
                .to_string(),
        },
    ];
    let sections = queue.sections.iter().map(|(section, load)| SectionLoad {
        name: section.as_ref().map_or("No section".to_owned(), |section| section.name.clone()),
        href: format!(
            "/desk?section={}",
            section.as_ref().map_or("-", |section| section.slug.as_str())
        ),
        waiting: load.count(Status::Pending),
        oldest: load
            .oldest_pending
            .map_or("–".to_owned(), |oldest| words::short_age(now.since(oldest)).in_english()),
        median: waits(load.median_seconds()),
    });
    let view = DashboardPage {
        site: &Site::for_staff(&app.settings()),
        staff,
        done: parameter(&request, "done")
            .as_deref()
            .filter(|done| *done == "surge")
            .and_then(words::done_in_words),
        guards,
        tiles,
        sections: sections.collect(),
        received: received(&figures),
        took: took(&figures),
        articles: shares(figures.articles.iter().map(|(article, count)| {
            (article.title.clone(), Some(path::href(&article.path)), *count)
        })),
        reasons: shares(figures.reasons.iter().zip(names).map(|((code, count), found)| {
            let (name, href) = found.unwrap_or_else(|| {
                (
                    words::capital(&code.replace(['_', ':'], " ")),
                    format!("/desk?status=all&reason={code}"),
                )
            });
            (name, Some(href), *count)
        })),
    };
    show(StatusCode::OK, &view)
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

/// Comments by hour and status.
fn received(figures: &Figures) -> Chart {
    let name = |at: Time| format!("{:02}:00", at.utc().hour());
    let bars: Vec<Bar> = figures
        .hours
        .iter()
        .map(|(at, counts)| Bar {
            name: name(*at),
            parts: STACK.map(|status| (status.name(), figures::of(counts, status) as f64)).to_vec(),
        })
        .collect();
    let sum: u64 = figures.hours.iter().flat_map(|(_, counts)| counts).sum();
    let says = format!(
        "{sum} comments in 48 hours, by the hour in which they arrived and their present status"
    );
    Chart {
        svg: charts::bars(&says, &bars),
        heads: STACK.map(|status| words::capital(status.name())).to_vec(),
        rows: figures
            .hours
            .iter()
            .rev()
            .filter(|(_, counts)| counts.iter().any(|count| *count > 0))
            .map(|(at, counts)| {
                let day = at.utc();
                let cells = STACK.map(|status| figures::of(counts, status).to_string()).to_vec();
                (format!("{} {}", day.strftime("%-d %b"), name(*at)), cells)
            })
            .collect(),
    }
}

/// The median time to the first decision, by day.
fn took(figures: &Figures) -> Chart {
    let minutes = |seconds: u64| seconds as f64 / 60.0;
    let name = |at: Time| at.utc().strftime("%-d %b").to_string();
    let known = figures.days.iter().filter_map(|(_, seconds)| *seconds);
    // One unit for all days, so that they compare.
    let (unit, per, word) = match known.max().unwrap_or(0) {
        0..7_200 => (" min", 1.0, "minutes"),
        _ => (" h", 60.0, "hours"),
    };
    let values: Vec<(String, Option<f64>)> = figures
        .days
        .iter()
        .map(|(at, seconds)| (name(*at), seconds.map(|seconds| minutes(seconds) / per)))
        .collect();
    let says = format!(
        "Median time from posting to the first decision on each of the last 30 days, in {word}"
    );
    Chart {
        svg: charts::line(&says, unit, &values),
        heads: vec![format!("Median, {word}")],
        rows: values
            .into_iter()
            .rev()
            .filter_map(|(day, value)| Some((day, vec![format!("{:.1}", value?)])))
            .collect(),
    }
}

fn shares(counted: impl Iterator<Item = (String, Option<String>, u64)>) -> Vec<Share> {
    let counted: Vec<_> = counted.collect();
    let most = counted.iter().map(|(_, _, count)| *count).max().unwrap_or(0);
    let share = |(name, href, count): (String, Option<String>, u64)| Share {
        name,
        href,
        count,
        svg: charts::share(count as f64, most as f64),
    };
    counted.into_iter().map(share).collect()
}
