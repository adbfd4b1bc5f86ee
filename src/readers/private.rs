//! A comment as its author sees it on its private page.

use crate::comments::life::history::History;
use crate::comments::life::model::Line;
use crate::comments::{self, OwnComment};
use crate::db::Connection;
use crate::error::Result;
use crate::ids::CommentId;
use crate::moderation::reason::ReasonCode;
use crate::reviews;
use crate::reviews::model::{Kind, State};
use crate::screening::reasons::Reason;
use crate::screening::rules::model::Action;
use crate::status::Status;

/// The content of the private page.
pub struct Private {
    /// The comment.
    pub comment: OwnComment,
    /// Why it was rejected.
    pub reason: Option<RejectionReason>,
    /// What the moderator wrote to the author.
    pub to_author: Option<String>,
    /// The author's edit that is held for review: text and HTML.
    pub revision: Option<(String, String)>,
    /// Whether the author's last edit was dismissed.
    pub revision_refused: bool,
    /// The state of the appeal.
    pub appeal: Option<State>,
}

/// Why a comment was rejected.
pub enum RejectionReason {
    /// In the words of the rule that did it.
    Rule(String),
    /// For a reason of the staff, which has a sentence in the configuration.
    Staff(ReasonCode),
}

/// A comment for its author, with its decision and reviews.
///
/// # Errors
/// `NotFound`.
pub fn private(conn: &mut Connection, id: CommentId) -> Result<Private> {
    let comment = comments::own(conn, id)?;
    let decision: Option<Line> = match comment.status {
        Status::Rejected => History::of(conn, id)?.last_decision().cloned(),
        _ => None,
    };
    let reason = match &decision {
        Some(line) if line.actor.is_none() => {
            rules_reason(&comment.reasons).map(RejectionReason::Rule)
        }
        Some(line) => {
            line.reason.as_deref().and_then(ReasonCode::parse).map(RejectionReason::Staff)
        }
        None => None,
    };
    let revision = reviews::latest(conn, id, Kind::Revision)?;
    Ok(Private {
        reason,
        to_author: decision.and_then(|line| line.to_author()),
        revision_refused: revision.as_ref().is_some_and(|last| last.state == State::Dismissed),
        revision: revision
            .filter(|last| last.state == State::Open)
            .and_then(|last| Some((last.text?, last.html?))),
        appeal: reviews::latest(conn, id, Kind::Appeal)?.map(|appeal| appeal.state),
        comment,
    })
}

/// The reason of the rule that rejected a comment.
fn rules_reason(stored: &str) -> Option<String> {
    let reasons: Vec<Reason> = serde_json::from_str(stored).unwrap_or_default();
    reasons.into_iter().find_map(|found| match found {
        Reason::Rule { action: Action::Reject, reason, .. } => Some(reason),
        _ => None,
    })
}
