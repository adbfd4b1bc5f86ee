//! Tests of the judge.

use std::time::Duration;

use serde_json::json;

use crate::config::comment_mode::CommentLevel;
use crate::config::{Policy, SurgeMode};
use crate::ids::{BanId, RuleId};
use crate::markup;
use crate::screening::akismet::model::{AkismetResult, Fault};
use crate::screening::bans;
use crate::screening::facts::{
    ArticleComments, Author, Facts, Form, Honeypot, Parent, Repetition, Reputation, ScoreOutcome,
    Scored,
};
use crate::screening::reasons::Reason;
use crate::screening::refusal::Refusal;
use crate::screening::rules::condition::Field;
use crate::screening::rules::matcher::Hit;
use crate::screening::rules::model::Action;
use crate::screening::rules::subject::Match;
use crate::screening::verdict::{FirstStatus, judge};

fn harmless() -> Facts {
    Facts {
        article: ArticleComments::Open,
        held_by: None,
        parent: Parent::None,
        repetition: Repetition::New,
        author: Author::Reader,
        since_last: None,
        min_interval: Duration::from_secs(15),
        honeypot: Honeypot::Empty,
        form: Form::Aged(Duration::from_secs(40)),
        impersonates_staff: false,
        min_form_age: Duration::from_secs(2),
        links: 0,
        link_limit: 2,
        bans: Vec::new(),
        hits: Vec::new(),
        surge: None,
        reputation: Reputation::Newcomer,
        score: None,
        akismet: None,
    }
}

fn reasons(text: &str, facts: &Facts, policy: Policy) -> (FirstStatus, serde_json::Value) {
    let facts =
        Facts { links: markup::Visible::of(&markup::comment(text).html).links(), ..facts.clone() };
    let verdict = judge(&facts, policy).expect("a comment that is stored");
    (verdict.status, serde_json::to_value(verdict.reasons).expect("reasons are JSON"))
}

#[test]
fn comments_are_held_where_the_article_its_section_or_the_site_says_so() {
    let held = Facts { held_by: Some(CommentLevel::Section), ..harmless() };
    assert_eq!(
        reasons("Hello", &held, Policy::PublishAll),
        (FirstStatus::Pending, json!([{ "code": "comments_held", "level": "section" }]))
    );
    let staff = Facts { author: Author::Staff, ..held };
    assert_eq!(reasons("Hello", &staff, Policy::HoldAll).0, FirstStatus::Approved);
}

#[test]
fn the_policy_decides_without_other_findings() {
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
        reasons(
            "See example.com/x, [this](https://a.example) and http://b.example",
            &facts,
            Policy::HoldLinks
        ),
        (FirstStatus::Pending, json!([{ "code": "links", "found": 3, "limit": 2 }]))
    );
}

