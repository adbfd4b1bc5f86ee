//! Extracts the features of a comment: words, pairs of words, character n-grams, the structure of
//! the text, and its sender. `vector` hashes them.

use crate::screening::filter::features::{Feature, Group, Sample};
use crate::screening::filter::fold::fold;
use crate::screening::filter::measures::{Amounts, measure};
use crate::screening::filter::sender::sender;
use crate::screening::filter::shape::{STEPS, Shape};
use crate::screening::filter::tokens::tokenize;

/// Calls `found` with every feature of `sample`, repeated ones as often as they are there.
pub fn visit(sample: &Sample<'_>, mut found: impl FnMut(Group, Feature<'_>)) {
    let folded = fold(sample.text);
    let text = tokenize(&folded, &mut found);
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

/// How much `sample` has of each property.
pub fn amounts(sample: &Sample<'_>) -> Amounts {
    measure(sample, &tokenize(&fold(sample.text), &mut |_, _| {}))
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
