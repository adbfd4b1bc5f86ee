//! A list of comments at the desk, and beside it the open one in its context.

pub mod events;
pub(super) mod query;
pub mod saved_views;
pub mod view;

use std::collections::{HashMap, HashSet};

use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::{HttpRequest, web};
use askama::Template;

use crate::accounts::model::{Role, Staff};
use crate::accounts::web::{Moderator, csrf};
use crate::app::App;
use crate::articles;
use crate::clock::{Time, Zone};
use crate::db::Connection;
use crate::desk::item::pane::{self, Around, Saying};
use crate::desk::item::view::ItemPane;
use crate::desk::layout::{Here, Notice, Tab, Undo, head};
use crate::desk::queue::query::{ListQuery, Listing};
use crate::desk::queue::view::{Filters, Row, Rows, Screen};
use crate::desk::request::{comment, if_there, parameter};
use crate::desk::words::{self, age, capital, named, short_age};
use crate::desk::{reviews, surges};
use crate::error::{Error, FieldError, Result};
use crate::ids::{ArticleId, CommentId};
use crate::markup;
use crate::moderation::filter::RawFilter;
use crate::moderation::model::{Claim, Context, Filter, Item, Load, Order, Place, SectionName};
use crate::moderation::saved_view::View;
use crate::moderation::views;
use crate::moderation::{self, claims};
use crate::reviews::model::OpenCounts;
use crate::screening::surge::model::Surge;
use crate::status::Status;
use crate::web::error::Answer;
use crate::web::page;
use crate::web::page::show;
use crate::web::view::Site;

/// Comments in one part of a list.
const PAGE: usize = 50;
/// Characters of a comment in a list.
const EXCERPT: usize = 180;

/// What of the screen is asked for.
#[derive(Debug, Default)]
pub struct Asked {
    list: ListQuery,
    /// The comment to open.
    open: Option<CommentId>,
    /// What the last action did. A word of ours and nothing else ever reaches the page.
    done: Option<&'static str>,
    /// The comment that it was done to.
    was: Option<CommentId>,
}

/// `GET /desk`: a list, and one comment of it; those that wait, unless another list is chosen. With
/// `part=rows` it is the rows alone: the next part of a list, or with `beyond=` what came after
/// that comment.
pub async fn desk(
    app: web::Data<App>,
    request: HttpRequest,
    Moderator(staff): Moderator,
) -> Answer {
    let list = ListQuery::read(request.query_string());
    if parameter(&request, "part").as_deref() == Some("rows") {
        return rows(&app, &staff, &list, comment(&request, "beyond")?).await;
    }
    let done = parameter(&request, "done").as_deref().and_then(words::told);
    let asked =
        Asked { list, done, open: comment(&request, "open")?, was: comment(&request, "was")? };
    show_screen(&app, &request, &staff, asked, None).await
}

/// `GET /desk/comments/{id}`: one comment in its context, beside its list, or with `fragment=1`
/// alone.
pub async fn item(
    app: web::Data<App>,
    request: HttpRequest,
    Moderator(staff): Moderator,
    id: web::Path<CommentId>,
) -> Answer {
    let id = *id;
    let list = ListQuery::read(request.query_string());
    if parameter(&request, "fragment").is_none() {
        return show_screen(
            &app,
            &request,
            &staff,
            Asked { list, open: Some(id), ..Asked::default() },
            None,
        )
        .await;
    }
    let now = app.clock.now();
    let (context, alike, claims, surge) = app
        .db
        .read(move |conn| {
            let context = moderation::context(conn, id)?;
            let alike = alike(conn, &context.item)?;
            let surge = surges::of(conn, context.item.article.id)?;
            Ok((context, alike, claims::of(conn, &[id], now)?, surge))
        })
        .await?;
    let around = around(claims.get(&id), alike, surge.as_ref(), &staff, now);
    show(
        StatusCode::OK,
        &pane::of(&app, context, csrf::of(&app, &request), &list, around, Saying::default()),
    )
}

