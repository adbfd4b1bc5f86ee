//! The facts about a new comment that the database holds, gathered with as few statements as
//! possible: each is a round trip on PostgreSQL.

use crate::articles;
use crate::articles::commenting::{CommentRules, Commenting};
use crate::articles::model::Status as ArticleStatus;
use crate::articles::protection::{self, Unlocked};
use crate::clock::Time;
use crate::comments::settings::PostingSettings;
use crate::comments::store::posting::{self as store, ArticleFacts, ContextKeys, ExistingComment};
use crate::comments::store::reading::{self, ParentFacts};
use crate::comments::submission::{Sender, Submission, domain_of};
use crate::config::Policy;
use crate::config::comment_mode::CommentMode;
use crate::db::{Connection, dialect};
use crate::error::{Error, Result};
use crate::ids::{ArticleId, CommentId, ReaderId, SectionId};
use crate::screening::bans;
use crate::screening::facts::{
    ArticleComments, Author, Facts, Parent, Repetition, Reputation, Verification,
};
use crate::screening::refusal;
use crate::screening::rules::subject::Record;
use crate::status::Status;

/// The facts for the judge, and the other values of the comment's row.
pub struct Gathered {
    /// For the judge.
    pub facts: Facts,
    /// The policy in force: the article's, else its section's, the site's, or the configured one.
    pub policy: Policy,
    /// The comment that begins the thread.
    pub root_id: Option<CommentId>,
    /// The article's section.
    pub section_id: Option<SectionId>,
    /// The reader's row, if the address has one.
    pub reader: Option<ReaderId>,
    /// The comment with the same fingerprint, if it comes from the same sender.
    pub existing: Option<ExistingComment>,
    /// The fingerprint that this comment gets.
    pub fingerprint: Vec<u8>,
}

/// Serializes the posts of one reader until the transaction ends. Otherwise the second request of a
/// double click would not find the first one's comment, and deleting the reader's last other
/// comment could remove the reader's row while this comment is stored.
pub fn serialize_posts(
    conn: &mut Connection,
    submission: &Submission,
    settings: &PostingSettings,
) -> Result<()> {
    match is_limited(submission, settings) {
        true => dialect::serialize_on_both(conn, &submission.network_hash, &submission.email_index),
        false => dialect::serialize_on(conn, &submission.email_index),
    }
}

fn is_limited(submission: &Submission, settings: &PostingSettings) -> bool {
    submission.signals.sender == Sender::Reader && !settings.comments.min_interval.is_zero()
}

/// Gathers the facts for the judge and the row. The reader's record is read only if a rule or the
/// policy needs it.
///
/// # Errors
/// `NotFound` if there is no such article, or it is not published.
pub fn gather(
    conn: &mut Connection,
    submission: &Submission,
    settings: &PostingSettings,
    now: Time,
) -> Result<Gathered> {
    let keys = ContextKeys {
        article: submission.article,
        parent: submission.draft.parent_id,
        email_index: &submission.email_index,
        fingerprint: &submission.fingerprint,
        network_hash: &submission.network_hash,
        is_limited: is_limited(submission, settings),
        is_verified: submission.signals.verification == Verification::Verified,
    };
    let found = store::context(conn, &keys, now)?.ok_or(Error::NotFound)?;
    let (existing, fingerprint) = existing_from_same_sender(conn, submission, found.existing)?;
    let commenting = commenting(conn, &found.article, &settings.rules, now)?;
    let (parent, root_id) =
        parent_and_root(submission.article, submission.draft.parent_id, found.parent.as_ref());
    let policy = match found.article.nested_section() {
        Some(section) => store::policy_in_tree(conn, submission.article, section)?,
        None => found.policy,
    };
    let policy = policy_in_force(policy.as_deref(), settings);
    let bans = bans_of_sender(conn, submission, now)?;

    let signals = &submission.signals;
    let proven = policy == Policy::FirstComment && signals.verification == Verification::Verified;
    let needs_record = proven || submission.rules.needs_reader();
    let (approved, rejected) = match found.reader.filter(|_| needs_record) {
        Some(reader) => record_of_sender(conn, reader, submission)?,
        None => (0, 0),
    };
    let record = Record { section: found.section.as_deref(), approved, rejected };
    let facts = Facts {
        article: article_comments(
            submission.article,
            &found.article,
            &commenting,
            submission.signals.unlocked,
        ),
        held_by: (commenting.mode == CommentMode::HoldAll).then_some(commenting.level),
        parent,
        repetition: repetition(existing.as_ref(), &submission.form_id),
        author: match signals.sender {
            Sender::Reader | Sender::Exempt => Author::Reader,
            Sender::Staff(_) => Author::Staff,
        },
        since_last: found.last_post.and_then(|last| now.elapsed_since(last)),
        min_interval: settings.comments.min_interval,
        honeypot: signals.honeypot,
        form: signals.form,
        min_form_age: settings.comments.min_form_age,
        impersonates_staff: submission.impersonates_staff,
        links: submission.draft.text.visible().links(),
        link_limit: settings.comments.hold_links,
        bans,
        hits: submission.rules.hits(&submission.findings, &record),
        surge: found.surge,
        reputation: if proven && approved > 0 { Reputation::Known } else { Reputation::Newcomer },
        score: submission.score.clone(),
        akismet: submission.akismet_result(),
    };
    let (section_id, reader) = (found.article.section_id, found.reader);
    Ok(Gathered { facts, policy, root_id, section_id, reader, existing, fingerprint })
}

