//! Reviews (flags, appeals, authors' edits), their states and their weights. No I/O.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::clock::Time;
use crate::db::schema::reviews;
use crate::error::FieldError;
use crate::i18n::Message;
use crate::ids::{AccountId, ArticleId, CommentId, ReviewId, SectionId};
use crate::status::Status;
use crate::stored_enum;
use crate::text;

/// Longest explanation of a flag, in characters.
pub const MAX_FLAG_WORDS: usize = 500;

/// Longest appeal, in characters.
pub const MAX_APPEAL: usize = 1_000;

stored_enum! {
    /// The kind of a review.
    pub enum Kind {
        /// Readers report a public comment.
        Flags = 0 => "flags",
        /// The author of a rejected comment appeals.
        Appeal = 1 => "appeal",
        /// The author has edited a public comment, and screening holds the new text.
        Revision = 2 => "revision",
    }
}

stored_enum! {
    /// The state of a review.
    #[schema(as = ReviewState)]
    pub enum State {
        /// A moderator has to answer it.
        Open = 0 => "open",
        /// A moderator agreed with it.
        Upheld = 1 => "upheld",
        /// A moderator disagreed with it.
        Dismissed = 2 => "dismissed",
        /// It is void: the author has withdrawn it, or a decision made it pointless.
        Withdrawn = 3 => "withdrawn",
    }
}

/// A moderator's answer to a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Resolution {
    /// Agree: the flagged comment is rejected, the comment of an appeal approved, the edit
    /// accepted.
    Uphold,
    /// Disagree: the comment stays as it is.
    Dismiss,
}

stored_enum! {
    /// Why a reader flags a comment, chosen from a list.
    pub enum FlagReason {
        /// Advertising.
        Spam = 0 => "spam",
        /// Insults, threatens or incites.
        Abuse = 1 => "abuse",
        /// Is not about the article.
        OffTopic = 2 => "off_topic",
        /// Discloses personal data.
        PersonalData = 3 => "personal_data",
        /// Something else, which the explanation describes.
        Other = 4 => "other",
    }
}

impl FlagReason {
    /// The reason as readers choose it.
    pub fn label(self) -> Message {
        match self {
            FlagReason::Spam => Message::flag_spam(),
            FlagReason::Abuse => Message::flag_abuse(),
            FlagReason::OffTopic => Message::flag_off_topic(),
            FlagReason::PersonalData => Message::flag_personal_data(),
            FlagReason::Other => Message::flag_other(),
        }
    }
}

/// A checked flag.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say all")]
pub struct FlagDraft {
    pub reason: FlagReason,
    /// An explanation; only moderators see it.
    pub words: Option<String>,
}

impl FlagDraft {
    /// Checks both fields and reports every fault at once: `required`, `unknown`, `too_long`,
    /// `forbidden_characters`.
    pub fn parse(reason: &str, words: &str) -> Result<FlagDraft, Vec<FieldError>> {
        let mut faults = Vec::new();
        let choice = Message::fault_flag_reason;
        let reason = match reason.trim() {
            "" => Err(FieldError::new("reason", "required", choice())),
            word => FlagReason::ALL
                .into_iter()
                .find(|reason| reason.name() == word)
                .ok_or_else(|| FieldError::new("reason", "unknown", choice())),
        };
        let reason = reason.map_err(|fault| faults.push(fault)).ok();
        let words =
            limited("words", words, MAX_FLAG_WORDS).map_err(|fault| faults.push(fault)).ok();
        match (reason, words) {
            (Some(reason), Some(words)) => {
                Ok(FlagDraft { reason, words: Some(words).filter(|words| !words.is_empty()) })
            }
            _ => Err(faults),
        }
    }
}

/// The text of an appeal: 1 to 1,000 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppealText(String);

impl AppealText {
    /// Checks an appeal. Codes: `required`, `too_long`, `forbidden_characters`.
    pub fn parse(raw: &str) -> Result<AppealText, FieldError> {
        let words = limited("appeal", raw, MAX_APPEAL)?;
        if words.is_empty() {
            return Err(FieldError::new("appeal", "required", Message::fault_appeal_required()));
        }
        Ok(AppealText(words))
    }

    /// The text as it was written, without white space at its ends.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn limited(field: &'static str, raw: &str, most: usize) -> Result<String, FieldError> {
    text::lines_up_to(most, raw).map_err(|fault| fault.of(field))
}

