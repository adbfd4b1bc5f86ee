//! Authors, sections and tags of an import.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::articles::labels::{
    AuthorEdit, BYLINE, DESCRIPTION, LABEL, LabelEdit, SubmittedAuthor, SubmittedLabel,
};
use crate::articles::names::NamedKind;
use crate::articles::tree::DEPTH;
use crate::articles::{self, model, path, sections};
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::i18n::Message;

use super::items::{Author, Kind, Place, Section, Tag};
use super::model::System;
use super::patterns::pattern;
use super::report::{is_refusal, why_of};
use super::running::Run;
use super::store::ledger;

/// The names by which articles refer to them, by their ids in the source.
pub(super) struct Labels {
    pub(super) authors: HashMap<String, String>,
    /// The path of each section.
    pub(super) sections: HashMap<String, String>,
    /// The names of authors and tags that are looked after already.
    named: HashSet<(i16, String)>,
}

/// A name so that its usual spellings are one.
fn folded(name: &str) -> String {
    let is_between = |c: char| c.is_whitespace() || c == '-' || c == '_';
    let lower = name.to_lowercase();
    lower.split(is_between).filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}

/// Adds what is missing.
pub(super) async fn apply(run: &mut Run<'_>) -> Result<Labels> {
    let mut named = HashSet::new();
    let authors = add_authors(run, &mut named).await?;
    let sections = add_sections(run).await?;
    add_tags(run, &mut named).await?;
    Ok(Labels { authors, sections, named })
}

/// Adds the authors and tags that only an article names. They have lines in the ledger as others, so that they are counted, and
/// undone with the import.
pub(super) async fn add_named(
    run: &mut Run<'_>,
    labels: &mut Labels,
    authors: &[String],
    tags: &[String],
) -> Result<()> {
    for (kind, name) in [(Kind::Author, authors), (Kind::Tag, tags)]
        .into_iter()
        .flat_map(|(kind, names)| names.iter().map(move |name| (kind, name)))
    {
        if !labels.named.insert((kind as i16, folded(name))) {
            continue;
        }
        run.total += 1;
        let key = format!("named {name}");
        let name = Some(name.clone());
        if kind == Kind::Author {
            let sent = SubmittedAuthor { name, ..SubmittedAuthor::default() };
            let Ok(edit) = AuthorEdit::parse_new(sent) else { continue };
            let edits = (edit.clone(), edit);
            add_name(run, kind, &key, Vec::new(), edits, |author: &model::Author| author.id.0)
                .await?;
        } else {
            let sent = SubmittedLabel { name, ..SubmittedLabel::default() };
            let Ok(edit) = LabelEdit::parse_new(sent) else { continue };
            let edits = (edit.clone(), edit);
            add_name(run, kind, &key, Vec::new(), edits, |tag: &model::Tag| tag.id.0).await?;
        }
    }
    Ok(())
}

/// Adds an author or a tag by the first of the edits, or by the second.
async fn add_name<T>(
    run: &mut Run<'_>,
    kind: Kind,
    key: &str,
    hash: Vec<u8>,
    edits: (T::Edit, T::Edit),
    id: fn(&T) -> i64,
) -> Result<()>
where
    T: NamedKind + 'static,
    T::Edit: Clone + Send + Sync + 'static,
{
    let now = run.app.clock.now();
    let plain = edits.1.clone();
    let is_taken = move |conn: &mut Connection| articles::names::is_taken::<T>(conn, &plain);
    add(run, kind, key, hash, is_taken, move |conn| {
        let create = articles::names::create::<T>;
        created(conn, &edits, |conn, edit| Ok(id(&create(conn, edit, None, now)?.item)))
    })
    .await
}

