//! The mails to staff, and the operator's test mail. Links are built from the configuration only; a
//! comment's text is included as quoted plain text, so that it cannot be mistaken for the site's own
//! words.

use std::time::Duration;

use crate::audit::model::Act;
use crate::backups::schedule::{Failed, Proven};
use crate::config::{Config, SurgeMode};
use crate::error::Result;
use crate::i18n::{Message, Words};
use crate::mail::one_line;
use crate::notify::facts::{Comment, Note, RenderedMail, Surge, TITLE_LENGTH};
use crate::notify::letter::{Letter, Part};
use crate::screening::reasons::Reason;
use crate::screening::surge::model::{Cause, Figures};

/// The most characters of a name in the subject, which also contains the title.
const NAME_LENGTH: usize = 40;

/// The subject of a mail about a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    Held,
    /// It is public.
    Published,
    /// It is the oldest held comment of its section, and overdue.
    Late,
}

/// Renders a mail from the present state of the comment. `waiting` is the number of all held
/// comments; `end` stands below what the mail says.
pub(super) fn write(
    config: &Config,
    words: &Words,
    about: Subject,
    comment: &Comment,
    waiting: i64,
    end: Vec<Part>,
) -> Result<RenderedMail> {
    let mut letter = match about {
        Subject::Held => held(config, words, comment, waiting),
        Subject::Published => published(config, words, comment),
        Subject::Late => late(config, words, comment, waiting),
    };
    letter.parts.extend(end);
    letter.render()
}

fn held<'a>(config: &'a Config, words: &'a Words, comment: &Comment, waiting: i64) -> Letter<'a> {
    let Comment { name, article, .. } = comment;
    let time = words.minute(comment.created_at, &config.site.timezone);
    let subject =
        words.mail_held_subject(one_line(name, NAME_LENGTH), one_line(article, TITLE_LENGTH));
    Letter {
        words,
        config,
        subject: subject.into_owned(),
        parts: vec![
            Part::paragraph(words.mail_held_text(name, article, time)),
            Part::Quote(comment.text.clone()),
            Part::paragraph(words.mail_held_why()),
            Part::List(reasons(&comment.reasons, words)),
            decide(config, words, comment),
            Part::Paragraph(others(words, waiting)),
        ],
        why: Some(words.mail_why_moderator()),
        stop: None,
    }
}

fn late<'a>(config: &'a Config, words: &'a Words, comment: &Comment, waiting: i64) -> Letter<'a> {
    let article = &comment.article;
    let time = words.minute(comment.created_at, &config.site.timezone);
    let (subject, text) = match &comment.section {
        Some(section) => (
            words.mail_late_subject_in(one_line(section, TITLE_LENGTH)),
            words.mail_late_text_in(section, time, article),
        ),
        None => (words.mail_late_subject(), words.mail_late_text(time, article)),
    };
    let target = config.moderation.target.map(Message::exact_duration);
    let target = target.map(|target| Part::paragraph(words.mail_late_target(target)));
    let end = format!("{} {}", others(words, waiting), words.mail_late_daily());
    let mut parts = vec![Part::paragraph(text)];
    parts.extend(target);
    parts.extend([decide(config, words, comment), Part::Paragraph(end)]);
    Letter {
        words,
        config,
        subject: subject.into_owned(),
        parts,
        why: Some(words.mail_why_moderator()),
        stop: None,
    }
}

fn published<'a>(config: &'a Config, words: &'a Words, comment: &Comment) -> Letter<'a> {
    let Comment { name, article, .. } = comment;
    let time = words.minute(comment.created_at, &config.site.timezone);
    let subject =
        words.mail_published_subject(one_line(name, NAME_LENGTH), one_line(article, TITLE_LENGTH));
    let link = format!("{}/comments/{}", config.server.base_url, comment.id);
    Letter {
        words,
        config,
        subject: subject.into_owned(),
        parts: vec![
            Part::paragraph(words.mail_published_text(name, article, time)),
            Part::Quote(comment.text.clone()),
            Part::Button(words.mail_published_read().into_owned(), link),
        ],
        why: Some(words.mail_why_author()),
        stop: None,
    }
}

/// The button that leads to the comment at the desk.
fn decide(config: &Config, words: &Words, comment: &Comment) -> Part {
    let link = format!("{}/desk/comments/{}", config.server.base_url, comment.id);
    Part::Button(words.mail_decide().into_owned(), link)
}

/// How many comments wait beside the one that the mail is about.
fn others(words: &Words, waiting: i64) -> String {
    let others = match waiting - 1 {
        ..=0 => words.mail_others_none(),
        others => words.mail_others(others),
    };
    others.into_owned()
}

/// Renders the mail to a member of the staff whom a note mentions.
pub(super) fn write_mention(config: &Config, words: &Words, note: &Note) -> Result<RenderedMail> {
    let title = one_line(&note.title, TITLE_LENGTH);
    let colleague = words.colleague();
    let by = note.by.as_deref().unwrap_or(&colleague);
    let link = format!("{}/desk/articles/{}", config.server.base_url, note.article);
    let letter = Letter {
        words,
        config,
        subject: words.mail_mention_subject(one_line(by, NAME_LENGTH), &title).into_owned(),
        parts: vec![
            Part::paragraph(words.mail_mention_text(by, &note.title)),
            Part::Quote(note.text.clone()),
            Part::Button(words.mail_mention_open().into_owned(), link),
        ],
        why: Some(words.mail_why_mentioned()),
        stop: None,
    };
    letter.render()
}

