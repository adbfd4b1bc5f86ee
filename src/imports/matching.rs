//! Which article a page of another system is. Pure.
//!
//! Comment systems name pages by address, and have several addresses for one page: with and without `www`, with
//! tracking parameters, from the cache of a search engine, through a translator.

use std::collections::{HashMap, HashSet};

use percent_encoding::percent_decode_str;
use url::Url;

use crate::articles::path;
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::ArticleId;

use super::items::Place;
use super::report::Found;

/// The address of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Address {
    /// The host without `www.`; empty if only a path is known.
    pub(super) host: String,
    /// The path, decoded, and spelled as that of an article is.
    pub(super) path: String,
    /// The parameters that choose a page, in order of their names; those that follow readers are left out.
    pub(super) query: Vec<(String, String)>,
}

impl Address {
    /// Reads an address, or a path. Addresses of caches and translators are those of the page that they show.
    pub(super) fn parse(raw: &str) -> Address {
        let raw = raw.trim();
        let Some(url) = absolute(raw) else { return Address::default() };
        let host = url.host_str().unwrap_or_default().to_lowercase();
        let parameter = |name: &str| {
            url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
        };
        if host.starts_with("webcache.googleusercontent") {
            let shown = parameter("q").and_then(|query| {
                let rest = query.strip_prefix("cache:")?.to_owned();
                let rest = rest.split_whitespace().next()?.to_owned();
                // An id may stand before the address.
                Some(match rest.split_once(':') {
                    Some((id, rest)) if !id.starts_with("http") && !id.contains('.') => rest.into(),
                    _ => rest,
                })
            });
            return shown.map_or_else(Address::default, |shown| Address::parse(&shown));
        }
        if host.starts_with("translate.google") {
            return parameter("u").map_or_else(Address::default, |shown| Address::parse(&shown));
        }
        let host = match host.strip_suffix(".translate.goog") {
            // A hyphen stands for a dot, two for a hyphen.
            Some(inner) => inner.replace("--", "\0").replace('-', ".").replace('\0', "-"),
            None => host,
        };
        let host = host.strip_prefix("www.").unwrap_or(&host).to_owned();
        let decoded = percent_decode_str(url.path()).decode_utf8_lossy().into_owned();
        let mut query: Vec<(String, String)> = url
            .query_pairs()
            .filter(|(key, _)| !is_tracking(key))
            .map(|(key, value)| (key.into_owned(), value.into_owned()))
            .collect();
        query.sort();
        Address {
            host: if host == "path" { String::new() } else { host },
            path: spelled(&decoded),
            query,
        }
    }

    /// The number of a WordPress post, if the address consists of it.
    pub(super) fn post_number(&self) -> Option<&str> {
        match self.query.as_slice() {
            [(key, value)] if matches!(key.as_str(), "p" | "page_id") && is_number(value) => {
                Some(value)
            }
            _ => None,
        }
    }
}

/// A path as an article has it, if one can: plan and import look for the same.
fn spelled(decoded: &str) -> String {
    let bare = decoded.trim_matches(|c: char| c == '/' || c.is_whitespace());
    path::parse(bare).unwrap_or_else(|_| bare.to_owned())
}

fn absolute(raw: &str) -> Option<Url> {
    if let Some(rest) = raw.strip_prefix("//") {
        return Url::parse(&format!("https://{rest}")).ok();
    }
    if raw.contains("://") {
        return Url::parse(raw).ok();
    }
    let first = raw.split('/').next().unwrap_or_default();
    let is_host = !raw.starts_with('/')
        && first.contains('.')
        && first.rsplit('.').next().is_some_and(|end| {
            end.len() >= 2
                && end.chars().all(|c| c.is_ascii_alphabetic())
                && !matches!(end, "html" | "htm" | "php" | "aspx" | "asp" | "jsp" | "md")
        })
        && raw.contains('/');
    if is_host {
        return Url::parse(&format!("https://{raw}")).ok();
    }
    // A host that is taken away again.
    Url::parse(&format!("https://path/{}", raw.trim_start_matches('/'))).ok()
}

