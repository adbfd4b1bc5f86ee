//! Shortcodes of WordPress and of its plugins as HTML. Pure.
//!
//! Captions, galleries, players, embedded pages and code become what they show. Of any other, what stands between
//! its beginning and its end is kept, because the plugin that would replace them is not here.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::i18n::Message;
use crate::imports::model::Attachment;
use crate::markup::tree;

use super::site::Site;

/// Longest beginning of a shortcode, in bytes.
const LONGEST: usize = 4_000;
/// Most names of a remark.
const NAMES: usize = 12;

static ATTRIBUTE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r#"([A-Za-z0-9_-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s'"]+))|"([^"]*)"|([^\s"'=]+)"#)
});
static IMAGE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?s)^\s*((?:<a[^>]*>\s*)?<img[^>]*>(?:\s*</a>)?)(.*)$"));
static CODE_COLORER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^cc[neibislwNEIBLSW]{0,4}(?:_([a-z0-9+#-]+))?$"));
static BREAK: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)<br\s*/?>\n?|</p>\s*"));
static PARAGRAPH: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)<p(?:\s[^>]*)?>"));

/// Languages that plugins for code have a shortcode for.
const LANGUAGES: &[&str] = &[
    "as3",
    "actionscript",
    "bash",
    "shell",
    "c",
    "cpp",
    "csharp",
    "css",
    "delphi",
    "diff",
    "erlang",
    "fsharp",
    "go",
    "groovy",
    "html",
    "java",
    "javafx",
    "javascript",
    "js",
    "json",
    "latex",
    "matlab",
    "objc",
    "perl",
    "php",
    "plain",
    "powershell",
    "python",
    "r",
    "ruby",
    "rails",
    "scala",
    "sql",
    "swift",
    "text",
    "typescript",
    "vb",
    "xhtml",
    "xml",
    "yaml",
];

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of this file is valid")
}

/// A shortcode as it stands in the text.
struct Shortcode<'a> {
    name: &'a str,
    /// Named attributes, and the words that stand alone.
    attributes: Vec<(String, String)>,
    words: Vec<String>,
    /// Whether it ends itself: `[name /]`.
    is_closed: bool,
    /// Where its beginning ends.
    end: usize,
}

