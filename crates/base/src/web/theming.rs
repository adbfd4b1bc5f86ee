//! What the templates of a theme are given about the publication, and the part of every page that a theme may
//! have in its own way: the frame around the page's main region.

use minijinja::context;
use minijinja::value::Value;

use crate::i18n::Html;
use crate::theme::{self, Template};
use crate::web::view::{Link, Moment, Site};

/// What a theme's frame prints in place of the main region, until the page is put together. U+0001 is not
/// allowed in HTML.
const MAIN: &str = "\u{1}main\u{1}";

impl Site {
    /// The theme's own `template`, rendered; none without one, or if it failed. `pieces` are the names and the
    /// contents of what it must print.
    pub fn themed(
        &self,
        template: Template,
        pieces: &[(&str, &str)],
        data: impl FnOnce() -> Value,
    ) -> Option<Html> {
        let theme = self.theme.as_ref()?;
        let context = || context! { site => self.data(), ..data() };
        theme.render(template, &self.words, pieces, context).map(Html)
    }

    /// Whether the theme has this template.
    pub fn has_themed(&self, template: Template) -> bool {
        self.theme.as_ref().is_some_and(|theme| theme.has(template))
    }

    /// What the theme has before and after the main region in place of masthead and footer.
    pub fn frame(&self) -> Option<(Html, Html)> {
        let data = || context! { main => theme::html(MAIN) };
        let Html(framed) = self.themed(Template::Frame, &[("main", MAIN)], data)?;
        let (before, after) = framed.split_once(MAIN)?;
        Some((Html(before.to_owned()), Html(after.to_owned())))
    }

    /// What the theme adds to the head of every page.
    pub fn themed_head(&self) -> Html {
        self.themed(Template::Head, &[], || context! {}).unwrap_or_default()
    }

    /// The publication for a template.
    fn data(&self) -> Value {
        context! {
            title => self.title.clone(),
            name => theme::html(self.name()),
            tagline => self.tagline.clone(),
            language => self.language.clone(),
            direction => self.direction(),
            own_language => theme::html(self.own_lang()),
            base_url => self.base_url.clone(),
            copyright => self.copyright.clone(),
            sections => links(&self.sections),
            pages => links(&self.pages),
            footer_pages => links(&self.footer_pages),
            social => self.social.iter().map(|(text, href)| context! { text, href }).collect::<Vec<_>>(),
        }
    }

    /// An instant for a template: `iso` for machines, `date` and `minute` for people, and `element`, a `<time>`.
    pub fn moment(&self, moment: Moment) -> Value {
        let at = moment.at(self);
        context! {
            iso => at.iso().to_string(),
            date => at.date(),
            minute => at.minute(),
            element => theme::html(at.day()),
        }
    }

    /// The authors for a template.
    pub fn byline_data(&self, authors: &[Link]) -> Value {
        if authors.is_empty() { Value::from("") } else { theme::html(self.byline(authors)) }
    }
}

/// A link for a template.
pub fn link(link: &Link) -> Value {
    context! { text => link.text.clone(), href => link.href.clone() }
}

/// Links for a template.
pub fn links(all: &[Link]) -> Value {
    all.iter().map(link).collect()
}

/// Something that may be absent; then it is none, which is false in a condition.
pub fn maybe<T>(value: Option<T>, data: impl FnOnce(T) -> Value) -> Value {
    value.map_or_else(|| Value::from(()), data)
}
