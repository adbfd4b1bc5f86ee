//! Akismet: a service that is asked, where an operator wants it, whether a comment is spam. Off
//! without a key.
//!
//! [`Akismet::ask`] is called before a comment's transaction and never within one. Every
//! failure is an [`Opinion`] too: screening holds a comment without an answer. [`reports`] send it,
//! later and by jobs, the decisions of moderators that differ.

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
use crate::screening::akismet::model::{Answer, Comment, Fault, Opinion, Response, Site};
use crate::screening::filter::label::Label;

/// The service, ready to be asked.
pub struct Akismet {
    settings: config::Akismet,
    site: Site,
    endpoint: Endpoint,
    slots: Semaphore,
    answers: Family<Answered, Counter>,
}

/// What an answer is counted under.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    answer: &'static str,
}

impl Akismet {
    /// Nothing, if no key is set. No connection is made by this.
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

    /// What Akismet makes of a comment. There is an answer within the deadline, and be it that
    /// there is none.
    pub async fn ask(&self, comment: &Comment<'_>) -> Opinion {
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
        Opinion::of(answer, self.settings.mark_spam)
    }

    /// The worst that Akismet could say of a comment.
    pub fn worst(&self) -> Opinion {
        Opinion::Spam { blatant: true, mark: self.settings.mark_spam != MarkSpam::Never }
    }

    /// Reports to Akismet what staff decided about a comment.
    pub async fn report(&self, label: Label, comment: &Comment<'_>) -> Result<(), Fault> {
        let path = match label {
            Label::Spam => "1.1/submit-spam",
            Label::Fine => "1.1/submit-ham",
        };
        self.post(path, comment).await?.thanked()
    }

    /// Asks whether the key is good for this site. Beside the fault comes what Akismet says about
    /// it, if it does.
    pub async fn verify(&self) -> Result<(), (Fault, Option<String>)> {
        let fields = vec![("api_key", self.key()), ("blog", self.site.base_url.clone())];
        let response = self
            .in_time(self.endpoint.post("1.1/verify-key", &fields))
            .await
            .map_err(|fault| (fault, None))?;
        response.verified().map_err(|fault| (fault, response.debug_help))
    }

    /// Registers the count of answers by what they were.
    pub fn register(&self, registry: &mut Registry) {
        let help = "What Akismet answered: fine, spam, blatant, or why there was no answer";
        registry.register("akismet_answers", help, self.answers.clone());
    }

    async fn post(&self, path: &str, comment: &Comment<'_>) -> Result<Response, Fault> {
        let mut fields = vec![("api_key", self.key())];
        fields.extend(self.site.asks(comment));
        self.in_time(self.endpoint.post(path, &fields)).await
    }

    fn key(&self) -> String {
        self.settings.key.expose_secret().to_owned()
    }

    /// Waits for a free slot and for the answer, both within the deadline.
    async fn in_time(
        &self,
        asked: impl Future<Output = Result<Response, Fault>>,
    ) -> Result<Response, Fault> {
        let one_of_a_few = async {
            // The slots are never closed.
            let _slot = self.slots.acquire().await.map_err(|_| Fault::Unreachable)?;
            asked.await
        };
        tokio::time::timeout(self.settings.deadline, one_of_a_few).await.unwrap_or(Err(Fault::Late))
    }
}

/// Notes what Akismet said of a comment, in the transaction that stores it or its new text. Without
/// this it never hears of what is decided about the comment.
pub fn note(conn: &mut Connection, comment: CommentId, says_spam: bool) -> Result<()> {
    store::set_label(conn, comment, if says_spam { Label::Spam } else { Label::Fine })
}
