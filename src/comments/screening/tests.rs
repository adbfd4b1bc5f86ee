//! Scenes before the judge.

use serde_json::json;

use super::*;
use crate::comments::draft::RawDraft;

fn draft(text: &str) -> Draft {
    let raw = RawDraft {
        text: text.to_owned(),
        name: "Ann".to_owned(),
        email: "ann@example.com".to_owned(),
        ..RawDraft::default()
    };
    Draft::parse(&raw).expect("a good form")
}

fn harmless() -> Facts {
    Facts {
        article: Openness::Open,
        parent: Parent::None,
        precedent: Precedent::New,
        since_last: None,
        min_interval: Duration::from_secs(15),
        honeypot: Honeypot::Empty,
        form: Form::Aged(Duration::from_secs(40)),
        min_form_age: Duration::from_secs(2),
        link_limit: 2,
    }
}

fn reasons(text: &str, facts: &Facts, policy: Policy) -> (FirstStatus, serde_json::Value) {
    let verdict = judge(&draft(text), facts, policy).expect("a comment that is stored");
    (verdict.status, serde_json::to_value(verdict.reasons).expect("reasons are JSON"))
}

#[test]
fn the_policy_decides_where_nothing_speaks_against() {
    let facts = harmless();
    assert_eq!(
        reasons("Hello", &facts, Policy::HoldAll),
        (FirstStatus::Pending, json!([{ "code": "policy_hold_all" }]))
    );
    assert_eq!(
        reasons("Hello", &facts, Policy::PublishAll),
        (FirstStatus::Approved, json!([{ "code": "policy_publish_all" }]))
    );
    assert_eq!(
        reasons("See www.example.com", &facts, Policy::HoldLinks),
        (FirstStatus::Approved, json!([{ "code": "policy_hold_links", "found": 1, "limit": 2 }]))
    );
    assert_eq!(
        reasons("See example.com/x, [this](https://a.example) and http://b.example", &facts, Policy::HoldLinks),
        (FirstStatus::Pending, json!([{ "code": "links", "found": 3, "limit": 2 }]))
    );
}

#[test]
fn a_comment_that_looks_like_a_program_is_held_with_every_reason() {
    let facts = Facts { honeypot: Honeypot::Filled, form: Form::Aged(Duration::from_millis(800)), ..harmless() };
    assert_eq!(
        reasons("Hello", &facts, Policy::PublishAll),
        (
            FirstStatus::Pending,
            json!([
                { "code": "honeypot" },
                { "code": "form_too_young", "age_ms": 800 },
            ])
        )
    );
    let two_seconds = Facts { form: Form::Aged(Duration::from_secs(2)), ..harmless() };
    assert_eq!(reasons("Hello", &two_seconds, Policy::PublishAll).0, FirstStatus::Approved);
    let no_form = Facts { form: Form::None, ..harmless() };
    assert_eq!(reasons("Hello", &no_form, Policy::PublishAll).0, FirstStatus::Approved);
}

#[test]
fn refusals_come_in_the_order_of_the_contract() {
    let mut facts = Facts {
        article: Openness::Closed,
        parent: Parent::Unavailable,
        precedent: Precedent::Duplicate,
        since_last: Some(Duration::from_millis(3_200)),
        ..harmless()
    };
    let refusal = |facts: &Facts| judge(&draft("Hello"), facts, Policy::HoldAll).err();
    assert_eq!(refusal(&facts), Some(Refusal::Closed));
    facts.article = Openness::Open;
    assert_eq!(refusal(&facts), Some(Refusal::ParentUnavailable));
    facts.parent = Parent::Approved;
    assert_eq!(refusal(&facts), Some(Refusal::Duplicate));
    facts.precedent = Precedent::New;
    assert_eq!(refusal(&facts), Some(Refusal::TooFast { retry_after: Duration::from_secs(12) }));
    facts.min_interval = Duration::ZERO;
    assert_eq!(refusal(&facts), None);
    facts.min_interval = Duration::from_secs(15);
    facts.since_last = Some(Duration::from_secs(15));
    assert_eq!(refusal(&facts), None);
}

#[test]
fn reasons_read_back_and_speak_in_words() {
    let stored = json!([
        { "code": "honeypot" },
        { "code": "form_too_young", "age_ms": 800 },
        { "code": "policy_hold_all" },
        { "code": "links", "found": 3, "limit": 2 },
        { "code": "policy_hold_links", "found": 0, "limit": 2 },
        { "code": "policy_publish_all" },
    ]);
    let read: Vec<Reason> = serde_json::from_value(stored.clone()).expect("stored reasons");
    assert_eq!(serde_json::to_value(&read).expect("reasons are JSON"), stored);
    let words: Vec<String> = read.iter().map(Reason::detail).collect();
    assert_eq!(words[1], "The form came back after 0.8 seconds");
    assert_eq!(words[3], "3 links; 2 or more wait for a decision");
}

#[test]
fn policies_have_the_names_of_the_contract() {
    for (policy, name) in
        [(Policy::HoldAll, "hold_all"), (Policy::HoldLinks, "hold_links"), (Policy::PublishAll, "publish_all")]
    {
        assert_eq!(serde_json::to_value(policy).expect("a name"), name);
    }
    assert_eq!(Policy::default(), Policy::HoldAll);
}
