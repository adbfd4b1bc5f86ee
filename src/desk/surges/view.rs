//! An article under the surge guard, on the pages that show it.

use crate::i18n::Message;
use crate::web::view::Moment;

/// An article under the surge guard.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names say all")]
pub struct SurgeGuard {
    pub article: i64,
    pub title: String,
    /// Comments waiting under it.
    pub list_href: String,
    /// The effect in one sentence.
    pub does: Message,
    /// The present and the usual figures.
    pub why: Message,
    /// When it began.
    pub since: Moment,
    /// The time since then: "5 minutes".
    pub age: Message,
    /// When it ends unless activity stays high.
    pub until: Moment,
    /// The signed-in member may end it.
    pub may_end: bool,
}
