//! Akismet, an external service that checks comments for spam. It is off without a key.
//!
//! [`Akismet::check`] is called before a comment's transaction and never within one. Every failure
//! is an [`AkismetResult`] too: screening holds a comment without an answer. [`reports`] later send
//! differing decisions of moderators to it, by jobs.

mod http;
pub mod model;
pub mod reports;
mod store;

use std::future::Future;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::registry::Registry;
use secrecy::ExposeSecret;
use tokio::sync::Semaphore;

use crate::config::{self, Config, MarkSpam};
use crate::db::Connection;
use crate::error::Result;
use crate::ids::CommentId;
use crate::outbound::Outbound;
use crate::screening::akismet::http::Endpoint;
use crate::screening::akismet::model::{AkismetResult, Answer, Comment, Fault, Response, Site};
use crate::screening::filter::label::Label;

/// The client of the service.
pub struct Akismet {
    settings: config::Akismet,
    site: Site,
    endpoint: Endpoint,
    slots: Semaphore,
    answers: Family<Answered, Counter>,
}

/// The label of the counter of answers.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    answer: &'static str,
}

impl Akismet {
    /// Creates the client without connecting. None if no key is set.
    pub fn new(config: &Config) -> Result<Option<Akismet>> {
        let Some(settings) = config.akismet.clone() else { return Ok(None) };
        let site = Site {
            base_url: config.server.base_url.clone(),
            language: config.site.language.clone(),
            send: settings.send.clone(),
        };
        let endpoint = Endpoint::new(&settings.endpoint, Outbound::new(&config.outbound)?);
        let slots = Semaphore::new(settings.parallel);
        Ok(Some(Akismet { settings, site, endpoint, slots, answers: Family::default() }))
    }

    /// Has Akismet check a comment. Returns within the deadline; a missing answer is an opinion
    /// too.
    pub async fn check(&self, comment: &Comment<'_>) -> AkismetResult {
        let answer =
            self.post("1.1/comment-check", comment).await.and_then(|response| response.verdict());
        let name = match answer {
            Ok(Answer::Fine) => "fine",
            Ok(Answer::Spam) => "spam",
            Ok(Answer::Blatant) => "blatant",
            Err(fault) => {
                tracing::warn!(fault = fault.name(), "Akismet gave no answer; the comment is held");
                fault.name()
            }
        };
        self.answers.get_or_create(&Answered { answer: name }).inc();
        AkismetResult::of(answer, self.settings.mark_spam)
    }

    /// The worst opinion that Akismet could have.
    pub fn worst(&self) -> AkismetResult {
        AkismetResult::Spam { blatant: true, mark: self.settings.mark_spam != MarkSpam::Never }
    }

    /// Reports the decision of staff about a comment to Akismet.
    pub async fn report(&self, label: Label, comment: &Comment<'_>) -> Result<(), Fault> {
        let path = match label {
            Label::Spam => "1.1/submit-spam",
            Label::Fine => "1.1/submit-ham",
        };
        self.post(path, comment).await?.acknowledged()
    }

    /// Checks that the key is valid for this site. A fault comes with Akismet's explanation, if it
    /// gave one.
    pub async fn verify(&self) -> Result<(), (Fault, Option<String>)> {
        let fields = vec![("api_key", self.key()), ("blog", self.site.base_url.clone())];
        let response = self
            .in_time(self.endpoint.post("1.1/verify-key", &fields))
            .await
            .map_err(|fault| (fault, None))?;
        response.verified().map_err(|fault| (fault, response.debug_help))
    }

    /// Registers the counter of answers.
    pub fn register(&self, registry: &mut Registry) {
        let help = "Answers of Akismet: fine, spam, blatant, or the fault";
        registry.register("akismet_answers", help, self.answers.clone());
    }

    async fn post(&self, path: &str, comment: &Comment<'_>) -> Result<Response, Fault> {
        let mut fields = vec![("api_key", self.key())];
        fields.extend(self.site.fields(comment));
        self.in_time(self.endpoint.post(path, &fields)).await
    }

    fn key(&self) -> String {
        self.settings.key.expose_secret().to_owned()
    }

    /// Waits for a free slot and for the answer, both within the deadline.
    async fn in_time(
        &self,
        request: impl Future<Output = Result<Response, Fault>>,
    ) -> Result<Response, Fault> {
        let limited = async {
            // The slots are never closed.
            let _slot = self.slots.acquire().await.map_err(|_| Fault::Unreachable)?;
            request.await
        };
        tokio::time::timeout(self.settings.deadline, limited).await.unwrap_or(Err(Fault::Late))
    }
}

/// Stores Akismet's opinion of a comment, in the transaction that stores the comment or its new
/// text. Decisions are reported only about comments with a stored opinion.
pub fn store_akismet_result(
    conn: &mut Connection,
    comment: CommentId,
    says_spam: bool,
) -> Result<()> {
    store::set_label(conn, comment, if says_spam { Label::Spam } else { Label::Fine })
}
