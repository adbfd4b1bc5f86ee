//! The pages behind links in mails to staff.

use crate::error::FieldError;
use crate::i18n::Message;
use crate::notify::view::{ActPage, CommentShown, DeadLinkPage, StopPage};
use crate::page_samples::{moment, rendered, site};

#[test]
fn a_link_in_a_mail_to_staff_shows_the_comment_and_one_button() {
    let site = site();
    for done in [false, true] {
        let page = StopPage {
            site: &site,
            topic: Message::topic_held(),
            name: "Maren Holt".into(),
            action: "/mail/s.token".into(),
            done,
        };
        let html = rendered(&format!("mail-staff-stop-{done}"), &page);
        assert_eq!(html.contains("method=\"post\""), !done);
    }
    let comment = CommentShown {
        id: 17,
        name: "Ines (Lisboa)".into(),
        html: "<p>Is it <em>full</em>?</p>".into(),
        article: "The harbour".into(),
        path: "2026/11/the-harbour".into(),
        posted: moment("2026-11-29T08:02:00Z"),
        reasons: vec!["Has 2 links".into()],
        status: Message::comment_pending(),
    };
    let page = ActPage {
        site: &site,
        heading: Message::act_ban_heading(),
        member: "Maren Holt".into(),
        comment,
        parent: Some(("Bo".into(), "<p>It is.</p>".into())),
        last: Some(("Bo Lind".into(), "29 November 2026 at 08:02 UTC".into())),
        button: Some(("/mail/s.token".into(), Message::act_ban())),
        reasons: vec![("abuse", "It attacks others.".into())],
        ban_stays: true,
        errors: vec![FieldError::new("reason", "unknown", Message::act_reason())],
        problem: None,
    };
    let html = rendered("mail-staff-act", &page);
    assert_eq!(html.matches("method=\"post\"").count(), 1, "{html}");
    let decided = ActPage {
        heading: Message::act_dead_heading(),
        button: None,
        reasons: Vec::new(),
        errors: Vec::new(),
        ..page
    };
    assert!(rendered("mail-staff-decided", &decided).contains("Bo Lind"));
    rendered("mail-staff-dead", &DeadLinkPage { site: &site, words: Message::act_not_entitled() });
}
