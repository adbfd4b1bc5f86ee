//! What a reader wrote, folded so that spellings of one word become one: compatibility forms (NFKC,
//! which undoes mathematical and full-width letters), case, zero-width characters, and letters
//! borrowed from another script.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// The most characters from the beginning of a text that are read.
pub const HEAD: usize = 1_200;
/// The characters from the end of a longer text that are read too, because links are often there.
pub const TAIL: usize = 300;

/// The text in its folded form, at most [`HEAD`] + [`TAIL`] characters of it.
pub fn fold(text: &str) -> String {
    let text = &*unescape(text);
    if text.is_ascii() && text.len() <= HEAD + TAIL {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len().min(4 * (HEAD + TAIL)));
    let count = if text.len() > HEAD + TAIL { text.chars().count() } else { 0 };
    if count > HEAD + TAIL {
        push(&mut folded, text.chars().take(HEAD));
        folded.push(' ');
        push(&mut folded, text.chars().skip(count - TAIL));
    } else {
        push(&mut folded, text.chars());
    }
    if folded.is_ascii() { folded } else { replace_mixed_scripts(&folded) }
}

/// Text that was HTML once, as pasted or imported comments are: the common entities and line breaks
/// undone.
fn unescape(text: &str) -> Cow<'_, str> {
    const ENTITIES: [(&str, &str); 11] = [
        ("&amp;", "&"),
        ("&#39;", "'"),
        ("&quot;", "\""),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&nbsp;", " "),
        ("&#x27;", "'"),
        ("&#34;", "\""),
        ("<br>", " "),
        ("<br/>", " "),
        ("<br />", " "),
    ];
    let mut rest = text;
    let mut out = String::new();
    while let Some(at) = rest.find(['&', '<']) {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        match ENTITIES.iter().find(|(entity, _)| after.starts_with(entity)) {
            Some((entity, plain)) => {
                out.push_str(plain);
                rest = &after[entity.len()..];
            }
            None => match entity(after) {
                Some((c, length)) => {
                    out.push(c);
                    rest = &after[length..];
                }
                None => {
                    out.push_str(&after[..1]);
                    rest = &after[1..];
                }
            },
        }
    }
    if out.is_empty() && rest.len() == text.len() {
        return Cow::Borrowed(text);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The character of a numeric entity at the start of a text, and how many bytes the entity has.
pub fn entity(text: &str) -> Option<(char, usize)> {
    let (digits, rest) = text.strip_prefix("&#")?.split_once(';')?;
    if digits.len() > 8 {
        return None;
    }
    let number = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => digits.parse().ok()?,
    };
    let c = char::from_u32(number).filter(|c| !c.is_control())?;
    Some((c, text.len() - rest.len()))
}

fn push(folded: &mut String, chars: impl Iterator<Item = char>) {
    for c in chars.filter(|c| !is_zero_width(*c)).nfkc() {
        if c.is_ascii() {
            folded.push(c.to_ascii_lowercase());
        } else if !is_zero_width(c) {
            folded.extend(c.to_lowercase());
        }
    }
}

/// Characters without width, which are put into words to hide them from lists of words.
pub fn is_zero_width(c: char) -> bool {
    matches!(
        c,
        '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{AD}' | '\u{34F}' | '\u{180E}' | '\u{FE0E}'
            | '\u{FE0F}' | '\u{61C}'
    )
}

/// Words with letters of several scripts get the Latin letters that the others look like: `frее`
/// with two Cyrillic letters is `free`. A word all in one script stays as it is.
fn replace_mixed_scripts(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(|c: char| !c.is_alphabetic()) {
        if is_mixed(word) { out.extend(word.chars().map(latin)) } else { out.push_str(word) }
    }
    out
}

/// Whether Latin letters stand beside Cyrillic or Greek ones.
pub fn is_mixed(word: &str) -> bool {
    let latin =
        word.chars().any(|c| c.is_ascii_alphabetic() || ('\u{C0}'..='\u{24F}').contains(&c));
    latin
        && word
            .chars()
            .any(|c| ('\u{370}'..='\u{3FF}').contains(&c) || ('\u{400}'..='\u{52F}').contains(&c))
}

/// The Latin letter that a Cyrillic or Greek one is taken for. From the Unicode consortium's list
/// of confusables, as far as it concerns letters of whole alphabets.
fn latin(c: char) -> char {
    match c {
        'а' | 'α' => 'a',
        'в' | 'β' => 'b',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' | 'ё' | 'ε' => 'e',
        'һ' | 'н' | 'η' => 'h',
        'і' | 'ї' | 'ι' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'ӏ' => 'l',
        'м' | 'μ' => 'm',
        'п' => 'n',
        'о' | 'ο' | 'σ' => 'o',
        'р' | 'ρ' => 'p',
        'ԛ' => 'q',
        'г' => 'r',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'υ' => 'u',
        'ν' | 'ѵ' => 'v',
        'ѡ' | 'ω' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'γ' => 'y',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn disguises_come_off() {
        assert_eq!(fold("𝐅𝐑𝐄𝐄 ＧＩＦＴ"), "free gift");
        assert_eq!(fold("fr\u{200B}ee\u{FEFF}"), "free");
        assert_eq!(fold("frее"), "free");
        assert_eq!(
            fold("&#102;r&#x65;e &#8217;gift&#8217; &#;&#x;&#99999999999;"),
            "free ’gift’ &#;&#x;&#99999999999;"
        );
        assert_eq!(fold("Привет, ΓΑΜΜΑ"), "привет, γαμμα");
    }

    #[test]
    fn of_a_long_text_the_beginning_and_the_end_are_kept() {
        let long = format!("{}{}", "a".repeat(5_000), "the end");
        let folded = fold(&long);
        assert_eq!(folded.chars().count(), HEAD + 1 + TAIL);
        assert!(folded.ends_with("the end"));
    }
}
