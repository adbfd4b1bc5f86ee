//! A filter as it was sent, in a query or as JSON, and how it is checked. No I/O.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::clock::{Time, TimeFormat};
use crate::error::{Error, FieldError, Result};
use crate::i18n::Message;
use crate::ids::{AccountId, ArticleId, CommentId, RuleId};
use crate::moderation::model::list::{Claimed, Filter, Order};
use crate::moderation::reader_key;
use crate::status::Status;
use crate::text::{self, FieldFault};
use crate::vault::Vault;

/// Longest search and longest name in a filter, in characters.
const MAX_LINE: usize = 200;

/// The conditions of a list of comments; a comment must meet all.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, IntoParams, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
#[schema(as = CommentFilter, example = json!({ "status": "pending", "section": "harbour", "score_from": 0.5 }))]
pub struct RawFilter {
    /// Only those with this status.
    #[param(value_type = Option<Status>)]
    #[schema(value_type = Option<Status>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Only those under this article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article: Option<ArticleId>,
    /// Only those under articles of the section with this slug and of the sections below it; `-` for
    /// articles without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// Only those of the sections that you moderate, or that have no moderators.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mine: Option<bool>,
    /// Only those of one reader, under every spelling of the address (`ann+2@…`): the `author` of any
    /// comment of the reader.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Only those from one network: the `network_prefix` of any comment.
    #[param(example = "192.0.2.0/24")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network: Option<String>,
    /// Only those that this rule hit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<RuleId>,
    /// Only those with this reason from screening: `links`, `honeypot`, `score`, `ban:3`. Policies
    /// are not listed.
    #[param(example = "links")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Only those in this language: three letters of ISO 639-3.
    #[param(example = "hun")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Only those with at least this score, 0 to 1.
    #[param(minimum = 0, maximum = 1)]
    #[schema(minimum = 0, maximum = 1)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score_from: Option<f64>,
    /// Only those with at most this score, 0 to 1.
    #[param(minimum = 0, maximum = 1)]
    #[schema(minimum = 0, maximum = 1)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score_to: Option<f64>,
    /// Only those with all these words in text or name; case and accents are ignored. The last
    /// word, from five letters on, may be the beginning of a word. At most 200 characters.
    #[param(max_length = 200)]
    #[schema(max_length = 200)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Only those posted then or later: RFC 3339 with its offset.
    #[param(example = "2026-11-22T09:30:00Z")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// Only those posted before: RFC 3339 with its offset.
    #[param(example = "2026-11-23T09:30:00Z")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Only those that you have claimed (`me`) or that nobody has claimed (`nobody`).
    #[param(value_type = Option<ClaimedBy>)]
    #[schema(value_type = Option<ClaimedBy>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed: Option<String>,
    /// Only near-duplicates of each other: the `group` of any of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<CommentId>,
    /// Only pinned comments, or only the others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pinned: Option<bool>,
    /// Only editors' picks, or only the others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub featured: Option<bool>,
    /// The order of the list; by default `oldest` for `status=pending` and `newest` otherwise.
    #[param(value_type = Option<Order>)]
    #[schema(value_type = Option<Order>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<String>,
}

/// Who has claimed a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names say all")]
pub enum ClaimedBy {
    /// The account that sends the request.
    Me,
    Nobody,
}

impl RawFilter {
    /// Checks the filter for the given account at `now`, and returns it with the order of the list.
    /// `time_format` says how times are written.
    ///
    /// # Errors
    /// `Invalid` with every fault at once.
    pub fn read(
        &self,
        time_format: TimeFormat<'_>,
        vault: &Vault,
        account: AccountId,
        now: Time,
    ) -> Result<(Filter, Order)> {
        let mut faults = Vec::new();
        let filter = Filter {
            status: known(&mut faults, "status", self.status.as_deref(), STATUSES, |word| {
                Status::ALL.into_iter().find(|status| status.name() == word)
            }),
            article: self.article,
            section: line(&mut faults, "section", self.section.as_deref()),
            sections_of_moderator: self.mine.filter(|mine| *mine).map(|_| account),
            reader: known(&mut faults, "author", self.author.as_deref(), AUTHOR, |key| {
                reader_key::reader(vault, key)
            }),
            network: line(&mut faults, "network", self.network.as_deref()),
            reason: line(&mut faults, "reason", self.reason.as_deref()),
            rule: self.rule,
            language: line(&mut faults, "language", self.language.as_deref()),
            score_from: score(&mut faults, "score_from", self.score_from),
            score_to: score(&mut faults, "score_to", self.score_to),
            words: line(&mut faults, "q", self.q.as_deref()),
            since: instant(&mut faults, time_format, "since", self.since.as_deref()),
            until: instant(&mut faults, time_format, "until", self.until.as_deref()),
            claimed: known(&mut faults, "claimed", self.claimed.as_deref(), CLAIMED, |word| {
                match word {
                    "me" => Some(Claimed { by: Some(account), at: now }),
                    "nobody" => Some(Claimed { by: None, at: now }),
                    _ => None,
                }
            }),
            group: self.group,
            pinned: self.pinned,
            featured: self.featured,
        };
        if filter.words.as_deref().is_some_and(|words| !words.chars().any(char::is_alphanumeric)) {
            faults.push(FieldError::new("q", "no_words", Message::fault_search_words()));
        }
        let order = known(&mut faults, "order", self.order.as_deref(), ORDERS, |word| {
            Order::ALL.into_iter().find(|order| order.name() == word)
        });
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        let order = order.unwrap_or_else(|| filter.default_order());
        Ok((filter, order))
    }
}

