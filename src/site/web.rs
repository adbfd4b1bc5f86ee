//! The front page and the lists of sections and tags, made once per change and then answered from
//! memory.

use actix_web::{HttpRequest, web};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::articles;
use crate::articles::listing::{Filter, Listed, Start};
use crate::cache::{Entry, Scope};
use crate::clock::Time;
use crate::error::{Error, Result};
use crate::site::view::{FrontPage, ListOf, Teaser};
use crate::web::error::Answer;
use crate::web::page;
use crate::web::view::Moment;

/// What a list is of.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Of {
    Everything,
    Section(String),
    Tag(String),
}

/// Which page of a list. Other parameters are left alone: links in mails and on other sites carry
/// all sorts.
#[derive(Debug, Deserialize)]
pub struct Page {
    page: Option<String>,
}

/// `GET /`: the newest articles.
pub async fn front(app: web::Data<App>, request: HttpRequest, query: web::Query<Page>) -> Answer {
    answer(&app, &request, Of::Everything, &query).await
}

/// `GET /sections/{slug}`.
pub async fn section(
    app: web::Data<App>,
    request: HttpRequest,
    slug: web::Path<String>,
    query: web::Query<Page>,
) -> Answer {
    answer(&app, &request, Of::Section(slug.into_inner()), &query).await
}

/// `GET /tags/{slug}`.
pub async fn tag(
    app: web::Data<App>,
    request: HttpRequest,
    slug: web::Path<String>,
    query: web::Query<Page>,
) -> Answer {
    answer(&app, &request, Of::Tag(slug.into_inner()), &query).await
}

async fn answer(app: &web::Data<App>, request: &HttpRequest, of: Of, query: &Page) -> Answer {
    let number = number(query)?;
    let key = of.href(number);
    let entry = app.cache.get(Scope::Site, &key, make(app.clone(), of, number)).await?;
    Ok(page::answer(request, &entry, None))
}

/// # Errors
/// [`Error::NotFound`] for an unknown section or tag and for a page beyond the last: neither is
/// worth keeping.
async fn make(app: web::Data<App>, of: Of, number: i64) -> Result<Entry> {
    let per_page = i64::try_from(app.config.articles.per_page.max(1)).unwrap_or(i64::MAX);
    let (reading, wanted) = (app.clone(), of.clone());
    let (site, list, mut found) = app
        .db
        .read(move |conn| {
            let (list, filter) = match &wanted {
                Of::Everything => (None, Filter::public()),
                Of::Section(slug) => {
                    let name = articles::section_name(conn, slug)?;
                    let filter = Filter { section: Some(slug.clone()), ..Filter::public() };
                    (Some(ListOf { kind: "Section".into(), name }), filter)
                }
                Of::Tag(slug) => {
                    let name = articles::tag_name(conn, slug)?;
                    let filter = Filter { tag: Some(slug.clone()), ..Filter::public() };
                    (Some(ListOf { kind: "Tag".into(), name }), filter)
                }
            };
            let start = Start::Offset((number - 1).saturating_mul(per_page));
            // One more than shown tells whether there is an older page.
            let found = articles::list(conn, &filter, start, per_page.saturating_add(1))?;
            Ok((articles::site(conn, &reading.config)?, list, found))
        })
        .await?;
    // The front page is there before the first article is; a section or tag that nothing public has
    // is not.
    if found.is_empty() && (number > 1 || list.is_some()) {
        return Err(Error::NotFound);
    }
    let shown = app.config.articles.per_page.max(1);
    let older = (found.len() > shown).then(|| of.href(number + 1));
    found.truncate(shown);
    let now = app.clock.now();
    let front = FrontPage {
        site: &site,
        list,
        path: of.href(number),
        articles: found.into_iter().map(|article| teaser(article, now)).collect(),
        newer: (number > 1).then(|| of.href(number - 1)),
        older,
    };
    page::finish(front.render().map_err(Error::internal)?)
}

fn teaser(article: Listed, now: Time) -> Teaser {
    Teaser {
        href: article.href(),
        excerpt: article.excerpt(),
        section: article.section.as_ref().map(articles::section_link),
        // Whatever is public has a time; now stands in for one that somebody took out of the table
        // by hand.
        published: Moment(article.published_at.unwrap_or(now)),
        title: article.title,
        byline: article.byline,
        comments: article.comments,
    }
}

/// The number in `?page=`, from 1. What is no number of a page is a page that there is not.
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

impl Of {
    /// The list's address, which is also its key in the cache: only pages that exist are kept.
    fn href(&self, number: i64) -> String {
        let path = match self {
            Of::Everything => "/".to_owned(),
            Of::Section(slug) => format!("/sections/{slug}"),
            Of::Tag(slug) => format!("/tags/{slug}"),
        };
        if number > 1 { format!("{path}?page={number}") } else { path }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_one_address() {
        assert_eq!(Of::Everything.href(1), "/");
        assert_eq!(Of::Tag("mud".into()).href(3), "/tags/mud?page=3");
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
