//! `article sync`: a folder of Markdown files and the articles that they have become.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::articles::content::{Edit, NewArticle, Submitted};
use crate::articles::files;
use crate::articles::front_matter::File;
use crate::articles::model::{Article, KnownFile, Status};
use crate::articles::save::Editing;
use crate::articles::{self, path};
use crate::cli::{block_on, print, print_json};
use crate::clock::Zone;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::ids::ArticleId;

use super::pictures::{self, Mode};
use super::saving::{Done, named, read_file};
use super::{open, read, url, write};

/// Most folders within each other.
const DEPTH: usize = 32;

/// Arguments of `article sync`.
#[derive(Debug, clap::Args)]
pub(super) struct Sync {
    /// The folder of Markdown files
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// The name under which the files of this folder are remembered; the folder's name if not given
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// Withdraw the public articles whose files have disappeared
    #[arg(long)]
    withdraw_missing: bool,
    /// Say what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
    /// Print a JSON object with "added", "changed", "unchanged", "missing" and "failed"
    #[arg(long)]
    json: bool,
}

/// What was done, also the JSON output.
#[derive(Debug, Default, Serialize)]
struct Report {
    dry_run: bool,
    added: Vec<Applied>,
    changed: Vec<Applied>,
    /// How many files are as they were.
    unchanged: usize,
    missing: Vec<Missing>,
    failed: Vec<Failed>,
}

#[derive(Debug, Serialize)]
struct Applied {
    file: String,
    /// None for an article that would be added.
    id: Option<ArticleId>,
    url: Option<String>,
}

#[derive(Debug, Serialize)]
struct Missing {
    file: String,
    id: ArticleId,
    url: String,
    withdrawn: bool,
}

#[derive(Debug, Serialize)]
struct Failed {
    file: String,
    line: Option<usize>,
    detail: String,
}

/// The state of one run.
struct Run<'a> {
    app: &'a App,
    folder: &'a Path,
    source: String,
    dry_run: bool,
    zone: Zone,
    /// The ledger, by file.
    known: BTreeMap<String, KnownFile>,
    /// The files of the ledger that are no longer in the folder, by their content.
    gone: HashMap<Vec<u8>, String>,
    /// Files that were renamed, by their former path.
    renamed: HashSet<String>,
    /// The files that have become an article in this run, so that no two are the same one.
    taken: HashMap<ArticleId, String>,
}

/// Runs the command.
///
/// # Errors
/// [`Error::Internal`] after all files, if one of them had a fault; [`Error::Invalid`] if the folder
/// cannot be read.
pub(super) fn run(args: Sync, config: Config) -> Result<()> {
    let files = markdown_files(&args.folder)?;
    let source = match args.source {
        Some(name) => name,
        None => name_of(&args.folder)?,
    };
    let app = open(config)?;
    let named_source = source.clone();
    let known = read(&app, move |conn| files::known(conn, &named_source))?;
    let known: BTreeMap<String, KnownFile> =
        known.into_iter().map(|known| (known.file.clone(), known)).collect();
    let present: HashSet<&String> = files.iter().collect();
    let is_gone = |known: &&KnownFile| !present.contains(&known.file) && !known.hash.is_empty();
    let gone = known.values().filter(is_gone).map(|known| (known.hash.clone(), known.file.clone()));
    let mut run = Run {
        folder: &args.folder,
        dry_run: args.dry_run,
        zone: app.settings().site.timezone.clone(),
        gone: gone.collect(),
        renamed: HashSet::new(),
        taken: HashMap::new(),
        app: &app,
        source,
        known,
    };
    let mut report = Report { dry_run: args.dry_run, ..Report::default() };
    for file in &files {
        match run.apply(file) {
            Ok((Done::Unchanged, _)) => report.unchanged += 1,
            Ok((Done::Added, applied)) => report.added.push(applied),
            Ok((Done::Changed, applied)) => report.changed.push(applied),
            Err(Fault { error: unavailable @ Error::Unavailable { .. }, .. }) => {
                return Err(unavailable);
            }
            Err(fault) => report.failed.extend(failures(file, fault)),
        }
    }
    report.missing = run.missing(&present, args.withdraw_missing)?;
    print_report(&report, args.json)
}

