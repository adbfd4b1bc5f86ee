//! The security and caching headers of every response, including errors and 304s, and `Retry-After`.

use std::time::Duration;

use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};

/// Only the pictures of articles may be loaded from other sites. Fonts are those of a theme. Scripts may send requests to this site, which the
/// desk's does, and through which checking tools read `/robots.txt`.
const CONTENT_SECURITY_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; script-src 'self' 'sha256-6g8DVVJaI6h0b7WOuVxb5gcQK1XPs18Rj68EWOBlb0I='; \
     img-src 'self' https: data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
);
const PERMISSIONS_POLICY: HeaderValue =
    HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=(), usb=()");
const STRICT_TRANSPORT_SECURITY: HeaderValue = HeaderValue::from_static("max-age=31536000");
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

/// Private pages, beside previews, whose address or content belongs to one person: the address must not be sent in
/// `Referer`, and no cache may store the page.
const PRIVATE: [&str; 4] = ["/desk", "/status", "/setup", "/mail"];

/// Sets `Retry-After` to the seconds until a request may be sent again; rounded up, so that a retry
/// after that time is not too early.
pub fn set_retry_after(headers: &mut HeaderMap, wait: Option<Duration>) {
    if let Some(wait) = wait {
        let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
        headers.insert(header::RETRY_AFTER, seconds.max(1).into());
    }
}

/// The policy of a page that shows something which loads from `sources`: directives, each with a source.
pub fn policy_with<'a>(sources: impl Iterator<Item = (&'a str, &'a str)> + Clone) -> HeaderValue {
    let own = CONTENT_SECURITY_POLICY;
    let own = own.to_str().unwrap_or_default();
    let mut directives: Vec<String> = own.split("; ").map(str::to_owned).collect();
    for (directive, source) in sources {
        let same = |known: &&mut String| known.split(' ').next() == Some(directive);
        match directives.iter_mut().find(same) {
            Some(known) => known.push_str(&format!(" {source}")),
            None => directives.push(format!("{directive} {source}")),
        }
    }
    HeaderValue::from_str(&directives.join("; ")).unwrap_or(CONTENT_SECURITY_POLICY)
}

/// Whether the path is one of the private pages or below one.
pub(super) fn is_private(path: &str) -> bool {
    let is_preview = path.strip_prefix("/articles/").is_some_and(|rest| rest.contains("/preview/"));
    is_preview
        || PRIVATE.iter().any(|part| {
            path.strip_prefix(part).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
}

/// Adds the headers to a response. `secure` means that the site uses https.
pub(super) fn add(headers: &mut HeaderMap, private: bool, secure: bool) {
    // Files of pictures have a stricter one, and what is shown in a sandbox.
    let own = headers.get(header::CONTENT_SECURITY_POLICY);
    let is_sandboxed =
        own.is_some_and(|policy| policy.as_bytes().ends_with(b"frame-ancestors 'none'; sandbox"));
    if private && !is_sandboxed || own.is_none() {
        headers.insert(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY);
    }
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(HeaderName::from_static("permissions-policy"), PERMISSIONS_POLICY);
    headers.insert(
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    );
    if secure {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, STRICT_TRANSPORT_SECURITY);
    }
    let referrer = if private { "same-origin" } else { "strict-origin-when-cross-origin" };
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static(referrer));
    // Handlers set Cache-Control on responses that may be cached; no other response may be.
    if private || !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, NO_STORE);
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn private_pages_are_known_by_whole_path_segments() {
        assert!(is_private("/desk") && is_private("/desk/queue") && is_private("/mail/token"));
        assert!(is_private("/articles/7/preview/1796549996.abc"));
        assert!(!is_private("/articles/7/comments") && !is_private("/2026/preview/x"));
        assert!(!is_private("/desktop") && !is_private("/2026/11/desk") && !is_private("/"));
    }

    #[test]
    fn the_policy_has_the_hash_of_the_script_in_the_head() {
        let hash = STANDARD.encode(Sha256::digest(crate::web::assets::THEME));
        let policy = CONTENT_SECURITY_POLICY;
        let policy = policy.to_str().expect("ASCII");
        assert!(policy.contains(&format!("script-src 'self' 'sha256-{hash}';")), "{hash}");
    }

    #[test]
    fn a_private_page_has_a_policy_of_its_own_only_in_a_sandbox() {
        let with = |policy: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
            add(&mut headers, true, true);
            headers.get(header::CONTENT_SECURITY_POLICY).cloned()
        };
        let loose = "script-src https://a.example; frame-ancestors 'none'";
        assert_eq!(with(loose), Some(CONTENT_SECURITY_POLICY));
        let strict = "default-src 'none'; frame-ancestors 'none'; sandbox";
        assert_eq!(with(strict), Some(HeaderValue::from_static(strict)));
    }

    #[test]
    fn sources_are_added_to_their_directives() {
        let sources = [("script-src", "https://a.example"), ("frame-src", "https://b.example")];
        let policy = policy_with(sources.into_iter());
        let policy = policy.to_str().expect("ASCII");
        assert!(policy.contains("=' https://a.example;"), "{policy}");
        assert!(
            policy.ends_with("frame-ancestors 'none'; frame-src https://b.example"),
            "{policy}"
        );
        assert_eq!(policy_with(std::iter::empty()), CONTENT_SECURITY_POLICY);
    }

    #[test]
    fn a_private_page_is_never_kept_and_a_public_one_as_it_says() {
        let kept = HeaderValue::from_static("public, max-age=0, must-revalidate");
        let mut headers = HeaderMap::new();
        headers.insert(header::CACHE_CONTROL, kept.clone());
        add(&mut headers, false, false);
        assert_eq!(headers.get(header::CACHE_CONTROL), Some(&kept));
        assert!(!headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
        add(&mut headers, true, true);
        assert_eq!(headers.get(header::CACHE_CONTROL), Some(&NO_STORE));
        assert_eq!(headers.get(header::REFERRER_POLICY).expect("set"), "same-origin");
        assert!(headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
    }
}
