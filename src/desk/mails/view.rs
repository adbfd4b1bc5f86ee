//! `/desk/mail`: the life of each mail, and the addresses that get none.

#![allow(missing_docs, reason = "most fields say all by their names")]

use askama::Template;

use crate::desk::layout::Staff;
use crate::error::FieldError;
use crate::i18n::Message;
use crate::web::view::{Moment, Problem, Site};

/// A part of the list, newest first.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/mails/mails.html")]
pub struct MailsPage<'a> {
    pub site: &'a Site,
    pub staff: Staff,
    /// The relay's fault: since when, and why.
    pub fault: Option<(String, String)>,
    /// That mails leave for nobody, where no mail server is set.
    pub unsent: Option<Message>,
    /// Why mails were not sent.
    pub causes: Vec<CauseRow>,
    /// The states: label, address, whether it is the present list.
    pub tabs: Vec<(Message, String, bool)>,
    pub mails: Vec<MailRow>,
    /// The address of the next part.
    pub next: Option<String>,
    /// The addresses that get no mail; only beside the first part of the list.
    pub addresses: Vec<AddressRow>,
    /// The notice about the last action.
    pub done: Option<Message>,
    /// None: the page has no fields.
    pub errors: Vec<FieldError>,
    /// Why the last action was refused.
    pub problem: Option<Problem>,
}

/// Mails that were not sent for the same cause, which can be sent again together.
#[derive(Clone, Debug)]
pub struct CauseRow {
    /// Their state, as a value of the form.
    pub state: &'static str,
    /// The same in words.
    pub label: Message,
    /// Why; none if it is not known.
    pub said: Option<Message>,
    /// The same as it is stored, for the form.
    pub cause: Option<String>,
    /// How many.
    pub count: i64,
    /// They can be sent again.
    pub may_retry: bool,
}

/// A row of the list of mails.
#[derive(Clone, Debug)]
pub struct MailRow {
    pub id: i64,
    pub kind: Message,
    /// The comment that it is about.
    pub comment: Option<i64>,
    /// The name of the recipient; none for readers.
    pub recipient: Option<String>,
    pub state: Message,
    /// How often it was tried.
    pub attempts: i64,
    /// Why it was not sent.
    pub cause: Option<Message>,
    /// When it was planned.
    pub created: Moment,
    /// When it ended.
    pub finished: Option<Moment>,
    /// It can be sent again.
    pub may_retry: bool,
    /// It can be cancelled.
    pub may_cancel: bool,
}

/// An address that gets no mail.
#[derive(Clone, Debug)]
pub struct AddressRow {
    /// A keyed hash of the address.
    pub id: String,
    /// The member of the staff whose it is; none for readers.
    pub name: Option<String>,
    pub reason: Message,
    pub since: Moment,
}

/// A mail with sample data, and all others.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/mails/samples.html")]
pub struct SamplesPage<'a> {
    pub site: &'a Site,
    pub staff: Staff,
    /// The language of the samples.
    pub language: &'static str,
    /// The languages: own name, tag, whether it is the present one.
    pub languages: Vec<(&'static str, &'static str, bool)>,
    /// All mails.
    pub mails: Vec<SampleRow>,
    /// The subject of the one that is shown.
    pub subject: &'a str,
    pub text: &'a str,
    /// Where its HTML is.
    pub html: String,
}

/// A mail to look at.
#[derive(Clone, Debug)]
pub struct SampleRow {
    /// Its name for `rejoinder mail preview`.
    pub name: String,
    pub subject: String,
    pub is_shown: bool,
}
