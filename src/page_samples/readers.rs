//! Pages for one reader: the private page of a comment, flags, and links in mails.

use crate::error::FieldError;
use crate::i18n::Message;
use crate::page_samples::{moment, rendered, site};
use crate::readers::view::{
    AddressBox, AppealBox, DataRequestPage, EditBox, FlagPage, FollowedView, MailPage, NoticePage,
    Outcome, PreferencesPage, StatusPage,
};
use crate::subscriptions::model::{Frequency, Scope};
use crate::web::refused_form::RefusedForm;
use crate::web::view::ErrorPage;

#[test]
fn a_reader_learns_how_the_comment_fares() {
    let site = site();
    let held = StatusPage {
        site: &site,
        outcome: Outcome::Held,
        reference: "C-7Q4M-2X".into(),
        posted: moment("2026-11-20T08:15:00Z"),
        html: "<p>We were not asked.</p>".into(),
        article_title: "What it costs to keep the harbour deep enough for the ferry".into(),
        article_href: "/2026/11/mud".into(),
        comment_href: None,
        mail_follows: true,
        path: "/status/token".into(),
        reason: None,
        banned: false,
        refused_by_staff: true,
        done: None,
        to_author: None,
        waiting: None,
        change_refused: false,
        editing: EditBox::UntilDecided,
        window: Some(Message::duration(std::time::Duration::from_secs(900))),
        version: 1,
        text: "We were not asked.".into(),
        may_delete: true,
        appealing: AppealBox::No,
        appeal: String::new(),
        address: AddressBox::NotConfirmed,
        errors: vec![],
        problem: None,
        kept: None,
    };
    let html = rendered("status-held", &held);
    assert!(
        html.contains("noindex") && html.contains("held for review") && html.contains("C-7Q4M-2X")
    );
    assert!(
        html.contains("action=\"/status/token/edit\"")
            && html.contains(">\nWe were not asked.</textarea>")
    );
    let approved = StatusPage {
        outcome: Outcome::Approved,
        comment_href: Some("/comments/7".into()),
        waiting: Some("<p>We were never asked.</p>".into()),
        editing: EditBox::Until(moment("2026-11-20T08:30:00Z")),
        address: AddressBox::Confirmed,
        ..held.clone()
    };
    let html = rendered("status-approved", &approved);
    assert!(html.contains("href=\"/comments/7\"") && html.contains("We were never asked."));
    assert!(html.contains("Forget this browser"));
    let late =
        StatusPage { editing: EditBox::TooLate, waiting: None, change_refused: true, ..approved };
    assert!(rendered("status-late", &late).contains("15 minutes after it was posted"));
    let rejected = StatusPage {
        outcome: Outcome::Rejected,
        reason: Some("It is not about the article.".into()),
        to_author: Some("Write to the letters page.".into()),
        editing: EditBox::No,
        appealing: AppealBox::Offered,
        appeal: "But it has.".into(),
        errors: vec![FieldError::new(
            "appeal",
            "too_long",
            "Shorten this to 1000 characters; it has 1001",
        )],
        ..held.clone()
    };
    let html = rendered("status-rejected", &rejected);
    assert!(
        html.contains("It is not about")
            && html.contains("letters page")
            && html.contains("But it has.")
    );
    let answered =
        StatusPage { appealing: AppealBox::Dismissed, address: AddressBox::Sent, ..rejected };
    assert!(rendered("status-appealed", &answered).contains("the decision stands"));
    rendered(
        "status-deleted",
        &StatusPage {
            outcome: Outcome::Deleted,
            may_delete: false,
            html: String::new(),
            editing: EditBox::No,
            address: AddressBox::Gone,
            ..held
        },
    );
    let asking = DataRequestPage {
        site: &site,
        email: "ann@".into(),
        errors: vec![FieldError::new("email", "email_format", "Enter a complete e-mail address")],
        problem: None,
    };
    assert!(rendered("data-request", &asking).contains("href=\"#email\""));
    let flag = FlagPage {
        site: &site,
        id: 7,
        name: "Jo".into(),
        html: "<p>Buy now!</p>".into(),
        hidden: "<input type=\"hidden\" name=\"stamp\" value=\"s\">".into(),
        reason: "spam".into(),
        words: "Again.".into(),
        errors: vec![FieldError::new(
            "words",
            "too_long",
            "Shorten this to 500 characters; it has 501",
        )],
        problem: None,
    };
    let html = rendered("flag", &flag);
    assert!(
        html.contains("value=\"spam\" required checked") && html.contains("name=\"stamp\""),
        "{html}"
    );
    for confirms in [true, false] {
        rendered(
            &format!("mail-{confirms}"),
            &MailPage {
                site: &site,
                action: "/mail/token".into(),
                confirms,
                preferences: "/mail/other".into(),
            },
        );
    }
    let followed = |id, title: &str, is_confirmed| FollowedView {
        id,
        title: title.into(),
        scope: Scope::Replies,
        is_confirmed,
    };
    let preferences = PreferencesPage {
        site: &site,
        action: "/mail/token".into(),
        address: "a•••@e•••.com".into(),
        articles: vec![
            followed(12, "What it costs to keep the harbour deep enough for the ferry", true),
            followed(13, "The crane is older than most of us", false),
        ],
        frequency: Frequency::Hourly,
        decisions: true,
        corrections: false,
        is_stopped: false,
        remove: false,
        errors: vec![],
        done: Some(Message::preferences_saved()),
    };
    let html = rendered("preferences", &preferences);
    assert!(html.contains("name=\"article-13\"") && html.contains("not confirmed"), "{html}");
    let none = PreferencesPage { articles: vec![], done: None, ..preferences.clone() };
    rendered("preferences-none", &none);
    let html =
        rendered("preferences-stopped", &PreferencesPage { is_stopped: true, ..preferences });
    assert!(html.contains("value=\"resume\"") && !html.contains("article-13"), "{html}");
    let onward = Some(("/".to_owned(), Message::back_to_front_page()));
    rendered(
        "said",
        &NoticePage { site: &site, heading: "Reported".into(), words: "Thank you.".into(), onward },
    );
    let page = ErrorPage {
        site: &site,
        status: 500,
        heading: "Something went wrong here".into(),
        advice: "It is our fault, and it has been noted. Please try again in a minute.".into(),
        kept: None,
        reference: Some("01J9ZC6K".into()),
    };
    assert!(rendered("error", &page).contains("01J9ZC6K"));
    let kept = RefusedForm::parse("/desk/any?text=We+were+not+asked.%0A%0AWho+was%3F&form_id=x");
    let html = rendered("error-kept", &ErrorPage { status: 404, kept, reference: None, ..page });
    assert!(html.contains("We were not asked.\n\nWho was?") && !html.contains("form_id"), "{html}");
}