impl Shortcode<'_> {
    fn value(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

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

fn name_at(text: &str) -> &str {
    let end = text
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-')))
        .unwrap_or(text.len());
    if text.starts_with(|c: char| c.is_ascii_alphabetic()) { &text[..end] } else { "" }
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

/// The beginning of a shortcode.
fn read(text: &str) -> Option<Shortcode<'_>> {
    let inner = text.strip_prefix('[').unwrap_or(text);
    let offset = text.len() - inner.len();
    let name = name_at(inner);
    let rest = &inner[name.len()..];
    if name.is_empty()
        || !rest.starts_with(|c: char| c.is_whitespace() || matches!(c, ']' | '/' | '='))
    {
        return None;
    }
    let mut quote = None;
    let end = rest.bytes().take(LONGEST).enumerate().find_map(|(at, byte)| match (byte, quote) {
        (b'"' | b'\'', None) => {
            quote = Some(byte);
            None
        }
        (byte, Some(open)) if byte == open => {
            quote = None;
            None
        }
        (b']', None) => Some(Some(at)),
        (b'[', None) => Some(None),
        _ => None,
    });
    // A quotation mark may be an apostrophe.
    let end = match end.flatten() {
        Some(end) => end,
        None => {
            let end = rest.bytes().take(LONGEST).position(|byte| byte == b']')?;
            Some(end).filter(|end| !rest[..*end].contains('['))?
        }
    };
    let given = &rest[..end];
    let is_closed = given.ends_with('/') && !given.contains("://");
    let given = if is_closed { &given[..given.len() - 1] } else { given };
    let (mut attributes, mut words) = (Vec::new(), Vec::new());
    let plain = plain(given.trim_start_matches('='));
    for found in ATTRIBUTE.captures_iter(&plain) {
        let value = (2..=6).find_map(|n| found.get(n)).map_or("", |value| value.as_str());
        match found.get(1) {
            // `https://…?v=1` is one word.
            Some(key) if !key.as_str().contains("http") => {
                attributes.push((key.as_str().to_ascii_lowercase(), value.to_owned()));
            }
            _ => words.push(value.to_owned()),
        }
    }
    // An address has signs that attributes have.
    if let Some(at) = plain.find("http").filter(|at| plain[..*at].trim().is_empty()) {
        let word = plain[at..].split_whitespace().next().unwrap_or_default();
        words.insert(0, word.to_owned());
    }
    Some(Shortcode { name, attributes, words, is_closed, end: offset + name.len() + end + 1 })
}

/// Attributes with the marks that visual editors have made of quotation marks.
fn plain(attributes: &str) -> String {
    let mut plain = attributes.to_owned();
    for (from, to) in [
        ("&quot;", "\""),
        ("&#8220;", "\""),
        ("&#8221;", "\""),
        ("&#8243;", "\""),
        ("“", "\""),
        ("”", "\""),
        ("″", "\""),
        ("&amp;", "&"),
        ("&#038;", "&"),
        ("\u{a0}", " "),
    ] {
        if plain.contains(from) {
            plain = plain.replace(from, to);
        }
    }
    plain
}

fn attribute(value: &str) -> String {
    tree::escape(value).replace('"', "&quot;")
}

/// The language of code, empty if it has none said; none if the shortcode is no code.
fn language(name: &str, code: &Shortcode<'_>) -> Option<String> {
    let said = || {
        let named = ["lang", "language", "l"].iter().find_map(|key| code.value(key));
        let language = named.unwrap_or_default().to_lowercase();
        language.chars().filter(|c| c.is_ascii_alphanumeric() || "+#-".contains(*c)).collect()
    };
    if matches!(name, "code" | "sourcecode" | "source" | "highlight_code") {
        return Some(said());
    }
    if let Some(found) = CODE_COLORER.captures(name) {
        return Some(found.get(1).map_or_else(said, |language| language.as_str().to_owned()));
    }
    LANGUAGES.contains(&name).then(|| name.to_owned())
}

/// Code as the text of an element. Editors have stored it with references for characters, or as it is.
fn code_text(text: &str) -> String {
    let is_html = text.contains("<br") || text.contains("<p>");
    let text = match is_html {
        true => PARAGRAPH.replace_all(&BREAK.replace_all(text, "\n"), "").into_owned(),
        false => text.to_owned(),
    };
    text.trim_matches('\n').replace('<', "&lt;").replace('>', "&gt;")
}

fn caption(code: &Shortcode<'_>, text: &str) -> String {
    let (picture, rest) = match IMAGE.captures(text) {
        Some(parts) => (parts[1].to_owned(), parts[2].trim().to_owned()),
        None => (text.to_owned(), String::new()),
    };
    let caption = code.value("caption").map_or(rest, str::to_owned);
    format!("<figure>{picture}<figcaption>{caption}</figcaption></figure>")
}

fn figure(picture: &Attachment) -> String {
    let (url, alt) = (attribute(&picture.url), attribute(&picture.alt));
    let caption = picture.caption.trim();
    let caption = if caption.is_empty() {
        String::new()
    } else {
        format!("<figcaption>{caption}</figcaption>")
    };
    format!("<figure><img src=\"{url}\" alt=\"{alt}\">{caption}</figure>\n\n")
}

/// The pictures that a gallery names, or those of its post; none if there are none.
fn gallery(code: &Shortcode<'_>, site: &mut Site<'_>) -> Option<String> {
    let list = |name: &str| -> Vec<String> {
        let ids = code.value(name).unwrap_or_default();
        ids.split(',').map(|id| id.trim().to_owned()).filter(|id| !id.is_empty()).collect()
    };
    let mut ids = list("ids");
    if ids.is_empty() {
        ids = list("include");
    }
    let files: Vec<Attachment> = if ids.is_empty() {
        let left_out = list("exclude");
        let files = site.files.of_post(code.value("id").filter(|id| !id.is_empty()));
        let is_shown = |file: &Attachment| !left_out.contains(&file.key) && is_picture(&file.url);
        files.into_iter().filter(is_shown).collect()
    } else {
        ids.iter().filter_map(|id| site.files.file(id)).collect()
    };
    if files.is_empty() {
        return None;
    }
    let (pictures, others): (Vec<&Attachment>, Vec<&Attachment>) =
        files.iter().partition(|file| is_picture(&file.url));
    let mut html = String::new();
    if !pictures.is_empty() {
        let pictures: String = pictures.into_iter().map(figure).collect();
        html = format!("<div class=\"wp-block-gallery\">{pictures}</div>");
    }
    for file in others {
        html.push_str(&format!("\n\n<p>{}</p>\n\n", tree::escape(&file.url)));
    }
    Some(html)
}

fn is_picture(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let ending = path.rsplit('.').next().unwrap_or_default();
    matches!(
        ending,
        "jpg" | "jpeg" | "png" | "gif" | "webp" | "avif" | "bmp" | "svg" | "tif" | "tiff" | "heic"
    )
}

/// A player of the file that a shortcode names.
fn player(name: &str, code: &Shortcode<'_>, text: Option<&str>) -> String {
    let keys = [
        "src", "url", "mp3", "m4a", "ogg", "wav", "wma", "mp4", "m4v", "webm", "ogv", "wmv", "flv",
    ];
    let named = keys.iter().find_map(|key| code.value(key)).filter(|value| !value.is_empty());
    let word = code.words.iter().map(String::as_str).find(|word| word.contains('/'));
    let text = text.map(str::trim).filter(|text| text.starts_with("http"));
    match named.or(word).or(text) {
        // The old player had more settings behind the address.
        Some(source) => {
            let source = source.split('|').next().unwrap_or_default();
            format!("<{name} src=\"{}\"></{name}>", attribute(source))
        }
        None => String::new(),
    }
}

/// The page that a shortcode embeds.
fn address(name: &str, code: &Shortcode<'_>, text: Option<&str>) -> Option<String> {
    let by_id: Option<fn(&str) -> String> = match name {
        "youtube"
        | "youtube_sc"
        | "yt"
        | "su_youtube"
        | "su_youtube_advanced"
        | "fusion_youtube"
        | "embedyt" => Some(|id| format!("https://www.youtube.com/watch?v={id}")),
        "vimeo" | "su_vimeo" | "fusion_vimeo" => Some(|id| format!("https://vimeo.com/{id}")),
        "dailymotion" => Some(|id| format!("https://www.dailymotion.com/video/{id}")),
        "gist" => Some(|id| format!("https://gist.github.com/{id}")),
        "tweet" | "twitter" => Some(|id| format!("https://twitter.com/i/status/{id}")),
        "wpvideo" | "videopress" => Some(|id| format!("https://videopress.com/v/{id}")),
        "embed" | "soundcloud" | "instagram" | "facebook" | "spotify" | "ted" | "flickr"
        | "scribd" | "slideshare" | "googlemaps" | "googlevideo" | "bandcamp" | "mixcloud"
        | "pinterest" | "tiktok" | "tumblr" | "imgur" | "vc_video" | "et_pb_video" | "av_video" => {
            None
        }
        _ => return None,
    };
    let keys = ["url", "src", "link", "href", "id", "video", "video_id", "gist"];
    let named = keys.iter().find_map(|key| code.value(key));
    let bare = text.map(|text| {
        let nodes = tree::read(text);
        tree::text_of(&nodes).trim().to_owned()
    });
    let subject = named.or(code.words.first().map(String::as_str)).or(bare.as_deref())?;
    let subject = plain(subject);
    let subject = subject.trim();
    if subject.starts_with("http://") || subject.starts_with("https://") {
        return Some(subject.split_whitespace().next()?.to_owned());
    }
    if let Some(rest) = subject.strip_prefix("//") {
        return Some(format!("https://{rest}"));
    }
    if let Some(rest) = subject.strip_prefix("spotify:") {
        return Some(format!("https://open.spotify.com/{}", rest.replace(':', "/")));
    }
    let is_id = subject.len() < 80
        && !subject.is_empty()
        && subject.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'/'));
    by_id.filter(|_| is_id).map(|page| page(subject))
}

/// What page builders write into attributes: headlines and pictures.
fn own_words(code: &Shortcode<'_>, site: &mut Site<'_>) -> String {
    let name = code.name.to_ascii_lowercase();
    if name.ends_with("heading") || name.ends_with("_title") {
        let words = ["text", "heading", "title"].iter().find_map(|key| code.value(key));
        if let Some(words) = words.filter(|words| !words.trim().is_empty()) {
            return format!("\n\n<h2>{}</h2>\n\n", tree::escape(words));
        }
    }
    if name.contains("image") {
        let source = ["src", "url", "image_url"].iter().find_map(|key| code.value(key));
        if let Some(source) = source.filter(|source| is_picture(source)) {
            let alt = code.value("alt").unwrap_or_default();
            let (source, alt) = (attribute(source), attribute(alt));
            return format!("\n\n<figure><img src=\"{source}\" alt=\"{alt}\"></figure>\n\n");
        }
        let id = ["image", "attachment", "image_id"].iter().find_map(|key| code.value(key));
        if let Some(file) = id.and_then(|id| site.files.file(id)) {
            return format!("\n\n{}", figure(&file));
        }
    }
    String::new()
}

#[cfg(test)]
mod tests {
    use super::super::site::Files;
    use super::*;

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
