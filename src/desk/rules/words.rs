//! Sentences about rules, in the language of the member of staff.

use crate::i18n::Message;
use crate::screening::rules::model::Action;

/// The action in a list: "hold".
pub(super) fn action(action: Action) -> Message {
    match action {
        Action::Hold => Message::rule_hold(),
        Action::Reject => Message::rule_reject(),
        Action::Spam => Message::rule_spam(),
        Action::Publish => Message::rule_publish(),
        Action::Flag => Message::rule_flag(),
    }
}

/// The action as a choice: "it is held for a decision".
pub(super) fn action_sentence(action: Action) -> Message {
    match action {
        Action::Hold => Message::rule_hold_text(),
        Action::Reject => Message::rule_reject_text(),
        Action::Spam => Message::rule_spam_text(),
        Action::Publish => Message::rule_publish_text(),
        Action::Flag => Message::rule_flag_text(),
    }
}
