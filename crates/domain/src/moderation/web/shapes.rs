//! The JSON of comments and of the queue.

use serde::Serialize;
use utoipa::ToSchema;

use crate::articles::{self, path};
use crate::clock::Time;
use crate::ids::{ArticleId, CommentId};
use crate::moderation::model::workload::{HourLoad, Load, ModeratorLoad, Queue, SectionName};
use crate::moderation::model::{
    Actor, ArticleName, Claim, Context, Item, ListContext, LogEntry, Note, OpenReview, Parent,
    Revision,
};
use crate::moderation::{masked_address, reader_key};
use crate::screening::reasons::Reason;
use crate::status::Status;
use crate::vault::Vault;

/// A comment as staff see it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": 109,
    "article": { "id": 12, "title": "What it costs to keep the harbour deep enough", "path": "/2026/11/what-it-costs" },
    "parent_id": 101,
    "name": "Réka Szabó",
    "masked_email": "r•••@c•••.example",
    "author": "w7vTn2mPZ0q1uO0s9sEo0cB1mJrjV3aM",
    "website": "https://coop.example/",
    "text": "We were **not** asked.",
    "html": "<p>We were <strong>not</strong> asked.</p>\n",
    "status": "pending",
    "first_status": "pending",
    "reasons": [{ "code": "policy_hold_all", "detail": "Every comment is held" }],
    "version": 1,
    "created_at": "2026-11-22T09:30:00Z",
    "edited_at": null,
    "decided_at": null,
    "form_age_ms": 41200,
    "network_prefix": "192.0.2.0/24",
    "score": 0.07,
    "language": "eng",
    "group": null,
    "pinned_at": null,
    "featured_at": null,
    "by_staff": false
}))]
pub struct ModeratedComment {
    id: CommentId,
    article: ArticleRef,
    /// The comment that it replies to.
    parent_id: Option<CommentId>,
    /// The author's name; empty once deleted.
    name: String,
    /// The reader's address, masked: first letters and suffix. Null once the comment is deleted.
    masked_email: Option<String>,
    /// A pseudonymous key of the reader, the same for all comments of one address: `?author=` lists
    /// them. Null once the comment is deleted.
    author: Option<String>,
    website: Option<String>,
    /// Markdown.
    text: String,
    /// The text as sanitized HTML.
    html: String,
    status: Status,
    /// The status that screening gave it.
    first_status: Status,
    /// All reasons from screening.
    reasons: Vec<StatedReason>,
    /// Grows with each decision and each edit; requests for both must name it.
    version: i64,
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
    /// When staff last changed the text.
    #[schema(value_type = Option<String>, format = DateTime)]
    edited_at: Option<Time>,
    /// When the status was last decided.
    #[schema(value_type = Option<String>, format = DateTime)]
    decided_at: Option<Time>,
    /// How old the form was when it was sent; null from the API.
    form_age_ms: Option<i64>,
    /// The network address cut to /24 or /48; null once it is erased.
    network_prefix: Option<String>,
    /// The filter's score when it was posted, 0 (fine) to 1 (spam); null without a filter.
    score: Option<f64>,
    /// ISO 639-3; null if the text is too short to detect it.
    language: Option<String>,
    /// The same for all comments of a group of near-duplicates: `?group=` lists them. Null for a
    /// comment without near-duplicates.
    group: Option<CommentId>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pinned_at: Option<Time>,
    /// When it was marked as an editors' pick.
    #[schema(value_type = Option<String>, format = DateTime)]
    featured_at: Option<Time>,
    /// Whether a member of the staff wrote it.
    by_staff: bool,
}

/// Why a comment has its first status.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatedReason {
    /// A sentence for staff.
    detail: String,
    #[serde(flatten)]
    reason: Reason,
}

/// The article of a comment.
#[derive(Debug, Serialize, ToSchema)]
pub struct ArticleRef {
    id: ArticleId,
    title: String,
    /// Its page without scheme and host.
    path: String,
}

/// A comment with the context that helps to decide about it.
#[derive(Debug, Serialize, ToSchema)]
pub struct CommentInContext {
    #[serde(flatten)]
    comment: ModeratedComment,
    context: CommentContext,
}

/// What a moderator needs to judge the comment.
#[derive(Debug, Serialize, ToSchema)]
pub struct CommentContext {
    /// The article's summary, or its first words.
    article_excerpt: String,
    /// The comment that it replies to, in any status.
    parent: Option<ParentComment>,
    /// The same reader's latest comments, at most 20, newest first.
    others: Vec<OtherComment>,
    /// Its log, oldest line first.
    decisions: Vec<LogEntry>,
    /// Its former texts, oldest first.
    revisions: Vec<FormerText>,
    /// Up to three comments before and after it with the same parent; for a comment that begins a
    /// thread, those that begin threads of the article.
    siblings: Vec<ParentComment>,
    /// The reader's comments by status; null once the comment is deleted.
    record: Option<ReaderRecord>,
    near_duplicates: NearDuplicates,
    /// The notes of colleagues, oldest first.
    notes: Vec<Note>,
    /// The claim on it, unless expired.
    claim: Option<Claim>,
    reviews: Vec<OpenReview>,
}

