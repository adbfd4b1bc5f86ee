//! View structs that pages share: the publication, links, times, faults in a form, and the error
//! page.
//!
//! View structs are plain data: handlers fill them, and the templates beside them render them. They
//! contain no queries and no requests.

use std::fmt;
use std::sync::LazyLock;

use actix_web::http::StatusCode;
use askama::Template;

use crate::clock::{Time, Zone};
use crate::config::Config;
use crate::error::FieldError;
use crate::i18n::{self, Html, Language, Message, Words};
use crate::theme::{SharedTheme, Template as Themed};
use crate::web::assets;
use crate::web::refused_form::RefusedForm;

/// The data about the publication in the layout of every page: masthead, sections, footer, and the
/// paths of its assets.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// The name on the masthead.
    pub title: String,
    /// The line under the name; empty shows none.
    pub tagline: String,
    /// The language of the page as in BCP 47: `en`.
    pub language: String,
    /// The language of the publication: of its title, its tagline and its sections.
    pub own_language: String,
    /// The words of the pages, in that language or in English.
    pub words: Words,
    /// The zone of times on the pages.
    pub zone: Zone,
    /// Scheme and host without a trailing slash: `https://news.example`.
    pub base_url: String,
    /// The last line of every page; empty shows none.
    pub copyright: String,
    /// Label and address of each link in the footer.
    pub social: Vec<(String, String)>,
    /// Path of the picture in place of the name; none shows the name.
    pub logo: Option<String>,
    /// Path of the icon in tabs, if it is not the built-in one.
    pub icon: Option<String>,
    /// Path of the stylesheet with its version: `/assets/rejoinder.css?v=…`.
    pub css_href: String,
    /// Path of the stylesheet that pages besides articles have as well; none if the theme's own has everything.
    pub pages_href: Option<String>,
    /// Path of the script with its version.
    pub js_href: String,
    /// Path of the stylesheet with the accent colour, if one is set.
    pub accent_href: Option<String>,
    /// Path of the theme's stylesheet, if it has one.
    pub theme_href: Option<String>,
    /// The operator's theme, if there is one.
    pub theme: Option<SharedTheme>,
    /// The endpoint where other sites report links to articles; none if that is off.
    pub webmention: Option<String>,
    /// The sections in the order of the navigation.
    pub sections: Vec<Link>,
    /// The pages in the navigation, after the sections.
    pub pages: Vec<Link>,
    /// The pages in the footer.
    pub footer_pages: Vec<Link>,
}

impl Site {
    /// The configured publication, without its sections, which are in the database.
    pub fn of(config: &Config) -> Site {
        let (site, server) = (&config.site, &config.server);
        Site {
            title: site.title.clone(),
            tagline: site.tagline.clone(),
            language: site.language.clone(),
            own_language: site.language.clone(),
            words: words_of(config.theme.as_ref(), &site.language),
            zone: site.timezone.clone(),
            base_url: server.base_url.clone(),
            copyright: site.copyright.clone(),
            social: site.social.iter().map(|link| (link.label.clone(), link.url.clone())).collect(),
            logo: site.logo.clone(),
            icon: site.icon.clone(),
            css_href: config
                .theme
                .as_ref()
                .and_then(|theme| theme.own_stylesheet())
                .unwrap_or(assets::css_href())
                .to_owned(),
            pages_href: config
                .theme
                .as_ref()
                .is_none_or(|theme| theme.own_stylesheet().is_none())
                .then(|| assets::pages_css_href().to_owned()),
            js_href: assets::js_href().to_owned(),
            accent_href: site.accent.map(assets::accent_href),
            theme_href: config
                .theme
                .as_ref()
                .and_then(|theme| theme.stylesheet())
                .map(str::to_owned),
            theme: config.theme.clone(),
            webmention: config
                .discovery
                .receive_webmentions
                .then(|| format!("{}/webmention", server.base_url)),
            sections: Vec::new(),
            pages: Vec::new(),
            footer_pages: Vec::new(),
        }
    }

    /// The publication on pages for a member of the staff who has chosen `language`; without a choice in
    /// the language of the site, or in English where that has no translation. A theme is for readers.
    pub fn for_member(config: &Config, language: Option<Language>) -> Site {
        let tag = config.site.tag_for(language);
        Site {
            language: tag.to_owned(),
            words: Words::of(tag),
            css_href: assets::css_href().to_owned(),
            theme_href: None,
            theme: None,
            ..Site::of(config)
        }
    }

    /// The publication on a page in the language `tag`. Where the program has no words in it, the page
    /// stays in the language of the site.
    pub fn in_language(self, tag: &str) -> Site {
        if tag == self.language || Language::of(tag).is_none() {
            return self;
        }
        Site { language: tag.to_owned(), words: words_of(self.theme.as_ref(), tag), ..self }
    }

