//! What the database knows of a comment on its way in, in as few statements as there can be: each
//! is a round trip on PostgreSQL.

use std::time::Duration;

use crate::articles::model::Status as ArticleStatus;
use crate::clock::Time;
use crate::comments::settings::PostingSettings;
use crate::comments::store::posting::{self as store, ArticleFacts, Subject, Twin};
use crate::comments::store::reading::{self, ParentFacts};
use crate::comments::submission::{Sender, Submission, domain_of};
use crate::config::Policy;
use crate::db::{Connection, dialect};
use crate::error::{Error, Result};
use crate::ids::{ArticleId, CommentId, ReaderId, SectionId};
use crate::screening::bans;
use crate::screening::facts::{Acquaintance, Author, Facts, Openness, Parent, Precedent, Proof};
use crate::screening::refusal;
use crate::screening::rules::subject::Record;
use crate::status::Status;

/// The facts for the judge, and what else the comment's row needs.
pub struct Known {
    /// For the judge.
    pub facts: Facts,
    /// The nearest policy: the article's, its section's, the site's, the configuration's.
    pub policy: Policy,
    /// The comment that began the thread.
    pub root_id: Option<CommentId>,
    /// The article's section.
    pub section_id: Option<SectionId>,
    /// The reader's row, if the address has one.
    pub reader: Option<ReaderId>,
    /// The comment with the same fingerprint, as far as it is this sender's.
    pub twin: Option<Twin>,
    /// The fingerprint that this comment gets.
    pub fingerprint: Vec<u8>,
}

