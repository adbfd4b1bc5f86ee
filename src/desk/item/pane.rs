//! Builds the pane of a comment from its context.

use actix_web::http::StatusCode;

use crate::app::App;
use crate::articles::{self, path};
use crate::audit::model::Act;
use crate::clock::Zone;
use crate::desk::item::ban_form::BanForm;
use crate::desk::item::links;
use crate::desk::item::marking::marked;
use crate::desk::item::view::{
    ItemPane, NoteRow, OtherComment, ParentComment, ReviewLink, Revision,
};
use crate::desk::queue::query::{ListQuery, joined};
use crate::desk::reviews;
use crate::desk::surges::view::SurgeGuard;
use crate::desk::words::{chip, colleague, logged, named, percent, reasons};
use crate::error::FieldError;
use crate::ids::CommentId;
use crate::markup;
use crate::moderation::model::{Context, LogEntry, Note, OpenReview, ReaderComment, Record};
use crate::moderation::{masked_address, reader_key};
use crate::reviews::model::Kind;
use crate::screening::reasons::Reason;
use crate::screening::rules::condition::Field;
use crate::status::Status;
use crate::web::refused_form::RefusedForm;
use crate::web::view::{Moment, Problem, Site};

/// Characters of another comment of the same reader.
const EXCERPT: usize = 160;

/// The result of the last action, and what was written if it was refused.
#[derive(Default)]
pub struct Feedback {
    pub status: StatusCode,
    pub errors: Vec<FieldError>,
    pub problem: Option<Problem>,
    /// A text that was not saved.
    pub text: Option<String>,
    pub note: String,
    pub to_author: String,
    pub reply: String,
    pub left_note: String,
    pub ban: BanForm,
    /// All fields of the refused form.
    pub kept: Option<RefusedForm>,
}

/// The data that the pane shows besides the comment's context.
#[derive(Clone, Debug, Default)]
pub struct PaneContext {
    /// The colleague who has claimed it.
    pub looking: Option<String>,
    /// The number of pending near-duplicates.
    pub alike: i64,
    /// The signed-in moderator has claimed it.
    pub claimed: bool,
    /// The surge guard on the article.
    pub guard: Option<SurgeGuard>,
    /// The signed-in moderator may ban more than a reader.
    pub may_ban_networks: bool,
    /// Whether to render links as links although the comment is not public.
    pub live_links: bool,
}

/// The kind of the last change in force, if staff made it. The first status cannot be undone.
fn last_step(log: &[LogEntry]) -> Option<&'static str> {
    let stands = |line: &&LogEntry| {
        let undone = log.iter().any(|other| other.undoes == Some(line.id));
        line.version.is_some() && line.decision != Act::Undo && !undone
    };
    let last = log
        .iter()
        .rev()
        .find(stands)
        .filter(|line| line.by.is_some() && line.from_status.is_some())?;
    Some(if matches!(last.decision, Act::Edit | Act::Revise) { "edit" } else { "decision" })
}

/// Builds the pane of a comment that was opened from `list`.
pub fn of(
    app: &App,
    context: Context,
    csrf: String,
    list: &ListQuery,
    around: PaneContext,
    feedback: Feedback,
) -> ItemPane {
    let Context {
        item,
        article_text: (summary, body),
        parent,
        others,
        log,
        revisions,
        siblings,
        notes,
        record: known,
        reviews: open,
        ..
    } = context;
    let findings: Vec<String> = item.reasons.iter().map(|reason| reason.detail()).collect();
    let parent = parent.map(|parent| ParentComment {
        href: href(parent.id),
        status: parent.status.name().to_owned(),
        name: named(parent.name),
        posted: parent.created_at.into(),
        html: quoted(parent.status, parent.html),
    });
    let (html, links) = match item.status {
        Status::Approved => (item.html, 0),
        _ if around.live_links => (item.html, 0),
        _ => links::as_text(&item.html),
    };
    let revisions =
        revisions.into_iter().filter(|former| !former.text.is_empty()).map(|former| Revision {
            at: former.replaced_at.into(),
            who: colleague(former.replaced_by.as_ref()),
            text: former.text,
        });
    let siblings = siblings.into_iter().map(|beside| ParentComment {
        href: href(beside.id),
        status: beside.status.name().to_owned(),
        name: named(beside.name),
        posted: beside.created_at.into(),
        html: quoted(beside.status, beside.html),
    });
    ItemPane {
        site: Site::for_staff(&app.settings()),
        siblings: siblings.collect(),
        csrf,
        query: list.text(),
        list_href: list.href(),
        id: item.id.0,
        version: item.version,
        status: item.status.name().to_owned(),
        masked_email: item.reader.as_ref().and_then(|reader| masked_address(&app.vault, reader)),
        reader_href: item.reader.as_ref().map(|reader| {
            format!("/desk/readers/{}?from={}", reader_key::of(&app.vault, reader.id), item.id)
        }),
        name: named(item.name),
        website: item.website,
        network_prefix: item.network_prefix,
        record: record(known.as_ref(), &app.settings().site.timezone),
        open_reviews: open.iter().filter_map(review_link).collect(),
        posted: item.created_at.into(),
        html: marked(&html, &passages(&item.reasons)),
        links,
        links_href: format!("{}?{}", href(item.id), joined(&[&list.text(), "links=1"])),
        rewriting: feedback.text.is_some(),
        text: feedback.text.unwrap_or(item.text),
        mild: item.reasons.iter().all(|reason| chip(reason.code()).is_none()),
        first_public: item.first_status == Status::Approved,
        article_title: item.article.title,
        article_href: path::href(&item.article.path),
        article_excerpt: articles::excerpt(&summary, &body),
        parent,
        others: others.into_iter().map(other).collect(),
        last_step: last_step(&log).filter(|_| item.status != Status::Deleted),
        rejections: reasons(&app.settings()),
        log: log.into_iter().map(logged).collect(),
        reasons: findings,
        revisions: revisions.collect(),
        note: feedback.note,
        to_author: feedback.to_author,
        reply: feedback.reply,
        looking: around.looking,
        claimed: around.claimed,
        guard: around.guard,
        score: item.score.map(percent),
        unlearned: app.filter.is_unlearned(),
        alike: around.alike,
        alike_href: item.group_id.map(|group| list.alike(group)).unwrap_or_default(),
        notes: notes.into_iter().map(note_row).collect(),
        left_note: feedback.left_note,
        pinned: item.pinned_at.is_some(),
        featured: item.featured_at.is_some(),
        may_ban_networks: around.may_ban_networks,
        ban: feedback.ban,
        kept: feedback.kept.filter(|_| feedback.problem.is_some()),
        errors: feedback.errors,
        problem: feedback.problem,
    }
}

