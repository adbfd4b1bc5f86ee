//! The section `articles`.

use crate::clock::Zone;
use crate::config::layers::Layers;
use crate::config::permalink::Permalink;
use crate::config::urls;

/// Articles and their lists.
#[derive(Clone, Debug)]
pub struct Articles {
    /// Articles on one page of a list.
    pub per_page: usize,
    /// The paths of new articles.
    pub permalink: Permalink,
    /// For how many days after publication an article accepts comments; without limit if not set.
    pub open_days: Option<u32>,
    /// Hosts whose addresses, alone in a paragraph, become cards.
    pub embeds: Vec<String>,
    /// Words after which a long story is folded; 0 for never.
    pub fold_words: usize,
}

pub(in crate::config) fn read(layers: &mut Layers, zone: &Zone) -> Option<Articles> {
    let per_page = layers.number("articles.per_page", 1..=100);
    let open_days = layers.optional_number("articles.open_days", 1..=36_500);
    let permalink = layers.text_of("articles.permalink", Permalink::parse);
    let form = "Write names of hosts, for instance [\"youtube.com\", \"mastodon.social\"]";
    let embeds = layers.list::<String>("articles.embeds", form);
    let is_host = |name: &String| urls::is_host_name(name) && !name.starts_with("www.");
    if let Some(wrong) = embeds.iter().flatten().find(|name| !is_host(name)) {
        let fault = format!("{wrong:?} is not the name of a host without www.");
        layers.refuse("articles.embeds", (fault, form.to_owned()));
    }
    let fold_words = layers.number("articles.fold_words", 0..=100_000);
    Some(Articles {
        per_page: per_page?,
        permalink: permalink?.in_zone(zone),
        open_days: open_days?,
        embeds: embeds?,
        fold_words: fold_words?,
    })
}
