//! Comments as staff see them, the filters and orders of their lists, the lines of the log, and the
//! state of the queue. No I/O.

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

/// The member of the staff who acted.
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
    /// Who did it; null for screening, which gave the first status.
    pub by: Option<Actor>,
    /// The status before; null for the first line.
    pub from_status: Option<Status>,
    /// The status after; null for acts that do not change it.
    pub to_status: Option<Status>,
    /// The comment's version after it; null for acts that make no version.
    pub version: Option<i64>,
    /// The code of the reason; for screening the codes of all its reasons, separated by spaces.
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
    /// The decision; for a batch that undoes another one, the decision of that batch.
    pub decision: Decision,
    /// Why.
    pub reason: Option<ReasonCode>,
    /// A sentence for colleagues.
    pub note: Option<String>,
    /// Words to each comment's author.
    pub to_author: Option<String>,
    /// How many comments it was about when it began.
    pub total: i64,
    /// How many it has changed so far.
    pub done: i64,
    /// How many it has left unchanged: a colleague decided first, or they had the status already.
    pub skipped: i64,
    /// The batch that it undoes.
    pub undoes: Option<BatchId>,
    /// The batch that undoes it.
    pub undone_by: Option<BatchId>,
    /// Who began it.
    pub by: Option<Actor>,
    /// Why it failed.
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
        /// Its job has not started.
        Waiting = 0 => "waiting",
        /// Part of it is done.
        Running = 1 => "running",
        /// All of it is done.
        Done = 2 => "done",
        /// It failed and will not be tried again.
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

/// A mark that staff give to a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// The comment is shown before all threads of its article.
    Pin,
    /// The comment is marked as an editors' pick.
    Feature,
}

/// A comment as staff see it.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its number.
    pub id: CommentId,
    /// Its article.
    pub article: ArticleName,
    /// The comment that it replies to.
    pub parent_id: Option<CommentId>,
    /// The author; None for staff and for deleted comments.
    pub reader: Option<SealedReader>,
    /// Its status.
    pub status: Status,
    /// Its first status.
    pub first_status: Status,
    /// Why it got its first status.
    pub reasons: Vec<Reason>,
    /// Grows with each decision and each edit.
    pub version: i64,
    /// The author's name; empty once deleted.
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
    /// The network address cut to /24 or /48; None once it is erased.
    pub network_prefix: Option<String>,
    /// The filter's score when it was posted, 0 (fine) to 1 (spam); None without a filter.
    pub score: Option<f64>,
    /// ISO 639-3; None if the text is too short to detect it.
    pub language: Option<String>,
    /// The oldest comment of its group of near-duplicates.
    pub group_id: Option<CommentId>,
    /// When it was pinned.
    pub pinned_at: Option<Time>,
    /// When it was marked as an editors' pick.
    pub featured_at: Option<Time>,
    /// Whether a member of the staff wrote it.
    pub by_staff: bool,
}

/// The article of a comment in a list.
#[derive(Clone, Debug)]
pub struct ArticleName {
    /// Its number.
    pub id: ArticleId,
    /// The headline.
    pub title: String,
    /// The path of its page, without the leading slash.
    pub path: String,
}

/// A reader whose address is still sealed.
#[derive(Clone, Debug)]
pub struct SealedReader {
    /// The row.
    pub id: ReaderId,
    /// The blind index, to which the sealed address is bound.
    pub email_index: Vec<u8>,
    /// The sealed address.
    pub email_sealed: Vec<u8>,
}

/// A comment with the context that helps to decide about it.
#[derive(Clone, Debug)]
pub struct Context {
    /// The comment.
    pub item: Item,
    /// The article's line under the headline, and its Markdown.
    pub article_text: (String, String),
    /// The comment that it replies to, whatever its status.
    pub parent: Option<Parent>,
    /// Other comments of the same reader, newest first.
    pub others: Vec<ReaderComment>,
    /// Its log, oldest line first.
    pub log: Vec<LogEntry>,
    /// Its former texts, oldest first.
    pub revisions: Vec<Revision>,
    /// Up to three comments before and after it with the same parent; for a comment that begins a
    /// thread, those that begin threads of the article.
    pub siblings: Vec<Parent>,
    /// The reader's comments by status.
    pub record: Option<Record>,
    /// The number of near-duplicates; at most 1,000 are counted.
    pub near_duplicates: usize,
    /// The oldest hundred of them.
    pub near_ids: Vec<CommentId>,
    /// The notes of colleagues, oldest first.
    pub notes: Vec<Note>,
    /// The latest claim, which may have expired: see [`Claim::until`].
    pub claim: Option<Claim>,
    /// Open reviews.
    pub reviews: Vec<OpenReview>,
}

