//! Whether an article accepts comments. The site, its section with those above it, and the article
//! itself each have rules; the strictest apply. Pure.

use std::time::Duration;

use crate::clock::{DAY, Time};
use crate::config::Config;
use crate::config::comment_mode::{CommentLevel, CommentMode};

/// The rules of one level.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommentRules {
    /// Whether comments are accepted.
    pub mode: CommentMode,
    /// For how many days after publication; `None` for no limit.
    pub days: Option<u32>,
    /// What readers read in place of the form where these rules close comments, in one line. Empty for
    /// the program's own words.
    pub message: String,
}

/// The rules in force for an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commenting {
    /// The strictest mode.
    pub mode: CommentMode,
    /// The nearest level that says so.
    pub level: CommentLevel,
    /// The message of that level for readers; may be empty.
    pub message: String,
}

impl CommentRules {
    /// Those of the whole site.
    pub fn of_site(config: &Config) -> CommentRules {
        CommentRules {
            mode: config.comments.mode,
            days: config.articles.open_days,
            message: config.comments.closed_message.clone(),
        }
    }

    /// The mode after the article has been public for `age`.
    fn mode_at(&self, age: Duration) -> CommentMode {
        match self.days {
            Some(days) if age > DAY.saturating_mul(days) => CommentMode::Closed,
            _ => self.mode,
        }
    }
}

impl Commenting {
    /// What applies to an article that was published at `published`: of its own rules, those of its
    /// `sections` (its own first, then the ones above it) and the site's the strictest. Where several
    /// are equally strict, the nearest speaks to readers.
    pub fn of(
        article: &CommentRules,
        sections: &[CommentRules],
        site: &CommentRules,
        published: Time,
        now: Time,
    ) -> Commenting {
        let age = now.since(published);
        let at =
            |level, rules: &'_ CommentRules| (rules.mode_at(age), level, rules.message.clone());
        let sections = sections.iter().map(|rules| at(CommentLevel::Section, rules));
        let mut strictest = at(CommentLevel::Article, article);
        for other in sections.chain([at(CommentLevel::Site, site)]) {
            if other.0 > strictest.0 {
                strictest = other;
            }
        }
        let (mode, level, message) = strictest;
        Commenting { mode, level, message }
    }

    /// Whether comments are accepted, held or not.
    pub fn is_open(&self) -> bool {
        self.mode != CommentMode::Closed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(mode: CommentMode, days: Option<u32>, message: &str) -> CommentRules {
        CommentRules { mode, days, message: message.to_owned() }
    }

    #[test]
    fn the_strictest_level_decides_and_the_nearest_of_them_speaks() {
        use CommentMode::{Closed, HoldAll, Open};
        let published = Time::from_micros(0);
        let of =
            |article: &CommentRules, section: &CommentRules, site: &CommentRules, days: u32| {
                let sections = std::slice::from_ref(section);
                let Commenting { mode, level, message } =
                    Commenting::of(article, sections, site, published, published.plus(DAY * days));
                (mode, level, message)
            };
        let open = rules(Open, None, "unused");
        let state = |mode, level, message: &str| (mode, level, message.to_owned());
        assert_eq!(of(&open, &open, &open, 9).0, Open);
        let held = rules(HoldAll, None, "");
        assert_eq!(of(&open, &held, &open, 9), state(HoldAll, CommentLevel::Section, ""));
        let (own, site) = (rules(Closed, None, "own"), rules(Closed, None, "holidays"));
        assert_eq!(of(&own, &held, &site, 9), state(Closed, CommentLevel::Article, "own"));
        assert_eq!(of(&held, &open, &site, 9), state(Closed, CommentLevel::Site, "holidays"));
        let week = rules(Open, Some(7), "a week");
        assert_eq!(of(&open, &week, &open, 7).0, Open);
        assert_eq!(of(&open, &week, &open, 8), state(Closed, CommentLevel::Section, "a week"));
        // A section has no weaker rules than the one above it.
        let above = [open.clone(), rules(Closed, None, "the world rests")];
        let closed = Commenting::of(&open, &above, &open, published, published);
        assert_eq!((closed.mode, closed.message.as_str()), (Closed, "the world rests"));
    }
}
