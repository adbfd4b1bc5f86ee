//! Every page rendered once with samples. The tests check the markup that readers of assistive
//! technology, the script and the tests of the running program rely on.
//!
//! `REJOINDER_WRITE_PAGES=DIR cargo test --lib page_samples` also writes the pages and the assets that
//! they link to DIR, to be looked at in a browser.

use askama::Template;

use crate::accounts::view::{LoginPage, SetupPage, SignedOutPage};
use crate::clock::{Time, Zone};
use crate::comments::article_view::{ArticlePage, ArticleVisibility};
use crate::comments::view::{CommentForm, CommentView, ReplyTarget, Thread};
use crate::config::Config;
use crate::desk::account::view::{AccountPage, ScopeChoice, SessionRow, TokenRow};
use crate::desk::bans::view::{BanDraft, BanRow, BansPage};
use crate::desk::batches::view::NewBatchPage;
use crate::desk::dashboard::view::{Chart, DashboardPage, SectionLoad, Share, Tile};
use crate::desk::item::ban_form::BanForm;
use crate::desk::item::view::{
    ReviewLink, ItemPane, NoteRow, LogEntry, OtherComment, ParentComment, ReasonChoice, Revision,
};
use crate::desk::keys::KeysPage;
use crate::desk::layout::{NavEntry, Notice, Staff, Tab, Undo};
use crate::desk::queue::view::{Filters, QueueRow, Rows, Screen};
use crate::desk::readers::view::{BanLine, EffectChoice, ReaderPage, StatusCount};
use crate::desk::refused::view::RefusedPage;
use crate::desk::reviews::view::{
    Answers, Button, FlagLine, Piece, ReviewPage, ReviewRow, ReviewedComment, ReviewsPage, DecisionSummary,
};
use crate::desk::sections::view::{ModeratorChoice, SectionRow, SectionsPage};
use crate::desk::surges::view::SurgeGuard;
use crate::desk::words;
use crate::error::FieldError;
use crate::i18n::{Message, Words};
use crate::readers::view::{
    AddressBox, AppealBox, EditBox, FlagPage, MailPage, NoticePage, Outcome, StatusPage,
};
use crate::site::view::{FrontPage, ListOf, Teaser};
use crate::transparency::model::{REASONS, Totals};
use crate::transparency::view::{MonthRow, TransparencyPage, reason_in_words};
use crate::web::assets;
use crate::web::kept::KeptForm;
use crate::web::view::{ErrorPage, Link, Moment, Problem, Site};

fn site() -> Site {
    Site {
        title: "The Harbour Gazette".into(),
        tagline: "News from the quay and the hills behind it".into(),
        language: "en".into(),
        words: Words::default(),
        zone: Zone::UTC,
        base_url: "https://gazette.example".into(),
        copyright: "© 2026 The Harbour Gazette".into(),
        social: vec![
            ("Mastodon".into(), "https://social.example/@gazette".into()),
            ("Bluesky".into(), "https://sky.example/gazette".into()),
        ],
        css_href: assets::css_href().into(),
        js_href: assets::js_href().into(),
        sections: ["Town", "Harbour", "Culture", "Opinion"]
            .map(|name| Link::new(name, format!("/sections/{}", name.to_lowercase())))
            .to_vec(),
    }
}

fn moment(text: &str) -> Moment {
    Moment(Time::parse(text).expect("a valid instant"))
}

