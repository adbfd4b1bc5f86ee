//! The settings of posting.

use crate::articles::commenting::CommentRules;
use crate::config::{Comments, Config};

/// The settings that posting and screening use.
#[derive(Clone, Debug)]
pub struct PostingSettings {
    /// The section `comments` of the configuration.
    pub comments: Comments,
    /// The site's rules for accepting comments.
    pub rules: CommentRules,
}

impl PostingSettings {
    /// Those of this configuration.
    pub fn of(config: &Config) -> PostingSettings {
        PostingSettings { comments: config.comments.clone(), rules: CommentRules::of_site(config) }
    }
}
