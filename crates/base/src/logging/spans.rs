//! All spans of traces: of requests, jobs, mails and database transactions.
//!
//! They are created only if [`crate::traces`] sends them; otherwise one costs the test of a flag. They never appear in the
//! log. No field may have text that a person has written, or identify a person.

use tracing::field::Empty;
use tracing::{Span, info_span};

/// The target of all of these spans, by which [`crate::traces`] selects them.
pub const TARGET: &str = "rejoinder::trace";

/// A request.
pub fn request(method: &'static str) -> Span {
    info_span!(
        target: TARGET,
        parent: None,
        "request",
        otel.kind = "server",
        otel.status_code = Empty,
        http.request.method = method,
        http.route = Empty,
        http.response.status_code = Empty,
    )
}

/// Records the answer of a request.
pub fn record_answer(span: &Span, route: &str, status: u16) {
    if span.is_disabled() {
        return;
    }
    span.record("http.route", route);
    span.record("http.response.status_code", i64::from(status));
    if status >= 500 {
        span.record("otel.status_code", "ERROR");
    }
}

/// A job of the queue.
pub fn job(kind: &'static str, attempt: i64) -> Span {
    info_span!(
        target: TARGET,
        parent: None,
        "job",
        otel.name = format!("job {kind}"),
        otel.kind = "consumer",
        otel.status_code = Empty,
        job.kind = kind,
        job.attempt = attempt,
    )
}

/// A poll of a queue in which something is due: mails are planned for many events at once, and other jobs are claimed.
pub fn poll() -> Span {
    info_span!(
        target: TARGET,
        parent: None,
        "poll queue",
        otel.kind = "consumer",
        otel.status_code = Empty,
        queue.planned = Empty,
        queue.claimed = Empty,
    )
}

/// Says for how many events a poll has planned mails, and how many jobs it has claimed.
pub fn polled(span: &Span, planned: usize, claimed: usize) {
    span.record("queue.planned", planned);
    span.record("queue.claimed", claimed);
}

/// An attempt to hand a mail to the relay.
pub fn mail() -> Span {
    info_span!(
        target: TARGET,
        "send mail",
        otel.kind = "client",
        otel.status_code = Empty,
        mail.outcome = Empty,
    )
}

/// Records the outcome of a mail; `outcome` is one of a few words.
pub fn record_mail(span: &Span, outcome: &'static str, is_sent: bool) {
    span.record("mail.outcome", outcome);
    if !is_sent {
        record_failure(span);
    }
}

/// A transaction for the present request or job, from the call to its end. What the program does by itself every second is
/// no part of a trace.
pub fn transaction(operation: &'static str) -> Span {
    if Span::current().is_disabled() {
        return Span::none();
    }
    info_span!(target: TARGET, "transaction", otel.name = format!("database {operation}"), otel.kind = "client",
        otel.status_code = Empty)
}

/// The time that a transaction waits for a connection.
pub fn waiting(transaction: &Span) -> Span {
    if transaction.is_disabled() {
        return Span::none();
    }
    info_span!(target: TARGET, parent: transaction, "wait")
}

/// The work of a transaction, without its commit.
pub fn running(transaction: &Span) -> Span {
    if transaction.is_disabled() {
        return Span::none();
    }
    info_span!(target: TARGET, parent: transaction, "run")
}

/// Marks a span as failed.
pub fn record_failure(span: &Span) {
    span.record("otel.status_code", "ERROR");
}