/// The passages that rules point at, as they were written.
fn passages(reasons: &[Reason]) -> Vec<&str> {
    let passage = |reason| match reason {
        &Reason::Rule { field: Field::Text, ref found, start, end, .. } if end > start => {
            Some(found.as_str())
        }
        _ => None,
    };
    reasons.iter().filter_map(passage).collect()
}

fn note_row(note: Note) -> NoteRow {
    NoteRow { who: colleague(note.by.as_ref()), at: note.at.into(), text: note.text }
}

/// The HTML of a neighbouring comment; links are links only if it is public.
pub fn quoted(status: Status, html: String) -> String {
    if status == Status::Approved { html } else { links::as_text(&html).0 }
}

/// The address of a comment at the desk.
pub fn href(id: CommentId) -> String {
    format!("/desk/comments/{id}")
}

fn other(other: ReaderComment) -> OtherComment {
    OtherComment {
        href: href(other.id),
        status: other.status.name().to_owned(),
        article_title: other.article.title,
        posted: other.created_at.into(),
        excerpt: markup::first_words(&other.html, EXCERPT),
    }
}

/// The link to an open review; None for a kind that this version does not know.
fn review_link(review: &OpenReview) -> Option<ReviewLink> {
    let kind = reviews::kind(review.kind)?;
    let (what, link) = match kind {
        Kind::Flags if review.weight <= 0.0 => ("A rule has flagged this comment", "Answer it"),
        Kind::Flags => ("Readers have flagged this comment", "Answer the flags"),
        Kind::Appeal => ("The author has appealed", "Answer the appeal"),
        Kind::Revision => ("The author has edited the comment", "Review the edit"),
    };
    let weight =
        (kind == Kind::Flags && review.weight > 0.0).then(|| reviews::weighed(review.weight));
    Some(ReviewLink {
        href: reviews::href(review.id),
        what,
        link,
        weight,
        since: review.opened_at.into(),
    })
}

/// The record of the reader in words, including this comment.
pub fn record(record: Option<&Record>, zone: &Zone) -> String {
    let Some(record) = record else { return "This reader’s details were deleted".to_owned() };
    let counted = Status::ALL.into_iter().zip(record.counts).filter(|(_, count)| *count > 0);
    let said: Vec<String> =
        counted.map(|(status, count)| format!("{count} {}", status.name())).collect();
    let since = Moment::from(record.first_seen).at(zone).date().to_string();
    match record.counts.iter().sum::<i64>() {
        0 | 1 => format!("First comment of this reader, first seen {since}"),
        all => format!("{all} comments of this reader: {}; first seen {since}", said.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Time;

    #[test]
    fn a_record_has_every_count_and_the_first_day() {
        let first_seen = Time::parse("2026-11-22T09:00:00Z").expect("an instant");
        let said = |counts| record(Some(&Record { counts, first_seen, spellings: 1 }), &Zone::UTC);
        assert_eq!(
            said([1, 0, 0, 0, 0]),
            "First comment of this reader, first seen 22 November 2026"
        );
        let all = said([1, 30, 2, 0, 0]);
        assert!(
            all.starts_with("33 comments of this reader: ")
                && all.ends_with("; first seen 22 November 2026")
        );
        assert!(all.contains("30 approved"), "{all}");
    }
}
