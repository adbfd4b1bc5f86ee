//! A list of comments at the desk, and beside it the open one in its context. `loading` reads the data
//! of a screen in one transaction, `rows` and `filters` build the parts of the page.

pub mod events;
mod filters;
mod loading;
pub(super) mod query;
mod rows;
pub mod saved_views;
pub mod view;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use askama::Template;

use self::filters::{filters, tabs};
use self::loading::{OpenComment, Wanted, load};
use self::rows::{part, rendered};
use crate::accounts::model::Staff;
use crate::accounts::web::{Moderator, csrf};
use crate::app::App;
use crate::clock::Time;
use crate::comments::web::reference;
use crate::desk::item::pane::{self, Feedback, PaneContext};
use crate::desk::layout::{NavEntry, Notice, Undo, head};
use crate::desk::queue::query::ListQuery;
use crate::desk::queue::view::{ReferencedComment, Screen};
use crate::desk::request::{id_parameter, parameter};
use crate::desk::words::{self, age};
use crate::desk::{reviews, surges};
use crate::error::Error;
use crate::i18n::{Html, Message, Words};
use crate::ids::CommentId;
use crate::moderation::model::Item;
use crate::moderation::model::list::Order;
use crate::moderation::model::workload::Load;
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
    let open = app.db.read(move |conn| OpenComment::load(conn, id, now)).await?;
    let site = Site::for_member(&app.settings(), staff.language);
    let around = open.pane_context(&site.words, &staff, now);
    let token = csrf::of(&app, &request);
    let pane = pane::of(&app, site, open.context, token, &list, around, Feedback::default());
    show(StatusCode::OK, &pane)
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
    member: &Staff,
    query: ScreenQuery,
    again: Option<Feedback>,
) -> Answer {
    let ScreenQuery { list, open, done, was, live_links } = query;
    let now = app.clock.now();
    let listing = list.listing(&app.vault, &app.settings().site.timezone, member.id, now);
    let (listing, errors) = match listing {
        Ok(listing) => (Some(listing), Vec::new()),
        Err(faults) => (None, faults),
    };
    let order = listing.as_ref().map_or(Order::Oldest, |listing| listing.order);
    let wanted = Wanted { listing, open, was: was.filter(|_| done.is_some()) };
    let asker = member.clone();
    let loaded = app.db.read(move |conn| load(conn, &wanted, &asker, now)).await?;

    let site = Site::for_member(&app.settings(), member.language);
    let words = &site.words;
    let feedback = again.unwrap_or_default();
    let status = if errors.is_empty() { feedback.status } else { StatusCode::UNPROCESSABLE_ENTITY };
    let staff = head(app, request, member, NavEntry::Comments).await?;
    let filters = filters(words, &list, order, errors, &loaded, member);
    let next = loaded.part.next;
    let shown = loaded.open.as_ref().map(|open| open.context.item.id);
    let pane = loaded.open.map(|open| {
        let around = PaneContext { live_links, ..open.pane_context(words, member, now) };
        let token = csrf::of(app, request);
        pane::of(app, site.clone(), open.context, token, &list, around, feedback)
    });
    let view = Screen {
        site: &site,
        staff,
        tabs: tabs(words, &list, &loaded.overview),
        review_tabs: reviews::tabs(words, &loaded.open_reviews, None),
        filters,
        query: list.text(),
        waiting_list: list.status() == Some(Status::Pending),
        guards: loaded.surges.iter().map(|surge| surges::shown(surge, member, now)).collect(),
        oldest: age_of_oldest(&loaded.overview, &list, now),
        unlearned: app.filter.is_unlearned(),
        rejections: words::reasons(&app.settings(), words),
        newest: loaded.newest.0,
        rows: rendered(loaded.part, &list, shown, member, &site, now)?,
        more: next.map(|next| list.after(next).href()),
        referenced: loaded.referenced.map(|item| referenced(item, &list, words)),
        elsewhere: elsewhere(&loaded.elsewhere, &list, words),
        item: pane.map(|pane| pane.render()).transpose().map_err(Error::internal)?,
        opened: open.is_some(),
        notice: done.map(|words| Notice {
            words,
            undo: loaded.undoable.map(|(id, version)| Undo { id: id.0, version }),
        }),
    };
    show(status, &view)
}

/// The age of the oldest pending comment, if the list is that of all pending comments.
fn age_of_oldest(overview: &Load, list: &ListQuery, now: Time) -> Option<Message> {
    let is_queue = list.status() == Some(Status::Pending) && list.is_whole();
    overview.oldest_pending.filter(|_| is_queue).map(|at| age(now.since(at)))
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
