//! Mail to readers: about decisions on their comments and answers to appeals and edits, if they
//! have confirmed their address; and the link that confirms an address. `reader_mails` has their
//! words.

use std::time::Duration;

use crate::app::App;
use crate::clock::{DAY, HOUR, Time};
use crate::comments::email_verification::{LINK_LIFETIME, Link, Purpose};
use crate::comments::form_token;
use crate::db::{Connection, dialect};
use crate::error::{Error, Result};
use crate::i18n::Words;
use crate::ids::{ArticleId, CommentId, ReaderId, ReviewId};
use crate::mail::causes::{Cause, Code};
use crate::notify::facts::{Facts, Reader, RenderedMail};
use crate::notify::message_id::message_id;
use crate::notify::model::{Event, reader_recipient};
use crate::notify::reader_links::Links;
use crate::notify::store::{content, deliveries, links, suppressions};
use crate::notify::{answered, follower_mails, reader_mails};
use crate::queue::{self, Claimed, Job};
use crate::reviews;
use crate::status::Status;

/// The least time between two mails with a confirmation link to one inbox.
const BETWEEN_LINKS: Duration = Duration::from_secs(600);
/// The most links mailed to one inbox in a day.
const LINKS_A_DAY: usize = 5;
/// The most links mailed in an hour for requests from one network.
const LINKS_A_NETWORK: i64 = 10;
/// The most first links mailed in an hour for subscriptions from one network, which many readers may
/// share.
const FIRST_LINKS_A_NETWORK: i64 = 30;
/// How long the links for unsubscribing and for the choice of mails are valid; RFC 8058 requires a long time.
const UNSUBSCRIBE_VALID: Duration = DAY.saturating_mul(400);

/// Plans the mail about a decision, due when the decision can no longer be undone.
pub async fn plan_decision_mail(
    app: &App,
    claimed: Claimed,
    comment: CommentId,
    version: i64,
    now: Time,
) -> Result<()> {
    let event = Event::CommentDecided(comment, version);
    let reader = app.db.read(move |conn| content::reader_of(conn, comment)).await?;
    plan_after_undo_window(app, claimed, event, reader.map(|reader| (comment, reader)), now).await
}

/// Plans the mail about the answer to an appeal or an edit, with the same delay as for a decision.
pub async fn plan_answer_mail(
    app: &App,
    claimed: Claimed,
    review: ReviewId,
    at: i64,
    now: Time,
) -> Result<()> {
    let event = Event::ReviewAnswered(review, at);
    let request = app
        .db
        .read(move |conn| {
            let comment = match reviews::find(conn, review) {
                Ok(review) => review.comment.id,
                Err(Error::NotFound) => return Ok(None),
                Err(error) => return Err(error),
            };
            Ok(content::reader_of(conn, comment)?.map(|reader| (comment, reader)))
        })
        .await?;
    plan_after_undo_window(app, claimed, event, request, now).await
}

/// Plans the mail to the author of a comment, due when the undo window of its cause is over, and
/// finishes the job. Without an author, whose address was erased, there is no mail.
async fn plan_after_undo_window(
    app: &App,
    claimed: Claimed,
    event: Event,
    recipient: Option<(CommentId, ReaderId)>,
    now: Time,
) -> Result<()> {
    let planned = recipient.map(|(comment, reader)| {
        (comment, reader, message_id(app, &event.to_string(), &reader_recipient(reader)))
    });
    let due = claimed.created_at.plus(app.settings().moderation.undo_window);
    app.db
        .write(move |conn| {
            if let Some((comment, reader, message_id)) = &planned {
                plan(conn, event, (*comment, *reader), message_id, due, now)?;
            }
            queue::finish(conn, &claimed)
        })
        .await?;
    Ok(())
}

/// Adds a delivery that is due at `due`, unless it exists already.
fn plan(
    conn: &mut Connection,
    event: Event,
    (comment, reader): (CommentId, ReaderId),
    message_id: &str,
    due: Time,
    now: Time,
) -> Result<()> {
    let added = deliveries::insert_for_reader(conn, event, (comment, reader), message_id, now)?;
    match added {
        Some(delivery) => queue::enqueue_at(conn, Job::Deliver { delivery }, due.max(now), now),
        None => Ok(()),
    }
}

/// A request for a confirmation link.
#[derive(Clone, Debug)]
pub struct LinkRequest {
    comment: CommentId,
    event: Event,
    pub(super) reader: ReaderId,
    /// The keyed hash of the inbox, for its limits.
    inbox: Vec<u8>,
    message_id: String,
}

