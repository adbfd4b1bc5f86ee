//! What an article here can have of the HTML of another system. Pure.

use url::Url;

use crate::i18n::Message;
use crate::markup::tree::{self, Element, Node};

/// What an article here can have of a text of the site at `site`, and what was changed in it.
pub(super) fn shown(nodes: Vec<Node>, site: &str) -> (Vec<Node>, Vec<Message>) {
    let mut pictures = Pictures { site, upgraded: 0, dropped: 0 };
    let nodes = all_shown(nodes, &mut pictures);
    let mut remarks = Vec::new();
    if pictures.upgraded > 0 {
        remarks.push(Message::import_why_pictures_https(pictures.upgraded));
    }
    if pictures.dropped > 0 {
        remarks.push(Message::import_why_pictures_dropped(pictures.dropped));
    }
    (nodes, remarks)
}

struct Pictures<'a> {
    site: &'a str,
    upgraded: usize,
    dropped: usize,
}

fn all_shown(nodes: Vec<Node>, pictures: &mut Pictures<'_>) -> Vec<Node> {
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
            made.extend(player(&element, pictures.site));
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
    if element.has_class("wp-block-file") {
        without_button(&mut element);
    }
    let children = all_shown(std::mem::take(&mut element.children), pictures);
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
        "figure" => made.extend(figure(children)),
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
        // Buttons without a target, and what plugins have emptied.
        "a" if element.attribute("href").is_empty() && element.attribute("id").is_empty() => {
            made.extend(children);
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

/// A link to what a player would show.
fn player(element: &Element, site: &str) -> Option<Node> {
    let own = element.attribute("src").to_owned();
    let inner = element.find("source").map(|source| source.attribute("src").to_owned());
    let source = if own.is_empty() { inner.unwrap_or_default() } else { own };
    let address = watch_page(&absolute(&source, site)?);
    let title = element.attribute("title");
    let words = if title.is_empty() { name_of(&address) } else { title.to_owned() };
    Some(paragraph(Element::link(&address, &words)))
}

/// A figure, or the paragraphs of one without a picture. An empty caption is left out.
fn figure(children: Vec<Node>) -> Vec<Node> {
    let has_picture = children.iter().any(|child| match child {
        Node::Element(child) => child.name == "img" || child.find("img").is_some(),
        Node::Text(_) => false,
    });
    if !has_picture {
        return captioned(children);
    }
    let children = children.into_iter().filter(|child| match child {
        Node::Text(text) => !text.trim().is_empty(),
        Node::Element(child) => child.name != "figcaption" || !child.text().trim().is_empty(),
    });
    let children: Vec<Node> = children.collect();
    let is_alone =
        children.len() == 1 && !matches!(&children[0], Node::Element(child) if child.is_block());
    let name = if is_alone { "p" } else { "figure" };
    vec![Node::Element(Element::new(name, children))]
}

/// A file has a link with its name, and a button that leads to the same.
fn without_button(file: &mut Element) {
    let is_button = |node: &Node| match node {
        Node::Element(node) => node.has_class("wp-block-file__button"),
        Node::Text(_) => false,
    };
    let links = |node: &Node| matches!(node, Node::Element(node) if node.name == "a");
    if file.children.iter().any(|node| links(node) && !is_button(node)) {
        file.children.retain(|node| !is_button(node));
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
