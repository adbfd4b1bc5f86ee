//! The tables of notes about articles and of who is mentioned in them.

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;

use crate::articles::model::ArticleNote;
use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{accounts, article_note_mentions, article_notes};
use crate::error::Result;
use crate::ids::{AccountId, ArticleId, ArticleNoteId};
use crate::on;

pub(in crate::articles) fn insert(
    conn: &mut Connection,
    article: ArticleId,
    text: &str,
    by: AccountId,
    now: Time,
) -> Result<ArticleNoteId> {
    Ok(on!(conn, |c| diesel::insert_into(article_notes::table)
        .values((
            article_notes::article_id.eq(article),
            article_notes::account_id.eq(by),
            article_notes::text.eq(text),
            article_notes::created_at.eq(now),
        ))
        .returning(article_notes::id)
        .get_result(c))?)
}

/// Notes about an article after the note `after`, the oldest first.
pub(in crate::articles) fn list(
    conn: &mut Connection,
    article: ArticleId,
    after: ArticleNoteId,
    limit: i64,
) -> Result<Vec<ArticleNote>> {
    type Row = (ArticleNoteId, String, Option<AccountId>, Option<String>, Time);
    let rows: Vec<Row> = on!(conn, |c| article_notes::table
        .left_join(accounts::table)
        .filter(article_notes::article_id.eq(article).and(article_notes::id.gt(after)))
        .order(article_notes::id)
        .limit(limit)
        .select((
            article_notes::id,
            article_notes::text,
            article_notes::account_id,
            accounts::name.nullable(),
            article_notes::created_at,
        ))
        .load(c))?;
    let ids: Vec<ArticleNoteId> = rows.iter().map(|(id, ..)| *id).collect();
    let mentioned: Vec<(ArticleNoteId, AccountId, String)> =
        on!(conn, |c| article_note_mentions::table
            .inner_join(accounts::table)
            .filter(article_note_mentions::note_id.eq_any(&ids))
            .order((accounts::name, accounts::id))
            .select((article_note_mentions::note_id, accounts::id, accounts::name))
            .load(c))?;
    let mut mentions: HashMap<ArticleNoteId, Vec<(AccountId, String)>> = HashMap::new();
    for (note, account, name) in mentioned {
        mentions.entry(note).or_default().push((account, name));
    }
    let note = |(id, text, account, name, at): Row| ArticleNote {
        id,
        by: account.zip(name),
        text,
        at,
        mentions: mentions.remove(&id).unwrap_or_default(),
    };
    Ok(rows.into_iter().map(note).collect())
}

/// The names of all members who can sign in.
pub(in crate::articles) fn names(conn: &mut Connection) -> Result<Vec<(AccountId, String)>> {
    Ok(on!(conn, |c| accounts::table
        .filter(accounts::disabled_at.is_null())
        .order(accounts::id)
        .select((accounts::id, accounts::name))
        .load(c))?)
}

/// Stores who is mentioned in a note.
pub(in crate::articles) fn mention(
    conn: &mut Connection,
    note: ArticleNoteId,
    mentioned: &BTreeSet<AccountId>,
) -> Result<()> {
    for account in mentioned {
        on!(conn, |c| diesel::insert_into(article_note_mentions::table)
            .values((
                article_note_mentions::note_id.eq(note),
                article_note_mentions::account_id.eq(account),
            ))
            .execute(c))?;
    }
    Ok(())
}

pub(in crate::articles) fn delete(conn: &mut Connection, id: ArticleNoteId) -> Result<()> {
    on!(conn, |c| diesel::delete(article_notes::table.find(id)).execute(c))?;
    Ok(())
}
