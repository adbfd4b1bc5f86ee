//! The history of a comment: the lines of the log that made its versions, and which are undone.

use std::collections::HashSet;

use crate::audit::model::Act;
use crate::comments::life::model::{Line, PreviousTimes};
use crate::comments::life::store;
use crate::db::Connection;
use crate::error::Result;
use crate::ids::{AuditId, CommentId};
use crate::status::Status;

/// The lines of one comment, oldest first.
pub struct History(Vec<Line>);

impl History {
    /// The history of a comment.
    pub fn of(conn: &mut Connection, id: CommentId) -> Result<History> {
        store::lines(conn, id).map(History)
    }

    /// The last decision or edit that is not undone.
    pub fn last(&self) -> Option<&Line> {
        self.valid().next_back()
    }

    /// The last line that changed the status and is not undone.
    pub fn last_decision(&self) -> Option<&Line> {
        self.valid().rfind(|line| line.from != line.to)
    }

    /// The times of the last decision and edit before `line`.
    pub(super) fn before(&self, line: &Line) -> PreviousTimes {
        let earlier = || self.valid().filter(|other| other.id < line.id);
        let decided = earlier().rfind(|line| line.from != line.to);
        PreviousTimes {
            // Screening's first status "pending" is no decision.
            decided_at: decided
                .filter(|line| line.from.is_some() || line.to != Some(Status::Pending))
                .map(|line| line.at),
            edited_at: earlier()
                .rfind(|line| matches!(line.act, Act::Edit | Act::Revise))
                .map(|line| line.at),
        }
    }

    /// The lines that are not undone, without those that undo others.
    fn valid(&self) -> impl DoubleEndedIterator<Item = &Line> {
        let undone: HashSet<AuditId> = self.0.iter().filter_map(|line| line.undoes).collect();
        self.0.iter().filter(move |line| line.act != Act::Undo && !undone.contains(&line.id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Time;
    use crate::ids::AccountId;

    fn line(id: i64, act: Act, from: Option<Status>, to: Status, undoes: Option<i64>) -> Line {
        Line {
            id: AuditId(id),
            act,
            actor: from.map(|_| AccountId(7)),
            from,
            to: Some(to),
            version: id,
            reason: None,
            detail: None,
            undoes: undoes.map(AuditId),
            at: Time::from_micros(id),
        }
    }

    #[test]
    fn undoing_again_goes_one_step_further_back() {
        use Status::{Approved, Pending, Rejected};
        let mut history = History(vec![
            line(1, Act::Hold, None, Pending, None),
            line(2, Act::Approve, Some(Pending), Approved, None),
            line(3, Act::Edit, Some(Approved), Approved, None),
            line(4, Act::Reject, Some(Approved), Rejected, None),
        ]);
        let last = |history: &History| history.last().map(|line| line.id.0);
        let before = |history: &History, n: usize| history.before(&history.0[n]);
        assert_eq!(last(&history), Some(4));
        assert_eq!(
            before(&history, 3),
            PreviousTimes {
                decided_at: Some(Time::from_micros(2)),
                edited_at: Some(Time::from_micros(3))
            }
        );
        history.0.push(line(5, Act::Undo, Some(Rejected), Approved, Some(4)));
        assert_eq!(last(&history), Some(3));
        assert_eq!(history.last_decision().map(|line| line.id.0), Some(2));
        assert_eq!(before(&history, 2).edited_at, None);
        history.0.push(line(6, Act::Undo, Some(Approved), Approved, Some(3)));
        assert_eq!(last(&history), Some(2));
        assert_eq!(before(&history, 1), PreviousTimes { decided_at: None, edited_at: None });
        history.0.push(line(7, Act::Undo, Some(Approved), Pending, Some(2)));
        assert_eq!(last(&history), Some(1));
        history.0.push(line(8, Act::Spam, Some(Pending), Status::Spam, None));
        assert_eq!(last(&history), Some(8));
    }

    #[test]
    fn the_message_to_the_author_is_read_from_the_detail() {
        let with = |detail: &str| Line {
            detail: Some(detail.to_owned()),
            ..line(1, Act::Reject, None, Status::Rejected, None)
        };
        assert_eq!(
            with(r#"{"to_author":"Sorry.","reply":3}"#).to_author().as_deref(),
            Some("Sorry.")
        );
        assert_eq!(with(r#"{"to_author":"Sorry.","reply":3}"#).reply(), Some(CommentId(3)));
        assert_eq!(with(r#"{"to_author":"","review":3}"#).to_author(), None);
        assert_eq!(with("no JSON").reply(), None);
    }
}
