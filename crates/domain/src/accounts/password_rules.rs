//! Refuses passwords that are too short, too long, or easy to guess.
//!
//! Nearly all entries of 12 characters or more in published lists of stolen passwords are a common
//! word with a prefix or suffix, two combined words, a row of the keyboard, or a repetition. So
//! instead of a long list there is a list of words (`common_words.txt`) and four rules, which
//! refuse all such combinations, including those on no list. Digits or capitals are not required:
//! the strength of a password is its length (NIST SP 800-63B, 3.1.1.2), and four unrelated words
//! are accepted.

use std::collections::HashSet;
use std::sync::LazyLock;

use secrecy::SecretString;

use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::passwords::normalize;

/// The least number of characters (Unicode code points, after normalisation).
const LEAST: usize = 12;
/// The greatest number of characters.
const MOST: usize = 128;
/// The least number of different characters.
const DIFFERENT: usize = 5;
/// Parts of a name shorter than this may occur in a password, such as "Ana" or "ed".
const LONGEST_HARMLESS_PART: usize = 4;

static COMMON: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("common_words.txt").lines().collect());

/// Known data about the owner, of which the password must not mostly consist.
#[derive(Clone, Copy, Debug)]
pub struct PasswordOwner<'a> {
    /// The publication.
    pub site: &'a str,
    /// The name of the account.
    pub name: &'a str,
    /// The e-mail address of the account.
    pub email: &'a str,
}

/// Checks a new password.
///
/// # Errors
/// One fault of `field`: `required`, `too_short`, `too_long` or `too_common`.
pub fn check(password: &SecretString, field: &'static str, about: PasswordOwner<'_>) -> Result<()> {
    let password = normalize(password);
    let fault = |code, detail: Message| Err(Error::invalid(field, code, detail));
    match password.chars().count() {
        0 => return fault("required", Message::fault_password_required()),
        1..LEAST => {
            return fault("too_short", Message::fault_password_short());
        }
        LEAST..=MOST => {}
        _ => return fault("too_long", Message::fault_password_long(MOST)),
    }
    let lower: Vec<char> = password.chars().flat_map(char::to_lowercase).collect();
    if let Some(word) = mostly_about_owner(&lower, about) {
        return fault("too_common", Message::fault_password_known(word));
    }
    if is_repetition(&lower) {
        return fault("too_common", Message::fault_password_repeats());
    }
    if is_keyboard_walk(&lower) {
        return fault("too_common", Message::fault_password_rows());
    }
    if is_common_words(&lower) {
        return fault("too_common", Message::fault_password_common());
    }
    Ok(())
}

/// The longest part of the site's name, the owner's name or the address in the password, if such
/// parts make up half of its letters and digits or more. One such word among others does no harm.
fn mostly_about_owner(password: &[char], about: PasswordOwner<'_>) -> Option<String> {
    let squeezed: Vec<char> = password.iter().copied().filter(|c| c.is_alphanumeric()).collect();
    let local = about.email.split('@').next().unwrap_or_default();
    let mut is_known = vec![false; squeezed.len()];
    let mut longest: Vec<char> = Vec::new();
    for text in [about.site, about.name, local] {
        let text = text.to_lowercase();
        let whole: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
        for part in text.split(|c: char| !c.is_alphanumeric()).chain([whole.as_str()]) {
            let part: Vec<char> = part.chars().collect();
            if part.len() < LONGEST_HARMLESS_PART {
                continue;
            }
            for (at, found) in squeezed.windows(part.len()).enumerate() {
                if found == part {
                    is_known[at..at + part.len()].fill(true);
                    longest = std::cmp::max_by_key(longest, part.clone(), Vec::len);
                }
            }
        }
    }
    let known = is_known.iter().filter(|known| **known).count();
    (known > 0 && known * 2 >= squeezed.len()).then(|| longest.into_iter().collect())
}

/// Whether the password is a repeated shorter text, or has too few different characters.
fn is_repetition(password: &[char]) -> bool {
    let different: HashSet<&char> = password.iter().collect();
    let period = (1..LEAST)
        .find(|period| password.iter().zip(password.iter().skip(*period)).all(|(a, b)| a == b));
    // The repeated part must occur at least twice.
    different.len() < DIFFERENT || period.is_some_and(|period| period * 2 <= password.len())
}

/// Whether most characters are neighbours of the previous one: on the keyboard, in the alphabet or
/// among the digits, or the same key.
fn is_keyboard_walk(password: &[char]) -> bool {
    let jumps = password.windows(2).filter(|pair| !are_neighbours(pair[0], pair[1])).count();
    // In ordinary words about one step in five is between neighbours, and never three in four.
    (jumps + 1) * 4 <= password.len()
}

fn are_neighbours(a: char, b: char) -> bool {
    let (a, b) = (unshifted(a), unshifted(b));
    if a == b
        || (a.is_alphanumeric() && b.is_alphanumeric() && u32::from(a).abs_diff(u32::from(b)) == 1)
    {
        return true;
    }
    let (Some((row_a, column_a)), Some((row_b, column_b))) = (key(a), key(b)) else { return false };
    row_a.abs_diff(row_b) <= 1 && column_a.abs_diff(column_b) <= 1
}

/// The key that produces `c` with Shift on a US keyboard.
fn unshifted(c: char) -> char {
    "!@#$%^&*()".find(c).and_then(|n| "1234567890".chars().nth(n)).unwrap_or(c)
}

