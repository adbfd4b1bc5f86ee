//! Readers' comments: posting one, and the thread under an article.
//!
//! [`submit`] is the way in, one transaction; [`thread_page`] and [`thread_list`] are the ways out.
//! What a comment must be is in `draft`, what becomes of it in `screening`, in which order readers
//! see it in `thread`: all three without I/O.

pub mod article_view;
pub mod asking;
pub mod draft;
mod facts;
pub mod forms;
pub mod life;
pub mod proof;
pub mod rescoring;
mod store;
pub mod thread;
pub mod view;
pub mod web;

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::arrivals;
use crate::articles;
use crate::cache::Scope;
use crate::clock::Time;
use crate::comments::asking::Asked;
use crate::comments::draft::{Draft, RawDraft};
use crate::comments::store::{NewComment, ThreadComment};
use crate::config::{Comments as Settings, Policy};
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::{ArticleId, CommentId};
use crate::invalidation;
use crate::markup;
use crate::queue::{self, Job};
use crate::screening::filter::features::Sample;
use crate::screening::filter::live::{Live, Outcome};
use crate::screening::rules::matcher::{Findings, RuleSet, Subject};
use crate::screening::{
    self, Effect, FirstStatus, Form, Honeypot, Proof, Reason, ScoreOutcome, Scored, Verdict,
};
use crate::status::Status;
use crate::vault::{self, Vault};

pub use crate::comments::store::{OwnComment, OwnReader};

/// A draft with everything around it, ready for the transaction: rendered, sealed and hashed
/// beforehand.
#[derive(Clone)]
pub struct Submission {
    article: ArticleId,
    draft: Draft,
    html: String,
    email_index: Vec<u8>,
    email_sealed: Vec<u8>,
    fingerprint: Vec<u8>,
    form_id: Vec<u8>,
    network_hash: Vec<u8>,
    network_prefix: String,
    avatar: i64,
    links: usize,
    signals: Signals,
    rules: Arc<RuleSet>,
    findings: Findings,
    language: Option<&'static str>,
    score: Option<Scored>,
    asked: Asked,
}

/// How a comment came.
#[derive(Clone, Copy, Debug)]
pub struct Signals {
    /// The form it came with.
    pub form: Form,
    /// The field that people do not see.
    pub honeypot: Honeypot,
    /// Whether the flood limit applies.
    pub sender: Sender,
    /// Whether the reader's address is proven in this browser.
    pub proof: Proof,
}

/// Who posts, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sender {
    /// Anyone.
    Reader,
    /// Somebody who is signed in to the desk, and exempt from the flood limit.
    Staff,
}

impl Submission {
    /// Prepares `draft`: renders the text, seals the address, and hashes what is compared later.
    ///
    /// `form_id` is the form's hidden id, or the `Idempotency-Key`.
    pub fn new(
        vault: &Vault,
        article: ArticleId,
        draft: Draft,
        form_id: &str,
        network: IpAddr,
        signals: Signals,
        now: Time,
    ) -> Result<Submission> {
        let email_index = vault.index(&draft.email.canonical());
        let email_sealed = vault.seal(draft.email.as_str(), &vault::reader_row(&email_index))?;
        let parent = draft.parent_id.map_or(0, |id| id.0);
        let fingerprint = vault.sign(
            "comment fingerprint",
            &[
                &article.0.to_be_bytes(),
                &parent.to_be_bytes(),
                &email_index,
                draft.text.as_str().as_bytes(),
            ],
        );
        let html = markup::comment(draft.text.as_str());
        Ok(Submission {
            email_index,
            email_sealed,
            fingerprint: fingerprint.to_vec(),
            form_id: vault::hash(form_id),
            network_hash: vault.network_hash(network, now),
            network_prefix: vault::network_prefix(network),
            avatar: i64::from_be_bytes(vault::random::<8>()?),
            links: markup::links_beside(draft.text.as_str(), &html),
            html,
            rules: Arc::default(),
            findings: Findings::default(),
            language: None,
            score: None,
            asked: Asked::Nobody,
            article,
            draft,
            signals,
        })
    }

