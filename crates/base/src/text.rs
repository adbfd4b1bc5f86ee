//! Normalises and checks text that people type, before any other code reads it: Unicode NFC, line
//! feeds, trimmed, and free of invisible characters that could change how a text, a feed or a mail
//! is displayed.
//!
//! Visible text is never cut or removed: it is accepted unchanged, or refused with a message that
//! says what to change. Characters that programs add at the ends of a text (a byte order mark, a
//! page break, direction marks around a name that a browser fills in) are removed.

pub mod diff;
pub mod fold;
pub mod words;

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::error::FieldError;
use crate::i18n::Message;

/// A fault in one value, before it is known to which field the value belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldFault {
    /// Stable, for programs: `required`, `too_long`, `forbidden_characters`, …
    pub code: &'static str,
    /// One sentence that says what to do, without the value.
    pub detail: Message,
}

impl FieldFault {
    /// One fault.
    pub fn new(code: &'static str, detail: impl Into<Message>) -> FieldFault {
        FieldFault { code, detail: detail.into() }
    }

    /// `too_long`: a text of `length` characters where `most` are allowed.
    pub fn too_long(most: usize, length: usize) -> FieldFault {
        FieldFault::new("too_long", Message::fault_long(most, length))
    }

    /// The fault of the field called `field` in form and JSON.
    pub fn of(self, field: &'static str) -> FieldError {
        FieldError::new(field, self.code, self.detail)
    }
}

/// Normalises text of several lines: CR LF and lone CR become LF, NFC, trimmed. Empty if it has no
/// visible character.
///
/// Refuses control characters other than line feed and tab, everything that reverses or isolates
/// the direction of following text, and the characters that XML and mail cannot carry.
/// Left-to-right and right-to-left marks, joiners and soft hyphens stay: Hebrew, Persian, Indic
/// scripts and emoji need them, and they cannot reorder other words.
pub fn lines(raw: &str) -> Result<String, FieldFault> {
    let uniform = if raw.contains(['\r', '\u{2028}', '\u{2029}']) {
        raw.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n")
    } else {
        raw.to_owned()
    };
    let text = without_wrapping(&uniform);
    match find(&text, |c| c == '\n' || c == '\t' || !is_forbidden(c)) {
        None => check_marks(&text).map(|()| finish(&text)),
        Some((at, c)) => {
            let line = 1 + text[..at].matches('\n').count();
            Err(forbidden(Message::fault_invisible_in_line(code(c), line)))
        }
    }
}

/// Normalises a single line, such as a name. As [`lines`], but line breaks, tabs and all other
/// invisible characters are refused as well, so that two names that look alike are equal. Joiners
/// are allowed, because Persian and Indic names and emoji cannot be written without them.
pub fn line(raw: &str) -> Result<String, FieldFault> {
    let text = without_wrapping(raw);
    let text =
        text.trim_matches(|c: char| c.is_whitespace() || is_stray(c) || is_direction_mark(c));
    if text.contains(['\n', '\r', '\u{2028}', '\u{2029}']) {
        return Err(forbidden(Message::fault_one_line()));
    }
    match find(text, |c| !is_forbidden(c) && !is_mark_or_spacer(c)) {
        None => check_marks(text).map(|()| finish(text)),
        Some((at, c)) => {
            let place = 1 + text[..at].chars().count();
            Err(forbidden(Message::fault_invisible_at(code(c), place)))
        }
    }
}

/// As [`lines`], with at most `most` characters. Codes: `too_long`, `forbidden_characters`.
pub fn lines_up_to(most: usize, raw: &str) -> Result<String, FieldFault> {
    up_to(most, lines(raw)?)
}

/// As [`line()`], with at most `most` characters. Codes: `too_long`, `forbidden_characters`.
pub fn line_up_to(most: usize, raw: &str) -> Result<String, FieldFault> {
    up_to(most, line(raw)?)
}

fn up_to(most: usize, text: String) -> Result<String, FieldFault> {
    match text.chars().count() {
        length if length > most => Err(FieldFault::too_long(most, length)),
        _ => Ok(text),
    }
}

