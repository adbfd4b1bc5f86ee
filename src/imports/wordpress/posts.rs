//! An item of an export: a post or page, an uploaded file, or an author without an account.

use crate::articles::model::Status as ArticleStatus;
use crate::clock::Time;
use crate::error::Result;
use crate::i18n::{self, Message};

use super::super::items::{Article, Attachment, Author, Format, Item, Place, Thread};
use super::super::times;
use super::super::xml::Element;
use super::{State, Taken, hash, time};

/// Emits what an item is here.
pub(super) fn item(item: Element, state: &mut State<'_>) -> Result<()> {
    let place = state.place(item.line);
    let kind = item.get("post_type").to_owned();
    if state.is_article(&kind) {
        return post(item, &kind, place, state);
    }
    let key = state.id(&item);
    match kind.as_str() {
        "attachment" => (state.emit)(place, Item::Attachment(attachment(&item, key))),
        "guest-author" => {
            let author = guest_author(&item);
            match state.logins.insert(author.key.clone()) {
                true => (state.emit)(place, Item::Author(author)),
                false => Ok(()),
            }
        }
        other => {
            let what = Message::import_what_other(other, &key, item.get("title"));
            let why = match other {
                "revision" => Message::import_why_old_version(),
                "nav_menu_item" | "wp_navigation" => Message::import_why_menu(),
                other => Message::import_why_post_type(other),
            };
            (state.emit)(place, Item::Skipped { what, why })
        }
    }
}

fn meta<'a>(item: &'a Element, key: &str) -> &'a str {
    item.children
        .iter()
        .filter(|child| child.name == "postmeta")
        .find(|child| child.get("meta_key") == key)
        .map_or("", |child| child.get("meta_value"))
}

fn attachment(item: &Element, key: String) -> Attachment {
    let url = item.get("attachment_url");
    let parent = item.get("post_parent");
    Attachment {
        key,
        url: if url.is_empty() { item.get("guid") } else { url }.to_owned(),
        alt: meta(item, "_wp_attachment_image_alt").to_owned(),
        caption: item.get("excerpt").to_owned(),
        parent: if parent == "0" { String::new() } else { parent.to_owned() },
        order: item.get("menu_order").parse().unwrap_or(0),
    }
}

/// An author without an account, of Co-Authors Plus.
fn guest_author(item: &Element) -> Author {
    let name = match meta(item, "cap-display_name") {
        "" => item.get("title"),
        name => name,
    };
    Author {
        key: meta(item, "cap-user_login").to_owned(),
        name: name.to_owned(),
        biography: meta(item, "cap-description").to_owned(),
    }
}

/// A post or page, or the page that comments are about.
fn post(mut item: Element, kind: &str, place: Place, state: &mut State<'_>) -> Result<()> {
    let (id, key) = (state.id(&item), state.key(&item));
    let title = item.get("title").to_owned();
    let named = || Message::import_what_post(&key, &title);
    state.seen.insert(hash(&key));
    if key != id {
        let why = Message::import_why_id_again(&key);
        (state.emit)(place.clone(), Item::Repaired { what: named(), why })?;
    }
    if let Some(thread) = thread(&item, &key, state.taken) {
        return (state.emit)(place, Item::Thread(thread));
    }
    let status = match status(&item) {
        Ok(status) => status,
        Err(Unclear::Skipped(why)) => {
            return (state.emit)(place, Item::Skipped { what: named(), why });
        }
        Err(Unclear::Draft(why)) => {
            (state.emit)(place.clone(), Item::Repaired { what: named(), why })?;
            ArticleStatus::Draft
        }
    };
    let is_dated = status.was_public() || status == ArticleStatus::Scheduled;
    let at = published_at(&item);
    if is_dated && at.is_without_zone {
        let why = Message::import_why_no_zone();
        (state.emit)(place.clone(), Item::Repaired { what: named(), why })?;
    }
    if is_dated && at.time.is_none() {
        let why = Message::import_why_no_date();
        (state.emit)(place.clone(), Item::Repaired { what: named(), why })?;
    }
    let labels = labels(&item, &place, state);
    let link = item.get("link").to_owned();
    let article = Article {
        link: if link.contains("?p=") || link.contains("?page_id=") { String::new() } else { link },
        authors: labels.authors,
        sections: labels.sections,
        tags: labels.tags,
        language: labels.language,
        status: Some(status),
        published_at: at.time.filter(|_| is_dated),
        password: item.get("post_password").to_owned(),
        is_page: kind == "page",
        is_sticky: item.get("is_sticky") == "1",
        menu_order: item.get("menu_order").parse().unwrap_or(0),
        // Converters leave it out.
        is_open: matches!(item.get("comment_status"), "open" | ""),
        lead: meta(&item, "_thumbnail_id").to_owned(),
        state: item.get("status").to_owned(),
        summary: item.take_text("excerpt"),
        body: item.take_text("content"),
        format: Format::Wordpress,
        is_stand_in: false,
        own: None,
        title,
        key,
    };
    (state.emit)(place, Item::Article(Box::new(article)))
}

