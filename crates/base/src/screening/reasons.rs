//! The reasons for a comment's first status, with their JSON and their sentences.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::config::SurgeMode;
use crate::config::comment_mode::CommentLevel;
use crate::i18n::Message;
use crate::ids::{BanId, RuleId};
use crate::named_enum;
use crate::screening::akismet::model::Fault;
use crate::screening::bans;
use crate::screening::rules;
use crate::screening::rules::condition::Field;
use crate::screening::rules::matcher::Hit;
use crate::screening::rules::model::Action;

/// One finding, stored with the comment as JSON: `{"code":"links","found":3,"limit":2}`. Stored
/// reasons must stay readable, so variants are added but never renamed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Reason {
    /// Held: the hidden field was filled in.
    Honeypot,
    /// Held: the form had no valid stamp.
    FormUnsigned,
    /// Held: the form was sent faster than a person can type.
    FormTooYoung {
        /// The form's age in milliseconds.
        age_ms: u64,
    },
    /// Held: the name is one of the staff's, or looks like it.
    StaffName,
    /// Held: the policy holds every comment.
    PolicyHoldAll,
    /// Held: too many links.
    Links {
        /// Links in the text, bare addresses included.
        found: usize,
        /// The smallest number that is held.
        limit: usize,
    },
    /// Public: fewer links than are held.
    PolicyHoldLinks {
        /// Links in the text, bare addresses included.
        found: usize,
        /// The smallest number that is held.
        limit: usize,
    },
    /// Public: the policy publishes every comment.
    PolicyPublishAll,
    /// Held: its author has edited it while it was pending.
    Edited,
    /// Public: no rule applies.
    PolicyRulesOnly,
    /// Public: the reader is known.
    PolicyKnownReader,
    /// Public: a member of the staff wrote it, signed in to the desk.
    PolicyStaff,
    /// Held: the reader has no approved comment yet, or has not verified the address in this
    /// browser.
    FirstComment,
    /// Rejected: the reader, the domain or the network is banned.
    Banned {
        /// The ban.
        ban: BanId,
        /// What it is on.
        kind: bans::Kind,
        /// The ban's reason.
        reason: String,
    },
    /// Held: a ban holds all comments of this reader, domain or network.
    HeldAlways {
        /// The ban.
        ban: BanId,
        /// What it is on.
        kind: bans::Kind,
        /// The ban's reason.
        reason: String,
    },
    /// Public: the reader is trusted and has confirmed the address in this browser.
    Trusted {
        /// The entry in the list of bans.
        ban: BanId,
        /// Always a reader.
        kind: bans::Kind,
        /// Why the reader is trusted, as the moderator wrote it.
        reason: String,
    },
    /// A rule applies.
    Rule {
        /// The rule.
        rule: RuleId,
        /// Its version at that time.
        version: i64,
        /// Its name at that time.
        name: String,
        /// The action of the rule.
        action: Action,
        /// The field that matched.
        field: Field,
        /// The passage as it was written, at most 200 characters of it.
        found: String,
        /// Where the passage begins in the field, in characters.
        start: usize,
        /// Where it ends; the same as `start` if there is no passage.
        end: usize,
        /// The rule's reason.
        reason: String,
    },
    /// Held: the surge guard is active on the article.
    Surge {
        /// The guard's mode.
        mode: SurgeMode,
    },
    /// Held: comments are accepted only after a decision.
    CommentsHeld {
        /// Where that was set.
        level: CommentLevel,
    },
    /// Held or spam: by the filter's score.
    Score {
        /// 0 (fine) to 1 (spam).
        score: f64,
        /// Whether it is marked as spam; otherwise it is held.
        spam: bool,
        /// The strongest features, in words.
        features: Vec<String>,
    },
    /// Held: the filter is on but has no model.
    NoScore,
    /// Held or spam: Akismet calls it spam.
    Akismet {
        /// Whether Akismet recommends discarding it unread.
        blatant: bool,
        /// Whether it is marked as spam; otherwise it is held.
        spam: bool,
    },
    /// Held: there is no answer from Akismet.
    AkismetUnavailable {
        /// Why there is none.
        fault: Fault,
    },
}

