//! Reviews, as a list and one at a time.

use crate::desk::layout::{NavEntry, Notice, Tab, Undo};
use crate::desk::reviews::view::{
    Answers, Button, DecisionSummary, FlagLine, Piece, ReviewPage, ReviewRow, ReviewedComment,
    ReviewsPage,
};
use crate::error::FieldError;
use crate::i18n::Html;
use crate::page_samples::{moment, rendered, site, staff};

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
        weight: Some(15),
        reasons: reasons.iter().map(|reason| (*reason).into()).collect(),
    }
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
        title: "Flags".into(),
        about: "Public comments that readers or rules have flagged.".into(),
        section: "harbour".into(),
        sections: vec![("harbour".into(), "Harbour".into()), ("town".into(), "Town".into())],
        rows: vec![review_row(12, &["Abuse ×2", "Off topic"])],
        elsewhere: vec![review_row(13, &["By a rule"])],
        more: Some("/desk/reviews?kind=flags&after=Mg".into()),
        notice: Some(Notice {
            words: "Rejected. The comment is no longer public.".into(),
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
    assert!(
        rendered("desk-reviews-empty", &empty)
            .contains("Nothing is waiting for an answer in this section.")
    );
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
        list: "Flags".into(),
        list_all: "All flags".into(),
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
        weight: Some(15),
        flags: vec![FlagLine {
            reason: "It insults, threatens or incites".into(),
            words: Some("“Fools” is not a word for neighbours.".into()),
            weight: 5,
            late: true,
            at: moment("2026-11-20T09:15:00Z"),
        }],
        appeal: None,
        decision: None,
        changes: vec![],
        new_html: None,
        found: vec!["The rule “Law” found “lawyer”".into()],
        answers: Some(Answers {
            publish: Button { value: "dismiss", label: "Keep it".into() },
            refuse: Button { value: "uphold", label: "Remove the comment".into() },
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
        list: "Appeals".into(),
        flags: vec![],
        weight: None,
        found: vec![],
        appeal: Some("It answers the third paragraph.\n\nRead it again.".into()),
        decision: Some(DecisionSummary {
            says: Html::element("b", "Jo Berg rejected it"),
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
        html.contains("another moderator must answer the appeal")
            && !html.contains("id=\"resolution\"")
    );
    let edit = ReviewPage {
        title: "Edit of Ines Calder".into(),
        list: "Edits".into(),
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