    /// The same under `rules`, which look at it now, before the transaction. Without this no rule
    /// does.
    pub fn under(self, rules: Arc<RuleSet>) -> Submission {
        let address = self.draft.email.canonical();
        let form_age = match self.signals.form {
            Form::Aged(age) => Some(age.as_secs_f64()),
            Form::None | Form::Unsigned => None,
        };
        // Otherwise it is told a moment later, when nobody waits for it.
        let language = if rules.needs_language() {
            arrivals::language(self.draft.text.as_str())
        } else {
            None
        };
        let findings = rules.look(&Subject {
            text: self.draft.text.as_str(),
            name: self.draft.name.as_str(),
            website: self.draft.website.as_ref().map(|website| website.as_str()),
            address_domain: Some(domain_of(&address)),
            address: Some(&address),
            network_prefix: Some(&self.network_prefix),
            language,
            links: self.links,
            form_age,
            article: Some(self.article),
        });
        Submission { findings, rules, language, ..self }
    }

    /// The same with the score that `filter` gives it. Without this there is none, and none is
    /// missed.
    pub fn scored(self, filter: &Live) -> Submission {
        let address = self.draft.email.canonical();
        let found = filter.score(&Sample {
            text: self.draft.text.as_str(),
            name: self.draft.name.as_str(),
            mailbox: address.rsplit_once('@').map(|(mailbox, _)| mailbox),
            email_domain: Some(domain_of(&address)),
            website: self.draft.website.as_ref().map(|website| website.as_str()),
            form_age: match self.signals.form {
                Form::Aged(age) => Some(age),
                Form::None | Form::Unsigned => None,
            },
        });
        let score = match found {
            None => Scored { score: 0.0, outcome: ScoreOutcome::Missing, features: Vec::new() },
            Some(found) => Scored {
                score: found.score,
                outcome: match found.outcome {
                    Outcome::Nothing => ScoreOutcome::Nothing,
                    Outcome::Hold => ScoreOutcome::Hold,
                    Outcome::Spam => ScoreOutcome::Spam,
                },
                features: found
                    .causes
                    .into_iter()
                    .filter(|cause| cause.weight > 0.0)
                    .map(|cause| cause.what)
                    .collect(),
            },
        };
        Submission { score: Some(score), ..self }
    }

    /// The first comment of a new publication. Its address belongs to nobody (RFC 2606).
    pub fn sample(vault: &Vault, article: ArticleId, now: Time) -> Result<Submission> {
        let raw = RawDraft {
            text: "So this is what a comment looks like: a name, a time, a few words. \
                   **Answer it** to see how a thread grows."
                .to_owned(),
            name: "A first reader".to_owned(),
            email: "first.reader@example.org".to_owned(),
            ..RawDraft::default()
        };
        let draft = Draft::parse(&raw).map_err(Error::Invalid)?;
        let signals = Signals {
            form: Form::None,
            honeypot: Honeypot::Empty,
            sender: Sender::Staff,
            proof: Proof::None,
        };
        // Nobody's network either (RFC 5737): from this machine's own, the owner's first comment
        // would come too fast.
        let nowhere = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));
        Submission::new(vault, article, draft, &vault::secret()?, nowhere, signals, now)
    }

    /// A new text for a comment that is there, from its author. Neither a form nor a hurry speaks
    /// against it.
    pub fn edit(
        vault: &Vault,
        article: ArticleId,
        draft: Draft,
        network_prefix: Option<String>,
        proof: Proof,
        now: Time,
    ) -> Result<Submission> {
        let signals =
            Signals { form: Form::None, honeypot: Honeypot::Empty, sender: Sender::Staff, proof };
        let nowhere = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
        let submission = Submission::new(vault, article, draft, "", nowhere, signals, now)?;
        Ok(Submission { network_prefix: network_prefix.unwrap_or_default(), ..submission })
    }

    /// The Markdown, and the text as HTML.
    pub fn text(&self) -> (&str, &str) {
        (self.draft.text.as_str(), &self.html)
    }

    /// Says who posts, and only to us: the same key of two readers is two keys.
    pub fn sender(&self) -> &[u8] {
        &self.email_index
    }
}

