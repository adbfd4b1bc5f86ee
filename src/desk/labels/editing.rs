//! The page of one section or one tag: `/desk/sections/{slug}` and `/desk/tags/{slug}`.
//!
//! A form that was shown before somebody else changed the section or the tag is refused, and shown
//! again with what was written.

use actix_web::{HttpRequest, web};
use serde::Deserialize;

use super::view::{LabelFacts, LabelForm, LabelPage};
use crate::accounts::model::Staff;
use crate::accounts::web::Editor;
use crate::app::App;
use crate::articles::commenting::CommentRules;
use crate::articles::labels::{LabelEdit, SubmittedLabel};
use crate::articles::model::{Counted, Tag};
use crate::articles::section_comments::{self, SectionCommentsEdit};
use crate::articles::sections::Section;
use crate::articles::{self, labels, names, path, sections};
use crate::cache::Scope;
use crate::db::Connection;
use crate::desk::articles::view::Choice;
use crate::desk::form::{DeskForm, Feedback};
use crate::desk::layout::{NavEntry, head};
use crate::error::{Error, Result};
use crate::i18n::{Message, Words};
use crate::web::error::Answer;
use crate::web::form_errors::FormErrors;
use crate::web::list::Query;
use crate::web::page::{see_other, show};
use crate::web::view::Site;

/// The kind of label, as in the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[allow(missing_docs, reason = "the names say all")]
pub enum LabelKind {
    #[serde(rename = "sections")]
    Section,
    #[serde(rename = "tags")]
    Tag,
}

impl LabelKind {
    /// The page of all.
    fn list(self) -> &'static str {
        match self {
            LabelKind::Section => "/desk/sections",
            LabelKind::Tag => "/desk/tags",
        }
    }

    /// The page of one.
    pub(crate) fn href(self, slug: &str) -> String {
        format!("{}/{slug}", self.list())
    }
}

/// The last action.
#[derive(Debug, Default, Deserialize)]
pub struct DoneQuery {
    done: Option<String>,
}

/// The notice about the last action.
pub(crate) fn done_in_words(done: Option<&str>, words: &Words) -> Option<String> {
    let notice = match done? {
        "saved" => words.done_saved(),
        "added" => words.label_added(),
        "merged" => words.label_merged(),
        "removed" => words.label_removed(),
        _ => return None,
    };
    Some(notice.into_owned())
}

/// `GET /desk/sections/{slug}`.
pub async fn section(
    app: web::Data<App>,
    request: HttpRequest,
    Editor(staff): Editor,
    slug: web::Path<String>,
    Query(query): Query<DoneQuery>,
) -> Answer {
    open(&app, &request, &staff, LabelKind::Section, &slug, query).await
}

/// `GET /desk/tags/{slug}`.
pub async fn tag(
    app: web::Data<App>,
    request: HttpRequest,
    Editor(staff): Editor,
    slug: web::Path<String>,
    Query(query): Query<DoneQuery>,
) -> Answer {
    open(&app, &request, &staff, LabelKind::Tag, &slug, query).await
}

async fn open(
    app: &App,
    request: &HttpRequest,
    staff: &Staff,
    kind: LabelKind,
    slug: &str,
    query: DoneQuery,
) -> Answer {
    let words = Site::for_member(&app.settings(), staff.language).words;
    let done = done_in_words(query.done.as_deref(), &words);
    let feedback = Feedback { done, ..Feedback::default() };
    show_label(app, request, staff, kind, slug, None, feedback).await
}

/// `POST /desk/{sections|tags}/{slug}/change`.
pub async fn change(
    app: web::Data<App>,
    request: HttpRequest,
    Editor(staff): Editor,
    label: web::Path<(LabelKind, String)>,
    DeskForm(form): DeskForm<LabelForm>,
) -> Answer {
    let (kind, slug) = label.into_inner();
    let (now, by, at) = (app.clock.now(), staff.clone(), slug.clone());
    let stored = match parse(&form, kind, &slug) {
        Ok((edit, rules)) => {
            let write = move |conn: &mut Connection| {
                let at = present_slug(conn, kind, &at)?;
                Ok(match kind {
                    LabelKind::Section => {
                        let slug = sections::change(conn, &at, &edit, Some(by.id), now)?.node.slug;
                        section_comments::change(conn, &slug, &rules, &by, now)?;
                        slug
                    }
                    LabelKind::Tag => {
                        names::change::<Tag>(conn, &at, &edit, Some(by.id), now)?.item.slug
                    }
                })
            };
            app.db.write(write).await
        }
        Err(error) => Err(error),
    };
    let to = stored.map(|slug| format!("{}?done=saved", kind.href(&slug)));
    answer(&app, &request, &staff, (kind, &slug), to, Some(form)).await
}

