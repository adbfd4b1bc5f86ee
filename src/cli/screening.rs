//! `rejoinder screening`: the spam filter on files, without a site.

mod evaluate;
mod lines;

use std::io;
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::cli::screening::lines::{Lines, fault, unusable};
use crate::config::Policy;
use crate::error::{Error, Result};
use crate::screening::filter::evaluation::Stream;
use crate::screening::filter::file;
use crate::screening::filter::label::Label;
use crate::screening::filter::model::{Model, SplitMix64};

/// Arguments of `screening`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Learn from labelled comments and write a model
    #[command(after_long_help = "\
FILE is JSON Lines, one comment each; `-` is standard input:
  {\"id\": \"7\", \"text\": \"…\", \"name\": \"…\", \"email\": \"…\", \"website\": \"…\", \"label\": 1}
Only id and text are required; training needs the label as well: 1 is spam, 0 is not.
Neither configuration nor database is read.

Examples:
  rejoinder screening train comments.jsonl --model spam.model
  cat 2024.jsonl 2025.jsonl | rejoinder screening train - --model spam.model")]
    Train {
        /// Labelled comments
        file: PathBuf,
        /// The file to write; an existing one is replaced
        #[arg(long, value_name = "MODEL")]
        model: PathBuf,
    },
    /// Print each comment's score: the probability that it is spam
    #[command(after_long_help = "\
Prints `id<TAB>score` for each line of FILE (see `screening train --help`), in order. Without a
model the untrained filter is used. With --learn the label of each line, if it has one, is learned
after the line is scored; the file of the model is not changed.

Examples:
  rejoinder screening score new.jsonl --model spam.model
  rejoinder screening score new.jsonl
  rejoinder screening score labelled.jsonl --learn")]
    Score {
        /// Comments
        file: PathBuf,
        /// A model that `train` wrote
        #[arg(long, value_name = "MODEL")]
        model: Option<PathBuf>,
        /// Learn each line's label after scoring the line
        #[arg(long)]
        learn: bool,
    },
    /// Measure the filter on labelled comments
    #[command(after_long_help = "\
Trains on a random half of FILE and scores the other half, for several seeds, and prints the mean,
the standard deviation and the worst value of each measure. Then scores and learns each line in the
order of the file, beginning with an untrained filter; then scores all lines without training.
Recall is the share of spam above the threshold that is exceeded by the named share of legitimate
comments. The reliability table shows the share of spam for each range of scores.

With --closed-loop the filter publishes the lines of FILE in their order under a policy, in lots of
200, and learns only from comments that moderators would see: those that it holds, and a random half
of the public spam. This measures how much spam becomes public and how many legitimate comments are
held on a site with that policy.

Examples:
  rejoinder screening evaluate comments.jsonl
  rejoinder screening evaluate comments.jsonl --seed 7 --seeds 1 --json
  rejoinder screening evaluate comments.jsonl --closed-loop publish_all --seeds 5")]
    Evaluate {
        /// Labelled comments, at least two with each label
        file: PathBuf,
        /// The first seed; further seeds are the following numbers
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// The number of seeds
        #[arg(
            long,
            alias = "splits",
            value_name = "N",
            default_value_t = 10,
            value_parser = clap::value_parser!(u32).range(1..=1000),
        )]
        seeds: u32,
        /// Publish under this policy, and learn only from comments that moderators would see
        #[arg(
            long,
            value_name = "POLICY",
            value_parser = PossibleValuesParser::new(Policy::ALL.map(Policy::name))
                .map(|name| Policy::parse(&name).unwrap_or_default()),
        )]
        closed_loop: Option<Policy>,
        /// Print a JSON object
        #[arg(long)]
        json: bool,
    },
}

/// Runs the subcommand.
pub(super) fn run(args: Args) -> Result<()> {
    match args.command {
        Command::Train { file, model } => train(&file, &model),
        Command::Score { file, model, learn } => score(&file, model.as_deref(), learn),
        Command::Evaluate { file, seed, seeds, closed_loop: None, json } => {
            evaluate::split(&file, seed, seeds, json)
        }
        Command::Evaluate { file, seed, seeds, closed_loop: Some(policy), json } => {
            evaluate::closed_loop(&file, policy, seed, seeds, json)
        }
    }
}

fn train(path: &Path, to: &Path) -> Result<()> {
    let mut comments = Vec::new();
    for line in Lines::open(path)? {
        let line = line?;
        comments.push((
            line.comment,
            line.label.ok_or_else(|| fault(path, line.number, "has no \"label\""))?,
        ));
    }
    let spam = comments.iter().filter(|(_, label)| *label == Label::Spam).count();
    let (count, fine) = (comments.len(), comments.len() - spam);
    // Files are often sorted by label or by date, but training needs a random order.
    SplitMix64(SEED).shuffle(&mut comments);
    let mut model = Model::default();
    model.train(comments.iter().map(|(comment, label)| (comment.vector(), *label)), SEED);
    let bytes = file::write(&model).map_err(Error::internal)?;
    replace(to, &bytes).map_err(|cause| unusable("model", to, &cause))?;
    super::print(&format!(
        "Trained on {count} comments ({spam} spam, {fine} legitimate); wrote {}",
        to.display()
    ))
}

/// A fixed seed, so that the same file gives the same model.
const SEED: u64 = 1;

/// Writes a temporary file and renames it, so that the model is never incomplete.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut temporary = path.as_os_str().to_owned();
    temporary.push(".new");
    std::fs::write(&temporary, bytes)?;
    std::fs::rename(&temporary, path)
}

fn score(path: &Path, model: Option<&Path>, learn: bool) -> Result<()> {
    let model = match model {
        Some(path) => {
            let bytes = std::fs::read(path).map_err(|cause| unusable("model", path, &cause))?;
            file::read(&bytes).map_err(|broken| unusable("model", path, &broken))?
        }
        None => Model::default(),
    };
    let mut stream = Stream::new(model);
    for line in Lines::open(path)? {
        let line = line?;
        let vector = line.comment.vector();
        let score = match line.label {
            Some(label) if learn => stream.score_then_learn(&vector, label),
            _ => stream.score(&vector),
        };
        super::print(&format!("{}\t{score}", line.comment.id.0))?;
    }
    Ok(())
}
