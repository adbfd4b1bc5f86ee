//! The JSON of reviews.

use serde::Serialize;
use utoipa::ToSchema;

use crate::articles::path;
use crate::clock::Time;
use crate::comments::life::model::colleague;
use crate::ids::{ArticleId, CommentId, ReviewId};
use crate::reviews::model::{Flag, FlagReason, Kind, Review, State};
use crate::status::Status;
use crate::text::diff::Change;

/// A review: flags, an appeal or an author's edit that needs a moderator's answer.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": 12, "kind": "flags", "state": "open", "weight": 1.4,
    "comment": {
        "id": 109, "article": { "id": 3, "title": "Who counts the mud?", "path": "/2026/11/mud" },
        "status": "approved", "version": 2, "name": "Jo", "text": "Buy **now**!",
        "html": "<p>Buy <strong>now</strong>!</p>\n", "created_at": "2026-11-22T09:30:00Z"
    },
    "text": null, "opened_at": "2026-11-22T10:30:00Z", "closed_at": null, "closed_by": null
}))]
pub struct ReviewShape {
    id: ReviewId,
    kind: Kind,
    state: State,
    /// The sum of the flags' weights, each between 0 and 1; 0 for appeals and revisions.
    weight: f64,
    comment: ReviewedComment,
    /// The text of an appeal, or the new text (Markdown) of a revision.
    text: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    opened_at: Time,
    #[schema(value_type = Option<String>, format = DateTime)]
    closed_at: Option<Time>,
    /// Who closed it; null for the site itself.
    closed_by: Option<String>,
}

/// The comment that a review is about, as it is now.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewedComment {
    id: CommentId,
    article: ReviewedArticle,
    status: Status,
    /// The version to send with a resolution.
    version: i64,
    /// The author's name; empty once deleted.
    name: String,
    /// Markdown.
    text: String,
    /// The text as sanitized HTML.
    html: String,
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
}

/// The article under which the reviewed comment stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewedArticle {
    id: ArticleId,
    title: String,
    /// Its page without scheme and host.
    path: String,
}

/// A review with its flags or its changes.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewInFull {
    #[serde(flatten)]
    review: ReviewShape,
    /// The new text of a revision as sanitized HTML.
    html: Option<String>,
    /// What screening found in the new text of a revision.
    #[schema(value_type = Vec<Object>)]
    reasons: serde_json::Value,
    /// The differences between the present and the new text, in whole words.
    changes: Vec<Change>,
    /// The flags, oldest first.
    flags: Vec<FlagShape>,
}

/// One flag. The flagger is anonymous.
#[derive(Debug, Serialize, ToSchema)]
pub struct FlagShape {
    reason: FlagReason,
    /// The flagger's explanation.
    words: Option<String>,
    /// The share of the flagger's earlier flags that were upheld, between 0 and 1.
    weight: f64,
    /// Whether it arrived after earlier flags of the comment had been dismissed.
    late: bool,
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
}

/// A part of a list of reviews.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewList {
    /// Open ones oldest first, all others newest first.
    pub(super) items: Vec<ReviewShape>,
    /// The value of `after` for the next part; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) next: Option<String>,
}

impl ReviewShape {
    pub(super) fn new(review: Review) -> ReviewShape {
        let subject = review.comment;
        ReviewShape {
            id: review.id,
            kind: review.kind,
            state: review.state,
            weight: review.weight,
            comment: ReviewedComment {
                id: subject.id,
                article: ReviewedArticle {
                    id: subject.article_id,
                    title: subject.article_title,
                    path: path::href(&subject.article_path),
                },
                status: subject.status,
                version: subject.version,
                name: subject.name,
                text: subject.text,
                html: subject.html,
                created_at: subject.created_at,
            },
            text: review.text,
            opened_at: review.opened_at,
            closed_at: review.closed_at,
            closed_by: review.closed_by.map(|(_, name)| colleague(name.as_deref()).to_owned()),
        }
    }
}

impl ReviewInFull {
    /// `changes` are the differences that a revision makes.
    pub(super) fn new(review: Review, flags: Vec<Flag>, changes: Vec<Change>) -> ReviewInFull {
        let reasons =
            review.reasons.as_deref().and_then(|reasons| serde_json::from_str(reasons).ok());
        let flag = |flag: Flag| FlagShape {
            reason: flag.reason,
            words: flag.words,
            weight: flag.weight,
            late: flag.late,
            created_at: flag.created_at,
        };
        ReviewInFull {
            html: review.html.clone(),
            reasons: reasons.unwrap_or_else(|| serde_json::json!([])),
            changes,
            flags: flags.into_iter().map(flag).collect(),
            review: ReviewShape::new(review),
        }
    }
}