/// Renders a page, writes it where the environment says, and checks what holds for all of them.
#[expect(clippy::disallowed_methods, reason = "a switch of these tests, not a setting")]
fn rendered(name: &str, page: &impl Template) -> String {
    let html = page.render().expect("a page of plain data renders");
    if let Some(folder) = std::env::var_os("REJOINDER_WRITE_PAGES") {
        let folder = std::path::PathBuf::from(folder);
        std::fs::create_dir_all(&folder).expect("the folder can be made");
        let mut page = html.clone();
        for (href, content) in [
            (assets::css_href(), include_str!("web/assets/rejoinder.css")),
            (assets::js_href(), include_str!("web/assets/rejoinder.js")),
            (assets::desk_css_href(), include_str!("web/assets/desk.css")),
            (assets::desk_js_href(), include_str!("web/assets/desk.js")),
            (assets::icon_href(), include_str!("web/assets/icon.svg")),
        ] {
            // A browser finds a file beside the page. The version would make a name of its own.
            let file = href.rsplit('/').next().and_then(|file| file.split('?').next());
            let file = file.expect("a name");
            page = page.replace(href, file);
            std::fs::write(folder.join(file), content).expect("an asset can be written");
        }
        std::fs::write(folder.join(format!("{name}.html")), page).expect("the page can be written");
    }
    assert!(!html.contains(" style="), "{name}: the policy refuses style attributes");
    assert!(!html.contains("<style"), "{name}: the policy refuses inline sheets");
    assert!(
        !html.contains(" onclick=") && !html.contains("<script>"),
        "{name}: the policy refuses inline script"
    );
    assert_eq!(html.matches("<h1").count(), 1, "{name}: one main heading");
    assert_eq!(html.matches("<main").count(), 1, "{name}: one main region");
    for list in ["ol", "ul", "li", "article", "section", "form", "div"] {
        let opened =
            html.matches(&format!("<{list}>")).count() + html.matches(&format!("<{list} ")).count();
        assert_eq!(
            opened,
            html.matches(&format!("</{list}>")).count(),
            "{name}: {list} is closed as often as opened"
        );
    }
    let mut ids: Vec<&str> =
        html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    ids.sort_unstable();
    assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "{name}: an id stands twice");
    html
}

