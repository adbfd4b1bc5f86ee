//! `GET /desk/events`: what changes in the queue, as server-sent events.
//!
//! The event `queue` has the counts of the tabs, including reviews, and the highest id of a comment; the
//! page requests its own list again. A stream ends after an hour, within seconds of the session's end,
//! and when the server stops; the browser then reconnects. Its timers live as long as the stream: a
//! timer that each event restarts would never fire on a busy day.

use std::convert::Infallible;
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use bytes::Bytes;
use futures_util::{Stream, stream};
use serde_json::{Map, Value, json};
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at, timeout_at};

use crate::accounts::model::Role;
use crate::accounts::sign_in;
use crate::accounts::web::{Moderator, cookie};
use crate::app::App;
use crate::desk::Desk;
use crate::desk::live::{self, Listener, QueueCounts};
use crate::desk::reviews;
use crate::reviews::model::Kind;
use crate::vault;
use crate::web::error::{Answer, Failure};

/// The interval at which a stream checks its session.
const CHECK: Duration = Duration::from_secs(3);
/// After how many checks without a change a line is sent, so that no proxy closes the connection as idle.
const BEAT: u32 = 5;
/// The longest life of a stream.
const LIFE: Duration = Duration::from_secs(3600);

/// `GET /desk/events`.
pub async fn events(
    app: web::Data<App>,
    desk: web::Data<Desk>,
    request: HttpRequest,
    moderator: Moderator,
) -> Answer {
    // A token in a header is for programs, and they have the API.
    let Moderator(_) = moderator;
    let Some(listener) = desk.live.listen().filter(Listener::is_on) else {
        let detail = "Too many desks are open. This one does not update by itself; load the page again to see what is new.";
        return Err(Failure::new(StatusCode::SERVICE_UNAVAILABLE, "too_many_desks", detail));
    };
    let session =
        cookie::value(&request, &app.config.server.base_url).map(|secret| vault::hash(&secret));
    let first = desk.live.refresh(&app.db).await?;
    let mut checks = interval_at(Instant::now() + CHECK, CHECK);
    checks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let until = Instant::now() + LIFE;
    let open = OpenDesk { app, listener, session, checks, silent: 0, until };
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/event-stream"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        // Proxies like nginx buffer the whole answer unless this header forbids it.
        .insert_header(("x-accel-buffering", "no"))
        .streaming(stream_of(open, first)))
}

struct OpenDesk {
    app: web::Data<App>,
    listener: Listener,
    session: Option<Vec<u8>>,
    checks: Interval,
    /// Checks since the last line.
    silent: u32,
    until: Instant,
}

fn stream_of(open: OpenDesk, first: QueueCounts) -> impl Stream<Item = Result<Bytes, Infallible>> {
    let start = stream::once(std::future::ready(Ok(Bytes::from(format!(
        "retry: 3000\n\n{}",
        event(first)
    )))));
    let rest = stream::unfold(open, async |mut open| {
        let line = open.next().await?;
        Some((Ok(line.into()), open))
    });
    futures_util::StreamExt::chain(start, rest)
}

impl OpenDesk {
    /// The next line; None at the end of the stream.
    async fn next(&mut self) -> Option<String> {
        // Checked first: a timeout never fires while events are ready, and on a busy day they always are.
        if self.until <= Instant::now() {
            return None;
        }
        timeout_at(self.until, self.next_line()).await.ok().flatten()
    }

    async fn next_line(&mut self) -> Option<String> {
        loop {
            tokio::select! {
                // The timer is polled first: frequent events must not delay the check.
                biased;
                _ = self.checks.tick() => {
                    if !self.may_listen().await {
                        return None;
                    }
                    self.silent += 1;
                    if self.silent >= BEAT {
                        self.silent = 0;
                        return Some(": beat\n\n".to_owned());
                    }
                }
                queue = self.listener.next() => {
                    self.silent = 0;
                    return queue.map(event);
                }
            }
        }
    }

    /// Whether the session is still valid, and still a moderator's. While the database is unavailable
    /// the stream goes on: it contains counts only.
    async fn may_listen(&self) -> bool {
        let Some(session) = self.session.clone() else { return false };
        let now = self.app.clock.now();
        match self.app.db.read(move |conn| sign_in::find(conn, &session, now)).await {
            Ok(found) => found.is_some_and(|(staff, _)| staff.role >= Role::Moderator),
            Err(error) => {
                tracing::debug!(%error, "a desk's session could not be checked");
                true
            }
        }
    }
}

fn event(queue: QueueCounts) -> String {
    let mut counts: Map<String, Value> =
        live::named(queue.comments).map(|(name, count)| (name.to_owned(), count.into())).collect();
    let waiting = counts.get("pending").cloned().unwrap_or_default();
    counts.insert("waiting".to_owned(), waiting);
    for (kind, open) in Kind::ALL.into_iter().zip(queue.reviews) {
        counts.insert(reviews::slug(kind).to_owned(), open.into());
    }
    format!("event: queue\ndata: {}\n\n", json!({ "counts": counts, "newest": queue.newest }))
}
