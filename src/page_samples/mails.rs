//! The outbox as admins see it.

use crate::config::Config;
use crate::desk::layout::NavEntry;
use crate::desk::mails::view::{AddressRow, CauseRow, MailRow, MailsPage, SampleRow, SamplesPage};
use crate::i18n::{Language, Message};
use crate::mail::causes::{Code, Phase};
use crate::notify::samples;
use crate::page_samples::{moment, rendered, site, staff};
use crate::web::view::Problem;

#[test]
fn the_outbox_says_why_mails_wait_and_offers_what_can_be_done() {
    let cause = Code::RelayAnswered.at(Phase::Rcpt, "554 5.7.1".to_owned());
    let waiting = MailRow {
        id: 12,
        kind: Message::topic_held(),
        comment: None,
        recipient: Some("Bo Lind".into()),
        state: Message::mails_waiting(),
        attempts: 0,
        cause: Some(cause.message()),
        created: moment("2026-11-29T08:02:00Z"),
        finished: None,
        may_retry: false,
        may_cancel: true,
    };
    let dead = MailRow {
        id: 11,
        kind: Message::mail_kind_decided(),
        comment: Some(17),
        recipient: None,
        state: Message::mails_dead(),
        attempts: 31,
        finished: Some(moment("2026-11-29T09:02:00Z")),
        may_retry: true,
        may_cancel: false,
        ..waiting.clone()
    };
    let page = MailsPage {
        site: &site(),
        staff: staff(NavEntry::Mails),
        unsent: None,
        fault: Some(("29 November 2026 at 08:02 UTC".into(), cause.to_string())),
        causes: vec![CauseRow {
            state: "dead",
            label: Message::mails_dead(),
            said: Some(cause.message()),
            cause: Some(cause.to_string()),
            count: 12,
            may_retry: true,
        }],
        tabs: vec![
            (Message::mails_all(), "/desk/mail".into(), true),
            (Message::mails_dead(), "/desk/mail?state=dead".into(), false),
        ],
        mails: vec![waiting, dead],
        next: Some("/desk/mail?after=11".into()),
        addresses: vec![AddressRow {
            id: "V2h5".into(),
            name: Some("Mia Torres".into()),
            reason: Code::Bounced.with("5.1.1").message(),
            since: moment("2026-11-29T08:02:00Z"),
        }],
        done: Some(Message::mails_done_retry()),
        errors: Vec::new(),
        problem: Some(Problem::new("not_waiting", Message::mails_not_now())),
    };
    let html = rendered("desk-mail", &page);
    for action in [
        "/desk/mail/12/cancel",
        "/desk/mail/11/retry",
        "/desk/mail/retry",
        "/desk/mail/addresses/V2h5/lift",
    ] {
        assert!(html.contains(&format!("action=\"{action}\"")), "{action}");
    }
    assert!(!html.contains("/desk/mail/12/retry") && html.contains("31 attempts"), "{html}");
}

#[test]
fn a_sample_mail_is_shown_as_text_with_a_link_to_its_html() {
    let config = Config::from_toml("").expect("the defaults");
    let mails = samples::previews(&config, Some(Language::Arabic)).expect("rendered");
    let row = |mail: &samples::Preview| SampleRow {
        name: mail.name.clone(),
        subject: mail.subject.clone(),
        is_shown: mail.name == mails[0].name,
    };
    let tab = |of: Language| (of.own_name(), of.name(), of == Language::Arabic);
    let page = SamplesPage {
        site: &site(),
        staff: staff(NavEntry::Mails),
        language: "ar",
        languages: Language::ALL.into_iter().map(tab).collect(),
        mails: mails.iter().map(row).collect(),
        subject: &mails[0].subject,
        text: &mails[0].text,
        html: "/desk/mail/samples/comment-held/ar".into(),
    };
    let html = rendered("desk-mail-samples", &page);
    assert!(html.contains("href=\"/desk/mail/samples/comment-held/ar\""), "{html}");
}