/// A state that no article here has.
enum Unclear {
    /// The post is left out.
    Skipped(Message),
    /// It becomes a draft.
    Draft(Message),
}

fn status(item: &Element) -> Result<ArticleStatus, Unclear> {
    Ok(match item.get("status") {
        "publish" | "" => ArticleStatus::Published,
        "future" => ArticleStatus::Scheduled,
        "pending" => ArticleStatus::Submitted,
        "trash" if meta(item, "_wp_trash_meta_status") == "publish" => ArticleStatus::Withdrawn,
        "draft" | "private" | "trash" => ArticleStatus::Draft,
        other @ ("auto-draft" | "inherit") => {
            return Err(Unclear::Skipped(Message::import_why_post_state(other)));
        }
        // A plugin's, such as "pitch". Nothing is published that was not.
        other => return Err(Unclear::Draft(Message::import_why_other_state(other))),
    })
}

/// The time of a post.
struct PublishedAt {
    time: Option<Time>,
    /// The export has it in local time only.
    is_without_zone: bool,
}

fn published_at(item: &Element) -> PublishedAt {
    let (utc, local) = (time(item.get("post_date_gmt")), time(item.get("post_date")));
    // Converters write only what feeds have.
    let of_feed = || {
        let (at, fault) = times::read(item.get("pubDate"));
        Some(at).filter(|_| fault.is_none() && item.child("post_date").is_none())
    };
    PublishedAt {
        time: utc.or(local).or_else(of_feed),
        is_without_zone: utc.is_none() && local.is_some(),
    }
}

/// What the categories of a post say.
#[derive(Default)]
struct Labels {
    authors: Vec<String>,
    sections: Vec<String>,
    tags: Vec<String>,
    language: String,
}

/// Reads the categories of a post, and notes its guest authors.
fn labels(item: &Element, place: &Place, state: &mut State<'_>) -> Labels {
    let mut labels = Labels::default();
    for category in item.children.iter().filter(|child| child.name == "category") {
        let (slug, name) = (category.attribute("nicename").to_owned(), category.text.trim());
        match category.attribute("domain") {
            "category" if !slug.is_empty() => {
                if !state.categories.contains(&slug) {
                    let named = if name.is_empty() { slug.as_str() } else { name };
                    let named = (named.to_owned(), place.clone());
                    state.named.entry(slug.clone()).or_insert(named);
                }
                labels.sections.push(slug);
            }
            "post_tag" | "tag" if !name.is_empty() => labels.tags.push(name.to_owned()),
            // Co-Authors Plus.
            "author" if !name.is_empty() => {
                let bare = slug.strip_prefix("cap-").unwrap_or(&slug);
                let known = [name, bare].into_iter().find(|login| state.logins.contains(*login));
                let key = known.unwrap_or(bare).to_owned();
                if known.is_none() {
                    let guest = (name.to_owned(), place.clone());
                    state.guests.entry(key.clone()).or_insert(guest);
                }
                labels.authors.push(key);
            }
            // Polylang.
            "language" if i18n::is_tag(&slug) => labels.language = slug,
            _ => {}
        }
    }
    labels.tags.dedup();
    let primary = meta(item, "_yoast_wpseo_primary_category");
    labels
        .sections
        .sort_by_key(|slug| (slug.as_str() != primary, slug.as_str() == "uncategorized"));
    labels.sections.dedup();
    if labels.authors.is_empty() && !item.get("creator").is_empty() {
        labels.authors.push(item.get("creator").to_owned());
    }
    labels.authors.dedup();
    labels
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
