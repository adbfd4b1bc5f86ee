//! Bans, readers and section moderators as staff see them.

use crate::desk::bans::view::{BanDraft, BanRow, BansPage};
use crate::desk::imports::view::{
    ImportDraft, ImportRow, ImportsPage, PagesView, ReasonView, RemarksView, ReportView,
    UploadPage, UploadRow,
};
use crate::desk::item::view::OtherComment;
use crate::desk::layout::{NavEntry, Tab};
use crate::desk::mentions::view::{MentionRow, MentionsPage, SentRow};
use crate::desk::readers::view::{BanLine, EffectChoice, ReaderPage, StatusCount};
use crate::desk::refused::view::RefusedPage;
use crate::desk::sections::view::{ModeratorChoice, NewSection, SectionRow, SectionsPage};
use crate::error::FieldError;
use crate::i18n::Message;
use crate::page_samples::{moment, rendered, site, staff};
use crate::web::refused_form::RefusedForm;

#[test]
fn a_ban_tells_all_of_itself_and_its_form_keeps_what_was_written() {
    let ban = BanRow {
        id: 4,
        number: "4".into(),
        kind: "Network".into(),
        whom: Some("192.0.2.0/24".into()),
        effect: "comments are rejected".into(),
        reason: "Forty accounts of one firm.".into(),
        who: "Jo Berg".into(),
        made: moment("2026-11-20T08:15:00Z"),
        ends: Some(moment("2026-12-22T00:00:00Z")),
        lifted: None,
        may_lift: true,
        caught_href: "/desk?status=all&reason=ban%3A4".into(),
        all: Some((
            "All from this network".into(),
            "/desk?status=all&network=192.0.2.0%2F24".into(),
        )),
    };
    let gone =
        BanRow { id: 3, kind: "Reader".into(), whom: None, ends: None, all: None, ..ban.clone() };
    let page = BansPage {
        site: &site(),
        staff: staff(NavEntry::Bans),
        over: false,
        bans: vec![ban, gone.clone()],
        next: Some("/desk/bans?after=Mg".into()),
        may_add: true,
        form: BanDraft {
            kind: "network".into(),
            value: "10.0.0.0/8".into(),
            ..BanDraft::default()
        },
        done: Some("The ban is lifted.".into()),
        errors: vec![FieldError::new(
            "value",
            "network_format",
            "Give an address, or a network as comments show it",
        )],
        problem: None,
    };
    let html = rendered("desk-bans", &page);
    assert!(
        html.contains("<option value=\"network\" selected>")
            && html.contains("value=\"10.0.0.0/8\"")
    );
    assert!(html.contains("whose details were deleted") && html.contains("until it is lifted"));
    let lifted = BanRow {
        may_lift: false,
        lifted: Some(("Réka Szabó".into(), moment("2026-11-21T08:15:00Z"))),
        ..gone
    };
    let over =
        BansPage { over: true, bans: vec![lifted], next: None, done: None, errors: vec![], ..page };
    let html = rendered("desk-bans-over", &over);
    assert!(html.contains("lifted by Réka Szabó") && !html.contains("action=\"/desk/bans"));
}

