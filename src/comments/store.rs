//! All of this slice's queries.

use diesel::dsl::{case_when, count_star, exists};
use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{articles, comment_reasons, comments, policies, readers, sections, surges};
use crate::error::{Error, Result};
use crate::ids::{AccountId, ArticleId, CommentId, ReaderId, SectionId};
use crate::reviews::model::{Kind, NewReview};
use crate::rules::policies::Scope;
use crate::screening::{Reason, Surge};
use crate::status::Status;
use crate::{insert_one, on, reviews};

/// What a comment under an article needs to know of it.
#[derive(Queryable)]
pub struct ArticleFacts {
    /// 1 is published.
    pub status: i16,
    pub comments_open: bool,
    pub published_at: Option<Time>,
    pub section_id: Option<SectionId>,
}

pub fn article(conn: &mut Connection, id: ArticleId) -> Result<Option<ArticleFacts>> {
    Ok(on!(conn, |c| articles::table
        .find(id)
        .select((
            articles::status,
            articles::comments_open,
            articles::published_at,
            articles::section_id
        ))
        .first(c)
        .optional())?)
}

/// A comment that somebody wants to answer.
#[derive(Clone, Queryable)]
pub struct ParentFacts {
    pub id: CommentId,
    pub article_id: ArticleId,
    pub root_id: Option<CommentId>,
    pub status: Status,
    pub name: String,
}

pub fn parent(conn: &mut Connection, id: CommentId) -> Result<Option<ParentFacts>> {
    Ok(on!(conn, |c| comments::table
        .find(id)
        .select((
            comments::id,
            comments::article_id,
            comments::root_id,
            comments::status,
            comments::name
        ))
        .first(c)
        .optional())?)
}

/// What the database knows of a comment that comes: one question, because on PostgreSQL each is a
/// way to the server and back.
#[derive(Queryable)]
pub struct Known {
    pub article: ArticleFacts,
    /// The slug of the article's section.
    pub section: Option<String>,
    /// The name of the policy nearest to the article: its own, its section's, the site's.
    pub policy: Option<String>,
    /// The surge guard has stepped in.
    pub surge: Option<Surge>,
    /// Who has written from this address before.
    pub reader: Option<ReaderId>,
    pub twin: Option<Twin>,
}

/// The comment with the same fingerprint, and the form it came with.
pub type Twin = (CommentId, Status, Vec<u8>);

/// What is known of a comment under `article`; None without such an article.
pub fn known(
    conn: &mut Connection,
    article: ArticleId,
    email_index: &[u8],
    fingerprint: &[u8],
    now: Time,
) -> Result<Option<Known>> {
    // Diesel wants to own what a join names.
    let (email_index, fingerprint) = (email_index.to_vec(), fingerprint.to_vec());
    let own = policies::scope
        .eq(Scope::Article)
        .and(policies::scope_id.eq(articles::id.into_sql::<BigInt>()));
    let of_section = policies::scope
        .eq(Scope::Section)
        .and(policies::scope_id.nullable().eq(articles::section_id));
    let policy = policies::table
        .filter(policies::scope.eq(Scope::Site).or(own).or(of_section.assume_not_null()))
        .order(policies::scope.desc())
        .select(policies::policy)
        .limit(1)
        .single_value();
    let surge = surges::table
        .filter(surges::article_id.eq(articles::id).and(surges::until.gt(now)))
        .select(surges::mode)
        .single_value();
    Ok(on!(conn, |c| articles::table
        .left_join(readers::table.on(readers::email_index.eq(email_index)))
        .left_join(comments::table.on(comments::fingerprint.eq(fingerprint)))
        .left_join(sections::table.on(sections::id.nullable().eq(articles::section_id)))
        .filter(articles::id.eq(article))
        .select((
            (
                articles::status,
                articles::comments_open,
                articles::published_at,
                articles::section_id
            ),
            sections::slug.nullable(),
            policy,
            surge,
            readers::id.nullable(),
            (comments::id, comments::status, comments::form_id).nullable(),
        ))
        .first(c)
        .optional())?)
}

/// The comment with this fingerprint, if it is there already.
pub fn twin(conn: &mut Connection, fingerprint: &[u8]) -> Result<Option<Twin>> {
    Ok(on!(conn, |c| comments::table
        .filter(comments::fingerprint.eq(fingerprint))
        .select((comments::id, comments::status, comments::form_id))
        .first(c)
        .optional())?)
}

pub fn reader(conn: &mut Connection, email_index: &[u8]) -> Result<Option<ReaderId>> {
    Ok(on!(conn, |c| readers::table
        .filter(readers::email_index.eq(email_index))
        .select(readers::id)
        .first(c)
        .optional())?)
}

