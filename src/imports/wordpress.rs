//! WordPress's export files (WXR 1.0 to 1.2). This file only parses: it turns a file into items.
//!
//! An export is RSS with elements of WordPress's own namespace. It is read as a stream, one post at a time, and a
//! comment leaves as soon as it is read. Entities of the document's own are refused, so no text can grow.

pub mod content;

use std::io::Read;
use std::mem;

use quick_xml::Reader;
use quick_xml::errors::Error as XmlError;
use quick_xml::events::{BytesStart, Event};

use crate::articles::model::Status as ArticleStatus;
use crate::clock::Time;
use crate::error::{Error, Result};
use crate::imports::input::Metered;
use crate::imports::model::{Article, Attachment, Author, Comment, Item, Place, Section, Tag};
use crate::status::Status;

/// Most bytes of one post without its comments.
const POST: usize = 48 << 20;
/// Deepest nesting of elements; exports have five.
const DEPTH: usize = 40;

/// An element with its words and the elements in it.
#[derive(Default)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
    children: Vec<Element>,
    line: u64,
    /// Text stood behind a part that was marked as text: the mark of its end was not escaped.
    broken_cdata: bool,
    after_cdata: bool,
}

impl Element {
    fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The words of a child; empty if there is none.
    fn get(&self, name: &str) -> &str {
        self.child(name).map_or("", |child| child.text.trim())
    }

