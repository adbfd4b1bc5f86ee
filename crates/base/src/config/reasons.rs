//! The reasons that staff can give for a decision, and the sentences that authors read of them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::config::layers::Layers;
use crate::config::values::visible_line;
use crate::i18n::{self, Message, Words};
use crate::named_enum;

named_enum! {
    /// The reason of a decision by staff: a fixed list, so that they can be counted.
    #[derive(PartialOrd, Ord)]
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
    /// The key of its sentence in the configuration: `reasons.off_topic`.
    pub fn key(self) -> &'static str {
        static KEYS: LazyLock<[String; ReasonCode::ALL.len()]> =
            LazyLock::new(|| ReasonCode::ALL.map(|reason| format!("reasons.{}", reason.name())));
        &KEYS[self as usize]
    }

    /// The label on readers' pages.
    pub fn public_label(self) -> Message {
        match self {
            ReasonCode::Spam => Message::label_spam(),
            ReasonCode::Abuse => Message::label_abuse(),
            ReasonCode::OffTopic => Message::label_off_topic(),
            ReasonCode::PersonalData => Message::label_personal_data(),
            ReasonCode::Illegal => Message::label_illegal(),
            ReasonCode::Duplicate => Message::label_duplicate(),
            ReasonCode::Quality => Message::label_quality(),
            ReasonCode::Other => Message::label_other(),
        }
    }

    /// What authors read unless the configuration has a sentence of its own.
    pub(super) fn own_sentence(self) -> Message {
        match self {
            ReasonCode::Spam => Message::reason_spam(),
            ReasonCode::Abuse => Message::reason_abuse(),
            ReasonCode::OffTopic => Message::reason_off_topic(),
            ReasonCode::PersonalData => Message::reason_personal_data(),
            ReasonCode::Illegal => Message::reason_illegal(),
            ReasonCode::Duplicate => Message::reason_duplicate(),
            ReasonCode::Quality => Message::reason_quality(),
            ReasonCode::Other => Message::reason_other(),
        }
    }

    /// The label of the desk's buttons.
    pub fn label(self) -> Message {
        match self {
            ReasonCode::Spam => Message::for_spam(),
            ReasonCode::Abuse => Message::for_abuse(),
            ReasonCode::OffTopic => Message::for_off_topic(),
            ReasonCode::PersonalData => Message::for_personal_data(),
            ReasonCode::Illegal => Message::for_illegal(),
            ReasonCode::Duplicate => Message::for_duplicate(),
            ReasonCode::Quality => Message::for_quality(),
            ReasonCode::Other => Message::for_other(),
        }
    }
}

/// The sentences of the configuration. A reason without one has the program's own sentence, in the
/// language of the page or mail that shows it.
#[derive(Clone, Debug, Default)]
pub struct Reasons(pub(super) BTreeMap<ReasonCode, String>);

impl Reasons {
    /// Copies the sentence of `reason` from `other`.
    pub(super) fn copy(&mut self, reason: ReasonCode, other: &Reasons) {
        match other.0.get(&reason) {
            Some(sentence) => self.0.insert(reason, sentence.clone()),
            None => self.0.remove(&reason),
        };
    }

    /// The sentence of `reason`.
    pub fn sentence(&self, reason: ReasonCode) -> Message {
        self.0.get(&reason).map_or_else(|| reason.own_sentence(), |set| Message::from(set.clone()))
    }
}

/// Reads the section: the sentences that are set.
pub(super) fn read(layers: &mut Layers, language: &str) -> Option<Reasons> {
    let words = Words::of(i18n::translated(language));
    let sentences = ReasonCode::ALL.map(|reason| {
        let set = layers.optional(reason.key(), visible_line)?;
        if set.is_none() {
            layers.computed(reason.key(), &words.say(&reason.own_sentence()), "site.language");
        }
        Some(set.map(|sentence| (reason, sentence)))
    });
    let set = sentences.into_iter().collect::<Option<Vec<_>>>()?;
    Some(Reasons(set.into_iter().flatten().collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::i18n::Words;

    #[test]
    fn names_are_the_same_in_json_and_in_code() {
        for reason in ReasonCode::ALL {
            assert_eq!(serde_json::to_value(reason).expect("a name"), reason.name());
            assert_eq!(ReasonCode::parse(reason.name()), Some(reason));
            assert!(
                !reason.label().in_english().is_empty()
                    && !reason.public_label().in_english().is_empty()
            );
            assert_eq!(reason.key().strip_prefix("reasons."), Some(reason.name()));
        }
        assert_eq!(ReasonCode::parse("civil"), None);
    }

    #[test]
    fn authors_read_a_sentence_for_every_reason_and_it_can_be_set() {
        let config = Config::from_toml("[reasons]\nquality = \"Tell us more.\"").expect("valid");
        let sentence = |reason| config.reasons.sentence(reason).in_english();
        assert!(ReasonCode::ALL.into_iter().all(|reason| !sentence(reason).is_empty()));
        assert_eq!(sentence(ReasonCode::Quality), "Tell us more.");
        let in_spanish = Words::of("es");
        let spam = config.reasons.sentence(ReasonCode::Spam);
        assert_eq!(in_spanish.say(&spam), "Parece publicidad.");
        assert!(Config::from_toml("[reasons]\nquality = \" \"").is_err());
    }
}
