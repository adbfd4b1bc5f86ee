//! The tables of joined news: the comments and reviews in each mail to a member of the staff.

use diesel::prelude::*;

use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{articles, comments, deliveries, reviews, staff_digests, staff_news};
use crate::error::Result;
use crate::ids::{AccountId, CommentId, DeliveryId, ReviewId, SectionId};
use crate::notify::digest::{Entry, News, Reviewed};
use crate::notify::model::State;
use crate::notify::topics::Topic;
use crate::on;
use crate::reviews::model::State as ReviewState;
use crate::status::Status;

/// The newest mail to an account about a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, diesel::Queryable)]
pub struct Newest {
    /// The mail.
    pub delivery: DeliveryId,
    pub number: i64,
    pub due_at: Time,
    pub state: State,
    /// When an attempt took its news.
    pub sealed_at: Option<Time>,
}

/// The newest mail to this account about this topic.
pub fn newest(conn: &mut Connection, account: AccountId, topic: Topic) -> Result<Option<Newest>> {
    Ok(on!(conn, |c| staff_digests::table
        .inner_join(deliveries::table)
        .filter(staff_digests::account_id.eq(account).and(staff_digests::topic.eq(topic)))
        .select((
            deliveries::id,
            staff_digests::number,
            staff_digests::due_at,
            deliveries::state,
            deliveries::sealed_at,
        ))
        .first(c)
        .optional())?)
}

/// Makes a mail the newest one to an account about a topic.
pub fn set_newest(
    conn: &mut Connection,
    (account, topic): (AccountId, Topic),
    (delivery, number): (DeliveryId, i64),
    due_at: Time,
) -> Result<()> {
    let values = (
        staff_digests::number.eq(number),
        staff_digests::delivery_id.eq(delivery),
        staff_digests::due_at.eq(due_at),
    );
    on!(conn, |c| diesel::insert_into(staff_digests::table)
        .values((staff_digests::account_id.eq(account), staff_digests::topic.eq(topic), values))
        .on_conflict((staff_digests::account_id, staff_digests::topic))
        .do_update()
        .set(values)
        .execute(c))?;
    Ok(())
}

/// Whether an account was notified of this before, or will be.
pub fn is_known(conn: &mut Connection, account: AccountId, news: News) -> Result<bool> {
    let known = staff_news::table.find((account, news.topic, news.object));
    Ok(on!(conn, |c| diesel::select(diesel::dsl::exists(known)).get_result(c))?)
}

/// Adds news to a mail.
pub fn add(
    conn: &mut Connection,
    account: AccountId,
    news: News,
    delivery: DeliveryId,
) -> Result<()> {
    on!(conn, |c| diesel::insert_into(staff_news::table)
        .values((
            staff_news::account_id.eq(account),
            staff_news::topic.eq(news.topic),
            staff_news::object.eq(news.object),
            staff_news::comment_id.eq(news.comment),
            staff_news::delivery_id.eq(delivery),
        ))
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

/// Marks that an attempt takes the news of a mail.
pub fn seal(conn: &mut Connection, delivery: DeliveryId, now: Time) -> Result<()> {
    on!(conn, |c| diesel::update(deliveries::table.find(delivery))
        .set(deliveries::sealed_at.eq(now))
        .execute(c))?;
    Ok(())
}

/// Moves the news of other waiting mails to this account about this topic into `delivery`, unless an
/// attempt has taken them. Returns those mails, which have nothing left to say.
pub fn absorb(
    conn: &mut Connection,
    account: AccountId,
    topic: Topic,
    delivery: DeliveryId,
) -> Result<Vec<DeliveryId>> {
    let others: Vec<DeliveryId> = on!(conn, |c| staff_news::table
        .inner_join(deliveries::table)
        .filter(staff_news::account_id.eq(account).and(staff_news::topic.eq(topic)))
        .filter(deliveries::id.ne(delivery))
        .filter(deliveries::state.eq(State::Waiting).and(deliveries::sealed_at.is_null()))
        .select(deliveries::id)
        .distinct()
        .load(c))?;
    if !others.is_empty() {
        on!(conn, |c| diesel::update(
            staff_news::table.filter(staff_news::delivery_id.eq_any(&others))
        )
        .set(staff_news::delivery_id.eq(delivery))
        .execute(c))?;
    }
    Ok(others)
}

/// The comments of a mail that still have the state that it reports, with their sections, oldest
/// first. For topics of reviews those whose review is open.
pub fn still_true(
    conn: &mut Connection,
    delivery: DeliveryId,
    topic: Topic,
) -> Result<Vec<(i64, CommentId, Option<SectionId>)>> {
    let object = (staff_news::object, comments::id, comments::section_id);
    Ok(match topic {
        Topic::Held | Topic::OwnArticles => {
            let status = if topic == Topic::Held { Status::Pending } else { Status::Approved };
            on!(conn, |c| staff_news::table
                .inner_join(comments::table)
                .filter(staff_news::delivery_id.eq(delivery).and(comments::status.eq(status)))
                .order((comments::created_at, comments::id))
                .select(object)
                .load(c))?
        }
        _ => on!(conn, |c| staff_news::table
            .inner_join(comments::table)
            .inner_join(reviews::table.on(reviews::id.eq(staff_news::object)))
            .filter(staff_news::delivery_id.eq(delivery).and(reviews::state.eq(ReviewState::Open)))
            .order((reviews::opened_at, reviews::id))
            .select(object)
            .load(c))?,
    })
}

/// These comments as a mail shows them.
pub fn entries(conn: &mut Connection, ids: &[CommentId]) -> Result<Vec<Entry>> {
    Ok(on!(conn, |c| comments::table
        .inner_join(articles::table)
        .filter(comments::id.eq_any(ids))
        .order((comments::created_at, comments::id))
        .select((
            comments::id,
            comments::version,
            comments::name,
            comments::text,
            comments::reasons,
            comments::score,
            comments::created_at,
            comments::section_id,
            articles::title,
        ))
        .load(c))?)
}

/// These reviews as a mail shows them.
pub fn reviewed(conn: &mut Connection, ids: &[ReviewId]) -> Result<Vec<Reviewed>> {
    Ok(on!(conn, |c| reviews::table
        .filter(reviews::id.eq_any(ids))
        .select((reviews::id, reviews::kind, reviews::text, reviews::opened_at))
        .load(c))?)
}
