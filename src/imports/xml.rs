//! XML documents of other systems, read as a stream: an element is handed over as soon as it ends. Entities of
//! the document's own are refused, so no text can grow.

use std::io::Read;
use std::mem;

use encoding_rs::{Encoding, UTF_8};
use quick_xml::Reader;
use quick_xml::errors::Error as XmlError;
use quick_xml::events::{BytesStart, Event};

use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::imports::encoding;
use crate::imports::input::{Metered, broken, why_unreadable};

/// Most bytes of the elements that are open.
const OPEN: usize = 48 << 20;
/// Deepest nesting of elements; exports have five.
const DEPTH: usize = 40;

/// An element with its words and the elements in it.
#[derive(Default)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) text: String,
    pub(super) children: Vec<Element>,
    /// The line in which it begins.
    pub(super) line: u64,
    /// Text stood behind a part that was marked as text: the mark of its end was not escaped.
    pub(super) broken_cdata: bool,
    /// It had bytes that are not in the encoding of the document.
    mixed: bool,
    /// The first half of a character, which some programs write as two.
    first_half: Option<u32>,
    /// It had half of a character.
    had_half: bool,
    after_cdata: bool,
    /// What it and the elements that are kept in it take in the file.
    bytes: usize,
}

impl Element {
    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The words of a child; empty if there is none.
    pub(super) fn get(&self, name: &str) -> &str {
        self.child(name).map_or("", |child| child.text.trim())
    }

    pub(super) fn attribute(&self, name: &str) -> &str {
        self.attributes.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    fn add_text(&mut self, text: &[u8], encoding: &'static Encoding) {
        self.end_half();
        let (words, mixed) = decoded(text, encoding);
        // The space between two elements would add up in the outermost one.
        if self.text.is_empty() && words.trim().is_empty() {
            return;
        }
        self.bytes += text.len();
        if self.after_cdata && !words.trim().is_empty() {
            self.text.push_str("]]>");
            self.broken_cdata = true;
        }
        self.after_cdata = false;
        self.mixed |= mixed;
        self.text.push_str(&words);
    }

    fn add_cdata(&mut self, text: &[u8], encoding: &'static Encoding) {
        self.end_half();
        self.bytes += text.len();
        if self.text.trim().is_empty() {
            self.text.clear();
        }
        let (words, mixed) = decoded(text, encoding);
        self.mixed |= mixed;
        self.text.push_str(&words);
        self.after_cdata = true;
    }

    fn add_reference(&mut self, name: &str) {
        self.bytes += name.len();
        let code = code(name);
        if let (Some(first), Some(second @ 0xdc00..=0xdfff)) = (self.first_half, code) {
            self.first_half = None;
            self.text
                .extend(char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00)));
            return;
        }
        self.end_half();
        match (code, character(name)) {
            (Some(first @ 0xd800..=0xdbff), _) => self.first_half = Some(first),
            (Some(0xdc00..=0xdfff), _) => self.add_half(),
            (_, Some(c)) => self.text.push(c),
            (_, None) => self.text.push_str(&format!("&{name};")),
        }
    }

    /// The half of a character that was read is not followed by the other one.
    fn end_half(&mut self) {
        if self.first_half.take().is_some() {
            self.add_half();
        }
    }

    fn add_half(&mut self) {
        self.text.push(char::REPLACEMENT_CHARACTER);
        self.had_half = true;
    }

    /// Moves the words of a child out, which may be megabytes; empty if there is none.
    pub(super) fn take_text(&mut self, name: &str) -> String {
        let found = self.children.iter_mut().find(|child| child.name == name);
        found.map(|child| mem::take(&mut child.text)).unwrap_or_default()
    }
}

/// What is done with the elements of a document.
pub(super) trait Document {
    /// Whether an element of this name, below these, is handed over and then forgotten. Other elements are kept
    /// in the one around them.
    fn takes(&self, path: &[&str], name: &str) -> bool;

