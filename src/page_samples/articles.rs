//! Articles with their threads and forms, lists of articles, and the transparency page.

use crate::articles::view::MissingPage;
use crate::comments::article_view::{
    ArticlePage, ArticleVisibility, CorrectionView, ProtectedPage, RelatedView,
};
use crate::comments::view::{CommentForm, CommentView, ReplyTarget, Thread};
use crate::error::FieldError;
use crate::feeds::view::{LatestComment, LatestPage};
use crate::i18n::{Html, Message};
use crate::ids::CommentId;
use crate::media::view::{Figure, Picture};
use crate::page_samples::{moment, rendered, site};
use crate::site::view::{
    ArrangedFront, FrontPage, HeadlineView, ListOf, PickView, ResultView, SearchPage, SectionPart,
    Teaser,
};
use crate::subscriptions::model::Scope;
use crate::transparency::model::Totals;
use crate::transparency::view::{MonthRow, TransparencyPage, labels};
use crate::web::view::{Link, Moment, Problem, Site};

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

pub(super) fn thread() -> Thread {
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
        closed: String::new(),
    }
}

fn form() -> CommentForm {
    CommentForm {
        action: "/articles/12/comments".into(),
        path: "/2026/11/mud".into(),
        open: true,
        hidden: "<input type=\"hidden\" name=\"stamp\" value=\"s\">".into(),
        notify: Some(Scope::Replies),
        guidelines: vec![
            "<p>We publish what adds to the story. <a href=\"/about\">How we moderate</a></p>"
                .into(),
        ],
        ..CommentForm::default()
    }
}

fn picture(is_first: bool) -> Picture {
    Picture {
        src: "quay.svg".into(),
        srcset: "quay.svg 960w".into(),
        webp: "quay.svg 960w".into(),
        sizes: "(min-width: 46rem) 40rem, 92vw",
        width: 960,
        height: 420,
        alt: "A ferry in front of a mole".into(),
        colour: Some("#7c8a91".into()),
        focus: " fx3 fy5".into(),
        is_first,
    }
}

fn article<'a>(site: &'a Site, thread: Thread, form: CommentForm) -> ArticlePage<'a> {
    ArticlePage {
        site,
        showing: ArticleVisibility::Published,
        path: "/2026/11/mud".into(),
        is_page: false,
        is_whole: false,
        is_protected: false,
        language: "en".into(),
        section: Some(Link::new("Harbour", "/sections/harbour")),
        sections_above: vec![Link::new("City", "/sections/city")],
        title: "What it costs to keep the harbour deep enough for the ferry".into(),
        summary: "Every second winter the north basin fills with mud. The council has a price for taking it out, and the pilots have another.".into(),
        description: "Every second winter the north basin fills with mud.".into(),
        bylines: vec![
            Link::new("Maren Holt", "/authors/maren-holt"),
            Link::new("Ida & Co", ""),
        ],
        lead: Some(Figure {
            class: "lead",
            picture: picture(true),
            caption: "The ferry in the north basin, an hour before low tide.".into(),
            credit: "Photograph: Ines Almeida".into(),
        }),
        card: None,
        published: Some(moment("2026-11-19T06:30:00Z")),
        updated: None,
        modified: Some(moment("2026-11-20T10:00:00Z")),
        corrections: vec![CorrectionView {
            at: moment("2026-11-20T10:00:00Z"),
            text: "The budget has 310,000 for the dredging, not 301,000 as we first wrote.".into(),
        }],
        rest: String::new(),
        after: String::new(),
        minutes: 3,
        related: vec![
            RelatedView {
                href: "/2026/10/pilots".into(),
                title: "The pilots’ second survey says what the first one left out".into(),
                language: "en".into(),
                picture: Some(picture(false)),
                published: Some(moment("2026-10-02T06:30:00Z")),
            },
            RelatedView {
                href: "/2026/09/crane".into(),
                title: "Who pays for the crane?".into(),
                language: "en".into(),
                picture: None,
                published: Some(moment("2026-09-12T06:30:00Z")),
            },
        ],
        previous: Some(Link::new("A winter without the ferry", "/2026/10/ferry")),
        next: Some(Link::new("Dredger arrives early", "/2026/11/dredger")),
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
    assert!(html.contains("<span>3 min read</span>"));
    assert!(html.contains(
        "<a href=\"#respond\">Click to comment</a> <a href=\"#comments\">9 comments</a>"
    ));
    assert!(html.contains("mailto:?subject=What%20it%20costs"));
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
    let html = rendered("closed", &article(&site, Thread { open: false, ..thread() }, late));
    assert!(html.contains("Comments are closed."));
    assert!(html.contains("My words</textarea>"));
    assert!(html.contains("data-code=\"closed\""));
    assert!(!html.contains("Post Comment") && !html.contains("class=\"reply\""));
}