/// The most marks on one letter. A stack of Tibetan has nine; dozens cover the lines around them.
const MARKS: usize = 12;

/// Refuses a text with more than twelve combining marks in a row.
///
/// # Errors
/// `forbidden_characters`, with the line.
pub fn check_marks(text: &str) -> Result<(), FieldFault> {
    let mut marks = 0;
    let too_many = text.char_indices().find(|(_, c)| {
        marks = if is_combining_mark(*c) { marks + 1 } else { 0 };
        marks > MARKS
    });
    match too_many {
        None => Ok(()),
        Some((at, _)) => {
            let line = 1 + text[..at].matches('\n').count();
            Err(forbidden(Message::fault_marks(line, MARKS)))
        }
    }
}

/// The first character in rendered HTML that [`lines`] refuses.
pub fn find_forbidden(html: &str) -> Option<char> {
    find(html, is_html).map(|(_, c)| c)
}

/// `html` without the characters that [`lines`] refuses.
pub fn without_forbidden(html: &str) -> String {
    let mut rest = html;
    let mut clean = String::with_capacity(html.len());
    while let Some((at, c)) = find(rest, is_html) {
        clean.push_str(&rest[..at]);
        rest = &rest[at + c.len_utf8()..];
    }
    clean.push_str(rest);
    clean
}

fn is_html(c: char) -> bool {
    c == '\n' || c == '\t' || !is_forbidden(c)
}

/// The fault of a text that contains a forbidden character as an HTML character reference.
pub fn named_character(c: char) -> FieldFault {
    let reference = format!("&#x{:X};", u32::from(c));
    forbidden(Message::fault_invisible_reference(code(c), reference))
}

/// Whether `text` has a visible character, apart from spaces, joiners, selectors and blank letters.
pub fn is_visible(text: &str) -> bool {
    text.chars().any(|c| !c.is_whitespace() && !is_invisible(c))
}

fn finish(text: &str) -> String {
    let trimmed = text.trim();
    if !is_visible(trimmed) {
        return String::new();
    }
    if is_nfc(trimmed) { trimmed.to_owned() } else { trimmed.nfc().collect() }
}

/// Removes characters that programs add: stray characters at both ends, and embeddings and isolates
/// that are closed again, whose removal can change no more than the order of punctuation.
/// Overrides, which reverse words, are kept here and refused later.
fn without_wrapping(text: &str) -> Cow<'_, str> {
    if !text.contains(is_embedding) {
        return Cow::Borrowed(text.trim_matches(|c: char| c.is_whitespace() || is_stray(c)));
    }
    // Pairs first: the first character of a text may open one that ends within it.
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut pairs: Vec<usize> = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '\u{202A}' | '\u{202B}' | '\u{202D}' | '\u{202E}' | '\u{2066}'..='\u{2068}' => {
                open.push((at, c));
            }
            '\u{202C}' | '\u{2069}' => {
                let is_isolate = |c: char| ('\u{2066}'..='\u{2068}').contains(&c);
                match open.pop() {
                    Some((_, '\u{202D}' | '\u{202E}')) | None => {}
                    Some((start, opening)) if is_isolate(opening) == (c == '\u{2069}') => {
                        pairs.extend([start, at]);
                    }
                    Some(other) => open.push(other),
                }
            }
            _ => {}
        }
    }
    pairs.sort_unstable();
    let kept = text.char_indices().filter(|(at, _)| pairs.binary_search(at).is_err());
    let kept: String = kept.map(|(_, c)| c).collect();
    Cow::Owned(kept.trim_matches(|c: char| c.is_whitespace() || is_stray(c)).to_owned())
}

/// The first character that is not `allowed`, and its byte offset. Flags such as Scotland's contain
/// tag characters, which can otherwise hide words in visible text: they are allowed only after the
/// black flag.
fn find(text: &str, allowed: impl Fn(char) -> bool) -> Option<(usize, char)> {
    let mut in_flag = false;
    for (at, c) in text.char_indices() {
        let is_tag = ('\u{E0020}'..='\u{E007F}').contains(&c);
        if !(allowed(c) || is_tag && in_flag) {
            return Some((at, c));
        }
        in_flag = c == '\u{1F3F4}' || is_tag && in_flag;
    }
    None
}

