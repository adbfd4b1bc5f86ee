//! Moving in from other systems: *source → parsed items → plan → apply*.
//!
//! A source ([`wordpress`], [`disqus`]) is one file that only parses. Its items are staged (`store::staging`) until
//! all files are read, so that a damaged file changes nothing. The items name the format of their texts (`texts`).
//! Sources of comments name the pages that these are about; `targets` finds the article of each page. Then each item
//! is compared with the ledger: what was imported before is left alone, also if it was changed or deleted since. Everything else is
//! stored in short transactions of low priority, each together with its lines in the ledger, so that an interrupted
//! import is finished by running it again. Nothing is mailed, and the filter learns nothing unless it is asked to.

pub mod artalk;
mod article_fields;
mod batches;
pub mod comentario;
pub mod commento;
mod content;
pub mod coral;
pub mod disqus;
mod encoding;
mod folder;
pub mod input;
pub mod isso;
pub mod items;
mod json;
pub mod jsonl;
mod labels;
pub mod matching;
pub mod model;
pub mod own;
mod patterns;
pub mod remark42;
pub mod report;
mod running;
mod sniffing;
mod sqlite_file;
mod store;
mod targets;
mod teaching;
#[cfg(test)]
mod tests;
mod texts;
mod threads;
mod times;
pub mod undo;
pub mod uploaded;
mod uploads;
pub mod wordpress;
mod xml;

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use serde::Serialize;

use crate::app::App;
use crate::clock::Time;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::{ImportId, ImportUploadId};

pub use model::System;

use folder::Uploads;
use input::{Input, Source};
use items::{Comment, Item, Kind, Place};
use matching::Map;
use model::{Progress, Unmatched};
use report::Report;
use running::Run;
use sniffing::Looks;
use store::ledger::{self, DONE};
use store::staging::{ALONE, Staging};

/// What to import.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Request {
    pub system: System,
    /// The files of one site.
    pub files: Vec<Source>,
    /// Whether only the plan is made, and nothing stored.
    pub dry_run: bool,
    /// New addresses of pages.
    pub map: Map,
    /// What is done with the comments of a page that is no article here.
    pub unmatched: Unmatched,
    /// The folder with the files of a WordPress site, which are copied.
    pub uploads: Option<PathBuf>,
    /// Whether the filter learns from what was approved and what was spam there.
    pub teach: bool,
    /// Types of posts of WordPress that are articles, beside `post` and `page`.
    pub types: Vec<String>,
    /// The upload that is imported, if it is one of the desk.
    pub upload: Option<ImportUploadId>,
}

/// An import as the list shows it.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Summary {
    pub id: ImportId,
    pub system: String,
    /// The address of the site.
    pub site: String,
    /// `running` (also if it was interrupted), `done`, `undone`.
    pub state: &'static str,
    /// When it began.
    pub created_at: Time,
    /// When it ended.
    pub finished_at: Option<Time>,
    /// What was made, or removed by undoing it.
    pub made: std::collections::BTreeMap<String, u64>,
    /// Whether it was undone, and something of it is left because it was changed or in use. Then it may be undone again.
    #[serde(skip)]
    pub is_left: bool,
}

/// Imports the files of a site, or makes the plan only. Every file is read to its end before anything is stored.
///
/// # Errors
/// [`Error::Invalid`] `file` with file and line if one is damaged; then nothing was stored.
pub async fn run(
    app: &Arc<App>,
    request: &Request,
    progress: &mut dyn FnMut(Progress),
) -> Result<Report> {
    let uploads = request.uploads.as_deref().map(Uploads::open).transpose()?;
    let mut staging = Staging::new(app.clone())?;
    let mut report = Report::default();
    let now = app.clock.now();
    let site = read_files(app, request, &mut staging, &mut report, now, progress)?;
    let (system, named) = (request.system.name(), site.clone());
    let (source, import) = if request.dry_run {
        (app.db.read(move |conn| ledger::source(conn, system, &named)).await?, None)
    } else {
        let upload = request.upload;
        let begin = move |conn: &mut _| match upload {
            Some(upload) => ledger::begin_upload(conn, upload, system, &named, now),
            None => ledger::begin(conn, system, &named, now),
        };
        let (source, import) = app.db.write(begin).await?;
        (Some(source), Some(import))
    };
    let has_comments = match source {
        Some(source) => app.db.read(move |conn| ledger::has_comments(conn, source)).await?,
        None => false,
    };
    report.id = import;
    let staged = staging.steps()?;
    let mut run = Run {
        app: app.clone(),
        staging,
        report,
        system,
        site,
        map: request.map.clone(),
        unmatched: request.unmatched,
        uploads,
        left_out: HashSet::new(),
        has_comments,
        source,
        import,
        now,
        total: staged,
        done: 0,
        progress,
    };
    apply(&mut run).await?;
    let mut report = run.report;
    match import {
        Some(id) => finish(app, id, &mut report, request.teach, now).await?,
        None => report.close(),
    }
    Ok(report)
}

