//! Articles and pages of an import.

use std::collections::HashMap;

use crate::articles;
use crate::articles::content::NewArticle;
use crate::articles::model::Status;
use crate::articles::save::Editing;
use crate::db::Connection;
use crate::error::Result;
use crate::i18n::Message;
use crate::ids::ArticleId;

use super::article_fields;
use super::folder::Uploads;
use super::items::{Article, Kind, Place};
use super::labels::{self, Labels};
use super::report::{is_refusal, why_of};
use super::running::Run;
use super::store::ledger;
use super::store::staging::Row;

/// Articles of one transaction.
const PART: usize = 25;

/// An article that is ready to be stored.
#[derive(Clone)]
struct Ready {
    key: String,
    path: Option<String>,
    title: String,
    new: NewArticle,
    withdraws: bool,
    is_stand_in: bool,
    entry: ledger::Entry,
    /// What it is and where it stands, for the report.
    what: Message,
    place: Place,
}

impl Ready {
    fn kind(&self) -> &'static str {
        counted_as(self.new.is_page())
    }
}

/// The result of storing one.
enum Made {
    New(ArticleId),
    /// An article with its headline had its path.
    There(ArticleId),
    /// It is new, and has another path, because another article has its own.
    Moved(ArticleId),
    Refused(Message),
}

/// Stores what is missing. Returns the articles by their ids in the source; 0 for what a dry run would make.
pub(super) async fn apply(
    run: &mut Run<'_>,
    labels: &mut Labels,
) -> Result<HashMap<String, ArticleId>> {
    let mut articles = HashMap::new();
    let mut uploads = run.uploads.take();
    let mut after = 0;
    loop {
        let rows = run.staging.rows(Kind::Article, after, PART as i64)?;
        let Some(last) = rows.last() else { break };
        after = last.seq;
        let mut ready = Vec::new();
        for row in &rows {
            run.step(1);
            ready.extend(prepare(run, row, labels, &mut uploads, &mut articles).await?);
        }
        let made = store_all(run, ready.clone()).await?;
        for (item, made) in ready.into_iter().zip(made) {
            let kind = item.kind();
            match made {
                Made::New(id) => {
                    articles.insert(item.key, id);
                    run.report.add_made(kind);
                }
                Made::There(id) => {
                    articles.insert(item.key, id);
                    run.report.add_matched(kind);
                }
                Made::Moved(id) => {
                    articles.insert(item.key, id);
                    run.report.add_made(kind);
                    let why = Message::import_why_path_taken();
                    run.report.repair(item.what, &item.place, why);
                }
                Made::Refused(why) => run.report.skip(item.what, &item.place, why),
            }
        }
    }
    Ok(articles)
}

/// Checks a staged article. `None` if it was imported before, cannot be stored, or this is a dry run; then it is
/// counted here.
async fn prepare(
    run: &mut Run<'_>,
    row: &Row,
    labels: &mut Labels,
    uploads: &mut Option<Uploads>,
    articles: &mut HashMap<String, ArticleId>,
) -> Result<Option<Ready>> {
    let (article, hash): (Article, Vec<u8>) = run.staging.open(row)?;
    let place = run.staging.place(row);
    let kind = counted_as(article.is_page);
    if let Some(known) = run.known(Kind::Article, &article.key).await? {
        articles.insert(article.key.clone(), ArticleId(known.target));
        run.report.add_matched(kind);
        return Ok(None);
    }
    let what = Message::import_what_post(&article.key, &article.title);
    let (key, link) = (article.key.clone(), article.link.clone());
    let (state, status) = (format!("post {}", article.state), article.status);
    let (withdraws, is_stand_in) = (status == Some(Status::Withdrawn), article.is_stand_in);
    let (submitted, title) =
        article_fields::submitted(run, article, labels, uploads, (&what, &place)).await?;
    let path = submitted.path.clone();
    let authors = submitted.bylines.clone().unwrap_or_default();
    let tags = submitted.tags.clone().unwrap_or_default();
    let new = match NewArticle::parse(submitted, run.now) {
        Ok(new) => new.hashed(&run.app.passwords).await?,
        Err(cause) => {
            run.report.skip(what, &place, why_of(&cause));
            return Ok(None);
        }
    };
    labels::add_named(run, labels, &authors, &tags).await?;
    if path.is_none() && !link.is_empty() && !is_stand_in {
        run.report.repair(what.clone(), &place, Message::import_why_address_not_kept(link));
    }
    if !is_stand_in {
        run.report.add_state(&state, status.unwrap_or(Status::Draft).name());
    }
    let Some(entry) = run.entry(Kind::Article, &key, hash) else {
        articles.insert(key, ArticleId(0));
        run.report.add_made(kind);
        return Ok(None);
    };
    Ok(Some(Ready { key, path, title, new, withdraws, is_stand_in, entry, what, place }))
}

/// The name under which the report counts it.
fn counted_as(is_page: bool) -> &'static str {
    if is_page { "pages" } else { "articles" }
}

/// Stores articles in one transaction, or each in its own if one of them is refused.
async fn store_all(run: &Run<'_>, items: Vec<Ready>) -> Result<Vec<Made>> {
    if items.is_empty() {
        return Ok(Vec::new());
    }
    match store_together(run, items.clone()).await {
        Err(cause) if is_refusal(&cause) => {}
        done => return done,
    }
    let mut made = Vec::new();
    for item in items {
        match store_together(run, vec![item]).await {
            Ok(one) => made.extend(one),
            Err(cause) if is_refusal(&cause) => made.push(Made::Refused(why_of(&cause))),
            Err(other) => return Err(other),
        }
    }
    Ok(made)
}

async fn store_together(run: &Run<'_>, items: Vec<Ready>) -> Result<Vec<Made>> {
    let (now, permalink) = (run.app.clock.now(), run.app.settings().articles.permalink.clone());
    let store_all = move |conn: &mut Connection| {
        if let Some(first) = items.first() {
            ledger::go_on(conn, first.entry.import_id)?;
        }
        let editing = Editing { by: None, permalink: &permalink, now };
        items.iter().map(|item| store(conn, item, editing)).collect()
    };
    run.app.db.write_low_priority(store_all).await
}

fn store(conn: &mut Connection, item: &Ready, editing: Editing<'_>) -> Result<Made> {
    // Another process may import the same site.
    if let Some(known) = ledger::find(conn, item.entry.source_id, Kind::Article, &item.key)? {
        return Ok(Made::There(ArticleId(known.target)));
    }
    let owner = match &item.path {
        Some(path) => articles::owner_of_path(conn, path)?,
        None => None,
    };
    if let Some((id, title)) = &owner
        // A draft that holds comments is never an article that others have written.
        && *title == item.title
        && !item.is_stand_in
    {
        ledger::add(conn, &ledger::Entry { target_id: id.0, ..item.entry.clone() })?;
        return Ok(Made::There(*id));
    }
    let moved = owner.is_some();
    let new = if moved { item.new.clone().with_default_path() } else { item.new.clone() };
    let mut article = articles::create(conn, &new, None, editing)?.article;
    if item.withdraws {
        article = articles::withdraw(conn, article.id, editing.permalink, editing.now)?.article;
    }
    let entry =
        ledger::Entry { target_id: article.id.0, version: article.version, ..item.entry.clone() };
    ledger::add(conn, &entry)?;
    Ok(if moved { Made::Moved(article.id) } else { Made::New(article.id) })
}
