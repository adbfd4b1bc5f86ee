//! Deliveries and suppressions, and what a mail needs to know of comments and accounts.

use std::time::Duration;

use diesel::prelude::*;

use crate::audit::model::Act;
use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{
    accounts, articles, audit_log, comments, deliveries, readers as reader_rows, sections,
    suppressions, surges,
};
use crate::error::{Error, Result};
use crate::ids::{AccountId, ArticleId, AuditId, CommentId, DeliveryId, ReaderId};
use crate::moderation::{self, LastDecision, desks};
use crate::notify::model::{Event, State, recipient};
use crate::notify::readers::{self, Reader, STOPPED};
use crate::on;
use crate::queue::{self, Job};
use crate::reviews;
use crate::reviews::model::Review;
use crate::screening::surge::model::{Cause, Mode};
use crate::status::Status;

/// The least role that is told of held comments: moderator.
const MODERATOR: i16 = 1;
/// How long no mail is tried to the refused address of a member of the staff.
const STAFF_REFUSED: Duration = Duration::from_secs(86_400);
/// How the reason of a mail begins whose recipient was refused.
const AT_RCPT: &str = "at RCPT%";
/// The least role that is told of surges: editor.
const EDITOR: i16 = 2;

/// Everything that decides whether a mail still leaves, and what it says.
pub(super) struct Facts {
    pub(super) event: String,
    pub(super) state: Option<State>,
    pub(super) message_id: String,
    pub(super) attempts: i64,
    pub(super) created_at: Time,
    pub(super) account: Option<Account>,
    pub(super) reader: Option<Reader>,
    /// What was last decided about the comment, where the mail is for its reader.
    pub(super) decided: Option<LastDecision>,
    pub(super) comment: Option<Comment>,
    pub(super) surge: Option<Surge>,
    /// The review that was answered, where the mail tells of one.
    pub(super) review: Option<Review>,
    /// How many comments wait for a decision.
    pub(super) waiting: i64,
}

/// What a line of the log tells of the surge guard.
pub(super) struct Surge {
    pub(super) act: Act,
    pub(super) article: String,
    /// None where somebody has sent the guard away.
    pub(super) cause: Option<Cause>,
    /// What the guard does; None where it has stepped back.
    pub(super) mode: Option<Mode>,
    /// Whether the article is under guard now.
    pub(super) is_on: bool,
}

#[derive(Queryable)]
pub(super) struct Account {
    pub(super) id: AccountId,
    pub(super) email_index: Vec<u8>,
    pub(super) email_sealed: Vec<u8>,
    pub(super) role: i16,
    pub(super) disabled_at: Option<Time>,
    /// When the relay refused the address.
    pub(super) suppressed_at: Option<Time>,
}

impl Account {
    /// A refusal holds for a day: after that a mail finds out whether it still does. Staff are
    /// never silenced for good by one answer.
    pub(super) fn is_suppressed(&self, now: Time) -> bool {
        self.suppressed_at.is_some_and(|since| now.left_of(STAFF_REFUSED, since).is_some())
    }

    pub(super) fn is_moderator(&self) -> bool {
        self.role >= MODERATOR
    }

    pub(super) fn is_editor(&self) -> bool {
        self.role >= EDITOR
    }
}

#[derive(Queryable)]
pub(super) struct Comment {
    pub(super) id: CommentId,
    pub(super) status: Status,
    pub(super) name: String,
    pub(super) text: String,
    pub(super) reasons: String,
    pub(super) created_at: Time,
    pub(super) article: String,
    pub(super) section: Option<String>,
}

/// A delivery as admins see it.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct Delivery {
    /// The row.
    pub id: DeliveryId,
    /// `comment_held:17`.
    pub event: String,
    /// The recipient, unless the account is gone.
    pub account_id: Option<AccountId>,
    /// The recipient's name.
    pub account_name: Option<String>,
    /// What it is about.
    pub comment_id: Option<CommentId>,
    /// As [`State::number`].
    pub state: i16,
    /// The same on each try.
    pub message_id: String,
    /// Tries that reached the relay.
    pub attempts: i64,
    /// Why it is not sent, in one sentence.
    pub last_error: Option<String>,
    /// When it was planned.
    pub created_at: Time,
    /// When it was sent, cancelled or given up.
    pub finished_at: Option<Time>,
}