fn is_tracking(key: &str) -> bool {
    key.starts_with("utm_")
        || key.starts_with("_x_tr_")
        || matches!(
            key,
            "fbclid"
                | "gclid"
                | "dclid"
                | "msclkid"
                | "yclid"
                | "mc_cid"
                | "mc_eid"
                | "igshid"
                | "ref"
                | "ref_src"
                | "source"
                | "share"
                | "amp"
                | "replytocom"
                | "print"
                | "from"
                | "s"
                | "spref"
                | "m"
                | "_ga"
                | "hl"
        )
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.len() < 19 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The path without what differs between addresses of one page.
fn normal(path: &str) -> String {
    let lower = path.to_lowercase();
    let mut parts: Vec<&str> = lower.split('/').filter(|part| !part.is_empty()).collect();
    while let Some(last) = parts.last() {
        let is_page = parts.len() > 1
            && (last.starts_with("comment-page-")
                || matches!(
                    *last,
                    "amp" | "index.html" | "index.htm" | "index.php" | "default.aspx"
                ));
        if !is_page {
            break;
        }
        parts.pop();
    }
    let joined = parts.join("/");
    let bare = [".html", ".htm", ".php", ".aspx", ".asp", ".md"]
        .iter()
        .find_map(|ending| joined.strip_suffix(ending).map(str::to_owned));
    bare.unwrap_or(joined)
}

/// The last part of a path as a slug; empty if it says too little to tell pages apart.
fn slug_of(path: &str) -> String {
    let normal = normal(path);
    let last = normal.rsplit('/').next().unwrap_or_default();
    let slug = path::slug(last);
    let says_much =
        slug.len() >= 4 && !slug.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if says_much { slug } else { String::new() }
}

/// The paths of all articles, by what they are found by. `None` where several articles have the same.
#[derive(Debug, Default)]
pub(super) struct Index {
    exact: HashMap<String, ArticleId>,
    normal: HashMap<String, Option<ArticleId>>,
    slug: HashMap<String, Option<ArticleId>>,
    present: HashMap<ArticleId, String>,
}

impl Index {
    /// Of the present paths, and then the former ones.
    pub(super) fn new(
        present: Vec<(String, ArticleId)>,
        former: Vec<(String, ArticleId)>,
    ) -> Index {
        let mut index = Index::default();
        let enter = |map: &mut HashMap<String, Option<ArticleId>>, key: String, id: ArticleId| {
            if key.is_empty() {
                return;
            }
            map.entry(key)
                .and_modify(|known| {
                    if *known != Some(id) {
                        *known = None;
                    }
                })
                .or_insert(Some(id));
        };
        for (path, id) in former.iter().chain(&present) {
            enter(&mut index.normal, normal(path), *id);
            enter(&mut index.slug, slug_of(path), *id);
        }
        // The present path of one article goes before the former path of another.
        index.exact.extend(former);
        for (path, id) in present {
            index.exact.insert(path.clone(), id);
            index.present.insert(id, path);
        }
        index
    }

    /// The present path of an article.
    pub(super) fn path(&self, id: ArticleId) -> Option<&str> {
        self.present.get(&id).map(String::as_str)
    }

    /// The article at an address.
    pub(super) fn find(&self, address: &Address) -> Option<(ArticleId, Found)> {
        if !address.query.is_empty() {
            // Another parameter is another page.
            return None;
        }
        if let Some(id) = self.exact.get(&address.path) {
            return Some((*id, Found::Exact));
        }
        if let Some(Some(id)) = self.normal.get(&normal(&address.path)) {
            return Some((*id, Found::Normalised));
        }
        let slug = slug_of(&address.path);
        self.slug.get(&slug).copied().flatten().map(|id| (id, Found::Slug))
    }
}

/// The lines of a file of addresses: an old address and a new one, with white space between; `*` at the end of both
/// stands for the rest; `-` as the new one leaves the thread out; `#` begins a comment.
#[derive(Clone, Debug, Default)]
pub struct Map {
    /// The file.
    name: String,
    /// The old addresses, by their lines.
    lines: Vec<(u64, String)>,
    whole: HashMap<String, (String, u64)>,
    /// The longest first.
    prefixes: Vec<(String, String, u64)>,
}

impl Map {
    /// Reads the file.
    ///
    /// # Errors
    /// [`Error::Invalid`] `map` with the line.
    pub fn parse(name: &str, text: &str) -> Result<Map> {
        let mut map = Map { name: name.to_owned(), ..Map::default() };
        for (line, number) in text.trim_start_matches('\u{FEFF}').lines().zip(1..) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let fault = |why: Message| {
                Error::invalid("map", "map_line", Message::import_map_line(name, number, why))
            };
            let mut words = line.split_whitespace();
            let (Some(old), Some(new), None) = (words.next(), words.next(), words.next()) else {
                return Err(fault(Message::import_map_two()));
            };
            map.lines.push((number, old.to_owned()));
            match (old.strip_suffix('*'), new.strip_suffix('*')) {
                (Some(old), Some(new)) => {
                    map.prefixes.push((beginning(old), new.to_owned(), number));
                }
                (Some(old), None) if new == "-" => {
                    map.prefixes.push((beginning(old), new.to_owned(), number));
                }
                (None, None) => {
                    map.whole.insert(page(old), (new.to_owned(), number));
                }
                _ => return Err(fault(Message::import_map_star())),
            }
        }
        map.prefixes.sort_by_key(|(old, ..)| std::cmp::Reverse(old.len()));
        Ok(map)
    }

    /// The new address of a page, and the line that has it; `None` if no line is about the page.
    pub(super) fn find(&self, old: &str) -> Option<(String, u64)> {
        let page = page(old);
        if let Some(found) = self.whole.get(&page) {
            return Some(found.clone());
        }
        let bare = page.strip_suffix('?').unwrap_or(&page);
        let with_slash = format!("{bare}/");
        self.prefixes.iter().find_map(|(prefix, new, line)| {
            let rest = bare.strip_prefix(prefix).or_else(|| with_slash.strip_prefix(prefix))?;
            let new = if new == "-" { new.clone() } else { format!("{new}{rest}") };
            Some((new, *line))
        })
    }

    /// The lines that are not among `used`: their places and old addresses.
    pub(super) fn unused(&self, used: &HashSet<u64>) -> Vec<(Place, String)> {
        let unused = self.lines.iter().filter(|(line, _)| !used.contains(line));
        let place = |line: u64| Place { file: self.name.clone(), line };
        unused.map(|(line, old)| (place(*line), old.clone())).collect()
    }
}