fn policy_in_force(name: Option<&str>, settings: &PostingSettings) -> Policy {
    match name {
        None => settings.comments.policy,
        // A newer version of the program wrote this name. Holding is safe.
        Some(name) => Policy::parse(name).unwrap_or(Policy::HoldAll),
    }
}

/// The bans in force on the address, its domain and the network. Trust needs a verified browser: anyone can
/// type the address.
fn bans_of_sender(
    conn: &mut Connection,
    submission: &Submission,
    now: Time,
) -> Result<Vec<bans::MatchingBan>> {
    let address = submission.draft.email.canonical();
    let keys = bans::Keys {
        email_index: &submission.email_index,
        inbox_index: &submission.inbox_index,
        address_domain: domain_of(&address),
        network_prefix: &submission.network_prefix,
    };
    let mut bans = bans::applying(conn, &keys, now)?;
    let is_verified = submission.signals.verification == Verification::Verified;
    bans.retain(|ban| is_verified || ban.effect != bans::Effect::Trust);
    Ok(bans)
}

/// The numbers of approved and of rejected comments that count for the sender. Anyone can type a
/// reader's address. So without a verification only the comments from the sender's network count,
/// and the rejected comments of others do not count against a reader who has verified the address.
fn record_of_sender(
    conn: &mut Connection,
    reader: ReaderId,
    submission: &Submission,
) -> Result<(i64, i64)> {
    if submission.signals.verification == Verification::Unverified {
        return store::record_of_network(conn, reader, &submission.network_prefix);
    }
    let (approved, _) = store::record(conn, reader)?;
    let (_, rejected) = store::record_of_verified(conn, reader)?;
    Ok((approved, rejected))
}

/// Returns the comment with the same text and address if it comes from the same sender, and the
/// fingerprint for the new comment. The sender is the same if the network is, or if both comments
/// came from a browser with the verified address. Otherwise anyone who types the address could find
/// out what its owner has posted; the comment then counts as new and gets a fingerprint that
/// includes the sender, so that a repetition is still recognised.
fn existing_from_same_sender(
    conn: &mut Connection,
    submission: &Submission,
    existing: Option<ExistingComment>,
) -> Result<(Option<ExistingComment>, Vec<u8>)> {
    let shared = submission.fingerprint.clone();
    let Some(existing) = existing else { return Ok((None, shared)) };
    let is_own = existing.network_hash.as_deref() == Some(&submission.network_hash)
        || submission.signals.verification == Verification::Verified
            && store::is_verified(conn, existing.id)?;
    if is_own {
        return Ok((Some(existing), shared));
    }
    let apart = submission.fingerprint_with_sender.clone();
    Ok((store::existing(conn, &apart)?, apart))
}

