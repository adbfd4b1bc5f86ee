//! What staff see of comments, what the log keeps of their decisions, and how much waits. No I/O.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::audit::model::Act;
use crate::clock::Time;
use crate::error::{Error, Result};
use crate::ids::{
    AccountId, ArticleId, AuditId, BatchId, CommentId, NoteId, ReaderId, ReviewId, RuleId,
    SectionId,
};
use crate::moderation::reason::ReasonCode;
use crate::screening::reasons::Reason;
use crate::status::{Decision, Status};
use crate::{named_enum, stored_enum};

/// Who acted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Actor {
    /// The account.
    pub id: AccountId,
    /// The name that colleagues see; null once the account is gone.
    pub name: Option<String>,
}

/// One line of a comment's log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LogEntry {
    /// The line's number.
    pub id: AuditId,
    /// What was done.
    pub decision: Act,
    /// Who did it; null for the site's policy, at the moment the comment arrived.
    pub by: Option<Actor>,
    /// The status before; null for the first line.
    pub from_status: Option<Status>,
    /// The status after; null for what changes none.
    pub to_status: Option<Status>,
    /// The comment's version after it; null for what makes none.
    pub version: Option<i64>,
    /// A word; for the policy the codes of its reasons, with a space between.
    pub reason: Option<String>,
    /// A sentence for colleagues.
    pub note: Option<String>,
    /// Words that the comment's author can read.
    pub to_author: Option<String>,
    /// The line that this one undoes.
    pub undoes: Option<AuditId>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Time,
}

/// One decision about many comments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(example = json!({
    "id": 7, "state": "running", "decision": "spam", "reason": "spam", "note": null, "to_author": null,
    "total": 4210, "done": 1800, "skipped": 2, "undoes": null, "undone_by": null,
    "by": { "id": 3, "name": "Jo Berg" }, "last_error": null,
    "created_at": "2026-11-22T09:30:00Z", "finished_at": null
}))]
pub struct Batch {
    /// Its number.
    pub id: BatchId,
    /// Its state.
    pub state: BatchState,
    /// What is decided; for a batch that takes another one back, what that one had decided.
    pub decision: Decision,
    /// Why.
    pub reason: Option<ReasonCode>,
    /// A sentence for colleagues.
    pub note: Option<String>,
    /// Words to each comment's author.
    pub to_author: Option<String>,
    /// How many comments were meant when it was begun.
    pub total: i64,
    /// How many it has changed so far.
    pub done: i64,
    /// How many it has left as they were: somebody else was faster, or there was nothing to change.
    pub skipped: i64,
    /// The batch that it undoes.
    pub undoes: Option<BatchId>,
    /// The batch that undoes it.
    pub undone_by: Option<BatchId>,
    /// Who began it.
    pub by: Option<Actor>,
    /// Why it was given up.
    pub last_error: Option<String>,
    /// When it was begun.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Time,
    /// When it ended.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub finished_at: Option<Time>,
}

stored_enum! {
    /// The state of a batch. A SMALLINT in the database.
    pub enum BatchState {
        /// Its job has not begun.
        Waiting = 0 => "waiting",
        /// Some of it is done.
        Running = 1 => "running",
        /// All of it is done.
        Done = 2 => "done",
        /// It was given up.
        Failed = 3 => "failed",
    }
}

/// A moderator works on a comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(example = json!({ "by": { "id": 2, "name": "Bo Lind" }, "until": "2026-11-22T09:35:00Z" }))]
pub struct Claim {
    /// The moderator.
    pub by: Actor,
    /// When it ends unless it is renewed.
    #[schema(value_type = String, format = DateTime)]
    pub until: Time,
}

/// What the staff lift out of a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// It comes first in its thread.
    Pin,
    /// It is worth reading.
    Feature,
}