/// Everyone who is told of each of these events, in their order.
pub(super) fn recipients(
    conn: &mut Connection,
    events: &[Event],
) -> Result<Vec<(Event, AccountId)>> {
    let for_moderators =
        |event: &&Event| matches!(event, Event::CommentHeld(_) | Event::QueueLate(..));
    let held: Vec<Event> = events.iter().filter(for_moderators).copied().collect();
    let published: Vec<CommentId> = events
        .iter()
        .filter_map(|event| match event {
            Event::CommentPublished(comment) => Some(*comment),
            _ => None,
        })
        .collect();
    let mut told = Vec::new();
    if !held.is_empty() {
        let comments: Vec<CommentId> = held.iter().filter_map(|event| event.comment()).collect();
        let theirs = desks::told_of(conn, &comments)?;
        for event in held {
            let accounts =
                event.comment().and_then(|comment| theirs.get(&comment)).into_iter().flatten();
            told.extend(accounts.map(|account| (event, *account)));
        }
    }
    let surges: Vec<Event> =
        events.iter().copied().filter(|event| matches!(event, Event::Surge(_))).collect();
    if !surges.is_empty() {
        let editors = staff(conn, EDITOR)?;
        told.extend(
            surges.iter().flat_map(|event| editors.iter().map(|account| (*event, *account))),
        );
    }
    if !published.is_empty() {
        let authors: Vec<(CommentId, AccountId)> = on!(conn, |c| comments::table
            .inner_join(articles::table.inner_join(accounts::table))
            // One that was taken back meanwhile is told of when it is approved again.
            .filter(comments::id.eq_any(&published).and(comments::status.eq(Status::Approved)))
            .filter(accounts::disabled_at.is_null())
            .order(comments::id)
            .select((comments::id, accounts::id))
            .load(c))?;
        told.extend(
            authors.into_iter().map(|(comment, author)| (Event::CommentPublished(comment), author)),
        );
    }
    Ok(told)
}

/// Everyone with at least this role.
fn staff(conn: &mut Connection, least: i16) -> Result<Vec<AccountId>> {
    Ok(on!(conn, |c| accounts::table
        .filter(accounts::role.ge(least).and(accounts::disabled_at.is_null()))
        .order(accounts::id)
        .select(accounts::id)
        .load(c))?)
}

/// What a line of the log tells of the surge guard. `None`: it tells of something else, or the
/// article is gone.
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

/// Plans a mail. `None`: it was planned before.
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
            deliveries::state.eq(State::Waiting.number()),
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

/// What is true of a delivery at this moment. `None`: there is no such delivery.
pub(super) fn facts(conn: &mut Connection, id: DeliveryId) -> Result<Option<Facts>> {
    type Row =
        (String, i16, String, i64, Time, Option<AccountId>, Option<ReaderId>, Option<CommentId>);
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
    let reader = reader.map(|reader| readers::facts(conn, reader)).transpose()?.flatten();
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
    let surge = match Event::parse(&event) {
        Some(Event::Surge(entry)) => surge(conn, entry)?,
        _ => None,
    };
    let review = match Event::parse(&event) {
        Some(Event::ReviewAnswered(review, _)) => found(reviews::find(conn, review))?,
        _ => None,
    };
    let waiting = moderation::waiting(conn)?;
    let state = State::of(state);
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
        surge,
        review,
        waiting,
    }))
}

/// What is not there is no fault of a mail's.
fn found<T>(looked: Result<T>) -> Result<Option<T>> {
    match looked {
        Ok(found) => Ok(Some(found)),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Ends a delivery that waits.
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
            deliveries::state.eq(state.number()),
            deliveries::attempts.eq(attempts),
            deliveries::last_error.eq(reason),
            deliveries::finished_at.eq(now),
        ))
        .execute(c))?;
    Ok(())
}

/// Notes why a delivery still waits.
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

