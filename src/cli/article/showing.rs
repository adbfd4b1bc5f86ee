//! `article list`, `article show` and `article export`.

use std::fs::File;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use serde::Serialize;

use crate::app::App;
use crate::articles;
use crate::articles::front_matter;
use crate::articles::listing::{Filter, Start};
use crate::articles::model::{Article, Status};
use crate::articles::web::shapes;
use crate::cli::{print, print_json};
use crate::clock::Time;
use crate::error::{Error, Result};
use crate::ids::ArticleId;

use super::{read, url, with_article_id};

/// How many articles `list` reads with one query.
const AT_A_TIME: i64 = 100;

/// An item in the JSON output of `list`.
#[derive(Serialize)]
struct ListItem {
    id: ArticleId,
    status: Status,
    published_at: Option<Time>,
    title: String,
    url: String,
}

pub(super) fn list(app: &App, json: bool) -> Result<()> {
    let filter = Filter::default();
    let mut items: Vec<ListItem> = Vec::new();
    let mut start = Start::Beginning;
    loop {
        let by = filter.clone();
        let found = read(app, move |conn| articles::list(conn, &by, start, AT_A_TIME))?;
        let Some(last) = found.last() else { break };
        start = last.position(&filter);
        items.extend(found.into_iter().map(|article| ListItem {
            id: article.id,
            status: article.status,
            published_at: article.published_at,
            url: format!("{}{}", app.config.server.base_url, article.href()),
            title: article.title,
        }));
    }
    if json {
        return print_json(&items);
    }
    for item in &items {
        let date = item
            .published_at
            .map(|time| time.utc().strftime("%Y-%m-%d").to_string())
            .unwrap_or_default();
        print(&format!(
            "{:>6}  {:<9}  {date:<10}  {}  {}",
            item.id,
            item.status.name(),
            item.title,
            item.url
        ))?;
    }
    Ok(())
}

pub(super) fn show(app: &App, id: ArticleId, json: bool) -> Result<()> {
    let article = load(app, id)?;
    if json {
        let comments = read(app, move |conn| articles::comment_count(conn, id))?;
        return print_json(&shapes::full(article, comments, &app.settings(), app.clock.now()));
    }
    let time = |time: Option<Time>| time.map(|time| time.to_string()).unwrap_or_default();
    let bylines: Vec<&str> = article.bylines.iter().map(|author| author.name.as_str()).collect();
    let url = url(app, &article);
    for (name, value) in [
        ("id", article.id.to_string()),
        ("title", article.title.clone()),
        ("status", article.status.name().to_owned()),
        ("url", url),
        ("published", time(article.published_at)),
        ("updated", time(article.updated_since_published())),
        ("section", article.section_path().to_owned()),
        ("tags", article.tag_names()),
        ("bylines", bylines.join(", ")),
        ("summary", article.summary.clone()),
        ("protected", if article.is_protected() { "by a password" } else { "" }.to_owned()),
        ("note", article.review_note.clone()),
        ("kind", article.choices.kind.name().to_owned()),
        ("language", article.language(&app.settings().site.language).to_owned()),
        ("front page", front_page(&article).to_owned()),
        ("comments", article.choices.comments.name().to_owned()),
        ("days", article.choices.comments_days.map(|days| days.to_string()).unwrap_or_default()),
        ("message", article.choices.comments_message.clone()),
        ("version", article.version.to_string()),
    ] {
        if !value.is_empty() {
            print(&format!("{name:<10} {value}"))?;
        }
    }
    for correction in &article.corrections {
        print(&format!("corrected  {} {}", correction.at, correction.text))?;
    }
    print(&format!("\n{}", article.body))
}

/// What is chosen for the front page.
fn front_page(article: &Article) -> &'static str {
    match (article.choices.sticky, article.choices.featured) {
        (true, true) => "sticky, featured",
        (true, false) => "sticky",
        (false, true) => "featured",
        (false, false) => "",
    }
}

pub(super) fn export(app: &App, id: ArticleId, out: Option<&Path>) -> Result<()> {
    let text = front_matter::write::article(&load(app, id)?);
    let Some(file) = out else {
        return print(text.trim_end_matches('\n'));
    };
    let written = File::create_new(file).and_then(|mut new| new.write_all(text.as_bytes()));
    written.map_err(|cause| match cause.kind() {
        ErrorKind::AlreadyExists => {
            Error::invalid("out", "exists", format!("{} exists; name a new file", file.display()))
        }
        _ => Error::internal(format!("{} cannot be written: {cause}", file.display())),
    })
}

fn load(app: &App, id: ArticleId) -> Result<Article> {
    read(app, move |conn| articles::by_id(conn, id)).map_err(|cause| with_article_id(cause, id))
}
