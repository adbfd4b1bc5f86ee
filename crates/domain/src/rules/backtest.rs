//! Backtests a rule on decided comments: how many it would have matched rightly and wrongly.
//!
//! A match of a rejected or spam comment is right, a match of an approved one is wrong. Comments
//! are read in batches, so that neither the database nor the thread is blocked.

use std::collections::HashMap;
use std::sync::Arc;

use crate::app::App;
use crate::clock::Time;
use crate::error::{Error, Result};
use crate::ids::{CommentId, ReaderId, RuleId};
use crate::markup::Visible;
use crate::rules::store::{self, DecidedComment, RecordedComment};
use crate::screening::rules::condition::{Condition, Field, Test};
use crate::screening::rules::matcher::{Hit, RuleSet};
use crate::screening::rules::model::{Action, Content, Rule};
use crate::screening::rules::subject::{Record, Subject};
use crate::status::Status;
use crate::vault::Vault;

/// The most comments that are read.
pub const MOST: usize = 20_000;
/// Comments in one batch.
const PART: usize = 500;
/// The most sample comments for right and for wrong matches.
const SAMPLES: usize = 20;

/// The result of a backtest.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Backtest {
    /// The number of decided comments that were tested.
    pub checked: usize,
    /// How many of them are rejected or spam.
    pub refused: usize,
    /// Matches that are rejected or spam.
    pub rightly: BacktestMatches,
    /// Matches that are approved.
    pub wrongly: BacktestMatches,
    /// How many comments each test of the condition matches by itself, in the order of
    /// [`Condition::tests`].
    pub tests: Vec<usize>,
}

/// The comments that a rule would have matched.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BacktestMatches {
    /// Their number.
    pub count: usize,
    /// The newest of them, at most 20, with the matching passage.
    pub samples: Vec<(CommentId, String)>,
}

impl Backtest {
    /// The share of right matches among all matches; `None` without a match.
    #[allow(clippy::cast_precision_loss, reason = "twenty thousand at most")]
    pub fn precision(&self) -> Option<f64> {
        let caught = self.rightly.count + self.wrongly.count;
        (caught > 0).then(|| self.rightly.count as f64 / caught as f64)
    }
}

/// Tests `condition` on the newest `last` approved, rejected and spam comments.
pub async fn run(app: &App, condition: &Condition, last: usize) -> Result<Backtest> {
    let tests: Vec<Test> = condition.tests().into_iter().cloned().collect();
    let needs_address = tests
        .iter()
        .any(|test| matches!(test.field, Field::AddressDomain | Field::Domain | Field::Anywhere));
    let mut backtest = Backtest { tests: vec![0; tests.len()], ..Backtest::default() };
    let rules = rules_of(condition.clone(), tests);
    let set = tokio::task::spawn_blocking(move || RuleSet::new(&rules))
        .await
        .map_err(Error::internal)??;
    let set = Arc::new(set);
    let mut before = CommentId(i64::MAX);
    while backtest.checked < last {
        let wanted = PART.min(last - backtest.checked);
        let limit = i64::try_from(wanted).map_err(Error::internal)?;
        let needs_reader = set.needs_reader();
        let (part, records) = app
            .db
            .read(move |conn| {
                let part = store::decided(conn, before, limit)?;
                let readers: Vec<ReaderId> =
                    part.iter().filter_map(|comment| comment.reader_id).collect();
                let records = if needs_reader {
                    store::comments_of_readers(conn, &readers)?
                } else {
                    Vec::new()
                };
                Ok((part, Records::new(records)))
            })
            .await?;
        let Some(oldest) = part.last() else { break };
        before = oldest.id;
        let (found, refused) =
            (part.len(), part.iter().filter(|comment| is_refused(comment.status)).count());
        let domains: Vec<Option<String>> = part
            .iter()
            .map(|comment| if needs_address { address_domain(&app.vault, comment) } else { None })
            .collect();
        let shared = Arc::clone(&set);
        let try_part = move || {
            let hits = part.iter().zip(&domains).map(|(comment, domain)| {
                let hits = hits(&shared, comment, domain.as_deref(), &records);
                (comment.id, comment.status, hits)
            });
            hits.collect::<Vec<_>>()
        };
        let caught = tokio::task::spawn_blocking(try_part).await.map_err(Error::internal)?;
        backtest.checked += found;
        backtest.refused += refused;
        for (id, status, hits) in caught {
            for hit in hits {
                let matching = usize::try_from(hit.rule.0).map_err(Error::internal)?;
                match matching.checked_sub(1) {
                    Some(test) => backtest.tests[test] += 1,
                    None if is_refused(status) => backtest.rightly.add(id, hit.found.text),
                    None => backtest.wrongly.add(id, hit.found.text),
                }
            }
        }
        if found < wanted {
            break;
        }
    }
    Ok(backtest)
}

