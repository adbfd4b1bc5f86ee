//! Web addresses as people write them, with or without `http://`.

use super::edges::ends_address;

/// Suffixes by which a bare `name.suffix` counts as an address without a path. The list is short on
/// purpose: `e.g`, `node.js` and a full stop without a space are not links. With a path, any suffix
/// of letters counts.
const SUFFIXES: [&str; 46] = [
    "app", "at", "be", "biz", "blog", "br", "cc", "ch", "club", "cn", "co", "com", "cz", "de",
    "dev", "edu", "es", "eu", "fr", "gov", "icu", "in", "info", "io", "it", "jp", "link", "ly",
    "me", "net", "nl", "online", "org", "pl", "pro", "ru", "se", "shop", "site", "store", "tk",
    "top", "uk", "us", "xyz", "рф",
];

/// Counts web addresses in `text` in one pass; each counts once, however it is written.
pub fn count(text: &str) -> usize {
    let ends = |c: char| c.is_whitespace() || "<>()[]{}\"'`|,;*".contains(c) || ends_address(c);
    text.split(ends).map(in_word).sum()
}

/// Counts addresses in one word. Several may follow each other without a space, as in
/// `http://a.example,http://b.example`.
fn in_word(word: &str) -> usize {
    let schemes =
        word.match_indices("://").filter(|(at, _)| ends_with_scheme(&word[..*at])).count();
    if schemes > 0 {
        return schemes;
    }
    usize::from(is_bare(word))
}

fn ends_with_scheme(before: &str) -> bool {
    ["http", "https"].iter().any(|scheme| {
        let start = before.len().checked_sub(scheme.len());
        start
            .and_then(|start| before.get(start..))
            .is_some_and(|end| end.eq_ignore_ascii_case(scheme))
    })
}

/// `www.example.com`, `example.com`, `example.co.uk/x`, `//example.com`; not `ann@example.com`.
fn is_bare(word: &str) -> bool {
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = word.find(['/', '?', '#', ':']).unwrap_or(word.len());
    let (host, path) = word.split_at(end);
    let host = host.trim_end_matches(|c: char| !c.is_alphanumeric());
    let has_path = path.starts_with('/') && path.len() > 1;
    let Some((name, suffix)) = host.rsplit_once('.') else { return false };
    let is_label = |label: &str| {
        !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
    };
    if !name.split('.').all(is_label) || !is_suffix(suffix) {
        return false;
    }
    if name.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."))
        || name.eq_ignore_ascii_case("www")
    {
        return true;
    }
    // `the end.But then`: a missing space after a full stop.
    let is_word = suffix.starts_with(char::is_uppercase) && suffix.ends_with(char::is_lowercase);
    let is_sentence_end = is_word && name.ends_with(char::is_lowercase);
    !is_sentence_end && (has_path || SUFFIXES.contains(&suffix.to_lowercase().as_str()))
}

fn is_suffix(suffix: &str) -> bool {
    let punycode = suffix.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("xn--"));
    punycode || suffix.chars().count() >= 2 && suffix.chars().all(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_count_with_and_without_a_scheme() {
        for text in [
            "http://example.com",
            "HTTPS://EXAMPLE.COM/x",
            "see www.example.com.",
            "example.com",
            "(example.com/x)",
            "//example.com",
            "example.co.uk/path?x",
            "Example.COM!",
            "пример.рф",
            "t.me/spam",
            "xn--80ak6aa92e.com",
            "WWW.EXAMPLE.ORG",
            "example.museum/x",
            "[words](https://example.com/a_(b))",
            "<https://example.com>",
            "example.com:8080/x",
            "http://1.2.3.4/x",
            "**example.com**",
        ] {
            assert_eq!(count(text), 1, "{text}");
        }
        assert_eq!(count("http://a.example,http://b.example www.c.example"), 3);
        assert_eq!(count("http://a.examplehttp://b.example"), 2);
    }

    #[test]
    fn ordinary_writing_has_no_links() {
        for text in [
            "e.g. this, i.e. that",
            "node.js and main.rs",
            "the end.But then",
            "3.5 or 1/2",
            "ann@example.com",
            "and/or",
            "he said...no",
            "U.S.A.",
            "p.m./a.m.",
            "24.12.2026",
            "Mr.Smith",
            "https",
            "://",
            "...",
            "a://b",
            "file.txt",
            "",
        ] {
            assert_eq!(count(text), 0, "{text}");
        }
    }
}
