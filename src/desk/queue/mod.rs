//! A list of comments at the desk, and beside it the open one in its context. `loading` reads the data
//! of a screen in one transaction, `rows` and `filters` build the parts of the page.

pub mod events;
mod filters;
mod loading;
pub(super) mod query;
mod rows;
pub mod saved_views;
pub mod view;

use std::collections::{HashMap, HashSet};

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use askama::Template;

use self::filters::{filters, saved_views, tabs};
use self::loading::{colleague, count_alike, load, pane_context};
use self::rows::{RowContext, part, rendered};
use crate::accounts::model::Staff;
use crate::accounts::web::{Moderator, csrf};
use crate::app::App;
use crate::comments::web::reference;
use crate::desk::item::pane::{self, Feedback, PaneContext};
use crate::desk::item::view::ItemPane;
use crate::desk::layout::{NavEntry, Notice, Undo, head};
use crate::desk::queue::query::{ListQuery, PAGE};
use crate::desk::queue::view::{Filters, ReferencedComment, Screen};
use crate::desk::request::{id_parameter, parameter};
use crate::desk::words::{self, age};
use crate::desk::{reviews, surges};
use crate::error::Error;
use crate::i18n::{Html, Message, Words};
use crate::ids::{ArticleId, CommentId};
use crate::moderation::model::Item;
use crate::moderation::model::list::{Cursor, Order};
use crate::moderation::{self, claims};
use crate::status::Status;
use crate::web::error::Answer;
use crate::web::page::show;
use crate::web::view::Site;

/// The parameters of a screen's address.
#[derive(Debug, Default)]
struct ScreenQuery {
    list: ListQuery,
    /// The comment to open.
    open: Option<CommentId>,
    /// The last action.
    done: Option<Message>,
    /// The comment that the action was about.
    was: Option<CommentId>,
    /// Whether to render links of the open comment as links although it is not public.
    live_links: bool,
}

/// `GET /desk`: a list, by default of pending comments, and one comment of it. `part=rows` returns only
/// rows: the next part of the list, or with `beyond=` the comments after that one.
pub async fn desk(
    app: web::Data<App>,
    request: HttpRequest,
    Moderator(staff): Moderator,
) -> Answer {
    let list = ListQuery::read(request.query_string());
    if parameter(&request, "part").as_deref() == Some("rows") {
        return part(&app, &staff, &list, id_parameter(&request, "beyond")?).await;
    }
    let done = parameter(&request, "done").as_deref().and_then(words::done_in_words);
    let query = ScreenQuery {
        list,
        done,
        open: id_parameter(&request, "open")?,
        was: id_parameter(&request, "was")?,
        live_links: false,
    };
    show_screen(&app, &request, &staff, query, None).await
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
            ScreenQuery {
                list,
                open: Some(id),
                live_links: parameter(&request, "links").is_some(),
                ..ScreenQuery::default()
            },
            None,
        )
        .await;
    }
    let now = app.clock.now();
    let (context, alike, claims, surge) = app
        .db
        .read(move |conn| {
            let context = moderation::context(conn, id)?;
            let alike = count_alike(conn, &context.item)?;
            let surge = surges::of(conn, context.item.article.id)?;
            Ok((context, alike, claims::of(conn, &[id], now)?, surge))
        })
        .await?;
    let site = Site::for_member(&app.settings(), staff.language);
    let around = pane_context(&site.words, claims.get(&id), alike, surge.as_ref(), &staff, now);
    show(
        StatusCode::OK,
        &pane::of(
            &app,
            site,
            context,
            csrf::of(&app, &request),
            &list,
            around,
            Feedback::default(),
        ),
    )
}

/// The page with the comment `id` open, after one of its forms was refused.
pub(super) async fn show_open(
    app: &web::Data<App>,
    request: &HttpRequest,
    staff: &Staff,
    list: ListQuery,
    id: CommentId,
    feedback: Feedback,
) -> Answer {
    let query = ScreenQuery { list, open: Some(id), ..ScreenQuery::default() };
    show_screen(app, request, staff, query, Some(feedback)).await
}

