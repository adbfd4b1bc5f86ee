//! `/desk/dashboard`: numbers, charts, and the same as tables.

use askama::Template;

use crate::desk::layout::Staff;
use crate::desk::surges::view::SurgeGuard;
use crate::web::view::Site;

/// The page.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/dashboard/dashboard.html")]
pub struct DashboardPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// Who is signed in.
    pub staff: Staff,
    /// What the last action did.
    pub done: Option<&'static str>,
    /// Articles under the surge guard.
    pub guards: Vec<SurgeGuard>,
    /// The numbers that matter now.
    pub tiles: Vec<Tile>,
    /// The sections and how much waits in each.
    pub sections: Vec<SectionLoad>,
    /// Comments by hour and status.
    pub received: Chart,
    /// The median time to decision by day.
    pub took: Chart,
    /// Where most is said.
    pub articles: Vec<Share>,
    /// What screening finds.
    pub reasons: Vec<Share>,
}

/// One number.
#[derive(Clone, Debug)]
pub struct Tile {
    /// What it counts.
    pub label: String,
    /// The number with its unit.
    pub value: String,
}

/// One section's part of the queue.
#[derive(Clone, Debug)]
pub struct SectionLoad {
    /// The section.
    pub name: String,
    /// Its list.
    pub href: String,
    /// Comments that wait.
    pub waiting: i64,
    /// The age of the oldest.
    pub oldest: String,
    /// The median time to decision.
    pub median: String,
}

/// A drawing and its numbers.
#[derive(Clone, Debug)]
pub struct Chart {
    /// The drawing, printed as it is.
    pub svg: String,
    /// What the columns are, after the first.
    pub heads: Vec<String>,
    /// Name and values of each row, the newest first.
    pub rows: Vec<(String, Vec<String>)>,
}

/// A row with a bar.
#[derive(Clone, Debug)]
pub struct Share {
    /// What is counted.
    pub name: String,
    /// Where more of it is.
    pub href: Option<String>,
    /// How often.
    pub count: u64,
    /// The bar, printed as it is.
    pub svg: String,
}