/// No mail goes to that address any more.
pub(super) fn suppress(
    conn: &mut Connection,
    email_index: &[u8],
    reason: &str,
    now: Time,
) -> Result<()> {
    let found = (suppressions::reason.eq(reason), suppressions::created_at.eq(now));
    // What the owner of the address said outlives what a server says of it.
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

/// Mail goes to the address of that delivery's recipient again.
pub(super) fn lift_suppression(conn: &mut Connection, delivery: DeliveryId) -> Result<()> {
    type Indexes = (Option<Vec<u8>>, Option<Vec<u8>>);
    let found: Option<Indexes> = on!(conn, |c| deliveries::table
        .left_join(accounts::table)
        .left_join(reader_rows::table)
        .filter(deliveries::id.eq(delivery))
        .select((accounts::email_index.nullable(), reader_rows::email_index.nullable()))
        .first(c)
        .optional())?;
    let index = found.and_then(|(account, reader)| account.or(reader));
    if let Some(index) = index {
        // What the owner of an address has asked for is not for others to lift.
        let refused = suppressions::email_index.eq(&index).and(suppressions::reason.ne(STOPPED));
        on!(conn, |c| diesel::delete(suppressions::table.filter(refused)).execute(c))?;
    }
    Ok(())
}

/// Whether the relay has refused another recipient since it last took a mail, or still does.
pub(super) fn refuses_others(conn: &mut Connection, delivery: DeliveryId) -> Result<bool> {
    let recipient: Option<String> = on!(conn, |c| deliveries::table
        .find(delivery)
        .select(deliveries::recipient)
        .first(c)
        .optional())?;
    let Some(recipient) = recipient else { return Ok(false) };
    let since = last_sent(conn)?;
    let refused = deliveries::last_error.like(AT_RCPT);
    let waiting = deliveries::state.eq(State::Waiting.number());
    let ended = deliveries::state
        .eq(State::Suppressed.number())
        .and(deliveries::finished_at.gt(since).assume_not_null());
    let others = deliveries::table
        .filter(deliveries::recipient.ne(recipient))
        .filter(refused.assume_not_null().and(waiting.or(ended)));
    Ok(on!(conn, |c| diesel::select(diesel::dsl::exists(others)).get_result(c))?)
}

/// When the relay last took a mail.
fn last_sent(conn: &mut Connection) -> Result<Time> {
    let last: Option<Option<Time>> = on!(conn, |c| deliveries::table
        .filter(deliveries::state.eq(State::Sent.number()))
        .order(deliveries::finished_at.desc())
        .select(deliveries::finished_at)
        .first(c)
        .optional())?;
    Ok(last.flatten().unwrap_or(Time::from_micros(0)))
}

/// Forgets what the relay has said of recipients since it last took a mail: their addresses are no
/// longer suppressed, and their mails wait again, until `due`. Returns how many mails.
pub(super) fn forget_refusals(conn: &mut Connection, due: Time, now: Time) -> Result<usize> {
    let since = last_sent(conn)?;
    let refused = deliveries::state
        .eq(State::Suppressed.number())
        .and(deliveries::finished_at.gt(since).assume_not_null())
        .and(deliveries::last_error.like(AT_RCPT).assume_not_null());
    let ids: Vec<DeliveryId> =
        on!(conn, |c| deliveries::table.filter(refused).select(deliveries::id).load(c))?;
    for id in &ids {
        lift_suppression(conn, *id)?;
        if reopen(conn, *id, State::Suppressed)? {
            note(conn, *id, 0, "at RCPT the relay refused every recipient")?;
            queue::enqueue_at(conn, Job::Deliver { delivery: *id }, due, now)?;
        }
    }
    Ok(ids.len())
}

/// Why no mail goes to an address; none if it does.
pub(super) fn suppression(conn: &mut Connection, email_index: &[u8]) -> Result<Option<String>> {
    Ok(on!(conn, |c| suppressions::table
        .find(email_index)
        .select(suppressions::reason)
        .first(c)
        .optional())?)
}

/// Lets mail go to an address again, whoever wanted none.
pub(super) fn lift(conn: &mut Connection, email_index: &[u8]) -> Result<()> {
    on!(conn, |c| diesel::delete(suppressions::table.find(email_index)).execute(c))?;
    Ok(())
}

/// The blind index of an account's address.
pub(super) fn email_index_of(conn: &mut Connection, id: AccountId) -> Result<Option<Vec<u8>>> {
    Ok(on!(conn, |c| accounts::table.find(id).select(accounts::email_index).first(c).optional())?)
}

/// An address that takes no mail, as admins see it: without the address.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct Suppression {
    /// The blind index of the address.
    pub email_index: Vec<u8>,
    /// Why.
    pub reason: String,
    /// Since when.
    pub created_at: Time,
    /// The member of the staff whose address it is, if it is one's.
    pub account_id: Option<AccountId>,
    /// The name.
    pub account_name: Option<String>,
}

/// Suppressed addresses older than `before`, the newest first.
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

/// Puts an ended delivery back among those that wait, if it still stands as `from`.
pub(super) fn reopen(conn: &mut Connection, id: DeliveryId, from: State) -> Result<bool> {
    let reopened = on!(conn, |c| diesel::update(
        deliveries::table.filter(deliveries::id.eq(id).and(deliveries::state.eq(from.number())))
    )
    .set((
        deliveries::state.eq(State::Waiting.number()),
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

/// Deliveries before `before`, the newest first.
pub(super) fn list(
    conn: &mut Connection,
    state: Option<State>,
    before: Option<DeliveryId>,
    limit: i64,
) -> Result<Vec<Delivery>> {
    let before = before.unwrap_or(DeliveryId(i64::MAX));
    let (low, high) = state.map_or((i16::MIN, i16::MAX), |state| (state.number(), state.number()));
    Ok(on!(conn, |c| deliveries::table
        .left_join(accounts::table)
        .filter(deliveries::id.lt(before).and(deliveries::state.between(low, high)))
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
        .load(c))?)
}
