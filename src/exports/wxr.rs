//! WordPress's export format (WXR 1.2), which its own importer reads: *Tools → Import → WordPress*. Disqus reads the same
//! with an identifier for each thread.
//!
//! Texts are HTML, as readers see them. WordPress wants numbers: they are given in the order of the file.

use std::fmt::Write as _;
use std::io::Write;

use super::{Counts, Target};
use crate::clock::Time;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::imports::own::{Article, Comment, Line, Mention, Section};

/// Who reads the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// WordPress, which takes everything.
    WordPress,
    /// Disqus, which takes threads and comments.
    Disqus,
}

/// Writes the public content of the configured site.
///
/// # Errors
/// Those of the database and of `out`.
pub fn write(config: &Config, reader: Reader, out: impl Write) -> Result<Counts> {
    let mut feed = Feed {
        out,
        reader,
        text: String::new(),
        site: config.server.base_url.clone(),
        authors: Vec::new(),
        sections: Vec::new(),
        terms: 0,
        posts: 0,
        in_item: false,
    };
    let counts = super::export(config, &mut feed)?;
    feed.end_item()?;
    feed.text.push_str("</channel>\n</rss>\n");
    feed.flush()?;
    Ok(counts)
}

struct Feed<W: Write> {
    out: W,
    reader: Reader,
    text: String,
    site: String,
    /// Keys and names.
    authors: Vec<(String, String)>,
    sections: Vec<Section>,
    terms: u64,
    posts: u64,
    in_item: bool,
}

impl<W: Write> Feed<W> {
    /// Adds an element with words.
    fn put(&mut self, name: &str, words: &str) {
        // Writing to a text cannot fail.
        let _ = writeln!(self.text, "<{name}>{}</{name}>", escaped(words));
    }

    /// Adds an element whose words are marked as text. A WordPress without an XML parser reads words that people wrote only so.
    fn cdata(&mut self, name: &str, words: &str) {
        let _ = writeln!(self.text, "<{name}>{}</{name}>", marked(words));
    }

    fn flush(&mut self) -> Result<()> {
        self.out.write_all(self.text.as_bytes()).map_err(Error::internal)?;
        self.text.clear();
        Ok(())
    }

    fn end_item(&mut self) -> Result<()> {
        if std::mem::take(&mut self.in_item) {
            self.text.push_str("</item>\n");
        }
        self.flush()
    }

    fn times(&mut self, prefix: &str, at: Time) {
        let time = at.utc().strftime("%Y-%m-%d %H:%M:%S").to_string();
        self.put(&format!("wp:{prefix}_date"), &time);
        self.put(&format!("wp:{prefix}_date_gmt"), &time);
    }

    fn begin_item(&mut self, title: &str, link: &str, kind: &str, at: Time) {
        self.posts += 1;
        self.text.push_str("<item>\n");
        self.cdata("title", title);
        self.put("link", link);
        self.put("pubDate", &at.utc().strftime("%a, %d %b %Y %H:%M:%S +0000").to_string());
        self.put("wp:post_id", &self.posts.to_string());
        self.times("post", at);
        self.put("wp:post_type", kind);
        self.put("wp:post_parent", "0");
        self.put("wp:post_password", "");
        let name = link.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        self.put("wp:post_name", name);
    }

    /// A category of an item.
    fn category(&mut self, domain: &str, slug: &str, name: &str) {
        let _ = writeln!(
            self.text,
            "<category domain=\"{domain}\" nicename=\"{}\">{}</category>",
            escaped(slug),
            marked(name)
        );
    }
}

/// Added to the numbers of mentions, which share the ids of comments in WordPress.
const MENTIONS: u64 = 1_000_000_000;