/// Renders the whole page. `again` has the input of a refused form of the open comment.
async fn show_screen(
    app: &web::Data<App>,
    request: &HttpRequest,
    staff: &Staff,
    query: ScreenQuery,
    again: Option<Feedback>,
) -> Answer {
    let now = app.clock.now();
    let (listing, errors) =
        match query.list.listing(&app.vault, &app.settings().site.timezone, staff.id, now) {
            Ok(listing) => (Some(listing), Vec::new()),
            Err(faults) => (None, faults),
        };
    let order = listing.as_ref().map_or(Order::Oldest, |listing| listing.order);
    let (open, was) = (query.open, query.was.filter(|_| query.done.is_some()));
    let staff_member = staff.clone();
    let loaded = app
        .db
        .read(move |conn| load(conn, listing.as_ref(), open, was, &staff_member, now))
        .await?;
    let site = Site::for_member(&app.settings(), staff.language);
    let around = match &loaded.context {
        Some(context) => PaneContext {
            live_links: query.live_links,
            ..loaded.pane_context(&site.words, context, staff, now)
        },
        None => PaneContext::default(),
    };
    let guards = loaded.surges.iter().map(|surge| surges::shown(surge, staff, now)).collect();
    let guarded: HashSet<ArticleId> = loaded.surges.iter().map(|surge| surge.article).collect();

    let mut items = loaded.items;
    let more = items.len() > PAGE;
    items.truncate(PAGE);
    let after = items.last().filter(|_| more).map(|last| Cursor::of(last, order));
    let shown = loaded.context.as_ref().map(|context| context.item.id);
    let feedback = again.unwrap_or_default();
    let status = if errors.is_empty() { feedback.status } else { StatusCode::UNPROCESSABLE_ENTITY };
    let token = csrf::of(app, request);
    let pane: Option<ItemPane> = loaded
        .context
        .map(|context| pane::of(app, site.clone(), context, token, &query.list, around, feedback));

    let looking: HashMap<CommentId, String> = loaded
        .claims
        .iter()
        .filter_map(|(id, claim)| Some((*id, colleague(&site.words, claim, staff)?)))
        .collect();
    let views = saved_views(&site.words, &query.list, &loaded.views, loaded.desks, staff);
    let staff = head(app, request, staff, NavEntry::Comments).await?;
    let listed = query.list.status();
    let view = Screen {
        site: &site,
        staff,
        tabs: tabs(&site.words, &query.list, &loaded.overview),
        review_tabs: reviews::tabs(&site.words, &loaded.open_reviews, None),
        guards,
        query: query.list.text(),
        waiting_list: listed == Some(Status::Pending),
        oldest: loaded
            .overview
            .oldest_pending
            .filter(|_| listed == Some(Status::Pending) && query.list.is_whole())
            .map(|at| age(now.since(at))),
        unlearned: app.filter.is_unlearned(),
        rejections: words::reasons(&app.settings(), &site.words),
        newest: loaded.newest.0,
        rows: rendered(
            &query.list,
            items,
            &loaded.names,
            &looking,
            &guarded,
            shown,
            &RowContext { site: &site, now },
        )?,
        more: after.map(|after| query.list.after(after).href()),
        referenced: loaded.referenced.map(|item| referenced(item, &query.list, &site.words)),
        elsewhere: elsewhere(&loaded.elsewhere, &query.list, &site.words),
        item: pane.map(|pane| pane.render()).transpose().map_err(Error::internal)?,
        opened: open.is_some(),
        notice: query.done.map(|words| Notice {
            words,
            undo: loaded.undoable.map(|(id, version)| Undo { id: id.0, version }),
        }),
        filters: Filters {
            views: views.0,
            removable: views.1,
            ..filters(
                &site.words,
                &query.list,
                order,
                errors,
                loaded.sections,
                &loaded.filter_names,
            )
        },
    };
    show(status, &view)
}

/// The comment whose reference was searched for.
fn referenced(item: Item, list: &ListQuery, words: &Words) -> ReferencedComment {
    ReferencedComment {
        reference: reference(item.id),
        href: list.open(item.id),
        name: words::named(words, item.name),
        status: item.status.name(),
    }
}

/// Links to the lists in which comments match, if none matches in this one.
fn elsewhere(statuses: &[Status], list: &ListQuery, words: &Words) -> Option<Html> {
    statuses
        .iter()
        .map(|status| Html::link(&list.of(*status).href(), &words::list_name(words, *status)))
        .reduce(|lists, list| words.names_comma(lists, list))
}