/// Stages every item of the files. Returns the address of the site.
fn read_files(
    app: &App,
    request: &Request,
    staging: &mut Staging,
    report: &mut Report,
    now: Time,
    progress: &mut dyn FnMut(Progress),
) -> Result<String> {
    let (mut site, mut total) = (None, 0);
    let bytes: u64 = request.files.iter().map(input::length).sum();
    let mut before = 0;
    for file in &request.files {
        let others = input::each(file, &app.vault, &mut |input| {
            let meter = input.reader.meter();
            let mut emit = |place: Place, item: Item| {
                stage(staging, report, &mut site, now, place, item)?;
                total += 1;
                if total % 1_000 == 0 {
                    progress(Progress::Read(total, before + meter.bytes(), bytes));
                }
                Ok(())
            };
            parse(request.system, &request.types, input, &mut emit)
        })?;
        for other in others {
            let place = Place { file: other.clone(), line: 0 };
            let name = other.rsplit('/').next().unwrap_or_default();
            report.skip(Message::import_what_file(name), &place, Message::import_why_other_file());
        }
        before += input::length(file);
    }
    Ok(site.unwrap_or_default())
}

/// Adds what was staged and is not here yet, or finds out what that would be.
async fn apply(run: &mut Run<'_>) -> Result<()> {
    let mut labels = labels::apply(run).await?;
    let targets = targets::plan(run).await?;
    let mut articles = content::apply(run, &mut labels).await?;
    for (thread, article) in &targets.staged {
        if let Some(id) = articles.get(article).copied() {
            articles.insert(thread.clone(), id);
        }
    }
    articles.extend(targets.articles);
    threads::apply(run, &articles).await
}

/// Closes an import that has stored something: lessons of the filter, the report, the outdated pages.
async fn finish(
    app: &App,
    import: ImportId,
    report: &mut Report,
    teach: bool,
    now: Time,
) -> Result<()> {
    if teach {
        report.lessons = teaching::learn(app, import, now).await?;
    }
    report.close();
    // The report that is kept is of the import as a whole, which may have been interrupted.
    // They are counted by the writer, whose memory does not grow with the file: some 20 ms for a million.
    let (kept, ended) = (report.clone(), app.clock.now());
    let keep = move |conn: &mut Connection| {
        ledger::go_on(conn, import)?;
        let whole = Report { made: ledger::made_in_all(conn, import)?, ..kept.clone() };
        let text = serde_json::to_string(&whole).map_err(Error::internal)?;
        ledger::finish(conn, import, DONE, &text, ended)
    };
    app.db.write_low_priority(keep).await?;
    app.after_commit(Some(crate::cache::Scope::Site));
    Ok(())
}

/// Reads a file. `emit` gets each item with its place.
fn parse(
    system: System,
    types: &[String],
    mut input: Input,
    emit: &mut dyn FnMut(Place, Item) -> Result<()>,
) -> Result<()> {
    let looks = sniffing::looks_like(input.reader.start());
    let mut is_empty = true;
    let emit: &mut dyn FnMut(Place, Item) -> Result<()> = &mut |place, item| {
        is_empty = false;
        emit(place, item)
    };
    let (name, articles) = (input.name.clone(), wordpress::Taken::Articles(types));
    let read = match system {
        _ if looks == Some(Looks::Packed) => Err(json::foreign(&name, system.title())),
        System::Wordpress => wordpress::read(input.reader, &name, articles, emit),
        System::Disqus if looks == Some(Looks::ForDisqus) => {
            wordpress::read(input.reader, &name, wordpress::Taken::Comments, emit)
        }
        System::Disqus => disqus::read(input.reader, &name, emit),
        System::Isso => isso::read(input, emit),
        System::Remark42 => remark42::read(input.reader, &name, emit),
        System::Commento => commento::read(input.reader, &name, emit),
        System::Comentario => comentario::read(input.reader, &name, emit),
        System::Artalk => artalk::read(input.reader, &name, emit),
        System::Coral => coral::read(input.reader, &name, emit),
        System::Jsonl => jsonl::read(input.reader, &name, emit),
    };
    // Some formats have little of their own, so that a file of another system may seem to be one without comments.
    let read = match looks {
        Some(Looks::Like(other)) if is_empty && other != system => {
            read.and_then(|()| Err(json::foreign(&name, system.title())))
        }
        _ => read,
    };
    read.map_err(|cause| sniffing::explained(cause, system, looks))
}

