//! The form that reports a comment, a comment's private page, and the page behind a link in a mail.

#![allow(missing_docs, reason = "most fields say all by their names")]

use std::borrow::Borrow;

use askama::Template;

use crate::clock::Time;
use crate::error::FieldError;
use crate::i18n::{Html, Message};
use crate::readers::export::Held;
use crate::reviews::model::FlagReason;
use crate::status::Status;
use crate::subscriptions::model::{Frequency, Notify, Scope};
use crate::web::refused_form::RefusedForm;
use crate::web::view::{Moment, Problem, Site};

/// The form with which a reader reports a comment.
#[derive(Clone, Debug, Template)]
#[template(path = "readers/flag.html")]
pub struct FlagPage<'a> {
    pub site: &'a Site,
    /// The comment's number.
    pub id: i64,
    /// The author's name.
    pub name: String,
    /// The text as sanitized HTML, printed as it is.
    pub html: String,
    /// The form's own hidden inputs as HTML, printed as they are.
    pub hidden: String,
    /// The code of the chosen reason.
    pub reason: String,
    /// The explanation as it was typed.
    pub words: String,
    /// Faults in the fields, all at once.
    pub errors: Vec<FieldError>,
    /// Why the flag as a whole was refused.
    pub problem: Option<Problem>,
}

impl FlagPage<'_> {
    /// The reasons in the order of the form: code, label, and whether it is chosen.
    pub fn reasons(&self) -> Vec<(&'static str, Message, bool)> {
        FlagReason::ALL
            .map(|reason| (reason.name(), reason.label(), reason.name() == self.reason))
            .to_vec()
    }
}

/// A page that reports what was done, or why it was not.
#[derive(Clone, Debug, Template)]
#[template(path = "readers/notice.html")]
pub struct NoticePage<'a> {
    pub site: &'a Site,
    pub heading: Message,
    /// A sentence of explanation.
    pub words: Message,
    /// A link to continue: its path and label.
    pub onward: Option<(String, Message)>,
}

/// The page of a link in a mail. It has no effect until its button is pressed.
#[derive(Clone, Debug, Template)]
#[template(path = "readers/mail.html")]
pub struct MailPage<'a> {
    pub site: &'a Site,
    /// The target of the form: the page's own path.
    pub action: String,
    /// Whether it confirms an address; otherwise it ends all mail.
    pub confirms: bool,
    /// The page on which a reader chooses mails, if the link ends them.
    pub preferences: String,
}

/// The page on which a reader chooses mails.
#[derive(Clone, Debug, Template)]
#[template(path = "readers/preferences.html")]
pub struct PreferencesPage<'a> {
    pub site: &'a Site,
    /// The target of the forms: the page's own path.
    pub action: String,
    /// The masked address.
    pub address: String,
    /// The articles that the reader follows.
    pub articles: Vec<FollowedView>,
    /// How often mail about new comments is sent.
    pub frequency: Frequency,
    /// Whether mail about decisions on own comments is wanted.
    pub decisions: bool,
    /// Whether mail about corrections is wanted.
    pub corrections: bool,
    /// Whether the reader has ended all mail.
    pub is_stopped: bool,
    /// Whether the form for erasing has the deletion of the texts chosen.
    pub remove: bool,
    /// Faults of the form for erasing.
    pub errors: Vec<FieldError>,
    /// What the last form has done.
    pub done: Option<Message>,
}

impl PreferencesPage<'_> {
    /// The frequencies: name, label, and whether it is chosen.
    pub fn frequencies(&self) -> Vec<(&'static str, Message, bool)> {
        let label = |frequency| match frequency {
            Frequency::AtOnce => Message::frequency_at_once(),
            Frequency::Hourly => Message::frequency_hourly(),
            Frequency::Daily => Message::frequency_daily(),
        };
        let choice = |it: Frequency| (it.name(), label(it), it == self.frequency);
        Frequency::ALL.map(choice).to_vec()
    }
}

/// Everything that is stored about a reader, for the reader.
#[derive(Clone, Debug, Template)]
#[template(path = "readers/data.html")]
pub struct DataPage<'a> {
    pub site: &'a Site,
    /// The page on which the reader chooses mails.
    pub path: String,
    /// The stored data.
    pub held: Held,
}

impl DataPage<'_> {
    fn minute(&self, time: &Time) -> String {
        Moment::from(*time).at(self.site).minute().to_string()
    }

    fn yes(&self, is_so: impl Borrow<bool>) -> std::borrow::Cow<'_, str> {
        match is_so.borrow() {
            true => self.site.words.data_yes(),
            false => self.site.words.data_no(),
        }
    }

    fn about(&self, scope: &str) -> Message {
        match scope {
            "article" => Message::preferences_article(),
            _ => Message::preferences_replies(),
        }
    }

    fn status(&self, status: &Status) -> Message {
        match status {
            Status::Pending => Message::status_held(),
            Status::Approved => Message::status_published(),
            Status::Rejected | Status::Spam => Message::status_not_published(),
            Status::Deleted => Message::status_deleted(),
        }
    }
}