named_enum! {
    /// The code of a reason, in JSON and in lists.
    pub enum Code {
        /// [`Reason::Honeypot`].
        Honeypot => "honeypot",
        /// [`Reason::FormUnsigned`].
        FormUnsigned => "form_unsigned",
        /// [`Reason::FormTooYoung`].
        FormTooYoung => "form_too_young",
        /// [`Reason::StaffName`].
        StaffName => "staff_name",
        /// [`Reason::PolicyHoldAll`].
        PolicyHoldAll => "policy_hold_all",
        /// [`Reason::Links`].
        Links => "links",
        /// [`Reason::PolicyHoldLinks`].
        PolicyHoldLinks => "policy_hold_links",
        /// [`Reason::PolicyPublishAll`].
        PolicyPublishAll => "policy_publish_all",
        /// [`Reason::Edited`].
        Edited => "edited",
        /// [`Reason::PolicyRulesOnly`].
        PolicyRulesOnly => "policy_rules_only",
        /// [`Reason::PolicyKnownReader`].
        PolicyKnownReader => "policy_known_reader",
        /// [`Reason::PolicyStaff`].
        PolicyStaff => "policy_staff",
        /// [`Reason::FirstComment`].
        FirstComment => "first_comment",
        /// [`Reason::Banned`].
        Banned => "banned",
        /// [`Reason::HeldAlways`].
        HeldAlways => "held_always",
        /// [`Reason::Trusted`].
        Trusted => "trusted",
        /// [`Reason::Rule`].
        Rule => "rule",
        /// [`Reason::Surge`].
        Surge => "surge",
        /// [`Reason::CommentsHeld`].
        CommentsHeld => "comments_held",
        /// [`Reason::Score`].
        Score => "score",
        /// [`Reason::NoScore`].
        NoScore => "no_score",
        /// [`Reason::Akismet`].
        Akismet => "akismet",
        /// [`Reason::AkismetUnavailable`].
        AkismetUnavailable => "akismet_unavailable",
    }
}

impl Code {
    /// Whether comments are listed by this code. Policies apply to every comment; rules and bans are
    /// listed by their ids.
    pub fn is_listed(self) -> bool {
        match self {
            Code::PolicyHoldAll
            | Code::PolicyHoldLinks
            | Code::PolicyPublishAll
            | Code::PolicyRulesOnly
            | Code::PolicyKnownReader
            | Code::PolicyStaff
            | Code::Rule
            | Code::Banned
            | Code::HeldAlways
            | Code::Trusted => false,
            Code::Honeypot
            | Code::FormUnsigned
            | Code::FormTooYoung
            | Code::StaffName
            | Code::Links
            | Code::Edited
            | Code::FirstComment
            | Code::Surge
            | Code::CommentsHeld
            | Code::Score
            | Code::NoScore
            | Code::Akismet
            | Code::AkismetUnavailable => true,
        }
    }
}

impl Reason {
    /// The reason of a rule's hit.
    pub(super) fn of(hit: &Hit) -> Reason {
        let Hit { rule, version, name, action, reason, found } = hit.clone();
        let (field, start, end) = (found.field, found.start, found.end);
        Reason::Rule { rule, version, name, action, field, found: found.text, start, end, reason }
    }

    /// The code by which comments with this reason are listed; None for policies, which apply to
    /// every comment.
    pub fn listing_code(&self) -> Option<String> {
        match self {
            Reason::Rule { rule, .. } => Some(rules::reason_code(*rule)),
            Reason::Banned { ban, .. }
            | Reason::HeldAlways { ban, .. }
            | Reason::Trusted { ban, .. } => Some(format!("ban:{ban}")),
            other => {
                let code = Some(other.kind()).filter(|code| code.is_listed());
                code.map(|code| code.name().to_owned())
            }
        }
    }

