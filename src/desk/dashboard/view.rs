//! `/desk/dashboard`: numbers, charts, and the same as tables.

#![allow(missing_docs, reason = "most fields say all by their names")]

use askama::Template;

use crate::desk::layout::Staff;
use crate::desk::surges::view::SurgeGuard;
use crate::i18n::Message;
use crate::web::view::Site;

/// `GET /desk/dashboard`.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/dashboard/dashboard.html")]
pub struct DashboardPage<'a> {
    pub site: &'a Site,
    pub staff: Staff,
    /// The notice about the last action.
    pub done: Option<Message>,
    /// Articles under the surge guard.
    pub guards: Vec<SurgeGuard>,
    /// The most important figures.
    pub tiles: Vec<Tile>,
    /// The workload of each section.
    pub sections: Vec<SectionLoad>,
    /// Comments by hour and status.
    pub received: Chart,
    /// The median time to decision by day.
    pub took: Chart,
    /// The articles with the most comments.
    pub articles: Vec<Share>,
    /// The most frequent findings of screening.
    pub reasons: Vec<Share>,
}

/// One number.
#[derive(Clone, Debug)]
pub struct Tile {
    pub label: String,
    /// The number with its unit.
    pub value: String,
}

/// One section's part of the queue.
#[derive(Clone, Debug)]
pub struct SectionLoad {
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

/// A chart and its values.
#[derive(Clone, Debug)]
pub struct Chart {
    /// The drawing, printed as it is.
    pub svg: String,
    /// The headings of the columns, except the first.
    pub heads: Vec<String>,
    /// Name and values of each row, the newest first.
    pub rows: Vec<(String, Vec<String>)>,
}

/// A row with a bar.
#[derive(Clone, Debug)]
pub struct Share {
    /// The label.
    pub name: String,
    /// The list of these comments.
    pub href: Option<String>,
    pub count: i64,
    /// The bar, printed as it is.
    pub svg: String,
}