fn comment(id: i64, depth: usize, name: &str, html: &str) -> CommentView {
    CommentView {
        id,
        depth,
        in_reply_to: None,
        name: name.into(),
        website: None,
        seed: (id as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 7,
        posted: Moment(
            moment("2026-11-20T08:15:00Z").0.plus(std::time::Duration::from_secs(id as u64 * 1740)),
        ),
        html: html.into(),
        featured: id == 104,
        staff: id == 105,
        removed: false,
    }
}

fn thread() -> Thread {
    let mut comments = vec![
        comment(
            101,
            0,
            "Ines Almeida",
            "<p>Thank you for printing the figures and not only the adjectives. The second table is the one the council should have shown us in <em>May</em>.</p>",
        ),
        comment(
            102,
            1,
            "Old Harbour Pilot",
            "<p>They did show it, on page 41 of the annex:</p><blockquote><p>Dredging costs are estimated on the basis of the 2019 survey.</p></blockquote><p>The survey is the trouble, not the table.</p>",
        ),
        comment(
            103,
            2,
            "Ines Almeida",
            "<p>I stand corrected. Has anybody a link to the annex?</p>",
        ),
        comment(
            104,
            3,
            "T. Okafor",
            "<p>Here: <a href=\"https://council.example/annex/41\" rel=\"nofollow ugc noopener\">https://council.example/annex/41</a></p>",
        ),
        comment(105, 4, "Old Harbour Pilot", "<p>That is the one.</p>"),
        comment(106, 5, "Mette", "<p>And the older one, for comparison, is in the library.</p>"),
        comment(107, 5, "Ines Almeida", "<p>Thank you both!</p>"),
        comment(108, 0, "", ""),
        comment(
            109,
            1,
            "Réka Szabó-Lindqvist of the Fishermen’s Cooperative",
            "<p>We were not asked. Three things we would have said:</p><ol><li>the north basin silts up in two winters,</li><li>the crane is older than most of us,</li><li><code>draught = depth - 0.6</code> is not a safety margin.</li></ol>",
        ),
        comment(110, 0, "Jo", "<p>First time I have read a whole article about mud.</p>"),
    ];
    comments[1].website = Some("https://pilot.example/?a=1&b=2".into());
    comments[6].in_reply_to = Some(ReplyTarget { id: 105, name: "Old Harbour Pilot".into() });
    comments[7].removed = true;
    let pinned = vec![comment(104, 0, "T. Okafor", "<p>The survey is public, annex 41.</p>")];
    Thread {
        count: 9,
        comments,
        pinned,
        page: 1,
        pages: 3,
        path: "/2026/11/mud".into(),
        open: true,
    }
}

fn form() -> CommentForm {
    CommentForm {
        action: "/articles/12/comments".into(),
        path: "/2026/11/mud".into(),
        open: true,
        hidden: "<input type=\"hidden\" name=\"stamp\" value=\"s\">".into(),
        offer_notify: true,
        ..CommentForm::default()
    }
}

fn article<'a>(site: &'a Site, thread: Thread, form: CommentForm) -> ArticlePage<'a> {
    ArticlePage {
        site,
        showing: ArticleVisibility::Published,
        path: "/2026/11/mud".into(),
        section: Some(Link::new("Harbour", "/sections/harbour")),
        title: "What it costs to keep the harbour deep enough for the ferry".into(),
        summary: "Every second winter the north basin fills with mud. The council has a price for taking it out, and the pilots have another.".into(),
        byline: "Maren Holt".into(),
        published: Some(moment("2026-11-19T06:30:00Z")),
        updated: Some(moment("2026-11-20T10:00:00Z")),
        html: "<p>On a still morning you can hear it: the ferry’s screw throwing up gravel as she comes round the mole. <strong>Arne Lund</strong>, who has brought her in for thirty years, keeps one hand on the throttle and does not talk until the lines are fast.</p>\
<p>The basin was dredged to five and a half metres in 2019. In October a diver of the port authority measured <strong>four metres ten</strong>. <a href=\"/2026/09/survey\">Read more: the survey that nobody ordered</a>.</p>\
<h2>The council’s figure</h2><p>The budget has 310,000 for it, spread over two years. That buys, according to the annex:</p>\
<ul><li>a barge and a grab for eleven days,</li><li>the removal of 9,000 cubic metres,</li><li>no new survey.</li></ul>\
<blockquote><p>You can pay for the mud now or for the ferry later. The sea sends the invoice either way.</p></blockquote>\
<figure><img src=\"quay.svg\" alt=\"A plan of the north basin with its depths\" width=\"960\" height=\"420\"><figcaption>The north basin with the depths of October. Drawing: Gazette</figcaption></figure>\
<h3>How the pilots count</h3><p>They use a rule that fits on the back of a timetable:</p><pre><code>clearance = depth + tide - draught - 0.6</code></pre>\
<p>At spring tide this gives her forty centimetres. At neap tide, in a north-westerly, the sign changes.</p>".into(),
        tags: vec![Link::new("dredging", "/tags/dredging"), Link::new("ferry", "/tags/ferry")],
        thread,
        form,
    }
}

#[test]
fn an_article_with_its_thread_and_its_form() {
    let site = site();
    let html = rendered("article", &article(&site, thread(), form()));
    assert!(html.contains("<h2 id=\"comments-heading\">9 comments</h2>"), "{html}");
    assert!(html.contains(
        "<form method=\"post\" action=\"/articles/12/comments\" novalidate>\n<input type=\"hidden\" name=\"stamp\""
    ));
    assert!(html.contains("href=\"/2026/11/mud?reply=101#respond\""));
    assert!(
        html.contains(
            "<a href=\"https://pilot.example/?a=1&#38;b=2\" rel=\"nofollow ugc noopener\">"
        )
    );
    assert!(html.contains("in reply to <a href=\"#comment-105\">Old Harbour Pilot</a>"));
    assert!(html.contains("This comment was removed."));
    assert!(html.contains("<a rel=\"next\" href=\"/2026/11/mud?page=2#comments\">"));
    assert!(html.contains("Your email address will not be published. Required fields are marked"));
    assert!(html.contains(">Post Comment</button>"));
    assert!(html.contains("rel=\"canonical\" href=\"https://gazette.example/2026/11/mud\""));
    assert!(!html.contains("maxlength"));
    assert!(!html.contains("form-errors"));
}

