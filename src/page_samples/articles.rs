//! Articles with their threads and forms, lists of articles, and the transparency page.

use actix_web::http::header::{self, HeaderValue};
use actix_web::{App, web};
use askama::Template as _;

use crate::articles::view::MissingPage;
use crate::cache::Packed;
use crate::comments::article_view::{ArticlePage, ArticleVisibility, ProtectedPage};
use crate::comments::form_token;
use crate::comments::view::{CommentForm, CommentView, ReplyTarget, Thread};
use crate::error::FieldError;
use crate::feeds::view::{LatestComment, LatestPage};
use crate::i18n::{Html, Message};
use crate::ids::CommentId;
use crate::page_samples::{moment, rendered, site};
use crate::site::samples::{arranged, article, comment, form, list, teaser, thread};
use crate::site::view::{ArrangedFront, FrontPage, ResultView, SearchPage};
use crate::theme::{SharedTheme, Theme};
use crate::transparency::model::Totals;
use crate::transparency::view::{MonthRow, TransparencyPage, labels};
use crate::web::encoding::{self, Effort};
use crate::web::view::{Link, Problem, Site};
use crate::web::{assets, page};

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
    assert!(
        html.contains(
            "<a href=\"#respond\">Write a comment</a> <a href=\"#comments\">9 comments</a>"
        )
    );
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
            FieldError::new("consent", "required", "Tick the box if you agree"),
        ],
        consent: "I agree that my name and my comment are stored and shown here.".into(),
        ..form()
    };
    let html = rendered("errors", &article(&site, thread(), form));
    assert!(html.contains("id=\"form-errors\" role=\"alert\" tabindex=\"-1\" autofocus"));
    assert!(html.contains("<a href=\"#email\" data-code=\"email_format\">"));
    assert!(html.contains("id=\"email-error\" data-code=\"email_format\""));
    assert!(
        html.contains(
            "value=\"mette@\" autocomplete=\"email\" dir=\"ltr\" required aria-invalid=\"true\" aria-describedby=\"email-error\">"
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
    let arranged = arranged();
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

    let list = Some(list());
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
        is_cut: false,
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
        is_cut: true,
        ..page.clone()
    };
    let html = rendered("search-empty", &empty);
    assert!(html.contains("only its beginning was searched for"), "{html}");
    assert!(html.contains("No results for “mud") && html.contains("/2026/11/fog"));
    let form = SearchPage { typed: String::new(), is_cut: false, ..empty };
    let html = rendered("search-form", &form);
    assert!(html.contains("<h1>Search</h1>") && !html.contains("noindex"), "{html}");
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

/// For looking at it; that it has no fault is tested where it is checked.
#[test]
fn the_pages_of_the_example_theme() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/themes/example");
    let theme = Theme::read(std::path::Path::new(folder)).expect("a theme");
    let file = theme.file("theme.css").expect("its stylesheet").href.clone();
    let site = Site {
        theme_href: Some(file),
        words: theme.words("en"),
        theme: Some(SharedTheme::new(theme)),
        ..site()
    };
    let html = rendered("theme-article", &article(&site, thread(), form()));
    assert!(html.contains("Write to us</h2>"));
    let front = FrontPage {
        site: &site,
        list: None,
        path: "/".into(),
        front: Some(arranged()),
        articles: Vec::new(),
        newer: None,
        older: Some("/?page=2".into()),
    };
    assert!(rendered("theme-front", &front).contains("class=\"opening\""));
    let section = FrontPage {
        list: Some(list()),
        front: None,
        articles: (0..5).map(teaser).collect(),
        ..front
    };
    assert!(rendered("theme-section", &section).contains("<h1>Harbour</h1>"));
    let missing = MissingPage { site: &site, newest: vec![Link::new("Fog", "/2026/11/fog")] };
    assert!(rendered("theme-missing", &missing).contains("class=\"plain lost\""));
}

/// Fifty comments of one to three sentences, always the same.
fn fifty_comments() -> Vec<CommentView> {
    const WORDS: &str = "the council harbour ferry pilots basin mud survey winter price crane draught tide budget \
        annex figures quay north people year money paid never always think read paper town mayor vote plan cost \
        depth metres wind boat school kitchen street bell honest answer question true better worse again would \
        should have been they said that this with from about into over after before because while though many \
        some every another other last first next old new long short good bad right wrong small great public";
    const NAMES: [&str; 9] = [
        "Ines Almeida",
        "Old Harbour Pilot",
        "T. Okafor",
        "Mette",
        "Jo",
        "Réka Szabó",
        "Arne Lund",
        "Wanda",
        "K. L.",
    ];
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let mut state = 7_u64;
    let mut next = |below: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap_or(0) % below
    };
    (0..50)
        .map(|n| {
            let length = 8 + next(40);
            let text: Vec<&str> = (0..length).map(|_| words[next(words.len())]).collect();
            let id = 100 + 3 * n + i64::from(next(3) == 0);
            let depth = if next(3) == 0 { 0 } else { next(3) };
            comment(id, depth, NAMES[next(NAMES.len())], &format!("<p>{}.</p>", text.join(" ")))
        })
        .collect()
}

/// The aim is 14 kB, as browsers get it: the page as the second reader of a version does and those after. The figure is exact,
/// so that a change that makes a page larger shows by how much.
#[actix_web::test]
async fn the_first_view_of_an_article_is_small() {
    let site = site();
    let thread = Thread { comments: fifty_comments(), count: 50, pinned: Vec::new(), ..thread() };
    let hidden =
        form_token::fields(&"i".repeat(22), &format!("{}.{}", "1".repeat(16), "s".repeat(22)));
    let form = CommentForm { hidden: page::PLACEHOLDER.to_owned(), ..form() };
    let html = article(&site, thread, form).render().expect("a page");
    let entry = page::finish(html).expect("an entry");
    let sent = |packed: std::io::Result<Packed>| {
        let packed = packed.expect("compressed");
        let tail = packed.parts.tail.clone().expect("a form");
        let pieces =
            encoding::splice(&packed, &tail, hidden.as_bytes()).expect("a gap of this length");
        pieces.iter().map(|piece| piece.len()).sum::<usize>()
    };
    let (quick, small) = (Effort::Quick, Effort::Small);
    let first = sent(encoding::gzip(&entry.identity, quick, hidden.len()));
    let page = sent(encoding::brotli(&entry.identity, quick, hidden.len()));
    let later = sent(encoding::brotli(&entry.identity, small, hidden.len()));
    let served = App::new().route("/assets/{name}", web::get().to(assets::asset));
    let request = actix_web::test::TestRequest::get()
        .uri(assets::css_href())
        .insert_header((header::ACCEPT_ENCODING, "br"))
        .to_request();
    let service = actix_web::test::init_service(served).await;
    let answer = actix_web::test::call_service(&service, request).await;
    assert_eq!(
        answer.headers().get(header::CONTENT_ENCODING),
        Some(&HeaderValue::from_static("br"))
    );
    let sheet = actix_web::test::read_body(answer).await.len();
    let total = page + sheet;
    assert!(total <= 14_000, "{page} (at first {first}, later {later}) + {sheet} = {total}");
}
