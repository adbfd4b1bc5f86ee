//! The dashboard's numbers: comments by hour and status, times to the first decision, articles and
//! screening reasons. Counted at most once a minute per process.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;

use crate::clock::{self, Time};
use crate::db::{Connection, Db};
use crate::desk::dashboard::store;
use crate::error::Result;
use crate::ids::{ArticleId, CommentId};
use crate::moderation;
use crate::moderation::model::ArticleName;
use crate::moderation::stats;
use crate::status::Status;

const HOUR: u64 = clock::HOUR.as_secs();
const DAY: u64 = clock::DAY.as_secs();
/// How far back comments are counted by the hour.
const HOURS: u64 = 48;
/// How far back decisions are.
const DAYS: u64 = 30;
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
    /// Each of the last 48 hours, the oldest first, with its comments by [`Status::ALL`].
    pub hours: Vec<(Time, [u64; 5])>,
    /// Each of the last 30 days with the median seconds from posting to the first decision.
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
    pub async fn get(&self, db: &Db, now: Time) -> Result<Arc<Figures>> {
        let mut kept = self.0.lock().await;
        if let Some((at, figures)) = &*kept
            && now.since(*at) < KEPT
        {
            return Ok(Arc::clone(figures));
        }
        let figures = Arc::new(db.read(move |conn| count(conn, now)).await?);
        *kept = Some((now, Arc::clone(&figures)));
        Ok(figures)
    }
}

/// Counts now.
pub fn count(conn: &mut Connection, now: Time) -> Result<Figures> {
    let newest = moderation::newest(conn)?;
    let oldest = CommentId(newest.0.saturating_sub(MOST));
    let week =
        store::first_since(conn, now.minus(Duration::from_secs(WEEK * DAY)), newest)?.max(oldest);
    let comments = store::comments_from(conn, week)?;

    let mut hours: BTreeMap<i64, [u64; 5]> = BTreeMap::new();
    let this_hour = start(now, HOUR);
    for back in 0..HOURS {
        hours.insert(this_hour - seconds(back * HOUR), [0; 5]);
    }
    let mut by_article: HashMap<ArticleId, u64> = HashMap::new();
    for (posted, status, article) in comments {
        *by_article.entry(article).or_default() += 1;
        if let Some(counts) = hours.get_mut(&start(posted, HOUR)) {
            counts[status as usize] += 1;
        }
    }

    let mut waits: BTreeMap<i64, Vec<u64>> = BTreeMap::new();
    let today = start(now, DAY);
    for back in 0..DAYS {
        waits.insert(today - seconds(back * DAY), Vec::new());
    }
    for (_, posted, decided) in stats::first_decisions(
        conn,
        now.minus(Duration::from_secs(DAYS * DAY)),
        Time::from_micros(i64::MAX),
        MOST,
    )? {
        if let Some(waits) = waits.get_mut(&start(decided, DAY)) {
            waits.push(decided.since(posted).as_secs());
        }
    }

    let top = most(by_article.into_iter());
    let ids: Vec<ArticleId> = top.iter().map(|(id, _)| *id).collect();
    let names: HashMap<ArticleId, ArticleName> =
        store::articles(conn, &ids)?.into_iter().map(|article| (article.id, article)).collect();
    let found = store::reasons_from(conn, week)?;
    Ok(Figures {
        hours: hours.into_iter().map(|(at, counts)| (instant(at), counts)).collect(),
        days: waits.into_iter().map(|(at, waits)| (instant(at), median(waits))).collect(),
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

/// The beginning of the hour or day, in seconds since 1970.
fn start(at: Time, unit: u64) -> i64 {
    let unit = seconds(unit);
    at.seconds().div_euclid(unit) * unit
}

fn seconds(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn instant(at: i64) -> Time {
    Time::from_micros(at.saturating_mul(1_000_000))
}

/// The number of comments with a status.
pub fn of(counts: &[u64; 5], status: Status) -> u64 {
    counts[status as usize]
}
