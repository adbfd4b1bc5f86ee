//! The files of all languages against the declarations, and how texts are put together.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use fluent_syntax::ast;
use fluent_syntax::parser;

use super::messages::Subject;
use super::*;

#[test]
fn names_are_joined_as_the_language_joins_them() {
    let joined = |tag: &str, names: &[&str]| {
        let names: Vec<(&str, Html)> =
            names.iter().map(|name| (*name, Html::element("b", name))).collect();
        Words::of(tag).names(&names).0.replace("<b>", "").replace("</b>", "")
    };
    let three = ["Ana", "Bo", "Cy"];
    assert_eq!(joined("en", &[]), "");
    assert_eq!(joined("en", &["Ana"]), "Ana");
    assert_eq!(joined("en", &three), "Ana, Bo and Cy");
    assert_eq!(joined("de", &three), "Ana, Bo und Cy");
    assert_eq!(joined("fr", &["Ana", "Bo"]), "Ana et Bo");
    assert_eq!(joined("es", &["Ana", "Ignacio"]), "Ana e Ignacio");
    assert_eq!(joined("es", &["Ana", "Hierro"]), "Ana y Hierro");
    assert_eq!(joined("ar", &three), "Ana وBo وCy");
}

const REPOSITORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// The sources of all packages.
const SOURCES: [&str; 3] = ["crates/base/src", "crates/domain/src", "src"];

/// What a file says about one message.
#[derive(Debug, Default, PartialEq, Eq)]
struct Entry {
    variables: BTreeSet<String>,
    elements: Vec<String>,
    categories: Vec<BTreeSet<String>>,
}

/// The messages of a language, in all of its files.
fn entries(language: Language) -> BTreeMap<String, Entry> {
    let folder = Path::new(REPOSITORY).join("locales").join(language.name());
    let mut entries = BTreeMap::new();
    for file in std::fs::read_dir(&folder).expect("the language's folder") {
        let path = file.expect("a file").path();
        let text = std::fs::read_to_string(&path).expect("a text file");
        let resource = parser::parse(text.as_str())
            .unwrap_or_else(|(_, faults)| panic!("{}: {faults:?}", path.display()));
        for entry in resource.body {
            match entry {
                ast::Entry::Message(message) => {
                    let mut found = Entry::default();
                    let pattern = message.value.expect("every message has a text");
                    read_pattern(&pattern, &mut found);
                    found.elements.sort();
                    let name = message.id.name.to_owned();
                    assert!(
                        entries.insert(name.clone(), found).is_none(),
                        "{name} stands twice in {}",
                        folder.display()
                    );
                }
                ast::Entry::Comment(_)
                | ast::Entry::GroupComment(_)
                | ast::Entry::ResourceComment(_) => {}
                other => panic!("{}: {other:?}", path.display()),
            }
        }
    }
    entries
}

fn read_pattern(pattern: &ast::Pattern<&str>, found: &mut Entry) {
    for element in &pattern.elements {
        match element {
            ast::PatternElement::TextElement { value } => {
                let names = value.split('<').skip(1).filter_map(|tag| tag.split(['>', ' ']).next());
                found.elements.extend(names.map(str::to_owned));
            }
            ast::PatternElement::Placeable { expression } => read_expression(expression, found),
        }
    }
}

fn read_expression(expression: &ast::Expression<&str>, found: &mut Entry) {
    match expression {
        ast::Expression::Inline(ast::InlineExpression::StringLiteral { .. }) => {}
        ast::Expression::Inline(ast::InlineExpression::VariableReference { id }) => {
            found.variables.insert(id.name.to_owned());
        }
        ast::Expression::Select {
            selector: ast::InlineExpression::VariableReference { id },
            variants,
        } => {
            found.variables.insert(id.name.to_owned());
            let mut categories = BTreeSet::new();
            for variant in variants {
                match variant.key {
                    ast::VariantKey::Identifier { name } => {
                        categories.insert(name.to_owned());
                    }
                    ast::VariantKey::NumberLiteral { value } => {
                        panic!("use a category, not {value}")
                    }
                }
                read_pattern(&variant.value, found);
            }
            // An element that stands in each variant counts once.
            found.elements.dedup();
            found.categories.push(categories);
        }
        other => panic!("only arguments and plural forms are used, not {other:?}"),
    }
}

