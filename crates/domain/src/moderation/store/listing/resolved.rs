//! A filter with its names replaced by numbers, and the ways along the indexes that it allows.

use diesel::prelude::*;

use crate::articles;
use crate::db::schema::sections;
use crate::db::{Connection, dialect};
use crate::error::Result;
use crate::ids::{AccountId, CommentId, SectionId};
use crate::moderation::model::list::{Claimed, Filter, NO_SECTION};
use crate::moderation::store::{inbox, section_moderators};
use crate::on;
use crate::status::Status;
use crate::text;

/// Comments above the first number and below the second.
pub type Span = (i64, i64);

pub const ALL_IDS: Span = (i64::MIN, i64::MAX);

/// A filter that is ready for queries.
pub struct ResolvedFilter<'a> {
    pub filter: &'a Filter,
    /// The sections to list; None lists all. None within stands for articles without a section.
    pub sections: Option<Vec<Option<SectionId>>>,
    /// The words of the search in the engine's own syntax.
    pub terms: Option<String>,
    /// SQL before and after the bound terms: in general, and where the terms match few comments.
    pub fits_words: [(&'static str, &'static str); 2],
    /// The inbox of the reader, if it is known.
    pub inbox: Option<Vec<u8>>,
    /// Reason codes that screening must have stored with the comment.
    pub codes: Vec<String>,
}

/// One scan along an index of `comments`.
#[derive(Clone, Copy, Debug)]
pub struct IndexScan {
    pub section: Option<Option<SectionId>>,
    pub status: Option<Status>,
}

/// A table beside `comments`, or a partial index, that yields candidates in blocks.
#[derive(Clone, Copy)]
pub enum Source<'a> {
    Words(&'a str),
    Reason(&'a str),
    Claims(Claimed, AccountId),
    Pinned,
    Featured,
}

/// The part of the filter that a query applies.
#[derive(Clone, Copy)]
pub enum Conditions<'a> {
    All,
    /// All conditions, where the words of the search match few comments.
    AllRareWords,
    /// Only those that the indexes of `comments` answer: enough to find the next candidate.
    Indexed,
    /// All except the one that the source has applied.
    Except(Source<'a>),
    /// The same, for the candidates that the source has yielded.
    ExceptAmong(&'a [CommentId], Source<'a>),
}

/// The sections that a filter lists: None for all, empty if no section matches.
pub fn sections_of(
    conn: &mut Connection,
    filter: &Filter,
) -> Result<Option<Vec<Option<SectionId>>>> {
    let named = match filter.section.as_deref() {
        None => None,
        Some(NO_SECTION) => Some(vec![None]),
        Some(slug) => {
            let ids = articles::sections::with_below(conn, slug)?;
            Some(ids.into_iter().map(Some).collect())
        }
    };
    let Some(account) = filter.sections_of_moderator else { return Ok(named) };
    let assigned = section_moderators::assigned_with_above(conn)?;
    let theirs = |section: SectionId| {
        let mut moderators = assigned.iter().filter(|(id, _)| *id == section).peekable();
        moderators.peek().is_none() || moderators.any(|(_, moderator)| *moderator == account)
    };
    Ok(match named {
        _ if assigned.is_empty() => named,
        Some(named) => {
            Some(named.into_iter().filter(|section| section.is_none_or(theirs)).collect())
        }
        None => {
            let all: Vec<SectionId> =
                on!(conn, |c| sections::table.order(sections::id).select(sections::id).load(c))?;
            Some(
                all.into_iter()
                    .filter(|section| theirs(*section))
                    .map(Some)
                    .chain([None])
                    .collect(),
            )
        }
    })
}

/// Replaces the names in a filter by numbers. None if no comment can match it.
pub fn resolve<'a>(
    conn: &mut Connection,
    filter: &'a Filter,
) -> Result<Option<ResolvedFilter<'a>>> {
    let sections = sections_of(conn, filter)?;
    if sections.as_ref().is_some_and(Vec::is_empty) {
        return Ok(None);
    }
    let terms = match filter.words.as_deref() {
        None => None,
        Some(words) => match dialect::search_terms(conn, &text::words::wanted(words))? {
            None => return Ok(None),
            terms => terms,
        },
    };
    let inbox = match filter.reader {
        Some(reader) => inbox::of(conn, reader)?,
        None => None,
    };
    let codes = filter
        .reason
        .clone()
        .into_iter()
        .chain(filter.rule.map(|rule| format!("rule:{rule}")))
        .collect();
    Ok(Some(ResolvedFilter {
        filter,
        sections,
        terms,
        fits_words: [false, true].map(|few| dialect::search_condition(conn, few)),
        inbox,
        codes,
    }))
}

/// The order in which a scan yields comments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScanOrder {
    ById,
    Any,
}

impl ResolvedFilter<'_> {
    /// Whether an index of `comments` (reader, group or network) leads to few rows. Status and
    /// section are then checked on those rows instead of being looked up in an index.
    pub fn has_selective_index(&self) -> bool {
        let filter = self.filter;
        filter.reader.is_some() || filter.group.is_some() || filter.network.is_some()
    }

    /// The scans that together cover the filter.
    pub fn scans(&self, order: ScanOrder) -> Vec<IndexScan> {
        let filter = self.filter;
        let statuses: Vec<Option<Status>> = match filter.status {
            Some(status) => vec![Some(status)],
            // The indexes begin with the status, then the id or the score.
            None if self.sections.is_some()
                || (order == ScanOrder::ById && filter.article.is_some()) =>
            {
                Status::ALL.map(Some).into()
            }
            None => vec![None],
        };
        let sections: Vec<Option<Option<SectionId>>> = match &self.sections {
            None => vec![None],
            Some(sections) => sections.iter().copied().map(Some).collect(),
        };
        let by_status =
            |section| statuses.iter().map(move |status| IndexScan { section, status: *status });
        sections.into_iter().flat_map(by_status).collect()
    }

    /// Where to take candidates from, if not from the indexes of `comments` alone.
    pub fn source(&self) -> Option<Source<'_>> {
        match (self.filter.claimed, self.terms.as_deref(), self.codes.first()) {
            (Some(claimed @ Claimed { by: Some(by), .. }), _, _) => {
                Some(Source::Claims(claimed, by))
            }
            (_, Some(terms), _) => Some(Source::Words(terms)),
            (_, _, Some(code)) => Some(Source::Reason(code)),
            _ if self.filter.pinned == Some(true) => Some(Source::Pinned),
            _ if self.filter.featured == Some(true) => Some(Source::Featured),
            _ => None,
        }
    }

    /// One scan for each status, since the index of scores begins with the status.
    pub fn score_scans(&self) -> Vec<IndexScan> {
        let scans = self.scans(ScanOrder::ById);
        scans
            .into_iter()
            .flat_map(|scan| match scan.status {
                Some(_) => vec![scan],
                None => Status::ALL
                    .iter()
                    .map(|status| IndexScan { status: Some(*status), ..scan })
                    .collect(),
            })
            .collect()
    }
}
