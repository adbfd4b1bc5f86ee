//! The page for the public.

use askama::Template;

use crate::transparency::model::{LEAST, REASONS, Told, Totals};
use crate::web::view::{Moment, Site};

/// `GET /transparency`.
#[derive(Clone, Debug, Template)]
#[template(path = "transparency/page.html")]
pub struct TransparencyPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// When it was counted; none before the first time.
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
    /// What happened, as it is told.
    pub comments: Told,
    /// Made public by staff.
    pub approved: Told,
    /// Kept out.
    pub rejected: Told,
    /// Kept out as spam.
    pub spam: Told,
    /// Destroyed.
    pub deleted: Told,
    /// `12 minutes`; a dash where too few were decided.
    pub median: String,
    /// Appeals of authors.
    pub appeals: Told,
    /// Found right.
    pub upheld: Told,
    /// Readers’ flags.
    pub flags: Told,
    /// By reason.
    pub reasons: Vec<Told>,
}

impl MonthRow {
    /// A month as the public sees it.
    pub fn new(totals: &Totals) -> MonthRow {
        let reason = |code: &&str| Told(totals.reasons.get(*code).copied().unwrap_or(0));
        MonthRow {
            name: totals.month.map(|month| month.in_words()).unwrap_or_default(),
            comments: Told(totals.comments),
            approved: Told(totals.approved),
            rejected: Told(totals.rejected),
            spam: Told(totals.spam),
            deleted: Told(totals.deleted),
            median: median(totals).map_or_else(|| "–".to_owned(), in_words),
            appeals: Told(totals.appeals),
            upheld: Told(totals.upheld),
            flags: Told(totals.flags),
            reasons: REASONS.iter().map(reason).collect(),
        }
    }
}

/// The median of a month, unless too few were decided for it to be told.
pub fn median(totals: &Totals) -> Option<i64> {
    totals.median.filter(|_| totals.waited >= LEAST)
}

/// What a reason is called.
pub fn reason_in_words(code: &str) -> &'static str {
    match code {
        "spam" => "Spam",
        "abuse" => "Abuse",
        "off_topic" => "Off topic",
        "personal_data" => "Personal data",
        "illegal" => "Illegal",
        "duplicate" => "Said before",
        "quality" => "Quality",
        _ => "Other",
    }
}

fn in_words(seconds: i64) -> String {
    let (count, unit) = match seconds {
        0..60 => (seconds, "second"),
        60..3_600 => (seconds / 60, "minute"),
        3_600..172_800 => (seconds / 3_600, "hour"),
        _ => (seconds / 86_400, "day"),
    };
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_told_in_words() {
        assert_eq!(
            [1, 61, 7_300, 200_000].map(in_words),
            ["1 second", "1 minute", "2 hours", "2 days"]
        );
    }

    #[test]
    fn the_median_of_few_is_not_told() {
        assert_eq!(median(&Totals { median: Some(60), waited: 4, ..Totals::default() }), None);
        assert_eq!(median(&Totals { median: Some(60), waited: 5, ..Totals::default() }), Some(60));
    }
}
