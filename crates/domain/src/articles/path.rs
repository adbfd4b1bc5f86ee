//! The paths of articles: `2026/11/a-headline` by default, or a path of the editors' choice. Pure.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::clock::Time;
use crate::config::permalink::Permalink;
use crate::config::reserved::is_reserved;
use crate::i18n::Message;
use crate::text::FieldFault;

/// Longest path, in characters.
const LENGTH: usize = 300;
/// Longest last part of a default path, in characters; it is cut between words.
const SLUG_LENGTH: usize = 80;
/// Letters of a name without sounds that its slug has.
const SILENT_LETTERS: usize = 8;

/// All but the unreserved characters of RFC 3986 and the slash.
const ESCAPED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// Checks a path, and returns it without slashes at its ends.
///
/// Its parts consist of letters and digits of any script, `- . _ ~`, and signs of other scripts than ASCII, which
/// other systems keep in their addresses (`l’île`); they do not begin with a dot. The first part must not be
/// reserved by the program.
pub fn parse(raw: &str) -> Result<String, FieldFault> {
    let path = crate::text::line(raw)?;
    let path = path.trim_matches('/');
    if path.is_empty() {
        return Err(FieldFault::new("required", Message::fault_path_required()));
    }
    if path.chars().count() > LENGTH {
        return Err(FieldFault::new("too_long", Message::fault_path_long(LENGTH)));
    }
    let is_valid = |part: &str| {
        let is_sign = |c: char| !c.is_ascii() && !c.is_whitespace();
        let begins = |c: char| {
            c.is_alphanumeric()
                || "-_~".contains(c)
                || is_sign(c) && !is_combining_mark(c) && !matches!(c, '\u{200c}' | '\u{200d}')
        };
        part.chars().all(|c| c.is_alphanumeric() || "-._~".contains(c) || is_sign(c))
            && part.starts_with(begins)
    };
    if !path.split('/').all(is_valid) {
        return Err(FieldFault::new("path_format", Message::fault_path_form()));
    }
    // Reserved for the feed of an article's comments.
    if path.split('/').next().is_some_and(is_reserved) || path.ends_with("/comments.atom") {
        return Err(FieldFault::new("path_reserved", Message::fault_path_reserved()));
    }
    Ok(path.to_owned())
}

/// The default path of an article with this title in the section with this slug, published at `at`.
/// A `number` above 1 is appended to the slug, to distinguish equal headlines. Where the pattern
/// would make a path that the program itself answers at, the built-in pattern is used.
pub fn default(
    permalink: &Permalink,
    title: &str,
    section: Option<&str>,
    at: Time,
    number: u32,
) -> String {
    let mut slug = headline_slug(title);
    if number > 1 {
        slug = format!("{slug}-{number}");
    }
    // The page `Search` cannot be where the search is; the next number is as near as one gets.
    [permalink.path(&slug, section, at), permalink.path(&format!("{slug}-2"), section, at)]
        .into_iter()
        .find(|path| parse(path).is_ok())
        .unwrap_or_else(|| Permalink::default().path(&slug, section, at))
}

/// Whether `path` is a default path for `title`, for any time and number, and was not chosen by
/// somebody. Paths of the built-in pattern count as well, because the pattern may have changed.
pub fn is_default_for(permalink: &Permalink, path: &str, title: &str) -> bool {
    let slug = headline_slug(title);
    permalink.matches(path, &slug) || Permalink::default().matches(path, &slug)
}

/// `path` as a link: leading slash, percent-encoded.
pub fn href(path: &str) -> String {
    format!("/{}", utf8_percent_encode(path, ESCAPED))
}

/// The slug of a section's or tag's name; empty if the name has no letter or digit.
///
/// Signs that distinguish names are spelled out: `C++` is `c-plus-plus`, `C#` is `c-sharp`.
/// Different names may still have the same slug; the second of them gets a number. A name whose letters have no sound
/// in Latin letters (`א`, `ع`) has the numbers of its first letters: `u5d0`.
pub fn slug(name: &str) -> String {
    let mut spelled = String::with_capacity(name.len());
    let mut last = ' ';
    for c in name.chars() {
        match c {
            '+' if last.is_alphanumeric() || last == '+' => spelled.push_str(" plus "),
            '#' | '♯' if last.is_alphanumeric() => spelled.push_str(" sharp "),
            c => spelled.push(c),
        }
        last = c;
    }
    let slug = slug::slugify(spelled);
    if !slug.is_empty() {
        return slug;
    }
    let letters = name.chars().filter(|c| c.is_alphanumeric()).take(SILENT_LETTERS);
    letters.map(|c| format!("u{:x}", u32::from(c))).collect::<Vec<_>>().join("-")
}

