//! A refused form with its fields, so that no text is lost. The page that reports the failure shows the
//! texts. At the desk it can send the form again, and the sign-in page hands it on to the next session.

use url::form_urlencoded;

use crate::i18n::Message;

/// The label of a text field. A field that is not known here is shown by its name, so that a new
/// form cannot lose words because it was forgotten.
fn label(field: &str) -> Message {
    match field {
        "text" | "body" => Message::field_text(),
        "title" => Message::field_title(),
        "summary" => Message::field_summary(),
        "words" => Message::flag_own_words(),
        "appeal" => Message::appeal_field(),
        "name" | "import_name" | "token_name" => Message::field_name(),
        "email" => Message::field_email(),
        "website" => Message::field_website(),
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
        "tags" => Message::field_tags(),
        "byline" => Message::field_byline(),
        "path" => Message::field_path(),
        "published_at" => Message::again_time(),
        "language" => Message::field_language(),
        "remark" => Message::field_remark(),
        "lead_alt" | "text_alt" | "alt" => Message::media_alt(),
        "lead_caption" | "caption" => Message::media_caption(),
        "lead_credit" | "credit" => Message::media_credit(),
        "lead_other" => Message::lead_other(),
        "correction" => Message::field_correction(),
        "description" => Message::field_description(),
        "guidelines" => Message::field_guidelines(),
        "comments_message" => Message::field_comments_message(),
        _ => Message::again_entry(field),
    }
}

/// Fields that belong to the page and are left out.
const OF_THE_PAGE: [&str; 2] = ["csrf", "kept"];

/// What a page puts into its forms, and the buttons: a form with nothing else was a press.
const OF_A_PRESS: [&str; 28] = [
    "after",
    "back",
    "cause",
    "claim",
    "decision",
    "disabled",
    "do",
    "effect",
    "enabled",
    "expected",
    "form_id",
    "group",
    "homepage2",
    "id",
    "ids",
    "mark",
    "next",
    "page",
    "parent_id",
    "placed",
    "reset",
    "resolution",
    "seen",
    "stamp",
    "state",
    "step",
    "to",
    "version",
];

/// Fields in which one chooses. Their names come back, but nobody reads them.
const CHOSEN: &[&str] = &[
    "accounts",
    "action",
    "banned",
    "combine",
    "comments",
    "comments.mode",
    "comments_days",
    "consent",
    "days",
    "featured",
    "feeds.content",
    "format",
    "frequency",
    "import_action",
    "kind",
    "lead",
    "lead_decorates",
    "lead_image",
    "menu",
    "menu_order",
    "notify",
    "parent",
    "place",
    "policy",
    "position",
    "replace_redirect",
    "role",
    "scope",
    "site.transparency",
    "sticky",
    "sure",
    "system",
    "take_over",
    "teach",
    "timezone",
    "topic",
    "unmatched",
    "unprotect",
    "updated",
];
/// The beginnings of their names, where they are numbered.
const CHOSEN_OF_MANY: [&str; 4] = ["row-", "section-", "pick-", "choice-"];

fn is_of_a_press(field: &str) -> bool {
    OF_A_PRESS.contains(&field)
}

fn is_chosen(field: &str) -> bool {
    CHOSEN.contains(&field)
        || CHOSEN_OF_MANY.iter().any(|start| field.starts_with(start))
        || (field.starts_with('t') && (field.ends_with("-field") || field.ends_with("-operator")))
}

/// The pair by which the name of a password travels whose value is not kept.
const LEFT_OUT: &str = "password_left_out";

