//! Tags and authors alike: names of which an article has several, with addresses that never die.
//!
//! They are added by naming them in an article; editors describe, rename and merge them. An address
//! that one had leads to it for ever, and a name that was changed or merged means the one that it
//! became.

use serde_json::json;

use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::cache::Scope;
use crate::clock::Time;
use crate::db::{Connection, dialect};
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::{AccountId, ArticleId};
use crate::invalidation;

use super::labels::SlugChoice;
use super::model::{ArticleScope, Counted, Label, SlugLookup};
use super::store::names::Named;
use super::{path, slugs};

/// The differences between tags and authors.
pub trait NamedKind: Named + Clone + PartialEq {
    /// Checked changes.
    type Edit;
    /// The code of the error when another one of this slug is missing.
    const UNKNOWN: &'static str;
    /// The act of the log for a change of one.
    const ACT: Act;
    /// The lock under which they change (see [`dialect::serialize_on`]). Articles add them without it.
    const LOCK: &'static [u8; 8];

    /// The fault of merging one into itself.
    fn fault_same() -> Message;

    /// The name that an edit sets.
    fn new_name(edit: &Self::Edit) -> Option<&Label>;

    /// The slug that an edit sets.
    fn new_slug(edit: &Self::Edit) -> Option<&SlugChoice>;

    /// The names of the fields that an edit sets.
    fn changed_fields(edit: &Self::Edit) -> Vec<&'static str>;

    /// The slug that a name gives.
    fn slug_of_name(name: &str) -> String;

    /// The fields of `self` with this slug and name and with the others that `edit` sets.
    fn edited(self, edit: &Self::Edit, slug: &str, name: &str) -> Self;

    /// Checks an edit against the stored fields.
    fn check(&self, conn: &mut Connection, edit: &Self::Edit) -> Result<()>;

    /// Writes what depends on the fields, after a change of the name.
    fn after_rename(&self, conn: &mut Connection) -> Result<()>;

    /// Writes what `staying` gets of `self`, which was merged into it and is deleted.
    fn after_merge(&self, conn: &mut Connection, staying: Self) -> Result<()>;
}

/// Those after the slug `after`, in the order of their slugs. With [`ArticleScope::Public`] only those
/// of public articles.
pub fn list<T: NamedKind>(
    conn: &mut Connection,
    of: ArticleScope,
    after: Option<&str>,
    limit: i64,
) -> Result<Vec<Counted<T>>> {
    T::list(conn, of, after, limit)
}

/// The one with this slug, with the number of its public articles, for staff.
///
/// # Errors
/// [`Error::NotFound`], also for a former slug.
pub fn by_slug<T: NamedKind>(conn: &mut Connection, slug: &str) -> Result<Counted<T>> {
    let item: T = load(conn, slug)?;
    let articles = T::count(conn, item.id(), ArticleScope::Public)?;
    Ok(Counted { item, articles })
}

/// The one of a page, or the present slug of the one that had this slug. One that only hidden articles
/// have is not found, because it would tell what they are about.
pub fn page<T: NamedKind>(conn: &mut Connection, slug: &str) -> Result<SlugLookup<T>> {
    // PostgreSQL refuses a text with NUL.
    if !path::is_slug(slug) {
        return Ok(SlugLookup::NotFound);
    }
    let Some(item) = T::of_slug(conn, slug)? else {
        let present = T::former(conn, slug)?.map(|id| T::slug_of(conn, id)).transpose()?;
        return Ok(present.map_or(SlugLookup::NotFound, SlugLookup::Moved));
    };
    let is_secret = !T::has_public_articles(conn, item.id())?
        && T::count(conn, item.id(), ArticleScope::All)? > 0;
    Ok(if is_secret { SlugLookup::NotFound } else { SlugLookup::Found(item) })
}

