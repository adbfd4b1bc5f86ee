//! The view of the public page.

use std::time::Duration;

use askama::Template;

use crate::clock::Zone;
use crate::config::reasons::ReasonCode;
use crate::i18n::{Message, Words};
use crate::transparency::model::{LEAST, Totals};
use crate::web::view::{Moment, Site};

/// `GET /transparency`.
#[derive(Clone, Debug, Template)]
#[template(path = "transparency/page.html")]
pub struct TransparencyPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// When the figures were counted; `None` before the first time.
    pub counted: Option<Moment>,
    /// The present month first.
    pub months: Vec<MonthRow>,
    /// The reasons in words, in the order of each month's counts.
    pub reasons: Vec<String>,
}

/// The figures of a month as text, with the digits of the language.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names say all")]
pub struct MonthRow {
    /// `November 2026`.
    pub name: String,
    /// Posted comments.
    pub comments: String,
    /// Approvals by staff.
    pub approved: String,
    /// Rejections by staff.
    pub rejected: String,
    /// Comments marked as spam.
    pub spam: String,
    /// Deletions by staff.
    pub deleted: String,
    /// `12 minutes`; `None` if too few comments were decided.
    pub median: Option<Message>,
    /// Appeals of authors.
    pub appeals: String,
    /// Found right.
    pub upheld: String,
    /// Readers’ flags.
    pub flags: String,
    pub reasons: Vec<String>,
}

impl MonthRow {
    /// The row of a month in the language of the page.
    pub fn new(totals: &Totals, words: &Words) -> MonthRow {
        let count = |count: i64| {
            if count < LEAST {
                words.transparency_few(LEAST).into_owned()
            } else {
                words.number(count)
            }
        };
        let reason =
            |reason: ReasonCode| count(totals.reasons.get(reason.name()).copied().unwrap_or(0));
        let month = totals.month.map(|month| words.month(month.start(), &Zone::UTC));
        MonthRow {
            name: month.unwrap_or_default(),
            comments: count(totals.comments),
            approved: count(totals.approved),
            rejected: count(totals.rejected),
            spam: count(totals.spam),
            deleted: count(totals.deleted),
            median: median(totals)
                .map(|seconds| Message::elapsed(Duration::from_secs(seconds.unsigned_abs()))),
            appeals: count(totals.appeals),
            upheld: count(totals.upheld),
            flags: count(totals.flags),
            reasons: ReasonCode::ALL.map(reason).into(),
        }
    }
}

/// The median of a month, unless too few comments were decided to publish it.
pub fn median(totals: &Totals) -> Option<i64> {
    totals.median.filter(|_| totals.waited >= LEAST)
}

/// The labels of the reasons, in their order.
pub fn labels(words: &Words) -> Vec<String> {
    ReasonCode::ALL.map(|reason| words.say(&reason.public_label()).into_owned()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_few_is_not_told() {
        assert_eq!(median(&Totals { median: Some(60), waited: 4, ..Totals::default() }), None);
        assert_eq!(median(&Totals { median: Some(60), waited: 5, ..Totals::default() }), Some(60));
    }
}
