//! The text of a WordPress post as HTML: blocks, shortcodes, automatic paragraphs, and what of it an article
//! here can have. Pure.

use std::sync::LazyLock;

use regex::{Captures, Regex};
use url::Url;

use crate::imports::model::Attachment;
use crate::markup::tree::{self, Element, Node};

/// Longest text that is converted, in bytes; an article may have a quarter of it.
pub(super) const LONGEST: usize = 1 << 20;
/// Most elements that may be open in it.
pub(super) const OPEN: usize = 300;

/// A converted text.
#[derive(Debug, Default)]
pub struct Converted {
    /// The text.
    pub nodes: Vec<Node>,
    /// What could not be shown as it was, in sentences.
    pub remarks: Vec<String>,
}

/// What the conversion asks about the site.
pub struct Site<'a> {
    /// Its address without the scheme: `example.org/blog`.
    pub address: &'a str,
    /// Finds a file by its id.
    pub attachment: &'a mut dyn FnMut(&str) -> Option<Attachment>,
}

static BLOCK: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"<!--\s*(/?)wp:([a-z0-9/_-]+)(?s:.*?)(/?)-->"));
static COMMENTS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?s)<!--.*?-->"));
static CAPTION: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?s)\[(?:wp_)?caption([^\]]*)\](.*?)\[/(?:wp_)?caption\]"));
static GALLERY: LazyLock<Regex> = LazyLock::new(|| pattern(r"\[gallery([^\]]*)\]"));
static EMBED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?s)\[embed[^\]]*\]\s*(.*?)\s*\[/embed\]"));
static MEDIA: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?s)\[(audio|video)([^\]]*)\](?:[^\[]*\[/(?:audio|video)\])?"));
static ATTRIBUTE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"([a-z0-9_]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s'"]+))"#));
static BARE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?m)^[ \t]*(https?://[^\s<>\[\]]+)[ \t]*$"));
static IMAGE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?s)^\s*((?:<a[^>]*>\s*)?<img[^>]*>(?:\s*</a>)?)(.*)$"));

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of this file is valid")
}

/// Converts the text of a post.
pub fn convert(raw: &str, site: &mut Site<'_>) -> Converted {
    let mut remarks = Vec::new();
    let raw = raw.replace("\r\n", "\n").replace('\r', "\n");
    let raw = if raw.len() > LONGEST {
        remarks.push("its text is too long to be converted".to_owned());
        String::new()
    } else {
        raw
    };
    let has_blocks = raw.contains("<!-- wp:");
    let mut lost: Vec<&str> = Vec::new();
    for block in BLOCK.captures_iter(&raw).filter(|block| !block[3].is_empty()) {
        let name = block.get(2).map_or("", |name| name.as_str());
        if !matches!(name, "more" | "nextpage" | "spacer" | "separator") && !lost.contains(&name) {
            lost.push(name);
        }
    }
    if !lost.is_empty() {
        remarks.push(format!(
            "blocks that WordPress fills when it shows them are empty: {}",
            lost.join(", ")
        ));
    }
    let html = shortcodes(&raw, site);
    let html = if has_blocks { freeform(&html) } else { html };
    let html = COMMENTS.replace_all(&html, "\n\n");
    let html = if has_blocks {
        html.into_owned()
    } else {
        paragraphs(&BARE.replace_all(&html, "\n\n<p>$1</p>\n\n"))
    };
    let html = if open_tags(&html) > OPEN {
        remarks.push("its elements are nested too deeply; only its words were kept".to_owned());
        format!("<p>{}</p>", tree::escape(&html))
    } else {
        html
    };
    let mut pictures = Pictures { site: site.address, upgraded: 0, dropped: 0 };
    let nodes = shown(tree::read(&html), &mut pictures);
    if pictures.upgraded > 0 {
        remarks.push(format!("{} pictures are now loaded by https", pictures.upgraded));
    }
    if pictures.dropped > 0 {
        remarks.push(format!("{} pictures have no address and were left out", pictures.dropped));
    }
    Converted { nodes, remarks }
}

