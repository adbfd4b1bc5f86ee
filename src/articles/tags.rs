//! Tags: what articles are about. They are added by naming them; editors describe, rename and merge
//! them. As with sections, an address that a tag had leads to it for ever, and a name that was
//! renamed or merged means the tag that it became.

use serde_json::json;

use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::cache::Scope;
use crate::clock::Time;
use crate::db::{Connection, dialect};
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::{AccountId, TagId};
use crate::invalidation;

use super::labels::{LabelEdit, SlugChoice};
use super::model::{CountedTag, Label, SlugLookup, Tag};
use super::store::tags as store;
use super::{labels, slugs};

/// The lock under which tags change (eight bytes, see [`dialect::serialize_on`]). Articles add tags
/// without it.
const TAGS: &[u8; 8] = b"art tags";

/// Tags in the order of their slugs, after the slug `after`: those of public articles, or all.
pub fn list(
    conn: &mut Connection,
    all: bool,
    after: Option<&str>,
    limit: i64,
) -> Result<Vec<CountedTag>> {
    store::list(conn, all, after, limit)
}

/// The tag with this slug, with the number of its public articles, for staff.
///
/// # Errors
/// [`Error::NotFound`], also for a former slug.
pub fn by_slug(conn: &mut Connection, slug: &str) -> Result<CountedTag> {
    let tag = load(conn, slug)?;
    let articles = store::count(conn, tag.id, true)?;
    Ok(CountedTag { tag, articles })
}

/// The tag of a page, or the present slug of the one that had this slug. A tag that only hidden
/// articles have is not found, because it would tell what they are about.
pub fn page(conn: &mut Connection, slug: &str) -> Result<SlugLookup<Tag>> {
    let tag = match load(conn, slug) {
        Ok(tag) => tag,
        Err(Error::NotFound) => {
            let former = if super::path::is_slug(slug) { store::former(conn, slug)? } else { None };
            let present = former.map(|id| store::by_id(conn, id)).transpose()?;
            return Ok(present.map_or(SlugLookup::NotFound, |tag| SlugLookup::Moved(tag.slug)));
        }
        Err(other) => return Err(other),
    };
    let is_secret =
        !store::has_public_articles(conn, tag.id)? && store::count(conn, tag.id, false)? > 0;
    Ok(if is_secret { SlugLookup::NotFound } else { SlugLookup::Found(tag) })
}

/// Adds a tag.
///
/// # Errors
/// [`Error::Conflict`] `name_taken`, `slug_taken`.
pub fn create(
    conn: &mut Connection,
    new: &LabelEdit,
    by: Option<AccountId>,
    now: Time,
) -> Result<CountedTag> {
    dialect::serialize_on(conn, TAGS)?;
    let Some(name) = &new.name else {
        return Err(Error::invalid("name", "required", Message::fault_enter_name()));
    };
    check_name(conn, name, None)?;
    let slug = match &new.slug {
        Some(SlugChoice::Custom(slug)) => {
            take_slug(conn, slug, None)?;
            slug.clone()
        }
        Some(SlugChoice::FromName) | None => store::free_slug(conn, name, None)?,
    };
    let id = store::insert(conn, &slug, &name.name)?;
    let description = new.description.clone().unwrap_or_default();
    store::update(conn, &Tag { id, slug: slug.clone(), name: name.name.clone(), description })?;
    alias(conn, &name.slug, id)?;
    log(conn, by, json!({ "tag": slug, "done": "added" }), now)?;
    invalidation::record(conn, Scope::Site, now)?;
    by_slug(conn, &slug)
}

/// Changes a tag. With another name it gets another slug, unless the edit sets the slug; the former
/// one leads to it for ever.
///
/// # Errors
/// As [`create`], [`Error::Conflict`] `stale_form`, and [`Error::NotFound`].
pub fn change(
    conn: &mut Connection,
    slug: &str,
    edit: &LabelEdit,
    by: Option<AccountId>,
    now: Time,
) -> Result<CountedTag> {
    dialect::serialize_on(conn, TAGS)?;
    let before = load(conn, slug)?;
    edit.check_edition(&labels::tag_edition(&before))?;
    let name = edit.name.as_ref().filter(|label| label.name != before.name);
    let own = Label { slug: super::path::slug(&before.name), name: before.name.clone() };
    let label = name.unwrap_or(&own);
    if name.is_some() {
        check_name(conn, label, Some(before.id))?;
    }
    let new_slug = match &edit.slug {
        Some(SlugChoice::Custom(chosen)) if *chosen == before.slug => before.slug.clone(),
        Some(SlugChoice::Custom(chosen)) => {
            take_slug(conn, chosen, Some(before.id))?;
            chosen.clone()
        }
        None if name.is_none() => before.slug.clone(),
        Some(SlugChoice::FromName) | None => store::free_slug(conn, label, Some(before.id))?,
    };
    let after = Tag {
        id: before.id,
        slug: new_slug.clone(),
        name: label.name.clone(),
        description: edit.description.clone().unwrap_or_else(|| before.description.clone()),
    };
    if after == before {
        return by_slug(conn, slug);
    }
    store::forget(conn, &new_slug)?;
    store::update(conn, &after)?;
    alias(conn, &before.slug, before.id)?;
    alias(conn, &label.slug, before.id)?;
    let mut detail =
        json!({ "tag": new_slug, "done": "changed", "changed": edit.changed_fields() });
    if new_slug != before.slug {
        detail["former"] = json!(before.slug);
    }
    log(conn, by, detail, now)?;
    invalidation::record(conn, Scope::Site, now)?;
    by_slug(conn, &new_slug)
}