    /// The reason as a sentence for moderators in English, with the filter's features, which are
    /// stored in English.
    pub fn detail(&self) -> String {
        let sentence = self.sentence().in_english();
        match self {
            Reason::Score { features, .. } if !features.is_empty() => {
                format!("{sentence}: {}", features.join(", "))
            }
            _ => sentence,
        }
    }

    /// The reason as a sentence for moderators, without a full stop.
    pub fn sentence(&self) -> Message {
        match self {
            Reason::Honeypot => Message::found_honeypot(),
            Reason::FormUnsigned => Message::found_form_unsigned(),
            Reason::FormTooYoung { age_ms } => Message::found_form_too_young(age_ms / 100),
            Reason::StaffName => Message::found_staff_name(),
            Reason::PolicyHoldAll => Message::found_hold_all(),
            Reason::Links { found, limit } => Message::found_links(found, limit),
            Reason::PolicyHoldLinks { found: 0, .. } => Message::found_no_links(),
            Reason::PolicyHoldLinks { limit, .. } => Message::found_few_links(limit),
            Reason::PolicyPublishAll => Message::found_publish_all(),
            Reason::Edited => Message::found_edited(),
            Reason::PolicyRulesOnly => Message::found_no_rule(),
            Reason::PolicyStaff => Message::found_staff(),
            Reason::PolicyKnownReader => Message::found_known_reader(),
            Reason::FirstComment => Message::found_first_comment(),
            Reason::Banned { kind, reason, .. } => match kind {
                bans::Kind::Reader => Message::found_banned_reader(reason),
                bans::Kind::Domain => Message::found_banned_domain(reason),
                bans::Kind::Network => Message::found_banned_network(reason),
            },
            Reason::HeldAlways { reason, .. } => Message::found_held_always(reason),
            Reason::Trusted { reason, .. } => Message::found_trusted(reason),
            Reason::Rule { name, found, reason, .. } if reason == name => {
                Message::found_rule(name, found)
            }
            Reason::Rule { name, found, reason, .. } => {
                Message::found_rule_because(name, found, reason)
            }
            Reason::NoScore => Message::found_no_score(),
            Reason::Akismet { blatant: false, .. } => Message::found_akismet(),
            Reason::Akismet { blatant: true, .. } => Message::found_akismet_blatant(),
            Reason::AkismetUnavailable { fault } => match fault {
                Fault::Late => Message::found_akismet_late(),
                Fault::Unreachable => Message::found_akismet_unreachable(),
                Fault::Refused => Message::found_akismet_refused(),
                Fault::Key => Message::found_akismet_key(),
                Fault::Unclear => Message::found_akismet_unclear(),
                Fault::NotAsked => Message::found_akismet_not_asked(),
            },
            Reason::Surge { .. } => Message::found_surge(),
            Reason::CommentsHeld { level } => match level {
                CommentLevel::Site => Message::found_held_by_site(),
                CommentLevel::Section => Message::found_held_by_section(),
                CommentLevel::Article => Message::found_held_by_article(),
            },
            Reason::Score { score, .. } => Message::found_score(percent(*score)),
        }
    }

