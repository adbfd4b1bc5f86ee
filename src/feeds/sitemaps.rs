//! Writes sitemaps: all pages of the site, divided into parts, and the news of the last two days.

use std::time::Duration;

use bytes::Bytes;

use crate::articles::path;
use crate::clock::{DAY, Time};
use crate::config::Config;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::feeds::model::rfc_3339;
use crate::feeds::store::{self, Listed, Range};
use crate::feeds::xml::Xml;

/// The most addresses of one sitemap (sitemaps.org).
pub const PART: usize = 50_000;
/// How long an article is news for Google.
const NEWS: Duration = DAY.saturating_mul(2);
/// The most addresses of a news sitemap.
const MOST_NEWS: i64 = 1_000;

const SITEMAP: (&str, &str) = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");
const IMAGE: (&str, &str) = ("xmlns:image", "http://www.google.com/schemas/sitemap-image/1.1");
const NEWS_SPACE: (&str, &str) = ("xmlns:news", "http://www.google.com/schemas/sitemap-news/0.9");

/// The sitemap, or an index of its parts if the site has more pages than one may list.
pub fn whole(conn: &mut Connection, base_url: &str, size: usize) -> Result<Bytes> {
    let fixed = fixed_pages(conn)?;
    let articles = usize::try_from(store::count_listed(conn)?).map_err(Error::internal)?;
    let pages = fixed.len().saturating_add(articles);
    if pages <= size {
        return urls(conn, base_url, &fixed, Range::Part(0, as_i64(size)));
    }
    let newest = store::last_change(conn)?.map(rfc_3339).unwrap_or_default();
    Xml::document("sitemapindex", &[SITEMAP], |xml| {
        (1..=pages.div_ceil(size)).try_for_each(|number| {
            xml.parent("sitemap", &[], |xml| {
                xml.text("loc", &[], &format!("{base_url}/sitemaps/{number}.xml"))?;
                xml.optional("lastmod", &newest)
            })
        })
    })
}

/// One part of the sitemap, from 1.
///
/// # Errors
/// [`Error::NotFound`] if there is no such part.
pub fn part(conn: &mut Connection, base_url: &str, size: usize, number: usize) -> Result<Bytes> {
    let fixed = fixed_pages(conn)?;
    let articles = usize::try_from(store::count_listed(conn)?).map_err(Error::internal)?;
    let pages = fixed.len().saturating_add(articles);
    let start = number.checked_sub(1).and_then(|before| before.checked_mul(size));
    let start = start.filter(|start| *start < pages).ok_or(Error::NotFound)?;
    let own = fixed.get(start.min(fixed.len())..fixed.len().min(start + size)).unwrap_or_default();
    let range = Range::Part(as_i64(start.saturating_sub(fixed.len())), as_i64(size - own.len()));
    urls(conn, base_url, own, range)
}

fn as_i64(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Path and time of the front page and of the lists.
type FixedPage = (String, Option<Time>);

fn fixed_pages(conn: &mut Connection) -> Result<Vec<FixedPage>> {
    let lists = store::lists(conn)?;
    let front = ("/".to_owned(), store::last_change(conn)?);
    let of = |kind: &'static str| move |(slug, time)| (format!("/{kind}/{slug}"), time);
    let lists = lists
        .sections
        .into_iter()
        .map(of("sections"))
        .chain(lists.tags.into_iter().map(of("tags")))
        .chain(lists.authors.into_iter().map(of("authors")));
    Ok(std::iter::once(front).chain(lists).collect())
}

fn urls(conn: &mut Connection, base_url: &str, fixed: &[FixedPage], range: Range) -> Result<Bytes> {
    let articles = store::listed(conn, range)?;
    Xml::document("urlset", &[SITEMAP, IMAGE], |xml| {
        for (path, time) in fixed {
            xml.parent("url", &[], |xml| {
                xml.text("loc", &[], &format!("{base_url}{path}"))?;
                xml.optional("lastmod", &time.map(rfc_3339).unwrap_or_default())
            })?;
        }
        for article in &articles {
            xml.parent("url", &[], |xml| {
                xml.text("loc", &[], &address(base_url, article))?;
                xml.text("lastmod", &[], &rfc_3339(article.updated))?;
                image(xml, base_url, article)
            })?;
        }
        Ok(())
    })
}

/// The articles of the last two days before `now`.
pub fn news(conn: &mut Connection, config: &Config, now: Time) -> Result<Bytes> {
    let base_url = &config.server.base_url;
    let articles = store::listed(conn, Range::Since(now.minus(NEWS), MOST_NEWS))?;
    Xml::document("urlset", &[SITEMAP, IMAGE, NEWS_SPACE], |xml| {
        articles.iter().try_for_each(|article| {
            let tag =
                if article.language.is_empty() { &config.site.language } else { &article.language };
            xml.parent("url", &[], |xml| {
                xml.text("loc", &[], &address(base_url, article))?;
                xml.text("lastmod", &[], &rfc_3339(article.updated))?;
                xml.parent("news:news", &[], |xml| {
                    xml.parent("news:publication", &[], |xml| {
                        xml.text("news:name", &[], &config.site.title)?;
                        xml.text("news:language", &[], news_language(tag))
                    })?;
                    xml.text("news:publication_date", &[], &rfc_3339(article.published))?;
                    xml.text("news:title", &[], &article.title)
                })?;
                image(xml, base_url, article)
            })
        })
    })
}

/// The language as Google News has it: two or three letters, and Chinese by its script.
fn news_language(tag: &str) -> &str {
    let lower = tag.to_lowercase();
    let is_traditional = ["hant", "tw", "hk", "mo"].iter().any(|part| lower.contains(part));
    match lower.split('-').next() {
        Some("zh") if is_traditional => "zh-tw",
        Some("zh") => "zh-cn",
        _ => tag.split('-').next().unwrap_or(tag),
    }
}

fn address(base_url: &str, article: &Listed) -> String {
    format!("{base_url}{}", path::href(&article.path))
}

fn image(xml: &mut Xml, base_url: &str, article: &Listed) -> Result<()> {
    let Some(picture) = &article.picture else { return Ok(()) };
    xml.parent("image:image", &[], |xml| {
        xml.text("image:loc", &[], &format!("{base_url}{picture}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_written_as_google_news_knows_them() {
        for (tag, written) in [
            ("en", "en"),
            ("pt-BR", "pt"),
            ("zh", "zh-cn"),
            ("zh-Hant", "zh-tw"),
            ("zh-TW", "zh-tw"),
        ] {
            assert_eq!(news_language(tag), written);
        }
    }
}
