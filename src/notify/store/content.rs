//! The queries of the data that mails contain.

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;

use crate::accounts::{invitations, resets};
use crate::audit::model::Act;
use crate::backups;
use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{
    accounts, article_notes, articles, audit_log, comments, deliveries, proven_comments, readers,
    sections, suppressions, surges,
};
use crate::error::{Error, Result, optional};
use crate::ids::{
    AccountId, ArticleId, ArticleNoteId, AuditId, CommentId, DeliveryId, ReaderId, SectionId,
};
use crate::moderation;
use crate::notify::facts::{Account, Comment, Facts, Note, Reader, Surge};
use crate::notify::model::{Event, State};
use crate::notify::store::news;
use crate::notify::store::preferences;
use crate::on;
use crate::reviews;
use crate::subscriptions;

/// The present data of a delivery. `None` if there is no such delivery.
pub fn facts(conn: &mut Connection, id: DeliveryId) -> Result<Option<Facts>> {
    type Row = (
        String,
        State,
        String,
        i64,
        (Time, Option<Time>),
        Option<AccountId>,
        Option<ReaderId>,
        Option<CommentId>,
    );
    let row: Option<Row> = on!(conn, |c| deliveries::table
        .find(id)
        .select((
            deliveries::event,
            deliveries::state,
            deliveries::message_id,
            deliveries::attempts,
            (deliveries::created_at, deliveries::data_at),
            deliveries::account_id,
            deliveries::reader_id,
            deliveries::comment_id,
        ))
        .first(c)
        .optional())?;
    let Some((event, state, message_id, attempts, (created_at, data_at), account, reader, comment)) =
        row
    else {
        return Ok(None);
    };
    let decided = match (reader, comment) {
        (Some(_), Some(comment)) => moderation::last_decision(conn, comment)?,
        _ => None,
    };
    let reader = reader.map(|id| self::reader(conn, id)).transpose()?.flatten();
    let account = account.map(|id| self::account(conn, id)).transpose()?.flatten();
    let comment = comment.map(|id| self::comment(conn, id)).transpose()?.flatten();
    let (comment, comment_article) = comment.unzip();
    let author_verified = match &comment {
        Some(comment) => author_verified(conn, comment.id)?,
        None => false,
    };
    let chosen = match &account {
        Some(account) => {
            preferences::load(conn, &BTreeSet::from([account.id]))?.remove(&account.id)
        }
        None => None,
    };
    let mut facts = Facts {
        id,
        event,
        state,
        message_id,
        attempts,
        created_at,
        account,
        reader,
        decided,
        comment,
        comment_article,
        author_verified,
        surge: None,
        note: None,
        backups: None,
        news: Vec::new(),
        correction: None,
        asked: None,
        review: None,
        invitation: None,
        reset: None,
        waiting: moderation::waiting(conn)?,
        data_at,
        chosen: chosen.unwrap_or_default(),
        digest: None,
        flags: HashMap::new(),
    };
    add_facts_of_event(conn, &mut facts)?;
    Ok(Some(facts))
}

/// Reads what mails about the delivery's event need besides.
fn add_facts_of_event(conn: &mut Connection, facts: &mut Facts) -> Result<()> {
    let Some(event) = Event::parse(&facts.event) else { return Ok(()) };
    match event {
        Event::Surge(entry) => facts.surge = surge(conn, entry)?,
        Event::NoteMention(id) => facts.note = note(conn, id)?,
        Event::BackupsOverdue(_) | Event::BackupsBack(_) => {
            facts.backups = Some(backups::schedule::State::read(conn)?);
        }
        Event::ReviewAnswered(id, _) => facts.review = optional(reviews::find(conn, id))?,
        Event::Correction(article, at) => {
            if let Some(reader) = &facts.reader {
                let at = Time::from_micros(at);
                facts.correction = news::correction(conn, article, at, reader.id)?;
            }
        }
        Event::AddressLink(comment, _) => {
            facts.asked = subscriptions::with_comment(conn, comment)?
                .filter(|subscription| subscription.confirmed_at.is_none())
                .map(|subscription| subscription.scope);
        }
        Event::Invitation(id, at) => {
            facts.invitation = optional(invitations::find(conn, id))?
                .filter(|invitation| invitation.sent_at.micros() == at);
        }
        Event::PasswordReset(id, at) => {
            facts.reset = resets::requested_by(conn, id, Time::from_micros(at))?;
        }
        _ => {}
    }
    Ok(())
}

