//! Plain text from sanitized HTML. It reads only the sanitizer's output, which is well formed.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::text::is_visible;

/// The elements whose text is included.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Included {
    /// All.
    Everything,
    /// Running text only: no headings, tables, code blocks, captions.
    Prose,
}

/// A link in the words of a text.
pub struct Link {
    /// Its target, as in the HTML.
    pub target: String,
    /// The range of its words in the text, in bytes.
    pub words: Range<usize>,
}

/// The text of all elements, with the links in it.
pub fn text(html: &str) -> (String, Vec<Link>) {
    let Reader { words, links, .. } = Reader::read(html, Included::Everything);
    (words, links)
}

/// Whether `html` shows any visible character outside of tags. Bullets and rules alone do not
/// count.
pub fn shows_anything(html: &str) -> bool {
    let mut rest = html;
    loop {
        let (text, after) = rest.split_once('<').unwrap_or((rest, ""));
        if is_visible(&unescape(text)) {
            return true;
        }
        if after.is_empty() {
            return false;
        }
        rest = split_tag(after).1;
    }
}

/// The first words, as [`super::excerpt`] describes.
pub fn excerpt(html: &str, max_chars: usize) -> String {
    let prose = Reader::read(html, Included::Prose).words;
    let prose = if prose.is_empty() { text(html).0 } else { prose };
    let words: Vec<&str> = prose.split_whitespace().collect();
    cut(&words.join(" "), max_chars)
}

/// Cuts a line to at most `max_chars` characters including the ellipsis: between words; in a script
/// without spaces, or in a very long word, between characters, but never within a composed
/// character.
fn cut(line: &str, max_chars: usize) -> String {
    let Some((limit, _)) = line.char_indices().nth(max_chars) else { return line.to_owned() };
    // One character is reserved for the ellipsis.
    let Some((room, _)) = line[..limit].char_indices().next_back() else { return String::new() };
    let last_space =
        if line[room..].starts_with(' ') { Some(room) } else { line[..room].rfind(' ') };
    let end =
        last_space.filter(|space| space * 2 > room).unwrap_or_else(|| whole_character(line, room));
    let kept = line[..end].trim_end_matches(|c: char| c.is_whitespace() || ",;:–—-".contains(c));
    format!("{kept}…")
}

/// Moves `end` back so that it does not split a base character from its marks, joiners and
/// selectors.
fn whole_character(line: &str, mut end: usize) -> usize {
    let goes_on = |c: char| {
        is_combining_mark(c)
            || matches!(c, '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}')
    };
    while end > 0 {
        let next = line[end..].chars().next();
        let last = line[..end].chars().next_back();
        if !next.is_some_and(goes_on) && last != Some('\u{200D}') {
            break;
        }
        end -= last.map_or(end, char::len_utf8);
    }
    end
}

/// The state of one pass over the tags.
struct Reader {
    included: Included,
    words: String,
    links: Vec<Link>,
    /// The open lists: the number of the next item, or None for lists with dashes.
    lists: Vec<Option<u32>>,
    /// The number of open excluded elements.
    muted: usize,
    preformatted: bool,
    /// Whether nothing was written since the last bullet.
    behind_bullet: bool,
    /// What to write before the next word.
    gap: Gap,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Line,
    Block,
}

impl Reader {
    fn read(html: &str, included: Included) -> Reader {
        let mut reader = Reader {
            included,
            words: String::with_capacity(html.len()),
            links: Vec::new(),
            lists: Vec::new(),
            muted: 0,
            preformatted: false,
            behind_bullet: false,
            gap: Gap::None,
        };
        let mut rest = html;
        while let Some(start) = rest.find('<') {
            reader.write_text(&rest[..start]);
            let (tag, after) = split_tag(&rest[start + 1..]);
            reader.tag(tag);
            rest = after;
        }
        reader.write_text(rest);
        reader
    }