#[test]
fn the_form_comes_back_with_every_fault_and_every_word() {
    let site = site();
    let form = CommentForm {
        reply_to: Some(ReplyTarget { id: 104, name: "T. <b>Okafor</b>".into() }),
        name: " ".into(),
        text: "\nA first empty line & a </textarea>".into(),
        email: "mette@".into(),
        website: "gopher://hole".into(),
        errors: vec![
            FieldError::new("name", "required", "Enter your name"),
            FieldError::new(
                "email",
                "email_format",
                "Enter an email address like name@example.org",
            ),
            FieldError::new(
                "website",
                "url_format",
                "Enter an address that begins with https:// or http://, or leave it empty",
            ),
        ],
        ..form()
    };
    let html = rendered("errors", &article(&site, thread(), form));
    assert!(html.contains("id=\"form-errors\" role=\"alert\" tabindex=\"-1\" autofocus"));
    assert!(html.contains("<a href=\"#email\" data-code=\"email_format\">"));
    assert!(html.contains("id=\"email-error\" data-code=\"email_format\""));
    assert!(
        html.contains(
            "value=\"mette@\" autocomplete=\"email\" required aria-invalid=\"true\" aria-describedby=\"email-error\">"
        ),
        "{html}"
    );
    assert!(
        html.contains(">\n\nA first empty line &#38; a &#60;/textarea&#62;</textarea>"),
        "{html}"
    );
    assert!(html.contains("name=\"parent_id\" value=\"104\""));
    assert!(html.contains("Reply to T. &#60;b&#62;Okafor&#60;/b&#62;</h2>"));
    assert!(html.contains("<title>Please check your comment"));
}

#[test]
fn a_problem_with_the_whole_comment_keeps_the_text() {
    let site = site();
    let problem = Some(Problem::new(
        "too_fast",
        "Please wait 12 seconds, then press Post Comment again. Your text is kept.",
    ));
    let open = CommentForm { text: "My words".into(), problem, ..form() };
    let html = rendered(
        "too-fast",
        &article(
            &site,
            Thread { path: "/2026/11/mud".into(), open: true, ..Thread::default() },
            open,
        ),
    );
    assert!(html.contains("data-code=\"too_fast\""));
    assert!(html.contains("My words</textarea>"));
    assert!(html.contains("No comments yet. Be the first to write one."));

    let problem =
        Some(Problem::new("closed", "Comments on this article were closed while you wrote."));
    let late = CommentForm { text: "My words".into(), problem, open: false, ..form() };
    let page = ArticlePage {
        showing: ArticleVisibility::Withdrawn,
        ..article(&site, Thread { open: false, ..thread() }, late)
    };
    let html = rendered("closed", &page);
    assert!(html.contains("Comments are closed."));
    assert!(html.contains("My words</textarea>"));
    assert!(html.contains("data-code=\"closed\""));
    assert!(!html.contains("Post Comment") && !html.contains("class=\"reply\""));
    assert!(html.contains("Withdrawn."));
}

#[test]
fn lists_nest_whatever_the_depths_say() {
    let comments = [3, 4, 9, 1, 1, 0, 7]
        .iter()
        .zip(1..)
        .map(|(depth, id)| comment(id, *depth, "N", ""))
        .collect();
    let thread = Thread { comments, ..thread() };
    let steps: Vec<(bool, usize)> =
        thread.placed().map(|placed| (placed.opens, placed.closes)).collect();
    assert_eq!(
        steps,
        [(true, 0), (true, 0), (false, 1), (false, 0), (false, 1), (true, 0), (false, 1)]
    );
}

