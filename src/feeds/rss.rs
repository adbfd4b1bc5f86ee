//! Writes a feed as RSS 2.0, with the modules that feed readers know: whole texts (`content`), authors
//! (`dc`), comments (`slash`, `wfw`), pictures (`media`), and its own address (`atom`).

use bytes::Bytes;
use quick_xml::escape::escape;

use crate::error::Result;
use crate::feeds::model::{Entry, Feed, Format, rfc_822};
use crate::feeds::xml::Xml;

/// The whole document.
///
/// # Errors
/// None in memory.
pub fn write(feed: &Feed) -> Result<Bytes> {
    let namespaces = [
        ("version", "2.0"),
        ("xmlns:atom", "http://www.w3.org/2005/Atom"),
        ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:slash", "http://purl.org/rss/1.0/modules/slash/"),
        ("xmlns:wfw", "http://wellformedweb.org/CommentAPI/"),
        ("xmlns:media", "http://search.yahoo.com/mrss/"),
    ];
    Xml::document("rss", &namespaces, |xml| {
        xml.parent("channel", &[], |xml| {
            let own = feed.address_in(Format::Rss);
            xml.text("title", &[], &feed.title)?;
            xml.text("link", &[], &feed.page)?;
            // A channel must have a description.
            let description = if feed.subtitle.is_empty() { &feed.title } else { &feed.subtitle };
            xml.text("description", &[], description)?;
            xml.text("language", &[], &feed.language)?;
            xml.optional("copyright", &feed.rights)?;
            xml.text("lastBuildDate", &[], &rfc_822(feed.updated))?;
            xml.text("generator", &[], concat!("Rejoinder ", env!("CARGO_PKG_VERSION")))?;
            xml.text("docs", &[], "https://www.rssboard.org/rss-specification")?;
            xml.parent("image", &[], |xml| {
                xml.text("url", &[], &feed.icon)?;
                // The same as those of the channel, as the specification wants it.
                xml.text("title", &[], &feed.title)?;
                xml.text("link", &[], &feed.page)
            })?;
            let own = [("rel", "self"), ("type", "application/rss+xml"), ("href", own.as_str())];
            xml.empty("atom:link", &own)?;
            if let Some(hub) = &feed.hub {
                xml.empty("atom:link", &[("rel", "hub"), ("href", hub)])?;
            }
            feed.entries.iter().try_for_each(|entry| item(xml, entry))
        })
    })
}

fn item(xml: &mut Xml, entry: &Entry) -> Result<()> {
    xml.parent("item", &[], |xml| {
        xml.text("title", &[], &entry.title)?;
        xml.text("link", &[], &entry.url)?;
        xml.text("guid", &[("isPermaLink", "false")], &entry.id)?;
        xml.text("pubDate", &[], &rfc_822(entry.published))?;
        for person in &entry.authors {
            xml.text("dc:creator", &[], &person.name)?;
        }
        for category in &entry.categories {
            xml.text("category", &[("domain", &category.scheme)], &category.name)?;
        }
        xml.optional("dc:language", &entry.language)?;
        // Feed readers take a description for HTML, so that plain text is escaped twice.
        xml.optional("description", &escape(entry.summary.as_str()))?;
        if let Some(html) = &entry.html {
            xml.text("content:encoded", &[], html)?;
        }
        if let Some(discussion) = &entry.comments {
            xml.text("comments", &[], &discussion.url)?;
            xml.text("wfw:commentRss", &[], &discussion.feed)?;
            xml.text("slash:comments", &[], &discussion.count.to_string())?;
        }
        let Some(picture) = &entry.picture else { return Ok(()) };
        let (url, mime, bytes) = (&picture.url, picture.mime, picture.bytes.to_string());
        let (width, height) = (picture.width.to_string(), picture.height.to_string());
        xml.empty("enclosure", &[("url", url), ("length", &bytes), ("type", mime)])?;
        let content = [
            ("url", url.as_str()),
            ("type", mime),
            ("medium", "image"),
            ("width", &width),
            ("height", &height),
        ];
        xml.parent("media:content", &content, |xml| xml.optional("media:description", &picture.alt))
    })
}
