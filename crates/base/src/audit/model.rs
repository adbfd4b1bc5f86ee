//! The types of the audit log. No I/O.

use serde::Serialize;
use utoipa::ToSchema;

use crate::clock::Time;
use crate::ids::{AccountId, AuditId, BatchId, CommentId};
use crate::status::{Decision, Status};
use crate::{named_enum, stored_enum};

stored_enum! {
    /// The act that a line records. A SMALLINT in the database: numbers are added, never reused.
    /// Acts below 10 create a new version of a comment.
    pub enum Act {
        /// A comment was made public.
        Approve = 0 => "approve",
        /// A comment was rejected.
        Reject = 1 => "reject",
        /// A comment was rejected as spam.
        Spam = 2 => "spam",
        /// Text and author of a comment were destroyed.
        Delete = 3 => "delete",
        /// A comment was put into the queue.
        Hold = 4 => "hold",
        /// Staff changed the text of a comment, but not its status.
        Edit = 5 => "edit",
        /// A decision was undone.
        Undo = 6 => "undo",
        /// The author's own edit was accepted.
        Revise = 7 => "revise",
        /// A comment was pinned to the top of its thread.
        Pin = 10 => "pin",
        /// A comment was unpinned.
        Unpin = 11 => "unpin",
        /// A comment was featured.
        Feature = 12 => "feature",
        /// A comment is no longer featured.
        Unfeature = 13 => "unfeature",
        /// A note was left for colleagues.
        Note = 14 => "note",
        /// Flags were upheld.
        UpholdFlags = 15 => "uphold_flags",
        /// Flags were dismissed.
        DismissFlags = 16 => "dismiss_flags",
        /// The author appealed against a decision.
        Appeal = 17 => "appeal",
        /// An appeal was upheld.
        UpholdAppeal = 18 => "uphold_appeal",
        /// An appeal was dismissed.
        DismissAppeal = 19 => "dismiss_appeal",
        /// The author's own edit was refused.
        RefuseRevision = 20 => "refuse_revision",
        /// An answer to flags, an appeal or an edit was undone which had not changed the comment.
        Reopen = 21 => "reopen",
        /// A reader, a domain or a network was banned.
        Ban = 30 => "ban",
        /// A ban was lifted.
        Unban = 31 => "unban",
        /// A rule was created, changed, enabled, disabled or removed.
        Rule = 32 => "rule",
        /// A policy was set.
        Policy = 33 => "policy",
        /// The surge guard was activated.
        SurgeBegins = 34 => "surge_begins",
        /// The surge guard was deactivated.
        SurgeEnds = 35 => "surge_ends",
        /// A batch was started.
        Batch = 36 => "batch",
        /// The note about a reader was written, changed or removed.
        ReaderNote = 37 => "reader_note",
        /// A member of the staff signed in.
        SignIn = 50 => "sign_in",
        /// A sign-in failed because of a wrong password.
        SignInFailed = 51 => "sign_in_failed",
        /// A member of the staff signed out, or a session was ended.
        SignOut = 52 => "sign_out",
        /// An account was created or changed: role, name, disabled.
        Account = 53 => "account",
        /// A password was changed.
        Password = 54 => "password",
        /// A token was created.
        TokenMade = 55 => "token_made",
        /// A token was revoked.
        TokenRevoked = 56 => "token_revoked",
        /// A reader's address was revealed.
        RevealAddress = 57 => "reveal_address",
        /// Data were exported.
        Export = 58 => "export",
        /// Staff changed a setting.
        Setting = 59 => "setting",
        /// A person was invited to have an account, or was sent the link again.
        Invite = 60 => "invite",
        /// An invitation was revoked.
        RevokeInvitation = 61 => "revoke_invitation",
        /// A link for setting a new password was requested.
        RequestPassword = 62 => "request_password",
        /// The data of a reader were erased.
        EraseReader = 69 => "erase_reader",
        /// An article was submitted for review.
        SubmitArticle = 70 => "submit_article",
        /// An article became a draft again, by its author or by an editor.
        ReturnArticle = 71 => "return_article",
        /// The time at which an article will be published was set.
        ScheduleArticle = 72 => "schedule_article",
        /// An article was published.
        PublishArticle = 73 => "publish_article",
        /// An article was withdrawn.
        WithdrawArticle = 74 => "withdraw_article",
        /// An article that was never public was deleted.
        DeleteArticle = 75 => "delete_article",
        /// A published article was changed.
        ChangeArticle = 76 => "change_article",
        /// A section was added, changed, merged into another one or removed.
        Section = 90 => "section",
        /// A tag was added, changed, merged into another one or removed.
        Tag = 91 => "tag",
        /// An author of articles was added, changed, merged into another one or removed.
        Author = 92 => "author",
        /// What stands on the front page was chosen.
        Front = 93 => "front",
        /// A picture was uploaded.
        AddMedia = 95 => "add_media",
        /// The description of a picture was changed.
        ChangeMedia = 96 => "change_media",
        /// A picture was deleted.
        DeleteMedia = 97 => "delete_media",
        /// A page of another site that links to an article was approved.
        ApproveMention = 98 => "approve_mention",
        /// Such a page was rejected.
        RejectMention = 99 => "reject_mention",
    }
}