/// Returns the names of the authors, by their ids in the source.
async fn add_authors(
    run: &mut Run<'_>,
    named: &mut HashSet<(i16, String)>,
) -> Result<HashMap<String, String>> {
    let mut names = HashMap::new();
    for (author, hash, place) in all::<Author>(run, Kind::Author)? {
        let (given, was_address) = without_address(&author.name);
        let name = line(&given, BYLINE);
        if was_address {
            let why = Message::import_why_name_address();
            run.report.repair(Kind::Author.item(&name), &place, why);
        }
        names.insert(author.key.clone(), name.clone());
        let biography = Some(paragraph(&author.biography)).filter(|text| !text.is_empty());
        let sent =
            SubmittedAuthor { name: Some(name.clone()), biography, ..SubmittedAuthor::default() };
        let with_slug = SubmittedAuthor { slug: own_slug(run, &author.key), ..sent.clone() };
        let edits = (AuthorEdit::parse_new(with_slug), AuthorEdit::parse_new(sent));
        let Some(edits) = valid(run, Kind::Author.item(&name), &place, edits) else { continue };
        let key = run.staging.author_key(&author.key);
        named.insert((Kind::Author as i16, folded(&name)));
        add_name(run, Kind::Author, &key, hash, edits, |author: &model::Author| author.id.0)
            .await?;
    }
    Ok(names)
}

/// Returns the paths of the sections, by their ids in the source.
async fn add_sections(run: &mut Run<'_>) -> Result<HashMap<String, String>> {
    let mut paths = HashMap::new();
    for (names, section, hash, place) in sections_from_the_top(run)? {
        let Some((name, above)) = names.split_last() else { continue };
        let sent = SubmittedLabel {
            name: Some(name.clone()),
            description: Some(paragraph(&section.description)),
            parent: Some(above.join("/")),
            ..SubmittedLabel::default()
        };
        let with_slug = SubmittedLabel { slug: own_slug(run, &section.key), ..sent.clone() };
        let edits = (LabelEdit::parse_new(with_slug), LabelEdit::parse_new(sent));
        let Some(edits) = valid(run, Kind::Section.item(name), &place, edits) else { continue };
        paths.insert(section.key.clone(), names.join("/"));
        let now = run.app.clock.now();
        // What stands above it may be made by this import too, so a plan takes it for new.
        let is_taken = |_: &mut Connection| Ok(false);
        add(run, Kind::Section, &section.key, hash, is_taken, move |conn| {
            created(conn, &edits, |conn, edit| {
                Ok(sections::create(conn, edit, None, now)?.node.id.0)
            })
        })
        .await?;
    }
    Ok(paths)
}

async fn add_tags(run: &mut Run<'_>, named: &mut HashSet<(i16, String)>) -> Result<()> {
    for (tag, hash, place) in all::<Tag>(run, Kind::Tag)? {
        let name = line(&tag.name, LABEL).replace('/', "-");
        let sent = SubmittedLabel {
            name: Some(name.clone()),
            description: Some(paragraph(&tag.description)),
            ..SubmittedLabel::default()
        };
        let with_slug = SubmittedLabel { slug: own_slug(run, &tag.key), ..sent.clone() };
        let edits = (LabelEdit::parse_new(with_slug), LabelEdit::parse_new(sent));
        let Some(edits) = valid(run, Kind::Tag.item(&name), &place, edits) else { continue };
        named.insert((Kind::Tag as i16, folded(&name)));
        add_name(run, Kind::Tag, &tag.key, hash, edits, |tag: &model::Tag| tag.id.0).await?;
    }
    Ok(())
}

/// The names from the top of the tree down to a section, the section, its hash and its place.
type NamedSection = (Vec<String>, Section, Vec<u8>, Place);

/// The staged sections, each after the one above it.
fn sections_from_the_top(run: &mut Run<'_>) -> Result<Vec<NamedSection>> {
    let found = all::<Section>(run, Kind::Section)?;
    let by_key: HashMap<String, Section> =
        found.iter().map(|(section, ..)| (section.key.clone(), section.clone())).collect();
    let mut in_order: Vec<NamedSection> = Vec::new();
    for (section, hash, place) in found {
        let names = names(run, &by_key, &section, &place);
        in_order.push((names, section, hash, place));
    }
    in_order.sort_by_key(|(names, ..)| names.len());
    Ok(in_order)
}

