//! Reads the list that an address names into a filter, and writes it back into addresses.
//!
//! Links and hidden fields of the desk carry the list as a query (`status=pending&section=harbour`). It
//! is parsed into [`ListQuery`] and written anew, so that our addresses contain nothing else. The names
//! are those of `GET /api/v1/comments`; without a status the list has the pending comments, and with
//! `status=all` all comments.

use std::collections::HashMap;

use url::form_urlencoded;

use crate::clock::{Time, TimeFormat, Zone};
use crate::error::{Error, FieldError};
use crate::i18n::Message;
use crate::ids::{AccountId, CommentId};
use crate::moderation::filter::RawFilter;
use crate::moderation::model::list::{Cursor, Filter, Order};
use crate::status::Status;
use crate::vault::Vault;
use crate::web::list;

/// Comments in one part of a list.
pub(super) const PAGE: usize = 50;

/// The names of the conditions besides the status, in the order on the page.
const FIELDS: [&str; 18] = [
    "q",
    "section",
    "since",
    "until",
    "article",
    "author",
    "network",
    "rule",
    "reason",
    "language",
    "score_from",
    "score_to",
    "claimed",
    "group",
    "mine",
    "pinned",
    "featured",
    "order",
];

/// The query of a list. Absent and empty parameters mean the same.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ListQuery {
    raw: RawFilter,
    after: String,
    /// Parameters that could not be parsed.
    faults: Vec<FieldError>,
}

/// A list that can be read from the database.
#[derive(Clone, Debug)]
pub struct Listing {
    pub filter: Filter,
    pub order: Order,
    /// The cursor after which the part begins.
    pub after: Option<Cursor>,
}

impl ListQuery {
    /// Parses a query or a form. Other parameters are ignored, because they belong to the page.
    pub fn read(query: &str) -> ListQuery {
        let mut list = ListQuery::default();
        let given: HashMap<String, String> =
            form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let mut good = form_urlencoded::Serializer::new(String::new());
        for name in FIELDS.into_iter().chain(["status"]) {
            let Some(value) = given.get(name).filter(|value| !value.trim().is_empty()) else {
                continue;
            };
            let pair = form_urlencoded::Serializer::new(String::new())
                .append_pair(name, value.trim())
                .finish();
            match serde_urlencoded::from_str::<RawFilter>(&pair) {
                Ok(_) => {
                    good.append_pair(name, value.trim());
                }
                Err(_) => list.faults.push(FieldError::new(
                    name,
                    "unknown",
                    format!("“{name}” cannot be read; start again"),
                )),
            }
        }
        list.raw = serde_urlencoded::from_str(&good.finish()).unwrap_or_default();
        list.after = given.get("after").cloned().unwrap_or_default();
        list
    }

    /// The query, without empty parameters.
    pub fn text(&self) -> String {
        let filter = serde_urlencoded::to_string(&self.raw).unwrap_or_default();
        let after = if self.after.is_empty() { String::new() } else { pair("after", &self.after) };
        joined(&[&filter, &after])
    }

    /// The address of this list.
    pub fn href(&self) -> String {
        self.with(&[])
    }

    /// The pending comments of a group of near-duplicates.
    pub fn alike(&self, group: CommentId) -> String {
        ListQuery {
            raw: RawFilter { group: Some(group), ..RawFilter::default() },
            ..ListQuery::default()
        }
        .href()
    }

    /// The list of a saved view.
    pub fn of_view(filter: &RawFilter) -> ListQuery {
        let mut raw = filter.clone();
        raw.status.get_or_insert_with(|| "all".to_owned());
        ListQuery { raw, ..ListQuery::default() }
    }

    /// The unparsed filter, with the list's status.
    pub fn filter(&self) -> RawFilter {
        let status = match self.raw.status.as_deref() {
            None => Some(Status::Pending.name().to_owned()),
            Some("all") => None,
            Some(word) => Some(word.to_owned()),
        };
        RawFilter { status, ..self.raw.clone() }
    }

    /// The page of this list with the comment `id` open.
    pub fn open(&self, id: CommentId) -> String {
        self.with(&[("open", &id.to_string())])
    }

