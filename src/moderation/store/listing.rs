//! Which comments fit a filter, in which order, without ever sorting or counting what nobody looks
//! at.
//!
//! A list is a few *walks*, each along one index and merged here: a section without a status is
//! five walks of (section, status, id). What the indexes of `comments` do not know (a rule's hits,
//! the words of a search) gives numbers in blocks, from which the rest of the filter picks; before
//! each block the indexes say where the next comment is that could fit, so that a common word costs
//! no more than a rare one. PostgreSQL's index of words has no order at all, so there the next
//! comments that could fit are looked at themselves, some hundreds and as many more as it takes:
//! words that are rare among them are rare enough to ask the index for.

use std::cmp::Ordering;
use std::collections::HashSet;

use diesel::dsl::{count_star, exists, not, sql};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Double, SmallInt, Text};

use crate::clock::Time;
use crate::db::schema::{claims, comment_reasons, comments, sections};
use crate::db::{Connection, Engine, dialect};
use crate::error::{Error, Result};
use crate::ids::{AccountId, CommentId, SectionId};
use crate::moderation::model::{Claimed, Filter, NO_SECTION, Order, Place};
use crate::moderation::store::section_moderators;
use crate::on;
use crate::screening::rules::fold;
use crate::status::Status;

/// Numbers that a search or a rule gives at once, at first and at most.
const BLOCKS: (i64, i64) = (512, 4_096);

/// Comments that are looked at themselves before an index of words without their order is asked: at
/// first, and at most.
const LOOKS: (usize, usize) = (256, 6_000);

/// Comments above the first number and below the second.
type Span = (i64, i64);

const EVERYWHERE: Span = (i64::MIN, i64::MAX);

/// A filter whose names are looked up.
struct Asked<'a> {
    filter: &'a Filter,
    /// In any of these, if it is about sections at all; None within stands for no section.
    sections: Option<Vec<Option<SectionId>>>,
    /// In the engine's language of searches.
    terms: Option<String>,
    /// Around the terms: in general, and where they lead to few comments.
    fits_words: [(&'static str, &'static str); 2],
    /// Codes that screening must have found.
    codes: Vec<String>,
}

/// One way along an index.
#[derive(Clone, Copy, Debug)]
struct Walk {
    section: Option<Option<SectionId>>,
    status: Option<Status>,
}

