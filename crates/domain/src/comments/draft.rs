//! A new comment, unchecked ([`RawDraft`]) and checked ([`Draft`]). A [`Draft`] exists only if
//! every field is valid.

use std::fmt;

use url::Url;

use crate::address::EmailAddress;
use crate::error::FieldError;
use crate::i18n::Message;
use crate::ids::CommentId;
use crate::markup::{self, Visible};
use crate::subscriptions::model::Notify;
use crate::text::{self, FieldFault};

/// Longest comment, in characters after trimming.
pub const MAX_TEXT: usize = 20_000;

/// Longest name, in characters.
pub const MAX_NAME: usize = 100;

/// Longest website address, in bytes of its percent-encoded form.
pub const MAX_WEBSITE: usize = 500;

/// The fields as they were sent by the form or the JSON body; absent fields are empty.
#[derive(Clone, Default)]
pub struct RawDraft {
    /// The comment.
    pub text: String,
    /// The reader's name.
    pub name: String,
    /// The reader's address.
    pub email: String,
    /// The reader's website; may be empty.
    pub website: String,
    /// The number of the comment that is replied to; absent and empty mean none.
    pub parent_id: Option<String>,
    /// What the reader wants mail about: [`Notify::of_field`].
    pub notify: Option<String>,
    /// Whether the box is ticked, if the form has one: any value but those that mean no.
    pub consent: Option<String>,
}

/// A comment whose fields are checked and normalised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The comment.
    pub text: CommentText,
    /// The author's name.
    pub name: DisplayName,
    /// The address for mail to the reader; never published.
    pub email: EmailAddress,
    /// The website that the name links to.
    pub website: Option<Website>,
    /// The comment that it replies to.
    pub parent_id: Option<CommentId>,
    /// What the reader wants mail about.
    pub notify: Notify,
    /// Whether the author agreed to the words beside the box.
    pub consent: bool,
}

impl Draft {
    /// Checks all fields and reports every fault at once, in the order of the form.
    ///
    /// Borrows the fields, because the form is shown again with all of them if one has a fault.
    pub fn parse(raw: &RawDraft) -> Result<Draft, Vec<FieldError>> {
        let mut faults = Vec::new();
        let mut keep = |field, fault: FieldFault| faults.push(fault.of(field));

        let text = CommentText::parse(&raw.text).map_err(|fault| keep("text", fault)).ok();
        let name = DisplayName::parse(&raw.name).map_err(|fault| keep("name", fault)).ok();
        let email = EmailAddress::parse(&raw.email).map_err(|fault| keep("email", fault)).ok();
        let website = Website::parse(&raw.website).map_err(|fault| keep("website", fault)).ok();
        let parent_id =
            parent_id(raw.parent_id.as_deref()).map_err(|fault| keep("parent_id", fault)).ok();

        let notify =
            Notify::of_field(raw.notify.as_deref()).map_err(|fault| keep("notify", fault)).ok();

        match (text, name, email, website, parent_id, notify) {
            (Some(text), Some(name), Some(email), Some(website), Some(parent_id), Some(notify)) => {
                let consent = is_ticked(raw.consent.as_deref());
                Ok(Draft { text, name, email, website, parent_id, notify, consent })
            }
            _ => Err(faults),
        }
    }
}

impl fmt::Debug for RawDraft {
    /// Leaves out text and address, so that neither gets into a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawDraft").field("parent_id", &self.parent_id).finish_non_exhaustive()
    }
}

/// The text of a comment: Markdown of 1 to 20,000 characters, the sanitized HTML, and the text that
/// readers see, which is never empty.
///
/// Only this type renders comments, so that screening always judges what readers will see, not what
/// was typed. Rendering a few sentences takes some microseconds, the worst text of full length some
/// ten milliseconds.
#[derive(Clone, PartialEq, Eq)]
pub struct CommentText {
    markdown: String,
    html: String,
    visible: Visible,
}