#[test]
fn a_reader_has_counts_a_ban_a_note_and_their_latest_comments() {
    let count =
        |status, count| StatusCount { status, count, href: format!("/desk?status={status}") };
    let other = |status: &str, excerpt: &str| OtherComment {
        href: "/desk/comments/109".into(),
        status: status.into(),
        article_title: "What it costs to keep the harbour deep enough".into(),
        posted: moment("2026-11-21T08:15:00Z"),
        excerpt: excerpt.into(),
    };
    let page = ReaderPage {
        site: &site(),
        staff: staff(NavEntry::Comments),
        key: "w7vTn2mPZ0q1uO0s9sEo0cB1mJrjV3aM".into(),
        name: "Réka Szabó".into(),
        masked_email: Some("r•••@c•••.example".into()),
        spellings: 3,
        first_seen: moment("2026-03-02T08:15:00Z"),
        from: "109".into(),
        back: Some("/desk/comments/109".into()),
        counts: vec![
            count("pending", 3),
            count("approved", 41),
            count("rejected", 2),
            count("spam", 0),
            count("deleted", 0),
        ],
        waiting: 3,
        ban: Some(BanLine {
            effect: "trust",
            words: "Trusted.".into(),
            reason: "Writes well, and knows the port.".into(),
            who: "Jo Berg".into(),
            since: moment("2026-11-20T08:15:00Z"),
            ends: None,
        }),
        choices: vec![
            EffectChoice { value: "reject", label: "Ban".into() },
            EffectChoice { value: "hold", label: "Always hold".into() },
            EffectChoice { value: "lift", label: "Trust no longer".into() },
        ],
        reason: String::new(),
        text: "Writes from the port’s press office; says so when asked.".into(),
        written: Some(("Jo Berg".into(), moment("2026-11-20T08:15:00Z"))),
        may_erase: true,
        remove: false,
        latest: vec![
            other("pending", "We were not asked, and nobody has counted the mud since."),
            other("approved", "The dredger comes twice a year now."),
        ],
        all_href: "/desk?status=all".into(),
        done: Some("The note is saved.".into()),
        batch_href: None,
        errors: vec![],
        problem: None,
    };
    let html = rendered("desk-reader", &page);
    assert!(html.contains("Reject all 3 pending comments") && html.contains("Trust no longer"));
    assert!(html.contains("3 in all"));
    let calm =
        ReaderPage { spellings: 1, waiting: 0, ban: None, latest: vec![], done: None, ..page };
    let html = rendered("desk-reader-new", &calm);
    assert!(html.contains("Neither banned nor trusted:") && !html.contains("pending comments<"));
}

#[test]
fn a_section_has_its_moderators_and_a_refusal_has_the_desk_around_it() {
    let choice = |id, name: &str, ticked| ModeratorChoice { id, name: name.into(), ticked };
    let section = |slug: &str, again| SectionRow {
        path: slug.into(),
        slug: slug.into(),
        name: slug.into(),
        moderators: if again { vec!["Jo Berg".into(), "Réka Szabó".into()] } else { vec![] },
        choices: vec![choice(1, "Jo Berg", again), choice(2, "Réka Szabó", false)],
        again,
        list_href: format!("/desk?section={slug}"),
        href: format!("/desk/sections/{slug}"),
        depth: 0,
        articles: 3,
    };
    let site = site();
    let page = SectionsPage {
        site: &site,
        staff: staff(NavEntry::Elsewhere),
        sections: vec![section("harbour", true), section("letters", false)],
        after: String::new(),
        next: Some("/desk/sections?after=Mg".into()),
        new: NewSection::default(),
        may_assign: true,
        done: None,
        errors: vec![FieldError::new(
            "accounts",
            "unknown",
            "Name accounts that may moderate and sign in",
        )],
        problem: None,
    };
    let html = rendered("desk-sections", &page);
    assert!(
        html.contains("Jo Berg, Réka Szabó")
            && html.contains("All moderators")
            && html.contains("<details open>")
    );
    assert!(
        !rendered(
            "desk-sections-read",
            &SectionsPage { may_assign: false, errors: vec![], ..page }
        )
        .contains("name=\"accounts\"")
    );
    let refused = RefusedPage {
        site: &site,
        staff: staff(NavEntry::Elsewhere),
        status: 404,
        heading: "This page does not exist".into(),
        advice: "It may have been removed.".into(),
        kept: RefusedForm::parse("/desk/comments/7/edit?version=3&text=We+were+never+asked."),
    };
    assert!(rendered("desk-refused", &refused).contains("<a href=\"/desk\">To the comments</a>"));
}