/// The edit with the slug of the source, and the one without, which is used if that slug is taken. If only
/// the slug is invalid, both are the one without. `None` if the label is invalid, which the report then says.
fn valid<E: Clone>(
    run: &mut Run<'_>,
    what: Message,
    place: &Place,
    edits: (Result<E>, Result<E>),
) -> Option<(E, E)> {
    match edits {
        (with_slug, Ok(plain)) => Some((with_slug.unwrap_or_else(|_| plain.clone()), plain)),
        (_, Err(cause)) => {
            run.report.skip(what, place, why_of(&cause));
            None
        }
    }
}

/// Creates a label by the first of the edits, or by the second if the slug is taken. Returns its id; `None` if
/// there is one of that name, which is then taken for the same.
fn created<E>(
    conn: &mut Connection,
    (with_slug, plain): &(E, E),
    create: impl Fn(&mut Connection, &E) -> Result<i64>,
) -> Result<Option<i64>> {
    let made = match create(conn, with_slug) {
        Err(Error::Conflict { code: "slug_taken", .. }) => create(conn, plain),
        made => made,
    };
    match made {
        Ok(id) => Ok(Some(id)),
        Err(Error::Conflict { code: "name_taken", .. }) => Ok(None),
        Err(other) => Err(other),
    }
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

/// A name in which an e-mail address is cut to the part before its @, and whether there was one. Systems that ask for no name show
/// the address, or use it as the name of the account. `@ann@social.example` is no address.
pub(super) fn without_address(name: &str) -> (String, bool) {
    static ADDRESS: LazyLock<Regex> =
        LazyLock::new(|| pattern(r#"(@?)([^\s@<>()\[\],;:"]+)@[^\s@<>()\[\],;:"]+"#));
    let mut was_address = false;
    let name = unescaped(name);
    let shown = ADDRESS.replace_all(&name, |found: &Captures<'_>| {
        if !found[1].is_empty() {
            return found[0].to_owned();
        }
        was_address = true;
        found[2].to_owned()
    });
    (shown.into_owned(), was_address)
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

/// Makes what the ledger does not have. A plan asks `is_taken` whether it is here without it.
async fn add<F>(
    run: &mut Run<'_>,
    kind: Kind,
    key: &str,
    hash: Vec<u8>,
    is_taken: impl Fn(&mut Connection) -> Result<bool> + Send + Sync + 'static,
    make: F,
) -> Result<()>
where
    F: Fn(&mut Connection) -> Result<Option<i64>> + Send + Clone + 'static,
{
    run.step(1);
    if run.known(kind, key).await?.is_some() {
        run.report.add_matched(kind.name());
        return Ok(());
    }
    let Some(entry) = run.entry(kind, key, hash) else {
        match run.app.db.read(is_taken).await? {
            true => run.report.add_matched(kind.name()),
            false => run.report.add_made(kind.name()),
        }
        return Ok(());
    };
    let work = move |conn: &mut Connection| {
        ledger::go_on(conn, entry.import_id)?;
        // Another process may import the same site.
        if ledger::find(conn, entry.source_id, kind, &entry.source)?.is_some() {
            return Ok(false);
        }
        let made = make(conn)?;
        if let Some(target_id) = made {
            ledger::add(conn, &ledger::Entry { target_id, version: 1, ..entry.clone() })?;
        }
        Ok(made.is_some())
    };
    match run.app.db.write_low_priority(work).await {
        Ok(true) => run.report.add_made(kind.name()),
        Ok(false) => run.report.add_matched(kind.name()),
        Err(cause) if is_refusal(&cause) => {
            run.report.skip(kind.item(key), &Place::default(), why_of(&cause));
        }
        Err(other) => return Err(other),
    }
    Ok(())
}