    /// The attributes of a text in the language `tag` where that is not the page's; otherwise nothing.
    pub fn lang_attributes(&self, tag: &str) -> Html {
        if tag.is_empty() || tag == self.language {
            return Html::default();
        }
        Html::attributes(&[("lang", tag), ("dir", i18n::direction(tag))])
    }

    /// The attributes of an article's text in the language `tag`: where that is the page's, its direction
    /// is that of its first letters.
    pub fn text_attributes(&self, tag: &str) -> Html {
        match self.lang_attributes(tag) {
            Html(same) if same.is_empty() => Html::attributes(&[("dir", "auto")]),
            other => other,
        }
    }

    /// The attributes of the publication's own words, such as its title.
    pub fn own_lang(&self) -> Html {
        self.lang_attributes(&self.own_language)
    }

    /// "By A, B and C", each a link to the author's page if there is one.
    pub fn byline(&self, authors: &[Link]) -> Html {
        let name = |author: &Link| match author.href.as_str() {
            "" => Html::element("b", &author.text),
            _ => Html(format!("<b>{}</b>", author.html())),
        };
        let names: Vec<(&str, Html)> =
            authors.iter().map(|author| (author.text.as_str(), name(author))).collect();
        self.words.by_author(self.words.names(&names))
    }

    /// The name on the masthead, or the picture in its place.
    pub fn name(&self) -> Html {
        match &self.logo {
            None => Html::text(&self.title),
            Some(logo) => {
                let attributes = Html::attributes(&[("src", logo.as_str()), ("alt", &self.title)]);
                Html(format!("<img{}>", attributes.0))
            }
        }
    }

    /// The writing direction of the pages, for `<html dir>`.
    pub fn direction(&self) -> &'static str {
        i18n::direction(&self.language)
    }
}

/// The words for `tag`, with those of the theme.
fn words_of(theme: Option<&SharedTheme>, tag: &str) -> Words {
    theme.map_or_else(|| Words::of(tag), |theme| theme.words(tag))
}

/// A link.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// The text.
    pub text: String,
    /// The target: a path of this site or an absolute URL.
    pub href: String,
}

impl Link {
    /// A link called `text` that leads to `href`.
    pub fn new(text: impl Into<String>, href: impl Into<String>) -> Link {
        Link { text: text.into(), href: href.into() }
    }

    /// The link as an argument of a message.
    pub fn html(&self) -> Html {
        Html::link(&self.href, &self.text)
    }
}

/// An instant on a page. It is formatted directly into the page, because a thread shows two hundred
/// of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment(pub Time);

impl From<Time> for Moment {
    fn from(time: Time) -> Moment {
        Moment(time)
    }
}

impl Moment {
    /// The instant in the zone and the language of `style`. It can only be formatted with both, so
    /// that every page names the zone of its times.
    pub fn at(self, style: &impl TimeStyle) -> LocalMoment<'_> {
        LocalMoment { time: self.0, zone: style.zone(), words: style.words() }
    }
}

/// The zone and the language in which times are written.
pub trait TimeStyle {
    /// The zone.
    fn zone(&self) -> &Zone;
    /// The language.
    fn words(&self) -> &Words;
}

impl<T: TimeStyle> TimeStyle for &T {
    fn zone(&self) -> &Zone {
        (**self).zone()
    }

    fn words(&self) -> &Words {
        (**self).words()
    }
}

impl TimeStyle for Site {
    fn zone(&self) -> &Zone {
        &self.zone
    }

    fn words(&self) -> &Words {
        &self.words
    }
}

/// English, for the parts of the desk that are not translated yet.
impl TimeStyle for Zone {
    fn zone(&self) -> &Zone {
        self
    }

    fn words(&self) -> &Words {
        static ENGLISH: LazyLock<Words> = LazyLock::new(Words::default);
        &ENGLISH
    }
}

/// An instant in a time zone and a language.
#[derive(Clone, Copy, Debug)]
pub struct LocalMoment<'a> {
    time: Time,
    zone: &'a Zone,
    words: &'a Words,
}

impl<'a> LocalMoment<'a> {
    /// For the `datetime` attribute: `2026-11-22T09:30:00Z`, `2026-11-22T10:30:00+01:00`.
    pub fn iso(self) -> impl fmt::Display + 'a {
        Iso(self)
    }

    /// `22 November 2026`.
    pub fn date(self) -> String {
        self.words.date(self.time, self.zone)
    }

    /// `22 November 2026 at 09:30 UTC`.
    pub fn minute(self) -> String {
        self.words.minute(self.time, self.zone)
    }

    /// The date as an argument of a message: a `<time>` element.
    pub fn day(self) -> Html {
        Html(format!("<time datetime=\"{}\">{}</time>", self.iso(), self.date()))
    }

    /// The minute as an argument of a message: a `<time>` element.
    pub fn element(self) -> Html {
        Html(format!("<time datetime=\"{}\">{}</time>", self.iso(), self.minute()))
    }
}

