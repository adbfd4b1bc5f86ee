//! The surge guard: where comments, flags or rejections on one article jump, it steps in by itself,
//! mails the editors why, and steps back when it is calm again.
//!
//! What it does to a new comment is screening's affair, which reads the table `surges`.

pub mod model;
mod store;

use std::time::Duration;

use serde_json::json;

use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::clock::Time;
use crate::config::{self, SurgeMode};
use crate::db::{Connection, Db, dialect};
use crate::error::{Error, Result};
use crate::ids::{AccountId, ArticleId};
use crate::queue::{self, Job};
use crate::screening::surge::model::{Cause, Figures, Surge, as_float};

/// What is usual is the average of as long.
const DAY: Duration = Duration::from_secs(86_400);
/// More articles than this under guard at once are a surge of another kind.
const MOST: i64 = 1000;
/// One guard at a time.
const GUARD: &[u8] = b"\0surges\0";

/// What is to be done about one article.
enum Step {
    Begin { article: ArticleId, mode: SurgeMode, cause: Cause },
    Prolong { article: ArticleId },
    End { article: ArticleId, cause: Cause },
}

/// Counts what happened lately, and steps in or back. Returns whether it did, and so whether there
/// is mail to send.
pub async fn check(db: &Db, settings: &config::Surge, now: Time) -> Result<bool> {
    let (settings, calm) = (settings.clone(), settings.calm);
    let steps = db.read(move |conn| steps(conn, &settings, now)).await?;
    if steps.is_empty() {
        return Ok(false);
    }
    db.write(move |conn| take(conn, &steps, calm, now)).await?;
    Ok(true)
}

/// Articles under guard with numbers above `after`.
pub fn list(conn: &mut Connection, after: i64, limit: i64) -> Result<Vec<Surge>> {
    store::list(conn, after, limit)
}

/// Sends the guard away from an article. It does not come back before it was calm for a while.
///
/// # Errors
/// [`Error::NotFound`] if the article is not under guard.
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

fn steps(conn: &mut Connection, settings: &config::Surge, now: Time) -> Result<Vec<Step>> {
    let guarded = store::list(conn, 0, MOST)?;
    let Some(mode) = settings.mode else {
        // These were put under guard before it was switched off.
        let end = |surge: Surge| Step::End { article: surge.article, cause: Cause::default() };
        return Ok(guarded.into_iter().map(end).collect());
    };
    let lately = Lately::new(conn, settings, now)?;
    let mut steps = Vec::new();
    for surge in &guarded {
        let article = surge.article;
        let present = lately.cause(article);
        if surge.cause.goes_on(&present, settings) {
            // Not in each round: a quarter of the time is exact enough and saves writing.
            if surge.until < now.plus(settings.calm - settings.calm / 4) {
                steps.push(Step::Prolong { article });
            }
        } else if surge.until <= now {
            steps.push(Step::End { article, cause: present });
        }
    }
    let mut candidates: Vec<ArticleId> =
        lately.articles().filter(|id| guarded.iter().all(|s| s.article != *id)).collect();
    candidates.retain(|article| lately.cause(*article).is_worth_comparing(settings));
    if candidates.is_empty() {
        return Ok(steps);
    }
    candidates.sort_unstable();
    candidates.dedup();
    let sent_away = store::sent_away(conn, now.minus(settings.calm))?;
    let usual = Usual::new(conn, settings, &lately, now)?;
    for article in candidates.into_iter().filter(|article| !sent_away.contains(article)) {
        let cause = usual.complete(conn, article, lately.cause(article))?;
        if cause.is_surge(settings) {
            steps.push(Step::Begin { article, mode, cause });
        }
    }
    Ok(steps)
}

type Counts = std::collections::HashMap<ArticleId, i64>;

/// What happened within the window.
struct Lately {
    window: u64,
    /// The first comment of the window.
    from: i64,
    /// The first comment of the day before it.
    day: i64,
    comments: Counts,
    flags: Counts,
    rejections: Counts,
}

impl Lately {
    fn new(conn: &mut Connection, settings: &config::Surge, now: Time) -> Result<Lately> {
        let since = now.minus(settings.window);
        // What happens in this very instant counts.
        let until = now.plus(Duration::from_micros(1));
        let (from, day) =
            (store::first_comment(conn, since)?, store::first_comment(conn, since.minus(DAY))?);
        Ok(Lately {
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

/// What happened on the day before the window.
struct Usual {
    from: i64,
    to: i64,
    /// Windows in a day.
    windows: f64,
    /// Articles that had comments lately: the site's usual is shared among them.
    articles: f64,
    flags: Counts,
    rejections: Counts,
}

impl Usual {
    fn new(
        conn: &mut Connection,
        settings: &config::Surge,
        lately: &Lately,
        now: Time,
    ) -> Result<Usual> {
        let until = now.minus(settings.window);
        let since = until.minus(DAY);
        Ok(Usual {
            from: lately.day,
            to: lately.from,
            windows: DAY.as_secs_f64() / settings.window.as_secs_f64(),
            articles: as_float(i64::try_from(lately.comments.len().max(1)).unwrap_or(i64::MAX)),
            flags: store::flags_between(conn, since, until)?,
            rejections: store::rejections_between(conn, since, until, lately.day)?,
        })
    }

    /// The same cause with what is usual: the article's own average, or the site's for one article
    /// if that is more.
    fn complete(
        &self,
        conn: &mut Connection,
        article: ArticleId,
        mut cause: Cause,
    ) -> Result<Cause> {
        let own =
            as_float(store::comments_between(conn, article, self.from, self.to)?) / self.windows;
        // Numbers are given out one after the other, near enough to count by.
        let site = as_float(self.to - self.from) / self.windows / self.articles;
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

/// Takes the steps that nobody else has taken meanwhile.
fn take(conn: &mut Connection, steps: &[Step], calm: Duration, now: Time) -> Result<()> {
    dialect::serialize_on(conn, GUARD)?;
    for step in steps {
        match step {
            Step::Begin { article, mode, cause } => {
                if store::insert(conn, *article, *mode, cause, now, now.plus(calm))? {
                    tracing::warn!(%article, %cause, "comments surge; the guard steps in");
                    let detail = json!({ "article": article, "mode": mode, "cause": cause });
                    log_and_notify(
                        conn,
                        Entry { detail: Some(detail), ..Entry::new(Act::SurgeBegins) },
                        now,
                    )?;
                }
            }
            Step::Prolong { article } => store::prolong(conn, *article, now.plus(calm))?,
            Step::End { article, cause } => {
                if store::delete(conn, *article)? {
                    tracing::info!(%article, %cause, "it is calm again; the guard steps back");
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
