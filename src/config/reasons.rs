//! What authors read of the reasons for rejecting a comment.

use std::collections::BTreeMap;

use crate::i18n::Message;

/// The sentences of the configuration, each under the name of its reason: `off_topic`. A reason
/// without one has the program's own sentence, in the language of the page or mail that shows it.
#[derive(Clone, Debug, Default)]
pub struct Reasons(pub(super) BTreeMap<&'static str, String>);

impl Reasons {
    /// Takes the sentence for the reason called `name` from `other`.
    pub(super) fn take(&mut self, name: &'static str, other: &Reasons) {
        match other.0.get(name) {
            Some(sentence) => self.0.insert(name, sentence.clone()),
            None => self.0.remove(name),
        };
    }

    /// The sentence for the reason called `name`; empty for a name that is none.
    pub fn sentence(&self, name: &str) -> Message {
        self.0.get(name).map_or_else(|| own_sentence(name), |set| Message::from(set.clone()))
    }
}

/// The program's own sentence. `moderation::reason` has a test that none is missing.
pub(super) fn own_sentence(name: &str) -> Message {
    match name {
        "spam" => Message::reason_spam(),
        "abuse" => Message::reason_abuse(),
        "off_topic" => Message::reason_off_topic(),
        "personal_data" => Message::reason_personal_data(),
        "illegal" => Message::reason_illegal(),
        "duplicate" => Message::reason_duplicate(),
        "quality" => Message::reason_quality(),
        "other" => Message::reason_other(),
        _ => Message::from(""),
    }
}