pub fn insert_reader(
    conn: &mut Connection,
    email_index: &[u8],
    email_sealed: &[u8],
    now: Time,
) -> Result<ReaderId> {
    let row = (
        readers::email_index.eq(email_index),
        readers::email_sealed.eq(email_sealed),
        readers::created_at.eq(now),
    );
    let insert = diesel::insert_into(readers::table).values(row).on_conflict_do_nothing();
    match insert_one!(conn, NewReader, insert, readers::id) {
        Some(id) => Ok(id),
        // Another transaction made the row since we looked.
        None => reader(conn, email_index)?
            .ok_or_else(|| Error::internal("a reader's row came and went")),
    }
}

/// When this reader, or anyone from this network, last posted.
pub fn last_post(
    conn: &mut Connection,
    reader: Option<ReaderId>,
    network_hash: &[u8],
) -> Result<Option<Time>> {
    let by_reader = comments::table
        .filter(comments::reader_id.eq(reader))
        .order(comments::created_at.desc())
        .select(comments::created_at)
        .single_value();
    let by_network = comments::table
        .filter(comments::network_hash.eq(network_hash))
        .order(comments::created_at.desc())
        .select(comments::created_at)
        .single_value();
    let (by_reader, by_network): (Option<Time>, Option<Time>) =
        on!(conn, |c| diesel::select((by_reader, by_network)).get_result(c))?;
    Ok(by_reader.max(by_network))
}

/// How many comments of a reader are approved, and how many were rejected or are spam.
pub fn record(conn: &mut Connection, reader: ReaderId) -> Result<(i64, i64)> {
    let counts: Vec<(Status, i64)> = on!(conn, |c| comments::table
        .filter(comments::reader_id.eq(reader))
        .group_by(comments::status)
        .select((comments::status, count_star()))
        .load(c))?;
    let sum = |wanted: &[Status]| {
        counts.iter().filter(|(status, _)| wanted.contains(status)).map(|(_, n)| n).sum()
    };
    Ok((sum(&[Status::Approved]), sum(&[Status::Rejected, Status::Spam])))
}

/// Puts other reasons in the place of those of a comment. How it is listed by them is
/// [`insert_reasons`]' affair.
pub fn set_reasons(conn: &mut Connection, id: CommentId, reasons: &str) -> Result<()> {
    on!(conn, |c| diesel::update(comments::table.find(id))
        .set(comments::reasons.eq(reasons))
        .execute(c))?;
    let listed = comment_reasons::table.filter(comment_reasons::comment_id.eq(id));
    on!(conn, |c| diesel::delete(listed).execute(c))?;
    Ok(())
}

/// By what a comment can be listed later.
pub fn insert_reasons(conn: &mut Connection, id: CommentId, codes: &[String]) -> Result<()> {
    // There are one or two, and one at a time the statement stays prepared.
    for code in codes {
        on!(conn, |c| diesel::insert_into(comment_reasons::table)
            .values((comment_reasons::code.eq(code), comment_reasons::comment_id.eq(id)))
            .execute(c))?;
    }
    Ok(())
}

/// Opens a review of flags with none in it: a rule has flagged the comment as it came.
pub fn ask_for_a_look(
    conn: &mut Connection,
    id: CommentId,
    section: Option<SectionId>,
    reasons: &str,
    now: Time,
) -> Result<()> {
    let review =
        NewReview { reasons: Some(reasons), ..NewReview::open(Kind::Flags, id, section, 1, now) };
    reviews::open(conn, &review)?;
    Ok(())
}

/// A comment's row as it begins.
// Nothing is left to a column's default: a statement that differs with each row's gaps would be
// prepared for each row.
#[derive(Insertable)]
#[diesel(table_name = comments, treat_none_as_default_value = false)]
pub struct NewComment<'a> {
    pub article_id: ArticleId,
    pub parent_id: Option<CommentId>,
    pub root_id: Option<CommentId>,
    pub reader_id: ReaderId,
    pub status: Status,
    pub first_status: Status,
    pub reasons: String,
    pub version: i64,
    pub name: &'a str,
    pub website: Option<&'a str>,
    pub text: &'a str,
    pub html: &'a str,
    pub avatar: i64,
    pub fingerprint: &'a [u8],
    pub form_id: &'a [u8],
    pub network_hash: &'a [u8],
    pub network_prefix: &'a str,
    pub form_age: Option<i64>,
    pub notify: bool,
    pub created_at: Time,
    pub decided_at: Option<Time>,
    pub section_id: Option<SectionId>,
    pub score: Option<f64>,
    pub language: Option<&'a str>,
}

