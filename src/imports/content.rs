//! Articles and pages of an import.

use std::collections::HashMap;

use percent_encoding::percent_decode_str;
use secrecy::SecretString;
use url::Url;

use crate::articles::choices::SubmittedChoices;
use crate::articles::content::{NewArticle, SUMMARY, Submitted, SubmittedCorrection, TAGS, TITLE};
use crate::articles::labels::LABEL;
use crate::articles::lead_image::SubmittedLead;
use crate::articles::model::Status;
use crate::articles::save::Editing;
use crate::articles::{self, path};
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::ArticleId;
use crate::markup::tree::{Element, Node};
use crate::markup::{self, from_html, tree};
use crate::media::model::MediaName;

use super::folder::Uploads;
use super::labels::{Labels, line};
use super::model::{Article, Attachment, Format, Kind, Place, why_of};
use super::running::Run;
use super::store::ledger;
use super::texts;
use super::texts::wordpress::Site;
use super::uploads;

/// Articles of one transaction.
const PART: usize = 25;
/// In place of a text that there is not; it shows nothing.
const NO_TEXT: &str = "<!-- The imported article has no text. -->";

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
}

/// What became of one.
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
    labels: &Labels,
) -> Result<HashMap<String, ArticleId>> {
    let mut articles = HashMap::new();
    let mut uploads = run.uploads.take();
    let mut after = 0;
    loop {
        let rows = run.staging.rows(Kind::Article, after, PART as i64)?;
        let Some(last) = rows.last() else { break };
        after = last.seq;
        let mut ready: Vec<(Ready, Place, Message)> = Vec::new();
        for row in &rows {
            run.step(1);
            let (article, hash): (Article, Vec<u8>) = run.staging.open(row)?;
            let place = run.staging.place(row);
            let kind = if article.is_page { "pages" } else { "articles" };
            if let Some(known) = run.known(Kind::Article, &article.key).await? {
                articles.insert(article.key.clone(), ArticleId(known.target));
                run.report.add_matched(kind);
                continue;
            }
            let what = Message::import_what_post(&article.key, &article.title);
            let (key, link) = (article.key.clone(), article.link.clone());
            let (state, status) = (format!("post {}", article.state), article.status);
            let (withdraws, is_stand_in) = (status == Some(Status::Withdrawn), article.is_stand_in);
            let (submitted, title) = submitted(run, article, labels, &mut uploads, &place).await?;
            let wished = submitted.path.clone();
            let new = match NewArticle::parse(submitted, run.now) {
                Ok(new) => new.hashed(&run.app.passwords).await?,
                Err(cause) => {
                    run.report.skip(what, &place, why_of(&cause));
                    continue;
                }
            };
            if wished.is_none() && !link.is_empty() && !is_stand_in {
                run.report.repair(what.clone(), &place, Message::import_why_address_not_kept(link));
            }
            if !is_stand_in {
                run.report.add_state(&state, status.unwrap_or(Status::Draft).name());
            }
            match run.entry(Kind::Article, &key, hash) {
                None => {
                    articles.insert(key, ArticleId(0));
                    run.report.add_made(kind);
                }
                Some(entry) => ready.push((
                    Ready { key, path: wished, title, new, withdraws, is_stand_in, entry },
                    place,
                    what,
                )),
            }
        }
        if ready.is_empty() {
            continue;
        }
        let items: Vec<Ready> = ready.iter().map(|(item, ..)| item.clone()).collect();
        let (now, permalink) = (run.now, run.app.settings().articles.permalink.clone());
        let store_all = move |conn: &mut Connection, items: &[Ready]| {
            let editing = Editing { by: None, permalink: &permalink, now };
            items.iter().map(|item| store(conn, item, editing)).collect::<Result<Vec<_>>>()
        };
        let (work, together) = (store_all.clone(), items.clone());
        let made = run.app.db.write_low_priority(move |conn| work(conn, &together)).await;
        let made = match made {
            Err(Error::Conflict { .. } | Error::Invalid(_)) => {
                // One of them was refused and took the others along, so each is stored alone.
                let mut made = Vec::new();
                for item in items {
                    let (work, alone) = (store_all.clone(), [item]);
                    match run.app.db.write_low_priority(move |conn| work(conn, &alone)).await {
                        Ok(one) => made.extend(one),
                        Err(cause @ (Error::Conflict { .. } | Error::Invalid(_))) => {
                            made.push(Made::Refused(why_of(&cause)));
                        }
                        Err(other) => return Err(other),
                    }
                }
                made
            }
            other => other?,
        };
        for ((item, place, what), made) in ready.into_iter().zip(made) {
            let kind = if item.new.is_page() { "pages" } else { "articles" };
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
                    run.report.repair(what, &place, Message::import_why_path_taken());
                }
                Made::Refused(why) => run.report.skip(what, &place, why),
            }
        }
    }
    Ok(articles)
}

