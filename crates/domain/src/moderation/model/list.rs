//! Lists of comments: their filter, their order, and a position in them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::clock::Time;
use crate::error::{Error, Result};
use crate::ids::{AccountId, ArticleId, CommentId, ReaderId, RuleId};
use crate::moderation::model::Item;
use crate::named_enum;
use crate::status::Status;

/// The conditions of a list of comments; a comment must meet all. Batches store it as JSON.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Filter {
    /// Only those with this status.
    pub status: Option<Status>,
    /// Only those under this article.
    pub article: Option<ArticleId>,
    /// Only those under articles of this section, by its slug, and of those below it; [`NO_SECTION`]: of none.
    pub section: Option<String>,
    /// Only those of the sections that this account moderates or that have no moderators.
    pub sections_of_moderator: Option<AccountId>,
    /// Only those of this reader, under every spelling of the address.
    pub reader: Option<ReaderId>,
    /// Only those from this network, written as in [`Item::network_prefix`]: `192.0.2.0/24`.
    pub network: Option<String>,
    /// Only those with this reason from screening: `links`, `rule:12`.
    pub reason: Option<String>,
    /// Only those that this rule hit.
    pub rule: Option<RuleId>,
    /// Only those in this language: three letters of ISO 639-3.
    pub language: Option<String>,
    /// Only those with at least this score.
    pub score_from: Option<f64>,
    /// Only those with at most this score.
    pub score_to: Option<f64>,
    /// Only those with all of these words in text or name; the last one may be the beginning of a
    /// word.
    pub words: Option<String>,
    /// Only those posted then or later.
    pub since: Option<Time>,
    /// Only those posted before.
    pub until: Option<Time>,
    /// Only those that this account, or nobody, had claimed.
    pub claimed: Option<Claimed>,
    /// Only the near-duplicates of one group, named by its oldest comment.
    pub group: Option<CommentId>,
    /// Only pinned comments, or only the others.
    pub pinned: Option<bool>,
    /// Only editors' picks, or only the others.
    pub featured: Option<bool>,
}

/// Stands for articles without a section in [`Filter::section`]; no section has this slug.
pub const NO_SECTION: &str = "-";

/// Who had claimed a comment at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claimed {
    /// The account; None stands for nobody.
    pub by: Option<AccountId>,
    /// The moment to compare with, because claims expire.
    pub at: Time,
}

named_enum! {
    /// The order of a list. Comments are numbered in the order of their arrival.
    pub enum Order {
        /// The oldest first.
        Oldest => "oldest",
        /// The newest first.
        Newest => "newest",
        /// The highest score first; comments without a score last.
        Score => "score",
    }
}

impl Filter {
    /// The order if none is given: pending comments are a queue, oldest first; other lists are
    /// newest first.
    pub fn default_order(&self) -> Order {
        if self.status == Some(Status::Pending) { Order::Oldest } else { Order::Newest }
    }
}

/// The position of a comment in a list, after which the next part begins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cursor {
    /// In the order of arrival.
    At(CommentId),
    /// In the order of scores, those with the same score by number.
    Scored(Option<f64>, CommentId),
}

impl Cursor {
    /// The position of `item` in a list of that order.
    pub fn of(item: &Item, order: Order) -> Cursor {
        match order {
            Order::Oldest | Order::Newest => Cursor::At(item.id),
            Order::Score => Cursor::Scored(item.score, item.id),
        }
    }

    /// Whether the cursor belongs to a list of that order.
    pub fn is_for(&self, order: Order) -> bool {
        matches!(self, Cursor::Scored(..)) == (order == Order::Score)
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cursor::At(id) => write!(f, "{id}"),
            Cursor::Scored(None, id) => write!(f, "-:{id}"),
            // The shortest digits that read back as the same number.
            Cursor::Scored(Some(score), id) => write!(f, "{score}:{id}"),
        }
    }
}

impl FromStr for Cursor {
    type Err = Error;

    fn from_str(text: &str) -> Result<Cursor> {
        let invalid =
            || Error::invalid("after", "cursor", "Use the cursor of the previous answer as it is");
        let id = |text: &str| text.parse().map_err(|_| invalid());
        match text.split_once(':') {
            None => Ok(Cursor::At(id(text)?)),
            Some(("-", number)) => Ok(Cursor::Scored(None, id(number)?)),
            Some((score, number)) => {
                let score = score
                    .parse()
                    .ok()
                    .filter(|score: &f64| score.is_finite())
                    .ok_or_else(invalid)?;
                Ok(Cursor::Scored(Some(score), id(number)?))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_and_other_texts_are_refused() {
        for cursor in [
            Cursor::At(CommentId(42)),
            Cursor::Scored(None, CommentId(7)),
            Cursor::Scored(Some(0.1 + 0.2), CommentId(7)),
            Cursor::Scored(Some(1e-300), CommentId(7)),
        ] {
            assert_eq!(cursor.to_string().parse::<Cursor>().expect("our own"), cursor);
        }
        for text in ["", ":", "x", "0.5:", "NaN:1", "inf:1", "0.5:x", "-"] {
            assert!(text.parse::<Cursor>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_filter_reads_back_from_json() {
        let filter = Filter {
            status: Some(Status::Pending),
            words: Some("mud".to_owned()),
            score_from: Some(0.25),
            claimed: Some(Claimed { by: None, at: Time::from_micros(9) }),
            ..Filter::default()
        };
        let text = serde_json::to_string(&filter).expect("JSON");
        assert_eq!(serde_json::from_str::<Filter>(&text).expect("a filter"), filter);
        assert_eq!(serde_json::from_str::<Filter>("{}").expect("a filter"), Filter::default());
    }
}
