//! Authors, sections and tags of an import.

use std::collections::{HashMap, HashSet};

use crate::articles::labels::{
    AuthorEdit, BYLINE, DESCRIPTION, LABEL, LabelEdit, SubmittedAuthor, SubmittedLabel,
};
use crate::articles::tree::DEPTH;
use crate::articles::{self, path, sections};
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::i18n::Message;

use super::items::{Author, Kind, Place, Section, Tag};
use super::model::System;
use super::report::why_of;
use super::running::Run;
use super::store::ledger;

/// The names by which articles refer to them, by their ids in the source.
pub(super) struct Labels {
    pub(super) authors: HashMap<String, String>,
    /// The path of each section.
    pub(super) sections: HashMap<String, String>,
}

/// Adds what is missing.
pub(super) async fn apply(run: &mut Run<'_>) -> Result<Labels> {
    let mut labels = Labels { authors: HashMap::new(), sections: HashMap::new() };
    for (author, hash, place) in all::<Author>(run, Kind::Author)? {
        let name = line(&author.name, BYLINE);
        labels.authors.insert(author.key.clone(), name.clone());
        let biography = Some(paragraph(&author.biography)).filter(|text| !text.is_empty());
        let sent =
            SubmittedAuthor { name: Some(name.clone()), biography, ..SubmittedAuthor::default() };
        let with_slug = SubmittedAuthor { slug: own_slug(run, &author.key), ..sent.clone() };
        let edits = (AuthorEdit::parse_new(with_slug), AuthorEdit::parse_new(sent));
        let (edit, plain) = match edits {
            (edit, Ok(plain)) => (edit.unwrap_or_else(|_| plain.clone()), plain),
            (_, Err(cause)) => {
                run.report.skip(Kind::Author.item(&name), &place, why_of(&cause));
                continue;
            }
        };
        let (now, kind) = (run.now, Kind::Author);
        add(run, kind, &author.key, hash, move |conn| {
            let create = articles::names::create::<articles::model::Author>;
            let made = create(conn, &edit, None, now);
            let made = or(made, || create(conn, &plain, None, now));
            named(made.map(|made| made.item.id.0))
        })
        .await?;
    }
    let found = all::<Section>(run, Kind::Section)?;
    let by_key: HashMap<String, Section> =
        found.iter().map(|(section, ..)| (section.key.clone(), section.clone())).collect();
    let mut in_order: Vec<(Vec<String>, Section, Vec<u8>, Place)> = Vec::new();
    for (section, hash, place) in found {
        let names = names(run, &by_key, &section, &place);
        in_order.push((names, section, hash, place));
    }
    // Each section after the one above it.
    in_order.sort_by_key(|(names, ..)| names.len());
    for (names, section, hash, place) in in_order {
        let Some((name, above)) = names.split_last() else { continue };
        let sent = SubmittedLabel {
            name: Some(name.clone()),
            description: Some(paragraph(&section.description)),
            parent: Some(above.join("/")),
            ..SubmittedLabel::default()
        };
        let with_slug = SubmittedLabel { slug: own_slug(run, &section.key), ..sent.clone() };
        let edits = (LabelEdit::parse_new(with_slug), LabelEdit::parse_new(sent));
        let (edit, plain) = match edits {
            (edit, Ok(plain)) => (edit.unwrap_or_else(|_| plain.clone()), plain),
            (_, Err(cause)) => {
                run.report.skip(Kind::Section.item(name), &place, why_of(&cause));
                continue;
            }
        };
        labels.sections.insert(section.key.clone(), names.join("/"));
        let now = run.now;
        add(run, Kind::Section, &section.key, hash, move |conn| {
            let made = sections::create(conn, &edit, None, now);
            let made = or(made, || sections::create(conn, &plain, None, now));
            named(made.map(|made| made.node.id.0))
        })
        .await?;
    }
    for (tag, hash, place) in all::<Tag>(run, Kind::Tag)? {
        let name = line(&tag.name, LABEL).replace('/', "-");
        let sent = SubmittedLabel {
            name: Some(name.clone()),
            description: Some(paragraph(&tag.description)),
            ..SubmittedLabel::default()
        };
        let with_slug = SubmittedLabel { slug: own_slug(run, &tag.key), ..sent.clone() };
        let edits = (LabelEdit::parse_new(with_slug), LabelEdit::parse_new(sent));
        let (edit, plain) = match edits {
            (edit, Ok(plain)) => (edit.unwrap_or_else(|_| plain.clone()), plain),
            (_, Err(cause)) => {
                run.report.skip(Kind::Tag.item(&name), &place, why_of(&cause));
                continue;
            }
        };
        let now = run.now;
        add(run, Kind::Tag, &tag.key, hash, move |conn| {
            let create = articles::names::create::<articles::model::Tag>;
            let made = create(conn, &edit, None, now);
            let made = or(made, || create(conn, &plain, None, now));
            named(made.map(|made| made.item.id.0))
        })
        .await?;
    }
    Ok(labels)
}

