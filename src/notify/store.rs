//! The queries of deliveries and suppressions, and of the data that mails contain.

use diesel::prelude::*;

use crate::accounts::model::Role;
use crate::audit::model::Act;
use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{
    accounts, address_links, articles, audit_log, comments, deliveries, proven_comments, readers,
    sections, suppressions, surges,
};
use crate::error::{Error, Result, optional};
use crate::ids::{AccountId, ArticleId, AuditId, CommentId, DeliveryId, ReaderId};
use crate::moderation::{self, section_moderators};
use crate::notify::facts::{Account, Comment, Facts, Reader, STOPPED, Surge};
use crate::notify::model::{
    Audience, Delivery, Event, State, Suppression, reader_recipient, recipient,
};
use crate::on;
use crate::queue::{self, Job};
use crate::reviews;
use crate::status::Status;

/// The pattern of events of confirmation links.
const ADDRESS_LINKS: &str = "address_link:%";
/// The pattern of the reason of a mail whose recipient was refused permanently.
const AT_RCPT: &str = "at RCPT the relay answered 5%";

/// The members of the staff who get a mail about each of these events.
pub(super) fn recipients(
    conn: &mut Connection,
    events: &[Event],
) -> Result<Vec<(Event, AccountId)>> {
    let (mut held, mut published, mut for_editors) = (Vec::new(), Vec::new(), Vec::new());
    for event in events.iter().copied() {
        match event.audience() {
            Audience::Moderators(comment) => held.push((event, comment)),
            Audience::ArticleAuthor(comment) => published.push(comment),
            Audience::Editors => for_editors.push(event),
            // Planned in `notify::readers`.
            Audience::Reader => {}
        }
    }
    let mut planned = Vec::new();
    if !held.is_empty() {
        let comments: Vec<CommentId> = held.iter().map(|(_, comment)| *comment).collect();
        let theirs = section_moderators::recipients_of(conn, &comments)?;
        for (event, comment) in held {
            let accounts = theirs.get(&comment).into_iter().flatten();
            planned.extend(accounts.map(|account| (event, *account)));
        }
    }
    if !for_editors.is_empty() {
        let editors = staff(conn, Role::Editor)?;
        planned.extend(
            for_editors.iter().flat_map(|event| editors.iter().map(|account| (*event, *account))),
        );
    }
    if !published.is_empty() {
        let authors: Vec<(CommentId, AccountId)> = on!(conn, |c| comments::table
            .inner_join(articles::table.inner_join(accounts::table))
            // If the approval was undone meanwhile, the mail is planned at the next one.
            .filter(comments::id.eq_any(&published).and(comments::status.eq(Status::Approved)))
            .filter(accounts::disabled_at.is_null())
            .order(comments::id)
            .select((comments::id, accounts::id))
            .load(c))?;
        planned.extend(
            authors.into_iter().map(|(comment, author)| (Event::CommentPublished(comment), author)),
        );
    }
    Ok(planned)
}

/// Enabled accounts with at least this role.
fn staff(conn: &mut Connection, least: Role) -> Result<Vec<AccountId>> {
    Ok(on!(conn, |c| accounts::table
        .filter(accounts::role.ge(least).and(accounts::disabled_at.is_null()))
        .order(accounts::id)
        .select(accounts::id)
        .load(c))?)
}

/// The content of a log line about the surge guard. `None` if it is about another act, or the
/// article was deleted.
fn surge(conn: &mut Connection, entry: AuditId) -> Result<Option<Surge>> {
    let row: Option<(Act, Option<String>)> = on!(conn, |c| audit_log::table
        .find(entry)
        .select((audit_log::act, audit_log::detail))
        .first(c)
        .optional())?;
    let Some((act, Some(detail))) = row else { return Ok(None) };
    let mut detail: serde_json::Value = serde_json::from_str(&detail).map_err(Error::internal)?;
    let Some(article) = detail["article"].as_i64().map(ArticleId) else { return Ok(None) };
    let title: Option<String> =
        on!(conn, |c| articles::table.find(article).select(articles::title).first(c).optional())?;
    let guarded: Option<ArticleId> =
        on!(conn, |c| surges::table.find(article).select(surges::article_id).first(c).optional())?;
    Ok(title.map(|article| Surge {
        act,
        article,
        cause: serde_json::from_value(detail["cause"].take()).ok(),
        mode: serde_json::from_value(detail["mode"].take()).ok(),
        is_on: guarded.is_some(),
    }))
}

