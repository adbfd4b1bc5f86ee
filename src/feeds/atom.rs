//! Writes a feed as Atom (RFC 4287), with threads (RFC 4685).

use bytes::Bytes;

use crate::error::Result;
use crate::feeds::model::{Entry, Feed, Format, Person, rfc_3339};
use crate::feeds::xml::Xml;

/// The whole document.
///
/// # Errors
/// None in memory.
pub fn write(feed: &Feed) -> Result<Bytes> {
    let namespaces = [
        ("xmlns", "http://www.w3.org/2005/Atom"),
        ("xmlns:thr", "http://purl.org/syndication/thread/1.0"),
        ("xmlns:media", "http://search.yahoo.com/mrss/"),
        ("xml:lang", &feed.language),
    ];
    Xml::document("feed", &namespaces, |xml| {
        let own = feed.address_in(Format::Atom);
        xml.text("id", &[], &feed.id)?;
        xml.text("title", &[], &feed.title)?;
        xml.optional("subtitle", &feed.subtitle)?;
        xml.text("updated", &[], &rfc_3339(feed.updated))?;
        xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &own)])?;
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &feed.page)])?;
        if let Some(hub) = &feed.hub {
            xml.empty("link", &[("rel", "hub"), ("href", hub)])?;
        }
        let publication = Person { name: feed.publication.clone(), url: String::new() };
        author(xml, &publication)?;
        xml.optional("rights", &feed.rights)?;
        xml.text("icon", &[], &feed.icon)?;
        xml.text("generator", &[("version", env!("CARGO_PKG_VERSION"))], "Rejoinder")?;
        feed.entries.iter().try_for_each(|entry| write_entry(xml, entry))
    })
}

fn write_entry(xml: &mut Xml, entry: &Entry) -> Result<()> {
    let language = [("xml:lang", entry.language.as_str())];
    let language = if entry.language.is_empty() { &[][..] } else { &language };
    xml.parent("entry", language, |xml| {
        xml.text("id", &[], &entry.id)?;
        xml.text("title", &[], &entry.title)?;
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &entry.url)])?;
        xml.text("published", &[], &rfc_3339(entry.published))?;
        xml.text("updated", &[], &rfc_3339(entry.updated))?;
        entry.authors.iter().try_for_each(|person| author(xml, person))?;
        for category in &entry.categories {
            let (term, label) = (category.slug.as_str(), category.name.as_str());
            let scheme = category.scheme.as_str();
            xml.empty("category", &[("term", term), ("label", label), ("scheme", scheme)])?;
        }
        if let Some((id, url)) = &entry.in_reply_to {
            xml.empty("thr:in-reply-to", &[("ref", id), ("href", url), ("type", "text/html")])?;
        }
        if let Some(picture) = &entry.picture {
            let (url, mime) = (picture.url.as_str(), picture.mime);
            let bytes = picture.bytes.to_string();
            let (width, height) = (picture.width.to_string(), picture.height.to_string());
            xml.empty(
                "link",
                &[("rel", "enclosure"), ("type", mime), ("length", &bytes), ("href", url)],
            )?;
            let content = [
                ("url", url),
                ("type", mime),
                ("medium", "image"),
                ("width", &width),
                ("height", &height),
            ];
            xml.parent("media:content", &content, |xml| {
                xml.optional("media:description", &picture.alt)
            })?;
        }
        if let Some(discussion) = &entry.comments {
            let count = discussion.count.to_string();
            let replies = [
                ("rel", "replies"),
                ("type", "application/atom+xml"),
                ("href", &discussion.feed),
                ("thr:count", &count),
            ];
            xml.empty("link", &replies)?;
        }
        xml.optional("summary", &entry.summary)?;
        if let Some(html) = &entry.html {
            let content = [("type", "html"), ("xml:base", entry.url.as_str())];
            xml.text("content", &content, html)?;
        }
        Ok(())
    })
}

fn author(xml: &mut Xml, person: &Person) -> Result<()> {
    xml.parent("author", &[], |xml| {
        xml.text("name", &[], &person.name)?;
        xml.optional("uri", &person.url)
    })
}
