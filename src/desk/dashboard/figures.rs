//! The dashboard's numbers: comments by hour and status, times to the first decision, articles and
//! screening reasons. Counted at most once a minute per process.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;

use crate::clock::{self, Time, Zone};
use crate::db::{Connection, Db, arrivals};
use crate::desk::dashboard::store;
use crate::error::Result;
use crate::ids::{ArticleId, CommentId};
use crate::moderation::model::ArticleName;
use crate::moderation::stats;
use crate::status::Status;

const DAY: u64 = clock::DAY.as_secs();
/// How far back comments are counted by the hour.
const HOURS: usize = 48;
/// How far back decisions are.
const DAYS: usize = 30;
/// How far back articles and reasons are.
const WEEK: u64 = 7;
/// The most comments and decisions that are read, the latest first: a bound on time and memory.
const MOST: i64 = 50_000;
/// Rows in a table.
const ROWS: usize = 10;
/// The greatest age of the figures.
const KEPT: Duration = Duration::from_secs(60);

/// Everything on the dashboard.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Each of the last 48 hours of the site's clock, the oldest first, with its comments by [`Status::ALL`].
    pub hours: Vec<(Time, [u64; 5])>,
    /// Each of the last 30 days of the site's calendar with the median seconds from arrival to the first decision.
    pub days: Vec<(Time, Option<u64>)>,
    /// Articles with the most comments within 7 days.
    pub articles: Vec<(ArticleName, u64)>,
    /// The most frequent findings of screening within 7 days, by code.
    pub reasons: Vec<(String, u64)>,
}

/// The figures that were counted last.
#[derive(Default)]
pub struct RecentFigures(Mutex<Option<(Time, Arc<Figures>)>>);

impl RecentFigures {
    /// Returns the figures, at most a minute old. Requests that arrive while they are counted wait for the
    /// same ones.
    pub async fn get(&self, db: &Db, zone: &Zone, now: Time) -> Result<Arc<Figures>> {
        let mut kept = self.0.lock().await;
        if let Some((at, figures)) = &*kept
            && now.since(*at) < KEPT
        {
            return Ok(Arc::clone(figures));
        }
        let zone = zone.clone();
        let figures = Arc::new(db.read(move |conn| count(conn, &zone, now)).await?);
        *kept = Some((now, Arc::clone(&figures)));
        Ok(figures)
    }
}

/// Counts now, by the hours and days of a time zone.
pub fn count(conn: &mut Connection, zone: &Zone, now: Time) -> Result<Figures> {
    let since = now.minus(Duration::from_secs(WEEK * DAY));
    let week = CommentId(arrivals::first_since(conn, since)?);
    let comments = store::comments_from(conn, week, MOST)?;

    let mut hours: BTreeMap<Time, [u64; 5]> =
        latest(HOURS, now, |at| zone.hour_start(at)).map(|hour| (hour, [0; 5])).collect();
    let mut by_article: HashMap<ArticleId, u64> = HashMap::new();
    for (posted, status, article) in comments {
        *by_article.entry(article).or_default() += 1;
        if let Some((_, counts)) = hours.range_mut(..=posted).next_back() {
            counts[status as usize] += 1;
        }
    }

    let mut waits: BTreeMap<Time, Vec<u64>> =
        latest(DAYS, now, |at| zone.day_start(at)).map(|day| (day, Vec::new())).collect();
    let first_day = waits.keys().next().copied().unwrap_or(now);
    for (_, arrived, decided) in
        stats::first_decisions(conn, first_day, Time::from_micros(i64::MAX), MOST)?
    {
        if let Some((_, waits)) = waits.range_mut(..=decided).next_back() {
            waits.push(decided.since(arrived).as_secs());
        }
    }

    let top = most(by_article.into_iter());
    let ids: Vec<ArticleId> = top.iter().map(|(id, _)| *id).collect();
    let names: HashMap<ArticleId, ArticleName> =
        store::articles(conn, &ids)?.into_iter().map(|article| (article.id, article)).collect();
    let found = store::reasons_from(conn, week)?;
    Ok(Figures {
        hours: hours.into_iter().collect(),
        days: waits.into_iter().map(|(at, waits)| (at, median(waits))).collect(),
        articles: top
            .into_iter()
            .filter_map(|(id, count)| Some((names.get(&id)?.clone(), count)))
            .collect(),
        reasons: most(found.into_iter().map(|(code, count)| (code, count.unsigned_abs()))),
    })
}

/// The most frequent ones.
fn most<T: Ord>(counted: impl Iterator<Item = (T, u64)>) -> Vec<(T, u64)> {
    let mut counted: Vec<(T, u64)> = counted.collect();
    counted.sort_by(|(one, few), (other, many)| many.cmp(few).then_with(|| one.cmp(other)));
    counted.truncate(ROWS);
    counted
}

fn median(mut waits: Vec<u64>) -> Option<u64> {
    waits.sort_unstable();
    waits.get(waits.len() / 2).copied()
}

/// The beginnings of the last hours or days, the latest first.
fn latest(count: usize, now: Time, start: impl Fn(Time) -> Time) -> impl Iterator<Item = Time> {
    let before = move |at: &Time| Some(start(at.minus(Duration::from_secs(1))));
    // The present one begins at `now` or before.
    std::iter::successors(before(&now.plus(Duration::from_secs(1))), before).take(count)
}

/// The number of comments with a status.
pub fn of(counts: &[u64; 5], status: Status) -> u64 {
    counts[status as usize]
}