/// Two posts of one reader at the same moment must see each other: the second half of a double
/// click is the same comment and not one too fast. And the reader's row must not go with the
/// deletion of another comment while this one is stored.
pub fn take_turn(
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

/// Everything that the judge and the row need. The reader's record is read only where a rule or the
/// policy needs it.
///
/// # Errors
/// `NotFound` without such an article, or if readers do not see it.
pub fn gather(
    conn: &mut Connection,
    submission: &Submission,
    settings: &PostingSettings,
    now: Time,
) -> Result<Known> {
    let subject = Subject {
        article: submission.article,
        parent: submission.draft.parent_id,
        email_index: &submission.email_index,
        fingerprint: &submission.fingerprint,
        network_hash: &submission.network_hash,
        is_limited: is_limited(submission, settings),
        is_proven: submission.signals.proof == Proof::Proven,
    };
    let found = store::surroundings(conn, &subject, now)?.ok_or(Error::NotFound)?;
    let (twin, fingerprint) = own_twin(conn, submission, found.twin)?;
    let openness = openness(&found.article, settings.open_days, now)?;
    let (parent, root_id) =
        answered(submission.article, submission.draft.parent_id, found.parent.as_ref());
    let policy = match found.policy.as_deref() {
        None => settings.comments.policy,
        // A name that a newer program wrote: nothing is published by not understanding it.
        Some(name) => Policy::parse(name).unwrap_or(Policy::HoldAll),
    };

    let address = submission.draft.email.canonical();
    let keys = bans::Keys {
        email_index: &submission.email_index,
        inbox_index: &submission.inbox_index,
        address_domain: domain_of(&address),
        network_prefix: &submission.network_prefix,
    };
    let bans = bans::applying(conn, &keys, now)?;

    let signals = &submission.signals;
    let proven = policy == Policy::FirstComment && signals.proof == Proof::Proven;
    let needs_record = proven || submission.rules.needs_reader();
    let (approved, rejected) = match found.reader.filter(|_| needs_record) {
        Some(reader) => store::record(conn, reader)?,
        None => (0, 0),
    };
    let record = Record { section: found.section.as_deref(), approved, rejected };
    let facts = Facts {
        article: openness,
        parent,
        precedent: precedent(twin.as_ref(), &submission.form_id),
        author: match signals.sender {
            Sender::Reader | Sender::Exempt => Author::Reader,
            Sender::Staff(_) => Author::Staff,
        },
        since_last: found.last_post.and_then(|last| now.elapsed_since(last)),
        min_interval: settings.comments.min_interval,
        honeypot: signals.honeypot,
        form: signals.form,
        min_form_age: settings.comments.min_form_age,
        poses_as_staff: submission.poses_as_staff,
        links: submission.draft.text.visible().links(),
        link_limit: settings.comments.hold_links,
        bans,
        hits: submission.rules.hits(&submission.findings, &record),
        surge: found.surge,
        acquaintance: if proven && approved > 0 {
            Acquaintance::Known
        } else {
            Acquaintance::Newcomer
        },
        score: submission.score.clone(),
        akismet: submission.opinion(),
    };
    let (section_id, reader) = (found.article.section_id, found.reader);
    Ok(Known { facts, policy, root_id, section_id, reader, twin, fingerprint })
}

/// The comment with the same words under the same address, if whoever sends this one may know of
/// it: it came from the same network, or both came from a browser that has proven the address.
/// Otherwise the words are as good as new, and the comment gets a fingerprint of its own, so that
/// it is told from the other and yet known when it is sent twice. The second value is the
/// fingerprint.
fn own_twin(
    conn: &mut Connection,
    submission: &Submission,
    twin: Option<Twin>,
) -> Result<(Option<Twin>, Vec<u8>)> {
    let shared = submission.fingerprint.clone();
    let Some(twin) = twin else { return Ok((None, shared)) };
    let is_own = twin.network_hash.as_deref() == Some(&submission.network_hash)
        || submission.signals.proof == Proof::Proven && store::is_proven(conn, twin.id)?;
    if is_own {
        return Ok((Some(twin), shared));
    }
    let apart = submission.fingerprint_apart.clone();
    Ok((store::twin(conn, &apart)?, apart))
}

/// The same for a new text of a comment that is there. Whether the article takes comments does not
/// matter any more, nor what is answered, nor that there is a comment with the same words: it may
/// be the comment itself.
///
/// # Errors
/// Those of [`gather`].
pub fn gather_for_edit(
    conn: &mut Connection,
    submission: &Submission,
    settings: &PostingSettings,
    now: Time,
) -> Result<Known> {
    let known = gather(conn, submission, settings, now)?;
    let facts = Facts {
        article: Openness::Open,
        parent: Parent::None,
        precedent: Precedent::New,
        ..known.facts
    };
    Ok(Known { facts, twin: None, ..known })
}

/// Article open and parent approved, for a comment whose fields have faults.
///
/// # Errors
/// `NotFound` without such an article, `Forbidden` (`closed`, `parent_unavailable`).
pub fn admits(
    conn: &mut Connection,
    article: ArticleId,
    parent_id: Option<CommentId>,
    open_days: Option<u32>,
    now: Time,
) -> Result<()> {
    let found = store::article(conn, article)?.ok_or(Error::NotFound)?;
    let openness = openness(&found, open_days, now)?;
    let parent = match parent_id {
        Some(id) => reading::parent(conn, id)?,
        None => None,
    };
    let (parent, _) = answered(article, parent_id, parent.as_ref());
    Ok(refusal::admits(openness, parent)?)
}

fn openness(article: &ArticleFacts, open_days: Option<u32>, now: Time) -> Result<Openness> {
    if article.status != ArticleStatus::Published {
        return Err(Error::NotFound);
    }
    let age = now.since(article.published_at.unwrap_or(now));
    let in_time = open_days.is_none_or(|days| age <= Duration::from_secs(u64::from(days) * 86_400));
    Ok(if article.comments_open && in_time { Openness::Open } else { Openness::Closed })
}

/// What is answered, and the comment that began its thread.
fn answered(
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

/// A deleted comment has lost its words: the same ones are a new comment.
fn precedent(twin: Option<&Twin>, form_id: &[u8]) -> Precedent {
    match twin {
        None => Precedent::New,
        Some(twin) if twin.form_id == form_id => Precedent::Resent,
        Some(twin) if twin.status == Status::Deleted => Precedent::New,
        Some(_) => Precedent::Duplicate,
    }
}