    fn attribute(&self, name: &str) -> &str {
        self.attributes.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// Moves the words of a child out, which may be megabytes; empty if there is none.
    fn take_text(&mut self, name: &str) -> String {
        let found = self.children.iter_mut().find(|child| child.name == name);
        found.map(|child| mem::take(&mut child.text)).unwrap_or_default()
    }
}

/// Reads a file. `emit` gets each item with its place.
///
/// # Errors
/// [`Error::Invalid`] `file` with the line, if the file is damaged, cut off, or no export; those of `emit`.
pub fn read<R: Read>(
    input: Metered<R>,
    file: &str,
    emit: &mut dyn FnMut(Place, Item) -> Result<()>,
) -> Result<()> {
    let mut xml = Reader::from_reader(input);
    xml.config_mut().allow_dangling_amp = true;
    let mut buffer = Vec::new();
    let mut open: Vec<Element> = Vec::new();
    let mut names: Vec<(usize, String, String)> = Vec::new();
    let mut size = 0_usize;
    let mut state = State { file, is_export: false, site: None, post: String::new(), count: 0 };
    loop {
        buffer.clear();
        xml.get_mut().begin_part();
        let event = match xml.read_event_into(&mut buffer) {
            Ok(event) => event,
            Err(cause) => {
                let why = match &cause {
                    XmlError::Io(cause) => cause.to_string(),
                    other => format!("it is no well-formed XML: {other}"),
                };
                let why = match open.last() {
                    Some(inner) => format!(
                        "{why}, in the middle of <{}>, which begins in line {}",
                        inner.name, inner.line
                    ),
                    None => why,
                };
                return Err(broken(file, xml.get_mut().line(), &why));
            }
        };
        let line = xml.get_mut().line();
        match event {
            Event::Start(start) => {
                if open.len() >= DEPTH {
                    return Err(broken(file, line, "its elements are nested too deeply"));
                }
                size += start.len();
                let element = element(&start, &mut names, open.len(), line);
                if element.name == "item" {
                    (size, state.post) = (0, String::new());
                }
                open.push(element);
            }
            Event::Empty(start) => {
                let element = element(&start, &mut names, open.len(), line);
                names.retain(|(depth, ..)| *depth < open.len());
                end(element, &mut open, &mut state, emit)?;
            }
            Event::End(_) => {
                let Some(element) = open.pop() else {
                    return Err(broken(file, line, "an element ends that did not begin"));
                };
                names.retain(|(depth, ..)| *depth < open.len());
                if element.name == "comment" {
                    size = size.saturating_sub(weight(&element));
                }
                end(element, &mut open, &mut state, emit)?;
            }
            Event::Text(text) => {
                size += text.len();
                let words = String::from_utf8_lossy(&text).into_owned();
                if let Some(last) = open.last_mut() {
                    if last.after_cdata && !words.trim().is_empty() {
                        last.text.push_str("]]>");
                        last.broken_cdata = true;
                    }
                    last.after_cdata = false;
                    last.text.push_str(&words);
                }
            }
            Event::CData(text) => {
                size += text.len();
                if let Some(last) = open.last_mut() {
                    if last.text.trim().is_empty() {
                        last.text.clear();
                    }
                    last.text.push_str(&String::from_utf8_lossy(&text));
                    last.after_cdata = true;
                }
            }
            Event::GeneralRef(reference) => {
                let name = String::from_utf8_lossy(&reference).into_owned();
                if let Some(last) = open.last_mut() {
                    match character(&name) {
                        Some(c) => last.text.push(c),
                        None => last.text.push_str(&format!("&{name};")),
                    }
                }
            }
            Event::DocType(text) => {
                if String::from_utf8_lossy(&text).contains("<!ENTITY") {
                    return Err(broken(
                        file,
                        line,
                        "it defines entities of its own, which no export does",
                    ));
                }
            }
            Event::Decl(declaration) => {
                if let Some(Ok(encoding)) = declaration.encoding()
                    && !encoding.eq_ignore_ascii_case(b"utf-8")
                {
                    let name = String::from_utf8_lossy(&encoding).into_owned();
                    return Err(broken(
                        file,
                        line,
                        &format!("its encoding is {name}; exports are UTF-8"),
                    ));
                }
            }
            Event::Eof => break,
            Event::Comment(_) | Event::PI(_) => {}
        }
        if size > POST {
            return Err(broken(file, line, "a single post is larger than 48 MB"));
        }
    }
    let line = xml.get_mut().line();
    if let Some(inner) = open.last() {
        let why = format!(
            "it ends in the middle of <{}>, which begins in line {}",
            inner.name, inner.line
        );
        return Err(broken(file, line, &why));
    }
    if !state.is_export {
        return Err(broken(file, line, "it is no export of WordPress (WXR)"));
    }
    Ok(())
}

/// A file that cannot be read.
fn broken(file: &str, line: u64, why: &str) -> Error {
    Error::invalid("file", "broken", format!("{file}, line {line}: {why}"))
}

fn weight(element: &Element) -> usize {
    element.text.len() + element.children.iter().map(weight).sum::<usize>()
}

fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{A0}'),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

/// The element of a start tag. Prefixes are those of WordPress, whatever the file calls them.
fn element(
    start: &BytesStart<'_>,
    names: &mut Vec<(usize, String, String)>,
    depth: usize,
    line: u64,
) -> Element {
    let mut attributes = Vec::new();
    for attribute in start.attributes().with_checks(false).flatten() {
        let key = String::from_utf8_lossy(attribute.key.as_ref()).into_owned();
        let raw = String::from_utf8_lossy(&attribute.value).into_owned();
        let value =
            quick_xml::escape::unescape(&raw).map_or(raw.clone(), |value| value.into_owned());
        if let Some(prefix) = key.strip_prefix("xmlns") {
            names.push((depth, prefix.trim_start_matches(':').to_owned(), value));
        } else {
            attributes.push((key, value));
        }
    }
    let full = String::from_utf8_lossy(start.name().as_ref()).into_owned();
    let (prefix, local) = full.split_once(':').unwrap_or(("", &full));
    let space = names.iter().rev().find(|(_, known, _)| known == prefix);
    let space = space.map_or("", |(.., space)| space.as_str());
    // The summary and the text have the same local name.
    let name = match local {
        "encoded" if space.contains("excerpt") || space.is_empty() && prefix == "excerpt" => {
            "excerpt"
        }
        "encoded" => "content",
        "creator" => "creator",
        local => local,
    };
    let is_foreign = !(space.is_empty()
        || space.contains("wordpress.org/export")
        || space.contains("purl.org/rss/1.0/modules/content")
        || space.contains("purl.org/dc/elements"));
    let name = if is_foreign { full.clone() } else { name.to_owned() };
    Element { name, attributes, line, ..Element::default() }
}

struct State<'a> {
    file: &'a str,
    is_export: bool,
    site: Option<String>,
    /// The id of the present post.
    post: String,
    count: u64,
}

