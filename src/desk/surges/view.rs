//! An article under the surge guard, on the pages that show it.

use crate::web::view::Moment;

/// An article under the surge guard.
#[derive(Clone, Debug)]
pub struct SurgeGuard {
    /// The article.
    pub article: i64,
    /// Its headline.
    pub title: String,
    /// Comments waiting under it.
    pub list_href: String,
    /// The effect in one sentence.
    pub does: &'static str,
    /// The present and the usual figures.
    pub why: String,
    /// When it began.
    pub since: Moment,
    /// The time since then: "5 minutes".
    pub age: String,
    /// When it ends unless activity stays high.
    pub until: Moment,
    /// The signed-in member may end it.
    pub may_end: bool,
}