const STATUSES: &str = "Choose one of pending, approved, rejected, spam and deleted";
const AUTHOR: &str = "Use the author of a comment unchanged";
const CLAIMED: &str = "Choose me or nobody";
const ORDERS: &str = "Choose oldest, newest or score";

/// Reads a field that has a fixed set of values.
fn known<T>(
    faults: &mut Vec<FieldError>,
    field: &'static str,
    given: Option<&str>,
    remedy: &'static str,
    read: impl FnOnce(&str) -> Option<T>,
) -> Option<T> {
    let read = read(given?);
    if read.is_none() {
        faults.push(FieldError::new(field, "unknown", remedy));
    }
    read
}

fn instant(
    faults: &mut Vec<FieldError>,
    time_format: TimeFormat<'_>,
    field: &'static str,
    given: Option<&str>,
) -> Option<Time> {
    let read = time_format.parse(given?);
    read.map_err(|detail| faults.push(FieldError::new(field, "time_format", detail))).ok()
}

fn score(faults: &mut Vec<FieldError>, field: &'static str, given: Option<f64>) -> Option<f64> {
    let read = given?;
    if !(0.0..=1.0).contains(&read) {
        faults.push(FieldError::new(field, "out_of_range", Message::fault_score()));
    }
    Some(read)
}

fn line(faults: &mut Vec<FieldError>, field: &'static str, given: Option<&str>) -> Option<String> {
    let read = text::line(given.unwrap_or_default()).unwrap_or_else(|fault| {
        faults.push(fault.of(field));
        String::new()
    });
    let length = read.chars().count();
    if length > MAX_LINE {
        faults.push(FieldFault::too_long(MAX_LINE, length).of(field));
    }
    (!read.is_empty()).then_some(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Result<(Filter, Order)> {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = Vault::open_or_create(&folder.path().join("keys")).expect("a vault");
        let raw: RawFilter = serde_urlencoded::from_str(query).expect("known parameters");
        raw.read(TimeFormat::Rfc3339, &vault, AccountId(7), Time::from_micros(5))
    }

    #[test]
    fn every_parameter_of_a_query_is_read() {
        let query = "status=spam&article=3&section=harbour&q=%20Mud%20&since=2026-11-22T00:00:00Z&score_from=0.5&mine=true\
            &claimed=me&pinned=false&rule=12&order=score";
        let (filter, order) = read(query).expect("a good query");
        assert_eq!((filter.status, filter.article), (Some(Status::Spam), Some(ArticleId(3))));
        assert_eq!(
            (filter.section.as_deref(), filter.words.as_deref()),
            (Some("harbour"), Some("Mud"))
        );
        assert_eq!((filter.since, filter.until), (Time::parse("2026-11-22T00:00:00Z"), None));
        assert_eq!(
            (filter.score_from, filter.sections_of_moderator, filter.pinned),
            (Some(0.5), Some(AccountId(7)), Some(false))
        );
        assert_eq!(
            filter.claimed,
            Some(Claimed { by: Some(AccountId(7)), at: Time::from_micros(5) })
        );
        assert_eq!((filter.rule, order), (Some(RuleId(12)), Order::Score));
        assert_eq!(read("q=").expect("nothing to look for").0, Filter::default());
    }

    #[test]
    fn all_faults_of_a_query_are_reported_at_once() {
        let query = format!(
            "status=open&author=ann&since=yesterday&until=&section=a%00&score_to=NaN&claimed=you&q={}&order=random",
            "x".repeat(201)
        );
        let Err(Error::Invalid(faults)) = read(&query) else { panic!("the query was accepted") };
        let reported: Vec<(&str, &str)> =
            faults.iter().map(|fault| (fault.field, fault.code)).collect();
        assert_eq!(
            reported,
            [
                ("status", "unknown"),
                ("section", "forbidden_characters"),
                ("author", "unknown"),
                ("score_to", "out_of_range"),
                ("q", "too_long"),
                ("since", "time_format"),
                ("until", "time_format"),
                ("claimed", "unknown"),
                ("order", "unknown"),
            ]
        );
        assert!(matches!(read("q=%21%21"), Err(Error::Invalid(_))));
        assert!(serde_urlencoded::from_str::<RawFilter>("colour=red").is_err());
    }

    #[test]
    fn pending_comments_are_listed_oldest_first() {
        assert_eq!(read("status=pending").expect("good").1, Order::Oldest);
        assert_eq!(read("").expect("good").1, Order::Newest);
    }

    #[test]
    fn a_filter_has_the_same_names_in_json_and_in_a_query() {
        let raw: RawFilter =
            serde_urlencoded::from_str("status=pending&article=3&score_from=0.5&mine=true")
                .expect("good");
        let json = serde_json::to_value(&raw).expect("JSON");
        assert_eq!(
            json,
            serde_json::json!({ "status": "pending", "article": 3, "score_from": 0.5, "mine": true })
        );
        assert_eq!(serde_json::from_value::<RawFilter>(json).expect("the same"), raw);
        let query = serde_urlencoded::to_string(&raw).expect("a query");
        assert_eq!(query, "status=pending&article=3&mine=true&score_from=0.5");
    }
}