/// The record of a flagger.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Flags that moderators upheld.
    pub upheld: i64,
    /// Flags that moderators dismissed.
    pub dismissed: i64,
}

impl Record {
    /// The weight of the flagger's next flag, between 0 and 1: the share of upheld flags, with one
    /// more of each kind added (Laplace's rule of succession). A new flagger's weight is a half.
    #[allow(clippy::cast_precision_loss, reason = "nobody flags 2^52 times")]
    pub fn weight(self) -> f64 {
        (self.upheld.max(0) as f64 + 1.0)
            / (self.upheld.max(0) as f64 + self.dismissed.max(0) as f64 + 2.0)
    }
}

/// The reason with the highest total weight; among equals the first in the order of the form.
pub fn strongest(flags: &[(FlagReason, f64)]) -> FlagReason {
    let weight = |reason: FlagReason| {
        flags.iter().filter(|flag| flag.0 == reason).map(|flag| flag.1).sum::<f64>()
    };
    let mut best = FlagReason::Other;
    let mut most = f64::MIN;
    for reason in FlagReason::ALL {
        if flags.iter().any(|flag| flag.0 == reason) && weight(reason) > most {
            (best, most) = (reason, weight(reason));
        }
    }
    best
}

/// A review without the comment it is about.
#[derive(Clone, diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = reviews)]
#[allow(missing_docs, reason = "the names say all")]
pub struct ReviewRow {
    pub id: ReviewId,
    pub kind: Kind,
    pub state: State,
    /// The sum of the flags' weights; 0 for other kinds.
    pub weight: f64,
    /// The text of an appeal, or the new text (Markdown) of an edit.
    pub text: Option<String>,
    /// The edit as sanitized HTML.
    pub html: Option<String>,
    /// JSON: the reasons from screening the edit.
    pub reasons: Option<String>,
    /// The comment's version when the review was opened, or after it was closed.
    pub version: i64,
    pub opened_at: Time,
    pub closed_at: Option<Time>,
    pub closed_by: Option<AccountId>,
}

/// Whether flags of this weight hold a comment; never if the limit is 0.
pub fn outweighs(weight: f64, limit: u32) -> bool {
    limit > 0 && weight >= f64::from(limit)
}

/// The row of a new review; its flags have rows of their own.
#[derive(diesel::Insertable)]
#[diesel(table_name = reviews)]
#[allow(missing_docs, reason = "the names say all")]
pub struct NewReview<'a> {
    pub comment_id: CommentId,
    /// The section of the comment's article.
    pub section_id: Option<SectionId>,
    pub kind: Kind,
    pub state: State,
    pub weight: f64,
    /// The text of an appeal, or the new text (Markdown) of an edit.
    pub text: Option<&'a str>,
    /// The edit as sanitized HTML.
    pub html: Option<&'a str>,
    /// JSON: the reasons from screening.
    pub reasons: Option<&'a str>,
    /// The comment's present version.
    pub version: i64,
    pub opened_at: Time,
}

impl NewReview<'_> {
    /// An open review of version `version` of a comment, without text and weight.
    pub fn open(
        kind: Kind,
        comment: CommentId,
        section: Option<SectionId>,
        version: i64,
        now: Time,
    ) -> Self {
        NewReview {
            comment_id: comment,
            section_id: section,
            kind,
            state: State::Open,
            weight: 0.0,
            text: None,
            html: None,
            reasons: None,
            version,
            opened_at: now,
        }
    }
}

/// How a review is closed.
#[derive(Clone, Copy, Debug)]
pub struct Closing {
    /// The final state; never open.
    pub state: State,
    /// The moderator; None for the author or the program itself.
    pub by: Option<AccountId>,
    /// The comment's version after closing.
    pub version: i64,
    /// Whether the decision that made `version` closes it, so that undoing the decision reopens it.
    pub with_decision: bool,
}

/// The sections to list. None among them stands for articles without a section.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say all")]
pub enum Sections {
    All,
    /// These.
    Among(Vec<Option<SectionId>>),
    /// All except these.
    Except(Vec<Option<SectionId>>),
}

