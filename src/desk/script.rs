//! The texts that the desk's script writes itself, such as the outcome of a decision, in the language of
//! the member. A page has them as JSON in an element `#texts`; a text has gaps such as `{name}`, and one
//! with a number is an object with a text for each plural form.

use serde_json::{Map, Value};

use crate::i18n::{Html, Language, Words};

/// The texts as JSON that can stand in an element `script`.
pub fn texts(words: &Words) -> Html {
    let plain = [
        ("keyTwice", words.said_key_twice("{key}")),
        ("keysSaved", words.said_keys_saved()),
        ("keysOff", words.said_keys_off()),
        ("keysReset", words.said_keys_reset()),
        ("last", words.said_last()),
        ("first", words.said_first()),
        ("leftNone", words.said_left_none()),
        ("unselected", words.said_unselected()),
        ("noChange", words.said_no_change()),
        ("panelOpen", words.said_panel_open()),
        ("nothingToUndo", words.said_nothing_to_undo()),
        ("allClear", words.blank_clear()),
        ("undo", words.undo()),
        ("thisReader", words.said_this_reader()),
        ("comment", words.said_comment("{name}")),
        ("approved", words.said_approved("{comment}")),
        ("rejected", words.said_rejected("{comment}")),
        ("spam", words.said_spam("{comment}")),
        ("deleted", words.said_deleted("{comment}")),
        ("held", words.said_held("{comment}")),
        ("undone", words.said_undone("{comment}")),
        ("notApproved", words.said_not_approved("{comment}")),
        ("notRejected", words.said_not_rejected("{comment}")),
        ("notSpam", words.said_not_spam("{comment}")),
        ("notDeleted", words.said_not_deleted("{comment}")),
        ("notHeld", words.said_not_held("{comment}")),
        ("notUndone", words.said_not_undone("{comment}")),
        ("hadWritten", words.said_had_written("{text}")),
        ("notShown", words.said_not_shown("{cause}")),
        ("causeSignedOut", words.said_cause_signed_out()),
        ("signedOut", words.said_signed_out()),
        ("badAnswer", words.said_bad_answer()),
        ("unreachable", words.said_unreachable()),
        ("signInAgain", words.said_sign_in_again()),
        ("look", words.said_look()),
        ("dismiss", words.said_dismiss()),
    ];
    let counted: [(&str, &dyn Fn(i64) -> String); 7] = [
        ("new", &|count| words.said_new(count).into_owned()),
        ("newOrMore", &|count| words.said_new_or_more(count).into_owned()),
        ("arrived", &|count| words.said_arrived(count).into_owned()),
        ("left", &|count| words.said_left(count).into_owned()),
        ("leftMore", &|count| words.said_left_more(count).into_owned()),
        ("selected", &|count| words.said_selected(count).into_owned()),
        ("commentAndAlike", &|count| words.said_comment_and_alike("{name}", count).into_owned()),
    ];
    let digits: String = (0..10).map(|digit| words.number(digit)).collect();
    let plain = plain.iter().map(|(name, text)| (*name, Value::from(text.as_ref())));
    let counted = counted.into_iter().map(|(name, say)| (name, plural_forms(words, say)));
    let texts: Map<String, Value> = plain
        .chain(counted)
        .chain([("digits", Value::from(digits))])
        .map(|(name, text)| (name.to_owned(), text))
        .collect();
    // So that no text can end the element.
    Html(Value::Object(texts).to_string().replace('<', "\\u003c"))
}

/// A text for each plural form of the language, under its name in CLDR. The browser chooses between
/// them, and puts its number in place of the example's.
fn plural_forms(words: &Words, say: &dyn Fn(i64) -> String) -> Value {
    let examples: &[(&str, i64)] = match words.language() {
        Language::Arabic => {
            &[("zero", 0), ("one", 1), ("two", 2), ("few", 3), ("many", 11), ("other", 100)]
        }
        _ => &[("one", 1), ("other", 100)],
    };
    let form = |(name, count): &(&str, i64)| {
        let text = say(*count).replace(&words.number(*count), "{count}");
        ((*name).to_owned(), Value::from(text))
    };
    Value::Object(examples.iter().map(form).collect::<Map<_, _>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_plural_form_has_a_gap_for_the_number_unless_it_says_it() {
        let texts = |tag| -> Value {
            let html = texts(&Words::of(tag)).0;
            assert!(!html.contains('<'));
            serde_json::from_str(&html).expect("JSON")
        };
        let english = texts("en");
        assert_eq!(english["arrived"]["one"], "{count} new comment is in the list.");
        assert_eq!(english["arrived"]["other"], "{count} new comments are in the list.");
        let arabic = texts("ar");
        assert_eq!(
            arabic["left"]["two"],
            "\u{628}\u{642}\u{64a} \u{627}\u{62b}\u{646}\u{627}\u{646} \u{641}\u{64a} \u{627}\u{644}\u{642}\u{627}\u{626}\u{645}\u{629}."
        );
        assert!(arabic["left"]["few"].as_str().is_some_and(|text| text.contains("{count}")));
        assert_eq!(arabic["digits"].as_str().map(|digits| digits.chars().count()), Some(10));
        // The script knows no other text than these.
        let script = include_str!("../../crates/base/src/web/assets/desk.js");
        for called in script.split("phrase('").skip(1).filter_map(|rest| rest.split('\'').next()) {
            assert!(!english[called].is_null(), "{called} is not among the texts");
        }
    }
}
