//! XML, read strictly: what is not well-formed fails the test.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

/// An element with what is in it.
#[derive(Clone, Debug, Default)]
pub struct Element {
    /// Its name, with the prefix of its namespace.
    pub name: String,
    /// Its attributes.
    pub attributes: Vec<(String, String)>,
    /// The text directly in it.
    pub text: String,
    /// The elements in it.
    pub children: Vec<Element>,
}

impl Element {
    /// Reads a document and returns its root.
    #[track_caller]
    pub fn parse(text: &str) -> Element {
        assert!(text.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"), "{text}");
        let forbidden = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
        assert!(!text.contains(forbidden), "a control character in {text}");
        let mut reader = Reader::from_str(text);
        let mut open = vec![Element::default()];
        loop {
            let event = reader.read_event();
            match event.unwrap_or_else(|fault| panic!("{fault} in {text}")) {
                Event::Start(start) => open.push(element(&start)),
                Event::Empty(start) => {
                    let empty = element(&start);
                    open.last_mut().expect("the root").children.push(empty);
                }
                Event::End(_) => {
                    let closed = open.pop().expect("it was opened");
                    open.last_mut().expect("the root").children.push(closed);
                }
                Event::Text(part) => {
                    let part = part.decode().expect("UTF-8");
                    open.last_mut().expect("the root").text.push_str(&part);
                }
                Event::GeneralRef(reference) => {
                    let name = reference.decode().expect("UTF-8");
                    let character = match &*name {
                        "lt" => '<',
                        "gt" => '>',
                        "amp" => '&',
                        "quot" => '"',
                        "apos" => '\'',
                        _ => reference
                            .resolve_char_ref()
                            .expect("a character")
                            .unwrap_or_else(|| panic!("no such entity: {name}")),
                    };
                    open.last_mut().expect("the root").text.push(character);
                }
                Event::Decl(_) => {}
                Event::Eof => break,
                other => panic!("{other:?} in {text}"),
            }
        }
        let mut document = open.pop().expect("the document");
        assert!(open.is_empty() && document.text.trim().is_empty(), "{text}");
        assert_eq!(document.children.len(), 1, "one root: {text}");
        document.children.remove(0)
    }

    /// The value of an attribute; empty if there is none.
    pub fn attribute(&self, name: &str) -> &str {
        let found = self.attributes.iter().find(|(own, _)| own == name);
        found.map_or("", |(_, value)| value)
    }

    /// The elements called `name` directly in it.
    pub fn all(&self, name: &str) -> Vec<&Element> {
        self.children.iter().filter(|child| child.name == name).collect()
    }

    /// The only element called `name` directly in it.
    #[track_caller]
    pub fn one(&self, name: &str) -> &Element {
        match self.all(name)[..] {
            [one] => one,
            ref found => panic!("{} elements {name} in {self:#?}", found.len()),
        }
    }

    /// The text of the only element called `name`.
    #[track_caller]
    pub fn value(&self, name: &str) -> &str {
        &self.one(name).text
    }

    /// The link with this relation.
    pub fn link(&self, relation: &str) -> &str {
        let is_wanted = |link: &&Element| link.attribute("rel") == relation;
        let links = self.children.iter().filter(|child| child.name.ends_with("link"));
        links.into_iter().find(is_wanted).map_or("", |link| link.attribute("href"))
    }
}

fn element(start: &BytesStart<'_>) -> Element {
    let name = |name: &[u8]| String::from_utf8(name.to_vec()).expect("UTF-8");
    let attributes = start.attributes().map(|attribute| {
        let attribute = attribute.expect("a good attribute");
        let value = attribute.normalized_value(XmlVersion::Explicit1_0).expect("a good value");
        (name(attribute.key.as_ref()), value.into_owned())
    });
    Element {
        attributes: attributes.collect(),
        name: name(start.name().as_ref()),
        ..Element::default()
    }
}
