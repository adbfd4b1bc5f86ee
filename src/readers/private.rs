//! A comment as its author sees it on its private page.

use crate::comments::life::history::History;
use crate::comments::life::model::Line;
use crate::comments::{self, OwnComment};
use crate::config::reasons::ReasonCode;
use crate::db::Connection;
use crate::error::Result;
use crate::ids::CommentId;
use crate::reviews;
use crate::reviews::model::{Kind, State};
use crate::screening::reasons::Reason;
use crate::screening::rules::model::Action;
use crate::status::Status;

/// The content of the private page.
#[allow(missing_docs, reason = "the names say all")]
pub struct Private {
    pub comment: OwnComment,
    /// Why it was rejected.
    pub reason: Option<RejectionReason>,
    /// Whether a moderator has refused it; otherwise rules, bans or the filter did.
    pub refused_by_staff: bool,
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
    /// By a ban. Its own reason is for colleagues; whether it is on the reader, the address's domain
    /// or the network is not told, because anyone can enter any address.
    Ban,
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
        Status::Rejected | Status::Spam => History::of(conn, id)?.last_decision().cloned(),
        _ => None,
    };
    let refused_by_staff = decision.as_ref().is_some_and(|line| line.actor.is_some());
    // For spam no reason is given, so that spammers do not learn what to change.
    let decision = decision.filter(|_| comment.status == Status::Rejected);
    let reason = match &decision {
        Some(line) if line.actor.is_none() => screenings_reason(&comment.reasons),
        Some(line) => {
            line.reason.as_deref().and_then(ReasonCode::parse).map(RejectionReason::Staff)
        }
        None => None,
    };
    let revision = reviews::latest(conn, id, Kind::Revision)?;
    Ok(Private {
        reason,
        refused_by_staff,
        to_author: decision.and_then(|line| line.to_author()),
        revision_refused: revision.as_ref().is_some_and(|last| last.state == State::Dismissed),
        revision: revision
            .filter(|last| last.state == State::Open)
            .and_then(|last| Some((last.text?, last.html?))),
        appeal: reviews::latest(conn, id, Kind::Appeal)?.map(|appeal| appeal.state),
        comment,
    })
}

/// Why screening rejected a comment: a ban, which comes first, or a rule.
fn screenings_reason(stored: &str) -> Option<RejectionReason> {
    let reasons: Vec<Reason> = serde_json::from_str(stored).unwrap_or_default();
    if reasons.iter().any(|found| matches!(found, Reason::Banned { .. })) {
        return Some(RejectionReason::Ban);
    }
    reasons.into_iter().find_map(|found| match found {
        Reason::Rule { action: Action::Reject, reason, .. } => Some(RejectionReason::Rule(reason)),
        _ => None,
    })
}