/// What the database knows of a screen.
struct Looked {
    overview: Load,
    sections: Vec<SectionName>,
    newest: CommentId,
    items: Vec<Item>,
    names: HashMap<CommentId, String>,
    context: Option<Context>,
    /// How many others wait that say nearly the same as the open one.
    alike: i64,
    /// Who looks at which of them.
    claims: HashMap<CommentId, Claim>,
    views: Vec<View>,
    /// Articles under the surge guard.
    surges: Vec<Surge>,
    /// There are sections on the desks of some and not of others.
    desks: bool,
    /// What the conditions mean that are numbers: the condition and a name.
    called: Vec<(&'static str, String)>,
    /// What readers ask for, by section.
    asks: Vec<OpenCounts>,
    /// The version of the comment that something was done to.
    undoable: Option<(CommentId, i64)>,
}

/// The page with the comment `id` open, after a form beside it that was not done.
pub(super) async fn show_open(
    app: &web::Data<App>,
    request: &HttpRequest,
    staff: &Staff,
    list: ListQuery,
    id: CommentId,
    saying: Saying,
) -> Answer {
    let asked = Asked { list, open: Some(id), ..Asked::default() };
    show_screen(app, request, staff, asked, Some(saying)).await
}

/// The whole page. `again` is what was sent and not done, with the comment it was about.
async fn show_screen(
    app: &web::Data<App>,
    request: &HttpRequest,
    staff: &Staff,
    asked: Asked,
    again: Option<Saying>,
) -> Answer {
    let now = app.clock.now();
    let (listing, errors) =
        match asked.list.listing(&app.vault, &app.config.site.timezone, staff.id, now) {
            Ok(listing) => (Some(listing), Vec::new()),
            Err(faults) => (None, faults),
        };
    let order = listing.as_ref().map_or(Order::Oldest, |listing| listing.order);
    let (open, was) = (asked.open, asked.was.filter(|_| asked.done.is_some()));
    let asker = staff.clone();
    let looked =
        app.db.read(move |conn| look(conn, listing.as_ref(), open, was, &asker, now)).await?;
    let Looked {
        overview,
        sections,
        newest,
        mut items,
        names,
        context,
        alike,
        claims,
        undoable,
        ..
    } = looked;
    let around = match &context {
        None => Around::default(),
        Some(context) => {
            let surge = looked.surges.iter().find(|surge| surge.article == context.item.article.id);
            around(claims.get(&context.item.id), alike, surge, staff, now)
        }
    };
    let guards = looked.surges.iter().map(|surge| surges::shown(surge, staff, now)).collect();
    let guarded: HashSet<ArticleId> = looked.surges.iter().map(|surge| surge.article).collect();

    let more = items.len() > PAGE;
    items.truncate(PAGE);
    let after = items.last().filter(|_| more).map(|last| Place::of(last, order));
    let shown = context.as_ref().map(|context| context.item.id);
    let saying = again.unwrap_or_default();
    let status = if errors.is_empty() { saying.status } else { StatusCode::UNPROCESSABLE_ENTITY };
    let token = csrf::of(app, request);
    let pane: Option<ItemPane> =
        context.map(|context| pane::of(app, context, token, &asked.list, around, saying));

    let looking: HashMap<CommentId, String> =
        claims.iter().filter_map(|(id, claim)| Some((*id, colleague(claim, staff)?))).collect();
    let views = saved_views(&asked.list, &looked.views, looked.desks, staff);
    let staff = head(app, request, staff, Here::Comments).await?;
    let site = Site::of(&app.config);
    let listed = asked.list.status();
    let view = Screen {
        site: &site,
        staff,
        tabs: tabs(&asked.list, &overview),
        asks: reviews::tabs(&looked.asks, None),
        guards,
        query: asked.list.text(),
        waiting_list: listed == Some(Status::Pending),
        oldest: overview
            .oldest_pending
            .filter(|_| listed == Some(Status::Pending))
            .map(|at| age(now.since(at))),
        newest: newest.0,
        rows: rendered(
            &asked.list,
            items,
            &names,
            &looking,
            &guarded,
            shown,
            (&app.config.site.timezone, now),
        )?,
        more: after.map(|after| asked.list.after(after).href()),
        item: pane.map(|pane| pane.render()).transpose().map_err(Error::internal)?,
        opened: open.is_some(),
        notice: asked.done.map(|words| Notice {
            words,
            undo: undoable.map(|(id, version)| Undo { id: id.0, version }),
        }),
        filters: Filters {
            views: views.0,
            removable: views.1,
            ..filters(&asked.list, order, errors, sections, &looked.called)
        },
    };
    show(status, &view)
}

fn look(
    conn: &mut Connection,
    listing: Option<&Listing>,
    open: Option<CommentId>,
    was: Option<CommentId>,
    asker: &Staff,
    now: Time,
) -> Result<Looked> {
    let items = match listing {
        None => Vec::new(),
        Some(Listing { filter, order, after }) => moderation::list(
            conn,
            filter,
            *order,
            *after,
            i64::try_from(PAGE).map_err(Error::internal)? + 1,
        )?,
    };
    let names = moderation::parent_names(conn, &items)?;
    let shown = open.or_else(|| items.first().map(|first| first.id));
    let context = shown.map(|id| moderation::context(conn, id)).transpose()?;
    let alike = context.as_ref().map_or(Ok(0), |context| alike(conn, &context.item))?;
    let undoable = match was {
        None => None,
        Some(id) => match moderation::present(conn, id) {
            Ok(present) => Some((id, present.version)),
            Err(Error::NotFound) => None,
            Err(error) => return Err(error),
        },
    };
    let mut shown_ids: Vec<CommentId> = items.iter().map(|item| item.id).collect();
    shown_ids.extend(shown);
    Ok(Looked {
        claims: claims::of(conn, &shown_ids, now)?,
        views: views::list(conn, asker)?,
        surges: surges::all(conn)?,
        desks: moderation::listing::sections(
            conn,
            &Filter { desk_of: Some(asker.id), ..Filter::default() },
        )?
        .is_some(),
        called: listing.map_or(Ok(Vec::new()), |listing| called(conn, &listing.filter, now))?,
        asks: crate::reviews::open_counts(conn)?,
        overview: moderation::overview(conn)?,
        sections: moderation::sections(conn)?,
        newest: moderation::newest(conn)?,
        items,
        names,
        context,
        alike,
        undoable,
    })
}

/// The names behind the numbers of a filter; one that is gone has none.
fn called(
    conn: &mut Connection,
    filter: &Filter,
    now: Time,
) -> Result<Vec<(&'static str, String)>> {
    let article =
        filter.article.map(|id| articles::by_id(conn, id)).map(if_there).transpose()?.flatten();
    let rule = filter
        .rule
        .map(|id| crate::rules::find(conn, id, now))
        .map(if_there)
        .transpose()?
        .flatten();
    let article = article.map(|article| ("article", format!("Under “{}”", article.title)));
    let rule =
        rule.map(|found| ("rule", format!("Matched by the rule “{}”", found.rule.content.name)));
    Ok(article.into_iter().chain(rule).collect())
}

/// What the pane shows besides the comment's own context.
fn around(
    claim: Option<&Claim>,
    alike: i64,
    surge: Option<&Surge>,
    staff: &Staff,
    now: Time,
) -> Around {
    Around {
        looking: claim.and_then(|claim| colleague(claim, staff)),
        claimed: claim.is_some_and(|claim| claim.by.id == staff.id),
        alike,
        guard: surge.map(|surge| surges::shown(surge, staff, now)),
        may_ban_networks: staff.role >= Role::Editor,
    }
}

/// Whoever else looks at it.
fn colleague(claim: &Claim, staff: &Staff) -> Option<String> {
    (claim.by.id != staff.id).then(|| words::colleague(Some(&claim.by)))
}

/// How many others wait that say nearly the same as `item`.
fn alike(conn: &mut Connection, item: &Item) -> Result<i64> {
    let Some(group) = item.group_id else { return Ok(0) };
    let waiting = Filter { status: Some(Status::Pending), group: Some(group), ..Filter::default() };
    let count = moderation::listing::count(conn, &waiting)?;
    Ok(count - i64::from(item.status == Status::Pending))
}

/// Rows alone. The header `X-More` says where the list goes on.
async fn rows(app: &App, staff: &Staff, list: &ListQuery, beyond: Option<CommentId>) -> Answer {
    let now = app.clock.now();
    let mut listing = list
        .listing(&app.vault, &app.config.site.timezone, staff.id, now)
        .map_err(Error::Invalid)?;
    let newest_first = listing.order == Order::Newest;
    if let Some(beyond) = beyond {
        (listing.order, listing.after) = (Order::Oldest, Some(Place::At(beyond)));
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
    let looking: HashMap<CommentId, String> =
        claims.iter().filter_map(|(id, claim)| Some((*id, colleague(claim, staff)?))).collect();
    let more = items.len() > PAGE;
    items.truncate(PAGE);
    let last = items.last().filter(|_| more).map(|last| Place::of(last, order));
    if beyond.is_some() && newest_first {
        items.reverse();
    }
    let guarded: HashSet<ArticleId> = surges.iter().map(|surge| surge.article).collect();
    let mut answer = page::html(
        StatusCode::OK,
        rendered(list, items, &names, &looking, &guarded, None, (&app.config.site.timezone, now))?,
    );
    if let Some(last) = last {
        let next = HeaderValue::from_str(&list.after(last).href()).map_err(Error::internal)?;
        answer.headers_mut().insert(HeaderName::from_static("x-more"), next);
    }
    Ok(answer)
}

fn rendered(
    list: &ListQuery,
    items: Vec<Item>,
    names: &HashMap<CommentId, String>,
    looking: &HashMap<CommentId, String>,
    guarded: &HashSet<ArticleId>,
    shown: Option<CommentId>,
    (zone, now): (&Zone, Time),
) -> Result<String> {
    let listed = list.status();
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
        looking: looking.get(&item.id).cloned(),
        score: item.score.map(words::percent),
        reasons: item.reasons.iter().filter_map(words::tag).collect(),
        excerpt: markup::first_words(&item.html, EXCERPT),
        name: named(item.name),
        guarded: guarded.contains(&item.article.id),
        article_title: item.article.title,
    });
    let rows = Rows { zone: zone.clone(), rows: rows.collect() };
    Ok(rows.render().map_err(Error::internal)?.trim().to_owned())
}

