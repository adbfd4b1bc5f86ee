//! The untrained filter: a hand-made list of signs of spam, by kind.
//!
//! One kind alone never holds a comment. Honest readers link, name prices, write about casinos or praise
//! an article; advertisers do several of these at once. So the weights of a kind are bounded below the
//! threshold, and only two kinds together hold a comment. Lessons are added to these weights and soon
//! outweigh them.

use crate::screening::filter::features::Feature;
use crate::screening::filter::lexicon::{self, Kind};
use crate::screening::filter::shape::Shape;

/// The most that each kind adds, in its order above. Any two of them hold a comment, none alone.
const MOST: [i32; 9] = [240, 300, 260, 260, 250, 260, 330, 290, 300];

/// The most that links and appeals add together: readers say "check this out" of a link too.
const MOST_POINTING: i32 = 250;

/// The base rate: one comment in ten is spam.
pub const BASE: i32 = -215;

/// The number of words up to which signs have their full weight.
const SHORT: f32 = 50.0;

/// The signs of one comment, in hundredths of a natural logarithm of odds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Signs {
    sums: [i32; MOST.len()],
    words: usize,
}

impl Signs {
    /// Adds a sign.
    pub fn add(&mut self, kind: Kind, weight: i32) {
        self.sums[kind as usize] += weight;
    }

    /// Sets the number of words. A long text contains signs by chance, so they weigh less.
    pub fn set_words(&mut self, words: usize) {
        self.words = words;
    }

    /// The sum of all signs and the base rate.
    pub fn total(&self) -> i32 {
        BASE + self.bounded().iter().sum::<i32>()
    }

    /// The share of a kind's weights that counts, 0 to 1, after the length of the text and the bounds.
    pub fn share(&self, kind: Kind) -> f64 {
        let (sum, bounded) = (self.sums[kind as usize], self.bounded()[kind as usize]);
        if sum == 0 { 1.0 } else { f64::from(bounded) / f64::from(sum) }
    }

    /// The sum of each kind within its bound.
    fn bounded(&self) -> [i32; MOST.len()] {
        let share = (SHORT / self.words.max(1) as f32).sqrt().min(1.0);
        let mut sums = self.sums;
        for (sum, most) in sums.iter_mut().zip(MOST) {
            *sum = ((*sum as f32 * share) as i32).min(most);
        }
        let pointing = sums[Kind::Link as usize] + sums[Kind::Appeal as usize];
        // With links alone beyond it, the appeals are left out.
        let appeals = &mut sums[Kind::Appeal as usize];
        *appeals -= (pointing - MOST_POINTING).clamp(0, (*appeals).max(0));
        sums
    }
}

/// The kind and the weight of a feature.
pub fn sign(feature: Feature<'_>) -> Option<(Kind, i32)> {
    match feature {
        Feature::Shape(shape, step) => structure(shape, step),
        Feature::Word(word) => {
            lexicon::word(word).or_else(|| is_gambling_site(word).then_some((Kind::Trade, 170)))
        }
        Feature::Pair(first, second) => lexicon::pair(first, second),
        Feature::Letters(part) => lexicon::characters(part),
        Feature::Domain(domain) => lexicon::domain(domain).or_else(|| {
            let of_parts = parts(domain).filter_map(lexicon::word);
            let (kind, weight) = of_parts.max_by_key(|(_, weight)| *weight)?;
            Some((kind, weight.min(DOMAIN_MOST)))
        }),
        Feature::NameWord(word) => Some((Kind::Sender, in_name(word))),
        Feature::WebsiteDomain(domain) => {
            Some((Kind::Sender, parts(domain).map(in_name).max()?.min(DOMAIN_MOST)))
        }
        Feature::Suffix(suffix) => Some((Kind::Link, suffixes(suffix))),
        Feature::WebsiteSuffix(suffix) => Some((Kind::Sender, suffixes(suffix))),
        _ => None,
    }
}

/// Whether a word looks like the name of a gambling site: letters, then a lucky number.
fn is_gambling_site(word: &str) -> bool {
    let name = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = &word[name.len()..];
    let lucky = ["69", "77", "88", "99", "138", "168", "303", "777", "888", "999"];
    let is_lottery = number.is_empty() && name.ends_with("4d");
    name.len() > 2 && name.chars().all(char::is_alphabetic) && lucky.contains(&number)
        || is_lottery && name.len() > 4
}

/// What a word within a domain counts at most.
const DOMAIN_MOST: i32 = 200;

fn in_name(word: &str) -> i32 {
    lexicon::name(word).max(lexicon::word(word).map_or(0, |(_, weight)| weight.min(DOMAIN_MOST)))
}

/// The words of a domain, without its suffix.
fn parts(domain: &str) -> impl Iterator<Item = &str> {
    let name = domain.split('.').next().unwrap_or_default();
    name.split(|c: char| !c.is_alphabetic()).filter(|part| !part.is_empty())
}