impl<W: Write> Target for Feed<W> {
    fn line(&mut self, line: &Line) -> Result<()> {
        match line {
            Line::Export(head) => {
                self.text.push_str(
                    "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<rss version=\"2.0\"\n \
                     xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\"\n \
                     xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"\n \
                     xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n \
                     xmlns:dsq=\"http://www.disqus.com/\"\n \
                     xmlns:wp=\"http://wordpress.org/export/1.2/\">\n<channel>\n",
                );
                self.put("title", &head.title);
                self.put("link", &head.site);
                self.put("language", &head.language);
                self.put("wp:wxr_version", "1.2");
                self.put("wp:base_site_url", &head.site);
                self.put("wp:base_blog_url", &head.site);
            }
            // Disqus wants threads alone.
            _ if self.reader == Reader::Disqus => {}
            Line::Author(author) => {
                self.authors.push((author.key.clone(), author.name.clone()));
                // WordPress asks which account each author becomes; there is no address to go by. Without an XML parser it
                // finds an author only on one line.
                let _ = writeln!(
                    self.text,
                    "<wp:author><wp:author_id>{}</wp:author_id><wp:author_login>{}</wp:author_login><wp:author_email></wp:author_email>\
                     <wp:author_display_name>{}</wp:author_display_name></wp:author>",
                    self.authors.len(),
                    marked(&author.key),
                    marked(&author.name),
                );
            }
            Line::Section(section) => {
                self.terms += 1;
                self.text.push_str("<wp:category>");
                self.put("wp:term_id", &self.terms.to_string());
                self.put("wp:category_nicename", &section.key);
                self.put("wp:category_parent", &section.parent);
                self.cdata("wp:cat_name", &section.name);
                self.cdata("wp:category_description", &section.description);
                self.text.push_str("</wp:category>\n");
                self.sections.push(section.clone());
            }
            Line::Tag(tag) => {
                self.terms += 1;
                self.text.push_str("<wp:tag>");
                self.put("wp:term_id", &self.terms.to_string());
                self.put("wp:tag_slug", &tag.key);
                self.cdata("wp:tag_name", &tag.name);
                self.cdata("wp:tag_description", &tag.description);
                self.text.push_str("</wp:tag>\n");
            }
            Line::Article(_) | Line::Comment(_) | Line::Mention(_) => {}
        }
        self.flush()
    }

    fn article(&mut self, article: &Article, html: &str) -> Result<()> {
        self.end_item()?;
        let at = article.published_at.unwrap_or(Time::from_micros(0));
        let mut thumbnail = None;
        let lead_image = article.lead_image.as_ref();
        if let Some(picture) = lead_image.filter(|_| self.reader == Reader::WordPress) {
            self.begin_item(&picture.alt, &picture.url, "attachment", at);
            thumbnail = Some(self.posts);
            self.cdata("content:encoded", "");
            self.cdata("excerpt:encoded", &picture.caption);
            self.put("wp:status", "inherit");
            self.cdata("wp:attachment_url", &picture.url);
            self.text.push_str("<wp:postmeta>");
            self.put("wp:meta_key", "_wp_attachment_image_alt");
            self.cdata("wp:meta_value", &picture.alt);
            self.text.push_str("</wp:postmeta>\n");
            self.in_item = true;
            self.end_item()?;
        }
        let kind = if article.kind == "page" { "page" } else { "post" };
        self.begin_item(&article.title, &format!("{}{}", self.site, article.path), kind, at);
        self.in_item = true;
        if self.reader == Reader::Disqus {
            // The path stays when the host changes.
            self.put("dsq:thread_identifier", &article.path);
        }
        if let Some(author) = article.authors.first() {
            self.cdata("dc:creator", author);
        }
        // Addresses within the site are complete, so that pictures are found.
        let html = html.replace("src=\"/", &format!("src=\"{}/", self.site));
        self.cdata("content:encoded", &html);
        self.cdata("excerpt:encoded", &article.summary);
        self.put("wp:status", "publish");
        self.put("wp:comment_status", if article.comments == "closed" { "closed" } else { "open" });
        self.put("wp:ping_status", "closed");
        self.put("wp:menu_order", &article.menu_order.to_string());
        self.put("wp:is_sticky", if article.sticky { "1" } else { "0" });
        let section = self.sections.iter().find(|section| section.key == article.section).cloned();
        if let Some(section) = section {
            self.category("category", &section.key, &section.name);
        }
        for tag in &article.tags {
            self.category("post_tag", &crate::articles::path::slug(tag), tag);
        }
        if let Some(picture) = thumbnail {
            self.text.push_str("<wp:postmeta>");
            self.put("wp:meta_key", "_thumbnail_id");
            self.put("wp:meta_value", &picture.to_string());
            self.text.push_str("</wp:postmeta>\n");
        }
        self.flush()
    }

