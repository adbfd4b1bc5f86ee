//! Mail to readers: that a comment was decided about, or an appeal or edit answered, to those who
//! have proven their address, and the link by which it is proven, to whoever asks for it. Neither
//! says a word that somebody else has written, for anyone can type anyone's address; every one has
//! a link that ends all mail.

use std::time::Duration;

use askama::Template;

use crate::app::App;
use crate::clock::Time;
use crate::comments::email_verification::{LINK_KEPT, Link, Purpose};
use crate::comments::form_token;
use crate::db::{Connection, dialect};
use crate::error::{Error, Result};
use crate::ids::{CommentId, ReaderId, ReviewId};
use crate::mail::one_line;
use crate::notify::facts::{Comment, Facts, Reader, STOPPED, TITLE_LENGTH, Written};
use crate::notify::message_id::message_id;
use crate::notify::model::{Event, reader_recipient};
use crate::notify::{answered, store};
use crate::queue::{self, Claimed, Job};
use crate::reviews;
use crate::status::Status;

/// The least time between two mails with a link to one inbox.
const BETWEEN_LINKS: Duration = Duration::from_secs(600);
const DAY: Duration = Duration::from_secs(86_400);
const HOUR: Duration = Duration::from_secs(3600);
/// Links mailed to one inbox in a day, at most.
const LINKS_A_DAY: usize = 5;
/// Links mailed in an hour to all the addresses that were typed in one network, at most.
const LINKS_A_NETWORK: i64 = 10;
/// How long the link is good that ends all mail: RFC 8058 wants it to outlive the mail by far.
const STOP_KEPT: Duration = Duration::from_secs(400 * 86_400);

/// Plans the mail about a decision, which leaves when the time for taking the decision back is
/// over.
pub async fn plan_decision_mail(
    app: &App,
    held: Claimed,
    comment: CommentId,
    version: i64,
    now: Time,
) -> Result<()> {
    let event = Event::CommentDecided(comment, version);
    let reader = app.db.read(move |conn| store::reader_of(conn, comment)).await?;
    let planned = reader
        .map(|reader| (reader, message_id(app, &event.to_string(), &reader_recipient(reader))));
    let leaves = held.created_at.plus(app.config.moderation.undo_window);
    app.db
        .write(move |conn| {
            if let Some((reader, message_id)) = &planned {
                plan(conn, event, (comment, *reader), message_id, leaves, now)?;
            }
            queue::finish(conn, &held)
        })
        .await?;
    Ok(())
}

/// Plans the mail about the answer to an appeal or an edit, which leaves as late as that about a
/// decision.
pub async fn plan_answer_mail(
    app: &App,
    held: Claimed,
    review: ReviewId,
    at: i64,
    now: Time,
) -> Result<()> {
    let event = Event::ReviewAnswered(review, at);
    let asked = app
        .db
        .read(move |conn| {
            let comment = match reviews::find(conn, review) {
                Ok(review) => review.comment.id,
                Err(Error::NotFound) => return Ok(None),
                Err(error) => return Err(error),
            };
            Ok(store::reader_of(conn, comment)?.map(|reader| (comment, reader)))
        })
        .await?;
    let planned = asked.map(|(comment, reader)| {
        (comment, reader, message_id(app, &event.to_string(), &reader_recipient(reader)))
    });
    let leaves = held.created_at.plus(app.config.moderation.undo_window);
    app.db
        .write(move |conn| {
            if let Some((comment, reader, message_id)) = &planned {
                plan(conn, event, (*comment, *reader), message_id, leaves, now)?;
            }
            queue::finish(conn, &held)
        })
        .await?;
    Ok(())
}

/// Plans a mail that leaves at `leaves`. What was planned before is not planned again.
fn plan(
    conn: &mut Connection,
    event: Event,
    (comment, reader): (CommentId, ReaderId),
    message_id: &str,
    leaves: Time,
    now: Time,
) -> Result<()> {
    let added = store::insert_for_reader(conn, event, (comment, reader), message_id, now)?;
    match added {
        Some(delivery) => queue::enqueue_at(conn, Job::Deliver { delivery }, leaves.max(now), now),
        None => Ok(()),
    }
}

/// A link that is about to be mailed.
#[derive(Clone, Debug)]
pub struct Asked {
    comment: CommentId,
    event: Event,
    reader: ReaderId,
    /// Keyed hash of the inbox, for its limits.
    inbox: Vec<u8>,
    message_id: String,
}

