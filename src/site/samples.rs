//! Articles, lists and threads as they might be, for the check of a theme and for the tests of pages.

use std::time::Duration;

use crate::clock::Time;
use crate::comments::article_view::{ArticlePage, ArticleVisibility, CorrectionView, RelatedView};
use crate::comments::view::{CommentForm, CommentView, MentionView, ReplyTarget, Thread};
use crate::i18n::Message;
use crate::media::view::{Figure, Picture};
use crate::site::view::{ArrangedFront, HeadlineView, ListOf, PickView, SectionPart, Teaser};
use crate::subscriptions::model::Scope;
use crate::web::view::{Link, Moment, Site};

/// An instant as RFC 3339 writes it.
pub(crate) fn moment(text: &str) -> Moment {
    Moment(Time::parse(text).unwrap_or(Time::from_micros(0)))
}

/// A section by its name.
fn link(name: &str) -> Link {
    Link::new(name, format!("/sections/{}", name.to_lowercase()))
}

/// Sections for the navigation.
pub(crate) fn sections() -> Vec<Link> {
    ["Town", "Harbour", "Culture", "Opinion"].map(link).to_vec()
}

pub(crate) fn footer_pages() -> Vec<Link> {
    ["About", "Contact"].map(|name| Link::new(name, format!("/{}", name.to_lowercase()))).to_vec()
}

pub(crate) fn comment(id: i64, depth: usize, name: &str, html: &str) -> CommentView {
    CommentView {
        id,
        depth,
        in_reply_to: None,
        name: name.into(),
        website: None,
        seed: (id as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 7,
        posted: Moment(
            moment("2026-11-20T08:15:00Z").0.plus(Duration::from_secs(id as u64 * 1740)),
        ),
        html: html.into(),
        featured: id == 104,
        staff: id == 105,
        removed: false,
    }
}

pub(crate) fn thread() -> Thread {
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
        mentions: vec![MentionView {
            href: "https://blog.example/mud".into(),
            title: "On mud, and who pays for it".into(),
            host: "blog.example".into(),
            at: moment("2026-11-21T09:00:00Z"),
        }],
    }
}

pub(crate) fn form() -> CommentForm {
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

/// A picture that is loaded when it comes near the window.
pub(crate) fn picture() -> Picture {
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
        is_first: false,
    }
}

/// The first picture of a page, which is loaded at once.
pub(crate) fn first_picture() -> Picture {
    Picture { is_first: true, ..picture() }
}

pub(crate) fn article<'a>(site: &'a Site, thread: Thread, form: CommentForm) -> ArticlePage<'a> {
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
            picture: first_picture(),
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
                picture: Some(picture()),
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

pub(crate) fn teaser(n: usize) -> Teaser {
    let titles = [
        "What it costs to keep the harbour deep enough for the ferry",
        "The last typesetter on Mill Street puts down his stick",
        "School kitchen opens on Saturdays",
        "Why the bells of St Olave’s ring at four minutes past",
        "Letters: on geese, and those who feed them",
    ];
    Teaser {
        href: format!("/2026/11/{n}"),
        section: Some(link(["Town", "Harbour", "Culture", "Opinion"][n % 4])),
        language: String::new(),
        featured: n == 3,
        is_protected: n == 4,
        picture: match n {
            0 => Some(first_picture()),
            n => n.is_multiple_of(2).then(picture),
        },
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

/// The front page of a newspaper with a good day behind it.
pub(crate) fn arranged() -> ArrangedFront {
    let headline = |n: usize| {
        let Teaser { href, language, title, published, excerpt, comments, .. } = teaser(n);
        let when = if n < 8 { "06:30".into() } else { "18 November 2026".into() };
        HeadlineView { href, language, title, published, when, excerpt, comments }
    };
    let pick = PickView {
        href: "/comments/104".into(),
        text: "The survey is public, annex 41. Nobody has read it since, and the pilots have a copy of their own.".into(),
        name: "T. Okafor".into(),
        title: "What it costs to keep the harbour deep enough for the ferry".into(),
    };
    ArrangedFront {
        lead: Some(teaser(0)),
        row: (1..5).map(teaser).collect(),
        latest: (5..11).map(headline).collect(),
        discussed: (2..7).map(headline).collect(),
        sections: vec![
            SectionPart { section: link("Town"), teasers: (2..6).map(teaser).collect() },
            SectionPart { section: link("Harbour"), teasers: (4..7).map(teaser).collect() },
        ],
        picks: vec![pick.clone(), pick],
        more: vec![(5..7).map(teaser).collect()],
    }
}

/// The head of a section.
pub(crate) fn list() -> ListOf {
    ListOf {
        kind: Message::section(),
        name: "Harbour".into(),
        description: "Ships, docks and mud.".into(),
        feed: "/sections/harbour/feed".into(),
        above: vec![Link::new("City", "/sections/city")],
        below: vec![Link::new("Ferries", "/sections/ferries")],
    }
}
