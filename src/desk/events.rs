//! `GET /desk/events`: what changes in the queue, as server-sent events.
//!
//! The event `queue` has the counts of the tabs, those of the readers' part among them, and the
//! highest number of a comment; what it means for a filtered list the page asks itself. A stream
//! ends after an hour, with the session, and when the server stops; the browser comes back by
//! itself where it may.

use std::convert::Infallible;
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use bytes::Bytes;
use futures_util::{Stream, stream};
use serde_json::{Map, Value, json};
use tokio::time::{Instant, sleep_until};

use super::reviews;
use crate::accounts::sign_in;
use crate::accounts::web::{Moderator, cookie};
use crate::app::App;
use crate::desk::Desk;
use crate::desk::live::{self, Listener, QueueCounts};
use crate::reviews::model::Kind;
use crate::vault;
use crate::web::error::{Answer, Failure};

/// How often a line is sent although nothing changed, so that no proxy takes the connection for
/// dead, and the session is looked at again.
const BEAT: Duration = Duration::from_secs(15);
/// How long a stream lives at most.
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
    let open = OpenDesk { app, listener, session, until: Instant::now() + LIFE };
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/event-stream"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        // Proxies of the nginx kind keep an answer back until it is whole unless they are told.
        .insert_header(("x-accel-buffering", "no"))
        .streaming(stream_of(open, first)))
}

struct OpenDesk {
    app: web::Data<App>,
    listener: Listener,
    session: Option<Vec<u8>>,
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
    async fn next(&mut self) -> Option<String> {
        let beat = Instant::now() + BEAT;
        tokio::select! {
            queue = self.listener.next() => queue.map(event),
            () = sleep_until(beat) => {
                if beat >= self.until || !self.signed_in().await {
                    return None;
                }
                Some(": beat\n\n".to_owned())
            }
        }
    }

    /// While the storage cannot be asked, the stream goes on: it sends counts and nothing else.
    async fn signed_in(&self) -> bool {
        let Some(session) = self.session.clone() else { return false };
        let now = self.app.clock.now();
        self.app
            .db
            .read(move |conn| sign_in::find(conn, &session, now))
            .await
            .is_ok_and(|found| found.is_some())
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
