//! The first segments of paths that articles may not have, because routes use them or are planned
//! to.
//!
//! A test beside the route table checks that the first segment of every route is listed here.

/// Sorted. Segments that begin with a dot or with `feed.` are reserved as well.
const WORDS: &[&str] = &[
    "api",
    "apple-touch-icon.png",
    "archive",
    "articles",
    "assets",
    "authors",
    "comments",
    "comments.atom",
    "desk",
    "favicon.ico",
    "feed",
    "icon.png",
    "live",
    "login",
    "mail",
    "media",
    "metrics",
    "news-sitemap.xml",
    "privacy",
    "ready",
    "robots.txt",
    "search",
    "sections",
    "setup",
    "sitemap.xml",
    "sitemaps",
    "status",
    "tags",
    "transparency",
    "transparency.json",
    "webmention",
];

/// Whether a path may not begin with `segment`.
pub fn is_reserved(segment: &str) -> bool {
    // Letter case is ignored, so that no article can be at /Desk and be mistaken for the desk.
    let lower = segment.to_lowercase();
    WORDS.contains(&lower.as_str()) || lower.starts_with("feed.") || lower.starts_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_ours_are_reserved_and_years_are_not() {
        assert!(
            is_reserved("api")
                && is_reserved("Desk")
                && is_reserved("feed.atom")
                && is_reserved(".well-known")
        );
        assert!(!is_reserved("2026") && !is_reserved("desks") && !is_reserved(""));
    }
}