fn teaser(n: usize) -> Teaser {
    let titles = [
        "What it costs to keep the harbour deep enough for the ferry",
        "The last typesetter on Mill Street puts down his stick",
        "School kitchen opens on Saturdays",
        "Why the bells of St Olave’s ring at four minutes past",
        "Letters: on geese, and those who feed them",
    ];
    Teaser {
        href: format!("/2026/11/{n}"),
        section: Some(site().sections[n % 4].clone()),
        title: titles[n % 5].into(),
        byline: if n == 2 { String::new() } else { "Maren Holt".into() },
        published: moment("2026-11-19T06:30:00Z"),
        excerpt: "Every second winter the north basin fills with mud. The council has a price for taking it out, and the pilots have another. We went out with both and a plumb line, on a morning when nobody could say that the wind was to blame.".into(),
        comments: [9, 0, 1, 120, 3][n % 5],
    }
}

#[test]
fn lists_of_articles_and_their_empty_state() {
    let site = site();
    let front = FrontPage {
        site: &site,
        list: None,
        path: "/".into(),
        articles: (0..5).map(teaser).collect(),
        newer: None,
        older: Some("/?page=2".into()),
    };
    let html = rendered("front", &front);
    assert!(html.contains("Continue reading<span class=\"unseen\">: What it costs"));
    assert!(html.contains("<a rel=\"next\" href=\"/?page=2\">Older articles</a>"));
    assert!(html.contains("120 comments"));

    let list = Some(ListOf { kind: Message::section(), name: "Harbour".into() });
    let section = FrontPage {
        list: list.clone(),
        path: "/sections/harbour".into(),
        newer: Some("/x".into()),
        ..front.clone()
    };
    let html = rendered("section", &section);
    assert!(html.contains("<h1>Harbour</h1>"));
    let empty = FrontPage { list, articles: vec![], older: None, ..front };
    assert!(rendered("empty", &empty).contains("Nothing has been published here yet."));
}

#[test]
fn the_public_learns_totals() {
    let site = site();
    let month = MonthRow::new(&Totals {
        comments: 812,
        median: Some(700),
        waited: 40,
        ..Totals::default()
    });
    let page = TransparencyPage {
        site: &site,
        counted: Some(moment("2026-11-22T09:30:00Z")),
        months: vec![month.clone(), month],
        reasons: REASONS.into_iter().map(reason_in_words).collect(),
    };
    let html = rendered("transparency", &page);
    assert!(
        html.contains("<td>812</td><td>fewer than 5</td>") && html.contains("<td>11 minutes</td>")
    );
    let empty = TransparencyPage { counted: None, months: vec![], ..page };
    assert!(rendered("transparency-empty", &empty).contains("Nothing has been counted yet"));
}

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
        to_author: None,
        waiting: None,
        change_refused: false,
        editing: EditBox::UntilDecided,
        window: Some(Message::duration(std::time::Duration::from_secs(900))),
        version: 1,
        text: "We were not asked.".into(),
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
            html: String::new(),
            editing: EditBox::No,
            address: AddressBox::Gone,
            ..held
        },
    );
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
            &MailPage { site: &site, action: "/mail/token".into(), confirms },
        );
    }
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
    let kept = KeptForm::parse("/desk/any?text=We+were+not+asked.%0A%0AWho+was%3F&form_id=x");
    let html = rendered("error-kept", &ErrorPage { status: 404, kept, reference: None, ..page });
    assert!(html.contains("We were not asked.\n\nWho was?") && !html.contains("form_id"), "{html}");
}

fn staff(here: NavEntry) -> Staff {
    Staff {
        name: "Maren Holt".into(),
        role: "admin".into(),
        csrf: "csrf-token".into(),
        waiting: 4,
        refused: Vec::new(),
        here,
    }
}

