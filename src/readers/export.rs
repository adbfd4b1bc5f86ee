//! Everything that is stored about a reader, for the reader.

use std::sync::Arc;

use serde::Serialize;

use crate::app::App;
use crate::bans;
use crate::clock::Time;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::ReaderId;
use crate::notify::readers as mails;
use crate::profiles;
use crate::readers::preferences::preferences;
use crate::readers::{store, store_export};
use crate::vault::Vault;

pub use crate::readers::store_export::{HeldComment, HeldMail};

/// Everything that is stored about a reader.
#[derive(Clone, Debug, Serialize)]
pub struct Held {
    /// The address as it was typed.
    pub address: String,
    /// When it was first used here.
    pub first_used_at: Time,
    /// When its owner last confirmed it.
    pub confirmed_at: Option<Time>,
    /// What mail is sent.
    pub mail: HeldMailChoices,
    /// The comments that were posted with the address.
    pub comments: Vec<HeldComment>,
    /// The mails that were planned for the address.
    pub deliveries: Vec<HeldMail>,
    /// Whether comments from this address are rejected, held or trusted by a decision of the staff.
    pub has_ban_or_trust: bool,
    /// Whether the staff have written a note.
    pub has_note: bool,
}

/// What mail a reader gets.
#[derive(Clone, Debug, Serialize)]
pub struct HeldMailChoices {
    /// `at_once`, `hourly` or `daily`.
    pub frequency: &'static str,
    /// Whether mail about decisions on own comments is wanted.
    pub decisions: bool,
    /// Whether mail about corrections is wanted.
    pub corrections: bool,
    /// Why no mail is sent, if none is.
    pub stopped_because: Option<String>,
    /// The articles that are followed.
    pub articles: Vec<HeldSubscription>,
}

/// An article that a reader follows.
#[derive(Clone, Debug, Serialize)]
pub struct HeldSubscription {
    /// The article's headline.
    pub article: String,
    /// `replies` or `article`.
    pub about: &'static str,
    /// Whether the owner of the address has confirmed it.
    pub confirmed: bool,
}

/// Gathers everything that is stored about a reader.
///
/// # Errors
/// `NotFound` if the address was erased.
pub async fn export(app: &Arc<App>, reader: ReaderId) -> Result<Held> {
    let (parts, now) = (Arc::clone(app), app.clock.now());
    app.db.read(move |conn| gather(conn, &parts.vault, reader, now)).await
}

fn gather(conn: &mut Connection, vault: &Vault, reader: ReaderId, now: Time) -> Result<Held> {
    let chosen = preferences(conn, reader)?;
    let (email_index, email_sealed) = &chosen.address;
    let address = vault.open_reader(email_index, email_sealed)?.to_string();
    let (first_used_at, confirmed_at) = store::times(conn, reader)?.ok_or(Error::NotFound)?;
    let articles = chosen.articles.into_iter().map(|followed| HeldSubscription {
        article: followed.title,
        about: followed.scope.name(),
        confirmed: followed.is_confirmed,
    });
    Ok(Held {
        address,
        first_used_at,
        confirmed_at,
        mail: HeldMailChoices {
            frequency: chosen.frequency.name(),
            decisions: chosen.decisions,
            corrections: chosen.corrections,
            stopped_because: mails::suppression(conn, email_index)?.map(|cause| cause.to_string()),
            articles: articles.collect(),
        },
        comments: store_export::comments(conn, reader)?,
        deliveries: store_export::mails(conn, reader)?,
        has_ban_or_trust: bans::of_reader(conn, vault, reader, now)?.is_some(),
        has_note: profiles::has_note(conn, vault, reader)?,
    })
}