/// What gives numbers in blocks.
#[derive(Clone, Copy)]
enum Source<'a> {
    Words(&'a str),
    Reason(&'a str),
    Claims(Claimed, AccountId),
    Pinned,
    Featured,
}

/// How much of the filter a query looks at.
#[derive(Clone, Copy)]
enum Part<'a> {
    /// All of it.
    Whole,
    /// All of it, and the words lead to few comments.
    Words,
    /// Only what the indexes know, to see where to go on.
    Indexed,
    /// All but what the source knows.
    But(Source<'a>),
    /// The same, among what it gave.
    Among(&'a [CommentId], Source<'a>),
}

/// Adds the conditions of a filter to a boxed query on `comments`.
macro_rules! narrowed {
    ($query:expr, $asked:expr, $walk:expr, $part:expr, $span:expr) => {{
        let (asked, walk, part, span): (&Asked<'_>, Walk, Part<'_>, Span) = ($asked, $walk, $part, $span);
        let filter = asked.filter;
        let mut query = $query;
        if span.0 > i64::MIN {
            query = query.filter(comments::id.gt(CommentId(span.0)));
        }
        if span.1 < i64::MAX {
            query = query.filter(comments::id.lt(CommentId(span.1)));
        }
        let few = asked.is_narrow() || matches!(part, Part::Among(..) | Part::Words);
        match walk.status {
            // An expression: no index on the status is walked where another one leads to few rows.
            Some(status) if few => {
                query = query.filter(sql::<Bool>("+comments.status = ").bind::<SmallInt, _>(status));
            }
            Some(status) => query = query.filter(comments::status.eq(status)),
            None => {}
        }
        match walk.section {
            Some(Some(section)) => query = query.filter(comments::section_id.eq(section)),
            Some(None) => query = query.filter(comments::section_id.is_null()),
            None => {}
        }
        if let Some(article) = filter.article {
            query = query.filter(comments::article_id.eq(article));
        }
        if let Some(reader) = filter.reader {
            query = query.filter(comments::reader_id.eq(reader));
        }
        if let Some(group) = filter.group {
            query = query.filter(comments::group_id.eq(group));
        }
        if let Some(network) = &filter.network {
            query = query.filter(comments::network_prefix.eq(network));
        }
        let source = match part {
            Part::Among(ids, source) => {
                query = query.filter(comments::id.eq_any(ids));
                Some(source)
            }
            Part::But(source) => Some(source),
            Part::Whole | Part::Words | Part::Indexed => None,
        };
        if !matches!(part, Part::Indexed) {
            if let Some(terms) = asked.terms.clone().filter(|_| !matches!(source, Some(Source::Words(_)))) {
                let (before, after) = asked.fits_words[usize::from(matches!(part, Part::Words))];
                query = query.filter(sql::<Bool>(before).bind::<Text, _>(terms).sql(after));
            }
            for code in &asked.codes {
                if !matches!(source, Some(Source::Reason(of)) if of == code) {
                    let found = comment_reasons::table
                        .filter(comment_reasons::code.eq(code).and(comment_reasons::comment_id.eq(comments::id)));
                    query = query.filter(exists(found));
                }
            }
            if let Some(language) = &filter.language {
                query = query.filter(comments::language.eq(language));
            }
            if let Some(from) = filter.score_from {
                query = query.filter(comments::score.ge(from));
            }
            if let Some(to) = filter.score_to {
                query = query.filter(comments::score.le(to));
            }
            if let Some(since) = filter.since {
                query = query.filter(comments::created_at.ge(since));
            }
            if let Some(until) = filter.until {
                query = query.filter(comments::created_at.lt(until));
            }
            if let Some(Claimed { by, at }) = filter.claimed {
                let claims = claims::table.filter(claims::comment_id.eq(comments::id).and(claims::until.gt(at)));
                query = match by {
                    None => query.filter(not(exists(claims))),
                    Some(by) => query.filter(exists(claims.filter(claims::account_id.eq(by)))),
                };
            }
            query = match filter.pinned {
                None => query,
                Some(true) => query.filter(comments::pinned_at.is_not_null()),
                Some(false) => query.filter(comments::pinned_at.is_null()),
            };
            query = match filter.featured {
                None => query,
                Some(true) => query.filter(comments::featured_at.is_not_null()),
                Some(false) => query.filter(comments::featured_at.is_null()),
            };
        }
        query
    }};
}
/// Up to `limit` comments that fit the filter, those after `after` in that order.
pub fn page(
    conn: &mut Connection,
    filter: &Filter,
    order: Order,
    after: Option<Place>,
    limit: i64,
) -> Result<Vec<CommentId>> {
    let Some(asked) = asked(conn, filter)? else { return Ok(Vec::new()) };
    dialect::plan_by_values(conn)?;
    match (order, after) {
        (Order::Oldest, Some(Place::At(after))) => {
            by_number(conn, &asked, true, (after.0, i64::MAX), limit)
        }
        (Order::Newest, Some(Place::At(after))) => {
            by_number(conn, &asked, false, (i64::MIN, after.0), limit)
        }
        (Order::Oldest | Order::Newest, None) => {
            by_number(conn, &asked, order == Order::Oldest, EVERYWHERE, limit)
        }
        (Order::Score, Some(Place::Scored(score, after))) => {
            by_score(conn, &asked, Some((score, after)), limit)
        }
        (Order::Score, None) => by_score(conn, &asked, None, limit),
        (Order::Score, Some(Place::At(_)))
        | (Order::Oldest | Order::Newest, Some(Place::Scored(..))) => Err(Error::invalid(
            "after",
            "cursor",
            "Use the cursor of the previous answer in the same order",
        )),
    }
}

/// Up to `limit` comments that fit the filter and come after `after` and not after `until`, by
/// their numbers.
pub fn ids(
    conn: &mut Connection,
    filter: &Filter,
    after: Option<CommentId>,
    until: Option<CommentId>,
    limit: i64,
) -> Result<Vec<CommentId>> {
    let Some(asked) = asked(conn, filter)? else { return Ok(Vec::new()) };
    dialect::plan_by_values(conn)?;
    let span =
        (after.map_or(i64::MIN, |id| id.0), until.map_or(i64::MAX, |id| id.0.saturating_add(1)));
    by_number(conn, &asked, true, span, limit)
}

/// How many comments fit the filter. By status and section that is known; everything else is
/// counted.
pub fn count(conn: &mut Connection, filter: &Filter) -> Result<i64> {
    let Some(asked) = asked(conn, filter)? else { return Ok(0) };
    let plain = Filter {
        status: filter.status,
        section: filter.section.clone(),
        desk_of: filter.desk_of,
        ..Filter::default()
    };
    if *filter == plain {
        return super::counting::total(conn, filter.status, asked.sections.as_deref());
    }
    dialect::plan_by_values(conn)?;
    let mut sum = 0;
    for walk in asked.walks(false) {
        let counted: i64 = on!(conn, |c| {
            let query = comments::table.select(count_star()).into_boxed();
            narrowed!(query, &asked, walk, Part::Whole, EVERYWHERE).first(c)
        })?;
        sum += counted;
    }
    Ok(sum)
}

/// The sections of a filter's comments: None for all, empty if there are none.
pub fn sections_of(
    conn: &mut Connection,
    filter: &Filter,
) -> Result<Option<Vec<Option<SectionId>>>> {
    let named = match filter.section.as_deref() {
        None => None,
        Some(NO_SECTION) => Some(vec![None]),
        Some(slug) => {
            let found: Option<SectionId> = on!(conn, |c| sections::table
                .filter(sections::slug.eq(slug))
                .select(sections::id)
                .first(c)
                .optional())?;
            Some(found.map(Some).into_iter().collect())
        }
    };
    let Some(account) = filter.desk_of else { return Ok(named) };
    let assigned = section_moderators::assigned(conn)?;
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

/// The filter with its names looked up; None if nothing can fit it.
fn asked<'a>(conn: &mut Connection, filter: &'a Filter) -> Result<Option<Asked<'a>>> {
    let sections = sections_of(conn, filter)?;
    if sections.as_ref().is_some_and(Vec::is_empty) {
        return Ok(None);
    }
    let terms = match filter.words.as_deref() {
        None => None,
        Some(words) => match dialect::search_terms(conn, &fold::words(words))? {
            None => return Ok(None),
            terms => terms,
        },
    };
    let codes = filter
        .reason
        .clone()
        .into_iter()
        .chain(filter.rule.map(|rule| format!("rule:{rule}")))
        .collect();
    Ok(Some(Asked {
        filter,
        sections,
        terms,
        fits_words: [false, true].map(|few| dialect::search_condition(conn, few)),
        codes,
    }))
}

