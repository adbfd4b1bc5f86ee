//! The view of the public page.

use std::time::Duration;

use askama::Template;

use crate::i18n::Message;
use crate::transparency::model::{LEAST, PublishedCount, REASONS, Totals};
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
    pub reasons: Vec<&'static str>,
}

/// A month on the page.
#[derive(Clone, Debug)]
pub struct MonthRow {
    /// `November 2026`.
    pub name: String,
    /// Posted comments.
    pub comments: PublishedCount,
    /// Approvals by staff.
    pub approved: PublishedCount,
    /// Rejections by staff.
    pub rejected: PublishedCount,
    /// Comments marked as spam.
    pub spam: PublishedCount,
    /// Deletions by staff.
    pub deleted: PublishedCount,
    /// `12 minutes`; `None` if too few comments were decided.
    pub median: Option<Message>,
    /// Appeals of authors.
    pub appeals: PublishedCount,
    /// Found right.
    pub upheld: PublishedCount,
    /// Readers’ flags.
    pub flags: PublishedCount,
    /// By reason.
    pub reasons: Vec<PublishedCount>,
}

impl MonthRow {
    /// The row of a month.
    pub fn new(totals: &Totals) -> MonthRow {
        let reason = |code: &&str| PublishedCount(totals.reasons.get(*code).copied().unwrap_or(0));
        MonthRow {
            name: totals.month.map(|month| month.in_words()).unwrap_or_default(),
            comments: PublishedCount(totals.comments),
            approved: PublishedCount(totals.approved),
            rejected: PublishedCount(totals.rejected),
            spam: PublishedCount(totals.spam),
            deleted: PublishedCount(totals.deleted),
            median: median(totals)
                .map(|seconds| Message::elapsed(Duration::from_secs(seconds.unsigned_abs()))),
            appeals: PublishedCount(totals.appeals),
            upheld: PublishedCount(totals.upheld),
            flags: PublishedCount(totals.flags),
            reasons: REASONS.iter().map(reason).collect(),
        }
    }
}

/// The median of a month, unless too few comments were decided to publish it.
pub fn median(totals: &Totals) -> Option<i64> {
    totals.median.filter(|_| totals.waited >= LEAST)
}

/// The label of a reason.
pub fn reason_in_words(code: &str) -> &'static str {
    match code {
        "spam" => "Spam",
        "abuse" => "Abuse",
        "off_topic" => "Off topic",
        "personal_data" => "Personal data",
        "illegal" => "Illegal",
        "duplicate" => "Repeated",
        "quality" => "Quality",
        _ => "Other",
    }
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
