//! The settings that an admin can change at the desk while the program runs.
//!
//! The desk's values override the defaults and the file. Variables and flags override the desk: with
//! them an operator pins a key. A value of the desk is parsed and limited like one of the file.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value as Json;
use toml::Value;

use crate::config::base_values::BaseValues;
use crate::config::layers::Layers;
use crate::config::problems::ConfigErrors;
use crate::config::reasons::ReasonCode;
use crate::config::resolve;
use crate::config::{Config, Sections};
use crate::named_enum;

/// The values that are set at the desk, by key: `site.title`.
pub type DeskValues = BTreeMap<String, Json>;

named_enum! {
    /// Where the value in force was set.
    pub enum Origin {
        /// Nowhere: it is the default.
        Default => "default",
        /// In the configuration file.
        File => "file",
        /// In a variable of the environment, which pins the key.
        Environment => "environment",
        /// By a flag, which pins the key.
        Flag => "flag",
        /// At the desk.
        Desk => "desk",
    }
}

impl Origin {
    /// Whether the desk cannot change the key.
    pub fn is_pinned(self) -> bool {
        matches!(self, Origin::Environment | Origin::Flag)
    }

    /// Reads the origin of a value in [`Layers`].
    fn of(origin: &str) -> Origin {
        match origin.split(' ').next().unwrap_or_default() {
            "default" => Origin::Default,
            "variable" => Origin::Environment,
            "flag" => Origin::Flag,
            DESK => Origin::Desk,
            _ => Origin::File,
        }
    }
}

/// The origin of the desk's values in [`Layers`].
const DESK: &str = "desk";

/// A setting and its value in force.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunTimeSetting {
    /// `section.key`.
    pub key: &'static str,
    /// The value in force; null if not set.
    pub value: Json,
    /// The built-in default; null if there is none.
    pub default: Json,
    /// Where the value was set.
    pub origin: Origin,
    /// The same in words: `file site.toml`, `variable REJOINDER__SITE__TITLE`.
    pub place: String,
}

/// What a key sets.
#[derive(Clone, Copy)]
enum Target {
    /// A field, which is copied from newly read sections.
    Field(fn(&mut Config, &Sections)),
    /// The sentence of a reason.
    Reason(ReasonCode),
}

impl Target {
    fn copy(self, config: &mut Config, read: &Sections) {
        match self {
            Target::Field(copy) => copy(config, read),
            Target::Reason(reason) => config.reasons.copy(reason, &read.reasons),
        }
    }
}

/// Lists the keys with the field of each.
macro_rules! settings {
    ($($key:literal => $section:ident.$field:ident;)*) => {
        &[$((
            $key,
            Target::Field(|config, read| config.$section.$field = read.$section.$field.clone()),
        )),*]
    };
}

