//! The front page and the lists of sections, tags, authors and months, which are rendered once per change and
//! cached.

pub mod choices;
pub mod search;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::articles;
use crate::articles::listing::{ArticleSummary, Filter, Start};
use crate::articles::model::{Author, Label, SlugLookup, Tag};
use crate::articles::sections::SectionPage;
use crate::articles::web::missing;
use crate::cache::{Entry, Scope};
use crate::clock::Time;
use crate::config::Config;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::i18n::{Message, Words};
use crate::markup;
use crate::media::view::Slot;
use crate::site::front::{self, Front};
use crate::site::view::{
    ArrangedFront, FrontPage, HeadlineView, ListOf, PickView, SectionPart, Teaser,
};
use crate::web::error::Answer;
use crate::web::page;
use crate::web::view::{Link, Moment, Site};

/// Characters of a comment on the front page.
const PICK: usize = 240;
/// Stories in a row of the front page.
const ROW: usize = 4;

/// The content of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
enum ListKind {
    Everything,
    Section(String),
    Tag(String),
    Author(String),
    /// Year and month.
    Archive(i16, i8),
}

/// The page number of a list. Unknown parameters are ignored, because links in mails and on other
/// sites may have any.
#[derive(Debug, Deserialize)]
pub struct Page {
    page: Option<String>,
}

/// `GET /`: the newest articles.
pub async fn front(app: web::Data<App>, request: HttpRequest, query: web::Query<Page>) -> Answer {
    answer(&app, &request, ListKind::Everything, &query).await
}

/// `GET /sections/{slug}`.
pub async fn section(
    app: web::Data<App>,
    request: HttpRequest,
    slug: web::Path<String>,
    query: web::Query<Page>,
) -> Answer {
    answer(&app, &request, ListKind::Section(slug.into_inner()), &query).await
}

/// `GET /tags/{slug}`.
pub async fn tag(
    app: web::Data<App>,
    request: HttpRequest,
    slug: web::Path<String>,
    query: web::Query<Page>,
) -> Answer {
    answer(&app, &request, ListKind::Tag(slug.into_inner()), &query).await
}

/// `GET /authors/{slug}`.
pub async fn author(
    app: web::Data<App>,
    request: HttpRequest,
    slug: web::Path<String>,
    query: web::Query<Page>,
) -> Answer {
    answer(&app, &request, ListKind::Author(slug.into_inner()), &query).await
}

/// `GET /archive/{year}/{month}`: what was published in a month of the site's time zone.
pub async fn archive(
    app: web::Data<App>,
    request: HttpRequest,
    month: web::Path<(String, String)>,
    query: web::Query<Page>,
) -> Answer {
    let (year, month) = month.into_inner();
    // Each month has one address.
    let number = |text: &str, digits: usize| {
        let is_number = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<i16>().ok().filter(|_| is_number).ok_or(Error::NotFound)
    };
    let (year, month) = (number(&year, 4)?, number(&month, 2)?);
    let month = i8::try_from(month).map_err(|_| Error::NotFound)?;
    answer(&app, &request, ListKind::Archive(year, month), &query).await
}

async fn answer(
    app: &web::Data<App>,
    request: &HttpRequest,
    list_kind: ListKind,
    query: &Page,
) -> Answer {
    let answer = find_and_show(app, request, list_kind, query).await;
    missing::or_missing_page(app, request, answer).await
}

async fn find_and_show(
    app: &web::Data<App>,
    request: &HttpRequest,
    list_kind: ListKind,
    query: &Page,
) -> Answer {
    let number = number(query)?;
    let href = list_kind.href(number);
    let entry = if list_kind == ListKind::Everything && number == 1 {
        // It tells the time of what is from today, so that there is one for each day.
        let key = format!("{href} {}", app.settings().site.timezone.at(app.clock.now()).date());
        app.cache.get(Scope::Site, &key, render_front(app.clone())).await
    } else {
        let made = render(app.clone(), list_kind.clone(), number);
        app.cache.get(Scope::Site, &href, made).await
    };
    match entry {
        Ok(entry) => Ok(page::answer(request, &entry, None)),
        Err(Error::NotFound) => redirect(app, list_kind, number).await,
        Err(error) => Err(error.into()),
    }
}

/// 301 to the section, tag or author that had this slug, on the same page of its list.
///
/// # Errors
/// [`Error::NotFound`] if none had it.
async fn redirect(app: &App, list_kind: ListKind, number: i64) -> Answer {
    let present = app.read_public(Scope::Site, move |conn| present_kind(conn, &list_kind)).await?;
    let location = present.ok_or(Error::NotFound)?.href(number);
    Ok(HttpResponse::MovedPermanently().insert_header((header::LOCATION, location)).finish())
}