impl Asked<'_> {
    /// Whether an index of `comments` leads to few of them, so that status and section are only
    /// looked at.
    fn is_narrow(&self) -> bool {
        let filter = self.filter;
        filter.reader.is_some() || filter.group.is_some() || filter.network.is_some()
    }

    fn walks(&self, ordered: bool) -> Vec<Walk> {
        let filter = self.filter;
        let statuses: Vec<Option<Status>> = match filter.status {
            Some(status) => vec![Some(status)],
            // The indexes have the status before the number, and scores are by status.
            None if self.sections.is_some() || (ordered && filter.article.is_some()) => {
                Status::ALL.map(Some).into()
            }
            None => vec![None],
        };
        let sections: Vec<Option<Option<SectionId>>> = match &self.sections {
            None => vec![None],
            Some(sections) => sections.iter().copied().map(Some).collect(),
        };
        let along = |section| statuses.iter().map(move |status| Walk { section, status: *status });
        sections.into_iter().flat_map(along).collect()
    }

    fn source(&self) -> Option<Source<'_>> {
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
}

/// All walks of the filter, merged by number.
fn by_number(
    conn: &mut Connection,
    asked: &Asked<'_>,
    up: bool,
    span: Span,
    limit: i64,
) -> Result<Vec<CommentId>> {
    match asked.source() {
        None => walked(conn, asked, Part::Whole, up, span, limit),
        Some(Source::Words(terms)) if matches!(conn.engine, Engine::Postgres(_)) => {
            by_words(conn, asked, terms, up, span, limit)
        }
        Some(source) => in_blocks(conn, asked, source, up, span, limit),
    }
}

