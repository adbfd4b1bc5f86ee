//! Reviews at the desk: flags, appeals and authors' edits in lists of their own, those of the member's
//! own sections first. Each is answered by one of two buttons ([`one`]), which lead to the next one.

pub mod one;
pub mod view;

use std::borrow::Cow;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde_json::Value;
use url::form_urlencoded;

use crate::accounts::model::Staff;
use crate::accounts::web::Moderator;
use crate::app::App;
use crate::clock::Time;
use crate::config::reasons::ReasonCode;
use crate::db::Connection;
use crate::desk::layout::{NavEntry, Notice, Tab, Undo, head};
use crate::desk::request::{id_parameter, parameter};
use crate::desk::reviews::view::{ReviewRow, ReviewsPage};
use crate::desk::words::{age, named, tenths};
use crate::error::{Error, Result, optional};
use crate::i18n::{Message, Words};
use crate::ids::ReviewId;
use crate::markup;
use crate::moderation;
use crate::moderation::review_queue::{self, Position, ReviewQueue};
use crate::reviews as readers;
use crate::reviews::model::{FlagReason, Kind, OpenCounts, Review, State};
use crate::web::error::Answer;
use crate::web::list as lists;
use crate::web::page::show as page_of;
use crate::web::view::Site;

/// Reviews in one part of a list.
const PAGE: lists::Size = lists::Size::fixed(20);
/// Characters of a comment in a list.
const EXCERPT: usize = 180;

/// The address of a review.
pub fn href(id: ReviewId) -> String {
    format!("/desk/reviews/{id}")
}

/// The query of a list of open reviews.
#[derive(Clone, Debug)]
struct ReviewListQuery {
    kind: Kind,
    /// A section's slug, or `-`; None for all.
    section: Option<String>,
}

impl ReviewListQuery {
    /// The address of the list, with more parameters.
    fn href(&self, more: &[(&str, &str)]) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("kind", slug(self.kind));
        finished("/desk/reviews", query, self.section.as_deref(), more)
    }

    /// The address of a review of this list, with more parameters.
    fn one(&self, id: ReviewId, more: &[(&str, &str)]) -> String {
        one(id, self.section.as_deref(), more)
    }

    fn queue(&self, staff: &Staff) -> ReviewQueue {
        ReviewQueue { kind: self.kind, section: self.section.clone(), moderator: staff.id }
    }
}

/// The address of a review in the list of a section, with more parameters.
fn one(id: ReviewId, section: Option<&str>, more: &[(&str, &str)]) -> String {
    finished(&href(id), form_urlencoded::Serializer::new(String::new()), section, more)
}

fn finished(
    path: &str,
    mut query: form_urlencoded::Serializer<'_, String>,
    section: Option<&str>,
    more: &[(&str, &str)],
) -> String {
    if let Some(section) = section {
        query.append_pair("section", section);
    }
    let query = query.extend_pairs(more).finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// The name of a kind in addresses.
pub fn slug(kind: Kind) -> &'static str {
    match kind {
        Kind::Flags => "flags",
        Kind::Appeal => "appeals",
        Kind::Revision => "edits",
    }
}

fn label(words: &Words, kind: Kind) -> Cow<'_, str> {
    match kind {
        Kind::Flags => words.nav_flags(),
        Kind::Appeal => words.nav_appeals(),
        Kind::Revision => words.nav_edits(),
    }
}

/// The kind with this name in JSON.
pub fn kind(name: &str) -> Option<Kind> {
    serde_json::from_value(Value::from(name)).ok()
}

/// A tab for each kind with the number of open reviews in all sections.
pub fn tabs(words: &Words, counts: &[OpenCounts], current: Option<Kind>) -> Vec<Tab> {
    of_section(words, counts, current, None)
}

/// The same, leading to the lists of one section.
fn of_section(
    words: &Words,
    counts: &[OpenCounts],
    current: Option<Kind>,
    section: Option<&str>,
) -> Vec<Tab> {
    let open = |kind| {
        let of = |counts: &OpenCounts| match kind {
            Kind::Flags => counts.flags,
            Kind::Appeal => counts.appeals,
            Kind::Revision => counts.revisions,
        };
        counts.iter().map(of).sum()
    };
    let tab = |kind| Tab {
        key: slug(kind),
        label: label(words, kind).into_owned(),
        count: open(kind),
        href: ReviewListQuery { kind, section: section.map(str::to_owned) }.href(&[]),
        current: current == Some(kind),
    };
    Kind::ALL.map(tab).to_vec()
}

