//! Ends quotations and bare addresses where people expect it; the parser's own rules differ.
//!
//! A first pass of the parser finds the places. Text is inserted there that makes the second pass
//! end them: an empty line, or a space that is removed from the HTML again.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use comrak::nodes::{Node, NodeValue};
use comrak::{Arena, Options, parse_document};
use regex::Regex;

/// Marks a space that is removed later. It is a noncharacter of Unicode.
const HIDDEN: char = '\u{FDD1}';
/// Most passes over a text. Two are enough for ordinary texts.
const ROUNDS: usize = 6;

/// Ends a bare address.
const LINK_END: &str = " \u{FDD1}";
/// Begins a bare address without a scheme.
const LINK_BEGIN: &str = "\u{FDD1} ";

/// The texts to insert, by the byte before which each is inserted.
type Insertions = BTreeMap<usize, String>;

/// The text of a comment with the insertions that end its quotations and bare addresses.
pub fn of_comment<'a>(text: &'a str, options: &Options<'_>) -> Cow<'a, str> {
    let quotes = text.contains('>') && text.contains('\n');
    let links = has_bare_links(text);
    if !quotes && !links {
        return Cow::Borrowed(text);
    }
    let mut text = Cow::Borrowed(text);
    // A line that no longer belongs to a quotation may begin another quotation or list.
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
        text = Cow::Owned(with_insertions(&text, insertions));
    }
    text
}

/// The same for bare addresses in an article. Quotations keep Markdown's own rule, which authors
/// know.
pub fn of_article<'a>(text: &'a str, options: &Options<'_>) -> Cow<'a, str> {
    if !has_bare_links(text) {
        return Cow::Borrowed(text);
    }
    let arena = Arena::new();
    let mut insertions = Insertions::new();
    end_bare_links(parse_document(&arena, text, options), text, &mut insertions);
    Cow::Owned(with_insertions(text, insertions))
}

/// Whether a bare address ends before `c`: at brackets, quotation marks, full stops, commas and
/// spaces of any script, and at full-width forms of ASCII signs. The apostrophe and middle dots can
/// be part of an address.
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

/// Ends quotations at lines without `>`. In CommonMark such a line continues the quotation
/// ("laziness"), but readers write their reply right below a quotation, as in mail, and it must not
/// look like the other person's words. The same applies to a line with fewer marks than the line
/// above it.
fn end_quotations(root: Node<'_>, text: &str, insertions: &mut Insertions) {
    let starts: Vec<usize> =
        std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    for node in root.descendants() {
        let data = node.data();
        if !matches!(data.value, NodeValue::Paragraph) {
            continue;
        }
        let depth = quotations_around(node);
        // Lines are numbered from 1, so these are the lines after the first one, whose own marks
        // place it.
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

/// The number of `>` at the beginning of the line.
fn marks(line: &str) -> usize {
    line.chars().take_while(|c| matches!(c, '>' | ' ' | '\t')).filter(|c| *c == '>').count()
}

fn has_bare_links(text: &str) -> bool {
    let may_be_glued = !text.is_ascii() || text.matches("://").count() > 1;
    may_be_glued && (text.contains("://") || text.contains("www."))
}

/// Ends bare addresses at the punctuation of every script. The parser does so at ASCII signs only,
/// so in a script without spaces after full stops an address would extend to the end of the
/// paragraph.
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
        // The end of an address in angle brackets or parentheses is marked, and the parser gives
        // the position of the bracket.
        let Some(from) =
            from.filter(|from| text.get(*from..).is_some_and(|text| text.starts_with(&address)))
        else {
            continue;
        };
        end_each(&address, from, insertions);
    }
}

/// The address of a link whose text is the address itself.
fn bare_address(node: Node<'_>) -> Option<String> {
    let data = node.data();
    let NodeValue::Link(link) = &data.value else { return None };
    let only = node.first_child().filter(|child| child.next_sibling().is_none())?;
    let only = only.data();
    let NodeValue::Text(shown) = &only.value else { return None };
    link.url.ends_with(shown.as_ref()).then(|| shown.to_string())
}

/// What the parser reads as one address may be several with words between them, because it contains
/// no space. Each ends at the first character that ends an address.
fn end_each(glued: &str, from: usize, insertions: &mut Insertions) {
    let mut at = 0;
    while let Some(end) = first_end(&glued[at..]).map(|end| at + end) {
        insertions.insert(from + end, LINK_END.to_owned());
        // `[words](address)` and `<address>` are links that end by their own rules.
        let is_bare =
            |next: &usize| !glued[..*next].ends_with("](") && !glued[..*next].ends_with('<');
        let next = ["http://", "https://", "www."].iter().filter_map(|begin| {
            glued[end..].match_indices(begin).map(|(next, _)| end + next).find(is_bare)
        });
        let Some(next) = next.min() else { return };
        if glued[next..].starts_with("www.") {
            // The parser requires a space before it.
            insertions.insert(from + next, LINK_BEGIN.to_owned());
        }
        at = next;
    }
}

/// The end of the address at the beginning of `text`, if it is before the last character. An
/// apostrophe ends it unless a letter follows, and so does any sign between two addresses.
fn first_end(text: &str) -> Option<usize> {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let is_quote =
            c == '\u{2019}' && !chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if ends_address(c) || is_quote || joins(c, &text[at + c.len_utf8()..]) {
            return Some(at);
        }
    }
    None
}

/// Whether another address begins right after `c`, and `c` only joins the two. An address contains
/// another one after a slash, or in its query.
fn joins(c: char, rest: &str) -> bool {
    let is_within = c.is_alphanumeric() || "/=:?&%#@+-_(".contains(c);
    !is_within && ["http://", "https://"].iter().any(|scheme| rest.starts_with(scheme))
}

/// Removes the inserted spaces from rendered HTML.
pub fn remove_marked_spaces(html: String) -> String {
    if !html.contains(HIDDEN) {
        return html;
    }
    html.replace(LINK_END, "").replace(LINK_BEGIN, "").replace(HIDDEN, "")
}

fn with_insertions(text: &str, insertions: Insertions) -> String {
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