/// Looks at the comments that `next` gives, so many of those that could fit, as long as enough of
/// them say the words: some hundreds, then as many as hold what is missing at that frequency.
/// Answers those that do, and whether that is all that is wanted; if not, the words are rare, and
/// the index of words is to be asked for those that come after.
fn looked_at(
    conn: &mut Connection,
    terms: &str,
    wanted: usize,
    mut next: impl FnMut(&mut Connection, i64) -> Result<Vec<CommentId>>,
) -> Result<(Vec<CommentId>, bool)> {
    let mut found: Vec<CommentId> = Vec::new();
    let (mut looked, mut more) = (0, LOOKS.0);
    while looked + more <= LOOKS.1 {
        let ids = next(conn, i64::try_from(more).map_err(Error::internal)?)?;
        let numbers: Vec<i64> = ids.iter().map(|id| id.0).collect();
        let fitting: HashSet<i64> =
            dialect::search_among(conn, terms, &numbers)?.into_iter().collect();
        found.extend(ids.iter().filter(|id| fitting.contains(&id.0)));
        if ids.len() < more || found.len() >= wanted {
            found.truncate(wanted);
            return Ok((found, true));
        }
        looked += more;
        if found.is_empty() {
            break;
        }
        // And some more than that.
        more = (looked * (wanted - found.len()) / found.len() * 5 / 4).max(LOOKS.0);
    }
    Ok((found, false))
}

/// PostgreSQL: by the comments themselves, and what is rarer by its index of words, which gives all
/// there is.
fn by_words(
    conn: &mut Connection,
    asked: &Asked<'_>,
    terms: &str,
    up: bool,
    mut span: Span,
    limit: i64,
) -> Result<Vec<CommentId>> {
    let wanted = usize::try_from(limit).map_err(Error::internal)?;
    let (mut found, all) = looked_at(conn, terms, wanted, |conn, more| {
        let next = walked(conn, asked, Part::But(Source::Words(terms)), up, span, more)?;
        if let Some(last) = next.last() {
            span = if up { (last.0, span.1) } else { (span.0, last.0) };
        }
        Ok(next)
    })?;
    if !all {
        let left = limit - i64::try_from(found.len()).map_err(Error::internal)?;
        found.extend(from_index(conn, asked, up, span, left)?);
    }
    Ok(found)
}

/// Adds the sections of a filter to a boxed query on `comments` that no index leads through them.
macro_rules! in_sections {
    ($query:expr, $asked:expr) => {{
        let query = $query;
        match &$asked.sections {
            None => query,
            Some(sections) => {
                let named: Vec<SectionId> = sections.iter().copied().flatten().collect();
                let named = comments::section_id.eq_any(named);
                if sections.contains(&None) {
                    query.filter(comments::section_id.is_null().or(named))
                } else {
                    query.filter(named)
                }
            }
        }
    }};
}