/// Marks text outside of blocks, which the classic editor wrote, as paragraphs.
fn freeform(html: &str) -> String {
    let (mut made, mut depth, mut from) = (String::new(), 0_usize, 0);
    for block in BLOCK.captures_iter(html) {
        let Some(whole) = block.get(0) else { continue };
        let between = &html[from..whole.start()];
        made.push_str(&if depth == 0 { paragraphs(between) } else { between.to_owned() });
        // The end of a block ends a run of words.
        made.push_str("<!-- -->");
        if block.get(2).is_some_and(|name| name.as_str() == "freeform") {
            depth = 0;
        } else if !block[1].is_empty() {
            depth = depth.saturating_sub(1);
        } else if block[3].is_empty() {
            depth += 1;
        }
        from = whole.end();
    }
    let rest = &html[from..];
    made.push_str(&if depth == 0 { paragraphs(rest) } else { rest.to_owned() });
    made
}

/// The value of an attribute of a shortcode.
fn value(attributes: &str, name: &str) -> Option<String> {
    ATTRIBUTE.captures_iter(attributes).find(|found| &found[1] == name).map(|found| {
        let value = (2..5).find_map(|n| found.get(n));
        value.map_or(String::new(), |value| value.as_str().to_owned())
    })
}

fn shortcodes(raw: &str, site: &mut Site<'_>) -> String {
    let html = CAPTION.replace_all(raw, |found: &Captures<'_>| {
        let (picture, rest) = match IMAGE.captures(&found[2]) {
            Some(parts) => (parts[1].to_owned(), parts[2].trim().to_owned()),
            None => (found[2].to_owned(), String::new()),
        };
        let caption = value(&found[1], "caption").unwrap_or(rest);
        format!("\n\n<figure>{picture}<figcaption>{caption}</figcaption></figure>\n\n")
    });
    let html = GALLERY.replace_all(&html, |found: &Captures<'_>| {
        let ids =
            value(&found[1], "ids").or_else(|| value(&found[1], "include")).unwrap_or_default();
        let pictures =
            ids.split(',').filter_map(|id| (site.attachment)(id.trim())).map(|picture| {
                let (url, alt) = (attribute(&picture.url), attribute(&picture.alt));
                let caption = picture.caption.trim();
                let caption = if caption.is_empty() {
                    String::new()
                } else {
                    format!("<figcaption>{caption}</figcaption>")
                };
                format!("<figure><img src=\"{url}\" alt=\"{alt}\">{caption}</figure>\n\n")
            });
        let pictures = pictures.collect::<String>();
        format!("\n\n<div class=\"wp-block-gallery\">{pictures}</div>\n\n")
    });
    let html = EMBED.replace_all(&html, "\n\n$1\n\n");
    let html = MEDIA.replace_all(&html, |found: &Captures<'_>| {
        let names = ["src", "mp3", "m4a", "ogg", "wav", "mp4", "m4v", "webm", "ogv", "flv"];
        match names.iter().find_map(|name| value(&found[2], name)) {
            Some(source) => {
                format!("\n\n<{0} src=\"{1}\"></{0}>\n\n", &found[1], attribute(&source))
            }
            None => String::new(),
        }
    });
    html.replace("[[", "[").replace("]]", "]")
}

fn attribute(value: &str) -> String {
    tree::escape(value).replace('"', "&quot;")
}

