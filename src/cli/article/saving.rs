//! `article add` and `article change`.

use std::borrow::Cow;
use std::io::Read;
use std::path::{Path, PathBuf};

use secrecy::SecretString;
use serde::Serialize;

use crate::accounts;
use crate::address::EmailAddress;
use crate::app::App;
use crate::articles::choices::SubmittedChoices;
use crate::articles::content::{self, Edit, NewArticle, Submitted};
use crate::articles::front_matter::{self, File};
use crate::articles::model::{Article, PathLookup, Status};
use crate::articles::save::Editing;
use crate::articles::{self, body, path};
use crate::cli::{block_on, open_site, password, print, print_json};
use crate::clock::{TimeFormat, Zone};
use crate::config::Config;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::{AccountId, ArticleId};

use super::pictures::{self, Mode};
use super::{open, url, with_article_id, write};

/// Arguments of `article add`.
pub(super) struct Add {
    pub(super) file: PathBuf,
    pub(super) draft: bool,
    pub(super) author: Option<String>,
    pub(super) json: bool,
}

/// Arguments of `article change`.
#[derive(Debug, clap::Args)]
pub(super) struct Change {
    /// A Markdown file with `id` or `path` (- for standard input), or the number that `article list` shows
    #[arg(value_name = "FILE|ID")]
    target: Target,
    /// The Markdown file with the new text and fields; - for standard input
    #[arg(long, value_name = "FILE.md")]
    file: Option<PathBuf>,
    /// The headline
    #[arg(long)]
    title: Option<String>,
    /// The line under the headline
    #[arg(long)]
    summary: Option<String>,
    /// The name of an author, without "By"; given again for each further one, empty for none
    #[arg(long, value_name = "NAME")]
    byline: Option<Vec<String>>,
    /// The section; empty for none
    #[arg(long)]
    section: Option<String>,
    /// The tags, separated by commas, in place of all others
    #[arg(long)]
    tags: Option<String>,
    /// The path; empty for the default. A former path of a published article redirects
    #[arg(long)]
    path: Option<String>,
    /// Take the path even if it redirects to another article
    #[arg(long)]
    replace_redirect: bool,
    /// draft, submitted, scheduled, published or withdrawn
    #[arg(long)]
    status: Option<String>,
    /// The time of publication, local in site.timezone unless it has an offset
    #[arg(long, value_name = "TIME")]
    published_at: Option<String>,
    /// article, or page for About, Contact and the like
    #[arg(long)]
    kind: Option<String>,
    /// The BCP 47 tag of the text; empty for site.language
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// Whether the front page shows it larger: true or false
    #[arg(long, value_name = "BOOL")]
    featured: Option<bool>,
    /// Whether the front page shows it before all others: true or false
    #[arg(long, value_name = "BOOL")]
    sticky: Option<bool>,
    /// The menu that leads to a page: footer, navigation or none
    #[arg(long)]
    menu: Option<String>,
    /// Its place in the menu; smaller numbers come first
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    menu_order: Option<i64>,
    /// Whether the article accepts comments: open, hold_all or closed
    #[arg(long)]
    comments: Option<String>,
    /// For how many days after publication it accepts comments; 0 for no limit
    #[arg(long, value_name = "N")]
    comments_days: Option<i64>,
    /// What readers read in place of the form while it is closed
    #[arg(long, value_name = "TEXT")]
    comments_message: Option<String>,
    /// What commenters read above the form, in Markdown
    #[arg(long, value_name = "TEXT")]
    guidelines: Option<String>,
    /// Read a password from the first line of standard input, which readers then need
    #[arg(long, conflicts_with = "no_password")]
    password_stdin: bool,
    /// Let everybody read the article again
    #[arg(long)]
    no_password: bool,
    /// What was wrong, for readers: shown under the article with the time
    #[arg(long, value_name = "TEXT")]
    correction: Option<String>,
    /// Tell readers that the story was updated
    #[arg(long)]
    updated: bool,
    /// Print a JSON object with "id", "url" and "done" (changed or unchanged)
    #[arg(long)]
    json: bool,
}

/// What `article change` changes.
#[derive(Clone, Debug)]
pub(super) enum Target {
    /// The article with this number.
    Id(ArticleId),
    /// The article that the file names.
    File(PathBuf),
}

impl std::str::FromStr for Target {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Target, Self::Err> {
        Ok(text.parse().map_or_else(|_| Target::File(text.into()), Target::Id))
    }
}

/// The outcome of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Done {
    Added,
    Changed,
    Unchanged,
}

/// The JSON output.
#[derive(Serialize)]
struct SaveOutput {
    id: ArticleId,
    url: String,
    done: Done,
}