fn key(c: char) -> Option<(usize, usize)> {
    let rows = ["1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./"];
    rows.iter().enumerate().find_map(|(row, keys)| keys.find(c).map(|column| (row, column)))
}

/// Whether the password consists of one or two common words with digits and signs around and
/// between them, including spellings such as 0 for o.
fn is_common_words(password: &[char]) -> bool {
    let letters = |text: &[char]| -> Vec<char> {
        text.iter().copied().filter(|c| c.is_alphabetic()).collect()
    };
    let plain = letters(password);
    // Digits after the last letter are usually a suffix such as 1 or 2024!, not letters.
    let last = password.iter().rposition(|c| c.is_alphabetic()).unwrap_or(0);
    let undone: Vec<char> = password[..=last].iter().map(|c| unleet(*c)).collect();
    let all_undone: Vec<char> = password.iter().map(|c| unleet(*c)).collect();
    [plain, letters(&undone), letters(&all_undone)]
        .iter()
        .any(|word| !word.is_empty() && is_one_or_two(word))
        || !password.iter().any(|c| c.is_alphabetic()) && is_date(password)
}

fn is_one_or_two(letters: &[char]) -> bool {
    let common = |part: &[char]| COMMON.contains(part.iter().collect::<String>().as_str());
    common(letters) || (1..letters.len()).any(|at| common(&letters[..at]) && common(&letters[at..]))
}

fn unleet(c: char) -> char {
    match c {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    }
}

/// Whether the password is only a date in digits, such as 22.11.2026.
fn is_date(password: &[char]) -> bool {
    let digits: String = password.iter().filter(|c| c.is_ascii_digit()).collect();
    let years = |text: &str| text.starts_with("19") || text.starts_with("20");
    digits.len() <= 8 && digits.get(4..).is_some_and(years) || digits.len() <= 8 && years(&digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWNER: PasswordOwner<'_> = PasswordOwner {
        site: "The Harbour Post",
        name: "Ana Ruiz Moreno",
        email: "ana.moreno@example.org",
    };

    fn code(password: &str) -> &'static str {
        match check(&SecretString::from(password), "password", OWNER) {
            Ok(()) => "ok",
            Err(Error::Invalid(faults)) => faults[0].code,
            Err(_) => "another error",
        }
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(code(""), "required");
        assert_eq!(code("k7#vTqz!mB2"), "too_short");
        assert_eq!(code("k7#vTqz!mB2p"), "ok");
        assert_eq!(code("köpfe✓büßen✗"), "ok");
        assert_eq!(code(&"tiny green kettle ".repeat(8)), "too_long");
        assert_eq!(code(&format!("{}xy", "a1b2c3d4e5f6g7".repeat(9))), "ok");
    }

    #[test]
    fn the_commonest_are_refused_however_they_are_dressed() {
        for password in [
            "password1234",
            "Password2024!",
            "P@ssw0rd12345",
            "passwordpassword",
            "123password123",
            "iloveyou1234",
            "Welcome2024!!",
            "administrator",
            "adm1n1strat0r",
            "qwerty123456",
            "qwertyuiop12",
            "1q2w3e4r5t6y",
            "1qaz2wsx3edc",
            "123456789012",
            "098765432109",
            "abcdefghijkl",
            "aaaaaaaaaaaa",
            "ababababababab",
            "abc123abc123",
            "dragon-monkey",
            "Sunshine#Princess",
            "letmein!letmein!",
            "football2023!",
            "!@#$%^&*()_+",
            "zaq12wsxcde3",
            "manchesterunited",
            "22.11.2026....",
            "christopher1",
            "correct horse battery staple",
        ] {
            assert_eq!(code(password), "too_common", "{password}");
        }
    }

    #[test]
    fn what_anyone_could_know_is_refused() {
        for password in [
            "harbour9$kite&",
            "anaruizmoreno7!",
            "TheHarbourPost1",
            "x-moreno-1987-x",
            "ana.moreno#99x",
        ] {
            assert_eq!(code(password), "too_common", "{password}");
        }
    }

    #[test]
    fn one_known_word_among_others_passes_and_a_refusal_names_the_word() {
        for password in ["orange harbour kettle stone", "moreno likes tiny green lamps"] {
            assert_eq!(code(password), "ok", "{password}");
        }
        let refused = check(&SecretString::from("the harbour post 9"), "password", OWNER);
        let Err(Error::Invalid(faults)) = refused else { panic!("{refused:?}") };
        assert!(faults[0].detail.in_english().contains("“theharbourpost”"), "{:?}", faults[0]);
        let refused = check(&SecretString::from("harbour9$kite&"), "password", OWNER);
        let Err(Error::Invalid(faults)) = refused else { panic!("{refused:?}") };
        assert!(faults[0].detail.in_english().contains("“harbour”"), "{:?}", faults[0]);
    }

    #[test]
    fn words_that_have_nothing_to_do_with_each_other_pass() {
        for password in [
            "velvet horse battery lamp",
            "tiny green kettle",
            "orbit-velvet-lamp",
            "Wir reden übermorgen weiter",
            "七つの海を渡る風と船と猫",
            "were there trees?",
            "banana lamp seven",
            "830417265930",
        ] {
            assert_eq!(code(password), "ok", "{password}");
        }
    }
}