/// A comment as staff see it.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its number.
    pub id: CommentId,
    /// Its article.
    pub article: ArticleName,
    /// What it answers.
    pub parent_id: Option<CommentId>,
    /// Who wrote it; None once it is deleted.
    pub reader: Option<SealedReader>,
    /// Its status.
    pub status: Status,
    /// Its first status.
    pub first_status: Status,
    /// Why it had that one.
    pub reasons: Vec<Reason>,
    /// Grows with each decision and each edit.
    pub version: i64,
    /// The name over it; empty once it is deleted.
    pub name: String,
    /// What the name links to.
    pub website: Option<String>,
    /// The Markdown.
    pub text: String,
    /// The text as sanitized HTML.
    pub html: String,
    /// When it was posted.
    pub created_at: Time,
    /// When its text was last changed by staff.
    pub edited_at: Option<Time>,
    /// When its status was last decided.
    pub decided_at: Option<Time>,
    /// How old the form was when it was sent, in milliseconds; None from the API.
    pub form_age: Option<i64>,
    /// The network address cut to /24 or /48; None after its short life.
    pub network_prefix: Option<String>,
    /// How much it looked like spam when it came, 0 to 1; None if there was no filter to ask.
    pub score: Option<f64>,
    /// ISO 639-3; None if the text is too short to tell.
    pub language: Option<String>,
    /// The first of the comments that say nearly the same.
    pub group_id: Option<CommentId>,
    /// When it was put first in its thread.
    pub pinned_at: Option<Time>,
    /// When it was marked as worth reading.
    pub featured_at: Option<Time>,
    /// Somebody of the staff wrote it.
    pub by_staff: bool,
}

/// An article as far as a comment's list shows it.
#[derive(Clone, Debug)]
pub struct ArticleName {
    /// Its number.
    pub id: ArticleId,
    /// The headline.
    pub title: String,
    /// Where readers find it, without the leading slash.
    pub path: String,
}

/// A reader whose address is still sealed.
#[derive(Clone, Debug)]
pub struct SealedReader {
    /// The row.
    pub id: ReaderId,
    /// Bound into the seal.
    pub email_index: Vec<u8>,
    /// The address.
    pub email_sealed: Vec<u8>,
}

/// A comment with what helps to decide on it.
#[derive(Clone, Debug)]
pub struct Context {
    /// The comment.
    pub item: Item,
    /// The article's line under the headline, and its Markdown.
    pub article_text: (String, String),
    /// What it answers, whatever became of that.
    pub parent: Option<Parent>,
    /// What else the same reader wrote, newest first.
    pub others: Vec<Other>,
    /// All that was decided, oldest first.
    pub log: Vec<LogEntry>,
    /// What it said before each edit, oldest first.
    pub revisions: Vec<Revision>,
    /// Its neighbours in the conversation: up to three before and after it that answer the
    /// same comment, or begin a thread as it does.
    pub siblings: Vec<Parent>,
    /// What became of the reader's comments.
    pub record: Option<Record>,
    /// How many other comments say nearly the same, at most 1,000 counted.
    pub near_duplicates: usize,
    /// The first hundred of them.
    pub near_ids: Vec<CommentId>,
    /// What colleagues noted, oldest first.
    pub notes: Vec<Note>,
    /// Who has claimed it, or had: see [`Claim::until`].
    pub claim: Option<Claim>,
    /// Open reviews.
    pub reviews: Vec<OpenReview>,
}

/// What became of a reader's comments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// By [`Status::ALL`], of the latest 5,000.
    pub counts: [i64; 5],
    /// When the reader's first comment came.
    pub first_seen: Time,
}

/// What a colleague says about a comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(example = json!({
    "id": 5, "text": "The third of this kind today.", "by": { "id": 3, "name": "Jo Berg" }, "at": "2026-11-22T09:30:00Z"
}))]
pub struct Note {
    /// Its number.
    pub id: NoteId,
    /// Plain text of several lines.
    pub text: String,
    /// Who left it.
    pub by: Option<Actor>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Time,
}

/// An open review of a comment.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct OpenReview {
    /// The row.
    pub id: ReviewId,
    /// `flags`, `appeal` or `revision`.
    pub kind: &'static str,
    /// Of flags the sum of their weights.
    pub weight: f64,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub opened_at: Time,
}

/// What a list shows beside a comment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ListContext {
    /// Who has claimed it now.
    pub claim: Option<Claim>,
    /// Open reviews.
    pub reviews: Vec<OpenReview>,
    /// How many notes colleagues left.
    pub notes: i64,
    /// How many others say nearly the same; 99 stands for 99 or more.
    pub near_duplicates: i64,
}

/// What a comment answers.
#[derive(Clone, Debug)]
pub struct Parent {
    /// Its number.
    pub id: CommentId,
    /// Its status.
    pub status: Status,
    /// The name over it.
    pub name: String,
    /// The text as sanitized HTML.
    pub html: String,
    /// When it was posted.
    pub created_at: Time,
}