    /// An element that it takes has ended. `above` are those around it, the outermost first, with what they
    /// contain so far.
    fn end(&mut self, above: &[Element], element: Element) -> Result<()>;

    /// A text was repaired.
    fn repaired(&mut self, line: u64, name: &str, why: Message) -> Result<()>;
}

/// Reads a file.
///
/// # Errors
/// [`Error::Invalid`](crate::error::Error::Invalid) `file` with the line, if the file is damaged or cut off; those
/// of `document`.
pub(super) fn read<R: Read>(
    input: Metered<R>,
    file: &str,
    document: &mut dyn Document,
) -> Result<()> {
    let mut xml = Reader::from_reader(input);
    xml.config_mut().allow_dangling_amp = true;
    let mut buffer = Vec::new();
    let mut reading = Reading { file, open: Vec::new(), names: Vec::new(), encoding: UTF_8 };
    loop {
        buffer.clear();
        xml.get_mut().begin_part();
        let event = match xml.read_event_into(&mut buffer) {
            Ok(event) => event,
            Err(cause) => return Err(reading.unreadable(&cause, xml.get_mut().line())),
        };
        let line = xml.get_mut().line();
        if matches!(event, Event::Eof) {
            break;
        }
        reading.event(event, line, document)?;
        if reading.open.iter().map(|element| element.bytes).sum::<usize>() > OPEN {
            return Err(broken(file, line, Message::import_line_item_large(48)));
        }
    }
    let line = xml.get_mut().line();
    if let Some(inner) = reading.open.last() {
        return Err(broken(file, line, Message::import_line_xml_cut(&inner.name, inner.line)));
    }
    Ok(())
}

/// What is known in the middle of a document.
struct Reading<'a> {
    file: &'a str,
    /// The elements that have not ended, the outermost first.
    open: Vec<Element>,
    /// The prefixes of namespaces, each with the depth where it is declared.
    names: Vec<(usize, String, String)>,
    encoding: &'static Encoding,
}

impl Reading<'_> {
    fn unreadable(&self, cause: &XmlError, line: u64) -> Error {
        let why = match cause {
            XmlError::Io(cause) => why_unreadable(cause),
            other => Message::import_line_xml_bad(other.to_string()),
        };
        let why = match self.open.last() {
            Some(inner) => Message::import_line_xml_within(why, &inner.name, inner.line),
            None => why,
        };
        broken(self.file, line, why)
    }

    fn event(&mut self, event: Event<'_>, line: u64, document: &mut dyn Document) -> Result<()> {
        match event {
            Event::Start(start) => {
                if self.open.len() >= DEPTH {
                    return Err(broken(self.file, line, Message::import_line_xml_deep()));
                }
                let element = self.element(&start, line);
                self.open.push(element);
            }
            Event::Empty(start) => {
                let element = self.element(&start, line);
                self.end(element, document)?;
            }
            Event::End(_) => {
                let Some(element) = self.open.pop() else {
                    return Err(broken(self.file, line, Message::import_line_xml_end()));
                };
                self.end(element, document)?;
            }
            Event::Text(text) => {
                if let Some(last) = self.open.last_mut() {
                    last.add_text(&text, self.encoding);
                }
            }
            Event::CData(text) => {
                if let Some(last) = self.open.last_mut() {
                    last.add_cdata(&text, self.encoding);
                }
            }
            Event::GeneralRef(reference) => {
                if let Some(last) = self.open.last_mut() {
                    last.add_reference(&String::from_utf8_lossy(&reference));
                }
            }
            Event::DocType(text) => {
                if String::from_utf8_lossy(&text).contains("<!ENTITY") {
                    return Err(broken(self.file, line, Message::import_line_xml_entities()));
                }
            }
            Event::Decl(declaration) => {
                if let Some(Ok(label)) = declaration.encoding() {
                    let known = Encoding::for_label(&label);
                    let known = known.filter(|encoding| encoding.is_ascii_compatible());
                    self.encoding = known.ok_or_else(|| {
                        let name = String::from_utf8_lossy(&label).into_owned();
                        broken(self.file, line, Message::import_line_xml_encoding(name))
                    })?;
                }
            }
            Event::Comment(_) | Event::PI(_) | Event::Eof => {}
        }
        Ok(())
    }

    fn element(&mut self, start: &BytesStart<'_>, line: u64) -> Element {
        element(start, &mut self.names, self.open.len(), (line, self.encoding))
    }

    fn end(&mut self, element: Element, document: &mut dyn Document) -> Result<()> {
        let depth = self.open.len();
        self.names.retain(|(declared, ..)| *declared < depth);
        end(element, &mut self.open, document)
    }
}

