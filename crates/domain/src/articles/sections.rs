//! Sections: a tree that editors arrange, with addresses that never die.
//!
//! The slug follows the name unless an editor chooses another one. A slug that a section had leads
//! to it for ever, also as a name in files: after `Ferries` was renamed or merged, a file with
//! `section: Ferries` means the section that it became.

use std::collections::{HashMap, HashSet};

use serde_json::json;

use crate::accounts::model::{Role, Staff};
use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::cache::Scope;
use crate::clock::Time;
use crate::db::{Connection, dialect};
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::{AccountId, SectionId};
use crate::invalidation;

use super::commenting::CommentRules;
use super::labels::{LabelEdit, SectionPath};
use super::model::{ArticleSection, Label, SlugLookup, Status};
use super::store::slugs::HasSlugs as _;
use super::store::{section_rules, sections as store};
use super::tree::{DEPTH, Found, Node, Tree};
use super::{labels, slugs};

/// The lock under which the tree changes (eight bytes, see [`dialect::serialize_on`]).
const TREE: &[u8; 8] = b"sections";

/// A section with what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its own fields.
    pub node: Node,
    /// Sections above it, 0 at the top.
    pub depth: usize,
    /// The names from the top: `World/Asia`.
    pub path: String,
    /// The section that it belongs to.
    pub parent: Option<Label>,
    /// Public articles in it and in the sections below it.
    pub articles: i64,
    /// Articles of any status in it alone; while there are any, it cannot be deleted.
    pub own_articles: i64,
    /// Sections directly below it.
    pub children: usize,
}

/// All sections, each before those below it, in the order of the navigation.
pub fn all(conn: &mut Connection) -> Result<Vec<Section>> {
    let tree = store::tree(conn)?;
    let mut own: HashMap<SectionId, (i64, i64)> = HashMap::new();
    for (section, status, count) in store::counts(conn)? {
        let (articles, public) = own.entry(section).or_default();
        *articles += count;
        *public += if status == Status::Published { count } else { 0 };
    }
    let counted = |id: SectionId| own.get(&id).copied().unwrap_or_default();
    let section = |(node, depth): (&Node, usize)| Section {
        depth,
        path: tree.path(node.id),
        parent: node.parent.and_then(|id| tree.get(id)).map(label),
        articles: tree.ids_below(node.id).into_iter().map(|id| counted(id).1).sum(),
        own_articles: counted(node.id).0,
        children: tree.children(Some(node.id)).count(),
        node: node.clone(),
    };
    Ok(tree.in_order().into_iter().map(section).collect())
}

/// The section with this slug.
///
/// # Errors
/// [`Error::NotFound`], also for a former slug.
pub fn by_slug(conn: &mut Connection, slug: &str) -> Result<Section> {
    all(conn)?.into_iter().find(|section| section.node.slug == slug).ok_or(Error::NotFound)
}

/// The rules for comments of a section and of those above it, its own first.
pub fn comment_rules(conn: &mut Connection, section: SectionId) -> Result<Vec<CommentRules>> {
    section_rules::with_above(conn, section)
}

/// A section and those above it, itself first.
pub fn with_above(conn: &mut Connection, section: SectionId) -> Result<Vec<SectionId>> {
    let tree = store::tree(conn)?;
    let above = tree.above(section).into_iter().rev().map(|node| node.id);
    Ok(std::iter::once(section).chain(above).collect())
}

/// The section with this slug and those below it; empty if there is none.
pub fn with_below(conn: &mut Connection, slug: &str) -> Result<Vec<SectionId>> {
    let tree = store::tree(conn)?;
    Ok(tree.by_slug(slug).map(|node| tree.ids_below(node.id)).unwrap_or_default())
}

/// A section as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say all")]
pub struct SectionPage {
    pub node: Node,
    /// The sections above it, from the top.
    pub above: Vec<Label>,
    /// Those directly below it that have public articles in or below them.
    pub below: Vec<Label>,
}

/// The section of a page, or the present slug of the one that had this slug.
pub fn page(conn: &mut Connection, slug: &str) -> Result<SlugLookup<SectionPage>> {
    let tree = store::tree(conn)?;
    if let Some(node) = tree.by_slug(slug) {
        let public = store::with_public_articles(conn)?;
        let below = tree.children(Some(node.id)).filter(|child| has_any(&tree, child, &public));
        return Ok(SlugLookup::Found(SectionPage {
            above: tree.above(node.id).into_iter().map(label).collect(),
            below: below.map(label).collect(),
            node: node.clone(),
        }));
    }
    // PostgreSQL refuses a text with NUL.
    let former = if super::path::is_slug(slug) { Node::former(conn, slug)? } else { None };
    Ok(match former.and_then(|id| tree.get(id)) {
        Some(node) => SlugLookup::Moved(node.slug.clone()),
        None => SlugLookup::NotFound,
    })
}

