//! The messages: one line each, with the arguments that its text must have in every language. There is
//! a file here for each file of texts, `desk.rs` for `locales/*/desk.ftl`.
//!
//! A line `reply_to(name: Text)` is the method `words.reply_to(name)` for templates and code that
//! know the language, and `Message::reply_to(name)` for code that does not. The text stands under the
//! same name in `locales/*/*.ftl`, where the argument is `{ $name }`; a number can select the plural
//! form. Messages under `html` may contain elements; their text arguments are escaped.
//! `Tenths` is a number with one decimal place. A `Phrase` is another message, such as a length of
//! time.

// A message's name and its English text say all there is to say.
#![allow(missing_docs)]

mod account;
mod bans;
mod batches;
mod dashboard;
mod desk;
mod faults;
mod forms;
mod imports;
mod mails;
mod media;
mod mentions;
mod newsroom;
mod outbox;
mod pages;
mod people;
mod policies;
mod readers;
mod reading;
mod reasons;
mod reviews;
mod rules;
mod script;

use std::borrow::Cow;
use std::time::Duration;

use super::{Argument, Words};

/// The declarations of a file. Each has a number of its own, so that a file can grow without the others
/// being numbered anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    Account,
    Bans,
    Batches,
    Dashboard,
    Desk,
    Faults,
    Forms,
    Imports,
    Mails,
    Media,
    Mentions,
    Newsroom,
    Outbox,
    Pages,
    People,
    Policies,
    Readers,
    Reading,
    Reasons,
    Reviews,
    Rules,
    Script,
}

impl Subject {
    /// In the order of the variants; the catalogue counts on it.
    pub(super) const ALL: &[Subject] = &[
        Subject::Account,
        Subject::Bans,
        Subject::Batches,
        Subject::Dashboard,
        Subject::Desk,
        Subject::Faults,
        Subject::Forms,
        Subject::Imports,
        Subject::Mails,
        Subject::Media,
        Subject::Mentions,
        Subject::Newsroom,
        Subject::Outbox,
        Subject::Pages,
        Subject::People,
        Subject::Policies,
        Subject::Readers,
        Subject::Reading,
        Subject::Reasons,
        Subject::Reviews,
        Subject::Rules,
        Subject::Script,
    ];

    /// Its messages.
    pub(super) fn ids(self) -> impl Iterator<Item = Id> {
        (0..).take(self.declared().len()).map(move |number| Id { subject: self, number })
    }

    fn declared(self) -> &'static [Declaration] {
        match self {
            Subject::Account => account::DECLARED,
            Subject::Bans => bans::DECLARED,
            Subject::Batches => batches::DECLARED,
            Subject::Dashboard => dashboard::DECLARED,
            Subject::Desk => desk::DECLARED,
            Subject::Faults => faults::DECLARED,
            Subject::Forms => forms::DECLARED,
            Subject::Imports => imports::DECLARED,
            Subject::Mails => mails::DECLARED,
            Subject::Media => media::DECLARED,
            Subject::Mentions => mentions::DECLARED,
            Subject::Newsroom => newsroom::DECLARED,
            Subject::Outbox => outbox::DECLARED,
            Subject::Pages => pages::DECLARED,
            Subject::People => people::DECLARED,
            Subject::Policies => policies::DECLARED,
            Subject::Readers => readers::DECLARED,
            Subject::Reading => reading::DECLARED,
            Subject::Reasons => reasons::DECLARED,
            Subject::Reviews => reviews::DECLARED,
            Subject::Rules => rules::DECLARED,
            Subject::Script => script::DECLARED,
        }
    }
}

/// A declared message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Id {
    /// The file that declares it.
    pub(super) subject: Subject,
    /// Its place there. A small number, because a message is a part of every error.
    pub(super) number: u16,
}

impl Id {
    /// The name in the Fluent files.
    pub fn key(self) -> &'static str {
        self.declaration().key
    }

    /// Whether the text contains HTML.
    pub(super) fn is_html(self) -> bool {
        self.declaration().is_html
    }

    /// The names of the arguments and the kind of each.
    pub(super) fn arguments(self) -> &'static [(&'static str, &'static str)] {
        self.declaration().arguments
    }

    fn declaration(self) -> &'static Declaration {
        &self.subject.declared()[usize::from(self.number)]
    }
}

/// What a file says about a message.
struct Declaration {
    key: &'static str,
    is_html: bool,
    arguments: &'static [(&'static str, &'static str)],
}

/// A text whose language is not known yet, such as a fault of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// A text without a translation, such as one of the operator's own.
    Literal(Cow<'static, str>),
    /// A declared message and its arguments.
    Known(Id, Option<Box<Arguments>>),
}

/// The arguments of a message. Boxed there, so that a fault is not much larger than its code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arguments(pub(super) Vec<(&'static str, Argument<'static>)>);

impl Message {
    fn known(id: Id, arguments: Vec<(&'static str, Argument<'static>)>) -> Message {
        Message::Known(id, (!arguments.is_empty()).then(|| Box::new(Arguments(arguments))))
    }

    /// The English text, for logs, the command line and tests.
    pub fn in_english(&self) -> String {
        Words::default().say(self).into_owned()
    }
}

impl AsRef<Message> for Message {
    fn as_ref(&self) -> &Message {
        self
    }
}