/// A comment that is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submitted {
    /// Its number.
    pub id: CommentId,
    /// Where it stands now.
    pub status: Status,
}

/// Stores a reader's comment with its first status, its first line in the log and the job that
/// tells the staff. The same form sent again gives the comment that is there.
///
/// # Errors
/// `NotFound` without such an article, `Forbidden` (`closed`, `parent_unavailable`), `Conflict`
/// (`duplicate`), `TooFast`.
pub fn submit(
    conn: &mut Connection,
    submission: &Submission,
    settings: &Rules,
    now: Time,
) -> Result<Submitted> {
    facts::take_turn(conn, submission, settings)?;
    let known = store::known(
        conn,
        submission.article,
        &submission.email_index,
        &submission.fingerprint,
        now,
    )?;
    let known = known.ok_or(Error::NotFound)?;
    let place = facts::place(conn, &known, submission, settings, now)?;
    screening::admits(place.openness, place.parent)?;
    if let Some((id, status, form_id)) = &known.twin
        && *form_id == submission.form_id
    {
        return Ok(Submitted { id: *id, status: *status });
    }
    let facts = facts::gather(conn, submission, settings, &place, &known, now)?;
    let verdict = asking::judge(submission, &facts, place.policy)?;
    let status = Status::from(verdict.status);

    let reader_id = match known.reader {
        Some(id) => id,
        None => store::insert_reader(conn, &submission.email_index, &submission.email_sealed, now)?,
    };
    let draft = &submission.draft;
    let row = NewComment {
        article_id: submission.article,
        parent_id: draft.parent_id,
        root_id: place.root_id,
        reader_id,
        status,
        first_status: status,
        reasons: serde_json::to_string(&verdict.reasons).map_err(Error::internal)?,
        version: 1,
        name: draft.name.as_str(),
        website: draft.website.as_ref().map(|website| website.as_str()),
        text: draft.text.as_str(),
        html: &submission.html,
        avatar: submission.avatar,
        fingerprint: &submission.fingerprint,
        form_id: &submission.form_id,
        network_hash: &submission.network_hash,
        network_prefix: &submission.network_prefix,
        form_age: match submission.signals.form {
            Form::Aged(age) => Some(age.as_millis().try_into().unwrap_or(i64::MAX)),
            Form::None | Form::Unsigned => None,
        },
        notify: draft.notify,
        created_at: now,
        decided_at: (status != Status::Pending).then_some(now),
        section_id: place.section_id,
        score: submission.score(),
        language: submission.language,
    };
    let Some(id) = store::insert(conn, &row)? else {
        // PostgreSQL only: the same comment came in by another connection since we looked.
        return match store::twin(conn, &submission.fingerprint)? {
            Some((id, status, form_id)) if form_id == submission.form_id => {
                Ok(Submitted { id, status })
            }
            _ => Err(screening::Refusal::Duplicate.into()),
        };
    };

    asking::note(conn, id, submission)?;
    store::insert_reasons(conn, id, &verdict.listed_as())?;
    store::log_first_status(conn, id, status, &verdict.reasons, now)?;
    if status == Status::Approved && verdict.is_flagged() {
        store::ask_for_a_look(conn, id, place.section_id, &row.reasons, now)?;
    }
    match status {
        Status::Approved => {
            invalidation::record(conn, Scope::Article(submission.article), now)?;
            queue::enqueue(conn, Job::CommentPublished { comment: id }, now)?;
        }
        Status::Pending => queue::enqueue(conn, Job::CommentHeld { comment: id }, now)?,
        // What is kept out by a rule or a ban asks nothing of anyone.
        Status::Rejected | Status::Spam | Status::Deleted => {}
    }
    Ok(Submitted { id, status })
}

