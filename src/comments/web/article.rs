//! The article's page: the article, a page of its thread, and the form.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use percent_encoding::percent_decode_str;
use serde::Deserialize;

use crate::app::App;
use crate::articles::choices::Kind;
use crate::articles::commenting::CommentRules;
use crate::articles::listing::{ArticleSummary, Filter, Start};
use crate::articles::model::{Article, Correction, PathLookup, Status};
use crate::articles::{self, path};
use crate::cache::{Entry, Scope};
use crate::clock::Time;
use crate::comments::article_view::{
    ArticlePage, ArticleVisibility, CorrectionView, WithdrawnPage,
};
use crate::comments::form_token;
use crate::comments::reading::{self, Shown, ThreadPage};
use crate::comments::view::{CommentForm, CommentView, ReplyTarget, Thread};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::{ArticleId, CommentId};
use crate::markup;
use crate::web::error::{Answer, Failure};
use crate::web::page::{self, HiddenFields};
use crate::web::problem::ResponseFormat;
use crate::web::view::{Link, Site};

/// Articles that the page of a withdrawn one leads to.
const NEWEST: i64 = 5;

#[derive(Default, Deserialize)]
struct PageQuery {
    page: Option<String>,
    reply: Option<String>,
}

/// `GET /{permalink}`: the article, a page of its thread, and the form. Former paths answer 301, and
/// those of a withdrawn article 410.
pub async fn show(request: HttpRequest, app: web::Data<App>) -> Answer {
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
        None => match find(&app, &path).await? {
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
                return show_withdrawn(&app, &request, *article).await;
            }
            PathLookup::Article(_) | PathLookup::NotFound => return Err(Error::NotFound.into()),
        },
    };
    let key = format!("{path}?page={page}&reply={}", reply.map_or(0, |id| id.0));
    let entry =
        app.cache.get(Scope::Article(id), &key, make_page(&app, path.clone(), page, reply)).await;
    if matches!(entry, Err(Error::NotFound)) {
        // The article may have moved while its path was being cached; the next visitor is
        // redirected.
        app.cache.forget(&path);
    }
    let entry = entry?;
    let (now, oldest) = (app.clock.now(), app.settings().comments.max_form_age);
    let hidden = form_token::fresh_fields(&app.vault, id, now)?;
    Ok(page::answer(&request, &entry, Some(HiddenFields::new(&hidden, oldest, now))))
}

async fn find(app: &App, path: &str) -> Result<PathLookup> {
    let path = path.to_owned();
    app.db.read(move |conn| articles::by_path(conn, &path)).await
}

/// 410 with a way on, at the address of an article that was withdrawn.
async fn show_withdrawn(app: &App, request: &HttpRequest, article: Article) -> Answer {
    if ResponseFormat::new(request.path(), request.headers()).wants_json() {
        return Err(Failure::new(StatusCode::GONE, "withdrawn", Message::withdrawn_heading()));
    }
    let config = app.settings();
    let filter = Filter {
        status: Some(Status::Published),
        section: article.section.as_ref().map(|section| section.slug.clone()),
        ..Filter::default()
    };
    let (site, newest) = app
        .db
        .read(move |conn| {
            let newest = articles::list(conn, &filter, Start::Beginning, NEWEST)?;
            Ok((articles::site(conn, &config)?, newest))
        })
        .await?;
    let link = |listed: ArticleSummary| Link::new(listed.title, path::href(&listed.path));
    let page = WithdrawnPage {
        site: &site,
        section: article.section.as_ref().map(articles::section_link),
        newest: newest.into_iter().map(link).collect(),
    };
    page::show(StatusCode::GONE, &page)
}

async fn make_page(app: &App, path: String, page: i64, reply: Option<CommentId>) -> Result<Entry> {
    let config = app.settings();
    let (site, article, thread, target) = app
        .db
        .read(move |conn| {
            let article = match articles::by_path(conn, &path)? {
                PathLookup::Article(article) if article.is_public() => article,
                _ => return Err(Error::NotFound),
            };
            let thread = reading::thread_page(conn, article.id, page, &config.comments)?;
            let target = match reply {
                Some(id) => reading::reply_target(conn, article.id, id)?
                    .map(|name| ReplyTarget { id: id.0, name }),
                None => None,
            };
            Ok((articles::site(conn, &config)?, article, thread, target))
        })
        .await?;
    let form = CommentForm {
        reply_to: target,
        hidden: page::PLACEHOLDER.to_owned(),
        ..CommentForm::default()
    };
    page::finish(render(app, &site, &article, thread, form)?)
}

/// Renders the whole page.
pub(super) fn render(
    app: &App,
    site: &Site,
    article: &Article,
    thread: ThreadPage,
    form: CommentForm,
) -> Result<String> {
    let site = in_its_language(site, article);
    let view = view(app, &site, article, ArticleVisibility::Published, thread, form);
    // Allocated at once, so that a long page is not copied while it grows.
    let mut html = String::with_capacity(view.size());
    view.render_into(&mut html).map_err(Error::internal)?;
    Ok(html)
}

