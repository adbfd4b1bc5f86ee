//! What screening wants to know of a comment, asked of the database in as few questions as there
//! can be.

use std::time::Duration;

use crate::clock::Time;
use crate::comments::store::{self, ArticleFacts, Known};
use crate::comments::{PUBLISHED, Rules, Sender, Submission, domain_of};
use crate::config::Policy;
use crate::db::{Connection, dialect};
use crate::error::{Error, Result};
use crate::ids::{ArticleId, CommentId, SectionId};
use crate::screening::bans;
use crate::screening::rules::matcher::Record;
use crate::screening::{Acquaintance, Facts, Openness, Parent, Precedent, Proof};

/// Where a comment is to stand.
pub struct Place {
    /// Whether the article takes comments.
    pub openness: Openness,
    /// What is answered.
    pub parent: Parent,
    /// The comment that began the thread.
    pub root_id: Option<CommentId>,
    /// The article's section.
    pub section_id: Option<SectionId>,
    /// The nearest policy: the article's, its section's, the site's, the configuration's.
    pub policy: Policy,
}

/// Whether readers may write there, what is answered, and which policy holds.
pub fn place(
    conn: &mut Connection,
    known: &Known,
    submission: &Submission,
    settings: &Rules,
    now: Time,
) -> Result<Place> {
    let openness = openness(&known.article, settings.open_days, now)?;
    let (parent, root_id) = parent(conn, submission.article, submission.draft.parent_id)?;
    let policy = match known.policy.as_deref() {
        None => settings.comments.policy,
        // A name that a newer program wrote: nothing is published by not understanding it.
        Some(name) => Policy::parse(name).unwrap_or(Policy::HoldAll),
    };
    Ok(Place { openness, parent, root_id, section_id: known.article.section_id, policy })
}

/// Whether the article takes comments; `NotFound` if readers do not see it.
pub fn openness(article: &ArticleFacts, open_days: Option<u32>, now: Time) -> Result<Openness> {
    if article.status != PUBLISHED {
        return Err(Error::NotFound);
    }
    let age = now.since(article.published_at.unwrap_or(now));
    let in_time = open_days.is_none_or(|days| age <= Duration::from_secs(u64::from(days) * 86_400));
    Ok(if article.comments_open && in_time { Openness::Open } else { Openness::Closed })
}

/// What is answered, and the comment that began its thread.
pub fn parent(
    conn: &mut Connection,
    article: ArticleId,
    parent_id: Option<CommentId>,
) -> Result<(Parent, Option<CommentId>)> {
    let Some(id) = parent_id else { return Ok((Parent::None, None)) };
    match store::parent(conn, id)? {
        Some(parent) if parent.article_id == article && parent.status.is_public() => {
            Ok((Parent::Approved, parent.root_id.or(Some(parent.id))))
        }
        _ => Ok((Parent::Unavailable, None)),
    }
}

/// Two posts of one reader at the same moment must see each other: the second half of a double
/// click is the same comment and not one too fast. And the reader's row must not go with the
/// deletion of another comment while this one is stored.
pub fn take_turn(conn: &mut Connection, submission: &Submission, settings: &Rules) -> Result<()> {
    match is_limited(submission, settings) {
        true => dialect::serialize_on_both(conn, &submission.network_hash, &submission.email_index),
        false => dialect::serialize_on(conn, &submission.email_index),
    }
}

fn is_limited(submission: &Submission, settings: &Rules) -> bool {
    submission.signals.sender == Sender::Reader && !settings.comments.min_interval.is_zero()
}

/// Everything that the judge looks at. The reader's record is asked for only where a rule or the
/// policy needs it.
pub fn gather(
    conn: &mut Connection,
    submission: &Submission,
    settings: &Rules,
    place: &Place,
    known: &Known,
    now: Time,
) -> Result<Facts> {
    let (signals, reader) = (&submission.signals, known.reader);
    let since_last = match is_limited(submission, settings) {
        true => store::last_post(conn, reader, &submission.network_hash)?
            .and_then(|last| now.elapsed_since(last)),
        false => None,
    };
    let address = submission.draft.email.canonical();
    let keys = bans::Keys {
        email_index: &submission.email_index,
        address_domain: domain_of(&address),
        network_prefix: &submission.network_prefix,
    };
    let bans = bans::applying(conn, &keys, now)?;

    let proven = place.policy == Policy::FirstComment && signals.proof == Proof::Proven;
    let (approved, rejected) = match reader.filter(|_| proven || submission.rules.needs_reader()) {
        Some(reader) => store::record(conn, reader)?,
        None => (0, 0),
    };
    let record = Record { section: known.section.as_deref(), approved, rejected };
    Ok(Facts {
        article: place.openness,
        parent: place.parent,
        precedent: if known.twin.is_some() { Precedent::Duplicate } else { Precedent::New },
        since_last,
        min_interval: settings.comments.min_interval,
        honeypot: signals.honeypot,
        form: signals.form,
        min_form_age: settings.comments.min_form_age,
        links: submission.links,
        link_limit: settings.comments.hold_links,
        bans,
        hits: submission.rules.hits(&submission.findings, &record),
        surge: known.surge,
        acquaintance: if proven && approved > 0 {
            Acquaintance::Known
        } else {
            Acquaintance::Newcomer
        },
        score: submission.score.clone(),
        akismet: submission.opinion(),
    })
}
