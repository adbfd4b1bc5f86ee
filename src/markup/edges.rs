//! Where a quotation and a bare address end, for which the parser has other rules than people.
//!
//! A first pass of the parser finds the places, and what is put in there makes the second pass end
//! them: an empty line, or a space that is taken out of the HTML again.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use comrak::nodes::{Node, NodeValue};
use comrak::{Arena, Options, parse_document};
use regex::Regex;

/// Marks a space that is not shown. Unicode has no character of this number.
const HIDDEN: char = '\u{FDD1}';
/// How often a text is parsed at most. Two rounds are enough for what people write.
const ROUNDS: usize = 6;

/// Ends a bare address.
const LINK_END: &str = " \u{FDD1}";
/// Lets a bare address without a scheme begin.
const LINK_BEGIN: &str = "\u{FDD1} ";

/// What is put in before which byte of the text.
type Insertions = BTreeMap<usize, String>;

/// The text of a comment, in which quotations and bare addresses end where readers end them.
pub fn of_comment<'a>(text: &'a str, options: &Options<'_>) -> Cow<'a, str> {
    let quotes = text.contains('>') && text.contains('\n');
    let links = has_bare_links(text);
    if !quotes && !links {
        return Cow::Borrowed(text);
    }
    let mut text = Cow::Borrowed(text);
    // A line that no longer belongs to a quotation may begin what another one belongs to.
    for _ in 0..ROUNDS {
        let arena = Arena::new();
        let root = parse_document(&arena, &text, options);
        let mut insertions = Insertions::new();
        if quotes {
            end_quotations(root, &text, &mut insertions);
        }
        if links {
            end_bare_links(root, &text, &mut insertions);
        }
        if insertions.is_empty() {
            break;
        }
        text = Cow::Owned(with(&text, insertions));
    }
    text
}

/// The same for an article, whose authors know Markdown's own rule for quotations.
pub fn of_article<'a>(text: &'a str, options: &Options<'_>) -> Cow<'a, str> {
    if !has_bare_links(text) {
        return Cow::Borrowed(text);
    }
    let arena = Arena::new();
    let mut insertions = Insertions::new();
    end_bare_links(parse_document(&arena, text, options), text, &mut insertions);
    Cow::Owned(with(text, insertions))
}

/// Whether a bare address ends before `c`: at brackets, quotation marks, stops, commas and spaces
/// of any script, and at full-width forms of ASCII's signs. The apostrophe and the dots in the
/// middle of a line stand within addresses as browsers show them.
pub fn ends_address(c: char) -> bool {
    // Unicode's classes of characters, without a table of our own.
    static END: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let classes =
            r"[\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Po}\p{Z}\x{2014}\x{2015}\x{301C}\x{FF00}-\x{FFEF}]";
        Regex::new(classes).ok()
    });
    !c.is_ascii()
        && !c.is_alphanumeric()
        && !matches!(c, '\u{B7}' | '\u{2019}' | '\u{2022}' | '\u{30FB}' | '\u{FF65}')
        && END.as_ref().is_none_or(|end| end.is_match(c.encode_utf8(&mut [0; 4])))
}

/// In CommonMark a line without `>` below a quoted line goes on with the quotation ("laziness").
/// Readers write their answer right below what they quote, as in mail, and it must not become the
/// other's words. So does a line with fewer marks than the one above it.
fn end_quotations(root: Node<'_>, text: &str, insertions: &mut Insertions) {
    let starts: Vec<usize> =
        std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    for node in root.descendants() {
        let data = node.data();
        if !matches!(data.value, NodeValue::Paragraph) {
            continue;
        }
        let depth = quotations_around(node);
        // Lines are counted from 1, so these are the lines after the first, which stands where it
        // does by its own marks.
        for line in data.sourcepos.start.line..data.sourcepos.end.line {
            let Some(start) = starts.get(line) else { break };
            let marks = marks(&text[*start..]);
            if marks < depth {
                insertions.insert(*start, format!("{}\n", ">".repeat(marks)));
            }
        }
    }
}

