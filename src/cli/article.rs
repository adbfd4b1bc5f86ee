//! `rejoinder article`: articles from Markdown files, and changes of them.

pub(super) mod pictures;
mod saving;
mod showing;
mod sync;

use std::path::PathBuf;

use crate::app::App;
use crate::articles;
use crate::articles::model::Article;
use crate::cli::{block_on, open_site, print};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::ArticleId;

use saving::{Add, Change};

/// Arguments of `article`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Add an article from a Markdown file with front matter, or change the one with its id or path
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
--draft or `status: draft` is given; without published_at it is published now, and with one in the
future then. `comments: closed` closes it for comments, `hold_all` holds each. `language: pt-BR`,
`featured: true`, `sticky: true` and `kind: page` (with `menu` and `menu_order`) are possible too.

Pictures beside the file are uploaded: `![A crane](photos/crane.jpg \"The caption\")` in the text, and
`lead_image: photos/mud.jpg` in the front matter.

If the file has an `id`, or a `path` that an article has, that article is changed and no other is
added; the output says which. Readers are told of the change only by `correction:` (one line that
says what was wrong).

Examples:
  rejoinder article add bridge.md
  rejoinder article add bridge.md --json
  rejoinder article add bridge.md --draft --author ana@example.org
  pandoc --to gfm --standalone bridge.docx | rejoinder article add -")]
    Add {
        /// The Markdown file; - for standard input
        #[arg(value_name = "FILE.md")]
        file: PathBuf,
        /// Add it as a draft, which readers do not see
        #[arg(long)]
        draft: bool,
        /// The e-mail address of the author's account, which may then change the article and gets
        /// mail about its comments
        #[arg(long, value_name = "EMAIL")]
        author: Option<String>,
        /// Print a JSON object with "id", "url" and "done" (added, changed or unchanged)
        #[arg(long)]
        json: bool,
    },
    /// Change an article, by a file or by single fields
    #[command(after_long_help = "\
With a FILE, the article with its `id` or `path` gets the fields of the file; with a number, the
fields that are given. Fields that are not given stay as they are. Each change is kept as a revision.

A change is silent unless readers are told: --correction shows what was wrong, --updated shows
\"Updated on\".

Examples:
  rejoinder article change bridge.md
  rejoinder article change 12 --file bridge.md
  rejoinder article change 12 --title \"Bridge closes on Monday\"
  rejoinder article change 12 --correction \"The bridge is 40 metres long, not 400.\" --file bridge.md
  rejoinder article change 12 --status scheduled --published-at \"2026-12-24 08:00\"
  rejoinder article change 12 --path /city/bridge")]
    Change(Box<Change>),
    /// Add and change the articles of a folder of Markdown files
    #[command(after_long_help = "\
Reads every .md and .markdown file in the folder and the folders in it. A file with an `id`, or with
the `path` of an article, changes that article. Any other file is added, and the database remembers
which article it has become. A file that has not changed since the last time is skipped, so what was
changed at the desk meanwhile stays; a renamed file keeps its article.

Articles whose files have disappeared are listed, and stay public unless --withdraw-missing is given.
A file with a fault is reported with its line, and the others are still applied; the exit code is 1
then.

Examples:
  rejoinder article sync stories
  rejoinder article sync stories --dry-run
  rejoinder article sync stories --withdraw-missing --json
  rejoinder article sync /tmp/checkout/content --source content")]
    Sync(sync::Sync),
    /// Show an article
    #[command(after_long_help = "\
Examples:
  rejoinder article show 12
  rejoinder article show 12 --json")]
    Show {
        /// The number that `article list` shows
        id: ArticleId,
        /// Print the JSON of the API
        #[arg(long)]
        json: bool,
    },
    /// Write an article as a Markdown file with front matter
    #[command(after_long_help = "\
`article add` or `article change` of the file changes the same article; of an unchanged file they
change nothing.

Examples:
  rejoinder article export 12
  rejoinder article export 12 --out bridge.md")]
    Export {
        /// The number that `article list` shows
        id: ArticleId,
        /// The file to write; standard output if not given. An existing file is not overwritten
        #[arg(long, value_name = "FILE.md")]
        out: Option<PathBuf>,
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
    /// Make an article public now
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
            saving::add(Add { file, draft, author, json }, config)
        }
        Command::Change(change) => saving::change(*change, config),
        Command::Sync(args) => sync::run(args, config),
        Command::Show { id, json } => showing::show(&open_site(config)?, id, json),
        Command::Export { id, out } => showing::export(&open_site(config)?, id, out.as_deref()),
        Command::List { json } => showing::list(&open_site(config)?, json),
        Command::Publish { id } => {
            let app = open_site(config)?;
            let (now, permalink) = (app.clock.now(), app.settings().articles.permalink.clone());
            let saved = write(&app, move |conn| articles::publish(conn, id, &permalink, now))
                .map_err(|cause| with_article_id(cause, id))?;
            print_status(&app, &saved.article)
        }
        Command::Withdraw { id } => {
            let app = open_site(config)?;
            let (now, permalink) = (app.clock.now(), app.settings().articles.permalink.clone());
            let saved = write(&app, move |conn| articles::withdraw(conn, id, &permalink, now))
                .map_err(|cause| with_article_id(cause, id))?;
            print_status(&app, &saved.article)
        }
    }
}

fn open(config: Config) -> Result<App> {
    App::open(config, Clock::System)
}

fn print_status(app: &App, article: &Article) -> Result<()> {
    print(&format!("Article {} is {}: {}", article.id, article.status.name(), url(app, article)))
}

fn url(app: &App, article: &Article) -> String {
    format!("{}{}", app.config.server.base_url, article.href())
}

fn with_article_id(cause: Error, id: ArticleId) -> Error {
    match cause {
        Error::NotFound => Error::internal(format!("there is no article {id}")),
        other => other,
    }
}

fn read<T: Send + 'static>(
    app: &App,
    work: impl FnMut(&mut Connection) -> Result<T> + Send + 'static,
) -> Result<T> {
    block_on(app.db.read(work))
}

fn write<T: Send + 'static>(
    app: &App,
    work: impl FnMut(&mut Connection) -> Result<T> + Send + 'static,
) -> Result<T> {
    block_on(app.db.write(work))
}