/// An error of a file, with its fields' lines if the file could be read.
struct Fault {
    error: Error,
    file: Option<Box<File>>,
}

impl From<Error> for Fault {
    fn from(error: Error) -> Fault {
        Fault { error, file: None }
    }
}

impl Run<'_> {
    /// Adds or changes the article of one file.
    fn apply(&mut self, file: &str) -> Result<(Done, Applied), Fault> {
        let place = self.folder.join(file);
        let unreadable = |cause: std::io::Error| {
            Error::invalid("file", "unreadable", format!("it cannot be read: {cause}"))
        };
        let bytes = std::fs::read(&place).map_err(unreadable)?;
        let mut read = read_file(&place, &self.zone)?;
        // A picture that was replaced under the same name changes the article too.
        let mut hasher = Sha256::new_with_prefix(&bytes);
        for picture in pictures::files(&place, &read) {
            hasher.update(Sha256::digest(pictures::read(self.app, &picture)?));
        }
        let hash = hasher.finalize().to_vec();
        let known = self.known.get(file).cloned();
        if let Some(known) = known.as_ref().filter(|known| known.hash == hash) {
            self.claim(known.article, file)?;
            return Ok((Done::Unchanged, applied(file, None)));
        }
        // The same content under another name is the same article.
        let former = if known.is_none() { self.gone.get(&hash).cloned() } else { None };
        let known = known.or_else(|| self.known.get(former.as_ref()?).cloned());
        let mode = if self.dry_run { Mode::DryRun } else { Mode::Upload };
        pictures::upload(self.app, &place, &mut read, mode)?;
        let done = self.save(file, &read, known, hash, former.as_deref());
        if done.is_ok() {
            self.renamed.extend(former);
        }
        done.map_err(|error| Fault { error, file: Some(Box::new(read)) })
    }

    fn save(
        &mut self,
        file: &str,
        read: &File,
        known: Option<KnownFile>,
        hash: Vec<u8>,
        former: Option<&str>,
    ) -> Result<(Done, Applied)> {
        let now = self.app.clock.now();
        let sent = read.article.clone();
        let wished = sent.path.as_deref().and_then(|raw| path::parse(raw).ok());
        let id = read.id;
        let of_file = known.as_ref().map(|known| known.article);
        let present =
            block_on(self.app.db.read(move |conn| match named(conn, id, wished.as_deref())? {
                Some(article) => Ok(Some(article)),
                None if id.is_some() => Ok(None),
                None => named(conn, of_file, None),
            }))?;
        let Some(article) = present else {
            return match id {
                Some(id) => {
                    let detail = format!("there is no article {id}; without the line it is added");
                    Err(Error::invalid("id", "unknown", detail))
                }
                None => self.add(file, sent, hash),
            };
        };
        self.claim(article.id, file)?;
        let came_back =
            known.is_some_and(|known| known.hash.is_empty()) && article.status == Status::Withdrawn;
        let status = sent.status.clone().or(came_back.then(|| Status::Published.name().into()));
        let edit = Edit::parse(Submitted { status, ..sent }, now)?.without_unchanged(&article);
        let is_same = edit.is_empty();
        if self.dry_run {
            let done = if is_same { Done::Unchanged } else { Done::Changed };
            return Ok((done, applied(file, Some((self.app, &article)))));
        }
        let permalink = self.app.settings().articles.permalink.clone();
        let (source, former) = (self.source.clone(), former.map(str::to_owned));
        let ledger = KnownFile { file: file.to_owned(), article: article.id, hash };
        let before = article.version;
        let saved = write(self.app, move |conn| {
            let editing = Editing { by: None, permalink: &permalink, now };
            let saved = articles::edit(conn, article.id, article.version, &edit, editing)?;
            files::remember(conn, &source, &ledger, former.as_deref())?;
            Ok(saved.article)
        })?;
        let done = if saved.version == before { Done::Unchanged } else { Done::Changed };
        Ok((done, applied(file, Some((self.app, &saved)))))
    }

    fn add(&mut self, file: &str, sent: Submitted, hash: Vec<u8>) -> Result<(Done, Applied)> {
        let now = self.app.clock.now();
        let status = sent.status.clone().or(Some(Status::Published.name().into()));
        let new = NewArticle::parse(Submitted { status, ..sent }, now)?;
        if self.dry_run {
            return Ok((Done::Added, applied(file, None)));
        }
        let permalink = self.app.settings().articles.permalink.clone();
        let (source, name) = (self.source.clone(), file.to_owned());
        let saved = write(self.app, move |conn| {
            let editing = Editing { by: None, permalink: &permalink, now };
            let saved = articles::create(conn, &new, None, editing)?;
            let (file, hash) = (name.clone(), hash.clone());
            let ledger = KnownFile { file, article: saved.article.id, hash };
            files::remember(conn, &source, &ledger, None)?;
            Ok(saved.article)
        })?;
        self.taken.insert(saved.id, file.to_owned());
        Ok((Done::Added, applied(file, Some((self.app, &saved)))))
    }

    /// Notes that `file` is this article.
    fn claim(&mut self, article: ArticleId, file: &str) -> Result<()> {
        match self.taken.insert(article, file.to_owned()) {
            None => Ok(()),
            Some(other) => {
                let detail = format!(
                    "{other} is article {article} as well; give one of them another `id` or `path`"
                );
                self.taken.insert(article, other);
                Err(Error::invalid("file", "same_article", detail))
            }
        }
    }

    /// The files that have disappeared. With `withdraws`, their articles are withdrawn.
    fn missing(&self, present: &HashSet<&String>, withdraws: bool) -> Result<Vec<Missing>> {
        let now = self.app.clock.now();
        let mut found = Vec::new();
        for known in self.known.values() {
            let is_elsewhere =
                self.renamed.contains(&known.file) || self.taken.contains_key(&known.article);
            if present.contains(&known.file) || known.hash.is_empty() || is_elsewhere {
                continue;
            }
            let id = known.article;
            let article = read(self.app, move |conn| articles::by_id(conn, id))?;
            let withdrawn = withdraws && article.is_public();
            if withdrawn && !self.dry_run {
                let permalink = self.app.settings().articles.permalink.clone();
                let source = self.source.clone();
                let ledger = KnownFile { hash: Vec::new(), ..known.clone() };
                write(self.app, move |conn| {
                    articles::withdraw(conn, id, &permalink, now)?;
                    files::remember(conn, &source, &ledger, None)
                })?;
            }
            let (file, url) = (known.file.clone(), url(self.app, &article));
            found.push(Missing { file, id, url, withdrawn });
        }
        Ok(found)
    }
}