/// Adds one.
///
/// # Errors
/// [`Error::Conflict`] `name_taken`, `slug_taken`; those of [`NamedKind::check`].
pub fn create<T: NamedKind>(
    conn: &mut Connection,
    new: &T::Edit,
    by: Option<AccountId>,
    now: Time,
) -> Result<Counted<T>> {
    dialect::serialize_on(conn, T::LOCK)?;
    let Some(name) = T::new_name(new) else {
        return Err(Error::invalid("name", "required", Message::fault_enter_name()));
    };
    check_name::<T>(conn, name, None)?;
    let slug = slugs::choose::<T>(conn, T::new_slug(new), name, None, None)?;
    let Some(id) = T::insert(conn, &slug, &name.name)? else {
        return Err(slugs::slug_taken(T::WORD, Some(&slug)));
    };
    let item = T::by_id(conn, id)?;
    item.check(conn, new)?;
    T::update(conn, &item.edited(new, &slug, &name.name))?;
    slugs::keep::<T>(conn, &name.slug, id)?;
    let detail = json!({ T::WORD: slug, "done": "added" });
    record::<T>(conn, by, detail, now)?;
    by_slug(conn, &slug)
}

/// Whether there is one with the name of `new`, in any spelling, so that [`create`] would refuse it.
pub fn is_taken<T: NamedKind>(conn: &mut Connection, new: &T::Edit) -> Result<bool> {
    match T::new_name(new) {
        Some(name) => Ok(of_name::<T>(conn, name)?.is_some()),
        None => Ok(false),
    }
}

/// Changes one. With another name it gets another slug, unless the edit sets the slug; the former one
/// leads to it for ever.
///
/// # Errors
/// As [`create`], and [`Error::NotFound`].
pub fn change<T: NamedKind>(
    conn: &mut Connection,
    slug: &str,
    edit: &T::Edit,
    by: Option<AccountId>,
    now: Time,
) -> Result<Counted<T>> {
    dialect::serialize_on(conn, T::LOCK)?;
    let before: T = load(conn, slug)?;
    before.check(conn, edit)?;
    let name = T::new_name(edit).filter(|label| label.name != before.name());
    let own = Label { slug: T::slug_of_name(before.name()), name: before.name().to_owned() };
    let label = name.unwrap_or(&own);
    if name.is_some() {
        check_name::<T>(conn, label, Some(before.id()))?;
    }
    let new_slug = match T::new_slug(edit) {
        None if name.is_none() => before.slug().to_owned(),
        choice => slugs::choose::<T>(conn, choice, label, None, Some(before.id()))?,
    };
    let after = before.clone().edited(edit, &new_slug, &label.name);
    if after == before {
        return by_slug(conn, slug);
    }
    T::forget(conn, &new_slug)?;
    T::update(conn, &after)?;
    if name.is_some() {
        after.after_rename(conn)?;
    }
    slugs::keep::<T>(conn, before.slug(), before.id())?;
    slugs::keep::<T>(conn, &label.slug, before.id())?;
    let mut detail =
        json!({ T::WORD: new_slug, "done": "changed", "changed": T::changed_fields(edit) });
    if new_slug != before.slug() {
        detail["former"] = json!(before.slug());
    }
    record::<T>(conn, by, detail, now)?;
    by_slug(conn, &new_slug)
}

/// Gives the articles and addresses of one to another. The first one ends.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Invalid`] in `into`: [`NamedKind::UNKNOWN`], `same`.
pub fn merge<T: NamedKind>(
    conn: &mut Connection,
    slug: &str,
    into: &str,
    by: Option<AccountId>,
    now: Time,
) -> Result<Counted<T>> {
    dialect::serialize_on(conn, T::LOCK)?;
    let ending: T = load(conn, slug)?;
    let staying: T = match load(conn, into) {
        Err(Error::NotFound) => {
            return Err(Error::invalid("into", T::UNKNOWN, Message::fault_merge_into()));
        }
        found => found?,
    };
    if staying.id() == ending.id() {
        return Err(Error::invalid("into", "same", T::fault_same()));
    }
    let articles = T::move_articles(conn, ending.id(), staying.id())?;
    T::move_former(conn, ending.id(), staying.id())?;
    T::delete(conn, ending.id())?;
    ending.after_merge(conn, staying.clone())?;
    slugs::keep::<T>(conn, ending.slug(), staying.id())?;
    slugs::keep::<T>(conn, &T::slug_of_name(ending.name()), staying.id())?;
    let detail = json!({
        T::WORD: ending.slug(), "done": "merged", "into": staying.slug(), "articles": articles,
    });
    record::<T>(conn, by, detail, now)?;
    by_slug(conn, staying.slug())
}