/// Another comment of the same reader.
#[derive(Clone, Debug)]
pub struct Other {
    /// Its number.
    pub id: CommentId,
    /// Its article.
    pub article: ArticleName,
    /// Its status.
    pub status: Status,
    /// The text as sanitized HTML.
    pub html: String,
    /// When it was posted.
    pub created_at: Time,
}

/// What a comment said until it was edited.
#[derive(Clone, Debug)]
pub struct Revision {
    /// The version that said it.
    pub version: i64,
    /// The Markdown; empty once the comment is deleted.
    pub text: String,
    /// Who put another text in its place.
    pub replaced_by: Option<Actor>,
    /// When.
    pub replaced_at: Time,
}

/// Which comments a list has. Each condition narrows it. As JSON it says which comments a batch is
/// about.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Filter {
    /// Only those with this status.
    pub status: Option<Status>,
    /// Only those under this article.
    pub article: Option<ArticleId>,
    /// Only those under articles of the section with this slug, or of none if it is [`NO_SECTION`].
    pub section: Option<String>,
    /// Only those that come to the desk of this member of the staff: of the sections that are
    /// theirs or nobody's.
    pub desk_of: Option<AccountId>,
    /// Only those of this reader.
    pub reader: Option<ReaderId>,
    /// Only those from this network, as comments show it: `192.0.2.0/24`.
    pub network: Option<String>,
    /// Only those that screening found this in: `links`, `rule:12`.
    pub reason: Option<String>,
    /// Only those that this rule hit.
    pub rule: Option<RuleId>,
    /// Only those in this language, by its three letters.
    pub language: Option<String>,
    /// Only those with at least this score.
    pub score_from: Option<f64>,
    /// Only those with at most this score.
    pub score_to: Option<f64>,
    /// Only those with all of these words in text or name; the last may be the beginning of one.
    pub words: Option<String>,
    /// Only those posted then or later.
    pub since: Option<Time>,
    /// Only those posted before.
    pub until: Option<Time>,
    /// Only those that this person, or nobody, was looking at.
    pub claimed: Option<Claimed>,
    /// Only those that say nearly the same: the group's first.
    pub group: Option<CommentId>,
    /// Only those that are first in their thread, or only the others.
    pub pinned: Option<bool>,
    /// Only those that are marked as worth reading, or only the others.
    pub featured: Option<bool>,
}

/// What [`Filter::section`] says for articles without one; no section has it as its slug.
pub const NO_SECTION: &str = "-";

/// Who was looking at a comment, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claimed {
    /// The account; None stands for nobody.
    pub by: Option<AccountId>,
    /// The moment that is meant: claims end by themselves.
    pub at: Time,
}

named_enum! {
    /// How a list is ordered. Comments arrive in the order of their numbers.
    pub enum Order {
        /// Whoever has waited longest comes first.
        Oldest => "oldest",
        /// What has just arrived comes first.
        Newest => "newest",
        /// What looks most like spam comes first; what has no score, last.
        Score => "score",
    }
}

impl Filter {
    /// The order that suits the list: what waits is a queue, all else is looked up.
    pub fn usual_order(&self) -> Order {
        if self.status == Some(Status::Pending) { Order::Oldest } else { Order::Newest }
    }
}

/// Where in a list a comment is: what a cursor says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    /// In the order of arrival.
    At(CommentId),
    /// In the order of scores, those with the same score by number.
    Scored(Option<f64>, CommentId),
}

impl Place {
    /// Where `item` is in a list of that order.
    pub fn of(item: &Item, order: Order) -> Place {
        match order {
            Order::Oldest | Order::Newest => Place::At(item.id),
            Order::Score => Place::Scored(item.score, item.id),
        }
    }

    /// Whether a list of that order has such places.
    pub fn suits(&self, order: Order) -> bool {
        matches!(self, Place::Scored(..)) == (order == Order::Score)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::At(id) => write!(f, "{id}"),
            Place::Scored(None, id) => write!(f, "-:{id}"),
            // The shortest digits that read back as the same number.
            Place::Scored(Some(score), id) => write!(f, "{score}:{id}"),
        }
    }
}

impl FromStr for Place {
    type Err = Error;