/// Stages an item, or notes it in the report. All files must be of one site.
fn stage(
    staging: &mut Staging,
    report: &mut Report,
    site: &mut Option<String>,
    now: Time,
    place: Place,
    item: Item,
) -> Result<()> {
    let added = match &item {
        Item::Site(address) => {
            if site.as_ref().is_some_and(|site| site != address) {
                let known = site.as_deref().unwrap_or_default();
                let detail = Message::import_other_site(&place.file, address, known);
                return Err(Error::invalid("file", "other_site", detail));
            }
            *site = Some(address.clone());
            return Ok(());
        }
        Item::Skipped { what, why } => {
            report.skip(what.clone(), &place, why.clone());
            return Ok(());
        }
        Item::Repaired { what, why } => {
            report.repair(what.clone(), &place, why.clone());
            return Ok(());
        }
        // Several files of one site may have the same ones.
        Item::Author(author) => {
            let key = staging.author_key(&author.key);
            return staging.add(Kind::Author, &key, author, ALONE, &place).map(drop);
        }
        Item::Section(section) => {
            return staging.add(Kind::Section, &section.key, section, ALONE, &place).map(drop);
        }
        Item::Tag(tag) => return staging.add(Kind::Tag, &tag.key, tag, ALONE, &place).map(drop),
        Item::Attachment(file) => {
            let position = (file.parent.as_str(), "", file.order);
            staging.add(Kind::Attachment, &file.key, file, position, &place)?;
            return Ok(());
        }
        Item::Person(person) => {
            let key = staging.hidden(&person.key);
            return staging.add(Kind::Person, &key, person, ALONE, &place).map(drop);
        }
        Item::Thread(thread) => {
            return staging.add(Kind::Thread, &thread.key, thread, ALONE, &place).map(drop);
        }
        Item::Article(article) => {
            staging.add(Kind::Article, &article.key, article, ALONE, &place)?
        }
        Item::Comment(comment) => {
            return stage_comment(staging, report, now, &place, comment.clone());
        }
    };
    if let (false, Item::Article(article)) = (added, &item) {
        let what = Message::import_what_post(&article.key, &article.title);
        report.skip(what, &place, Message::import_why_same_id());
    }
    Ok(())
}

/// Stages a comment. Files that people or converters have put together have ids twice, or none.
fn stage_comment(
    staging: &mut Staging,
    report: &mut Report,
    now: Time,
    place: &Place,
    mut comment: Comment,
) -> Result<()> {
    /// Most comments of one id.
    const SAME: usize = 20;
    if comment.key.is_empty() {
        comment.key = format!("line {}", place.line);
        let what = Message::import_what_comment(&comment.key);
        report.repair(what, place, Message::import_why_no_id());
    }
    let named = comment.key.clone();
    let what = || Message::import_what_comment(&named);
    if comment.is_known_by_content && !staging.identify(&mut comment, place)? {
        report.skip(what(), place, Message::import_why_same_id());
        return Ok(());
    }
    // Said here for all sources, so that none can forget it. Go's zero is in the year 1.
    if comment.at.micros() <= 0 {
        comment.at = Time::from_micros(0);
        report.repair(what(), place, Message::import_why_no_time());
    } else if comment.at > now {
        comment.at = now;
        report.repair(what(), place, Message::import_why_future());
    }
    let (key, stable) = (comment.key.clone(), comment.stable.clone());
    for number in 1..=SAME {
        if number > 1 {
            comment.key = format!("{key} #{number}");
            if !stable.is_empty() && !comment.is_known_by_content {
                comment.stable = format!("{stable} #{number}");
            }
        }
        let position = (comment.article.as_str(), comment.parent.as_str(), comment.at.micros());
        if staging.add(Kind::Comment, &comment.key, &comment, position, place)? {
            if number > 1 {
                let why = Message::import_why_id_again(&comment.key);
                report.repair(Message::import_what_comment(&key), place, why);
            }
            return Ok(());
        }
        let Some(row) = staging.find(Kind::Comment, &comment.key)? else { break };
        let (known, _): (Comment, _) = staging.open(&row)?;
        // Another file has another state of the same comment.
        let is_same = staging.place(&row).file != place.file
            || known.article == comment.article
                && known.text == comment.text
                && known.at == comment.at;
        if is_same {
            break;
        }
    }
    if comment.is_known_by_content {
        staging.unidentify(&comment)?;
    }
    let what = Message::import_what_comment(&key);
    report.skip(what, place, Message::import_why_same_id());
    Ok(())
}

/// All imports, the first one first.
pub async fn list(app: &App) -> Result<Vec<Summary>> {
    let rows = app.db.read(ledger::list).await?;
    let mut imports = Vec::with_capacity(rows.len());
    for (id, state, report, created_at, finished_at, system, site) in rows {
        let report: Report = serde_json::from_str(&report).unwrap_or_default();
        let made = match state {
            ledger::RUNNING => app.db.read(move |conn| ledger::made_in_all(conn, id)).await?,
            _ => report.made,
        };
        imports.push(Summary {
            id,
            system,
            site,
            state: ["running", "done", "undone"]
                .get(usize::try_from(state).unwrap_or(0))
                .copied()
                .unwrap_or("running"),
            created_at,
            finished_at,
            made,
            is_left: state == ledger::UNDONE
                && app.db.read(move |conn| ledger::has_made(conn, id)).await?,
        });
    }
    Ok(imports)
}