/// Gathers the facts for an author's edit. It does not matter whether the article still accepts
/// comments or the parent is public, nor whether a comment with the same text exists: it may be the
/// edited one.
///
/// # Errors
/// Those of [`gather`].
pub fn gather_for_edit(
    conn: &mut Connection,
    submission: &Submission,
    settings: &PostingSettings,
    now: Time,
) -> Result<Gathered> {
    let gathered = gather(conn, submission, settings, now)?;
    let facts = Facts {
        article: ArticleComments::Open,
        parent: Parent::None,
        repetition: Repetition::New,
        ..gathered.facts
    };
    Ok(Gathered { facts, existing: None, ..gathered })
}

/// Checks that the article accepts comments and the parent is public, for a comment whose fields
/// have faults.
///
/// # Errors
/// `NotFound` without such an article, `Forbidden` (`closed`, `parent_unavailable`).
pub fn check_article_and_parent(
    conn: &mut Connection,
    article: ArticleId,
    parent_id: Option<CommentId>,
    rules: &CommentRules,
    unlocked: Option<Unlocked>,
    now: Time,
) -> Result<()> {
    let found = store::article(conn, article)?.ok_or(Error::NotFound)?;
    let commenting = commenting(conn, &found, rules, now)?;
    let openness = article_comments(article, &found, &commenting, unlocked);
    let parent = match parent_id {
        Some(id) => reading::parent(conn, id)?,
        None => None,
    };
    let (parent, _) = parent_and_root(article, parent_id, parent.as_ref());
    Ok(refusal::check_article_and_parent(openness, parent)?)
}

/// The strictest of the article's rules, those of its section and the sections above it, and the
/// site's.
fn commenting(
    conn: &mut Connection,
    article: &ArticleFacts,
    site: &CommentRules,
    now: Time,
) -> Result<Commenting> {
    if article.status != ArticleStatus::Published {
        return Err(Error::NotFound);
    }
    let rules = |mode, days: Option<i64>| CommentRules {
        mode,
        days: days.and_then(|days| u32::try_from(days).ok()),
        message: String::new(),
    };
    let sections = match (article.nested_section(), article.of_section) {
        (Some(section), _) => articles::sections::comment_rules(conn, section)?,
        (None, Some((mode, days, _))) => vec![rules(mode, days)],
        (None, None) => Vec::new(),
    };
    let (mode, days) = article.own;
    Ok(Commenting::of(
        &rules(mode, days),
        &sections,
        site,
        article.published_at.unwrap_or(now),
        now,
    ))
}

fn article_comments(
    id: ArticleId,
    article: &ArticleFacts,
    commenting: &Commenting,
    unlocked: Option<Unlocked>,
) -> ArticleComments {
    if !protection::may_read(id, article.password_hash.as_deref(), unlocked) {
        return ArticleComments::Protected;
    }
    match commenting.is_open() {
        true => ArticleComments::Open,
        false => ArticleComments::Closed,
    }
}

/// The state of the parent, and the comment that begins its thread.
fn parent_and_root(
    article: ArticleId,
    parent_id: Option<CommentId>,
    parent: Option<&ParentFacts>,
) -> (Parent, Option<CommentId>) {
    match (parent_id, parent) {
        (None, _) => (Parent::None, None),
        (Some(_), Some(parent)) if parent.article_id == article && parent.status.is_public() => {
            (Parent::Approved, parent.root_id.or(Some(parent.id)))
        }
        (Some(_), _) => (Parent::Unavailable, None),
    }
}

/// A deleted comment has no text any more, so the same text is a new comment.
fn repetition(existing: Option<&ExistingComment>, form_id: &[u8]) -> Repetition {
    match existing {
        None => Repetition::New,
        Some(existing) if existing.form_id == form_id => Repetition::Resent,
        Some(existing) if existing.status == Status::Deleted => Repetition::New,
        Some(_) => Repetition::Duplicate,
    }
}
