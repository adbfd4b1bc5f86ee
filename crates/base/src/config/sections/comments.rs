//! The section `comments`.

use std::time::Duration;

use crate::config::comment_mode::CommentMode;
use crate::config::layers::Layers;
use crate::config::values::{DAY, line, seconds};
use crate::named_enum;

/// Accepting and showing comments.
#[derive(Clone, Debug)]
pub struct Comments {
    /// Whether comments are accepted on the whole site; sections and articles may be stricter.
    pub mode: CommentMode,
    /// What readers read in place of the form while that is `closed`; may be empty.
    pub closed_message: String,
    /// The first status of a comment without any finding against it.
    pub policy: Policy,
    /// The least time between two comments of one reader; zero switches the limit off.
    pub min_interval: Duration,
    /// How long readers may edit their own comment; zero switches editing off.
    pub edit_window: Duration,
    /// How many levels of replies are nested; deeper replies are shown at the last level.
    pub max_depth: u8,
    /// Threads (top-level comments with their replies) on one page of an article.
    pub threads_per_page: usize,
    /// The number of links from which the policy `hold_links` holds a comment.
    pub hold_links: usize,
    /// A comment whose form was submitted sooner than this after it was shown is held.
    pub min_form_age: Duration,
    /// A form older than this is shown again with a new stamp.
    pub max_form_age: Duration,
    /// The most flags per hour from one network or one browser with a confirmed address.
    pub flags_per_hour: u32,
    /// The weight of flags at which a public comment is held automatically; 0 means never.
    pub flag_hide_weight: u32,
    /// For how many days the truncated network address of a comment is kept.
    pub network_days: u32,
    /// What readers agree to by a box on the form; empty shows no box.
    pub consent: String,
    /// The version of those words, which is stored with each comment.
    pub consent_version: String,
}

named_enum! {
    /// Which comments without any finding are public at once. The setting `comments.policy`.
    #[derive(Default)]
    pub enum Policy {
        /// Every comment is held for a decision.
        #[default]
        HoldAll => "hold_all",
        /// Comments with at least `comments.hold_links` links are held, others are public at once.
        HoldLinks => "hold_links",
        /// The comments of a reader are held until one of them was approved and the address was
        /// confirmed in the browser.
        FirstComment => "first_comment",
        /// Comments are public at once unless a rule, a ban or the surge guard holds them; the
        /// score of the filter is ignored.
        RulesOnly => "rules_only",
        /// Comments are public at once.
        PublishAll => "publish_all",
    }
}

pub(in crate::config) fn read(layers: &mut Layers) -> Option<Comments> {
    let mode = layers.choice("comments.mode", &CommentMode::ALL.map(CommentMode::name));
    let closed_message = layers.text_of("comments.closed_message", line);
    let policy = layers.choice("comments.policy", &Policy::ALL.map(Policy::name));
    let min_interval = seconds(layers, "comments.min_interval", 0..=DAY);
    let edit_window = seconds(layers, "comments.edit_window", 0..=30 * DAY);
    let max_depth = layers.number("comments.max_depth", 1..=20);
    let threads_per_page = layers.number("comments.threads_per_page", 1..=500);
    let hold_links = layers.number("comments.hold_links", 1..=1_000);
    let min_form_age = seconds(layers, "comments.min_form_age", 0..=60);
    let max_form_age = seconds(layers, "comments.max_form_age", 300..=30 * DAY);
    let flags_per_hour = layers.number("comments.flags_per_hour", 1..=10_000);
    let flag_hide_weight = layers.number("comments.flag_hide_weight", 0..=10_000);
    let network_days = layers.number("comments.network_days", 1..=365);
    let consent = layers.text_of("comments.consent", line);
    let consent_version = layers.text_of("comments.consent_version", line);
    let has_words = consent.as_deref().is_some_and(|words| !words.is_empty());
    if has_words && consent_version.as_deref() == Some("") {
        let fault = "comments.consent is set, but its words have no version".to_owned();
        let remedy = "Write one, such as 1: it is stored with each comment".to_owned();
        layers.refuse("comments.consent_version", (fault, remedy));
    }
    Some(Comments {
        mode: mode?,
        closed_message: closed_message?,
        policy: policy?,
        min_interval: min_interval?,
        edit_window: edit_window?,
        max_depth: max_depth?,
        threads_per_page: threads_per_page?,
        hold_links: hold_links?,
        min_form_age: min_form_age?,
        max_form_age: max_form_age?,
        flags_per_hour: flags_per_hour?,
        flag_hide_weight: flag_hide_weight?,
        network_days: network_days?,
        consent: consent?,
        consent_version: consent_version?,
    })
}