/// Gives the articles and addresses of one tag to another one. The first one ends.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Invalid`] in `into`: `unknown_tag`, `same`.
pub fn merge(
    conn: &mut Connection,
    slug: &str,
    into: &str,
    by: Option<AccountId>,
    now: Time,
) -> Result<CountedTag> {
    dialect::serialize_on(conn, TAGS)?;
    let ending = load(conn, slug)?;
    let staying = match load(conn, into) {
        Err(Error::NotFound) => {
            let detail = "Give the slug of a tag that there is";
            return Err(Error::invalid("into", "unknown_tag", detail));
        }
        found => found?,
    };
    if staying.id == ending.id {
        return Err(Error::invalid("into", "same", Message::fault_merge_tag()));
    }
    let articles = store::move_articles(conn, ending.id, staying.id)?;
    store::delete(conn, ending.id)?;
    alias(conn, &ending.slug, staying.id)?;
    alias(conn, &super::path::slug(&ending.name), staying.id)?;
    let detail = json!({
        "tag": ending.slug, "done": "merged", "into": staying.slug, "articles": articles,
    });
    log(conn, by, detail, now)?;
    invalidation::record(conn, Scope::Site, now)?;
    by_slug(conn, &staying.slug)
}

/// Deletes a tag that no article has.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] `in_use` with the number of its articles.
pub fn remove(conn: &mut Connection, slug: &str, by: Option<AccountId>, now: Time) -> Result<()> {
    dialect::serialize_on(conn, TAGS)?;
    let tag = load(conn, slug)?;
    let articles = store::count(conn, tag.id, false)?;
    if articles > 0 {
        return Err(Error::Conflict {
            code: "in_use",
            detail: format!(
                "The tag has articles ({articles}). Merge it into another one, or take it from them first."
            )
            .into(),
            present: Some(Box::new(json!({ "articles": articles }))),
        });
    }
    store::delete(conn, tag.id)?;
    log(conn, by, json!({ "tag": slug, "done": "removed", "name": tag.name }), now)?;
    invalidation::record(conn, Scope::Site, now)
}

/// The slug of the tag with this number.
///
/// # Errors
/// [`Error::NotFound`].
pub fn slug_of(conn: &mut Connection, id: TagId) -> Result<String> {
    Ok(store::by_id(conn, id)?.slug)
}

fn load(conn: &mut Connection, slug: &str) -> Result<Tag> {
    // PostgreSQL refuses a text with NUL.
    let tag = if super::path::is_slug(slug) { store::of_slug(conn, slug)? } else { None };
    tag.ok_or(Error::NotFound)
}

fn check_name(conn: &mut Connection, name: &Label, own: Option<TagId>) -> Result<()> {
    match store::of_name(conn, name)?.filter(|id| Some(*id) != own) {
        None => Ok(()),
        Some(id) => Err(slugs::name_taken("tag", "", &store::by_id(conn, id)?.slug)),
    }
}

/// Checks that the tag `own` may have the slug that somebody chose.
fn take_slug(conn: &mut Connection, slug: &str, own: Option<TagId>) -> Result<()> {
    match store::owner(conn, slug)?.filter(|id| Some(*id) != own) {
        None => Ok(()),
        Some(id) => Err(slugs::slug_taken("tag", Some(&store::by_id(conn, id)?.slug))),
    }
}

/// Lets a slug lead to the tag, unless another tag has or had it.
fn alias(conn: &mut Connection, slug: &str, id: TagId) -> Result<()> {
    if store::owner(conn, slug)?.is_none() { store::remember(conn, slug, id) } else { Ok(()) }
}

fn log(
    conn: &mut Connection,
    by: Option<AccountId>,
    detail: serde_json::Value,
    now: Time,
) -> Result<()> {
    let entry = Entry { actor: by, detail: Some(detail), ..Entry::new(Act::Tag) };
    audit::append(conn, &entry, now)?;
    Ok(())
}
