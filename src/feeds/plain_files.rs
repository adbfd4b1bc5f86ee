//! Writes `robots.txt` and `security.txt`. Pure.

use std::fmt::Write as _;
use std::time::Duration;

use crate::clock::{DAY, Time};
use crate::config::Config;
use crate::feeds::model::rfc_3339;

/// What search engines should not request: pages for staff, and pages of single readers or of single
/// requests.
const DISALLOWED: [&str; 9] = [
    "/api/",
    "/articles/",
    "/comments/*/flag",
    "/desk/",
    "/mail/",
    // The results; the form may be found.
    "/search?",
    "/setup/",
    "/status/",
    // The form in place of a reply, on the page of an article.
    "/*?*reply=",
];

/// How long a `security.txt` is good. Much less than the year that RFC 9116 allows, so that a copy that
/// somebody kept does not outlive its contact for long.
const GOOD_FOR: Duration = DAY.saturating_mul(90);

/// `/robots.txt`, with the operator's own lines.
pub fn robots(config: &Config) -> String {
    let base_url = &config.server.base_url;
    let mut text = "User-agent: *\n".to_owned();
    for path in DISALLOWED {
        // Writing into a String cannot fail.
        let _ = writeln!(text, "Disallow: {path}");
    }
    if !config.discovery.robots.is_empty() {
        let _ = write!(text, "\n{}\n", config.discovery.robots);
    }
    let _ =
        write!(text, "\nSitemap: {base_url}/sitemap.xml\nSitemap: {base_url}/news-sitemap.xml\n");
    text
}

/// `/.well-known/security.txt` (RFC 9116); `None` without a contact. It changes once a day.
pub fn security(config: &Config, now: Time) -> Option<String> {
    let (discovery, base_url) = (&config.discovery, &config.server.base_url);
    if discovery.security_contact.is_empty() {
        return None;
    }
    let mut text = String::new();
    for contact in &discovery.security_contact {
        let _ = writeln!(text, "Contact: {contact}");
    }
    let _ = writeln!(text, "Expires: {}", rfc_3339(today(now).plus(GOOD_FOR)));
    let _ = writeln!(text, "Preferred-Languages: {}", config.site.language);
    let _ = writeln!(text, "Canonical: {base_url}/.well-known/security.txt");
    if let Some(policy) = &discovery.security_policy {
        let _ = writeln!(text, "Policy: {policy}");
    }
    Some(text)
}

/// The midnight before, in UTC.
fn today(now: Time) -> Time {
    let day = i64::try_from(DAY.as_micros()).unwrap_or(i64::MAX);
    Time::from_micros(now.micros().div_euclid(day).saturating_mul(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(text: &str) -> Config {
        let text = format!("[server]\nbase_url = \"https://news.test\"\n{text}");
        Config::from_toml(&text).expect("a good configuration")
    }

    #[test]
    fn robots_get_what_is_not_for_them_and_the_operators_lines() {
        let text = robots(&config("[discovery]\nrobots = \"User-agent: Greedy\\nDisallow: /\""));
        assert!(text.starts_with("User-agent: *\nDisallow: /api/\n"), "{text}");
        assert!(text.contains("\nDisallow: /desk/\n"));
        let end = "\n\nUser-agent: Greedy\nDisallow: /\n\nSitemap: https://news.test/sitemap.xml\n\
                   Sitemap: https://news.test/news-sitemap.xml\n";
        assert!(text.ends_with(end), "{text}");
    }

    #[test]
    fn security_txt_exists_with_a_contact_only() {
        let now = Time::parse("2026-11-22T09:30:00Z").expect("an instant");
        assert_eq!(security(&config(""), now), None);
        let set = "[discovery]\nsecurity_contact = [\"mailto:security@news.test\", \"https://news.test/report\"]\n\
                   security_policy = \"https://news.test/security\"";
        assert_eq!(
            security(&config(set), now).as_deref(),
            Some(
                "Contact: mailto:security@news.test\nContact: https://news.test/report\n\
                 Expires: 2027-02-20T00:00:00Z\nPreferred-Languages: en\n\
                 Canonical: https://news.test/.well-known/security.txt\nPolicy: https://news.test/security\n"
            )
        );
    }
}