/// The fields of the form as a change of the section or tag that was shown at `slug`, and of its rules
/// for comments, with the faults of both.
fn parse(
    form: &LabelForm,
    kind: LabelKind,
    slug: &str,
) -> Result<(LabelEdit, SectionCommentsEdit)> {
    match (parse_label(form, kind, slug), parse_rules(form, kind)) {
        (Ok(label), Ok(rules)) => Ok((label, rules)),
        (Err(Error::Invalid(mut faults)), Err(Error::Invalid(others))) => {
            faults.extend(others);
            Err(Error::Invalid(faults))
        }
        (Err(error), _) | (_, Err(error)) => Err(error),
    }
}

/// What the form says about comments. A form from before it had these fields changes nothing.
fn parse_rules(form: &LabelForm, kind: LabelKind) -> Result<SectionCommentsEdit> {
    if kind == LabelKind::Tag || form.seen_rules.is_empty() {
        return Ok(SectionCommentsEdit::default());
    }
    let days = match form.comments_days.trim() {
        "" => 0,
        // What is no number is out of range, too.
        days => days.parse().unwrap_or(-1),
    };
    let (mode, message) = (form.comments.clone(), form.comments_message.clone());
    let edit = SectionCommentsEdit::parse(Some(mode), Some(days), Some(message))?;
    Ok(edit.of_edition(form.seen_rules.clone()))
}

fn parse_label(form: &LabelForm, kind: LabelKind, slug: &str) -> Result<LabelEdit> {
    let is_section = kind == LabelKind::Section;
    let position = match form.position.trim() {
        number if is_section => Some(number.parse().map_err(|_| {
            Error::invalid("position", "out_of_range", Message::setting_number(0, labels::POSITION))
        })?),
        _ => None,
    };
    // The slug that the page showed is not a choice: it follows the name.
    let is_shown = form.slug.trim() == slug;
    let sent = SubmittedLabel {
        name: Some(form.name.clone()),
        slug: Some(form.slug.clone()).filter(|_| !is_shown),
        description: Some(form.description.clone()),
        parent: is_section.then(|| form.parent.clone()),
        position,
    };
    Ok(LabelEdit::parse(sent)?.of_edition(form.seen.clone()))
}

/// The slug of the section or tag that has or had this slug: it may have been renamed since the page
/// was shown.
fn present_slug(conn: &mut Connection, kind: LabelKind, slug: &str) -> Result<String> {
    let moved = match kind {
        LabelKind::Section => sections::page(conn, slug)?.moved(),
        LabelKind::Tag => names::page::<Tag>(conn, slug)?.moved(),
    };
    Ok(moved.unwrap_or_else(|| slug.to_owned()))
}

/// `POST /desk/{sections|tags}/{slug}/merge`.
pub async fn merge(
    app: web::Data<App>,
    request: HttpRequest,
    Editor(staff): Editor,
    label: web::Path<(LabelKind, String)>,
    DeskForm(form): DeskForm<LabelForm>,
) -> Answer {
    let (kind, slug) = label.into_inner();
    let (now, by, at) = (app.clock.now(), staff.id, slug.clone());
    // A name leads to the same slug as the slug itself.
    let into = path::slug(&form.into);
    let write = move |conn: &mut Connection| {
        Ok(match kind {
            LabelKind::Section => sections::merge(conn, &at, &into, Some(by), now)?.node.slug,
            LabelKind::Tag => names::merge::<Tag>(conn, &at, &into, Some(by), now)?.item.slug,
        })
    };
    let staying = app.db.write(write).await;
    let to = staying.map(|slug| format!("{}?done=merged", kind.href(&slug)));
    answer(&app, &request, &staff, (kind, &slug), to, Some(form)).await
}

