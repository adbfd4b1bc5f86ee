//! The surge guard: when comments, flags or rejections on one article rise far above the usual, it
//! opens a surge for the article, mails the editors, and ends the surge when the article is calm
//! again.
//!
//! The phases of screening apply the surge to new comments; they read the table `surges`.

pub mod model;
mod store;

use std::time::Duration;

use serde_json::json;

use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::clock::{DAY, Time};
use crate::config::{self, SurgeMode};
use crate::db::{Connection, Db, arrivals, dialect};
use crate::error::{Error, Result};
use crate::ids::{AccountId, ArticleId};
use crate::queue::{self, Job};
use crate::screening::surge::model::{Cause, Figures, Surge, as_float};

/// Open surges that are read at most.
const MOST: i64 = 1000;
/// The lock under which surges are opened and ended.
const GUARD: &[u8] = b"\0surges\0";

/// A change of an article's surge.
enum SurgeChange {
    Begin { article: ArticleId, mode: SurgeMode, cause: Cause },
    Prolong { article: ArticleId },
    End { article: ArticleId, cause: Cause },
}

/// Counts recent events, and opens or ends surges. Returns whether it changed any, so that there is
/// mail to send.
pub async fn check(db: &Db, settings: &config::Surge, now: Time) -> Result<bool> {
    let (settings, calm) = (settings.clone(), settings.calm);
    let changes = db.read(move |conn| changes(conn, &settings, now)).await?;
    if changes.is_empty() {
        return Ok(false);
    }
    db.write(move |conn| apply(conn, &changes, calm, now)).await?;
    Ok(true)
}

/// Articles with an open surge and numbers above `after`.
pub fn list(conn: &mut Connection, after: i64, limit: i64) -> Result<Vec<Surge>> {
    store::list(conn, after, limit)
}

/// Ends an article's surge by hand. The guard does not open a new one before `surge.calm` has
/// passed.
///
/// # Errors
/// [`Error::NotFound`] if the article has no open surge.
pub fn end(conn: &mut Connection, article: ArticleId, actor: AccountId, now: Time) -> Result<()> {
    dialect::serialize_on(conn, GUARD)?;
    if !store::delete(conn, article)? {
        return Err(Error::NotFound);
    }
    log_and_notify(
        conn,
        Entry { detail: Some(json!({ "article": article })), ..Entry::by(actor, Act::SurgeEnds) },
        now,
    )
}

fn changes(conn: &mut Connection, settings: &config::Surge, now: Time) -> Result<Vec<SurgeChange>> {
    let open = store::list(conn, 0, MOST)?;
    let Some(mode) = settings.mode else {
        // The guard is switched off; end the surges from before.
        let end =
            |surge: Surge| SurgeChange::End { article: surge.article, cause: Cause::default() };
        return Ok(open.into_iter().map(end).collect());
    };
    let recent = RecentEvents::new(conn, settings, now)?;
    let mut changes = Vec::new();
    for surge in &open {
        let article = surge.article;
        let present = recent.cause(article);
        if surge.cause.continues_with(&present, settings) {
            // Prolonged only when a quarter of the time has passed, which saves writes.
            if surge.until < now.plus(settings.calm - settings.calm / 4) {
                changes.push(SurgeChange::Prolong { article });
            }
        } else if surge.until <= now {
            changes.push(SurgeChange::End { article, cause: present });
        }
    }
    let mut candidates: Vec<ArticleId> =
        recent.articles().filter(|id| open.iter().all(|s| s.article != *id)).collect();
    candidates.retain(|article| recent.cause(*article).reaches_minimum(settings));
    if candidates.is_empty() {
        return Ok(changes);
    }
    candidates.sort_unstable();
    candidates.dedup();
    let ended_by_hand = store::ended_by_hand(conn, now.minus(settings.calm))?;
    let usual = UsualEvents::new(conn, settings, &recent, now)?;
    for article in candidates.into_iter().filter(|article| !ended_by_hand.contains(article)) {
        let cause = usual.complete(conn, article, recent.cause(article))?;
        if cause.is_surge(settings) {
            changes.push(SurgeChange::Begin { article, mode, cause });
        }
    }
    Ok(changes)
}

type Counts = std::collections::HashMap<ArticleId, i64>;

/// The events within the window.
struct RecentEvents {
    window: u64,
    /// The first comment of the window.
    from: i64,
    /// The first comment of the day before it.
    day: i64,
    comments: Counts,
    flags: Counts,
    rejections: Counts,
}

