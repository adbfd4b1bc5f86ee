//! The HTML that a shortcode becomes. Pure.

use std::sync::LazyLock;

use regex::Regex;

use crate::imports::items::Attachment;
use crate::imports::patterns::pattern;
use crate::imports::texts::site::Site;
use crate::markup::tree;

use super::reading::{Shortcode, plain};

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

pub(super) fn attribute(value: &str) -> String {
    tree::escape(value).replace('"', "&quot;")
}

/// The language of code, empty if it has none said; none if the shortcode is no code.
pub(super) fn language(name: &str, code: &Shortcode<'_>) -> Option<String> {
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
pub(super) fn code_text(text: &str) -> String {
    let is_html = text.contains("<br") || text.contains("<p>");
    let text = match is_html {
        true => PARAGRAPH.replace_all(&BREAK.replace_all(text, "\n"), "").into_owned(),
        false => text.to_owned(),
    };
    text.trim_matches('\n').replace('<', "&lt;").replace('>', "&gt;")
}

pub(super) fn caption(code: &Shortcode<'_>, text: &str) -> String {
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
pub(super) fn gallery(code: &Shortcode<'_>, site: &mut Site<'_>) -> Option<String> {
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
pub(super) fn player(name: &str, code: &Shortcode<'_>, text: Option<&str>) -> String {
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
pub(super) fn address(name: &str, code: &Shortcode<'_>, text: Option<&str>) -> Option<String> {
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
pub(super) fn own_words(code: &Shortcode<'_>, site: &mut Site<'_>) -> String {
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