#[test]
fn a_preview_shows_the_article_without_its_thread() {
    let site = site();
    let page =
        ArticlePage { showing: ArticleVisibility::Withdrawn, ..article(&site, thread(), form()) };
    let html = rendered("preview", &page);
    assert!(html.contains("Withdrawn.") && html.contains("noindex"));
    assert!(!html.contains("id=\"comments\"") && !html.contains("Post Comment"));
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
        language: String::new(),
        featured: n == 3,
        is_protected: n == 4,
        picture: n.is_multiple_of(2).then(|| picture(n == 0)),
        title: titles[n % 5].into(),
        bylines: if n == 2 {
            Vec::new()
        } else {
            vec![Link::new("Maren Holt", "/authors/maren-holt")]
        },
        published: moment("2026-11-19T06:30:00Z"),
        excerpt: "Every second winter the north basin fills with mud. The council has a price for taking it out, and the pilots have another. We went out with both and a plumb line, on a morning when nobody could say that the wind was to blame.".into(),
        comments: [9, 0, 1, 120, 3][n % 5],
    }
}

#[test]
fn the_form_for_the_password_of_an_article() {
    let site = site();
    let fault = FieldError::new("password", "wrong_password", Message::fault_wrong_password());
    let page = ProtectedPage {
        site: &site,
        language: "en".into(),
        title: "What the pilots say among themselves".into(),
        action: "/articles/12/password".into(),
        errors: vec![fault],
        problem: None,
    };
    let html = rendered("protected", &page);
    assert!(html.contains("type=\"password\"") && html.contains("data-code=\"wrong_password\""));
}

#[test]
fn lists_of_articles_and_their_empty_state() {
    let site = site();
    let headline = |n: usize| {
        let Teaser { href, language, title, published, comments, .. } = teaser(n);
        let when = if n < 8 { "06:30".into() } else { "18 November 2026".into() };
        HeadlineView { href, language, title, published, when, comments }
    };
    let pick = PickView {
        href: "/comments/104".into(),
        text: "The survey is public, annex 41. Nobody has read it since, and the pilots have a copy of their own.".into(),
        name: "T. Okafor".into(),
        title: "What it costs to keep the harbour deep enough for the ferry".into(),
    };
    let arranged = ArrangedFront {
        lead: Some(teaser(0)),
        row: (1..5).map(teaser).collect(),
        latest: (5..11).map(headline).collect(),
        discussed: (2..7).map(headline).collect(),
        sections: vec![
            SectionPart {
                section: site.sections[0].clone(),
                teasers: (2..6).map(teaser).collect(),
            },
            SectionPart {
                section: site.sections[1].clone(),
                teasers: (4..7).map(teaser).collect(),
            },
        ],
        picks: vec![pick.clone(), pick],
        more: vec![(5..7).map(teaser).collect()],
    };
    let front = FrontPage {
        site: &site,
        list: None,
        path: "/".into(),
        front: Some(arranged.clone()),
        articles: Vec::new(),
        newer: None,
        older: Some("/?page=2".into()),
    };
    let alone = |n: usize| ArrangedFront { lead: Some(teaser(n)), ..ArrangedFront::default() };
    for (name, only) in [
        ("front-one", alone(0)),
        ("front-one-plain", alone(1)),
        ("front-few", ArrangedFront { row: (1..3).map(teaser).collect(), ..alone(0) }),
    ] {
        let html = rendered(name, &FrontPage { front: Some(only), older: None, ..front.clone() });
        assert!(!html.contains("Most discussed") && !html.contains("More stories"));
    }
    let nothing = FrontPage { front: Some(ArrangedFront::default()), older: None, ..front.clone() };
    assert!(rendered("front-empty", &nothing).contains("Nothing has been published here yet."));
    let html = rendered("front", &front);
    assert!(html.contains("Editors’ picks") && html.contains("href=\"/comments/104\""));
    assert!(html.contains("Continue reading<span class=\"unseen\">: What it costs"));
    assert!(html.contains("<a rel=\"next\" href=\"/?page=2\">Older articles</a>"));
    assert!(html.contains("120 comments"));

    let list = Some(ListOf {
        kind: Message::section(),
        name: "Harbour".into(),
        description: "Ships, docks and mud.".into(),
        feed: "/sections/harbour/feed".into(),
        above: vec![Link::new("City", "/sections/city")],
        below: vec![Link::new("Ferries", "/sections/ferries")],
    });
    let section = FrontPage {
        list: list.clone(),
        front: None,
        articles: (0..5).map(teaser).collect(),
        path: "/sections/harbour".into(),
        newer: Some("/x".into()),
        ..front.clone()
    };
    let html = rendered("section", &section);
    assert!(html.contains("<h1>Harbour</h1>"));
    let empty = FrontPage { list, front: None, articles: vec![], older: None, ..front };
    assert!(rendered("empty", &empty).contains("Nothing has been published here yet."));
}

