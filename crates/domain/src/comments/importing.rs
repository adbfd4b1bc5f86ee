//! Comments from another system: they are stored as they were there, without screening, mail and lessons
//! for the filter, and without lines in the log, so that an import can be undone. The lines of the log begin
//! with the first decision of staff here.

use std::collections::BTreeSet;

use crate::address::EmailAddress;
use crate::clock::Time;
use crate::comments::draft::{DisplayName, Website};
use crate::comments::life;
use crate::comments::store::importing as store;
use crate::comments::store::posting::{self, NewComment};
use crate::db::Connection;
use crate::error::Result;
use crate::ids::{ArticleId, CommentId, ReaderId, SectionId};
use crate::status::Status;
use crate::vault::{self, Vault};

/// A sealed address with its indexes.
#[derive(Clone)]
pub struct SealedAddress {
    pub(super) email_index: Vec<u8>,
    pub(super) email_sealed: Vec<u8>,
    pub(super) inbox_index: Vec<u8>,
}

impl SealedAddress {
    /// Seals an address.
    ///
    /// # Errors
    /// If the system has no randomness.
    pub fn new(vault: &Vault, address: &EmailAddress) -> Result<SealedAddress> {
        let email_index = vault.index(&address.canonical());
        Ok(SealedAddress {
            email_sealed: vault.seal_reader(&email_index, address.as_str())?,
            inbox_index: vault.inbox_index(address),
            email_index,
        })
    }
}

/// A comment of another system, which keeps its status and its time.
#[derive(Clone)]
#[allow(missing_docs, reason = "the names say all")]
pub struct ImportedComment {
    pub article: ArticleId,
    /// The comment that it replies to, and the one that begins the thread.
    pub parent: Option<(CommentId, CommentId)>,
    /// Its status there.
    pub status: Status,
    /// The name; `None` if it was deleted there.
    pub name: Option<DisplayName>,
    pub website: Option<Website>,
    /// The address, if there is one.
    pub address: Option<SealedAddress>,
    /// Markdown to edit it with.
    pub text: String,
    /// Sanitized HTML.
    pub html: String,
    /// When it was posted.
    pub at: Time,
    /// Identifies it among all imported comments.
    pub fingerprint: Vec<u8>,
}

/// Stores a comment of an article in this section, to be followed by [`process_later`]. `None` if one with its fingerprint
/// is stored already.
pub fn insert(
    conn: &mut Connection,
    new: &ImportedComment,
    section: Option<SectionId>,
    now: Time,
) -> Result<Option<CommentId>> {
    let reader: Option<ReaderId> = match &new.address {
        None => None,
        Some(SealedAddress { email_index, email_sealed, inbox_index }) => {
            Some(match posting::reader(conn, email_index)? {
                Some(id) => id,
                None => posting::insert_reader(conn, email_index, email_sealed, inbox_index, now)?,
            })
        }
    };
    let row = NewComment {
        article_id: new.article,
        parent_id: new.parent.map(|(parent, _)| parent),
        root_id: new.parent.map(|(_, root)| root),
        reader_id: reader,
        staff_id: None,
        status: new.status,
        first_status: new.status,
        reasons: "[]".to_owned(),
        version: 1,
        name: new.name.as_ref().map_or("", DisplayName::as_str),
        website: new.website.as_ref().map(Website::as_str),
        text: &new.text,
        html: &new.html,
        avatar: i64::from_be_bytes(vault::random::<8>()?),
        fingerprint: &new.fingerprint,
        form_id: &new.fingerprint,
        network_hash: None,
        network_prefix: None,
        form_age: None,
        notify: false,
        created_at: new.at,
        decided_at: (new.status != Status::Pending).then_some(new.at),
        section_id: section,
        score: None,
        language: None,
        imported_at: Some(now),
    };
    posting::insert(conn, &row)
}

/// The comment with this fingerprint, the one that begins its thread (`None` for that one itself), and its article.
pub fn by_fingerprint(
    conn: &mut Connection,
    fingerprint: &[u8],
) -> Result<Option<(CommentId, Option<CommentId>, ArticleId)>> {
    store::by_fingerprint(conn, fingerprint)
}

/// Marks new comments as ones that are processed after those of readers.
pub fn process_later(conn: &mut Connection, ids: &[CommentId]) -> Result<()> {
    store::process_later(conn, ids)
}

/// The section of an article, which its comments have too.
pub fn section(conn: &mut Connection, article: ArticleId) -> Result<Option<SectionId>> {
    store::section(conn, article)
}

/// Whether nobody has decided about an imported comment, edited it or written about it. Replies to it, which are
/// removed before it, do not count.
pub fn is_untouched(conn: &mut Connection, id: CommentId) -> Result<bool> {
    Ok(store::present(conn, id)?.is_some_and(|present| present.is_untouched()))
}

/// Removes an imported comment that nobody has touched. Returns false if it is kept: it was decided about
/// or edited, has replies, or staff have written about it. Adds its article to `outdated` if its page has shown it.
pub fn remove(
    conn: &mut Connection,
    id: CommentId,
    outdated: &mut BTreeSet<ArticleId>,
) -> Result<bool> {
    let Some(present) = store::present(conn, id)? else { return Ok(true) };
    if !present.is_untouched() || store::is_used(conn, id)? {
        return Ok(false);
    }
    store::delete(conn, id)?;
    life::deleted::forget_readers(conn, present.reader_id)?;
    if present.status.is_public() {
        outdated.insert(present.article_id);
    }
    Ok(true)
}
