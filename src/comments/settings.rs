//! The settings of posting.

use crate::config::{Comments, Config};

/// The settings that posting and screening use.
#[derive(Clone, Debug)]
pub struct PostingSettings {
    /// The section `comments` of the configuration.
    pub comments: Comments,
    /// Days after publication in which an article accepts comments; None for no limit.
    pub open_days: Option<u32>,
}

impl PostingSettings {
    /// Those of this configuration.
    pub fn of(config: &Config) -> PostingSettings {
        PostingSettings { comments: config.comments.clone(), open_days: config.articles.open_days }
    }
}