fn applied(file: &str, article: Option<(&App, &Article)>) -> Applied {
    Applied {
        file: file.to_owned(),
        id: article.map(|(_, article)| article.id),
        url: article.map(|(app, article)| url(app, article)),
    }
}

/// One entry for each fault of a file.
fn failures(file: &str, fault: Fault) -> Vec<Failed> {
    let failed =
        |line: Option<usize>, detail: String| Failed { file: file.to_owned(), line, detail };
    match fault.error {
        Error::Invalid(faults) => {
            let one = |one: crate::error::FieldError| {
                let detail = one.detail.in_english();
                let line = fault.file.as_ref().filter(|_| one.field != "file");
                match line.map(|read| read.line_of(one.field)) {
                    Some(line) => failed(Some(line), format!("{}: {detail}", one.field)),
                    // A fault of the front matter says its line itself, after the file's name.
                    None => {
                        let (_, own) = detail.split_once(": line ").unwrap_or(("", ""));
                        let (line, rest) = own.split_once(": ").unwrap_or(("", &detail));
                        let line = line.parse().ok();
                        failed(line, if line.is_some() { rest.to_owned() } else { detail })
                    }
                }
            };
            faults.into_iter().map(one).collect()
        }
        other => vec![failed(None, other.to_string())],
    }
}