impl LinkRequest {
    /// A request of the author of `comment` at `now`.
    pub(super) fn new(
        app: &App,
        comment: CommentId,
        reader: &Reader,
        now: Time,
    ) -> Result<LinkRequest> {
        let (email_index, sealed) = (&reader.email_index, &reader.email_sealed);
        let address = app.vault.reader_address(email_index, sealed)?;
        let inbox = app.vault.inbox_index(&address);
        let reader = reader.id;
        let event = Event::AddressLink(comment, now.micros());
        let message_id = message_id(app, &event.to_string(), &reader_recipient(reader));
        Ok(LinkRequest { comment, event, reader, inbox, message_id })
    }
}

/// Mails a confirmation link to the author of `comment`: see `mail_link`.
///
/// # Errors
/// `NotFound` if the author was erased; `TooFast`.
pub async fn request_link(
    app: &App,
    comment: CommentId,
    reader: ReaderId,
    now: Time,
) -> Result<()> {
    let author =
        app.db.read(move |conn| content::reader(conn, reader)).await?.ok_or(Error::NotFound)?;
    let request = LinkRequest::new(app, comment, &author, now)?;
    app.db.write(move |conn| mail_link(conn, &request, now)).await?;
    app.worker_wakeup.notify_one();
    Ok(())
}

/// Mails a link to the address of a comment's author, which confirms the address and leads to the
/// private page.
///
/// The result depends only on earlier requests for this comment and from its network, and reveals
/// nothing about the address, because anyone can enter any address. If the inbox has reached its
/// limit or its owner has unsubscribed, the request succeeds, but no mail is sent.
///
/// # Errors
/// `NotFound` if the author was erased; `TooFast`.
fn mail_link(conn: &mut Connection, request: &LinkRequest, now: Time) -> Result<()> {
    let reader = content::reader(conn, request.reader)?.ok_or(Error::NotFound)?;
    dialect::serialize_on(conn, &request.inbox)?;
    // Rounded up, so that a retry after that time succeeds.
    let wait =
        |left: Duration| Error::TooFast { retry_after: Duration::from_secs(left.as_secs() + 1) };
    let last = links::last_link_request(conn, request.comment)?;
    if let Some(left) = last.and_then(|last| now.remaining(BETWEEN_LINKS, last)) {
        return Err(wait(left));
    }
    if links::links_of_network(conn, request.comment, now.minus(HOUR))? >= LINKS_A_NETWORK {
        return Err(wait(HOUR));
    }
    let about = (request.comment, request.reader);
    if !reader.has_unsubscribed() && may_get_link(conn, &request.inbox, now)? {
        links::add_link(conn, &request.inbox, now)?;
        plan(conn, request.event, about, &request.message_id, now, now)
    } else {
        deliveries::insert_unsent(conn, request.event, about, &request.message_id, now)
    }
}

/// Mails the link that confirms a subscription, unless the inbox has got a link within a day: an
/// address that is typed ten thousand times causes one mail. Otherwise the request is recorded, as for
/// a link that was requested by hand.
pub(super) fn mail_first_link(
    conn: &mut Connection,
    request: &LinkRequest,
    now: Time,
) -> Result<()> {
    let Some(reader) = content::reader(conn, request.reader)? else { return Ok(()) };
    dialect::serialize_on(conn, &request.inbox)?;
    let last = links::links_to(conn, &request.inbox)?.first().copied();
    let is_first = last.is_none_or(|last| now.remaining(DAY, last).is_none());
    let of_network = links::links_of_network(conn, request.comment, now.minus(HOUR))?;
    let about = (request.comment, request.reader);
    if is_first && reader.suppressed.is_none() && of_network < FIRST_LINKS_A_NETWORK {
        links::add_link(conn, &request.inbox, now)?;
        plan(conn, request.event, about, &request.message_id, now, now)
    } else {
        deliveries::insert_unsent(conn, request.event, about, &request.message_id, now)
    }
}

/// Plans the mail with the link to what is stored about a reader, who asked for it at `now`.
pub fn plan_data_link(app: &App, conn: &mut Connection, reader: ReaderId, now: Time) -> Result<()> {
    let event = Event::DataLink(reader, now.micros());
    let message_id = message_id(app, &event.to_string(), &reader_recipient(reader));
    match deliveries::insert_for_follower(conn, event, reader, &message_id, now)? {
        Some(delivery) => queue::enqueue(conn, Job::Deliver { delivery }, now),
        None => Ok(()),
    }
}