/// The record of a reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Comments by [`Status::ALL`], of the latest 5,000.
    pub counts: [i64; 5],
    /// When the reader first posted.
    pub first_seen: Time,
}

/// A note of a colleague on a comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(example = json!({
    "id": 5, "text": "The third of this kind today.", "by": { "id": 3, "name": "Jo Berg" }, "at": "2026-11-22T09:30:00Z"
}))]
pub struct Note {
    /// Its number.
    pub id: NoteId,
    /// Plain text of several lines.
    pub text: String,
    /// The author of the note.
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
    /// The sum of the flags' weights; 0 for appeals and revisions.
    pub weight: f64,
    /// When it was opened.
    #[schema(value_type = String, format = DateTime)]
    pub opened_at: Time,
}

/// What a list shows beside a comment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ListContext {
    /// The claim on it, unless expired.
    pub claim: Option<Claim>,
    /// Open reviews.
    pub reviews: Vec<OpenReview>,
    /// The number of notes.
    pub notes: i64,
    /// The number of near-duplicates; 99 stands for 99 or more.
    pub near_duplicates: i64,
}

/// A comment of a conversation.
#[derive(Clone, Debug)]
pub struct ThreadComment {
    /// The comment that it replies to.
    pub parent_id: Option<CommentId>,
    /// The comment.
    pub comment: Parent,
}

/// A neighbouring comment: the parent or a sibling.
#[derive(Clone, Debug)]
pub struct Parent {
    /// Its number.
    pub id: CommentId,
    /// Its status.
    pub status: Status,
    /// The author's name.
    pub name: String,
    /// The text as sanitized HTML.
    pub html: String,
    /// When it was posted.
    pub created_at: Time,
}

/// Another comment of the same reader.
#[derive(Clone, Debug)]
pub struct ReaderComment {
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

/// A former text of a comment.
#[derive(Clone, Debug)]
pub struct Revision {
    /// The version that had this text.
    pub version: i64,
    /// The Markdown; empty once the comment is deleted.
    pub text: String,
    /// Who replaced it.
    pub replaced_by: Option<Actor>,
    /// When.
    pub replaced_at: Time,
}

/// The conditions of a list of comments; a comment must meet all. Batches store it as JSON.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Filter {
    /// Only those with this status.
    pub status: Option<Status>,
    /// Only those under this article.
    pub article: Option<ArticleId>,
    /// Only those under articles of the section with this slug, or of none if it is [`NO_SECTION`].
    pub section: Option<String>,
    /// Only those of the sections that this account moderates or that have no moderators.
    pub desk_of: Option<AccountId>,
    /// Only those of this reader.
    pub reader: Option<ReaderId>,
    /// Only those from this network, written as in [`Item::network_prefix`]: `192.0.2.0/24`.
    pub network: Option<String>,
    /// Only those with this reason from screening: `links`, `rule:12`.
    pub reason: Option<String>,
    /// Only those that this rule hit.
    pub rule: Option<RuleId>,
    /// Only those in this language: three letters of ISO 639-3.
    pub language: Option<String>,
    /// Only those with at least this score.
    pub score_from: Option<f64>,
    /// Only those with at most this score.
    pub score_to: Option<f64>,
    /// Only those with all of these words in text or name; the last one may be the beginning of a
    /// word.
    pub words: Option<String>,
    /// Only those posted then or later.
    pub since: Option<Time>,
    /// Only those posted before.
    pub until: Option<Time>,
    /// Only those that this account, or nobody, had claimed.
    pub claimed: Option<Claimed>,
    /// Only the near-duplicates of one group, named by its oldest comment.
    pub group: Option<CommentId>,
    /// Only pinned comments, or only the others.
    pub pinned: Option<bool>,
    /// Only editors' picks, or only the others.
    pub featured: Option<bool>,
}

/// Stands for articles without a section in [`Filter::section`]; no section has this slug.
pub const NO_SECTION: &str = "-";

/// Who had claimed a comment at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claimed {
    /// The account; None stands for nobody.
    pub by: Option<AccountId>,
    /// The moment to compare with, because claims expire.
    pub at: Time,
}