/// Adds the article in a file, or changes the one that has its id or its path.
pub(super) fn add(args: Add, config: Config) -> Result<()> {
    // The file is read before the database is opened, so that a fault in it does not create
    // a data folder.
    let mut file = read_file(&args.file, &config.site.timezone)?;
    let app = open(config)?;
    pictures::upload(&app, &args.file, &mut file, Mode::Upload)
        .map_err(|cause| in_file(cause, &args.file))?;
    let File { id, article: submitted, .. } = file;
    let given = submitted.status.clone();
    let status = if args.draft { Status::Draft.name() } else { Status::Published.name() };
    let new = Submitted {
        status: if args.draft { Some(status.into()) } else { given.or(Some(status.into())) },
        ..submitted.clone()
    };
    let now = app.clock.now();
    let wished = submitted.path.as_deref().and_then(|raw| path::parse(raw).ok());
    let permalink = app.settings().articles.permalink.clone();
    let edit = Edit::parse(submitted, now)?;
    let present = block_on(app.db.read(move |conn| named(conn, id, wished.as_deref())))?;
    if let Some(article) = present {
        return finish(&app, apply(&app, article.id, &edit)?, args.json);
    }
    if let Some(id) = id {
        return Err(no_such(id));
    }
    let new = NewArticle::parse(new, now)?;
    let author = args.author.map(|email| account(&app, &email)).transpose()?;
    let saved = write(&app, move |conn| {
        let editing = Editing { by: None, permalink: &permalink, now };
        articles::create(conn, &new, author, editing)
    })?;
    finish(&app, (saved.article, Done::Added), args.json)
}

/// Changes an article.
pub(super) fn change(args: Change, config: Config) -> Result<()> {
    let zone = config.site.timezone.clone();
    // Read before the database is opened, as for `add`.
    let file = match (&args.target, &args.file) {
        (Target::File(_), Some(_)) => {
            let detail = "Give the number of the article before --file, or the file alone";
            return Err(Error::invalid("file", "unexpected", detail));
        }
        (Target::File(path), None) | (Target::Id(_), Some(path)) => {
            Some((path, read_file(path, &zone)?))
        }
        (Target::Id(_), None) => None,
    };
    let (id, path) = match (&args.target, &file) {
        (Target::Id(id), Some((path, file))) if file.id.is_some_and(|written| written != *id) => {
            let detail = format!("{} is the file of another article", shown(path));
            return Err(Error::invalid("file", "other_article", detail));
        }
        (Target::Id(id), _) => (Some(*id), None),
        (Target::File(_), Some((_, file))) => {
            (file.id, file.article.path.as_deref().and_then(|raw| path::parse(raw).ok()))
        }
        (Target::File(_), None) => (None, None),
    };
    let password = if args.password_stdin {
        if file.as_ref().is_some_and(|(path, _)| is_standard_input(path)) {
            let detail = "Standard input is the file already; give the file by its name";
            return Err(Error::invalid("password_stdin", "unexpected", detail));
        }
        Some(password::read_line()?)
    } else {
        args.no_password.then(SecretString::default)
    };
    let app = open_site(config)?;
    let article = match block_on(app.db.read(move |conn| named(conn, id, path.as_deref())))? {
        Some(article) => article,
        None => return Err(id.map_or_else(unnamed, no_such)),
    };
    let fields = match file {
        Some((path, mut file)) => {
            pictures::upload(&app, path, &mut file, Mode::Upload)
                .map_err(|cause| in_file(cause, path))?;
            file.article
        }
        None => Submitted::default(),
    };
    let submitted = Submitted { password, ..with_fields(fields, &args, &zone) };
    let edit = Edit::parse(submitted, app.clock.now())?;
    let edit = block_on(edit.hashed(&app.passwords))?;
    finish(&app, apply(&app, article.id, &edit)?, args.json)
}

/// The fields of the file with those of the command over them.
fn with_fields(file: Submitted, args: &Change, zone: &Zone) -> Submitted {
    let tags = args.tags.as_ref().map(|tags| {
        let names = tags.split(',').map(str::trim).filter(|tag| !tag.is_empty());
        names.map(str::to_owned).collect()
    });
    let bylines = args.byline.as_ref().map(|names| {
        names.iter().filter(|name| !name.trim().is_empty()).cloned().collect::<Vec<_>>()
    });
    let time = args.published_at.as_ref().map(|time| content::time(TimeFormat::Local(zone), time));
    Submitted {
        title: args.title.clone().or(file.title),
        summary: args.summary.clone().or(file.summary),
        body: file.body,
        bylines: bylines.or(file.bylines),
        byline: file.byline,
        lead_image: file.lead_image,
        section: args.section.clone().or(file.section),
        tags: tags.or(file.tags),
        path: args.path.clone().or(file.path),
        published_at: time.or(file.published_at),
        status: args.status.clone().or(file.status),
        choices: SubmittedChoices {
            kind: args.kind.clone().or(file.choices.kind),
            language: args.language.clone().or(file.choices.language),
            featured: args.featured.or(file.choices.featured),
            sticky: args.sticky.or(file.choices.sticky),
            menu: args.menu.clone().or(file.choices.menu),
            menu_order: args.menu_order.or(file.choices.menu_order),
            comments: args.comments.clone().or(file.choices.comments),
            comments_open: file.choices.comments_open,
            comments_days: args.comments_days.or(file.choices.comments_days),
            comments_message: args.comments_message.clone().or(file.choices.comments_message),
            guidelines: args.guidelines.clone().or(file.choices.guidelines),
        },
        correction: args.correction.clone().or(file.correction),
        corrections: file.corrections,
        updated: args.updated.then_some(true),
        password: None,
        note: None,
        replace_redirect: args.replace_redirect.then_some(true),
    }
}

