//! `rejoinder screening evaluate`: measures the filter on labelled comments.

use std::path::Path;

use serde::Serialize;

use crate::cli::screening::lines::{Comment, Lines, fault};
use crate::config::Policy;
use crate::error::{Error, Result};
use crate::screening::filter::closed_loop::{self, BATCH, Item, Shares};
use crate::screening::filter::evaluation::{self, Measures, Reliability};
use crate::screening::filter::label::Label;
use crate::screening::filter::thresholds::TargetRates;
use crate::screening::filter::vector::Vector;

/// The default rates of the configuration: 20 and 1 in a thousand.
const WANTED: TargetRates = TargetRates { hold: 0.02, spam: 0.001 };

/// The results of the measures on random halves.
#[derive(Serialize)]
struct Report {
    comments: usize,
    spam: usize,
    split: Splits,
    score_then_learn: Measures,
    untrained: Measures,
    /// Over all scored halves.
    reliability: Reliability,
}

#[derive(Serialize)]
struct Splits {
    seed: u64,
    splits: u32,
    mean: Measures,
    deviation: Measures,
    /// The worst value of each measure.
    worst: Measures,
}

/// Measures on random halves, on the lines in their order, and with the untrained filter.
pub(super) fn split(path: &Path, seed: u64, seeds: u32, json: bool) -> Result<()> {
    let lessons: Vec<(Vector, Label)> = read(path, |comment, label| (comment.vector(), label))?;
    let spam = count_spam(path, lessons.iter().map(|(_, label)| *label))?;
    let scored: Vec<_> = (0..u64::from(seeds))
        .map(|more| evaluation::half_and_half(&lessons, seed.wrapping_add(more)))
        .collect();
    let found: Vec<Measures> = scored.iter().map(|half| evaluation::measures(half)).collect();
    let report = Report {
        comments: lessons.len(),
        spam,
        split: Splits {
            seed,
            splits: seeds,
            mean: Measures::mean(&found),
            deviation: Measures::deviation(&found),
            worst: Measures::worst(&found),
        },
        score_then_learn: evaluation::score_then_learn(&lessons),
        untrained: evaluation::untrained(&lessons),
        reliability: Reliability::of(&scored.concat()),
    };
    if json { crate::cli::print_json(&report) } else { print(&report) }
}

fn print(report: &Report) -> Result<()> {
    let line = |text: &str| crate::cli::print(text);
    line(&format!("{} comments, {} of them spam", report.comments, report.spam))?;
    line(
        "                        accuracy   recall at 0.5 %   at 1 %      AUC   calibration error",
    )?;
    let split = format!("half and half, {} ×", report.split.splits);
    let rows = [
        (split.as_str(), report.split.mean),
        ("  deviation", report.split.deviation),
        ("  worst", report.split.worst),
        ("score, then learn", report.score_then_learn),
        ("untrained", report.untrained),
    ];
    for (name, found) in rows {
        line(&format!(
            "{name:<22} {:>9.4} {:>17.4} {:>8.4} {:>8.4} {:>19.4}",
            found.accuracy,
            found.recall_at_half_percent,
            found.recall_at_one_percent,
            found.auc,
            found.calibration_error
        ))?;
    }
    print_reliability(&report.reliability)
}

fn print_reliability(reliability: &Reliability) -> Result<()> {
    crate::cli::print("\nreliability    comments   mean score   share of spam")?;
    for step in &reliability.0 {
        if step.comments > 0 {
            crate::cli::print(&format!(
                "{:.1} to {:.1}     {:>8} {:>12.3} {:>15.3}",
                step.from,
                step.from + 0.1,
                step.comments,
                step.score,
                step.spam
            ))?;
        }
    }
    Ok(())
}

/// The results of closed loops.
#[derive(Serialize)]
struct LoopReport {
    comments: usize,
    spam: usize,
    policy: &'static str,
    lot: usize,
    noticed_per_cent: u64,
    seed: u64,
    seeds: u32,
    whole: Spread,
    second_half: Spread,
    /// How many of a thousand public comments that the last thresholds are based on would be held.
    public_held_per_thousand: Deviating,
    reliability: Reliability,
}

#[derive(Serialize)]
struct Spread {
    mean: Shares,
    deviation: Shares,
}

#[derive(Serialize)]
struct Deviating {
    mean: f64,
    deviation: f64,
}

