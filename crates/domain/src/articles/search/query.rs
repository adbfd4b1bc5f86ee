//! A search as it was typed, in parts. No I/O.

use crate::db::dialect::article_search::Term;
use crate::text::fold;
use crate::text::words::{LONGEST, push_words, runs};

/// Most characters of a query that count.
pub const LENGTH: usize = 200;
/// Most words and phrases of a query that count.
pub const TERMS: usize = 16;
/// From this length on a word also finds longer ones that begin with it. Scripts other than Latin, Greek,
/// Cyrillic, Hebrew and Arabic have shorter words.
const BEGINNING: usize = 5;

/// What somebody looks for: words and phrases, all of which an article must have. Every input is one;
/// nothing in it is an operator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    parts: Vec<Part>,
    is_cut: bool,
}

/// Runs next to each other: a word, a phrase in quotation marks, a compound such as `mother-in-law`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) runs: Vec<Run>,
    /// Whether the last run may be the beginning of a longer word.
    pub(super) is_beginning: bool,
}

/// A word, or a stretch of a script without spaces. Folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) is_unspaced: bool,
}

impl Query {
    /// Reads what was typed: words between spaces, and phrases between quotation marks.
    pub fn parse(typed: &str) -> Query {
        let mut is_cut = typed.chars().nth(LENGTH).is_some();
        let typed: String = typed.chars().take(LENGTH).collect();
        let mut parts: Vec<Part> = Vec::new();
        for (number, piece) in typed.split(is_quotation_mark).enumerate() {
            // Every second piece stands between two marks. One that is not closed is closed by the end.
            if number % 2 == 1 {
                parts.extend(Part::phrase(piece));
            } else {
                parts.extend(piece.split_whitespace().filter_map(Part::word));
            }
        }
        let mut distinct: Vec<Part> = Vec::new();
        for part in parts {
            if distinct.contains(&part) {
                continue;
            }
            if distinct.len() == TERMS {
                is_cut = true;
                break;
            }
            distinct.push(part);
        }
        Query { parts: distinct, is_cut }
    }

    /// Whether something was left out, because there were more than [`LENGTH`] characters or [`TERMS`] words and phrases.
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// Whether there is no word in it.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// A condition for the articles.
    pub(super) fn terms(&self) -> Vec<Term> {
        self.parts.iter().map(Part::term).collect()
    }

    pub(super) fn parts(&self) -> &[Part] {
        &self.parts
    }
}

fn is_quotation_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '『' | '』' | '＂')
}

impl Run {
    /// Whether it is one character of a text without spaces, which finds the pairs that begin with it; the last character of
    /// a stretch is entered alone.
    fn is_one_character(&self) -> bool {
        self.is_unspaced && self.text.chars().count() == 1
    }
}

impl Part {
    /// The words between two quotation marks; `None` if there is none.
    fn phrase(text: &str) -> Option<Part> {
        let runs = Part::runs(text);
        let is_beginning = runs.last()?.is_one_character();
        Some(Part { runs, is_beginning })
    }

    /// A word, which may be the beginning of a longer one; `None` if `text` has no letters.
    fn word(text: &str) -> Option<Part> {
        let runs = Part::runs(text);
        let last = runs.last()?;
        let is_beginning = match last.is_unspaced {
            true => last.is_one_character(),
            false => {
                let is_long = last.text.chars().count() >= BEGINNING;
                is_long || last.text.chars().any(|c| c >= '\u{E00}')
            }
        };
        Some(Part { runs, is_beginning })
    }

    fn runs(text: &str) -> Vec<Run> {
        let folded = fold::fold(text);
        runs(&folded)
            .map(|(range, is_unspaced)| {
                // As in `words`, where a stretch of characters is cut into pairs instead.
                let most = if is_unspaced { usize::MAX } else { LONGEST };
                let text = folded[range].chars().take(most).collect();
                Run { text, is_unspaced }
            })
            .collect()
    }

    fn term(&self) -> Term {
        let mut words = Vec::new();
        let last = self.runs.len() - 1;
        for (number, run) in self.runs.iter().enumerate() {
            // Within a part the whole stretch must be there; at the end it may go on.
            push_words(&mut words, &run.text, run.is_unspaced, number < last);
        }
        Term { words, is_beginning: self.is_beginning }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::words::words;

    fn terms(typed: &str) -> Vec<(String, bool)> {
        let terms = Query::parse(typed).terms();
        terms.into_iter().map(|term| (term.words.join(" "), term.is_beginning)).collect()
    }

    fn whole(words: &str) -> (String, bool) {
        (words.to_owned(), false)
    }

    fn beginning(words: &str) -> (String, bool) {
        (words.to_owned(), true)
    }

    #[test]
    fn words_and_phrases_are_read_and_nothing_is_an_operator() {
        assert_eq!(terms("Mud  HARBOUR"), [whole("mud"), beginning("harbour")]);
        assert_eq!(terms("\"deep harbour\" ferry"), [whole("deep harbour"), beginning("ferry")]);
        assert_eq!(terms("„tiefer Hafen“"), [whole("tiefer hafen")]);
        assert_eq!(terms("not closed: \"a b"), [whole("not"), beginning("closed"), whole("a b")]);
        assert_eq!(terms("mother-in-law"), [whole("mother in law")]);
        assert_eq!(
            terms("a* NOT b OR {title}:c NEAR(d) 'e' & f | !g:* <-> h^2 \\"),
            ["a", "not", "b", "or", "title c", "near d", "e", "f", "g", "h 2"].map(whole)
        );
        for nothing in ["", "  ", "\"\"", "* & | ! () : ^ ' \" \\ -"] {
            assert!(Query::parse(nothing).is_empty(), "{nothing}");
        }
        assert_eq!(terms("mud Mud MUD"), [whole("mud")]);
        let many = "a b c d e f g h i j k l m n o p q r s t";
        assert_eq!(terms(&many.repeat(20)).len(), TERMS);
        assert!(Query::parse(many).is_cut() && !Query::parse(&many[..31]).is_cut());
        assert!(
            Query::parse(&"mud ".repeat(51)).is_cut() && !Query::parse(&"mud ".repeat(50)).is_cut()
        );
    }

    #[test]
    fn scripts_without_spaces_are_found_by_pairs() {
        assert_eq!(words("海港新闻, ok"), ["海港", "港新", "新闻", "闻", "ok"]);
        assert_eq!(terms("港新闻"), [whole("港新 新闻")]);
        // One character: at the beginning of a pair, or the last one of a stretch.
        assert_eq!(terms("闻"), [beginning("闻")]);
        assert_eq!(words("第3版"), ["第", "3", "版"]);
        assert_eq!(terms("第3版"), [beginning("第 3 版")]);
        assert_eq!(words("手机iPhone"), ["手机", "机", "iphone"]);
        assert_eq!(terms("手机iPhone"), [beginning("手机 机 iphone")]);
    }

    #[test]
    fn words_are_folded_as_those_of_articles() {
        for (typed, written) in
            [("straße", "STRASSE"), ("hafen", "Ｈáfen"), ("أخبار", "أَخْبَار"), ("Ёлка", "елка")]
        {
            let wanted = &Query::parse(typed).terms()[0];
            assert_eq!(wanted.words, words(written), "{typed}");
        }
    }
}
