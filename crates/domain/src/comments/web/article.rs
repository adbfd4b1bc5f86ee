//! The article's page: the article, a page of its thread, and the form.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};
use percent_encoding::percent_decode_str;
use serde::Deserialize;

use crate::app::App;
use crate::articles;
use crate::articles::model::{Article, PathLookup, Status};
use crate::articles::web::missing;
use crate::cache::{Entry, Scope};
use crate::comments::article_view::WithdrawnPage;
use crate::comments::form_token;
use crate::comments::reading;
use crate::comments::view::{CommentForm, ReplyTarget};
use crate::comments::web::protected;
use crate::comments::web::rendering::{render, render_whole, with_ads};
use crate::config::Comments;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::{ArticleId, CommentId};
use crate::mentions;
use crate::web::error::{Answer, Failure};
use crate::web::page::{self, HiddenFields};
use crate::web::problem::ResponseFormat;

/// Most threads of a page to be printed.
const PRINTED_THREADS: usize = 500;

#[derive(Default, Deserialize)]
struct PageQuery {
    page: Option<String>,
    reply: Option<String>,
    /// The comment that this reader has just posted, perhaps on another node; see [`sees_own`].
    posted: Option<String>,
    print: Option<String>,
}

/// `GET /{permalink}`: the article, a page of its thread, and the form. Former paths answer 301, those
/// of a withdrawn article 410, and any other 404.
pub async fn show(request: HttpRequest, app: web::Data<App>) -> Answer {
    let answer = find_and_show(&request, &app).await;
    missing::or_missing_page(&app, &request, answer).await
}

async fn find_and_show(request: &HttpRequest, app: &web::Data<App>) -> Answer {
    let path = percent_decode_str(request.path()).decode_utf8().map_err(|_| Error::NotFound)?;
    let path = path.into_owned();
    let query: PageQuery = serde_urlencoded::from_str(request.query_string()).unwrap_or_default();
    let page = match query.page.as_deref() {
        None => 1,
        Some(number) => number.parse::<i64>().map_err(|_| Error::NotFound)?,
    };
    // A reply link without a valid number shows the ordinary page.
    let reply = query.reply.and_then(|id| id.parse::<CommentId>().ok());

    let id = match app.cache.article_at(&path) {
        Some(id) => id,
        None => match found_or_nothing(find(app, &path).await)? {
            PathLookup::Article(article) if article.is_public() && article.is_protected() => {
                return protected::show(app, request, *article, page, reply).await;
            }
            PathLookup::Article(article) if article.is_public() => {
                app.cache.remember(&path, article.id);
                article.id
            }
            PathLookup::Moved(href) => {
                return Ok(HttpResponse::MovedPermanently()
                    .insert_header((header::LOCATION, href))
                    .finish());
            }
            PathLookup::Article(article) if article.status == Status::Withdrawn => {
                return show_withdrawn(app, request, *article).await;
            }
            PathLookup::Article(_) | PathLookup::NotFound => {
                let list = list_without_slash(request).ok_or(Error::NotFound)?;
                return Ok(HttpResponse::MovedPermanently()
                    .insert_header((header::LOCATION, list))
                    .finish());
            }
        },
    };
    if query.print.as_deref() == Some("thread") {
        let key = format!("{path}?print=thread");
        let entry =
            app.cache.get(Scope::Article(id), &key, make_whole(app, id, path.clone())).await?;
        return Ok(with_ads(app, page::answer(request, &entry, None)));
    }
    let key = format!("{path}?page={page}&reply={}", reply.map_or(0, |id| id.0));
    let make = make_page(app, id, path.clone(), (page, reply), Freshness::AsCached);
    let mut entry = app.cache.get(Scope::Article(id), &key, make).await;
    let posted = query.posted.and_then(|id| id.parse::<CommentId>().ok());
    if let (Some(posted), Ok(cached)) = (posted, &entry)
        && !shows(cached, posted)
    {
        let make = make_page(app, id, path.clone(), (page, reply), Freshness::Newest);
        entry = app.cache.get(Scope::Article(id), &format!("{key}&posted={posted}"), make).await;
    }
    if matches!(entry, Err(Error::NotFound)) {
        // The article may have moved while its path was being cached; the next visitor is
        // redirected.
        app.cache.forget(&path);
    }
    let entry = entry?;
    let (now, oldest) = (app.clock.now(), app.settings().comments.max_form_age);
    let hidden = form_token::fresh_fields(&app.vault, id, now)?;
    let answer = page::answer(request, &entry, Some(HiddenFields::new(&hidden, oldest, now)));
    Ok(with_ads(app, answer))
}

fn found_or_nothing(found: Result<PathLookup>) -> Result<PathLookup> {
    match found {
        Err(Error::NotFound) => Ok(PathLookup::NotFound),
        found => found,
    }
}

/// The address of a list that was asked for with a slash at its end, as other systems write them.
fn list_without_slash(request: &HttpRequest) -> Option<String> {
    const LISTS: [&str; 6] = ["archive", "authors", "search", "sections", "tags", "transparency"];
    let path = request.path().strip_suffix('/')?;
    let first = path.strip_prefix('/')?.split('/').next()?;
    let is_list = LISTS.contains(&first) && !path.ends_with('/');
    let query = Some(request.query_string()).filter(|query| !query.is_empty());
    is_list.then(|| match query {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    })
}

