//! Articles as staff see them: the list, the editor in its states, and saved versions.

use crate::articles::choices::Choices;
use crate::desk::articles::form::ArticleForm;
use crate::desk::articles::view::{
    ArticleRow, ArticlesPage, Choice, CommentLine, Conflict, Differences, EditorPage, LeadChoice,
    LeadChoices, ListFilters, NoteLine, Piece, Preview, RevisionPage, RevisionRow, RevisionsPage,
    SavedArticle, StepButton,
};
use crate::desk::front::view::{Choice as SlotChoice, FrontSlotsPage, Slot, SlotGroup};
use crate::desk::labels::view::{LabelFacts, LabelForm, LabelPage, TagLine, TagsPage};
use crate::desk::layout::{NavEntry, Tab};
use crate::error::FieldError;
use crate::i18n::{Message, Words};
use crate::page_samples::media::card;
use crate::page_samples::{moment, rendered, site, staff};
use crate::web::view::{Problem, Site};

fn row(title: &str, status: &'static str, waiting: i64) -> ArticleRow {
    ArticleRow {
        href: "/desk/articles/7".into(),
        title: title.into(),
        section: Some("Harbour".into()),
        author: "Wren Okafor".into(),
        status,
        status_name: status.into(),
        when: "Saved".into(),
        time: moment("2026-11-22T09:30:00Z"),
        comments: 12 * waiting,
        waiting,
        comments_href: Some("/desk?status=all&article=7".into()),
        waiting_href: Some("/desk?article=7".into()),
    }
}

#[test]
fn the_list_of_articles_has_tabs_filters_and_an_empty_state() {
    let site = site();
    let tab = |key: &'static str, current| Tab {
        key,
        label: key.into(),
        count: 3,
        href: format!("/desk/articles?status={key}"),
        current,
    };
    let choice =
        |value: &str, selected| Choice { value: value.into(), label: value.into(), selected };
    let page = ArticlesPage {
        site: &site,
        staff: staff(NavEntry::Articles),
        address: "/desk/articles",
        is_pages: false,
        tabs: vec![tab("draft", true), tab("published", false)],
        filters: ListFilters {
            status: "draft".into(),
            q: "mud".into(),
            sections: vec![choice("harbour", true), choice("town", false)],
            authors: vec![choice("2", false)],
            is_set: true,
            all_href: "/desk/articles?status=draft".into(),
            ..ListFilters::default()
        },
        rows: vec![
            row("What it costs to keep the harbour deep enough", "draft", 3),
            row("Fog", "published", 0),
        ],
        newer: None,
        older: Some("/desk/articles?status=draft&page=2".into()),
        done: Some("The draft is deleted.".into()),
        errors: vec![],
    };
    let html = rendered("desk-articles", &page);
    assert!(html.contains("3 waiting") && html.contains("36 comments"), "{html}");
    assert!(
        html.contains("href=\"/desk/articles\" aria-current=\"page\""),
        "the menu marks the page"
    );
    let empty = ArticlesPage {
        rows: vec![],
        older: None,
        filters: ListFilters::default(),
        errors: vec![FieldError::new("since", "time_format", "Write the date as 2026-11-22")],
        ..page
    };
    assert!(rendered("desk-articles-faults", &empty).contains("id=\"list-faults\""));
    let empty = ArticlesPage { errors: vec![], ..empty };
    assert!(rendered("desk-articles-none", &empty).contains("There are no articles here."));
    let pages = ArticlesPage { address: "/desk/pages", is_pages: true, ..empty };
    assert!(rendered("desk-pages-none", &pages).contains("/desk/articles/new?kind=page"));
}

