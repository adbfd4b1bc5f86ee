//! The first parts of paths that no article may have, because the program answers there or means
//! to.
//!
//! A test beside the route table sees to it that every route that begins with a fixed word is named
//! here.

/// Sorted, for reading. Whatever begins with a dot or with `feed.` is reserved as well.
const WORDS: &[&str] = &[
    "api",
    "archive",
    "articles",
    "assets",
    "authors",
    "comments",
    "comments.atom",
    "desk",
    "favicon.ico",
    "feed",
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
    "status",
    "tags",
    "transparency",
    "transparency.json",
];

/// Whether a path may not begin with `segment`.
pub fn is_reserved(segment: &str) -> bool {
    // In any case, so that no article can stand at /Desk and be mistaken for it.
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