/// Ends an element: it is handed over, or kept in the one around it.
fn end(mut element: Element, open: &mut [Element], document: &mut dyn Document) -> Result<()> {
    element.end_half();
    if element.broken_cdata {
        element.text =
            element.text.trim_end().strip_suffix("]]>").unwrap_or(&element.text).to_owned();
        let why = Message::import_why_joined();
        document.repaired(element.line, &element.name, why)?;
    }
    if element.mixed {
        document.repaired(element.line, &element.name, Message::import_why_not_utf8())?;
    }
    if element.had_half {
        document.repaired(element.line, &element.name, Message::import_why_half_character())?;
    }
    let attributes =
        element.attributes.iter_mut().map(|(_, value)| encoding::remove_control(value));
    // Counted, because `any` would leave out those after the first.
    let in_attributes = attributes.filter(|removed| *removed).count() > 0;
    if encoding::remove_control(&mut element.text) || in_attributes {
        let why = Message::import_why_control();
        document.repaired(element.line, &element.name, why)?;
    }
    let path: Vec<&str> = open.iter().map(|element| element.name.as_str()).collect();
    if document.takes(&path, &element.name) {
        return document.end(open, element);
    }
    if let Some(last) = open.last_mut() {
        last.bytes += element.bytes;
        last.children.push(element);
    }
    Ok(())
}

/// Words in an encoding, and whether some bytes are not of it.
fn decoded(bytes: &[u8], declared: &'static Encoding) -> (String, bool) {
    let (words, mixed) = match declared == UTF_8 {
        true => encoding::decoded(bytes),
        false => declared.decode_without_bom_handling(bytes),
    };
    (words.into_owned(), mixed)
}

fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{A0}'),
        _ => char::from_u32(code(name)?),
    }
}

/// The number of a reference by number.
fn code(name: &str) -> Option<u32> {
    let number = name.strip_prefix('#')?;
    match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => number.parse().ok(),
    }
}