fn editor(site: &Site) -> EditorPage<'_> {
    EditorPage {
        site,
        staff: staff(NavEntry::Articles),
        article: Some(SavedArticle {
            id: 7,
            title: "What it costs to keep the harbour deep enough".into(),
            status: "published",
            status_name: "Published".into(),
            is_public: true,
            was_public: true,
            has_corrections: true,
            published_at: Some(moment("2026-11-20T08:15:00Z")),
            href: "/2026/11/what-it-costs".into(),
            review_note: "Who says so? Name the source.".into(),
            saved: Some((moment("2026-11-22T09:30:00Z"), Some("Jo Berg".into()))),
            comments: 12,
            waiting: 3,
            is_protected: true,
        }),
        action: "/desk/articles/7".into(),
        is_page: false,
        form: ArticleForm {
            version: "4".into(),
            title: "What it costs to keep the harbour deep enough".into(),
            body: "The mud is **deep**.".into(),
            path: Some("/2026/11/what-it-costs".into()),
            published_at: Some("2026-11-20T08:15".into()),
            comments: "open".into(),
            language: Some("en".into()),
            ..ArticleForm::default()
        }
        .completed(None)
        .with_places(&Choices::default()),
        lock: Some("Jo Berg".into()),
        is_unfolded: true,
        lead: LeadChoices {
            is_none: false,
            choices: vec![
                LeadChoice {
                    value: "/media/7/2160.jpg".into(),
                    is_chosen: true,
                    markdown: "![A dredger](/media/7/2160.jpg)".into(),
                    card: card(7, "A dredger in front of the old crane", 0),
                },
                LeadChoice {
                    value: "/media/6/2160.jpg".into(),
                    card: card(6, "Mud", 0),
                    ..LeadChoice::default()
                },
            ],
            chosen: Some(card(7, "A dredger in front of the old crane", 0)),
            library: ["A dredger".into(), String::new(), "Ines".into()],
            is_open: true,
        },
        is_text_file_open: true,
        notes: vec![NoteLine {
            id: 3,
            who: Some("Jo Berg".into()),
            at: moment("2026-11-22T09:30:00Z"),
            text: "@Maren, who says so?".into(),
            may_remove: true,
        }],
        steps: vec![
            StepButton { value: "save", label: "Update".into(), main: true },
            StepButton { value: "withdraw", label: "Withdraw".into(), main: false },
        ],
        sections: vec!["Harbour".into(), "Town".into()],
        zone_name: "Europe/Berlin".into(),
        preview: Preview {
            language: "en".into(),
            direction: "ltr",
            title: "What it costs".into(),
            html: "<p>The mud is <strong>deep</strong>.</p>".into(),
            length: "4 words · 1 minute to read".into(),
            ..Preview::default()
        },
        copy_of: None,
        conflict: None,
        colleagues: vec![("Réka Szabó".into(), moment("2026-11-22T09:31:00Z"))],
        comments: vec![CommentLine {
            href: "/desk/comments/109".into(),
            name: "Ali".into(),
            waits: true,
            posted: moment("2026-11-21T08:15:00Z"),
            excerpt: "We were not asked.".into(),
        }],
        comments_href: Some("/desk?status=all&article=7".into()),
        done: None,
        errors: vec![],
        problem: None,
    }
}

fn differences() -> Differences {
    Differences {
        title: vec![],
        summary: vec![Piece::Inserted("New.".into())],
        body: vec![
            Piece::Elided("It begins".into(), "the mud is ".into()),
            Piece::Deleted("deep".into()),
            Piece::Inserted("very deep".into()),
            Piece::Equal(".".into()),
        ],
        fields: vec![("Section".into(), "Town".into(), "Harbour".into())],
    }
}

#[test]
fn the_editor_has_a_text_a_preview_and_the_steps_of_the_article() {
    let site = site();
    let page = editor(&site);
    let html = rendered("desk-editor", &page);
    assert!(
        html.contains("<p>The mud is <strong>deep</strong>.</p>")
            && html.contains("Name the source")
    );
    assert!(html.contains("id=\"correction\"") && !html.contains("value=\"delete\""));
    let faulty = EditorPage {
        errors: vec![FieldError::new("title", "required", "Enter a headline")],
        copy_of: Some(moment("2026-11-22T09:31:00Z")),
        ..editor(&site)
    };
    assert!(rendered("desk-editor-faults", &faulty).contains("id=\"title-error\""));
    let new = EditorPage {
        article: None,
        action: "/desk/articles/new".into(),
        comments: vec![],
        colleagues: vec![],
        form: ArticleForm::empty("Maren Holt"),
        ..editor(&site)
    };
    assert!(!rendered("desk-editor-new", &new).contains("id=\"correction\""));
    let conflict = Conflict {
        who: Some("Jo Berg".into()),
        at: Some(moment("2026-11-22T09:31:00Z")),
        theirs: Some(differences()),
        yours: differences(),
        body: "Their text.".into(),
    };
    let torn = EditorPage { conflict: Some(conflict), ..editor(&site) };
    assert!(rendered("desk-editor-conflict", &torn).contains("<ins>very deep</ins>"));
    let arabic = Site { language: "ar".into(), words: Words::of("ar"), ..site.clone() };
    assert!(rendered("desk-editor-arabic", &editor(&arabic)).contains("dir=\"rtl\""));
}