/// Whether two names are spellings of the same name: case, compatibility forms and separators are
/// ignored.
pub fn is_same_name(one: &str, other: &str) -> bool {
    let key = |name: &str| -> String {
        let lower: String = name.nfkc().flat_map(char::to_lowercase).collect();
        let words: Vec<&str> = lower
            .split(|c: char| c.is_whitespace() || matches!(c, '-' | '_' | '\u{2010}'..='\u{2015}'))
            .filter(|word| !word.is_empty())
            .collect();
        words.join("-")
    };
    one == other || key(one) == key(other)
}

/// Whether [`slug()`] could have produced it. Other texts are never used in a query, because
/// PostgreSQL refuses a text with NUL.
pub fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// The slug of a headline.
///
/// Latin, Greek, Cyrillic, Armenian and Georgian letters are written in ASCII. All others are kept:
/// Arabic and Hebrew do not write their vowels (`lmyn` for الميناء), and Chinese characters are
/// read differently in each language. Browsers and search engines show such paths as they are.
fn headline_slug(title: &str) -> String {
    let mut slug = String::new();
    let mut run = String::new();
    let mut is_kept = false;
    // Joined letters and marks first, without the vowel points and the stretched line of Arabic.
    for c in title.nfc().filter(|c| !is_optional_mark(*c)) {
        let keeps = match c {
            c if is_transliterated(c) => false,
            c if c.is_alphanumeric() => true,
            c if is_combining_mark(c) => is_kept,
            _ => false,
        };
        if keeps != is_kept {
            push_run(&mut slug, &run, is_kept);
            run.clear();
            is_kept = keeps;
        }
        run.push(c);
    }
    push_run(&mut slug, &run, is_kept);
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.chars().count() > SLUG_LENGTH {
        let short: String = slug.chars().take(SLUG_LENGTH).collect();
        slug = short.rsplit_once('-').map_or(short.as_str(), |(words, _)| words).to_owned();
    }
    // A headline without letters and digits still needs a path.
    if slug.is_empty() { "article".into() } else { slug }
}

/// Appends a run of letters that are kept, or of other characters.
fn push_run(slug: &mut String, run: &str, is_kept: bool) {
    let ascii = if is_kept { String::new() } else { slug::slugify(run) };
    let is_after_word = is_kept || run.starts_with(char::is_alphanumeric);
    let part = if is_kept { run } else { &ascii };
    let is_apart = !slug.is_empty() && !slug.ends_with('-') && !part.is_empty();
    if is_apart && !is_after_word {
        slug.push('-');
    }
    slug.push_str(part);
    let ends_apart = !is_kept && !run.ends_with(char::is_alphanumeric);
    if ends_apart && !slug.is_empty() && !slug.ends_with('-') {
        slug.push('-');
    }
}

fn is_transliterated(c: char) -> bool {
    c.is_alphanumeric()
        && (c < '\u{590}'
            || matches!(c, '\u{10A0}'..='\u{10FF}' | '\u{1C80}'..='\u{1CBF}' | '\u{1D00}'..='\u{1DBF}'
                | '\u{1E00}'..='\u{1FFF}' | '\u{2070}'..='\u{218F}' | '\u{2460}'..='\u{24FF}' | '\u{2C60}'..='\u{2C7F}'
                | '\u{2D00}'..='\u{2D2F}' | '\u{2DE0}'..='\u{2DFF}' | '\u{A640}'..='\u{A69F}' | '\u{A720}'..='\u{A7FF}'
                | '\u{AB30}'..='\u{AB6F}' | '\u{FB00}'..='\u{FB17}' | '\u{FF00}'..='\u{FF5E}'
                | '\u{1D400}'..='\u{1D7FF}'))
}