impl State<'_> {
    fn place(&self, line: u64) -> Place {
        Place { file: self.file.to_owned(), line }
    }
}

fn end(
    mut element: Element,
    open: &mut [Element],
    state: &mut State<'_>,
    emit: &mut dyn FnMut(Place, Item) -> Result<()>,
) -> Result<()> {
    let place = state.place(element.line);
    if element.broken_cdata {
        element.text =
            element.text.trim_end().strip_suffix("]]>").unwrap_or(&element.text).to_owned();
        let what = format!("<{}>", element.name);
        let why = "a mark within the text ended it too early; the text was joined again";
        emit(place.clone(), Item::Repaired { what, why: why.into() })?;
    }
    if element.text.contains(is_control) {
        element.text = element.text.replace(is_control, "");
        let what = format!("<{}>", element.name);
        let why = "it had control characters, which were removed";
        emit(place.clone(), Item::Repaired { what, why: why.into() })?;
    }
    let path: Vec<&str> = open.iter().map(|element| element.name.as_str()).collect();
    match (path.as_slice(), element.name.as_str()) {
        (["rss", "channel", "item"], "post_id") => {
            element.text.trim().clone_into(&mut state.post);
            attach(open, element);
        }
        (["rss", "channel", "item"], "comment") => {
            begin(state, emit)?;
            state.count += 1;
            comment(&element, state, emit)?;
        }
        (["rss", "channel"], "item") => {
            begin(state, emit)?;
            state.count += 1;
            item(element, state, emit)?;
        }
        (["rss", "channel"], "wxr_version") => state.is_export = true,
        (["rss", "channel"], "base_blog_url") => {
            state.is_export = true;
            state.site = Some(site_of(element.text.trim()));
        }
        (["rss", "channel"], "link") => {
            if state.site.is_none() {
                state.site = Some(site_of(element.text.trim()));
            }
        }
        (["rss", "channel"], "author" | "category" | "tag" | "term")
            if !element.children.is_empty() =>
        {
            begin(state, emit)?;
            label(&element, &place, emit)?;
        }
        (["rss", "channel"], _) => {}
        _ => attach(open, element),
    }
    Ok(())
}

/// The site comes before the first item.
fn begin(state: &mut State<'_>, emit: &mut dyn FnMut(Place, Item) -> Result<()>) -> Result<()> {
    if state.count == 0 {
        state.is_export = true;
        let site = state.site.clone().unwrap_or_else(|| "unknown".into());
        emit(state.place(1), Item::Site(site))?;
        state.count = 1;
    }
    Ok(())
}

fn site_of(address: &str) -> String {
    let bare = address.split_once("://").map_or(address, |(_, rest)| rest);
    bare.trim_end_matches('/').to_lowercase()
}

fn attach(open: &mut [Element], element: Element) {
    if let Some(last) = open.last_mut() {
        last.children.push(element);
    }
}

/// Characters that no text may have. Exports contain them although XML forbids them.
fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t' | '\r') || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}

