//! The queries of the members of the staff who get a mail.

use diesel::prelude::*;

use crate::accounts::model::Role;
use crate::db::Connection;
use crate::db::schema::{accounts, article_note_mentions, articles, comments};
use crate::error::Result;
use crate::ids::{AccountId, ArticleNoteId, CommentId};
use crate::moderation::section_moderators;
use crate::notify::model::{Audience, Event};
use crate::on;
use crate::status::Status;

/// The members of the staff who get a mail about each of these events.
pub fn recipients(conn: &mut Connection, events: &[Event]) -> Result<Vec<(Event, AccountId)>> {
    let (mut held, mut published) = (Vec::new(), Vec::new());
    let (mut for_editors, mut for_admins) = (Vec::new(), Vec::new());
    let mut owned = Vec::new();
    for event in events.iter().copied() {
        match event.audience() {
            Audience::Moderators(comment) => held.push((event, comment)),
            Audience::ArticleAuthor(comment) => published.push(comment),
            Audience::Editors => for_editors.push(event),
            Audience::Admins => for_admins.push(event),
            Audience::Account(account) => owned.push((event, account)),
            Audience::Mentioned(note) => {
                owned.extend(mentioned(conn, note)?.into_iter().map(|account| (event, account)));
            }
            // Planned in `notify::readers`, `notify::account_mails` and `notify::digests`.
            Audience::Reader | Audience::Invited | Audience::Joined => {}
        }
    }
    let mut planned = owned;
    if !held.is_empty() {
        let comments: Vec<CommentId> = held.iter().map(|(_, comment)| *comment).collect();
        let theirs = section_moderators::recipients_of(conn, &comments)?;
        for (event, comment) in held {
            let accounts = theirs.get(&comment).into_iter().flatten();
            planned.extend(accounts.map(|account| (event, *account)));
        }
    }
    for (events, least) in [(for_editors, Role::Editor), (for_admins, Role::Admin)] {
        if events.is_empty() {
            continue;
        }
        let theirs = staff(conn, least)?;
        planned.extend(
            events.iter().flat_map(|event| theirs.iter().map(|account| (*event, *account))),
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

/// Enabled accounts that a note mentions.
fn mentioned(conn: &mut Connection, note: ArticleNoteId) -> Result<Vec<AccountId>> {
    Ok(on!(conn, |c| article_note_mentions::table
        .inner_join(accounts::table)
        .filter(article_note_mentions::note_id.eq(note).and(accounts::disabled_at.is_null()))
        .order(accounts::id)
        .select(accounts::id)
        .load(c))?)
}

/// Enabled accounts with at least this role.
fn staff(conn: &mut Connection, least: Role) -> Result<Vec<AccountId>> {
    Ok(on!(conn, |c| accounts::table
        .filter(accounts::role.ge(least).and(accounts::disabled_at.is_null()))
        .order(accounts::id)
        .select(accounts::id)
        .load(c))?)
}