    /// The code, as in JSON.
    pub fn code(&self) -> &'static str {
        self.kind().name()
    }

    fn kind(&self) -> Code {
        match self {
            Reason::Honeypot => Code::Honeypot,
            Reason::FormUnsigned => Code::FormUnsigned,
            Reason::FormTooYoung { .. } => Code::FormTooYoung,
            Reason::StaffName => Code::StaffName,
            Reason::PolicyHoldAll => Code::PolicyHoldAll,
            Reason::Links { .. } => Code::Links,
            Reason::PolicyHoldLinks { .. } => Code::PolicyHoldLinks,
            Reason::PolicyPublishAll => Code::PolicyPublishAll,
            Reason::Edited => Code::Edited,
            Reason::PolicyRulesOnly => Code::PolicyRulesOnly,
            Reason::PolicyKnownReader => Code::PolicyKnownReader,
            Reason::PolicyStaff => Code::PolicyStaff,
            Reason::FirstComment => Code::FirstComment,
            Reason::Banned { .. } => Code::Banned,
            Reason::HeldAlways { .. } => Code::HeldAlways,
            Reason::Trusted { .. } => Code::Trusted,
            Reason::Rule { .. } => Code::Rule,
            Reason::Surge { .. } => Code::Surge,
            Reason::CommentsHeld { .. } => Code::CommentsHeld,
            Reason::Score { .. } => Code::Score,
            Reason::NoScore => Code::NoScore,
            Reason::Akismet { .. } => Code::Akismet,
            Reason::AkismetUnavailable { .. } => Code::AkismetUnavailable,
        }
    }

    /// Whether the reason is about the form or the name, so that it still applies when the text
    /// changes.
    pub fn is_about_the_form(&self) -> bool {
        match self {
            Reason::Honeypot
            | Reason::FormUnsigned
            | Reason::FormTooYoung { .. }
            | Reason::StaffName => true,
            Reason::PolicyHoldAll
            | Reason::Links { .. }
            | Reason::PolicyHoldLinks { .. }
            | Reason::PolicyPublishAll
            | Reason::Edited
            | Reason::PolicyRulesOnly
            | Reason::PolicyKnownReader
            | Reason::PolicyStaff
            | Reason::FirstComment
            | Reason::Banned { .. }
            | Reason::HeldAlways { .. }
            | Reason::Trusted { .. }
            | Reason::Rule { .. }
            | Reason::Surge { .. }
            | Reason::CommentsHeld { .. }
            | Reason::Score { .. }
            | Reason::NoScore
            | Reason::Akismet { .. }
            | Reason::AkismetUnavailable { .. } => false,
        }
    }

    /// The effect on the first status.
    pub fn status_effect(&self) -> StatusEffect {
        match self {
            Reason::Banned { .. } => StatusEffect::Reject,
            Reason::Score { spam: true, .. } | Reason::Akismet { spam: true, .. } => {
                StatusEffect::MarkSpam
            }
            Reason::Honeypot
            | Reason::FormUnsigned
            | Reason::FormTooYoung { .. }
            | Reason::StaffName
            | Reason::HeldAlways { .. }
            | Reason::Edited
            | Reason::Surge { .. }
            | Reason::CommentsHeld { .. } => StatusEffect::AlwaysHold,
            Reason::Trusted { .. } => StatusEffect::AlwaysPublish,
            Reason::PolicyHoldAll
            | Reason::Links { .. }
            | Reason::FirstComment
            | Reason::NoScore
            | Reason::Akismet { spam: false, .. }
            | Reason::AkismetUnavailable { .. }
            | Reason::Score { spam: false, .. } => StatusEffect::Hold,
            Reason::PolicyHoldLinks { .. }
            | Reason::PolicyPublishAll
            | Reason::PolicyRulesOnly
            | Reason::PolicyKnownReader
            | Reason::PolicyStaff => StatusEffect::Publish,
            Reason::Rule { action, .. } => match action {
                Action::Hold => StatusEffect::AlwaysHold,
                Action::Reject => StatusEffect::Reject,
                Action::Spam => StatusEffect::MarkSpam,
                Action::Publish => StatusEffect::AlwaysPublish,
                Action::Flag => StatusEffect::None,
            },
        }
    }
}

/// A share of one in percent.
#[allow(clippy::cast_possible_truncation, reason = "between 0 and 100")]
fn percent(share: f64) -> i64 {
    (share.clamp(0.0, 1.0) * 100.0).round() as i64
}

/// The effect of a reason on the first status. Among a comment's reasons, the first of these
/// variants decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatusEffect {
    /// The comment is rejected.
    Reject,
    /// The comment is marked as spam.
    MarkSpam,
    /// The comment is held, even if an editor's rule would publish it.
    AlwaysHold,
    /// The comment is published: an editor's rule, or trust in the reader, overrides policies and
    /// scores.
    AlwaysPublish,
    /// The comment is held, unless a reason above publishes it.
    Hold,
    /// The comment is published.
    Publish,
    /// No effect; the reason is only shown.
    None,
}
