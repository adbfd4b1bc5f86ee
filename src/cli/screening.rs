//! `rejoinder screening`: the spam filter by itself, on files, apart from any site.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::screening::filter::evaluation::{self, Measures, Stream};
use crate::screening::filter::features::Sample;
use crate::screening::filter::file;
use crate::screening::filter::model::{Dice, Label, Model};
use crate::screening::filter::vector::Vector;

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
All but id and text may be left out, except that training needs the label: 1 is spam, 0 is not.
No configuration and no database is read.

Examples:
  rejoinder screening train comments.jsonl --model spam.model
  cat 2024.jsonl 2025.jsonl | rejoinder screening train - --model spam.model")]
    Train {
        /// Labelled comments
        file: PathBuf,
        /// Where the model goes; one that is there is replaced
        #[arg(long, value_name = "MODEL")]
        model: PathBuf,
    },
    /// Print each comment's score: the probability that it is spam
    #[command(after_long_help = "\
Prints `id<TAB>score` for each line of FILE (see `screening train --help`), in order. Without a
model the filter is as it is before any training. With --learn each line is scored and its label,
if it has one, is learned before the next; the model's file stays as it is.

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
Trains on a random half of FILE and scores the other, for several seeds, and prints the means; then
scores each line before learning it, in the order of the file, beginning with nothing; then scores
all lines without any training. Recall is the share of spam above the threshold that the named
share of fine comments is above.

Examples:
  rejoinder screening evaluate comments.jsonl
  rejoinder screening evaluate comments.jsonl --seed 7 --splits 1 --json")]
    Evaluate {
        /// Labelled comments, at least two of spam and two that are fine
        file: PathBuf,
        /// The seed of the first split; the next have the numbers that follow
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// How many splits to take the mean of
        #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=1000))]
        splits: u32,
        /// Print a JSON object
        #[arg(long)]
        json: bool,
    },
}

/// Trains, scores or measures.
pub(super) fn run(args: Args) -> Result<()> {
    match args.command {
        Command::Train { file, model } => train(&file, &model),
        Command::Score { file, model, learn } => score(&file, model.as_deref(), learn),
        Command::Evaluate { file, seed, splits, json } => evaluate(&file, seed, splits, json),
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
    // Files are often sorted by label or by date, and lessons are gone over a part at a time.
    Dice(SEED).shuffle(&mut comments);
    let mut model = Model::default();
    model.train(comments.iter().map(|(comment, label)| (comment.vector(), *label)), SEED);
    let bytes = file::write(&model).map_err(Error::internal)?;
    replace(to, &bytes).map_err(|cause| unusable("model", to, &cause))?;
    super::print(&format!(
        "Learned {count} comments ({spam} spam, {fine} fine) into {}",
        to.display()
    ))
}

/// The same file makes the same model.
const SEED: u64 = 1;

/// Writes beside the file and then puts it in its place, so that a model is never half there.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    std::fs::write(&beside, bytes)?;
    std::fs::rename(&beside, path)
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

/// What `evaluate` finds.
#[derive(Serialize)]
struct Report {
    comments: usize,
    spam: usize,
    split: Splits,
    score_then_learn: Measures,
    untrained: Measures,
}

#[derive(Serialize)]
struct Splits {
    seed: u64,
    splits: u32,
    mean: Measures,
    /// Of each measure the worst of all splits.
    worst: Measures,
}

fn evaluate(path: &Path, seed: u64, splits: u32, json: bool) -> Result<()> {
    let mut lessons: Vec<(Vector, Label)> = Vec::new();
    for line in Lines::open(path)? {
        let line = line?;
        let label = line.label.ok_or_else(|| fault(path, line.number, "has no \"label\""))?;
        lessons.push((line.comment.vector(), label));
    }
    let spam = lessons.iter().filter(|(_, label)| *label == Label::Spam).count();
    if spam < 2 || lessons.len() - spam < 2 {
        let detail = format!(
            "{}: at least two comments with label 1 and two with label 0 are needed",
            path.display()
        );
        return Err(Error::invalid("FILE", "too_short", detail));
    }
    let found: Vec<Measures> = (0..u64::from(splits))
        .map(|more| evaluation::half_and_half(&lessons, seed.wrapping_add(more)))
        .collect();
    let report = Report {
        comments: lessons.len(),
        spam,
        split: Splits {
            seed,
            splits,
            mean: Measures::mean(&found),
            worst: Measures::worst(&found),
        },
        score_then_learn: evaluation::score_then_learn(&lessons),
        untrained: evaluation::untrained(&lessons),
    };
    if json { super::print_json(&report) } else { tell(&report) }
}

fn tell(report: &Report) -> Result<()> {
    super::print(&format!("{} comments, {} of them spam", report.comments, report.spam))?;
    super::print(
        "                        accuracy   recall at 0.5 %   at 1 %      AUC   calibration error",
    )?;
    let split = format!("half and half, {} ×", report.split.splits);
    let rows = [
        (split.as_str(), report.split.mean),
        ("  the worst of each", report.split.worst),
        ("score, then learn", report.score_then_learn),
        ("untrained", report.untrained),
    ];
    for (name, found) in rows {
        super::print(&format!(
            "{name:<22} {:>9.4} {:>17.4} {:>8.4} {:>8.4} {:>19.4}",
            found.accuracy,
            found.recall_at_half_percent,
            found.recall_at_one_percent,
            found.auc,
            found.calibration_error
        ))?;
    }
    Ok(())
}

/// One comment of a file. Fields that we do not know are none of our business: data sets have their
/// own.
#[derive(Debug, Deserialize)]
struct Comment {
    id: Id,
    text: String,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    email: Option<String>,
    #[serde(default)]
    website: Option<String>,
    #[serde(default)]
    label: Option<serde_json::Value>,
}

impl Comment {
    fn vector(&self) -> Vector {
        let (mailbox, email_domain) =
            match self.email.as_deref().and_then(|email| email.rsplit_once('@')) {
                Some((mailbox, domain)) => (Some(mailbox), Some(domain)),
                None => (None, None),
            };
        Vector::of(&Sample {
            text: &self.text,
            name: self.name.as_deref().unwrap_or_default(),
            mailbox,
            email_domain,
            website: self.website.as_deref(),
            form_age: None,
        })
    }
}

/// A string or a number, printed as it came.
#[derive(Debug)]
struct Id(String);

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> std::result::Result<Id, D::Error> {
        match serde_json::Value::deserialize(deserializer)? {
            serde_json::Value::String(text) if !text.contains(['\t', '\n', '\r']) => Ok(Id(text)),
            serde_json::Value::Number(number) => Ok(Id(number.to_string())),
            _ => Err(serde::de::Error::custom(
                "\"id\" must be a number, or a string without tabs and line breaks",
            )),
        }
    }
}

