//! WordPress's export files (WXR 1.0 to 1.2). This file only parses: it turns a file into items.
//!
//! An export is RSS with elements of WordPress's own namespace. It is read as a stream, one post at a time, and a
//! comment leaves as soon as it is read.

use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, HashSet};
use std::hash::{Hash as _, Hasher as _};
use std::io::Read;

use crate::articles::model::Status as ArticleStatus;
use crate::clock::Time;
use crate::error::Result;
use crate::i18n::{self, Message};
use crate::mentions;
use crate::status::Status;

use super::input::{Metered, broken};
use super::model::{
    Article, Attachment, Author, Comment, Format, Item, Place, Section, Tag, Thread,
};
use super::times;
use super::xml::{self, Document, Element};

/// What an export has that is an article here.
#[derive(Clone, Copy, Debug)]
pub enum Taken<'a> {
    /// Posts, pages, and the posts of these types, which plugins have made.
    Articles(&'a [String]),
    /// Nothing: posts are the pages that comments are about. Sites were moved to Disqus by such files.
    Comments,
}

struct State<'a> {
    file: &'a str,
    taken: Taken<'a>,
    is_export: bool,
    site: Option<String>,
    count: u64,
    /// How many items have ended.
    items: u64,
    /// Hashes of the ids of posts that have ended.
    seen: HashSet<u64>,
    /// Names of accounts, by which posts name their authors.
    logins: HashSet<String>,
    /// Authors of Co-Authors Plus that have no account, with the names that posts give them.
    guests: BTreeMap<String, (String, Place)>,
    emit: &'a mut dyn FnMut(Place, Item) -> Result<()>,
}

impl State<'_> {
    fn place(&self, line: u64) -> Place {
        Place { file: self.file.to_owned(), line }
    }

    /// The site comes before the first item.
    fn begin(&mut self) -> Result<()> {
        if self.count == 0 {
            self.is_export = true;
            let site = self.site.clone().unwrap_or_else(|| "unknown".into());
            let place = self.place(1);
            (self.emit)(place, Item::Site(site))?;
            self.count = 1;
        }
        Ok(())
    }

    /// The id of an item, or what else tells it from others in every export.
    fn id(&self, item: &Element) -> String {
        let found = ["post_id", "guid", "link"].into_iter().map(|name| item.get(name));
        match found.into_iter().find(|id| !id.is_empty()) {
            Some(id) => id.to_owned(),
            None => format!("item {}", self.items + 1),
        }
    }

    /// The id of a post under which it is known here: files that people have put together have ids twice.
    fn key(&self, item: &Element) -> String {
        let id = self.id(item);
        let mut key = id.clone();
        let mut number = 1;
        while self.seen.contains(&hash(&key)) {
            number += 1;
            key = format!("{id} #{number}");
        }
        key
    }

    fn is_article(&self, kind: &str) -> bool {
        matches!(kind, "post" | "page" | "")
            || matches!(self.taken, Taken::Articles(types) if types.iter().any(|one| one == kind))
    }
}

fn hash(key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

/// Reads a file. `emit` gets each item with its place.
///
/// # Errors
/// [`Error::Invalid`](crate::error::Error::Invalid) `file` with the line, if the file is damaged, cut off, or no
/// export; those of `emit`.
pub fn read<R: Read>(
    input: Metered<R>,
    file: &str,
    taken: Taken<'_>,
    emit: &mut dyn FnMut(Place, Item) -> Result<()>,
) -> Result<()> {
    let mut state = State {
        file,
        taken,
        is_export: false,
        site: None,
        count: 0,
        items: 0,
        seen: HashSet::new(),
        logins: HashSet::new(),
        guests: BTreeMap::new(),
        emit,
    };
    xml::read(input, file, &mut state)?;
    if !state.is_export {
        return Err(broken(file, 1, Message::import_line_no_export("WordPress (WXR)")));
    }
    for (key, (name, place)) in std::mem::take(&mut state.guests) {
        if !state.logins.contains(&key) {
            let author = Author { key, name, biography: String::new() };
            (state.emit)(place, Item::Author(author))?;
        }
    }
    Ok(())
}

impl Document for State<'_> {
    fn takes(&self, path: &[&str], name: &str) -> bool {
        match path {
            ["rss", "channel", "item"] => name == "comment",
            ["rss", "channel"] => true,
            _ => false,
        }
    }

    fn end(&mut self, above: &[Element], element: Element) -> Result<()> {
        let post = above.get(2);
        let place = self.place(element.line);
        match (post, element.name.as_str()) {
            (Some(post), _) => {
                self.begin()?;
                self.count += 1;
                let post = match self.is_article(post.get("post_type")) {
                    true => self.key(post),
                    false => self.id(post),
                };
                comment(&element, &post, self)?;
            }
            (None, "item") => {
                self.begin()?;
                self.count += 1;
                item(element, self)?;
                self.items += 1;
            }
            (None, "wxr_version") => self.is_export = true,
            (None, "base_blog_url") => {
                self.is_export = true;
                self.site = Some(site_of(element.text.trim()));
            }
            (None, "link") => {
                if self.site.is_none() {
                    self.site = Some(site_of(element.text.trim()));
                }
            }
            (None, "author" | "category" | "tag" | "term") if !element.children.is_empty() => {
                self.begin()?;
                if element.name == "author" {
                    self.logins.insert(element.get("author_login").to_owned());
                }
                label(&element, &place, self.emit)?;
            }
            (None, _) => {}
        }
        Ok(())
    }

    fn repaired(&mut self, line: u64, name: &str, why: Message) -> Result<()> {
        let item = Item::Repaired { what: Message::from(format!("<{name}>")), why };
        let place = self.place(line);
        (self.emit)(place, item)
    }
}