named_enum! {
    /// The subject of acts, by which the log is filtered.
    #[derive(PartialOrd, Ord)]
    pub enum ActGroup {
        /// Comments and what readers and staff do about them.
        Comments => "comments",
        /// Articles and what belongs to them.
        Articles => "articles",
        /// Rules, policies, bans, the surge guard and batches.
        Screening => "screening",
        /// Accounts, passwords, tokens and sign-ins.
        People => "people",
        /// Settings, exports, and addresses that were revealed.
        Settings => "settings",
    }
}

impl ActGroup {
    /// This group alone, for a filter.
    pub fn alone(self) -> &'static [ActGroup] {
        match self {
            ActGroup::Comments => &[ActGroup::Comments],
            ActGroup::Articles => &[ActGroup::Articles],
            ActGroup::Screening => &[ActGroup::Screening],
            ActGroup::People => &[ActGroup::People],
            ActGroup::Settings => &[ActGroup::Settings],
        }
    }
}

impl Act {
    /// The subject. The numbers of acts are assigned by subject.
    pub fn group(self) -> ActGroup {
        match self as i16 {
            ..30 => ActGroup::Comments,
            30..50 => ActGroup::Screening,
            50..57 | 60..69 => ActGroup::People,
            57..60 | 69 => ActGroup::Settings,
            70.. => ActGroup::Articles,
        }
    }

