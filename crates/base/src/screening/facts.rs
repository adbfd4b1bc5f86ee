//! The facts about a comment that screening judges by. Plain values; the room `comments` gathers
//! them.

use std::time::Duration;

use crate::config::comment_mode::CommentLevel;
use crate::config::{Policy, SurgeMode};
use crate::screening::akismet::model::AkismetResult;
use crate::screening::bans;
use crate::screening::rules::matcher::Hit;

/// The facts from the database, the form, the clock, the rules and the settings.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Whether the article accepts comments.
    pub article: ArticleComments,
    /// The comment that it replies to.
    pub parent: Parent,
    /// Where it was set that every comment is held, if it was.
    pub held_by: Option<CommentLevel>,
    /// Whether the same reader has posted the same text as a reply to the same comment before.
    pub repetition: Repetition,
    /// The kind of author.
    pub author: Author,
    /// The time since this reader (by address or network) last posted; `None` if never, or for
    /// staff.
    pub since_last: Option<Duration>,
    /// The setting `comments.min_interval`; zero is off.
    pub min_interval: Duration,
    /// The hidden field.
    pub honeypot: Honeypot,
    /// The form that was sent.
    pub form: Form,
    /// The setting `comments.min_form_age`: people need longer than this to fill in the form.
    pub min_form_age: Duration,
    /// Whether the reader's name is that of a member of the staff, or looks like it.
    pub impersonates_staff: bool,
    /// Links in the text, bare addresses included.
    pub links: usize,
    /// The setting `comments.hold_links`: under [`Policy::HoldLinks`], comments with so many links
    /// or more are held.
    pub link_limit: usize,
    /// The bans that apply.
    pub bans: Vec<bans::MatchingBan>,
    /// The rules that apply.
    pub hits: Vec<Hit>,
    /// The surge guard's mode on the article, if a surge is open.
    pub surge: Option<SurgeMode>,
    /// The reputation of the reader. Determined only under [`Policy::FirstComment`]; otherwise a
    /// newcomer.
    pub reputation: Reputation,
    /// The filter's score; `None` if the filter is off.
    pub score: Option<Scored>,
    /// Akismet's opinion; `None` if it was not queried.
    pub akismet: Option<AkismetResult>,
}

/// Whether an article accepts comments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArticleComments {
    /// It accepts comments.
    Open,
    /// It does not, or not any more.
    Closed,
    /// A password protects it, and the sender has not entered it.
    Protected,
}

/// What a comment replies to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parent {
    /// The article itself.
    None,
    /// An approved comment under the same article.
    Approved,
    /// Any other comment: not approved, deleted, under another article, or missing.
    Unavailable,
}

/// Whether the same comment is stored already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repetition {
    /// It is not.
    New,
    /// The same form was sent before.
    Resent,
    /// Another form with the same article, parent, address and text was sent before.
    Duplicate,
}

/// The kind of a comment's author.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// A reader.
    Reader,
    /// A member of the staff who is signed in to the desk: no policy, surge or score holds the
    /// comment.
    Staff,
}

/// The form field that only programs fill in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Honeypot {
    /// Empty, as people leave it.
    Empty,
    /// Filled in.
    Filled,
}

/// The form that was sent with a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// No form: the comment was posted through the API.
    None,
    /// A form without a valid stamp: the sender did not fetch the article's page before posting.
    Unsigned,
    /// A form with a valid stamp, and the time from fetching to sending it.
    Aged(Duration),
}

impl Form {
    /// The time from fetching to sending it, of a form with a valid stamp.
    pub fn age(self) -> Option<Duration> {
        match self {
            Form::Aged(age) => Some(age),
            Form::None | Form::Unsigned => None,
        }
    }
}

/// Whether the reader's address was verified in the browser that sent the comment, by a link in a
/// mail. Typing an address proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say all")]
pub enum Verification {
    Unverified,
    Verified,
}

/// Whether a reader's comments are published without review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reputation {
    /// The reader has no approved comment, or has not verified the address in this browser.
    Newcomer,
    /// The reader has an approved comment and has verified the address in this browser.
    Known,
}

/// The filter's result for a comment.
#[derive(Clone, Debug, PartialEq)]
pub struct Scored {
    /// 0 (fine) to 1 (spam).
    pub score: f64,
    /// The outcome by this site's thresholds.
    pub outcome: ScoreOutcome,
    /// The strongest features, in words.
    pub features: Vec<String>,
}

/// The outcome of a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScoreOutcome {
    /// No effect: it is below every threshold.
    Nothing,
    /// The comment is held.
    Hold,
    /// The comment is spam.
    Spam,
    /// There is no score: the filter is on but has no model.
    Missing,
}

/// The input of a phase. Faults of fields have no phase, because a `Draft` has none.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The facts about the comment.
    pub facts: &'a Facts,
    /// The policy in force.
    pub policy: Policy,
}