async fn find(app: &App, path: &str) -> Result<PathLookup> {
    let path = path.to_owned();
    let found = app.read_public(Scope::Site, move |conn| articles::readable_by_path(conn, &path));
    found.await
}

/// 410 with a way on, at the address of an article that was withdrawn.
async fn show_withdrawn(app: &App, request: &HttpRequest, article: Article) -> Answer {
    if ResponseFormat::new(request.path(), request.headers()).wants_json() {
        return Err(Failure::new(StatusCode::GONE, "withdrawn", Message::withdrawn_heading()));
    }
    let config = app.settings();
    let section = article.section.as_ref().map(|section| section.slug.clone());
    let (site, newest) = app
        .read_public(Scope::Site, move |conn| {
            Ok((articles::site(conn, &config)?, articles::newest(conn, section.as_deref())?))
        })
        .await?;
    let page = WithdrawnPage {
        site: &site,
        section: article.section.as_ref().map(articles::section_link),
        newest,
    };
    page::show(StatusCode::GONE, &page)
}

/// Where `location` leads a reader who has posted `comment`. Other nodes drop their cached page up to a second later, and
/// the next request may reach one of them, so it says what the page has to show.
pub(super) fn sees_own(app: &App, location: String, comment: CommentId) -> String {
    if !app.db.may_have_other_nodes() {
        return location;
    }
    match location.split_once('#') {
        Some((page, anchor)) => {
            let separator = if page.contains('?') { '&' } else { '?' };
            format!("{page}{separator}posted={comment}#{anchor}")
        }
        None => location,
    }
}

/// Whether the page has this comment.
fn shows(page: &Entry, comment: CommentId) -> bool {
    let anchor = format!("id=\"comment-{comment}\"");
    let parts = [Some(&page.identity.head), page.identity.tail.as_ref()];
    parts.into_iter().flatten().any(|part| memchr::memmem::find(part, anchor.as_bytes()).is_some())
}

/// How new a page must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Freshness {
    /// As new as the changes that this node knows of.
    AsCached,
    /// With everything that was committed before on any node.
    Newest,
}

async fn make_page(
    app: &App,
    id: ArticleId,
    path: String,
    (page, reply): (i64, Option<CommentId>),
    freshness: Freshness,
) -> Result<Entry> {
    let config = app.settings();
    let read = move |conn: &mut Connection| {
        let article = match articles::by_path(conn, &path)? {
            PathLookup::Article(article) if article.is_public() && !article.is_protected() => {
                article
            }
            _ => return Err(Error::NotFound),
        };
        let thread = reading::thread_page(conn, article.id, page, &config.comments)?;
        let target = match reply {
            Some(id) => reading::reply_target(conn, article.id, id)?
                .map(|name| ReplyTarget { id: id.0, name }),
            None => None,
        };
        let stories = articles::related::read(conn, &article)?;
        Ok((articles::site(conn, &config)?, article, stories, thread, target))
    };
    let (site, article, stories, thread, target) = match freshness {
        Freshness::AsCached => app.read_public(Scope::Article(id), read).await?,
        Freshness::Newest => app.db.read(read).await?,
    };
    let form = CommentForm {
        reply_to: target,
        hidden: page::PLACEHOLDER.to_owned(),
        ..CommentForm::default()
    };
    let entry = page::finish(render(app, &site, &article, stories, thread, form)?)?;
    let endpoint = mentions::web::endpoint(&app.settings());
    let link = endpoint.map(|endpoint| format!("<{endpoint}>; rel=\"webmention\""));
    Ok(Entry { link, ..entry })
}

/// The page to be printed.
async fn make_whole(app: &App, id: ArticleId, path: String) -> Result<Entry> {
    let config = app.settings();
    let settings = Comments { threads_per_page: PRINTED_THREADS, ..config.comments.clone() };
    let (site, article, thread) = app
        .read_public(Scope::Article(id), move |conn| {
            let article = match articles::by_path(conn, &path)? {
                PathLookup::Article(article) if article.is_public() && !article.is_protected() => {
                    article
                }
                _ => return Err(Error::NotFound),
            };
            let thread = reading::thread_page(conn, article.id, 1, &settings)?;
            Ok((articles::site(conn, &config)?, article, thread))
        })
        .await?;
    page::finish(render_whole(app, &site, &article, thread)?)
}

/// `GET /articles/{id}/comments`: redirects a browser that opens the form's address again to the
/// article's form.
pub async fn of_form(app: web::Data<App>, id: web::Path<ArticleId>) -> Answer {
    let id = id.into_inner();
    let article =
        app.read_public(Scope::Article(id), move |conn| articles::public_by_id(conn, id)).await?;
    Ok(page::see_other(&format!("{}#respond", article.href())))
}

/// `GET /comments/{id}`: redirects to the comment on its page of the thread.
pub async fn go_to(app: web::Data<App>, id: web::Path<CommentId>) -> Answer {
    let (id, settings) = (id.into_inner(), app.settings().comments.clone());
    let place =
        app.read_public(Scope::Site, move |conn| reading::location(conn, id, &settings)).await?;
    Ok(HttpResponse::Found().insert_header((header::LOCATION, place)).finish())
}