/// Prints the report.
///
/// # Errors
/// [`Error::Internal`] if a file had a fault, so that the exit code says it.
fn print_report(report: &Report, json: bool) -> Result<()> {
    if json {
        print_json(report)?;
    } else {
        let lines = [("added", &report.added), ("changed", &report.changed)];
        for (word, applied) in lines {
            for one in applied {
                let url = one.url.as_deref().unwrap_or_default();
                print(format!("{word:<9}  {}  {url}", one.file).trim_end())?;
            }
        }
        for one in &report.missing {
            let word = if one.withdrawn { "withdrawn" } else { "missing" };
            print(&format!("{word:<9}  {}  {}", one.file, one.url))?;
        }
        for one in &report.failed {
            let line = one.line.map(|line| format!(" line {line}:")).unwrap_or_default();
            print(&format!("{:<9}  {}:{line} {}", "failed", one.file, one.detail))?;
        }
        let would = if report.dry_run { "Nothing was done. It would be: " } else { "" };
        print(&format!(
            "{would}{} added, {} changed, {} unchanged, {} missing, {} failed",
            report.added.len(),
            report.changed.len(),
            report.unchanged,
            report.missing.len(),
            files_of(&report.failed),
        ))?;
    }
    match files_of(&report.failed) {
        0 => Ok(()),
        count => Err(Error::internal(format!(
            "{count} of the files could not be applied; mend them and run the command again"
        ))),
    }
}

fn files_of(failed: &[Failed]) -> usize {
    failed.iter().map(|one| one.file.as_str()).collect::<HashSet<_>>().len()
}

/// The Markdown files of a folder and the folders in it, by their paths, sorted. Hidden ones are left
/// out, and links to folders are not followed.
fn markdown_files(folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut open = vec![(folder.to_path_buf(), String::new(), 0)];
    while let Some((place, prefix, depth)) = open.pop() {
        let unreadable = |cause: std::io::Error| {
            let detail = format!("{} cannot be read: {cause}", place.display());
            Error::invalid("folder", "unreadable", detail)
        };
        for entry in std::fs::read_dir(&place).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let Ok(name) = entry.file_name().into_string() else {
                let detail = format!("rename {}; its name is not UTF-8", entry.path().display());
                return Err(Error::invalid("folder", "file_name", detail));
            };
            if name.starts_with('.') {
                continue;
            }
            let kind = entry.file_type().map_err(unreadable)?;
            if kind.is_dir() && depth < DEPTH {
                open.push((entry.path(), format!("{prefix}{name}/"), depth + 1));
            } else if !kind.is_dir() && is_markdown(&name) {
                found.push(format!("{prefix}{name}"));
            }
        }
    }
    found.sort();
    Ok(found)
}

fn is_markdown(name: &str) -> bool {
    let extension = Path::new(name).extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| {
        extension.eq_ignore_ascii_case("md") || extension.eq_ignore_ascii_case("markdown")
    })
}

/// The last part of a folder's path.
fn name_of(folder: &Path) -> Result<String> {
    let full = folder.canonicalize().map_err(Error::internal)?;
    let name = full.file_name().and_then(|name| name.to_str());
    name.map(str::to_owned).ok_or_else(|| {
        Error::invalid("folder", "file_name", "Give the folder's files a name by --source")
    })
}
