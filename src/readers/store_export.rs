//! The queries of what is stored about a reader.

use std::collections::HashMap;

use diesel::prelude::*;
use serde::Serialize;

use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{
    articles, comment_revisions, comments, consent_words, consents, deliveries, proven_comments,
    reviews,
};
use crate::error::Result;
use crate::ids::{CommentId, ReaderId};
use crate::notify::model::State;
use crate::on;
use crate::status::Status;

/// A comment as it is stored.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the names say all")]
pub struct HeldComment {
    pub id: CommentId,
    /// The article's headline.
    pub article: String,
    pub status: Status,
    pub posted_at: Time,
    /// When its text was last changed.
    pub edited_at: Option<Time>,
    pub name: String,
    pub website: Option<String>,
    /// The text, in Markdown.
    pub text: String,
    /// Former texts, and what was written to the moderators about it: the oldest first.
    pub former_and_requests: Vec<String>,
    /// The truncated network address that it was posted from; null once it is removed, and if the owner
    /// of the address has not confirmed the comment, because then it may be somebody else's.
    pub network: Option<String>,
    /// Whether the owner of the address has confirmed it.
    pub confirmed: bool,
    /// What the author agreed to, if the form had a box for it.
    pub consent: Option<HeldConsent>,
}

/// That the author of a comment agreed to the words beside the box on the form.
#[derive(Clone, Debug, Serialize)]
pub struct HeldConsent {
    pub given_at: Time,
    /// The version of the words.
    pub version: String,
    pub words: String,
}

/// A mail as it is stored.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the names say all")]
pub struct HeldMail {
    /// Its subject.
    pub event: String,
    /// The outcome.
    pub state: State,
    pub planned_at: Time,
    /// When it was sent or given up.
    pub finished_at: Option<Time>,
}

pub fn comments(conn: &mut Connection, reader: ReaderId) -> Result<Vec<HeldComment>> {
    type Row = (
        (CommentId, String, Status, Time, Option<Time>),
        (String, Option<String>, String, Option<String>, Option<CommentId>),
        (Option<Time>, Option<String>, Option<String>),
    );
    let rows: Vec<Row> = on!(conn, |c| comments::table
        .inner_join(articles::table)
        .left_join(proven_comments::table.on(proven_comments::comment_id.eq(comments::id)))
        .left_join(consents::table.on(consents::comment_id.eq(comments::id)))
        .left_join(consent_words::table.on(consent_words::id.eq(consents::words_id)))
        .filter(comments::reader_id.eq(reader))
        .order(comments::id)
        .select((
            (
                comments::id,
                articles::title,
                comments::status,
                comments::created_at,
                comments::edited_at
            ),
            (
                comments::name,
                comments::website,
                comments::text,
                comments::network_prefix,
                proven_comments::comment_id.nullable()
            ),
            (
                consents::given_at.nullable(),
                consent_words::version.nullable(),
                consent_words::words.nullable()
            ),
        ))
        .load(c))?;
    let mut beside = former_and_requests(conn, reader)?;
    let held = |((id, article, status, posted_at, edited_at), rest, agreed): Row| {
        let consent = match agreed {
            (Some(given_at), Some(version), Some(words)) => {
                Some(HeldConsent { given_at, version, words })
            }
            _ => None,
        };
        let (name, website, text, network, proven) = rest;
        HeldComment {
            id,
            article,
            status,
            posted_at,
            edited_at,
            name,
            website,
            text,
            former_and_requests: beside.remove(&id).unwrap_or_default(),
            network: network.filter(|_| proven.is_some()),
            confirmed: proven.is_some(),
            consent,
        }
    };
    Ok(rows.into_iter().map(held).collect())
}

/// The texts before edits and those of flags, appeals and requested edits, by comment.
fn former_and_requests(
    conn: &mut Connection,
    reader: ReaderId,
) -> Result<HashMap<CommentId, Vec<String>>> {
    let theirs = || comments::table.filter(comments::reader_id.eq(reader)).select(comments::id);
    let former: Vec<(CommentId, String)> = on!(conn, |c| comment_revisions::table
        .filter(comment_revisions::comment_id.eq_any(theirs()))
        .order(comment_revisions::id)
        .select((comment_revisions::comment_id, comment_revisions::text))
        .load(c))?;
    let requests: Vec<(CommentId, Option<String>)> = on!(conn, |c| reviews::table
        .filter(reviews::comment_id.eq_any(theirs()))
        .order(reviews::id)
        .select((reviews::comment_id, reviews::text))
        .load(c))?;
    let mut found: HashMap<CommentId, Vec<String>> = HashMap::new();
    let requests = requests.into_iter().filter_map(|(id, text)| Some((id, text?)));
    for (id, text) in former.into_iter().chain(requests).filter(|(_, text)| !text.is_empty()) {
        found.entry(id).or_default().push(text);
    }
    Ok(found)
}

pub fn mails(conn: &mut Connection, reader: ReaderId) -> Result<Vec<HeldMail>> {
    let rows: Vec<(String, State, Time, Option<Time>)> = on!(conn, |c| deliveries::table
        .filter(deliveries::reader_id.eq(reader))
        .order(deliveries::id)
        .select((
            deliveries::event,
            deliveries::state,
            deliveries::created_at,
            deliveries::finished_at
        ))
        .load(c))?;
    let held = |(event, state, planned_at, finished_at)| HeldMail {
        event,
        state,
        planned_at,
        finished_at,
    };
    Ok(rows.into_iter().map(held).collect())
}