/// The article with this number, or else the one that has this path now.
pub(super) fn named(
    conn: &mut Connection,
    id: Option<ArticleId>,
    path: Option<&str>,
) -> Result<Option<Article>> {
    match (id, path) {
        (Some(id), _) => match articles::by_id(conn, id) {
            Err(Error::NotFound) => Ok(None),
            found => found.map(Some),
        },
        (None, Some(path)) => match articles::by_path(conn, path)? {
            PathLookup::Article(article) if article.path == path => Ok(Some(*article)),
            _ => Ok(None),
        },
        (None, None) => Ok(None),
    }
}

fn no_such(id: ArticleId) -> Error {
    with_article_id(Error::NotFound, id)
}

fn unnamed() -> Error {
    Error::invalid(
        "file",
        "no_article",
        "No article has the `id` or the `path` of the file; add it by `rejoinder article add`",
    )
}

/// Applies what differs, so that the same file twice is one change.
fn apply(app: &App, id: ArticleId, edit: &Edit) -> Result<(Article, Done)> {
    let (now, edit) = (app.clock.now(), edit.clone());
    let permalink = app.settings().articles.permalink.clone();
    write(app, move |conn| {
        let article = articles::by_id(conn, id)?;
        let edit = edit.clone().without_unchanged(&article);
        let editing = Editing { by: None, permalink: &permalink, now };
        let saved = articles::edit(conn, id, article.version, &edit, editing)?;
        let is_same = saved.article.version == article.version;
        Ok((saved.article, if is_same { Done::Unchanged } else { Done::Changed }))
    })
}

fn finish(app: &App, (article, done): (Article, Done), json: bool) -> Result<()> {
    let (url, status) = (url(app, &article), article.status.name());
    if json {
        return print_json(&SaveOutput { id: article.id, url, done });
    }
    let became = match done {
        Done::Added => "is",
        Done::Changed => "was changed and is",
        Done::Unchanged => "has not changed and is",
    };
    print(&format!("Article {} {became} {status}: {url}", article.id))
}

/// Reads a Markdown file, or standard input if it is `-`.
pub(super) fn read_file(file: &Path, zone: &Zone) -> Result<File> {
    // The largest front matter is much smaller than the largest body.
    const LARGEST: usize = 2 * body::BODY;
    let unreadable = |cause: &dyn std::fmt::Display| {
        Error::invalid("file", "unreadable", format!("{} cannot be read: {cause}", shown(file)))
    };
    let from: Box<dyn Read> = match is_standard_input(file) {
        true => Box::new(std::io::stdin()),
        false => Box::new(std::fs::File::open(file).map_err(|cause| unreadable(&cause))?),
    };
    let mut text = String::new();
    from.take(LARGEST as u64 + 1).read_to_string(&mut text).map_err(|cause| unreadable(&cause))?;
    if text.len() > LARGEST {
        return Err(unreadable(&format!("it is larger than {} kB", LARGEST / 1_000)));
    }
    front_matter::read(&text, zone).map_err(|error| in_file(error, file))
}

fn is_standard_input(file: &Path) -> bool {
    file.as_os_str() == "-"
}

/// The name of a file in a message.
fn shown(file: &Path) -> Cow<'_, str> {
    if is_standard_input(file) { "standard input".into() } else { file.to_string_lossy() }
}

/// Adds the name of the file to each fault.
pub(super) fn in_file(error: Error, file: &Path) -> Error {
    let Error::Invalid(mut faults) = error else { return error };
    for fault in &mut faults {
        fault.detail = format!("{}: {}", shown(file), fault.detail.in_english()).into();
    }
    Error::Invalid(faults)
}

/// The account with this address.
fn account(app: &App, email: &str) -> Result<AccountId> {
    let email =
        EmailAddress::parse(email).map_err(|fault| Error::Invalid(vec![fault.of("author")]))?;
    let index = app.vault.index(&email.canonical());
    let found = block_on(app.db.read(move |conn| accounts::of_address(conn, &index)));
    found.map(|account| account.id).map_err(|cause| match cause {
        Error::NotFound => Error::invalid(
            "author",
            "unknown",
            "There is no account with this address; see `rejoinder user list`",
        ),
        other => other,
    })
}