    fn tag(&mut self, tag: &str) {
        let (closes, tag) = tag.strip_prefix('/').map_or((false, tag), |tag| (true, tag));
        let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        if self.muted > 0 || self.is_excluded(name, tag) {
            // Excluded elements do not contain themselves, except sections, which are balanced in
            // well-formed HTML.
            if is_always_excluded(name) {
                self.muted = if closes { self.muted.saturating_sub(1) } else { self.muted + 1 };
            }
            return;
        }
        match name {
            "a" if closes => {
                let end = self.words.len();
                if let Some(open) = self.links.last_mut() {
                    open.words.end = end;
                }
            }
            "a" => {
                if let Some(target) = attribute(tag, "href") {
                    let at = self.words.len();
                    self.links.push(Link { target: unescape(target), words: at..at });
                }
            }
            "br" => self.widen(Gap::Line),
            "li" if !closes => {
                self.widen(Gap::Line);
                self.bullet();
            }
            "ol" | "ul" => {
                self.widen(Gap::Block);
                if closes {
                    self.lists.pop();
                } else if name == "ul" {
                    self.lists.push(None);
                } else {
                    let start = attribute(tag, "start").and_then(|start| start.parse().ok());
                    self.lists.push(Some(start.unwrap_or(1)));
                }
            }
            "li" | "tr" => self.widen(Gap::Line),
            "td" | "th" => self.widen(Gap::Space),
            "pre" => {
                self.preformatted = !closes;
                self.widen(Gap::Block);
            }
            // A paragraph in a list item follows its dash.
            "p" if !closes && self.behind_bullet => {}
            "p" | "blockquote" | "dl" | "dt" | "dd" | "h2" | "h3" | "h4" | "h5" | "h6"
            | "table" | "figure" | "figcaption" | "hr" | "div" | "section" | "aside"
            | "details" => self.widen(Gap::Block),
            _ => {}
        }
    }

    fn is_excluded(&self, name: &str, tag: &str) -> bool {
        match name {
            "sup" => tag.contains("footnote-ref"),
            "section" => tag.contains("\"footnotes\""),
            // Addresses, in place of which the page has headlines.
            "aside" => {
                tag.contains("\"read-more\"")
                    || self.included == Included::Prose && tag.contains("\"box\"")
            }
            // It repeats words of the text.
            "blockquote" => self.included == Included::Prose && tag.contains("\"pull\""),
            "h2" | "h3" | "h4" | "h5" | "h6" | "table" | "pre" | "figcaption" => {
                self.included == Included::Prose
            }
            _ => false,
        }
    }

    fn write_text(&mut self, escaped: &str) {
        if self.muted > 0 {
            return;
        }
        if self.preformatted {
            let code = unescape(escaped);
            self.write(if self.gap == Gap::None { &code } else { code.trim_start_matches('\n') });
            return;
        }
        let text = unescape(escaped);
        if text.starts_with(|c: char| c.is_ascii_whitespace()) {
            self.widen(Gap::Space);
        }
        for (n, word) in text.split_ascii_whitespace().enumerate() {
            if n > 0 {
                self.widen(Gap::Space);
            }
            self.write(word);
        }
        if text.ends_with(|c: char| c.is_ascii_whitespace()) {
            self.widen(Gap::Space);
        }
    }

    /// A dash, or the number of the item.
    fn bullet(&mut self) {
        match self.lists.last_mut() {
            Some(Some(number)) => {
                let bullet = format!("{number}. ");
                *number = number.saturating_add(1);
                self.write(&bullet);
            }
            Some(None) | None => self.write("- "),
        }
        self.behind_bullet = true;
    }

    fn widen(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    fn write(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        let gap = std::mem::replace(&mut self.gap, Gap::None);
        if !self.words.is_empty() {
            let ends_lines = self.words.len() - self.words.trim_end_matches('\n').len();
            match gap {
                Gap::None => {}
                Gap::Space if self.words.ends_with([' ', '\n']) => {}
                Gap::Space => self.words.push(' '),
                Gap::Line => self.words.push_str(&"\n"[..1_usize.saturating_sub(ends_lines)]),
                Gap::Block => self.words.push_str(&"\n\n"[..2_usize.saturating_sub(ends_lines)]),
            }
        }
        self.words.push_str(words);
        self.behind_bullet = false;
    }
}

fn is_always_excluded(name: &str) -> bool {
    matches!(
        name,
        "sup"
            | "section"
            | "aside"
            | "blockquote"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "table"
            | "pre"
            | "figcaption"
    )
}

/// Splits after the `>` that ends the tag, ignoring those in quoted values.
pub(super) fn split_tag(html: &str) -> (&str, &str) {
    let mut quoted = false;
    for (at, byte) in html.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return (&html[..at], &html[at + 1..]),
            _ => {}
        }
    }
    (html, "")
}

/// The value of an attribute. The sanitizer writes every value in double quotation marks.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let at = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag.get(at..)?.split('"').next()
}

/// Replaces the five references that the sanitizer writes.
pub(super) fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        plain.push_str(&rest[..start]);
        rest = &rest[start..];
        let known =
            [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&nbsp;", '\u{A0}')];
        let (length, c) = known
            .iter()
            .find(|(name, _)| rest.starts_with(name))
            .map_or((1, '&'), |(name, c)| (name.len(), *c));
        plain.push(c);
        rest = &rest[length..];
    }
    plain.push_str(rest);
    plain
}
