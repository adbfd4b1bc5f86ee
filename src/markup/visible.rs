//! The one reading of a text that everything but the page itself works with.

use percent_encoding::percent_decode_str;
use url::Url;

use super::{links, plain};

/// Between words and targets.
const BETWEEN: &str = "\n\n";

/// What a reader sees of a comment, and where its links lead.
///
/// Rules, the filter, the comparison with other comments, the search and the count of links read
/// this and never the Markdown: `cas*i*no` and `cas&#105;no` are "casino" to all of them, because
/// they are to the reader.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Visible {
    whole: String,
    /// Where the words end in `whole`.
    words_end: usize,
    links: usize,
}

impl Visible {
    /// What is seen of `html`, which comes from [`comment`](super::comment), now or when it was
    /// stored.
    pub fn of(html: &str) -> Visible {
        let (words, found) = plain::text(html);
        let mut targets = String::new();
        let mut links = 0;
        let mut outside = String::with_capacity(words.len());
        let mut from = 0;
        for link in found {
            let shown = words.get(link.words.clone()).unwrap_or_default().trim();
            // Two addresses in the words of one link are two for whoever reads them.
            links += links::written(shown).max(1);
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
        links += links::written(&outside);
        let words_end = words.len();
        let mut whole = words;
        if !targets.is_empty() {
            whole.push_str(BETWEEN);
            whole.push_str(targets.trim_end());
        }
        Visible { whole, words_end, links }
    }

    /// The words: entities, emphasis, code and the words of links resolved; paragraphs with an
    /// empty line between them, list items with a dash.
    pub fn words(&self) -> &str {
        &self.whole[..self.words_end]
    }

    /// The targets of links that the words do not show, one a line, percent-encoding undone.
    pub fn targets(&self) -> &str {
        self.whole[self.words_end..].trim_start_matches(BETWEEN)
    }

    /// Words and targets, for what looks at both alike.
    pub fn whole(&self) -> &str {
        &self.whole
    }

    /// How many links there are, bare addresses such as `www.example.com` and `example.com/x`
    /// included. E-mail addresses do not count.
    pub fn links(&self) -> usize {
        self.links
    }
}

/// A target as people would write it, and as browsers understand it where that has another host.
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