/// The form by which a person asks for the link to what is stored.
#[derive(Clone, Debug, Template)]
#[template(path = "readers/data_request.html")]
pub struct DataRequestPage<'a> {
    pub site: &'a Site,
    /// What was typed.
    pub email: String,
    /// Faults in the address.
    pub errors: Vec<FieldError>,
    /// Why the request as a whole was refused.
    pub problem: Option<Problem>,
}

/// What is stored about readers.
#[derive(Clone, Debug, Template)]
#[template(path = "readers/privacy.html")]
pub struct PrivacyPage<'a> {
    pub site: &'a Site,
    /// Each kind of data.
    pub stored: Vec<Stored>,
}

/// A kind of data that is stored about readers.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Its kind.
    pub what: Message,
    pub why: Message,
    pub how_long: Message,
    /// Who sees it.
    pub who: Message,
}

/// The receipt of a person who was erased.
#[derive(Clone, Debug, Template)]
#[template(path = "readers/erased.html")]
pub struct ErasedPage<'a> {
    pub site: &'a Site,
    pub at: Moment,
    /// How many comments had this author.
    pub comments: usize,
    /// Whether their texts were deleted.
    pub removed: bool,
}

/// An article that a reader follows.
#[derive(Clone, Debug)]
pub struct FollowedView {
    /// The article's number.
    pub id: i64,
    pub title: String,
    /// What about.
    pub scope: Scope,
    /// Whether the owner of the address has confirmed it.
    pub is_confirmed: bool,
}

impl FollowedView {
    /// What the reader can get mail about: value, label, and whether it is chosen. What was not confirmed
    /// is not, because a stranger may have asked for it.
    pub fn choices(&self) -> Vec<(&'static str, Message, bool)> {
        let chosen = Notify::from(Some(self.scope).filter(|_| self.is_confirmed));
        let label = |choice| match choice {
            Notify::None => Message::preferences_nothing(),
            Notify::Replies => Message::preferences_replies(),
            Notify::Article => Message::preferences_article(),
        };
        Notify::ALL.map(|choice| (choice.name(), label(choice), choice == chosen)).to_vec()
    }
}

/// The status of a comment as its author sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is pending.
    Held,
    /// It is public.
    Approved,
    /// It is rejected or spam; the author does not learn which.
    Rejected,
    Deleted,
}

/// Whether the text can be edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditBox {
    /// No; the status explains why.
    No,
    UntilDecided,
    /// Until then.
    Until(Moment),
    /// Not any more.
    TooLate,
}

/// The state of the appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppealBox {
    /// No appeal is possible.
    No,
    /// An appeal is possible; the form is shown.
    Offered,
    Open,
    Dismissed,
}

/// Whether the author's address is confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressBox {
    /// The address is erased.
    Gone,
    /// It can be confirmed in this browser.
    NotConfirmed,
    /// A mail with the link was just sent.
    Sent,
    /// It is confirmed in this browser.
    Confirmed,
}

/// The private page of one comment, for the reader who wrote it.
#[derive(Clone, Debug, Template)]
#[template(path = "readers/status.html")]
pub struct StatusPage<'a> {
    pub site: &'a Site,
    /// The page's own path, to which the forms add theirs.
    pub path: String,
    /// Its status as the author sees it.
    pub outcome: Outcome,
    /// A reference that the reader can quote.
    pub reference: String,
    pub posted: Moment,
    /// The text as sanitized HTML, printed as it is; empty when deleted.
    pub html: String,
    /// The article's headline.
    pub article_title: String,
    /// The article's path.
    pub article_href: String,
    /// Where the comment is shown, when it is public.
    pub comment_href: Option<String>,
    /// Whether the page promises mail about the decision, because it will be sent.
    pub mail_follows: bool,
    /// The reason of the rejection: that of a rule, or a sentence of the staff.
    pub reason: Option<String>,
    /// Whether a ban has rejected it.
    pub banned: bool,
    /// Whether a moderator has refused it, so that another one answers an appeal.
    pub refused_by_staff: bool,
    /// What the last form has done.
    pub done: Option<Message>,
    /// The moderator's message to the author.
    pub to_author: Option<String>,
    /// The edit that is held for review, as sanitized HTML.
    pub waiting: Option<String>,
    /// Whether the last edit was dismissed.
    pub change_refused: bool,
    /// Whether the text can be edited.
    pub editing: EditBox,
    /// How long a public comment can be edited; `None` if it cannot.
    pub window: Option<Message>,
    /// The version that an edit on this page is about.
    pub version: i64,
    /// The text in the edit form.
    pub text: String,
    /// Whether the author can delete it.
    pub may_delete: bool,
    /// The state of the appeal.
    pub appealing: AppealBox,
    /// The text in the form of the appeal.
    pub appeal: String,
    /// Whether the author's address is confirmed.
    pub address: AddressBox,
    /// Faults in the fields, all at once.
    pub errors: Vec<FieldError>,
    /// Why a request as a whole was refused.
    pub problem: Option<Problem>,
    /// What was sent, if this page has no form for it any more.
    pub kept: Option<RefusedForm>,
}

impl StatusPage<'_> {
    fn article_link(&self) -> Html {
        Html::link(&self.article_href, &self.article_title)
    }
}