/// The sections at the top that have public articles in or below them, in their order.
pub fn navigation(conn: &mut Connection, most: usize) -> Result<Vec<Label>> {
    let (tree, public) = (store::tree(conn)?, store::with_public_articles(conn)?);
    let shown = tree.children(None).filter(|node| has_any(&tree, node, &public));
    Ok(shown.take(most).map(label).collect())
}

/// Whether the section or one below it is among `public`.
fn has_any(tree: &Tree, node: &Node, public: &HashSet<SectionId>) -> bool {
    tree.ids_below(node.id).iter().any(|id| public.contains(id))
}

/// The section that an article names. Editors and the command line add the missing parts of a path.
///
/// # Errors
/// [`Error::Invalid`] in `section`: `unknown_section` for others, `ambiguous_section`.
pub(super) fn of_article(
    conn: &mut Connection,
    written: &SectionPath,
    by: Option<&Staff>,
    now: Time,
) -> Result<ArticleSection> {
    let tree = store::tree(conn)?;
    if let Some(found) = named(conn, &tree, written, "section")? {
        return Ok(found);
    }
    if by.is_some_and(|staff| staff.role < Role::Editor) {
        let detail = Message::fault_section_unknown(&written.written);
        return Err(Error::invalid("section", "unknown_section", detail));
    }
    dialect::serialize_on(conn, TREE)?;
    // Another transaction may have added it before this one had the lock.
    let tree = store::tree(conn)?;
    if let Some(found) = named(conn, &tree, written, "section")? {
        return Ok(found);
    }
    // The last section of the path so far, which the tree does not have if it was just added.
    let (mut parent, mut above): (Option<SectionId>, Option<String>) = (None, None);
    for part in &written.parts {
        let there = tree.child(parent, part);
        let (id, slug) = match there {
            Some(node) => (node.id, node.slug.clone()),
            None => {
                let longer = longer_slug(part, above.as_deref());
                let slug = slugs::free::<Node>(conn, part, longer, None)?;
                let id = store::insert(conn, &slug, &part.name, parent)?;
                log(
                    conn,
                    by.map(|staff| staff.id),
                    json!({ "section": slug, "done": "added" }),
                    now,
                )?;
                (id, slug)
            }
        };
        (parent, above) = (Some(id), Some(slug));
    }
    let tree = store::tree(conn)?;
    parent
        .and_then(|id| tree.section(id))
        .ok_or_else(|| Error::internal("a section that was just added is missing"))
}

/// Adds a section.
///
/// # Errors
/// [`Error::Invalid`] in `parent`; [`Error::Conflict`] `name_taken` for a name that a section of the
/// same parent has, `slug_taken`.
pub fn create(
    conn: &mut Connection,
    new: &LabelEdit,
    by: Option<AccountId>,
    now: Time,
) -> Result<Section> {
    dialect::serialize_on(conn, TREE)?;
    let tree = store::tree(conn)?;
    let Some(name) = &new.name else {
        return Err(Error::invalid("name", "required", Message::fault_enter_name()));
    };
    let parent = match &new.parent {
        Some(Some(written)) => Some(parent_named(conn, &tree, written)?),
        Some(None) | None => None,
    };
    check_depth(parent.map_or(0, |id| tree.above(id).len() + 1), 1)?;
    check_name(&tree, parent, name, None)?;
    let above = parent.and_then(|id| tree.get(id)).map(|node| node.slug.as_str());
    let longer = longer_slug(name, above);
    let slug = slugs::choose::<Node>(conn, new.slug.as_ref(), name, longer, None)?;
    let id = store::insert(conn, &slug, &name.name, parent)?;
    let node = Node {
        id,
        slug: slug.clone(),
        name: name.name.clone(),
        parent,
        description: new.description.clone().unwrap_or_default(),
        position: new.position.unwrap_or(0),
    };
    store::update(conn, &node)?;
    slugs::keep::<Node>(conn, &name.slug, id)?;
    log(conn, by, json!({ "section": slug, "done": "added" }), now)?;
    invalidation::record(conn, Scope::Site, now)?;
    by_slug(conn, &slug)
}

