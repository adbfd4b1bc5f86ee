//! A reader posts a comment: gather, judge, write.
//!
//! Posting takes three files. The form (`web/form.rs`) or the JSON endpoint (`web/api.rs`) turns
//! the request into an [`Incoming`]. Here [`post`] prepares it, and [`submit`] gathers the facts,
//! has them judged and stores the outcome in one transaction. The judge is
//! [`verdict::judge`](crate::screening::verdict::judge). Rendering, sealing, hashing, rules, filter
//! and Akismet run before the transaction, so that it is short.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::articles::commenting::CommentRules;
use crate::articles::protection::Unlocked;
use crate::cache::Scope;
use crate::clock::Time;
use crate::comments::draft::{self, Draft, RawDraft};
use crate::comments::email_verification::Browser;
use crate::comments::facts::{self, Gathered};
use crate::comments::settings::PostingSettings;
use crate::comments::spam_check;
use crate::comments::store::posting as store;
use crate::comments::store::posting::NewComment;
use crate::comments::submission::{Sender, Signals, Submission};
use crate::config::{Comments, Policy};
use crate::db::Connection;
use crate::error::{Error, FieldError, Result};
use crate::i18n::Message;
use crate::ids::{ArticleId, CommentId, ReaderId};
use crate::invalidation;
use crate::mail::health;
use crate::queue::{self, Job};
use crate::screening::facts::Verification;
use crate::screening::refusal::Refusal;
use crate::screening::verdict::Verdict;
use crate::status::Status;
use crate::subscriptions::model::Notify;
use crate::subscriptions::{self, Request};
use crate::text::FieldFault;
use crate::web::idempotency::IdempotencyKey;

/// A comment as it was sent.
pub struct Incoming {
    /// The fields.
    pub draft: Draft,
    /// The network address that it was sent from.
    pub address: IpAddr,
    /// The form's hidden id: the same form sent again is the same comment.
    pub form_id: String,
    /// How the form was filled in, and by whom. [`post`] replaces the verification by that of `browser`.
    pub signals: Signals,
    /// The browser, if an address was verified in it.
    pub browser: Option<Browser>,
    /// The key of a client that retries; it is bound to the reader's address.
    pub key: Option<IdempotencyKey>,
}

/// A stored comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submitted {
    /// Its number.
    pub id: CommentId,
    /// Its status now.
    pub status: Status,
}

/// Checks the fields of a comment.
///
/// # Errors
/// `Invalid` with every fault. A closed article or an unavailable parent is reported instead of
/// faults.
pub async fn check(
    app: &App,
    article: ArticleId,
    raw: &RawDraft,
    unlocked: Option<Unlocked>,
    now: Time,
) -> Result<Draft> {
    let needs_consent = !app.settings().comments.consent.is_empty();
    let (mut draft, mut faults) = match Draft::parse(raw) {
        Ok(draft) if draft.consent || !needs_consent => (Some(draft), Vec::new()),
        Ok(_) => (None, Vec::new()),
        Err(faults) => (None, faults),
    };
    if draft.as_ref().is_some_and(|draft| draft.email.is_international())
        && !app.db.read(health::carries_international).await?
    {
        let detail = Message::fault_email_international();
        faults.push(FieldFault::new("email_undeliverable", detail).of("email"));
        draft = None;
    }
    match draft {
        Some(draft) => Ok(draft),
        None => {
            if needs_consent && !draft::is_ticked(raw.consent.as_deref()) {
                faults.push(FieldError::new("consent", "required", Message::fault_consent()));
            }
            let parent = raw.parent_id.as_deref();
            check_article_and_parent(app, article, parent, unlocked, now).await?;
            Err(Error::Invalid(faults))
        }
    }
}

