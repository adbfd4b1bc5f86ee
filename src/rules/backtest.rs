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
use crate::rules::store::{self, Past};
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
pub struct Trial {
    /// The number of decided comments that were tested.
    pub checked: usize,
    /// How many of them are rejected or spam.
    pub refused: usize,
    /// Matches that are rejected or spam.
    pub rightly: Caught,
    /// Matches that are approved.
    pub wrongly: Caught,
}

/// The comments that a rule would have matched.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Caught {
    /// Their number.
    pub count: usize,
    /// The newest of them, at most 20, with the matching passage.
    pub samples: Vec<(CommentId, String)>,
}

impl Trial {
    /// The share of right matches among all matches; `None` without a match.
    #[allow(clippy::cast_precision_loss, reason = "twenty thousand at most")]
    pub fn precision(&self) -> Option<f64> {
        let caught = self.rightly.count + self.wrongly.count;
        (caught > 0).then(|| self.rightly.count as f64 / caught as f64)
    }
}

/// Tests `condition` on the newest `last` approved, rejected and spam comments.
pub async fn run(app: &App, condition: &Condition, last: usize) -> Result<Trial> {
    let condition = condition.clone();
    let fields: Vec<Field> = condition.tests().iter().map(|test| test.field).collect();
    let needs_address = fields
        .iter()
        .any(|field| matches!(field, Field::AddressDomain | Field::Domain | Field::Anywhere));
    let set = tokio::task::spawn_blocking(move || RuleSet::new(&[single_rule(condition)]))
        .await
        .map_err(Error::internal)??;
    let set = Arc::new(set);
    let mut trial = Trial::default();
    let mut before = CommentId(i64::MAX);
    while trial.checked < last {
        let wanted = PART.min(last - trial.checked);
        let limit = i64::try_from(wanted).map_err(Error::internal)?;
        let needs_reader = set.needs_reader();
        let (part, records) = app
            .db
            .read(move |conn| {
                let part = store::decided(conn, before, limit)?;
                let readers: Vec<ReaderId> =
                    part.iter().filter_map(|past| past.reader_id).collect();
                let records = if needs_reader {
                    store::statuses_of_readers(conn, &readers)?
                } else {
                    Vec::new()
                };
                Ok((part, ReaderStatuses::new(records)))
            })
            .await?;
        let Some(oldest) = part.last() else { break };
        before = oldest.id;
        let (found, refused) =
            (part.len(), part.iter().filter(|past| is_refused(past.status)).count());
        let domains: Vec<Option<String>> = part
            .iter()
            .map(|past| if needs_address { address_domain(&app.vault, past) } else { None })
            .collect();
        let shared = Arc::clone(&set);
        let try_part = move || {
            let caught = part.iter().zip(&domains).filter_map(|(past, domain)| {
                let passage = passage(&shared, past, domain.as_deref(), &records)?;
                Some((past.id, past.status, passage))
            });
            caught.collect::<Vec<_>>()
        };
        let caught = tokio::task::spawn_blocking(try_part).await.map_err(Error::internal)?;
        trial.checked += found;
        trial.refused += refused;
        for (id, status, passage) in caught {
            let side = if is_refused(status) { &mut trial.rightly } else { &mut trial.wrongly };
            side.count += 1;
            if side.samples.len() < SAMPLES {
                side.samples.push((id, passage));
            }
        }
        if found < wanted {
            break;
        }
    }
    Ok(trial)
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
    past: &Past,
    address_domain: Option<&str>,
    statuses: &ReaderStatuses,
) -> Option<String> {
    #[allow(clippy::cast_precision_loss, reason = "a form is not that old")]
    let form_age = past.form_age.map(|millis| millis as f64 / 1000.0);
    let visible = Visible::of(&past.html);
    let subject = Subject {
        text: visible.words(),
        targets: visible.targets(),
        name: &past.name,
        website: past.website.as_deref(),
        address_domain,
        // Rules are tested on the domain only.
        address: None,
        network_prefix: past.network_prefix.as_deref(),
        language: past.language.as_deref(),
        links: visible.links(),
        form_age,
        article: Some(past.article_id),
    };
    let (approved, rejected) = statuses.before(past);
    let record = Record { section: past.section.as_deref(), approved, rejected };
    set.hits(&set.read(&subject), &record).pop().map(|hit| hit.found.text)
}

fn address_domain(vault: &Vault, past: &Past) -> Option<String> {
    let (index, sealed) = (past.email_index.as_ref()?, past.email_sealed.as_ref()?);
    // A missing key must not prevent the backtest.
    let address = vault.open_reader(index, sealed).ok()?;
    let address = crate::address::EmailAddress::parse(&address).ok()?.canonical();
    address.rsplit_once('@').map(|(_, domain)| domain.to_owned())
}

/// The statuses of the comments of some readers, by reader, oldest first.
struct ReaderStatuses(HashMap<ReaderId, Vec<(CommentId, Status)>>);

impl ReaderStatuses {
    fn new(rows: Vec<(ReaderId, CommentId, Status)>) -> ReaderStatuses {
        let mut by_reader: HashMap<ReaderId, Vec<(CommentId, Status)>> = HashMap::new();
        for (reader, id, status) in rows {
            by_reader.entry(reader).or_default().push((id, status));
        }
        ReaderStatuses(by_reader)
    }

    /// The numbers of approved and of rejected comments of the same reader before this one.
    fn before(&self, past: &Past) -> (i64, i64) {
        let mut counts = (0, 0);
        for (id, status) in
            past.reader_id.and_then(|reader| self.0.get(&reader)).into_iter().flatten()
        {
            match status {
                _ if *id >= past.id => {}
                Status::Approved => counts.0 += 1,
                Status::Rejected | Status::Spam => counts.1 += 1,
                Status::Pending | Status::Deleted => {}
            }
        }
        counts
    }
}
