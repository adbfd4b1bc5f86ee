//! Builds the pane of a comment from its context.

use actix_web::http::StatusCode;

use crate::app::App;
use crate::articles::{self, path};
use crate::audit::model::Act;
use crate::desk::item::ban_form::BanForm;
use crate::desk::item::links;
use crate::desk::item::marking::marked;
use crate::desk::item::view::{
    ItemPane, NoteRow, OtherComment, ParentComment, ReviewLink, Revision,
};
use crate::desk::queue::query::{ListQuery, joined};
use crate::desk::reviews;
use crate::desk::surges::view::SurgeGuard;
use crate::desk::words::{chip, colleague, finding, logged, named, percent, reasons, tenths};
use crate::error::FieldError;
use crate::i18n::{Message, Words};
use crate::ids::CommentId;
use crate::markup;
use crate::moderation::model::{
    self, Context, LogEntry, Note, OpenReview, Parent, ReaderComment, Record,
};
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

/// The button that undoes the last change in force, if staff made it. The first status cannot be undone.
fn last_step(log: &[LogEntry]) -> Option<Message> {
    let stands = |line: &&LogEntry| {
        let undone = log.iter().any(|other| other.undoes == Some(line.id));
        line.version.is_some() && line.decision != Act::Undo && !undone
    };
    let last = log
        .iter()
        .rev()
        .find(stands)
        .filter(|line| line.by.is_some() && line.from_status.is_some())?;
    Some(match last.decision {
        Act::Edit | Act::Revise => Message::undo_edit(),
        _ => Message::undo_decision(),
    })
}

/// Builds the pane of a comment that was opened from `list`.
pub fn of(
    app: &App,
    site: Site,
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
    let words = &site.words;
    let findings: Vec<String> = item.reasons.iter().map(|reason| finding(words, reason)).collect();
    let (html, links) = match item.status {
        Status::Approved => (item.html, 0),
        _ if around.live_links => (item.html, 0),
        _ => links::as_text(&item.html),
    };
    let revisions = revisions.into_iter().filter(|former| !former.text.is_empty());
    ItemPane {
        siblings: siblings.into_iter().map(|beside| neighbour(words, beside)).collect(),
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
        name: named(words, item.name),
        website: item.website,
        network_prefix: item.network_prefix,
        record: record(known.as_ref(), &site),
        open_reviews: open.iter().filter_map(|review| review_link(review, &site)).collect(),
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
        parent: parent.map(|parent| neighbour(words, parent)),
        others: others.into_iter().map(other).collect(),
        last_step: last_step(&log).filter(|_| item.status != Status::Deleted),
        rejections: reasons(&app.settings(), words),
        log: log.into_iter().map(|line| logged(words, line)).collect(),
        reasons: findings,
        revisions: revisions.map(|former| revision(words, former)).collect(),
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
        notes: notes.into_iter().map(|note| note_row(words, note)).collect(),
        left_note: feedback.left_note,
        pinned: item.pinned_at.is_some(),
        featured: item.featured_at.is_some(),
        may_ban_networks: around.may_ban_networks,
        ban: feedback.ban,
        kept: feedback.kept.filter(|_| feedback.problem.is_some()),
        errors: feedback.errors,
        problem: feedback.problem,
        site,
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

/// A comment before or after this one in the thread, or the one that it replies to.
fn neighbour(words: &Words, comment: Parent) -> ParentComment {
    ParentComment {
        href: href(comment.id),
        status: comment.status.name().to_owned(),
        name: named(words, comment.name),
        posted: comment.created_at.into(),
        html: quoted(comment.status, comment.html),
    }
}

fn revision(words: &Words, former: model::Revision) -> Revision {
    Revision {
        at: former.replaced_at.into(),
        who: colleague(words, former.replaced_by.as_ref()),
        text: former.text,
    }
}

fn note_row(words: &Words, note: Note) -> NoteRow {
    NoteRow { who: colleague(words, note.by.as_ref()), at: note.at.into(), text: note.text }
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
fn review_link(review: &OpenReview, site: &Site) -> Option<ReviewLink> {
    let kind = reviews::kind(review.kind)?;
    let (words, since) = (&site.words, Moment::from(review.opened_at).at(site).element());
    let (says, link) = match kind {
        Kind::Flags if review.weight <= 0.0 => (words.asks_rule(since), Message::answer_it()),
        Kind::Flags => (words.asks_flagged(tenths(review.weight), since), Message::answer_flags()),
        Kind::Appeal => (words.asks_appeal(since), Message::answer_appeal()),
        Kind::Revision => (words.asks_edit(since), Message::answer_edit()),
    };
    Some(ReviewLink { href: reviews::href(review.id), says, link })
}

/// The record of the reader in words, including this comment. None is known if the reader's details were deleted, or an import
/// brought the comment without an address.
pub fn record(record: Option<&Record>, site: &Site) -> String {
    let words = &site.words;
    let Some(record) = record else { return words.record_none().into_owned() };
    let counted = |(status, count): (Status, i64)| match status {
        Status::Pending => words.record_pending(count),
        Status::Approved => words.record_approved(count),
        Status::Rejected => words.record_rejected(count),
        Status::Spam => words.record_spam(count),
        Status::Deleted => words.record_removed(count),
    };
    let said = Status::ALL
        .into_iter()
        .zip(record.counts)
        .filter(|(_, count)| *count > 0)
        .map(counted)
        .reduce(|said, next| words.record_and(said, next))
        .unwrap_or_default();
    let since = Moment::from(record.first_seen).at(site).date();
    match record.counts.iter().sum::<i64>() {
        0 | 1 => words.record_first(since).into_owned(),
        all => words.record_many(all, said, since).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Time, Zone};

    #[test]
    fn a_record_has_every_count_and_the_first_day() {
        let first_seen = Time::parse("2026-11-22T09:00:00Z").expect("an instant");
        let site = Site { zone: Zone::UTC, ..Site::default() };
        let said = |counts| record(Some(&Record { counts, first_seen, spellings: 1 }), &site);
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