/// The statuses of a reader's comments, of the latest 5,000.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReaderRecord {
    counts: StatusCounts,
    /// When the reader first posted.
    #[schema(value_type = String, format = DateTime)]
    first_seen_at: Time,
}

/// The near-duplicates of a comment; `?group=` lists them.
#[derive(Debug, Serialize, ToSchema)]
pub struct NearDuplicates {
    /// Their number; at most 1,000 are counted.
    count: usize,
    /// The oldest hundred.
    ids: Vec<CommentId>,
}

/// A comment of `GET /api/v1/comments`, with counts instead of its notes and near-duplicates.
#[derive(Debug, Serialize, ToSchema)]
pub struct ListedComment {
    #[serde(flatten)]
    comment: ModeratedComment,
    /// The claim on it, unless expired.
    claim: Option<Claim>,
    reviews: Vec<OpenReview>,
    notes: i64,
    /// The number of near-duplicates; 99 stands for 99 or more.
    near_duplicates: i64,
}

impl ListedComment {
    /// As [`ModeratedComment::new`].
    pub fn new(vault: &Vault, item: Item, context: ListContext) -> ListedComment {
        let ListContext { claim, reviews, notes, near_duplicates } = context;
        ListedComment {
            comment: ModeratedComment::new(vault, item),
            claim,
            reviews,
            notes,
            near_duplicates,
        }
    }
}

/// The comment that is answered.
#[derive(Debug, Serialize, ToSchema)]
pub struct ParentComment {
    id: CommentId,
    status: Status,
    /// The author's name; empty once deleted.
    name: String,
    /// The text as sanitized HTML.
    html: String,
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
}

/// Another comment of the same reader.
#[derive(Debug, Serialize, ToSchema)]
pub struct OtherComment {
    id: CommentId,
    article: ArticleRef,
    status: Status,
    /// The text as sanitized HTML.
    html: String,
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
}

/// A text that the comment had before it was edited.
#[derive(Debug, Serialize, ToSchema)]
pub struct FormerText {
    /// The version that had this text.
    version: i64,
    /// Markdown; empty once the comment is deleted.
    text: String,
    /// The account that replaced it.
    replaced_by: Option<Actor>,
    #[schema(value_type = String, format = DateTime)]
    replaced_at: Time,
}

/// A part of a list of comments.
#[derive(Debug, Serialize, ToSchema)]
pub struct ModeratedList {
    pub(super) items: Vec<ListedComment>,
    /// The value of `after` for the next part; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) next: Option<String>,
}

/// The state of the queue.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "counts": { "pending": 4, "approved": 1208, "rejected": 12, "spam": 301, "deleted": 2 },
    "oldest_pending_at": "2026-11-22T09:30:00Z",
    "oldest_pending_seconds": 5400,
    "median_decision_seconds": 1260,
    "sections": [{
        "section": { "slug": "harbour", "name": "Harbour" },
        "counts": { "pending": 4, "approved": 1208, "rejected": 12, "spam": 301, "deleted": 2 },
        "oldest_pending_at": "2026-11-22T09:30:00Z",
        "oldest_pending_seconds": 5400,
        "median_decision_seconds": 1260
    }],
    "hours": [{ "hour": 9, "decisions": 41, "median_decision_seconds": 1260 }],
    "moderators": [{ "id": 2, "name": "Bo Lind", "decisions_today": 12, "decisions_week": 85, "claims": 1 }]
}))]
pub struct QueueReport {
    #[serde(flatten)]
    all: QueueLoad,
    /// By section in the order of their names; articles without one come last.
    sections: Vec<SectionLoad>,
    /// How fast comments were first decided, by hour of the day: 24 entries, at most 15 seconds
    /// old.
    hours: Vec<HourLoad>,
    /// The workload of each moderator, in the order of their names; at most 15 seconds old.
    moderators: Vec<ModeratorLoad>,
}

/// The workload of one section.
#[derive(Debug, Serialize, ToSchema)]
pub struct SectionLoad {
    /// Null for articles without a section.
    section: Option<SectionName>,
    #[serde(flatten)]
    load: QueueLoad,
}

