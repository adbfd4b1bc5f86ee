//! What the filter looks at in a comment, as features: words, pairs of words, groups of letters,
//! the structure of the text, and its sender. [`visit`] names each one; `vector` hashes them.
//!
//! The features of a text never change within one [`VERSION`]: a lesson is taken back by working
//! them out again.

use std::borrow::Cow;
use std::time::Duration;

use crate::screening::filter::fold::{self, fold, is_mixed, is_zero_width};
use crate::screening::filter::links::{self, Found};
use crate::screening::filter::praise;

/// Grows with each change to features, hashes or scales. A model of another version is not read.
pub const VERSION: u32 = 2;

/// What is known of a comment.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sample<'a> {
    /// The text as it was written.
    pub text: &'a str,
    /// The name over it; may be empty.
    pub name: &'a str,
    /// The part of the mail address before the @, of which only the shape counts.
    pub mailbox: Option<&'a str>,
    /// The part of the mail address after the @.
    pub email_domain: Option<&'a str>,
    /// The website that was given.
    pub website: Option<&'a str>,
    /// How long the form was open.
    pub form_age: Option<Duration>,
}

/// Kinds of features, each with a weight of its own in the whole however many there are of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Words.
    Words,
    /// Pairs of words.
    Pairs,
    /// Groups of letters.
    Letters,
    /// The shape of the text.
    Shape,
    /// Domains in the text.
    Places,
    /// Name, website and address domain.
    Sender,
}

impl Group {
    /// How many there are.
    pub const COUNT: usize = 6;
}

