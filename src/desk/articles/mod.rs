//! `/desk/articles`: the list of articles, the editor, and their saved versions. Authors see their own
//! articles, editors all of them.

mod comparison;
pub mod editor;
pub mod form;
mod page;
mod received;
pub mod revisions;
mod store;
pub mod view;

use std::collections::HashMap;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde::{Deserialize, Serialize};

use self::store::{Conditions, ListDetails, Listed};
use self::view::{ArticleRow, ArticlesPage, Choice, ListFilters};
use crate::accounts::model::{Role, Staff};
use crate::accounts::web::{Author, Editor};
use crate::app::App;
use crate::articles::choices::Kind;
use crate::articles::model::Status;
use crate::articles::path::is_slug;
use crate::articles::sections::{self, Section};
use crate::clock::Zone;
use crate::db::Connection;
use crate::desk::layout::{NavEntry, Tab, head};
use crate::desk::queue::query::ListQuery;
use crate::error::{Error, Result};
use crate::i18n::Words;
use crate::ids::{AccountId, ArticleId};
use crate::text;
use crate::web::error::Answer;
use crate::web::list::Query;
use crate::web::page::show;
use crate::web::view::Site;

/// Articles on one page.
const PAGE: i64 = 50;
/// The last page that is read; further ones would read very many rows that nobody looks at.
const LAST_PAGE: i64 = 1_000;
/// Longest words to search for, in characters.
const WORDS: usize = 200;

/// The parameters of a list. Absent and empty ones mean the same.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct ArticlesQuery {
    #[serde(skip_serializing_if = "String::is_empty")]
    status: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    section: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    author: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    q: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    since: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    until: String,
    #[serde(skip_serializing)]
    page: String,
    #[serde(skip_serializing)]
    done: String,
    /// The list that it is of.
    #[serde(skip)]
    of: Listing,
}

/// The two lists that the menu leads to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Listing {
    /// Stories, and for authors everything that is theirs.
    #[default]
    Articles,
    /// Pages such as About.
    Pages,
}

impl Listing {
    fn address(self) -> &'static str {
        match self {
            Listing::Articles => "/desk/articles",
            Listing::Pages => "/desk/pages",
        }
    }
}

impl ArticlesQuery {
    /// The address of this list with another status.
    fn with_status(&self, status: &str) -> String {
        ArticlesQuery { status: status.to_owned(), ..self.clone() }.href(1)
    }

    fn href(&self, page: i64) -> String {
        let mut query = serde_urlencoded::to_string(self).unwrap_or_default();
        if page > 1 {
            let separator = if query.is_empty() { "" } else { "&" };
            query = format!("{query}{separator}page={page}");
        }
        let list = self.of.address();
        if query.is_empty() { list.to_owned() } else { format!("{list}?{query}") }
    }

    fn is_filtered(&self) -> bool {
        [&self.section, &self.author, &self.q, &self.since, &self.until]
            .iter()
            .any(|value| !value.is_empty())
    }

    /// The filter of the list for `staff`.
    ///
    /// # Errors
    /// `Invalid` in `q`, `since` or `until`; `NotFound` for a status that there is not.
    fn conditions(&self, staff: &Staff, zone: &Zone) -> Result<Conditions> {
        let status = match self.status.as_str() {
            "" => None,
            name => Some(Status::parse(name).ok_or(Error::NotFound)?),
        };
        let day = |field: &'static str, written: &str| match written.trim() {
            "" => Ok(None),
            day => zone
                .parse(day)
                .map(Some)
                .map_err(|detail| Error::invalid(field, "time_format", detail)),
        };
        let words = text::line_up_to(WORDS, &self.q)
            .map_err(|fault| Error::Invalid(vec![fault.of("q")]))?;
        let author = if staff.role < Role::Editor {
            Some(staff.id)
        } else {
            self.author.parse::<AccountId>().ok()
        };
        // A slug that cannot be one finds nothing, and never reaches the database.
        let section = Some(self.section.clone()).filter(|slug| !slug.is_empty());
        if section.as_deref().is_some_and(|slug| !is_slug(slug)) {
            return Err(Error::NotFound);
        }
        let kind = match self.of {
            Listing::Pages => Some(Kind::Page),
            // Authors have no list of pages.
            Listing::Articles => (staff.role >= Role::Editor).then_some(Kind::Article),
        };
        Ok(Conditions {
            kind,
            status,
            section,
            author,
            words: Some(words).filter(|words| !words.is_empty()),
            since: day("since", &self.since)?,
            until: day("until", &self.until)?,
        })
    }
}

/// `GET /desk/articles`: the list, by status, section, author, time and words.
pub async fn list(
    app: web::Data<App>,
    request: HttpRequest,
    Author(staff): Author,
    Query(query): Query<ArticlesQuery>,
) -> Answer {
    show_list(&app, &request, &staff, query).await
}

/// `GET /desk/pages`: the same for pages such as About, which only editors make.
pub async fn pages(
    app: web::Data<App>,
    request: HttpRequest,
    Editor(staff): Editor,
    Query(query): Query<ArticlesQuery>,
) -> Answer {
    show_list(&app, &request, &staff, ArticlesQuery { of: Listing::Pages, ..query }).await
}