fn guard() -> SurgeGuard {
    SurgeGuard {
        article: 3,
        title: "What it costs to keep the harbour deep enough for the ferry".into(),
        list_href: "/desk?article=3".into(),
        does: "Every new comment there is held.",
        why: "84 comments, 6 flags and 2 rejections in 5 minutes (usually 1.2, 0.0 and 0.1)".into(),
        since: moment("2026-11-20T08:15:00Z"),
        age: "5 minutes".into(),
        until: moment("2026-11-20T08:30:00Z"),
        may_end: true,
    }
}

fn rejections() -> Vec<ReasonChoice> {
    words::reasons(&Config::from_toml("").expect("the defaults"))
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
            what: "Readers have flagged this comment",
            link: "Answer the flags",
            weight: Some("1.5".into()),
            since: moment("2026-11-20T08:40:00Z"),
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
        last_step: Some("decision"),
        log: vec![LogEntry {
            at: moment("2026-11-20T08:15:00Z"),
            who: "Screening".into(),
            what: "held".into(),
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
        age: "3 h".into(),
        excerpt: "We were not asked. Three things we would have said.".into(),
        looking: None,
        score: (n == 2).then_some(91),
        reasons: reasons.iter().map(|reason| (*reason).into()).collect(),
        guarded: n == 2,
        article_title: "What it costs to keep the harbour deep enough for the ferry".into(),
    };
    let rows = Rows {
        unlearned: false,
        zone: Zone::UTC,
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
        oldest: Some("3 hours".into()),
        newest: 2,
        rows: rows.render().expect("rows"),
        more: Some("/desk?after=Mg".into()),
        item: Some(pane().render().expect("a pane")),
        opened: true,
        notice: Some(Notice { words: "Approved.", undo: Some(Undo { id: 7, version: 2 }) }),
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
        html.contains("No comments match these filters")
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

fn review_row(id: i64, reasons: &[&str]) -> ReviewRow {
    ReviewRow {
        id,
        href: format!("/desk/reviews/{id}"),
        name: "Ines Calder".into(),
        status: "approved",
        excerpt: "We were not asked. Three things we would have said.".into(),
        article_title: "What it costs to keep the harbour deep enough for the ferry".into(),
        since: moment("2026-11-20T08:15:00Z"),
        age: "3 hours".into(),
        weight: Some("1.5".into()),
        reasons: reasons.iter().map(|reason| (*reason).into()).collect(),
    }
}

#[test]
fn a_ban_tells_all_of_itself_and_its_form_keeps_what_was_written() {
    let ban = BanRow {
        id: 4,
        kind: "Network",
        whom: Some("192.0.2.0/24".into()),
        effect: "comments are rejected",
        reason: "Forty accounts of one firm.".into(),
        who: "Jo Berg".into(),
        made: moment("2026-11-20T08:15:00Z"),
        ends: Some(moment("2026-12-22T00:00:00Z")),
        lifted: None,
        may_lift: true,
        caught_href: "/desk?status=all&reason=ban%3A4".into(),
        all: Some(("All from this network", "/desk?status=all&network=192.0.2.0%2F24".into())),
    };
    let gone = BanRow { id: 3, kind: "Reader", whom: None, ends: None, all: None, ..ban.clone() };
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
        done: Some("The ban is lifted."),
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
            words: "Trusted.",
            reason: "Writes well, and knows the port.".into(),
            who: "Jo Berg".into(),
            since: moment("2026-11-20T08:15:00Z"),
            ends: None,
        }),
        choices: vec![
            EffectChoice { value: "reject", label: "Ban" },
            EffectChoice { value: "hold", label: "Always hold" },
            EffectChoice { value: "lift", label: "Trust no longer" },
        ],
        reason: String::new(),
        text: "Writes from the port’s press office; says so when asked.".into(),
        written: Some(("Jo Berg".into(), moment("2026-11-20T08:15:00Z"))),
        latest: vec![
            other("pending", "We were not asked, and nobody has counted the mud since."),
            other("approved", "The dredger comes twice a year now."),
        ],
        all_href: "/desk?status=all".into(),
        done: Some("The note is saved."),
        batch_href: None,
        errors: vec![],
        problem: None,
    };
    let html = rendered("desk-reader", &page);
    assert!(html.contains("Reject all 3 that wait") && html.contains("Trust no longer"));
    let calm = ReaderPage { waiting: 0, ban: None, latest: vec![], done: None, ..page };
    let html = rendered("desk-reader-new", &calm);
    assert!(html.contains("Neither banned nor trusted:") && !html.contains("that wait<"));
}

