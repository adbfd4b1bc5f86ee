//! Sections and tags at the desk: adding, renaming, moving, merging and deleting them. Former addresses
//! lead to what they became.

pub mod view;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde::Deserialize;

use self::view::{LabelForm, LabelLine, LabelPage, TagsPage};
use crate::accounts::model::Staff;
use crate::accounts::web::Editor;
use crate::app::App;
use crate::articles::labels::{LabelEdit, SubmittedLabel};
use crate::articles::model::CountedTag;
use crate::articles::sections::Section;
use crate::articles::{self, sections, tags};
use crate::cache::Scope;
use crate::db::Connection;
use crate::desk::articles::view::Choice;
use crate::desk::form::{DeskForm, Feedback};
use crate::desk::layout::{NavEntry, head};
use crate::error::{Error, Result};
use crate::i18n::Words;
use crate::web::error::Answer;
use crate::web::form_errors::FormErrors;
use crate::web::list::{self, Query};
use crate::web::page::{see_other, show};
use crate::web::view::Site;

/// Tags on one page.
const PAGE: list::Size = list::Size::fixed(100);

/// What is changed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Section,
    Tag,
}

impl What {
    fn list(self) -> &'static str {
        match self {
            What::Section => "/desk/sections",
            What::Tag => "/desk/tags",
        }
    }

    fn href(self, slug: &str) -> String {
        format!("{}/{slug}", self.list())
    }
}

impl LabelForm {
    /// The fields of the form for a section or a tag.
    fn submitted(&self, what: What) -> Result<SubmittedLabel> {
        let is_section = what == What::Section;
        let position =
            match self.position.trim() {
                "" => None,
                number => Some(number.parse().map_err(|_| {
                    Error::invalid("position", "out_of_range", "Give a whole number")
                })?),
            };
        Ok(SubmittedLabel {
            name: Some(self.name.clone()),
            slug: Some(self.slug.clone()),
            description: Some(self.description.clone()),
            parent: is_section.then(|| self.parent.clone()),
            position: position.filter(|_| is_section),
        })
    }
}

/// The last action.
#[derive(Debug, Default, Deserialize)]
pub struct DoneQuery {
    done: Option<String>,
}

/// The part of the list of tags, and the last action.
#[derive(Debug, Default, Deserialize)]
pub struct TagsQuery {
    after: Option<String>,
    done: Option<String>,
}

fn done_in_words(done: Option<&str>, words: &Words) -> Option<String> {
    let notice = match done? {
        "saved" => words.done_saved(),
        "added" => words.label_added(),
        "merged" => words.label_merged(),
        "removed" => words.label_removed(),
        _ => return None,
    };
    Some(notice.into_owned())
}

/// `GET /desk/tags`.
pub async fn tags(
    app: web::Data<App>,
    request: HttpRequest,
    Editor(staff): Editor,
    Query(query): Query<TagsQuery>,
) -> Answer {
    let words = Site::for_member(&app.settings(), staff.language).words;
    let done = done_in_words(query.done.as_deref(), &words);
    show_tags(
        &app,
        &request,
        &staff,
        query.after,
        String::new(),
        Feedback { done, ..Feedback::default() },
    )
    .await
}

async fn show_tags(
    app: &App,
    request: &HttpRequest,
    staff: &Staff,
    after: Option<String>,
    name: String,
    feedback: Feedback,
) -> Answer {
    let after = list::after::<String>(after.as_deref())?;
    if after.as_deref().is_some_and(|slug| !articles::path::is_slug(slug)) {
        return Err(list::not_a_cursor().into());
    }
    let read = move |conn: &mut Connection| {
        Ok((tags::list(conn, true, after.as_deref(), PAGE.and_one())?, sections::all(conn)?))
    };
    let (found, all) = app.db.read(read).await?;
    let (found, next) = PAGE.cut(found, |last| last.tag.slug.clone());
    let site = Site::for_member(&app.settings(), staff.language);
    let view = TagsPage {
        staff: head(app, request, staff, NavEntry::Tags).await?,
        tags: found
            .into_iter()
            .map(|CountedTag { tag, articles }| LabelLine {
                href: What::Tag.href(&tag.slug),
                slug: tag.slug,
                name: tag.name,
                depth: 0,
                articles,
            })
            .collect(),
        next: next.map(|next| format!("/desk/tags?after={next}")),
        sections: all
            .into_iter()
            .map(|section| LabelLine {
                href: What::Section.href(&section.node.slug),
                depth: section.depth.min(4),
                articles: section.articles,
                slug: section.node.slug,
                name: section.node.name,
            })
            .collect(),
        name,
        done: feedback.done,
        errors: feedback.errors,
        problem: feedback.problem,
        site: &site,
    };
    show(feedback.status, &view)
}

