//! The pattern of the paths that articles get by default.

use std::fmt::Write as _;

use regex::Regex;

use crate::clock::{Time, Zone};
use crate::config::reserved::is_reserved;
use crate::config::urls::Refusal;

/// The pattern, such as `/{year}/{month}/{slug}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permalink {
    parts: Vec<Part>,
    /// The zone of year, month and day.
    zone: Zone,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Year,
    Month,
    Day,
    Section,
    Slug,
}

impl Default for Permalink {
    /// `/{year}/{month}/{slug}` in UTC.
    fn default() -> Permalink {
        let text = |text: &str| Part::Text(text.to_owned());
        let parts = vec![text("/"), Part::Year, text("/"), Part::Month, text("/"), Part::Slug];
        Permalink { parts, zone: Zone::UTC }
    }
}

impl Permalink {
    /// `/{slug}`, for pages such as About.
    pub fn of_pages() -> Permalink {
        Permalink { parts: vec![Part::Text("/".to_owned()), Part::Slug], zone: Zone::UTC }
    }

    pub(super) fn parse(pattern: &str) -> Result<Permalink, Refusal> {
        let refusal = |fault: &str| {
            let remedy = "Write a pattern such as /{year}/{month}/{slug}; there are {year}, {month}, {day}, {section} and {slug}, \
                          and letters, digits, - . _ ~ between them";
            (fault.to_owned(), remedy.to_owned())
        };
        let Some(mut rest) = pattern.strip_prefix('/') else {
            return Err(refusal("it does not begin with a slash"));
        };
        let mut parts = vec![Part::Text("/".to_owned())];
        while let Some((text, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else {
                return Err(refusal("a { is not closed"));
            };
            parts.push(Part::Text(text.to_owned()));
            parts.push(match name {
                "year" => Part::Year,
                "month" => Part::Month,
                "day" => Part::Day,
                "section" => Part::Section,
                "slug" => Part::Slug,
                _ => return Err(refusal("it has an unknown name between { and }")),
            });
            rest = after;
        }
        parts.push(Part::Text(rest.to_owned()));
        parts.retain(|part| *part != Part::Text(String::new()));
        if parts.iter().filter(|part| **part == Part::Slug).count() != 1 {
            return Err(refusal("it does not have {slug} exactly once"));
        }
        let permalink = Permalink { parts, zone: Zone::UTC };
        let sample = permalink.joined("a", Some("b"), Time::from_micros(0));
        let is_valid = |part: &str| {
            !part.is_empty()
                && !part.starts_with('.')
                && part.chars().all(|c| c.is_alphanumeric() || "-._~".contains(c))
        };
        if !sample[1..].split('/').all(is_valid) {
            return Err(refusal("its paths would not be valid"));
        }
        if sample[1..].split('/').next().is_some_and(is_reserved)
            || sample.ends_with("/comments.atom")
        {
            return Err(refusal("the program itself answers at such paths"));
        }
        Ok(permalink)
    }

    /// The same pattern with dates in `zone`.
    pub(super) fn in_zone(self, zone: &Zone) -> Permalink {
        Permalink { zone: zone.clone(), ..self }
    }

    /// The path of an article that is published at `at`, without the leading slash. The part of
    /// a missing section is left out.
    pub fn path(&self, slug: &str, section: Option<&str>, at: Time) -> String {
        let joined = self.joined(slug, section, at);
        let parts: Vec<&str> = joined.split('/').filter(|part| !part.is_empty()).collect();
        parts.join("/")
    }

    fn joined(&self, slug: &str, section: Option<&str>, at: Time) -> String {
        let day = self.zone.at(at);
        let mut path = String::new();
        for part in &self.parts {
            // Writing to a String does not fail.
            let _ = match part {
                Part::Text(text) => write!(path, "{text}"),
                Part::Year => write!(path, "{:04}", day.year()),
                Part::Month => write!(path, "{:02}", day.month()),
                Part::Day => write!(path, "{:02}", day.day()),
                Part::Section => write!(path, "{}", section.unwrap_or_default()),
                Part::Slug => write!(path, "{slug}"),
            };
        }
        path
    }

    /// Whether an article with this slug could have got `path` by this pattern, at any time, in any
    /// section and with any number after the slug.
    pub fn matches(&self, path: &str, slug: &str) -> bool {
        let mut pattern = String::from("^");
        for part in &self.parts {
            match part {
                Part::Text(text) => pattern.push_str(&regex::escape(text)),
                Part::Year => pattern.push_str("[0-9]{4}"),
                Part::Month | Part::Day => pattern.push_str("[0-9]{2}"),
                Part::Section => pattern.push_str("[a-z0-9-]*"),
                Part::Slug => {
                    pattern.push_str(&regex::escape(slug));
                    pattern.push_str("(?:-[0-9]+)?");
                }
            }
        }
        pattern.push('$');
        let is_match = |path: &str| Regex::new(&pattern).is_ok_and(|form| form.is_match(path));
        // Without a section its slashes are joined.
        is_match(&format!("/{path}")) || is_match(&format!("//{path}")) || {
            let (first, last) = path.rsplit_once('/').unwrap_or(("", path));
            is_match(&format!("/{first}//{last}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at() -> Time {
        Time::parse("2026-11-30T23:30:00Z").expect("an instant")
    }

    #[test]
    fn a_pattern_makes_paths_and_knows_them_again() {
        for (pattern, expected, without_section) in [
            ("/{year}/{month}/{slug}", "2026/11/mud", "2026/11/mud"),
            ("/news/{section}/{slug}.html", "news/harbour/mud.html", "news/mud.html"),
            ("/{section}/{year}-{month}-{day}-{slug}", "harbour/2026-11-30-mud", "2026-11-30-mud"),
            ("/{slug}", "mud", "mud"),
        ] {
            let permalink = Permalink::parse(pattern).expect(pattern);
            assert_eq!(permalink.path("mud", Some("harbour"), at()), expected);
            assert_eq!(permalink.path("mud", None, at()), without_section);
            assert!(permalink.matches(expected, "mud"), "{expected}");
            assert!(permalink.matches(without_section, "mud"), "{without_section}");
            assert!(!permalink.matches("about/mud-and-more", "mud"), "{pattern}");
        }
        assert_eq!(Permalink::parse("/{year}/{month}/{slug}"), Ok(Permalink::default()));
        let berlin = Permalink::default().in_zone(&Zone::named("Europe/Berlin").expect("a zone"));
        assert_eq!(berlin.path("mud", None, at()), "2026/12/mud");
        assert!(berlin.matches("2026/12/mud-12", "mud") && !berlin.matches("2026/12/mud-x", "mud"));
    }

    #[test]
    fn a_pattern_that_cannot_work_is_refused() {
        for wrong in [
            "{year}/{slug}",
            "/{year}/{month}",
            "/{slug}/{slug}",
            "/{title}",
            "/{slug",
            "/a b/{slug}",
            "/{year}//{slug}",
            "/{slug}/",
            "/.{slug}",
            "/desk/{slug}",
            "/feed.{slug}",
            "/{slug}/comments.atom",
        ] {
            assert!(Permalink::parse(wrong).is_err(), "{wrong}");
        }
    }
}