/// The automatic paragraphs of the classic editor: an empty line ends a paragraph, a line feed is a break,
/// and what is a block already stays as it is.
pub fn paragraphs(text: &str) -> String {
    let mut writer = Paragraphs::default();
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        writer.words(&rest[..start]);
        rest = &rest[start..];
        let is_tag =
            rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        let end = if is_tag { tag_end(rest) } else { None };
        let Some(end) = end else {
            writer.words("&lt;");
            rest = &rest[1..];
            continue;
        };
        let tag = &rest[..end];
        rest = &rest[end..];
        let name: String = tag
            .trim_start_matches(['<', '/'])
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase();
        if matches!(name.as_str(), "pre" | "script" | "style" | "svg" | "textarea")
            && !tag.starts_with("</")
        {
            let close = format!("</{name}");
            let found = rest.to_ascii_lowercase().find(&close);
            let length =
                found.and_then(|at| tag_end(&rest[at..]).map(|end| at + end)).unwrap_or(rest.len());
            writer.end_run();
            writer.html.push_str(tag);
            writer.html.push_str(&rest[..length]);
            rest = &rest[length..];
        } else {
            writer.tag(&name, tag);
        }
    }
    writer.words(rest);
    writer.end_run();
    writer.html
}

fn tag_end(html: &str) -> Option<usize> {
    if html.starts_with("<!--") {
        return html.find("-->").map(|at| at + 3);
    }
    let mut quote = None;
    for (at, byte) in html.bytes().enumerate() {
        match (byte, quote) {
            (b'"' | b'\'', None) => quote = Some(byte),
            (byte, Some(open)) if byte == open => quote = None,
            (b'>', None) => return Some(at + 1),
            _ => {}
        }
    }
    html.find('>').map(|at| at + 1)
}

#[derive(Default)]
struct Paragraphs {
    html: String,
    run: String,
    open: Vec<String>,
}

impl Paragraphs {
    fn words(&mut self, words: &str) {
        self.run.push_str(words);
    }

    fn tag(&mut self, name: &str, tag: &str) {
        let is_block = tree::is_block(name)
            || matches!(
                name,
                "article"
                    | "header"
                    | "footer"
                    | "main"
                    | "nav"
                    | "center"
                    | "form"
                    | "address"
                    | "iframe"
                    | "video"
                    | "audio"
                    | "object"
                    | "fieldset"
                    | "colgroup"
                    | "col"
                    | "blockquote"
            );
        if !is_block {
            self.run.push_str(tag);
            return;
        }
        self.end_run();
        self.html.push_str(tag);
        if tree::is_void(name) || tag.ends_with("/>") || name == "col" {
            return;
        }
        if tag.starts_with("</") {
            if let Some(at) = self.open.iter().rposition(|open| open == name) {
                self.open.truncate(at);
            }
        } else {
            self.open.push(name.to_owned());
        }
    }

    fn end_run(&mut self) {
        let run = std::mem::take(&mut self.run);
        if run.trim().is_empty() {
            return;
        }
        let makes_paragraphs = self.open.last().is_none_or(|name| {
            matches!(
                name.as_str(),
                "div"
                    | "blockquote"
                    | "section"
                    | "article"
                    | "main"
                    | "details"
                    | "center"
                    | "form"
            )
        });
        if !makes_paragraphs {
            self.html.push_str(&run.trim().replace('\n', "<br>\n"));
            return;
        }
        static GAP: LazyLock<Regex> = LazyLock::new(|| pattern(r"\n[ \t]*(?:\n[ \t]*)+"));
        for part in GAP.split(&run).map(str::trim).filter(|part| !part.is_empty()) {
            let part =
                part.replace("<br />\n", "\n").replace("<br/>\n", "\n").replace("<br>\n", "\n");
            self.html.push_str(&format!("<p>{}</p>\n", part.trim().replace('\n', "<br>\n")));
        }
    }
}

/// How many elements are open at most, apart from those that end by themselves.
pub(super) fn open_tags(html: &str) -> usize {
    let (mut open, mut worst) = (0_usize, 0);
    for piece in html.split('<').skip(1) {
        let closes = piece.starts_with('/');
        let name = piece.trim_start_matches('/');
        let name: String = name.chars().take_while(char::is_ascii_alphanumeric).collect();
        let name = name.to_ascii_lowercase();
        if name.is_empty()
            || tree::is_void(&name)
            || matches!(
                name.as_str(),
                "p" | "li"
                    | "dt"
                    | "dd"
                    | "td"
                    | "th"
                    | "tr"
                    | "option"
                    | "input"
                    | "col"
                    | "meta"
                    | "link"
            )
        {
            continue;
        }
        if closes {
            open = open.saturating_sub(1);
        } else {
            open += 1;
            worst = worst.max(open);
        }
    }
    worst
}

