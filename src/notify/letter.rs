//! A mail in the language of its recipient, and the one form that all mails have: as text and as
//! HTML. Nothing here chooses words except those that end every mail.

use std::borrow::Cow;

use askama::Template;
use minijinja::context;

use crate::config::Config;
use crate::error::{Error, Result};
use crate::i18n::{self, Words};
use crate::notify::facts::RenderedMail;
use crate::theme;

/// A part of a mail, from the top to the bottom.
#[derive(Clone, Debug)]
pub(super) enum Part {
    /// Sentences of the site's own.
    Paragraph(String),
    /// The words of somebody else. In the text each line begins with `>`, so that they cannot be
    /// mistaken for the site's own.
    Quote(String),
    /// A list that belongs to the paragraph before it.
    List(Vec<String>),
    /// Label and URL of what the recipient is asked to do; in HTML a button.
    Button(String, String),
    /// Label and URL of another link.
    Link(String, String),
    /// Labels and URLs of links that stand together.
    Links(Vec<(String, String)>),
    /// One comment of several.
    Entry {
        /// Whose, where and when.
        heading: String,
        /// Why it is listed; may be empty.
        note: String,
        /// Its text, on one line.
        quote: String,
        /// Labels and URLs of what can be done.
        links: Vec<(String, String)>,
    },
}

impl Part {
    /// A paragraph of words as the catalogue returns them.
    pub(super) fn paragraph(text: Cow<'_, str>) -> Part {
        Part::Paragraph(text.into_owned())
    }
}

/// A mail that is not rendered yet.
#[derive(Clone, Debug)]
pub(super) struct Letter<'a> {
    /// The language.
    pub(super) words: &'a Words,
    /// The publication: its name, and its theme.
    pub(super) config: &'a Config,
    /// The subject.
    pub(super) subject: String,
    /// The body without its end.
    pub(super) parts: Vec<Part>,
    /// Why the recipient gets it.
    pub(super) why: Option<Cow<'a, str>>,
    /// The URL for unsubscribing.
    pub(super) stop: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "notify/letter.html")]
struct Html<'a> {
    letter: &'a Letter<'a>,
}

#[derive(Template)]
#[template(path = "notify/letter_body.html")]
struct Body<'a> {
    letter: &'a Letter<'a>,
}

#[derive(Template)]
#[template(path = "notify/letter_end.html")]
struct End<'a> {
    letter: &'a Letter<'a>,
}

impl Letter<'_> {
    /// The mail as text and as HTML.
    pub(super) fn render(self) -> Result<RenderedMail> {
        let html = match self.themed()? {
            Some(html) => html,
            None => Html { letter: &self }.render().map_err(Error::internal)?,
        };
        Ok(RenderedMail { text: self.text(), subject: self.subject, html })
    }

    /// The HTML in the theme's own frame; none without one, or if it failed.
    fn themed(&self) -> Result<Option<String>> {
        let theme = self.config.theme.as_ref().filter(|theme| theme.has(theme::Template::Mail));
        let Some(theme) = theme else { return Ok(None) };
        let body = Body { letter: self }.render().map_err(Error::internal)?;
        let end = End { letter: self }.render().map_err(Error::internal)?;
        let context = || {
            context! {
                site => context! {
                    title => self.config.site.title.clone(),
                    base_url => self.config.server.base_url.clone(),
                },
                subject => self.subject.clone(),
                language => self.words.language_tag(),
                direction => self.direction(),
                start => self.start(),
                body => theme::html(&body),
                end => theme::html(&end),
            }
        };
        let pieces = [("body", body.as_str()), ("end", end.as_str())];
        Ok(theme.render(theme::Template::Mail, self.words, &pieces, context))
    }

    /// URLs have lines of their own: without a sign of punctuation after them, and never reordered
    /// by a text from right to left.
    fn text(&self) -> String {
        let mut text = String::with_capacity(512);
        for part in &self.parts {
            match part {
                Part::Paragraph(words) => text.push_str(words),
                Part::Quote(words) => text.push_str(&quoted(words)),
                Part::List(items) => {
                    // Without an empty line after the paragraph that it belongs to.
                    text.truncate(text.trim_end().len());
                    text.extend(items.iter().map(|item| format!("\n- {item}")));
                }
                Part::Button(label, href) | Part::Link(label, href) => {
                    text.push_str(&format!("{label}\n{href}"));
                }
                Part::Links(links) => text.push_str(&listed(links)),
                Part::Entry { heading, note, quote, links } => {
                    let lines = [heading.clone(), note.clone(), quoted(quote), listed(links)];
                    let lines = lines.into_iter().filter(|line| !line.is_empty());
                    text.push_str(&lines.collect::<Vec<_>>().join("\n"));
                }
            }
            text.push_str("\n\n");
        }
        // The mark after which mail programs show the end of a mail smaller (RFC 3676, 4.3).
        text.push_str(&format!("-- \n{}\n", self.config.site.title));
        if let Some(why) = &self.why {
            text.push_str(&format!("{why}\n"));
        }
        if let Some(stop) = self.stop {
            text.push_str(&format!("\n{}\n{stop}\n", self.words.mail_stop()));
        }
        text
    }

    /// The writing direction: `ltr` or `rtl`.
    fn direction(&self) -> &'static str {
        i18n::direction(self.words.language_tag())
    }

    /// The side where lines begin, for attributes that know only left and right.
    fn start(&self) -> &'static str {
        if self.direction() == "rtl" { "right" } else { "left" }
    }
}

/// Each label with its URL on a line of its own.
fn listed(links: &[(String, String)]) -> String {
    let lines = links.iter().map(|(label, href)| format!("{label}\n{href}"));
    lines.collect::<Vec<_>>().join("\n")
}

/// The text with each line quoted by `>`.
fn quoted(text: &str) -> String {
    let lines = text.lines().map(|line| format!("> {line}").trim_end().to_owned());
    lines.collect::<Vec<_>>().join("\n")
}