/// Adds a delivery. `None` if it exists already.
pub(super) fn insert(
    conn: &mut Connection,
    event: Event,
    account: AccountId,
    message_id: &str,
    now: Time,
) -> Result<Option<DeliveryId>> {
    let added: Option<DeliveryId> = on!(conn, |c| diesel::insert_into(deliveries::table)
        .values((
            deliveries::event.eq(event.to_string()),
            deliveries::recipient.eq(recipient(account)),
            deliveries::account_id.eq(account),
            deliveries::comment_id.eq(event.comment()),
            deliveries::state.eq(State::Waiting),
            deliveries::message_id.eq(message_id),
            deliveries::attempts.eq(0),
            deliveries::created_at.eq(now),
        ))
        .on_conflict_do_nothing()
        .returning(deliveries::id)
        .get_result(c)
        .optional())?;
    Ok(added)
}

/// The present data of a delivery. `None` if there is no such delivery.
pub(super) fn facts(conn: &mut Connection, id: DeliveryId) -> Result<Option<Facts>> {
    type Row =
        (String, State, String, i64, Time, Option<AccountId>, Option<ReaderId>, Option<CommentId>);
    let row: Option<Row> = on!(conn, |c| deliveries::table
        .find(id)
        .select((
            deliveries::event,
            deliveries::state,
            deliveries::message_id,
            deliveries::attempts,
            deliveries::created_at,
            deliveries::account_id,
            deliveries::reader_id,
            deliveries::comment_id,
        ))
        .first(c)
        .optional())?;
    let Some((event, state, message_id, attempts, created_at, account, reader, comment)) = row
    else {
        return Ok(None);
    };
    let decided = match (reader, comment) {
        (Some(_), Some(comment)) => moderation::last_decision(conn, comment)?,
        _ => None,
    };
    let reader = reader.map(|id| self::reader(conn, id)).transpose()?.flatten();
    let account: Option<Account> = on!(conn, |c| accounts::table
        .left_join(suppressions::table.on(suppressions::email_index.eq(accounts::email_index)))
        .filter(accounts::id.nullable().eq(account))
        .select((
            accounts::id,
            accounts::email_index,
            accounts::email_sealed,
            accounts::role,
            accounts::disabled_at,
            suppressions::created_at.nullable(),
        ))
        .first(c)
        .optional())?;
    let comment: Option<Comment> = on!(conn, |c| comments::table
        .inner_join(articles::table.left_join(sections::table))
        .filter(comments::id.nullable().eq(comment))
        .select((
            comments::id,
            comments::status,
            comments::name,
            comments::text,
            comments::reasons,
            comments::created_at,
            articles::title,
            sections::name.nullable(),
        ))
        .first(c)
        .optional())?;
    let is_authors = match &comment {
        Some(comment) => is_authors(conn, comment.id)?,
        None => false,
    };
    let surge = match Event::parse(&event) {
        Some(Event::Surge(entry)) => surge(conn, entry)?,
        _ => None,
    };
    let review = match Event::parse(&event) {
        Some(Event::ReviewAnswered(review, _)) => optional(reviews::find(conn, review))?,
        _ => None,
    };
    let waiting = moderation::waiting(conn)?;
    Ok(Some(Facts {
        event,
        state,
        message_id,
        attempts,
        created_at,
        account,
        reader,
        decided,
        comment,
        is_authors,
        surge,
        review,
        waiting,
    }))
}

/// Whether a comment's author has confirmed the address, by the browser or by a link.
pub(super) fn is_authors(conn: &mut Connection, comment: CommentId) -> Result<bool> {
    let proven = proven_comments::table.find(comment);
    Ok(on!(conn, |c| diesel::select(diesel::dsl::exists(proven)).get_result(c))?)
}

/// Completes a waiting delivery.
pub(super) fn end(
    conn: &mut Connection,
    id: DeliveryId,
    state: State,
    attempts: i64,
    reason: Option<&str>,
    now: Time,
) -> Result<()> {
    on!(conn, |c| diesel::update(deliveries::table.find(id))
        .set((
            deliveries::state.eq(state),
            deliveries::attempts.eq(attempts),
            deliveries::last_error.eq(reason),
            deliveries::finished_at.eq(now),
        ))
        .execute(c))?;
    Ok(())
}

