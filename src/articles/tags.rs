//! Tags: what articles are about.

use crate::audit::model::Act;
use crate::clock::Time;
use crate::db::Connection;
use crate::error::Result;
use crate::i18n::Message;
use crate::ids::{AccountId, TagId};

use super::labels::{self, LabelEdit, SlugChoice};
use super::model::{Counted, Label, SlugLookup, Tag};
use super::names::{self, NamedKind};
use super::path;
use super::store::names::Named;

impl NamedKind for Tag {
    type Edit = LabelEdit;
    const WORD: &'static str = "tag";
    const A_WORD: &'static str = "a tag";
    const UNKNOWN: &'static str = "unknown_tag";
    const ACT: Act = Act::Tag;
    const LOCK: &'static [u8; 8] = b"art tags";

    fn fault_same() -> Message {
        Message::fault_merge_tag()
    }

    fn new_name(edit: &LabelEdit) -> Option<&Label> {
        edit.name.as_ref()
    }

    fn new_slug(edit: &LabelEdit) -> Option<&SlugChoice> {
        edit.slug.as_ref()
    }

    fn changed_fields(edit: &LabelEdit) -> Vec<&'static str> {
        edit.changed_fields()
    }

    fn slug_of_name(name: &str) -> String {
        path::slug(name)
    }

    fn edited(self, edit: &LabelEdit, slug: &str, name: &str) -> Tag {
        Tag {
            id: self.id,
            slug: slug.to_owned(),
            name: name.to_owned(),
            description: edit.description.clone().unwrap_or(self.description),
        }
    }

    /// [`Error::Conflict`](crate::error::Error::Conflict) `stale_form`.
    fn check(&self, _: &mut Connection, edit: &LabelEdit) -> Result<()> {
        edit.check_edition(&labels::tag_edition(self))
    }

    fn renamed(&self, _: &mut Connection) -> Result<()> {
        Ok(())
    }

    fn merged(&self, _: &mut Connection, _: Tag) -> Result<()> {
        Ok(())
    }
}

/// Tags in the order of their slugs, after the slug `after`: those of public articles, or all.
pub fn list(
    conn: &mut Connection,
    all: bool,
    after: Option<&str>,
    limit: i64,
) -> Result<Vec<Counted<Tag>>> {
    Tag::list(conn, all, after, limit)
}

/// The tag with this slug, with the number of its public articles, for staff.
///
/// # Errors
/// [`Error::NotFound`](crate::error::Error::NotFound), also for a former slug.
pub fn by_slug(conn: &mut Connection, slug: &str) -> Result<Counted<Tag>> {
    names::by_slug(conn, slug)
}

/// The tag of a page, or the present slug of the one that had this slug. A tag that only hidden
/// articles have is not found, because it would tell what they are about.
pub fn page(conn: &mut Connection, slug: &str) -> Result<SlugLookup<Tag>> {
    names::page(conn, slug)
}

/// Adds a tag.
///
/// # Errors
/// [`Error::Conflict`](crate::error::Error::Conflict) `name_taken`, `slug_taken`.
pub fn create(
    conn: &mut Connection,
    new: &LabelEdit,
    by: Option<AccountId>,
    now: Time,
) -> Result<Counted<Tag>> {
    names::create(conn, new, by, now)
}

/// Changes a tag. With another name it gets another slug, unless the edit sets the slug; the former
/// one leads to it for ever.
///
/// # Errors
/// As [`create`], `stale_form`, and [`Error::NotFound`](crate::error::Error::NotFound).
pub fn change(
    conn: &mut Connection,
    slug: &str,
    edit: &LabelEdit,
    by: Option<AccountId>,
    now: Time,
) -> Result<Counted<Tag>> {
    names::change(conn, slug, edit, by, now)
}

/// Gives the articles and addresses of one tag to another one. The first one ends.
///
/// # Errors
/// [`Error::NotFound`](crate::error::Error::NotFound);
/// [`Error::Invalid`](crate::error::Error::Invalid) in `into`: `unknown_tag`, `same`.
pub fn merge(
    conn: &mut Connection,
    slug: &str,
    into: &str,
    by: Option<AccountId>,
    now: Time,
) -> Result<Counted<Tag>> {
    names::merge(conn, slug, into, by, now)
}

/// Deletes a tag that no article has.
///
/// # Errors
/// [`Error::NotFound`](crate::error::Error::NotFound);
/// [`Error::Conflict`](crate::error::Error::Conflict) `in_use` with the number of its articles.
pub fn remove(conn: &mut Connection, slug: &str, by: Option<AccountId>, now: Time) -> Result<()> {
    names::remove::<Tag>(conn, slug, by, now)
}

/// The slug of the tag with this number.
///
/// # Errors
/// [`Error::NotFound`](crate::error::Error::NotFound).
pub fn slug_of(conn: &mut Connection, id: TagId) -> Result<String> {
    names::slug_of::<Tag>(conn, id)
}
