//! The types of a comment's life: its state, its changes, its history. No I/O.

use std::collections::BTreeSet;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::audit::model::Act;
use crate::cache::Scope;
use crate::clock::Time;
use crate::comments::draft::CommentText;
use crate::comments::submission::Submission;
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::{
    AccountId, ArticleId, AuditId, BatchId, CommentId, ReaderId, ReviewId, SectionId,
};
use crate::screening::verdict::Verdict;
use crate::status::{Decision, Status, Unchanged};
use crate::vault;

/// The name of a member of the staff as colleagues see it, also if the account was removed.
pub fn colleague(name: Option<&str>) -> &str {
    name.unwrap_or("A former colleague")
}

/// The reason code in the log when the weight of its flags holds a comment.
pub const BY_FLAGS: &str = "flags";

/// The reason code in the log when the author has changed the text.
pub const BY_AUTHOR: &str = "author";

/// A change of one comment.
#[allow(missing_docs, reason = "the names say all")]
pub enum Change<'a> {
    /// A decision by staff. Mails about it, and the destruction of a deleted text, wait for
    /// `undo_window`.
    Decide {
        decision: Decision,
        /// How long the decision can be undone before anybody gets mail about it.
        undo_window: Duration,
        /// The moderator's reply, published with the comment. Only with an approval.
        reply: Option<&'a Reply>,
    },
    /// The weight of flags holds a public comment until staff decide. Other comments stay as they
    /// are.
    HideByFlags,
    /// Staff edit the text.
    Edit(Rendered<'a>),
    /// The author edits the text, and `verdict` accepts it: a pending comment stays pending for the
    /// reasons of its new text, a public one stays public.
    EditByAuthor {
        /// The new text.
        submission: &'a Submission,
        /// What screening found in it.
        verdict: &'a Verdict,
    },
    /// Staff accept an edit of its author that was held for review.
    AcceptEdit(Rendered<'a>),
    /// Staff undo the last decision or edit that is not undone yet. A reply that was published with
    /// the decision is deleted, unless somebody has changed it since.
    Undo,
}

/// A text in Markdown and as sanitized HTML. It is rendered before the transaction begins.
#[derive(Clone, Copy, Debug)]
pub struct Rendered<'a> {
    /// Markdown.
    pub text: &'a str,
    /// Sanitized HTML.
    pub html: &'a str,
}

/// A moderator's reply, rendered before the transaction begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// Markdown.
    pub text: String,
    /// Sanitized HTML.
    pub html: String,
    /// The random number that its picture is drawn from.
    pub avatar: i64,
}

impl Reply {
    /// Renders `text`.
    pub fn new(text: &CommentText) -> Result<Reply> {
        let avatar = i64::from_be_bytes(vault::random::<8>()?);
        Ok(Reply { html: text.html().to_owned(), text: text.as_str().to_owned(), avatar })
    }
}

/// On whose behalf a comment is changed, and the cause as the log records it.
#[derive(Clone, Copy, Debug, Default)]
pub struct By<'a> {
    /// The member of the staff; None for the author and for the program itself.
    pub actor: Option<AccountId>,
    /// A reason code: `off_topic`.
    pub reason: Option<&'a str>,
    /// A sentence for colleagues.
    pub note: Option<&'a str>,
    /// A message to the comment's author.
    pub to_author: Option<&'a str>,
    /// The review that is answered by the change.
    pub review: Option<ReviewId>,
    /// The batch that the change is part of.
    pub batch: Option<BatchId>,
}

impl By<'_> {
    /// A member of the staff, without a cause.
    pub fn staff(actor: AccountId) -> Self {
        By { actor: Some(actor), ..By::default() }
    }
}

/// The result of changing a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The present status.
    pub status: Status,
    /// The outdated pages, if any.
    pub changed: Option<Scope>,
}

/// The result of changing many comments.
#[derive(Debug, Default)]
pub struct BatchChanged {
    /// How many were changed.
    pub count: usize,
    /// The articles with outdated pages.
    pub articles: BTreeSet<ArticleId>,
}

