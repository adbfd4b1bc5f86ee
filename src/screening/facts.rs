//! What screening knows about a comment. Plain values: the room `comments` gathers them.

use std::time::Duration;

use crate::config::{Policy, SurgeMode};
use crate::screening::akismet::model::Opinion;
use crate::screening::bans;
use crate::screening::rules::matcher::Hit;

/// What the database, the form, the clock, the rules and the settings know about the case.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Whether the article takes comments.
    pub article: Openness,
    /// What the comment answers.
    pub parent: Parent,
    /// Whether the same reader sent the same text to the same place before.
    pub precedent: Precedent,
    /// Who wrote it.
    pub author: Author,
    /// How long ago this reader (by address or network) last posted; `None` if never, or if the
    /// reader is staff.
    pub since_last: Option<Duration>,
    /// The setting `comments.min_interval`; zero is off.
    pub min_interval: Duration,
    /// The field that people do not see.
    pub honeypot: Honeypot,
    /// The form that was sent.
    pub form: Form,
    /// The setting `comments.min_form_age`: people need longer than this to fill in the form.
    pub min_form_age: Duration,
    /// Whether a reader writes under a name of the staff, or one that looks like it.
    pub poses_as_staff: bool,
    /// Links in the text, bare addresses included.
    pub links: usize,
    /// The setting `comments.hold_links`: from so many links on a comment is held under
    /// [`Policy::HoldLinks`].
    pub link_limit: usize,
    /// The bans that apply.
    pub bans: Vec<bans::Applying>,
    /// The rules that apply.
    pub hits: Vec<Hit>,
    /// The surge guard has stepped in on the article.
    pub surge: Option<SurgeMode>,
    /// Whether the reader is known. Asked only under [`Policy::FirstComment`]; a newcomer
    /// otherwise.
    pub acquaintance: Acquaintance,
    /// What the filter makes of it; `None` without a filter to ask, and then the policy alone
    /// decides.
    pub score: Option<Scored>,
    /// What Akismet makes of it; `None` if nobody asked.
    pub akismet: Option<Opinion>,
}

/// Whether an article takes comments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Openness {
    /// It does.
    Open,
    /// It does not, or no longer.
    Closed,
}

/// What a comment answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parent {
    /// The article itself.
    None,
    /// An approved comment under the same article.
    Approved,
    /// Anything else: not approved, deleted, elsewhere, or nowhere.
    Unavailable,
}

/// Whether a comment is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precedent {
    /// It is new.
    New,
    /// The same form sent again.
    Resent,
    /// Another form with the same article, parent, address and text.
    Duplicate,
}

/// Who wrote a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// A reader.
    Reader,
    /// Somebody who is signed in to the desk: no policy, surge or score holds them.
    Staff,
}

/// The form field that only programs fill in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Honeypot {
    /// As a person leaves it.
    Empty,
    /// Something was written into it.
    Filled,
}

/// The form that was sent with a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// None: the comment was posted by the API.
    None,
    /// It carried no stamp of ours: nobody fetched the article's page before posting.
    Unsigned,
    /// The time between its leaving and its coming back.
    Aged(Duration),
}

/// Whether the reader's address was proven in the browser that sent the comment, by a link in
/// a mail. Typing an address proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// It was only typed.
    None,
    /// The person at this browser reads the mail to it.
    Proven,
}

/// Whether a reader is known well enough to be published unasked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acquaintance {
    /// No comment of theirs was approved yet, or anyone could have typed their address.
    Newcomer,
    /// The address is proven in this browser, and a comment of theirs is approved.
    Known,
}

/// What the filter makes of a comment.
#[derive(Clone, Debug, PartialEq)]
pub struct Scored {
    /// How much it looks like spam: 0 to 1.
    pub score: f64,
    /// What this site's thresholds make of the score.
    pub outcome: ScoreOutcome,
    /// The strongest features, in words.
    pub features: Vec<String>,
}

/// What a score does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScoreOutcome {
    /// Nothing: it is below every threshold.
    Nothing,
    /// The comment waits.
    Hold,
    /// The comment is spam.
    Spam,
    /// Nothing could be asked: the filter is on and has no model.
    Missing,
}

/// What a phase reads. The fields have no phase: that there is a `Draft` is their proof.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// What is known.
    pub facts: &'a Facts,
    /// What the operator wants.
    pub policy: Policy,
}