/// The plural categories that each language needs, by CLDR.
fn categories(language: Language) -> &'static [&'static str] {
    match language {
        Language::English | Language::German => &["one", "other"],
        Language::French | Language::Spanish => &["many", "one", "other"],
        Language::Arabic => &["few", "many", "one", "other", "two", "zero"],
    }
}

/// All messages that are declared. The compiler refuses one that is declared twice.
fn ids() -> impl Iterator<Item = Id> {
    Subject::ALL.iter().copied().flat_map(Subject::ids)
}

#[test]
fn a_message_stands_in_the_file_that_declares_it() {
    for subject in Subject::ALL.iter().copied() {
        let name = format!("{subject:?}").to_lowercase();
        for language in Language::ALL {
            let file = format!("locales/{}/{name}.ftl", language.name());
            let file = Path::new(REPOSITORY).join(file);
            let text = std::fs::read_to_string(file).expect("the file of the subject");
            for id in subject.ids() {
                let stands = text.lines().any(|line| {
                    line.strip_prefix(id.key()).is_some_and(|rest| rest.starts_with(" ="))
                });
                assert!(stands, "{} is not in {name}.ftl in {language:?}", id.key());
            }
        }
    }
}

#[test]
fn every_language_has_every_message_with_the_declared_arguments() {
    let declared: BTreeMap<&str, Id> = ids().map(|id| (id.key(), id)).collect();
    let english = entries(Language::English);
    for language in Language::ALL {
        let entries = entries(language);
        let missing: Vec<_> = declared.keys().filter(|key| !entries.contains_key(**key)).collect();
        let unknown: Vec<_> =
            entries.keys().filter(|key| !declared.contains_key(key.as_str())).collect();
        assert!(missing.is_empty(), "{language:?} lacks {missing:?}");
        assert!(
            unknown.is_empty(),
            "{language:?} has {unknown:?}, which messages/ does not declare"
        );
        for (key, entry) in &entries {
            let arguments: BTreeSet<String> = declared[key.as_str()]
                .arguments()
                .iter()
                .map(|(name, _)| (*name).to_owned())
                .collect();
            assert_eq!(entry.variables, arguments, "the arguments of {key} in {language:?}");
            assert_eq!(entry.elements, english[key].elements, "the HTML of {key} in {language:?}");
            assert_eq!(
                entry.categories.is_empty(),
                english[key].categories.is_empty(),
                "{key} in {language:?} has plural forms in one language only"
            );
            for forms in &entry.categories {
                let allowed = categories(language);
                let wrong: Vec<_> =
                    forms.iter().filter(|form| !allowed.contains(&form.as_str())).collect();
                assert!(wrong.is_empty(), "{language:?} has no plural form {wrong:?} ({key})");
                let needed =
                    allowed.iter().filter(|form| **form != "many" || language == Language::Arabic);
                for form in needed {
                    assert!(forms.contains(*form), "{key} in {language:?} lacks the form {form}");
                }
            }
        }
    }
}

#[test]
fn every_message_is_used() {
    let mut sources = String::new();
    for folder in SOURCES {
        read_sources(&Path::new(REPOSITORY).join(folder), &mut sources);
    }
    let unused: Vec<_> = ids()
        .map(Id::key)
        .filter(|key| {
            !sources.contains(&format!(".{key}("))
                && !sources.contains(&format!("Message::{key}("))
                && !sources.contains(&format!("Message::{key};"))
                && !sources.contains(&format!("Message::{key})"))
        })
        .collect();
    assert!(unused.is_empty(), "no page or code uses {unused:?}");
}

/// Templates and code.
fn read_sources(folder: &Path, sources: &mut String) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            read_sources(&path, sources);
        } else if path.ends_with("i18n/tests.rs") {
            // What only a test uses is not used.
        } else if path
            .extension()
            .is_some_and(|kind| kind == "rs" || kind == "html" || kind == "txt")
        {
            sources.push_str(&std::fs::read_to_string(&path).expect("a text file"));
        }
    }
}

#[test]
fn a_language_has_the_direction_of_its_script() {
    for (language, expected) in [
        ("en", "ltr"),
        ("ar", "rtl"),
        ("AR-eg", "rtl"),
        ("he", "rtl"),
        ("fa-AF", "rtl"),
        ("ur-Latn", "ltr"),
        ("az-Arab", "rtl"),
        ("ug-Cyrl-KZ", "ltr"),
        ("pt-BR", "ltr"),
        ("", "ltr"),
    ] {
        assert_eq!(direction(language), expected, "{language}");
    }
}