/// The staged items of a kind. Labels are few, unlike articles and comments.
fn all<T: serde::de::DeserializeOwned>(
    run: &mut Run<'_>,
    kind: Kind,
) -> Result<Vec<(T, Vec<u8>, Place)>> {
    let rows = run.staging.rows(kind, 0, i64::MAX)?;
    rows.iter()
        .map(|row| {
            let (item, hash) = run.staging.open(row)?;
            Ok((item, hash, run.staging.place(row)))
        })
        .collect()
}

/// The names from the top of the tree down to a section. A circle ends where it closes.
fn names(
    run: &mut Run<'_>,
    all: &HashMap<String, Section>,
    section: &Section,
    place: &Place,
) -> Vec<String> {
    let mut names = vec![section_name(&section.name)];
    let mut seen = HashSet::from([section.key.as_str()]);
    let mut parent = section.parent.as_str();
    while !parent.is_empty() {
        let what = || Kind::Section.item(&section.name);
        let Some(above) = all.get(parent) else {
            run.report.repair(what(), place, Message::import_why_above_missing(parent));
            break;
        };
        if !seen.insert(above.key.as_str()) {
            run.report.repair(what(), place, Message::import_why_above_circle());
            break;
        }
        names.push(section_name(&above.name));
        parent = &above.parent;
    }
    names.reverse();
    if names.len() > DEPTH {
        let why = Message::import_why_depth(DEPTH);
        run.report.repair(Kind::Section.item(&section.name), place, why);
        let last = names.split_off(names.len() - 1);
        names.truncate(DEPTH - 1);
        names.extend(last);
    }
    names
}

fn section_name(name: &str) -> String {
    let name = line(name, LABEL).replace('/', "-");
    if path::slug(&name).is_empty() { format!("Section {name}") } else { name }
}

/// One line without what names may not have, cut to `most` characters.
pub(super) fn line(text: &str, most: usize) -> String {
    let text = crate::text::without_forbidden(&unescaped(text));
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let line: String =
        line.chars().filter(|c| crate::text::line(&format!("a{c}a")).is_ok()).take(most).collect();
    line.trim().to_owned()
}

/// Names are stored with references for characters such as `&`.
fn unescaped(text: &str) -> String {
    let nodes = crate::markup::tree::read(text);
    crate::markup::tree::text_of(&nodes)
}

fn paragraph(text: &str) -> String {
    line(text, DESCRIPTION)
}

/// The slug that something had in another Rejoinder, where it keeps it if nobody has it.
fn own_slug(run: &Run<'_>, key: &str) -> Option<String> {
    (run.system == System::Jsonl.name() && path::is_slug(key)).then(|| key.to_owned())
}

/// `made`, or the second attempt if the slug is taken.
fn or<T>(made: Result<T>, again: impl FnOnce() -> Result<T>) -> Result<T> {
    match made {
        Err(Error::Conflict { code: "slug_taken", .. }) => again(),
        made => made,
    }
}

/// The id of what was made; `None` if the name is taken, which makes it the same.
fn named(made: Result<i64>) -> Result<Option<i64>> {
    match made {
        Ok(id) => Ok(Some(id)),
        Err(Error::Conflict { code: "name_taken", .. }) => Ok(None),
        Err(other) => Err(other),
    }
}

async fn add<F>(run: &mut Run<'_>, kind: Kind, key: &str, hash: Vec<u8>, make: F) -> Result<()>
where
    F: Fn(&mut Connection) -> Result<Option<i64>> + Send + Clone + 'static,
{
    run.step(1);
    if run.known(kind, key).await?.is_some() {
        run.report.add_matched(kind.name());
        return Ok(());
    }
    let Some(entry) = run.entry(kind, key, hash) else {
        run.report.add_made(kind.name());
        return Ok(());
    };
    let work = move |conn: &mut Connection| {
        let made = make(conn)?;
        if let Some(target_id) = made {
            ledger::add(conn, &ledger::Entry { target_id, version: 1, ..entry.clone() })?;
        }
        Ok(made.is_some())
    };
    match run.app.db.write_low_priority(work).await {
        Ok(true) => run.report.add_made(kind.name()),
        Ok(false) => run.report.add_matched(kind.name()),
        Err(cause @ (Error::Invalid(_) | Error::Conflict { .. })) => {
            run.report.skip(kind.item(key), &Place::default(), why_of(&cause));
        }
        Err(other) => return Err(other),
    }
    Ok(())
}