impl CommentText {
    /// Checks and renders a comment's text; also for edits. Codes: `required`, `too_long`,
    /// `forbidden_characters`.
    pub fn parse(raw: &str) -> Result<CommentText, FieldFault> {
        let markdown = text::lines(raw)?;
        if markdown.is_empty() {
            return Err(FieldFault::new("required", Message::fault_comment_required()));
        }
        let length = markdown.chars().count();
        if length > MAX_TEXT {
            let detail = Message::fault_comment_long(MAX_TEXT, length);
            return Err(FieldFault::new("too_long", detail));
        }
        let rendered = markup::comment(&markdown);
        if let Some(c) = rendered.forbidden {
            return Err(text::named_character(c));
        }
        // References such as &#x301; are marks only now.
        text::check_marks(&rendered.html)?;
        Ok(CommentText { visible: Visible::of(&rendered.html), html: rendered.html, markdown })
    }

    /// The Markdown.
    pub fn as_str(&self) -> &str {
        &self.markdown
    }

    /// Sanitized HTML.
    pub fn html(&self) -> &str {
        &self.html
    }

    /// The text as readers see it.
    pub fn visible(&self) -> &Visible {
        &self.visible
    }
}

impl fmt::Debug for CommentText {
    /// Shows the length only, so that no reader's words get into a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CommentText({} bytes)", self.markdown.len())
    }
}

/// A reader's name: one line of 1 to 100 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisplayName(String);

impl DisplayName {
    /// Checks a name. Codes: `required`, `too_long`, `forbidden_characters`.
    pub fn parse(raw: &str) -> Result<DisplayName, FieldFault> {
        let name = text::line(raw)?;
        if name.is_empty() {
            return Err(FieldFault::new("required", Message::fault_name_required()));
        }
        let length = name.chars().count();
        if length > MAX_NAME {
            let detail = Message::fault_name_long(MAX_NAME, length);
            return Err(FieldFault::new("too_long", detail));
        }
        Ok(DisplayName(name))
    }

    /// The name as it is shown, without white space at its ends.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The address of a reader's website: http or https, a domain with a dot, no user name and
/// password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Website(String);

impl Website {
    /// Checks a website; an empty field means none. An address without `http://` or `https://` gets
    /// `https://`, as in a browser. Codes: `url_format`, `too_long`, `forbidden_characters`.
    pub fn parse(raw: &str) -> Result<Option<Website>, FieldFault> {
        let typed = text::line(raw)?;
        if typed.is_empty() {
            return Ok(None);
        }
        if typed.len() > MAX_WEBSITE {
            return Err(too_long_website(typed.len()));
        }
        let complete = if has_web_scheme(&typed) {
            typed
        } else {
            format!("https://{}", typed.strip_prefix("//").unwrap_or(&typed))
        };
        let url = Url::parse(&complete).ok().filter(|url| is_linkable(url, &complete));
        let address = url
            .map(|url| with_plain_letters(url.as_str()))
            .ok_or_else(|| FieldFault::new("url_format", Message::fault_website()))?;
        if address.len() > MAX_WEBSITE {
            return Err(too_long_website(address.len()));
        }
        Ok(Some(Website(address)))
    }