#[test]
fn a_length_of_time_has_a_readable_unit() {
    for (tag, seconds, expected) in [
        ("en", 1, "1 second"),
        ("en", 900, "15 minutes"),
        ("en", 7_201, "3 hours"),
        ("de", 172_800, "2 Tage"),
        ("fr", 0, "1 seconde"),
        ("es", 60, "60 segundos"),
        ("ar", 7_200, "ساعتان"),
    ] {
        let length = Message::duration(Duration::from_secs(seconds));
        assert_eq!(Words::of(tag).say(&length), expected, "{tag}");
    }
    let passed = |seconds| Message::elapsed(Duration::from_secs(seconds)).in_english();
    assert_eq!(
        [1, 61, 7_300, 172_799, 200_000].map(passed),
        ["1 second", "1 minute", "2 hours", "47 hours", "2 days"]
    );
}

#[test]
fn a_length_that_was_set_is_not_rounded() {
    for (seconds, expected) in
        [(90, "90 seconds"), (300, "5 minutes"), (5_400, "90 minutes"), (7_200, "2 hours")]
    {
        let length = Message::exact_duration(Duration::from_secs(seconds));
        assert_eq!(length.in_english(), expected);
    }
}

#[test]
fn arguments_are_escaped_in_html_and_isolated_in_arabic_text() {
    let name = "<b>Ann & Bob</b>";
    assert_eq!(Words::of("en").reply_to(name), "Reply to <b>Ann & Bob</b>");
    assert_eq!(
        Words::of("en").by_author(Html::element("b", name)).to_string(),
        "By <b>&#60;b&#62;Ann &#38; Bob&#60;/b&#62;</b>"
    );
    let arabic = Words::of("ar-EG").reply_to("Ann").into_owned();
    assert!(arabic.contains("\u{2068}Ann\u{2069}"), "{arabic}");
}

#[test]
fn a_tag_without_a_translation_has_english_words_and_its_own_dates() {
    let words = Words::of("nl");
    assert_eq!(words.reply(), "Reply");
    assert_eq!((words.language(), words.language_tag()), (Language::English, "nl"));
    assert_eq!(words.number(1_234), "1.234");
    assert_eq!(Language::of("de-AT"), Some(Language::German));
    assert_eq!(Language::of("gsw"), None);
}

#[test]
fn arabic_keeps_addresses_paths_and_times_in_their_order() {
    let folder = Path::new(REPOSITORY).join("locales/ar");
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let texts = std::fs::read_to_string(&path).expect("a text file");
        for (at, line) in texts.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            for word in reordered(line.split_once(" =").map_or(line, |(_, text)| text)) {
                found.push(format!("{}:{}: {word}", path.display(), at + 1));
            }
        }
    }
    assert!(found.is_empty(), "put these between U+2066 and U+2069:\n{}", found.join("\n"));
    assert_eq!(
        reordered("a: 2026-11-22 \u{2066}x/y\u{2069} <code dir=\"ltr\">x:y</code> { $x } w/z."),
        ["2026-11-22", "w/z"]
    );
}

/// The words of a text from right to left that belong together in the order in which they are written, and of which
/// a browser would move parts: an address, a path, a date.
fn reordered(text: &str) -> Vec<String> {
    let mut bare = String::new();
    let mut closes = None;
    // What stands in an element with a direction of its own is isolated by it.
    let parts = text.split("<code dir=\"ltr\">").enumerate().map(|(n, part)| match n {
        0 => part,
        _ => part.split_once("</code>").map_or("", |(_, rest)| rest),
    });
    for c in parts.flat_map(str::chars) {
        closes = match (closes, c) {
            (None, '\u{2066}') => Some('\u{2069}'),
            (None, '<') => Some('>'),
            (None, '{') => Some('}'),
            (Some(end), c) if c == end => None,
            (Some(end), _) => Some(end),
            (None, c) => {
                bare.push(c);
                None
            }
        };
    }
    let marks = |c: char| matches!(c, '/' | ':' | '@' | '#' | '_' | '-');
    bare.split(|c: char| !c.is_ascii_graphic())
        .map(|word| word.trim_matches(|c: char| !c.is_ascii_alphanumeric() && c != '/' && c != '#'))
        .filter(|word| word.contains(marks) && !ENCODINGS.contains(word))
        .filter(|word| word.contains(|c: char| c.is_ascii_alphanumeric()))
        .map(str::to_owned)
        .collect()
}

