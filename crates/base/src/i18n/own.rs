//! Texts of the operator in place of the program's own, and messages by their name for templates that are
//! not compiled.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use fluent_bundle::FluentResource;
use fluent_syntax::{ast, parser};

use super::catalogue::Catalogue;
use super::dates::Dates;
use super::messages::Subject;
use super::{Argument, Html, Id, Inner, Language, Message, Texts, Words};

/// Tags whose words are kept; an article may name any.
const MOST_TAGS: usize = 200;

/// The operator's texts, by language.
#[derive(Default)]
pub struct OwnTexts {
    languages: Vec<(Language, Arc<Catalogue>)>,
    in_use: Mutex<HashMap<String, Words>>,
}

impl fmt::Debug for OwnTexts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let languages: Vec<Language> =
            self.languages.iter().map(|(language, _)| *language).collect();
        f.debug_tuple("OwnTexts").field(&languages).finish()
    }
}

/// A fault in a file of texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextFault {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub fault: String,
}

impl OwnTexts {
    /// Reads the Fluent messages in `text` for `language`. Each must be one of the program's and use no other
    /// arguments than that.
    pub fn add(&mut self, language: Language, text: &str) -> Result<(), Vec<TextFault>> {
        let faults = faults_in(text);
        if !faults.is_empty() {
            return Err(faults);
        }
        // It was parsed without a fault just now.
        let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(read, _)| read);
        self.languages.retain(|(known, _)| *known != language);
        self.languages.push((language, Arc::new(Catalogue::with(language, Some(resource)))));
        Ok(())
    }

    /// The words for `tag`, with the operator's texts.
    pub fn words(&self, tag: &str) -> Words {
        let words = Words::of(tag);
        let language = words.language();
        let Some((_, catalogue)) = self.languages.iter().find(|(known, _)| *known == language)
        else {
            return words;
        };
        let mut in_use = self.in_use.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = in_use.get(tag) {
            return known.clone();
        }
        let own = Words(Arc::new(Inner {
            tag: tag.to_owned(),
            catalogue: Texts::Own(Arc::clone(catalogue)),
            dates: Dates::of(tag),
        }));
        if in_use.len() < MOST_TAGS {
            in_use.insert(tag.to_owned(), own.clone());
        }
        own
    }
}

/// Every message by its name.
static IDS: LazyLock<HashMap<&'static str, Id>> = LazyLock::new(|| {
    let ids = Subject::ALL.iter().flat_map(|subject| subject.ids());
    ids.map(|id| (id.key(), id)).collect()
});

/// What a template gives to a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// A whole number.
    Number(i64),
    /// A text.
    Text(String),
    /// Finished HTML.
    Html(Html),
}

/// The text of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Plain text.
    Text(String),
    /// HTML.
    Html(Html),
}

impl Words {
    /// The text of the message called `key`, with the arguments that it declares. What is wrong with
    /// the name or the arguments is returned as a sentence.
    pub fn by_name(&self, key: &str, given: &[(String, Given)]) -> Result<Said, String> {
        let id = *IDS.get(key).ok_or_else(|| format!("no message is called {key}"))?;
        if let Some((other, _)) = given
            .iter()
            .find(|(name, _)| !id.arguments().iter().any(|(declared, _)| declared == name))
        {
            return Err(format!("the message {key} has no argument {other}{}", listed(id)));
        }
        let mut arguments = Vec::with_capacity(given.len());
        for (name, kind) in id.arguments() {
            let value = given.iter().find(|(given, _)| given == name).map(|(_, value)| value);
            let argument = match (*kind, value) {
                (_, None) => {
                    return Err(format!(
                        "the message {key} needs the argument {name}{}",
                        listed(id)
                    ));
                }
                ("Number", Some(Given::Number(number))) => Argument::Number(*number),
                ("Tenths", Some(Given::Number(number))) => Argument::Tenths(*number),
                ("Text", Some(Given::Text(text))) => Argument::Text(Cow::Borrowed(text)),
                ("Text", Some(Given::Number(number))) => {
                    Argument::Text(Cow::Owned(self.number(*number)))
                }
                ("Html", Some(Given::Html(html))) => Argument::Html(Cow::Borrowed(&html.0)),
                ("Html", Some(Given::Text(text))) => Argument::Html(Cow::Owned(Html::text(text).0)),
                ("Phrase", Some(Given::Text(text))) => {
                    Argument::Phrase(Box::new(Message::from(text.clone())))
                }
                _ => return Err(format!("the argument {name} of {key} must be a {kind}")),
            };
            arguments.push((*name, argument));
        }
        let text = self.put(id, &arguments).into_owned();
        Ok(if id.is_html() { Said::Html(Html(text)) } else { Said::Text(text) })
    }
}

