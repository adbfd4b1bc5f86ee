//! What a rule says, in the language of the member of staff.

use crate::i18n::Message;
use crate::screening::rules::condition::{Condition, Field, Operator, Test, Value};
use crate::screening::rules::model::Action;

/// Characters of a value in a sentence.
const QUOTED: usize = 60;

pub(super) fn field(field: Field) -> Message {
    match field {
        Field::Text => Message::rule_of_text(),
        Field::Name => Message::rule_of_name(),
        Field::Website => Message::rule_of_website(),
        Field::AddressDomain => Message::rule_of_address_domain(),
        Field::NetworkPrefix => Message::rule_of_network(),
        Field::Anywhere => Message::rule_of_anything(),
        Field::Domain => Message::rule_of_domain(),
        Field::Language => Message::rule_of_language(),
        Field::LinkCount => Message::rule_of_links(),
        Field::Length => Message::rule_of_length(),
        Field::Article => Message::rule_of_article(),
        Field::Section => Message::rule_of_section(),
        Field::ReaderApproved => Message::rule_of_approved(),
        Field::ReaderRejected => Message::rule_of_rejected(),
        Field::FormAge => Message::rule_of_form_age(),
    }
}

pub(super) fn operator(operator: Operator) -> Message {
    match operator {
        Operator::ContainsWord => Message::rule_contains_word(),
        Operator::Contains => Message::rule_contains(),
        Operator::Wildcard => Message::rule_wildcard(),
        Operator::Regex => Message::rule_regex(),
        Operator::InList => Message::rule_in_list(),
        Operator::MoreThan => Message::rule_more_than(),
        Operator::LessThan => Message::rule_less_than(),
    }
}

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

/// The condition in one line: "text contains the word “casino” or 311 others".
pub(super) fn condition(condition: &Condition) -> Message {
    match condition {
        Condition::Test(test) => sentence(test),
        Condition::All { all } => joined(all, Message::rule_and),
        Condition::Any { any } => joined(any, Message::rule_or),
    }
}

fn joined(parts: &[Condition], join: fn(Message, Message) -> Message) -> Message {
    let part = |part: &Condition| match part {
        Condition::Test(test) => sentence(test),
        group => Message::rule_group(condition(group)),
    };
    let Some((last, others)) = parts.split_last() else { return Message::rule_number("") };
    others.iter().rev().fold(part(last), |rest, first| join(part(first), rest))
}

fn sentence(test: &Test) -> Message {
    let value = match &test.value {
        Value::Number(number) => Message::rule_number(number.to_string()),
        Value::Text(text) => Message::rule_quoted(short(text)),
        Value::List(list) => match list.as_slice() {
            [] => Message::rule_number(""),
            [one] => Message::rule_quoted(short(one)),
            [first, others @ ..] => Message::rule_quoted_more(short(first), others.len()),
        },
    };
    Message::rule_test(field(test.field), operator(test.operator), value)
}

fn short(text: &str) -> String {
    let begins: String = text.chars().take(QUOTED).collect();
    if begins.len() < text.len() { format!("{begins}…") } else { begins }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Words;

    #[test]
    fn a_condition_is_a_sentence_in_each_language() {
        let test = |value: Value| {
            Condition::Test(Test { field: Field::Text, operator: Operator::ContainsWord, value })
        };
        let one = test(Value::Text("x".repeat(61)));
        let list = test(Value::List(vec!["mud".to_owned(), "silt".to_owned(), "sand".to_owned()]));
        let links = Condition::Test(Test {
            field: Field::LinkCount,
            operator: Operator::MoreThan,
            value: Value::Number(2.0),
        });
        let all = Condition::All { all: vec![list, Condition::Any { any: vec![links, one] }] };
        let said = condition(&all);
        let long = format!("{}…", "x".repeat(60));
        assert_eq!(
            said.in_english(),
            format!(
                "text contains the word “mud” or 2 others, and (number of links is more than 2, or text contains the word “{long}”)"
            )
        );
        let german = Words::of("de");
        assert!(german.say(&said).starts_with("Text enthält das Wort „mud“ oder 2 andere, und ("));
    }
}