struct Pictures<'a> {
    site: &'a str,
    upgraded: usize,
    dropped: usize,
}

/// What an article here can have of a text.
fn shown(nodes: Vec<Node>, pictures: &mut Pictures<'_>) -> Vec<Node> {
    let mut made = Vec::new();
    for node in nodes {
        match node {
            Node::Text(text) => made.push(Node::Text(text)),
            Node::Element(element) => element_shown(element, pictures, &mut made),
        }
    }
    made
}

fn element_shown(mut element: Element, pictures: &mut Pictures<'_>, made: &mut Vec<Node>) {
    match element.name.as_str() {
        "iframe" | "embed" | "video" | "audio" => {
            let own = element.attribute("src").to_owned();
            let inner = element.find("source").map(|source| source.attribute("src").to_owned());
            let source = if own.is_empty() { inner.unwrap_or_default() } else { own };
            if let Some(address) = absolute(&source, pictures.site) {
                let address = watch_page(&address);
                let title = element.attribute("title");
                let words = if title.is_empty() { name_of(&address) } else { title.to_owned() };
                made.push(paragraph(Element::link(&address, &words)));
            }
            return;
        }
        "img" => {
            if let Some(image) = image(&element, pictures) {
                made.push(Node::Element(image));
            }
            return;
        }
        _ => {}
    }
    let is_gallery = element.has_class("wp-block-gallery")
        || element.has_class("blocks-gallery-grid")
        || element.has_class("blocks-gallery-item");
    let is_embed = element.has_class("wp-block-embed")
        || element.attribute("class").contains("wp-block-embed");
    let is_pullquote = element.has_class("wp-block-pullquote");
    let is_table = element.has_class("wp-block-table");
    let is_whole_gallery = element.has_class("wp-block-gallery");
    let children = shown(std::mem::take(&mut element.children), pictures);
    if is_whole_gallery {
        made.extend(gallery(children));
        return;
    }
    if is_pullquote && let Some(quotation) = pull_quote(&element.name, &children) {
        made.push(Node::Element(quotation));
        return;
    }
    match element.name.as_str() {
        "figure" if is_embed || is_gallery || is_pullquote || is_table => {
            made.extend(captioned(children))
        }
        "ul" | "li" if is_gallery => made.extend(children),
        "div" | "section" | "aside" => made.extend(apart(children)),
        "figure" => {
            let has_picture = children.iter().any(|child| match child {
                Node::Element(child) => child.name == "img" || child.find("img").is_some(),
                Node::Text(_) => false,
            });
            if has_picture {
                let children = children.into_iter().filter(|child| match child {
                    Node::Text(text) => !text.trim().is_empty(),
                    Node::Element(child) => {
                        child.name != "figcaption" || !child.text().trim().is_empty()
                    }
                });
                let children: Vec<Node> = children.collect();
                let is_alone = children.len() == 1
                    && !matches!(&children[0], Node::Element(child) if child.is_block());
                let name = if is_alone { "p" } else { "figure" };
                made.push(Node::Element(Element::new(name, children)));
            } else {
                made.extend(captioned(children));
            }
        }
        "span" | "tt" | "h1" | "strike" => {
            let name = match element.name.as_str() {
                "h1" => "h2",
                "tt" => "code",
                "strike" => "s",
                _ if element.attribute("lang").is_empty()
                    && element.attribute("dir").is_empty() =>
                {
                    made.extend(children);
                    return;
                }
                _ => "span",
            };
            made.push(Node::Element(kept(element, name, children, pictures.site)));
        }
        // A line for each address that stands alone, which WordPress shows as a player.
        "p" if is_address(&children) => {
            let address = tree::text_of(&children).trim().to_owned();
            made.push(paragraph(Element::link(&address, &name_of(&address))));
        }
        _ => {
            let name = element.name.clone();
            made.push(Node::Element(kept(element, &name, children, pictures.site)));
        }
    }
}