#[test]
fn a_comment_that_looks_like_a_program_is_held_with_every_reason() {
    let facts = Facts {
        honeypot: Honeypot::Filled,
        form: Form::Aged(Duration::from_millis(800)),
        ..harmless()
    };
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
fn refusals_follow_the_order_of_the_contract() {
    let mut facts = Facts {
        article: ArticleComments::Closed,
        parent: Parent::Unavailable,
        repetition: Repetition::Duplicate,
        since_last: Some(Duration::from_millis(3_200)),
        ..harmless()
    };
    let refusal = |facts: &Facts| judge(facts, Policy::HoldAll).err();
    assert_eq!(refusal(&facts), Some(Refusal::Closed));
    facts.article = ArticleComments::Open;
    assert_eq!(refusal(&facts), Some(Refusal::ParentUnavailable));
    facts.parent = Parent::Approved;
    assert_eq!(refusal(&facts), Some(Refusal::Duplicate));
    facts.repetition = Repetition::New;
    assert_eq!(refusal(&facts), Some(Refusal::TooFast { retry_after: Duration::from_secs(12) }));
    facts.min_interval = Duration::ZERO;
    assert_eq!(refusal(&facts), None);
    facts.min_interval = Duration::from_secs(15);
    facts.since_last = Some(Duration::from_secs(15));
    assert_eq!(refusal(&facts), None);
    // On a slowed article the interval is eight times as long.
    facts.surge = Some(SurgeMode::Slow);
    assert_eq!(refusal(&facts), Some(Refusal::TooFast { retry_after: Duration::from_secs(105) }));
}

fn hit(action: Action) -> Hit {
    let found = Match { field: Field::Text, text: "Cаsino".to_owned(), start: 4, end: 10 };
    let (name, reason) = ("Gambling".to_owned(), "No advertisements".to_owned());
    Hit { rule: RuleId(7), version: 3, name, action, reason, found }
}

fn ban(effect: bans::Effect) -> bans::MatchingBan {
    bans::MatchingBan {
        id: BanId(4),
        kind: bans::Kind::Reader,
        effect,
        reason: "Threats".to_owned(),
    }
}

#[test]
fn a_trusted_reader_is_held_by_no_policy_and_no_score_but_by_rules() {
    let trusted = || Facts { bans: vec![ban(bans::Effect::Trust)], ..harmless() };
    let codes = |facts: &Facts, policy| {
        let verdict = judge(facts, policy).expect("no refusal");
        let codes: Vec<&str> = verdict.reasons.iter().map(Reason::code).collect();
        (verdict.status, codes)
    };
    for policy in [Policy::HoldAll, Policy::HoldLinks, Policy::FirstComment, Policy::PublishAll] {
        let spam = Facts { score: scored(0.99, ScoreOutcome::Spam), ..trusted() };
        assert_eq!(codes(&spam, policy), (FirstStatus::Approved, vec!["trusted"]), "{policy:?}");
    }
    for (action, status) in [
        (Action::Reject, FirstStatus::Rejected),
        (Action::Spam, FirstStatus::Spam),
        (Action::Hold, FirstStatus::Pending),
    ] {
        let caught = Facts { hits: vec![hit(action)], ..trusted() };
        assert_eq!(codes(&caught, Policy::HoldAll).0, status, "{action:?}");
    }
}

fn scored(score: f64, outcome: ScoreOutcome) -> Option<Scored> {
    Some(Scored { score, outcome, features: vec!["many links".to_owned()] })
}

#[test]
fn the_strongest_finding_decides_and_all_are_reported() {
    let codes = |facts: &Facts, policy| {
        let verdict = judge(facts, policy).expect("a comment that is stored");
        (verdict.status, verdict.reasons.iter().map(Reason::code).collect::<Vec<_>>())
    };
    let with =
        |hits: &[Action]| Facts { hits: hits.iter().copied().map(hit).collect(), ..harmless() };
    let publish = Policy::PublishAll;
    let pending = FirstStatus::Pending;
    assert_eq!(codes(&with(&[Action::Hold]), publish), (pending, vec!["rule"]));
    assert_eq!(
        codes(&with(&[Action::Spam, Action::Publish]), publish),
        (FirstStatus::Spam, vec!["rule", "rule"])
    );
    assert_eq!(codes(&with(&[Action::Reject, Action::Spam]), publish).0, FirstStatus::Rejected);
    assert_eq!(
        codes(&with(&[Action::Publish]), Policy::HoldAll),
        (FirstStatus::Approved, vec!["rule"])
    );
    assert_eq!(codes(&with(&[Action::Publish, Action::Hold]), Policy::HoldAll).0, pending);
    let flagged = codes(&with(&[Action::Flag]), publish);
    assert_eq!(flagged, (FirstStatus::Approved, vec!["rule", "policy_publish_all"]));
    assert_eq!(
        codes(&with(&[Action::Flag]), Policy::HoldAll),
        (pending, vec!["rule", "policy_hold_all"])
    );

    let banned = Facts { bans: vec![ban(bans::Effect::Reject)], ..with(&[Action::Publish]) };
    assert_eq!(codes(&banned, publish), (FirstStatus::Rejected, vec!["banned", "rule"]));
    let watched = Facts { bans: vec![ban(bans::Effect::Hold)], ..with(&[Action::Publish]) };
    assert_eq!(codes(&watched, publish), (pending, vec!["held_always", "rule"]));
    let trapped = Facts { honeypot: Honeypot::Filled, ..with(&[Action::Publish]) };
    assert_eq!(codes(&trapped, publish), (pending, vec!["honeypot", "rule"]));
    let crowded = Facts { surge: Some(SurgeMode::HoldAll), ..harmless() };
    assert_eq!(codes(&crowded, publish), (pending, vec!["surge"]));
    let slow = Facts { surge: Some(SurgeMode::Slow), ..harmless() };
    assert_eq!(codes(&slow, publish).0, FirstStatus::Approved);
}

#[test]
fn staff_are_held_by_no_policy_and_no_surge_but_by_rules_and_bans() {
    let staff = Facts { author: Author::Staff, ..harmless() };
    for policy in Policy::ALL {
        assert_eq!(
            reasons("Hello", &staff, policy),
            (FirstStatus::Approved, json!([{ "code": "policy_staff" }]))
        );
    }
    let crowded = Facts { surge: Some(SurgeMode::HoldAll), ..staff.clone() };
    assert_eq!(reasons("Hello", &crowded, Policy::HoldAll).0, FirstStatus::Approved);
    let hit = Facts { hits: vec![hit(Action::Hold)], ..staff.clone() };
    assert_eq!(reasons("Hello", &hit, Policy::PublishAll).0, FirstStatus::Pending);
    let banned = Facts { bans: vec![ban(bans::Effect::Reject)], ..staff };
    assert_eq!(reasons("Hello", &banned, Policy::PublishAll).0, FirstStatus::Rejected);
}

#[test]
fn a_resent_form_is_distinguished_from_a_duplicate_comment() {
    let with = |repetition| judge(&Facts { repetition, ..harmless() }, Policy::PublishAll).err();
    assert_eq!(with(Repetition::Resent), Some(Refusal::Resent));
    assert_eq!(with(Repetition::Duplicate), Some(Refusal::Duplicate));
}

#[test]
fn a_score_counts_unless_only_the_rules_decide() {
    let status =
        |facts: &Facts, policy| judge(facts, policy).expect("a comment that is stored").status;
    let likely = Facts { score: scored(0.8, ScoreOutcome::Hold), ..harmless() };
    let certain = Facts { score: scored(0.99, ScoreOutcome::Spam), ..harmless() };
    let innocent = Facts { score: scored(0.1, ScoreOutcome::Nothing), ..harmless() };
    assert_eq!(status(&likely, Policy::PublishAll), FirstStatus::Pending);
    assert_eq!(status(&certain, Policy::HoldAll), FirstStatus::Spam);
    assert_eq!(status(&innocent, Policy::PublishAll), FirstStatus::Approved);
    assert_eq!(status(&innocent, Policy::HoldAll), FirstStatus::Pending);
    assert_eq!(status(&certain, Policy::RulesOnly), FirstStatus::Approved);
    assert_eq!(
        status(&Facts { hits: vec![hit(Action::Publish)], ..likely }, Policy::PublishAll),
        FirstStatus::Approved
    );
}

#[test]
fn spam_by_akismet_is_held_or_marked_and_a_missing_answer_holds() {
    let facts = |akismet| Facts { akismet: Some(akismet), ..harmless() };
    let status =
        |akismet, policy| judge(&facts(akismet), policy).expect("a comment that is stored").status;
    let spam = |mark| AkismetResult::Spam { blatant: false, mark };
    let silent = AkismetResult::Unavailable(Fault::Late);
    assert_eq!(status(AkismetResult::Fine, Policy::PublishAll), FirstStatus::Approved);
    assert_eq!(status(spam(false), Policy::PublishAll), FirstStatus::Pending);
    assert_eq!(status(spam(true), Policy::HoldAll), FirstStatus::Spam);
    assert_eq!(status(silent, Policy::PublishAll), FirstStatus::Pending);
    assert_eq!(status(spam(true), Policy::RulesOnly), FirstStatus::Approved);
    let insisted = Facts { hits: vec![hit(Action::Publish)], ..facts(silent) };
    let verdict = judge(&insisted, Policy::HoldAll).expect("a comment that is stored");
    assert_eq!(verdict.status, FirstStatus::Approved);
    assert_eq!(verdict.reasons.iter().map(Reason::code).collect::<Vec<_>>(), ["rule"]);
}

#[test]
fn first_comments_are_held_and_known_readers_are_published() {
    let newcomer = harmless();
    let known = Facts { reputation: Reputation::Known, ..harmless() };
    assert_eq!(
        reasons("Hello", &newcomer, Policy::FirstComment),
        (FirstStatus::Pending, json!([{ "code": "first_comment" }]))
    );
    assert_eq!(
        reasons("Hello", &known, Policy::FirstComment),
        (FirstStatus::Approved, json!([{ "code": "policy_known_reader" }]))
    );
}

#[test]
fn reasons_read_back_and_have_sentences() {
    let stored = json!([
        { "code": "honeypot" },
        { "code": "form_too_young", "age_ms": 800 },
        { "code": "policy_hold_all" },
        { "code": "links", "found": 3, "limit": 2 },
        { "code": "policy_hold_links", "found": 0, "limit": 2 },
        { "code": "policy_publish_all" },
        { "code": "policy_rules_only" },
        { "code": "policy_known_reader" },
        { "code": "first_comment" },
        { "code": "banned", "ban": 4, "kind": "reader", "reason": "Threats" },
        { "code": "held_always", "ban": 5, "kind": "network", "reason": "Watch" },
        { "code": "rule", "rule": 7, "version": 3, "name": "Gambling", "action": "hold", "field": "text",
          "found": "Cаsino", "start": 4, "end": 10, "reason": "No advertisements" },
        { "code": "surge", "mode": "hold_all" },
        { "code": "score", "score": 0.9, "spam": true, "features": ["many links"] },
        { "code": "akismet", "blatant": true, "spam": false },
        { "code": "akismet_unavailable", "fault": "late" },
    ]);
    let read: Vec<Reason> = serde_json::from_value(stored.clone()).expect("stored reasons");
    assert_eq!(serde_json::to_value(&read).expect("reasons are JSON"), stored);
    let words: Vec<String> = read.iter().map(Reason::detail).collect();
    assert_eq!(words[1], "The form was sent after 0.8 seconds");
    assert_eq!(words[3], "3 links; a comment with 2 or more is held");
    assert_eq!(words[11], "Gambling: “Cаsino”. No advertisements");
    assert_eq!(words[13], "Looks like spam (90 %): many links");
    assert_eq!(words[14], "Akismet calls it blatant spam");
    assert_eq!(words[15], "Akismet did not answer in time, so the comment is held");
    let listed: Vec<String> = read.iter().filter_map(Reason::listing_code).collect();
    assert_eq!(
        listed,
        [
            "honeypot",
            "form_too_young",
            "links",
            "first_comment",
            "ban:4",
            "ban:5",
            "rule:7",
            "surge",
            "score",
            "akismet",
            "akismet_unavailable",
        ]
    );
}

#[test]
fn kinds_of_bans_in_reasons_of_earlier_versions_are_read() {
    let read = |kind: &str| -> Reason {
        let stored = json!({ "code": "banned", "ban": 4, "kind": kind, "reason": "Threats" });
        serde_json::from_value(stored).expect("a stored reason")
    };
    assert_eq!(read("address_domain"), read("domain"));
    assert_eq!(read("network_prefix"), read("network"));
    assert_eq!(serde_json::to_value(read("address_domain")).expect("JSON")["kind"], "domain");
}

#[test]
fn policies_have_the_names_of_the_contract() {
    for policy in Policy::ALL {
        assert_eq!(serde_json::to_value(policy).expect("a name"), policy.name());
        assert_eq!(Policy::parse(policy.name()), Some(policy));
    }
    assert_eq!(Policy::default(), Policy::HoldAll);
}