/// `GET /desk/reviews?kind=&section=`: open reviews, oldest first.
pub async fn list(
    app: web::Data<App>,
    request: HttpRequest,
    Moderator(staff): Moderator,
) -> Answer {
    let kind = match parameter(&request, "kind") {
        None => Kind::Flags,
        Some(word) => {
            Kind::ALL.into_iter().find(|kind| slug(*kind) == word).ok_or(Error::NotFound)?
        }
    };
    let list_query = ReviewListQuery { kind, section: parameter(&request, "section") };
    let after = lists::after::<Position>(parameter(&request, "after").as_deref())?;
    let was = id_parameter(&request, "was")?;
    let queue = list_query.queue(&staff);
    let (found, reasons, counts, sections, undo) = app
        .db
        .read(move |conn| {
            let found = review_queue::page(conn, &queue, after, PAGE.query_limit())?;
            let ids: Vec<ReviewId> = found.iter().map(|(place, _)| place.id).collect();
            let reasons = readers::flag_reasons(conn, &ids)?;
            let sections = moderation::sections(conn)?;
            Ok((found, reasons, readers::open_counts(conn)?, sections, undoable(conn, was)?))
        })
        .await?;
    let (found, next) = PAGE.take_page(found, |(place, _)| *place);
    let now = app.clock.now();
    let (elsewhere, own): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|(place, _)| place.elsewhere);
    let site = Site::for_member(&app.settings(), staff.language);
    let words = &site.words;
    let rows = |found: Vec<(Position, Review)>| {
        found
            .into_iter()
            .map(|(_, review)| row(words, review, &list_query, &reasons, now))
            .collect::<Vec<ReviewRow>>()
    };
    let view = ReviewsPage {
        site: &site,
        staff: head(&app, &request, &staff, NavEntry::of_reviews(kind)).await?,
        tabs: of_section(words, &counts, Some(kind), list_query.section.as_deref()),
        kind: slug(kind),
        title: label(words, kind).into_owned(),
        about: match kind {
            Kind::Flags => words.reviews_about_flags().into_owned(),
            Kind::Appeal => words.reviews_about_appeals().into_owned(),
            Kind::Revision => words.reviews_about_edits().into_owned(),
        },
        section: list_query.section.clone().unwrap_or_default(),
        sections: sections.into_iter().map(|section| (section.slug, section.name)).collect(),
        rows: rows(own),
        elsewhere: rows(elsewhere),
        more: next.map(|next| list_query.href(&[("after", &next)])),
        notice: notice(&request, &list_query, undo),
    };
    page_of(StatusCode::OK, &view)
}

fn row(
    words: &Words,
    review: Review,
    list_query: &ReviewListQuery,
    reasons: &[(ReviewId, FlagReason, i64)],
    now: Time,
) -> ReviewRow {
    let own = reasons.iter().filter(|(id, ..)| *id == review.id);
    let chip = |(_, reason, count): &(ReviewId, FlagReason, i64)| {
        let label =
            ReasonCode::parse(reason.name()).map_or_else(|| reason.label(), ReasonCode::label);
        let label = words.say(&label);
        match *count {
            1 => label.into_owned(),
            count => words.reviews_reason_times(label, count).into_owned(),
        }
    };
    // A rule opens a review without any flag of a reader.
    let by_rule = review.kind == Kind::Flags && own.clone().next().is_none();
    ReviewRow {
        id: review.id.0,
        href: list_query.one(review.id, &[]),
        status: review.comment.status.name(),
        excerpt: markup::first_words(&review.comment.html, EXCERPT),
        article_title: review.comment.article_title,
        since: review.opened_at.into(),
        age: age(now.since(review.opened_at)),
        weight: (review.kind == Kind::Flags && !by_rule).then(|| tenths(review.weight)),
        reasons: if by_rule {
            vec![words.reviews_by_rule().into_owned()]
        } else {
            own.map(chip).collect()
        },
        name: named(words, review.comment.name),
    }
}

/// The undo of the answer to the review `was`, unless its comment has changed since.
fn undoable(conn: &mut Connection, was: Option<ReviewId>) -> Result<Option<Undo>> {
    let Some(id) = was else { return Ok(None) };
    let review = optional(readers::find(conn, id))?;
    Ok(review.filter(stands).map(|review| Undo { id: id.0, version: review.version }))
}

/// Whether the answer can be undone: the comment has not changed since.
fn stands(review: &Review) -> bool {
    matches!(review.state, State::Upheld | State::Dismissed)
        && review.version == review.comment.version
}

/// The notice about the last answer, with its undo.
fn notice(
    request: &HttpRequest,
    list_query: &ReviewListQuery,
    undo: Option<Undo>,
) -> Option<Notice> {
    let done = parameter(request, "done")?;
    let words = match (list_query.kind, done.as_str()) {
        (Kind::Flags, "uphold") => Message::notice_flags_upheld(),
        (Kind::Flags, "dismiss") => Message::notice_flags_dismissed(),
        (Kind::Appeal, "uphold") => Message::notice_appeal_upheld(),
        (Kind::Appeal, "dismiss") => Message::notice_appeal_dismissed(),
        (Kind::Revision, "uphold") => Message::notice_edit_accepted(),
        (Kind::Revision, "dismiss") => Message::notice_edit_refused(),
        (_, "undo") => Message::notice_answer_undone(),
        _ => return None,
    };
    Some(Notice { words, undo })
}