fn account(conn: &mut Connection, id: AccountId) -> Result<Option<Account>> {
    Ok(on!(conn, |c| accounts::table
        .left_join(suppressions::table.on(suppressions::email_index.eq(accounts::email_index)))
        .filter(accounts::id.eq(id))
        .select((
            accounts::id,
            accounts::email_index,
            accounts::email_sealed,
            accounts::role,
            accounts::disabled_at,
            accounts::language,
            suppressions::created_at.nullable(),
        ))
        .first(c)
        .optional())?)
}

/// A comment and the number of its article.
fn comment(conn: &mut Connection, id: CommentId) -> Result<Option<(Comment, ArticleId)>> {
    Ok(on!(conn, |c| comments::table
        .inner_join(articles::table.left_join(sections::table))
        .filter(comments::id.eq(id))
        .select((
            (
                comments::id,
                comments::status,
                comments::name,
                comments::text,
                comments::reasons,
                comments::created_at,
                articles::title,
                articles::language,
                sections::name.nullable(),
            ),
            articles::id
        ))
        .first(c)
        .optional())?)
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

/// A note about an article. `None` if it was deleted.
fn note(conn: &mut Connection, id: ArticleNoteId) -> Result<Option<Note>> {
    let row: Option<(ArticleId, String, Option<String>, String)> =
        on!(conn, |c| article_notes::table
            .inner_join(articles::table)
            .left_join(accounts::table.on(accounts::id.nullable().eq(article_notes::account_id)))
            .filter(article_notes::id.eq(id))
            .select((articles::id, articles::title, accounts::name.nullable(), article_notes::text))
            .first(c)
            .optional())?;
    Ok(row.map(|(article, title, by, text)| Note { article, title, by, text }))
}

/// Whether a comment's author has confirmed the address, by the browser or by a link.
pub fn author_verified(conn: &mut Connection, comment: CommentId) -> Result<bool> {
    let proven = proven_comments::table.find(comment);
    Ok(on!(conn, |c| diesel::select(diesel::dsl::exists(proven)).get_result(c))?)
}

/// A reader, unless erased.
pub fn reader(conn: &mut Connection, id: ReaderId) -> Result<Option<Reader>> {
    Ok(on!(conn, |c| readers::table
        .left_join(suppressions::table.on(suppressions::email_index.eq(readers::email_index)))
        .filter(readers::id.eq(id))
        .select((
            readers::id,
            readers::email_index,
            readers::email_sealed,
            readers::proven_at,
            readers::mail_decisions,
            readers::mail_corrections,
            (
                suppressions::reason.nullable(),
                suppressions::cause.nullable(),
                suppressions::cause_phase.nullable(),
                suppressions::cause_detail.nullable(),
            ),
        ))
        .first(c)
        .optional())?)
}

/// The section of a comment's article.
pub fn section_of(conn: &mut Connection, comment: CommentId) -> Result<Option<SectionId>> {
    let found: Option<Option<SectionId>> = on!(conn, |c| comments::table
        .find(comment)
        .select(comments::section_id)
        .first(c)
        .optional())?;
    Ok(found.flatten())
}

/// The reader who wrote a comment, unless erased.
pub fn reader_of(conn: &mut Connection, comment: CommentId) -> Result<Option<ReaderId>> {
    let found: Option<Option<ReaderId>> = on!(conn, |c| comments::table
        .find(comment)
        .select(comments::reader_id)
        .first(c)
        .optional())?;
    Ok(found.flatten())
}