/// The points of Hebrew and Arabic, which are usually not written, the line that stretches an Arabic
/// word, and invisible letters of Korean.
fn is_optional_mark(c: char) -> bool {
    matches!(c, '\u{591}'..='\u{5BD}' | '\u{5BF}'..='\u{5C7}' | '\u{610}'..='\u{61A}' | '\u{640}'
        | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6ED}'
        | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(time: &str) -> Time {
        Time::parse(time).expect("a valid instant")
    }

    #[test]
    fn a_page_with_a_word_of_ours_for_a_headline_stays_at_the_top() {
        let path = |title: &str, number| {
            default(&Permalink::of_pages(), title, None, at("2026-11-30T12:00:00Z"), number)
        };
        assert_eq!((path("Imprint", 1), path("Search", 1)), ("imprint".into(), "search-2".into()));
        assert_eq!(path("Search", 3), "search-3");
        assert!(is_default_for(&Permalink::of_pages(), "search-2", "Search"));
    }

    #[test]
    fn signs_that_distinguish_names_are_spelled_out() {
        for (name, expected) in [
            ("C", "c"),
            ("C++", "c-plus-plus"),
            ("C#", "c-sharp"),
            ("Notepad++", "notepad-plus-plus"),
            ("#metoo", "metoo"),
            ("A+B", "a-plus-b"),
            ("Town Hall", "town-hall"),
        ] {
            assert_eq!(slug(name), expected);
        }
        for (one, other) in [("Town Hall", "town-hall"), ("TOWN  HALL", "Town Hall"), ("Öl", "öl")]
        {
            assert!(is_same_name(one, other), "{one} and {other}");
        }
        for (one, other) in [("C", "C++"), ("C++", "C#"), ("Öl", "Ol"), ("A*", "A"), ("R&D", "R D")]
        {
            assert!(!is_same_name(one, other), "{one} and {other}");
        }
    }

    #[test]
    fn every_name_with_a_letter_has_a_slug() {
        for (name, expected) in [
            ("א", "u5d0"),
            ("ع", "u639"),
            ("אע", "u5d0-u5e2"),
            ("日", "ri"),
            ("ب", "b"),
            ("ー", "u30fc"),
            ("??", ""),
        ] {
            assert_eq!(slug(name), expected, "{name}");
        }
        assert!(is_slug(&slug(&"א".repeat(100))) && slug(&"א".repeat(100)).len() < 50);
    }

    #[test]
    fn a_default_path_has_year_month_and_headline() {
        let default = |title: &str, time: Time, number: u32| {
            default(&Permalink::default(), title, None, time, number)
        };
        assert_eq!(
            default("What it costs, and to whom!", at("2026-03-05T00:00:00Z"), 1),
            "2026/03/what-it-costs-and-to-whom"
        );
        assert_eq!(default("Über Öl", at("2026-11-22T00:00:00Z"), 2), "2026/11/uber-ol-2");
        assert_eq!(default("???", at("2026-11-22T00:00:00Z"), 1), "2026/11/article");
        for (title, slug) in [
            ("من يدفع ثمن الميناء؟", "من-يدفع-ثمن-الميناء"),
            ("مَن يَدفَع", "من-يدفع"),
            ("מי משלם על הנמל?", "מי-משלם-על-הנמל"),
            ("誰が港の費用を払うのか", "誰が港の費用を払うのか"),
            ("हिन्दी में", "हिन्दी-में"),
            ("ميناء 2026: Budget", "ميناء-2026-budget"),
            ("G20会議", "g20会議"),
            ("Кто платит за порт?", "kto-platit-za-port"),
            ("Ποιος πληρώνει;", "poios-pleronei"),
            ("It’s O’Brien’s — “again”", "it-s-o-brien-s-again"),
        ] {
            let path = default(title, at("2026-11-22T00:00:00Z"), 1);
            assert_eq!(path, format!("2026/11/{slug}"));
            assert_eq!(parse(&path), Ok(path));
        }
        let long = default(&"harbour ".repeat(40), at("2026-11-22T00:00:00Z"), 1);
        assert!(long.ends_with("-harbour") && long.len() <= "2026/11/".len() + SLUG_LENGTH);
    }

    #[test]
    fn a_default_path_is_recognised() {
        let is_default_for =
            |path: &str, title: &str| is_default_for(&Permalink::default(), path, title);
        assert!(is_default_for("2026/11/mud", "Mud") && is_default_for("2026/11/mud-12", "Mud"));
        assert!(!is_default_for("2026/11/mud-again", "Mud") && !is_default_for("news/mud", "Mud"));
    }

    #[test]
    fn a_custom_path_is_kept() {
        assert_eq!(parse("/2012/05/alter-Weg.html/").as_deref(), Ok("2012/05/alter-Weg.html"));
        for path in ["статьи/мост", "l’île", "【一】/“二”", "می\u{200c}خواهم", "justice-†"]
        {
            assert_eq!(parse(path).as_deref(), Ok(path));
        }
        assert_eq!(href("a/ü b"), "/a/%C3%BC%20b");
    }

    #[test]
    fn reserved_and_malformed_paths_are_refused() {
        let code = |raw: &str| parse(raw).map_err(|fault| fault.code);
        assert_eq!(code("/"), Err("required"));
        assert_eq!(code("/api/v1"), Err("path_reserved"));
        assert_eq!(code("feed.json"), Err("path_reserved"));
        assert_eq!(code("2026/11/mud/comments.atom"), Err("path_reserved"));
        for raw in [
            "a//b",
            "a/../b",
            "a/.b",
            "a b",
            "a?b",
            "a#b",
            "a%2Fb",
            "a\\b",
            "\"><x",
            "a\u{2003}b",
            "\u{200c}a",
            "\u{301}a",
        ] {
            assert_eq!(code(raw), Err("path_format"), "{raw}");
        }
        assert_eq!(code(&"a".repeat(301)), Err("too_long"));
    }

    proptest! {
        #[test]
        fn every_default_path_is_valid(title in any::<String>(), number in 1u32..20) {
            let permalink = Permalink::default();
            let at = Time::from_micros(1_795_000_000_000_000);
            let path = default(&permalink, &title, None, at, number);
            prop_assert_eq!(parse(&path), Ok(path.clone()));
            prop_assert!(is_default_for(&permalink, &path, &title));
        }
    }
}