impl Asked {
    /// The author of `comment` asks at `now` for a link to prove the address.
    fn new(app: &App, comment: CommentId, reader: &Reader, now: Time) -> Result<Asked> {
        let (email_index, sealed) = (&reader.email_index, &reader.email_sealed);
        let address = app.vault.reader_address(email_index, sealed)?;
        let inbox = app.vault.inbox_index(&address);
        let reader = reader.id;
        let event = Event::AddressLink(comment, now.micros());
        let message_id = message_id(app, &event.to_string(), &reader_recipient(reader));
        Ok(Asked { comment, event, reader, inbox, message_id })
    }
}

/// The author of `comment` asks at `now` for a link: see `mail_link`.
///
/// # Errors
/// `NotFound` if the author is gone; `TooFast`.
pub async fn ask_for_link(
    app: &App,
    comment: CommentId,
    reader: ReaderId,
    now: Time,
) -> Result<()> {
    let author =
        app.db.read(move |conn| store::reader(conn, reader)).await?.ok_or(Error::NotFound)?;
    let asked = Asked::new(app, comment, &author, now)?;
    app.db.write(move |conn| mail_link(conn, &asked, now)).await?;
    app.nudge.notify_one();
    Ok(())
}

/// Mails a link to the address of a comment's author, by which the address is proven and the
/// private page is found.
///
/// The answer depends on what was asked for this comment and from its network, and on nothing that
/// is known of the address: anybody can type anybody's. Where the address has had enough links, or
/// its owner wants no mail, the request is taken like any other and no mail leaves.
///
/// # Errors
/// `NotFound` if the author is gone; `TooFast`.
fn mail_link(conn: &mut Connection, asked: &Asked, now: Time) -> Result<()> {
    let reader = store::reader(conn, asked.reader)?.ok_or(Error::NotFound)?;
    dialect::serialize_on(conn, &asked.inbox)?;
    // Rounded up: who waits as long as the answer says gets through.
    let wait =
        |left: Duration| Error::TooFast { retry_after: Duration::from_secs(left.as_secs() + 1) };
    let last = store::link_asked(conn, asked.comment)?;
    if let Some(left) = last.and_then(|last| now.left_of(BETWEEN_LINKS, last)) {
        return Err(wait(left));
    }
    if store::links_of_network(conn, asked.comment, now.minus(HOUR))? >= LINKS_A_NETWORK {
        return Err(wait(HOUR));
    }
    let about = (asked.comment, asked.reader);
    if !reader.is_stopped() && has_room(conn, &asked.inbox, now)? {
        store::add_link(conn, &asked.inbox, now)?;
        plan(conn, asked.event, about, &asked.message_id, now, now)
    } else {
        store::insert_unsent(conn, asked.event, about, &asked.message_id, now)
    }
}

/// When a link was last asked for to prove the address of this comment's author.
pub fn link_asked(conn: &mut Connection, comment: CommentId) -> Result<Option<Time>> {
    store::link_asked(conn, comment)
}

/// Whether one more link may be mailed to an inbox, however its address is spelt.
fn has_room(conn: &mut Connection, inbox: &[u8], now: Time) -> Result<bool> {
    let sent = store::links_to(conn, inbox)?;
    let just_now = sent.iter().any(|at| now.left_of(BETWEEN_LINKS, *at).is_some());
    let today = sent.iter().filter(|at| now.left_of(DAY, **at).is_some()).count();
    Ok(!just_now && today < LINKS_A_DAY)
}

/// Forgets links that no limit asks for any more.
pub fn forget_links(conn: &mut Connection, now: Time) -> Result<usize> {
    store::remove_links(conn, now.minus(DAY * 2))
}

/// The address is proven: a server that refused it takes it again. That the owner wanted no more
/// mail stays.
pub fn proven(conn: &mut Connection, email_index: &[u8]) -> Result<()> {
    match store::suppression(conn, email_index)? {
        Some(reason) if reason != STOPPED => store::lift(conn, email_index),
        _ => Ok(()),
    }
}

/// Whether mails about decisions on a comment go to its reader: the comment is the reader's for
/// sure, and the address is not suppressed.
pub fn gets_mail(conn: &mut Connection, reader: ReaderId, comment: CommentId) -> Result<bool> {
    if !store::is_authors(conn, comment)? {
        return Ok(false);
    }
    let reader = store::reader(conn, reader)?;
    Ok(reader.is_some_and(|reader| reader.proven_at.is_some() && reader.suppressed.is_none()))
}

/// Lets no more mail go to a reader.
pub fn stop(conn: &mut Connection, reader: ReaderId, now: Time) -> Result<()> {
    match store::reader(conn, reader)? {
        Some(reader) => store::suppress(conn, &reader.email_index, STOPPED, now),
        // The address is gone, and with it all mail to it.
        None => Ok(()),
    }
}