/// Ends that a reader gets no mail, because the reader has asked for mail with a proven address.
pub fn resume(conn: &mut Connection, reader: ReaderId) -> Result<()> {
    match content::reader(conn, reader)? {
        Some(reader) if reader.has_unsubscribed() => suppressions::lift(conn, &reader.email_index),
        _ => Ok(()),
    }
}

/// The identifier that all mails to a reader about an article refer to.
pub(super) fn thread_id(app: &App, article: ArticleId, reader: ReaderId) -> String {
    message_id(app, &format!("article:{article}"), &reader_recipient(reader))
}

/// When a confirmation link was last requested for this comment.
pub fn last_link_request(conn: &mut Connection, comment: CommentId) -> Result<Option<Time>> {
    links::last_link_request(conn, comment)
}

/// Whether another link may be mailed to an inbox.
fn may_get_link(conn: &mut Connection, inbox: &[u8], now: Time) -> Result<bool> {
    let sent = links::links_to(conn, inbox)?;
    let just_now = sent.iter().any(|at| now.remaining(BETWEEN_LINKS, *at).is_some());
    let today = sent.iter().filter(|at| now.remaining(DAY, **at).is_some()).count();
    Ok(!just_now && today < LINKS_A_DAY)
}

/// Deletes records of links that no limit needs any more.
pub fn forget_links(conn: &mut Connection, now: Time) -> Result<usize> {
    links::remove_links(conn, now.minus(DAY * 2))
}

/// Removes the suppression of a confirmed address that the relay had refused. That its owner
/// unsubscribed is kept.
pub fn proven(conn: &mut Connection, email_index: &[u8]) -> Result<()> {
    match suppressions::suppression(conn, email_index)? {
        Some(cause) if cause.code != Code::Unsubscribed => suppressions::lift(conn, email_index),
        _ => Ok(()),
    }
}

/// Whether the reader gets mail about decisions on a comment: the authorship and the address are
/// confirmed, and the address is not suppressed.
pub fn gets_mail(conn: &mut Connection, reader: ReaderId, comment: CommentId) -> Result<bool> {
    if !content::author_verified(conn, comment)? {
        return Ok(false);
    }
    let reader = content::reader(conn, reader)?;
    Ok(reader.is_some_and(|reader| reader.proven_at.is_some() && reader.suppressed.is_none()))
}

/// Why a reader gets no mail, if that is so.
pub fn suppression(conn: &mut Connection, email_index: &[u8]) -> Result<Option<Cause>> {
    suppressions::suppression(conn, email_index)
}

/// Deletes the deliveries of a reader who is about to be erased, the records of links, and the
/// suppression, unless the reader has ended all mail: that must stay known.
pub fn forget(conn: &mut Connection, reader: ReaderId) -> Result<()> {
    let Some(found) = content::reader(conn, reader)? else { return Ok(()) };
    if found.is_refused() {
        suppressions::lift(conn, &found.email_index)?;
    }
    deliveries::remove_of_reader(conn, reader)?;
    links::remove_of_reader(conn, reader)
}

/// Whether a reader has ended all mail.
pub fn is_stopped(conn: &mut Connection, reader: ReaderId) -> Result<bool> {
    Ok(content::reader(conn, reader)?.is_some_and(|reader| reader.has_unsubscribed()))
}

/// Unsubscribes a reader from all mail.
pub fn stop(conn: &mut Connection, reader: ReaderId, now: Time) -> Result<()> {
    match content::reader(conn, reader)? {
        Some(reader) => {
            let cause = Cause::from(Code::Unsubscribed);
            suppressions::suppress(conn, &reader.email_index, &cause, now)
        }
        // The address was erased, so it gets no mail.
        None => Ok(()),
    }
}

/// The token of the page on which a reader chooses mails. It is in each mail to the reader.
pub fn preferences_token(app: &App, reader: ReaderId, now: Time) -> String {
    let link = Link {
        purpose: Purpose::Preferences,
        comment: CommentId(0),
        reader,
        expires: now.plus(UNSUBSCRIBE_VALID),
        proven_before: None,
    };
    link.token(&app.vault)
}