/// Stores why a delivery still waits.
pub(super) fn note(
    conn: &mut Connection,
    id: DeliveryId,
    attempts: i64,
    reason: &str,
) -> Result<()> {
    on!(conn, |c| diesel::update(deliveries::table.find(id))
        .set((deliveries::attempts.eq(attempts), deliveries::last_error.eq(reason)))
        .execute(c))?;
    Ok(())
}

/// Suppresses an address.
pub(super) fn suppress(
    conn: &mut Connection,
    email_index: &[u8],
    reason: &str,
    now: Time,
) -> Result<()> {
    let found = (suppressions::reason.eq(reason), suppressions::created_at.eq(now));
    // A refusal by the relay does not replace the reason that the owner unsubscribed.
    if suppression(conn, email_index)?.is_some_and(|before| before == STOPPED) {
        return Ok(());
    }
    on!(conn, |c| diesel::insert_into(suppressions::table)
        .values((suppressions::email_index.eq(email_index), found))
        .on_conflict(suppressions::email_index)
        .do_update()
        .set(found)
        .execute(c))?;
    Ok(())
}

/// Removes the suppression of the recipient of a delivery, unless the recipient unsubscribed.
pub(super) fn lift_suppression(conn: &mut Connection, delivery: DeliveryId) -> Result<()> {
    type Indexes = (Option<Vec<u8>>, Option<Vec<u8>>);
    let found: Option<Indexes> = on!(conn, |c| deliveries::table
        .left_join(accounts::table)
        .left_join(readers::table)
        .filter(deliveries::id.eq(delivery))
        .select((accounts::email_index.nullable(), readers::email_index.nullable()))
        .first(c)
        .optional())?;
    let index = found.and_then(|(account, reader)| account.or(reader));
    if let Some(index) = index {
        // Only the owner of an address can undo unsubscribing.
        let refused = suppressions::email_index.eq(&index).and(suppressions::reason.ne(STOPPED));
        on!(conn, |c| diesel::delete(suppressions::table.filter(refused)).execute(c))?;
    }
    Ok(())
}

/// Whether the relay has refused another recipient since it last accepted a mail.
pub(super) fn refused_another(conn: &mut Connection, delivery: DeliveryId) -> Result<bool> {
    let recipient: Option<String> = on!(conn, |c| deliveries::table
        .find(delivery)
        .select(deliveries::recipient)
        .first(c)
        .optional())?;
    let Some(recipient) = recipient else { return Ok(false) };
    let since = last_sent(conn)?;
    let refused = deliveries::last_error.like(AT_RCPT);
    let waiting = deliveries::state.eq(State::Waiting);
    let ended = deliveries::state
        .eq(State::Suppressed)
        .and(deliveries::finished_at.gt(since).assume_not_null());
    let others = deliveries::table
        .filter(deliveries::recipient.ne(recipient))
        .filter(refused.assume_not_null().and(waiting.or(ended)));
    Ok(on!(conn, |c| diesel::select(diesel::dsl::exists(others)).get_result(c))?)
}

/// When the relay last accepted a mail.
fn last_sent(conn: &mut Connection) -> Result<Time> {
    let last: Option<Option<Time>> = on!(conn, |c| deliveries::table
        .filter(deliveries::state.eq(State::Sent))
        .order(deliveries::finished_at.desc())
        .select(deliveries::finished_at)
        .first(c)
        .optional())?;
    Ok(last.flatten().unwrap_or(Time::from_micros(0)))
}

/// Discards the relay's refusals of recipients since it last accepted a mail: removes the
/// suppression of their addresses, and reschedules their mails for `due`. Returns how many mails.
pub(super) fn discard_refusals(conn: &mut Connection, due: Time, now: Time) -> Result<usize> {
    let since = last_sent(conn)?;
    let refused = deliveries::state
        .eq(State::Suppressed)
        .and(deliveries::finished_at.gt(since).assume_not_null())
        .and(deliveries::last_error.like(AT_RCPT).assume_not_null());
    let ids: Vec<DeliveryId> =
        on!(conn, |c| deliveries::table.filter(refused).select(deliveries::id).load(c))?;
    for id in &ids {
        lift_suppression(conn, *id)?;
        if reopen(conn, *id, State::Suppressed)? {
            note(conn, *id, 0, "at RCPT the relay answered 5xx to every recipient")?;
            queue::enqueue_at(conn, Job::Deliver { delivery: *id }, due, now)?;
        }
    }
    Ok(ids.len())
}

