//! Writes a feed as JSON Feed 1.1.

use bytes::Bytes;
use serde_json::{Value, json};

use crate::error::{Error, Result};
use crate::feeds::model::{Entry, Feed, Format, Person, rfc_3339, without_control};

/// The whole document.
///
/// # Errors
/// None in memory.
pub fn write(feed: &Feed) -> Result<Bytes> {
    let mut document = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": without_control(&feed.title),
        "home_page_url": feed.page,
        "feed_url": feed.address_in(Format::Json),
        "icon": feed.icon,
        "language": feed.language,
        "authors": [{ "name": without_control(&feed.publication) }],
        "items": feed.entries.iter().map(item).collect::<Vec<_>>(),
    });
    if !feed.subtitle.is_empty() {
        document["description"] = json!(without_control(&feed.subtitle));
    }
    if let Some(hub) = &feed.hub {
        document["hubs"] = json!([{ "type": "WebSub", "url": hub }]);
    }
    Ok(serde_json::to_vec_pretty(&document).map_err(Error::internal)?.into())
}

fn item(entry: &Entry) -> Value {
    let mut item = json!({
        "id": entry.id,
        "url": entry.url,
        "title": without_control(&entry.title),
        "date_published": rfc_3339(entry.published),
        "date_modified": rfc_3339(entry.updated),
    });
    if !entry.authors.is_empty() {
        item["authors"] = entry.authors.iter().map(author).collect();
    }
    if !entry.categories.is_empty() {
        item["tags"] = entry.categories.iter().map(|category| category.name.as_str()).collect();
    }
    if !entry.language.is_empty() {
        item["language"] = json!(entry.language);
    }
    let summary = without_control(&entry.summary);
    match &entry.html {
        Some(html) => item["content_html"] = json!(without_control(html)),
        // An item must have a content.
        None => item["content_text"] = json!(summary),
    }
    if !summary.is_empty() {
        item["summary"] = json!(summary);
    }
    if let Some(picture) = &entry.picture {
        item["image"] = json!(picture.url);
        item["attachments"] = json!([{
            "url": picture.url,
            "mime_type": picture.mime,
            "title": without_control(&picture.alt),
            "size_in_bytes": picture.bytes,
        }]);
    }
    item
}

fn author(person: &Person) -> Value {
    let mut author = json!({ "name": without_control(&person.name) });
    if !person.url.is_empty() {
        author["url"] = json!(person.url);
    }
    author
}
