//! Writes XML: elements by calls, so that every text and every attribute is escaped and every element is
//! closed.

use bytes::Bytes;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::error::{Error, Result};
use crate::feeds::model::without_control;

/// A document that is being written. Characters that XML cannot carry are removed.
pub struct Xml(Writer<Vec<u8>>);

/// Attributes of an element: names and values.
pub type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Xml {
    /// The document with this element, whose content `write` writes.
    ///
    /// # Errors
    /// Those of `write`; writing to memory has none of its own.
    pub fn document(
        root: &str,
        attributes: Attributes<'_>,
        write: impl FnOnce(&mut Xml) -> Result<()>,
    ) -> Result<Bytes> {
        let mut xml = Xml(Writer::new_with_indent(Vec::new(), b' ', 1));
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        xml.parent(root, attributes, write)?;
        Ok(xml.0.into_inner().into())
    }

    /// An element with other elements in it.
    ///
    /// # Errors
    /// Those of `write`.
    pub fn parent(
        &mut self,
        name: &str,
        attributes: Attributes<'_>,
        write: impl FnOnce(&mut Xml) -> Result<()>,
    ) -> Result<()> {
        self.event(Event::Start(start(name, attributes)))?;
        write(self)?;
        self.event(Event::End(BytesEnd::new(name)))
    }

    /// An element without content.
    ///
    /// # Errors
    /// None in memory.
    pub fn empty(&mut self, name: &str, attributes: Attributes<'_>) -> Result<()> {
        self.event(Event::Empty(start(name, attributes)))
    }

    /// An element with a text in it.
    ///
    /// # Errors
    /// None in memory.
    pub fn text(&mut self, name: &str, attributes: Attributes<'_>, text: &str) -> Result<()> {
        self.event(Event::Start(start(name, attributes)))?;
        self.event(Event::Text(BytesText::new(&without_control(text))))?;
        self.event(Event::End(BytesEnd::new(name)))
    }

    /// As [`Xml::text`], unless the text is empty.
    ///
    /// # Errors
    /// None in memory.
    pub fn optional(&mut self, name: &str, text: &str) -> Result<()> {
        if text.is_empty() { Ok(()) } else { self.text(name, &[], text) }
    }

    fn event(&mut self, event: Event<'_>) -> Result<()> {
        self.0.write_event(event).map_err(Error::internal)
    }
}

fn start<'a>(name: &'a str, attributes: Attributes<'_>) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, without_control(value).as_str()));
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_attributes_are_escaped_and_cleaned() {
        let written = Xml::document("a", &[("b", "<\"&\u{1}")], |xml| {
            xml.text("c", &[], "1 < 2 & ]]> \u{b}x")?;
            xml.optional("d", "")?;
            xml.empty("e", &[])
        });
        let written = String::from_utf8(written.expect("written").to_vec()).expect("UTF-8");
        assert_eq!(
            written,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"&lt;&quot;&amp;\">\n \
             <c>1 &lt; 2 &amp; ]]&gt; x</c>\n <e/>\n</a>"
        );
    }
}
