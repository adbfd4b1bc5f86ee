//! The parts of texts that are shown with a result, and what was looked for in them. No I/O.

use std::ops::Range;

use crate::i18n::Html;
use crate::text::fold::Folded;
use crate::text::words::runs;

use super::query::{Part, Query};

/// Places in one text that are looked at to choose a passage.
const PLACES: usize = 1_000;

/// A text in pieces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// The pieces in their order.
    pub pieces: Vec<Piece>,
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Piece {
    pub text: String,
    /// Whether it is what was looked for.
    pub is_hit: bool,
}

impl Passage {
    /// A text in which nothing is marked.
    fn plain(text: &str) -> Passage {
        Passage { pieces: vec![Piece { text: text.to_owned(), is_hit: false }] }
    }

    /// The text without marks.
    pub fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    /// The text with `<mark>` around what was looked for.
    pub fn html(&self) -> Html {
        Html::pieces(
            self.pieces
                .iter()
                .map(|piece| (if piece.is_hit { Some("mark") } else { None }, piece.text.as_str())),
        )
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.pieces.iter().all(|piece| piece.text.is_empty())
    }
}

/// The blocks of a text on one line. A dot stands behind one that does not end as a sentence does, such as a heading.
fn on_one_line(text: &str) -> String {
    const ENDS: [char; 10] = ['.', '!', '?', ':', ';', '…', '؟', '۔', '。', '—'];
    let mut line = String::with_capacity(text.len());
    for block in text.split("\n\n") {
        let is_open = !line.trim_end_matches(['"', '”', '“', '’', '»', '«', ')']).ends_with(ENDS);
        let before = if is_open { " · " } else { " " };
        for (n, word) in block.split_whitespace().enumerate() {
            match (n, line.is_empty()) {
                (_, true) => {}
                (0, false) => line.push_str(before),
                (_, false) => line.push(' '),
            }
            line.push_str(word);
        }
    }
    line
}

/// Finds what somebody looks for in texts.
pub(super) struct Marker<'a> {
    parts: &'a [Part],
}

/// A place in a text, and the part of the query that it answers.
#[derive(Clone, Debug)]
struct Place {
    range: Range<usize>,
    part: usize,
}