/// Puts a first comment under the article that a new publication begins with.
pub fn welcome(
    conn: &mut Connection,
    sample: &Submission,
    settings: &Settings,
    now: Time,
) -> Result<Submitted> {
    let comments = Settings { policy: Policy::PublishAll, ..settings.clone() };
    submit(conn, sample, &Rules { comments, open_days: None }, now)
}

/// The settings that decide what becomes of a comment.
#[derive(Clone, Debug)]
pub struct Rules {
    /// The section `comments` of the configuration.
    pub comments: Settings,
    /// Days after publication that an article takes comments; without end if not set.
    pub open_days: Option<u32>,
}

/// Article open and parent approved, asked before the fields are: who writes under a closed article
/// learns that first, and not that the name is missing.
pub fn admits(
    conn: &mut Connection,
    article: ArticleId,
    parent_id: Option<CommentId>,
    open_days: Option<u32>,
    now: Time,
) -> Result<()> {
    let openness =
        facts::openness(&store::article(conn, article)?.ok_or(Error::NotFound)?, open_days, now)?;
    let (parent, _) = facts::parent(conn, article, parent_id)?;
    Ok(screening::admits(openness, parent)?)
}

/// `articles.status` of an article that readers see.
const PUBLISHED: i16 = 1;

/// The comment that a form wants to answer: its name, if it can be answered.
pub fn reply_target(
    conn: &mut Connection,
    article: ArticleId,
    id: CommentId,
) -> Result<Option<String>> {
    let parent = store::parent(conn, id)?;
    Ok(parent
        .filter(|parent| parent.article_id == article && parent.status.is_public())
        .map(|parent| parent.name))
}

/// One page of an article's thread.
pub struct ThreadPage {
    /// Approved comments on all pages together.
    pub count: i64,
    /// This page, from 1.
    pub page: i64,
    /// How many pages there are; at least 1.
    pub pages: i64,
    /// In thread order.
    pub comments: Vec<PlacedComment>,
    /// What comes first, on the first page only; each stands in its place as well.
    pub pinned: Vec<(CommentId, Shown)>,
}

/// A comment in its place on the page.
pub struct PlacedComment {
    /// Its number.
    pub id: CommentId,
    /// 1 for a comment that begins a thread; never above the configured depth.
    pub depth: usize,
    /// Number and name of the comment that is answered, where the depth no longer tells.
    pub in_reply_to: Option<(CommentId, String)>,
    /// None where a comment that is not public keeps its place above others that are.
    pub shown: Option<Shown>,
}

/// What readers see of a comment.
#[derive(Clone, Debug)]
pub struct Shown {
    /// What it answers.
    pub parent_id: Option<CommentId>,
    /// The name over it.
    pub name: String,
    /// What the name links to.
    pub website: Option<String>,
    /// The text as sanitized HTML.
    pub html: String,
    /// The random number its picture is drawn from.
    pub avatar: i64,
    /// When it was posted.
    pub created_at: Time,
    /// When its text was last changed.
    pub edited_at: Option<Time>,
    /// The editors think it worth reading.
    pub featured: bool,
    /// Somebody of the staff wrote it.
    pub staff: bool,
}

/// The `page`-th page of an article's thread.
///
/// # Errors
/// `NotFound` for a page that there is not.
pub fn thread_page(
    conn: &mut Connection,
    article: ArticleId,
    page: i64,
    settings: &Settings,
) -> Result<ThreadPage> {
    let per_page = i64::try_from(settings.threads_per_page.max(1)).unwrap_or(i64::MAX);
    if page < 1 {
        return Err(Error::NotFound);
    }
    let skip = (page - 1).saturating_mul(per_page);
    let mut roots = store::threads(conn, article, CommentId(0), skip, per_page.saturating_add(1))?;
    // Most articles have one page of comments, and then there is nothing to count.
    let pages = match (page, i64::try_from(roots.len())) {
        (1, Ok(found)) if found <= per_page => 1,
        _ => (store::thread_count(conn, article, CommentId(i64::MAX))? + per_page - 1) / per_page,
    };
    if page > pages {
        return Err(Error::NotFound);
    }
    roots.truncate(settings.threads_per_page.max(1));
    let comments = placed(conn, article, roots, usize::from(settings.max_depth))?;
    let count = match pages {
        1 => comments
            .iter()
            .filter(|comment| comment.shown.is_some())
            .count()
            .try_into()
            .unwrap_or(i64::MAX),
        _ => store::approved_count(conn, article)?,
    };
    let pinned = match page {
        1 if count > 0 => {
            let found = store::pinned(conn, article)?;
            found
                .into_iter()
                .filter_map(|comment| Some((comment.id, Shown::of(comment)?)))
                .collect()
        }
        _ => Vec::new(),
    };
    Ok(ThreadPage { count, page, pages, comments, pinned })
}