    /// The predicate that follows the name of the actor: `approved it`, `undid a decision`.
    pub fn past(self) -> &'static str {
        match self {
            Act::Approve => "approved it",
            Act::Reject => "rejected it",
            Act::Spam => "marked it as spam",
            Act::Delete => "deleted it",
            Act::Hold => "held it",
            Act::Edit => "edited it",
            Act::Undo => "undid a decision",
            Act::Revise => "accepted the author’s edit",
            Act::Pin => "pinned it",
            Act::Unpin => "unpinned it",
            Act::Feature => "featured it",
            Act::Unfeature => "stopped featuring it",
            Act::Note => "left a note",
            Act::UpholdFlags => "agreed with the flags",
            Act::DismissFlags => "dismissed the flags",
            Act::Appeal => "appealed against the decision",
            Act::UpholdAppeal => "accepted the appeal",
            Act::DismissAppeal => "rejected the appeal",
            Act::RefuseRevision => "refused the author’s edit",
            Act::Reopen => "undid an answer",
            Act::Ban => "set a ban",
            Act::Unban => "lifted a ban",
            Act::Rule => "changed a rule",
            Act::Policy => "set a policy",
            Act::SurgeBegins => "started the surge guard",
            Act::SurgeEnds => "ended the surge guard",
            Act::Batch => "began a batch",
            Act::ReaderNote => "changed the note about a reader",
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
            Act::Invite => "invited a person",
            Act::RevokeInvitation => "revoked an invitation",
            Act::RequestPassword => "requested a new password",
            Act::EraseReader => "erased a reader’s data",
            Act::SubmitArticle => "submitted an article for review",
            Act::ReturnArticle => "made an article a draft again",
            Act::ScheduleArticle => "scheduled an article",
            Act::PublishArticle => "published an article",
            Act::WithdrawArticle => "withdrew an article",
            Act::DeleteArticle => "deleted an article",
            Act::ChangeArticle => "changed a published article",
            Act::Section => "changed a section",
            Act::Tag => "changed a tag",
            Act::Author => "changed an author",
            Act::Front => "arranged the front page",
            Act::AddMedia => "uploaded a picture",
            Act::ChangeMedia => "changed the description of a picture",
            Act::DeleteMedia => "deleted a picture",
            Act::ApproveMention => "approved a mention",
            Act::RejectMention => "rejected a mention",
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

/// A new line of the log. Only the act is required.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<'a> {
    /// The act.
    pub act: Act,
    /// The account of the actor; `None` for the site itself.
    pub actor: Option<AccountId>,
    /// The comment that it concerns.
    pub comment: Option<CommentId>,
    /// The status of the comment before and after.
    pub status: (Option<Status>, Option<Status>),
    /// The comment's version after the act.
    pub version: Option<i64>,
    /// A code: `off_topic`.
    pub reason: Option<&'a str>,
    /// A note in free text.
    pub note: Option<&'a str>,
    /// Further data about this kind of act; never an address, a password or a token.
    pub detail: Option<serde_json::Value>,
    /// The batch it belongs to.
    pub batch: Option<BatchId>,
    /// The line that it undoes.
    pub undoes: Option<AuditId>,
}

impl Entry<'_> {
    /// An act of the site itself.
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

    /// An act of `actor`.
    pub fn by(actor: AccountId, act: Act) -> Self {
        Entry { actor: Some(actor), ..Entry::new(act) }
    }
}

/// The actor of a line.
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
pub struct LogLine {
    /// The id.
    pub id: AuditId,
    /// The act.
    pub act: Act,
    /// The actor; null for the site itself: its policy, a rule, the surge guard, the command line.
    pub by: Option<Actor>,
    /// The comment that it concerns.
    pub comment_id: Option<CommentId>,
    /// The status of the comment before.
    pub from_status: Option<Status>,
    /// The status of the comment after.
    pub to_status: Option<Status>,
    /// The comment's version after the act; null if the act created none.
    pub version: Option<i64>,
    /// A code.
    pub reason: Option<String>,
    /// A note in free text.
    pub note: Option<String>,
    /// Further data about this kind of act.
    #[schema(value_type = Option<Object>)]
    pub detail: Option<serde_json::Value>,
    /// The batch it belongs to.
    pub batch_id: Option<BatchId>,
    /// The line that it undoes.
    pub undoes_id: Option<AuditId>,
    /// When it was done.
    #[schema(value_type = String, format = DateTime)]
    pub at: Time,
}

/// A filter of lines: all its conditions must match.
#[derive(Clone, Copy, Debug, Default)]
pub struct LogFilter {
    /// Only lines about this comment.
    pub comment: Option<CommentId>,
    /// Only acts of this account.
    pub actor: Option<AccountId>,
    /// Only this act.
    pub act: Option<Act>,
    /// Only acts at this time or later.
    pub since: Option<Time>,
    /// Only acts before this time.
    pub until: Option<Time>,
    /// Only acts of these groups; without any, of all.
    pub groups: &'static [ActGroup],
    /// Only lines with a lower id.
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
