//! The handlers of feeds, sitemaps, `robots.txt` and `security.txt`, and of the newest comments. All of
//! them answer from the page cache.

pub mod api;

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use bytes::Bytes;
use percent_encoding::percent_decode_str;

use crate::app::App;
use crate::articles;
use crate::articles::model::{PathLookup, Status};
use crate::cache::{Entry, Scope};
use crate::clock::Time;
use crate::comments;
use crate::config::Config;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::feeds::model::{Feed, Format};
use crate::feeds::view::LatestPage;
use crate::feeds::{self, Source, plain_files, sitemaps};
use crate::i18n::Message;
use crate::web::error::{Answer, Failure};
use crate::web::page;

/// Comments on the page of the newest.
const LATEST: i64 = 50;

const XML: &str = "application/xml; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";
/// Other sites may read what is public anyway: a feed reader or a widget in a browser.
const EVERYBODY: HeaderValue = HeaderValue::from_static("*");

/// `GET /feed.{format}`.
pub async fn of_site(
    app: web::Data<App>,
    request: HttpRequest,
    format: web::Path<String>,
) -> Answer {
    of_articles(&app, &request, Source::Site, &format).await
}

/// `GET /sections/{slug}/feed.{format}`.
pub async fn of_section(
    app: web::Data<App>,
    request: HttpRequest,
    path: web::Path<(String, String)>,
) -> Answer {
    let (slug, format) = path.into_inner();
    of_articles(&app, &request, Source::Section(slug), &format).await
}

/// `GET /tags/{slug}/feed.{format}`.
pub async fn of_tag(
    app: web::Data<App>,
    request: HttpRequest,
    path: web::Path<(String, String)>,
) -> Answer {
    let (slug, format) = path.into_inner();
    of_articles(&app, &request, Source::Tag(slug), &format).await
}

/// `GET /authors/{slug}/feed.{format}`.
pub async fn of_author(
    app: web::Data<App>,
    request: HttpRequest,
    path: web::Path<(String, String)>,
) -> Answer {
    let (slug, format) = path.into_inner();
    of_articles(&app, &request, Source::Author(slug), &format).await
}

async fn of_articles(
    app: &web::Data<App>,
    request: &HttpRequest,
    source: Source,
    format: &str,
) -> Answer {
    let format = Format::parse(format).ok_or(Error::NotFound)?;
    let key = format!("{}.{}", source.address(), format.name());
    let wanted = source.clone();
    let made = feed(app, Scope::Site, format, move |conn, config, now| {
        feeds::of_articles(conn, config, &wanted, now)
    });
    match app.cache.get(Scope::Site, &key, made).await {
        Ok(entry) => Ok(answer(app, request, &entry)),
        Err(Error::NotFound) => {
            let present =
                app.read_public(Scope::Site, move |conn| feeds::moved(conn, &source)).await?;
            Ok(redirect(&format!("{}.{}", present.address(), format.name())))
        }
        Err(error) => Err(error.into()),
    }
}

/// `GET /comments.atom`: the newest comments of the site.
pub async fn of_comments(app: web::Data<App>, request: HttpRequest) -> Answer {
    let made = feed(&app, Scope::Site, Format::Atom, feeds::of_comments);
    let entry = app.cache.get(Scope::Site, "/comments.atom", made).await?;
    Ok(answer(&app, &request, &entry))
}

/// `GET /{permalink}/comments.atom`: the newest comments on an article. A former path answers 301, and
/// one of a withdrawn article 410.
pub async fn of_comments_on(
    app: web::Data<App>,
    request: HttpRequest,
    permalink: web::Path<String>,
) -> Answer {
    let path = permalink.into_inner();
    let path = percent_decode_str(&path).decode_utf8().map_err(|_| Error::NotFound)?.into_owned();
    let id = match app.cache.article_at(&format!("/{path}")) {
        Some(id) => id,
        None => {
            let wanted = path.clone();
            let found = app
                .read_public(Scope::Site, move |conn| articles::readable_by_path(conn, &wanted))
                .await?;
            match found {
                PathLookup::Article(article) if article.is_public() && !article.is_protected() => {
                    article.id
                }
                PathLookup::Moved(href) => return Ok(redirect(&format!("{href}/comments.atom"))),
                PathLookup::Article(article) if article.status == Status::Withdrawn => {
                    let detail = Message::withdrawn_heading();
                    return Err(Failure::new(StatusCode::GONE, "withdrawn", detail));
                }
                PathLookup::Article(_) | PathLookup::NotFound => {
                    return Err(Error::NotFound.into());
                }
            }
        }
    };
    let key = format!("/{path}/comments.atom");
    let made = feed(&app, Scope::Article(id), Format::Atom, move |conn, config, now| {
        let article = articles::by_id(conn, id)?;
        if !article.is_public() || article.is_protected() {
            return Err(Error::NotFound);
        }
        feeds::of_comments_on(conn, config, &article, now)
    });
    let entry = app.cache.get(Scope::Article(id), &key, made).await?;
    Ok(answer(&app, &request, &entry))
}

