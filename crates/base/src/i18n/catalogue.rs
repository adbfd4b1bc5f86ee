//! The messages of one language, read from its Fluent files once.

use std::borrow::Cow;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast;
use intl_memoizer::Memoizable;
use intl_memoizer::concurrent::IntlLangMemoizer;
use unic_langid::LanguageIdentifier;

use super::dates::Dates;
use super::messages::Subject;
use super::{Argument, Id, Language, Message, direction, escape};

/// The files of a language. Their names say where the words stand.
macro_rules! files_of {
    ($language:literal) => {
        files_of!($language; "account" "bans" "batches" "dashboard" "desk" "faults" "forms" "imports" "mails" "media" "mentions" "newsroom" "outbox" "pages" "people" "policies" "readers" "reading" "reasons" "reviews" "rules" "script")
    };
    ($language:literal; $($subject:literal)+) => {
        [$(include_str!(concat!("../../../../locales/", $language, "/", $subject, ".ftl"))),+]
    };
}

/// The files of each language, in the order of [`Language::ALL`].
static FILES: [[&str; Subject::ALL.len()]; Language::ALL.len()] =
    [files_of!("en"), files_of!("de"), files_of!("fr"), files_of!("es"), files_of!("ar")];

static CATALOGUES: LazyLock<Vec<Catalogue>> =
    LazyLock::new(|| Language::ALL.into_iter().map(Catalogue::read).collect());

/// The messages of one language.
pub(super) struct Catalogue {
    language: Language,
    /// By [`Subject`] and the number of the [`Id`].
    messages: Vec<Vec<Form>>,
    bundle: FluentBundle<FluentResource>,
    isolates: bool,
    dates: Dates,
}

/// A message as it is stored. Most are a text or a text with gaps, for which Fluent's own resolver
/// would take ten times as long; a page with a hundred comments has five hundred of them.
enum Form {
    Fixed(String),
    Gaps(Vec<Piece>),
    /// With a selector or a function: formatted by Fluent.
    Selects(&'static str),
}

enum Piece {
    Text(String),
    Gap(String),
}

impl Catalogue {
    /// The catalogue of `language`.
    pub(super) fn of(language: Language) -> &'static Catalogue {
        &CATALOGUES[language as usize]
    }

    fn read(language: Language) -> Catalogue {
        Catalogue::with(language, None)
    }

    /// The catalogue of `language` in which the messages of `own` stand in place of the program's.
    pub(super) fn with(language: Language, own: Option<FluentResource>) -> Catalogue {
        let tag: LanguageIdentifier = language.name().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // Texts of others are isolated below, where it is known whether the message is HTML.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(write_number));
        for file in &FILES[language as usize] {
            // A file with an error does not pass the tests; what can be read of it is used.
            let resource = FluentResource::try_new((*file).to_owned())
                .unwrap_or_else(|(readable, _)| readable);
            bundle.add_resource_overriding(resource);
        }
        if let Some(own) = own {
            bundle.add_resource_overriding(own);
        }
        let forms =
            |subject: Subject| subject.ids().map(|id| Form::of(&bundle, id.key())).collect();
        let messages = Subject::ALL.iter().copied().map(forms).collect();
        let isolates = direction(language.name()) == "rtl";
        Catalogue { language, messages, bundle, isolates, dates: Dates::of(language.name()) }
    }

    pub(super) fn language(&self) -> Language {
        self.language
    }

    fn form(&self, id: Id) -> &Form {
        &self.messages[id.subject as usize][usize::from(id.number)]
    }

    /// The text of a message without arguments.
    fn fixed(&self, id: Id) -> &str {
        match self.form(id) {
            Form::Fixed(text) => text,
            Form::Gaps(_) | Form::Selects(_) => id.key(),
        }
    }

    /// The text of a message that was chosen earlier.
    pub(super) fn say<'a>(&'a self, message: &'a Message) -> Cow<'a, str> {
        match message {
            Message::Literal(text) => Cow::Borrowed(text),
            Message::Known(id, None) => self.put(*id, &[]),
            Message::Known(id, Some(given)) => self.put(*id, &given.0),
        }
    }