struct Iso<'a>(LocalMoment<'a>);

impl fmt::Display for Iso<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.0.zone.at(self.0.time);
        // Digit by digit: the general formatting of numbers took 5 % of the time for a page with a
        // hundred comments.
        let [y1, y2, y3, y4] = four(at.year().unsigned_abs());
        let [[m1, m2], [d1, d2]] = [two(at.month()), two(at.day())];
        let [[h1, h2], [n1, n2], [s1, s2]] = [two(at.hour()), two(at.minute()), two(at.second())];
        let written =
            [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T', h1, h2, b':', n1, n2, b':', s1, s2];
        f.write_str(text(&written))?;
        match at.offset().seconds() / 60 {
            0 => f.write_str("Z"),
            minutes => {
                let sign = if minutes < 0 { '-' } else { '+' };
                let minutes = minutes.unsigned_abs();
                write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }
}

/// The last two digits.
fn two(number: i8) -> [u8; 2] {
    let number = number.unsigned_abs();
    [b'0' + number / 10 % 10, b'0' + number % 10]
}

/// The last four digits.
fn four(number: u16) -> [u8; 4] {
    [1000, 100, 10, 1].map(|of| b'0' + (number / of % 10) as u8)
}

/// Converts ASCII bytes to text.
fn text(written: &[u8]) -> &str {
    std::str::from_utf8(written).unwrap_or_default()
}

/// Why a form was refused as a whole, without a fault in a single field: too fast, closed, a
/// duplicate, …
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Stable, for programs: `too_fast`, `closed`, `stale_version`, …
    pub code: String,
    /// What happened and what to do, in one or two sentences.
    pub detail: Message,
}

impl Problem {
    /// A problem of kind `code`.
    pub fn new(code: impl Into<String>, detail: impl Into<Message>) -> Problem {
        Problem { code: code.into(), detail: detail.into() }
    }
}

/// The first fault of `field`, which is shown beside it.
pub fn fault<'a>(errors: &'a [FieldError], field: &str) -> Option<&'a FieldError> {
    errors.iter().find(|error| error.field == field)
}

/// The page for an error, without internal details.
#[derive(Clone, Debug, Template)]
#[template(path = "web/error.html")]
pub struct ErrorPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// The HTTP status, shown small: 404.
    pub status: u16,
    /// The heading: "This page does not exist".
    pub heading: String,
    /// What the reader can do about it.
    pub advice: String,
    /// A form that was refused; the page shows what was written in it.
    pub kept: Option<RefusedForm>,
    /// The id of the request in the log; shown for server errors.
    pub reference: Option<String>,
}

impl ErrorPage<'_> {
    /// The theme's own page. What was written in a form is shown by the program's, so that no theme can lose it.
    fn themed(&self) -> Option<Html> {
        if self.kept.is_some() {
            return None;
        }
        self.site.themed(Themed::Error, &[], || {
            minijinja::context! {
                status => self.status,
                heading => self.heading.clone(),
                advice => self.advice.clone(),
                reference => self.reference.clone(),
            }
        })
    }
}

/// A page with the form alone, without the desk's head: after signing in again, and where the
/// storage cannot say who is signed in.
#[derive(Clone, Debug, Template)]
#[template(path = "web/refused_form_page.html")]
pub struct RefusedFormPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// The HTTP status.
    pub status: StatusCode,
    /// What happened, in a few words.
    pub heading: &'a str,
    /// What to do.
    pub advice: &'a str,
    /// The session's CSRF token.
    pub csrf: String,
    /// The form.
    pub kept: RefusedForm,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_for_people_and_for_programs() {
        let moment = Moment(Time::parse("2026-03-05T09:04:07.5Z").expect("a valid instant"));
        let written = |zone: &Zone| {
            let at = moment.at(zone);
            [at.iso().to_string(), at.date().to_string(), at.minute().to_string()]
        };
        assert_eq!(
            written(&Zone::UTC),
            ["2026-03-05T09:04:07Z", "5 March 2026", "5 March 2026 at 09:04 UTC"]
        );
        let there = |name: &str| written(&Zone::named(name).expect("a zone"));
        assert_eq!(
            there("Europe/Berlin"),
            ["2026-03-05T10:04:07+01:00", "5 March 2026", "5 March 2026 at 10:04 CET"]
        );
        assert_eq!(
            there("America/St_Johns"),
            ["2026-03-05T05:34:07-03:30", "5 March 2026", "5 March 2026 at 05:34 NST"]
        );
        assert_eq!(there("Pacific/Auckland")[2], "5 March 2026 at 22:04 NZDT");
    }
}
