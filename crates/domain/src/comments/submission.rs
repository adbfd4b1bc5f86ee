//! A comment that is ready for the transaction: rendered, sealed, hashed, and matched by rules and
//! filter, so that the transaction does no slow work.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use crate::app::App;
use crate::articles::protection::Unlocked;
use crate::clock::Time;
use crate::comments::draft::{Draft, RawDraft};
use crate::error::{Error, Result};
use crate::i18n::Words;
use crate::ids::{AccountId, ArticleId, CommentId};
use crate::markup::Visible;
use crate::post_processing;
use crate::screening::akismet::model::AkismetResult;
use crate::screening::facts::{Form, Honeypot, ScoreOutcome, Scored, Verification};
use crate::screening::filter::features::Sample;
use crate::screening::filter::live::LiveModel;
use crate::screening::filter::thresholds::Outcome;
use crate::screening::names::StaffNames;
use crate::screening::rules::matcher::{Findings, RuleSet};
use crate::screening::rules::subject::Subject;
use crate::text::fold::fold;
use crate::vault::{self, Vault};

/// A draft with its signals, hashes and screening results.
#[derive(Clone)]
pub struct Submission {
    pub(super) article: ArticleId,
    pub(super) draft: Draft,
    pub(super) email_index: Vec<u8>,
    pub(super) email_sealed: Vec<u8>,
    pub(super) inbox_index: Vec<u8>,
    pub(super) fingerprint: Vec<u8>,
    /// Used instead if a comment of another sender with the same address has the fingerprint.
    pub(super) fingerprint_with_sender: Vec<u8>,
    /// A keyed hash of the address and of the network or the verified browser.
    pub(super) sender: Vec<u8>,
    pub(super) form_id: Vec<u8>,
    pub(super) network_hash: Vec<u8>,
    pub(super) network_prefix: String,
    pub(super) avatar: i64,
    pub(super) signals: Signals,
    pub(super) impersonates_staff: bool,
    pub(super) rules: Arc<RuleSet>,
    pub(super) findings: Findings,
    pub(super) language: Option<&'static str>,
    pub(super) score: Option<Scored>,
    pub(super) spam_check: SpamCheck,
}

/// The signals of a request beside the draft.
#[derive(Clone, Copy, Debug)]
pub struct Signals {
    /// The form that was sent.
    pub form: Form,
    /// The hidden field that only programs fill in.
    pub honeypot: Honeypot,
    /// Who sent it.
    pub sender: Sender,
    /// Whether the reader's address is verified in this browser.
    pub verification: Verification,
    /// The proof that the password of an article was entered in it.
    pub unlocked: Option<Unlocked>,
}

/// The sender of a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sender {
    /// A reader; the flood limit applies.
    Reader,
    /// This program, or the author of a stored comment who edits it: exempt from the flood limit.
    Exempt,
    /// A member of the staff who is signed in to the desk: exempt from the flood limit, never held
    /// by a policy, and shown with the staff badge.
    Staff(AccountId),
}

impl Sender {
    /// The account of a member of the staff.
    pub(super) fn staff(self) -> Option<AccountId> {
        match self {
            Sender::Reader | Sender::Exempt => None,
            Sender::Staff(account) => Some(account),
        }
    }
}

/// The result of the check by a spam service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SpamCheck {
    /// No service is configured, or the author is not a reader.
    None,
    /// The service was not queried, because its answer could not change the verdict. This is the
    /// worst possible answer.
    Skipped(AkismetResult),
    /// The service's answer.
    Answered(AkismetResult),
}