/// Renders a feed for the cache.
async fn feed(
    app: &web::Data<App>,
    scope: Scope,
    format: Format,
    mut read: impl FnMut(&mut Connection, &Config, Time) -> Result<Feed> + Clone + Send + 'static,
) -> Result<Entry> {
    let (config, now) = (app.settings(), app.clock.now());
    let feed = app.read_public(scope, move |conn| read(conn, &config, now)).await?;
    let mut links = format!("<{}>; rel=\"self\"", feed.address_in(format));
    if let Some(hub) = &feed.hub {
        links.push_str(&format!(", <{hub}>; rel=\"hub\""));
    }
    let entry = page::whole(format.mime(), feeds::write(&feed, format)?);
    Ok(Entry { link: Some(links), rendered_at: Some(now), ..entry })
}

/// `GET /comments`: the newest comments of the site.
pub async fn latest(app: web::Data<App>, request: HttpRequest) -> Answer {
    let made = async {
        let config = app.settings();
        let (site, comments) = app
            .read_public(Scope::Site, move |conn| {
                Ok((articles::site(conn, &config)?, feeds::latest(conn, LATEST)?))
            })
            .await?;
        let view = LatestPage { site: &site, comments };
        page::finish(view.render().map_err(Error::internal)?)
    };
    let entry = app.cache.get(Scope::Site, "/comments", made).await?;
    Ok(page::answer(&request, &entry, None))
}

/// `GET /sitemap.xml`.
pub async fn sitemap(app: web::Data<App>, request: HttpRequest) -> Answer {
    let base_url = app.config.server.base_url.clone();
    let made = xml(&app, move |conn| sitemaps::whole(conn, &base_url, sitemaps::PART));
    let entry = app.cache.get(Scope::Site, "/sitemap.xml", made).await?;
    Ok(answer(&app, &request, &entry))
}

/// `GET /sitemaps/{number}.xml`: a part of a large sitemap.
pub async fn sitemap_part(
    app: web::Data<App>,
    request: HttpRequest,
    number: web::Path<usize>,
) -> Answer {
    let (number, base_url) = (number.into_inner(), app.config.server.base_url.clone());
    let made = xml(&app, move |conn| sitemaps::part(conn, &base_url, sitemaps::PART, number));
    let entry = app.cache.get(Scope::Site, &format!("/sitemaps/{number}.xml"), made).await?;
    Ok(answer(&app, &request, &entry))
}

/// `GET /news-sitemap.xml`: the articles of the last two days.
pub async fn news_sitemap(app: web::Data<App>, request: HttpRequest) -> Answer {
    let (config, now) = (app.settings(), app.clock.now());
    // Articles leave it without a change.
    let key = format!("/news-sitemap.xml {}", now.seconds() / 600);
    let made = xml(&app, move |conn| sitemaps::news(conn, &config, now));
    let entry = app.cache.get(Scope::Site, &key, made).await?;
    Ok(answer(&app, &request, &entry))
}

async fn xml(
    app: &web::Data<App>,
    read: impl FnMut(&mut Connection) -> Result<Bytes> + Clone + Send + 'static,
) -> Result<Entry> {
    let now = app.clock.now();
    let document = app.read_public(Scope::Site, read).await?;
    Ok(Entry { rendered_at: Some(now), ..page::whole(XML, document) })
}

/// `GET /robots.txt`.
pub async fn robots(app: web::Data<App>, request: HttpRequest) -> HttpResponse {
    let entry = page::whole(TEXT, plain_files::robots(&app.settings()).into());
    page::answer(&request, &entry, None)
}

/// `GET /.well-known/security.txt`: 404 unless a contact is set.
pub async fn security(app: web::Data<App>, request: HttpRequest) -> Answer {
    let text = plain_files::security(&app.settings(), app.clock.now()).ok_or(Error::NotFound)?;
    Ok(page::answer(&request, &page::whole(TEXT, text.into()), None))
}

/// `GET /{key}.txt`: the key for IndexNow, by which a search engine knows that the announcements are the
/// site's own. Any other name is that of an article.
pub async fn indexnow_key(
    app: web::Data<App>,
    request: HttpRequest,
    name: web::Path<String>,
) -> Answer {
    match &app.settings().discovery.indexnow_key {
        Some(key) if *key == *name => {
            Ok(page::answer(&request, &page::whole(TEXT, key.clone().into()), None))
        }
        _ => comments::web::article::show(request, app).await,
    }
}

fn answer(app: &App, request: &HttpRequest, entry: &Arc<Entry>) -> HttpResponse {
    let mut answer = page::answer_dated(request, entry, app.clock.now());
    answer.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, EVERYBODY);
    answer
}

fn redirect(location: &str) -> HttpResponse {
    HttpResponse::MovedPermanently().insert_header((header::LOCATION, location)).finish()
}
