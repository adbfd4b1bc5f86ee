//! `rejoinder article`: articles from Markdown files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;

use crate::accounts;
use crate::address::EmailAddress;
use crate::app::App;
use crate::articles::content::{self, NewArticle, Submitted};
use crate::articles::listing::{Filter, Start};
use crate::articles::model::{Article, Status};
use crate::articles::save::Editing;
use crate::articles::{self, front_matter};
use crate::cli::{print, print_json};
use crate::clock::{Clock, Time, Zone};
use crate::config::Config;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::{AccountId, ArticleId};

/// How many articles `list` reads with one query.
const AT_A_TIME: i64 = 100;

/// Arguments of `article`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Add an article from a Markdown file with front matter
    #[command(after_long_help = "\
The file starts with front matter, of which only the title is required:

  ---
  title: Harbour bridge to close for repairs
  section: City
  tags: [harbour, traffic]
  byline: Ana Ruiz
  published_at: 2026-11-22T09:30:00Z
  summary: Three weeks without cars.
  path: /2026/11/harbour-bridge
  ---

  The bridge was built in **1931** …

TOML between lines of three plus signs works as well. The article is public at once, unless
--draft is given; without published_at it is published now, and with one in the future then.

Examples:
  rejoinder article add bridge.md
  rejoinder article add bridge.md --json
  rejoinder article add bridge.md --draft --author ana@example.org")]
    Add {
        /// The Markdown file
        #[arg(value_name = "FILE.md")]
        file: PathBuf,
        /// Add it as a draft, which readers do not see
        #[arg(long)]
        draft: bool,
        /// The e-mail address of the author's account, which may then change the article and gets
        /// mail about its comments
        #[arg(long, value_name = "EMAIL")]
        author: Option<String>,
        /// Print a JSON object with "id" and "url"
        #[arg(long)]
        json: bool,
    },
    /// List all articles, newest first
    #[command(
        after_long_help = "Examples:\n  rejoinder article list\n  rejoinder article list --json"
    )]
    List {
        /// Print a JSON array
        #[arg(long)]
        json: bool,
    },
    /// Make an article public
    #[command(after_long_help = "Examples:\n  rejoinder article publish 12")]
    Publish {
        /// The number that `article list` shows
        id: ArticleId,
    },
    /// Remove an article from the site without deleting it
    #[command(after_long_help = "Examples:\n  rejoinder article withdraw 12")]
    Withdraw {
        /// The number that `article list` shows
        id: ArticleId,
    },
}

/// Runs the subcommand. A running `serve` on the same database shows the change within a second.
pub(super) fn run(args: Args, config: Config) -> Result<()> {
    match args.command {
        Command::Add { file, draft, author, json } => {
            // The file is read before the database is opened, so that a fault in it does not create
            // a data folder.
            let submitted = read(&file, &config.site.timezone)?;
            let status = if draft { Status::Draft } else { Status::Published };
            let submitted = Submitted { status: Some(status.name().to_owned()), ..submitted };
            let app = Arc::new(App::open(config, Clock::System)?);
            let now = app.clock.now();
            let new = NewArticle::parse(submitted, now)?;
            let author = author.map(|email| account(&app, &email)).transpose()?;
            let permalink = app.config.articles.permalink.clone();
            let saved = write(&app, move |conn| {
                let editing = Editing { by: None, permalink: &permalink, now };
                articles::create(conn, &new, author, editing)
            })?;
            show(&app, &saved.article, json)
        }
        Command::List { json } => list(&App::open(config, Clock::System)?, json),
        Command::Publish { id } => {
            let app = App::open(config, Clock::System)?;
            let now = app.clock.now();
            let permalink = app.config.articles.permalink.clone();
            let saved = write(&app, move |conn| articles::publish(conn, id, &permalink, now))
                .map_err(|cause| with_article_id(cause, id))?;
            show(&app, &saved.article, false)
        }
        Command::Withdraw { id } => {
            let app = App::open(config, Clock::System)?;
            let now = app.clock.now();
            let permalink = app.config.articles.permalink.clone();
            let saved = write(&app, move |conn| articles::withdraw(conn, id, &permalink, now))
                .map_err(|cause| with_article_id(cause, id))?;
            show(&app, &saved.article, false)
        }
    }
}

/// The JSON output of `add`.
#[derive(Serialize)]
struct AddOutput {
    id: ArticleId,
    url: String,
}

/// An item in the JSON output of `list`.
#[derive(Serialize)]
struct Line {
    id: ArticleId,
    status: Status,
    published_at: Option<Time>,
    title: String,
    url: String,
}

fn read(file: &Path, zone: &Zone) -> Result<Submitted> {
    let unreadable = |cause: &dyn std::fmt::Display| {
        Error::invalid("file", "unreadable", format!("{} cannot be read: {cause}", file.display()))
    };
    let size = std::fs::metadata(file).map_err(|cause| unreadable(&cause))?.len();
    // The largest front matter is much smaller than the largest body.
    if size > 2 * content::BODY as u64 {
        return Err(unreadable(&format!("it is larger than {} kB", 2 * content::BODY / 1_000)));
    }
    let text = std::fs::read_to_string(file).map_err(|cause| unreadable(&cause))?;
    front_matter::read(&text, zone).map_err(|error| in_file(error, file))
}

/// Adds the name of the file to each fault.
fn in_file(error: Error, file: &Path) -> Error {
    let Error::Invalid(mut faults) = error else { return error };
    for fault in &mut faults {
        fault.detail = format!("{}: {}", file.display(), fault.detail.in_english()).into();
    }
    Error::Invalid(faults)
}

/// The account with this address.
fn account(app: &Arc<App>, email: &str) -> Result<AccountId> {
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

fn list(app: &App, json: bool) -> Result<()> {
    let filter = Filter::default();
    let mut lines: Vec<Line> = Vec::new();
    let mut start = Start::Beginning;
    loop {
        let by = filter.clone();
        let found = block_on(app.db.read(move |conn| articles::list(conn, &by, start, AT_A_TIME)))?;
        let Some(last) = found.last() else { break };
        start = last.position(&filter);
        lines.extend(found.into_iter().map(|article| Line {
            id: article.id,
            status: article.status,
            published_at: article.published_at,
            url: format!("{}{}", app.config.server.base_url, article.href()),
            title: article.title,
        }));
    }
    if json {
        return print_json(&lines);
    }
    for line in &lines {
        let date = line
            .published_at
            .map(|time| time.utc().strftime("%Y-%m-%d").to_string())
            .unwrap_or_default();
        print(&format!(
            "{:>6}  {:<9}  {date:<10}  {}  {}",
            line.id,
            line.status.name(),
            line.title,
            line.url
        ))?;
    }
    Ok(())
}

fn show(app: &App, article: &Article, json: bool) -> Result<()> {
    let url = format!("{}{}", app.config.server.base_url, article.href());
    if json {
        return print_json(&AddOutput { id: article.id, url });
    }
    print(&format!("Article {} is {}: {url}", article.id, article.status.name()))
}

fn with_article_id(cause: Error, id: ArticleId) -> Error {
    match cause {
        Error::NotFound => Error::internal(format!("there is no article {id}")),
        other => other,
    }
}

fn write<T: Send + 'static>(
    app: &App,
    work: impl FnMut(&mut Connection) -> Result<T> + Send + 'static,
) -> Result<T> {
    block_on(app.db.write(work))
}

fn block_on<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Error::internal)?;
    runtime.block_on(work)
}