/// The pictures of a gallery in one block, each with its caption, and what else stood in it below them.
fn gallery(children: Vec<Node>) -> Vec<Node> {
    let (mut pictures, mut rest) = (Vec::new(), Vec::new());
    for child in children {
        let image = match &child {
            Node::Element(child) if child.name == "img" => Some((child.clone(), String::new())),
            Node::Element(child) => child.find("img").map(|image| {
                let caption = child.find("figcaption").map(Element::text).unwrap_or_default();
                (image.clone(), caption.split_whitespace().collect::<Vec<_>>().join(" "))
            }),
            Node::Text(_) => None,
        };
        let Some((mut image, caption)) = image else {
            rest.push(child);
            continue;
        };
        if !caption.is_empty() {
            image.set("title", &caption);
        }
        pictures.push(paragraph(image));
    }
    let rest = captioned(rest);
    if pictures.len() < 2 {
        pictures.extend(rest);
        return pictures;
    }
    let mut block = Element::new("div", pictures);
    block.set("class", "gallery");
    let mut made = vec![Node::Element(block)];
    made.extend(rest);
    made
}

/// A pull quote: the words, and who says them as a paragraph of its own.
fn pull_quote(name: &str, children: &[Node]) -> Option<Element> {
    let quoted = match name {
        "blockquote" => children,
        _ => children.iter().find_map(|child| match child {
            Node::Element(child) if child.name == "blockquote" => Some(child.children.as_slice()),
            _ => None,
        })?,
    };
    let parts = quoted.iter().filter_map(|part| match part {
        Node::Text(text) if text.trim().is_empty() => None,
        Node::Element(part) if part.name == "cite" => {
            Some(Node::Element(Element::new("p", part.children.clone())))
        }
        part => Some(part.clone()),
    });
    let mut quotation = Element::new("blockquote", parts.collect());
    quotation.set("class", "pull");
    Some(quotation)
}

fn paragraph(link: Element) -> Node {
    Node::Element(Element::new("p", vec![Node::Element(link)]))
}

fn is_address(children: &[Node]) -> bool {
    let text = tree::text_of(children);
    let text = text.trim();
    let is_text = children.iter().all(|child| matches!(child, Node::Text(_)));
    is_text
        && (text.starts_with("https://") || text.starts_with("http://"))
        && !text.contains(char::is_whitespace)
}

/// What stood in a box, as blocks of its own.
fn apart(children: Vec<Node>) -> Vec<Node> {
    let has_blocks = children.iter().any(|child| match child {
        Node::Element(child) => child.is_block(),
        Node::Text(_) => false,
    });
    let is_empty = tree::text_of(&children).trim().is_empty();
    if has_blocks || is_empty {
        return children;
    }
    if is_address(&children) {
        let address = tree::text_of(&children).trim().to_owned();
        return vec![paragraph(Element::link(&address, &name_of(&address)))];
    }
    vec![Node::Element(Element::new("p", children))]
}

/// What stood in a figure that is none here; its caption becomes a paragraph.
fn captioned(children: Vec<Node>) -> Vec<Node> {
    let caption = |child: Node| match child {
        Node::Element(child) if child.name == "figcaption" => {
            Node::Element(Element::new("p", child.children))
        }
        other => other,
    };
    apart(children.into_iter().map(caption).collect())
}

