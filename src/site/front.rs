//! The front page by choice and by rule: which story leads, and what stands beside and below it.
//!
//! The lead is the newest featured story, or else the first one: sticky stories come before the others, and
//! those the newest first. Four stories follow in a row. What is newest after them stands in a narrow column
//! of headlines, and the sections have older ones. No story is shown twice, except among the most discussed.
//! What editors have chosen ([`super::choices`]) stands in its place instead.

use std::collections::HashSet;

use crate::articles;
use crate::articles::listing::{ArticleSummary, Filter, Start};
use crate::articles::model::{Label, SlugLookup};
use crate::articles::sections;
use crate::clock::{DAY, Time};
use crate::db::Connection;
use crate::error::Result;
use crate::ids::ArticleId;

use super::choices::{self, FrontChoices, PICKS, ROW, SECTIONS};
use super::model::Picked;
use super::store;

/// Most sticky articles, the newest.
const STICKY: i64 = 20;
/// Headlines in the column of the newest.
const LATEST: usize = 6;
/// Fewest of them; fewer would leave a hole beside the lead.
const FEWEST_LATEST: usize = 3;
/// Stories of a section, and the fewest with which it is shown.
const IN_SECTION: usize = 4;
const FEWEST_IN_SECTION: usize = 2;
/// Articles among the most discussed, and the fewest.
const DISCUSSED: i64 = 5;
const FEWEST_DISCUSSED: usize = 2;
/// The days whose comments are counted for that.
const DISCUSSED_DAYS: u32 = 7;

/// What the front page shows.
#[derive(Clone, Debug, Default)]
pub struct Front {
    /// The first story; none on a site without any.
    pub lead: Option<ArticleSummary>,
    /// The stories in the row under it.
    pub row: Vec<ArticleSummary>,
    /// Headlines of the newest after them.
    pub latest: Vec<ArticleSummary>,
    /// The articles with most comments of the last days, and how many.
    pub discussed: Vec<(ArticleSummary, i64)>,
    /// Sections with their newest stories that are not shown above.
    pub sections: Vec<(Label, Vec<ArticleSummary>)>,
    /// The rest of the newest.
    pub more: Vec<ArticleSummary>,
    /// Comments that editors have picked, the newest first.
    pub picks: Vec<Picked>,
    /// Whether there is a page with older articles.
    pub has_older: bool,
}

/// The front page with the newest `per_page` articles.
pub fn read(conn: &mut Connection, per_page: usize, now: Time) -> Result<Front> {
    let wanted = i64::try_from(per_page).unwrap_or(i64::MAX).saturating_add(1);
    let newest = Filter { sticky: Some(false), ..Filter::public() };
    let mut newest = articles::list(conn, &newest, Start::Beginning, wanted)?;
    let has_older = newest.len() > per_page;
    newest.truncate(per_page);
    let sticky = Filter { sticky: Some(true), ..Filter::public() };
    let mut pool = articles::list(conn, &sticky, Start::Beginning, STICKY)?;
    pool.extend(newest);
    let choices = choices::stored(conn)?;
    let chosen = Chosen::read(conn, &choices)?;
    let mut front = Front { has_older, ..arranged(pool, chosen) };
    let mut shown: HashSet<ArticleId> = front.shown().map(|article| article.id).collect();
    for section in columns(conn, &choices)? {
        let filter = Filter { section: Some(section.slug.clone()), ..Filter::public() };
        let wanted = i64::try_from(shown.len() + IN_SECTION).unwrap_or(i64::MAX);
        let mut found = articles::list(conn, &filter, Start::Beginning, wanted)?;
        found.retain(|article| !shown.contains(&article.id));
        found.truncate(IN_SECTION);
        if found.len() >= FEWEST_IN_SECTION {
            shown.extend(found.iter().map(|article| article.id));
            front.sections.push((section, with_picture_first(found)));
        }
    }
    front.discussed = discussed(conn, now)?;
    front.picks = picks(conn, &choices)?;
    Ok(front)
}