    /// The text of a declared message.
    pub(super) fn put(&self, id: Id, arguments: &[(&'static str, Argument<'_>)]) -> Cow<'_, str> {
        match arguments {
            [] => Cow::Borrowed(self.fixed(id)),
            arguments => Cow::Owned(self.format(id, arguments)),
        }
    }

    /// The text of a message with its arguments.
    fn format(&self, id: Id, arguments: &[(&'static str, Argument<'_>)]) -> String {
        match self.form(id) {
            Form::Fixed(text) => text.clone(),
            Form::Gaps(pieces) => {
                let mut text = String::with_capacity(96);
                for piece in pieces {
                    match piece {
                        Piece::Text(words) => text.push_str(words),
                        Piece::Gap(name) => {
                            let given = arguments.iter().find(|(given, _)| given == name);
                            if let Some((_, argument)) = given {
                                text.push_str(&self.written(id, argument));
                            }
                        }
                    }
                }
                text
            }
            Form::Selects(key) => self.select(key, id, arguments),
        }
    }

    /// An argument as it stands in the text.
    fn written<'a>(&'a self, id: Id, argument: &'a Argument<'_>) -> Cow<'a, str> {
        match argument {
            Argument::Number(number) => Cow::Owned(self.dates.number(*number)),
            Argument::Tenths(tenths) => Cow::Owned(self.dates.tenths(*tenths)),
            Argument::Html(html) => Cow::Borrowed(html),
            Argument::Phrase(message) => self.say(message),
            Argument::Text(text) if id.is_html() => Cow::Owned(escape(text)),
            // First strong isolate and its end, so that a Latin name does not reorder an Arabic
            // sentence.
            Argument::Text(text) if self.isolates => Cow::Owned(format!("\u{2068}{text}\u{2069}")),
            Argument::Text(text) => Cow::Borrowed(text),
        }
    }

    fn select(&self, key: &str, id: Id, arguments: &[(&'static str, Argument<'_>)]) -> String {
        let mut given = FluentArgs::with_capacity(2 * arguments.len());
        for (name, argument) in arguments {
            let value = match argument {
                Argument::Number(number) => FluentValue::from(*number),
                Argument::Tenths(_)
                | Argument::Text(_)
                | Argument::Html(_)
                | Argument::Phrase(_) => FluentValue::from(self.written(id, argument).into_owned()),
            };
            given.set(*name, value);
        }
        let mut text = String::with_capacity(96);
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let mut faults = Vec::new();
        if self.bundle.write_pattern(&mut text, pattern, Some(&given), &mut faults).is_err()
            || !faults.is_empty()
        {
            tracing::error!(key, language = self.language.name(), ?faults, "a text is incomplete");
        }
        text
    }
}

/// Fluent itself writes numbers without separators and with European digits.
fn write_number(value: &FluentValue, memoizer: &IntlLangMemoizer) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    // All numbers come from `i64`, and those that are counted are far below 2^53.
    let number = number.value as i64;
    memoizer.with_try_get::<Numbers, _, _>((), |numbers| numbers.0.number(number)).ok()
}

/// The numbers of a bundle's language.
struct Numbers(Dates);

impl Memoizable for Numbers {
    type Args = ();
    type Error = ();

    fn construct(language: LanguageIdentifier, (): ()) -> Result<Numbers, ()> {
        Ok(Numbers(Dates::of(&language.to_string())))
    }
}

impl Form {
    fn of(bundle: &FluentBundle<FluentResource>, key: &'static str) -> Form {
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return Form::Fixed(key.to_owned());
        };
        let mut pieces: Vec<Piece> = Vec::new();
        for element in &pattern.elements {
            let text = match element {
                ast::PatternElement::TextElement { value } => *value,
                ast::PatternElement::Placeable {
                    expression:
                        ast::Expression::Inline(ast::InlineExpression::StringLiteral { value }),
                } => *value,
                ast::PatternElement::Placeable {
                    expression:
                        ast::Expression::Inline(ast::InlineExpression::VariableReference { id }),
                } => {
                    pieces.push(Piece::Gap(id.name.to_owned()));
                    continue;
                }
                ast::PatternElement::Placeable { .. } => return Form::Selects(key),
            };
            match pieces.last_mut() {
                Some(Piece::Text(before)) => before.push_str(text),
                _ => pieces.push(Piece::Text(text.to_owned())),
            }
        }
        match pieces.as_mut_slice() {
            [] => Form::Fixed(String::new()),
            [Piece::Text(text)] => Form::Fixed(std::mem::take(text)),
            _ => Form::Gaps(pieces),
        }
    }
}