/// Changes a section. With another name it gets another slug, unless the edit sets the slug; the
/// former one leads to it for ever. With another parent, everything below it goes along.
///
/// # Errors
/// As [`create`], [`Error::Conflict`] `stale_form`, and [`Error::NotFound`]; [`Error::Invalid`] in `parent`: `cycle`, `too_deep`.
pub fn change(
    conn: &mut Connection,
    slug: &str,
    edit: &LabelEdit,
    by: Option<AccountId>,
    now: Time,
) -> Result<Section> {
    dialect::serialize_on(conn, TREE)?;
    let tree = store::tree(conn)?;
    let before = tree.by_slug(slug).ok_or(Error::NotFound)?.clone();
    edit.check_edition(&labels::section_edition(&before))?;
    let parent = match &edit.parent {
        None => before.parent,
        Some(None) => None,
        Some(Some(written)) => Some(parent_named(conn, &tree, written)?),
    };
    if parent.is_some_and(|id| tree.ids_below(before.id).contains(&id)) {
        return Err(Error::invalid("parent", "cycle", Message::fault_section_itself()));
    }
    let height = tree.below(before.id).into_iter().map(|(_, depth)| depth + 1).max().unwrap_or(1);
    check_depth(parent.map_or(0, |id| tree.above(id).len() + 1), height)?;
    let name = edit.name.as_ref().filter(|label| label.name != before.name);
    let own = Label { slug: super::path::slug(&before.name), name: before.name.clone() };
    let label = name.unwrap_or(&own);
    if name.is_some() || parent != before.parent {
        check_name(&tree, parent, label, Some(before.id))?;
    }
    let above = parent.and_then(|id| tree.get(id)).map(|node| node.slug.as_str());
    let new_slug = match &edit.slug {
        None if name.is_none() => before.slug.clone(),
        choice => {
            let longer = longer_slug(label, above);
            slugs::choose::<Node>(conn, choice.as_ref(), label, longer, Some(before.id))?
        }
    };
    let after = Node {
        id: before.id,
        slug: new_slug.clone(),
        name: label.name.clone(),
        parent,
        description: edit.description.clone().unwrap_or_else(|| before.description.clone()),
        position: edit.position.unwrap_or(before.position),
    };
    if after == before {
        return by_slug(conn, slug);
    }
    Node::forget(conn, &new_slug)?;
    store::update(conn, &after)?;
    slugs::keep::<Node>(conn, &before.slug, before.id)?;
    slugs::keep::<Node>(conn, &label.slug, before.id)?;
    let mut detail =
        json!({ "section": new_slug, "done": "changed", "changed": edit.changed_fields() });
    if new_slug != before.slug {
        detail["former"] = json!(before.slug);
    }
    log(conn, by, detail, now)?;
    invalidation::record(conn, Scope::Site, now)?;
    by_slug(conn, &new_slug)
}

/// Moves everything of one section into another one: articles, sections below it, and its
/// addresses. The first one ends, and with it its policy and its rules for comments. If both have
/// moderators, those of the first one join the others.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Invalid`] in `into`: `unknown_section`, `cycle` for the section
/// itself and for one below it, `too_deep`; [`Error::Conflict`] `name_taken` if both have a section
/// of the same name below them.
pub fn merge(
    conn: &mut Connection,
    slug: &str,
    into: &str,
    by: Option<AccountId>,
    now: Time,
) -> Result<Section> {
    dialect::serialize_on(conn, TREE)?;
    let tree = store::tree(conn)?;
    let ending = tree.by_slug(slug).ok_or(Error::NotFound)?;
    let staying = tree
        .by_slug(into)
        .ok_or_else(|| Error::invalid("into", "unknown_section", Message::fault_merge_into()))?;
    if tree.ids_below(ending.id).contains(&staying.id) {
        let detail = Message::fault_section_itself();
        return Err(Error::invalid("into", "cycle", detail));
    }
    let height = tree.below(ending.id).into_iter().map(|(_, depth)| depth).max().unwrap_or(0);
    check_depth(tree.above(staying.id).len() + 1, height).map_err(|_| {
        let detail = Message::fault_sections_depth(DEPTH);
        Error::invalid("into", "too_deep", detail)
    })?;
    for child in tree.children(Some(ending.id)) {
        if let Some(other) = of_name(&tree, Some(staying.id), &child.name, Some(child.id)) {
            let detail = Message::fault_label_below_taken(&child.name);
            return Err(slugs::name_taken("section", &other.slug, detail));
        }
    }
    let articles = store::move_articles(conn, ending.id, staying.id)?;
    store::move_below(conn, ending.id, staying.id)?;
    store::join_moderators(conn, ending.id, staying.id)?;
    Node::move_former(conn, ending.id, staying.id)?;
    store::delete(conn, ending.id)?;
    slugs::keep::<Node>(conn, &ending.slug, staying.id)?;
    slugs::keep::<Node>(conn, &super::path::slug(&ending.name), staying.id)?;
    let detail = json!({
        "section": ending.slug, "done": "merged", "into": staying.slug, "articles": articles,
    });
    log(conn, by, detail, now)?;
    invalidation::record(conn, Scope::Site, now)?;
    by_slug(conn, &staying.slug)
}