/// The reason of the suppression of an address; `None` if it is not suppressed.
pub(super) fn suppression(conn: &mut Connection, email_index: &[u8]) -> Result<Option<String>> {
    Ok(on!(conn, |c| suppressions::table
        .find(email_index)
        .select(suppressions::reason)
        .first(c)
        .optional())?)
}

/// Removes the suppression of an address, whatever its reason.
pub(super) fn lift(conn: &mut Connection, email_index: &[u8]) -> Result<()> {
    on!(conn, |c| diesel::delete(suppressions::table.find(email_index)).execute(c))?;
    Ok(())
}

/// The blind index of an account's address.
pub(super) fn email_index_of(conn: &mut Connection, id: AccountId) -> Result<Option<Vec<u8>>> {
    Ok(on!(conn, |c| accounts::table.find(id).select(accounts::email_index).first(c).optional())?)
}

/// Suppressed addresses older than `before`, newest first.
pub(super) fn suppressions(
    conn: &mut Connection,
    before: Option<Time>,
    limit: i64,
) -> Result<Vec<Suppression>> {
    let before = before.unwrap_or(Time::from_micros(i64::MAX));
    Ok(on!(conn, |c| suppressions::table
        .left_join(accounts::table.on(accounts::email_index.eq(suppressions::email_index)))
        .filter(suppressions::created_at.lt(before))
        .order((suppressions::created_at.desc(), suppressions::email_index))
        .limit(limit)
        .select((
            suppressions::email_index,
            suppressions::reason,
            suppressions::created_at,
            accounts::id.nullable(),
            accounts::name.nullable(),
        ))
        .load(c))?)
}

/// Restarts a completed delivery if its state is still `from`.
pub(super) fn reopen(conn: &mut Connection, id: DeliveryId, from: State) -> Result<bool> {
    let reopened = on!(conn, |c| diesel::update(
        deliveries::table.filter(deliveries::id.eq(id).and(deliveries::state.eq(from)))
    )
    .set((
        deliveries::state.eq(State::Waiting),
        deliveries::attempts.eq(0),
        deliveries::last_error.eq(None::<String>),
        deliveries::finished_at.eq(None::<Time>),
    ))
    .execute(c))?;
    Ok(reopened == 1)
}

/// One delivery.
pub(super) fn find(conn: &mut Connection, id: DeliveryId) -> Result<Delivery> {
    let mut found = list(conn, None, Some(DeliveryId(id.0.saturating_add(1))), 1)?;
    found.pop().filter(|delivery| delivery.id == id).ok_or(Error::NotFound)
}

/// Deliveries with ids below `before`, newest first.
pub(super) fn list(
    conn: &mut Connection,
    state: Option<State>,
    before: Option<DeliveryId>,
    limit: i64,
) -> Result<Vec<Delivery>> {
    let before = before.unwrap_or(DeliveryId(i64::MAX));
    Ok(on!(conn, |c| {
        let mut found = deliveries::table
            .left_join(accounts::table)
            .filter(deliveries::id.lt(before))
            .order(deliveries::id.desc())
            .limit(limit)
            .select((
                deliveries::id,
                deliveries::event,
                deliveries::account_id,
                accounts::name.nullable(),
                deliveries::comment_id,
                deliveries::state,
                deliveries::message_id,
                deliveries::attempts,
                deliveries::last_error,
                deliveries::created_at,
                deliveries::finished_at,
            ))
            .into_boxed();
        if let Some(state) = state {
            found = found.filter(deliveries::state.eq(state));
        }
        found.load(c)
    })?)
}

/// A reader, unless erased.
pub(super) fn reader(conn: &mut Connection, id: ReaderId) -> Result<Option<Reader>> {
    Ok(on!(conn, |c| readers::table
        .left_join(suppressions::table.on(suppressions::email_index.eq(readers::email_index)))
        .filter(readers::id.eq(id))
        .select((
            readers::id,
            readers::email_index,
            readers::email_sealed,
            readers::proven_at,
            suppressions::reason.nullable(),
        ))
        .first(c)
        .optional())?)
}

