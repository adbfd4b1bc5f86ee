//! Settings, people and the log as admins see them.

use std::collections::BTreeMap;

use crate::accounts::view::{
    EndedLink, ForgottenPage, InvitedPage, LinkEndedPage, NewPasswordPage,
};
use crate::config::Config;
use crate::desk::layout::NavEntry;
use crate::desk::log::view::{LogDraft, LogPage, LogRow};
use crate::desk::people::view::{InvitationForm, InvitationRow, PeoplePage, PersonPage, PersonRow};
use crate::desk::settings;
use crate::desk::settings::view::SettingsPage;
use crate::error::FieldError;
use crate::i18n::{Html, Language, Message};
use crate::page_samples::{moment, rendered, site, staff};
use crate::web::view::{Link, Problem};

#[test]
fn a_setting_says_where_its_value_comes_from() {
    let config = Config::from_toml("[site]\ntitle = \"The Harbour Gazette\"").expect("good");
    let desk = BTreeMap::from([("site.tagline".to_owned(), "All the news".into())]);
    let (site, present) = (site(), config.run_time_settings(&desk));
    let page = SettingsPage {
        site: &site,
        staff: staff(NavEntry::Elsewhere),
        groups: settings::grouped(&site.words, &present, &BTreeMap::new()),
        zones: vec!["Europe/Berlin".into(), "UTC".into()],
        languages: Language::ALL.map(|language| (language.name(), language.own_name())).into(),
        seen: "seen".into(),
        backup: Some(crate::clock::Time::from_micros(1_795_000_000_000_000).into()),
        backup_overdue: true,
        saved: true,
        errors: vec![FieldError::new("site.accent", "colour", Message::setting_accent())],
        problem: Some(Problem::new("stale_form", Message::settings_meanwhile())),
    };
    let html = rendered("desk-settings", &page);
    assert!(html.contains("value=\"The Harbour Gazette\"") && html.contains("From text"));
    assert_eq!(html.matches("name=\"reset\"").count(), 1, "only what was set here can be reset");
    assert!(html.contains("id=\"site.accent-error\"") && html.contains("aria-invalid"));
}

fn person() -> PersonRow {
    PersonRow {
        id: 3,
        name: "Bo Lind".into(),
        role: "Moderator".into(),
        sections: vec!["Harbour".into(), "Town".into()],
        signed_in: Some(moment("2026-11-29T08:02:00Z")),
        sessions: 2,
        disabled: false,
    }
}

fn roles() -> Vec<(&'static str, String)> {
    [("author", "Author"), ("moderator", "Moderator"), ("editor", "Editor"), ("admin", "Admin")]
        .map(|(name, title)| (name, title.to_owned()))
        .into()
}

#[test]
fn people_and_invitations_stand_in_lists_and_a_refused_form_keeps_what_was_written() {
    let gone = PersonRow { id: 4, sessions: 0, signed_in: None, disabled: true, ..person() };
    let invitation = InvitationRow {
        id: 5,
        name: "Kim Osei".into(),
        email: "kim@gazette.example".into(),
        role: "Editor".into(),
        by: Some("Maren Holt".into()),
        sent: moment("2026-11-29T08:02:00Z"),
        expires: moment("2026-12-06T08:02:00Z"),
        expired: false,
    };
    let late = InvitationRow { id: 6, expired: true, ..invitation.clone() };
    let page = PeoplePage {
        site: &site(),
        staff: staff(NavEntry::Elsewhere),
        people: vec![person(), gone],
        next: Some("/desk/people?after=4".into()),
        invitations: vec![invitation, late],
        form: InvitationForm { email: "kim".into(), name: "Kim".into(), role: "editor".into() },
        roles: roles(),
        done: Some("The invitation is on its way.".into()),
        errors: vec![FieldError::new("email", "email_format", Message::fault_email())],
        problem: None,
    };
    let html = rendered("desk-people", &page);
    assert!(html.contains("2 sessions") && html.contains("Never signed in"));
    assert!(html.contains("<option value=\"editor\" selected>") && html.contains("email-error"));
    assert!(html.contains("expired on") && html.contains("valid until"));
}

#[test]
fn a_person_can_be_changed_and_oneself_cannot_be_disabled() {
    let page = PersonPage {
        site: &site(),
        staff: staff(NavEntry::Elsewhere),
        person: person(),
        email: "bo@gazette.example".into(),
        created: moment("2026-03-01T08:02:00Z"),
        name: "Bo Lind".into(),
        role: "moderator".into(),
        roles: roles(),
        sections: vec![
            ("harbour".into(), "Harbour".into(), true),
            ("culture".into(), "Culture".into(), false),
        ],
        own: false,
        done: None,
        errors: Vec::new(),
        problem: None,
    };
    let html = rendered("desk-person", &page);
    assert!(html.contains("value=\"harbour\" checked") && html.contains("Disable the account"));
    let own = rendered("desk-person-own", &PersonPage { own: true, ..page });
    assert!(!own.contains("Disable the account"));
}

#[test]
fn the_pages_behind_mailed_links_are_plain_forms() {
    let site = site();
    let asked = |sent| ForgottenPage {
        site: &site,
        csrf: "csrf-token".into(),
        email: String::new(),
        sent,
        errors: Vec::new(),
        problem: None,
    };
    assert!(rendered("forgotten", &asked(false)).contains("action=\"/desk/password\""));
    assert!(rendered("forgotten-sent", &asked(true)).contains("role=\"status\""));
    let chosen = NewPasswordPage {
        site: &site,
        action: "/desk/password/token".into(),
        csrf: "csrf-token".into(),
        email: "bo@gazette.example".into(),
        errors: Vec::new(),
        problem: None,
    };
    assert!(rendered("new-password", &chosen).contains("autocomplete=\"new-password\""));
    let invited = InvitedPage {
        site: &site,
        action: "/desk/invitation/token".into(),
        csrf: "csrf-token".into(),
        role: "Editor".into(),
        email: "kim@gazette.example".into(),
        name: "Kim Osei".into(),
        errors: Vec::new(),
        problem: None,
    };
    assert!(rendered("invited", &invited).contains("value=\"Kim Osei\""));
    for link in [EndedLink::Invitation, EndedLink::Password, EndedLink::SetUp] {
        let ended = LinkEndedPage { site: &site, link };
        assert!(rendered("link-ended", &ended).contains("no longer works"));
    }
}

#[test]
fn a_line_of_the_log_is_a_sentence_with_links() {
    let line = LogRow {
        id: 91,
        at: moment("2026-11-29T08:02:00Z"),
        sentence: Html("<a href=\"/desk/log?actor=3\">Bo Lind</a> rejected a comment".into()),
        objects: vec![Link::new("Comment 17", "/desk/comments/17")],
        reason: Some("Off topic".into()),
        code: None,
        note: Some("The third <time> today.".into()),
    };
    let page = LogPage {
        site: &site(),
        staff: staff(NavEntry::Elsewhere),
        filter: LogDraft { since: "yesterday".into(), is_set: true, ..LogDraft::default() },
        people: vec![(3, "Bo Lind".into(), true)],
        kinds: vec![("comments", "Comments".into(), false)],
        lines: vec![line],
        older: Some("/desk/log?after=91".into()),
        api_href: "/api/v1/audit?actor=3".into(),
        errors: vec![FieldError::new("since", "time_format", "Write the time as 2026-11-22 09:30")],
        problem: None,
    };
    let html = rendered("desk-log", &page);
    assert!(html.contains("<option value=\"3\" selected>Bo Lind</option>"));
    assert!(html.contains("The third &#60;time&#62; today.") && html.contains("since-error"));
}