    /// The address of this list with more parameters.
    pub fn with(&self, more: &[(&str, &str)]) -> String {
        let more = serde_urlencoded::to_string(more).unwrap_or_default();
        match joined(&[&self.text(), &more]).as_str() {
            "" => "/desk".to_owned(),
            query => format!("/desk?{query}"),
        }
    }

    /// The list after a cursor.
    pub fn after(&self, place: Cursor) -> ListQuery {
        ListQuery { after: list::cursor(place), ..self.clone() }
    }

    /// The beginning of the list with another status and the same conditions.
    pub fn of(&self, status: Status) -> ListQuery {
        let status = Some(status.name().to_owned());
        ListQuery {
            raw: RawFilter { status, order: None, ..self.raw.clone() },
            ..ListQuery::default()
        }
    }

    /// The status of the list; None for all comments.
    pub fn status(&self) -> Option<Status> {
        match self.raw.status.as_deref() {
            None => Some(Status::Pending),
            Some(word) => Status::ALL.into_iter().find(|status| status.name() == word),
        }
    }

    /// Whether the list has all comments of its status.
    pub fn is_whole(&self) -> bool {
        self.after.is_empty() && self.conditions().iter().all(|(name, _)| *name == "order")
    }

    /// Name and value of each condition besides the status.
    pub fn conditions(&self) -> Vec<(&'static str, String)> {
        let text = serde_urlencoded::to_string(&self.raw).unwrap_or_default();
        let given: HashMap<String, String> =
            form_urlencoded::parse(text.as_bytes()).into_owned().collect();
        FIELDS
            .into_iter()
            .filter_map(|name| given.get(name).map(|value| (name, value.clone())))
            .collect()
    }

    /// Parses the filter on behalf of the account `asker`; returns every fault.
    pub fn listing(
        &self,
        vault: &Vault,
        zone: &Zone,
        asker: AccountId,
        now: Time,
    ) -> Result<Listing, Vec<FieldError>> {
        let raw = self.filter();
        let mut faults = self.faults.clone();
        let read = match raw.read(TimeFormat::Local(zone), vault, asker, now) {
            Ok(read) => Some(read),
            Err(Error::Invalid(more)) => {
                faults.extend(more);
                None
            }
            Err(_) => None,
        };
        let after = match self.after.as_str() {
            "" => None,
            cursor => match (list::key::<Cursor>(cursor), &read) {
                (Ok(place), Some((_, order))) if place.is_for(*order) => Some(place),
                _ => {
                    faults.push(FieldError::new(
                        "after",
                        "cursor",
                        Message::fault_list_part_gone(),
                    ));
                    None
                }
            },
        };
        match read {
            Some((filter, order)) if faults.is_empty() => Ok(Listing { filter, order, after }),
            _ => Err(faults),
        }
    }
}

fn pair(name: &str, value: &str) -> String {
    form_urlencoded::Serializer::new(String::new()).append_pair(name, value).finish()
}

pub(in crate::desk) fn joined(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_ours_has_only_what_was_set() {
        let list = ListQuery::read("status=spam&section=harbour+%26+city&q=&evil=1&open=3");
        assert_eq!(ListQuery::default().href(), "/desk");
        assert_eq!(list.open(CommentId(7)), "/desk?status=spam&section=harbour+%26+city&open=7");
        assert_eq!(ListQuery::read(&list.text()), list);
        assert_eq!(
            list.of(Status::Pending).href(),
            "/desk?status=pending&section=harbour+%26+city"
        );
        assert_eq!(list.conditions(), [("section", "harbour & city".to_owned())]);
        assert!(!list.is_whole() && ListQuery::read("status=spam&order=newest").is_whole());
    }

    #[test]
    fn what_cannot_be_read_is_told_and_the_rest_is_kept() {
        let list = ListQuery::read("q=mud&score_from=much&article=x");
        assert_eq!(list.conditions(), [("q", "mud".to_owned())]);
        assert_eq!(
            list.faults.iter().map(|fault| fault.field).collect::<Vec<_>>(),
            ["article", "score_from"]
        );
    }
}