fn forbidden(detail: Message) -> FieldFault {
    FieldFault::new("forbidden_characters", detail)
}

/// Messages name an invisible character by its code point: `U+202E`.
fn code(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// Characters that programs leave at the ends of a text: byte order mark, word joiner, zero-width
/// space, page break, vertical tab, and one half of an embedding.
fn is_stray(c: char) -> bool {
    matches!(c, '\u{FEFF}' | '\u{2060}' | '\u{200B}' | '\u{B}' | '\u{C}') || is_embedding(c)
}

/// Embeddings, isolates and the characters that end them.
fn is_embedding(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202C}' | '\u{2066}'..='\u{2069}')
}

/// Needed within Hebrew and Arabic text, and useless at the ends of a name.
fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{61C}' | '\u{AD}')
}

/// Refused in every field.
fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            // Embeddings, overrides and isolates, and the deprecated formatting characters.
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{206F}'
            // Byte order mark, word joiner, invisible operators, Mongolian vowel separator.
            | '\u{FEFF}' | '\u{2060}'..='\u{2065}' | '\u{180E}'
            // Interlinear annotations, tag characters, separators that end a line in some programs
            // only.
            | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}' | '\u{2028}' | '\u{2029}'
            // Noncharacters, which XML 1.0 and hence a feed cannot carry.
            | '\u{FDD0}'..='\u{FDEF}')
        || u32::from(c) & 0xFFFE == 0xFFFE
}

/// Harmless in running text; in a name they could make two equal-looking names differ.
fn is_mark_or_spacer(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{00AD}' | '\u{034F}')
        || is_blank_letter(c)
        || is_layout_of_notation(c)
}

/// Characters without a glyph that lay out shorthand, music and hieroglyphs, and those that Unicode
/// reserves for more of their kind (Default_Ignorable_Code_Point).
fn is_layout_of_notation(c: char) -> bool {
    matches!(
        c,
        '\u{FFF0}'..='\u{FFF8}'
            | '\u{13430}'..='\u{1343F}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D159}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0080}'..='\u{E00FF}'
            | '\u{E01F0}'..='\u{E0FFF}'
    )
}

fn is_blank_letter(c: char) -> bool {
    matches!(
        c,
        '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' | '\u{2800}' | '\u{17B4}' | '\u{17B5}'
    )
}

