//! The types of mentions. No I/O.

use crate::clock::Time;
use crate::ids::{ArticleId, MentionId};
use crate::stored_enum;

stored_enum! {
    /// The protocol of a mention. A SMALLINT in the database.
    #[schema(as = MentionKind)]
    pub enum Kind {
        /// By XML-RPC.
        Pingback = 0 => "pingback",
        /// By a form, with words of its own.
        Trackback = 1 => "trackback",
        /// By a form; the page is fetched.
        Webmention = 2 => "webmention",
    }
}

stored_enum! {
    /// The state of a mention. A SMALLINT in the database.
    #[schema(as = MentionState)]
    pub enum State {
        /// The page was not checked yet for a link to the article.
        Unchecked = 0 => "unchecked",
        /// It does; staff have to decide.
        Held = 1 => "held",
        /// Readers see it.
        Approved = 2 => "approved",
        /// Readers do not see it.
        Rejected = 3 => "rejected",
    }
}

stored_enum! {
    /// The outcome of notifying a site that an article links to it. A SMALLINT in the database.
    #[schema(as = MentionOutcome)]
    pub enum Outcome {
        /// The site was notified.
        Notified = 0 => "told",
        /// It takes no mentions.
        NoEndpoint = 1 => "no_endpoint",
        /// It could not be notified.
        Failed = 2 => "failed",
    }
}

/// A page that an article links to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Sent {
    /// The page.
    pub target: String,
    pub outcome: Outcome,
    pub at: Time,
    /// The headline of the article.
    pub title: String,
}

/// A page that links to an article.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Mention {
    pub id: MentionId,
    pub article_id: ArticleId,
    /// Its protocol.
    pub kind: Kind,
    /// The page, http or https.
    pub source: String,
    /// What the page calls itself, as plain text.
    pub title: String,
    pub state: State,
    /// When it was received, or was in the system that it was imported from.
    pub created_at: Time,
}

/// A mention that another system received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Its protocol.
    pub kind: Kind,
    /// The page.
    pub source: String,
    /// What the page calls itself.
    pub title: String,
    /// Its state here.
    pub state: State,
    /// When the other system received it.
    pub at: Time,
}

/// Longest title, in characters.
const TITLE: usize = 150;

/// A title in one line without characters that nobody sees; the host of `source` if nothing is left.
pub fn plain_title(title: &str, source: &str) -> String {
    let is_hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let visible: String = title.chars().map(|c| if is_hidden(c) { ' ' } else { c }).collect();
    let line = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        let host = url::Url::parse(source).ok();
        let host = host.as_ref().and_then(url::Url::host_str);
        return host.unwrap_or(source).to_owned();
    }
    match line.char_indices().nth(TITLE) {
        None => line,
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_one_short_line() {
        let of = |title: &str| plain_title(title, "https://blog.example/mud");
        assert_eq!(of("  On\n mud \u{202e}"), "On mud");
        assert_eq!(of("\u{7}"), "blog.example");
        assert_eq!(of(&"a".repeat(151)).chars().count(), 151);
    }
}
