//! A form that was sent and not done, with all that was written in it. The page that says why shows the
//! words. At the desk it sends the form again, and the sign-in page carries it over to the next session.

use url::form_urlencoded;

use crate::i18n::Message;

/// The label of a field in which people write. All other fields are hidden or chosen.
fn label(field: &str) -> Option<Message> {
    Some(match field {
        "text" => Message::field_text(),
        "words" => Message::flag_own_words(),
        "appeal" => Message::appeal_field(),
        "name" | "import_name" | "token_name" => Message::field_name(),
        "reason" => Message::flag_reason(),
        "reply" => "Your reply".into(),
        "to_author" => "Message to the author".into(),
        "note" => "Note".into(),
        "left_note" => "Note for colleagues".into(),
        "value" => "Value".into(),
        "condition" => "Condition".into(),
        "list" => "List".into(),
        "article" => "Article".into(),
        "domain" => "Domain".into(),
        "held_per_thousand" => "Held per thousand".into(),
        "spam_per_thousand" => "Spam per thousand".into(),
        _ => return None,
    })
}

/// Fields that are of the page, and made anew for each.
const OF_THE_PAGE: [&str; 2] = ["csrf", "kept"];

/// A form: where it was sent, and its fields in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptForm {
    /// The path.
    pub action: String,
    fields: Vec<(String, String)>,
    /// Whether long fields were shortened, because the form was too large.
    pub is_shortened: bool,
}

/// A field in which somebody has written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenField<'a> {
    /// The field's name.
    pub field: &'a str,
    /// What the page calls it.
    pub label: Message,
    /// The text.
    pub text: &'a str,
}

impl WrittenField<'_> {
    /// The height of its field, in lines.
    pub fn rows(&self) -> usize {
        (self.text.lines().count() + self.text.chars().count() / 70).clamp(1, 12)
    }
}

impl KeptForm {
    /// Reads what [`KeptForm::text`] wrote for a form of the desk. It has been in a browser, so the
    /// action is checked.
    pub fn parse(text: &str) -> Option<KeptForm> {
        let (action, body) = text.split_once('?')?;
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.~%".contains(&byte);
        let is_of_the_desk = action.starts_with("/desk/") && action.bytes().all(is_plain);
        is_of_the_desk.then(|| KeptForm::new(action, body.as_bytes())).flatten()
    }

    /// The form in a body that was sent to `action`.
    pub(super) fn new(action: &str, body: &[u8]) -> Option<KeptForm> {
        let fields: Vec<(String, String)> = form_urlencoded::parse(body)
            .into_owned()
            .filter(|(name, _)| !OF_THE_PAGE.contains(&name.as_str()))
            .collect();
        let has_password = fields.iter().any(|(name, _)| name.contains("password"));
        let is_kept = !fields.is_empty() && !has_password;
        is_kept.then(|| KeptForm { action: action.to_owned(), fields, is_shortened: false })
    }

    /// As [`new`](KeptForm::new), for a body of which each field was cut after some bytes.
    pub(super) fn shortened(action: &str, body: &[u8]) -> Option<KeptForm> {
        let mut form = KeptForm::new(action, body)?;
        for (_, text) in &mut form.fields {
            // What is left of a character that was cut.
            text.truncate(text.trim_end_matches(char::REPLACEMENT_CHARACTER).len());
        }
        Some(KeptForm { is_shortened: true, ..form })
    }

    /// In one line, for a hidden field.
    pub fn text(&self) -> String {
        let body =
            form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.fields).finish();
        format!("{}?{body}", self.action)
    }

    /// What was written.
    pub fn words(&self) -> Vec<WrittenField<'_>> {
        self.fields
            .iter()
            .filter(|(_, text)| !text.trim().is_empty())
            .filter_map(|(field, text)| Some(WrittenField { field, label: label(field)?, text }))
            .collect()
    }

    /// The other fields: name and value.
    pub fn rest(&self) -> Vec<(&str, &str)> {
        let words: Vec<&str> = self.words().iter().map(|words| words.field).collect();
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
        let form = KeptForm::new("/desk/comments/1/edit", body).expect("a form");
        assert_eq!(KeptForm::parse(&form.text()).as_ref(), Some(&form));
        assert!(!form.text().contains("secret"));
        assert_eq!(
            form.words(),
            [WrittenField { field: "text", label: Message::field_text(), text: "a & b\r\nc" }]
        );
        assert_eq!(form.rest(), [("version", "3"), ("decision", "reject"), ("decision", "x")]);
    }

    #[test]
    fn a_character_that_was_cut_is_left_out() {
        let form = KeptForm::shortened("/desk/views", b"name=a%C3%A4%C3&back=x").expect("a form");
        assert_eq!(
            form.words(),
            [WrittenField { field: "name", label: Message::field_name(), text: "a\u{e4}" }]
        );
        assert_eq!(form.rest(), [("back", "x")]);
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
            assert_eq!(KeptForm::parse(&format!("{action}?{body}")), None, "{action}");
        }
    }
}