    fn mention(&mut self, mention: &Mention, number: u64) -> Result<()> {
        if self.reader == Reader::Disqus {
            return Ok(());
        }
        self.text.push_str("<wp:comment>\n");
        // Beyond the numbers of comments, which are counted from 1.
        self.put("wp:comment_id", &(MENTIONS + number).to_string());
        self.cdata("wp:comment_author", &escaped(&mention.title));
        self.put("wp:comment_author_email", "");
        self.cdata("wp:comment_author_url", &mention.source);
        self.put("wp:comment_author_IP", "");
        self.times("comment", mention.at);
        self.cdata("wp:comment_content", "");
        self.put("wp:comment_approved", "1");
        // WordPress itself knows no Webmentions.
        let kind = if mention.kind == "trackback" { "trackback" } else { "pingback" };
        self.put("wp:comment_type", kind);
        self.put("wp:comment_parent", "0");
        self.put("wp:comment_user_id", "0");
        self.text.push_str("</wp:comment>\n");
        self.flush()
    }

    fn comment(&mut self, comment: &Comment, html: &str) -> Result<()> {
        self.text.push_str("<wp:comment>\n");
        self.put("wp:comment_id", &comment.key);
        self.cdata("wp:comment_author", &comment.name);
        self.put("wp:comment_author_email", "");
        self.cdata("wp:comment_author_url", &comment.website);
        self.put("wp:comment_author_IP", "");
        self.times("comment", comment.at);
        self.cdata("wp:comment_content", html.trim());
        self.put("wp:comment_approved", "1");
        self.put("wp:comment_type", "comment");
        let parent = if comment.parent.is_empty() { "0" } else { &comment.parent };
        self.put("wp:comment_parent", parent);
        self.put("wp:comment_user_id", "0");
        self.text.push_str("</wp:comment>\n");
        self.flush()
    }
}

/// Words marked as text. The mark of the end within them is split, as WordPress does.
fn marked(words: &str) -> String {
    format!("<![CDATA[{}]]>", allowed(words).replace("]]>", "]]]]><![CDATA[>"))
}

/// Words within an element or an attribute.
fn escaped(words: &str) -> String {
    allowed(words)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// The words without characters that XML 1.0 does not have.
fn allowed(words: &str) -> String {
    words
        .chars()
        .filter(|c| !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::own::Author;

    #[test]
    fn words_are_escaped_and_stay_within_their_part() {
        assert_eq!(escaped("a < b & \"c\"\u{1}"), "a &lt; b &amp; &quot;c&quot;");
        let mut feed = Feed {
            out: Vec::new(),
            reader: Reader::WordPress,
            text: String::new(),
            site: String::new(),
            authors: Vec::new(),
            sections: Vec::new(),
            terms: 0,
            posts: 0,
            in_item: false,
        };
        feed.cdata("x", "<p>]]> & </x></p>");
        assert_eq!(feed.text, "<x><![CDATA[<p>]]]]><![CDATA[> & </x></p>]]></x>\n");
        feed.text.clear();
        let (key, name) = ("ann-lee".to_owned(), "Ann & Lee".to_owned());
        feed.line(&Line::Author(Author { key, name, biography: String::new() })).expect("written");
        let written = String::from_utf8(feed.out).expect("a text");
        assert_eq!(written.matches('\n').count(), 1, "an author is one line: {written}");
        assert!(written.contains("<wp:author_display_name><![CDATA[Ann & Lee]]></"), "{written}");
    }
}