fn site_of(address: &str) -> String {
    let bare = address.split_once("://").map_or(address, |(_, rest)| rest);
    bare.trim_end_matches('/').to_lowercase()
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
            emit(place, Item::Author(Author { key: login, name, biography: String::new() }))
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
                        what: Message::import_what_term(&name),
                        why: Message::import_why_no_such_term(other),
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

fn item(mut item: Element, state: &mut State<'_>) -> Result<()> {
    let place = state.place(item.line);
    let kind = item.get("post_type").to_owned();
    let is_article = state.is_article(&kind);
    let id = state.id(&item);
    let key = if is_article { state.key(&item) } else { id.clone() };
    let title = item.get("title").to_owned();
    let named = |kind: &str| match kind {
        "post" => Message::import_what_post(&key, &title),
        other => Message::import_what_other(other, &key, &title),
    };
    let emit = &mut state.emit;
    match kind.as_str() {
        _ if is_article => {}
        "attachment" => {
            let url = item.get("attachment_url");
            let url = if url.is_empty() { item.get("guid") } else { url }.to_owned();
            let alt = meta(&item, "_wp_attachment_image_alt").to_owned();
            let caption = item.get("excerpt").to_owned();
            let parent = item.get("post_parent");
            let parent = if parent == "0" { String::new() } else { parent.to_owned() };
            let order = item.get("menu_order").parse().unwrap_or(0);
            let file = Attachment { key, url, alt, caption, parent, order };
            return emit(place, Item::Attachment(file));
        }
        // An author without an account, of Co-Authors Plus.
        "guest-author" => {
            let key = meta(&item, "cap-user_login").to_owned();
            let name = match meta(&item, "cap-display_name") {
                "" => title,
                name => name.to_owned(),
            };
            let biography = meta(&item, "cap-description").to_owned();
            if state.logins.insert(key.clone()) {
                return emit(place, Item::Author(Author { key, name, biography }));
            }
            return Ok(());
        }
        other => {
            let why = match other {
                "revision" => Message::import_why_old_version(),
                "nav_menu_item" | "wp_navigation" => Message::import_why_menu(),
                other => Message::import_why_post_type(other),
            };
            return emit(place, Item::Skipped { what: named(other), why });
        }
    }
    state.seen.insert(hash(&key));
    if key != id {
        let why = Message::import_why_id_again(&key);
        emit(place.clone(), Item::Repaired { what: named("post"), why })?;
    }
    if let Some(thread) = thread(&item, &key, state.taken) {
        return emit(place, Item::Thread(thread));
    }
    let source_state = item.get("status").to_owned();
    let gmt = time(item.get("post_date_gmt"));
    let local = time(item.get("post_date")).or_else(|| {
        // Converters write only what feeds have.
        let (at, fault) = times::read(item.get("pubDate"));
        Some(at).filter(|_| fault.is_none() && item.child("post_date").is_none())
    });
    let at = gmt.or(local);
    let status = match source_state.as_str() {
        "publish" | "" => ArticleStatus::Published,
        "future" => ArticleStatus::Scheduled,
        "pending" => ArticleStatus::Submitted,
        "trash" if meta(&item, "_wp_trash_meta_status") == "publish" => ArticleStatus::Withdrawn,
        "draft" | "private" | "trash" => ArticleStatus::Draft,
        other @ ("auto-draft" | "inherit") => {
            let why = Message::import_why_post_state(other);
            return emit(place, Item::Skipped { what: named("post"), why });
        }
        // A plugin's, such as "pitch". Nothing is published that was not.
        other => {
            let why = Message::import_why_other_state(other);
            emit(place.clone(), Item::Repaired { what: named("post"), why })?;
            ArticleStatus::Draft
        }
    };
    let is_dated = status.was_public() || status == ArticleStatus::Scheduled;
    if is_dated && gmt.is_none() && time(item.get("post_date")).is_some() {
        let why = Message::import_why_no_zone();
        emit(place.clone(), Item::Repaired { what: named("post"), why })?;
    }
    let primary = meta(&item, "_yoast_wpseo_primary_category").to_owned();
    let (mut sections, mut tags) = (Vec::new(), Vec::new());
    let (mut authors, mut language) = (Vec::new(), String::new());
    for category in item.children.iter().filter(|child| child.name == "category") {
        let (slug, name) = (category.attribute("nicename").to_owned(), category.text.trim());
        match category.attribute("domain") {
            "category" if !slug.is_empty() => sections.push(slug),
            "post_tag" | "tag" if !name.is_empty() => tags.push(name.to_owned()),
            // Co-Authors Plus.
            "author" if !name.is_empty() => {
                let bare = slug.strip_prefix("cap-").unwrap_or(&slug);
                let known = [name, bare].into_iter().find(|login| state.logins.contains(*login));
                let key = known.unwrap_or(bare).to_owned();
                if known.is_none() {
                    let guest = (name.to_owned(), place.clone());
                    state.guests.entry(key.clone()).or_insert(guest);
                }
                authors.push(key);
            }
            // Polylang.
            "language" if i18n::is_tag(&slug) => language = slug,
            _ => {}
        }
    }
    tags.dedup();
    sections.sort_by_key(|slug| (*slug != primary, slug == "uncategorized"));
    sections.dedup();
    if authors.is_empty() && !item.get("creator").is_empty() {
        authors.push(item.get("creator").to_owned());
    }
    authors.dedup();
    let link = item.get("link").to_owned();
    let article = Article {
        link: if link.contains("?p=") || link.contains("?page_id=") { String::new() } else { link },
        authors,
        sections,
        tags,
        status: Some(status),
        published_at: at.filter(|_| is_dated),
        password: item.get("post_password").to_owned(),
        is_page: kind == "page",
        is_sticky: item.get("is_sticky") == "1",
        menu_order: item.get("menu_order").parse().unwrap_or(0),
        // Converters leave it out.
        is_open: matches!(item.get("comment_status"), "open" | ""),
        lead: meta(&item, "_thumbnail_id").to_owned(),
        summary: item.take_text("excerpt"),
        state: source_state,
        body: item.take_text("content"),
        format: Format::Wordpress,
        is_stand_in: false,
        language,
        own: None,
        title,
        key,
    };
    emit(place, Item::Article(Box::new(article)))
}

/// The page that comments are about, if the item is no article.
fn thread(item: &Element, key: &str, taken: Taken<'_>) -> Option<Thread> {
    let identifier = item.get("dsq:thread_identifier");
    let has_text = !item.get("content").is_empty();
    if matches!(taken, Taken::Articles(_)) && (identifier.is_empty() || has_text) {
        return None;
    }
    Some(Thread {
        key: key.to_owned(),
        url: item.get("link").to_owned(),
        title: item.get("title").to_owned(),
        identifier: identifier.to_owned(),
        at: time(item.get("post_date_gmt")).or_else(|| time(item.get("post_date"))),
        is_open: item.get("comment_status") != "closed",
        is_deleted: false,
    })
}

fn comment(element: &Element, post: &str, state: &mut State<'_>) -> Result<()> {
    let place = state.place(element.line);
    let id = element.get("comment_id");
    let key = if id.is_empty() { format!("{post} comment {}", state.count) } else { id.to_owned() };
    let skipped = |why| Item::Skipped { what: Message::import_what_comment(&key), why };
    let emit = &mut state.emit;
    let mention = match element.get("comment_type") {
        "" | "comment" => None,
        "pingback" => Some(mentions::model::Kind::Pingback),
        "trackback" => Some(mentions::model::Kind::Trackback),
        "webmention" => Some(mentions::model::Kind::Webmention),
        "note" => return emit(place, skipped(Message::import_why_editors_note())),
        other => {
            return emit(place, skipped(Message::import_why_comment_type(other)));
        }
    };
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
            let what = Message::import_what_comment(&key);
            let why = Message::import_why_no_time();
            emit(place.clone(), Item::Repaired { what, why })?;
            Time::from_micros(0)
        }
    };
    let parent = element.get("comment_parent");
    let comment = Comment {
        article: post.to_owned(),
        parent: if parent == "0" { String::new() } else { parent.to_owned() },
        name: element.get("comment_author").to_owned(),
        email: element.get("comment_author_email").to_owned(),
        website: element.get("comment_author_url").to_owned(),
        text: element.get("comment_content").to_owned(),
        at,
        state: state_there,
        status,
        format: Format::Wordpress,
        mention,
        key,
        ..Comment::default()
    };
    emit(place, Item::Comment(comment))
}

#[cfg(test)]
mod tests;
