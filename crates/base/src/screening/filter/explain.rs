//! Explains a score in words that a moderator can check by reading the comment.

use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::screening::filter::extraction;
use crate::screening::filter::features::{Feature, Group, Sample};
use crate::screening::filter::model::Model;
use crate::screening::filter::prior;
use crate::screening::filter::shape::Shape;
use crate::screening::filter::tokens::ngrams;
use crate::screening::filter::vector::{Vector, bucket};

/// A contribution to the score, for spam or against it. Stored with comments as JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Contribution {
    /// The description: `the words “free gift”`, `3 links`, `the address domain example.ru`.
    pub what: String,
    /// The weight as a natural logarithm of odds: 0.7 doubles the odds of spam, -0.7 halves them.
    pub weight: f64,
}

/// The most contributions that are returned.
const MOST: usize = 5;

/// Weights below this change a score by hardly a hundredth.
const LEAST: f64 = 0.1;

/// The subject of a contribution: a word is one subject however many features it has.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Topic {
    /// The index of the word in the list of words.
    Word(String),
    Domain(String),
    Shape(u32),
    Name,
    Website(String),
    Email(String),
}

/// The strongest contributions, for spam and against it, strongest first.
pub fn explain(sample: &Sample<'_>, model: &Model) -> Vec<Contribution> {
    let mut causes = causes(sample, model);
    causes.sort_by(|one, other| other.weight.abs().total_cmp(&one.weight.abs()));
    causes.truncate(MOST);
    causes
}

/// All contributions that change the score visibly, with their weights after all bounds.
fn causes(sample: &Sample<'_>, model: &Model) -> Vec<Contribution> {
    let (vector, signs) = Vector::with_signs(sample);
    // The share of the list's weights that is left after the bound on their sum.
    let (base, total) = (f64::from(prior::BASE) / 100.0, f64::from(signs.total()) / 100.0);
    let list = model.list(&vector);
    let left = if total == base { 1.0 } else { ((list - base) / (total - base)).clamp(0.0, 1.0) };
    let mut listed = HashSet::new();
    let mut topics: BTreeMap<Topic, f64> = BTreeMap::new();
    let mut reached: BTreeMap<u32, u32> = BTreeMap::new();
    let mut pairs: Vec<(String, String, f64)> = Vec::new();
    let mut seen = HashSet::new();
    extraction::visit(sample, |group, feature| {
        let bucket = bucket(feature);
        if !seen.insert((group as usize, bucket)) {
            return;
        }
        let sign = prior::sign(feature).filter(|_| listed.insert(bucket));
        let of_list =
            sign.map_or(0.0, |(kind, weight)| f64::from(weight) / 100.0 * signs.share(kind) * left);
        let counted = if group == Group::Words { model.counted(&vector, bucket) } else { 0.0 };
        let weight = model.share(bucket, vector.value(group)) + of_list + counted;
        let topic = match feature {
            // N-grams count with their words, unless the list knows them.
            Feature::Letters(_) if of_list == 0.0 => return,
            Feature::Letters(part) => Topic::Word(part.to_owned()),
            Feature::Pair("http" | "@", _) | Feature::Pair(_, "http" | "@") => return,
            Feature::Pair(first, second) => {
                return pairs.push((first.to_owned(), second.to_owned(), weight));
            }
            Feature::Word("http" | "@") => return,
            Feature::Word(word) => Topic::Word(word.to_owned()),
            Feature::Domain(domain) | Feature::Address(domain, _) => {
                Topic::Domain(domain.to_owned())
            }
            // They are shown as the first address of the text.
            Feature::Suffix(_) | Feature::Path(_) => Topic::Shape(Shape::Links as u32),
            // The base rate is no contribution.
            Feature::Shape(Shape::Any, _) => return,
            Feature::Shape(shape, step) => {
                let most = reached.entry(shape as u32).or_default();
                *most = step.max(*most);
                Topic::Shape(shape as u32)
            }
            Feature::NameWord(_) | Feature::NameLetters(_) => Topic::Name,
            Feature::WebsiteDomain(domain) => Topic::Website(domain.to_owned()),
            Feature::WebsiteSuffix(suffix) => Topic::Website(format!("…{suffix}")),
            Feature::EmailDomain(domain) => Topic::Email(domain.to_owned()),
            Feature::EmailSuffix(suffix) => Topic::Email(format!("…{suffix}")),
        };
        *topics.entry(topic).or_default() += weight;
    });
    for (topic, weight) in &mut topics {
        if let Topic::Word(word) = topic {
            *weight += letters_of(word, &vector, model);
        }
    }
    join(&mut topics, pairs);

    let amounts = extraction::amounts(sample);
    topics
        .into_iter()
        .filter(|(_, weight)| weight.abs() >= LEAST)
        .filter_map(|(topic, weight)| {
            Some(Contribution {
                what: words(&topic, sample, &amounts, &reached)?,
                weight: round(weight),
            })
        })
        .collect()
}