/// The chosen stories that are still public.
#[derive(Default)]
struct Chosen {
    lead: Option<ArticleSummary>,
    row: Vec<Option<ArticleSummary>>,
}

impl Chosen {
    fn read(conn: &mut Connection, choices: &FrontChoices) -> Result<Chosen> {
        let ids = choices.articles();
        if ids.is_empty() {
            return Ok(Chosen::default());
        }
        let filter = Filter { among: Some(ids), ..Filter::public() };
        let mut found = articles::list(conn, &filter, Start::Beginning, (ROW + 1) as i64)?;
        let mut take = |id: Option<ArticleId>| {
            let at = found.iter().position(|article| Some(article.id) == id)?;
            Some(found.swap_remove(at))
        };
        Ok(Chosen {
            lead: take(choices.lead),
            row: choices.row.iter().map(|id| take(*id)).collect(),
        })
    }

    fn ids(&self) -> HashSet<ArticleId> {
        self.lead.iter().chain(self.row.iter().flatten()).map(|article| article.id).collect()
    }
}

/// The sections with stories of their own: those that were chosen, by their present names, or the first ones of the
/// navigation.
fn columns(conn: &mut Connection, choices: &FrontChoices) -> Result<Vec<Label>> {
    let mut chosen: Vec<Label> = Vec::new();
    for slug in &choices.sections {
        let present = match sections::page(conn, slug)? {
            SlugLookup::Moved(present) => sections::page(conn, &present)?,
            other => other,
        };
        if let SlugLookup::Found(section) = present {
            let label = Label { slug: section.node.slug, name: section.node.name };
            if chosen.iter().all(|other| other.slug != label.slug) {
                chosen.push(label);
            }
        }
    }
    if chosen.is_empty() { sections::navigation(conn, SECTIONS) } else { Ok(chosen) }
}

/// The chosen comments, then the newest that were picked.
fn picks(conn: &mut Connection, choices: &FrontChoices) -> Result<Vec<Picked>> {
    let mut found = store::chosen_picks(conn, &choices.picks)?;
    found.sort_by_key(|pick| choices.picks.iter().position(|id| *id == pick.id));
    if found.len() < PICKS {
        let newest = store::picks(conn, PICKS as i64)?;
        let more = newest.into_iter().filter(|pick| !choices.picks.contains(&pick.id));
        found.extend(more);
        found.truncate(PICKS);
    }
    Ok(found)
}

/// Distributes the stories, which are in the order of the front page.
fn arranged(mut pool: Vec<ArticleSummary>, chosen: Chosen) -> Front {
    let mut front = Front::default();
    let taken = chosen.ids();
    pool.retain(|article| !taken.contains(&article.id));
    front.lead = chosen.lead;
    if front.lead.is_none() {
        if pool.is_empty() {
            return Front { row: chosen.row.into_iter().flatten().collect(), ..front };
        }
        let featured = pool.iter().position(|article| article.choices.featured);
        front.lead = Some(pool.remove(featured.unwrap_or(0)));
    }
    let mut row = chosen.row.into_iter();
    for _ in 0..ROW {
        match row.next().flatten() {
            Some(chosen) => front.row.push(chosen),
            None if pool.is_empty() => {}
            None => front.row.push(pool.remove(0)),
        }
    }
    if pool.len() >= FEWEST_LATEST {
        front.latest = pool.drain(..pool.len().min(LATEST)).collect();
        // Sticky stories stand before the others, but this column tells the time.
        front.latest.sort_by_key(|article| std::cmp::Reverse((article.published_at, article.id)));
    }
    front.more = pool;
    front
}

