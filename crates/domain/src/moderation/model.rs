//! Comments as staff see them, with their context and the lines of the log. No I/O.

pub mod batch;
pub mod list;
pub mod workload;

use serde::Serialize;
use utoipa::ToSchema;

use crate::audit::model::Act;
use crate::clock::Time;
use crate::ids::{AccountId, ArticleId, AuditId, CommentId, NoteId, ReaderId, ReviewId};
use crate::screening::reasons::Reason;
use crate::status::Status;

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
#[allow(missing_docs, reason = "the names say all")]
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
    #[schema(value_type = String, format = DateTime)]
    pub at: Time,
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
#[allow(missing_docs, reason = "the names say all")]
pub struct Item {
    pub id: CommentId,
    pub article: ArticleName,
    /// The comment that it replies to.
    pub parent_id: Option<CommentId>,
    /// The author; None for staff and for deleted comments.
    pub reader: Option<SealedReader>,
    pub status: Status,
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
    /// The comment that it replies to, in any status.
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

/// The record of a reader, under every spelling of the address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Comments by [`Status::ALL`], of the latest 5,000.
    pub counts: [i64; 5],
    /// When the reader first posted.
    pub first_seen: Time,
    /// How many spellings of the address the reader has used.
    pub spellings: i64,
}

/// A note of a colleague on a comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(example = json!({
    "id": 5, "text": "The third of this kind today.", "by": { "id": 3, "name": "Jo Berg" }, "at": "2026-11-22T09:30:00Z"
}))]
#[allow(missing_docs, reason = "the names say all")]
pub struct Note {
    pub id: NoteId,
    /// Plain text of several lines.
    pub text: String,
    /// The author of the note.
    pub by: Option<Actor>,
    #[schema(value_type = String, format = DateTime)]
    pub at: Time,
}

/// An open review of a comment.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs, reason = "the names say all")]
pub struct OpenReview {
    pub id: ReviewId,
    /// `flags`, `appeal` or `revision`.
    pub kind: &'static str,
    /// The sum of the flags' weights; 0 for appeals and revisions.
    pub weight: f64,
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
#[allow(missing_docs, reason = "the names say all")]
pub struct ThreadComment {
    /// The comment that it replies to.
    pub parent_id: Option<CommentId>,
    pub comment: Parent,
}

/// A neighbouring comment: the parent or a sibling.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Parent {
    pub id: CommentId,
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
#[allow(missing_docs, reason = "the names say all")]
pub struct ReaderComment {
    pub id: CommentId,
    pub article: ArticleName,
    pub status: Status,
    /// The text as sanitized HTML.
    pub html: String,
    /// When it was posted.
    pub created_at: Time,
}

/// A former text of a comment.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Revision {
    /// The version that had this text.
    pub version: i64,
    /// The Markdown; empty once the comment is deleted.
    pub text: String,
    /// The account that replaced it.
    pub replaced_by: Option<Actor>,
    pub replaced_at: Time,
}
