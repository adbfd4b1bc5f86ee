//! The rows of a list, as a part of the page and alone.

use std::collections::{HashMap, HashSet};

use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue};
use askama::Template;

use super::loading::colleague;
use crate::accounts::model::Staff;
use crate::app::App;
use crate::clock::Time;
use crate::desk::queue::query::PAGE;
use crate::desk::queue::query::{ListQuery, Listing};
use crate::desk::queue::view::{QueueRow, Rows};
use crate::desk::surges;
use crate::desk::words::{named, percent, short_age, tag};
use crate::error::{Error, Result};
use crate::ids::{ArticleId, CommentId};
use crate::markup;
use crate::moderation::model::Item;
use crate::moderation::model::list::{Cursor, Order};
use crate::moderation::{self, claims};
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
    let Listing { filter, order, after } = listing;
    let (mut items, names, claims, surges) = app
        .db
        .read(move |conn| {
            let items = moderation::list(
                conn,
                &filter,
                order,
                after,
                i64::try_from(PAGE).map_err(Error::internal)? + 1,
            )?;
            let names = moderation::parent_names(conn, &items)?;
            let ids: Vec<CommentId> = items.iter().map(|item| item.id).collect();
            let claims = claims::of(conn, &ids, now)?;
            Ok((items, names, claims, surges::all(conn)?))
        })
        .await?;
    let looking: HashMap<CommentId, String> = claims
        .iter()
        .filter_map(|(id, claim)| Some((*id, colleague(&site.words, claim, staff)?)))
        .collect();
    let more = items.len() > PAGE;
    items.truncate(PAGE);
    let last = items.last().filter(|_| more).map(|last| Cursor::of(last, order));
    if beyond.is_some() && newest_first {
        items.reverse();
    }
    let guarded: HashSet<ArticleId> = surges.iter().map(|surge| surge.article).collect();
    let mut answer = page::html(
        StatusCode::OK,
        rendered(list, items, &names, &looking, &guarded, None, &RowContext { site: &site, now })?,
    );
    if let Some(last) = last {
        let next = HeaderValue::from_str(&list.after(last).href()).map_err(Error::internal)?;
        answer.headers_mut().insert(HeaderName::from_static("x-more"), next);
    }
    Ok(answer)
}

/// The data that all rows share.
pub(super) struct RowContext<'a> {
    /// The language and the zone of their times.
    pub(super) site: &'a Site,
    pub(super) now: Time,
}

pub(super) fn rendered(
    list: &ListQuery,
    items: Vec<Item>,
    names: &HashMap<CommentId, String>,
    looking: &HashMap<CommentId, String>,
    guarded: &HashSet<ArticleId>,
    shown: Option<CommentId>,
    setting: &RowContext<'_>,
) -> Result<String> {
    let listed = list.status();
    let words = &setting.site.words;
    let rows = items.into_iter().map(|item| QueueRow {
        id: item.id.0,
        version: item.version,
        href: list.open(item.id),
        current: shown == Some(item.id),
        in_its_list: listed == Some(item.status),
        status: item.status.name().to_owned(),
        reply_to: item
            .parent_id
            .map(|id| named(words, names.get(&id).cloned().unwrap_or_default())),
        posted: item.created_at.into(),
        age: short_age(setting.now.since(item.created_at)),
        looking: looking.get(&item.id).cloned(),
        score: item.score.map(percent),
        reasons: item.reasons.iter().filter_map(|reason| tag(words, reason)).collect(),
        excerpt: markup::first_words(&item.html, EXCERPT),
        name: named(words, item.name),
        guarded: guarded.contains(&item.article.id),
        article_title: item.article.title,
    });
    let rows = Rows { site: setting.site.clone(), rows: rows.collect() };
    Ok(rows.render().map_err(Error::internal)?.trim().to_owned())
}