/// A review as moderators see it in a list.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Review {
    pub id: ReviewId,
    pub kind: Kind,
    pub state: State,
    /// The sum of the flags' weights; 0 for other kinds.
    pub weight: f64,
    /// The text of the appeal, or of the edit.
    pub text: Option<String>,
    /// The edit as sanitized HTML.
    pub html: Option<String>,
    /// JSON: the reasons from screening the edit.
    pub reasons: Option<String>,
    /// The comment's version when it was opened.
    pub version: i64,
    pub opened_at: Time,
    pub closed_at: Option<Time>,
    /// Who closed it, with the account's name; None for the program itself, or while it is open.
    pub closed_by: Option<(AccountId, Option<String>)>,
    /// The comment it is about, as it is now.
    pub comment: Subject,
}

impl Review {
    /// How `who` has closed it; `None` while it is open.
    pub fn outcome(&self, who: &str) -> Option<Message> {
        Some(match (self.state, self.kind) {
            (State::Open, _) => return None,
            (State::Withdrawn, _) => Message::review_closed_nothing(),
            (State::Upheld, Kind::Flags) => Message::review_closed_removed(who),
            (State::Upheld, Kind::Appeal) => Message::review_closed_accepted_appeal(who),
            (State::Upheld, Kind::Revision) => Message::review_closed_accepted_edit(who),
            (State::Dismissed, Kind::Flags) => Message::review_closed_kept(who),
            (State::Dismissed, Kind::Appeal) => Message::review_closed_rejected_appeal(who),
            (State::Dismissed, Kind::Revision) => Message::review_closed_kept_old(who),
        })
    }
}

/// The comment that a review is about.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Subject {
    pub id: CommentId,
    pub status: Status,
    /// Its present version.
    pub version: i64,
    /// The author's name.
    pub name: String,
    /// The Markdown.
    pub text: String,
    /// The text as sanitized HTML.
    pub html: String,
    /// When it was posted.
    pub created_at: Time,
    pub article_id: ArticleId,
    pub article_title: String,
    /// Its path, without the leading slash.
    pub article_path: String,
}

/// A flag as moderators see it. The flagger is anonymous.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Flag {
    pub reason: FlagReason,
    /// The flagger's explanation.
    pub words: Option<String>,
    pub weight: f64,
    /// Whether it was sent after the review was dismissed.
    pub late: bool,
    /// When it was sent.
    pub created_at: Time,
}

/// The numbers of open reviews in one section.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say all")]
pub struct OpenCounts {
    /// None for articles without a section.
    pub section: Option<SectionId>,
    /// Flagged comments.
    pub flags: i64,
    pub appeals: i64,
    /// Edits of public comments.
    pub revisions: i64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::reasons::ReasonCode;

    #[test]
    fn the_weight_follows_the_share_of_upheld_flags() {
        let weight = |upheld, dismissed| Record { upheld, dismissed }.weight();
        assert!((weight(0, 0) - 0.5).abs() < f64::EPSILON);
        assert!((weight(8, 0) - 0.9).abs() < f64::EPSILON);
        assert!((weight(0, 8) - 0.1).abs() < f64::EPSILON);
    }

    #[test]
    fn the_strongest_reason_has_the_highest_weight_not_the_most_flags() {
        use FlagReason::{Abuse, OffTopic, Spam};
        assert_eq!(strongest(&[(Spam, 0.1), (Spam, 0.1), (Abuse, 0.9)]), Abuse);
        assert_eq!(strongest(&[(OffTopic, 0.5), (Spam, 0.5)]), Spam);
        assert_eq!(strongest(&[]), FlagReason::Other);
    }

    #[test]
    fn all_faults_of_a_flag_are_reported_at_once() {
        let faults = FlagDraft::parse("nonsense", &"w".repeat(501)).expect_err("two faults");
        let codes: Vec<_> = faults.iter().map(|fault| (fault.field, fault.code)).collect();
        assert_eq!(codes, [("reason", "unknown"), ("words", "too_long")]);
        let flag = FlagDraft::parse("off_topic", " ").expect("a flag");
        assert_eq!(flag, FlagDraft { reason: FlagReason::OffTopic, words: None });
    }

    #[test]
    fn every_flags_reason_is_a_reason_to_reject() {
        for reason in FlagReason::ALL {
            assert!(ReasonCode::parse(reason.name()).is_some());
            assert_eq!(serde_json::to_value(reason).expect("a name"), reason.name());
        }
    }
}
