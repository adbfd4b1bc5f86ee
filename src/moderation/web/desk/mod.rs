//! The desk: a list of comments, the open one in its context, and the plain forms that decide about it and edit it.
//! The script on the page asks the same addresses for parts of the same pages.

pub mod deciding;
pub mod events;
pub mod keys;
mod pane;
mod query;
mod words;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use self::pane::Saying;
use self::query::{ListQuery, Listing};
use self::words::{age, capital, named, short_age};
use crate::accounts::model::Staff;
use crate::accounts::web::{Moderator, csrf, head, show};
use crate::app::App;
use crate::error::{Error, FieldError, Result};
use crate::ids::CommentId;
use crate::markup;
use crate::moderation::model::{Context, Item, Load, Order, SectionName};
use crate::moderation::view::item::ItemPane;
use crate::moderation::view::{Filters, Here, Notice, Row, Rows, Screen, Tab, Undo};
use crate::moderation;
use crate::status::Status;
use crate::web::error::Answer;
use crate::web::list::{self, Query};
use crate::web::page;

/// Comments in one part of a list.
const PAGE: usize = 50;
/// Characters of a comment in a list.
const EXCERPT: usize = 180;

/// What of the screen is asked for, besides the list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ScreenQuery {
    #[serde(flatten)]
    list: ListQuery,
    /// The comment to open. Numbers are read from text, because a flattened query knows nothing else.
    open: String,
    /// What the last action did. A word of ours and nothing else ever reaches the page.
    done: String,
    /// The comment that it was done to.
    was: String,
    /// `rows`: only the rows; anything else: the page.
    part: String,
    /// With `part=rows`: the rows of comments that came after this one, whatever the order.
    beyond: String,
}

/// The comment that a query names.
fn comment(given: &str) -> Result<Option<CommentId>> {
    if given.is_empty() { Ok(None) } else { given.parse().map(Some).map_err(|_| Error::NotFound) }
}

/// `GET /desk`: a list, and one comment of it; those that wait, unless another list is chosen.
pub async fn desk(
    app: web::Data<App>,
    request: HttpRequest,
    Moderator(staff): Moderator,
    Query(asked): Query<ScreenQuery>,
) -> Answer {
    if asked.part == "rows" {
        return rows(&app, &asked).await;
    }
    show_screen(&app, &request, &staff, asked, None).await
}

/// How one comment is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ItemQuery {
    #[serde(flatten)]
    list: ListQuery,
    done: String,
    /// Anything: without the page around it.
    fragment: Option<String>,
}

/// `GET /desk/comments/{id}`: one comment in its context, beside its list or alone.
pub async fn item(
    app: web::Data<App>,
    request: HttpRequest,
    Moderator(staff): Moderator,
    id: web::Path<CommentId>,
    Query(asked): Query<ItemQuery>,
) -> Answer {
    let ItemQuery { list, done, fragment } = asked;
    if fragment.is_none() {
        let asked = ScreenQuery { list, open: id.to_string(), done, was: id.to_string(), ..ScreenQuery::default() };
        return show_screen(&app, &request, &staff, asked, None).await;
    }
    let id = *id;
    let context = app.db.read(move |conn| moderation::context(conn, id)).await?;
    let pane = pane::of(&app, context, csrf::of(&app, &request), &list, Saying::default());
    show(StatusCode::OK, &pane)
}

/// What the database knows of a screen.
struct Looked {
    overview: Load,
    sections: Vec<SectionName>,
    newest: CommentId,
    items: Vec<Item>,
    names: std::collections::HashMap<CommentId, String>,
    context: Option<Context>,
    /// The version of the comment that something was done to.
    undoable: Option<(CommentId, i64)>,
}

/// The whole page. `again` is what was sent and not done, with the comment it was about.
async fn show_screen(
    app: &web::Data<App>,
    request: &HttpRequest,
    staff: &Staff,
    asked: ScreenQuery,
    again: Option<Saying>,
) -> Answer {
    let now = app.clock.now();
    let (listing, errors) = match asked.list.listing(&app.vault) {
        Ok(listing) => (Some(listing), Vec::new()),
        Err(faults) => (None, faults),
    };
    let order = listing.as_ref().map_or(Order::Oldest, |listing| listing.order);
    let told = words::told(&asked.done);
    let (open, was) = (comment(&asked.open)?, comment(&asked.was)?.filter(|_| told.is_some()));
    let looked = app.db.read(move |conn| look(conn, listing.as_ref(), open, was)).await?;
    let Looked { overview, sections, newest, mut items, names, context, undoable } = looked;

    let more = items.len() > PAGE;
    items.truncate(PAGE);
    let after = items.last().filter(|_| more).map(|last| list::cursor(last.id));
    let shown = context.as_ref().map(|context| context.item.id);
    let saying = again.unwrap_or_default();
    let status = if errors.is_empty() { saying.status } else { StatusCode::UNPROCESSABLE_ENTITY };
    let token = csrf::of(app, request);
    let pane: Option<ItemPane> = context.map(|context| pane::of(app, context, token, &asked.list, saying));

    let staff = head(app, request, staff, Here::Comments).await?;
    let site = page::site(&app.config);
    let listed = asked.list.status().ok().flatten();
    let view = Screen {
        site: &site,
        staff,
        tabs: tabs(&asked.list, &overview),
        query: asked.list.text(),
        waiting_list: listed == Some(Status::Pending),
        oldest: overview.oldest_pending.filter(|_| listed == Some(Status::Pending)).map(|at| age(now.since(at))),
        newest: newest.0,
        rows: rendered(&asked.list, items, &names, shown, now)?,
        more: after.map(|after| ListQuery { after, ..asked.list.clone() }.href()),
        item: pane.map(|pane| pane.render()).transpose().map_err(Error::internal)?,
        opened: open.is_some(),
        notice: told.map(|words| Notice {
            words,
            undo: undoable.map(|(id, version)| Undo { id: id.0, version }),
        }),
        filters: filters(&asked.list, order, errors, sections),
    };
    show(status, &view)
}