#[test]
fn a_section_has_its_moderators_and_a_refusal_has_the_desk_around_it() {
    let choice = |id, name: &str, ticked| ModeratorChoice { id, name: name.into(), ticked };
    let section = |slug: &str, again| SectionRow {
        slug: slug.into(),
        name: slug.into(),
        moderators: if again { vec!["Jo Berg".into(), "Réka Szabó".into()] } else { vec![] },
        choices: vec![choice(1, "Jo Berg", again), choice(2, "Réka Szabó", false)],
        again,
        list_href: format!("/desk?section={slug}"),
    };
    let site = site();
    let page = SectionsPage {
        site: &site,
        staff: staff(NavEntry::Elsewhere),
        sections: vec![section("harbour", true), section("letters", false)],
        after: String::new(),
        next: Some("/desk/sections?after=Mg".into()),
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
        .contains("<details")
    );
    let refused = RefusedPage {
        site: &site,
        staff: staff(NavEntry::Elsewhere),
        status: 404,
        heading: "This page does not exist".into(),
        advice: "What was here may be gone.".into(),
        kept: KeptForm::parse("/desk/comments/7/edit?version=3&text=We+were+never+asked."),
    };
    assert!(rendered("desk-refused", &refused).contains("<a href=\"/desk\">To the comments</a>"));
}

fn review_tabs() -> Vec<Tab> {
    let tab = |key: &'static str, label: &str| Tab {
        key,
        label: label.into(),
        count: 2,
        href: format!("/desk/reviews?kind={key}"),
        current: key == "flags",
    };
    vec![tab("flags", "Flags"), tab("appeals", "Appeals"), tab("edits", "Edits")]
}

#[test]
fn what_readers_ask_for_is_a_list_and_one_page_each() {
    let page = ReviewsPage {
        site: &site(),
        staff: staff(NavEntry::Comments),
        tabs: review_tabs(),
        kind: "flags",
        title: "Flags",
        about: "Public comments that readers or rules have flagged.",
        section: "harbour".into(),
        sections: vec![("harbour".into(), "Harbour".into()), ("town".into(), "Town".into())],
        rows: vec![review_row(12, &["Abuse ×2", "Off topic"])],
        elsewhere: vec![review_row(13, &["By a rule"])],
        more: Some("/desk/reviews?kind=flags&after=Mg".into()),
        notice: Some(Notice {
            words: "Removed. The comment is no longer public.",
            undo: Some(Undo { id: 11, version: 3 }),
        }),
    };
    let html = rendered("desk-reviews", &page);
    assert!(
        html.contains("In other sections") && html.contains("<option value=\"harbour\" selected>")
    );
    assert!(html.contains("action=\"/desk/reviews/11/undo\""), "the way back leads to the review");
    for key in ["flags", "appeals", "edits"] {
        assert!(html.contains(&format!("data-count=\"{key}\"")), "{key} follows the queue");
    }
    let empty = ReviewsPage { rows: vec![], elsewhere: vec![], more: None, notice: None, ..page };
    assert!(rendered("desk-reviews-empty", &empty).contains("Nothing is waiting in this section."));
}

