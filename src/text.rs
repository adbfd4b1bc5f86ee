//! What people type, made uniform before anything else looks at it: NFC, line feeds, trimmed, and
//! without the characters that nobody sees but that make a text, a feed or a mail say something
//! else.
//!
//! Nothing is ever cut or quietly dropped: a text is taken as it is, or refused with a word on what
//! to change.

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::error::FieldError;

/// What is wrong with one value, before it is known to which field of which form the value belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldFault {
    /// Stable, for programs: `required`, `too_long`, `forbidden_characters`, …
    pub code: &'static str,
    /// What to do, in one sentence without the value.
    pub detail: String,
}

impl FieldFault {
    /// One fault.
    pub fn new(code: &'static str, detail: impl Into<String>) -> FieldFault {
        FieldFault { code, detail: detail.into() }
    }

    /// The fault as one of `field`, which is the name in form and JSON.
    pub fn of(self, field: &'static str) -> FieldError {
        FieldError::new(field, self.code, self.detail)
    }
}

/// Running text of several lines: CR LF and lone CR become LF, NFC, trimmed. Empty if nothing in it
/// can be seen.
///
/// Refuses control characters other than line feed and tab, everything that reverses or isolates
/// the direction of what follows, and the characters that XML and mail cannot carry. Left-to-right
/// and right-to-left marks, joiners and soft hyphens stay: Hebrew, Persian, Indic scripts and emoji
/// need them, and they cannot reorder other words.
pub fn lines(raw: &str) -> Result<String, FieldFault> {
    let uniform = if raw.contains(['\r', '\u{2028}', '\u{2029}']) {
        raw.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n")
    } else {
        raw.to_owned()
    };
    check(&uniform, |c| c == '\n' || c == '\t' || !is_forbidden(c))?;
    Ok(finish(&uniform))
}

/// A single line, such as a name: as [`lines`], but line breaks, tabs and all other invisible
/// characters are refused as well, so that two names that look alike are alike. The joiners,
/// without which Persian and Indic names and emoji cannot be written, are the exception.
pub fn line(raw: &str) -> Result<String, FieldFault> {
    let trimmed = raw.trim();
    if trimmed.contains(['\n', '\r', '\u{2028}', '\u{2029}']) {
        return Err(FieldFault::new(
            "forbidden_characters",
            "Write this on one line, without line breaks",
        ));
    }
    check(trimmed, |c| !is_forbidden(c) && !is_mark_or_spacer(c))?;
    Ok(finish(trimmed))
}

/// Whether anything in `text` leaves ink: not only spaces, joiners, selectors and blank letters.
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

/// Applies `allowed` to every character. The letters of a flag such as Scotland's are tag
/// characters, which are otherwise a way to hide words in plain sight: they are allowed where they
/// follow the black flag and nowhere else.
fn check(text: &str, allowed: impl Fn(char) -> bool) -> Result<(), FieldFault> {
    let mut in_flag = false;
    for c in text.chars() {
        let is_tag = ('\u{E0020}'..='\u{E007F}').contains(&c);
        if !(allowed(c) || is_tag && in_flag) {
            return Err(forbidden(c));
        }
        in_flag = c == '\u{1F3F4}' || is_tag && in_flag;
    }
    Ok(())
}

/// The sentence names the character by its number, since it is one that nobody can see.
fn forbidden(c: char) -> FieldFault {
    FieldFault::new(
        "forbidden_characters",
        format!(
            "Remove the invisible character U+{:04X}; typing the text anew instead of pasting it helps",
            u32::from(c)
        ),
    )
}

/// Never accepted, in no field.
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

/// Harmless in running text, a way to make two equal-looking names differ in a name.
fn is_mark_or_spacer(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{00AD}' | '\u{034F}')
        || is_blank_letter(c)
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