fn quotations_around(node: Node<'_>) -> usize {
    let is_quotation = |node: &Node<'_>| matches!(node.data().value, NodeValue::BlockQuote);
    node.ancestors().filter(is_quotation).count()
}

/// How many `>` the line begins with.
fn marks(line: &str) -> usize {
    line.chars().take_while(|c| matches!(c, '>' | ' ' | '\t')).filter(|c| *c == '>').count()
}

fn has_bare_links(text: &str) -> bool {
    (text.contains("://") || text.contains("www.")) && !text.is_ascii()
}

/// The parser ends a bare address at ASCII's signs only, so in a script that puts no space behind
/// its full stop one would go on to the end of the paragraph.
fn end_bare_links(root: Node<'_>, text: &str, insertions: &mut Insertions) {
    let mut lines: Option<Vec<usize>> = None;
    for node in root.descendants() {
        let Some(address) = bare_address(node) else { continue };
        if first_end(&address).is_none() {
            continue;
        }
        let lines = lines.get_or_insert_with(|| {
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
        });
        let start = node.data().sourcepos.start;
        let from = lines.get(start.line.saturating_sub(1)).map(|line| line + start.column - 1);
        // An address in angle brackets or in parentheses says itself where it ends, and the parser
        // gives the place of its bracket.
        let Some(from) =
            from.filter(|from| text.get(*from..).is_some_and(|text| text.starts_with(&address)))
        else {
            continue;
        };
        end_each(&address, from, insertions);
    }
}

/// The address of a link that shows nothing but its address.
fn bare_address(node: Node<'_>) -> Option<String> {
    let data = node.data();
    let NodeValue::Link(link) = &data.value else { return None };
    let only = node.first_child().filter(|child| child.next_sibling().is_none())?;
    let only = only.data();
    let NodeValue::Text(shown) = &only.value else { return None };
    link.url.ends_with(shown.as_ref()).then(|| shown.to_string())
}

/// What the parser took for one address may be several with words between them, because none of
/// it is a space: each of them ends at the first character that ends it.
fn end_each(glued: &str, from: usize, insertions: &mut Insertions) {
    let mut at = 0;
    while let Some(end) = first_end(&glued[at..]).map(|end| at + end) {
        insertions.insert(from + end, LINK_END.to_owned());
        // `[words](address)` and `<address>` are links of their own rules.
        let is_bare =
            |next: &usize| !glued[..*next].ends_with("](") && !glued[..*next].ends_with('<');
        let next = ["http://", "https://", "www."].iter().filter_map(|begin| {
            glued[end..].match_indices(begin).map(|(next, _)| end + next).find(is_bare)
        });
        let Some(next) = next.min() else { return };
        if glued[next..].starts_with("www.") {
            // The parser wants a space before it.
            insertions.insert(from + next, LINK_BEGIN.to_owned());
        }
        at = next;
    }
}

/// Where the address that `text` begins with ends, if before its last character. An apostrophe
/// ends it where no letter follows.
fn first_end(text: &str) -> Option<usize> {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let is_quote =
            c == '\u{2019}' && !chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if ends_address(c) || is_quote {
            return Some(at);
        }
    }
    None
}

/// Takes the spaces out of rendered HTML.
pub fn hide(html: String) -> String {
    if !html.contains(HIDDEN) {
        return html;
    }
    html.replace(LINK_END, "").replace(LINK_BEGIN, "").replace(HIDDEN, "")
}

fn with(text: &str, insertions: Insertions) -> String {
    let mut ended = String::with_capacity(text.len() + 4 * insertions.len());
    let mut from = 0;
    for (at, inserted) in insertions {
        ended.push_str(&text[from..at]);
        ended.push_str(&inserted);
        from = at;
    }
    ended.push_str(&text[from..]);
    ended
}