/// A refused form: its path and its fields in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedForm {
    /// The path.
    pub action: String,
    fields: Vec<(String, String)>,
    /// The names of its passwords. A page must not show them, so they have to be entered again.
    pub passwords: Vec<String>,
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

    /// The form with these fields that was sent to `action`, without its passwords; none if nothing else
    /// was in it.
    pub fn of_fields(action: &str, mut fields: Vec<(String, String)>) -> Option<RefusedForm> {
        let mut passwords = Vec::new();
        fields.retain(|(name, value)| {
            if name == LEFT_OUT {
                passwords.push(value.clone());
            } else if name.contains("password") && !value.is_empty() {
                passwords.push(name.clone());
            } else {
                return !OF_THE_PAGE.contains(&name.as_str());
            }
            false
        });
        let action = action.to_owned();
        let is_kept = !fields.is_empty();
        is_kept.then_some(RefusedForm { action, fields, passwords, is_shortened: false })
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
        let left_out = self.passwords.iter().map(|name| (LEFT_OUT, name));
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(&self.fields)
            .extend_pairs(left_out)
            .finish();
        format!("{}?{body}", self.action)
    }

    /// Whether it was no more than a press of a button, which is repeated sooner than read.
    pub fn is_press(&self) -> bool {
        self.passwords.is_empty()
            && self
                .fields
                .iter()
                .all(|(field, text)| is_of_a_press(field) || text.trim().is_empty())
    }

    /// The text fields.
    pub fn text_fields(&self) -> Vec<TextField<'_>> {
        let shown = self.fields.iter().filter(|(field, text)| self.is_text(field, text));
        shown.map(|(field, text)| TextField { field, label: label(field), text }).collect()
    }

    /// The other fields: name and value.
    pub fn other_fields(&self) -> Vec<(&str, &str)> {
        let rest = self.fields.iter().filter(|(field, text)| !self.is_text(field, text));
        rest.map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }

    fn is_text(&self, field: &str, text: &str) -> bool {
        // Boxes to tick share a name.
        let is_one_of_several = || self.fields.iter().filter(|(name, _)| name == field).count() > 1;
        let is_shown = !text.trim().is_empty() && !is_of_a_press(field) && !is_chosen(field);
        is_shown && !is_one_of_several()
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
    fn a_form_with_a_password_is_kept_without_it() {
        let body = b"title=Ferry&password=secret&step=save";
        let form = RefusedForm::new("/desk/articles/new", body).expect("a form");
        assert_eq!(form.passwords, ["password"]);
        assert!(!form.text().contains("secret"));
        assert_eq!(RefusedForm::parse(&form.text()).as_ref(), Some(&form));
        // A story that has none loses none.
        let body = b"title=Ferry&password=&step=save";
        let form = RefusedForm::new("/desk/articles/new", body).expect("a form");
        assert!(form.passwords.is_empty());
    }

    #[test]
    fn a_field_that_nobody_thought_of_is_shown_by_its_name() {
        let form = RefusedForm::new(
            "/desk/settings",
            b"site.tagline=By+the+sea&seen=x&comments.mode=open",
        )
        .expect("a form");
        assert_eq!(
            form.text_fields(),
            [TextField {
                field: "site.tagline",
                label: Message::again_entry("site.tagline"),
                text: "By the sea"
            }]
        );
        assert_eq!(form.other_fields(), [("seen", "x"), ("comments.mode", "open")]);
        assert!(!form.is_press());
        let form = RefusedForm::new("/desk/front", b"row-1=7&lead=3").expect("a form");
        assert!(form.text_fields().is_empty() && !form.is_press(), "what was arranged is kept");
        let press =
            RefusedForm::new("/desk/comments/7/claim", b"claim=release&back=").expect("a form");
        assert!(press.is_press());
    }

    #[test]
    fn only_forms_of_the_desk_are_kept() {
        for (action, body) in [
            ("/desk/account/password", "current_password=a&new_password=b"),
            ("/elsewhere", "text=a"),
            ("//evil.example/desk/", "text=a"),
            ("/desk/\\evil.example", "text=a"),
            ("/desk/views", "csrf=a"),
        ] {
            assert_eq!(RefusedForm::parse(&format!("{action}?{body}")), None, "{action}");
        }
    }
}
