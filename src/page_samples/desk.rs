//! The desk with an open comment, batches, and the dashboard.

use askama::Template;

use crate::config::Config;
use crate::desk::batches::view::NewBatchPage;
use crate::desk::dashboard::view::{Chart, DashboardPage, SectionLoad, Share, Tile};
use crate::desk::item::ban_form::BanForm;
use crate::desk::item::view::{
    ItemPane, LogEntry, NoteRow, OtherComment, ParentComment, ReasonChoice, ReviewLink, Revision,
};
use crate::desk::keys::KeysPage;
use crate::desk::layout::{NavEntry, Notice, Tab, Undo};
use crate::desk::queue::view::{Filters, QueueRow, ReferencedComment, Rows, Screen};
use crate::desk::surges::view::SurgeGuard;
use crate::desk::words;
use crate::error::FieldError;
use crate::i18n::{Html, Message, Words};
use crate::page_samples::{moment, rendered, site, staff};
use crate::site::samples::thread;
use crate::web::view::Problem;

fn guard() -> SurgeGuard {
    SurgeGuard {
        article: 3,
        title: "What it costs to keep the harbour deep enough for the ferry".into(),
        list_href: "/desk?article=3".into(),
        does: Message::surge_holds(),
        why: "84 comments, 6 flags and 2 rejections in 5 minutes (usually 1.2, 0.0 and 0.1)".into(),
        since: moment("2026-11-20T08:15:00Z"),
        age: Message::duration_minutes(5_u64),
        until: moment("2026-11-20T08:30:00Z"),
        may_end: true,
    }
}

fn rejections() -> Vec<ReasonChoice> {
    words::reasons(&Config::from_toml("").expect("the defaults"), &Words::default())
}

fn pane() -> ItemPane {
    ItemPane {
        rejections: rejections(),
        site: site(),
        csrf: "csrf-token".into(),
        query: "section=harbour".into(),
        list_href: "/desk?section=harbour".into(),
        id: 109,
        version: 3,
        status: "pending".into(),
        name: "Réka Szabó".into(),
        reader_href: Some("/desk/readers/w7vTn2mPZ0q1uO0s9sEo0cB1mJrjV3aM?from=109".into()),
        masked_email: Some("r…a@c…p.example".into()),
        website: Some("https://coop.example".into()),
        network_prefix: Some("192.0.2.0/24".into()),
        open_reviews: vec![ReviewLink {
            href: "/desk/reviews/12".into(),
            says: Words::default()
                .asks_flagged(15_i64, moment("2026-11-20T08:40:00Z").at(&site()).element()),
            link: Message::answer_flags(),
        }],
        record: "2 comments of this reader: 1 pending, 1 approved; first seen 20 November 2026"
            .into(),
        posted: moment("2026-11-20T08:15:00Z"),
        html: thread().comments[8].html.clone(),
        links: 2,
        links_href: "/desk/comments/109?links=1".into(),
        text: "We were not asked.".into(),
        reasons: vec!["2 links".into()],
        looking: Some("Jo Berg".into()),
        claimed: false,
        guard: Some(guard()),
        score: Some(91),
        unlearned: false,
        alike: 2,
        alike_href: "/desk?group=7".into(),
        notes: vec![NoteRow {
            who: "Jo Berg".into(),
            at: moment("2026-11-20T08:30:00Z"),
            text: "Third time.".into(),
        }],
        left_note: String::new(),
        pinned: false,
        featured: false,
        may_ban_networks: true,
        ban: BanForm::default(),
        rewriting: false,
        kept: None,
        mild: false,
        first_public: false,
        article_title: "What it costs to keep the harbour deep enough for the ferry".into(),
        article_href: "/2026/11/mud".into(),
        article_excerpt: "The dredger comes twice a year now.".into(),
        parent: Some(ParentComment {
            href: "/desk/comments/101".into(),
            status: "rejected".into(),
            name: "Ines Almeida".into(),
            posted: moment("2026-11-20T07:15:00Z"),
            html: "<p>Has anybody asked the cooperative?</p>".into(),
        }),
        siblings: vec![],
        others: vec![OtherComment {
            href: "/desk/comments/44".into(),
            status: "approved".into(),
            article_title: "Letters: on geese".into(),
            posted: moment("2026-10-02T07:15:00Z"),
            excerpt: "The geese were here first.".into(),
        }],
        last_step: Some(Message::undo_decision()),
        log: vec![LogEntry {
            at: moment("2026-11-20T08:15:00Z"),
            says: Words::default().history_hold(Html::element("b", "Screening")),
            note: Some("2 links".into()),
        }],
        revisions: vec![Revision {
            at: moment("2026-11-20T08:20:00Z"),
            who: "Jo Berg".into(),
            text: "We were *not* asked.".into(),
        }],
        note: String::new(),
        to_author: String::new(),
        reply: String::new(),
        errors: vec![],
        problem: Some(Problem::new(
            "stale_version",
            "Jo Berg rejected this comment a minute ago. What you see is the present state.",
        )),
    }
}