/// One feature, as it can be told to a moderator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feature<'a> {
    /// A word of the text.
    Word(&'a str),
    /// Two words in a row.
    Pair(&'a str, &'a str),
    /// Two to five characters in a row.
    Letters(&'a str),
    /// A property of the text, at least so much of it.
    Shape(Shape, u32),
    /// A domain in the text.
    Domain(&'a str),
    /// The last part of a domain in the text.
    Suffix(&'a str),
    /// Host and path of an address in the text.
    Address(&'a str, &'a str),
    /// The first part of the path of an address in the text.
    Path(&'a str),
    /// A word of the name.
    NameWord(&'a str),
    /// Three characters of the name.
    NameLetters(&'a str),
    /// The domain of the website.
    WebsiteDomain(&'a str),
    /// The last part of the website's domain.
    WebsiteSuffix(&'a str),
    /// The domain of the mail address.
    EmailDomain(&'a str),
    /// The last part of the mail address.
    EmailSuffix(&'a str),
}

/// Properties that are counted or measured. The numbers go into the hash and must stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Shape {
    /// Always there: how common spam is altogether.
    Any = 1,
    /// Web addresses.
    Links = 2,
    /// Different domains.
    Domains = 3,
    /// Mail addresses.
    Mails = 4,
    /// Characters.
    Length = 5,
    /// Words.
    Words = 6,
    /// Capitals among the letters, per cent.
    Capitals = 7,
    /// Digits among the characters, per cent.
    Digits = 8,
    /// Digits in a row, spaces and hyphens between them allowed.
    Number = 9,
    /// Exclamation marks.
    Exclamations = 10,
    /// Question marks.
    Questions = 11,
    /// Signs of currencies.
    Money = 12,
    /// The same character in a row.
    Run = 13,
    /// Words that were there before, per cent.
    Repeated = 14,
    /// Words of letters of two scripts.
    Mixed = 15,
    /// Letters from the mathematical, circled or full-width alphabets.
    Styled = 16,
    /// Characters without width.
    ZeroWidth = 17,
    /// Emoji.
    Emoji = 18,
    /// HTML or BBCode around an address.
    Markup = 19,
    /// Lines.
    Lines = 20,
    /// The longest word.
    LongWord = 21,
    /// Other signs among the characters, per cent.
    Signs = 22,
    /// Words all in capitals.
    Shouted = 23,
    /// Seconds that the form was open.
    FormAge = 24,
    /// Characters in the name.
    NameLength = 25,
    /// Digits in the name.
    NameDigits = 26,
    /// Words in the name.
    NameWords = 27,
    /// The name has a web address in it.
    NameLink = 28,
    /// A website was given.
    Website = 29,
    /// The name is the website's.
    NameIsWebsite = 30,
    /// The mail address is at the website's domain.
    EmailIsWebsite = 31,
    /// Digits in the mailbox.
    MailboxDigits = 32,
    /// Characters in the mailbox.
    MailboxLength = 33,
    /// Hyphens and digits in the website's host.
    WebsiteSigns = 34,
    /// Length of the website's path.
    WebsitePath = 35,
    /// The website's domain is in the text as well.
    WebsiteInText = 36,
    /// The text begins with a small letter.
    SmallStart = 37,
    /// The text ends with a full stop or the like.
    FullStop = 38,
    /// Different scripts in the text.
    Scripts = 39,
    /// The name is in another script than the text.
    NameScript = 40,
    /// Phrases of praise that fit any page, in a text of little else, beside a website or a link.
    Praise = 41,
    /// Letters written as numeric entities.
    Entities = 42,
}

/// From how much on a property counts, step by step: each step that is reached is a feature of its
/// own.
const STEPS: [(Shape, &[u32]); 31] = [
    (Shape::Links, &[1, 2, 3, 5, 10]),
    (Shape::Domains, &[2, 3, 5]),
    (Shape::Mails, &[1, 2]),
    (Shape::Length, &[20, 40, 80, 120, 160, 300, 600, 1_200, 2_500]),
    (Shape::Words, &[2, 4, 7, 12, 20, 30, 60]),
    (Shape::Capitals, &[10, 30, 60, 90]),
    (Shape::Digits, &[1, 5, 10, 20, 40]),
    (Shape::Number, &[3, 5, 7, 10, 13]),
    (Shape::Exclamations, &[1, 2, 4, 8]),
    (Shape::Questions, &[1, 2, 4]),
    (Shape::Money, &[1, 2, 4]),
    (Shape::Run, &[3, 5, 9]),
    (Shape::Repeated, &[10, 25, 50, 75]),
    (Shape::Mixed, &[1, 2, 5]),
    (Shape::Styled, &[1, 4, 12]),
    (Shape::ZeroWidth, &[1, 3, 10]),
    (Shape::Emoji, &[1, 3, 8]),
    (Shape::Markup, &[1, 2, 4]),
    (Shape::Lines, &[2, 4, 10]),
    (Shape::LongWord, &[10, 15, 25, 50]),
    (Shape::Signs, &[5, 10, 20, 40]),
    (Shape::Shouted, &[1, 2, 5]),
    (Shape::NameLength, &[1, 4, 8, 16, 30]),
    (Shape::NameDigits, &[1, 3, 5]),
    (Shape::NameWords, &[2, 3, 5]),
    (Shape::Scripts, &[2, 3]),
    (Shape::SmallStart, &[1]),
    (Shape::FullStop, &[1]),
    (Shape::Praise, &[1, 2, 3, 4]),
    (Shape::Entities, &[1, 5]),
    (Shape::FormAge, &[2, 5, 10, 20, 60, 300, 3_600, 86_400]),
];

/// Calls `found` with every feature of `sample`, repeated ones as often as they are there.
pub fn visit(sample: &Sample<'_>, mut found: impl FnMut(Group, Feature<'_>)) {
    let folded = fold(sample.text);
    let text = read(&folded, &mut found);
    let amounts = measure(sample, &text);
    found(Group::Shape, Feature::Shape(Shape::Any, 0));
    for (property, steps) in STEPS {
        let amount = amounts[property as usize];
        for step in steps.iter().take_while(|step| amount >= **step) {
            found(Group::Shape, Feature::Shape(property, *step));
        }
    }
    sender(sample, &text, &mut found);
}

/// What reading a text has found beside its features.
struct Read<'a> {
    /// The words, in their order; those of addresses are not among them.
    words: Vec<&'a str>,
    /// Web addresses, each once however often it is repeated: host and path.
    links: Vec<(&'a str, &'a str)>,
    /// Hosts of web addresses.
    hosts: Vec<&'a str>,
    /// Mail addresses.
    mails: u32,
}

/// Reads a folded text: words, pairs, letters, domains.
fn read<'a>(folded: &'a str, found: &mut impl FnMut(Group, Feature<'_>)) -> Read<'a> {
    let mut read = Read {
        words: Vec::with_capacity(folded.len() / 5),
        links: Vec::new(),
        hosts: Vec::new(),
        mails: 0,
    };
    // What groups of letters are taken from: one space between words, addresses as their domains,
    // digits all alike.
    let mut plain = String::with_capacity(folded.len() + 2);
    plain.push(' ');
    for token in folded.split(is_between).filter(|token| !token.is_empty()) {
        match links::look(token) {
            Found::Link { host, path } => {
                let domain = links::domain(host);
                found(Group::Places, Feature::Domain(domain));
                if let Some((_, suffix)) = domain.rsplit_once('.') {
                    found(Group::Places, Feature::Suffix(suffix));
                }
                if path.len() > 1 && path.len() < 200 {
                    found(Group::Places, Feature::Address(host, path));
                }
                let first = path.split(|c: char| !c.is_alphanumeric()).find(|part| part.len() > 1);
                if let Some(first) = first.filter(|first| first.len() < 24) {
                    found(Group::Places, Feature::Path(first));
                }
                read.hosts.push(host);
                if !read.links.contains(&(host, path)) {
                    read.links.push((host, path));
                }
                plain.push_str(domain);
                read.words.push("http");
            }
            Found::Mail(host) => {
                found(Group::Places, Feature::Domain(links::domain(host)));
                read.mails += 1;
                plain.push('@');
                read.words.push("@");
            }
            Found::Word(token) => {
                plain.extend(token.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }));
                let words = token.split(|c: char| {
                    !c.is_alphanumeric() && c != '\'' && c != '$' && c != '£' && c != '€'
                });
                read.words.extend(words.filter(|word| !word.is_empty()));
            }
        }
        plain.push(' ');
    }
    for word in &read.words {
        found(Group::Words, Feature::Word(word));
    }
    for pair in read.words.windows(2) {
        found(Group::Pairs, Feature::Pair(pair[0], pair[1]));
    }
    letters(&plain, 2..=5, |part| found(Group::Letters, Feature::Letters(part)));
    read
}

/// Every group of so many characters of `text`.
pub fn letters(text: &str, sizes: std::ops::RangeInclusive<usize>, mut found: impl FnMut(&str)) {
    let mut edges: Vec<usize> = Vec::with_capacity(text.len() + 1);
    edges.extend(text.char_indices().map(|(at, _)| at));
    edges.push(text.len());
    for (n, start) in edges.iter().enumerate() {
        for end in edges[n..].iter().skip(*sizes.start()).take(sizes.end() + 1 - sizes.start()) {
            found(&text[*start..*end]);
        }
    }
}

/// How much there is of each property, by the property's number: per cent, or a count.
pub type Amounts = [u32; 43];

/// How much `sample` has of each property.
pub fn amounts(sample: &Sample<'_>) -> Amounts {
    measure(sample, &read(&fold(sample.text), &mut |_, _| {}))
}

/// Measures a text as it was written. Its addresses count as links and nothing else: digits, signs
/// and capitals in them say nothing of how somebody writes.
fn measure(sample: &Sample<'_>, read: &Read<'_>) -> Amounts {
    let mut amounts: Amounts = [0; 43];
    let mut set = |property: Shape, amount: usize| {
        amounts[property as usize] = u32::try_from(amount).unwrap_or(u32::MAX);
    };
    let mut seen = Counts::default();
    let mut scripts = 0_u32;
    let (mut last, mut run, mut number) = ('\0', 0, 0);
    let plain = without_addresses(sample.text);
    seen.length = sample.text.chars().count();
    for c in plain.chars() {
        seen.plain += 1;
        run = if c == last && !c.is_whitespace() { run + 1 } else { 1 };
        seen.run = seen.run.max(run);
        last = c;
        if c.is_ascii_digit() {
            number += 1;
            seen.number = seen.number.max(number);
            seen.digits += 1;
        } else if !matches!(c, ' ' | '-' | '(' | ')' | '.') {
            number = 0;
        }
        match c {
            '!' | '！' | '¡' => seen.exclamations += 1,
            '?' | '？' | '¿' => seen.questions += 1,
            '$' | '£' | '€' | '¥' | '₽' | '₹' | '₿' => seen.money += 1,
            '\n' => seen.lines += 1,
            c if is_zero_width(c) => seen.zero_width += usize::from(c != '\u{FE0F}'),
            c if is_styled(c) => seen.styled += 1,
            c if is_emoji(c) => seen.emoji += 1,
            c if c.is_alphabetic() => {
                seen.letters += 1;
                seen.capitals += usize::from(c.is_uppercase());
                scripts |= 1 << script(c);
            }
            c if !c.is_whitespace() && !c.is_ascii_digit() => seen.signs += 1,
            _ => {}
        }
    }
    let per_cent = |part: usize, whole: usize, least: usize| {
        if whole < least { 0 } else { 100 * part / whole }
    };
    for word in plain.split_whitespace() {
        let length = word.chars().count();
        seen.long_word = seen.long_word.max(length);
        seen.mixed += usize::from(!word.is_ascii() && is_mixed(&word.to_lowercase()));
        let is_shouted = length > 2 && word.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
        seen.shouted +=
            usize::from(is_shouted && word.chars().filter(|c| c.is_uppercase()).count() > 2);
    }
    let mut words = read.words.clone();
    words.sort_unstable();
    words.dedup();
    let mut domains: Vec<&str> = read.hosts.iter().map(|host| links::domain(host)).collect();
    domains.sort_unstable();
    domains.dedup();

    set(Shape::Links, read.links.len());
    set(Shape::Domains, domains.len());
    set(Shape::Mails, read.mails as usize);
    set(Shape::Length, seen.length);
    set(Shape::Words, read.words.len());
    set(Shape::Capitals, per_cent(seen.capitals, seen.letters, 6));
    set(Shape::Digits, per_cent(seen.digits, seen.plain, 6));
    set(Shape::Number, seen.number);
    set(Shape::Exclamations, seen.exclamations);
    set(Shape::Questions, seen.questions);
    set(Shape::Money, seen.money);
    set(Shape::Run, seen.run);
    set(Shape::Repeated, per_cent(read.words.len() - words.len(), read.words.len(), 6));
    set(Shape::Mixed, seen.mixed);
    set(Shape::Styled, seen.styled);
    set(Shape::ZeroWidth, seen.zero_width);
    set(Shape::Emoji, seen.emoji);
    set(Shape::Markup, markup(sample.text));
    set(Shape::Lines, seen.lines + 1);
    set(Shape::LongWord, seen.long_word);
    set(Shape::Signs, per_cent(seen.signs, seen.plain, 6));
    set(Shape::Shouted, seen.shouted);
    set(Shape::Praise, praised(sample, read));
    set(Shape::Entities, entities(sample.text));
    set(Shape::Scripts, scripts.count_ones() as usize);
    let trimmed = sample.text.trim_end_matches(|c: char| c.is_whitespace() || is_zero_width(c));
    set(
        Shape::SmallStart,
        usize::from(
            sample.text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase),
        ),
    );
    set(Shape::FullStop, usize::from(trimmed.ends_with(['.', '!', '?', '…', '。', '！', '？'])));
    set(Shape::NameLength, sample.name.chars().count());
    set(Shape::NameDigits, sample.name.chars().filter(char::is_ascii_digit).count());
    set(Shape::NameWords, sample.name.split_whitespace().count());
    set(
        Shape::FormAge,
        sample.form_age.map_or(0, |age| usize::try_from(age.as_secs()).unwrap_or(usize::MAX)),
    );
    amounts
}

/// The text with a space in the place of each web or mail address.
fn without_addresses(text: &str) -> Cow<'_, str> {
    if !text.contains(['.', '@']) && !text.contains("://") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for part in text.split_inclusive(is_between) {
        let word = part.trim_end_matches(is_between);
        let can_be = word.contains(['.', '@']) || word.contains("://");
        if can_be && !matches!(links::look(&word.to_lowercase()), Found::Word(_)) {
            out.push(' ');
            out.push_str(&part[word.len()..]);
        } else {
            out.push_str(part);
        }
    }
    Cow::Owned(out)
}

/// What stands between two words or addresses.
fn is_between(c: char) -> bool {
    c.is_whitespace() || matches!(c, '<' | '>' | '"')
}

#[derive(Default)]
struct Counts {
    length: usize,
    /// Characters outside addresses.
    plain: usize,
    letters: usize,
    capitals: usize,
    digits: usize,
    number: usize,
    exclamations: usize,
    questions: usize,
    money: usize,
    run: usize,
    mixed: usize,
    styled: usize,
    zero_width: usize,
    emoji: usize,
    lines: usize,
    long_word: usize,
    signs: usize,
    shouted: usize,
}

/// Phrases of praise, if there is little else in the text and something to praise it for: whoever
/// leaves nothing but "great post" seldom does so for the post.
fn praised(sample: &Sample<'_>, read: &Read<'_>) -> usize {
    if sample.website.is_none() && read.hosts.is_empty() {
        return 0;
    }
    let count = read.words.windows(2).filter(|pair| praise::is_praise(pair[0], pair[1])).count();
    // One in twelve words at least begins such a phrase.
    if 12 * count < read.words.len() { 0 } else { count }
}

/// Letters and digits that are written as numeric entities, which hides them from people who look
/// for words. Quotes and dashes come so from honest programs.
fn entities(text: &str) -> usize {
    text.match_indices("&#")
        .filter(|(at, _)| {
            fold::entity(&text[*at..]).is_some_and(|(c, _)| c.is_ascii_alphanumeric())
        })
        .count()
}

/// Tags of HTML and BBCode that make a link or a picture.
fn markup(text: &str) -> usize {
    ["<a ", "</a", "[url", "[/url", "[link", "<img", "[img", "href="]
        .iter()
        .map(|tag| {
            text.as_bytes()
                .windows(tag.len())
                .filter(|part| part.eq_ignore_ascii_case(tag.as_bytes()))
                .count()
        })
        .sum()
}

/// Mathematical, circled, squared and full-width letters.
fn is_styled(c: char) -> bool {
    matches!(c, '\u{1D400}'..='\u{1D7FF}' | '\u{FF01}'..='\u{FF5E}' | '\u{24B6}'..='\u{24E9}'
        | '\u{1F110}'..='\u{1F189}' | '\u{2100}'..='\u{214F}')
        && c.is_alphanumeric()
        || matches!(c, '\u{1F130}'..='\u{1F189}')
}

fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}')
}

/// A number below 8 for the alphabet of a letter.
fn script(c: char) -> u32 {
    match u32::from(c) {
        0..=0x24F | 0x1E00..=0x1EFF => 0,
        0x370..=0x3FF => 1,
        0x400..=0x52F => 2,
        0x590..=0x5FF => 3,
        0x600..=0x77F | 0xFB50..=0xFEFF => 4,
        0x900..=0xDFF => 5,
        0x3040..=0x30FF | 0x3400..=0x9FFF | 0xAC00..=0xD7AF => 6,
        _ => 7,
    }
}

/// What is known of who wrote it.
fn sender(sample: &Sample<'_>, read: &Read<'_>, found: &mut impl FnMut(Group, Feature<'_>)) {
    let mut has = |property: Shape, step: u32, is_so: bool| {
        if is_so {
            found(Group::Sender, Feature::Shape(property, step));
        }
    };
    let name = fold(sample.name);
    let website = sample.website.map(fold).filter(|website| !website.is_empty());
    let place = website.as_deref().and_then(|website| match links::look(website) {
        Found::Link { host, path } => Some((links::domain(host), path)),
        Found::Mail(_) | Found::Word(_) => None,
    });
    has(
        Shape::NameLink,
        1,
        name.split_whitespace().any(|word| matches!(links::look(word), Found::Link { .. })),
    );
    has(
        Shape::NameScript,
        1,
        main_script(&name)
            .is_some_and(|one| main_script(sample.text).is_some_and(|two| one != two)),
    );
    has(Shape::Website, 1, website.is_some());
    if let Some((domain, path)) = place {
        let label = domain.split('.').next().unwrap_or_default();
        let joined: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
        has(Shape::NameIsWebsite, 1, label.len() > 3 && joined.contains(label));
        has(Shape::WebsiteInText, 1, read.hosts.iter().any(|host| links::domain(host) == domain));
        has(Shape::WebsitePath, 1, path.len() > 1);
        has(Shape::WebsitePath, 20, path.len() > 20);
        let signs = label.chars().filter(|c| *c == '-' || c.is_ascii_digit()).count();
        has(Shape::WebsiteSigns, 1, signs > 0);
        has(Shape::WebsiteSigns, 2, signs > 1);
        has(
            Shape::EmailIsWebsite,
            1,
            sample.email_domain.is_some_and(|email| email.eq_ignore_ascii_case(domain)),
        );
    }
    if let Some(mailbox) = sample.mailbox {
        let (length, digits) =
            (mailbox.chars().count(), mailbox.chars().filter(char::is_ascii_digit).count());
        has(Shape::MailboxDigits, 1, digits > 0);
        has(Shape::MailboxDigits, 3, digits > 2);
        has(Shape::MailboxDigits, 5, digits > 4);
        has(Shape::MailboxLength, 12, length >= 12);
        has(Shape::MailboxLength, 20, length >= 20);
    }
    for word in name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        found(Group::Sender, Feature::NameWord(word));
    }
    if !name.is_empty() {
        letters(&format!(" {name} "), 3..=3, |part| {
            found(Group::Sender, Feature::NameLetters(part))
        });
    }
    if let Some((domain, _)) = place {
        found(Group::Sender, Feature::WebsiteDomain(domain));
        if let Some((_, suffix)) = domain.rsplit_once('.') {
            found(Group::Sender, Feature::WebsiteSuffix(suffix));
        }
    }
    if let Some(domain) = sample.email_domain.map(fold) {
        found(Group::Sender, Feature::EmailDomain(&domain));
        if let Some((_, suffix)) = domain.rsplit_once('.') {
            found(Group::Sender, Feature::EmailSuffix(suffix));
        }
    }
}

fn main_script(text: &str) -> Option<u32> {
    let mut counts = [0; 8];
    text.chars().filter(|c| c.is_alphabetic()).for_each(|c| counts[script(c) as usize] += 1);
    let most = (0..8_u32).max_by_key(|script| counts[*script as usize])?;
    (counts[most as usize] > 0).then_some(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str, shape: Shape) -> u32 {
        amounts(&Sample { text, ..Sample::default() })[shape as usize]
    }

    #[test]
    fn an_address_counts_as_a_link_and_as_nothing_else() {
        let text = "Here is the source, see page two. https://www.example.org/Archive/2024/11/03/4711-0815-A%20B?x=1&y=2#Part";
        for shape in [Shape::Digits, Shape::Number, Shape::Money] {
            assert_eq!(amount(text, shape), 0, "{shape:?}");
        }
        assert_eq!(amount(text, Shape::LongWord), 7);
        assert_eq!(
            amount(text, Shape::Signs),
            amount("Here is the source, see page two. ", Shape::Signs)
        );
        assert_eq!(amount(text, Shape::Links), 1);
        let twice = "<a href=\"https://example.org/a\">https://example.org/a</a>";
        assert_eq!(amount(twice, Shape::Links), 1, "the same address once more is the same link");
        assert_eq!(amount("http://a.example/1 and http://a.example/2", Shape::Links), 2);
        assert_eq!(amount("My number is 0815 4711 for ann12345@example.org", Shape::Number), 8);
    }

    #[test]
    fn praise_counts_beside_a_website_and_where_there_is_little_else() {
        let praise = |text, website| {
            amounts(&Sample { text, website, ..Sample::default() })[Shape::Praise as usize]
        };
        let text = "Great post! I really enjoyed reading it, keep up the good work.";
        assert_eq!(praise(text, None), 0);
        assert!(praise(text, Some("https://shop.example.com")) >= 3);
        let long = format!(
            "{} Great post!",
            "The council has never asked anybody about the harbour. ".repeat(4)
        );
        assert_eq!(praise(&long, Some("https://ann.example.org")), 0);
    }

    #[test]
    fn letters_written_as_entities_are_seen_and_quotes_are_not() {
        assert_eq!(amount("&#99;&#x61;sino &#8217;bonus&#8217; &#39;", Shape::Entities), 2);
    }
}
