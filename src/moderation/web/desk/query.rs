//! Which list is looked at: from the address to a filter, and back to an address of ours.
//!
//! A list travels through the desk as a query (`status=pending&section=harbour`), in links and in hidden fields. What
//! comes in is read into [`ListQuery`] and written anew, so that nothing else gets into an address of ours.

use serde::{Deserialize, Serialize};

use crate::clock::Time;
use crate::error::FieldError;
use crate::ids::{ArticleId, CommentId};
use crate::moderation::model::{Filter, Order};
use crate::moderation::reader_key;
use crate::status::Status;
use crate::text;
use crate::vault::Vault;
use crate::web::list;

/// Characters that can be searched for at most, and the longest value of any other field.
const MAX_WORDS: usize = 200;

/// A list as its address names it. Absent and empty mean the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub status: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub article: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub section: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub author: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub q: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub since: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub until: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub order: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub after: String,
}

/// A list that can be read from the database.
#[derive(Clone, Debug)]
pub struct Listing {
    /// Which comments.
    pub filter: Filter,
    /// From which end.
    pub order: Order,
    /// Those after this one.
    pub after: Option<CommentId>,
}

impl ListQuery {
    /// The list that a form brings back; the usual one if it is not one of ours.
    pub fn back(query: &str) -> ListQuery {
        serde_urlencoded::from_str(query).unwrap_or_default()
    }

    /// As a query, without what is empty.
    pub fn text(&self) -> String {
        serde_urlencoded::to_string(self).unwrap_or_default()
    }

    /// The page of this list.
    pub fn href(&self) -> String {
        joined(&self.text(), &[])
    }

    /// The page of this list with the comment `id` open.
    pub fn open(&self, id: CommentId) -> String {
        joined(&self.text(), &[("open", &id.to_string())])
    }

    /// This list with more in its address.
    pub fn with(&self, more: &[(&str, &str)]) -> String {
        joined(&self.text(), more)
    }

    /// The status that the list is of; None is those of all.
    pub fn status(&self) -> Result<Option<Status>, FieldError> {
        match self.status.as_str() {
            "" => Ok(Some(Status::Pending)),
            "all" => Ok(None),
            word => Status::ALL.into_iter().find(|status| status.name() == word).map(Some).ok_or_else(|| {
                FieldError::new("status", "unknown", "Choose among pending, approved, rejected, spam and deleted")
            }),
        }
    }

    /// How many conditions narrow the list beyond its tab.
    pub fn narrowed(&self) -> usize {
        let given = [&self.article, &self.section, &self.author, &self.q, &self.since, &self.until];
        given.iter().filter(|value| !value.is_empty()).count()
    }

    /// The list as the database is asked for it, or every fault in it.
    pub fn listing(&self, vault: &Vault) -> Result<Listing, Vec<FieldError>> {
        let mut faults = Vec::new();
        let status = self.status().map_err(|fault| faults.push(fault)).ok().flatten();
        let article = read(&self.article, |given| given.parse().ok().map(ArticleId));
        if article.is_err() {
            faults.push(FieldError::new("article", "unknown", "Name the article by its number"));
        }
        let reader = read(&self.author, |given| reader_key::reader(vault, given));
        if reader.is_err() {
            faults.push(FieldError::new("author", "unknown", "Use the reader’s link as it is"));
        }
        let mut instant = |field, given: &str| {
            let read = read(given, Time::parse);
            if read.is_err() {
                faults.push(FieldError::new(field, "time_format", "Give a date such as 2026-11-22"));
            }
            read.ok().flatten()
        };
        let since = instant("since", &self.since);
        let until = instant("until", &self.until);
        let mut line = |field, given: &str| match text::line(given) {
            Err(fault) => {
                faults.push(fault.of(field));
                None
            }
            Ok(words) if words.chars().count() > MAX_WORDS => {
                faults.push(FieldError::new(field, "too_long", "Search for at most 200 characters"));
                None
            }
            Ok(words) => (!words.is_empty()).then_some(words),
        };
        let section = line("section", &self.section);
        let words = line("q", &self.q);
        let order = match self.order.as_str() {
            "" => None,
            "oldest" => Some(Order::Oldest),
            "newest" => Some(Order::Newest),
            _ => {
                faults.push(FieldError::new("order", "unknown", "Choose oldest or newest"));
                None
            }
        };
        let after = read(&self.after, |cursor| list::key::<CommentId>(cursor).ok());
        if after.is_err() {
            faults.push(FieldError::new("after", "cursor", "This part of the list is gone; begin again"));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let (article, reader) = (article.ok().flatten(), reader.ok().flatten());
        let filter = Filter { status, article, section, reader, words, since, until };
        let order = order.unwrap_or_else(|| filter.usual_order());
        Ok(Listing { filter, order, after: after.ok().flatten() })
    }
}

/// What is absent is no fault.
fn read<T>(given: &str, parse: impl FnOnce(&str) -> Option<T>) -> Result<Option<T>, ()> {
    match given.trim() {
        "" => Ok(None),
        given => parse(given).map(Some).ok_or(()),
    }
}

fn joined(query: &str, more: &[(&str, &str)]) -> String {
    let more = serde_urlencoded::to_string(more).unwrap_or_default();
    let parts: Vec<&str> = [query, &more].into_iter().filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { "/desk".to_owned() } else { format!("/desk?{}", parts.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_ours_has_only_what_was_set() {
        let list = ListQuery { section: "harbour & city".into(), status: "spam".into(), ..ListQuery::default() };
        assert_eq!(ListQuery::default().href(), "/desk");
        assert_eq!(list.open(CommentId(7)), "/desk?status=spam&section=harbour+%26+city&open=7");
        assert_eq!(ListQuery::back(&list.text()), list);
        assert_eq!(ListQuery::back("status=spam&evil=1").href(), "/desk?status=spam");
    }
}
