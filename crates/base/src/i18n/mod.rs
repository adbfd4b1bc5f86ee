//! The words of pages, mails and faults in the language of the person who reads them, and numbers and
//! dates in the forms of that language.
//!
//! The texts are Fluent files under `locales/`, one folder per language, compiled into the program.
//! [`messages`] declares each of them with its arguments, so that a page that uses an unknown one,
//! or gives it other arguments, does not compile. A test compares the declarations with the files of
//! every language.
//!
//! [`Words`] formats messages and dates for one language tag. A [`Message`] is a text that is chosen
//! before the language is known, such as what is wrong with a field.

mod catalogue;
mod dates;
pub mod messages;
pub mod own;
mod stored;

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use crate::clock::{Time, TimeFault, Zone};
use catalogue::Catalogue;
use dates::Dates;
pub use messages::{Count, Id, Message};

crate::named_enum! {
    /// A language with a complete translation. The name is its tag and its folder in `locales/`.
    pub enum Language {
        /// The language of the source texts, and of everything without a translation.
        English => "en",
        /// German.
        German => "de",
        /// French.
        French => "fr",
        /// Spanish.
        Spanish => "es",
        /// Arabic, written from right to left.
        Arabic => "ar",
    }
}

impl Language {
    /// The translation for a BCP 47 tag: `de` for `de-AT`. `None` if there is none.
    pub fn of(tag: &str) -> Option<Language> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Language::ALL.into_iter().find(|language| language.name().eq_ignore_ascii_case(primary))
    }

    /// What the language calls itself, for a list to choose from.
    pub fn own_name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::German => "Deutsch",
            Language::French => "Français",
            Language::Spanish => "Español",
            Language::Arabic => "العربية",
        }
    }
}

/// The tag for texts that must be in one language from end to end, dates included: `tag` itself, or
/// `en` where there is no translation for it.
pub fn translated(tag: &str) -> &str {
    Language::of(tag).map_or(Language::English.name(), |_| tag)
}

/// Whether `tag` is well-formed and can be a BCP 47 tag: a language of two or three letters, and parts
/// of up to eight letters and digits. Whether the language exists is not checked.
pub fn is_tag(tag: &str) -> bool {
    let well_formed = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    let primary = tag.split('-').next().unwrap_or_default();
    // A longer first part is well-formed but no language code, such as "english".
    let names_one =
        matches!(primary.len(), 2 | 3) && primary.bytes().all(|b| b.is_ascii_alphabetic());
    names_one && tag.len() <= LONGEST_TAG && tag.split('-').all(well_formed)
}

/// Longest tag, as RFC 5646 recommends to support at least 35 bytes.
const LONGEST_TAG: usize = 35;

/// The writing direction of a BCP 47 tag, `ltr` or `rtl`: by its script if the tag names one,
/// otherwise by the usual script of the language.
pub fn direction(tag: &str) -> &'static str {
    const SCRIPTS: [&str; 8] = ["adlm", "arab", "hebr", "mand", "nkoo", "rohg", "syrc", "thaa"];
    const LANGUAGES: [&str; 19] = [
        "ar", "arc", "azb", "bal", "ckb", "dv", "fa", "he", "iw", "ks", "lrc", "mzn", "nqo", "ps",
        "sd", "syr", "ug", "ur", "yi",
    ];
    let tag = tag.to_ascii_lowercase();
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    let script = parts.find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_lowercase()));
    let is_rtl = match script {
        Some(script) => SCRIPTS.contains(&script),
        None => LANGUAGES.contains(&language),
    };
    if is_rtl { "rtl" } else { "ltr" }
}

