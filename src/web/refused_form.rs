//! A refused form with its fields, so that no text is lost. The page that reports the failure shows the
//! texts. At the desk it can send the form again, and the sign-in page hands it on to the next session.

use url::form_urlencoded;

use crate::i18n::Message;

/// The label of a text field. All other fields are hidden or chosen.
fn label(field: &str) -> Option<Message> {
    Some(match field {
        "text" | "body" => Message::field_text(),
        "title" => Message::field_title(),
        "summary" => Message::field_summary(),
        "words" => Message::flag_own_words(),
        "appeal" => Message::appeal_field(),
        "name" | "import_name" | "token_name" => Message::field_name(),
        "reason" => Message::flag_reason(),
        "reply" => Message::item_reply(),
        "to_author" => Message::item_to_author(),
        "note" => Message::again_note(),
        "left_note" => Message::note_for_colleagues(),
        "value" => Message::again_value(),
        "condition" => Message::again_condition(),
        "list" => Message::again_list(),
        "article" => Message::again_article(),
        "domain" => Message::again_domain(),
        "held_per_thousand" => Message::again_held(),
        "spam_per_thousand" => Message::again_spam(),
        _ => return None,
    })
}

/// Fields that belong to the page and are left out.
const OF_THE_PAGE: [&str; 2] = ["csrf", "kept"];

/// A refused form: its path and its fields in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedForm {
    /// The path.
    pub action: String,
    fields: Vec<(String, String)>,
    /// Whether a part is missing, because the form was too large or did not arrive.
    pub is_shortened: bool,
}

/// A text field that is not empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextField<'a> {
    /// The field's name.
    pub field: &'a str,
    /// Its label.
    pub label: Message,
    /// The text.
    pub text: &'a str,
}

impl TextField<'_> {
    /// The height of its field, in lines.
    pub fn rows(&self) -> usize {
        (self.text.lines().count() + self.text.chars().count() / 70).clamp(1, 12)
    }
}

impl RefusedForm {
    /// Reads what [`RefusedForm::text`] wrote for a form of the desk. It has been in a browser, so the
    /// action is checked.
    pub fn parse(text: &str) -> Option<RefusedForm> {
        let (action, body) = text.split_once('?')?;
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.~%".contains(&byte);
        let is_of_the_desk = action.starts_with("/desk/") && action.bytes().all(is_plain);
        is_of_the_desk.then(|| RefusedForm::new(action, body.as_bytes())).flatten()
    }

    /// The form in a body that was sent to `action`.
    pub(super) fn new(action: &str, body: &[u8]) -> Option<RefusedForm> {
        RefusedForm::of_fields(action, form_urlencoded::parse(body).into_owned().collect())
    }

    /// The form with these fields that was sent to `action`; none if it has a password, or nothing.
    pub fn of_fields(action: &str, mut fields: Vec<(String, String)>) -> Option<RefusedForm> {
        fields.retain(|(name, _)| !OF_THE_PAGE.contains(&name.as_str()));
        let has_password =
            fields.iter().any(|(name, value)| name.contains("password") && !value.is_empty());
        let is_kept = !fields.is_empty() && !has_password;
        is_kept.then(|| RefusedForm { action: action.to_owned(), fields, is_shortened: false })
    }

    /// As [`new`](RefusedForm::new), for a body of which fields were cut.
    pub(super) fn shortened(action: &str, body: &[u8]) -> Option<RefusedForm> {
        let mut form = RefusedForm::new(action, body)?;
        for (_, text) in &mut form.fields {
            // The rest of a character that was cut.
            text.truncate(text.trim_end_matches(char::REPLACEMENT_CHARACTER).len());
        }
        Some(RefusedForm { is_shortened: true, ..form })
    }

    /// The form as one line, for a hidden field.
    pub fn text(&self) -> String {
        let body =
            form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.fields).finish();
        format!("{}?{body}", self.action)
    }

    /// The text fields.
    pub fn text_fields(&self) -> Vec<TextField<'_>> {
        self.fields
            .iter()
            .filter(|(_, text)| !text.trim().is_empty())
            .filter_map(|(field, text)| Some(TextField { field, label: label(field)?, text }))
            .collect()
    }

    /// The other fields: name and value.
    pub fn other_fields(&self) -> Vec<(&str, &str)> {
        let words: Vec<&str> = self.text_fields().iter().map(|words| words.field).collect();
        let rest = self.fields.iter().filter(|(name, _)| !words.contains(&name.as_str()));
        rest.map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_travels_in_one_line_without_its_token() {
        let body = b"version=3&text=a+%26+b%0D%0Ac&csrf=secret&decision=reject&decision=x";
        let form = RefusedForm::new("/desk/comments/1/edit", body).expect("a form");
        assert_eq!(RefusedForm::parse(&form.text()).as_ref(), Some(&form));
        assert!(!form.text().contains("secret"));
        assert_eq!(
            form.text_fields(),
            [TextField { field: "text", label: Message::field_text(), text: "a & b\r\nc" }]
        );
        assert_eq!(
            form.other_fields(),
            [("version", "3"), ("decision", "reject"), ("decision", "x")]
        );
    }

    #[test]
    fn a_character_that_was_cut_is_left_out() {
        let form =
            RefusedForm::shortened("/desk/views", b"name=a%C3%A4%C3&back=x").expect("a form");
        assert_eq!(
            form.text_fields(),
            [TextField { field: "name", label: Message::field_name(), text: "a\u{e4}" }]
        );
        assert_eq!(form.other_fields(), [("back", "x")]);
    }

    #[test]
    fn only_forms_of_the_desk_without_a_password_are_kept() {
        for (action, body) in [
            ("/desk/account/password", "current_password=a&x=1"),
            ("/elsewhere", "text=a"),
            ("//evil.example/desk/", "text=a"),
            ("/desk/\\evil.example", "text=a"),
            ("/desk/views", "csrf=a"),
        ] {
            assert_eq!(RefusedForm::parse(&format!("{action}?{body}")), None, "{action}");
        }
    }
}