    /// The address, percent-encoded, its domain in ASCII. Letters and digits are never encoded, so that
    /// rules read what a browser shows.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An equivalent of `address` in which letters, digits, dashes, underscores and tildes are not
/// percent-encoded (RFC 3986, 6.2.2.2).
fn with_plain_letters(address: &str) -> String {
    let mut plain = String::with_capacity(address.len());
    let mut rest = address;
    while let Some((before, encoded)) = rest.split_once('%') {
        plain.push_str(before);
        let letter = encoded.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match letter.filter(|byte| byte.is_ascii_alphanumeric() || b"-_~".contains(byte)) {
            Some(byte) => {
                plain.push(char::from(byte));
                rest = &encoded[2..];
            }
            None => {
                plain.push('%');
                rest = encoded;
            }
        }
    }
    plain.push_str(rest);
    plain
}

fn too_long_website(length: usize) -> FieldFault {
    FieldFault::new("too_long", Message::fault_website_long(MAX_WEBSITE, length))
}

fn has_web_scheme(typed: &str) -> bool {
    let starts_with = |scheme: &str| {
        typed.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    starts_with("http://") || starts_with("https://")
}

/// Whether an address is fit to be linked. The URL parser accepts spaces and backslashes as
/// browsers do, but a person who typed them did not mean an address.
fn is_linkable(url: &Url, typed: &str) -> bool {
    let named = url.domain().is_some_and(|domain| {
        let suffix = domain.rsplit_once('.').map(|(_, suffix)| suffix);
        suffix.is_some_and(|suffix| suffix.len() >= 2)
    });
    named
        && url.username().is_empty()
        && url.password().is_none()
        && !typed.contains([' ', '\\', '<', '>', '"'])
}

/// A value that is no number is refused like the number of a comment that is not public.
fn parent_id(raw: Option<&str>) -> Result<Option<CommentId>, FieldFault> {
    match raw.map(str::trim) {
        None | Some("") => Ok(None),
        Some(digits) => digits
            .parse()
            .map(Some)
            .map_err(|_| FieldFault::new("parent_unavailable", Message::fault_parent())),
    }
}

/// Whether a box is ticked, by the value that it sends.
pub fn is_ticked(raw: Option<&str>) -> bool {
    raw.is_some_and(|value| {
        let value = value.trim().to_ascii_lowercase();
        !matches!(value.as_str(), "" | "0" | "false" | "no" | "none" | "off")
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn good() -> RawDraft {
        RawDraft {
            text: "I was there.".to_owned(),
            name: "Ann".to_owned(),
            email: "ann@example.com".to_owned(),
            ..RawDraft::default()
        }
    }

    fn codes(raw: &RawDraft) -> Vec<(&'static str, &'static str)> {
        let faults = Draft::parse(raw).err().unwrap_or_default();
        faults.iter().map(|fault| (fault.field, fault.code)).collect()
    }

    #[test]
    fn a_good_form_is_a_draft() {
        let raw = RawDraft {
            text: " I was\r\nthere. ".to_owned(),
            website: "example.com/me".to_owned(),
            parent_id: Some("7".to_owned()),
            notify: Some("on".to_owned()),
            ..good()
        };
        let draft = Draft::parse(&raw).expect("a good form");
        assert_eq!(draft.text.as_str(), "I was\nthere.");
        assert_eq!(draft.name.as_str(), "Ann");
        assert_eq!(draft.website.as_ref().map(Website::as_str), Some("https://example.com/me"));
        assert_eq!(draft.parent_id, Some(CommentId(7)));
        assert_eq!(draft.notify, Notify::Replies);
    }

    #[test]
    fn percent_encoding_cannot_hide_a_word_in_the_website() {
        for (typed, stored) in [
            ("https://x.example/%63asin%6F?q=%63%61", "https://x.example/casino?q=ca"),
            ("https://x.example/a%20b%2Fc%", "https://x.example/a%20b%2Fc%"),
            ("https://x.example/%2563asino%4", "https://x.example/%2563asino%4"),
            ("https://x.example/%C3%A9", "https://x.example/%C3%A9"),
        ] {
            let website = Website::parse(typed).expect("a website").expect("one");
            assert_eq!(website.as_str(), stored, "{typed}");
        }
    }

    #[test]
    fn all_faults_are_reported_at_once_in_the_order_of_the_form() {
        let raw = RawDraft {
            website: "javascript:alert(1)".to_owned(),
            parent_id: Some("x".to_owned()),
            ..RawDraft::default()
        };
        assert_eq!(
            codes(&raw),
            [
                ("text", "required"),
                ("name", "required"),
                ("email", "required"),
                ("website", "url_format"),
                ("parent_id", "parent_unavailable"),
            ]
        );
    }

    #[test]
    fn a_long_text_is_refused_not_cut() {
        let raw = RawDraft { text: "ä".repeat(20_412), ..good() };
        let faults = Draft::parse(&raw).expect_err("too long");
        assert_eq!(
            faults[0],
            FieldError::new(
                "text",
                "too_long",
                Message::fault_comment_long(20_000_usize, 20_412_usize)
            )
        );
        assert!(Draft::parse(&RawDraft { text: "漢".repeat(20_000), ..good() }).is_ok());
        assert!(Draft::parse(&RawDraft { name: "漢".repeat(100), ..good() }).is_ok());
        assert_eq!(codes(&RawDraft { name: "n".repeat(101), ..good() }), [("name", "too_long")]);
    }

    #[test]
    fn invisible_texts_are_empty_and_tricks_are_refused() {
        assert_eq!(
            codes(&RawDraft { text: "\u{200B}\u{3164}".to_owned(), ..good() }),
            [("text", "required")]
        );
        assert_eq!(
            codes(&RawDraft { text: "a\u{202E}b".to_owned(), ..good() }),
            [("text", "forbidden_characters")]
        );
        assert_eq!(
            codes(&RawDraft { name: "Ann\nBob".to_owned(), ..good() }),
            [("name", "forbidden_characters")]
        );
        assert_eq!(
            codes(&RawDraft { name: "An\u{200B}n".to_owned(), ..good() }),
            [("name", "forbidden_characters")]
        );
    }

    #[test]
    fn websites_are_accepted_as_people_type_them() {
        let linked =
            |raw: &str| Website::parse(raw).map(|site| site.map(|site| site.as_str().to_owned()));
        assert_eq!(linked("  "), Ok(None));
        for (typed, expected) in [
            ("https://example.com", "https://example.com/"),
            ("HTTP://Example.com/A b", ""),
            ("example.com:8080/x", "https://example.com:8080/x"),
            ("//example.com", "https://example.com/"),
            ("müller.de/ü", "https://xn--mller-kva.de/%C3%BC"),
            ("mailto:ann@example.com", ""),
            ("javascript:alert(1)", ""),
            ("data:text/html,x", ""),
            ("ftp://example.com", ""),
            ("http://localhost/", ""),
            ("http://127.0.0.1/", ""),
            ("https://ann:secret@example.com/", ""),
            ("http:example.com", ""),
            ("none", ""),
        ] {
            let expected =
                if expected.is_empty() { Err("url_format") } else { Ok(Some(expected.to_owned())) };
            assert_eq!(linked(typed).map_err(|fault| fault.code), expected, "{typed}");
        }
        assert_eq!(
            linked(&format!("example.com/{}", "ü".repeat(100))).map_err(|fault| fault.code),
            Err("too_long")
        );
    }

    #[test]
    fn a_draft_shows_neither_address_nor_words_in_a_log() {
        let draft = Draft::parse(&good()).expect("a good form");
        let logged = format!("{draft:?} {:?}", good());
        assert!(
            !logged.contains("ann@")
                && !logged.contains("example.com")
                && !logged.contains("there"),
            "{logged}"
        );
    }

    proptest! {
        #[test]
        fn no_field_ever_panics_or_repeats_its_value(value in any::<String>()) {
            let raw = RawDraft {
                text: value.clone(), name: value.clone(), email: value.clone(), website: value.clone(),
                parent_id: Some(value.clone()), notify: Some(value.clone()), consent: None,
            };
            for fault in Draft::parse(&raw).err().unwrap_or_default() {
                prop_assert!(value.chars().count() < 6 || !fault.detail.in_english().contains(&value));
            }
        }
    }
}
