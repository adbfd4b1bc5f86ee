//! Rules matched against comments, without a database.

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::*;
use crate::clock::Time;
use crate::ids::ArticleId;
use crate::screening::rules::model::{Content, RawContent};
use crate::text::fold;

fn rule(id: i64, condition: Json) -> Rule {
    let content = Content::parse(RawContent {
        name: format!("Rule {id}"),
        condition: Some(serde_json::from_value(condition).expect("the shape of a condition")),
        action: "hold".to_owned(),
        reason: "Looks like an advertisement".to_owned(),
        enabled: true,
    });
    let now = Time::from_micros(0);
    Rule {
        id: RuleId(id),
        version: 1,
        content: content.expect("a rule"),
        author: None,
        created_at: now,
        updated_at: now,
    }
}

fn set(conditions: &[Json]) -> RuleSet {
    let rules: Vec<Rule> =
        (1..).zip(conditions).map(|(id, condition)| rule(id, condition.clone())).collect();
    RuleSet::new(&rules).expect("the rules compile")
}

fn text(text: &str) -> Subject<'_> {
    Subject { text, name: "Ann", ..Subject::default() }
}

fn hits(set: &RuleSet, subject: &Subject<'_>) -> Vec<Hit> {
    set.hits(&set.read(subject), &Record::default())
}

/// The passage that a single condition finds.
fn found(condition: Json, subject: &Subject<'_>) -> Option<(String, usize, usize)> {
    let set = set(&[condition]);
    hits(&set, subject).pop().map(|hit| (hit.found.text, hit.found.start, hit.found.end))
}

fn words(operator: &str, value: Json) -> Json {
    json!({ "field": "text", "operator": operator, "value": value })
}

#[test]
fn a_word_is_found_as_a_word_and_shown_as_it_was_written() {
    let casino = || words("contains_word", json!(["casino", "free spins"]));
    assert_eq!(found(casino(), &text("Ein Ćаsіnо!")), Some(("Ćаsіnо".to_owned(), 4, 10)));
    assert_eq!(found(casino(), &text("FREE\n  spins")), Some(("FREE\n  spins".to_owned(), 0, 12)));
    assert_eq!(found(casino(), &text("The casinos of Monaco")), None);
    assert_eq!(
        found(words("contains", json!("casino")), &text("The casinos")),
        Some(("casino".to_owned(), 4, 10))
    );
    assert_eq!(
        found(words("contains_word", json!("賭博")), &text("網上賭博網站")),
        Some(("賭博".to_owned(), 2, 4))
    );
}

#[test]
fn a_longer_word_of_the_list_does_not_hide_a_shorter_one() {
    let list = words("in_list", json!(["art", "art d"]));
    assert_eq!(found(list, &text("an art deco lamp")), Some(("art".to_owned(), 3, 6)));
}

#[test]
fn wildcards_stay_within_a_word() {
    let wild = |pattern: &str, written: &str| {
        found(words("wildcard", json!(pattern)), &text(written)).map(|hit| hit.0)
    };
    assert_eq!(wild("v*gra", "cheap VІAGRA here").as_deref(), Some("VІAGRA"));
    assert_eq!(wild("v*gra", "very long, then gra"), None);
    assert_eq!(wild("c?sino", "a cаsіno").as_deref(), Some("cаsіno"));
    assert_eq!(wild("bitcoin*", "Bitcoins!").as_deref(), Some("Bitcoins"));
    assert_eq!(wild("loan*", "a reloaned"), None);
}

#[test]
fn an_expression_sees_the_text_as_written_and_as_it_looks() {
    let regex = |pattern: &str, written: &str| {
        found(words("regex", json!(pattern)), &text(written)).map(|hit| hit.0)
    };
    assert_eq!(regex(r"\bcas[il]no\b", "СASІNО night").as_deref(), Some("СASІNО"));
    assert_eq!(regex(r"казино\s+\d+", "Казино 777").as_deref(), Some("Казино 777"));
    assert_eq!(regex(r"\b", "nothing to see"), None);
}

#[test]
fn a_listed_domain_includes_its_subdomains() {
    let any = json!({ "field": "domain", "operator": "in_list", "value": ["Spam.example", "https://www.bücher.example/x"] });
    let set = set(&[any]);
    let caught = |subject: Subject<'_>| {
        hits(&set, &subject).pop().map(|hit| (hit.found.field, hit.found.text))
    };
    let from = |domain| Subject { address_domain: Some(domain), ..text("Hello") };
    assert_eq!(
        caught(from("mail.spam.example")),
        Some((Field::AddressDomain, "mail.spam.example".to_owned()))
    );
    assert_eq!(caught(from("notspam.example")), None);
    let website = Subject { website: Some("https://xn--bcher-kva.example/shop"), ..text("Hello") };
    assert_eq!(caught(website), Some((Field::Website, "xn--bcher-kva.example".to_owned())));
    for written in [
        "Look: https://a.spam.example/x?y",
        "at SPAM.example.",
        "[so](http://user@spam.example:80)",
    ] {
        assert_eq!(caught(text(written)).map(|hit| hit.0), Some(Field::Text), "{written}");
    }
}

