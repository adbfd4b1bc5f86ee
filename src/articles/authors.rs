//! Authors: the people and agencies in bylines, each with a page. An author need not have an account.
//! They are added by naming them in an article; editors describe, rename and merge them. As with authors,
//! an address that an author had leads there for ever, and a name that was changed or merged means the
//! author that it became.

use serde_json::json;

use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::cache::Scope;
use crate::clock::Time;
use crate::db::{Connection, dialect};
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::{AccountId, AuthorId};
use crate::invalidation;

use super::labels::{self, AuthorEdit, SlugChoice};
use super::model::{Author, CountedAuthor, Label, SlugLookup};
use super::slugs;
use super::store::authors as store;

/// The lock under which authors change (eight bytes, see [`dialect::serialize_on`]). Articles add authors
/// without it.
const AUTHORS: &[u8; 8] = b"authors ";

/// Authors in the order of their slugs, after the slug `after`: those of public articles, or all.
pub fn list(
    conn: &mut Connection,
    all: bool,
    after: Option<&str>,
    limit: i64,
) -> Result<Vec<CountedAuthor>> {
    store::list(conn, all, after, limit)
}

/// The author with this slug, with the number of its public articles, for staff.
///
/// # Errors
/// [`Error::NotFound`], also for a former slug.
pub fn by_slug(conn: &mut Connection, slug: &str) -> Result<CountedAuthor> {
    let author = load(conn, slug)?;
    let articles = store::count(conn, author.id, true)?;
    Ok(CountedAuthor { author, articles })
}

/// The author of a page, or the present slug of the one that had this slug. An author that only hidden
/// articles have is not found, because it would tell what they are about.
pub fn page(conn: &mut Connection, slug: &str) -> Result<SlugLookup<Author>> {
    let author = match load(conn, slug) {
        Ok(author) => author,
        Err(Error::NotFound) => {
            let former = if super::path::is_slug(slug) { store::former(conn, slug)? } else { None };
            let present = former.map(|id| store::by_id(conn, id)).transpose()?;
            return Ok(
                present.map_or(SlugLookup::NotFound, |author| SlugLookup::Moved(author.slug))
            );
        }
        Err(other) => return Err(other),
    };
    let is_secret =
        !store::has_public_articles(conn, author.id)? && store::count(conn, author.id, false)? > 0;
    Ok(if is_secret { SlugLookup::NotFound } else { SlugLookup::Found(author) })
}

/// Adds an author.
///
/// # Errors
/// [`Error::Conflict`] `name_taken`, `slug_taken`.
pub fn create(
    conn: &mut Connection,
    new: &AuthorEdit,
    by: Option<AccountId>,
    now: Time,
) -> Result<CountedAuthor> {
    dialect::serialize_on(conn, AUTHORS)?;
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
    let account = new.account.flatten();
    check_account(conn, account, None)?;
    let biography = new.biography.clone().unwrap_or_default();
    let author = Author { id, slug: slug.clone(), name: name.name.clone(), biography, account };
    store::update(conn, &author)?;
    alias(conn, &name.slug, id)?;
    log(conn, by, json!({ "author": slug, "done": "added" }), now)?;
    invalidation::record(conn, Scope::Site, now)?;
    by_slug(conn, &slug)
}

/// Changes an author. With another name it gets another slug, unless the edit sets the slug; the former
/// one leads to it for ever.
///
/// # Errors
/// As [`create`], and [`Error::NotFound`].
pub fn change(
    conn: &mut Connection,
    slug: &str,
    edit: &AuthorEdit,
    by: Option<AccountId>,
    now: Time,
) -> Result<CountedAuthor> {
    dialect::serialize_on(conn, AUTHORS)?;
    let before = load(conn, slug)?;
    let name = edit.name.as_ref().filter(|label| label.name != before.name);
    let own = Label { slug: labels::author_slug(&before.name), name: before.name.clone() };
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
    let after = Author {
        id: before.id,
        slug: new_slug.clone(),
        name: label.name.clone(),
        biography: edit.biography.clone().unwrap_or_else(|| before.biography.clone()),
        account: edit.account.unwrap_or(before.account),
    };
    if after == before {
        return by_slug(conn, slug);
    }
    check_account(conn, after.account, Some(before.id))?;
    store::forget(conn, &new_slug)?;
    store::update(conn, &after)?;
    if after.name != before.name {
        store::rewrite_texts(conn, after.id)?;
    }
    alias(conn, &before.slug, before.id)?;
    alias(conn, &label.slug, before.id)?;
    let mut detail =
        json!({ "author": new_slug, "done": "changed", "changed": edit.changed_fields() });
    if new_slug != before.slug {
        detail["former"] = json!(before.slug);
    }
    log(conn, by, detail, now)?;
    invalidation::record(conn, Scope::Site, now)?;
    by_slug(conn, &new_slug)
}

