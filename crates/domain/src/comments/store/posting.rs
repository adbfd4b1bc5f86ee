//! The queries of posting: the facts about a new comment, and its rows.

use std::collections::HashMap;

use diesel::dsl::count_star;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool};

use crate::articles::model::Status as ArticleStatus;
use crate::articles::sections::with_above;
use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::clock::Time;
use crate::comments::store::reading::ParentFacts;
use crate::config::SurgeMode;
use crate::config::comment_mode::CommentMode;
use crate::db::Connection;
use crate::db::schema::{
    articles, comment_reasons, comments, consent_words, consents, policies, proven_comments,
    readers, sections, surges,
};
use crate::error::{Error, Result};
use crate::ids::{AccountId, ArticleId, CommentId, ReaderId, SectionId};
use crate::reviews::model::{Kind, NewReview};
use crate::rules::policies::Scope;
use crate::screening::reasons::Reason;
use crate::status::Status;
use crate::vault;
use crate::{insert_one, on, reviews};

/// The columns of an article that posting reads.
#[derive(Queryable)]
pub struct ArticleFacts {
    pub status: ArticleStatus,
    pub published_at: Option<Time>,
    pub section_id: Option<SectionId>,
    /// The mode of comments of the article, and the days after which it closes.
    pub own: (CommentMode, Option<i64>),
    /// The same of its section, and the section above it.
    pub of_section: Option<(CommentMode, Option<i64>, Option<SectionId>)>,
    /// The hash of the password that readers need for the article.
    pub password_hash: Option<String>,
}

impl ArticleFacts {
    /// The section of the article, if it is below another one, whose rules apply as well.
    pub fn nested_section(&self) -> Option<SectionId> {
        self.section_id.filter(|_| matches!(self.of_section, Some((.., Some(_)))))
    }
}

pub fn article(conn: &mut Connection, id: ArticleId) -> Result<Option<ArticleFacts>> {
    Ok(on!(conn, |c| articles::table
        .left_join(sections::table)
        .filter(articles::id.eq(id))
        .select((
            articles::status,
            articles::published_at,
            articles::section_id,
            (articles::comments_mode, articles::comments_days),
            (sections::comments_mode, sections::comments_days, sections::parent_id).nullable(),
            articles::password_hash,
        ))
        .first(c)
        .optional())?)
}

/// The keys of a new comment, by which its context is read.
pub struct ContextKeys<'a> {
    pub article: ArticleId,
    pub parent: Option<CommentId>,
    pub email_index: &'a [u8],
    pub fingerprint: &'a [u8],
    pub network_hash: &'a [u8],
    /// Whether the flood limit applies; otherwise the last post is not read.
    pub is_limited: bool,
    /// Whether the sender has verified the address; otherwise the limit counts by network alone. So
    /// a stranger who types a reader's address neither slows the reader down nor learns that the
    /// reader has just posted.
    pub is_verified: bool,
}

/// The context of a new comment.
pub struct PostingContext {
    pub article: ArticleFacts,
    /// The slug of the article's section.
    pub section: Option<String>,
    /// The name of the article's policy, else of its section's, else of the site's. Policies of the
    /// sections above its own: [`policy_in_tree`].
    pub policy: Option<String>,
    /// The surge guard's mode on the article, if a surge is open.
    pub surge: Option<SurgeMode>,
    /// The reader with this address.
    pub reader: Option<ReaderId>,
    pub existing: Option<ExistingComment>,
    pub parent: Option<ParentFacts>,
    /// When this reader, or anyone from this network, last posted.
    pub last_post: Option<Time>,
}

/// The comment with the same fingerprint, and the form it was sent with.
#[derive(Queryable)]
pub struct ExistingComment {
    pub id: CommentId,
    pub status: Status,
    pub form_id: Vec<u8>,
    pub network_hash: Option<Vec<u8>>,
}