impl Submission {
    /// Prepares a draft: seals the address, and computes the hashes.
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
        let email_sealed = vault.seal_reader(&email_index, draft.email.as_str())?;
        let text = draft.text.visible();
        let inbox_index = vault.inbox_index(&draft.email);
        let fingerprint = fingerprint(vault, article, draft.parent_id, &inbox_index, text);
        let network_hash = vault.network_hash(network, now);
        let origin: &[u8] = match signals.verification {
            Verification::Verified => b"proven",
            Verification::Unverified => &network_hash,
        };
        let sender = vault.sign("comment sender", &[&email_index, origin]).to_vec();
        let fingerprint_with_sender = vault.sign("comment apart", &[&fingerprint, origin]).to_vec();
        Ok(Submission {
            email_index,
            email_sealed,
            inbox_index,
            fingerprint,
            fingerprint_with_sender,
            sender,
            form_id: vault::hash(form_id),
            network_hash,
            network_prefix: vault::network_prefix(network),
            avatar: i64::from_be_bytes(vault::random::<8>()?),
            impersonates_staff: false,
            rules: Arc::default(),
            findings: Findings::default(),
            language: None,
            score: None,
            spam_check: SpamCheck::None,
            article,
            draft,
            signals,
        })
    }

    /// Checks whether a reader's name poses as staff. Without this step no name does.
    pub fn with_staff_names(self, names: &StaffNames) -> Submission {
        let impersonates_staff = self.signals.sender.staff().is_none()
            && names.is_impersonated_by(self.draft.name.as_str());
        Submission { impersonates_staff, ..self }
    }

    /// Matches the rules. Without this step no rule applies.
    pub fn with_rules(self, rules: Arc<RuleSet>) -> Submission {
        let address = self.draft.email.canonical();
        // If no rule needs the language, post-processing detects it later.
        let language = if rules.needs_language() {
            post_processing::language(self.draft.text.visible().words())
        } else {
            None
        };
        let findings = rules.read(&Subject {
            text: self.draft.text.visible().words(),
            targets: self.draft.text.visible().targets(),
            name: self.draft.name.as_str(),
            website: self.draft.website.as_ref().map(|website| website.as_str()),
            address_domain: Some(domain_of(&address)),
            address: Some(&address),
            network_prefix: Some(&self.network_prefix),
            language,
            links: self.draft.text.visible().links(),
            form_age: self.signals.form.age().map(|age| age.as_secs_f64()),
            article: Some(self.article),
        });
        Submission { findings, rules, language, ..self }
    }

    /// Matches the rules in force and scores the comment. Comments by staff are neither scored nor
    /// learned from.
    pub fn screened(self, app: &App) -> Submission {
        let is_scored = app.config.screening.filter && self.signals.sender.staff().is_none();
        let submission = self.with_rules(app.rules.current());
        if is_scored { submission.with_score(&app.filter) } else { submission }
    }

    /// Scores the comment. Without this step the filter has no part in the verdict.
    pub fn with_score(self, filter: &LiveModel) -> Submission {
        let address = self.draft.email.canonical();
        let found = filter.score(&Sample {
            text: self.draft.text.visible().whole(),
            name: self.draft.name.as_str(),
            mailbox: address.rsplit_once('@').map(|(mailbox, _)| mailbox),
            email_domain: Some(domain_of(&address)),
            website: self.draft.website.as_ref().map(|website| website.as_str()),
            form_age: self.signals.form.age(),
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
    pub fn sample(
        vault: &Vault,
        article: ArticleId,
        words: &Words,
        now: Time,
    ) -> Result<Submission> {
        let raw = RawDraft {
            text: words.sample_comment().into_owned(),
            name: words.sample_name().into_owned(),
            email: "first.reader@example.org".to_owned(),
            ..RawDraft::default()
        };
        let draft = Draft::parse(&raw).map_err(Error::Invalid)?;
        let signals = Signals {
            form: Form::None,
            honeypot: Honeypot::Empty,
            sender: Sender::Exempt,
            verification: Verification::Unverified,
            unlocked: None,
        };
        // Nobody's network either (RFC 5737). With this machine's own address, the flood limit
        // would refuse the owner's first comment.
        let nowhere = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));
        Submission::new(vault, article, draft, &vault::secret()?, nowhere, signals, now)
    }

    /// A new text of a stored comment, from its author: without a form, and exempt from the flood
    /// limit.
    pub fn edit(
        vault: &Vault,
        article: ArticleId,
        draft: Draft,
        network_prefix: Option<String>,
        verification: Verification,
        now: Time,
    ) -> Result<Submission> {
        let signals = Signals {
            form: Form::None,
            honeypot: Honeypot::Empty,
            sender: Sender::Exempt,
            verification,
            unlocked: None,
        };
        let nowhere = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
        let submission = Submission::new(vault, article, draft, "", nowhere, signals, now)?;
        Ok(Submission { network_prefix: network_prefix.unwrap_or_default(), ..submission })
    }

    /// Akismet's opinion, for the judge.
    pub(super) fn akismet_result(&self) -> Option<AkismetResult> {
        match self.spam_check {
            SpamCheck::None | SpamCheck::Skipped(_) => None,
            SpamCheck::Answered(akismet_result) => Some(akismet_result),
        }
    }

    /// The Markdown, and the text as HTML.
    pub fn text(&self) -> (&str, &str) {
        (self.draft.text.as_str(), self.draft.text.html())
    }

    /// The sender to whom an `Idempotency-Key` is bound: the address with the network or the
    /// verified browser. So a stranger who types a reader's address does not share the reader's
    /// keys.
    pub fn sender(&self) -> &[u8] {
        &self.sender
    }
}

/// A hash that is the same for equal comments: same article, parent, inbox and folded text. It is
/// keyed, so that nobody can test texts against the row of a deleted comment.
pub(super) fn fingerprint(
    vault: &Vault,
    article: ArticleId,
    parent: Option<CommentId>,
    inbox_index: &[u8],
    text: &Visible,
) -> Vec<u8> {
    let text = fold(text.whole());
    let (article, parent) = (article.0.to_be_bytes(), parent.map_or(0, |id| id.0).to_be_bytes());
    vault.sign("comment fingerprint", &[&article, &parent, inbox_index, text.as_bytes()]).to_vec()
}

/// The domain of a canonical address.
pub(super) fn domain_of(address: &str) -> &str {
    address.rsplit_once('@').map_or("", |(_, domain)| domain)
}