/// Gives the articles and addresses of one author to another one. The first one ends.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Invalid`] in `into`: `unknown_author`, `same`.
pub fn merge(
    conn: &mut Connection,
    slug: &str,
    into: &str,
    by: Option<AccountId>,
    now: Time,
) -> Result<CountedAuthor> {
    dialect::serialize_on(conn, AUTHORS)?;
    let ending = load(conn, slug)?;
    let staying = match load(conn, into) {
        Err(Error::NotFound) => {
            let detail = "Give the slug of an author that there is";
            return Err(Error::invalid("into", "unknown_author", detail));
        }
        found => found?,
    };
    if staying.id == ending.id {
        return Err(Error::invalid("into", "same", "Choose another author"));
    }
    let articles = store::move_articles(conn, ending.id, staying.id)?;
    store::rewrite_texts(conn, staying.id)?;
    store::delete(conn, ending.id)?;
    if staying.account.is_none() && ending.account.is_some() {
        store::update(conn, &Author { account: ending.account, ..staying.clone() })?;
    }
    alias(conn, &ending.slug, staying.id)?;
    alias(conn, &labels::author_slug(&ending.name), staying.id)?;
    let detail = json!({
        "author": ending.slug, "done": "merged", "into": staying.slug, "articles": articles,
    });
    log(conn, by, detail, now)?;
    invalidation::record(conn, Scope::Site, now)?;
    by_slug(conn, &staying.slug)
}

/// Deletes an author that no article has.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] `in_use` with the number of its articles.
pub fn remove(conn: &mut Connection, slug: &str, by: Option<AccountId>, now: Time) -> Result<()> {
    dialect::serialize_on(conn, AUTHORS)?;
    let author = load(conn, slug)?;
    let articles = store::count(conn, author.id, false)?;
    if articles > 0 {
        return Err(Error::Conflict {
            code: "in_use",
            detail: format!(
                "The author has articles ({articles}). Merge it into another one, or take it out of their bylines first."
            )
            .into(),
            present: Some(Box::new(json!({ "articles": articles }))),
        });
    }
    store::delete(conn, author.id)?;
    log(conn, by, json!({ "author": slug, "done": "removed", "name": author.name }), now)?;
    invalidation::record(conn, Scope::Site, now)
}

/// The slug of the author with this number.
///
/// # Errors
/// [`Error::NotFound`].
pub fn slug_of(conn: &mut Connection, id: AuthorId) -> Result<String> {
    Ok(store::by_id(conn, id)?.slug)
}

fn load(conn: &mut Connection, slug: &str) -> Result<Author> {
    // PostgreSQL refuses a text with NUL.
    let author = if super::path::is_slug(slug) { store::of_slug(conn, slug)? } else { None };
    author.ok_or(Error::NotFound)
}

/// Checks that there is such an account, and that no other author has it.
fn check_account(
    conn: &mut Connection,
    account: Option<AccountId>,
    own: Option<AuthorId>,
) -> Result<()> {
    let Some(account) = account else { return Ok(()) };
    if !store::is_account(conn, account)? {
        return Err(Error::invalid("account", "unknown", "Give the number of an account, or null"));
    }
    match store::of_account(conn, account)?.filter(|id| Some(*id) != own) {
        None => Ok(()),
        Some(id) => Err(Error::Conflict {
            code: "account_taken",
            detail: Message::fault_author_account(),
            present: Some(Box::new(json!({ "author": store::by_id(conn, id)?.slug }))),
        }),
    }
}

fn check_name(conn: &mut Connection, name: &Label, own: Option<AuthorId>) -> Result<()> {
    match store::of_name(conn, name)?.filter(|id| Some(*id) != own) {
        None => Ok(()),
        Some(id) => Err(slugs::name_taken("author", "", &store::by_id(conn, id)?.slug)),
    }
}

/// Checks that the author `own` may have the slug that somebody chose.
fn take_slug(conn: &mut Connection, slug: &str, own: Option<AuthorId>) -> Result<()> {
    match store::owner(conn, slug)?.filter(|id| Some(*id) != own) {
        None => Ok(()),
        Some(id) => Err(slugs::slug_taken("author", Some(&store::by_id(conn, id)?.slug))),
    }
}

/// Lets a slug lead to the author, unless another author has or had it.
fn alias(conn: &mut Connection, slug: &str, id: AuthorId) -> Result<()> {
    if store::owner(conn, slug)?.is_none() { store::remember(conn, slug, id) } else { Ok(()) }
}

fn log(
    conn: &mut Connection,
    by: Option<AccountId>,
    detail: serde_json::Value,
    now: Time,
) -> Result<()> {
    let entry = Entry { actor: by, detail: Some(detail), ..Entry::new(Act::Author) };
    audit::append(conn, &entry, now)?;
    Ok(())
}

/// Makes authors of the bylines of articles from before there were authors, at most `most` different
/// ones. Returns how many it made authors of.
pub fn adopt_bylines(conn: &mut Connection, most: i64, now: Time) -> Result<usize> {
    dialect::serialize_on(conn, AUTHORS)?;
    let bylines = store::unadopted(conn, most)?;
    for byline in &bylines {
        let label = Label { slug: labels::author_slug(byline), name: byline.clone() };
        store::adopt(conn, byline, &label)?;
    }
    if !bylines.is_empty() {
        invalidation::record(conn, Scope::Site, now)?;
    }
    Ok(bylines.len())
}
