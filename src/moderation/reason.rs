//! The reasons that staff can give for a decision: a fixed list, so that they can be counted and
//! told to authors in the same words each time. No I/O.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Why staff decided as they did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReasonCode {
    /// Advertising, or made to be linked from here.
    Spam,
    /// Insults, threatens or hounds somebody.
    Abuse,
    /// Is not about the article.
    OffTopic,
    /// Tells what is nobody else's affair about a person.
    PersonalData,
    /// May be against the law.
    Illegal,
    /// Says what the same reader has said already.
    Duplicate,
    /// Adds nothing that others could answer.
    Quality,
    /// Anything else; the words to the author or the note tell what.
    Other,
}

impl ReasonCode {
    /// Every reason, in the order in which the desk offers them: its digits, from 1.
    pub const ALL: [ReasonCode; 8] = [
        ReasonCode::Spam,
        ReasonCode::Abuse,
        ReasonCode::OffTopic,
        ReasonCode::PersonalData,
        ReasonCode::Illegal,
        ReasonCode::Duplicate,
        ReasonCode::Quality,
        ReasonCode::Other,
    ];

    /// The name in JSON, in the log and in queries: `off_topic`.
    pub fn name(self) -> &'static str {
        match self {
            ReasonCode::Spam => "spam",
            ReasonCode::Abuse => "abuse",
            ReasonCode::OffTopic => "off_topic",
            ReasonCode::PersonalData => "personal_data",
            ReasonCode::Illegal => "illegal",
            ReasonCode::Duplicate => "duplicate",
            ReasonCode::Quality => "quality",
            ReasonCode::Other => "other",
        }
    }

    /// A few words for the desk's buttons.
    pub fn label(self) -> &'static str {
        match self {
            ReasonCode::Spam => "Spam",
            ReasonCode::Abuse => "Abuse",
            ReasonCode::OffTopic => "Off topic",
            ReasonCode::PersonalData => "Personal data",
            ReasonCode::Illegal => "Illegal",
            ReasonCode::Duplicate => "Duplicate",
            ReasonCode::Quality => "Quality",
            ReasonCode::Other => "Other",
        }
    }

    /// A sentence for the comment's author.
    pub fn sentence(self) -> &'static str {
        match self {
            ReasonCode::Spam => "It reads like advertising.",
            ReasonCode::Abuse => "It insults or threatens somebody.",
            ReasonCode::OffTopic => "It is not about the article.",
            ReasonCode::PersonalData => "It gives away personal data.",
            ReasonCode::Illegal => "It may be against the law.",
            ReasonCode::Duplicate => "It says what you have said already.",
            ReasonCode::Quality => "It adds nothing that others could answer.",
            ReasonCode::Other => "It does not fit into this discussion.",
        }
    }

    /// The reason of that name.
    pub fn of(name: &str) -> Option<ReasonCode> {
        ReasonCode::ALL.into_iter().find(|reason| reason.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reviews::model::FlagReason;

    #[test]
    fn names_are_the_same_in_json_and_in_code() {
        for reason in ReasonCode::ALL {
            assert_eq!(serde_json::to_value(reason).expect("a name"), reason.name());
            assert_eq!(ReasonCode::of(reason.name()), Some(reason));
            assert!(!reason.label().is_empty() && reason.sentence().ends_with('.'));
        }
        assert_eq!(ReasonCode::of("civil"), None);
    }

    #[test]
    fn every_flags_reason_is_a_reason_to_reject() {
        for reason in FlagReason::ALL {
            assert!(ReasonCode::of(reason.code()).is_some());
            assert_eq!(serde_json::to_value(reason).expect("a name"), reason.code());
        }
    }
}