fn present_kind(conn: &mut Connection, former: &ListKind) -> Result<Option<ListKind>> {
    Ok(match former {
        ListKind::Everything => None,
        ListKind::Section(slug) => match articles::sections::page(conn, slug)? {
            SlugLookup::Moved(slug) => Some(ListKind::Section(slug)),
            SlugLookup::Found(_) | SlugLookup::NotFound => None,
        },
        ListKind::Tag(slug) => match articles::names::page::<Tag>(conn, slug)? {
            SlugLookup::Moved(slug) => Some(ListKind::Tag(slug)),
            SlugLookup::Found(_) | SlugLookup::NotFound => None,
        },
        ListKind::Author(slug) => match articles::names::page::<Author>(conn, slug)? {
            SlugLookup::Moved(slug) => Some(ListKind::Author(slug)),
            SlugLookup::Found(_) | SlugLookup::NotFound => None,
        },
        ListKind::Archive(..) => None,
    })
}

/// Renders a list for the cache. A page beyond the last is the last.
///
/// # Errors
/// [`Error::NotFound`] for an unknown section, tag or author, for a former slug, and for a month without
/// articles; none of these is cached.
async fn render(app: web::Data<App>, list_kind: ListKind, number: i64) -> Result<Entry> {
    let per_page = i64::try_from(app.settings().articles.per_page.max(1)).unwrap_or(i64::MAX);
    let (reading, wanted) = (app.clone(), list_kind.clone());
    let (site, list, mut found, number) = app
        .read_public(Scope::Site, move |conn| {
            let settings = reading.settings();
            let (list, filter) = list_and_filter(conn, &settings, &wanted)?;
            // One more than shown, to find out whether there is an older page.
            let part = |conn: &mut Connection, number: i64| {
                let start = Start::Offset((number - 1).saturating_mul(per_page));
                articles::list(conn, &filter, start, per_page.saturating_add(1))
            };
            let (mut number, mut found) = (number, part(conn, number)?);
            if found.is_empty() && number > 1 {
                // A link that was kept from a longer list, as with the pages of a thread.
                let pages = articles::count(conn, &filter)?.saturating_add(per_page - 1) / per_page;
                number = pages.max(1);
                found = part(conn, number)?;
            }
            Ok((articles::site(conn, &settings)?, list, found, number))
        })
        .await?;
    // The first page exists without articles, but there is no end of months without any.
    if found.is_empty() && matches!(list_kind, ListKind::Archive(..)) {
        return Err(Error::NotFound);
    }
    let shown = app.settings().articles.per_page.max(1);
    let older = (found.len() > shown).then(|| list_kind.href(number + 1));
    found.truncate(shown);
    let now = app.clock.now();
    let front = FrontPage {
        site: &site,
        list,
        path: list_kind.href(number),
        front: None,
        articles: found.into_iter().map(|article| teaser(article, Slot::Teaser, now)).collect(),
        newer: (number > 1).then(|| list_kind.href(number - 1)),
        older,
    };
    page::finish(front.render().map_err(Error::internal)?)
}

/// The head of a list (`None` for that of all articles) and the filter of its articles.
fn list_and_filter(
    conn: &mut Connection,
    settings: &Config,
    kind: &ListKind,
) -> Result<(Option<ListOf>, Filter)> {
    Ok(match kind {
        ListKind::Everything => (None, Filter { sticky: Some(false), ..Filter::public() }),
        ListKind::Section(slug) => {
            let SlugLookup::Found(found) = articles::sections::page(conn, slug)? else {
                return Err(Error::NotFound);
            };
            let filter = Filter { section: Some(slug.clone()), ..Filter::public() };
            (Some(section_head(found)), filter)
        }
        ListKind::Tag(slug) => {
            let SlugLookup::Found(found) = articles::names::page::<Tag>(conn, slug)? else {
                return Err(Error::NotFound);
            };
            (Some(tag_head(found)), Filter { tag: Some(slug.clone()), ..Filter::public() })
        }
        ListKind::Author(slug) => {
            let SlugLookup::Found(found) = articles::names::page::<Author>(conn, slug)? else {
                return Err(Error::NotFound);
            };
            (Some(author_head(found)), Filter { byline: Some(slug.clone()), ..Filter::public() })
        }
        ListKind::Archive(year, month) => {
            let zone = &settings.site.timezone;
            let (from, until) = zone.month(*year, *month).ok_or(Error::NotFound)?;
            let name = Words::of(&settings.site.language).month(from, zone);
            let list = ListOf { name, ..ListOf::of(Message::archive()) };
            (Some(list), Filter { published: Some((from, until)), ..Filter::public() })
        }
    })
}

/// Renders the front page for the cache.
async fn render_front(app: web::Data<App>) -> Result<Entry> {
    let (config, now) = (app.settings(), app.clock.now());
    let per_page = config.articles.per_page.max(1);
    let (site, read) = app
        .read_public(Scope::Site, move |conn| {
            Ok((articles::site(conn, &config)?, front::read(conn, per_page, now)?))
        })
        .await?;
    let front = FrontPage {
        site: &site,
        list: None,
        path: ListKind::Everything.href(1),
        older: read.has_older.then(|| ListKind::Everything.href(2)),
        newer: None,
        articles: Vec::new(),
        front: Some(arranged(read, &site, now)),
    };
    page::finish(front.render().map_err(Error::internal)?)
}

