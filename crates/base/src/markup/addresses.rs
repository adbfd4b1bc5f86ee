//! Where links and pictures of a text may lead.

/// Whether an image may be loaded from `url`: by http or https, or from this site.
pub fn is_image_source(url: &str) -> bool {
    is_web(url)
        || !url.is_empty() && !url.split(['/', '?', '#']).next().unwrap_or_default().contains(':')
}

/// Whether `url` is one of http or https.
pub fn is_web(url: &str) -> bool {
    ["http://", "https://"]
        .iter()
        .any(|scheme| url.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme)))
}