/// The element with the attributes that mean something here.
fn kept(element: Element, name: &str, children: Vec<Node>, site: &str) -> Element {
    let attributes = element.attributes.into_iter().filter_map(|(key, value)| match key.as_str() {
        "href" => Some((key, link(&value, site))),
        "class" => None,
        "id" if name.starts_with('h') => None,
        "id" | "title" | "datetime" | "start" | "lang" | "dir" | "colspan" | "rowspan"
        | "scope" | "align" => Some((key, value)).filter(|(_, value)| !value.is_empty()),
        _ => None,
    });
    Element { name: name.to_owned(), attributes: attributes.collect(), children }
}

/// A link to the site itself leads to the same path here.
fn link(href: &str, site: &str) -> String {
    let href = href.trim();
    let bare = href.strip_prefix("https://").or_else(|| href.strip_prefix("http://"));
    let host = site.split('/').next().unwrap_or_default();
    let path = bare.and_then(|bare| bare.strip_prefix(host)).filter(|path| path.starts_with('/'));
    match path {
        Some(path)
            if !host.is_empty() && !path.contains("/wp-content/") && !path.contains("?p") =>
        {
            path.to_owned()
        }
        _ => href.to_owned(),
    }
}

fn image(element: &Element, pictures: &mut Pictures<'_>) -> Option<Element> {
    let (source, lazy) = (element.attribute("src"), element.attribute("data-src"));
    let source = if source.is_empty() || source.starts_with("data:") { lazy } else { source };
    let Some(address) = absolute(source, pictures.site) else {
        pictures.dropped += 1;
        return None;
    };
    if source.starts_with("http://") {
        pictures.upgraded += 1;
    }
    let mut image = Element::new("img", Vec::new());
    image.set("src", &address);
    image.set("alt", element.attribute("alt"));
    Some(image)
}

/// The address by https, of a path on the site too.
fn absolute(source: &str, site: &str) -> Option<String> {
    let source = source.trim();
    let full = if let Some(rest) = source.strip_prefix("//") {
        format!("https://{rest}")
    } else if source.starts_with('/') {
        let host = site.split('/').next()?;
        format!("https://{host}{source}")
    } else if let Some(rest) = source.strip_prefix("http://") {
        format!("https://{rest}")
    } else if source.starts_with("https://") {
        source.to_owned()
    } else if source.is_empty() || source.contains(':') {
        return None;
    } else {
        format!("https://{site}/{source}")
    };
    let url = Url::parse(&full).ok()?;
    url.host_str()?;
    Some(url.to_string())
}

/// The page of a video whose player was embedded.
fn watch_page(address: &str) -> String {
    let Ok(url) = Url::parse(address) else { return address.to_owned() };
    let host = url.host_str().unwrap_or_default();
    let last = url.path_segments().and_then(|mut parts| parts.next_back()).unwrap_or_default();
    if host.contains("youtube") && url.path().starts_with("/embed/") {
        return format!("https://www.youtube.com/watch?v={last}");
    }
    if host == "player.vimeo.com" {
        return format!("https://vimeo.com/{last}");
    }
    address.to_owned()
}