fn label(
    element: &Element,
    place: &Place,
    emit: &mut dyn FnMut(Place, Item) -> Result<()>,
) -> Result<()> {
    let or =
        |one: &str, other: &str| if one.is_empty() { other.to_owned() } else { one.to_owned() };
    let place = place.clone();
    match element.name.as_str() {
        "author" => {
            let login = element.get("author_login").to_owned();
            let names =
                [element.get("author_first_name"), element.get("author_last_name")].join(" ");
            let name = or(element.get("author_display_name"), &or(names.trim(), &login));
            emit(place, Item::Author(Author { key: login, name }))
        }
        "category" => {
            let key = element.get("category_nicename").to_owned();
            let name = or(element.get("cat_name"), &key);
            let parent = element.get("category_parent").to_owned();
            let description = element.get("category_description").to_owned();
            emit(place, Item::Section(Section { key, parent, name, description }))
        }
        "tag" => {
            let key = element.get("tag_slug").to_owned();
            let name = or(element.get("tag_name"), &key);
            let description = element.get("tag_description").to_owned();
            emit(place, Item::Tag(Tag { key, name, description }))
        }
        _ => {
            let key = element.get("term_slug").to_owned();
            let name = or(element.get("term_name"), &key);
            let description = element.get("term_description").to_owned();
            match element.get("term_taxonomy") {
                "category" => {
                    let parent = element.get("term_parent").to_owned();
                    emit(place, Item::Section(Section { key, parent, name, description }))
                }
                "post_tag" => emit(place, Item::Tag(Tag { key, name, description })),
                other => emit(
                    place,
                    Item::Skipped {
                        what: format!("term {name}"),
                        why: format!("there is nothing like “{other}” here"),
                    },
                ),
            }
        }
    }
}

/// A time in UTC as WordPress writes it; `None` for its zeros.
fn time(text: &str) -> Option<Time> {
    let text = text.trim();
    if text.is_empty() || text.starts_with("0000") {
        return None;
    }
    Time::parse(&format!("{}Z", text.replacen(' ', "T", 1)))
}

fn meta<'a>(item: &'a Element, key: &str) -> &'a str {
    item.children
        .iter()
        .filter(|child| child.name == "postmeta")
        .find(|child| child.get("meta_key") == key)
        .map_or("", |child| child.get("meta_value"))
}