/// Deletes a section without articles and without sections below it.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] `in_use` with the numbers of both.
pub fn remove(conn: &mut Connection, slug: &str, by: Option<AccountId>, now: Time) -> Result<()> {
    dialect::serialize_on(conn, TREE)?;
    let section = by_slug(conn, slug)?;
    if section.own_articles > 0 || section.children > 0 {
        let (articles, sections) = (section.own_articles, section.children);
        return Err(Error::Conflict {
            code: "in_use",
            detail: Message::fault_section_in_use(articles, sections),
            present: Some(Box::new(json!({ "articles": articles, "sections": sections }))),
        });
    }
    store::delete(conn, section.node.id)?;
    log(conn, by, json!({ "section": slug, "done": "removed", "name": section.node.name }), now)?;
    invalidation::record(conn, Scope::Site, now)
}

fn label(node: &Node) -> Label {
    Label { slug: node.slug.clone(), name: node.name.clone() }
}

/// The section that `written` names, also by a name that it had.
fn named(
    conn: &mut Connection,
    tree: &Tree,
    written: &SectionPath,
    field: &'static str,
) -> Result<Option<ArticleSection>> {
    match tree.find(&written.written, &written.parts) {
        Found::One(id) => Ok(tree.section(id)),
        Found::Several => {
            Err(Error::invalid(field, "ambiguous_section", Message::fault_section_ambiguous()))
        }
        Found::Nothing => by_former_names(conn, tree, &written.parts),
    }
}

/// The section that a path names whose parts may be names from before a section was renamed or merged.
fn by_former_names(
    conn: &mut Connection,
    tree: &Tree,
    parts: &[Label],
) -> Result<Option<ArticleSection>> {
    let mut place: Option<SectionId> = None;
    for part in parts {
        let id = match tree.child(place, part) {
            Some(node) => Some(node.id),
            None => Node::former(conn, &part.slug)?.filter(|id| {
                // The first part may have moved; the others stand below the one before.
                place.is_none() || tree.get(*id).is_some_and(|node| node.parent == place)
            }),
        };
        let Some(id) = id else { return Ok(None) };
        place = Some(id);
    }
    Ok(place.and_then(|id| tree.section(id)))
}

fn parent_named(conn: &mut Connection, tree: &Tree, written: &SectionPath) -> Result<SectionId> {
    let found = named(conn, tree, written, "parent")?;
    found
        .map(|section| section.id)
        .ok_or_else(|| Error::invalid("parent", "unknown_section", Message::fault_section_parent()))
}

/// Checks that `height` sections fit below `above` others.
fn check_depth(above: usize, height: usize) -> Result<()> {
    if above + height > DEPTH {
        let detail = Message::fault_sections_depth(DEPTH);
        return Err(Error::invalid("parent", "too_deep", detail));
    }
    Ok(())
}

fn check_name(
    tree: &Tree,
    parent: Option<SectionId>,
    name: &Label,
    own: Option<SectionId>,
) -> Result<()> {
    match of_name(tree, parent, &name.name, own) {
        None => Ok(()),
        Some(other) => {
            Err(slugs::name_taken("section", &other.slug, Message::fault_label_name_taken()))
        }
    }
}

/// Another section than `own` that has the name directly below `parent`.
fn of_name<'t>(
    tree: &'t Tree,
    parent: Option<SectionId>,
    name: &str,
    own: Option<SectionId>,
) -> Option<&'t Node> {
    tree.children(parent)
        .find(|node| Some(node.id) != own && super::path::is_same_name(&node.name, name))
}

/// The slug that a section gets if that of its name is taken: after that of the section above it.
fn longer_slug(label: &Label, above: Option<&str>) -> Option<String> {
    above.map(|above| format!("{above}-{}", label.slug))
}

fn log(
    conn: &mut Connection,
    by: Option<AccountId>,
    detail: serde_json::Value,
    now: Time,
) -> Result<()> {
    let entry = Entry { actor: by, detail: Some(detail), ..Entry::new(Act::Section) };
    audit::append(conn, &entry, now)?;
    Ok(())
}