/// The arguments of a message, for a fault.
fn listed(id: Id) -> String {
    let names: Vec<&str> = id.arguments().iter().map(|(name, _)| *name).collect();
    match names.as_slice() {
        [] => "; it has none".to_owned(),
        names => format!("; it has {}", names.join(", ")),
    }
}

/// What is wrong with a file of texts.
fn faults_in(text: &str) -> Vec<TextFault> {
    let line_of = |at: usize| text[..at.min(text.len())].matches('\n').count() + 1;
    let resource = match parser::parse(text) {
        Ok(resource) => resource,
        Err((_, faults)) => {
            let fault = |fault: parser::ParserError| TextFault {
                line: line_of(fault.pos.start),
                fault: format!("this is not Fluent: {}", fault.kind),
            };
            return faults.into_iter().map(fault).collect();
        }
    };
    let mut faults = Vec::new();
    for entry in &resource.body {
        let ast::Entry::Message(message) = entry else { continue };
        let name = message.id.name;
        // The names are slices of the text.
        let line = line_of((name.as_ptr() as usize).saturating_sub(text.as_ptr() as usize));
        let Some(id) = IDS.get(name) else {
            faults.push(TextFault { line, fault: format!("no message is called {name}") });
            continue;
        };
        let Some(pattern) = &message.value else {
            faults.push(TextFault { line, fault: format!("{name} has no text") });
            continue;
        };
        let mut used = BTreeSet::new();
        variables(pattern, &mut used);
        for variable in used {
            if !id.arguments().iter().any(|(declared, _)| *declared == variable) {
                let fault = format!("{name} has no argument {variable}{}", listed(*id));
                faults.push(TextFault { line, fault });
            }
        }
    }
    faults
}

fn variables<'a>(pattern: &ast::Pattern<&'a str>, used: &mut BTreeSet<&'a str>) {
    for element in &pattern.elements {
        if let ast::PatternElement::Placeable { expression } = element {
            in_expression(expression, used);
        }
    }
}

fn in_expression<'a>(expression: &ast::Expression<&'a str>, used: &mut BTreeSet<&'a str>) {
    match expression {
        ast::Expression::Inline(inline) => in_inline(inline, used),
        ast::Expression::Select { selector, variants } => {
            in_inline(selector, used);
            for variant in variants {
                variables(&variant.value, used);
            }
        }
    }
}

fn in_inline<'a>(inline: &ast::InlineExpression<&'a str>, used: &mut BTreeSet<&'a str>) {
    match inline {
        ast::InlineExpression::VariableReference { id } => {
            used.insert(id.name);
        }
        ast::InlineExpression::FunctionReference { arguments, .. } => {
            for argument in &arguments.positional {
                in_inline(argument, used);
            }
        }
        ast::InlineExpression::Placeable { expression } => in_expression(expression, used),
        ast::InlineExpression::StringLiteral { .. }
        | ast::InlineExpression::NumberLiteral { .. }
        | ast::InlineExpression::MessageReference { .. }
        | ast::InlineExpression::TermReference { .. } => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_the_operator_stands_in_place_of_the_programs() {
        let mut own = OwnTexts::default();
        own.add(Language::German, "post_comment = Absenden\nreply_to = An { $name }\n")
            .expect("texts");
        let words = own.words("de-AT");
        assert_eq!(words.post_comment(), "Absenden");
        assert_eq!(words.reply_to("Ana"), "An Ana");
        assert_eq!(words.reply(), Words::of("de-AT").reply(), "the others stay");
        assert_eq!(own.words("fr").post_comment(), Words::of("fr").post_comment());
    }

    #[test]
    fn a_wrong_name_or_argument_is_named_with_its_line() {
        let fault = |text: &str| {
            let faults = OwnTexts::default().add(Language::English, text).expect_err("a fault");
            faults.iter().map(|it| format!("{}: {}", it.line, it.fault)).collect::<Vec<_>>()
        };
        assert_eq!(fault("reply = Reply\nsend_it = Send\n"), ["2: no message is called send_it"]);
        assert_eq!(
            fault("\nreply_to = To { $whom }\n"),
            ["2: reply_to has no argument whom; it has name"]
        );
        assert!(fault("reply = Reply\n???\n")[0].starts_with("2: this is not Fluent"));
    }

    #[test]
    fn a_message_is_found_by_its_name() {
        let words = Words::default();
        let name = |value| vec![("name".to_owned(), value)];
        assert_eq!(
            words.by_name("reply_to", &name(Given::Text("<Ana>".into()))),
            Ok(Said::Text("Reply to <Ana>".into()))
        );
        let wrong =
            |key: &str, given: &[(String, Given)]| words.by_name(key, given).expect_err("a fault");
        assert_eq!(wrong("reply_too", &[]), "no message is called reply_too");
        assert_eq!(
            wrong("reply_to", &[]),
            "the message reply_to needs the argument name; it has name"
        );
        assert_eq!(
            wrong("reply", &name(Given::Number(1))),
            "the message reply has no argument name; it has none"
        );
    }
}