impl RecentEvents {
    fn new(conn: &mut Connection, settings: &config::Surge, now: Time) -> Result<RecentEvents> {
        let since = now.minus(settings.window);
        // Events at this very instant count.
        let until = now.plus(Duration::from_micros(1));
        let (from, day) =
            (arrivals::first_since(conn, since)?, arrivals::first_since(conn, since.minus(DAY))?);
        Ok(RecentEvents {
            window: settings.window.as_secs(),
            from,
            day,
            comments: store::comments_from(conn, from)?,
            flags: store::flags_between(conn, since, until)?,
            rejections: store::rejections_between(conn, since, until, day)?,
        })
    }

    fn articles(&self) -> impl Iterator<Item = ArticleId> {
        self.comments.keys().chain(self.flags.keys()).chain(self.rejections.keys()).copied()
    }

    fn cause(&self, article: ArticleId) -> Cause {
        let figures = |counts: &Counts| Figures {
            now: counts.get(&article).copied().unwrap_or(0),
            usual: 0.0,
        };
        Cause {
            window: self.window,
            comments: figures(&self.comments),
            flags: figures(&self.flags),
            rejections: figures(&self.rejections),
        }
    }
}

/// The events on the day before the window.
struct UsualEvents {
    from: i64,
    to: i64,
    /// Comments of the site that were posted on that day.
    posted: i64,
    /// Windows in a day.
    windows: f64,
    /// The number of articles with recent comments, among which the site's total is divided.
    articles: f64,
    flags: Counts,
    rejections: Counts,
}

impl UsualEvents {
    fn new(
        conn: &mut Connection,
        settings: &config::Surge,
        recent: &RecentEvents,
        now: Time,
    ) -> Result<UsualEvents> {
        let until = now.minus(settings.window);
        let since = until.minus(DAY);
        Ok(UsualEvents {
            from: recent.day,
            to: recent.from,
            posted: arrivals::posted_between(conn, recent.day, recent.from)?,
            windows: DAY.as_secs_f64() / settings.window.as_secs_f64(),
            articles: as_float(i64::try_from(recent.comments.len().max(1)).unwrap_or(i64::MAX)),
            flags: store::flags_between(conn, since, until)?,
            rejections: store::rejections_between(conn, since, until, recent.day)?,
        })
    }

    /// Adds the usual figures to a cause: the article's own average, or the site's average per
    /// article if that is higher.
    fn complete(
        &self,
        conn: &mut Connection,
        article: ArticleId,
        mut cause: Cause,
    ) -> Result<Cause> {
        let own =
            as_float(store::comments_between(conn, article, self.from, self.to)?) / self.windows;
        let site = as_float(self.posted) / self.windows / self.articles;
        cause.comments.usual = own.max(site);
        for (figures, counts) in
            [(&mut cause.flags, &self.flags), (&mut cause.rejections, &self.rejections)]
        {
            let own = as_float(counts.get(&article).copied().unwrap_or(0)) / self.windows;
            let site = as_float(counts.values().sum()) / self.windows / self.articles;
            figures.usual = own.max(site);
        }
        Ok(cause)
    }
}

/// Applies the changes that no other process has applied meanwhile.
fn apply(conn: &mut Connection, changes: &[SurgeChange], calm: Duration, now: Time) -> Result<()> {
    dialect::serialize_on(conn, GUARD)?;
    for change in changes {
        match change {
            SurgeChange::Begin { article, mode, cause } => {
                if store::insert(conn, *article, *mode, cause, now, now.plus(calm))? {
                    tracing::warn!(%article, %cause, "a surge of comments begins");
                    let detail = json!({ "article": article, "mode": mode, "cause": cause });
                    log_and_notify(
                        conn,
                        Entry { detail: Some(detail), ..Entry::new(Act::SurgeBegins) },
                        now,
                    )?;
                }
            }
            SurgeChange::Prolong { article } => store::prolong(conn, *article, now.plus(calm))?,
            SurgeChange::End { article, cause } => {
                if store::delete(conn, *article)? {
                    tracing::info!(%article, %cause, "a surge of comments ends");
                    let detail = json!({ "article": article, "cause": cause });
                    log_and_notify(
                        conn,
                        Entry { detail: Some(detail), ..Entry::new(Act::SurgeEnds) },
                        now,
                    )?;
                }
            }
        }
    }
    Ok(())
}

/// Appends the line to the log and queues a mail about it.
fn log_and_notify(conn: &mut Connection, entry: Entry<'_>, now: Time) -> Result<()> {
    let entry = audit::append(conn, &entry, now)?;
    queue::enqueue(conn, Job::Surge { entry }, now)
}
