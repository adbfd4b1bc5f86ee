//! The slugs that sections, tags and authors have and had.

use diesel::prelude::*;

use crate::articles::model::{Author, Tag};
use crate::articles::tree::Node;
use crate::db::Connection;
use crate::db::schema::{author_slugs, authors, section_slugs, sections, tag_slugs, tags};
use crate::error::Result;
use crate::ids::{AuthorId, SectionId, TagId};
use crate::on;

/// A kind of row with a slug in its address. Slugs that a row had lead to it for ever.
pub trait HasSlugs {
    /// The number of a row.
    type Id: Copy + PartialEq;
    /// The kind in errors, and the key of the slug in the details of log entries.
    const WORD: &'static str;

    /// The row with this slug.
    fn with_slug(conn: &mut Connection, slug: &str) -> Result<Option<Self::Id>>;

    /// The row that had this slug.
    fn former(conn: &mut Connection, slug: &str) -> Result<Option<Self::Id>>;

    /// The slug of a row.
    fn slug_of(conn: &mut Connection, id: Self::Id) -> Result<String>;

    /// Stores a slug that leads to a row.
    fn remember(conn: &mut Connection, slug: &str, id: Self::Id) -> Result<()>;

    /// Ends a redirect, because a row has that slug again.
    fn forget(conn: &mut Connection, slug: &str) -> Result<()>;

    /// Lets the former slugs of one row lead to another one.
    fn move_former(conn: &mut Connection, from: Self::Id, to: Self::Id) -> Result<()>;
}

/// Implements [`HasSlugs`] with the table of the rows and the table of their former slugs.
macro_rules! has_slugs {
    ($Item:ident, $word:literal, $Id:ident, $table:ident, $slugs:ident, $key:ident) => {
        impl HasSlugs for $Item {
            type Id = $Id;
            const WORD: &'static str = $word;

            fn with_slug(conn: &mut Connection, slug: &str) -> Result<Option<$Id>> {
                let found = $table::table.filter($table::slug.eq(slug)).select($table::id);
                Ok(on!(conn, |c| found.first(c).optional())?)
            }

            fn former(conn: &mut Connection, slug: &str) -> Result<Option<$Id>> {
                let found = $slugs::table.find(slug).select($slugs::$key);
                Ok(on!(conn, |c| found.first(c).optional())?)
            }

            fn slug_of(conn: &mut Connection, id: $Id) -> Result<String> {
                Ok(on!(conn, |c| $table::table.find(id).select($table::slug).first(c))?)
            }

            fn remember(conn: &mut Connection, slug: &str, id: $Id) -> Result<()> {
                on!(conn, |c| diesel::insert_into($slugs::table)
                    .values(($slugs::slug.eq(slug), $slugs::$key.eq(id)))
                    .execute(c))?;
                Ok(())
            }

            fn forget(conn: &mut Connection, slug: &str) -> Result<()> {
                on!(conn, |c| diesel::delete($slugs::table.find(slug)).execute(c))?;
                Ok(())
            }

            fn move_former(conn: &mut Connection, from: $Id, to: $Id) -> Result<()> {
                let slugs = $slugs::table.filter($slugs::$key.eq(from));
                on!(conn, |c| diesel::update(slugs).set($slugs::$key.eq(to)).execute(c))?;
                Ok(())
            }
        }
    };
}

has_slugs!(Node, "section", SectionId, sections, section_slugs, section_id);
has_slugs!(Tag, "tag", TagId, tags, tag_slugs, tag_id);
has_slugs!(Author, "author", AuthorId, authors, author_slugs, author_id);