/// Reads the context of a new comment with one statement; None if there is no such article.
pub fn context(
    conn: &mut Connection,
    keys: &ContextKeys<'_>,
    now: Time,
) -> Result<Option<PostingContext>> {
    type Row = (
        ArticleFacts,
        (Option<String>, Option<String>, Option<SurgeMode>),
        (Option<ReaderId>, Option<ExistingComment>, Option<ParentFacts>),
        (Option<Time>, Option<Time>),
    );
    // Diesel needs owned values in a join.
    let (email_index, fingerprint) = (keys.email_index.to_vec(), keys.fingerprint.to_vec());
    let (parents, latest) = diesel::alias!(comments as parents, comments as latest);
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
    // The engine evaluates a condition without a column once, before it reads any row.
    let by_reader = latest
        .filter((keys.is_limited && keys.is_verified).into_sql::<Bool>())
        .filter(latest.field(comments::reader_id).eq(readers::id.nullable()))
        .order(latest.field(comments::created_at).desc())
        .select(latest.field(comments::created_at))
        .single_value();
    let by_network = latest
        .filter(keys.is_limited.into_sql::<Bool>())
        .filter(latest.field(comments::network_hash).eq(keys.network_hash))
        .order(latest.field(comments::created_at).desc())
        .select(latest.field(comments::created_at))
        .single_value();
    let found: Option<Row> = on!(conn, |c| articles::table
        .left_join(readers::table.on(readers::email_index.eq(email_index)))
        .left_join(comments::table.on(comments::fingerprint.eq(fingerprint)))
        .left_join(sections::table.on(sections::id.nullable().eq(articles::section_id)))
        .left_join(parents.on(parents.field(comments::id).nullable().eq(keys.parent)))
        .filter(articles::id.eq(keys.article))
        .select((
            (
                articles::status,
                articles::published_at,
                articles::section_id,
                (articles::comments_mode, articles::comments_days),
                (sections::comments_mode, sections::comments_days, sections::parent_id).nullable(),
                articles::password_hash,
            ),
            (sections::slug.nullable(), policy, surge),
            (
                readers::id.nullable(),
                (comments::id, comments::status, comments::form_id, comments::network_hash)
                    .nullable(),
                (
                    parents.field(comments::id),
                    parents.field(comments::article_id),
                    parents.field(comments::root_id),
                    parents.field(comments::status),
                    parents.field(comments::name),
                )
                    .nullable(),
            ),
            (by_reader, by_network),
        ))
        .first(c)
        .optional())?;
    Ok(found.map(|(article, (section, policy, surge), (reader, existing, parent), last)| {
        let last_post = last.0.max(last.1);
        PostingContext { article, section, policy, surge, reader, existing, parent, last_post }
    }))
}

/// The name of the policy of an article in a section below another one: its own, else that of the
/// nearest section at or above its own, else the site's.
pub fn policy_in_tree(
    conn: &mut Connection,
    article: ArticleId,
    section: SectionId,
) -> Result<Option<String>> {
    let is_own = policies::scope.eq(Scope::Article).and(policies::scope_id.eq(article.0));
    let found: Vec<(Scope, i64, String)> = on!(conn, |c| policies::table
        .filter(policies::scope.ne(Scope::Article).or(is_own))
        .select((policies::scope, policies::scope_id, policies::policy))
        .load(c))?;
    let mut found: HashMap<(Scope, i64), String> =
        found.into_iter().map(|(scope, id, policy)| ((scope, id), policy)).collect();
    let sections = with_above(conn, section)?;
    let mut nearest_first = vec![(Scope::Article, article.0)];
    nearest_first.extend(sections.into_iter().map(|section| (Scope::Section, section.0)));
    nearest_first.push((Scope::Site, 0));
    Ok(nearest_first.iter().find_map(|place| found.remove(place)))
}

/// The comment with this fingerprint, if there is one.
pub fn existing(conn: &mut Connection, fingerprint: &[u8]) -> Result<Option<ExistingComment>> {
    Ok(on!(conn, |c| comments::table
        .filter(comments::fingerprint.eq(fingerprint))
        .select((comments::id, comments::status, comments::form_id, comments::network_hash))
        .first(c)
        .optional())?)
}

/// Whether the author of a comment has verified its address, in the browser or later by a link.
pub fn is_verified(conn: &mut Connection, id: CommentId) -> Result<bool> {
    let proven = proven_comments::table.find(id);
    Ok(on!(conn, |c| diesel::select(diesel::dsl::exists(proven)).get_result(c))?)
}