fn item(
    mut item: Element,
    state: &State<'_>,
    emit: &mut dyn FnMut(Place, Item) -> Result<()>,
) -> Result<()> {
    let place = state.place(item.line);
    let kind = item.get("post_type").to_owned();
    let id = item.get("post_id");
    let key = if id.is_empty() { format!("item {}", state.count) } else { id.to_owned() };
    let title = item.get("title").to_owned();
    let named = |kind: &str| format!("{kind} {key} “{title}”");
    match kind.as_str() {
        "post" | "page" | "" => {}
        "attachment" => {
            let url = item.get("attachment_url");
            let url = if url.is_empty() { item.get("guid") } else { url }.to_owned();
            let alt = meta(&item, "_wp_attachment_image_alt").to_owned();
            let caption = item.get("excerpt").to_owned();
            return emit(place, Item::Attachment(Attachment { key, url, alt, caption }));
        }
        other => {
            let why = match other {
                "revision" => "only the present version of a post is imported".to_owned(),
                "nav_menu_item" | "wp_navigation" => {
                    "menus are made here from sections and pages".to_owned()
                }
                other => {
                    format!("posts of the type “{other}” belong to WordPress itself or to a plugin")
                }
            };
            return emit(place, Item::Skipped { what: named(other), why });
        }
    }
    let source_state = item.get("status").to_owned();
    let gmt = time(item.get("post_date_gmt"));
    let local = time(item.get("post_date"));
    let at = gmt.or(local);
    let status = match source_state.as_str() {
        "publish" | "" => ArticleStatus::Published,
        "future" => ArticleStatus::Scheduled,
        "pending" => ArticleStatus::Submitted,
        "trash" if meta(&item, "_wp_trash_meta_status") == "publish" => ArticleStatus::Withdrawn,
        "draft" | "private" | "trash" => ArticleStatus::Draft,
        other => {
            let why = format!("WordPress keeps posts in the state “{other}” for itself");
            return emit(place, Item::Skipped { what: named("post"), why });
        }
    };
    let is_dated = status.was_public() || status == ArticleStatus::Scheduled;
    if is_dated && gmt.is_none() && local.is_some() {
        let why = "its time has no zone and was read as UTC".to_owned();
        emit(place.clone(), Item::Repaired { what: named("post"), why })?;
    }
    let primary = meta(&item, "_yoast_wpseo_primary_category").to_owned();
    let (mut sections, mut tags) = (Vec::new(), Vec::new());
    for category in item.children.iter().filter(|child| child.name == "category") {
        let (slug, name) = (category.attribute("nicename").to_owned(), category.text.trim());
        match category.attribute("domain") {
            "category" if !slug.is_empty() => sections.push(slug),
            "post_tag" | "tag" if !name.is_empty() => tags.push(name.to_owned()),
            _ => {}
        }
    }
    tags.dedup();
    sections.sort_by_key(|slug| (*slug != primary, slug == "uncategorized"));
    sections.dedup();
    let link = item.get("link").to_owned();
    let article = Article {
        link: if link.contains("?p=") || link.contains("?page_id=") { String::new() } else { link },
        authors: Some(item.get("creator").to_owned())
            .filter(|login| !login.is_empty())
            .into_iter()
            .collect(),
        sections,
        tags,
        status: Some(status),
        published_at: at.filter(|_| is_dated),
        password: item.get("post_password").to_owned(),
        is_page: kind == "page",
        is_sticky: item.get("is_sticky") == "1",
        menu_order: item.get("menu_order").parse().unwrap_or(0),
        is_open: item.get("comment_status") == "open",
        lead: meta(&item, "_thumbnail_id").to_owned(),
        summary: item.take_text("excerpt"),
        state: source_state,
        body: item.take_text("content"),
        title,
        key,
    };
    emit(place, Item::Article(Box::new(article)))
}

fn comment(
    element: &Element,
    state: &State<'_>,
    emit: &mut dyn FnMut(Place, Item) -> Result<()>,
) -> Result<()> {
    let place = state.place(element.line);
    let id = element.get("comment_id");
    let key = if id.is_empty() { format!("comment {}", state.count) } else { id.to_owned() };
    let skipped = |why: &str| Item::Skipped { what: format!("comment {key}"), why: why.into() };
    match element.get("comment_type") {
        "" | "comment" => {}
        "pingback" | "trackback" => {
            return emit(place, skipped("it is a link from another site, not a comment"));
        }
        "note" => return emit(place, skipped("it is a private note of editors")),
        other => {
            let why = format!("comments of the type “{other}” belong to a plugin");
            return emit(place, skipped(&why));
        }
    }
    let state_there = element.get("comment_approved").to_owned();
    let status = match state_there.as_str() {
        "1" | "approve" | "approved" => Status::Approved,
        "0" | "hold" => Status::Pending,
        "spam" => Status::Spam,
        "trash" | "post-trashed" => Status::Rejected,
        // Nothing is published that was not.
        _ => Status::Pending,
    };
    let at = time(element.get("comment_date_gmt")).or_else(|| time(element.get("comment_date")));
    let at = match at {
        Some(at) => at,
        None => {
            let why = "it has no time; it stands first in its thread".to_owned();
            emit(place.clone(), Item::Repaired { what: format!("comment {key}"), why })?;
            Time::from_micros(0)
        }
    };
    let parent = element.get("comment_parent");
    let comment = Comment {
        article: state.post.clone(),
        parent: if parent == "0" { String::new() } else { parent.to_owned() },
        name: element.get("comment_author").to_owned(),
        email: element.get("comment_author_email").to_owned(),
        website: element.get("comment_author_url").to_owned(),
        text: element.get("comment_content").to_owned(),
        at,
        state: state_there,
        status,
        key,
    };
    emit(place, Item::Comment(comment))
}