/// What a link to an address is called: the file, or the site.
fn name_of(address: &str) -> String {
    let Ok(url) = Url::parse(address) else { return address.to_owned() };
    let last = url.path_segments().and_then(|mut parts| parts.next_back()).unwrap_or_default();
    if last.rsplit_once('.').is_some_and(|(_, ending)| matches!(ending.len(), 3 | 4)) {
        return last.to_owned();
    }
    address.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::from_html;

    fn markdown(raw: &str) -> String {
        let picture = |id: &str| Attachment {
            key: id.to_owned(),
            url: format!("http://old.example/wp-content/uploads/{id}.jpg"),
            alt: format!("Picture {id}"),
            caption: String::new(),
        };
        let mut find = |id: &str| (id != "404").then(|| picture(id));
        let mut site = Site { address: "old.example/blog", attachment: &mut find };
        from_html::article(&convert(raw, &mut site).nodes)
    }

    #[test]
    fn classic_text_gets_its_paragraphs() {
        for (raw, expected) in [
            ("One\ntwo\n\nThree", "One\\\ntwo\n\nThree"),
            (
                "<h3>Head</h3>\nText <b>bold</b>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\nEnd",
                "### Head\n\nText <b>bold</b>\n\n- a\n- b\n\nEnd",
            ),
            ("<blockquote>Quoted\n\ntwice</blockquote>", "> Quoted\n>\n> twice"),
            ("1 < 2 and <!--more-->3", "1 < 2 and\n\n3"),
        ] {
            assert_eq!(markdown(raw), expected, "{raw}");
        }
    }

    #[test]
    fn blocks_and_shortcodes_show_what_they_mean() {
        for (raw, expected) in [
            (
                "<!-- wp:paragraph {\"dropCap\":true} -->\n<p class=\"x\">Hi.</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:latest-posts /-->",
                "Hi.",
            ),
            (
                "<!-- wp:columns --><div class=\"wp-block-columns\"><!-- wp:column --><div><!-- wp:paragraph --><p>a</p><!-- /wp:paragraph --></div><!-- /wp:column --></div><!-- /wp:columns -->",
                "a",
            ),
            (
                "<!-- wp:embed {\"url\":\"https://v.example/1\"} --><figure class=\"wp-block-embed\"><div class=\"wp-block-embed__wrapper\">\nhttps://v.example/1\n</div></figure><!-- /wp:embed -->",
                "<https://v.example/1>",
            ),
            (
                "[gallery ids=\"7,404\"]",
                "![Picture 7](https://old.example/wp-content/uploads/7.jpg)",
            ),
            (
                "[gallery ids=\"7,8\"]",
                "![Picture 7](https://old.example/wp-content/uploads/7.jpg)\n![Picture 8](https://old.example/wp-content/uploads/8.jpg)",
            ),
            (
                "<!-- wp:gallery --><figure class=\"wp-block-gallery\"><ul class=\"blocks-gallery-grid\"><li class=\"blocks-gallery-item\"><figure><img src=\"/a.jpg\" alt=\"A\"/><figcaption>One *a*</figcaption></figure></li><li class=\"blocks-gallery-item\"><figure><a href=\"/b.jpg\"><img src=\"/b.jpg\" alt=\"B\"/></a></figure></li></ul><figcaption>Both.</figcaption></figure><!-- /wp:gallery -->",
                "![A](https://old.example/a.jpg \"One *a*\")\n![B](https://old.example/b.jpg)\n\nBoth.",
            ),
            (
                "<!-- wp:pullquote --><figure class=\"wp-block-pullquote\"><blockquote><p>Never.</p><cite>Ines</cite></blockquote></figure><!-- /wp:pullquote -->",
                "> [!pull]\n> Never.\n>\n> Ines",
            ),
            ("https://v.example/2", "<https://v.example/2>"),
            ("[audio src=\"http://a.example/s.mp3\"]", "[s.mp3](https://a.example/s.mp3)"),
            ("<a href=\"http://old.example/2012/01/x/\">x</a>", "[x](/2012/01/x/)"),
        ] {
            let made = markdown(raw);
            assert_eq!(made.replace("<figure>", "").replace("</figure>", ""), made, "{raw}");
            assert_eq!(made, expected, "{raw}");
        }
        let figure = markdown("[caption id=\"a\"]<img src=\"/p.jpg\" alt=\"P\" /> Words[/caption]");
        assert!(figure.starts_with("<figure><img src=\"https://old.example/p.jpg\""), "{figure}");
        assert!(figure.contains("<figcaption>Words</figcaption>"), "{figure}");
    }

    #[test]
    fn hostile_text_ends_soon() {
        let deep = "<b>".repeat(100_000);
        assert!(markdown(&deep).len() < 1_000_000);
        assert_eq!(markdown("<script>x</script><style>y</style>ok"), "ok");
        assert_eq!(markdown("<img src=\"javascript:alert(1)\">"), "");
    }
}