/// A line that was read.
struct Line {
    number: usize,
    comment: Comment,
    label: Option<Label>,
}

/// The comments of a file, read one by one.
struct Lines {
    path: PathBuf,
    from: Box<dyn BufRead>,
    number: usize,
}

impl Lines {
    fn open(path: &Path) -> Result<Lines> {
        let from: Box<dyn BufRead> = if path == Path::new("-") {
            Box::new(io::stdin().lock())
        } else {
            Box::new(BufReader::new(
                File::open(path).map_err(|cause| unusable("FILE", path, &cause))?,
            ))
        };
        Ok(Lines { path: path.to_owned(), from, number: 0 })
    }

    fn read(&self, bytes: &[u8]) -> Result<Line> {
        let wrong = |what: &str| fault(&self.path, self.number, what);
        // Some programs begin a file with a byte order mark.
        let bytes = if self.number == 1 {
            bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes)
        } else {
            bytes
        };
        let comment: Comment = serde_json::from_slice(bytes).map_err(|error| {
            // The column is counted within the line; serde_json's own line number would always be
            // 1.
            let told = error.to_string();
            let what = told.rsplit_once(" at line ").map_or(told.as_str(), |(what, _)| what);
            wrong(&format!("is no comment, at column {}: {what}", error.column()))
        })?;
        let label = match &comment.label {
            None | Some(serde_json::Value::Null) => None,
            Some(serde_json::Value::Bool(is_spam)) => {
                Some(if *is_spam { Label::Spam } else { Label::Fine })
            }
            Some(value) => match value.as_f64() {
                Some(1.0) => Some(Label::Spam),
                Some(0.0) => Some(Label::Fine),
                _ => return Err(wrong("has a \"label\" that is neither 1 (spam) nor 0")),
            },
        };
        Ok(Line { number: self.number, comment, label })
    }
}

impl Iterator for Lines {
    type Item = Result<Line>;

    fn next(&mut self) -> Option<Result<Line>> {
        let mut bytes = Vec::new();
        loop {
            bytes.clear();
            self.number += 1;
            match self.from.read_until(b'\n', &mut bytes) {
                Ok(0) => return None,
                Ok(_) if bytes.trim_ascii().is_empty() => {}
                Ok(_) => return Some(self.read(bytes.trim_ascii_end())),
                Err(cause) => return Some(Err(unusable("FILE", &self.path, &cause))),
            }
        }
    }
}

fn fault(path: &Path, number: usize, what: &str) -> Error {
    Error::invalid("FILE", "line", format!("{}: line {number} {what}", path.display()))
}

fn unusable(argument: &'static str, path: &Path, cause: &dyn std::fmt::Display) -> Error {
    Error::invalid(argument, "unusable", format!("{}: {cause}", path.display()))
}