/// `POST /desk/tags`.
pub async fn add_tag(
    app: web::Data<App>,
    request: HttpRequest,
    Editor(staff): Editor,
    DeskForm(form): DeskForm<LabelForm>,
) -> Answer {
    let (now, by) = (app.clock.now(), staff.id);
    let name = Some(form.name.clone());
    let stored = match LabelEdit::parse_new(SubmittedLabel { name, ..SubmittedLabel::default() }) {
        Ok(new) => app.db.write(move |conn| tags::create(conn, &new, Some(by), now)).await,
        Err(error) => Err(error),
    };
    match stored {
        Ok(tag) => Ok(see_other(&format!("{}?done=added", What::Tag.href(&tag.tag.slug)))),
        Err(error) => {
            let feedback = FormErrors::of(error)?.into();
            show_tags(&app, &request, &staff, None, form.name, feedback).await
        }
    }
}

/// `POST /desk/sections`.
pub async fn add_section(
    app: web::Data<App>,
    Editor(staff): Editor,
    DeskForm(form): DeskForm<LabelForm>,
) -> Answer {
    let (now, by) = (app.clock.now(), staff.id);
    let sent = SubmittedLabel {
        name: Some(form.name.clone()),
        parent: Some(form.parent.clone()),
        ..SubmittedLabel::default()
    };
    let new = LabelEdit::parse_new(sent)?;
    let added = app.db.write(move |conn| sections::create(conn, &new, Some(by), now)).await?;
    app.cache.drop(Scope::Site);
    Ok(see_other(&format!("{}?done=added", What::Section.href(&added.node.slug))))
}

/// `GET /desk/sections/{slug}`.
pub async fn section(
    app: web::Data<App>,
    request: HttpRequest,
    Editor(staff): Editor,
    slug: web::Path<String>,
    Query(query): Query<DoneQuery>,
) -> Answer {
    let words = Site::for_member(&app.settings(), staff.language).words;
    let done = done_in_words(query.done.as_deref(), &words);
    let feedback = Feedback { done, ..Feedback::default() };
    show_label(&app, &request, &staff, What::Section, &slug, None, feedback).await
}

/// `GET /desk/tags/{slug}`.
pub async fn tag(
    app: web::Data<App>,
    request: HttpRequest,
    Editor(staff): Editor,
    slug: web::Path<String>,
    Query(query): Query<DoneQuery>,
) -> Answer {
    let words = Site::for_member(&app.settings(), staff.language).words;
    let done = done_in_words(query.done.as_deref(), &words);
    let feedback = Feedback { done, ..Feedback::default() };
    show_label(&app, &request, &staff, What::Tag, &slug, None, feedback).await
}

/// The stored label and, for a section, all sections.
enum Found {
    Section(Section, Vec<Section>),
    Tag(CountedTag),
}

async fn show_label(
    app: &App,
    request: &HttpRequest,
    staff: &Staff,
    what: What,
    slug: &str,
    written: Option<LabelForm>,
    feedback: Feedback,
) -> Answer {
    let wanted = slug.to_owned();
    let read = move |conn: &mut Connection| {
        Ok(match what {
            What::Section => {
                Found::Section(sections::by_slug(conn, &wanted)?, sections::all(conn)?)
            }
            What::Tag => Found::Tag(tags::by_slug(conn, &wanted)?),
        })
    };
    let found = app.db.read(read).await?;
    let site = Site::for_member(&app.settings(), staff.language);
    let entry = if what == What::Section { NavEntry::Sections } else { NavEntry::Tags };
    let staff = head(app, request, staff, entry).await?;
    let view = match found {
        Found::Section(section, all) => {
            let form = written.unwrap_or_else(|| LabelForm {
                name: section.node.name.clone(),
                slug: section.node.slug.clone(),
                description: section.node.description.clone(),
                parent: section.parent.as_ref().map(|above| above.slug.clone()).unwrap_or_default(),
                position: section.node.position.to_string(),
                into: String::new(),
            });
            let below = format!("{}/", section.path);
            let others: Vec<&Section> = all
                .iter()
                .filter(|other| other.node.id != section.node.id && !other.path.starts_with(&below))
                .collect();
            let choices = |chosen: &str| -> Vec<Choice> {
                let choice = |other: &&Section| Choice {
                    value: other.node.slug.clone(),
                    label: other.path.clone(),
                    selected: other.node.slug == chosen,
                };
                others.iter().map(choice).collect()
            };
            LabelPage {
                is_section: true,
                here: What::Section.href(&section.node.slug),
                public_href: articles::section_href(&section.node.slug),
                parents: choices(&form.parent),
                targets: choices(&form.into),
                may_remove: section.own_articles == 0 && section.children == 0,
                articles: section.articles,
                title: section.node.name,
                form,
                staff,
                done: feedback.done,
                errors: feedback.errors,
                problem: feedback.problem,
                site: &site,
            }
        }
        Found::Tag(CountedTag { tag, articles }) => LabelPage {
            is_section: false,
            here: What::Tag.href(&tag.slug),
            public_href: articles::tag_href(&tag.slug),
            parents: Vec::new(),
            targets: Vec::new(),
            may_remove: articles == 0,
            articles,
            form: written.unwrap_or_else(|| LabelForm {
                name: tag.name.clone(),
                slug: tag.slug.clone(),
                description: tag.description.clone(),
                ..LabelForm::default()
            }),
            title: tag.name,
            staff,
            done: feedback.done,
            errors: feedback.errors,
            problem: feedback.problem,
            site: &site,
        },
    };
    show(feedback.status, &view)
}

