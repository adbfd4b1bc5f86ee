//! A mail in the language of its recipient, and the one form that all mails have: as text and as
//! HTML. Nothing here chooses words except those that end every mail.

use std::borrow::Cow;

use askama::Template as _;
use minijinja::{Value, context};

use crate::config::Config;
use crate::error::{Error, Result};
use crate::i18n::{self, Words};
use crate::notify::facts::RenderedMail;
use crate::theme::{self, Template};

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
    pub(super) subject: String,
    /// The body without its end.
    pub(super) parts: Vec<Part>,
    /// Why the recipient gets it.
    pub(super) why: Option<Cow<'a, str>>,
    /// The URL for unsubscribing.
    pub(super) stop: Option<&'a str>,
}

#[derive(askama::Template)]
#[template(path = "notify/letter.html")]
struct Html<'a> {
    letter: &'a Letter<'a>,
}

#[derive(askama::Template)]
#[template(path = "notify/letter_body.html")]
struct Body<'a> {
    letter: &'a Letter<'a>,
}

#[derive(askama::Template)]
#[template(path = "notify/letter_end.html")]
struct End<'a> {
    letter: &'a Letter<'a>,
}

impl Letter<'_> {
    /// The mail as text and as HTML.
    pub(super) fn render(self) -> Result<RenderedMail> {
        let html = match self.themed_html()? {
            Some(html) => html,
            None => Html { letter: &self }.render().map_err(Error::internal)?,
        };
        Ok(RenderedMail { text: self.text(), subject: self.subject, html })
    }

    /// The HTML in the theme's own frame; none without one, or if it failed.
    fn themed_html(&self) -> Result<Option<String>> {
        if !self.has_frame(Template::Mail) {
            return Ok(None);
        }
        let body = Body { letter: self }.render().map_err(Error::internal)?;
        let end = End { letter: self }.render().map_err(Error::internal)?;
        Ok(self.themed(Template::Mail, (&body, theme::html(&body)), (&end, theme::html(&end))))
    }

    /// Whether the theme has a frame for this form of a mail.
    fn has_frame(&self, form: Template) -> bool {
        self.config.theme.as_ref().is_some_and(|theme| theme.has(form))
    }

    /// Body and end in the theme's frame, each as the frame must print it and as a value for it.
    fn themed(
        &self,
        form: Template,
        (body, body_value): (&str, Value),
        (end, end_value): (&str, Value),
    ) -> Option<String> {
        let theme = self.config.theme.as_ref()?;
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
                body => body_value,
                end => end_value,
            }
        };
        theme.render(form, self.words, &[("body", body), ("end", end)], context)
    }

    /// The text, in the theme's own frame if it has one.
    fn text(&self) -> String {
        let (body, end) = (self.text_body(), self.text_end());
        if self.has_frame(Template::MailText) {
            let values = (Value::from(body.as_str()), Value::from(end.as_str()));
            let framed = self.themed(Template::MailText, (&body, values.0), (&end, values.1));
            if let Some(framed) = framed {
                return format!("{}\n", framed.trim_end_matches('\n'));
            }
        }
        // The mark after which mail programs show the end of a mail smaller (RFC 3676, 4.3).
        let mut text = format!("{body}\n\n-- \n{}\n", self.config.site.title);
        if !end.is_empty() {
            text.push_str(&format!("{end}\n"));
        }
        text
    }

    /// URLs have lines of their own: without a sign of punctuation after them, and never reordered
    /// by a text from right to left.
    fn text_body(&self) -> String {
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
        text.truncate(text.trim_end_matches('\n').len());
        text
    }

    /// Why the recipient gets the mail, and how to stop it.
    fn text_end(&self) -> String {
        let why = self.why.as_deref().map(|why| format!("{why}\n"));
        let stop = self.stop.map(|stop| format!("\n{}\n{stop}\n", self.words.mail_stop()));
        let mut end = format!("{}{}", why.unwrap_or_default(), stop.unwrap_or_default());
        end.truncate(end.trim_end_matches('\n').len());
        end
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