/// PostgreSQL: the first of all comments that fit, by its index of words. It has no order, so that
/// all hits are read, once: whatever else the filter wants is looked at with them.
fn from_index(
    conn: &mut Connection,
    asked: &Asked<'_>,
    up: bool,
    span: Span,
    limit: i64,
) -> Result<Vec<CommentId>> {
    let walk = Walk { section: None, status: asked.filter.status };
    Ok(on!(conn, |c| {
        let query = comments::table.select(comments::id).limit(limit).into_boxed();
        let query = in_sections!(narrowed!(query, asked, walk, Part::Words, EVERYWHERE), asked);
        // Expressions: the planner is not to walk along the numbers instead.
        let within = sql::<Bool>("comments.id + 0 > ").bind::<BigInt, _>(span.0);
        let query = query.filter(within.sql(" AND comments.id + 0 < ").bind::<BigInt, _>(span.1));
        query
            .order(sql::<BigInt>(if up { "comments.id + 0 ASC" } else { "comments.id + 0 DESC" }))
            .load(c)
    })?)
}

/// The same in the order of scores, on both engines.
fn scored_from_index(
    conn: &mut Connection,
    asked: &Asked<'_>,
    after: Option<Scored>,
    limit: i64,
) -> Result<Vec<CommentId>> {
    let walk = Walk { section: None, status: asked.filter.status };
    Ok(on!(conn, |c| {
        let query = comments::table.select(comments::id).limit(limit).into_boxed();
        let mut query = in_sections!(narrowed!(query, asked, walk, Part::Words, EVERYWHERE), asked);
        query = match after {
            None => query,
            Some((None, id)) => query.filter(comments::score.is_null().and(comments::id.lt(id))),
            Some((Some(score), id)) => {
                let below = sql::<Bool>("(comments.score, comments.id) < (")
                    .bind::<Double, _>(score)
                    .sql(", ");
                query.filter(comments::score.is_null().or(below.bind::<BigInt, _>(id).sql(")")))
            }
        };
        query.order(sql::<BigInt>("comments.score DESC NULLS LAST, comments.id DESC")).load(c)
    })?)
}

fn walked(
    conn: &mut Connection,
    asked: &Asked<'_>,
    part: Part<'_>,
    up: bool,
    span: Span,
    limit: i64,
) -> Result<Vec<CommentId>> {
    let mut found: Vec<CommentId> = Vec::new();
    let walks = asked.walks(true);
    let merge = walks.len() > 1;
    for walk in walks {
        let ids: Vec<CommentId> = on!(conn, |c| {
            let query = comments::table.select(comments::id).limit(limit).into_boxed();
            let query = narrowed!(query, asked, walk, part, span);
            if up {
                query.order(comments::id.asc()).load(c)
            } else {
                query.order(comments::id.desc()).load(c)
            }
        })?;
        found.extend(ids);
    }
    if merge {
        found.sort_unstable_by(|a, b| if up { a.cmp(b) } else { b.cmp(a) });
        found.truncate(usize::try_from(limit).map_err(Error::internal)?);
    }
    Ok(found)
}

/// What `source` gives and the rest of the filter leaves.
fn in_blocks(
    conn: &mut Connection,
    asked: &Asked<'_>,
    source: Source<'_>,
    up: bool,
    mut span: Span,
    limit: i64,
) -> Result<Vec<CommentId>> {
    let wanted = usize::try_from(limit).map_err(Error::internal)?;
    let mut found = Vec::new();
    let mut block = BLOCKS.0;
    while found.len() < wanted {
        let Some(next) = walked(conn, asked, Part::Indexed, up, span, 1)?.first().copied() else {
            break;
        };
        span = if up { (next.0 - 1, span.1) } else { (span.0, next.0 + 1) };
        let hits = given(conn, source, up, span, block)?;
        let Some(last) = hits.last().copied() else { break };
        let left = limit - i64::try_from(found.len()).map_err(Error::internal)?;
        found.extend(walked(conn, asked, Part::Among(&hits, source), up, EVERYWHERE, left)?);
        if i64::try_from(hits.len()).map_err(Error::internal)? < block {
            break;
        }
        span = if up { (last.0, span.1) } else { (span.0, last.0) };
        block = (block * 2).min(BLOCKS.1);
    }
    Ok(found)
}

