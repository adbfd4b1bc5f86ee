//! Authors: the people and agencies in bylines, each with a page. An author need not have an account.

use serde_json::json;

use crate::audit::model::Act;
use crate::cache::Scope;
use crate::clock::Time;
use crate::db::{Connection, dialect};
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::ArticleId;
use crate::invalidation;

use super::labels::{self, AuthorEdit, SlugChoice};
use super::model::{Author, Label};
use super::names::{self, NamedKind};
use super::store::authors as store;
use super::store::names::Named as _;
use super::store::slugs::HasSlugs as _;

impl NamedKind for Author {
    type Edit = AuthorEdit;
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

    /// Checks that the account exists, and that no other author has it.
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
                present: Some(Box::new(json!({ "author": Author::slug_of(conn, id)? }))),
            }),
        }
    }

    /// The bylines of its articles.
    fn after_rename(&self, conn: &mut Connection) -> Result<()> {
        store::rewrite_texts(conn, self.id)
    }

    /// The bylines of its articles, and the account if the other one has none.
    fn after_merge(&self, conn: &mut Connection, staying: Author) -> Result<()> {
        store::rewrite_texts(conn, staying.id)?;
        match (staying.account, self.account) {
            (None, Some(_)) => Author::update(conn, &Author { account: self.account, ..staying }),
            _ => Ok(()),
        }
    }
}

/// Replaces the bylines of an article, in this order; new authors are inserted.
pub(super) fn set(conn: &mut Connection, article: ArticleId, labels: &[Label]) -> Result<()> {
    names::set::<Author>(conn, article, labels)?;
    store::write_text(conn, article)
}

/// Makes authors of the bylines of articles from before there were authors, at most `most` different
/// ones. Returns how many it made authors of.
pub fn adopt_bylines(conn: &mut Connection, most: i64, now: Time) -> Result<usize> {
    dialect::serialize_on(conn, Author::LOCK)?;
    let bylines = store::unadopted(conn, most)?;
    for byline in &bylines {
        let label = Label { slug: labels::author_slug(byline), name: byline.clone() };
        for article in store::with_byline(conn, byline)? {
            set(conn, article, std::slice::from_ref(&label))?;
        }
    }
    if !bylines.is_empty() {
        invalidation::record(conn, Scope::Site, now)?;
    }
    Ok(bylines.len())
}
