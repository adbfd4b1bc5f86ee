//! The mail to the author of a comment about a dismissed appeal, or about an accepted or refused
//! edit of public text. An upheld appeal is a decision and has the mail of one.

use askama::Template;

use crate::config::Config;
use crate::error::{Error, Result};
use crate::mail::one_line;
use crate::notify::facts::{RenderedMail, TITLE_LENGTH};
use crate::reviews::model::{Kind, Review, State};
use crate::status::Status;

/// The answer that the mail reports.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    AppealDismissed,
    EditAccepted,
    EditRefused,
}

/// The outcome of a review in the present state of it and its comment.
fn outcome(review: &Review) -> Option<Outcome> {
    match (review.kind, review.state, review.comment.status) {
        (Kind::Appeal, State::Dismissed, Status::Rejected | Status::Spam) => {
            Some(Outcome::AppealDismissed)
        }
        (Kind::Revision, State::Upheld, Status::Approved) => Some(Outcome::EditAccepted),
        (Kind::Revision, State::Dismissed, Status::Approved) => Some(Outcome::EditRefused),
        _ => None,
    }
}

/// Whether the answer given at `at` (microseconds since 1970) is still in force.
pub(super) fn is_still_true(review: &Review, at: i64) -> bool {
    review.closed_at.is_some_and(|closed| closed.micros() == at) && outcome(review).is_some()
}

struct Words<'a> {
    site: &'a str,
    language: &'a str,
    article: &'a str,
    outcome: Outcome,
    /// Why the comment was refused, in one sentence.
    reason: Option<&'a str>,
    link: String,
    private: String,
    stop: String,
}

#[derive(Template)]
#[template(path = "notify/review_answered.txt", whitespace = "preserve")]
struct Text<'a> {
    mail: &'a Words<'a>,
}

#[derive(Template)]
#[template(path = "notify/review_answered.html")]
struct Html<'a> {
    mail: &'a Words<'a>,
}

/// Renders the mail with the links to the comment, to its private page, and for unsubscribing.
pub(super) fn write(
    config: &Config,
    review: &Review,
    reason: Option<&str>,
    [link, private, stop]: [String; 3],
) -> Result<RenderedMail> {
    let outcome = outcome(review).ok_or(Error::NotFound)?;
    let article = review.comment.article_title.as_str();
    let mail = &Words {
        site: &config.site.title,
        language: &config.site.language,
        article,
        outcome,
        reason: reason.filter(|_| outcome == Outcome::AppealDismissed),
        link,
        private,
        stop,
    };
    let what = match outcome {
        Outcome::AppealDismissed => "Appeal dismissed",
        Outcome::EditAccepted => "Edit accepted",
        Outcome::EditRefused => "Edit refused",
    };
    Ok(RenderedMail {
        subject: format!("{what}: your comment on “{}”", one_line(article, TITLE_LENGTH)),
        text: Text { mail }.render().map_err(Error::internal)?,
        html: Html { mail }.render().map_err(Error::internal)?,
    })
}
