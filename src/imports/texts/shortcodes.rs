//! Shortcodes of WordPress and of its plugins as HTML. Pure.
//!
//! Captions, galleries, players, embedded pages and code become what they show. Of any other, what stands between
//! its beginning and its end is kept, because the plugin that would replace them is not here.

mod html;
mod reading;

use std::collections::HashMap;

use crate::i18n::Message;
use crate::markup::tree;

use super::site::Site;
use html::{address, attribute, caption, code_text, gallery, language, own_words, player};
use reading::{Shortcode, name_at, read};

/// Most names of a remark.
const NAMES: usize = 12;

/// Replaces the shortcodes of a text.
pub(super) fn replaced(raw: &str, site: &mut Site<'_>, remarks: &mut Vec<Message>) -> String {
    let mut writer = Writer {
        raw,
        ends: ends(raw),
        opened: HashMap::new(),
        dropped: Vec::new(),
        endless: Vec::new(),
    };
    let html = writer.write(site, remarks);
    if !writer.dropped.is_empty() {
        let more = if writer.dropped.len() > NAMES { ", …" } else { "" };
        writer.dropped.truncate(NAMES);
        let names = format!("{}{more}", writer.dropped.join(", "));
        remarks.push(Message::import_why_shortcodes(names));
    }
    html
}

/// Where each `[/name]` stands, in order.
fn ends(raw: &str) -> HashMap<&str, Vec<usize>> {
    let mut ends: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, _) in raw.match_indices("[/") {
        let name = name_at(&raw[at + 2..]);
        if !name.is_empty() && raw[at + 2 + name.len()..].starts_with(']') {
            ends.entry(name).or_default().push(at);
        }
    }
    ends
}

struct Writer<'a> {
    raw: &'a str,
    ends: HashMap<&'a str, Vec<usize>>,
    /// Beginnings that were dropped and whose ends are still to come: whether each ended a paragraph.
    opened: HashMap<&'a str, Vec<bool>>,
    /// Names of those that mean nothing here.
    dropped: Vec<String>,
    /// Elements of code that begin and do not end.
    endless: Vec<String>,
}

impl<'a> Writer<'a> {
    fn write(&mut self, site: &mut Site<'_>, remarks: &mut Vec<Message>) -> String {
        let raw = self.raw;
        let (mut html, mut at) = (String::with_capacity(raw.len()), 0);
        while let Some(found) = raw[at..].find(['[', '<']) {
            html.push_str(&raw[at..at + found]);
            at += found;
            let rest = &raw[at..];
            let length = match self.protected(rest) {
                Some(length) => {
                    html.push_str(&rest[..length]);
                    length
                }
                None => self.shortcode(at, &mut html, site, remarks).unwrap_or_else(|| {
                    html.push_str(&rest[..1]);
                    1
                }),
            };
            at += length;
        }
        html.push_str(&raw[at..]);
        html
    }