#[test]
fn the_desk_and_one_comment_on_it() {
    let site = site();
    let row = |n: i64, name: &str, reasons: &[&str]| QueueRow {
        id: n,
        version: 1,
        href: format!("/desk?open={n}"),
        current: n == 1,
        status: "pending".into(),
        in_its_list: true,
        name: name.into(),
        reply_to: (n == 2).then(|| "Old Harbour Pilot".into()),
        posted: moment("2026-11-20T08:15:00Z"),
        age: Message::short_hours(3_u64),
        excerpt: "We were not asked. Three things we would have said.".into(),
        looking: None,
        score: (n == 2).then_some(91),
        reasons: reasons.iter().map(|reason| (*reason).into()).collect(),
        guarded: n == 2,
        article_title: "What it costs to keep the harbour deep enough for the ferry".into(),
    };
    let rows = Rows {
        site: site.clone(),
        rows: vec![row(1, "Réka Szabó", &[]), row(2, "Best Prices", &["Links", "Too quick"])],
    };
    let tab = |key: &'static str, count| Tab {
        key,
        label: key.into(),
        count,
        href: format!("/desk?status={key}"),
        current: key == "pending",
    };
    let screen = Screen {
        site: &site,
        staff: staff(NavEntry::Comments),
        tabs: vec![tab("pending", 4), tab("approved", 1208)],
        review_tabs: vec![tab("flags", 2)],
        referenced: Some(ReferencedComment {
            reference: "C-30".into(),
            href: "/desk?open=30".into(),
            name: "Réka Szabó".into(),
            status: "approved",
        }),
        elsewhere: Some(Html::link("/desk?status=spam&q=mud", "Spam")),
        unlearned: true,
        rejections: rejections(),
        guards: vec![guard()],
        filters: Filters {
            status: "pending",
            order: "oldest",
            views: vec![("Night shift".into(), "/desk?status=pending".into(), true)],
            removable: Some((3, "Night shift".into())),
            ..Filters::default()
        },
        query: "section=harbour".into(),
        waiting_list: true,
        oldest: Some(Message::duration_hours(3_u64)),
        newest: 2,
        rows: rows.render().expect("rows"),
        more: Some("/desk?after=Mg".into()),
        item: Some(pane().render().expect("a pane")),
        opened: true,
        notice: Some(Notice { words: "Approved.".into(), undo: Some(Undo { id: 7, version: 2 }) }),
    };
    let html = rendered("desk", &screen);
    assert!(html.contains(
        "action=\"/desk/logout\"><input type=\"hidden\" name=\"csrf\" value=\"csrf-token\">"
    ));
    let own = ["method=\"get\"", "method=\"dialog\""]
        .map(|form| html.matches(form).count())
        .iter()
        .sum::<usize>();
    assert_eq!(
        html.matches("name=\"csrf\"").count() + own,
        html.matches("<form").count(),
        "every form that changes something has its token"
    );
    let nothing = Screen {
        rows: String::new(),
        item: None,
        oldest: None,
        more: None,
        notice: None,
        opened: false,
        filters: Filters {
            set: vec!["From never".into()],
            errors: vec![FieldError::new("since", "time_format", "Give a date such as 2026-11-22")],
            ..screen.filters.clone()
        },
        ..screen
    };
    let html = rendered("desk-empty", &nothing);
    assert!(
        html.contains("No pending comment matches these filters")
            && html.contains("data-code=\"time_format\"")
    );
    rendered("desk-keys", &KeysPage { site: &site, staff: staff(NavEntry::Comments) });
}

