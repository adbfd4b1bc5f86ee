//! The stories around a story: others on its subject, and the ones before and after it in its section.

use std::collections::HashMap;

use crate::clock::Time;
use crate::db::Connection;
use crate::error::Result;
use crate::ids::ArticleId;
use crate::web::view::Link;

use super::listing::{ArticleSummary, Filter, Start};
use super::model::Article;
use super::{blocks, path, store};

/// Candidates by tags, and by section.
const CANDIDATES: i64 = 12;
/// Related stories: those under the text, and those of a box in it.
const RELATED: usize = 3;
/// The weight of a shared tag, in days of age. The same section counts half of it.
const TAG: i64 = 180;
/// Age beyond this many days counts no more.
const OLDEST: i64 = 540;
const DAY_MICROS: i64 = 86_400_000_000;

/// The stories around one.
#[derive(Clone, Debug, Default)]
pub struct RelatedStories {
    /// Others on its subject, the nearest first, for boxes in the text.
    pub in_boxes: Vec<Link>,
    /// Others on its subject, for the end of the text.
    pub related: Vec<ArticleSummary>,
    /// The one before it in its section.
    pub previous: Option<Link>,
    /// The one after it in its section.
    pub next: Option<Link>,
}

/// The stories around a public article; a page such as About has none.
pub fn read(conn: &mut Connection, article: &Article) -> Result<RelatedStories> {
    let (Some(published), false) = (article.published_at, article.is_page()) else {
        return Ok(RelatedStories::default());
    };
    let tagged = match article.tags.is_empty() {
        true => Vec::new(),
        false => store::related::sharing_tags(conn, article.id, CANDIDATES)?,
    };
    let section = article.section.as_ref().map(|section| section.id);
    let (mut beside, mut neighbours) = (Vec::new(), [None, None]);
    if let Some(section) = section {
        beside = store::related::in_section(conn, section, article.id, CANDIDATES)?;
        neighbours = store::related::neighbours(conn, section, (published, article.id))?;
    }
    let has_box = blocks::has_open_box(&article.body_html);
    // Those before and after it stand on the page anyway.
    let wanted = if has_box { RELATED + blocks::IN_BOX } else { RELATED } + neighbours.len();
    let mut nearest = nearest(&tagged, &beside, published);
    nearest.truncate(wanted);
    let filter = Filter { among: Some(nearest.clone()), ..Filter::public() };
    let mut found = match nearest.is_empty() {
        true => Vec::new(),
        false => super::list(conn, &filter, Start::Beginning, wanted as i64)?,
    };
    let [previous, next] =
        neighbours.map(|found| found.map(|(path, title)| Link::new(title, path::href(&path))));
    // What a box names is not offered a second time.
    found.retain(|story| article.named.iter().all(|(_, link)| link.href != story.href()));
    found.sort_by_key(|story| nearest.iter().position(|id| *id == story.id));
    let boxed = if has_box { found.len().min(blocks::IN_BOX) } else { 0 };
    let in_boxes = found.drain(..boxed).map(|story| Link::new(&story.title, story.href()));
    let in_boxes = in_boxes.collect();
    let is_beside =
        |story: &ArticleSummary| previous.iter().chain(&next).any(|link| link.href == story.href());
    found.retain(|story| !is_beside(story));
    found.truncate(RELATED);
    Ok(RelatedStories { in_boxes, related: found, previous, next })
}

/// The candidates, the nearest first: more shared tags, the same section, less far in time.
fn nearest(
    tagged: &[store::related::Sharing],
    beside: &[(ArticleId, Option<Time>)],
    published: Time,
) -> Vec<ArticleId> {
    let mut points: HashMap<ArticleId, (i64, Option<Time>)> = HashMap::new();
    for (id, time, shared) in tagged {
        points.entry(*id).or_insert((0, *time)).0 += shared * TAG;
    }
    for (id, time) in beside {
        points.entry(*id).or_insert((0, *time)).0 += TAG / 2;
    }
    let mut ordered: Vec<(i64, ArticleId)> = points
        .into_iter()
        .map(|(id, (points, time))| {
            let distance =
                time.map_or(i64::MAX, |time| time.micros().saturating_sub(published.micros()));
            let days = (distance.saturating_abs() / DAY_MICROS).min(OLDEST);
            (points - days, id)
        })
        .collect();
    ordered.sort_by_key(|(points, id)| std::cmp::Reverse((*points, id.0)));
    ordered.into_iter().map(|(_, id)| id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_count_more_than_the_section_and_age_counts_against_both() {
        let day = |n: i64| Some(Time::from_micros(n * DAY_MICROS));
        let at = |n| ArticleId(n);
        let tagged = [(at(1), day(1_000), 2), (at(2), day(995), 1), (at(3), day(100), 1)];
        let beside = [(at(4), day(1_001)), (at(2), day(995)), (at(5), day(900))];
        let order: Vec<i64> = nearest(&tagged, &beside, Time::from_micros(1_000 * DAY_MICROS))
            .into_iter()
            .map(|id| id.0)
            .collect();
        assert_eq!(order, [1, 2, 4, 5, 3]);
    }
}