/// Deletes one that no article has.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] `in_use` with the number of its articles.
pub fn remove<T: NamedKind>(
    conn: &mut Connection,
    slug: &str,
    by: Option<AccountId>,
    now: Time,
) -> Result<()> {
    dialect::serialize_on(conn, T::LOCK)?;
    let item: T = load(conn, slug)?;
    let articles = T::count(conn, item.id(), ArticleScope::All)?;
    if articles > 0 {
        return Err(Error::Conflict {
            code: "in_use",
            detail: Message::fault_label_in_use(articles),
            present: Some(Box::new(json!({ "articles": articles }))),
        });
    }
    T::delete(conn, item.id())?;
    record::<T>(conn, by, json!({ T::WORD: slug, "done": "removed", "name": item.name() }), now)
}

/// The slug of the one with this number.
///
/// # Errors
/// [`Error::NotFound`].
pub fn slug_of<T: NamedKind>(conn: &mut Connection, id: T::Id) -> Result<String> {
    T::slug_of(conn, id)
}

/// Replaces those of an article by what `labels` name, in this order; new ones are inserted.
pub(super) fn set<T: NamedKind>(
    conn: &mut Connection,
    article: ArticleId,
    labels: &[Label],
) -> Result<()> {
    let mut ids: Vec<T::Id> = Vec::with_capacity(labels.len());
    for label in labels {
        let id = named::<T>(conn, label)?;
        // Its name, its slug and a name that it had are the same one.
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    T::set_of_article(conn, article, &ids)
}

/// The one that an article names: by slug, by name, or by a slug that it had. A new one is inserted;
/// it keeps this spelling.
fn named<T: NamedKind>(conn: &mut Connection, label: &Label) -> Result<T::Id> {
    for _ in 0..slugs::MOST {
        let mut found = None;
        if path::is_slug(&label.name) {
            found = T::with_slug(conn, &label.name)?;
        }
        if found.is_none() {
            found = of_name::<T>(conn, label)?;
        }
        if found.is_none() {
            found = T::former(conn, &label.slug)?;
        }
        if let Some(id) = found {
            return Ok(id);
        }
        let slug = slugs::free::<T>(conn, label, None, None)?;
        // On PostgreSQL another transaction may have inserted one with this slug just now.
        if let Some(id) = T::insert(conn, &slug, &label.name)? {
            return Ok(id);
        }
    }
    Err(slugs::exhausted(label))
}

/// The one with this name. Different names may be written the same in slugs.
fn of_name<T: NamedKind>(conn: &mut Connection, label: &Label) -> Result<Option<T::Id>> {
    let mut alike = T::alike(conn, label)?.into_iter();
    Ok(alike.find(|(_, name)| path::is_same_name(name, &label.name)).map(|(id, _)| id))
}

fn load<T: NamedKind>(conn: &mut Connection, slug: &str) -> Result<T> {
    // PostgreSQL refuses a text with NUL.
    let item = if path::is_slug(slug) { T::of_slug(conn, slug)? } else { None };
    item.ok_or(Error::NotFound)
}

fn check_name<T: NamedKind>(conn: &mut Connection, name: &Label, own: Option<T::Id>) -> Result<()> {
    match of_name::<T>(conn, name)?.filter(|id| Some(*id) != own) {
        None => Ok(()),
        Some(id) => {
            let slug = T::slug_of(conn, id)?;
            Err(slugs::name_taken(T::WORD, &slug, Message::fault_label_name_taken()))
        }
    }
}

/// Appends a line to the log, and drops the pages that may show the name.
fn record<T: NamedKind>(
    conn: &mut Connection,
    by: Option<AccountId>,
    detail: serde_json::Value,
    now: Time,
) -> Result<()> {
    let entry = Entry { actor: by, detail: Some(detail), ..Entry::new(T::ACT) };
    audit::append(conn, &entry, now)?;
    invalidation::record(conn, Scope::Site, now)
}