#[test]
fn the_search_shows_results_and_says_when_there_are_none() {
    let site = site();
    let hit = |text: &str| {
        Html::pieces([(None, "The "), (Some("mark"), text), (None, " & us")].into_iter())
    };
    let result = ResultView {
        href: "/2026/11/mud".into(),
        section: Some(Link::new("Harbour", "/sections/harbour")),
        language: String::new(),
        is_protected: false,
        title: hit("mud"),
        bylines: vec![Link::new("Maren Holt", "/authors/maren-holt")],
        published: Some(moment("2026-11-19T06:30:00Z")),
        passage: hit("muddy <b>"),
    };
    let locked = ResultView { is_protected: true, passage: Html::default(), ..result.clone() };
    let page = SearchPage {
        site: &site,
        typed: "mud \"north basin\"".into(),
        total: 25,
        start: 11,
        results: vec![result, locked],
        newest: Vec::new(),
        newer: Some("/search?q=mud".into()),
        older: Some("/search?q=mud&page=3".into()),
    };
    let html = rendered("search", &page);
    assert!(html.contains("<mark>muddy &#60;b&#62;</mark> &#38; us</p>"), "{html}");
    assert!(html.contains("value=\"mud &#34;north basin&#34;\"") && html.contains("25 results"));
    assert!(html.contains("noindex"));
    let newest = vec![Link::new("Fog", "/2026/11/fog")];
    let empty = SearchPage {
        results: Vec::new(),
        total: 0,
        newest,
        newer: None,
        older: None,
        ..page.clone()
    };
    let html = rendered("search-empty", &empty);
    assert!(html.contains("Nothing was found for “mud") && html.contains("/2026/11/fog"));
    let form = SearchPage { typed: String::new(), ..empty };
    assert!(rendered("search-form", &form).contains("<h1>Search</h1>"));
    let missing = MissingPage { site: &site, newest: form.newest };
    let html = rendered("missing", &missing);
    assert!(html.contains("This page does not exist") && html.contains("name=\"q\""));
}

#[test]
fn the_newest_comments_and_their_empty_state() {
    let site = site();
    let comment = |id: i64, name: &str, excerpt: &str| LatestComment {
        id: CommentId(id),
        name: name.into(),
        html: String::new(),
        excerpt: excerpt.into(),
        posted: moment("2026-11-20T08:15:00Z"),
        article_href: "/2026/11/mud".into(),
        article_title: "What it costs to keep the harbour deep enough for the ferry".into(),
        language: String::new(),
    };
    let comments = vec![
        comment(110, "Jo", "First time I have read a whole article about mud."),
        comment(106, "Mette", "And the older one, for comparison, is in the library."),
    ];
    let html = rendered("latest-comments", &LatestPage { site: &site, comments });
    assert!(html.contains("<a href=\"/comments/110\">Jo on “What it costs"));
    let empty = rendered("latest-empty", &LatestPage { site: &site, comments: Vec::new() });
    assert!(empty.contains("There are no comments yet."));
}

#[test]
fn the_public_learns_totals() {
    let site = site();
    let totals = Totals { comments: 812, median: Some(700), waited: 40, ..Totals::default() };
    let month = MonthRow::new(&totals, &site.words);
    let page = TransparencyPage {
        site: &site,
        counted: Some(moment("2026-11-22T09:30:00Z")),
        months: vec![month.clone(), month],
        reasons: labels(&site.words),
    };
    let html = rendered("transparency", &page);
    assert!(
        html.contains("<td>812</td><td>fewer than 5</td>") && html.contains("<td>11 minutes</td>")
    );
    let empty = TransparencyPage { counted: None, months: vec![], ..page };
    assert!(rendered("transparency-empty", &empty).contains("Nothing has been counted yet"));
}
