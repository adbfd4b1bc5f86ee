//! The rows of a list, as a part of the page and alone.

use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue};
use askama::Template;

use super::loading::{ListPart, colleague};
use crate::accounts::model::Staff;
use crate::app::App;
use crate::clock::Time;
use crate::db::Connection;
use crate::desk::queue::query::ListQuery;
use crate::desk::queue::view::{QueueRow, Rows};
use crate::desk::surges;
use crate::desk::words::{named, percent, short_age, tag};
use crate::error::{Error, Result};
use crate::ids::CommentId;
use crate::markup;
use crate::moderation::model::list::{Cursor, Order};
use crate::web::error::Answer;
use crate::web::page;
use crate::web::view::Site;

/// Characters of a comment in a list.
const EXCERPT: usize = 180;

/// Answers with rows only. The header `X-More` has the address of the next part.
pub(super) async fn part(
    app: &App,
    staff: &Staff,
    list: &ListQuery,
    beyond: Option<CommentId>,
) -> Answer {
    let now = app.clock.now();
    let site = Site::for_member(&app.settings(), staff.language);
    let mut listing = list
        .listing(&app.vault, &app.settings().site.timezone, staff.id, now)
        .map_err(Error::Invalid)?;
    let newest_first = listing.order == Order::Newest;
    if let Some(beyond) = beyond {
        (listing.order, listing.after) = (Order::Oldest, Some(Cursor::At(beyond)));
    }
    let read = move |conn: &mut Connection| {
        let surges = surges::all(conn)?;
        ListPart::load(conn, &listing, &surges, now)
    };
    let mut part = app.db.read(read).await?;
    if beyond.is_some() && newest_first {
        part.items.reverse();
    }
    let next = part.next;
    let mut answer = page::html(StatusCode::OK, rendered(part, list, None, staff, &site, now)?);
    if let Some(next) = next {
        let next = HeaderValue::from_str(&list.after(next).href()).map_err(Error::internal)?;
        answer.headers_mut().insert(HeaderName::from_static("x-more"), next);
    }
    Ok(answer)
}

/// The rows as HTML. `open` is the comment that is shown beside the list.
pub(super) fn rendered(
    part: ListPart,
    list: &ListQuery,
    open: Option<CommentId>,
    staff: &Staff,
    site: &Site,
    now: Time,
) -> Result<String> {
    let ListPart { items, parent_names, claims, guarded, .. } = part;
    let listed = list.status();
    let words = &site.words;
    let rows = items.into_iter().map(|item| QueueRow {
        id: item.id.0,
        version: item.version,
        href: list.open(item.id),
        current: open == Some(item.id),
        in_its_list: listed == Some(item.status),
        status: item.status.name().to_owned(),
        reply_to: item
            .parent_id
            .map(|id| named(words, parent_names.get(&id).cloned().unwrap_or_default())),
        posted: item.created_at.into(),
        age: short_age(now.since(item.created_at)),
        looking: claims.get(&item.id).and_then(|claim| colleague(words, claim, staff)),
        score: item.score.map(percent),
        reasons: item.reasons.iter().filter_map(|reason| tag(words, reason)).collect(),
        excerpt: markup::first_words(&item.html, EXCERPT),
        name: named(words, item.name),
        guarded: guarded.contains(&item.article.id),
        article_title: item.article.title,
    });
    let rows = Rows { site: site.clone(), rows: rows.collect() };
    Ok(rows.render().map_err(Error::internal)?.trim().to_owned())
}
