//! An article, its comments and its form for the templates of a theme.

use askama::Template;
use minijinja::context;
use minijinja::value::Value;

use crate::comments::article_view::{ArticlePage, ArticleVisibility, CorrectionView, RelatedView};
use crate::comments::view::{CommentForm, CommentView, Thread};
use crate::error::FieldError;
use crate::i18n::Html;
use crate::theme::{self, Template as Themed};
use crate::web::theming::{link, links, maybe};
use crate::web::view::Site;

/// The comments under an article, as the program shows them.
#[derive(Template)]
#[template(path = "comments/thread.html")]
struct ThreadPart<'a> {
    site: &'a Site,
    thread: &'a Thread,
}

/// The form under them, in the theme's way if it has one.
#[derive(Template)]
#[template(path = "comments/form.html")]
struct FormPart<'a> {
    site: &'a Site,
    form: &'a CommentForm,
}

/// What readers do not see of the form.
#[derive(Template)]
#[template(path = "comments/form_hidden.html")]
struct HiddenPart<'a> {
    site: &'a Site,
    form: &'a CommentForm,
}

/// What they fill in.
#[derive(Template)]
#[template(path = "comments/form_fields.html")]
struct FieldsPart<'a> {
    site: &'a Site,
    form: &'a CommentForm,
}

/// The text of an article.
#[derive(Template)]
#[template(path = "comments/body.html")]
struct BodyPart<'a> {
    site: &'a Site,
    language: &'a str,
    html: &'a str,
    rest: &'a str,
}

impl ArticlePage<'_> {
    /// The theme's own main region.
    pub(super) fn themed(&self) -> Option<Html> {
        let template = if self.is_page { Themed::Page } else { Themed::Article };
        // Nothing is rendered for a theme that does not ask.
        if !self.site.has_themed(template) {
            return None;
        }
        let (language, html, rest) = (&self.language, &self.html, &self.rest);
        let body = BodyPart { site: self.site, language, html, rest }.render().ok()?;
        let (mut thread, mut form) = (String::new(), String::new());
        if self.shows_thread() {
            thread = ThreadPart { site: self.site, thread: &self.thread }.render().ok()?;
            if !self.is_whole {
                form = FormPart { site: self.site, form: &self.form }.render().ok()?;
            }
        }
        let pieces =
            [("article.body", body.trim()), ("thread", thread.trim()), ("form", form.trim())];
        let data = || {
            context! {
                article => self.data(body.trim()),
                thread => theme::html(thread.trim()),
                form => theme::html(form.trim()),
            }
        };
        self.site.themed(template, &pieces, data)
    }

    fn data(&self, body: &str) -> Value {
        let site = self.site;
        let is_public = self.showing == ArticleVisibility::Published && !self.is_protected;
        let correction = |correction: &CorrectionView| {
            context! { at => site.moment(correction.at), text => correction.text.clone() }
        };
        let related = |story: &RelatedView| {
            context! {
                href => story.href.clone(),
                title => story.title.clone(),
                attributes => theme::html(site.text_attributes(&story.language)),
                picture => maybe(story.picture.as_ref(), theme::html),
                published => maybe(story.published, |at| site.moment(at)),
            }
        };
        context! {
            path => self.path.clone(),
            url => format!("{}{}", site.base_url, self.path),
            title => self.title.clone(),
            summary => self.summary.clone(),
            language => self.language.clone(),
            attributes => theme::html(site.text_attributes(&self.language)),
            section => maybe(self.section.as_ref(), link),
            sections_above => links(&self.sections_above),
            byline => site.byline_data(&self.bylines),
            authors => links(&self.bylines),
            published => maybe(self.published, |at| site.moment(at)),
            updated => maybe(self.updated, |at| site.moment(at)),
            corrections => self.corrections.iter().map(correction).collect::<Value>(),
            minutes => self.minutes,
            lead => maybe(self.lead.as_ref(), theme::html),
            body => theme::html(body),
            after => theme::html(&self.after),
            tags => links(&self.tags),
            related => self.related.iter().map(related).collect::<Value>(),
            previous => maybe(self.previous.as_ref(), link),
            next => maybe(self.next.as_ref(), link),
            mail_href => self.mail_href(),
            comments => self.thread.count,
            is_open => self.shows_thread() && self.form.open && !self.is_whole,
            is_protected => self.is_protected,
            is_public,
        }
    }
}

impl CommentView {
    /// The theme's own form of a comment in its place in `thread`.
    pub(super) fn themed(&self, site: &Site, thread: &Thread) -> Option<Html> {
        if !site.has_themed(Themed::Comment) {
            return None;
        }
        let anchor = format!("id=\"comment-{}\"", self.id);
        let data = || {
            let target = |target: &crate::comments::view::ReplyTarget| {
                context! { name => target.name.clone(), href => format!("#comment-{}", target.id) }
            };
            let is_open = thread.open && !self.removed;
            context! {
                comment => context! {
                    id => self.id,
                    anchor => theme::html(&anchor),
                    href => format!("/comments/{}", self.id),
                    name => self.name.clone(),
                    website => self.website.clone(),
                    posted => site.moment(self.posted),
                    html => theme::html(&self.html),
                    picture => theme::html(self.picture()),
                    featured => self.featured,
                    staff => self.staff,
                    removed => self.removed,
                    depth => self.depth,
                    in_reply_to => maybe(self.in_reply_to.as_ref(), target),
                    reply_href => maybe(is_open.then(|| thread.reply_href(self.id)), Value::from),
                    report_href => format!("/comments/{}/flag", self.id),
                },
            }
        };
        site.themed(Themed::Comment, &[("comment.anchor", &anchor)], data)
    }
}

impl CommentForm {
    /// The theme's own form. One that was closed while a reader wrote is shown by the program.
    pub(super) fn themed(&self, site: &Site) -> Option<Html> {
        if !self.open || !site.has_themed(Themed::Form) {
            return None;
        }
        let hidden = HiddenPart { site, form: self }.render().ok()?;
        let fields = FieldsPart { site, form: self }.render().ok()?;
        let error = |error: &FieldError| {
            context! {
                field => error.field,
                anchor => error.anchor(),
                code => error.code,
                detail => site.words.say(&error.detail),
            }
        };
        let data = || {
            context! {
                form => context! {
                    action => self.action.clone(),
                    path => self.path.clone(),
                    hidden => theme::html(hidden.trim()),
                    fields => theme::html(fields.trim()),
                    guidelines => self.guidelines.iter().map(theme::html).collect::<Value>(),
                    reply_to => maybe(self.reply_to.as_ref(), |it| context! { id => it.id, name => it.name.clone() }),
                    text => self.text.clone(),
                    name => self.name.clone(),
                    email => self.email.clone(),
                    website => self.website.clone(),
                    consent => self.consent.clone(),
                    consents => self.consents,
                    notify => self.notify_choices().iter().map(|(value, label, is_chosen)| {
                        let (value, is_chosen) = (*value, *is_chosen);
                        context! { value, label => site.words.say(label), is_chosen }
                    }).collect::<Value>(),
                    errors => self.errors.iter().map(error).collect::<Value>(),
                    problem => maybe(self.problem.as_ref(), |it| {
                        context! { code => it.code.clone(), detail => site.words.say(&it.detail) }
                    }),
                },
            }
        };
        // Without its box no comment would be accepted.
        let consent = (!self.consent.is_empty()).then_some(("form.consent", "name=\"consent\""));
        let pieces: Vec<_> = [("form.hidden", hidden.trim())].into_iter().chain(consent).collect();
        site.themed(Themed::Form, &pieces, data)
    }
}
