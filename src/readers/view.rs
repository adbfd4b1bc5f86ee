//! The form that reports a comment, a comment's private page, and the page behind a link in a mail.

use askama::Template;

use crate::error::FieldError;
use crate::reviews::model::FlagReason;
use crate::web::view::{Moment, Problem, Site};

/// The form with which a reader reports a comment.
#[derive(Clone, Debug, Template)]
#[template(path = "readers/flag.html")]
pub struct FlagPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// The comment's number.
    pub id: i64,
    /// The name over it.
    pub name: String,
    /// The text as sanitized HTML, printed as it is.
    pub html: String,
    /// The form's own hidden inputs as HTML, printed as they are.
    pub hidden: String,
    /// The code of the reason that was chosen.
    pub reason: String,
    /// What was written beside it.
    pub words: String,
    /// Faults in the fields, all at once.
    pub errors: Vec<FieldError>,
    /// Why the flag as a whole was not taken.
    pub problem: Option<Problem>,
}

impl FlagPage<'_> {
    /// The reasons in the order of the form: code, words, and whether it was chosen.
    pub fn reasons(&self) -> Vec<(&'static str, &'static str, bool)> {
        FlagReason::ALL
            .map(|reason| (reason.name(), reason.words(), reason.name() == self.reason))
            .to_vec()
    }
}

/// What was done, or why it could not be.
#[derive(Clone, Debug, Template)]
#[template(path = "readers/notice.html")]
pub struct NoticePage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// What happened.
    pub heading: String,
    /// What it means.
    pub words: String,
    /// Where to go on: a path and what the link says.
    pub onward: Option<(String, String)>,
}

/// The page behind a link in a mail. It acts only when its button is pressed.
#[derive(Clone, Debug, Template)]
#[template(path = "readers/mail.html")]
pub struct MailPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// Where the form goes: the page's own path.
    pub action: String,
    /// Whether it proves an address; else it ends all mail.
    pub confirms: bool,
}

/// The status of a comment as far as its author learns it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Somebody will read it.
    Held,
    /// It is public.
    Approved,
    /// It will not be public. It does not say whether as spam.
    Rejected,
    /// Text and author are gone.
    Deleted,
}

/// Whether the text can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditBox {
    /// No, and the outcome says why.
    No,
    /// Until somebody decides.
    UntilDecided,
    /// Until then.
    Until(Moment),
    /// No longer.
    TooLate,
}

/// What became of the appeal, if one is possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppealBox {
    /// There is nothing to appeal against.
    No,
    /// There is a form.
    Offered,
    /// Somebody will answer.
    Open,
    /// Somebody has: the decision holds.
    Dismissed,
}

/// Whether the author's address is confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressBox {
    /// There is none any more.
    Gone,
    /// It can be confirmed in this browser.
    Ask,
    /// A mail with the link has just been sent.
    Sent,
    /// It is confirmed in this browser.
    Confirmed,
}

/// The private page of one comment, for the reader who wrote it.
#[derive(Clone, Debug, Template)]
#[template(path = "readers/status.html")]
pub struct StatusPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// The page's own path, to which the forms add theirs.
    pub path: String,
    /// Its status as far as its author learns it.
    pub outcome: Outcome,
    /// What the reader can quote when asking.
    pub reference: String,
    /// When it was posted.
    pub posted: Moment,
    /// The text as sanitized HTML, printed as it is; empty when deleted.
    pub html: String,
    /// The article's headline.
    pub article_title: String,
    /// The article's path.
    pub article_href: String,
    /// Where the comment is shown, when it is public.
    pub comment_href: Option<String>,
    /// A mail will follow the decision. Promised only if one will really be sent.
    pub mail_follows: bool,
    /// Why it was rejected, in a sentence.
    pub reason: Option<String>,
    /// What the moderator wrote to the author.
    pub to_author: Option<String>,
    /// The new text that waits, as sanitized HTML.
    pub waiting: Option<String>,
    /// The last new text was refused.
    pub change_refused: bool,
    /// Whether the text can be changed.
    pub editing: EditBox,
    /// How long what is public can be changed, in words: "15 minutes".
    pub window: String,
    /// The version that an edit on this page is about.
    pub version: i64,
    /// The text in the edit form.
    pub text: String,
    /// What became of the appeal.
    pub appealing: AppealBox,
    /// The text in the form of the appeal.
    pub appeal: String,
    /// Whether the author's address is confirmed.
    pub address: AddressBox,
    /// Faults in the fields, all at once.
    pub errors: Vec<FieldError>,
    /// Why what was sent was not done.
    pub problem: Option<Problem>,
}
