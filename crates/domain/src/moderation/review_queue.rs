//! Lists of reviews, and the queue of open ones for one moderator: first those of the moderator's
//! own sections, then those of colleagues' sections, each oldest first. A section without
//! moderators belongs to all.

use std::fmt;
use std::str::FromStr;

use crate::db::{Connection, Direction};
use crate::error::Result;
use crate::ids::{AccountId, ReviewId};
use crate::moderation::{listing, model};
use crate::reviews;
use crate::reviews::model::{Kind, Review, Sections, State};

/// The conditions of a list of reviews.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewFilter {
    /// Only those of this kind.
    pub kind: Option<Kind>,
    /// Only those in this state.
    pub state: State,
    /// Only those under articles of this section, by its slug, and of those below it; `-`: of no section.
    pub section: Option<String>,
}

/// Up to `limit` reviews after `after`: open ones oldest first, all others newest first.
pub fn list(
    conn: &mut Connection,
    filter: &ReviewFilter,
    after: Option<ReviewId>,
    limit: i64,
) -> Result<Vec<Review>> {
    let sections = sections(conn, filter.section.as_deref())?;
    // Open reviews are a queue, oldest first; others are listed newest first.
    let direction = match filter.state {
        State::Open => Direction::Ascending,
        _ => Direction::Descending,
    };
    reviews::list(conn, (filter.kind, filter.state), &sections, direction, after, limit)
}

/// The sections to list for a slug: `-` stands for articles without a section; an unknown slug has
/// no reviews.
fn sections(conn: &mut Connection, slug: Option<&str>) -> Result<Sections> {
    let named = model::list::Filter { section: slug.map(str::to_owned), ..Default::default() };
    Ok(listing::sections(conn, &named)?.map_or(Sections::All, Sections::Among))
}

/// The queue of open reviews of one kind, for one moderator.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say all")]
pub struct ReviewQueue {
    pub kind: Kind,
    /// Only those under articles of this section, by its slug, and of those below it; `-`: of no section.
    pub section: Option<String>,
    /// The moderator who works through it.
    pub moderator: AccountId,
}

/// The place of a review in a queue, which begins with the member's own sections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Whether its section belongs to colleagues.
    pub elsewhere: bool,
    /// The review.
    pub id: ReviewId,
}

impl fmt::Display for Position {
    /// As in a cursor: `17`, or `e17` in a section of colleagues.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.elsewhere { "e" } else { "" }, self.id)
    }
}

impl FromStr for Position {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Position, Self::Err> {
        let rest = text.strip_prefix('e');
        Ok(Position { elsewhere: rest.is_some(), id: ReviewId(rest.unwrap_or(text).parse()?) })
    }
}

/// The reviews before and after a review in a queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Neighbours {
    /// The previous review.
    pub before: Option<ReviewId>,
    /// The next review.
    pub after: Option<ReviewId>,
}

/// Up to `limit` open reviews after a position, each with its position.
pub fn page(
    conn: &mut Connection,
    queue: &ReviewQueue,
    after: Option<Position>,
    limit: i64,
) -> Result<Vec<(Position, Review)>> {
    read_queue(conn, queue, Direction::Ascending, after, limit)
}

/// The reviews before and after `id`, which may be answered already.
pub fn neighbours(conn: &mut Connection, queue: &ReviewQueue, id: ReviewId) -> Result<Neighbours> {
    let [_, elsewhere] = section_groups(conn, queue)?;
    let position = match &elsewhere {
        Some(Sections::Except(theirs)) => {
            let section = reviews::section_of(conn, id)?;
            Position { elsewhere: !theirs.contains(&section), id }
        }
        _ => Position { elsewhere: false, id },
    };
    let first = |found: Vec<(Position, Review)>| found.first().map(|(position, _)| position.id);
    Ok(Neighbours {
        before: first(read_queue(conn, queue, Direction::Descending, Some(position), 1)?),
        after: first(read_queue(conn, queue, Direction::Ascending, Some(position), 1)?),
    })
}

/// The moderator's own sections, and those of colleagues if there are any.
fn section_groups(conn: &mut Connection, queue: &ReviewQueue) -> Result<[Option<Sections>; 2]> {
    if queue.section.is_some() {
        return Ok([Some(sections(conn, queue.section.as_deref())?), None]);
    }
    let theirs = model::list::Filter {
        sections_of_moderator: Some(queue.moderator),
        ..model::list::Filter::default()
    };
    Ok(match listing::sections(conn, &theirs)? {
        None => [Some(Sections::All), None],
        Some(theirs) => [Some(Sections::Among(theirs.clone())), Some(Sections::Except(theirs))],
    })
}

/// Reads the queue from a position, forwards (ascending) or backwards.
fn read_queue(
    conn: &mut Connection,
    queue: &ReviewQueue,
    direction: Direction,
    beyond: Option<Position>,
    limit: i64,
) -> Result<Vec<(Position, Review)>> {
    let groups = section_groups(conn, queue)?;
    let mut order = [false, true];
    if direction == Direction::Descending {
        order.reverse();
    }
    let mut found = Vec::new();
    for elsewhere in order {
        let left = limit - i64::try_from(found.len()).unwrap_or(limit);
        let Some(sections) = &groups[usize::from(elsewhere)] else { continue };
        let passed = beyond.is_some_and(|beyond| {
            beyond.elsewhere != elsewhere && beyond.elsewhere == direction.is_ascending()
        });
        if left <= 0 || passed {
            continue;
        }
        let from = beyond.filter(|beyond| beyond.elsewhere == elsewhere).map(|beyond| beyond.id);
        let part =
            reviews::list(conn, (Some(queue.kind), State::Open), sections, direction, from, left)?;
        found
            .extend(part.into_iter().map(|review| (Position { elsewhere, id: review.id }, review)));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_reads_back() {
        for position in [
            Position { elsewhere: false, id: ReviewId(17) },
            Position { elsewhere: true, id: ReviewId(17) },
        ] {
            assert_eq!(position.to_string().parse(), Ok(position));
        }
        assert!("x17".parse::<Position>().is_err());
    }
}