fn given(
    conn: &mut Connection,
    source: Source<'_>,
    up: bool,
    span: Span,
    limit: i64,
) -> Result<Vec<CommentId>> {
    let between = |ids: Vec<i64>| ids.into_iter().map(CommentId).collect();
    match source {
        Source::Words(terms) => {
            Ok(between(dialect::search_in_order(conn, terms, span, up, limit)?))
        }
        Source::Reason(code) => {
            let hits = comment_reasons::table
                .filter(comment_reasons::code.eq(code))
                .filter(
                    comment_reasons::comment_id
                        .gt(span.0)
                        .and(comment_reasons::comment_id.lt(span.1)),
                )
                .select(comment_reasons::comment_id)
                .limit(limit);
            Ok(on!(conn, |c| if up {
                hits.order(comment_reasons::comment_id.asc()).load(c)
            } else {
                hits.order(comment_reasons::comment_id.desc()).load(c)
            })?)
        }
        // Both bounds are always named: they lead SQLite to the small index.
        Source::Pinned | Source::Featured => {
            let between =
                comments::id.gt(CommentId(span.0)).and(comments::id.lt(CommentId(span.1)));
            Ok(on!(conn, |c| {
                let hits =
                    comments::table.filter(between).select(comments::id).limit(limit).into_boxed();
                let hits = match source {
                    Source::Pinned => hits.filter(comments::pinned_at.is_not_null()),
                    _ => hits.filter(comments::featured_at.is_not_null()),
                };
                if up {
                    hits.order(comments::id.asc()).load(c)
                } else {
                    hits.order(comments::id.desc()).load(c)
                }
            })?)
        }
        Source::Claims(Claimed { at, .. }, by) => {
            let hits = claims::table
                .filter(claims::account_id.eq(by).and(claims::until.gt(at)))
                .filter(claims::comment_id.gt(span.0).and(claims::comment_id.lt(span.1)))
                .select(claims::comment_id)
                .limit(limit);
            Ok(on!(conn, |c| if up {
                hits.order(claims::comment_id.asc()).load(c)
            } else {
                hits.order(claims::comment_id.desc()).load(c)
            })?)
        }
    }
}

/// From the highest score down, then those without one. Words are no help on that way: as
/// [`by_words`], but where SQLite is slow to look at comments one by one.
fn by_score(
    conn: &mut Connection,
    asked: &Asked<'_>,
    after: Option<Scored>,
    limit: i64,
) -> Result<Vec<CommentId>> {
    let ids = |rows: &[Scored]| rows.iter().map(|(_, id)| *id).collect();
    let Some(terms) = asked.terms.as_deref() else {
        return Ok(ids(&scored(conn, asked, after, None, limit)?));
    };
    if !dialect::is_fast_per_row(conn, terms) {
        return scored_from_index(conn, asked, after, limit);
    }
    let (wanted, mut after) = (usize::try_from(limit).map_err(Error::internal)?, after);
    let (mut found, all) = looked_at(conn, terms, wanted, |conn, more| {
        let next = scored(conn, asked, after, Some(terms), more)?;
        after = next.last().copied().or(after);
        Ok(ids(&next))
    })?;
    if !all {
        let left = limit - i64::try_from(found.len()).map_err(Error::internal)?;
        found.extend(scored_from_index(conn, asked, after, left)?);
    }
    Ok(found)
}

