//! A feed and its entries as plain data, before they are written in one of the formats. No I/O.

use sha2::{Digest as _, Sha256};

use crate::clock::Time;
use crate::named_enum;

named_enum! {
    /// A format of feeds, named as the ending of its addresses.
    pub enum Format {
        /// Atom (RFC 4287).
        Atom => "atom",
        /// RSS 2.0.
        Rss => "rss",
        /// JSON Feed 1.1.
        Json => "json",
    }
}

impl Format {
    /// The content type.
    pub fn mime(self) -> &'static str {
        match self {
            Format::Atom => "application/atom+xml; charset=utf-8",
            Format::Rss => "application/rss+xml; charset=utf-8",
            Format::Json => "application/feed+json; charset=utf-8",
        }
    }
}

/// A feed. Every URL in it is absolute.
#[derive(Clone, Debug)]
pub struct Feed {
    /// Its id, which stays when its address changes.
    pub id: String,
    /// Its name.
    pub title: String,
    /// A line under the name; may be empty.
    pub subtitle: String,
    /// The publication, which counts as the author of entries without a byline.
    pub publication: String,
    /// The BCP 47 tag of the publication.
    pub language: String,
    /// The page that has the same entries.
    pub page: String,
    /// The feed itself, without its ending.
    pub address: String,
    /// The picture of the publication, square.
    pub icon: String,
    /// Who owns the texts; may be empty.
    pub rights: String,
    /// The WebSub hub.
    pub hub: Option<String>,
    /// When an entry last changed in a way that readers are told.
    pub updated: Time,
    /// The entries, the newest first.
    pub entries: Vec<Entry>,
}

impl Feed {
    /// The address in a format.
    pub fn address_in(&self, format: Format) -> String {
        format!("{}.{}", self.address, format.name())
    }
}

/// An article or a comment in a feed.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Entry {
    /// Its id, which stays when its address changes.
    pub id: String,
    /// Its page.
    pub url: String,
    pub title: String,
    /// The BCP 47 tag of its text, where that is not the publication's; otherwise empty.
    pub language: String,
    /// Who wrote it.
    pub authors: Vec<Person>,
    /// What it is about.
    pub categories: Vec<Category>,
    pub published: Time,
    /// When readers were last told of a change.
    pub updated: Time,
    /// The summary as plain text; may be empty.
    pub summary: String,
    /// The whole text as HTML, if the feed has it.
    pub html: Option<String>,
    pub picture: Option<Enclosure>,
    /// Its comments, unless it has none for everybody.
    pub comments: Option<Discussion>,
    /// What it answers: the id and the page of a comment or of an article.
    pub in_reply_to: Option<(String, String)>,
}

/// An author.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Person {
    pub name: String,
    /// Their page; may be empty.
    pub url: String,
}

/// A section or a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Category {
    pub slug: String,
    pub name: String,
    /// The address below which all categories of its kind are.
    pub scheme: String,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enclosure {
    /// Its address.
    pub url: String,
    /// Its content type.
    pub mime: &'static str,
    /// Its length.
    pub bytes: u64,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// What it shows; may be empty.
    pub alt: String,
}

/// The comments of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Discussion {
    /// Where they are shown.
    pub url: String,
    pub feed: String,
    /// How many there are.
    pub count: i64,
}

/// The id of the thing called `name` among those of a kind: a UUID of version 8 (RFC 9562), computed from
/// the `seed` of the installation. It depends on no address, so it stays when a path, a slug, or the
/// address of the site changes.
pub fn id(seed: &str, kind: &str, name: impl ToString) -> String {
    let hash = Sha256::new()
        .chain_update(seed)
        .chain_update([0])
        .chain_update(kind)
        .chain_update([0])
        .chain_update(name.to_string())
        .finalize();
    let mut uuid = [0; 16];
    uuid.copy_from_slice(&hash[..16]);
    uuid[6] = uuid[6] & 0x0f | 0x80;
    uuid[8] = uuid[8] & 0x3f | 0x80;
    let hex: String = uuid.iter().map(|byte| format!("{byte:02x}")).collect();
    let (a, b, c, d, e) = (&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]);
    format!("urn:uuid:{a}-{b}-{c}-{d}-{e}")
}

/// `text` without the characters that XML cannot carry, and without other control characters that only
/// disturb programs. Line feeds and tabs stay.
pub fn without_control(text: &str) -> String {
    let is_kept = |c: &char| {
        matches!(c, '\n' | '\t') || !(c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}'))
    };
    text.chars().filter(is_kept).collect()
}

/// As RFC 3339 has it, in UTC to the second.
pub fn rfc_3339(time: Time) -> String {
    time.utc().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// As RFC 822 has it, with the year in four digits.
pub fn rfc_822(time: Time) -> String {
    time.utc().strftime("%a, %d %b %Y %H:%M:%S +0000").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_uuid_of_the_thing_and_of_the_installation() {
        let mud = id("ab", "article", 7);
        assert_eq!(mud, id("ab", "article", 7));
        for other in [id("ab", "article", 8), id("ab", "comment", 7), id("ac", "article", 7)] {
            assert_ne!(mud, other);
        }
        let uuid = mud.strip_prefix("urn:uuid:").expect("a URN");
        let lengths: Vec<usize> = uuid.split('-').map(str::len).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12]);
        assert!(uuid[14..].starts_with('8') && "89ab".contains(&uuid[19..20]), "{uuid}");
    }

    #[test]
    fn characters_that_xml_has_not_are_removed() {
        assert_eq!(without_control("a\0\u{1}b\u{1f}\n\tc\u{85}\u{FFFE}\r𝒳"), "ab\n\tc𝒳");
    }

    #[test]
    fn times_are_written_as_the_formats_want_them() {
        let time = Time::parse("2026-03-05T09:04:07.5Z").expect("an instant");
        assert_eq!(rfc_3339(time), "2026-03-05T09:04:07Z");
        assert_eq!(rfc_822(time), "Thu, 05 Mar 2026 09:04:07 +0000");
    }
}