fn store(conn: &mut Connection, item: &Ready, editing: Editing<'_>) -> Result<Made> {
    let owner = match &item.path {
        Some(path) => articles::owner_of_path(conn, path)?,
        None => None,
    };
    if let Some((id, title)) = &owner
        && (*title == item.title || item.is_stand_in)
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

/// The fields of an article, and its headline.
async fn submitted(
    run: &mut Run<'_>,
    article: Article,
    labels: &Labels,
    uploads: &mut Option<Uploads>,
    place: &Place,
) -> Result<(Submitted, String)> {
    let what = Message::import_what_post(&article.key, &article.title);
    let site = run.site.clone();
    let staging = &mut run.staging;
    let mut failed = None;
    let mut find = |id: &str| -> Option<Attachment> {
        let found = staging.find(Kind::Attachment, id).and_then(|row| {
            row.map(|row| staging.open::<Attachment>(&row).map(|(file, _)| file)).transpose()
        });
        found.unwrap_or_else(|cause| {
            failed = Some(cause);
            None
        })
    };
    let lead = if article.lead.is_empty() { None } else { find(&article.lead) };
    let mut converted = texts::article(
        article.format,
        &article.body,
        &mut Site { address: &site, attachment: &mut find },
    );
    if let Some(cause) = failed {
        return Err(cause);
    }
    let mut lead_image = None;
    if let Some(uploads) = uploads {
        let mut copies = HashMap::new();
        for (address, alt) in uploads::addresses(&converted.nodes) {
            let said = uploads::details(&alt, "");
            let copied = uploads::copy(run, uploads, &address, said, (&what, place)).await?;
            copies.extend(copied.map(|copied| (address, copied)));
        }
        uploads::rewrite(&mut converted.nodes, &copies);
        if let Some(file) = &lead {
            let said = uploads::details(&file.alt, &file.caption);
            let copied = uploads::copy(run, uploads, &file.url, said, (&what, place)).await?;
            lead_image = copied.map(|copied| SubmittedLead {
                media: Some(MediaName::Id(copied.id)),
                alt: Some(line(&file.alt, 300)).filter(|alt| !alt.is_empty()),
                ..SubmittedLead::default()
            });
        }
    }
    // A picture of another site cannot be the lead picture, so it stands above the text.
    let mut has_lead = false;
    if let Some(lead) = lead.filter(|_| lead_image.is_none()) {
        let written = tree::write(&converted.nodes);
        let file = lead.url.rsplit('/').next().unwrap_or_default().to_owned();
        if !file.is_empty() && !written.contains(&file) {
            let html = format!("<figure><img src=\"{}\"></figure>", tree::escape(&lead.url));
            let mut none = |_: &str| None;
            let mut here = Site { address: &site, attachment: &mut none };
            let mut above = texts::article(Format::Html, &html, &mut here).nodes;
            if let Some(Node::Element(block)) = above.first_mut() {
                describe(block, &lead.alt);
            }
            above.truncate(1);
            has_lead = !above.is_empty();
            above.append(&mut converted.nodes);
            converted.nodes = above;
        }
    }
    for remark in converted.remarks {
        run.report.repair(what.clone(), place, remark);
    }
    let body = match &article.own {
        Some(_) if has_lead => {
            format!("{}\n\n{}", from_html::article(&converted.nodes[..1]), article.body)
        }
        Some(_) => article.body.clone(),
        None => from_html::article(&converted.nodes),
    };
    let rendered = markup::article(&body);
    let body = match rendered.forbidden {
        None => crate::text::without_forbidden(&body),
        Some(_) => {
            run.report.repair(what.clone(), place, Message::import_why_invisible());
            crate::text::without_forbidden(&rendered.html)
        }
    };
    let is_empty = body.trim().is_empty();
    let mut title = line(&article.title, TITLE);
    if article.title.chars().count() > TITLE {
        run.report.repair(what.clone(), place, Message::import_why_headline_cut(TITLE));
    }
    if title.is_empty() {
        title = markup::first_words(&rendered.html, 60);
        if title.is_empty() {
            title = format!("Untitled {}", article.key);
        }
        run.report.repair(what.clone(), place, Message::import_why_no_headline(&title));
    }
    let summary = line(&article.summary, SUMMARY);
    let mut tags: Vec<String> =
        article.tags.iter().map(|tag| line(tag, LABEL).replace('/', "-")).collect();
    let mut sections = article.sections.iter().filter_map(|key| labels.sections.get(key)).cloned();
    let section = sections.next();
    // An article has one section here; the others are still what it is about.
    tags.extend(sections.filter_map(|path| path.rsplit('/').next().map(str::to_owned)));
    tags.retain(|tag| !path::slug(tag).is_empty());
    let mut kept: Vec<String> = Vec::new();
    for tag in tags {
        if kept.iter().all(|other| !path::is_same_name(other, &tag)) {
            kept.push(tag);
        }
    }
    if kept.len() > TAGS {
        let why = Message::import_why_tags(TAGS, kept[TAGS..].join(", "));
        run.report.repair(what.clone(), place, why);
        kept.truncate(TAGS);
    }
    let bylines = article
        .authors
        .iter()
        .map(|key| labels.authors.get(key).cloned().unwrap_or_else(|| line(key, 200)))
        .filter(|name| !name.is_empty());
    if is_empty && !article.is_stand_in {
        run.report.repair(what.clone(), place, Message::import_why_no_text());
    }
    if article.state == "private" {
        run.report.repair(what, place, Message::import_why_private());
    }
    let status = article.status.unwrap_or(Status::Draft);
    let is_past = article.published_at.is_none_or(|at| at <= run.now);
    let status = match status {
        Status::Withdrawn => Status::Published,
        // Its time came after the export was made.
        Status::Scheduled if is_past => Status::Published,
        other => other,
    };
    let own = article.own.map(|own| *own).unwrap_or_default();
    let given = |text: String| Some(text).filter(|text| !text.is_empty());
    let corrections = own.corrections.into_iter();
    let corrections: Vec<SubmittedCorrection> =
        corrections.map(|(text, at)| SubmittedCorrection { at: Some(Ok(at)), text }).collect();
    let (menu, comments) = (given(own.menu), given(own.comments));
    let submitted = Submitted {
        corrections: Some(corrections).filter(|all| !all.is_empty()),
        title: Some(title.clone()),
        summary: Some(summary),
        lead_image,
        body: Some(if is_empty { NO_TEXT.to_owned() } else { body }),
        bylines: Some(bylines.collect()),
        section,
        tags: Some(kept),
        path: kept_path(&article.link),
        published_at: article.published_at.map(Ok),
        status: Some(status.name().to_owned()),
        choices: SubmittedChoices {
            kind: Some(if article.is_page { "page" } else { "article" }.to_owned()),
            sticky: Some(article.is_sticky),
            language: given(own.language),
            featured: Some(own.featured),
            menu: article.is_page.then(|| menu.unwrap_or_else(|| "none".to_owned())),
            menu_order: article.is_page.then(|| article.menu_order.clamp(-10_000, 10_000)),
            comments: comments
                .or_else(|| Some(if article.is_open { "open" } else { "closed" }.to_owned())),
            ..SubmittedChoices::default()
        },
        password: Some(article.password)
            .filter(|password| !password.is_empty())
            .map(SecretString::from),
        ..Submitted::default()
    };
    Ok((submitted, title))
}

fn describe(block: &mut Element, alt: &str) {
    for child in &mut block.children {
        if let Node::Element(child) = child {
            if child.name == "img" {
                child.set("alt", alt);
            }
            describe(child, alt);
        }
    }
}

/// The path of an address, if an article here can have it.
fn kept_path(link: &str) -> Option<String> {
    let url = Url::parse(link).ok()?;
    if url.query().is_some() {
        return None;
    }
    let decoded = percent_decode_str(url.path()).decode_utf8().ok()?;
    path::parse(&decoded).ok()
}