/// Whether what the mail would say still holds.
pub(super) fn is_still_true(event: Event, reader: &Reader, facts: &Facts) -> bool {
    match event {
        Event::CommentDecided(_, version) => {
            let status = facts.comment.as_ref().map(|comment| comment.status);
            let holds = facts.decided.as_ref().is_some_and(|decided| {
                decided.version == version && Some(decided.status) == status
            });
            reader.proven_at.is_some()
                && facts.is_authors
                && holds
                && matches!(status, Some(Status::Approved | Status::Rejected))
        }
        Event::ReviewAnswered(_, at) => {
            reader.proven_at.is_some()
                && facts.is_authors
                && facts.review.as_ref().is_some_and(|review| answered::is_still_true(review, at))
        }
        Event::AddressLink(_, asked) => {
            reader.proven_at.is_none_or(|proven| proven.micros() < asked)
        }
        Event::CommentHeld(_)
        | Event::CommentPublished(_)
        | Event::Surge(_)
        | Event::QueueLate(..) => false,
    }
}

/// What the templates say.
struct Words<'a> {
    site: &'a str,
    language: &'a str,
    article: &'a str,
    published: bool,
    reason: Option<&'static str>,
    to_author: Option<&'a str>,
    link: String,
    private: String,
    stop: String,
}

impl Words<'_> {
    /// Each line behind a mark, as mails quote.
    fn quoted(&self) -> String {
        let words = self.to_author.unwrap_or_default();
        words
            .lines()
            .map(|line| format!("> {line}").trim_end().to_owned())
            .collect::<Vec<_>>()
            .join("\n")
    }
}

#[derive(Template)]
#[template(path = "notify/comment_decided.txt", whitespace = "preserve")]
struct DecidedText<'a> {
    mail: &'a Words<'a>,
}

#[derive(Template)]
#[template(path = "notify/comment_decided.html")]
struct DecidedHtml<'a> {
    mail: &'a Words<'a>,
}

#[derive(Template)]
#[template(path = "notify/address_link.txt", whitespace = "preserve")]
struct LinkText<'a> {
    mail: &'a Words<'a>,
}

#[derive(Template)]
#[template(path = "notify/address_link.html")]
struct LinkHtml<'a> {
    mail: &'a Words<'a>,
}

/// Writes a mail to a reader, and the address that ends all of them.
pub(super) fn write(
    app: &App,
    event: Event,
    reader: &Reader,
    facts: &Facts,
    comment: &Comment,
) -> Result<(Written, String)> {
    let base = &app.config.server.base_url;
    let link = Link {
        purpose: Purpose::Confirm,
        comment: comment.id,
        reader: reader.id,
        expires: facts.created_at.plus(LINK_KEPT),
        proven_before: reader.proven_at,
    };
    let stop = Link {
        purpose: Purpose::Stop,
        expires: facts.created_at.plus(STOP_KEPT),
        proven_before: None,
        ..link
    };
    let stop = format!("{base}/mail/{}", stop.token(&app.vault));
    let decided = facts.decided.as_ref();
    let published = comment.status == Status::Approved;
    let public = format!("{base}/comments/{}", comment.id);
    let private = format!("{base}/status/{}", form_token::status_token(&app.vault, comment.id));
    if let (Event::ReviewAnswered(..), Some(review)) = (event, &facts.review) {
        let reason = decided.and_then(|decided| decided.reason);
        return Ok((
            answered::write(&app.config, review, reason, [public, private, stop.clone()])?,
            stop,
        ));
    }
    let words = Words {
        site: &app.config.site.title,
        language: &app.config.site.language,
        article: &comment.article,
        published,
        reason: decided.and_then(|decided| decided.reason),
        to_author: decided.and_then(|decided| decided.to_author.as_deref()),
        link: match event {
            Event::AddressLink(..) => format!("{base}/mail/{}", link.token(&app.vault)),
            _ => public,
        },
        private,
        stop: stop.clone(),
    };
    let mail = &words;
    let title = one_line(&comment.article, TITLE_LENGTH);
    let (subject, text, html) = match event {
        Event::AddressLink(..) => (
            format!("Confirm your address for {}", one_line(mail.site, TITLE_LENGTH)),
            LinkText { mail }.render(),
            LinkHtml { mail }.render(),
        ),
        _ => {
            let what = if published { "Published" } else { "Not published" };
            (
                format!("{what}: your comment on “{title}”"),
                DecidedText { mail }.render(),
                DecidedHtml { mail }.render(),
            )
        }
    };
    let written = Written {
        subject,
        text: text.map_err(Error::internal)?,
        html: html.map_err(Error::internal)?,
    };
    Ok((written, stop))
}