/// `POST /desk/sections/{slug}/change`.
pub async fn change_section(
    app: web::Data<App>,
    request: HttpRequest,
    Editor(staff): Editor,
    slug: web::Path<String>,
    DeskForm(form): DeskForm<LabelForm>,
) -> Answer {
    change(&app, &request, &staff, What::Section, &slug, form).await
}

/// `POST /desk/tags/{slug}/change`.
pub async fn change_tag(
    app: web::Data<App>,
    request: HttpRequest,
    Editor(staff): Editor,
    slug: web::Path<String>,
    DeskForm(form): DeskForm<LabelForm>,
) -> Answer {
    change(&app, &request, &staff, What::Tag, &slug, form).await
}

async fn change(
    app: &App,
    request: &HttpRequest,
    staff: &Staff,
    what: What,
    slug: &str,
    form: LabelForm,
) -> Answer {
    let (now, by, at) = (app.clock.now(), staff.id, slug.to_owned());
    let parsed = form.submitted(what).and_then(|mut sent| {
        // The slug that the page showed is not a choice: it follows the name.
        if sent.slug.as_deref().map(str::trim) == Some(slug) {
            sent.slug = None;
        }
        LabelEdit::parse(sent)
    });
    let stored = match parsed {
        Ok(edit) => {
            let write = move |conn: &mut Connection| {
                Ok(match what {
                    What::Section => sections::change(conn, &at, &edit, Some(by), now)?.node.slug,
                    What::Tag => tags::change(conn, &at, &edit, Some(by), now)?.tag.slug,
                })
            };
            app.db.write(write).await
        }
        Err(error) => Err(error),
    };
    match stored {
        Ok(slug) => {
            app.cache.drop(Scope::Site);
            Ok(see_other(&format!("{}?done=saved", what.href(&slug))))
        }
        Err(error) => {
            let feedback = FormErrors::of(error)?.into();
            show_label(app, request, staff, what, slug, Some(form), feedback).await
        }
    }
}

/// `POST /desk/sections/{slug}/merge`.
pub async fn merge_section(
    app: web::Data<App>,
    request: HttpRequest,
    Editor(staff): Editor,
    slug: web::Path<String>,
    DeskForm(form): DeskForm<LabelForm>,
) -> Answer {
    merge(&app, &request, &staff, What::Section, &slug, form).await
}

/// `POST /desk/tags/{slug}/merge`.
pub async fn merge_tag(
    app: web::Data<App>,
    request: HttpRequest,
    Editor(staff): Editor,
    slug: web::Path<String>,
    DeskForm(form): DeskForm<LabelForm>,
) -> Answer {
    merge(&app, &request, &staff, What::Tag, &slug, form).await
}

async fn merge(
    app: &App,
    request: &HttpRequest,
    staff: &Staff,
    what: What,
    slug: &str,
    form: LabelForm,
) -> Answer {
    let (now, by, at, into) =
        (app.clock.now(), staff.id, slug.to_owned(), form.into.trim().to_owned());
    let write = move |conn: &mut Connection| {
        Ok(match what {
            What::Section => sections::merge(conn, &at, &into, Some(by), now)?.node.slug,
            What::Tag => tags::merge(conn, &at, &into, Some(by), now)?.tag.slug,
        })
    };
    match app.db.write(write).await {
        Ok(staying) => {
            app.cache.drop(Scope::Site);
            Ok(see_other(&format!("{}?done=merged", what.href(&staying))))
        }
        Err(error) => {
            let feedback = FormErrors::of(error)?.into();
            let written = LabelForm { into: form.into, ..LabelForm::default() };
            show_label(app, request, staff, what, slug, Some(written), feedback).await
        }
    }
}

/// `POST /desk/sections/{slug}/remove`.
pub async fn remove_section(
    app: web::Data<App>,
    Editor(staff): Editor,
    slug: web::Path<String>,
    _: DeskForm<Vec<(String, String)>>,
) -> Answer {
    let (now, by) = (app.clock.now(), staff.id);
    app.db.write(move |conn| sections::remove(conn, &slug, Some(by), now)).await?;
    app.cache.drop(Scope::Site);
    Ok(see_other("/desk/tags?done=removed"))
}

/// `POST /desk/tags/{slug}/remove`.
pub async fn remove_tag(
    app: web::Data<App>,
    Editor(staff): Editor,
    slug: web::Path<String>,
    _: DeskForm<Vec<(String, String)>>,
) -> Answer {
    let (now, by) = (app.clock.now(), staff.id);
    app.db.write(move |conn| tags::remove(conn, &slug, Some(by), now)).await?;
    Ok(see_other("/desk/tags?done=removed"))
}
