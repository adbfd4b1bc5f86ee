//! The section `feeds`.

use crate::config::layers::Layers;
use crate::config::values::web_url;
use crate::named_enum;

/// Feeds of articles and comments.
#[derive(Clone, Debug)]
pub struct Feeds {
    /// What their entries contain.
    pub content: FeedContent,
    /// The most entries of one feed.
    pub entries: usize,
    /// The URL of the WebSub hub, if there is one.
    pub hub: Option<String>,
}

named_enum! {
    /// What the entries of feeds contain.
    pub enum FeedContent {
        /// The whole text.
        Full => "full",
        /// The summary, or the first words.
        Summary => "summary",
    }
}

pub(in crate::config) fn read(layers: &mut Layers) -> Option<Feeds> {
    let content = layers.choice("feeds.content", &FeedContent::ALL.map(FeedContent::name));
    let entries = layers.number("feeds.entries", 1..=100);
    let hub = layers.optional("feeds.hub", |text| {
        web_url(text, "Write the URL of the hub, for instance https://hub.example.org/")
    });
    Some(Feeds { content: content?, entries: entries?, hub: hub? })
}
