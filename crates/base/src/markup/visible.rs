//! The visible text of a comment, which screening, search and near-duplicates use.

use percent_encoding::percent_decode_str;
use url::Url;

use super::{links, plain};

/// The separator of words and targets.
const SEPARATOR: &str = "\n\n";

/// The visible text of a comment, and the targets of its links.
///
/// Rules, filter, near-duplicates, search and the count of links use this and never the Markdown:
/// `cas*i*no` and `cas&#105;no` are "casino" for all of them, as for readers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Visible {
    whole: String,
    /// The end of the words in `whole`.
    words_end: usize,
    links: usize,
}

impl Visible {
    /// The visible text of `html` from [`comment`](super::comment), new or stored.
    pub fn of(html: &str) -> Visible {
        let (words, found) = plain::text(html);
        let mut targets = String::new();
        let mut links = 0;
        let mut outside = String::with_capacity(words.len());
        let mut from = 0;
        for link in found {
            let shown = words.get(link.words.clone()).unwrap_or_default().trim();
            // Two addresses in the words of one link count as two, as readers see two.
            links += links::count(shown).max(1);
            outside.push_str(words.get(from..link.words.start).unwrap_or_default());
            outside.push(' ');
            from = link.words.end.max(from);
            for target in spellings(&link.target) {
                if !target.ends_with(shown) || shown.is_empty() {
                    targets.push_str(&target);
                    targets.push('\n');
                }
            }
        }
        outside.push_str(words.get(from..).unwrap_or_default());
        links += links::count(&outside);
        let words_end = words.len();
        let mut whole = words;
        if !targets.is_empty() {
            whole.push_str(SEPARATOR);
            whole.push_str(targets.trim_end());
        }
        Visible { whole, words_end, links }
    }

    /// The words without markup: entities are resolved, paragraphs are separated by an empty line,
    /// list items begin with a dash.
    pub fn words(&self) -> &str {
        &self.whole[..self.words_end]
    }

    /// The targets of links that the words do not show, one per line, without percent-encoding.
    pub fn targets(&self) -> &str {
        self.whole[self.words_end..].trim_start_matches(SEPARATOR)
    }

    /// Words and targets together.
    pub fn whole(&self) -> &str {
        &self.whole
    }

    /// How many links there are, bare addresses such as `www.example.com` and `example.com/x`
    /// included. E-mail addresses do not count.
    pub fn links(&self) -> usize {
        self.links
    }
}

/// A target as people write it, and as browsers read it if that has another host.
fn spellings(target: &str) -> Vec<String> {
    let decoded = percent_decode_str(target).decode_utf8();
    let written = match decoded {
        Ok(decoded) if !decoded.chars().any(char::is_control) => decoded.into_owned(),
        _ => target.to_owned(),
    };
    let understood = Url::parse(target)
        .ok()
        .filter(|url| url.host_str().is_some_and(|host| !written.contains(host)))
        .map(String::from);
    std::iter::once(written).chain(understood).collect()
}
