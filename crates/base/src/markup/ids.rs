//! Ids in an article. Those that the author has written get a prefix, so that they cannot equal an
//! id of the page around it.

use std::borrow::Cow;
use std::collections::HashSet;

/// The prefix of ids that the author has written.
const AUTHORS: &str = "a-";

/// The prefixes of the renderer's ids of headings and footnotes. No other id of a page has them.
const RENDERERS: [&str; 3] = ["h-", "fn-", "fnref-"];

/// The id `chosen` with the prefix.
pub fn prefixed(chosen: &str) -> Cow<'_, str> {
    let is_safe = RENDERERS.into_iter().chain([AUTHORS]).any(|prefix| chosen.starts_with(prefix));
    if is_safe { Cow::Borrowed(chosen) } else { Cow::Owned(format!("{AUTHORS}{chosen}")) }
}

/// Updates links within the article to the ids with a prefix.
pub fn with_targets(html: String) -> String {
    const ID: &str = " id=\"";
    const HREF: &str = "href=\"#";
    let own: HashSet<&str> = html
        .split(ID)
        .skip(1)
        .filter_map(|rest| rest.split('"').next()?.strip_prefix(AUTHORS))
        .collect();
    if own.is_empty() || !html.contains(HREF) {
        return html;
    }
    let mut pieces = html.split(HREF);
    let mut followed = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        followed.push_str(HREF);
        if piece.split('"').next().is_some_and(|target| own.contains(target)) {
            followed.push_str(AUTHORS);
        }
        followed.push_str(piece);
    }
    followed
}