/// Renders the mail that no backup was proven for too long, or that one is again.
pub(super) fn write_backups(
    config: &Config,
    words: &Words,
    (proven, failed): (Option<&Proven>, Option<&Failed>),
    is_overdue: bool,
) -> Result<RenderedMail> {
    let site = one_line(&config.site.title, TITLE_LENGTH);
    let minute = |at| words.minute(at, &config.site.timezone);
    let mut parts = Vec::new();
    let subject = if is_overdue {
        parts.push(Part::paragraph(match proven {
            Some(last) => words.mail_backup_last(minute(last.at)),
            None => words.mail_backup_never(),
        }));
        if let Some(failed) = failed {
            parts.push(Part::paragraph(words.mail_backup_failed(&failed.why)));
        }
        parts.push(Part::paragraph(words.mail_backup_remedy()));
        words.mail_backup_overdue_subject(site)
    } else {
        if let Some(last) = proven {
            parts.push(Part::paragraph(words.mail_backup_proven(&last.file, minute(last.at))));
        }
        words.mail_backup_back_subject(site)
    };
    let letter = Letter {
        words,
        config,
        subject: subject.into_owned(),
        parts,
        why: Some(words.mail_why_admin()),
        stop: None,
    };
    letter.render()
}

/// Renders the mail about the surge guard.
pub(super) fn write_surge(
    config: &Config,
    words: &Words,
    surge: &Surge,
    end: Vec<Part>,
) -> Result<RenderedMail> {
    let title = one_line(&surge.article, TITLE_LENGTH);
    let (subject, text, next) = match (surge.act, surge.mode) {
        (Act::SurgeBegins, mode) => {
            let effect = match mode {
                Some(SurgeMode::Slow) => words.mail_surge_slows(),
                _ => words.mail_surge_holds(),
            };
            let next = vec![effect, words.mail_surge_until()];
            (words.mail_surge_on_subject(&title), words.mail_surge_on_text(&title), next)
        }
        _ => {
            let text = match surge.cause {
                Some(_) => words.mail_surge_off_text(&title),
                None => words.mail_surge_ended_text(&title),
            };
            (words.mail_surge_off_subject(&title), text, vec![words.mail_surge_as_usual()])
        }
    };
    let mut parts = vec![Part::paragraph(text)];
    if let Some(cause) = surge.cause {
        parts.extend(figures(words, &cause));
    }
    parts.extend(next.into_iter().map(Part::paragraph));
    let desk = format!("{}/desk", config.server.base_url);
    parts.push(Part::Button(words.to_the_desk().into_owned(), desk));
    parts.extend(end);
    let letter = Letter {
        words,
        config,
        subject: subject.into_owned(),
        parts,
        why: Some(words.mail_why_editor()),
        stop: None,
    };
    letter.render()
}

/// The figures of a surge, without those that are zero; nothing if all are.
fn figures(words: &Words, cause: &Cause) -> Vec<Part> {
    let Cause { window, comments, flags, rejections } = cause;
    let happened = |figures: &&Figures| figures.now > 0;
    let items: Vec<String> = [
        Some(comments).filter(happened).map(|it| words.mail_surge_comments(it.now, tenths(it))),
        Some(flags).filter(happened).map(|it| words.mail_surge_flags(it.now, tenths(it))),
        Some(rejections).filter(happened).map(|it| words.mail_surge_rejections(it.now, tenths(it))),
    ]
    .into_iter()
    .flatten()
    .map(Into::into)
    .collect();
    if items.is_empty() {
        return Vec::new();
    }
    let window = Message::exact_duration(Duration::from_secs(*window));
    vec![Part::paragraph(words.mail_surge_counts(window)), Part::List(items)]
}

/// The usual number in tenths.
#[allow(clippy::cast_possible_truncation, reason = "counts are far below 2^52")]
fn tenths(figures: &Figures) -> i64 {
    (figures.usual * 10.0).round() as i64
}

/// Renders the mail of the command that tests the transport.
pub(super) fn write_test(config: &Config, words: &Words) -> Result<RenderedMail> {
    let site = &config.site.title;
    let letter = Letter {
        words,
        config,
        subject: words.mail_test_subject(one_line(site, TITLE_LENGTH)).into_owned(),
        parts: vec![Part::paragraph(words.mail_test_text("rejoinder mail test", site))],
        why: None,
        stop: None,
    };
    letter.render()
}

/// The stored reasons in words. A reason of a newer version is shown by its code.
pub(super) fn reasons(stored: &str, words: &Words) -> Vec<String> {
    let values: Vec<serde_json::Value> = serde_json::from_str(stored).unwrap_or_default();
    let in_words = |value: serde_json::Value| {
        let code = value.get("code").and_then(|code| code.as_str()).unwrap_or("unknown").to_owned();
        match serde_json::from_value::<Reason>(value) {
            Ok(reason) => words.say(&reason.sentence()).into_owned(),
            Err(_) => code,
        }
    };
    values.into_iter().map(in_words).collect()
}