/// A part of an article's thread as a flat list in thread order, approved comments only.
pub struct ThreadList {
    /// The comments.
    pub comments: Vec<(CommentId, Shown)>,
    /// Where the next part begins, if there is one.
    pub next: Option<CommentId>,
}

/// Up to `limit` approved comments in thread order, those after the comment `after`.
pub fn thread_list(
    conn: &mut Connection,
    article: ArticleId,
    after: Option<CommentId>,
    limit: usize,
    max_depth: usize,
) -> Result<ThreadList> {
    let from = match after {
        None => CommentId(0),
        Some(id) => match store::parent(conn, id)? {
            Some(last) if last.article_id == article => last.root_id.unwrap_or(last.id),
            _ => {
                return Err(Error::invalid(
                    "after",
                    "cursor",
                    "Use the cursor of the previous answer as it is",
                ));
            }
        },
    };
    // Every thread has at least one public comment, so the thread of `after` and `limit` more are
    // enough, and one beyond tells whether there is more.
    let roots = store::threads(
        conn,
        article,
        from,
        0,
        i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(2),
    )?;
    let placed = placed(conn, article, roots, max_depth)?;
    let start = match after {
        None => 0,
        Some(id) => match placed.iter().position(|comment| comment.id == id) {
            Some(at) => at + 1,
            // It is no longer public: go on with what was written after it.
            None => placed.iter().position(|comment| comment.id > id).unwrap_or(placed.len()),
        },
    };
    let mut rest =
        placed.into_iter().skip(start).filter_map(|comment| Some((comment.id, comment.shown?)));
    let comments: Vec<(CommentId, Shown)> = rest.by_ref().take(limit).collect();
    let next = rest.next().and(comments.last().map(|(id, _)| *id));
    Ok(ThreadList { comments, next })
}

/// The comments of whole threads, which begin with `roots`, in the order of the page.
fn placed(
    conn: &mut Connection,
    article: ArticleId,
    roots: Vec<ThreadComment>,
    max_depth: usize,
) -> Result<Vec<PlacedComment>> {
    let (Some(first), Some(last)) =
        (roots.first().map(|root| root.id), roots.last().map(|root| root.id))
    else {
        return Ok(Vec::new());
    };
    // A comment is younger than what it answers, so its number is higher.
    let mut comments = roots;
    comments.extend(store::replies(conn, store::Run { article, first, last })?);
    comments.sort_unstable_by_key(|comment| comment.id);
    let rows: Vec<thread::Row> = comments
        .iter()
        .map(|comment| thread::Row {
            id: comment.id,
            parent_id: comment.parent_id,
            status: comment.status,
        })
        .collect();
    let places = thread::order(&rows, max_depth);
    let at = |id: CommentId| rows.binary_search_by_key(&id, |row| row.id).ok();
    let name = |id: CommentId| match at(id).map(|at| &comments[at]) {
        Some(comment) if comment.status.is_public() => comment.name.clone(),
        _ => "a removed comment".to_owned(),
    };
    let names: Vec<Option<(CommentId, String)>> =
        places.iter().map(|place| place.in_reply_to.map(|id| (id, name(id)))).collect();
    let mut shown: Vec<Option<Shown>> = comments.into_iter().map(Shown::of).collect();
    let in_place = |(place, in_reply_to): (thread::Place, _)| PlacedComment {
        id: place.id,
        depth: place.depth,
        in_reply_to,
        shown: at(place.id).and_then(|at| shown[at].take()),
    };
    Ok(places.into_iter().zip(names).map(in_place).collect())
}

