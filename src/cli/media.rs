//! `rejoinder media`: pictures of the library.

use std::path::PathBuf;

use crate::app::App;
use crate::cli::article::pictures;
use crate::cli::{block_on, open_site, print, print_json};
use crate::clock::Clock;
use crate::config::Config;
use crate::error::Result;
use crate::ids::MediaId;
use crate::media;
use crate::media::model::{Description, Media, Submitted, Use};
use crate::media::web::shapes::{self, MediaOut};
use crate::media::{Added, Filter, Upload};

/// How many pictures `list` reads with one query.
const AT_A_TIME: i64 = 100;

/// Arguments of `media`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Upload a picture: JPEG, PNG, WebP or GIF
    #[command(after_long_help = "\
The picture is turned upright, cut to sizes and encoded anew, without metadata such as the place where
it was taken. A file that was uploaded before is not stored again. The output has the path to use in
Markdown: ![A crane](/media/…/2160.jpg \"The caption\")

Examples:
  rejoinder media add crane.jpg --alt \"The old crane at dusk\" --credit \"Ines Almeida\"
  rejoinder media add crane.jpg --alt \"The old crane at dusk\" --json")]
    Add {
        /// The picture
        file: PathBuf,
        /// What it shows, for readers who cannot see it
        #[arg(long)]
        alt: Option<String>,
        /// The line under it
        #[arg(long)]
        caption: Option<String>,
        /// Who made it or owns it
        #[arg(long)]
        credit: Option<String>,
        /// Print the JSON of the API
        #[arg(long)]
        json: bool,
    },
    /// List pictures, the latest first
    #[command(after_long_help = "\
Examples:
  rejoinder media list
  rejoinder media list --search crane --json
  rejoinder media list --unused")]
    List {
        /// Only those with these words in name, description, caption or credit
        #[arg(long, value_name = "WORDS")]
        search: Option<String>,
        /// Only those that no article uses
        #[arg(long)]
        unused: bool,
        /// Only those without a description for readers who cannot see them
        #[arg(long)]
        undescribed: bool,
        /// Print a JSON array
        #[arg(long)]
        json: bool,
    },
}

/// Runs the subcommand.
pub(super) fn run(args: Args, config: Config) -> Result<()> {
    match args.command {
        Command::Add { file, alt, caption, credit, json } => {
            let submitted = Submitted { alt, caption, credit, focal_point: None };
            let description = Description::parse(submitted)?;
            let app = App::open(config, Clock::System)?;
            let bytes = pictures::read(&app, &file)?;
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let upload = Upload { file: bytes, name, description };
            let added = block_on(media::add(&app, upload, None))?;
            show(&app, &added, json)
        }
        Command::List { search, unused, undescribed, json } => {
            let text = search.unwrap_or_default();
            let filter = Filter { text, unused, undescribed, by: None };
            list(&open_site(config)?, &filter, json)
        }
    }
}

fn show(app: &App, added: &Added, json: bool) -> Result<()> {
    let media = added.media();
    if json {
        let uses = used(app, &[media.id])?.remove(&media.id);
        return print_json(&out(app, media, uses));
    }
    let done = match added {
        Added::New { was_animated: false, .. } => "was added",
        Added::New { was_animated: true, .. } => {
            "was added; of the animation the first frame is kept"
        }
        Added::Present(_) => "was there already",
    };
    print(&format!("Picture {} {done}: {}", media.id, media.path()))
}

fn list(app: &App, filter: &Filter, json: bool) -> Result<()> {
    let mut items: Vec<MediaOut> = Vec::new();
    let mut after: Option<MediaId> = None;
    loop {
        let by = filter.clone();
        let found = block_on(app.db.read(move |conn| media::list(conn, &by, after, AT_A_TIME)))?;
        let ids: Vec<MediaId> = found.iter().map(|media| media.id).collect();
        let Some(last) = ids.last() else { break };
        after = Some(*last);
        let mut uses = used(app, &ids)?;
        for media in &found {
            let uses = uses.remove(&media.id);
            if json {
                items.push(out(app, media, uses));
                continue;
            }
            let count = uses.map_or(0, |uses| uses.len());
            let (width, height) = (media.width, media.height);
            let alt = if media.alt.is_empty() { "(not described)" } else { &media.alt };
            print(&format!(
                "{:>6}  {width:>4} × {height:<5} used {count:<3} {}  {alt}",
                media.id,
                media.path()
            ))?;
        }
    }
    if json { print_json(&items) } else { Ok(()) }
}

fn used(app: &App, ids: &[MediaId]) -> Result<std::collections::HashMap<MediaId, Vec<Use>>> {
    let ids = ids.to_vec();
    block_on(app.db.read(move |conn| media::uses(conn, &ids)))
}

fn out(app: &App, media: &Media, uses: Option<Vec<Use>>) -> MediaOut {
    shapes::full(media, uses.unwrap_or_default(), &app.config.server.base_url)
}
