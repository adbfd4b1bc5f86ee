//! The status of a comment, and the decisions that change it.

use crate::error::Error;
use crate::i18n::Message;
use crate::stored_enum;

stored_enum! {
    /// The status of a comment. Only approved comments are public. A SMALLINT in the database.
    pub enum Status {
        /// Held for a decision.
        Pending = 0 => "pending",
        /// Public.
        Approved = 1 => "approved",
        /// Refused; kept, not public.
        Rejected = 2 => "rejected",
        /// Refused as spam; kept, and an example for the filter.
        Spam = 3 => "spam",
        /// Text and author were destroyed; the comment keeps its position in the thread.
        Deleted = 4 => "deleted",
    }
}

stored_enum! {
    /// A decision of a member of the staff. A SMALLINT in the audit log.
    pub enum Decision {
        /// Make it public.
        Approve = 0 => "approve",
        /// Refuse it.
        Reject = 1 => "reject",
        /// Refuse it as spam, from which the filter learns.
        Spam = 2 => "spam",
        /// Destroy its text and author.
        Delete = 3 => "delete",
        /// Return it to the queue.
        Hold = 4 => "hold",
    }
}

/// Why a decision does not apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unchanged {
    /// The comment has that status already.
    Already(Status),
    /// The text was destroyed, so no decision applies any more.
    Deleted,
}

impl Status {
    /// The status after `decision`. Every decision can be changed by a later one, except that
    /// nothing follows a deletion.
    pub fn after(self, decision: Decision) -> Result<Status, Unchanged> {
        match decision.outcome() {
            same if same == self => Err(Unchanged::Already(self)),
            _ if self == Status::Deleted => Err(Unchanged::Deleted),
            next => Ok(next),
        }
    }

    /// Whether readers see the comment.
    pub fn is_public(self) -> bool {
        self == Status::Approved
    }
}

impl Decision {
    /// The status that this decision gives.
    pub fn outcome(self) -> Status {
        match self {
            Decision::Approve => Status::Approved,
            Decision::Reject => Status::Rejected,
            Decision::Spam => Status::Spam,
            Decision::Delete => Status::Deleted,
            Decision::Hold => Status::Pending,
        }
    }
}

impl Status {
    /// The status in a sentence about one comment: "pending".
    pub fn word(self) -> Message {
        match self {
            Status::Pending => Message::comment_pending(),
            Status::Approved => Message::comment_approved(),
            Status::Rejected => Message::comment_rejected(),
            Status::Spam => Message::comment_spam(),
            Status::Deleted => Message::comment_deleted(),
        }
    }
}

impl From<Unchanged> for Error {
    fn from(cause: Unchanged) -> Error {
        match cause {
            Unchanged::Already(status) => {
                Error::conflict("already", Message::fault_already_status(status.word()))
            }
            Unchanged::Deleted => Error::conflict("deleted", Message::fault_comment_deleted()),
        }
    }
}

#[cfg(test)]
mod tests {
    use diesel::connection::SimpleConnection;
    use diesel::prelude::*;

    use super::*;

    #[test]
    fn a_decision_can_be_changed_until_the_text_is_gone() {
        assert_eq!(Status::Pending.after(Decision::Approve), Ok(Status::Approved));
        assert_eq!(Status::Approved.after(Decision::Hold), Ok(Status::Pending));
        assert_eq!(Status::Spam.after(Decision::Delete), Ok(Status::Deleted));
        for status in Status::ALL {
            for decision in Decision::ALL {
                let expected = if decision.outcome() == status {
                    Err(Unchanged::Already(status))
                } else if status == Status::Deleted {
                    Err(Unchanged::Deleted)
                } else {
                    Ok(decision.outcome())
                };
                assert_eq!(status.after(decision), expected);
            }
        }
    }

    #[test]
    fn names_are_the_same_in_json_and_in_code() {
        for status in Status::ALL {
            assert_eq!(serde_json::to_value(status).expect("a name"), status.name());
        }
        for decision in Decision::ALL {
            assert_eq!(serde_json::to_value(decision).expect("a name"), decision.name());
        }
    }

    #[test]
    fn the_database_gives_back_what_it_was_given() {
        diesel::table! {
            rows (id) {
                id -> Integer,
                status -> SmallInt,
                decision -> SmallInt,
            }
        }
        let mut conn = SqliteConnection::establish(":memory:").expect("a database in memory");
        conn.batch_execute(
            "CREATE TABLE rows (id INTEGER PRIMARY KEY, status SMALLINT NOT NULL, decision SMALLINT NOT NULL)",
        )
        .expect("a table");
        for (status, decision) in Status::ALL.into_iter().zip(Decision::ALL) {
            diesel::insert_into(rows::table)
                .values((rows::status.eq(status), rows::decision.eq(decision)))
                .execute(&mut conn)
                .expect("a row");
        }
        let read: Vec<(Status, Decision)> = rows::table
            .order(rows::id)
            .select((rows::status, rows::decision))
            .load(&mut conn)
            .expect("the rows");
        assert_eq!(read, Status::ALL.into_iter().zip(Decision::ALL).collect::<Vec<_>>());

        conn.batch_execute("UPDATE rows SET status = 9").expect("an update");
        assert!(rows::table.select(rows::status).load::<Status>(&mut conn).is_err());
    }
}