fn is_invisible(c: char) -> bool {
    is_forbidden(c)
        || is_mark_or_spacer(c)
        || matches!(c, '\u{200C}' | '\u{200D}' | '\u{180B}'..='\u{180F}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn line_ends_and_composition_become_uniform() {
        assert_eq!(lines("  a\r\nb\rc\u{2028}d \n"), Ok("a\nb\nc\nd".to_owned()));
        assert_eq!(lines("Cafe\u{301}"), Ok("Café".to_owned()));
    }

    #[test]
    fn letters_may_have_the_marks_of_a_script_and_no_tower_of_them() {
        let tower = format!("fine\nZ{}algo", "\u{301}\u{32B}".repeat(20));
        let fault = lines(&tower).expect_err("dozens of marks");
        assert_eq!(
            (fault.code, fault.detail),
            ("forbidden_characters", Message::fault_marks(2, MARKS))
        );
        assert!(line(&tower[5..]).is_err());
        // A Tibetan stack, Thai, pointed Hebrew, Hindi, and an emoji with a selector.
        for word in ["ཧྐྵྨླྺྼྻྂ", "ที่", "שָׁלוֹם", "क्ष्म्य", "❤\u{FE0F}\u{200D}🔥"]
        {
            assert_eq!(lines(word), Ok(word.nfc().collect::<String>()), "{word}");
        }
    }

    #[test]
    fn what_reverses_or_hides_is_refused_everywhere() {
        for c in [
            '\0',
            '\u{7}',
            '\u{85}',
            '\u{202E}',
            '\u{2066}',
            '\u{2069}',
            '\u{FEFF}',
            '\u{FFFE}',
            '\u{1FFFF}',
            '\u{E0041}',
        ] {
            let text = format!("pay{c}pal");
            assert_eq!(
                lines(&text).map_err(|fault| fault.code),
                Err("forbidden_characters"),
                "U+{:04X}",
                u32::from(c)
            );
            assert_eq!(
                line(&text).map_err(|fault| fault.code),
                Err("forbidden_characters"),
                "U+{:04X}",
                u32::from(c)
            );
        }
    }

    #[test]
    fn what_programs_put_around_a_text_is_taken_off() {
        for wrapped in [
            "\u{202A}Ann\u{202C}",
            "\u{202B}Ann\u{202C}",
            "\u{2068}Ann\u{2069}",
            "\u{FEFF}Ann",
            "\u{C} Ann\u{C}\n",
            "Ann\u{200B}",
            "\u{202A}\u{2066}Ann\u{2069}\u{202C}",
            "\u{202A}A\u{2067}n\u{2069}n\u{202C}",
            "Ann\u{202C}",
        ] {
            assert_eq!(line(wrapped).as_deref(), Ok("Ann"), "{wrapped:?}");
            assert_eq!(lines(wrapped).as_deref(), Ok("Ann"), "{wrapped:?}");
        }
        assert_eq!(line("\u{200F}שלום\u{200E}").as_deref(), Ok("שלום"));
        assert_eq!(lines("a \u{2067}b\u{2069} c").as_deref(), Ok("a b c"));
        assert_eq!(lines("\u{2068}a\u{2069} b").as_deref(), Ok("a b"));
        assert_eq!(line("\u{FEFF}a \u{202A}b\u{202C}").as_deref(), Ok("a b"));
    }

    #[test]
    fn what_stays_forbidden_is_named_with_its_place() {
        let detail =
            |fault: Result<String, FieldFault>| fault.expect_err("a fault").detail.in_english();
        assert!(detail(lines("a\nb\u{FEFF}c")).contains("U+FEFF in line 2"));
        assert!(detail(lines("a\n\nb\u{C}c")).contains("U+000C in line 3"));
        assert!(detail(line("An\u{202E}n")).contains("U+202E at character 3"));
        for overridden in
            ["\u{202E}Ann\u{202C}", "\u{202E}Ann", "A\u{202A}nn", "A\u{2066}n\u{202C}n"]
        {
            assert!(line(overridden).is_err() && lines(overridden).is_err(), "{overridden:?}");
        }
    }

    #[test]
    fn scripts_and_emoji_keep_what_they_need() {
        for text in [
            "👩\u{200D}👩\u{200D}👧 ❤\u{FE0F}",
            "می\u{200C}خواهم",
            "क\u{94D}\u{200D}ष",
            "🏴\u{E0067}\u{E0062}\u{E007F}",
        ] {
            assert_eq!(lines(text).as_deref(), Ok(text));
            assert_eq!(line(text).as_deref(), Ok(text));
        }
        assert_eq!(lines("שלום\u{200F}!").as_deref(), Ok("שלום\u{200F}!"));
        assert!(line("שלום\u{200F}!").is_err());
    }

    #[test]
    fn only_invisible_characters_are_nothing() {
        for text in [
            "",
            " \n\t ",
            "\u{200D}",
            "\u{200B} \u{AD}",
            "\u{3164}",
            "\u{2800}\u{FE0F}",
            "\u{3000}",
            "\u{1D173}\u{1D159}",
            "\u{1BCA0}",
            "\u{E0100}\u{E01F0}",
        ] {
            assert_eq!(lines(text).as_deref(), Ok(""), "{text:?}");
        }
    }

    #[test]
    fn a_name_is_one_line() {
        assert_eq!(line("Ann\nBcc: x").map_err(|fault| fault.code), Err("forbidden_characters"));
        assert_eq!(line(" Ann \n").as_deref(), Ok("Ann"));
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(raw in any::<String>()) {
            if let Ok(once) = lines(&raw) {
                prop_assert_eq!(lines(&once), Ok(once));
            }
            if let Ok(once) = line(&raw) {
                prop_assert_eq!(line(&once), Ok(once));
            }
        }
    }
}
