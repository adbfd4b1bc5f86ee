//! Whether comments are accepted, as the site, a section and an article each say.

use crate::{named_enum, stored_enum};

stored_enum! {
    /// Whether comments are accepted. The setting `comments.mode`; a SMALLINT in the database. Ordered
    /// from the mildest to the strictest.
    #[derive(Default, PartialOrd, Ord)]
    pub enum CommentMode {
        /// They are accepted.
        #[default]
        Open = 0 => "open",
        /// They are accepted, and each is held for a decision.
        HoldAll = 1 => "hold_all",
        /// They are not accepted.
        Closed = 2 => "closed",
    }
}

named_enum! {
    /// Where a [`CommentMode`] was set.
    pub enum CommentLevel {
        /// For the whole site.
        Site => "site",
        /// For a section.
        Section => "section",
        /// For one article.
        Article => "article",
    }
}
