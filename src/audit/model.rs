//! What the log can tell of. No I/O.

use serde::Serialize;
use utoipa::ToSchema;

use crate::clock::Time;
use crate::ids::{AccountId, AuditId, BatchId, CommentId};
use crate::status::{Decision, Status};
use crate::stored_enum;

stored_enum! {
    /// What a line of the log tells of. A SMALLINT in the database: numbers are added, never reused.
    /// Those below 10 made a new version of a comment.
    pub enum Act {
        /// It was made public.
        Approve = 0 => "approve",
        /// It was kept out.
        Reject = 1 => "reject",
        /// It was kept out as spam.
        Spam = 2 => "spam",
        /// Text and author were destroyed.
        Delete = 3 => "delete",
        /// It was put into the queue.
        Hold = 4 => "hold",
        /// The text was changed; the status was not.
        Edit = 5 => "edit",
        /// A decision was taken back.
        Undo = 6 => "undo",
        /// The author's own edit was taken over.
        Revise = 7 => "revise",
        /// It was put first in its thread.
        Pin = 10 => "pin",
        /// It is no longer first.
        Unpin = 11 => "unpin",
        /// It was marked as worth reading.
        Feature = 12 => "feature",
        /// It is no longer marked.
        Unfeature = 13 => "unfeature",
        /// A note was left for colleagues.
        Note = 14 => "note",
        /// Flags were found right.
        UpholdFlags = 15 => "uphold_flags",
        /// Flags were found wrong.
        DismissFlags = 16 => "dismiss_flags",
        /// The author asked for another look.
        Appeal = 17 => "appeal",
        /// The appeal was found right.
        UpholdAppeal = 18 => "uphold_appeal",
        /// The appeal was found wrong.
        DismissAppeal = 19 => "dismiss_appeal",
        /// The author's own edit was refused.
        RefuseRevision = 20 => "refuse_revision",
        /// An answer to flags, an appeal or an edit was taken back that had left the comment as it was.
        Reopen = 21 => "reopen",
        /// A reader, a domain or a network was banned.
        Ban = 30 => "ban",
        /// A ban was lifted.
        Unban = 31 => "unban",
        /// A rule was made, changed, switched or removed.
        Rule = 32 => "rule",
        /// A policy was set.
        Policy = 33 => "policy",
        /// The surge guard stepped in.
        SurgeBegins = 34 => "surge_begins",
        /// The surge guard stepped back.
        SurgeEnds = 35 => "surge_ends",
        /// A batch was begun.
        Batch = 36 => "batch",
        /// Somebody signed in.
        SignIn = 50 => "sign_in",
        /// A password was wrong.
        SignInFailed = 51 => "sign_in_failed",
        /// Somebody signed out, or a session was ended.
        SignOut = 52 => "sign_out",
        /// An account was made or changed: role, name, disabled.
        Account = 53 => "account",
        /// A password was changed.
        Password = 54 => "password",
        /// A token was made.
        TokenMade = 55 => "token_made",
        /// A token was revoked.
        TokenRevoked = 56 => "token_revoked",
        /// A reader's address was shown.
        RevealAddress = 57 => "reveal_address",
        /// Data left the program.
        Export = 58 => "export",
        /// A setting that staff can change was changed.
        Setting = 59 => "setting",
    }
}

impl Act {
    /// What was done, after the name of whoever did it: `approved it`, `took back a decision`.
    pub fn past(self) -> &'static str {
        match self {
            Act::Approve => "approved it",
            Act::Reject => "rejected it",
            Act::Spam => "marked it as spam",
            Act::Delete => "deleted it",
            Act::Hold => "held it",
            Act::Edit => "edited it",
            Act::Undo => "took back a decision",
            Act::Revise => "took over the author’s edit",
            Act::Pin => "pinned it",
            Act::Unpin => "unpinned it",
            Act::Feature => "featured it",
            Act::Unfeature => "stopped featuring it",
            Act::Note => "left a note",
            Act::UpholdFlags => "upheld the flags",
            Act::DismissFlags => "dismissed the flags",
            Act::Appeal => "appealed against the decision",
            Act::UpholdAppeal => "upheld the appeal",
            Act::DismissAppeal => "dismissed the appeal",
            Act::RefuseRevision => "refused the author’s edit",
            Act::Reopen => "took back an answer",
            Act::Ban => "set a ban",
            Act::Unban => "lifted a ban",
            Act::Rule => "changed a rule",
            Act::Policy => "set a policy",
            Act::SurgeBegins => "stepped in",
            Act::SurgeEnds => "stepped back",
            Act::Batch => "began a batch",
            Act::SignIn => "signed in",
            Act::SignInFailed => "failed to sign in",
            Act::SignOut => "signed out",
            Act::Account => "changed an account",
            Act::Password => "changed a password",
            Act::TokenMade => "made a token",
            Act::TokenRevoked => "revoked a token",
            Act::RevealAddress => "looked at the address",
            Act::Export => "exported data",
            Act::Setting => "changed a setting",
        }
    }
}