/// Steps add up: three links have the weights of one, two and three.
fn structure(shape: Shape, step: u32) -> Option<(Kind, i32)> {
    Some(match (shape, step) {
        (Shape::Links, 1) => (Kind::Link, 140),
        (Shape::Links, 2 | 3) => (Kind::Link, 60),
        (Shape::Links, 5 | 10) => (Kind::Link, 100),
        (Shape::Domains, 3) => (Kind::Link, 60),
        (Shape::Markup, 1) => (Kind::Link, 40),
        (Shape::Mails, 1) => (Kind::Contact, 120),
        (Shape::Number, 5) => (Kind::Contact, 40),
        (Shape::Number, 7 | 10) => (Kind::Contact, 70),
        (Shape::Money, 1 | 2) => (Kind::Lure, 70),
        (Shape::Praise, 1 | 2) => (Kind::Praise, 110),
        (Shape::Praise, 3 | 4) => (Kind::Praise, 110),
        (Shape::Entities, 1 | 5) => (Kind::Style, 150),
        (Shape::Capitals, 60) => (Kind::Style, 70),
        (Shape::Digits, 10 | 20) => (Kind::Style, 40),
        (Shape::Exclamations, 2 | 4) => (Kind::Style, 45),
        (Shape::Repeated, 50) => (Kind::Style, 50),
        (Shape::Mixed, 1) => (Kind::Style, 150),
        (Shape::Mixed, 2) => (Kind::Style, 90),
        (Shape::Styled, 1 | 12) => (Kind::Style, 60),
        (Shape::Styled, 4) => (Kind::Style, 160),
        (Shape::ZeroWidth, 3) => (Kind::Style, 110),
        (Shape::LongWord, 25) => (Kind::Style, 50),
        (Shape::Shouted, 2) => (Kind::Style, 40),
        (Shape::NameLink, _) => (Kind::Sender, 270),
        (Shape::Website | Shape::WebsiteInText, _) => (Kind::Sender, 40),
        (Shape::WebsiteSigns, 2) => (Kind::Sender, 60),
        (Shape::WebsitePath, 20) => (Kind::Sender, 50),
        (Shape::MailboxDigits, 3) => (Kind::Sender, 50),
        (Shape::FormAge, 5 | 10 | 20) => (Kind::Sender, -40),
        _ => return None,
    })
}

fn suffixes(suffix: &str) -> i32 {
    match suffix {
        "xyz" | "top" | "click" | "icu" | "buzz" | "win" | "vip" | "loan" | "bid" | "gq" | "tk"
        | "ml" | "cf" => 110,
        "club" | "shop" | "site" | "online" | "store" | "link" | "biz" | "website" | "space"
        | "ws" | "su" => 60,
        "gov" | "edu" => -140,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use crate::screening::filter::features::Sample;
    use crate::screening::filter::vector::Vector;

    fn untrained(sample: Sample<'_>) -> f64 {
        let prior = Vector::of(&sample).prior();
        1.0 / (1.0 + (-f64::from(prior) / 100.0).exp())
    }

    #[test]
    fn what_honest_readers_write_is_not_held_before_any_lesson() {
        let address = "https://www.example.org/archive/2024/11/03/minutes-of-the-council-4711.pdf?page=12&sort=asc";
        let fine = [
            format!("The minutes are here: {address}"),
            format!("I wrote about the same on my blog: <a href=\"{address}\">{address}</a>"),
            "Thanks for this article, the second half helped me with my own garden.".to_owned(),
            "The casino licence was a mistake, and the loan from the bank is another one."
                .to_owned(),
            "In 1987 I paid 450,000 for it, and in 2021 it was 1,250,000.".to_owned(),
        ];
        for text in &fine {
            let score = untrained(Sample {
                text,
                name: "ann",
                website: Some("https://ann.example.org"),
                ..Sample::default()
            });
            assert!(score < 0.8, "{score} for {text}");
        }
    }

    #[test]
    fn seo_spam_is_held_before_training() {
        let spam = [
            (
                "SEO Expert",
                "We bring targeted traffic to your website, first page of the search engines. seo@example.com",
            ),
            (
                "best-essays",
                "Great post! Thanks for sharing this useful information, keep up the good work.",
            ),
            (
                "Guest",
                "We offer guest posts and unique articles for your blog, ask for our price list: a@example.com",
            ),
            ("Lucky", "Online casino bonus, 200 free spins: http://win.example.top/go"),
            (
                "Loan Desk",
                "Urgent loan with bad credit? Loan offers at 3 %, WhatsApp us or mail loans@example.com",
            ),
        ];
        for (name, text) in spam {
            let score = untrained(Sample {
                text,
                name,
                website: Some("https://best-seo-shop.example.com/offers"),
                ..Sample::default()
            });
            assert!(score >= 0.8, "{score} for {text}");
        }
    }
}