fn tabs(list: &ListQuery, overview: &Load) -> Vec<Tab> {
    let tab = |status: Status| Tab {
        key: status.name(),
        label: capital(status.name()),
        count: overview.count(status),
        href: list.of(status).href(),
        current: list.status() == Some(status),
    };
    Status::ALL.into_iter().map(tab).collect()
}

/// A saved view as it is shown, and the one on this page if `staff` may remove it.
type Views = (Vec<(String, String, bool)>, Option<(i64, String)>);

/// The views that can be chosen; where sections are on the desks of some, first that of one's own.
fn saved_views(list: &ListQuery, views: &[View], desks: bool, staff: &Staff) -> Views {
    let shown = |name: &str, filter: &RawFilter| {
        let href = ListQuery::of_view(filter).href();
        let current = href == list.href();
        (name.to_owned(), href, current)
    };
    let own = RawFilter {
        status: Some(Status::Pending.name().to_owned()),
        mine: Some(true),
        ..RawFilter::default()
    };
    let own = desks.then(|| shown("Your sections", &own));
    let current = views.iter().find(|view| {
        let theirs = !view.shared || staff.role >= Role::Editor;
        theirs && ListQuery::of_view(&view.filter).href() == list.href()
    });
    let named = views.iter().map(|view| shown(&view.name, &view.filter));
    (own.into_iter().chain(named).collect(), current.map(|view| (view.id.0, view.name.clone())))
}