#[test]
fn a_review_has_its_answers_under_the_keys_of_the_queue() {
    let site = site();
    let flags = ReviewPage {
        site: &site,
        staff: staff(NavEntry::Comments),
        tabs: review_tabs(),
        id: 12,
        title: "Flags on a comment of Ines Calder".into(),
        since: moment("2026-11-20T08:15:00Z"),
        list_href: "/desk/reviews?kind=flags".into(),
        list: "Flags",
        before: Some("/desk/reviews/11".into()),
        after: Some("/desk/reviews/13".into()),
        section: String::new(),
        comment: ReviewedComment {
            href: "/desk/comments/7".into(),
            version: 3,
            status: "approved",
            name: "Ines Calder".into(),
            record: "33 comments of this reader: 30 approved, 3 rejected; first seen 3 May 2026"
                .into(),
            posted: moment("2026-11-20T08:15:00Z"),
            html: "<p>We were not asked.</p>".into(),
            article_title: "What it costs to keep the harbour deep enough for the ferry".into(),
            article_href: "/2026/11/what-it-costs".into(),
        },
        weight: Some("1.5".into()),
        flags: vec![FlagLine {
            reason: "It insults, threatens or incites".into(),
            words: Some("“Fools” is not a word for neighbours.".into()),
            weight: "0.5".into(),
            late: true,
            at: moment("2026-11-20T09:15:00Z"),
        }],
        appeal: None,
        decision: None,
        changes: vec![],
        new_html: None,
        found: vec!["The rule “Law” found “lawyer”".into()],
        answers: Some(Answers {
            publish: Button { value: "dismiss", label: "Keep it" },
            refuse: Button { value: "uphold", label: "Remove the comment" },
            grave: true,
        }),
        own_decision: false,
        own_and_alone: false,
        answered: None,
        can_undo: false,
        note: "Sharp".into(),
        notice: None,
        errors: vec![FieldError::new(
            "note",
            "too_long",
            "Shorten this to 2000 characters; it has 2001",
        )],
        problem: None,
    };
    let html = rendered("desk-review-flags", &flags);
    let (publish, refuse) = (html.find("data-does=\"approve\""), html.find("data-does=\"reject\""));
    assert!(publish.is_some() && publish < refuse, "a keeps it and r removes it");
    assert!(
        html.contains("rel=\"next\" href=\"/desk/reviews/13\"") && html.contains("form=\"answer\"")
    );
    let appeal = ReviewPage {
        title: "Appeal of Ines Calder".into(),
        list: "Appeals",
        flags: vec![],
        weight: None,
        found: vec![],
        appeal: Some("It answers the third paragraph.\n\nRead it again.".into()),
        decision: Some(DecisionSummary {
            who: "Jo Berg".into(),
            what: "rejected",
            at: moment("2026-11-20T09:00:00Z"),
            reason: Some("Off topic".into()),
            note: Some("Again.".into()),
            to_author: Some("Not about mud.".into()),
        }),
        own_decision: true,
        errors: vec![],
        ..flags.clone()
    };
    let html = rendered("desk-review-appeal", &appeal);
    assert!(
        html.contains("Another moderator must answer the appeal")
            && !html.contains("id=\"resolution\"")
    );
    let edit = ReviewPage {
        title: "Edit of Ines Calder".into(),
        list: "Edits",
        appeal: None,
        decision: None,
        own_decision: false,
        own_and_alone: false,
        changes: vec![
            Piece::Same("We were ".into()),
            Piece::Removed("not".into()),
            Piece::Added("never".into()),
            Piece::Same(" asked.".into()),
        ],
        new_html: Some("<p>We were never asked.</p>".into()),
        ..appeal.clone()
    };
    assert!(rendered("desk-review-edit", &edit).contains("<ins>"));
    let answered = ReviewPage {
        answers: None,
        answered: Some("Jo Berg has accepted the edit.".into()),
        can_undo: true,
        ..edit
    };
    assert!(rendered("desk-review-answered", &answered).contains("You had written: “Sharp”"));
}

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
        kept: KeptForm::parse("/desk/comments/7/notes?left_note=Third+time.&back="),
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