#[test]
fn networks_numbers_and_records_are_tested() {
    let network = |listed: &str, prefix: &str| {
        let condition =
            json!({ "field": "network_prefix", "operator": "in_list", "value": [listed] });
        found(condition, &Subject { network_prefix: Some(prefix), ..text("Hello") }).is_some()
    };
    assert!(network("192.0.2.7", "192.0.2.0/24") && network("192.0.0.0/16", "192.0.2.0/24"));
    assert!(network("2001:db8::1", "2001:db8:0::/48") && !network("192.0.3.0/24", "192.0.2.0/24"));

    let conditions = [
        json!({ "field": "link_count", "operator": "more_than", "value": 2 }),
        json!({ "field": "length", "operator": "less_than", "value": 6 }),
        json!({ "field": "form_age", "operator": "less_than", "value": 4.5 }),
        json!({ "field": "article", "operator": "in_list", "value": [12] }),
        json!({ "field": "language", "operator": "in_list", "value": ["rus"] }),
        json!({ "field": "section", "operator": "in_list", "value": ["harbour"] }),
        json!({ "field": "reader_rejected", "operator": "more_than", "value": 0 }),
        json!({ "field": "reader_approved", "operator": "less_than", "value": 1 }),
    ];
    let set = set(&conditions);
    assert!(set.needs_reader());
    let subject = Subject {
        links: 3,
        form_age: Some(3.2),
        article: Some(ArticleId(12)),
        language: Some("rus"),
        ..text("Hello")
    };
    let record = Record { section: Some("harbour"), approved: 0, rejected: 1 };
    let caught = set.hits(&set.read(&subject), &record);
    assert_eq!(caught.len(), conditions.len(), "{caught:?}");
    assert_eq!(caught[2].found.text, "3.2");
    let nothing = Record { section: None, approved: 9, rejected: 0 };
    assert!(set.hits(&set.read(&text("A longer text")), &nothing).is_empty());
}

#[test]
fn all_and_any_combine() {
    let link = json!({ "field": "link_count", "operator": "more_than", "value": 0 });
    let word = words("contains_word", json!("loan"));
    let newcomer = json!({ "field": "reader_approved", "operator": "less_than", "value": 1 });
    let both = set(&[json!({ "all": [link, word, newcomer] })]);
    let subject = Subject { links: 1, ..text("A loan") };
    // The word is shown and not the number of links.
    assert_eq!(hits(&both, &subject)[0].found.text, "loan");
    assert!(hits(&both, &text("A loan")).is_empty());
    let either = set(&[json!({ "any": [link, word] })]);
    assert_eq!(hits(&either, &text("A loan")).len(), 1);
    assert_eq!(hits(&either, &Subject { links: 2, ..text("Nothing") })[0].found.text, "2");
}

#[test]
fn an_address_is_matched_but_never_shown() {
    let anywhere = json!({ "field": "anywhere", "operator": "contains", "value": ["winner99"] });
    let subject = Subject { address: Some("winner99@mail.example"), ..text("Hello") };
    assert_eq!(found(anywhere, &subject).map(|hit| hit.0).as_deref(), Some("the address"));
}

#[test]
fn expressions_that_make_others_backtrack_are_fast() {
    // Backtracking engines need 2^20000 steps for these.
    let set = set(&[
        words("regex", json!("(a+)+$")),
        words("regex", json!("(a|aa)+b")),
        words("regex", json!("(.*,){9}x")),
    ]);
    let long = "a".repeat(20_000);
    assert_eq!(hits(&set, &text(&format!("{long}!"))).len(), 0);
    assert_eq!(hits(&set, &text(&long)).len(), 1);
}

#[test]
fn a_hundred_thousand_words_are_matched_in_one_pass() {
    let list: Vec<String> = (0..100_000).map(|n| format!("word{n}x")).collect();
    let domains: Vec<String> = (0..100_000).map(|n| format!("site{n}.example")).collect();
    let set = set(&[
        words("in_list", json!(list)),
        json!({ "field": "domain", "operator": "in_list", "value": domains }),
    ]);
    let subject =
        Subject { address_domain: Some("mail.site99999.example"), ..text("so: word77777x!") };
    let matched = hits(&set, &subject);
    assert_eq!(
        matched.iter().map(|hit| hit.found.text.as_str()).collect::<Vec<_>>(),
        ["word77777x", "mail.site99999.example"]
    );
    assert!(hits(&set, &text("word77777xy and word100000x")).is_empty());
}

proptest! {
    #[test]
    fn the_matched_passage_is_always_in_the_text(written in "\\PC{0,80}", word in "[a-zа-я]{1,3}") {
        let set = set(&[words("contains", json!(word))]);
        for hit in hits(&set, &text(&written)) {
            let passage: String = written.chars().skip(hit.found.start).take(hit.found.end - hit.found.start).collect();
            prop_assert_eq!(&passage, &hit.found.text);
            prop_assert!(fold::fold(&passage).contains(&fold::fold(&word)) || passage.chars().count() < word.chars().count());
        }
    }
}