/// Prepares and stores a comment, and drops the cached pages that show its thread.
///
/// # Errors
/// Those of [`submit`].
pub async fn post(
    app: &App,
    article: ArticleId,
    incoming: Incoming,
    now: Time,
) -> Result<Submitted> {
    let settings = PostingSettings::of(&app.settings());
    let names = app.staff_names.current(&app.db, &app.settings().site.title).await?;
    let (address, key) = (incoming.address, incoming.key.clone());
    let submission = prepare(app, article, incoming, now)?.with_staff_names(&names);
    let submission = check_for_spam(app, submission, address, &settings, now).await?;
    let submitted = match key {
        None => app.db.write(move |conn| submit(conn, &submission, &settings, now)).await?,
        Some(key) => {
            let once = key.by(&app.vault, submission.sender());
            let work = move |conn: &mut Connection| {
                let submitted = submit(conn, &submission, &settings, now)?;
                Ok((200, serde_json::to_value(submitted).map_err(Error::internal)?))
            };
            let outcome = app.db.write(move |conn| once.run(conn, now, &work)).await?;
            serde_json::from_value(outcome.body).map_err(Error::internal)?
        }
    };
    if submitted.status.is_public() {
        app.cache.drop(Scope::Article(article));
    }
    app.worker_wakeup.notify_one();
    Ok(submitted)
}

/// Checks that the article accepts comments and the parent is public, for a comment whose fields
/// have faults. The reader learns of this instead of a missing name.
///
/// # Errors
/// `NotFound` without such an article, `Forbidden` (`closed`, `parent_unavailable`).
pub async fn check_article_and_parent(
    app: &App,
    article: ArticleId,
    parent: Option<&str>,
    unlocked: Option<Unlocked>,
    now: Time,
) -> Result<()> {
    let parent = parent.and_then(|id| id.trim().parse().ok());
    let rules = CommentRules::of_site(&app.settings());
    app.db
        .read(move |conn| {
            facts::check_article_and_parent(conn, article, parent, &rules, unlocked, now)
        })
        .await
}

fn prepare(app: &App, article: ArticleId, incoming: Incoming, now: Time) -> Result<Submission> {
    let Incoming { draft, address, form_id, signals, browser, key: _ } = incoming;
    let verification = match browser {
        Some(browser) => {
            browser.verification(&app.vault, &app.vault.index(&draft.email.canonical()))
        }
        None => Verification::Unverified,
    };
    let signals = Signals { verification, ..signals };
    let submission = Submission::new(&app.vault, article, draft, &form_id, address, signals, now)?;
    Ok(submission.screened(app))
}

/// Has Akismet check the comment where its answer can matter. Comments by staff are not sent to it.
async fn check_for_spam(
    app: &App,
    submission: Submission,
    address: IpAddr,
    settings: &PostingSettings,
    now: Time,
) -> Result<Submission> {
    if submission.signals.sender != Sender::Reader {
        return Ok(submission);
    }
    let settings = settings.clone();
    let is_needed = move |conn: &mut Connection, submission: &Submission, worst| {
        spam_check::is_needed(conn, submission, &settings, worst, now)
    };
    spam_check::check(app, submission, Some(address), now, is_needed).await
}

/// Stores a comment with its first status, the first line of its log, and its mail job. The same
/// form sent again returns the stored comment.
///
/// # Errors
/// `NotFound` without such an article, `Forbidden` (`closed`, `parent_unavailable`), `Conflict`
/// (`duplicate`), `TooFast`.
pub fn submit(
    conn: &mut Connection,
    submission: &Submission,
    settings: &PostingSettings,
    now: Time,
) -> Result<Submitted> {
    facts::serialize_posts(conn, submission, settings)?;
    let gathered = facts::gather(conn, submission, settings, now)?;
    match (spam_check::judge(submission, &gathered), &gathered.existing) {
        (Ok(verdict), _) => {
            let written = write(conn, submission, &gathered, &verdict, now)?;
            let Comments { consent, consent_version, .. } = &settings.comments;
            if submission.draft.consent && !consent.is_empty() {
                store::record_consent(conn, written.id, (consent_version, consent), now)?;
            }
            Ok(written)
        }
        (Err(Refusal::Resent), Some(existing)) => {
            Ok(Submitted { id: existing.id, status: existing.status })
        }
        (Err(refusal), _) => Err(refusal.into()),
    }
}

/// The first comment of a new publication.
pub fn post_sample(
    conn: &mut Connection,
    sample: &Submission,
    settings: &Comments,
    now: Time,
) -> Result<Submitted> {
    let comments = Comments { policy: Policy::PublishAll, ..settings.clone() };
    submit(conn, sample, &PostingSettings { comments, rules: CommentRules::default() }, now)
}