fn is_refused(status: Status) -> bool {
    matches!(status, Status::Rejected | Status::Spam)
}

impl BacktestMatches {
    fn add(&mut self, id: CommentId, passage: String) {
        self.count += 1;
        if self.samples.len() < SAMPLES {
            self.samples.push((id, passage));
        }
    }
}

/// A rule with the condition, which has the number 0, and one for each of its tests, from 1 on.
fn rules_of(condition: Condition, tests: Vec<Test>) -> Vec<Rule> {
    let conditions = std::iter::once(condition).chain(tests.into_iter().map(Condition::Test));
    (0..).zip(conditions).map(|(number, condition)| rule(RuleId(number), condition)).collect()
}

fn rule(id: RuleId, condition: Condition) -> Rule {
    let content = Content {
        name: String::new(),
        condition,
        action: Action::Hold,
        reason: String::new(),
        enabled: true,
    };
    let never = Time::from_micros(0);
    Rule { id, version: 0, content, author: None, created_at: never, updated_at: never }
}

fn hits(
    set: &RuleSet,
    comment: &DecidedComment,
    address_domain: Option<&str>,
    records: &Records,
) -> Vec<Hit> {
    #[allow(clippy::cast_precision_loss, reason = "a form is not that old")]
    let form_age = comment.form_age.map(|millis| millis as f64 / 1000.0);
    let visible = Visible::of(&comment.html);
    let subject = Subject {
        text: visible.words(),
        targets: visible.targets(),
        name: &comment.name,
        website: comment.website.as_deref(),
        address_domain,
        // Rules are tested on the domain only.
        address: None,
        network_prefix: comment.network_prefix.as_deref(),
        language: comment.language.as_deref(),
        links: visible.links(),
        form_age,
        article: Some(comment.article_id),
    };
    let (approved, rejected) = records.before(comment);
    let record = Record { section: comment.section.as_deref(), approved, rejected };
    set.hits(&set.read(&subject), &record)
}

fn address_domain(vault: &Vault, comment: &DecidedComment) -> Option<String> {
    let (index, sealed) = (comment.email_index.as_ref()?, comment.email_sealed.as_ref()?);
    // A missing key must not prevent the backtest.
    let address = vault.open_reader(index, sealed).ok()?;
    let address = crate::address::EmailAddress::parse(&address).ok()?.canonical();
    address.rsplit_once('@').map(|(_, domain)| domain.to_owned())
}

/// The comments of some readers, by reader, oldest first.
struct Records(HashMap<ReaderId, Vec<RecordedComment>>);

impl Records {
    fn new(rows: Vec<RecordedComment>) -> Records {
        let mut by_reader: HashMap<ReaderId, Vec<RecordedComment>> = HashMap::new();
        for row in rows {
            by_reader.entry(row.reader_id).or_default().push(row);
        }
        Records(by_reader)
    }

    /// The numbers of approved and of rejected comments that counted for the sender of this comment,
    /// by the rules of `comments::facts`. Networks are deleted after some weeks; unknown ones count
    /// as the same.
    fn before(&self, comment: &DecidedComment) -> (i64, i64) {
        let all = comment.reader_id.and_then(|reader| self.0.get(&reader));
        let all = all.map_or(&[][..], Vec::as_slice);
        let is_verified = all.iter().any(|one| one.id == comment.id && one.verified.is_some());
        let mut counts = (0, 0);
        for earlier in all.iter().filter(|one| one.id < comment.id) {
            let is_same_network = match (&earlier.network_prefix, &comment.network_prefix) {
                (Some(one), Some(other)) => one == other,
                _ => true,
            };
            match earlier.status {
                Status::Approved if is_verified || is_same_network => counts.0 += 1,
                Status::Rejected | Status::Spam
                    if (is_verified && earlier.verified.is_some())
                        || (!is_verified && is_same_network) =>
                {
                    counts.1 += 1;
                }
                _ => {}
            }
        }
        counts
    }
}
