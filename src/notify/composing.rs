//! Renders a mail: from the facts to what is handed to the relay.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::accounts::invitations;
use crate::accounts::records::Invitation;
use crate::address::EmailAddress;
use crate::app::App;
use crate::clock::Time;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::mail::Mail;
use crate::notify::facts::{Account, Facts, Reader, RenderedMail};
use crate::notify::message_id::host;
use crate::notify::model::Event;
use crate::notify::{account_mails, bounces, digest, mails, readers, staff_mails};
use crate::vault;

/// The recipient of a mail.
pub(super) enum Recipient<'a> {
    Account(&'a Account),
    Reader(&'a Reader),
    Invited(&'a Invitation),
}

/// Renders the mail in the language of its recipient.
pub(super) fn compose(app: &App, facts: &Facts, event: Event, to: Recipient<'_>) -> Result<Mail> {
    let config = &app.settings();
    let (address, written, unsubscribe) = match to {
        Recipient::Account(account) => {
            let row = [b"account".as_slice(), &account.email_index].concat();
            let address = app.vault.open(&account.email_sealed, &row)?;
            let (written, stop) = write_to_account(app, config, facts, event, account)?;
            (address, written, stop)
        }
        Recipient::Reader(reader) => {
            let address = app.vault.open_reader(&reader.email_index, &reader.email_sealed)?;
            // Readers read the article's language.
            let words = config.words(config.site.tag_for(facts.article_language()));
            let (written, stop) = readers::write(app, &words, event, reader, facts)?;
            (address, written, Some(stop))
        }
        Recipient::Invited(invitation) => {
            let address = invitations::open_address(&app.vault, invitation)?;
            let words = config.words(config.site.tag_for(None));
            let link = account_mails::invitation_link(app, invitation);
            let written = account_mails::invitation(config, &words, invitation, link).render()?;
            (address, written, None)
        }
    };
    let to = EmailAddress::parse(&address)
        .ok()
        .and_then(|address| address.mailbox().ok())
        .ok_or_else(|| Error::internal("a stored address is invalid"))?;
    let thread = match (&facts.reader, facts.article()) {
        (Some(reader), Some(article)) => Some(readers::thread_id(app, article, reader.id)),
        _ => None,
    };
    Ok(Mail {
        to,
        subject: written.subject,
        message_id: facts.message_id.clone(),
        thread,
        list_id: format!("comments.{}", host(&config.server.base_url)),
        unsubscribe,
        envelope_tag: Some(bounces::tag(&app.vault, facts.id)),
        text: written.text,
        html: written.html,
        date: app.clock.now(),
    })
}

/// Writes the mail to a member of the staff, and its link that ends such mail.
fn write_to_account(
    app: &App,
    config: &Config,
    facts: &Facts,
    event: Event,
    account: &Account,
) -> Result<(RenderedMail, Option<String>)> {
    let about = || facts.comment.as_ref().ok_or(Error::NotFound);
    let words = config.words(config.site.tag_for(account.language()));
    let topic = match event {
        Event::Digest(topic, _) => Some(topic),
        event => digest::topic_of_single(event),
    };
    let stop = topic.map(|topic| staff_mails::stop_link(app, account, topic));
    let end = || staff_mails::end(config, &words, topic, stop.as_deref());
    let about_comment =
        |subject| mails::write(config, &words, subject, about()?, facts.waiting, end());
    let written = match event {
        Event::Digest(..) => {
            let digest = facts.digest.as_ref().ok_or(Error::NotFound)?;
            staff_mails::joined(app, config, &words, (account, facts), digest, stop.as_deref())?
        }
        Event::CommentHeld(_) => about_comment(mails::Subject::Held)?,
        Event::CommentPublished(_) => about_comment(mails::Subject::Published)?,
        Event::QueueLate(..) => about_comment(mails::Subject::Late)?,
        Event::Surge(_) => {
            let surge = facts.surge.as_ref().ok_or(Error::NotFound)?;
            mails::write_surge(config, &words, surge, end())?
        }
        Event::NoteMention(_) => {
            let note = facts.note.as_ref().ok_or(Error::NotFound)?;
            mails::write_mention(config, &words, note)?
        }
        Event::BackupsOverdue(_) | Event::BackupsBack(_) => {
            let state = facts.backups.as_ref().ok_or(Error::NotFound)?;
            let is_overdue = matches!(event, Event::BackupsOverdue(_));
            let known = (state.proven.as_ref(), state.failed.as_ref());
            mails::write_backups(config, &words, known, is_overdue)?
        }
        Event::PasswordReset(_, at) => {
            let member = facts.reset.as_ref().ok_or(Error::NotFound)?;
            let link = account_mails::reset_link(app, member, Time::from_micros(at));
            account_mails::reset(config, &words, link).render()?
        }
        Event::CommentDecided(..)
        | Event::ReviewAnswered(..)
        | Event::ReviewOpened(..)
        | Event::AddressLink(..)
        | Event::NewComment(_)
        | Event::ReaderDigest(..)
        | Event::Correction(..)
        | Event::DataLink(..)
        | Event::Invitation(..) => {
            return Err(Error::internal("this mail is for somebody without an account"));
        }
    };
    Ok((written, stop))
}

/// The operator's test mail, in the language of the site.
pub fn test_mail(config: &Config, to: &EmailAddress, now: Time) -> Result<Mail> {
    let host = host(&config.server.base_url);
    let words = config.words(config.site.tag_for(None));
    let written = mails::write_test(config, &words)?;
    Ok(Mail {
        to: to.mailbox().map_err(Error::internal)?,
        subject: written.subject,
        message_id: format!("<test-{}@{host}>", URL_SAFE_NO_PAD.encode(vault::random::<12>()?)),
        thread: None,
        list_id: format!("test.{host}"),
        unsubscribe: None,
        envelope_tag: None,
        text: written.text,
        html: written.html,
        date: now,
    })
}