/// Records that the author of a comment has verified its address.
pub fn record_verified(conn: &mut Connection, id: CommentId) -> Result<()> {
    on!(conn, |c| diesel::insert_into(proven_comments::table)
        .values(proven_comments::comment_id.eq(id))
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

/// Records that the author of a comment agreed to these words of the form.
pub fn record_consent(
    conn: &mut Connection,
    id: CommentId,
    (version, words): (&str, &str),
    now: Time,
) -> Result<()> {
    let same = || {
        let same = consent_words::version.eq(version).and(consent_words::words.eq(words));
        consent_words::table.filter(same).select(consent_words::id)
    };
    let known: Option<i64> = on!(conn, |c| same().first(c).optional())?;
    let words_id = match known {
        Some(id) => id,
        None => {
            on!(conn, |c| diesel::insert_into(consent_words::table)
                .values((consent_words::version.eq(version), consent_words::words.eq(words)))
                .on_conflict_do_nothing()
                .execute(c))?;
            on!(conn, |c| same().first(c))?
        }
    };
    on!(conn, |c| diesel::insert_into(consents::table)
        .values((
            consents::comment_id.eq(id),
            consents::words_id.eq(words_id),
            consents::given_at.eq(now),
        ))
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

/// Replaces a comment's fingerprint by a random one, so that its text can be posted again.
pub fn release_fingerprint(conn: &mut Connection, id: CommentId) -> Result<()> {
    let free = vault::random::<32>()?.to_vec();
    on!(conn, |c| diesel::update(comments::table.find(id))
        .set(comments::fingerprint.eq(&free))
        .execute(c))?;
    Ok(())
}

/// Sets the fingerprint of a comment whose text has changed. If another comment has it already,
/// that one keeps it.
pub fn set_fingerprint(conn: &mut Connection, id: CommentId, fingerprint: &[u8]) -> Result<()> {
    match existing(conn, fingerprint)? {
        Some(existing) if existing.id == id => Ok(()),
        Some(_) => release_fingerprint(conn, id),
        None => {
            on!(conn, |c| diesel::update(comments::table.find(id))
                .set(comments::fingerprint.eq(fingerprint))
                .execute(c))?;
            Ok(())
        }
    }
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
    inbox_index: &[u8],
    now: Time,
) -> Result<ReaderId> {
    let row = (
        readers::email_index.eq(email_index),
        readers::email_sealed.eq(email_sealed),
        readers::created_at.eq(now),
        readers::inbox_index.eq(inbox_index),
    );
    let insert = diesel::insert_into(readers::table).values(row).on_conflict_do_nothing();
    match insert_one!(conn, NewReader, insert, readers::id) {
        Some(id) => Ok(id),
        // Another transaction has made the row meanwhile.
        None => {
            reader(conn, email_index)?.ok_or_else(|| Error::internal("a reader's row vanished"))
        }
    }
}

/// How many comments of a reader are approved, and how many were rejected or are spam.
pub fn record(conn: &mut Connection, reader: ReaderId) -> Result<(i64, i64)> {
    Ok(approved_and_rejected(&on!(conn, |c| comments::table
        .filter(comments::reader_id.eq(reader))
        .group_by(comments::status)
        .select((comments::status, count_star()))
        .load(c))?))
}

/// The same for the comments from this network.
pub fn record_of_network(
    conn: &mut Connection,
    reader: ReaderId,
    network_prefix: &str,
) -> Result<(i64, i64)> {
    Ok(approved_and_rejected(&on!(conn, |c| comments::table
        .filter(comments::reader_id.eq(reader).and(comments::network_prefix.eq(network_prefix)))
        .group_by(comments::status)
        .select((comments::status, count_star()))
        .load(c))?))
}

/// The same for the comments whose author has verified the address.
pub fn record_of_verified(conn: &mut Connection, reader: ReaderId) -> Result<(i64, i64)> {
    Ok(approved_and_rejected(&on!(conn, |c| comments::table
        .inner_join(proven_comments::table.on(proven_comments::comment_id.eq(comments::id)))
        .filter(comments::reader_id.eq(reader))
        .group_by(comments::status)
        .select((comments::status, count_star()))
        .load(c))?))
}

fn approved_and_rejected(counts: &[(Status, i64)]) -> (i64, i64) {
    let sum = |wanted: &[Status]| {
        counts.iter().filter(|(status, _)| wanted.contains(status)).map(|(_, n)| n).sum()
    };
    (sum(&[Status::Approved]), sum(&[Status::Rejected, Status::Spam]))
}

/// Replaces a comment's reasons and deletes the codes by which it is listed; [`insert_reasons`]
/// adds the new ones.
pub fn set_reasons(conn: &mut Connection, id: CommentId, reasons: &str) -> Result<()> {
    on!(conn, |c| diesel::update(comments::table.find(id))
        .set(comments::reasons.eq(reasons))
        .execute(c))?;
    let listed = comment_reasons::table.filter(comment_reasons::comment_id.eq(id));
    on!(conn, |c| diesel::delete(listed).execute(c))?;
    Ok(())
}

/// Adds the reason codes by which a comment is listed.
pub fn insert_reasons(conn: &mut Connection, id: CommentId, codes: &[String]) -> Result<()> {
    // There are one or two. Inserted one at a time, the statement stays prepared.
    for code in codes {
        on!(conn, |c| diesel::insert_into(comment_reasons::table)
            .values((comment_reasons::code.eq(code), comment_reasons::comment_id.eq(id)))
            .execute(c))?;
    }
    Ok(())
}

/// Opens a review without flags, because a rule has flagged the comment.
pub fn open_review(
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

/// A new comment's row.
// No column is left to its default: the statement would differ with the missing columns and be
// prepared anew for each combination.
#[derive(Insertable)]
#[diesel(table_name = comments, treat_none_as_default_value = false)]
pub struct NewComment<'a> {
    pub article_id: ArticleId,
    pub parent_id: Option<CommentId>,
    pub root_id: Option<CommentId>,
    pub reader_id: Option<ReaderId>,
    pub staff_id: Option<AccountId>,
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
    pub network_hash: Option<&'a [u8]>,
    pub network_prefix: Option<&'a str>,
    pub form_age: Option<i64>,
    pub notify: bool,
    pub created_at: Time,
    pub decided_at: Option<Time>,
    pub section_id: Option<SectionId>,
    pub score: Option<f64>,
    pub language: Option<&'a str>,
    pub imported_at: Option<Time>,
}

/// Inserts the comment; None if one with its fingerprint was inserted meanwhile.
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