fn filters(
    list: &ListQuery,
    order: Order,
    errors: Vec<FieldError>,
    sections: Vec<SectionName>,
    called: &[(&'static str, String)],
) -> Filters {
    let named = |name: &str| {
        called.iter().find(|(known, _)| *known == name).map(|(_, words)| words.clone())
    };
    let mut filters = Filters {
        errors,
        status: list.status().map_or("all", Status::name),
        sections: sections.into_iter().map(|section| (section.slug, section.name)).collect(),
        order: order.name(),
        ..Filters::default()
    };
    for (name, value) in list.conditions() {
        if name != "order" {
            let section =
                filters.sections.iter().find(|(slug, _)| name == "section" && *slug == value);
            let words = section.map(|(_, section)| section.clone()).or_else(|| named(name));
            filters.set.push(words.unwrap_or_else(|| words::condition(name, &value)));
        }
        match name {
            "q" => filters.q = value,
            "section" => filters.section = value,
            "since" => filters.since = value,
            "until" => filters.until = value,
            "language" => filters.language = value,
            "reason" => filters.reason = value,
            "score_from" => filters.score_from = value,
            "score_to" => filters.score_to = value,
            "order" => {}
            name => {
                let words = named(name).unwrap_or_else(|| words::condition(name, &value));
                filters.kept.push((name, words, value));
            }
        }
    }
    filters
}
