//! The settings of posting.

use crate::config::{Comments, Config};

/// The settings that decide what becomes of a comment.
#[derive(Clone, Debug)]
pub struct PostingSettings {
    /// The section `comments` of the configuration.
    pub comments: Comments,
    /// Days after publication that an article takes comments; without end if not set.
    pub open_days: Option<u32>,
}

impl PostingSettings {
    /// Those of this configuration.
    pub fn of(config: &Config) -> PostingSettings {
        PostingSettings { comments: config.comments.clone(), open_days: config.articles.open_days }
    }
}