/// The workload of a section, or of all.
#[derive(Debug, Serialize, ToSchema)]
pub struct QueueLoad {
    counts: StatusCounts,
    /// When the pending comment that waits longest was posted, or imported.
    #[schema(value_type = Option<String>, format = DateTime)]
    oldest_pending_at: Option<Time>,
    /// How long it waits.
    oldest_pending_seconds: Option<u64>,
    /// The median time from posting to the first decision by staff, of comments decided within 30
    /// days; of more than 20,000 the latest.
    median_decision_seconds: Option<u64>,
}

/// Comments by status.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatusCounts {
    pending: i64,
    approved: i64,
    rejected: i64,
    spam: i64,
    deleted: i64,
}

impl ModeratedComment {
    /// Opens the reader's address only to mask it.
    pub fn new(vault: &Vault, item: Item) -> ModeratedComment {
        let reader = item.reader.as_ref();
        let reasons =
            item.reasons.into_iter().map(|reason| StatedReason { detail: reason.detail(), reason });
        ModeratedComment {
            id: item.id,
            article: item.article.into(),
            parent_id: item.parent_id,
            name: item.name,
            masked_email: reader.and_then(|reader| masked_address(vault, reader)),
            author: reader.map(|reader| reader_key::of(vault, reader.id)),
            website: item.website,
            text: item.text,
            html: item.html,
            status: item.status,
            first_status: item.first_status,
            reasons: reasons.collect(),
            version: item.version,
            created_at: item.created_at,
            edited_at: item.edited_at,
            decided_at: item.decided_at,
            form_age_ms: item.form_age,
            network_prefix: item.network_prefix,
            score: item.score,
            language: item.language,
            group: item.group_id,
            pinned_at: item.pinned_at,
            featured_at: item.featured_at,
            by_staff: item.by_staff,
        }
    }
}

impl CommentInContext {
    /// As [`ModeratedComment::new`].
    pub fn new(vault: &Vault, context: Context, now: Time) -> CommentInContext {
        let Context { item, article_text: (summary, body), parent, others, log, revisions, .. } =
            context;
        let parent = parent.map(ParentComment::from);
        let others = others.into_iter().map(|other| OtherComment {
            id: other.id,
            article: other.article.into(),
            status: other.status,
            html: other.html,
            created_at: other.created_at,
        });
        CommentInContext {
            comment: ModeratedComment::new(vault, item),
            context: CommentContext {
                article_excerpt: articles::excerpt(&summary, &body),
                parent,
                others: others.collect(),
                decisions: log,
                revisions: revisions.into_iter().map(FormerText::from).collect(),
                siblings: context.siblings.into_iter().map(ParentComment::from).collect(),
                record: context.record.map(|record| ReaderRecord {
                    counts: StatusCounts::new(record.counts),
                    first_seen_at: record.first_seen,
                }),
                near_duplicates: NearDuplicates {
                    count: context.near_duplicates,
                    ids: context.near_ids,
                },
                notes: context.notes,
                claim: context.claim.filter(|claim| claim.until > now),
                reviews: context.reviews,
            },
        }
    }
}

impl From<Parent> for ParentComment {
    fn from(comment: Parent) -> ParentComment {
        let Parent { id, status, name, html, created_at } = comment;
        ParentComment { id, status, name, html, created_at }
    }
}

impl StatusCounts {
    fn new([pending, approved, rejected, spam, deleted]: [i64; 5]) -> StatusCounts {
        StatusCounts { pending, approved, rejected, spam, deleted }
    }
}

impl From<ArticleName> for ArticleRef {
    fn from(article: ArticleName) -> ArticleRef {
        ArticleRef { id: article.id, title: article.title, path: path::href(&article.path) }
    }
}

impl From<Revision> for FormerText {
    fn from(revision: Revision) -> FormerText {
        let Revision { version, text, replaced_by, replaced_at } = revision;
        FormerText { version, text, replaced_by, replaced_at }
    }
}

impl QueueReport {
    /// The report as of `now`.
    pub fn new(queue: Queue, now: Time) -> QueueReport {
        let section =
            |(section, load): (_, Load)| SectionLoad { section, load: QueueLoad::new(&load, now) };
        QueueReport {
            all: QueueLoad::new(&queue.all, now),
            sections: queue.sections.into_iter().map(section).collect(),
            hours: queue.hours,
            moderators: queue.moderators,
        }
    }
}

impl QueueLoad {
    fn new(load: &Load, now: Time) -> QueueLoad {
        QueueLoad {
            counts: StatusCounts::new(load.counts),
            oldest_pending_at: load.oldest_pending,
            oldest_pending_seconds: load.oldest_pending.map(|arrived| now.since(arrived).as_secs()),
            median_decision_seconds: load.median_seconds(),
        }
    }
}
