//! The links in mails to readers.

use crate::i18n::Words;
use crate::notify::letter::Part;

/// The URLs in these mails.
pub(super) struct Links {
    /// Confirms the address.
    pub(super) confirm: String,
    /// The comment in its thread.
    pub(super) comment: String,
    /// The private page of the comment.
    pub(super) private: String,
    /// Shows what the reader gets mail about.
    pub(super) preferences: String,
    /// Ends all mail.
    pub(super) stop: String,
}

/// The link to the page on which the reader chooses mails.
pub(super) fn preferences(words: &Words, links: &Links) -> Part {
    Part::Link(words.mail_preferences().into_owned(), links.preferences.clone())
}
