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
    /// What is done, in a sentence.
    pub does: &'static str,
    /// What jumped, and what is usual.
    pub why: String,
    /// Since when.
    pub since: Moment,
    /// How long that is: "5 minutes".
    pub age: String,
    /// When it ends if it stays calm until then.
    pub until: Moment,
    /// The signed-in member may end it.
    pub may_end: bool,
}