/// The contribution of the n-grams within a word.
fn letters_of(word: &str, vector: &Vector, model: &Model) -> f64 {
    let plain: String = word.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let mut seen = HashSet::new();
    let mut sum = 0.0;
    ngrams(&format!(" {plain} "), 2..=5, |part| {
        let bucket = bucket(Feature::Letters(part));
        if seen.insert(bucket) {
            sum += model.share(bucket, vector.value(Group::Letters));
        }
    });
    sum
}

/// Two adjacent words are one contribution if the words and the pair have the same sign: `free gift`. Any
/// other pair is a contribution of its own.
fn join(topics: &mut BTreeMap<Topic, f64>, mut pairs: Vec<(String, String, f64)>) {
    pairs.sort_by(|one, other| other.2.abs().total_cmp(&one.2.abs()));
    for (first, second, weight) in pairs {
        let one = topics.get(&Topic::Word(first.clone())).copied();
        let other = topics.get(&Topic::Word(second.clone())).copied();
        // Words that were joined to a stronger neighbour are not joined again.
        let joined = one.zip(other).filter(|(one, other)| {
            first != second
                && one.abs().min(other.abs()) >= LEAST
                && one * other >= 0.0
                && one * weight >= 0.0
        });
        let Some((one, other)) = joined else {
            *topics.entry(Topic::Word(format!("{first} {second}"))).or_default() += weight;
            continue;
        };
        topics.remove(&Topic::Word(first.clone()));
        topics.remove(&Topic::Word(second.clone()));
        topics.insert(Topic::Word(format!("{first} {second}")), one + other + weight);
    }
}

/// The description; None if a moderator could not see it in the comment.
fn words(
    topic: &Topic,
    sample: &Sample<'_>,
    amounts: &[u32],
    reached: &BTreeMap<u32, u32>,
) -> Option<String> {
    Some(match topic {
        Topic::Word(word) if word.contains(' ') => format!("the words “{word}”"),
        Topic::Word(word) => format!("the word “{word}”"),
        Topic::Domain(domain) => format!("the domain {domain} in the text"),
        Topic::Name => format!("the name “{}”", sample.name),
        Topic::Website(domain) => format!("the website {domain}"),
        Topic::Email(domain) => format!("the address domain {domain}"),
        Topic::Shape(number) => {
            let amount = amounts.get(*number as usize).copied().unwrap_or(0);
            let step = reached.get(number).copied().unwrap_or(0);
            shape(*number, amount, step)?
        }
    })
}