fn arranged(read: Front, site: &Site, now: Time) -> ArrangedFront {
    let cards = |found: Vec<ArticleSummary>| -> Vec<Teaser> {
        found.into_iter().map(|article| teaser(article, Slot::Card, now)).collect()
    };
    let mut more = cards(read.more);
    let mut rows = Vec::new();
    while !more.is_empty() {
        rows.push(more.drain(..more.len().min(ROW)).collect());
    }
    ArrangedFront {
        lead: read.lead.map(|article| teaser(article, Slot::FirstTeaser, now)),
        row: cards(read.row),
        latest: read.latest.into_iter().map(|article| headline(article, None, site, now)).collect(),
        discussed: read
            .discussed
            .into_iter()
            .map(|(article, count)| headline(article, Some(count), site, now))
            .collect(),
        sections: read
            .sections
            .into_iter()
            .map(|(section, found)| {
                let section = Link::new(section.name, articles::section_href(&section.slug));
                // The label would repeat the heading.
                let teasers = cards(found).into_iter();
                let teasers = teasers.map(|teaser| Teaser { section: None, ..teaser }).collect();
                SectionPart { section, teasers }
            })
            .collect(),
        picks: read
            .picks
            .into_iter()
            .map(|pick| PickView {
                href: format!("/comments/{}", pick.id),
                text: markup::first_words(&pick.html, PICK),
                name: pick.name,
                title: pick.title,
            })
            .collect(),
        more: rows,
    }
}

/// `comments` is the number to show in place of all under it.
fn headline(
    article: ArticleSummary,
    comments: Option<i64>,
    site: &Site,
    now: Time,
) -> HeadlineView {
    let published = article.published_at.unwrap_or(now);
    let (at, today) = (site.zone.at(published), site.zone.at(now));
    let when = if at.date() == today.date() {
        format!("{:02}:{:02}", at.hour(), at.minute())
    } else {
        site.words.date(published, &site.zone)
    };
    HeadlineView {
        href: article.href(),
        excerpt: article.excerpt(),
        comments: comments.unwrap_or(article.comments),
        language: article.choices.language,
        title: article.title,
        published: Moment(published),
        when,
    }
}

fn section_head(section: SectionPage) -> ListOf {
    let link = |label: Label| Link::new(label.name, articles::section_href(&label.slug));
    ListOf {
        name: section.node.name,
        description: section.node.description,
        feed: format!("{}/feed", articles::section_href(&section.node.slug)),
        above: section.above.into_iter().map(link).collect(),
        below: section.below.into_iter().map(link).collect(),
        ..ListOf::of(Message::section())
    }
}

fn tag_head(tag: Tag) -> ListOf {
    let feed = format!("{}/feed", articles::tag_href(&tag.slug));
    ListOf { name: tag.name, description: tag.description, feed, ..ListOf::of(Message::tag()) }
}

fn author_head(author: Author) -> ListOf {
    let feed = format!("{}/feed", articles::author_href(&author.slug));
    let description = author.biography;
    ListOf { name: author.name, description, feed, ..ListOf::of(Message::author()) }
}

fn teaser(article: ArticleSummary, slot: Slot, now: Time) -> Teaser {
    Teaser {
        href: article.href(),
        excerpt: article.excerpt(),
        picture: article
            .lead_image
            .as_ref()
            .filter(|_| !article.is_protected)
            .map(|lead| lead.picture(slot)),
        section: article.section.as_ref().map(articles::section_link),
        // Every public article has a time; `now` is used if somebody removed it from the table.
        published: Moment(article.published_at.unwrap_or(now)),
        language: article.choices.language,
        is_protected: article.is_protected,
        featured: article.choices.featured,
        title: article.title,
        bylines: article.bylines.iter().map(articles::author_link).collect(),
        comments: if article.is_protected { 0 } else { article.comments },
    }
}

/// The number in `?page=`, from 1. Invalid numbers are not found.
fn number(query: &Page) -> Result<i64> {
    match query.page.as_deref() {
        None => Ok(1),
        Some(text) => text
            .parse()
            .ok()
            .filter(|number| (1..1_000_000).contains(number))
            .ok_or(Error::NotFound),
    }
}

impl ListKind {
    /// The path of a page, which is also its key in the cache.
    fn href(&self, number: i64) -> String {
        let path = match self {
            ListKind::Everything => "/".to_owned(),
            ListKind::Section(slug) => format!("/sections/{slug}"),
            ListKind::Tag(slug) => format!("/tags/{slug}"),
            ListKind::Author(slug) => format!("/authors/{slug}"),
            ListKind::Archive(year, month) => format!("/archive/{year:04}/{month:02}"),
        };
        if number > 1 { format!("{path}?page={number}") } else { path }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_one_address() {
        assert_eq!(ListKind::Everything.href(1), "/");
        assert_eq!(ListKind::Tag("mud".into()).href(3), "/tags/mud?page=3");
    }

    #[test]
    fn what_is_no_page_is_not_found() {
        let read = |text: &str| number(&Page { page: Some(text.into()) });
        assert!(matches!(read("2"), Ok(2)));
        for wrong in ["0", "-1", "one", "", "9999999999"] {
            assert!(matches!(read(wrong), Err(Error::NotFound)), "{wrong}");
        }
    }
}