/// A comment and its score, if it has one.
type Scored = (Option<f64>, CommentId);

/// The next in the order of scores, along the indexes. Whether they say `words` is left out.
fn scored(
    conn: &mut Connection,
    asked: &Asked<'_>,
    after: Option<Scored>,
    words: Option<&str>,
    limit: i64,
) -> Result<Vec<Scored>> {
    let part = words.map_or(Part::Whole, |terms| Part::But(Source::Words(terms)));
    let mut found: Vec<Scored> = Vec::new();
    let wanted = usize::try_from(limit).map_err(Error::internal)?;
    if !matches!(after, Some((None, _))) {
        for walk in asked.score_walks() {
            let rows: Vec<Scored> = on!(conn, |c| {
                let query = comments::table
                    .select((comments::score, comments::id))
                    .limit(limit)
                    .into_boxed();
                let mut query = narrowed!(query, asked, walk, part, EVERYWHERE);
                query = query.filter(comments::score.is_not_null());
                if let Some((Some(score), id)) = after {
                    let below = sql::<Bool>("(comments.score, comments.id) < (")
                        .bind::<Double, _>(score)
                        .sql(", ");
                    query = query.filter(below.bind::<BigInt, _>(id).sql(")"));
                }
                query.order((comments::score.desc(), comments::id.desc())).load(c)
            })?;
            found.extend(rows);
        }
        found.sort_by(|a, b| b.0.partial_cmp(&a.0).unwrap_or(Ordering::Equal).then(b.1.cmp(&a.1)));
        found.truncate(wanted);
    }
    if found.len() < wanted {
        let below = match after {
            Some((None, id)) => (i64::MIN, id.0),
            _ => EVERYWHERE,
        };
        let left = limit - i64::try_from(found.len()).map_err(Error::internal)?;
        let mut unscored: Vec<CommentId> = Vec::new();
        for walk in asked.score_walks() {
            let ids: Vec<CommentId> = on!(conn, |c| {
                let query = comments::table.select(comments::id).limit(left).into_boxed();
                let query = narrowed!(query, asked, walk, part, below);
                query.filter(comments::score.is_null()).order(comments::id.desc()).load(c)
            })?;
            unscored.extend(ids);
        }
        unscored.sort_unstable_by(|a, b| b.cmp(a));
        found.extend(unscored.into_iter().take(wanted - found.len()).map(|id| (None, id)));
    }
    Ok(found)
}

impl Asked<'_> {
    /// One for each status, since the scores' index begins with it.
    fn score_walks(&self) -> Vec<Walk> {
        let walks = self.walks(true);
        walks
            .into_iter()
            .flat_map(|walk| match walk.status {
                Some(_) => vec![walk],
                None => Status::ALL
                    .iter()
                    .map(|status| Walk { status: Some(*status), ..walk })
                    .collect(),
            })
            .collect()
    }
}

/// The oldest comment that waits in a section (None: in none), and when it was posted.
pub fn oldest(
    conn: &mut Connection,
    section: Option<SectionId>,
) -> Result<Option<(CommentId, Time)>> {
    let waiting = comments::table
        .filter(comments::status.eq(Status::Pending))
        .order(comments::id)
        .select((comments::id, comments::created_at));
    Ok(match section {
        Some(section) => {
            on!(conn, |c| waiting.filter(comments::section_id.eq(section)).first(c).optional())?
        }
        None => on!(conn, |c| waiting.filter(comments::section_id.is_null()).first(c).optional())?,
    })
}

/// When the oldest comment that waits was posted, anywhere.
pub fn oldest_pending(conn: &mut Connection) -> Result<Option<Time>> {
    Ok(on!(conn, |c| comments::table
        .filter(comments::status.eq(Status::Pending))
        .order(comments::id)
        .select(comments::created_at)
        .first(c)
        .optional())?)
}
