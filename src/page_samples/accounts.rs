//! Set-up, sign-in and the account page.

use crate::accounts::view::{LoginPage, SetupPage, SignedOutPage};
use crate::desk::account::view::{
    AccountPage, LanguageChoice, MailForm, ScopeChoice, SessionRow, TokenRow,
};
use crate::desk::layout::NavEntry;
use crate::error::FieldError;
use crate::i18n::Message;
use crate::notify::topics::Topic;
use crate::page_samples::{moment, rendered, site, staff};
use crate::web::refused_form::RefusedForm;
use crate::web::view::Problem;

#[test]
fn accounts_from_the_first_link_to_the_last_sign_out() {
    let site = site();
    let wrong = vec![FieldError::new(
        "password",
        "too_short",
        "Choose a password of at least 12 characters",
    )];
    let setup = SetupPage {
        site: &site,
        action: "/desk/setup/token".into(),
        csrf: "csrf-token".into(),
        name: "Maren Holt".into(),
        email: "maren@gazette.example".into(),
        errors: wrong,
        problem: None,
    };
    let html = rendered("setup", &setup);
    assert!(html.contains("aria-describedby=\"password-error password-hint\""), "{html}");
    assert!(
        html.contains("value=\"Maren Holt\"") && html.contains("value=\"maren@gazette.example\"")
    );
    let login = LoginPage {
        site: &site,
        csrf: "csrf-token".into(),
        next: "/desk".into(),
        email: String::new(),
        kept: RefusedForm::parse("/desk/comments/7/notes?left_note=Third+time.&back="),
        errors: vec![],
        problem: Some(Problem::new(
            "credentials",
            "This email address and password do not belong together. Check both and try again.",
        )),
    };
    assert!(rendered("login", &login).contains("name=\"csrf\" value=\"csrf-token\""));
    rendered("signed-out", &SignedOutPage { site: &site });
    let account = AccountPage {
        site: &site,
        staff: staff(NavEntry::Account),
        email: "maren@gazette.example".into(),
        sessions: vec![
            SessionRow {
                id: 1,
                device: "Firefox on Linux".into(),
                created: moment("2026-11-18T00:00:00Z"),
                seen: moment("2026-11-20T00:00:00Z"),
                current: true,
            },
            SessionRow {
                id: 2,
                device: "Safari on iPhone".into(),
                created: moment("2026-11-01T00:00:00Z"),
                seen: moment("2026-11-19T00:00:00Z"),
                current: false,
            },
        ],
        tokens: vec![TokenRow {
            id: 5,
            name: "backup script".into(),
            scopes: vec!["comments:read".into()],
            created: moment("2026-11-01T00:00:00Z"),
            expires: Some(moment("2027-02-01T00:00:00Z")),
            used: None,
        }],
        mail: MailForm {
            topics: Topic::ALL.map(|it| (it.name(), it.label(), it != Topic::Surge)).into(),
            frequencies: vec![
                ("frequent", Message::staff_mail_frequent(Message::duration_minutes(10)), true),
                ("hourly", Message::staff_mail_hourly(), false),
            ],
            sections: vec![(1, "Harbour".into(), true), (2, "Town".into(), false)],
            quiet_from: "22:00".into(),
            quiet_until: "07:00".into(),
            zones: vec!["Europe/Berlin".into(), "UTC".into()],
            timezone: "Europe/Berlin".into(),
            site_zone: "UTC".into(),
        },
        languages: vec![
            LanguageChoice { name: "en", own_name: "English", direction: "ltr", chosen: false },
            LanguageChoice {
                name: "ar", own_name: "العربية", direction: "rtl", chosen: true
            },
        ],
        site_language: "English",
        scopes: vec![
            ScopeChoice {
                value: "comments:read".into(),
                label: "read comments".into(),
                checked: true,
            },
            ScopeChoice {
                value: "comments:moderate".into(),
                label: "decide on comments".into(),
                checked: false,
            },
        ],
        token_name: String::new(),
        new_token: Some("rjd_4f6mXq0Zb1dC8yTn2Kp7Wv5sLh3Gr9Ja".into()),
        done: None,
        errors: vec![FieldError::new("token_name", "required", "Give the token a name")],
        problem: None,
    };
    let html = rendered("account", &account);
    assert_eq!(
        html.matches("name=\"csrf\"").count(),
        html.matches("<form").count(),
        "every form of staff has its token"
    );
}