#[test]
fn imports_their_plans_and_the_form_for_another() {
    let site = site();
    let at = moment("2026-11-20T08:15:00Z");
    let import = ImportRow {
        number: "2".into(),
        system: "WordPress".into(),
        site: "https://old.example".into(),
        state: Message::import_state_done(),
        at,
        made: "articles: 12, comments: 40".into(),
        can_undo: true,
    };
    let undone = ImportRow {
        number: "1".into(),
        state: Message::import_state_undone(),
        can_undo: false,
        ..import.clone()
    };
    let page = ImportsPage {
        site: &site,
        staff: staff(NavEntry::Imports),
        uploads: vec![UploadRow {
            id: 3,
            system: "Disqus".into(),
            files: "harbour.xml.gz".into(),
            state: Message::import_state_planned(),
            at,
        }],
        imports: vec![import, undone],
        systems: vec![("wordpress", "WordPress"), ("disqus", "Disqus")],
        gigabytes: 2,
        form: ImportDraft { system: "disqus".into(), teach: true, ..ImportDraft::default() },
        done: Some(Message::import_notice_undo()),
        errors: vec![FieldError::new("files", "required", Message::import_choose())],
        problem: None,
    };
    let html = rendered("desk-imports", &page);
    assert!(html.contains("<option value=\"disqus\" selected>"));
    assert_eq!(html.matches("/undo\"").count(), 1);
    let line = |what: &str| (what.to_owned(), "→ /2026/11/harbour (exact, 12 comments)".to_owned());
    let plan = UploadPage {
        site: &site,
        staff: staff(NavEntry::Imports),
        id: 3,
        system: "Disqus".into(),
        files: "harbour.xml.gz".into(),
        state: Message::import_state_planned(),
        is_running: false,
        progress: None,
        read: 0,
        faults: Vec::new(),
        is_plan: true,
        report: Some(ReportView {
            made: "articles: 2, comments: 40".into(),
            matched: String::new(),
            states: vec![("isSpam".into(), "spam".into(), "7".into())],
            pages: PagesView {
                count: 180,
                total: "180".into(),
                lines: vec![line("https://example.org/harbour"), line("https://example.org/quay")],
            },
            remarks: vec![RemarksView {
                heading: Message::import_skipped(),
                total: "12".into(),
                reasons: vec![ReasonView {
                    count: "12".into(),
                    why: Message::import_for_instance(Message::import_why_above_missing("News")),
                    examples: vec![
                        ("section “Harbour”".into(), "harbour.xml, line 12".into()),
                        ("section “Quay”".into(), "harbour.xml, line 19".into()),
                    ],
                    more: Some(Message::import_what_more(10)),
                }],
            }],
        }),
        can_apply: true,
        can_discard: true,
        errors: Vec::new(),
        problem: None,
    };
    let html = rendered("desk-import-plan", &plan);
    assert!(html.contains("/desk/imports/3/apply") && !html.contains("http-equiv"));
    let running = UploadPage {
        state: Message::import_state_applying(),
        is_running: true,
        progress: Some((12, 40)),
        is_plan: false,
        report: None,
        can_apply: false,
        can_discard: false,
        ..plan
    };
    let html = rendered("desk-import-running", &running);
    assert!(html.contains("http-equiv=\"refresh\"") && html.contains("Done: 12 of 40"));
}

#[test]
fn mentions_wait_for_a_decision() {
    let site = site();
    let tab = |label: &str, current| Tab {
        key: "",
        label: label.into(),
        count: 0,
        href: "/desk/mentions".into(),
        current,
    };
    let page = MentionsPage {
        site: &site,
        staff: staff(NavEntry::Mentions),
        tabs: vec![tab("Waiting", true), tab("Approved", false), tab("Rejected", false)],
        state: "held",
        mentions: vec![MentionRow {
            id: 7,
            title: "On mud <b>".into(),
            kind: "webmention",
            source: "https://blog.example/on-mud".into(),
            article: "What it costs to keep the harbour deep enough for the ferry".into(),
            at: moment("2026-11-20T08:15:00Z"),
        }],
        next: None,
        is_saved: true,
        sent: None,
    };
    let line = SentRow {
        target: "https://council.example/annex".into(),
        outcome: Message::mention_told(),
        article: "Mud and money".into(),
        at: moment("2026-11-20T08:15:00Z"),
    };
    let told = MentionsPage { sent: Some(vec![line]), ..page.clone() };
    assert!(rendered("desk-mentions-sent", &told).contains("council.example"));
    let html = rendered("desk-mentions", &page);
    assert!(html.contains("On mud &#60;b&#62;") && html.contains("value=\"approved\""));
}
