//! The page of the search. It is made for each request: nearly every question is asked once.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde::Deserialize;

use crate::app::App;
use crate::articles;
use crate::articles::choices::Kind;
use crate::articles::search::query::{LENGTH, Query};
use crate::articles::search::{self, Found, From};
use crate::articles::web::missing;
use crate::cache::Scope;
use crate::clock::Time;
use crate::site::view::{ResultView, SearchPage};
use crate::site::web::{Page, number};
use crate::web::error::Answer;
use crate::web::page;
use crate::web::view::Moment;

/// What is looked for, and the page of the results. Unknown parameters are ignored, as on lists.
#[derive(Debug, Deserialize)]
pub struct Question {
    q: Option<String>,
    page: Option<String>,
}

/// `GET /search`: the form, and the results for `q`.
pub async fn page(
    app: web::Data<App>,
    request: HttpRequest,
    question: web::Query<Question>,
) -> Answer {
    let answer = show(&app, question.into_inner()).await;
    missing::or_missing_page(&app, &request, answer).await
}

async fn show(app: &App, question: Question) -> Answer {
    let mut number = number(&Page { page: question.page })?;
    let typed = question.q.unwrap_or_default();
    let (config, query) = (app.settings(), Query::parse(typed.trim()));
    let is_cut = query.is_cut();
    let typed: String = typed.trim().chars().take(LENGTH).collect();
    let per_page = i64::try_from(config.articles.per_page.max(1)).unwrap_or(i64::MAX);
    let (site, total, found, newest, number) = app
        .read_public(Scope::Site, move |conn| {
            let total = search::count(conn, &query)?;
            // A page beyond the last is the last.
            number = number.min((total.saturating_add(per_page - 1) / per_page).max(1));
            let from = From::Offset((number - 1).saturating_mul(per_page));
            let found = search::find(conn, &query, from, per_page)?;
            let newest = if found.is_empty() { articles::newest(conn, None)? } else { Vec::new() };
            Ok((articles::site(conn, &config)?, total, found, newest, number))
        })
        .await?;
    let shown = number.saturating_mul(per_page);
    let href = |number: i64| {
        let mut pairs = vec![("q", typed.clone())];
        if number > 1 {
            pairs.push(("page", number.to_string()));
        }
        format!("/search?{}", serde_urlencoded::to_string(&pairs).unwrap_or_default())
    };
    let now = app.clock.now();
    let view = SearchPage {
        site: &site,
        total,
        start: (number - 1).saturating_mul(per_page).saturating_add(1),
        results: found.into_iter().map(|found| result(found, now)).collect(),
        newest,
        newer: (number > 1).then(|| href(number - 1)),
        older: (shown < total).then(|| href(number + 1)),
        is_cut,
        typed: typed.clone(),
    };
    page::show(StatusCode::OK, &view)
}

fn result(found: Found, now: Time) -> ResultView {
    let Found { article, title, passage, .. } = found;
    let is_page = article.choices.kind == Kind::Page;
    let bylines = if is_page { &[][..] } else { &article.bylines };
    ResultView {
        href: article.href(),
        section: article.section.as_ref().filter(|_| !is_page).map(articles::section_link),
        is_protected: article.is_protected,
        title: title.html(),
        bylines: bylines.iter().map(articles::author_link).collect(),
        published: (!is_page).then_some(Moment(article.published_at.unwrap_or(now))),
        passage: passage.html(),
        language: article.choices.language,
    }
}
