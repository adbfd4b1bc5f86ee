//! A closed-loop simulation: the filter screens a labelled stream under a policy and learns only from the
//! comments that moderators would see, as on a site.
//!
//! Comments are processed in batches of [`BATCH`]. At the end of a batch, held comments are decided, a share
//! of the public spam is noticed and marked, and all others stay undecided. Then the thresholds are
//! computed again from the public and the marked comments.

use std::collections::HashSet;

use serde::Serialize;

use crate::config::Policy;
use crate::screening::filter::evidence::{Evidence, MARKED, PUBLIC};
use crate::screening::filter::extraction;
use crate::screening::filter::features::Sample;
use crate::screening::filter::label::Label;
use crate::screening::filter::model::{Model, SplitMix64};
use crate::screening::filter::shape::Shape;
use crate::screening::filter::thresholds::{Basis, Outcome, TargetRates, Thresholds};
use crate::screening::filter::vector::Vector;

/// Comments between two rounds of moderation.
pub const BATCH: usize = 200;

/// The percentage of public spam that is noticed.
pub const NOTICED: u64 = 50;

/// Under `hold_links`, comments with this many links are held.
const LINKS: u32 = 2;

/// A comment of the stream.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its features.
    pub vector: Vector,
    /// The label.
    pub label: Label,
    /// Links in its text.
    pub links: u32,
    /// The key by which its author is recognised, if any.
    pub author: Option<String>,
}

impl Item {
    /// A comment of a file; its author is recognised by address, or else by name.
    pub fn of(sample: &Sample<'_>, label: Label) -> Item {
        let address = sample.mailbox.zip(sample.email_domain);
        let author = match address {
            Some((mailbox, domain)) => Some(format!("{mailbox}@{domain}")),
            None => Some(sample.name.to_owned()).filter(|name| !name.is_empty()),
        };
        let links = extraction::amounts(sample)[Shape::Links as usize];
        Item { vector: Vector::of(sample), label, links, author }
    }
}

/// The counts of a simulation.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Outcomes {
    /// Spam in the stream.
    pub spam: usize,
    /// Spam that was published and never noticed.
    pub spam_public: usize,
    /// Spam that was public until it was noticed.
    pub spam_noticed: usize,
    /// Spam that was held, or marked without a moderator.
    pub spam_kept_out: usize,
    /// Fine comments in the stream.
    pub fine: usize,
    /// Fine comments that were held only for their score.
    pub fine_held: usize,
    /// Fine comments that were marked as spam without a moderator.
    pub fine_lost: usize,
}

impl Outcomes {
    /// The shares of spam and of fine comments.
    pub fn shares(&self) -> Shares {
        let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
        Shares {
            spam_public: share(self.spam_public, self.spam),
            spam_noticed: share(self.spam_noticed, self.spam),
            spam_kept_out: share(self.spam_kept_out, self.spam),
            fine_held: share(self.fine_held, self.fine),
            fine_lost: share(self.fine_lost, self.fine),
        }
    }
}

/// [`Outcomes`] as shares: of the spam, and of the fine comments.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Shares {
    /// Spam: published and never noticed.
    pub spam_public: f64,
    /// Spam: public until it was noticed.
    pub spam_noticed: f64,
    /// Spam: held, or marked without a moderator.
    pub spam_kept_out: f64,
    /// Fine comments: held only for their score.
    pub fine_held: f64,
    /// Fine comments: marked as spam without a moderator.
    pub fine_lost: f64,
}

/// The result of a simulation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// Over the whole stream.
    pub whole: Outcomes,
    /// Over its second half, when the filter has learned.
    pub second_half: Outcomes,
    /// Score and label of each comment at the time of screening.
    #[serde(skip)]
    pub scored: Vec<(f64, Label)>,
    /// The basis of the last thresholds.
    pub basis: Basis,
}

/// A processed comment.
pub struct Seen<'a> {
    /// The comment.
    pub item: &'a Item,
    /// Whether it is public.
    pub is_public: bool,
    /// Its lesson.
    pub lesson: Option<LearnedLesson>,
}

/// The lesson of a comment.
#[derive(Clone, Copy, Debug)]
pub struct LearnedLesson {
    /// The label.
    pub label: Label,
    /// The margin before the lesson.
    pub margin: f64,
    /// The lesson's coefficient.
    pub coefficient: i64,
}

/// Simulates `stream` under `policy` with the thresholds of a site. Deterministic.
pub fn run(stream: &[Item], policy: Policy, target: TargetRates, seed: u64) -> Report {
    run_with(stream, policy, target, seed, evidence_of_public)
}