impl From<Decision> for Act {
    fn from(decision: Decision) -> Act {
        match decision {
            Decision::Approve => Act::Approve,
            Decision::Reject => Act::Reject,
            Decision::Spam => Act::Spam,
            Decision::Delete => Act::Delete,
            Decision::Hold => Act::Hold,
        }
    }
}

/// A new line of the log. Everything but the act may be left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<'a> {
    /// What was done.
    pub act: Act,
    /// Who did it; None for the site itself.
    pub actor: Option<AccountId>,
    /// Which comment it was done to.
    pub comment: Option<CommentId>,
    /// Where the comment stood before and after.
    pub status: (Option<Status>, Option<Status>),
    /// The comment's version after it.
    pub version: Option<i64>,
    /// A code or a word: `off_topic`.
    pub reason: Option<&'a str>,
    /// A sentence.
    pub note: Option<&'a str>,
    /// Whatever else there is to tell about this kind of act; never an address, a password or a
    /// token.
    pub detail: Option<serde_json::Value>,
    /// The batch it belongs to.
    pub batch: Option<BatchId>,
    /// The line that it takes back.
    pub undoes: Option<AuditId>,
}

impl Entry<'_> {
    /// The site itself did `act`.
    pub fn new(act: Act) -> Self {
        Entry {
            act,
            actor: None,
            comment: None,
            status: (None, None),
            version: None,
            reason: None,
            note: None,
            detail: None,
            batch: None,
            undoes: None,
        }
    }

    /// `actor` did `act`.
    pub fn by(actor: AccountId, act: Act) -> Self {
        Entry { actor: Some(actor), ..Entry::new(act) }
    }
}

/// Who acted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = AuditActor)]
pub struct Actor {
    /// The account.
    pub id: AccountId,
    /// The name that colleagues see; null once the account is gone.
    pub name: Option<String>,
}

/// A line of the log as editors see it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = AuditLine)]
pub struct Listed {
    /// Its number.
    pub id: AuditId,
    /// What was done.
    pub act: Act,
    /// Who did it; null for the site itself: its policy, a rule, a guard, the command line.
    pub by: Option<Actor>,
    /// Which comment it was done to.
    pub comment_id: Option<CommentId>,
    /// Where the comment stood before.
    pub from_status: Option<Status>,
    /// Where it stood after.
    pub to_status: Option<Status>,
    /// The comment's version after it; null for what makes none.
    pub version: Option<i64>,
    /// A code or a word.
    pub reason: Option<String>,
    /// A sentence.
    pub note: Option<String>,
    /// Whatever else there is to tell about this kind of act.
    #[schema(value_type = Option<Object>)]
    pub detail: Option<serde_json::Value>,
    /// The batch it belongs to.
    pub batch_id: Option<BatchId>,
    /// The line that it takes back.
    pub undoes_id: Option<AuditId>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Time,
}

/// Which lines to list. Each condition narrows it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    /// Only those about this comment.
    pub comment: Option<CommentId>,
    /// Only what this account did.
    pub actor: Option<AccountId>,
    /// Only this kind of act.
    pub act: Option<Act>,
    /// Only what was done then or later.
    pub since: Option<Time>,
    /// Only what was done before.
    pub until: Option<Time>,
    /// Only lines with numbers below.
    pub after: Option<AuditId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_knows_every_decision_by_its_number() {
        for decision in Decision::ALL {
            assert_eq!(Act::from(decision) as i16, decision as i16);
            assert_eq!(serde_json::to_value(Act::from(decision)).expect("a name"), decision.name());
        }
    }

    #[test]
    fn every_act_has_a_number_of_its_own() {
        let numbers: std::collections::BTreeSet<i16> =
            Act::ALL.into_iter().map(|act| act as i16).collect();
        assert_eq!(numbers.len(), Act::ALL.len());
    }
}