/// Every key of the sections in [`Sections`] but `reasons`.
const SETTINGS: &[(&str, Target)] = settings! {
    "site.title" => site.title;
    "site.tagline" => site.tagline;
    "site.language" => site.language;
    "site.timezone" => site.timezone;
    "site.copyright" => site.copyright;
    "site.social" => site.social;
    "site.accent" => site.accent;
    "site.logo" => site.logo;
    "site.icon" => site.icon;
    "site.guidelines" => site.guidelines;
    "site.transparency" => site.transparency;
    "articles.per_page" => articles.per_page;
    "articles.permalink" => articles.permalink;
    "articles.open_days" => articles.open_days;
    "articles.embeds" => articles.embeds;
    "articles.fold_words" => articles.fold_words;
    "ads.top" => ads.top;
    "ads.middle" => ads.middle;
    "ads.bottom" => ads.bottom;
    "ads.sources" => ads.sources;
    "feeds.content" => feeds.content;
    "feeds.entries" => feeds.entries;
    "feeds.hub" => feeds.hub;
    "discovery.robots" => discovery.robots;
    "discovery.security_contact" => discovery.security_contact;
    "discovery.security_policy" => discovery.security_policy;
    "discovery.indexnow_key" => discovery.indexnow_key;
    "discovery.indexnow_endpoint" => discovery.indexnow_endpoint;
    "discovery.receive_webmentions" => discovery.receive_webmentions;
    "discovery.send_webmentions" => discovery.send_webmentions;
    "comments.mode" => comments.mode;
    "comments.closed_message" => comments.closed_message;
    "comments.policy" => comments.policy;
    "comments.min_interval" => comments.min_interval;
    "comments.edit_window" => comments.edit_window;
    "comments.max_depth" => comments.max_depth;
    "comments.threads_per_page" => comments.threads_per_page;
    "comments.hold_links" => comments.hold_links;
    "comments.min_form_age" => comments.min_form_age;
    "comments.max_form_age" => comments.max_form_age;
    "comments.flags_per_hour" => comments.flags_per_hour;
    "comments.flag_hide_weight" => comments.flag_hide_weight;
    "comments.network_days" => comments.network_days;
    "comments.consent" => comments.consent;
    "comments.consent_version" => comments.consent_version;
    "retention.unconfirmed_days" => retention.unconfirmed_days;
    "retention.refused_days" => retention.refused_days;
    "retention.mail_days" => retention.mail_days;
    "surge.mode" => surge.mode;
    "surge.window" => surge.window;
    "surge.comments" => surge.comments;
    "surge.flags" => surge.flags;
    "surge.rejections" => surge.rejections;
    "surge.factor" => surge.factor;
    "surge.calm" => surge.calm;
    "moderation.undo_window" => moderation.undo_window;
    "moderation.claim_minutes" => moderation.claim;
    "moderation.target_minutes" => moderation.target;
    "moderation.join_minutes" => moderation.join;
};

/// Every key that can be set at the desk, in the order of the page.
fn settings() -> impl Iterator<Item = (&'static str, Target)> {
    let reasons = ReasonCode::ALL.into_iter();
    SETTINGS.iter().copied().chain(reasons.map(|reason| (reason.key(), Target::Reason(reason))))
}

/// The keys that can be set at the desk.
pub fn keys() -> impl Iterator<Item = &'static str> {
    settings().map(|(key, _)| key)
}

/// The key called `name`, if it can be set at the desk.
pub fn key(name: &str) -> Option<&'static str> {
    keys().find(|key| *key == name)
}

/// The values of `base`, overridden by those of the desk. A value without a form in TOML becomes a
/// fault.
fn with(base: &BaseValues, desk: &DeskValues) -> Layers {
    let mut layers = base.layers();
    for (name, value) in desk {
        let pinned = base.origin(name).is_some_and(|origin| Origin::of(origin).is_pinned());
        if key(name).is_none() || pinned {
            continue;
        }
        match Value::try_from(value) {
            Ok(value) => layers.set(name, DESK, value),
            Err(_) => layers.problem(
                name,
                DESK,
                "it contains null".to_owned(),
                "Leave out what is not set",
            ),
        }
    }
    layers
}

impl Config {
    /// This configuration with the values of the desk. Keys that do not exist or are pinned are
    /// ignored.
    ///
    /// # Errors
    /// Every value that cannot be used, with its key.
    pub fn with_desk(&self, desk: &DeskValues) -> Result<Config, ConfigErrors> {
        let mut layers = with(&self.base, desk);
        let read = resolve::sections(&mut layers);
        let is_set = |key| layers.value(key).is_some_and(|(_, origin)| origin == DESK);
        let set: Vec<Target> =
            settings().filter(|(key, _)| is_set(*key)).map(|(_, target)| target).collect();
        let read = layers.checked(read)?;
        let mut config = self.clone();
        for target in set {
            target.copy(&mut config, &read);
        }
        // The dates in paths follow the time zone, which may be set without the pattern.
        config.articles.permalink = config.articles.permalink.in_zone(&config.site.timezone);
        Ok(config)
    }