async fn show_list(
    app: &App,
    request: &HttpRequest,
    staff: &Staff,
    query: ArticlesQuery,
) -> Answer {
    let page = match query.page.as_str() {
        "" => 1,
        number => {
            let page = number.parse().ok().filter(|page| (1..=LAST_PAGE).contains(page));
            page.ok_or(Error::NotFound)?
        }
    };
    let (conditions, errors) = match query.conditions(staff, &app.settings().site.timezone) {
        Ok(conditions) => (Some(conditions), Vec::new()),
        Err(Error::Invalid(faults)) => (None, faults),
        Err(error) => return Err(error.into()),
    };
    let is_editor = staff.role >= Role::Editor;
    let read = move |conn: &mut Connection| {
        let sections = sections::all(conn)?;
        let authors = if is_editor { store::authors(conn)? } else { Vec::new() };
        let Some(conditions) = &conditions else {
            return Ok((Vec::new(), ListDetails::default(), Vec::new(), sections, authors));
        };
        let found = store::listed(conn, conditions, (page - 1) * PAGE, PAGE + 1)?;
        let ids: Vec<ArticleId> = found.iter().map(|article| article.id).collect();
        let details = store::details(conn, &ids)?;
        Ok((found, details, store::counts(conn, conditions)?, sections, authors))
    };
    let (found, details, counts, sections, authors) = app.db.read(read).await?;
    let more = found.len() as i64 > PAGE;
    let site = Site::for_member(&app.settings(), staff.language);
    let words = &site.words;
    let moderates = staff.role >= Role::Moderator;
    let rows = found.into_iter().take(PAGE as usize);
    let here = match query.of {
        Listing::Articles => NavEntry::Articles,
        Listing::Pages => NavEntry::Pages,
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let view = ArticlesPage {
        staff: head(app, request, staff, here).await?,
        address: query.of.address(),
        is_pages: query.of == Listing::Pages,
        tabs: tabs(&query, &counts, words),
        filters: filters(&query, sections, authors),
        rows: rows.map(|article| row(article, &details, moderates, words)).collect(),
        newer: (page > 1).then(|| query.href(page - 1)),
        older: more.then(|| query.href(page + 1)),
        done: (query.done == "deleted").then(|| words.article_deleted().into_owned()),
        errors,
        site: &site,
    };
    show(status, &view)
}

pub(in crate::desk) fn status_name(status: Status, words: &Words) -> String {
    let name = match status {
        Status::Draft => words.article_draft(),
        Status::Submitted => words.article_submitted(),
        Status::Scheduled => words.article_scheduled(),
        Status::Published => words.article_published(),
        Status::Withdrawn => words.article_withdrawn(),
    };
    name.into_owned()
}

/// A tab for all, and one for each status in the order of an article's way.
fn tabs(query: &ArticlesQuery, counts: &[(Status, i64)], words: &Words) -> Vec<Tab> {
    let of = |status: Status| counts.iter().find(|(known, _)| *known == status).map_or(0, |c| c.1);
    let all = Tab {
        key: "all_articles",
        label: words.articles_all().into_owned(),
        count: counts.iter().map(|(_, count)| count).sum(),
        href: query.with_status(""),
        current: query.status.is_empty(),
    };
    let tab = |status: Status| Tab {
        key: status.name(),
        label: status_name(status, words),
        count: of(status),
        href: query.with_status(status.name()),
        current: query.status == status.name(),
    };
    let ways =
        [Status::Draft, Status::Submitted, Status::Scheduled, Status::Published, Status::Withdrawn];
    std::iter::once(all).chain(ways.map(tab)).collect()
}

fn filters(
    query: &ArticlesQuery,
    sections: Vec<Section>,
    authors: Vec<(AccountId, String)>,
) -> ListFilters {
    let choice = |value: String, label: String, chosen: &str| Choice {
        selected: value == chosen,
        value,
        label,
    };
    ListFilters {
        status: query.status.clone(),
        q: query.q.clone(),
        since: query.since.clone(),
        until: query.until.clone(),
        sections: sections
            .into_iter()
            .map(|section| choice(section.node.slug, section.path, &query.section))
            .collect(),
        authors: authors
            .into_iter()
            .map(|(id, name)| choice(id.to_string(), name, &query.author))
            .collect(),
        is_set: query.is_filtered(),
        all_href: ArticlesQuery {
            status: query.status.clone(),
            of: query.of,
            ..ArticlesQuery::default()
        }
        .href(1),
    }
}

/// The list of the comments under an article that have this status.
fn comments_href(article: ArticleId, status: &str) -> String {
    let id = article.to_string();
    let pairs = [("status", status), ("article", &id)];
    ListQuery::read(&serde_urlencoded::to_string(pairs).unwrap_or_default()).href()
}

fn row(article: Listed, details: &ListDetails, moderates: bool, words: &Words) -> ArticleRow {
    let count = |of: &HashMap<ArticleId, i64>| of.get(&article.id).copied().unwrap_or(0);
    let saved = details.saved.get(&article.id).copied().unwrap_or(article.created_at);
    let (when, time) = match (article.status, article.published_at) {
        (Status::Scheduled, Some(at)) => (words.time_due(), at),
        (Status::Published | Status::Withdrawn, Some(at)) => (words.time_published(), at),
        _ => (words.time_saved(), saved),
    };
    ArticleRow {
        href: format!("/desk/articles/{}", article.id),
        author: if article.byline.is_empty() {
            article.author.unwrap_or_default()
        } else {
            article.byline
        },
        title: article.title,
        section: article.section,
        status: article.status.name(),
        status_name: status_name(article.status, words),
        when: when.into_owned(),
        time: time.into(),
        comments: count(&details.comments),
        waiting: count(&details.waiting),
        comments_href: moderates.then(|| comments_href(article.id, "all")),
        waiting_href: moderates.then(|| comments_href(article.id, "pending")),
    }
}

/// Runs `work`, which renders or compares up to 200 kB, on the blocking pool.
async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    web::block(work).await.map_err(Error::internal)?
}