/// An argument of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument<'a> {
    /// Selects a plural form, and is written with the digits of the language.
    Number(i64),
    /// A number with one decimal place, in tenths; without it where it is zero.
    Tenths(i64),
    /// Text of any kind; escaped where the message is HTML.
    Text(Cow<'a, str>),
    /// HTML, printed as it is; only for messages that are HTML.
    Html(Cow<'a, str>),
    /// Another message, such as a length of time.
    Phrase(Box<Message>),
}

/// A finished piece of HTML, which templates print as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(pub String);

impl Html {
    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A text alone.
    pub fn text(text: &str) -> Html {
        Html(escape(text))
    }

    /// A link of this site or to another one.
    pub fn link(href: &str, text: &str) -> Html {
        Html(format!("<a href=\"{}\">{}</a>", escape(href), escape(text)))
    }

    /// Attributes of an element, each with a space before it.
    pub fn attributes(pairs: &[(&'static str, &str)]) -> Html {
        let written = pairs.iter().map(|(name, value)| format!(" {name}=\"{}\"", escape(value)));
        Html(written.collect())
    }

    /// Texts one after another, some in an element without attributes.
    pub fn pieces<'a>(pieces: impl Iterator<Item = (Option<&'static str>, &'a str)>) -> Html {
        let written = pieces.map(|(element, text)| match element {
            None => escape(text),
            Some(name) => Html::element(name, text).0,
        });
        Html(written.collect())
    }

    /// Text in an element without attributes, such as `b` or `code`.
    pub fn element(name: &'static str, text: &str) -> Html {
        Html(format!("<{name}>{}</{name}>", escape(text)))
    }
}

impl From<TimeFault> for Message {
    fn from(fault: TimeFault) -> Message {
        match fault {
            TimeFault::Form => Message::fault_time_form(),
            TimeFault::Offset => Message::fault_time_offset(),
            TimeFault::None => Message::fault_time_none(),
            TimeFault::Zone => Message::fault_time_zone(),
            TimeFault::Contradiction => Message::fault_time_contradiction(),
            TimeFault::Skipped => Message::fault_time_skipped(),
            TimeFault::Twice(before, after) => Message::fault_time_twice(before, after),
        }
    }
}

/// Whether a word begins with the sound of the Spanish "y": Ignacio, Hidalgo; not Hielo.
fn begins_with_i(word: &str) -> bool {
    let mut letters = word.chars().flat_map(char::to_lowercase);
    match (letters.next(), letters.next(), letters.next()) {
        (Some('i' | 'í'), second, _) => second != Some('o'),
        (Some('h'), Some('i' | 'í'), third) => !matches!(third, Some('a' | 'e')),
        _ => false,
    }
}

impl AsRef<Html> for Html {
    fn as_ref(&self) -> &Html {
        self
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Html {}

/// The characters with a meaning in HTML as references; for text and for quoted attributes.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&#38;"),
            '<' => escaped.push_str("&#60;"),
            '>' => escaped.push_str("&#62;"),
            '"' => escaped.push_str("&#34;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// The words, numbers and dates of one language tag. Cheap to clone.
#[derive(Clone)]
pub struct Words(Arc<Inner>);

struct Inner {
    tag: String,
    catalogue: Texts,
    dates: Dates,
}

/// The texts of a language.
enum Texts {
    BuiltIn(&'static Catalogue),
    /// With texts of the operator.
    Own(Arc<Catalogue>),
}

impl std::ops::Deref for Texts {
    type Target = Catalogue;

    fn deref(&self) -> &Catalogue {
        match self {
            Texts::BuiltIn(catalogue) => catalogue,
            Texts::Own(catalogue) => catalogue,
        }
    }
}

/// The tags in use: those of the site, of articles and of members of the staff. Bounded, because an
/// article may name any tag.
static IN_USE: LazyLock<RwLock<HashMap<String, Words>>> = LazyLock::new(RwLock::default);
const MOST_IN_USE: usize = 200;

impl Words {
    /// The words for `tag`. Without a translation they are English; dates and numbers follow the
    /// tag in any case.
    pub fn of(tag: &str) -> Words {
        let known = IN_USE.read().unwrap_or_else(PoisonError::into_inner).get(tag).cloned();
        known.unwrap_or_else(|| {
            let language = Language::of(tag).unwrap_or(Language::English);
            let words = Words(Arc::new(Inner {
                tag: tag.to_owned(),
                catalogue: Texts::BuiltIn(Catalogue::of(language)),
                dates: Dates::of(tag),
            }));
            let mut in_use = IN_USE.write().unwrap_or_else(PoisonError::into_inner);
            if in_use.len() < MOST_IN_USE {
                in_use.insert(tag.to_owned(), words.clone());
            }
            words
        })
    }

    /// The tag that was asked for.
    pub fn language_tag(&self) -> &str {
        &self.0.tag
    }

    /// The language of the words, which is English where the tag has no translation.
    pub fn language(&self) -> Language {
        self.0.catalogue.language()
    }

    /// The text of a message that was chosen earlier. A text that has no translation yet is returned
    /// as it is.
    pub fn say<'a>(&'a self, message: &'a Message) -> Cow<'a, str> {
        self.0.catalogue.say(message)
    }

    /// The text of a declared message.
    fn put(&self, id: Id, arguments: &[(&'static str, Argument<'_>)]) -> Cow<'_, str> {
        self.0.catalogue.put(id, arguments)
    }

    /// `number` with the digits and separators of the language: `1,234`.
    pub fn number(&self, number: impl Count) -> String {
        self.0.dates.number(number.count())
    }

    /// A number with one decimal place, in tenths: `1.4` for 14.
    pub fn tenths(&self, tenths: i64) -> String {
        self.0.dates.tenths(tenths)
    }

    /// Names joined as the language joins them, "A, B and C", each as a text and as HTML.
    pub fn names(&self, names: &[(&str, Html)]) -> Html {
        let Some(((last, last_html), before)) = names.split_last() else { return Html::default() };
        let Some(((_, first), middle)) = before.split_first() else { return last_html.clone() };
        let begun = middle
            .iter()
            .fold(first.clone(), |begun, (_, name)| self.names_comma(begun, name.clone()));
        // Spanish has another word for "and" before this sound.
        if begins_with_i(last) {
            self.names_and_before_i(begun, last_html.clone())
        } else {
            self.names_and(begun, last_html.clone())
        }
    }

    /// `November 2026` in `zone`.
    pub fn month(&self, time: Time, zone: &Zone) -> String {
        self.0.dates.month(&zone.at(time))
    }

    /// `22 November 2026` in `zone`.
    pub fn date(&self, time: Time, zone: &Zone) -> String {
        self.0.dates.date(&zone.at(time))
    }

    /// `22 Nov` in `zone`, where the year is plain.
    pub fn day(&self, time: Time, zone: &Zone) -> String {
        self.0.dates.day(&zone.at(time))
    }

    /// `22 November 2026 at 09:30 UTC`: always with the zone.
    pub fn minute(&self, time: Time, zone: &Zone) -> String {
        self.0.dates.minute(&zone.at(time))
    }
}

impl Default for Words {
    fn default() -> Words {
        Words::of(Language::English.name())
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Words").field(&self.0.tag).finish()
    }
}

#[cfg(test)]
mod tests;