/// The element of a start tag. Prefixes are those of WordPress, also if the file has others.
fn element(
    start: &BytesStart<'_>,
    names: &mut Vec<(usize, String, String)>,
    depth: usize,
    (line, encoding): (u64, &'static Encoding),
) -> Element {
    let (mut attributes, mut mixed) = (Vec::new(), false);
    for attribute in start.attributes().with_checks(false).flatten() {
        let key = String::from_utf8_lossy(attribute.key.as_ref()).into_owned();
        let (raw, was_mixed) = decoded(&attribute.value, encoding);
        mixed |= was_mixed;
        let value =
            quick_xml::escape::unescape(&raw).map_or(raw.clone(), |value| value.into_owned());
        if let Some(prefix) = key.strip_prefix("xmlns") {
            names.push((depth, prefix.trim_start_matches(':').to_owned(), value));
        } else {
            attributes.push((key, value));
        }
    }
    let full = String::from_utf8_lossy(start.name().as_ref()).into_owned();
    let (prefix, local) = full.split_once(':').unwrap_or(("", &full));
    let space = names.iter().rev().find(|(_, known, _)| known == prefix);
    let space = space.map_or("", |(.., space)| space.as_str());
    // The summary and the text have the same local name.
    let name = match local {
        "encoded" if space.contains("excerpt") || space.is_empty() && prefix == "excerpt" => {
            "excerpt"
        }
        "encoded" => "content",
        "creator" => "creator",
        local => local,
    };
    let is_foreign = !(space.is_empty()
        || space.contains("wordpress.org/export")
        || space.contains("purl.org/rss/1.0/modules/content")
        || space.contains("purl.org/dc/elements"));
    let name = if is_foreign { full.clone() } else { name.to_owned() };
    Element { name, attributes, line, mixed, bytes: start.len(), ..Element::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::input::memory;

    /// Takes items, and counts them.
    #[derive(Default)]
    struct Items(usize);

    impl Document for Items {
        fn takes(&self, _: &[&str], name: &str) -> bool {
            name == "item"
        }

        fn end(&mut self, _: &[Element], _: Element) -> Result<()> {
            self.0 += 1;
            Ok(())
        }

        fn repaired(&mut self, _: u64, _: &str, _: Message) -> Result<()> {
            Ok(())
        }
    }

    /// Keeps the words of items, and counts repairs.
    #[derive(Default)]
    struct Words(Vec<String>, usize);

    impl Document for Words {
        fn takes(&self, _: &[&str], name: &str) -> bool {
            name == "item"
        }

        fn end(&mut self, _: &[Element], element: Element) -> Result<()> {
            self.0.push(format!("{}{}", element.text, element.attribute("a")));
            Ok(())
        }

        fn repaired(&mut self, _: u64, _: &str, _: Message) -> Result<()> {
            self.1 += 1;
            Ok(())
        }
    }

    #[test]
    fn old_encodings_are_read_and_mixed_ones_repaired() {
        for (file, expected, repairs) in [
            (&b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><all><item a=\"\xe9\">\x80 caf\xe9</item></all>"[..], "€ caféé", 0),
            (b"<?xml version=\"1.0\" encoding=\"windows-1251\"?><all><item><![CDATA[\xef\xf0]]></item></all>", "пр", 0),
            (b"<all><item>a &#55357;&#xDE00; b</item></all>", "a 😀 b", 0),
            (b"<all><item>&#55357;&#233;&#xDE00; <![CDATA[c]]>&#xd83d;</item></all>", "\u{fffd}é\u{fffd} c\u{fffd}", 1),
            (b"<?xml version=\"1.0\" encoding=\"UTF-8\"?><all><item><![CDATA[caf\xe9 \xc3\xa9 \x93x\x94]]></item></all>", "café é “x”", 1),
        ] {
            let mut words = Words::default();
            read(memory(file), "all.xml", &mut words).expect("a document");
            assert_eq!((words.0.concat().as_str(), words.1), (expected, repairs));
        }
        let refused = read(
            memory(b"<?xml version=\"1.0\" encoding=\"UTF-16\"?><all/>"),
            "all.xml",
            &mut Words::default(),
        );
        assert!(refused.expect_err("refused").to_string().contains("UTF-16"));
    }

    fn items(of: &str, count: usize) -> (Result<()>, usize) {
        let file = format!("<all>{}</all>", of.repeat(count));
        let mut items = Items::default();
        let outcome = read(memory(file.as_bytes()), "all.xml", &mut items);
        (outcome, items.0)
    }

    #[test]
    fn what_was_handed_over_does_not_count_as_open() {
        let padding = "x".repeat(OPEN / 100);
        for form in [
            format!("<item a=\"{padding}\">\n <empty/>\n <b>{padding}</b>\n</item>\n"),
            format!("<item a=\"{padding}\"/>\n"),
            format!("<item><b a=\"{padding}\"/></item>\n"),
        ] {
            let (outcome, count) = items(&form, 110);
            assert!(outcome.is_ok(), "{outcome:?}");
            assert_eq!(count, 110);
        }
        let (outcome, count) = items(&format!("<kept a=\"{padding}\"/>"), 110);
        assert!(outcome.expect_err("too much").to_string().contains("larger than 48 MB"));
        assert_eq!(count, 0);
    }
}
