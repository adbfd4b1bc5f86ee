//! WordPress's export files (WXR 1.0 to 1.2). This file only parses: it turns a file into items.
//!
//! An export is RSS with elements of WordPress's own namespace. It is read as a stream, one post at a time, and a
//! comment leaves as soon as it is read.

mod posts;

use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, HashSet};
use std::hash::{Hash as _, Hasher as _};
use std::io::Read;

use crate::clock::Time;
use crate::error::Result;
use crate::i18n::Message;
use crate::mentions;
use crate::status::Status;

use super::input::{Metered, broken};
use super::items::{Author, Comment, Format, Item, Place, Section, Tag};
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
    /// Categories that have an element of their own.
    categories: HashSet<String>,
    /// Those that only posts name, with the names that these give them.
    named: BTreeMap<String, (String, Place)>,
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
        categories: HashSet::new(),
        named: BTreeMap::new(),
        guests: BTreeMap::new(),
        emit,
    };
    xml::read(input, file, &mut state)?;
    if !state.is_export {
        return Err(broken(file, 1, Message::import_line_no_export("WordPress (WXR)")));
    }
    for (key, (name, place)) in std::mem::take(&mut state.named) {
        if !state.categories.contains(&key) {
            let (parent, description) = (String::new(), String::new());
            (state.emit)(place, Item::Section(Section { key, parent, name, description }))?;
        }
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
                posts::item(element, self)?;
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
                let is_section = element.get("term_taxonomy") == "category";
                match element.name.as_str() {
                    "category" => self.categories.insert(element.get("category_nicename").into()),
                    "term" if is_section => self.categories.insert(element.get("term_slug").into()),
                    _ => false,
                };
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
    Time::parse(&format!("{}Z", text.replacen(' ', "T", 1))).or_else(|| times::known(text))
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
    let (utc, local) = (time(element.get("comment_date_gmt")), time(element.get("comment_date")));
    if utc.is_none() && local.is_some() {
        let what = Message::import_what_comment(&key);
        emit(place.clone(), Item::Repaired { what, why: Message::import_why_no_zone() })?;
    }
    let at = times::or_unknown(utc.or(local));
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