/// Simulates `stream` with thresholds from the evidence that `gather` returns after each batch.
pub fn run_with(
    stream: &[Item],
    policy: Policy,
    target: TargetRates,
    seed: u64,
    gather: impl Fn(&Model, &[Seen<'_>]) -> Evidence,
) -> Report {
    let mut model = Model::default();
    let mut evidence = Evidence::default();
    let mut random = SplitMix64(seed);
    let mut seen: Vec<Seen<'_>> = Vec::with_capacity(stream.len());
    let mut known: HashSet<&str> = HashSet::new();
    let mut scores = Vec::with_capacity(stream.len());
    let (mut whole, mut half) = (Outcomes::default(), Outcomes::default());
    for lot in stream.chunks(BATCH) {
        let thresholds = Thresholds::of(&model, &evidence, target);
        let begin = seen.len();
        let mut decided = Vec::new();
        for item in lot {
            let margin = model.margin(&item.vector);
            let outcome = match policy {
                Policy::RulesOnly => Outcome::Nothing,
                _ => thresholds.outcome(margin, Model::untrained(&item.vector)),
            };
            let by_policy = match policy {
                Policy::HoldAll => true,
                Policy::HoldLinks => item.links >= LINKS,
                Policy::PublishAll | Policy::RulesOnly => false,
                Policy::FirstComment => {
                    item.author.as_deref().is_none_or(|author| !known.contains(author))
                }
            };
            scores.push((thresholds.score(margin), item.label));
            let count = |outcomes: &mut Outcomes, noticed: bool| match item.label {
                Label::Spam => {
                    outcomes.spam += 1;
                    match (outcome == Outcome::Nothing && !by_policy, noticed) {
                        (false, _) => outcomes.spam_kept_out += 1,
                        (true, true) => outcomes.spam_noticed += 1,
                        (true, false) => outcomes.spam_public += 1,
                    }
                }
                Label::Fine => {
                    outcomes.fine += 1;
                    outcomes.fine_held += usize::from(outcome == Outcome::Hold && !by_policy);
                    outcomes.fine_lost += usize::from(outcome == Outcome::Spam);
                }
            };
            let noticed = item.label == Label::Spam && random.below(100) < NOTICED;
            count(&mut whole, noticed);
            if seen.len() >= stream.len() / 2 {
                count(&mut half, noticed);
            }
            let is_held = outcome == Outcome::Hold || outcome == Outcome::Nothing && by_policy;
            let is_decided = is_held || outcome == Outcome::Nothing && noticed;
            if is_decided {
                decided.push(seen.len());
            }
            let is_public = match outcome {
                Outcome::Spam => false,
                Outcome::Hold | Outcome::Nothing => !is_decided || item.label == Label::Fine,
            };
            seen.push(Seen { item, is_public, lesson: None });
        }
        for at in decided {
            let Seen { item, .. } = seen[at];
            let (margin, coefficient) = model.learn(&item.vector, item.label);
            seen[at].lesson = Some(LearnedLesson { label: item.label, margin, coefficient });
        }
        known.extend(
            seen[begin..]
                .iter()
                .filter(|seen| seen.is_public)
                .filter_map(|seen| seen.item.author.as_deref()),
        );
        evidence = gather(&model, &seen);
    }
    let basis = Thresholds::of(&model, &evidence, target).basis;
    Report { whole, second_half: half, scored: scores, basis }
}

/// The evidence as on a site: the newest public comments and the newest marked spam, scored again without
/// their own lessons.
fn evidence_of_public(model: &Model, seen: &[Seen<'_>]) -> Evidence {
    let margin = |seen: &Seen<'_>| {
        let vector = &seen.item.vector;
        match seen.lesson {
            None => model.margin(vector) as f32,
            Some(taught) => {
                model.margin_without(vector, Some(taught.label), taught.coefficient) as f32
            }
        }
    };
    let newest = seen.iter().rev();
    let is_marked =
        |seen: &&Seen<'_>| seen.lesson.is_some_and(|taught| taught.label == Label::Spam);
    let public = newest.clone().filter(|seen| seen.is_public).take(PUBLIC);
    let marked = newest.clone().filter(is_marked).take(MARKED);
    let mut left = PUBLIC;
    let meanwhile = newest
        .take_while(|seen| {
            left -= usize::from(seen.is_public);
            left > 0
        })
        .filter(is_marked)
        .count();
    Evidence::new(public.map(margin).collect(), marked.map(margin).collect(), meanwhile as u32)
}
