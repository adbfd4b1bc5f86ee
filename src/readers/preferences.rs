//! What a reader gets mail about, for the page behind the link in each mail.

use crate::clock::Time;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::{ArticleId, ReaderId};
use crate::notify::readers as mails;
use crate::readers::store;
use crate::subscriptions::model::{Frequency, Scope};
use crate::subscriptions::{self, FollowedArticle};

/// What a reader gets mail about.
#[derive(Clone, Debug)]
pub struct Preferences {
    /// The address, sealed, with its blind index.
    pub address: (Vec<u8>, Vec<u8>),
    /// How often mail about new comments is sent.
    pub frequency: Frequency,
    /// Whether mail about decisions on own comments is wanted.
    pub decisions: bool,
    /// Whether mail about corrections is wanted.
    pub corrections: bool,
    /// The articles that are followed.
    pub articles: Vec<FollowedArticle>,
    /// Whether the reader has ended all mail.
    pub is_stopped: bool,
}

/// What a reader chose.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// How often mail about new comments is sent.
    pub frequency: Frequency,
    /// Whether mail about decisions on own comments is wanted.
    pub decisions: bool,
    /// Whether mail about corrections is wanted.
    pub corrections: bool,
    /// What about each article. An article that is missing stays as it is.
    pub articles: Vec<(ArticleId, Option<Scope>)>,
}

/// What a reader gets mail about.
///
/// # Errors
/// `NotFound` if the reader's address was erased.
pub fn preferences(conn: &mut Connection, reader: ReaderId) -> Result<Preferences> {
    let row = store::mail_choices(conn, reader)?.ok_or(Error::NotFound)?;
    let store::MailChoices { email_index, email_sealed, frequency, decisions, corrections } = row;
    Ok(Preferences {
        address: (email_index, email_sealed),
        frequency,
        decisions,
        corrections,
        articles: subscriptions::of_reader(conn, reader)?,
        is_stopped: mails::is_stopped(conn, reader)?,
    })
}

/// Stores what a reader chose.
///
/// # Errors
/// `NotFound` if the reader's address was erased.
pub fn save(conn: &mut Connection, reader: ReaderId, chosen: &Chosen, now: Time) -> Result<()> {
    let choices = (chosen.frequency, chosen.decisions, chosen.corrections);
    if !store::set_mail_choices(conn, reader, choices)? {
        return Err(Error::NotFound);
    }
    for (article, scope) in &chosen.articles {
        subscriptions::set(conn, reader, *article, *scope, now)?;
    }
    Ok(())
}