    fn from_str(text: &str) -> Result<Place> {
        let wrong =
            || Error::invalid("after", "cursor", "Use the cursor of the previous answer as it is");
        let id = |text: &str| text.parse().map_err(|_| wrong());
        match text.split_once(':') {
            None => Ok(Place::At(id(text)?)),
            Some(("-", number)) => Ok(Place::Scored(None, id(number)?)),
            Some((score, number)) => {
                let score =
                    score.parse().ok().filter(|score: &f64| score.is_finite()).ok_or_else(wrong)?;
                Ok(Place::Scored(Some(score), id(number)?))
            }
        }
    }
}

/// How much waits and how fast it is decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queue {
    /// All sections together.
    pub all: Load,
    /// By section, in the order of their names; None stands for articles without a section, last.
    pub sections: Vec<(Option<SectionName>, Load)>,
    /// By hour of the day, in UTC, from midnight on.
    pub hours: Vec<HourLoad>,
    /// By moderator, in the order of their names.
    pub moderators: Vec<ModeratorLoad>,
}

/// How fast comments were first decided in one hour of the day, lately.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct HourLoad {
    /// 0 to 23, in UTC.
    pub hour: u8,
    /// Comments that staff first decided in it, within 30 days.
    pub decisions: usize,
    /// From the posting to that decision, the median; null without any.
    #[serde(rename = "median_decision_seconds")]
    pub median_seconds: Option<u64>,
}

/// What one moderator does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ModeratorLoad {
    /// Who it is.
    #[serde(flatten)]
    pub by: Actor,
    /// Decisions since midnight UTC, batches left out.
    pub decisions_today: i64,
    /// Decisions in seven days, batches left out.
    pub decisions_week: i64,
    /// Comments that they have claimed now.
    pub claims: i64,
}

/// A section of the publication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = QueueSectionName)]
pub struct SectionName {
    /// The row.
    #[serde(skip)]
    pub id: SectionId,
    /// In paths and in `section=`.
    pub slug: String,
    /// For readers.
    pub name: String,
}

/// The work in one place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Comments by [`Status::ALL`].
    pub counts: [i64; 5],
    /// When the oldest that waits was posted.
    pub oldest_pending: Option<Time>,
    /// Microseconds from the posting to the first decision, of those decided by staff lately.
    pub waits: Vec<u64>,
}

impl Load {
    /// How many have this status.
    pub fn count(&self, status: Status) -> i64 {
        self.counts[status as usize]
    }

    /// The middle wait in whole seconds; of two in the middle, the mean.
    pub fn median_seconds(&self) -> Option<u64> {
        median_seconds(&self.waits)
    }
}

/// The middle of these microseconds in whole seconds; of two in the middle, the mean.
pub fn median_seconds(waits: &[u64]) -> Option<u64> {
    let mut waits = waits.to_vec();
    waits.sort_unstable();
    let middle = waits.len() / 2;
    let upper = *waits.get(middle)?;
    let lower = if waits.len().is_multiple_of(2) { waits[middle - 1] } else { upper };
    Some(lower.midpoint(upper) / 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_back_and_nothing_else_does() {
        for place in [
            Place::At(CommentId(42)),
            Place::Scored(None, CommentId(7)),
            Place::Scored(Some(0.1 + 0.2), CommentId(7)),
            Place::Scored(Some(1e-300), CommentId(7)),
        ] {
            assert_eq!(place.to_string().parse::<Place>().expect("ours"), place);
        }
        for text in ["", ":", "x", "0.5:", "NaN:1", "inf:1", "0.5:x", "-"] {
            assert!(text.parse::<Place>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_filter_reads_back_from_json() {
        let filter = Filter {
            status: Some(Status::Pending),
            words: Some("mud".to_owned()),
            score_from: Some(0.25),
            claimed: Some(Claimed { by: None, at: Time::from_micros(9) }),
            ..Filter::default()
        };
        let text = serde_json::to_string(&filter).expect("JSON");
        assert_eq!(serde_json::from_str::<Filter>(&text).expect("a filter"), filter);
        assert_eq!(serde_json::from_str::<Filter>("{}").expect("a filter"), Filter::default());
    }

    #[test]
    fn the_median_is_the_middle() {
        let median = |waits: &[u64]| {
            Load { waits: waits.iter().map(|s| s * 1_000_000).collect(), ..Load::default() }
                .median_seconds()
        };
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[9]), Some(9));
        assert_eq!(median(&[9, 1]), Some(5));
        assert_eq!(median(&[100, 1, 2]), Some(2));
    }
}