    /// What begins at `at`; none if it is no shortcode. Returns how much of the text it takes.
    fn shortcode(
        &mut self,
        at: usize,
        html: &mut String,
        site: &mut Site<'_>,
        remarks: &mut Vec<Message>,
    ) -> Option<usize> {
        let rest = &self.raw[at..];
        if !rest.starts_with('[') {
            return None;
        }
        if rest.starts_with("[[") {
            // Two brackets: it is meant as it is written.
            let code = read(&rest[1..])?;
            let end = |length: usize| rest[length..].starts_with(']').then_some(length);
            let length = end(1 + code.end)
                .or_else(|| self.inner(at + 1, &code).and_then(|(_, whole)| end(1 + whole)))?;
            html.push_str(&rest[1..length]);
            return Some(length + 1);
        }
        if let Some(end) = rest.strip_prefix("[/") {
            let name = name_at(end);
            if !end[name.len()..].starts_with(']') {
                return None;
            }
            if self.opened.get_mut(name)?.pop()? {
                html.push_str("\n\n");
            }
            return Some(name.len() + 3);
        }
        let before = self.raw[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '$' | ')' | '_')) {
            return None;
        }
        let code = read(rest)?;
        let inner = self.inner(at, &code);
        let whole = inner.map_or(code.end, |(_, whole)| whole);
        let text = inner.map(|(text, _)| text);
        let lower = code.name.to_ascii_lowercase();
        if let Some(language) = language(&lower, &code)
            && let Some(text) = text
        {
            let class = if language.is_empty() {
                String::new()
            } else {
                format!(" class=\"language-{}\"", attribute(&language))
            };
            html.push_str(&format!("\n\n<pre><code{class}>{}</code></pre>\n\n", code_text(text)));
            return Some(whole);
        }
        let made = match lower.as_str() {
            "caption" | "wp_caption" => text.map(|text| caption(&code, text)),
            "gallery" | "playlist" => {
                let pictures = gallery(&code, site);
                if pictures.is_none() {
                    remarks.push(Message::import_why_gallery_empty());
                }
                Some(pictures.unwrap_or_default())
            }
            "audio" | "video" => Some(player(&lower, &code, text)),
            _ => address(&lower, &code, text)
                .map(|address| format!("<p>{}</p>", tree::escape(&address))),
        };
        if let Some(made) = made {
            html.push_str(&format!("\n\n{made}\n\n"));
            return Some(whole);
        }
        self.dropped(at, &code, html, site)
    }

    /// What stands between the beginning and the end of a shortcode, and the length of all.
    fn inner(&self, at: usize, code: &Shortcode<'_>) -> Option<(&'a str, usize)> {
        if code.is_closed {
            return None;
        }
        let ends = self.ends.get(code.name)?;
        let from = at + code.end;
        let end = *ends.get(ends.partition_point(|end| *end < from))?;
        Some((&self.raw[from..end], end + code.name.len() + 3 - at))
    }

    /// Leaves out a shortcode that means nothing here, if it is one without doubt.
    fn dropped(
        &mut self,
        at: usize,
        code: &Shortcode<'a>,
        html: &mut String,
        site: &mut Site<'_>,
    ) -> Option<usize> {
        let inner = self.inner(at, code);
        let is_alone = self.is_alone(at, code.end);
        let is_one = inner.is_some()
            || !code.attributes.is_empty()
            || code.is_closed
            || is_alone && code.name.contains(['_', '-'])
            || is_alone && code.name.eq_ignore_ascii_case("toc");
        if !is_one {
            return None;
        }
        if !self.dropped.iter().any(|name| name == code.name) {
            self.dropped.push(code.name.to_owned());
        }
        if matches!(code.name, "vc_raw_html" | "vc_raw_js" | "contact-form") {
            // Not a text: HTML in another notation, or the fields of a form.
            return Some(inner.map_or(code.end, |(_, whole)| whole));
        }
        let before = self.raw[..at].trim_end_matches([' ', '\t']);
        let ends_paragraph =
            before.is_empty() || before.ends_with(['\n', '>']) || self.raw[..at].ends_with(']');
        if inner.is_some() {
            self.opened.entry(code.name).or_default().push(ends_paragraph);
        }
        if ends_paragraph {
            html.push_str("\n\n");
        }
        html.push_str(&own_words(code, site));
        Some(code.end)
    }

    /// Whether nothing else stands in its line.
    fn is_alone(&self, at: usize, length: usize) -> bool {
        let before = self.raw[..at].trim_end_matches([' ', '\t']);
        let behind = self.raw[at + length..].trim_start_matches([' ', '\t', '\r']);
        (before.is_empty() || before.ends_with(['\n', '>']))
            && (behind.is_empty() || behind.starts_with(['\n', '<']))
    }

    /// The length of what begins here and has no shortcodes: a remark, and code.
    fn protected(&mut self, text: &str) -> Option<usize> {
        if text.starts_with("<!--") {
            return Some(text.find("-->").map_or(text.len(), |at| at + 3));
        }
        let name = name_at(text.strip_prefix('<')?).to_ascii_lowercase();
        if !matches!(name.as_str(), "pre" | "code" | "script" | "style" | "textarea")
            || self.endless.contains(&name)
        {
            return None;
        }
        let close = format!("</{name}");
        let parts = text.as_bytes().windows(close.len());
        let found = parts.into_iter().position(|part| part.eq_ignore_ascii_case(close.as_bytes()));
        if found.is_none() {
            self.endless.push(name);
        }
        found.map(|at| at + close.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::items::Attachment;
    use crate::imports::texts::site::Files;

    struct Library;

    fn picture(id: &str) -> Attachment {
        Attachment {
            key: id.to_owned(),
            url: format!("https://old.example/{id}.jpg"),
            alt: String::new(),
            caption: String::new(),
            parent: String::new(),
            order: 0,
        }
    }

    impl Files for Library {
        fn file(&mut self, id: &str) -> Option<Attachment> {
            (id != "404").then(|| picture(id))
        }

        fn of_post(&mut self, post: Option<&str>) -> Vec<Attachment> {
            match post {
                None => vec![picture("1"), picture("2")],
                Some("9") => vec![picture("3")],
                Some(_) => Vec::new(),
            }
        }
    }

    fn html(raw: &str) -> (String, usize) {
        let mut site = Site { address: "old.example", files: &mut Library };
        let mut remarks = Vec::new();
        let html = replaced(raw, &mut site, &mut remarks);
        let lines: Vec<&str> = html.lines().filter(|line| !line.trim().is_empty()).collect();
        (lines.join("\n"), remarks.len())
    }

    #[test]
    fn code_is_kept_as_it_is() {
        for (raw, expected) in [
            (
                "[perl]if ($a[0] < 1) {\n\n  [x y=1] }[/perl]",
                "<pre><code class=\"language-perl\">if ($a[0] &lt; 1) {\n  [x y=1] }</code></pre>",
            ),
            (
                "[sourcecode language=\"PHP\"]\n&lt;?php [gallery]\n[/sourcecode]",
                "<pre><code class=\"language-php\">&lt;?php [gallery]</code></pre>",
            ),
            (
                "[ccnLe_java]\nint a;\n[/ccnLe_java]",
                "<pre><code class=\"language-java\">int a;</code></pre>",
            ),
            ("[cc lang='c']x[/cc]", "<pre><code class=\"language-c\">x</code></pre>"),
            ("[code]a<br />\nb[/code]", "<pre><code>a\nb</code></pre>"),
            ("<pre>[code]x[/code] a[b[0]]</pre>", "<pre>[code]x[/code] a[b[0]]</pre>"),
            ("[[gallery]] and a[i[0]]", "[gallery] and a[i[0]]"),
            ("[text] is no code", "[text] is no code"),
        ] {
            assert_eq!(html(raw), (expected.to_owned(), 0), "{raw}");
        }
    }

    #[test]
    fn what_is_embedded_becomes_its_address() {
        for (raw, address) in [
            ("[youtube MENdMl-UAn8]", "https://www.youtube.com/watch?v=MENdMl-UAn8"),
            (
                "[youtube=http://www.youtube.com/watch?v=a1&amp;w=320]",
                "http://www.youtube.com/watch?v=a1&amp;w=320",
            ),
            ("[youtube https://youtu.be/a1?t=3 w=4]", "https://youtu.be/a1?t=3"),
            ("[youtube id=\"a1\"]", "https://www.youtube.com/watch?v=a1"),
            ("[embedyt] https://youtu.be/a1[/embedyt]", "https://youtu.be/a1"),
            ("[vimeo http://www.vimeo.com/14 w=400&h=300]", "http://www.vimeo.com/14"),
            ("[vimeo 14]", "https://vimeo.com/14"),
            ("[tweet 123 align='left']", "https://twitter.com/i/status/123"),
            ("[soundcloud url=\"https://s.example/1\" params=\"a=1\"]", "https://s.example/1"),
            ("[embed width=\"1\"]https://v.example/1[/embed]", "https://v.example/1"),
        ] {
            assert_eq!(html(raw), (format!("<p>{address}</p>"), 0), "{raw}");
        }
        assert_eq!(
            html("[audio http://a.example/s.mp3|titles=x]").0,
            "<audio src=\"http://a.example/s.mp3\"></audio>"
        );
        assert_eq!(
            html("[video width=\"4\" mp4=\"http://a.example/s.mp4\"][/video]x").0,
            "<video src=\"http://a.example/s.mp4\"></video>\nx"
        );
    }

    #[test]
    fn a_gallery_without_a_list_has_the_pictures_of_its_post() {
        let shown = |raw: &str| {
            let (html, remarks) = html(raw);
            let pictures = ["1", "2", "3"];
            let pictures = pictures.iter().filter(|id| html.contains(&format!("/{id}.jpg")));
            (pictures.copied().collect::<String>(), remarks)
        };
        assert_eq!(shown("[gallery]"), ("12".to_owned(), 0));
        assert_eq!(shown("[gallery columns=\"3\" exclude='1']"), ("2".to_owned(), 0));
        assert_eq!(shown("[gallery id=\"9\" /]"), ("3".to_owned(), 0));
        assert_eq!(shown("[gallery ids=&quot;2,404&quot;]"), ("2".to_owned(), 0));
        assert_eq!(shown("[gallery id=\"8\"]"), (String::new(), 1));
    }

    #[test]
    fn of_other_shortcodes_the_words_are_kept() {
        for (raw, expected) in [
            (
                "[vc_row][vc_column width=\"1/2\"][vc_column_text]Words[/vc_column_text][/vc_column][/vc_row]",
                "Words",
            ),
            ("Some [highlight color=\"red\"]words[/highlight] here", "Some words here"),
            ("a\n[contact-form-7 id=\"5\" title=\"x\"]\nb", "a\nb"),
            ("[av_heading heading='A &amp; B' tag='h3'][/av_heading]", "<h2>A &amp; B</h2>"),
            ("[wpforms_all]", ""),
            (
                "[vc_single_image image=\"7\"]",
                "<figure><img src=\"https://old.example/7.jpg\" alt=\"\"></figure>",
            ),
            ("[vc_raw_html]JTNDcCUzRQ==[/vc_raw_html]", ""),
        ] {
            assert_eq!(html(raw), (expected.to_owned(), 1), "{raw}");
        }
        for raw in ["[1] [sic] [the words] [...] [wrote_it] so", "x[key=1]", "[simple boat]."] {
            assert_eq!(html(raw), (raw.to_owned(), 0), "{raw}");
        }
    }

    #[test]
    fn many_shortcodes_end_soon() {
        let many = "[a b=1]".repeat(30_000) + &"[/a]".repeat(30_000);
        assert_eq!(html(&many).0, "");
        assert!(html(&"[[a".repeat(100_000)).0.len() > 100_000);
    }
}