/// `POST /desk/{sections|tags}/{slug}/remove`.
pub async fn remove(
    app: web::Data<App>,
    request: HttpRequest,
    Editor(staff): Editor,
    label: web::Path<(LabelKind, String)>,
    _: DeskForm<Vec<(String, String)>>,
) -> Answer {
    let (kind, slug) = label.into_inner();
    let (now, by, at) = (app.clock.now(), staff.id, slug.clone());
    let write = move |conn: &mut Connection| match kind {
        LabelKind::Section => sections::remove(conn, &at, Some(by), now),
        LabelKind::Tag => names::remove::<Tag>(conn, &at, Some(by), now),
    };
    let removed = app.db.write(write).await;
    let to = removed.map(|()| format!("{}?done=removed", kind.list()));
    answer(&app, &request, &staff, (kind, &slug), to, None).await
}

/// Leads `to` where the change is shown, or shows the page again with what was `written`.
async fn answer(
    app: &App,
    request: &HttpRequest,
    staff: &Staff,
    (kind, slug): (LabelKind, &str),
    to: Result<String>,
    written: Option<LabelForm>,
) -> Answer {
    match to {
        Ok(to) => {
            app.cache.drop(Scope::Site);
            Ok(see_other(&to))
        }
        Err(error) => {
            let feedback = FormErrors::of(error)?.into();
            show_label(app, request, staff, kind, slug, written, feedback).await
        }
    }
}

/// The label as it is stored.
enum Stored {
    /// A section, its rules for comments, and all sections.
    Section(Section, CommentRules, Vec<Section>),
    Tag(Counted<Tag>),
}

/// The page with what was written, or with what is stored.
async fn show_label(
    app: &App,
    request: &HttpRequest,
    staff: &Staff,
    kind: LabelKind,
    slug: &str,
    written: Option<LabelForm>,
    feedback: Feedback,
) -> Answer {
    let wanted = slug.to_owned();
    let read = move |conn: &mut Connection| {
        let present = present_slug(conn, kind, &wanted)?;
        Ok(match kind {
            LabelKind::Section => {
                let (_, rules) = section_comments::show(conn, &present)?;
                Stored::Section(sections::by_slug(conn, &present)?, rules, sections::all(conn)?)
            }
            LabelKind::Tag => Stored::Tag(names::by_slug::<Tag>(conn, &present)?),
        })
    };
    let stored = app.db.read(read).await?;
    let site = Site::for_member(&app.settings(), staff.language);
    let entry = if kind == LabelKind::Section { NavEntry::Sections } else { NavEntry::Tags };
    let form = match &stored {
        Stored::Section(section, rules, _) => LabelForm::of_section(section, rules),
        Stored::Tag(Counted { item: tag, .. }) => LabelForm::of_tag(tag),
    };
    let form = match written {
        // The form of a merge has none of the other fields.
        Some(sent) if sent.seen.is_empty() => LabelForm { into: sent.into, ..form },
        Some(sent) => LabelForm { seen: form.seen, seen_rules: form.seen_rules, ..sent },
        None => form,
    };
    let view = LabelPage {
        site: &site,
        staff: head(app, request, staff, entry).await?,
        list: kind.list(),
        label: facts(stored, &form),
        form,
        done: feedback.done,
        errors: feedback.errors,
        problem: feedback.problem,
    };
    show(feedback.status, &view)
}

fn facts(stored: Stored, form: &LabelForm) -> LabelFacts {
    match stored {
        Stored::Section(section, _, all) => {
            let below = format!("{}/", section.path);
            let is_own = |other: &&Section| {
                other.node.id == section.node.id || other.path.starts_with(&below)
            };
            let others: Vec<&Section> = all.iter().filter(|other| !is_own(other)).collect();
            LabelFacts {
                is_section: true,
                here: LabelKind::Section.href(&section.node.slug),
                public_href: articles::section_href(&section.node.slug),
                parents: choices(&others, &form.parent),
                targets: choices(&others, &form.into),
                may_remove: section.own_articles == 0 && section.children == 0,
                articles: section.articles,
                title: section.node.name,
            }
        }
        Stored::Tag(Counted { item: tag, articles }) => LabelFacts {
            is_section: false,
            here: LabelKind::Tag.href(&tag.slug),
            public_href: articles::tag_href(&tag.slug),
            parents: Vec::new(),
            targets: Vec::new(),
            may_remove: articles == 0,
            articles,
            title: tag.name,
        },
    }
}

/// Sections to choose from, by their names from the top.
pub(crate) fn choices(sections: &[&Section], chosen: &str) -> Vec<Choice> {
    let choice = |section: &&Section| Choice {
        value: section.node.slug.clone(),
        label: section.path.clone(),
        selected: section.node.slug == chosen,
    };
    sections.iter().map(choice).collect()
}