/// Whether the content of the mail is still true.
pub(super) fn is_still_true(event: Event, reader: &Reader, facts: &Facts) -> bool {
    match event {
        Event::CommentDecided(_, version) => {
            let status = facts.comment.as_ref().map(|comment| comment.status);
            let holds = facts.decided.as_ref().is_some_and(|decided| {
                decided.version == version && Some(decided.status) == status
            });
            reader.proven_at.is_some()
                && reader.mail_decisions
                && facts.author_verified
                && holds
                && matches!(status, Some(Status::Approved | Status::Rejected))
        }
        Event::ReviewAnswered(_, at) => {
            reader.proven_at.is_some()
                && reader.mail_decisions
                && facts.author_verified
                && facts.review.as_ref().is_some_and(|review| answered::is_still_true(review, at))
        }
        Event::AddressLink(_, request) => {
            reader.proven_at.is_none_or(|proven| proven.micros() < request)
        }
        Event::NewComment(_) | Event::ReaderDigest(..) => {
            reader.proven_at.is_some() && !facts.news.is_empty()
        }
        Event::DataLink(..) => true,
        Event::Correction(..) => {
            reader.proven_at.is_some() && reader.mail_corrections && facts.correction.is_some()
        }
        Event::CommentHeld(_)
        | Event::CommentPublished(_)
        | Event::Surge(_)
        | Event::QueueLate(..)
        | Event::Invitation(..)
        | Event::NoteMention(_)
        | Event::ReviewOpened(..)
        | Event::Digest(..)
        | Event::BackupsOverdue(_)
        | Event::BackupsBack(_)
        | Event::PasswordReset(..) => false,
    }
}

/// The links of a mail to a reader, which are signed for this reader and this comment.
fn links(app: &App, reader: &Reader, facts: &Facts) -> Links {
    let base = &app.config.server.base_url;
    // A mail about no comment in particular has none.
    let id = facts.comment.as_ref().map_or(CommentId(0), |comment| comment.id);
    let link = Link {
        purpose: Purpose::Confirm,
        comment: id,
        reader: reader.id,
        expires: facts.created_at.plus(LINK_LIFETIME),
        proven_before: reader.proven_at,
    };
    let stop = Link {
        purpose: Purpose::Stop,
        expires: facts.created_at.plus(UNSUBSCRIBE_VALID),
        proven_before: None,
        ..link
    };
    Links {
        confirm: format!("{base}/mail/{}", link.token(&app.vault)),
        comment: format!("{base}/comments/{id}"),
        private: format!("{base}/status/{}", form_token::status_token(&app.vault, id)),
        preferences: format!("{base}/mail/{}", preferences_token(app, reader.id, facts.created_at)),
        stop: format!("{base}/mail/{}", stop.token(&app.vault)),
    }
}

/// Renders a mail to a reader. Returns it and the URL for unsubscribing.
pub(super) fn write(
    app: &App,
    words: &Words,
    event: Event,
    reader: &Reader,
    facts: &Facts,
) -> Result<(RenderedMail, String)> {
    let settings = app.settings();
    let links = links(app, reader, facts);
    let comment = || facts.comment.as_ref().ok_or(Error::NotFound);
    let decision = facts.decided.as_ref();
    let letter = match event {
        Event::CommentHeld(_)
        | Event::CommentPublished(_)
        | Event::Surge(_)
        | Event::QueueLate(..)
        | Event::Invitation(..)
        | Event::NoteMention(_)
        | Event::ReviewOpened(..)
        | Event::Digest(..)
        | Event::BackupsOverdue(_)
        | Event::BackupsBack(_)
        | Event::PasswordReset(..) => return Err(Error::internal("this mail is for the staff")),
        Event::AddressLink(..) => {
            let asked =
                facts.asked.map(|scope| Ok::<_, Error>((scope, comment()?.article.as_str())));
            reader_mails::address_link(&settings, words, asked.transpose()?, &links)
        }
        Event::NewComment(_) | Event::ReaderDigest(..) => {
            follower_mails::news(&settings, words, &facts.news, &links)
        }
        Event::Correction(..) => {
            let correction = facts.correction.as_ref().ok_or(Error::NotFound)?;
            follower_mails::correction(&settings, words, correction, &links)
        }
        Event::DataLink(..) => reader_mails::data_link(&settings, words, &links),
        Event::CommentDecided(..) => {
            reader_mails::decided(&settings, words, comment()?, (decision, &facts.news), &links)
        }
        Event::ReviewAnswered(..) => {
            let outcome = facts.review.as_ref().and_then(answered::outcome);
            let outcome = outcome.ok_or(Error::NotFound)?;
            let article = &comment()?.article;
            reader_mails::answered(&settings, words, outcome, article, decision, &links)
        }
    };
    let written = letter.render()?;
    Ok((written, links.stop))
}