impl Shown {
    /// What readers see of this comment, if it is public.
    fn of(row: ThreadComment) -> Option<Shown> {
        let ThreadComment {
            parent_id,
            status,
            name,
            website,
            html,
            avatar,
            created_at,
            edited_at,
            ..
        } = row;
        let (featured, staff) = (row.featured_at.is_some(), row.staff_id.is_some());
        let shown = Shown {
            parent_id,
            name,
            website,
            html,
            avatar,
            created_at,
            edited_at,
            featured,
            staff,
        };
        status.is_public().then_some(shown)
    }
}

/// The address of a public comment: its article's path, the page of its thread, and its place
/// there.
///
/// # Errors
/// `NotFound` if the comment or its article is not public.
pub fn location(conn: &mut Connection, id: CommentId, settings: &Settings) -> Result<String> {
    let place = store::whereabouts(conn, id)?
        .filter(|place| place.status.is_public() && place.article_status == PUBLISHED)
        .ok_or(Error::NotFound)?;
    let before = store::thread_count(conn, place.article_id, place.root_id.unwrap_or(id))?;
    let per_page = i64::try_from(settings.threads_per_page.max(1)).unwrap_or(i64::MAX);
    let query = match before / per_page {
        0 => String::new(),
        pages_before => format!("?page={}", pages_before + 1),
    };
    Ok(format!("{}{query}#comment-{id}", articles::path::href(&place.path)))
}

/// A comment for the reader who wrote it, whatever its status.
///
/// # Errors
/// `NotFound`.
pub fn own(conn: &mut Connection, id: CommentId) -> Result<OwnComment> {
    store::own(conn, id)?.ok_or(Error::NotFound)
}

/// Judges a text that an author wants to put in the place of the comment's own, by the same phases.
pub fn rescreen(
    conn: &mut Connection,
    submission: &Submission,
    settings: &Rules,
    now: Time,
) -> Result<Verdict> {
    let (facts, policy) = asking::of_edit(conn, submission, settings, now)?;
    Ok(asking::judge(submission, &facts, policy)?)
}

/// What a held comment is held for after its author has changed it: what its form gave away, and
/// what the new text does. Nothing is published by an edit of what waits, so at the least it says
/// that there was one.
pub fn reasons_after_edit(before: &[Reason], verdict: &Verdict) -> Vec<Reason> {
    let stays = |reason: &&Reason| !matches!(reason.effect(), Effect::Publishes | Effect::Insists);
    let mut reasons: Vec<Reason> =
        before.iter().filter(|reason| reason.is_of_the_form()).cloned().collect();
    reasons.extend(verdict.reasons.iter().filter(stays).cloned());
    if reasons.iter().all(|reason| reason.effect() == Effect::Nothing) {
        reasons.push(Reason::Edited);
    }
    reasons
}

/// Stores why a comment is held now, in the place of what was stored before.
pub fn restate_reasons(conn: &mut Connection, id: CommentId, reasons: Vec<Reason>) -> Result<()> {
    store::set_reasons(conn, id, &serde_json::to_string(&reasons).map_err(Error::internal)?)?;
    let verdict = Verdict { status: FirstStatus::Pending, reasons };
    store::insert_reasons(conn, id, &verdict.listed_as())
}

/// Opens the sealed address of a reader.
pub fn open_address(
    vault: &Vault,
    email_index: &[u8],
    email_sealed: &[u8],
) -> Result<Zeroizing<String>> {
    vault.open(email_sealed, &vault::reader_row(email_index))
}

/// What follows the @ of a canonical address.
fn domain_of(address: &str) -> &str {
    address.rsplit_once('@').map_or("", |(_, domain)| domain)
}
