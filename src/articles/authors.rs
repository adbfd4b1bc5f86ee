//! Authors: the people and agencies in bylines, each with a page. An author need not have an account.

use serde_json::json;

use crate::audit::model::Act;
use crate::cache::Scope;
use crate::clock::Time;
use crate::db::{Connection, dialect};
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::{AccountId, AuthorId};
use crate::invalidation;

use super::labels::{self, AuthorEdit, SlugChoice};
use super::model::{Author, Counted, Label, SlugLookup};
use super::names::{self, NamedKind};
use super::store::authors as store;
use super::store::names::Named;

impl NamedKind for Author {
    type Edit = AuthorEdit;
    const WORD: &'static str = "author";
    const A_WORD: &'static str = "an author";
    const UNKNOWN: &'static str = "unknown_author";
    const ACT: Act = Act::Author;
    const LOCK: &'static [u8; 8] = b"authors ";

    fn fault_same() -> Message {
        Message::fault_merge_author()
    }

    fn new_name(edit: &AuthorEdit) -> Option<&Label> {
        edit.name.as_ref()
    }

    fn new_slug(edit: &AuthorEdit) -> Option<&SlugChoice> {
        edit.slug.as_ref()
    }

    fn changed_fields(edit: &AuthorEdit) -> Vec<&'static str> {
        edit.changed_fields()
    }

    fn slug_of_name(name: &str) -> String {
        labels::author_slug(name)
    }

    fn edited(self, edit: &AuthorEdit, slug: &str, name: &str) -> Author {
        Author {
            id: self.id,
            slug: slug.to_owned(),
            name: name.to_owned(),
            biography: edit.biography.clone().unwrap_or(self.biography),
            account: edit.account.unwrap_or(self.account),
        }
    }

    /// That there is such an account, and that no other author has it.
    fn check(&self, conn: &mut Connection, edit: &AuthorEdit) -> Result<()> {
        let Some(account) = edit.account.flatten() else { return Ok(()) };
        if !store::is_account(conn, account)? {
            let detail = "Give the number of an account, or null";
            return Err(Error::invalid("account", "unknown", detail));
        }
        match store::of_account(conn, account)?.filter(|id| *id != self.id) {
            None => Ok(()),
            Some(id) => Err(Error::Conflict {
                code: "account_taken",
                detail: Message::fault_author_account(),
                present: Some(Box::new(json!({ "author": Author::by_id(conn, id)?.slug }))),
            }),
        }
    }

    /// The bylines of its articles.
    fn renamed(&self, conn: &mut Connection) -> Result<()> {
        store::rewrite_texts(conn, self.id)
    }

    /// The bylines of its articles, and the account if the other one has none.
    fn merged(&self, conn: &mut Connection, staying: Author) -> Result<()> {
        store::rewrite_texts(conn, staying.id)?;
        match (staying.account, self.account) {
            (None, Some(_)) => Author::update(conn, &Author { account: self.account, ..staying }),
            _ => Ok(()),
        }
    }
}

/// Authors in the order of their slugs, after the slug `after`: those of public articles, or all.
pub fn list(
    conn: &mut Connection,
    all: bool,
    after: Option<&str>,
    limit: i64,
) -> Result<Vec<Counted<Author>>> {
    Author::list(conn, all, after, limit)
}

/// The author with this slug, with the number of its public articles, for staff.
///
/// # Errors
/// [`Error::NotFound`], also for a former slug.
pub fn by_slug(conn: &mut Connection, slug: &str) -> Result<Counted<Author>> {
    names::by_slug(conn, slug)
}

/// The author of a page, or the present slug of the one that had this slug. One that only hidden
/// articles have is not found, because it would tell what they are about.
pub fn page(conn: &mut Connection, slug: &str) -> Result<SlugLookup<Author>> {
    names::page(conn, slug)
}

/// Adds an author.
///
/// # Errors
/// [`Error::Conflict`] `name_taken`, `slug_taken`, `account_taken`.
pub fn create(
    conn: &mut Connection,
    new: &AuthorEdit,
    by: Option<AccountId>,
    now: Time,
) -> Result<Counted<Author>> {
    names::create(conn, new, by, now)
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
) -> Result<Counted<Author>> {
    names::change(conn, slug, edit, by, now)
}

/// Gives the articles and addresses of one author to another one. The first one ends.
///
/// # Errors
/// [`Error::NotFound`];
/// [`Error::Invalid`] in `into`: `unknown_author`, `same`.
pub fn merge(
    conn: &mut Connection,
    slug: &str,
    into: &str,
    by: Option<AccountId>,
    now: Time,
) -> Result<Counted<Author>> {
    names::merge(conn, slug, into, by, now)
}

/// Deletes an author that no article has.
///
/// # Errors
/// [`Error::NotFound`];
/// [`Error::Conflict`] `in_use` with the number of its articles.
pub fn remove(conn: &mut Connection, slug: &str, by: Option<AccountId>, now: Time) -> Result<()> {
    names::remove::<Author>(conn, slug, by, now)
}

/// The slug of the author with this number.
///
/// # Errors
/// [`Error::NotFound`].
pub fn slug_of(conn: &mut Connection, id: AuthorId) -> Result<String> {
    names::slug_of::<Author>(conn, id)
}

/// Makes authors of the bylines of articles from before there were authors, at most `most` different
/// ones. Returns how many it made authors of.
pub fn adopt_bylines(conn: &mut Connection, most: i64, now: Time) -> Result<usize> {
    dialect::serialize_on(conn, Author::LOCK)?;
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