impl Spread {
    fn of(all: &[Shares]) -> Spread {
        let each = |of: fn(&[f64]) -> f64| {
            let gather = |part: fn(&Shares) -> f64| of(&all.iter().map(part).collect::<Vec<f64>>());
            Shares {
                spam_public: gather(|shares| shares.spam_public),
                spam_noticed: gather(|shares| shares.spam_noticed),
                spam_kept_out: gather(|shares| shares.spam_kept_out),
                fine_held: gather(|shares| shares.fine_held),
                fine_lost: gather(|shares| shares.fine_lost),
            }
        };
        Spread { mean: each(evaluation::mean), deviation: each(evaluation::deviation) }
    }
}

/// Publishes the lines under `policy`, once for each seed, and reports the outcomes.
pub(super) fn closed_loop(
    path: &Path,
    policy: Policy,
    seed: u64,
    seeds: u32,
    json: bool,
) -> Result<()> {
    let stream: Vec<Item> = read(path, |comment, label| Item::of(&comment.sample(), label))?;
    let spam = count_spam(path, stream.iter().map(|item| item.label))?;
    let found: Vec<closed_loop::Report> = (0..u64::from(seeds))
        .map(|more| closed_loop::run(&stream, policy, WANTED, seed.wrapping_add(more)))
        .collect();
    let spread = |part: fn(&closed_loop::Report) -> Shares| {
        Spread::of(&found.iter().map(part).collect::<Vec<Shares>>())
    };
    let held: Vec<f64> = found
        .iter()
        .map(|report| 1_000.0 * report.basis.public_held as f64 / report.basis.public.max(1) as f64)
        .collect();
    let scored: Vec<_> = found.iter().flat_map(|report| report.scored.iter().copied()).collect();
    let report = LoopReport {
        comments: stream.len(),
        spam,
        policy: policy.name(),
        lot: BATCH,
        noticed_per_cent: closed_loop::NOTICED,
        seed,
        seeds,
        whole: spread(|report| report.whole.shares()),
        second_half: spread(|report| report.second_half.shares()),
        public_held_per_thousand: Deviating {
            mean: evaluation::mean(&held),
            deviation: evaluation::deviation(&held),
        },
        reliability: Reliability::of(&scored),
    };
    if json { crate::cli::print_json(&report) } else { print_loop(&report) }
}

fn print_loop(report: &LoopReport) -> Result<()> {
    let line = |text: &str| crate::cli::print(text);
    line(&format!(
        "{} comments, {} of them spam, under {} in lots of {}, {} % of public spam noticed, {} seeds",
        report.comments,
        report.spam,
        report.policy,
        report.lot,
        report.noticed_per_cent,
        report.seeds
    ))?;
    line(
        "per cent          of the spam: public   noticed   kept out   of the rest: held     lost",
    )?;
    let rows = [
        ("whole", report.whole.mean),
        ("  deviation", report.whole.deviation),
        ("second half", report.second_half.mean),
        ("  deviation", report.second_half.deviation),
    ];
    for (name, shares) in rows {
        line(&format!(
            "{name:<12} {:>23.2} {:>9.2} {:>10.2} {:>19.2} {:>8.2}",
            100.0 * shares.spam_public,
            100.0 * shares.spam_noticed,
            100.0 * shares.spam_kept_out,
            100.0 * shares.fine_held,
            100.0 * shares.fine_lost
        ))?;
    }
    line(&format!(
        "At the end {:.0} of 1,000 public comments would be held.",
        report.public_held_per_thousand.mean
    ))?;
    print_reliability(&report.reliability)
}

/// Reads a file in which every line must have a label.
fn read<T>(path: &Path, make: impl Fn(&Comment, Label) -> T) -> Result<Vec<T>> {
    let mut all = Vec::new();
    for line in Lines::open(path)? {
        let line = line?;
        let label = line.label.ok_or_else(|| fault(path, line.number, "has no \"label\""))?;
        all.push(make(&line.comment, label));
    }
    Ok(all)
}

/// Counts the spam, and refuses a file with too few comments.
fn count_spam(path: &Path, labels: impl Iterator<Item = Label>) -> Result<usize> {
    let (mut fine, mut spam) = (0, 0);
    for label in labels {
        match label {
            Label::Fine => fine += 1,
            Label::Spam => spam += 1,
        }
    }
    if spam < 2 || fine < 2 {
        let detail = format!(
            "{}: at least two comments with label 1 and two with label 0 are needed",
            path.display()
        );
        return Err(Error::invalid("FILE", "too_short", detail));
    }
    Ok(spam)
}