/// Names that a browser keeps together.
const ENCODINGS: [&str; 4] = ["UTF-8", "UTF-16", "Windows-1252", "C-30"];

/// What stands in templates as it is, because it is the same in every language.
const SAME_EVERYWHERE: [&str; 3] = ["JSON", "UTC", "eng"];

#[test]
fn templates_hold_no_words() {
    let mut found = Vec::new();
    for folder in SOURCES {
        each_template(&Path::new(REPOSITORY).join(folder), &mut |path, template| {
            for words in words_of_template(template) {
                found.push(format!("{}: {words}", path.display()));
            }
        });
    }
    assert!(found.is_empty(), "write these into locales/:\n{}", found.join("\n"));
    assert_eq!(
        words_of_template(
            "<p title=\"Some title\">{{ c }} some words{% call input(x, \"key\", \"Two words\") %} <code>d e</code></p>"
        ),
        ["Two words", "Some title", "some words"]
    );
}

fn each_template(folder: &Path, look: &mut impl FnMut(&Path, &str)) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            each_template(&path, look);
        } else if path.extension().is_some_and(|kind| kind == "html") {
            look(&path, &std::fs::read_to_string(&path).expect("a text file"));
        }
    }
}

/// Text between elements, attributes that are read to people, and literals that are given to macros.
fn words_of_template(template: &str) -> Vec<String> {
    let mut left = String::new();
    let mut words = Vec::new();
    // The block `kind` has names of classes.
    let before = template.split("{% block kind %}").next().unwrap_or_default();
    let after = template.split("{% block kind %}").nth(1).unwrap_or_default();
    let template = format!("{before}{}", after.split_once("{% endblock %}").unwrap_or_default().1);
    let mut rest = template.as_str();
    while let Some(start) = rest.find('{') {
        left.push_str(&rest[..start]);
        let end = match rest.get(start..start + 2) {
            Some("{{") => "}}",
            Some("{%") => "%}",
            Some("{#") => "#}",
            _ => {
                left.push('{');
                rest = &rest[start + 1..];
                continue;
            }
        };
        let stop = rest[start..].find(end).map_or(rest.len(), |at| start + at + 2);
        if end != "#}" {
            // Every second part stands between quotation marks.
            let literals = rest[start..stop].split('"').skip(1).step_by(2);
            words.extend(literals.filter(|text| is_prose(text)).map(str::to_owned));
        }
        rest = &rest[stop..];
    }
    left.push_str(rest);
    let mut kept_as_it_is = 0;
    for (n, part) in left.split('<').enumerate() {
        let (tag, text) = part.split_once('>').unwrap_or(("", part));
        if n > 0 {
            for name in ["title", "aria-label", "placeholder", "alt", "data-busy"] {
                let value = tag.split_once(&format!(" {name}=\"")).map(|(_, value)| value);
                let value = value.and_then(|value| value.split('"').next()).unwrap_or_default();
                if is_text(value) {
                    words.push(value.trim().to_owned());
                }
            }
            match tag.split(' ').next().unwrap_or_default() {
                "code" | "script" | "style" => kept_as_it_is += 1,
                "/code" | "/script" | "/style" => kept_as_it_is -= 1,
                _ => {}
            }
        }
        let text = if n == 0 { part } else { text };
        // A part of an attribute stands between expressions.
        if kept_as_it_is == 0 && !text.contains("=\"") && is_text(text) {
            words.push(text.trim().to_owned());
        }
    }
    words
}

/// Two letters beside each other, entities aside.
fn is_text(text: &str) -> bool {
    let without_entities = text.split('&').enumerate().map(|(n, part)| {
        if n == 0 { part } else { part.split_once(';').map_or(part, |(_, it)| it) }
    });
    without_entities
        .collect::<String>()
        .split(|c: char| !c.is_alphabetic())
        .any(|word| word.chars().count() > 1 && !SAME_EVERYWHERE.contains(&word))
}

/// A literal that is no key, path or format: it begins with a capital letter, or has two words.
fn is_prose(literal: &str) -> bool {
    let words: Vec<&str> = literal.split_whitespace().filter(|word| is_text(word)).collect();
    let begins = literal.trim_start().starts_with(char::is_uppercase);
    is_text(literal) && !literal.contains('=') && (begins || words.len() > 1)
}
