//! The words by which comments and articles are found. The same words for both databases, in every
//! locale, because the program cuts and folds them itself.
//!
//! A text consists of runs: words, and stretches of scripts without spaces, such as Chinese. Such a
//! stretch is entered as its pairs of characters and its last character, so that any part of it can be
//! found: 海港新闻 as 海港, 港新, 新闻, 闻.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::text::fold;

/// Characters of a word that are entered.
pub const LONGEST: usize = 64;

/// The words of a text, in their order, as they are entered. A word consists of letters with their
/// marks, and digits.
pub fn words(text: &str) -> Vec<String> {
    cut(text, true)
}

/// The words that a text must have if `query` is looked for in it. A single character of a script
/// without spaces stands for all pairs that begin with it.
pub fn wanted(query: &str) -> Vec<String> {
    cut(query, false)
}

/// Whether a word of a query finds longer words as well: a single character of a script without
/// spaces.
pub fn is_half_a_pair(word: &str) -> bool {
    let mut characters = word.chars();
    characters.next().is_some_and(fold::is_unspaced) && characters.next().is_none()
}

fn cut(text: &str, whole: bool) -> Vec<String> {
    let folded = fold::fold(text);
    let mut words = Vec::new();
    for (range, is_unspaced) in runs(&folded) {
        push_words(&mut words, &folded[range], is_unspaced, whole);
    }
    words
}

/// Adds a word, or the pairs of a stretch and, if it is `whole`, its last character.
pub fn push_words(words: &mut Vec<String>, run: &str, is_unspaced: bool, whole: bool) {
    if !is_unspaced {
        words.push(run.chars().take(LONGEST).collect());
        return;
    }
    let characters: Vec<char> = run.chars().collect();
    words.extend(characters.windows(2).map(|pair| pair.iter().collect::<String>()));
    if let Some(last) = characters.last().filter(|_| whole || characters.len() == 1) {
        words.push(last.to_string());
    }
}

/// The runs of a folded text, and whether each is of a script without spaces. A word has a letter or a
/// digit.
pub fn runs(folded: &str) -> impl Iterator<Item = (Range<usize>, bool)> {
    let mut rest = folded.char_indices().peekable();
    std::iter::from_fn(move || {
        loop {
            let (start, first) = rest.find(|(_, c)| is_part(*c))?;
            let is_unspaced = fold::is_unspaced(first);
            let mut has_letter = first.is_alphanumeric();
            let mut end = start + first.len_utf8();
            while let Some((at, c)) =
                rest.next_if(|(_, c)| is_part(*c) && fold::is_unspaced(*c) == is_unspaced)
            {
                has_letter |= c.is_alphanumeric();
                end = at + c.len_utf8();
            }
            if has_letter {
                return Some((start..end, is_unspaced));
            }
        }
    })
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_search_has_the_words_that_people_see() {
        for (text, expected) in [
            ("हिन्दी में", vec!["हिन्दी", "में"]),
            ("“Quoted”, O’Brien", vec!["quoted", "o", "brien"]),
            ("Ёлка", words("елка").iter().map(String::as_str).collect()),
            ("Καλημέρα", words("καλημερα").iter().map(String::as_str).collect()),
            ("ｗｉｄｅ Bäcker", vec!["wide", "backer"]),
            ("a--b '; DROP", vec!["a", "b", "drop"]),
            ("… !?", vec![]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
        assert_eq!(words(&"x".repeat(5_000)), ["x".repeat(64)]);
        assert_eq!(words("КАЗИНО"), words("казино"));
    }

    #[test]
    fn any_part_of_a_stretch_without_spaces_is_found() {
        let has = |text: &str, query: &str| {
            let words = words(text);
            let is_there = |wanted: &String| match is_half_a_pair(wanted) {
                true => words.iter().any(|word| word.starts_with(wanted.as_str())),
                false => words.contains(wanted),
            };
            wanted(query).iter().all(is_there)
        };
        for part in ["中", "中文", "文搜", "搜索", "中文搜索", "索", "搜索 中文"] {
            assert!(has("中文搜索 ok", part), "{part}");
        }
        for other in ["搜文", "索中", "中文搜索引擎", "o"] {
            assert!(!has("中文搜索 ok", other), "{other}");
        }
        assert_eq!(wanted("手机iPhone"), ["手机", "iphone"]);
    }
}