named_enum! {
    /// The order of a list. Comments are numbered in the order of their arrival.
    pub enum Order {
        /// The oldest first.
        Oldest => "oldest",
        /// The newest first.
        Newest => "newest",
        /// The highest score first; comments without a score last.
        Score => "score",
    }
}

impl Filter {
    /// The order if none is given: pending comments are a queue, oldest first; other lists are
    /// newest first.
    pub fn default_order(&self) -> Order {
        if self.status == Some(Status::Pending) { Order::Oldest } else { Order::Newest }
    }
}

/// The position of a comment in a list, after which the next part begins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cursor {
    /// In the order of arrival.
    At(CommentId),
    /// In the order of scores, those with the same score by number.
    Scored(Option<f64>, CommentId),
}

impl Cursor {
    /// The position of `item` in a list of that order.
    pub fn of(item: &Item, order: Order) -> Cursor {
        match order {
            Order::Oldest | Order::Newest => Cursor::At(item.id),
            Order::Score => Cursor::Scored(item.score, item.id),
        }
    }

    /// Whether the cursor belongs to a list of that order.
    pub fn is_for(&self, order: Order) -> bool {
        matches!(self, Cursor::Scored(..)) == (order == Order::Score)
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cursor::At(id) => write!(f, "{id}"),
            Cursor::Scored(None, id) => write!(f, "-:{id}"),
            // The shortest digits that read back as the same number.
            Cursor::Scored(Some(score), id) => write!(f, "{score}:{id}"),
        }
    }
}

impl FromStr for Cursor {
    type Err = Error;

    fn from_str(text: &str) -> Result<Cursor> {
        let invalid =
            || Error::invalid("after", "cursor", "Use the cursor of the previous answer as it is");
        let id = |text: &str| text.parse().map_err(|_| invalid());
        match text.split_once(':') {
            None => Ok(Cursor::At(id(text)?)),
            Some(("-", number)) => Ok(Cursor::Scored(None, id(number)?)),
            Some((score, number)) => {
                let score = score
                    .parse()
                    .ok()
                    .filter(|score: &f64| score.is_finite())
                    .ok_or_else(invalid)?;
                Ok(Cursor::Scored(Some(score), id(number)?))
            }
        }
    }
}

/// The state of the queue.
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

/// How fast comments were first decided in one hour of the day, within the last 30 days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct HourLoad {
    /// 0 to 23, in UTC.
    pub hour: u8,
    /// Comments that staff first decided in this hour.
    pub decisions: usize,
    /// The median time from posting to that decision; null without decisions.
    #[serde(rename = "median_decision_seconds")]
    pub median_seconds: Option<u64>,
}

/// The workload of one moderator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ModeratorLoad {
    /// The moderator.
    #[serde(flatten)]
    pub by: Actor,
    /// Decisions since midnight UTC, without batches.
    pub decisions_today: i64,
    /// Decisions in the last seven days, without batches.
    pub decisions_week: i64,
    /// Comments claimed now.
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
    /// The name that readers see.
    pub name: String,
}

/// The workload of a section, or of all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Comments by [`Status::ALL`].
    pub counts: [i64; 5],
    /// When the oldest pending one was posted.
    pub oldest_pending: Option<Time>,
    /// Microseconds from the posting to the first decision by staff, for those first decided within
    /// 30 days.
    pub waits: Vec<u64>,
}

impl Load {
    /// The number of comments with this status.
    pub fn count(&self, status: Status) -> i64 {
        self.counts[status as usize]
    }

    /// The median of the waiting times in whole seconds; None without any.
    pub fn median_seconds(&self) -> Option<u64> {
        median_seconds(&self.waits)
    }
}

/// The median of these microseconds in whole seconds; of an even number, the mean of the middle
/// two.
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
    fn a_cursor_reads_back_and_other_texts_are_refused() {
        for cursor in [
            Cursor::At(CommentId(42)),
            Cursor::Scored(None, CommentId(7)),
            Cursor::Scored(Some(0.1 + 0.2), CommentId(7)),
            Cursor::Scored(Some(1e-300), CommentId(7)),
        ] {
            assert_eq!(cursor.to_string().parse::<Cursor>().expect("our own"), cursor);
        }
        for text in ["", ":", "x", "0.5:", "NaN:1", "inf:1", "0.5:x", "-"] {
            assert!(text.parse::<Cursor>().is_err(), "{text}");
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