/// The reader who wrote a comment, unless erased.
pub(super) fn reader_of(conn: &mut Connection, comment: CommentId) -> Result<Option<ReaderId>> {
    let found: Option<Option<ReaderId>> = on!(conn, |c| comments::table
        .find(comment)
        .select(comments::reader_id)
        .first(c)
        .optional())?;
    Ok(found.flatten())
}

/// Adds a delivery to a reader. `None` if it exists already.
pub(super) fn insert_for_reader(
    conn: &mut Connection,
    event: Event,
    (comment, reader): (CommentId, ReaderId),
    message_id: &str,
    now: Time,
) -> Result<Option<DeliveryId>> {
    let added: Option<DeliveryId> = on!(conn, |c| diesel::insert_into(deliveries::table)
        .values((
            deliveries::event.eq(event.to_string()),
            deliveries::recipient.eq(reader_recipient(reader)),
            deliveries::reader_id.eq(reader),
            deliveries::comment_id.eq(comment),
            deliveries::state.eq(State::Waiting),
            deliveries::message_id.eq(message_id),
            deliveries::attempts.eq(0),
            deliveries::created_at.eq(now),
        ))
        .on_conflict_do_nothing()
        .returning(deliveries::id)
        .get_result(c)
        .optional())?;
    Ok(added)
}

/// Records a request for a link that is not mailed.
pub(super) fn insert_unsent(
    conn: &mut Connection,
    event: Event,
    (comment, reader): (CommentId, ReaderId),
    message_id: &str,
    now: Time,
) -> Result<()> {
    on!(conn, |c| diesel::insert_into(deliveries::table)
        .values((
            deliveries::event.eq(event.to_string()),
            deliveries::recipient.eq(reader_recipient(reader)),
            deliveries::reader_id.eq(reader),
            deliveries::comment_id.eq(comment),
            deliveries::state.eq(State::Cancelled),
            deliveries::message_id.eq(message_id),
            deliveries::attempts.eq(0),
            deliveries::last_error
                .eq("the inbox reached its limit of links, or its owner has unsubscribed"),
            deliveries::created_at.eq(now),
            deliveries::finished_at.eq(now),
        ))
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

/// When a confirmation link was last requested for this comment.
pub(super) fn last_link_request(conn: &mut Connection, comment: CommentId) -> Result<Option<Time>> {
    let links = deliveries::comment_id.eq(comment).and(deliveries::event.like(ADDRESS_LINKS));
    let last: Option<Time> = on!(conn, |c| deliveries::table
        .filter(links)
        .order(deliveries::id.desc())
        .select(deliveries::created_at)
        .first(c)
        .optional())?;
    Ok(last)
}

/// When the last ten links were mailed to an inbox, latest first.
pub(super) fn links_to(conn: &mut Connection, inbox: &[u8]) -> Result<Vec<Time>> {
    Ok(on!(conn, |c| address_links::table
        .filter(address_links::inbox.eq(inbox))
        .order(address_links::sent_at.desc())
        .limit(10)
        .select(address_links::sent_at)
        .load(c))?)
}

/// Records that a link is mailed to an inbox.
pub(super) fn add_link(conn: &mut Connection, inbox: &[u8], now: Time) -> Result<()> {
    on!(conn, |c| diesel::insert_into(address_links::table)
        .values((address_links::inbox.eq(inbox), address_links::sent_at.eq(now)))
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

/// Deletes records of links that were mailed before `until`.
pub(super) fn remove_links(conn: &mut Connection, until: Time) -> Result<usize> {
    let old = address_links::table.filter(address_links::sent_at.lt(until));
    Ok(on!(conn, |c| diesel::delete(old).execute(c))?)
}

/// How many links were requested since `since` from the network of this comment.
pub(super) fn links_of_network(
    conn: &mut Connection,
    comment: CommentId,
    since: Time,
) -> Result<i64> {
    let hash: Option<Option<Vec<u8>>> = on!(conn, |c| comments::table
        .find(comment)
        .select(comments::network_hash)
        .first(c)
        .optional())?;
    let Some(hash) = hash.flatten() else { return Ok(0) };
    let links = deliveries::event.like(ADDRESS_LINKS).and(deliveries::created_at.gt(since));
    Ok(on!(conn, |c| deliveries::table
        .inner_join(comments::table)
        .filter(comments::network_hash.eq(hash).and(links))
        .count()
        .get_result(c))?)
}
