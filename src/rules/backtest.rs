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
use crate::screening::rules::condition::{Condition, Field};
use crate::screening::rules::matcher::RuleSet;
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
    let condition = condition.clone();
    let fields: Vec<Field> = condition.tests().iter().map(|test| test.field).collect();
    let needs_address = fields
        .iter()
        .any(|field| matches!(field, Field::AddressDomain | Field::Domain | Field::Anywhere));
    let set = tokio::task::spawn_blocking(move || RuleSet::new(&[single_rule(condition)]))
        .await
        .map_err(Error::internal)??;
    let set = Arc::new(set);
    let mut backtest = Backtest::default();
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
            let caught = part.iter().zip(&domains).filter_map(|(comment, domain)| {
                let passage = passage(&shared, comment, domain.as_deref(), &records)?;
                Some((comment.id, comment.status, passage))
            });
            caught.collect::<Vec<_>>()
        };
        let caught = tokio::task::spawn_blocking(try_part).await.map_err(Error::internal)?;
        backtest.checked += found;
        backtest.refused += refused;
        for (id, status, passage) in caught {
            let side =
                if is_refused(status) { &mut backtest.rightly } else { &mut backtest.wrongly };
            side.count += 1;
            if side.samples.len() < SAMPLES {
                side.samples.push((id, passage));
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

/// A rule with this condition alone.
fn single_rule(condition: Condition) -> Rule {
    let content = Content {
        name: String::new(),
        condition,
        action: Action::Hold,
        reason: String::new(),
        enabled: true,
    };
    let never = Time::from_micros(0);
    Rule { id: RuleId(0), version: 0, content, author: None, created_at: never, updated_at: never }
}

/// The passage that the rule matches.
fn passage(
    set: &RuleSet,
    comment: &DecidedComment,
    address_domain: Option<&str>,
    records: &Records,
) -> Option<String> {
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
    set.hits(&set.read(&subject), &record).pop().map(|hit| hit.found.text)
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