/// The beginning of pages in the same spelling as [`page`] has.
fn beginning(address: &str) -> String {
    let page = page(address);
    match page.strip_suffix('?') {
        Some(bare) if address.ends_with('/') && !bare.ends_with('/') => format!("{bare}/"),
        Some(bare) => bare.to_owned(),
        None => page,
    }
}

/// A page as one text, the same for all spellings of its address: with and without `www.`, a slash at the
/// end, and what newsletters append.
fn page(address: &str) -> String {
    let is_bare = !address.contains("://") && !address.starts_with('/');
    let read = match is_bare {
        true => Address::parse(&format!("https://{address}")),
        false => Address::parse(address),
    };
    if read == Address::default() {
        return key(address).trim_end_matches('/').to_owned();
    }
    let query: Vec<String> =
        read.query.iter().map(|(key, value)| format!("{key}={value}")).collect();
    format!("{}/{}?{}", read.host, read.path, query.join("&"))
}

/// An address without its scheme, so that http and https are the same page.
fn key(address: &str) -> String {
    let bare = address.split_once("://").map_or(address, |(_, rest)| rest);
    bare.strip_prefix("www.").unwrap_or(bare).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> Index {
        let article = |path: &str, id: i64| (path.to_owned(), ArticleId(id));
        Index::new(
            vec![
                article("2012/01/the-mud", 1),
                article("news/rain-today", 2),
                article("sport/rain-today", 3),
                article("about", 4),
            ],
            vec![article("old/mud.html", 1)],
        )
    }

    #[test]
    fn a_page_is_found_by_any_of_its_addresses() {
        for (address, expected) in [
            ("https://example.org/2012/01/the-mud", Some((1, Found::Exact))),
            (
                "http://www.example.org/2012/01/the-mud/?utm_source=x&fbclid=1",
                Some((1, Found::Exact)),
            ),
            ("/2012/01/the-mud/", Some((1, Found::Exact))),
            ("example.org/2012/01/the-mud/", Some((1, Found::Exact))),
            ("https://example.org/2012/01/The-Mud/index.html", Some((1, Found::Normalised))),
            ("https://example.org/2012/01/the-mud.html", Some((1, Found::Normalised))),
            ("https://example.org/2012/01/the-mud/comment-page-2/", Some((1, Found::Normalised))),
            ("https://example.org/old/mud.html", Some((1, Found::Exact))),
            ("https://example.org/2012/01/30/the-mud", Some((1, Found::Slug))),
            (
                "http://webcache.googleusercontent.com/search?q=cache:aB3:example.org/2012/01/the-mud+&cd=1",
                Some((1, Found::Exact)),
            ),
            (
                "https://translate.google.com/translate?hl=de&u=http://example.org/about/",
                Some((4, Found::Exact)),
            ),
            ("https://www-example-org.translate.goog/about?_x_tr_sl=en", Some((4, Found::Exact))),
            ("https://example.org/2013/rain-today", None),
            ("https://example.org/2012/01/the-mud?page=2", None),
            ("https://example.org/", None),
            ("", None),
            ("not an address \u{0}", None),
        ] {
            let found = index().find(&Address::parse(address));
            assert_eq!(found.map(|(id, how)| (id.0, how)), expected, "{address}");
        }
        assert_eq!(Address::parse("http://x.example/?p=12").post_number(), Some("12"));
        assert_eq!(Address::parse("https://www.x.example/a").host, "x.example");
        assert_eq!(Address::parse("/a").host, "");
    }

    #[test]
    fn the_map_knows_whole_addresses_and_beginnings() {
        let text = "# moved\nhttps://old.example/a  /b\nold.example/blog/* /news/*\n\
                    old.example/blog/x/* /x/*\nold.example/spam/* -\n\
                    http://www.bücher.example/café/* /books/*\n";
        let map = Map::parse("map.txt", text).expect("a map");
        for (old, new) in [
            ("http://www.old.example/a/", Some("/b")),
            ("https://old.example/blog/rain", Some("/news/rain")),
            ("https://old.example/blog/x/rain", Some("/x/rain")),
            ("https://old.example/spam/1", Some("-")),
            ("//OLD.example:8080/%62log/rain?utm_source=x", Some("/news/rain")),
            ("https://old.example/blog/", Some("/news/")),
            ("https://old.example/blogging", None),
            ("https://xn--bcher-kva.example/caf%C3%A9/rain", Some("/books/rain")),
            ("https://old.example/c", None),
        ] {
            assert_eq!(map.find(old).map(|found| found.0).as_deref(), new, "{old}");
        }
        for (text, line) in [("a", 1), ("a b c", 1), ("\na* b", 2)] {
            let refused = Map::parse("map.txt", text).expect_err("refused").to_string();
            assert!(refused.contains(&format!("map.txt, line {line}")), "{refused}");
        }
    }
}