impl<'a> Marker<'a> {
    pub(super) fn new(query: &'a Query) -> Marker<'a> {
        Marker { parts: query.parts() }
    }

    /// The whole text.
    pub(super) fn whole(&self, text: &str) -> Passage {
        marked(text, 0..text.len(), &self.places(text))
    }

    /// At most about `length` characters of `summary` or `body`, whichever has more of the parts; of
    /// `otherwise` if neither has any.
    pub(super) fn best(
        &self,
        summary: &str,
        body: &str,
        otherwise: &str,
        length: usize,
    ) -> Passage {
        let body = on_one_line(body);
        let (in_summary, in_body) = (self.window(summary, length), self.window(&body, length));
        match (in_summary, in_body) {
            (Some((summary, in_summary)), body)
                if body.as_ref().is_none_or(|(_, n)| *n <= in_summary) =>
            {
                summary
            }
            (_, Some((body, _))) => body,
            _ => Passage::plain(otherwise),
        }
    }

    /// The part of the text with the most of the query's parts, and how many those are.
    fn window(&self, text: &str, length: usize) -> Option<(Passage, usize)> {
        let places = self.places(text);
        let mut best: Option<(usize, usize)> = None;
        for (first, place) in places.iter().enumerate() {
            // Bytes, not characters: only which passage is best depends on it.
            let end = place.range.start + length * 3 / 4;
            let mut seen = vec![false; self.parts.len()];
            for other in places[first..].iter().take_while(|other| other.range.end <= end) {
                seen[other.part] = true;
            }
            let distinct = seen.into_iter().filter(|seen| *seen).count().max(1);
            if best.is_none_or(|(_, most)| distinct > most) {
                best = Some((first, distinct));
            }
        }
        let (first, distinct) = best?;
        let range = around(text, places[first].range.start, length);
        let mut passage = marked(text, range.clone(), &places);
        if range.start > 0 {
            passage.pieces.insert(0, Piece { text: "… ".to_owned(), is_hit: false });
        }
        if range.end < text.len() {
            passage.pieces.push(Piece { text: " …".to_owned(), is_hit: false });
        }
        Some((passage, distinct))
    }

    /// Where the text has parts of the query, in its order, without overlaps.
    fn places(&self, text: &str) -> Vec<Place> {
        let folded = Folded::new(text);
        let mut places: Vec<Place> = Vec::new();
        for (range, is_unspaced) in runs(folded.as_str()) {
            let word = &folded.as_str()[range.clone()];
            for (number, part) in self.parts.iter().enumerate() {
                let last = part.runs.len() - 1;
                for (at, run) in part.runs.iter().enumerate() {
                    if run.is_unspaced != is_unspaced {
                        continue;
                    }
                    let found: Vec<Range<usize>> = if is_unspaced {
                        let hits = word.match_indices(&run.text);
                        hits.map(|(from, hit)| from..from + hit.len()).collect()
                    } else {
                        let begins = at == last && part.is_beginning && word.starts_with(&run.text);
                        if begins || word == run.text {
                            std::iter::once(0..word.len()).collect()
                        } else {
                            Vec::new()
                        }
                    };
                    places.extend(found.into_iter().map(|within| Place {
                        range:
                            folded.origin(&(range.start + within.start..range.start + within.end)),
                        part: number,
                    }));
                }
            }
            if places.len() >= PLACES {
                break;
            }
        }
        places.sort_by_key(|place| (place.range.start, std::cmp::Reverse(place.range.end)));
        let mut end = 0;
        places.retain(|place| {
            let is_free = place.range.start >= end && !place.range.is_empty();
            end = if is_free { place.range.end } else { end };
            is_free
        });
        places
    }
}

/// A range of about `length` characters around the character at `hit`, which stands in its first
/// third, cut between words where there are spaces.
fn around(text: &str, hit: usize, length: usize) -> Range<usize> {
    let back = |from: usize, characters: usize| {
        text[..from].char_indices().rev().nth(characters.saturating_sub(1)).map_or(0, |(at, _)| at)
    };
    let ahead = |from: usize, characters: usize| {
        text[from..].char_indices().nth(characters).map_or(text.len(), |(at, _)| from + at)
    };
    let mut start = back(hit, length / 3);
    let mut end = ahead(start, length);
    if end == text.len() {
        // What is left at the end is shown before it.
        start = start.min(back(end, length));
    }
    if start > 0 {
        start = text[start..hit].find(' ').map_or(start, |space| start + space + 1);
    }
    if end < text.len() && !text[end..].starts_with(' ') {
        end = text[hit..end].rfind(' ').filter(|space| *space > 0).map_or(end, |space| hit + space);
    }
    start..end
}

/// A part of the text with its places.
fn marked(text: &str, range: Range<usize>, places: &[Place]) -> Passage {
    let mut pieces = Vec::new();
    let mut at = range.start;
    let mut push = |text: &str, is_hit: bool| {
        if !text.is_empty() {
            pieces.push(Piece { text: text.to_owned(), is_hit });
        }
    };
    for place in places {
        if place.range.start >= at && place.range.end <= range.end {
            push(&text[at..place.range.start], false);
            push(&text[place.range.clone()], true);
            at = place.range.end;
        }
    }
    push(&text[at..range.end], false);
    Passage { pieces }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(query: &str, text: &str) -> String {
        Marker::new(&Query::parse(query)).whole(text).html().to_string()
    }

    #[test]
    fn what_was_looked_for_is_marked_as_it_is_written() {
        for (query, text, expected) in [
            ("mud", "Mud & more MUD, muddy", "<mark>Mud</mark> &#38; more <mark>MUD</mark>, muddy"),
            ("harbour", "The harbours’ end", "The <mark>harbours</mark>’ end"),
            ("strasse", "In der Straße.", "In der <mark>Straße</mark>."),
            ("cafe", "Le café", "Le <mark>café</mark>"),
            ("\"deep harbour\"", "A deep harbour", "A <mark>deep</mark> <mark>harbour</mark>"),
            ("新闻", "海港新闻社", "海港<mark>新闻</mark>社"),
            ("أخبار", "أَخْبَار اليوم", "<mark>أَخْبَار</mark> اليوم"),
            ("x", "<b>", "&#60;b&#62;"),
        ] {
            assert_eq!(html(query, text), expected, "{query}");
        }
    }

    #[test]
    fn a_heading_is_set_off_from_the_text_below_it() {
        let body = "The ferry.\n\nTwice an hour\n\nFrom Monday it sails\noften: \n\n- in rain";
        let query = Query::parse("monday");
        let passage = Marker::new(&query).best("", body, "", 80);
        assert_eq!(
            passage.text(),
            "The ferry. Twice an hour · From Monday it sails often: - in rain"
        );
    }

    #[test]
    fn the_passage_has_as_many_of_the_words_as_there_are() {
        let query = Query::parse("mud ferry");
        let marker = Marker::new(&query);
        let far = "word ".repeat(100);
        let body = format!("Mud alone. {far} The mud and the ferry meet here. {far}");
        let passage = marker.best("", &body, "", 80);
        let html = passage.html().to_string();
        assert!(html.contains("<mark>mud</mark> and the <mark>ferry</mark> meet"), "{html}");
        assert!(html.starts_with("… word") && html.ends_with(" …"), "{html}");
        assert!(passage.text().chars().count() <= 84, "{html}");
        // The summary is preferred where it has as many.
        let passage = marker.best("A ferry in the mud", &body, "", 80);
        assert_eq!(passage.text(), "A ferry in the mud");
        assert_eq!(marker.best("", "nothing", "The first words", 80).text(), "The first words");
    }

    #[test]
    fn a_text_without_spaces_is_cut_between_characters() {
        let query = Query::parse("新闻");
        let body = format!("{}新闻{}", "海港".repeat(200), "社区".repeat(200));
        let html = Marker::new(&query).best("", &body, "", 40).html().to_string();
        assert!(html.contains("<mark>新闻</mark>社区"), "{html}");
    }
}