fn shape(number: u32, amount: u32, step: u32) -> Option<String> {
    let is = |shape: Shape| shape as u32 == number;
    let count = |one: &str, many: &str| {
        if amount == 1 { format!("one {one}") } else { format!("{amount} {many}") }
    };
    let texts: [(Shape, String); 41] = [
        (Shape::Links, count("link", "links")),
        (Shape::Domains, count("domain", "different domains")),
        (Shape::Mails, count("mail address in the text", "mail addresses in the text")),
        (Shape::Length, format!("a length of {amount} characters")),
        (Shape::Words, count("word", "words")),
        (Shape::Capitals, format!("{amount} % capitals")),
        (Shape::Digits, format!("{amount} % digits")),
        (Shape::Number, format!("a number of {amount} digits")),
        (Shape::Exclamations, count("exclamation mark", "exclamation marks")),
        (Shape::Questions, count("question mark", "question marks")),
        (Shape::Money, count("currency sign", "currency signs")),
        (Shape::Run, format!("the same character {amount} times in a row")),
        (Shape::Repeated, format!("{amount} % repeated words")),
        (Shape::Mixed, count("word of mixed alphabets", "words of mixed alphabets")),
        (Shape::Styled, count("letter in fancy type", "letters in fancy type")),
        (Shape::ZeroWidth, count("invisible character", "invisible characters")),
        (Shape::Emoji, format!("{amount} emoji")),
        (Shape::Markup, "links written in HTML or BBCode".to_owned()),
        (Shape::Lines, count("line", "lines")),
        (Shape::LongWord, format!("a word of {amount} characters")),
        (Shape::Signs, format!("{amount} % signs")),
        (Shape::Shouted, count("word in capitals", "words in capitals")),
        (Shape::FormAge, format!("a form open for {amount} seconds")),
        (Shape::NameLength, format!("a name of {amount} characters")),
        (Shape::NameDigits, count("digit in the name", "digits in the name")),
        (Shape::NameWords, format!("a name of {}", count("word", "words"))),
        (Shape::NameLink, "a web address as name".to_owned()),
        (Shape::Website, "a website was given".to_owned()),
        (Shape::NameIsWebsite, "the name is the website’s".to_owned()),
        (Shape::EmailIsWebsite, "the mail address is at the website".to_owned()),
        (Shape::MailboxDigits, format!("{step} or more digits in the mail address")),
        (Shape::MailboxLength, "a long mail address".to_owned()),
        (Shape::WebsiteSigns, "hyphens or digits in the website’s domain".to_owned()),
        (Shape::WebsitePath, "a website that is a single page".to_owned()),
        (Shape::WebsiteInText, "the website is in the text as well".to_owned()),
        (Shape::SmallStart, "a small letter at the start".to_owned()),
        (Shape::FullStop, "a full stop at the end".to_owned()),
        (Shape::Scripts, format!("{amount} alphabets")),
        (Shape::NameScript, "a name in another alphabet than the text".to_owned()),
        (Shape::Praise, "praise that fits any page, beside a website or a link".to_owned()),
        (Shape::Entities, count("letter written as an entity", "letters written as entities")),
    ];
    texts.into_iter().find(|(shape, _)| is(*shape)).map(|(_, words)| words)
}

/// More than two decimals would be false precision.
fn round(weight: f64) -> f64 {
    (weight * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screening::filter::label::Label;

    #[test]
    fn an_untrained_filter_tells_what_it_holds_of_a_text() {
        let sample = Sample {
            text: "Make money with casino bonus http://a.example/x http://b.example/y",
            name: "casino.example.com",
            ..Sample::default()
        };
        let causes = explain(&sample, &Model::default());
        let explained: Vec<&str> = causes.iter().map(|cause| cause.what.as_str()).collect();
        assert!(
            explained.contains(&"the word “casino”")
                || explained.contains(&"the words “casino bonus”"),
            "{explained:?}"
        );
        assert!(explained.contains(&"2 links"), "{explained:?}");
        assert!(explained.contains(&"a web address as name"), "{explained:?}");
        assert!(
            causes.len() <= MOST
                && causes.windows(2).all(|two| two[0].weight.abs() >= two[1].weight.abs())
        );
    }

    #[test]
    fn the_weights_are_those_after_the_bounds() {
        let sample = Sample {
            text: "Free free bonus discount guaranteed profit prize voucher gift cash reward promo \
                   http://a.example/x http://b.example/y http://c.example/z",
            ..Sample::default()
        };
        let base = f64::from(prior::BASE) / 100.0;
        let sum = |model: &Model| {
            base + causes(&sample, model).iter().map(|cause| cause.weight).sum::<f64>()
        };
        let vector = Vector::of(&sample);
        let untrained = Model::default();
        assert!((sum(&untrained) - untrained.margin(&vector)).abs() < 0.1);
        // One lesson that shares nothing with the sample: the list is bounded from then on.
        let mut model = Model::default();
        let other = Sample { text: "Добрый день", ..Sample::default() };
        model.learn(&Vector::of(&other), Label::Fine);
        assert!(sum(&model) < 2.5 && sum(&untrained) > 2.5, "{} {}", sum(&model), sum(&untrained));
    }

    #[test]
    fn learned_words_are_told_together() {
        let mut model = Model::default();
        for at in 0..20 {
            let spam = format!("get your free gift today number{at}");
            let fine = format!("i think the article {at} is right about today");
            model.learn(&Vector::of(&Sample { text: &spam, ..Sample::default() }), Label::Spam);
            model.learn(&Vector::of(&Sample { text: &fine, ..Sample::default() }), Label::Fine);
        }
        let causes =
            explain(&Sample { text: "A free gift for the article", ..Sample::default() }, &model);
        let gift = causes
            .iter()
            .find(|cause| cause.what.contains("free gift"))
            .expect("the words are explained");
        assert!(gift.weight > 0.0);
        let article = causes
            .iter()
            .find(|cause| cause.what.contains("article"))
            .expect("what speaks against it");
        assert!(article.weight < 0.0);
    }
}
