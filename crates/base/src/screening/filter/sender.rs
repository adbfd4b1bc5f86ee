//! The features of a comment's sender.

use crate::screening::filter::characters::main_script;
use crate::screening::filter::features::{Feature, Group, Sample};
use crate::screening::filter::fold::fold;
use crate::screening::filter::links::{self, Token};
use crate::screening::filter::shape::Shape;
use crate::screening::filter::tokens::{Tokens, ngrams};

/// Extracts the features of the sender.
pub fn sender(
    sample: &Sample<'_>,
    tokens: &Tokens<'_>,
    found: &mut impl FnMut(Group, Feature<'_>),
) {
    let mut has = |property: Shape, step: u32, is_so: bool| {
        if is_so {
            found(Group::Sender, Feature::Shape(property, step));
        }
    };
    let name = fold(sample.name);
    let website = sample.website.map(fold).filter(|website| !website.is_empty());
    let place = website.as_deref().and_then(|website| match links::classify(website) {
        Token::Link { host, path } => Some((links::domain(host), path)),
        Token::Mail(_) | Token::Word(_) => None,
    });
    has(
        Shape::NameLink,
        1,
        name.split_whitespace().any(|word| matches!(links::classify(word), Token::Link { .. })),
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
        has(Shape::WebsiteInText, 1, tokens.hosts.iter().any(|host| links::domain(host) == domain));
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
        ngrams(&format!(" {name} "), 3..=3, |part| {
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