#[test]
fn versions_are_listed_compared_and_brought_back() {
    let site = site();
    let version = |version, is_present| RevisionRow {
        version,
        href: format!("/desk/articles/7/revisions/{version}"),
        at: moment("2026-11-22T09:31:00Z"),
        who: Some("Jo Berg".into()),
        status: "draft",
        status_name: "Draft".into(),
        title: "What it costs".into(),
        is_present,
    };
    let list = RevisionsPage {
        site: &site,
        staff: staff(NavEntry::Articles),
        editor_href: "/desk/articles/7".into(),
        title: "What it costs".into(),
        revisions: vec![version(2, true), version(1, false)],
        copies: vec![(
            "Réka Szabó".into(),
            moment("2026-11-22T09:31:00Z"),
            "/desk/articles/7/unsaved/3".into(),
        )],
        older: None,
    };
    assert!(rendered("desk-revisions", &list).contains("Not saved"));
    let one = RevisionPage {
        site: &site,
        staff: staff(NavEntry::Articles),
        list_href: "/desk/articles/7/revisions".into(),
        article: "What it costs".into(),
        revision: Some(version(1, false)),
        copy: None,
        with: None,
        other: Some((true, "/desk/articles/7/revisions/1?with=2".into())),
        differences: differences(),
        body: "The mud is very deep.".into(),
        restore: Some(("/desk/articles/7/revisions/1/restore".into(), 2)),
        lock: Some("Jo Berg".into()),
        problem: None,
    };
    let html = rendered("desk-revision", &one);
    assert!(html.contains("<del>deep</del>") && html.contains("Bring this revision back"));
}

#[test]
fn the_front_page_is_chosen_slot_by_slot() {
    let choice = |value: &str, label: &str, selected| SlotChoice {
        value: value.into(),
        label: label.into(),
        selected,
    };
    let story =
        [("12", "What it costs to keep the harbour deep"), ("9", "A winter without the ferry")];
    let slot = |name, label: &str, at: usize, hint: &str| Slot {
        name,
        label: label.into(),
        choices: story
            .iter()
            .enumerate()
            .map(|(n, (id, title))| choice(id, title, n == at))
            .collect(),
        hint: hint.into(),
    };
    let group = |heading: &str, slots| SlotGroup {
        heading: heading.into(),
        hint: "By the rule the newest.".into(),
        slots,
    };
    let page = FrontSlotsPage {
        site: &site(),
        staff: staff(NavEntry::Front),
        groups: vec![
            group("The first story", vec![slot("lead", "Lead", 0, "")]),
            group(
                "The row under it",
                vec![
                    slot("row-1", "Place 1", 1, ""),
                    slot(
                        "row-2",
                        "Place 2",
                        9,
                        "What was chosen is no longer public; the rule applies.",
                    ),
                ],
            ),
        ],
        version: 3,
        saved: true,
        errors: vec![FieldError::new("row-1", "twice", "This is already in another place")],
        problem: None,
    };
    let html = rendered("desk-front", &page);
    assert!(html.contains("<option value=\"12\" selected>") && html.contains("aria-invalid"));
    assert!(html.contains("no longer public"));
}

#[test]
fn a_section_is_edited_and_tags_are_listed() {
    let site = site();
    let above = Choice { value: "world".into(), label: "World".into(), selected: true };
    let label = LabelFacts {
        is_section: true,
        here: "/desk/sections/asia".into(),
        title: "Asia".into(),
        public_href: "/sections/asia".into(),
        articles: 3,
        parents: vec![above.clone()],
        targets: vec![Choice { selected: false, ..above }],
        may_remove: true,
    };
    let page = LabelPage {
        site: &site,
        staff: staff(NavEntry::Sections),
        list: "/desk/sections",
        form: LabelForm { name: "Asia".into(), slug: "asia".into(), ..LabelForm::default() },
        label,
        done: Some("Saved.".into()),
        errors: vec![FieldError::new("position", "out_of_range", Message::setting_number(0, 9))],
        problem: None,
    };
    let html = rendered("desk-section", &page);
    assert!(html.contains("<option value=\"world\" selected>World</option>"));
    let line = TagLine { href: "/desk/tags/mud".into(), name: "Mud".into(), articles: 1 };
    let tags = TagsPage {
        site: &site,
        staff: staff(NavEntry::Tags),
        tags: vec![line],
        next: Some("/desk/tags?after=bXVk".into()),
        name: String::new(),
        done: None,
        errors: vec![],
        problem: Some(Problem::new("name_taken", "Another tag has this name.")),
    };
    assert!(rendered("desk-tags", &tags).contains("<details open>"));
}