/// Inserts the comment; None if one with its fingerprint came in between.
pub fn insert(conn: &mut Connection, comment: &NewComment<'_>) -> Result<Option<CommentId>> {
    let insert = diesel::insert_into(comments::table).values(comment).on_conflict_do_nothing();
    Ok(insert_one!(conn, NewRow, insert, comments::id))
}

/// The first line of a comment's log: screening decided.
pub fn log_first_status(
    conn: &mut Connection,
    id: CommentId,
    status: Status,
    reasons: &[Reason],
    now: Time,
) -> Result<()> {
    let act = match status {
        Status::Approved => Act::Approve,
        Status::Rejected => Act::Reject,
        Status::Spam => Act::Spam,
        Status::Pending | Status::Deleted => Act::Hold,
    };
    let reason = reasons.iter().map(Reason::code).collect::<Vec<_>>().join(" ");
    let first = Entry {
        comment: Some(id),
        status: (None, Some(status)),
        version: Some(1),
        reason: Some(&reason),
        ..Entry::new(act)
    };
    audit::append(conn, &first, now)?;
    Ok(())
}

/// A comment as its thread needs it.
#[derive(Queryable, Selectable)]
#[diesel(table_name = comments)]
pub struct ThreadComment {
    pub id: CommentId,
    pub parent_id: Option<CommentId>,
    pub status: Status,
    pub name: String,
    pub website: Option<String>,
    pub html: String,
    pub avatar: i64,
    pub created_at: Time,
    pub edited_at: Option<Time>,
    pub featured_at: Option<Time>,
    pub staff_id: Option<AccountId>,
}

pub fn approved_count(conn: &mut Connection, article: ArticleId) -> Result<i64> {
    Ok(on!(conn, |c| comments::table
        .filter(comments::article_id.eq(article).and(comments::status.eq(Status::Approved)))
        .select(count_star())
        .first(c))?)
}

/// The comments from `from` on that begin a thread in which anything is public, oldest first.
pub fn threads(
    conn: &mut Connection,
    article: ArticleId,
    from: CommentId,
    skip: i64,
    limit: i64,
) -> Result<Vec<ThreadComment>> {
    let replies = diesel::alias!(comments as replies);
    Ok(on!(conn, |c| comments::table
        .filter(
            comments::article_id
                .eq(article)
                .and(comments::parent_id.is_null())
                .and(comments::id.ge(from))
        )
        .filter(
            comments::status.eq(Status::Approved).or(exists(
                replies
                    .filter(replies.field(comments::root_id).eq(comments::id.nullable()))
                    .filter(replies.field(comments::status).eq(Status::Approved)),
            ))
        )
        .order(comments::id)
        .offset(skip)
        .limit(limit)
        .select(ThreadComment::as_select())
        .load(c))?)
}

/// The public comments of an article that come first, the earliest pinned first; at most three.
pub fn pinned(conn: &mut Connection, article: ArticleId) -> Result<Vec<ThreadComment>> {
    Ok(on!(conn, |c| comments::table
        .filter(comments::article_id.eq(article).and(comments::pinned_at.is_not_null()))
        .filter(comments::status.eq(Status::Approved))
        .order((comments::pinned_at, comments::id))
        .limit(3)
        .select(ThreadComment::as_select())
        .load(c))?)
}

/// How many public threads begin before the comment `before`.
pub fn thread_count(conn: &mut Connection, article: ArticleId, before: CommentId) -> Result<i64> {
    let replies = diesel::alias!(comments as replies);
    Ok(on!(conn, |c| comments::table
        .filter(
            comments::article_id
                .eq(article)
                .and(comments::parent_id.is_null())
                .and(comments::id.lt(before))
        )
        .filter(
            comments::status.eq(Status::Approved).or(exists(
                replies
                    .filter(replies.field(comments::root_id).eq(comments::id.nullable()))
                    .filter(replies.field(comments::status).eq(Status::Approved)),
            ))
        )
        .select(count_star())
        .first(c))?)
}

/// A run of an article's threads: all that begin with the comments from `first` to `last`. A run
/// rather than a list of numbers, because SQLite would have to compile a statement for each length
/// of the list anew.
#[derive(Clone, Copy)]
pub struct Run {
    pub article: ArticleId,
    pub first: CommentId,
    pub last: CommentId,
}

/// All replies of these threads, in no order. Those that are not public are read too, because
/// approved replies may hang from them, but without their texts: there may be thousands.
pub fn replies(conn: &mut Connection, run: Run) -> Result<Vec<ThreadComment>> {
    let roots = diesel::alias!(comments as roots);
    let begins = roots
        .filter(
            roots
                .field(comments::article_id)
                .eq(run.article)
                .and(roots.field(comments::parent_id).is_null()),
        )
        .filter(roots.field(comments::id).between(run.first, run.last))
        .select(roots.field(comments::id).nullable());
    let approved = comments::status.eq(Status::Approved);
    Ok(on!(conn, |c| comments::table
        .filter(comments::root_id.eq_any(begins))
        .select((
            comments::id,
            comments::parent_id,
            comments::status,
            comments::name,
            comments::website,
            case_when(approved, comments::html).otherwise(""),
            comments::avatar,
            comments::created_at,
            comments::edited_at,
            comments::featured_at,
            comments::staff_id,
        ))
        .load(c))?)
}