/// The state of a comment, without its text.
#[derive(Clone, Debug, diesel::Queryable)]
#[allow(missing_docs, reason = "the names say all")]
pub struct State {
    pub id: CommentId,
    pub article_id: ArticleId,
    /// The comment that begins its thread; None for that one itself.
    pub root_id: Option<CommentId>,
    /// The article's section.
    pub section_id: Option<SectionId>,
    /// The author; None for staff and for deleted comments.
    pub reader_id: Option<ReaderId>,
    /// The present status.
    pub status: Status,
    /// Grows by one with each change of status or text.
    pub version: i64,
    /// When it was posted.
    pub created_at: Time,
    /// When the author's address was last verified.
    pub proven_at: Option<Time>,
    /// Who has claimed the comment, even if the claim has expired.
    pub claimed_by: Option<AccountId>,
}

/// The present state of a comment and its last change, as sent to staff who acted on an older
/// version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = PresentState)]
#[allow(missing_docs, reason = "the names say all")]
pub struct PresentState {
    pub status: Status,
    pub version: i64,
    /// The last act.
    pub decision: Option<Act>,
    /// Who did it; null for screening and for the author.
    pub decided_by: Option<String>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub decided_at: Option<Time>,
}

impl PresentState {
    /// A conflict with this state.
    pub fn refuse(&self, code: &'static str, detail: impl Into<Message>) -> Error {
        match serde_json::to_value(self) {
            Ok(present) => {
                Error::Conflict { code, detail: detail.into(), present: Some(Box::new(present)) }
            }
            Err(cause) => Error::internal(cause),
        }
    }

    /// The conflict of a request about an older version; it names who was faster.
    pub fn stale(&self) -> Error {
        let own = matches!(self.decision, Some(Act::Edit | Act::Revise));
        let who =
            self.decided_by.as_deref().unwrap_or(if own { "its author" } else { "screening" });
        let what = self.decision.map_or("changed it", Act::past);
        let detail = format!(
            "The comment has changed: {who} {what} meanwhile. Look at it again before you decide."
        );
        self.refuse("stale_version", detail)
    }

    /// The conflict of a decision that would not change this state.
    pub(super) fn unchanged(&self, unchanged: Unchanged) -> Error {
        match Error::from(unchanged) {
            Error::Conflict { code, detail, .. } => self.refuse(code, detail),
            other => other,
        }
    }
}

/// A line of the log about a change that made a version of a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Line {
    /// The row of the log.
    pub id: AuditId,
    /// What was done.
    pub act: Act,
    /// Who did it; None for the program itself or the author.
    pub actor: Option<AccountId>,
    /// The status before; None for the first line.
    pub from: Option<Status>,
    /// The status after.
    pub to: Option<Status>,
    pub version: i64,
    /// The reason code.
    pub reason: Option<String>,
    /// JSON.
    pub detail: Option<String>,
    pub undoes: Option<AuditId>,
    pub at: Time,
}

impl Line {
    /// The moderator's message to the comment's author.
    pub fn to_author(&self) -> Option<String> {
        self.detail().to_author.filter(|words| !words.is_empty())
    }

    /// The moderator's reply that was published with the decision.
    pub(super) fn reply(&self) -> Option<CommentId> {
        self.detail().reply
    }

    fn detail(&self) -> Detail {
        let detail = self.detail.as_deref().and_then(|detail| serde_json::from_str(detail).ok());
        detail.unwrap_or_default()
    }
}

/// The fields of [`Line::detail`] that are read here.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Detail {
    to_author: Option<String>,
    reply: Option<CommentId>,
}

/// The times to restore when a line is undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PreviousTimes {
    pub decided_at: Option<Time>,
    pub edited_at: Option<Time>,
}

/// A decision to undo, which is the last change of its comment.
#[derive(Clone, Debug)]
pub struct Undo {
    /// The comment, locked.
    pub seen: State,
    /// The decision's line of the log.
    pub line: AuditId,
    /// The version that the decision made.
    pub made: i64,
    /// The status before it.
    pub back_to: Status,
    /// When that status was given.
    pub decided_at: Option<Time>,
}

/// The change of one comment's status.
pub(super) struct Step<'a> {
    pub seen: &'a State,
    pub next: Status,
    pub decided_at: Option<Time>,
    /// The line of the log that this undoes.
    pub undoes: Option<AuditId>,
}

/// Whether to set the time of the last edit that readers see.
#[derive(Clone, Copy)]
pub(super) enum EditedAt {
    Keep,
    Set(Option<Time>),
}

/// The present text of a comment, before it is replaced.
#[derive(diesel::Queryable)]
pub(super) struct Former {
    pub text: String,
    pub html: String,
    /// JSON: the reasons from screening.
    pub reasons: String,
}
