//! Renders the mails to staff. Links are built from the configuration only; a comment's text is
//! included as quoted plain text, so that it cannot be mistaken for the site's own words.

use askama::Template;

use crate::audit::model::Act;
use crate::clock::Time;
use crate::config::{Config, SurgeMode};
use crate::error::{Error, Result};
use crate::i18n::{self, Language};
use crate::mail::one_line;
use crate::notify::facts::{Comment, RenderedMail, Surge, TITLE_LENGTH};
use crate::screening::reasons::Reason;

/// The most characters of a name in the subject, which also contains the title.
const NAME_LENGTH: usize = 40;

/// The data of the templates.
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
    /// The target time for decisions in minutes.
    target: u64,
    /// How many other comments are held.
    others: i64,
    link: String,
}

impl Words<'_> {
    /// The text with each line quoted by `>`.
    fn quoted(&self) -> String {
        self.text
            .lines()
            .map(|line| format!("> {line}").trim_end().to_owned())
            .collect::<Vec<_>>()
            .join("\n")
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

/// What a mail says about its comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// It is held.
    Held,
    /// It is public.
    Published,
    /// It is the oldest held comment of its section, and overdue.
    Late,
}

/// Renders a mail from the present state of the comment. `waiting` is the number of all held
/// comments.
pub(super) fn write(
    config: &Config,
    about: Subject,
    comment: &Comment,
    waiting: i64,
) -> Result<RenderedMail> {
    let base = &config.server.base_url;
    let link = match about {
        Subject::Held | Subject::Late => format!("{base}/desk/comments/{}", comment.id),
        Subject::Published => format!("{base}/comments/{}", comment.id),
    };
    let words = Words {
        site: &config.site.title,
        language: &config.site.language,
        article: &comment.article,
        name: &comment.name,
        text: &comment.text,
        posted_at: date(config, comment.created_at),
        reasons: reasons(&comment.reasons),
        section: comment.section.as_deref(),
        target: config.moderation.target.map_or(0, |target| target.as_secs() / 60),
        others: (waiting - 1).max(0),
        link,
    };
    let mail = &words;
    let name = one_line(mail.name, NAME_LENGTH);
    let title = one_line(mail.article, TITLE_LENGTH);
    let (subject, text, html) = match about {
        Subject::Held => (
            format!("Held: {name} on “{title}”"),
            HeldText { mail }.render(),
            HeldHtml { mail }.render(),
        ),
        Subject::Late => {
            let subject = match mail.section {
                Some(section) => {
                    format!("Comments wait too long in {}", one_line(section, TITLE_LENGTH))
                }
                None => "Comments wait too long".to_owned(),
            };
            (subject, LateText { mail }.render(), LateHtml { mail }.render())
        }
        Subject::Published => (
            format!("New comment: {name} on “{title}”"),
            PublishedText { mail }.render(),
            PublishedHtml { mail }.render(),
        ),
    };
    Ok(RenderedMail {
        subject,
        text: text.map_err(Error::internal)?,
        html: html.map_err(Error::internal)?,
    })
}

/// The data of the templates about a surge.
struct SurgeWords<'a> {
    site: &'a str,
    language: &'a str,
    subject: &'a str,
    sentences: Vec<String>,
    link: String,
}

#[derive(Template)]
#[template(path = "notify/surge.txt", whitespace = "preserve")]
struct SurgeText<'a> {
    mail: &'a SurgeWords<'a>,
}

#[derive(Template)]
#[template(path = "notify/surge.html")]
struct SurgeHtml<'a> {
    mail: &'a SurgeWords<'a>,
}

/// Renders the mail about the surge guard.
pub(super) fn write_surge(config: &Config, surge: &Surge) -> Result<RenderedMail> {
    let title = one_line(&surge.article, TITLE_LENGTH);
    let cause = surge.cause.map(|cause| cause.to_string());
    let mut sentences = Vec::new();
    let subject = if surge.act == Act::SurgeBegins {
        sentences.push(format!("Unusual activity on “{title}”: {}.", cause.unwrap_or_default()));
        sentences.push(match surge.mode {
            Some(SurgeMode::Slow) => {
                "Readers must now wait longer between two comments there.".to_owned()
            }
            _ => "Every new comment there is now held for a decision.".to_owned(),
        });
        sentences.push(
            "This ends automatically when activity is back to normal. An editor can end it earlier."
                .to_owned(),
        );
        format!("Surge guard on: “{title}”")
    } else {
        sentences.push(match cause {
            Some(cause) => format!("Activity on “{title}” is back to normal: {cause}."),
            None => format!("An editor has ended the surge guard on “{title}”."),
        });
        sentences.push("New comments there are screened as usual.".to_owned());
        format!("Surge guard off: “{title}”")
    };
    let words = SurgeWords {
        site: &config.site.title,
        language: &config.site.language,
        subject: &subject,
        sentences,
        link: format!("{}/desk", config.server.base_url),
    };
    let mail = &words;
    let (text, html) = (SurgeText { mail }.render(), SurgeHtml { mail }.render());
    Ok(RenderedMail {
        text: text.map_err(Error::internal)?,
        html: html.map_err(Error::internal)?,
        subject: words.subject.to_owned(),
    })
}

/// `22 November 2026 at 09:30 UTC`, in the zone of the site. The mails are in English, so dates of
/// sites in other languages are, too.
fn date(config: &Config, time: Time) -> String {
    let words = match Language::of(&config.site.language) {
        Some(Language::English) => i18n::Words::of(&config.site.language),
        _ => i18n::Words::default(),
    };
    words.minute(time, &config.site.timezone)
}

/// The stored reasons in words. A reason of a newer version is shown by its code.
fn reasons(stored: &str) -> Vec<String> {
    let values: Vec<serde_json::Value> = serde_json::from_str(stored).unwrap_or_default();
    let in_words = |value: serde_json::Value| {
        let code = value.get("code").and_then(|code| code.as_str()).unwrap_or("unknown").to_owned();
        serde_json::from_value::<Reason>(value).map_or(code, |reason| reason.detail())
    };
    values.into_iter().map(in_words).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::CommentId;
    use crate::status::Status;

    fn comment() -> Comment {
        Comment {
            id: CommentId(17),
            status: Status::Pending,
            name: "Ines".into(),
            text: "The harbour is full.".into(),
            reasons: "[]".into(),
            created_at: Time::parse("2026-11-22T09:30:00Z").expect("a time"),
            article: "The harbour".into(),
            section: None,
        }
    }

    #[test]
    fn times_are_in_the_zone_of_the_site() {
        let config = Config::from_toml("[site]\nlanguage = \"de\"\ntimezone = \"Europe/Berlin\"\n");
        let config = config.expect("a good configuration");
        let mail = write(&config, Subject::Held, &comment(), 1).expect("a mail");
        assert!(mail.text.contains("22 November 2026 at 10:30 CET"), "{}", mail.text);
    }

    #[test]
    fn one_waiting_comment_is_not_plural() {
        let config = Config::from_toml("").expect("the defaults");
        let waiting = |count| write(&config, Subject::Late, &comment(), count).expect("a mail");
        for (count, words) in [
            (1, "No other comment waits."),
            (2, "One more comment waits."),
            (3, "2 more comments wait."),
        ] {
            let mail = waiting(count);
            assert!(mail.text.contains(words), "{}", mail.text);
            assert!(mail.html.contains(words), "{}", mail.html);
        }
    }
}
