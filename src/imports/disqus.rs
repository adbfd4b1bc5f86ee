//! Disqus's export: XML with threads and posts. This file only parses.
//!
//! Exports of today have no addresses; older ones have addresses of people and of their networks, of which the
//! latter are not read. There may be several threads for one page, and posts of threads that were deleted.

use std::io::Read;
use std::sync::LazyLock;

use regex::{Captures, Regex};
use url::Url;

use crate::error::Result;
use crate::i18n::Message;
use crate::status::Status;

use super::input::{Metered, broken};
use super::items::{Comment, Format, Item, Place, Thread};
use super::json::emit_repaired;
use super::patterns::pattern;
use super::times;
use super::xml::{self, Document, Element};

struct State<'a> {
    file: &'a str,
    is_export: bool,
    has_site: bool,
    emit: &'a mut dyn FnMut(Place, Item) -> Result<()>,
}

/// Reads a file. `emit` gets each item with its place.
///
/// # Errors
/// [`Error::Invalid`](crate::error::Error::Invalid) `file` with the line, if the file is damaged, cut off, or no
/// export; those of `emit`.
pub fn read<R: Read>(
    input: Metered<R>,
    file: &str,
    emit: &mut dyn FnMut(Place, Item) -> Result<()>,
) -> Result<()> {
    let mut state = State { file, is_export: false, has_site: false, emit };
    xml::read(input, file, &mut state)?;
    if !state.is_export {
        return Err(broken(file, 1, Message::import_line_no_export("Disqus")));
    }
    Ok(())
}

impl Document for State<'_> {
    fn takes(&self, path: &[&str], name: &str) -> bool {
        path == ["disqus"] || path.is_empty() && name == "disqus"
    }

    fn end(&mut self, above: &[Element], element: Element) -> Result<()> {
        let place = Place { file: self.file.to_owned(), line: element.line };
        if above.is_empty() {
            self.is_export = true;
            return Ok(());
        }
        let forum = element.get("forum");
        if !self.has_site && !forum.is_empty() {
            self.has_site = true;
            (self.emit)(place.clone(), Item::Site(forum.to_owned()))?;
        }
        match element.name.as_str() {
            "thread" => {
                let item = Item::Thread(thread(&element));
                (self.emit)(place, item)
            }
            "post" => {
                let (comment, fault) = comment(&element);
                emit_repaired(&comment, fault, &place, self.emit)?;
                (self.emit)(place, Item::Comment(comment))
            }
            _ => Ok(()),
        }
    }

    fn repaired(&mut self, line: u64, name: &str, why: Message) -> Result<()> {
        let place = Place { file: self.file.to_owned(), line };
        (self.emit)(place, Item::Repaired { what: Message::from(format!("<{name}>")), why })
    }
}

fn thread(element: &Element) -> Thread {
    Thread {
        key: element.attribute("dsq:id").to_owned(),
        url: element.get("link").to_owned(),
        title: element.get("title").to_owned(),
        identifier: element.get("id").to_owned(),
        at: times::known(element.get("createdAt")),
        is_open: element.get("isClosed") != "true",
        is_deleted: element.get("isDeleted") == "true",
    }
}

fn comment(element: &Element) -> (Comment, Option<Message>) {
    let author =
        |name: &str| element.child("author").map_or("", |author| author.get(name)).to_owned();
    let reference =
        |name: &str| element.child(name).map_or("", |child| child.attribute("dsq:id")).to_owned();
    let is = |name: &str| element.get(name) == "true";
    let (state, status) = if is("isSpam") {
        ("spam", Status::Spam)
    } else if is("isDeleted") {
        ("deleted", Status::Deleted)
    } else if element.get("isApproved") == "false" {
        ("not approved", Status::Pending)
    } else {
        ("approved", Status::Approved)
    };
    let (at, fault) = times::read(element.get("createdAt"));
    let name = author("name");
    let comment = Comment {
        key: element.attribute("dsq:id").to_owned(),
        article: reference("thread"),
        parent: reference("parent"),
        name: if name.is_empty() { author("username") } else { name },
        email: author("email"),
        text: without_wrappers(element.get("message")),
        format: Format::Html,
        at,
        state: state.into(),
        status,
        ..Comment::default()
    };
    (comment, fault)
}