fn write(
    conn: &mut Connection,
    submission: &Submission,
    gathered: &Gathered,
    verdict: &Verdict,
    now: Time,
) -> Result<Submitted> {
    if let Some(deleted) = &gathered.existing {
        // Its text is gone, so the reader may post it again.
        store::release_fingerprint(conn, deleted.id)?;
    }
    let status = Status::from(verdict.status);
    let reader_id = match gathered.reader {
        Some(id) => id,
        None => {
            let Submission { email_index, email_sealed, inbox_index, .. } = submission;
            store::insert_reader(conn, email_index, email_sealed, inbox_index, now)?
        }
    };
    let reasons = serde_json::to_string(&verdict.reasons).map_err(Error::internal)?;
    let row = row(submission, gathered, status, reader_id, reasons, now);
    let Some(id) = store::insert(conn, &row)? else {
        return stored_concurrently(conn, submission, &gathered.fingerprint);
    };
    if submission.signals.verification == Verification::Verified {
        store::record_verified(conn, id)?;
    }
    spam_check::store_akismet_result(conn, id, submission)?;
    store::insert_reasons(conn, id, &verdict.listing_codes())?;
    store::log_first_status(conn, id, status, &verdict.reasons, now)?;
    if status == Status::Approved && verdict.is_flagged() {
        store::open_review(conn, id, gathered.section_id, &row.reasons, now)?;
    }
    subscribe(conn, submission, (id, reader_id, status), now)?;
    match status {
        Status::Approved => {
            invalidation::record(conn, Scope::Article(submission.article), now)?;
            queue::enqueue(conn, Job::CommentPublished { comment: id }, now)?;
        }
        Status::Pending => queue::enqueue(conn, Job::CommentHeld { comment: id }, now)?,
        // Nobody needs to act on a comment that screening has rejected.
        Status::Rejected | Status::Spam | Status::Deleted => {}
    }
    Ok(Submitted { id, status })
}

/// Stores what the reader wants mail about. The worker does the rest: whether the address is known
/// here must not be seen from the answer or its time.
fn subscribe(
    conn: &mut Connection,
    submission: &Submission,
    (comment, reader, status): (CommentId, ReaderId, Status),
    now: Time,
) -> Result<()> {
    let wanted = submission.draft.notify.scope().filter(|_| match status {
        Status::Approved | Status::Pending => submission.signals.sender == Sender::Reader,
        Status::Rejected | Status::Spam | Status::Deleted => false,
    });
    let Some(scope) = wanted else { return Ok(()) };
    let request = Request { comment, reader, article: submission.article, scope };
    match submission.signals.verification {
        Verification::Verified => subscriptions::start(conn, &request, now)?,
        Verification::Unverified => subscriptions::request(conn, &request, now)?,
    }
    queue::enqueue(conn, Job::SubscriptionRequested { comment }, now)
}

fn row<'a>(
    submission: &'a Submission,
    gathered: &'a Gathered,
    status: Status,
    reader_id: ReaderId,
    reasons: String,
    now: Time,
) -> NewComment<'a> {
    let draft = &submission.draft;
    NewComment {
        article_id: submission.article,
        parent_id: draft.parent_id,
        root_id: gathered.root_id,
        reader_id: Some(reader_id),
        staff_id: submission.signals.sender.staff(),
        status,
        first_status: status,
        reasons,
        version: 1,
        name: draft.name.as_str(),
        website: draft.website.as_ref().map(|website| website.as_str()),
        text: draft.text.as_str(),
        html: draft.text.html(),
        avatar: submission.avatar,
        fingerprint: &gathered.fingerprint,
        form_id: &submission.form_id,
        network_hash: Some(&submission.network_hash),
        network_prefix: Some(&submission.network_prefix),
        form_age: submission
            .signals
            .form
            .age()
            .map(|age| age.as_millis().try_into().unwrap_or(i64::MAX)),
        notify: draft.notify != Notify::None,
        created_at: now,
        decided_at: (status != Status::Pending).then_some(now),
        section_id: gathered.section_id,
        score: submission.score(),
        language: submission.language,
        imported_at: None,
    }
}

/// On PostgreSQL, another connection can store the same comment after the facts were gathered.
fn stored_concurrently(
    conn: &mut Connection,
    submission: &Submission,
    fingerprint: &[u8],
) -> Result<Submitted> {
    match store::existing(conn, fingerprint)? {
        Some(existing) if existing.form_id == submission.form_id => {
            Ok(Submitted { id: existing.id, status: existing.status })
        }
        _ => Err(Refusal::Duplicate.into()),
    }
}