#[test]
fn the_bar_has_what_can_be_decided() {
    let html = pane().render().expect("a pane");
    assert!(
        html.contains("value=\"approve\"") && html.contains("value=\"reject:off_topic\""),
        "{html}"
    );
    assert!(!html.contains("Hold again"), "it is held already");
    assert!(html.contains("It is not about the article."), "what the author reads is shown");
    assert!(
        html.contains("name=\"version\" value=\"3\"")
            && html.contains("name=\"back\" value=\"section=harbour\"")
    );
    assert!(
        html.contains(">\nWe were not asked.</textarea>"),
        "the form begins with the present text"
    );
    let approved = ItemPane { status: "approved".into(), problem: None, ..pane() };
    assert!(approved.render().expect("a pane").contains("Hold again"));
    let deleted = ItemPane { status: "deleted".into(), ..pane() };
    assert!(!deleted.render().expect("a pane").contains("name=\"decision\""));
}

#[test]
fn a_batch_offers_what_changes_its_list_and_shows_what_authors_read() {
    let site = site();
    let offered = |status: Option<&'static str>| {
        let page = NewBatchPage {
            site: &site,
            staff: staff(NavEntry::Comments),
            count: 55,
            query: String::new(),
            list_href: "/desk".into(),
            status,
            rejections: rejections(),
            chosen: "off_topic".into(),
            to_author: "Please stay with the harbour.".into(),
            note: String::new(),
            errors: vec![],
            problem: None,
        };
        rendered("new-batch", &page)
    };
    let held = offered(Some("pending"));
    assert!(held.contains("Approve 55") && !held.contains("Hold 55"), "it is held already");
    assert!(held.contains("It is not about the article."));
    assert!(!offered(Some("approved")).contains("Approve 55"));
    let all = offered(None);
    assert!(all.contains("Approve 55") && all.contains("Hold 55"));
}

#[test]
fn the_dashboard_tells_of_surges_and_every_chart_has_its_table() {
    let chart = || Chart {
        svg: "<svg></svg>".into(),
        heads: vec!["Approved".into()],
        rows: vec![("20 Nov 08:00".into(), vec!["4".into()])],
    };
    let share = |name: &str, href: Option<&str>| Share {
        name: name.into(),
        href: href.map(str::to_owned),
        count: 12,
        svg: "<svg></svg>".into(),
    };
    let page = DashboardPage {
        site: &site(),
        staff: staff(NavEntry::Dashboard),
        done: None,
        guards: vec![guard(), SurgeGuard { article: 4, may_end: false, ..guard() }],
        tiles: vec![Tile { label: "Waiting".into(), value: "12".into() }],
        sections: vec![SectionLoad {
            name: "Harbour".into(),
            href: "/desk?section=harbour".into(),
            waiting: 12,
            oldest: "3 h".into(),
            median: "20 min".into(),
        }],
        received: chart(),
        took: chart(),
        articles: vec![share("What it costs", Some("/2026/11/what-it-costs"))],
        reasons: vec![share("Links", None)],
    };
    let html = rendered("desk-dashboard", &page);
    assert_eq!(html.matches("End the guard now").count(), 1, "only editors end it");
    assert_eq!(html.matches("name=\"csrf\"").count(), html.matches("<form").count());
    rendered(
        "desk-dashboard-empty",
        &DashboardPage { guards: vec![], sections: vec![], articles: vec![], ..page },
    );
}