/// Links lead by way of Disqus, with a hash behind the address. They lead to where they were written to.
fn without_wrappers(html: &str) -> String {
    static WRAPPER: LazyLock<Regex> =
        LazyLock::new(|| pattern(r#"https?://disq\.us/url\?[^\s"'<>]+"#));
    let unwrapped = WRAPPER.replace_all(html, |found: &Captures<'_>| {
        let written = found[0].replace("&amp;", "&");
        let inner = Url::parse(&written).ok().and_then(|url| {
            url.query_pairs().find(|(key, _)| key == "url").map(|(_, value)| value.into_owned())
        });
        let inner = inner.filter(|inner| inner.starts_with("http"));
        match inner {
            Some(inner) => {
                let is_hash = |end: &str| end.len() > 10 && !end.contains('/');
                let bare = match inner.rsplit_once(':') {
                    Some((bare, end)) if is_hash(end) => bare.to_owned(),
                    _ => inner,
                };
                bare.replace('&', "&amp;").replace('"', "%22")
            }
            None => found[0].to_owned(),
        }
    });
    unwrapped.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::input::memory;

    const EXPORT: &str = include_str!("../../tests/fixtures/disqus/site.xml");

    fn items(text: &str) -> Result<Vec<Item>> {
        let mut items = Vec::new();
        read(memory(text.as_bytes()), "site.xml", &mut |_, item| {
            items.push(item);
            Ok(())
        })?;
        Ok(items)
    }

    #[test]
    fn threads_and_posts_become_items() {
        let items = items(EXPORT).expect("an export");
        assert!(matches!(&items[0], Item::Site(site) if site == "harbour"));
        let threads: Vec<&Thread> = items
            .iter()
            .filter_map(|item| if let Item::Thread(thread) = item { Some(thread) } else { None })
            .collect();
        assert_eq!(threads.len(), 4);
        assert_eq!(threads[0].url, "https://old.example/2012/01/the-mud/");
        assert_eq!(threads[0].identifier, "17 https://old.example/?p=17");
        assert!(threads[3].is_deleted && !threads[2].is_open);
        let posts: Vec<(&str, &str, &str, Status)> = items
            .iter()
            .filter_map(|item| match item {
                Item::Comment(c) => {
                    Some((c.key.as_str(), c.parent.as_str(), c.name.as_str(), c.status))
                }
                _ => None,
            })
            .collect();
        assert_eq!(posts.len(), 8);
        assert_eq!(posts[0], ("901", "902", "Ben", Status::Approved));
        assert_eq!(posts[2].3, Status::Deleted);
        assert_eq!(posts[3].3, Status::Spam);
        let text = items.iter().find_map(|item| match item {
            Item::Comment(c) if c.key == "902" => Some(c.text.clone()),
            _ => None,
        });
        let text = text.expect("the post");
        assert!(text.contains("href=\"https://river.example/levels?a=1&amp;b=2\""), "{text}");
    }

    #[test]
    fn what_is_no_whole_export_is_refused_with_its_line() {
        for (text, says) in [
            (&EXPORT[..EXPORT.len() / 2], "in the middle of"),
            ("<rss><channel></channel></rss>", "not an export of Disqus"),
            ("<!DOCTYPE d [<!ENTITY a \"b\">]><disqus>&a;</disqus>", "entities"),
        ] {
            let refused = items(text).expect_err("refused").to_string();
            assert!(refused.contains(says) && refused.contains("site.xml, line "), "{refused}");
        }
    }
}