    /// Every setting that the desk can change, with its value where the desk has set `desk`.
    pub fn run_time_settings(&self, desk: &DeskValues) -> Vec<RunTimeSetting> {
        let (layers, defaults) = (with(&self.base, desk), Layers::defaults());
        let json = |value: &Value| serde_json::to_value(value).unwrap_or_default();
        let setting = |key: &'static str| {
            let (value, place) = match layers.value(key) {
                Some((value, origin)) => (json(value), origin.clone()),
                None => (Json::Null, Origin::Default.name().to_owned()),
            };
            let default = defaults.value(key).map(|(value, _)| json(value)).unwrap_or_default();
            RunTimeSetting { key, value, default, origin: Origin::of(&place), place }
        };
        keys().map(setting).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::json;

    use super::*;
    use crate::config::{Flags, Policy};

    fn desk(values: Json) -> DeskValues {
        serde_json::from_value(values).expect("a map")
    }

    fn base(text: &str) -> Config {
        Config::from_toml(text).expect("a good configuration")
    }

    #[test]
    fn the_desk_overrides_the_file_and_the_defaults() {
        let file = base("[site]\ntitle = \"File\"\ntimezone = \"Europe/Berlin\"");
        let set = desk(json!({
            "site.title": "Desk", "articles.per_page": 7, "comments.policy": "publish_all",
            "site.social": [{ "label": "Mastodon", "url": "https://social.example/@news" }],
            "reasons.spam": "It is an advertisement.",
        }));
        let config = file.with_desk(&set).expect("good values");
        assert_eq!(config.site.title, "Desk");
        assert_eq!((config.articles.per_page, config.comments.policy), (7, Policy::PublishAll));
        assert_eq!(config.site.social[0].label, "Mastodon");
        assert_eq!(
            config.reasons.sentence(ReasonCode::Spam).in_english(),
            "It is an advertisement."
        );
        assert_eq!(config.site.timezone, file.site.timezone);
        let settings = file.run_time_settings(&set);
        let of = |key: &str| settings.iter().find(|setting| setting.key == key).expect("a setting");
        assert_eq!(
            (of("site.title").origin, &of("site.title").default),
            (Origin::Desk, &json!("Rejoinder"))
        );
        assert_eq!(of("site.timezone").origin, Origin::File);
        assert_eq!(
            (of("articles.open_days").origin, &of("articles.open_days").value),
            (Origin::Default, &Json::Null)
        );
    }

    #[test]
    fn a_flag_pins_its_key() {
        let flags = Flags { set: vec!["site.title=Flag".to_owned()], ..Flags::default() };
        let layers = Layers::read(&flags, std::iter::empty());
        let (config, _) = resolve::resolve(layers).expect("a good configuration");
        let set = desk(json!({ "site.title": "Desk", "site.tagline": "All of it" }));
        let both = config.with_desk(&set).expect("good values");
        assert_eq!((both.site.title.as_str(), both.site.tagline.as_str()), ("Flag", "All of it"));
        let title = &config.run_time_settings(&set)[0];
        assert_eq!((title.origin, title.value.clone()), (Origin::Flag, json!("Flag")));
    }

    #[test]
    fn all_faults_are_reported_with_their_keys() {
        let set = desk(json!({
            "site.title": " ", "site.timezone": "Berlin", "articles.per_page": 0, "site.social": [null],
        }));
        let faults = base("").with_desk(&set).expect_err("four faults").0;
        let keys: Vec<&str> = faults.iter().map(|fault| fault.key.as_str()).collect();
        assert_eq!(keys, ["site.social", "site.title", "site.timezone", "articles.per_page"]);
    }

    #[test]
    fn the_dates_in_paths_follow_the_time_zone_of_the_desk() {
        let config = base("").with_desk(&desk(json!({ "site.timezone": "Europe/Berlin" })));
        let at = crate::clock::Time::parse("2026-11-30T23:30:00Z").expect("an instant");
        let permalink = config.expect("a good value").articles.permalink;
        assert_eq!(permalink.path("mud", None, at), "2026/12/mud");
    }

    #[test]
    fn every_key_of_the_sections_can_be_set_at_the_desk() {
        let mut layers = Layers::defaults();
        resolve::sections(&mut layers).expect("good defaults");
        let read: BTreeSet<&str> = layers.known().iter().copied().collect();
        assert_eq!(keys().collect::<BTreeSet<_>>(), read);
    }
}