impl From<&'static str> for Message {
    fn from(text: &'static str) -> Message {
        Message::Literal(Cow::Borrowed(text))
    }
}

impl From<String> for Message {
    fn from(text: String) -> Message {
        Message::Literal(Cow::Owned(text))
    }
}

impl Message {
    /// A time that has passed, rounded down: "15 minutes".
    pub fn elapsed(length: Duration) -> Message {
        match length.as_secs() {
            seconds @ 0..60 => Message::duration_seconds(seconds),
            seconds @ 60..3_600 => Message::duration_minutes(seconds / 60),
            seconds @ 3_600..172_800 => Message::duration_hours(seconds / 3_600),
            seconds => Message::duration_days(seconds / 86_400),
        }
    }

    /// A length of time that somebody has set, in the largest unit that does not round it: "90
    /// minutes", "2 hours".
    pub fn exact_duration(length: Duration) -> Message {
        let seconds = length.as_secs();
        match (seconds % 3_600, seconds % 60) {
            (0, _) => Message::duration_hours(seconds / 3_600),
            (_, 0) => Message::duration_minutes(seconds / 60),
            _ => Message::duration_seconds(seconds),
        }
    }

    /// A time to wait, rounded up: "15 minutes".
    pub fn duration(length: Duration) -> Message {
        match length.as_secs().max(1) {
            seconds @ 0..=119 => Message::duration_seconds(seconds),
            seconds @ 120..=7_199 => Message::duration_minutes(seconds.div_ceil(60)),
            seconds @ 7_200..=172_799 => Message::duration_hours(seconds.div_ceil(3_600)),
            seconds => Message::duration_days(seconds.div_ceil(86_400)),
        }
    }
}

/// A whole number of any type.
pub trait Count {
    fn count(self) -> i64;
}

impl<T: Count + Copy> Count for &T {
    fn count(self) -> i64 {
        (*self).count()
    }
}

macro_rules! counts {
    ($($type:ty),+) => {$(
        impl Count for $type {
            fn count(self) -> i64 {
                i64::try_from(self).unwrap_or(i64::MAX)
            }
        }
    )+};
}
counts!(u8, i16, i32, i64, u16, u32, u64, usize);

macro_rules! messages {
    (
        $subject:ident;
        text { $($text:ident($($text_argument:ident: $text_kind:ident),*);)* }
        html { $($html:ident($($html_argument:ident: $html_kind:ident),*);)* }
    ) => {
        /// The places of the messages in [`DECLARED`].
        #[allow(non_camel_case_types)]
        enum Place { $($text,)* $($html,)* }

        impl Place {
            fn id(self) -> crate::i18n::Id {
                crate::i18n::Id { subject: super::Subject::$subject, number: self as u16 }
            }
        }

        pub(super) const DECLARED: &[super::Declaration] = &[
            $(super::Declaration {
                key: stringify!($text),
                is_html: false,
                arguments: &[$((stringify!($text_argument), stringify!($text_kind))),*],
            },)*
            $(super::Declaration {
                key: stringify!($html),
                is_html: true,
                arguments: &[$((stringify!($html_argument), stringify!($html_kind))),*],
            },)*
        ];

        #[allow(clippy::too_many_arguments, reason = "as many as the sentence has")]
        impl crate::i18n::Words {
            $(pub fn $text(&self, $($text_argument: messages!(@takes $text_kind)),*) -> std::borrow::Cow<'_, str> {
                self.put(Place::$text.id(), &[$((stringify!($text_argument), messages!(@lend $text_kind $text_argument))),*])
            })*
            $(pub fn $html(&self, $($html_argument: messages!(@takes $html_kind)),*) -> crate::i18n::Html {
                crate::i18n::Html(self.put(Place::$html.id(), &[$((stringify!($html_argument), messages!(@lend $html_kind $html_argument))),*]).into_owned())
            })*
        }

        #[allow(clippy::too_many_arguments, reason = "as many as the sentence has")]
        impl super::Message {
            $(pub fn $text($($text_argument: messages!(@takes $text_kind)),*) -> super::Message {
                super::Message::known(Place::$text.id(), vec![$((stringify!($text_argument), messages!(@own $text_kind $text_argument))),*])
            })*
        }
    };
    (@takes Number) => { impl super::Count };
    (@takes Tenths) => { impl super::Count };
    (@takes Text) => { impl AsRef<str> };
    (@takes Html) => { impl AsRef<crate::i18n::Html> };
    (@takes Phrase) => { impl AsRef<super::Message> };
    (@lend Number $argument:ident) => { crate::i18n::Argument::Number(super::Count::count($argument)) };
    (@lend Tenths $argument:ident) => { crate::i18n::Argument::Tenths(super::Count::count($argument)) };
    (@lend Text $argument:ident) => { crate::i18n::Argument::Text(std::borrow::Cow::Borrowed($argument.as_ref())) };
    (@lend Html $argument:ident) => { crate::i18n::Argument::Html(std::borrow::Cow::Borrowed(&$argument.as_ref().0)) };
    (@lend Phrase $argument:ident) => { crate::i18n::Argument::Phrase(Box::new($argument.as_ref().clone())) };
    (@own Text $argument:ident) => { crate::i18n::Argument::Text(std::borrow::Cow::Owned($argument.as_ref().to_owned())) };
    (@own $kind:ident $argument:ident) => { messages!(@lend $kind $argument) };
}
use messages;