fn look(
    conn: &mut crate::db::Connection,
    listing: Option<&Listing>,
    open: Option<CommentId>,
    was: Option<CommentId>,
) -> Result<Looked> {
    let items = match listing {
        None => Vec::new(),
        Some(Listing { filter, order, after }) => {
            moderation::list(conn, filter, *order, *after, i64::try_from(PAGE).map_err(Error::internal)? + 1)?
        }
    };
    let names = moderation::parent_names(conn, &items)?;
    let shown = open.or_else(|| items.first().map(|first| first.id));
    let context = shown.map(|id| moderation::context(conn, id)).transpose()?;
    let undoable = match was {
        None => None,
        Some(id) => Some((id, moderation::present(conn, id)?.version)),
    };
    Ok(Looked {
        overview: moderation::overview(conn)?,
        sections: moderation::sections(conn)?,
        newest: moderation::newest(conn)?,
        items,
        names,
        context,
        undoable,
    })
}

/// Rows alone: the next part of a list, or what arrived meanwhile.
async fn rows(app: &web::Data<App>, asked: &ScreenQuery) -> Answer {
    let mut listing = asked.list.listing(&app.vault).map_err(Error::Invalid)?;
    let newest_first = listing.order == Order::Newest;
    let beyond = comment(&asked.beyond)?;
    if beyond.is_some() {
        (listing.order, listing.after) = (Order::Oldest, beyond);
    }
    let now = app.clock.now();
    let (mut items, names) = app
        .db
        .read(move |conn| {
            let most = i64::try_from(PAGE).map_err(Error::internal)? + 1;
            let items = moderation::list(conn, &listing.filter, listing.order, listing.after, most)?;
            let names = moderation::parent_names(conn, &items)?;
            Ok((items, names))
        })
        .await?;
    let more = items.len() > PAGE;
    items.truncate(PAGE);
    let last = items.last().map(|last| last.id);
    if beyond.is_some() && newest_first {
        items.reverse();
    }
    let html = rendered(&asked.list, items, &names, None, now)?;
    let mut answer = page::html(StatusCode::OK, html);
    if let Some(last) = last.filter(|_| more) {
        let next = ListQuery { after: list::cursor(last), ..asked.list.clone() }.href();
        let next = actix_web::http::header::HeaderValue::from_str(&next).map_err(Error::internal)?;
        answer.headers_mut().insert(actix_web::http::header::HeaderName::from_static("x-more"), next);
    }
    Ok(answer)
}

fn rendered(
    list: &ListQuery,
    items: Vec<Item>,
    names: &std::collections::HashMap<CommentId, String>,
    shown: Option<CommentId>,
    now: crate::clock::Time,
) -> Result<String> {
    let listed = list.status().ok().flatten();
    let rows = items.into_iter().map(|item| Row {
        id: item.id.0,
        version: item.version,
        href: list.open(item.id),
        current: shown == Some(item.id),
        in_its_list: listed == Some(item.status),
        status: item.status.name().to_owned(),
        reply_to: item.parent_id.map(|id| named(names.get(&id).cloned().unwrap_or_default())),
        posted: item.created_at.into(),
        age: short_age(now.since(item.created_at)),
        reasons: item.reasons.iter().filter_map(|reason| words::chip(reason.code())).collect(),
        excerpt: markup::first_words(&item.html, EXCERPT),
        name: named(item.name),
        article_title: item.article.title,
    });
    let rows = Rows { rows: rows.collect() };
    Ok(rows.render().map_err(Error::internal)?.trim().to_owned())
}

fn tabs(list: &ListQuery, overview: &Load) -> Vec<Tab> {
    let current = list.status().ok().flatten();
    let tab = |status: Status| Tab {
        key: status.name(),
        label: capital(status.name()),
        count: overview.count(status),
        href: ListQuery {
            status: status.name().to_owned(),
            after: String::new(),
            order: String::new(),
            ..list.clone()
        }
        .href(),
        current: current == Some(status),
    };
    Status::ALL.into_iter().map(tab).collect()
}

fn filters(list: &ListQuery, order: Order, errors: Vec<FieldError>, sections: Vec<SectionName>) -> Filters {
    let mut kept = Vec::new();
    if !list.article.is_empty() {
        kept.push(("article", list.article.clone(), "Under one article".to_owned()));
    }
    if !list.author.is_empty() {
        kept.push(("author", list.author.clone(), "By one reader".to_owned()));
    }
    Filters {
        count: list.narrowed(),
        errors,
        status: if list.status.is_empty() { Status::Pending.name().to_owned() } else { list.status.clone() },
        q: list.q.clone(),
        section: list.section.clone(),
        sections: sections.into_iter().map(|section| (section.slug, section.name)).collect(),
        order: match order {
            Order::Oldest => "oldest",
            Order::Newest => "newest",
        },
        since: list.since.clone(),
        until: list.until.clone(),
        kept,
    }
}

/// JSON for the page's own script, where it asks for that: the same actions, without a page.
fn for_script(request: &HttpRequest, body: serde_json::Value) -> Option<HttpResponse> {
    let accept = request.headers().get(actix_web::http::header::ACCEPT).and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.starts_with("application/json")).then(|| HttpResponse::Ok().json(body))
}
