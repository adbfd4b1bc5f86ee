//! Measures the properties of a text and its sender.

use std::borrow::Cow;

use crate::screening::filter::characters::{UNSPACED, is_emoji, is_styled, script};
use crate::screening::filter::features::Sample;
use crate::screening::filter::fold::{self, is_mixed, is_zero_width};
use crate::screening::filter::links::{self, Token};
use crate::screening::filter::praise;
use crate::screening::filter::shape::Shape;
use crate::screening::filter::tokens::{Tokens, is_separator};

/// The values by the number of the property: per cent, or counts.
pub type Amounts = [u32; 43];

/// Measures an unfolded text. Addresses count only as links: digits, signs and capitals in them are not
/// characteristic of the writer.
pub fn measure(sample: &Sample<'_>, tokens: &Tokens<'_>) -> Amounts {
    let mut amounts: Amounts = [0; 43];
    let mut set = |property: Shape, amount: usize| {
        amounts[property as usize] = u32::try_from(amount).unwrap_or(u32::MAX);
    };
    let plain = without_addresses(sample.text);
    let mut seen = Counts { length: sample.text.chars().count(), ..Counts::default() };
    seen.add_characters(&plain);
    seen.add_words(&plain);
    let per_cent = |part: usize, whole: usize, least: usize| {
        if whole < least { 0 } else { 100 * part / whole }
    };
    let mut words = tokens.words.clone();
    words.sort_unstable();
    words.dedup();
    let mut domains: Vec<&str> = tokens.hosts.iter().map(|host| links::domain(host)).collect();
    domains.sort_unstable();
    domains.dedup();

    set(Shape::Links, tokens.links.len());
    set(Shape::Domains, domains.len());
    set(Shape::Mails, tokens.mails as usize);
    set(Shape::Length, seen.length);
    set(Shape::Words, tokens.words.len());
    set(Shape::Capitals, per_cent(seen.capitals, seen.letters, 6));
    set(Shape::Digits, per_cent(seen.digits, seen.plain, 6));
    set(Shape::Number, seen.number);
    set(Shape::Exclamations, seen.exclamations);
    set(Shape::Questions, seen.questions);
    set(Shape::Money, seen.money);
    set(Shape::Run, seen.run);
    set(Shape::Repeated, per_cent(tokens.words.len() - words.len(), tokens.words.len(), 6));
    set(Shape::Mixed, seen.mixed);
    set(Shape::Styled, seen.styled);
    set(Shape::ZeroWidth, seen.zero_width);
    set(Shape::Emoji, seen.emoji);
    set(Shape::Markup, markup(sample.text));
    set(Shape::Lines, seen.lines + 1);
    set(Shape::LongWord, seen.long_word);
    set(Shape::Signs, per_cent(seen.signs, seen.plain, 6));
    set(Shape::Shouted, seen.shouted);
    set(Shape::Praise, praised(sample, tokens));
    set(Shape::Entities, entities(sample.text));
    set(Shape::Scripts, seen.scripts.count_ones() as usize);
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

impl Counts {
    fn add_characters(&mut self, plain: &str) {
        let (mut last, mut run, mut number) = ('\0', 0, 0);
        for c in plain.chars() {
            self.plain += 1;
            run = if c == last && !c.is_whitespace() { run + 1 } else { 1 };
            self.run = self.run.max(run);
            last = c;
            if c.is_ascii_digit() {
                number += 1;
                self.number = self.number.max(number);
                self.digits += 1;
            } else if !matches!(c, ' ' | '-' | '(' | ')' | '.') {
                number = 0;
            }
            match c {
                '!' | '！' | '¡' => self.exclamations += 1,
                '?' | '？' | '¿' => self.questions += 1,
                '$' | '£' | '€' | '¥' | '₽' | '₹' | '₿' => self.money += 1,
                '\n' => self.lines += 1,
                c if is_zero_width(c) => self.zero_width += usize::from(c != '\u{FE0F}'),
                c if is_styled(c) => self.styled += 1,
                c if is_emoji(c) => self.emoji += 1,
                c if c.is_alphabetic() => {
                    self.letters += 1;
                    self.capitals += usize::from(c.is_uppercase());
                    self.scripts |= 1 << script(c);
                }
                c if !c.is_whitespace() && !c.is_ascii_digit() => self.signs += 1,
                _ => {}
            }
        }
    }

    fn add_words(&mut self, plain: &str) {
        for word in plain.split_whitespace() {
            let length = word.chars().count();
            // Chinese and Japanese have no spaces between words.
            let spaced = word.chars().filter(|c| script(*c) != UNSPACED).count();
            self.long_word = self.long_word.max(spaced);
            self.mixed += usize::from(!word.is_ascii() && is_mixed(&word.to_lowercase()));
            let is_shouted =
                length > 2 && word.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
            self.shouted +=
                usize::from(is_shouted && word.chars().filter(|c| c.is_uppercase()).count() > 2);
        }
    }
}

/// The text with a space in the place of each web or mail address.
fn without_addresses(text: &str) -> Cow<'_, str> {
    if !text.contains(['.', '@']) && !text.contains("://") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for part in text.split_inclusive(is_separator) {
        let word = part.trim_end_matches(is_separator);
        let can_be = word.contains(['.', '@']) || word.contains("://");
        if can_be && !matches!(links::classify(&word.to_lowercase()), Token::Word(_)) {
            out.push(' ');
            out.push_str(&part[word.len()..]);
        } else {
            out.push_str(part);
        }
    }
    Cow::Owned(out)
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
    /// A bit for each script.
    scripts: u32,
}

/// Counts phrases of praise if the text has little else and there is a link to advertise: comments like
/// "great post" are mostly advertising.
fn praised(sample: &Sample<'_>, tokens: &Tokens<'_>) -> usize {
    if sample.website.is_none() && tokens.hosts.is_empty() {
        return 0;
    }
    let count = tokens.words.windows(2).filter(|pair| praise::is_praise(pair[0], pair[1])).count();
    // One in twelve words at least begins such a phrase.
    if 12 * count < tokens.words.len() { 0 } else { count }
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
