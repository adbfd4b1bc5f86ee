//! What is open, in the order in which one moderator sees it: first the reviews under articles of
//! their own desk, then those of colleagues, each oldest first. Where no section has moderators of
//! its own, everything is on every desk.

use std::fmt;
use std::str::FromStr;

use crate::db::Connection;
use crate::error::Result;
use crate::ids::{AccountId, ReviewId};
use crate::moderation::{self, model as queue};
use crate::reviews;
use crate::reviews::model::{Kind, Review, State};
use crate::reviews::store::reading::{self, Sections};

/// Which open reviews, and whose desk they come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// What they ask for.
    pub kind: Kind,
    /// Only those under articles of the section with this slug, or of none if it is `-`.
    pub section: Option<String>,
    /// Who looks.
    pub moderator: AccountId,
}

/// Where a review stands on a desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its section is that of colleagues.
    pub elsewhere: bool,
    /// The review.
    pub id: ReviewId,
}

impl fmt::Display for Place {
    /// As in a cursor: `17`, or `e17` on a colleague's desk.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.elsewhere { "e" } else { "" }, self.id)
    }
}

impl FromStr for Place {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Place, Self::Err> {
        let rest = text.strip_prefix('e');
        Ok(Place { elsewhere: rest.is_some(), id: ReviewId(rest.unwrap_or(text).parse()?) })
    }
}

/// The reviews before and after one on a desk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// The one before it.
    pub before: Option<ReviewId>,
    /// The one after it.
    pub after: Option<ReviewId>,
}

/// Up to `limit` reviews after a place, each with its own.
pub fn list(
    conn: &mut Connection,
    desk: &Desk,
    after: Option<Place>,
    limit: i64,
) -> Result<Vec<(Place, Review)>> {
    walk(conn, desk, false, after, limit)
}

/// What stands before and after the review `id` on this desk; it may be answered by now.
pub fn beside(conn: &mut Connection, desk: &Desk, id: ReviewId) -> Result<Beside> {
    let [_, elsewhere] = parts(conn, desk)?;
    let place = match &elsewhere {
        Some(Sections::Except(theirs)) => {
            let section = reading::section_of(conn, id)?;
            Place { elsewhere: !theirs.contains(&section), id }
        }
        _ => Place { elsewhere: false, id },
    };
    let first = |found: Vec<(Place, Review)>| found.first().map(|(place, _)| place.id);
    Ok(Beside {
        before: first(walk(conn, desk, true, Some(place), 1)?),
        after: first(walk(conn, desk, false, Some(place), 1)?),
    })
}

/// The moderator's own part, and that of colleagues where there is one.
fn parts(conn: &mut Connection, desk: &Desk) -> Result<[Option<Sections>; 2]> {
    if desk.section.is_some() {
        return Ok([Some(reviews::sections(conn, desk.section.as_deref())?), None]);
    }
    let theirs = queue::Filter { desk_of: Some(desk.moderator), ..queue::Filter::default() };
    Ok(match moderation::listing::sections(conn, &theirs)? {
        None => [Some(Sections::All), None],
        Some(theirs) => [Some(Sections::Among(theirs.clone())), Some(Sections::Except(theirs))],
    })
}

fn walk(
    conn: &mut Connection,
    desk: &Desk,
    backwards: bool,
    beyond: Option<Place>,
    limit: i64,
) -> Result<Vec<(Place, Review)>> {
    let parts = parts(conn, desk)?;
    let mut order = [false, true];
    if backwards {
        order.reverse();
    }
    let mut found = Vec::new();
    for elsewhere in order {
        let left = limit - i64::try_from(found.len()).unwrap_or(limit);
        let Some(sections) = &parts[usize::from(elsewhere)] else { continue };
        let passed = beyond.is_some_and(|beyond| {
            (beyond.elsewhere != elsewhere) && (beyond.elsewhere != backwards)
        });
        if left <= 0 || passed {
            continue;
        }
        let from = beyond.filter(|beyond| beyond.elsewhere == elsewhere).map(|beyond| beyond.id);
        let part =
            reading::list(conn, (Some(desk.kind), State::Open), sections, backwards, from, left)?;
        found.extend(part.into_iter().map(|review| (Place { elsewhere, id: review.id }, review)));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_back() {
        for place in [
            Place { elsewhere: false, id: ReviewId(17) },
            Place { elsewhere: true, id: ReviewId(17) },
        ] {
            assert_eq!(place.to_string().parse(), Ok(place));
        }
        assert!("x17".parse::<Place>().is_err());
    }
}