/// Where a comment is: its article, its thread, and whether both are public.
#[derive(Queryable)]
pub struct Whereabouts {
    pub article_id: ArticleId,
    pub root_id: Option<CommentId>,
    pub status: Status,
    pub path: String,
    /// 1 is published.
    pub article_status: i16,
}

pub fn whereabouts(conn: &mut Connection, id: CommentId) -> Result<Option<Whereabouts>> {
    Ok(on!(conn, |c| comments::table
        .inner_join(articles::table)
        .filter(comments::id.eq(id))
        .select((
            comments::article_id,
            comments::root_id,
            comments::status,
            articles::path,
            articles::status
        ))
        .first(c)
        .optional())?)
}

/// A comment for the reader who wrote it.
#[derive(Clone, Queryable)]
pub struct OwnComment {
    /// Where it stands.
    pub status: Status,
    /// Grows with each decision and each edit.
    pub version: i64,
    /// The name over it.
    pub name: String,
    /// What the name links to.
    pub website: Option<String>,
    /// The Markdown; empty once deleted.
    pub text: String,
    /// The text as sanitized HTML; empty once deleted.
    pub html: String,
    /// When it was posted.
    pub created_at: Time,
    /// The network address cut to /24 or /48; None after its short life.
    pub network_prefix: Option<String>,
    /// The article.
    pub article_id: ArticleId,
    /// The article's headline.
    pub article_title: String,
    /// The article's path, without the leading slash.
    pub article_path: String,
    /// JSON: why it has its first status.
    pub reasons: String,
    /// Who wrote it; None once deleted.
    pub reader: Option<OwnReader>,
}

/// A reader whose address is still sealed.
#[derive(Clone, Queryable)]
pub struct OwnReader {
    /// The row.
    pub id: ReaderId,
    /// The blind index.
    pub email_index: Vec<u8>,
    /// The address.
    pub email_sealed: Vec<u8>,
    /// When the address was last proven.
    pub proven_at: Option<Time>,
}

pub fn own(conn: &mut Connection, id: CommentId) -> Result<Option<OwnComment>> {
    Ok(on!(conn, |c| comments::table
        .inner_join(articles::table)
        .left_join(readers::table)
        .filter(comments::id.eq(id))
        .select((
            comments::status,
            comments::version,
            comments::name,
            comments::website,
            comments::text,
            comments::html,
            comments::created_at,
            comments::network_prefix,
            articles::id,
            articles::title,
            articles::path,
            comments::reasons,
            (readers::id, readers::email_index, readers::email_sealed, readers::proven_at)
                .nullable(),
        ))
        .first(c)
        .optional())?)
}

/// What a comment's score and language are worked out from.
#[derive(Queryable)]
pub struct MeasuredText {
    pub text: String,
    pub version: i64,
    pub name: String,
    pub website: Option<String>,
    pub form_age: Option<i64>,
    /// Whether a reader wrote it. What staff write is not scored.
    pub is_a_readers: bool,
    /// The reader's address: its blind index and the sealed address.
    pub reader: Option<(Vec<u8>, Vec<u8>)>,
}

pub fn measured(conn: &mut Connection, id: CommentId) -> Result<Option<MeasuredText>> {
    Ok(on!(conn, |c| comments::table
        .left_join(readers::table)
        .filter(comments::id.eq(id))
        .select((
            comments::text,
            comments::version,
            comments::name,
            comments::website,
            comments::form_age,
            comments::staff_id.is_null(),
            (readers::email_index, readers::email_sealed).nullable(),
        ))
        .first(c)
        .optional())?)
}

/// Grows with each decision and each edit.
pub fn version(conn: &mut Connection, id: CommentId) -> Result<Option<i64>> {
    Ok(on!(conn, |c| comments::table.find(id).select(comments::version).first(c).optional())?)
}

/// Stores how a comment's text scores and in which language it is.
pub fn set_measures(
    conn: &mut Connection,
    id: CommentId,
    score: Option<f64>,
    language: Option<&str>,
) -> Result<()> {
    on!(conn, |c| diesel::update(comments::table.find(id))
        .set((comments::score.eq(score), comments::language.eq(language)))
        .execute(c))?;
    Ok(())
}
