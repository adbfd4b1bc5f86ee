//! Lists of articles: their filters, cursors and entries. No I/O.

use std::fmt;
use std::str::FromStr;

use crate::accounts::model::{Role, Staff};
use crate::clock::Time;
use crate::error::{Error, Result};
use crate::ids::{AccountId, ArticleId};

use super::choices::{Choices, Kind};
use super::lead_image::LeadImage;
use super::model::{ArticleSection, Label, Status};
use super::{excerpt, path};

/// The conditions of a list of articles.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only those with this status; None for all.
    pub status: Option<Status>,
    /// Only those in the section with this slug and in the sections below it.
    pub section: Option<String>,
    /// Only those with the tag of this slug.
    pub tag: Option<String>,
    /// Only those with the author of this slug in their byline.
    pub byline: Option<String>,
    /// Only those published from the first time on and before the second.
    pub published: Option<(Time, Time)>,
    /// Only those of this member of the staff.
    pub author: Option<AccountId>,
    /// Only those of this kind; None for all.
    pub kind: Option<Kind>,
    /// Only those that are sticky, or only those that are not.
    pub sticky: Option<bool>,
    /// Only those with these numbers.
    pub among: Option<Vec<ArticleId>>,
}

/// The position where a list begins. The last two are cursors, which stay correct while rows are
/// added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// At the first article.
    Beginning,
    /// After so many articles, for numbered pages.
    Offset(i64),
    /// After the article with this time of publication and this number.
    AfterTime(Time, ArticleId),
    /// After the article with this number.
    AfterId(ArticleId),
}

/// An article in a list.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names say all")]
pub struct ArticleSummary {
    pub id: ArticleId,
    /// As in `Article::path`.
    pub path: String,
    pub title: String,
    /// The line under the headline; may be empty.
    pub summary: String,
    /// The beginning of the Markdown, for the excerpt.
    pub lead: String,
    /// As in `Article::bylines`.
    pub bylines: Vec<Label>,
    pub lead_image: Option<LeadImage>,
    pub section: Option<ArticleSection>,
    /// Its tags in the order they were given.
    pub tags: Vec<Label>,
    pub status: Status,
    /// Its kind, its language, its place on the site, and its rules for comments.
    pub choices: Choices,
    /// Whether readers need a password for it: lists show its headline only.
    pub is_protected: bool,
    /// When it became public.
    pub published_at: Option<Time>,
    /// When its text last changed.
    pub updated_at: Time,
    /// Grows with each change.
    pub version: i64,
    /// Approved comments under it.
    pub comments: i64,
}

impl Filter {
    /// The filter of public articles, without pages such as About.
    pub fn public() -> Filter {
        Filter { status: Some(Status::Published), kind: Some(Kind::Article), ..Filter::default() }
    }

    /// The filter of the articles with `status` that `staff` can see: authors and moderators see
    /// their own, editors all.
    pub fn for_staff(status: Option<Status>, staff: &Staff) -> Filter {
        let author = (staff.role < Role::Editor).then_some(staff.id);
        Filter { status, author, ..Filter::default() }
    }

    /// Whether `start` belongs to a list of this order.
    pub fn accepts(&self, start: Start) -> bool {
        match start {
            Start::Beginning | Start::Offset(_) => true,
            Start::AfterTime(..) => self.by_time(),
            Start::AfterId(_) => !self.by_time(),
        }
    }

    /// Whether the list is ordered by the time of publication. Only public articles always have
    /// one.
    pub(super) fn by_time(&self) -> bool {
        self.status == Some(Status::Published)
    }
}

impl fmt::Display for Start {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Start::Beginning => Ok(()),
            Start::Offset(offset) => write!(f, "{offset}"),
            Start::AfterTime(time, id) => write!(f, "t{}.{id}", time.micros()),
            Start::AfterId(id) => write!(f, "i{id}"),
        }
    }
}

impl FromStr for Start {
    type Err = Error;

    fn from_str(text: &str) -> Result<Start> {
        let wrong =
            || Error::invalid("after", "cursor", "Use the cursor of the previous answer as it is");
        let after_id = text.strip_prefix('i').and_then(|id| id.parse().ok()).map(Start::AfterId);
        let after_time = text.strip_prefix('t').and_then(|rest| {
            let (micros, id) = rest.split_once('.')?;
            Some(Start::AfterTime(Time::from_micros(micros.parse().ok()?), id.parse().ok()?))
        });
        after_id.or(after_time).ok_or_else(wrong)
    }
}

impl ArticleSummary {
    /// The path as a link: leading slash, percent-encoded.
    pub fn href(&self) -> String {
        path::href(&self.path)
    }

    /// The summary, or else the first words of the text; nothing of a protected article.
    pub fn excerpt(&self) -> String {
        if self.is_protected {
            return String::new();
        }
        excerpt(&self.summary, &self.lead)
    }

    /// The cursor after this article.
    pub fn position(&self, filter: &Filter) -> Start {
        match self.published_at.filter(|_| filter.by_time()) {
            Some(time) => Start::AfterTime(time, self.id),
            None => Start::AfterId(self.id),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_and_belongs_to_its_order() {
        let by_time = Start::AfterTime(Time::from_micros(-5), ArticleId(7));
        for start in [by_time, Start::AfterId(ArticleId(7))] {
            assert_eq!(start.to_string().parse::<Start>().expect("ours"), start);
        }
        for wrong in ["", "7", "t7", "t1.x", "ix"] {
            assert!(wrong.parse::<Start>().is_err(), "{wrong}");
        }
        assert!(Filter::public().accepts(by_time) && !Filter::default().accepts(by_time));
    }
}