/// The first story with a picture goes to the front; the others keep their order.
fn with_picture_first(mut found: Vec<ArticleSummary>) -> Vec<ArticleSummary> {
    let has_picture =
        |article: &ArticleSummary| article.lead_image.is_some() && !article.is_protected;
    if let Some(at) = found.iter().position(has_picture) {
        let first = found.remove(at);
        found.insert(0, first);
    }
    found
}

fn discussed(conn: &mut Connection, now: Time) -> Result<Vec<(ArticleSummary, i64)>> {
    let counted = store::most_discussed(conn, now.minus(DAY * DISCUSSED_DAYS), DISCUSSED)?;
    let ids = counted.iter().map(|(id, _)| *id).collect();
    let filter = Filter { among: Some(ids), ..Filter::public() };
    let mut found = articles::list(conn, &filter, Start::Beginning, DISCUSSED)?;
    // How much is said about a protected article is for those who have its password.
    found.retain(|article| !article.is_protected);
    if found.len() < FEWEST_DISCUSSED {
        return Ok(Vec::new());
    }
    let ordered = counted.into_iter().filter_map(|(id, count)| {
        let at = found.iter().position(|article| article.id == id)?;
        Some((found.swap_remove(at), count))
    });
    Ok(ordered.collect())
}

impl Front {
    /// The stories above the sections and after them.
    fn shown(&self) -> impl Iterator<Item = &ArticleSummary> {
        self.lead.iter().chain(&self.row).chain(&self.latest).chain(&self.more)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::articles::choices::Choices;
    use crate::articles::model::Status;

    fn story(id: i64, featured: bool) -> ArticleSummary {
        ArticleSummary {
            id: ArticleId(id),
            path: String::new(),
            title: String::new(),
            summary: String::new(),
            lead: String::new(),
            bylines: Vec::new(),
            lead_image: None,
            section: None,
            tags: Vec::new(),
            status: Status::Published,
            choices: Choices { featured, ..Choices::default() },
            is_protected: false,
            published_at: Some(Time::from_micros(id)),
            updated_at: Time::from_micros(id),
            version: 1,
            comments: 0,
        }
    }

    /// The numbers of lead, row, latest and the rest.
    fn places(count: i64, featured: i64) -> [Vec<i64>; 4] {
        let pool = (0..count).map(|n| story(100 - n, n == featured)).collect();
        let front = arranged(pool, Chosen::default());
        let ids = |found: &[ArticleSummary]| found.iter().map(|it| it.id.0).collect::<Vec<_>>();
        [ids(front.lead.as_slice()), ids(&front.row), ids(&front.latest), ids(&front.more)]
    }

    #[test]
    fn what_editors_choose_stands_in_its_place_and_nowhere_else() {
        let pool = (0..8).map(|n| story(100 - n, n == 1)).collect();
        let chosen =
            Chosen { lead: Some(story(96, false)), row: vec![None, Some(story(7, false)), None] };
        let front = arranged(pool, chosen);
        let ids = |found: &[ArticleSummary]| found.iter().map(|it| it.id.0).collect::<Vec<_>>();
        assert_eq!(ids(front.lead.as_slice()), [96]);
        assert_eq!(ids(&front.row), [100, 7, 99, 98]);
        assert_eq!(ids(&front.latest), [97, 95, 94, 93]);
    }

    #[test]
    fn the_newest_leads_unless_one_is_featured() {
        let none = Vec::<i64>::new();
        assert_eq!(places(0, 9), [none.clone(), none.clone(), none.clone(), none.clone()]);
        assert_eq!(places(1, 9), [vec![100], none.clone(), none.clone(), none.clone()]);
        assert_eq!(places(3, 2), [vec![98], vec![100, 99], none.clone(), none.clone()]);
        // Two are too few for a column of their own.
        assert_eq!(places(7, 9)[2..], [none.clone(), vec![95, 94]]);
        assert_eq!(places(8, 9)[2..], [vec![95, 94, 93], none]);
        assert_eq!(places(12, 9)[3], [89]);
    }
}