/// The site on the page of `article`, in the article's language if there are words in it.
pub(super) fn in_its_language(site: &Site, article: &Article) -> Site {
    site.clone().in_language(article.language(&site.own_language))
}

/// The page, with form and thread completed by the article's values.
pub(super) fn view<'a>(
    app: &App,
    site: &'a Site,
    article: &Article,
    showing: ArticleVisibility,
    thread: ThreadPage,
    form: CommentForm,
) -> ArticlePage<'a> {
    let config = app.settings();
    let commenting = article.commenting(&CommentRules::of_site(&config), app.clock.now());
    let open = commenting.is_open();
    let is_page = article.choices.kind == Kind::Page;
    let href = article.href();
    let page_href =
        if thread.page > 1 { format!("{href}?page={}", thread.page) } else { href.clone() };
    ArticlePage {
        site,
        showing,
        path: href.clone(),
        is_page,
        language: article.language(&site.own_language).to_owned(),
        section: article.section.as_ref().filter(|_| !is_page).map(articles::section_link),
        title: article.title.clone(),
        summary: article.summary.clone(),
        byline: if is_page { String::new() } else { article.byline.clone() },
        published: article.published_at.filter(|_| !is_page).map(Into::into),
        updated: article
            .updated_since_published()
            .filter(|_| !is_page)
            .filter(|updated| article.corrections.last().is_none_or(|last| last.at < *updated))
            .map(Into::into),
        modified: article.updated_since_published().map(Into::into),
        corrections: article.corrections.iter().map(correction_view).collect(),
        html: article.body_html.clone(),
        tags: article.tags.iter().map(articles::tag_link).collect(),
        thread: Thread { closed: commenting.message, ..thread_view(thread, &href, open) },
        form: CommentForm {
            action: form_action(article.id),
            path: page_href,
            open,
            guidelines: guidelines(&config, article),
            ..form
        },
    }
}

/// What commenters read above the form, as HTML: the site's guidelines, then the article's.
fn guidelines(config: &Config, article: &Article) -> Vec<String> {
    [&config.site.guidelines, &article.choices.guidelines]
        .into_iter()
        .filter(|markdown| !markdown.trim().is_empty())
        .map(|markdown| markup::article(markdown).html)
        .collect()
}

fn correction_view(correction: &Correction) -> CorrectionView {
    CorrectionView { at: correction.at.into(), text: correction.text.clone() }
}

pub(super) fn form_action(article: ArticleId) -> String {
    format!("/articles/{article}/comments")
}

fn thread_view(thread: ThreadPage, path: &str, open: bool) -> Thread {
    let comments = thread.comments.into_iter().map(|comment| {
        let (depth, answers) = (comment.depth - 1, comment.in_reply_to);
        let in_reply_to = answers.map(|(id, name)| ReplyTarget { id: id.0, name });
        CommentView { depth, in_reply_to, ..comment_view(comment.id, comment.shown) }
    });
    Thread {
        count: thread.count,
        comments: comments.collect(),
        pinned: thread
            .pinned
            .into_iter()
            .map(|(id, shown)| comment_view(id, Some(shown)))
            .collect(),
        page: thread.page,
        pages: thread.pages,
        path: path.to_owned(),
        open,
        closed: String::new(),
    }
}

/// A comment as it is shown, or the placeholder of one that is no longer public.
fn comment_view(id: CommentId, shown: Option<Shown>) -> CommentView {
    let removed = shown.is_none();
    let shown = shown.unwrap_or_else(|| Shown {
        parent_id: None,
        name: String::new(),
        website: None,
        html: String::new(),
        avatar: 0,
        created_at: Time::from_micros(0),
        edited_at: None,
        featured: false,
        staff: false,
    });
    CommentView {
        id: id.0,
        depth: 0,
        in_reply_to: None,
        name: shown.name,
        website: shown.website,
        seed: shown.avatar.cast_unsigned(),
        posted: shown.created_at.into(),
        html: shown.html,
        featured: shown.featured,
        staff: shown.staff,
        removed,
    }
}

/// `GET /articles/{id}/comments`: redirects a browser that opens the form's address again to the
/// article's form.
pub async fn of_form(app: web::Data<App>, id: web::Path<ArticleId>) -> Answer {
    let id = id.into_inner();
    let article = app.db.read(move |conn| articles::by_id(conn, id)).await?;
    if !article.is_public() {
        return Err(Error::NotFound.into());
    }
    Ok(page::see_other(&format!("{}#respond", article.href())))
}

/// `GET /comments/{id}`: redirects to the comment on its page of the thread.
pub async fn go_to(app: web::Data<App>, id: web::Path<CommentId>) -> Answer {
    let (id, settings) = (id.into_inner(), app.settings().comments.clone());
    let place = app.db.read(move |conn| reading::location(conn, id, &settings)).await?;
    Ok(HttpResponse::Found().insert_header((header::LOCATION, place)).finish())
}
