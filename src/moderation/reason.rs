//! The reasons that staff can give for a decision: a fixed list, so that they can be counted. Authors
//! read a sentence of the configuration for each ([`crate::config::reasons::Reasons`]). No I/O.

use crate::named_enum;

named_enum! {
    /// The reason of a decision by staff.
    pub enum ReasonCode {
        /// Advertising, or written to place a link.
        Spam => "spam",
        /// Insults, threatens or harasses somebody.
        Abuse => "abuse",
        /// Is not about the article.
        OffTopic => "off_topic",
        /// Discloses personal data.
        PersonalData => "personal_data",
        /// May be against the law.
        Illegal => "illegal",
        /// Repeats an earlier comment of the same reader.
        Duplicate => "duplicate",
        /// Adds nothing to the discussion.
        Quality => "quality",
        /// Anything else; the message to the author or the note explains it.
        Other => "other",
    }
}

impl ReasonCode {
    /// The label of the desk's buttons.
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::i18n::Words;
    use crate::reviews::model::FlagReason;

    #[test]
    fn names_are_the_same_in_json_and_in_code() {
        for reason in ReasonCode::ALL {
            assert_eq!(serde_json::to_value(reason).expect("a name"), reason.name());
            assert_eq!(ReasonCode::parse(reason.name()), Some(reason));
            assert!(!reason.label().is_empty());
        }
        assert_eq!(ReasonCode::parse("civil"), None);
    }

    #[test]
    fn authors_read_a_sentence_for_every_reason_and_it_can_be_set() {
        let config = Config::from_toml("[reasons]\nquality = \"Tell us more.\"").expect("valid");
        let sentence = |name: &str| config.reasons.sentence(name).in_english();
        assert!(ReasonCode::ALL.iter().all(|reason| !sentence(reason.name()).is_empty()));
        assert_eq!(sentence("quality"), "Tell us more.");
        let in_spanish = Words::of("es");
        let spam = config.reasons.sentence("spam");
        assert_eq!(in_spanish.say(&spam), "Parece publicidad.");
        assert!(Config::from_toml("[reasons]\nquality = \" \"").is_err());
    }

    #[test]
    fn every_flags_reason_is_a_reason_to_reject() {
        for reason in FlagReason::ALL {
            assert!(ReasonCode::parse(reason.name()).is_some());
            assert_eq!(serde_json::to_value(reason).expect("a name"), reason.name());
        }
    }
}
