//! The words of each mail. Links come from the configuration only; a comment's text goes in as plain text, quoted,
//! so that nothing in it can pass for ours.

use askama::Template;

use crate::clock::Time;
use crate::comments::screening::Reason;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::mail::one_line;
use crate::notify::model::Event;
use crate::notify::store::Comment;

/// Name and title share the subject; each gets its part.
const NAME_LENGTH: usize = 40;
const TITLE_LENGTH: usize = 60;

pub(super) struct Written {
    pub(super) subject: String,
    pub(super) text: String,
    pub(super) html: String,
}

/// What the templates say.
struct Words<'a> {
    site: &'a str,
    language: &'a str,
    article: &'a str,
    name: &'a str,
    text: &'a str,
    posted_at: String,
    reasons: Vec<String>,
    /// The name of the article's section.
    section: Option<&'a str>,
    /// Minutes in which comments are to be decided.
    target: u64,
    /// How many comments wait besides this one.
    others: i64,
    link: String,
}

impl Words<'_> {
    /// Each line behind a mark, as mails quote.
    fn quoted(&self) -> String {
        self.text.lines().map(|line| format!("> {line}").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
    }
}

#[derive(Template)]
#[template(path = "notify/comment_held.txt", whitespace = "preserve")]
struct HeldText<'a> {
    mail: &'a Words<'a>,
}

#[derive(Template)]
#[template(path = "notify/comment_held.html")]
struct HeldHtml<'a> {
    mail: &'a Words<'a>,
}

#[derive(Template)]
#[template(path = "notify/comment_published.txt", whitespace = "preserve")]
struct PublishedText<'a> {
    mail: &'a Words<'a>,
}

#[derive(Template)]
#[template(path = "notify/comment_published.html")]
struct PublishedHtml<'a> {
    mail: &'a Words<'a>,
}

#[derive(Template)]
#[template(path = "notify/queue_late.txt", whitespace = "preserve")]
struct LateText<'a> {
    mail: &'a Words<'a>,
}

#[derive(Template)]
#[template(path = "notify/queue_late.html")]
struct LateHtml<'a> {
    mail: &'a Words<'a>,
}

/// Writes the mail about `event` from what the comment says now. `waiting` counts all comments that wait.
pub(super) fn write(config: &Config, event: Event, comment: &Comment, waiting: i64) -> Result<Written> {
    let base = &config.server.base_url;
    let link = match event {
        Event::CommentHeld(_) | Event::QueueLate(..) => format!("{base}/desk/comments/{}", comment.id),
        Event::CommentPublished(_) => format!("{base}/comments/{}", comment.id),
    };
    let words = Words {
        site: &config.site.title,
        language: &config.site.language,
        article: &comment.article,
        name: &comment.name,
        text: &comment.text,
        posted_at: date(comment.created_at),
        reasons: reasons(&comment.reasons),
        section: comment.section.as_deref(),
        target: config.moderation.target.map_or(0, |target| target.as_secs() / 60),
        others: (waiting - 1).max(0),
        link,
    };
    let mail = &words;
    let name = one_line(mail.name, NAME_LENGTH);
    let title = one_line(mail.article, TITLE_LENGTH);
    let (subject, text, html) = match event {
        Event::CommentHeld(_) => {
            (format!("Held: {name} on “{title}”"), HeldText { mail }.render(), HeldHtml { mail }.render())
        }
        Event::QueueLate(..) => {
            let subject = match mail.section {
                Some(section) => format!("Comments wait too long in {}", one_line(section, TITLE_LENGTH)),
                None => "Comments wait too long".to_owned(),
            };
            (subject, LateText { mail }.render(), LateHtml { mail }.render())
        }
        Event::CommentPublished(_) => (
            format!("New comment: {name} on “{title}”"),
            PublishedText { mail }.render(),
            PublishedHtml { mail }.render(),
        ),
    };
    Ok(Written { subject, text: text.map_err(Error::internal)?, html: html.map_err(Error::internal)? })
}

/// `22 November 2026, 09:30 UTC`.
fn date(time: Time) -> String {
    time.utc().strftime("%-d %B %Y, %H:%M UTC").to_string()
}

/// The stored reasons in words. One that a newer program stored is shown by its code.
fn reasons(stored: &str) -> Vec<String> {
    let values: Vec<serde_json::Value> = serde_json::from_str(stored).unwrap_or_default();
    let in_words = |value: serde_json::Value| {
        let code = value.get("code").and_then(|code| code.as_str()).unwrap_or("unknown").to_owned();
        serde_json::from_value::<Reason>(value).map_or(code, |reason| reason.detail())
    };
    values.into_iter().map(in_words).collect()
}
