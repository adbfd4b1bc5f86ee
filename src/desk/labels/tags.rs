//! `/desk/tags`: all tags, and a form for a new one.

use actix_web::{HttpRequest, web};
use serde::Deserialize;

use super::editing::{LabelKind, done_in_words};
use super::view::{LabelForm, TagLine, TagsPage};
use crate::accounts::model::Staff;
use crate::accounts::web::Editor;
use crate::app::App;
use crate::articles::labels::{LabelEdit, SubmittedLabel};
use crate::articles::model::{ArticleScope, Counted, Tag};
use crate::articles::{names, path};
use crate::desk::form::{DeskForm, Feedback};
use crate::desk::layout::{NavEntry, head};
use crate::web::error::Answer;
use crate::web::form_errors::FormErrors;
use crate::web::list::{self, Query};
use crate::web::page::{see_other, show};
use crate::web::view::Site;

/// Tags on one page.
const PAGE: list::Size = list::Size::fixed(100);

/// The part of the list of tags, and the last action.
#[derive(Debug, Default, Deserialize)]
pub struct TagsQuery {
    after: Option<String>,
    done: Option<String>,
}

/// `GET /desk/tags`.
pub async fn list(
    app: web::Data<App>,
    request: HttpRequest,
    Editor(staff): Editor,
    Query(query): Query<TagsQuery>,
) -> Answer {
    let words = Site::for_member(&app.settings(), staff.language).words;
    let done = done_in_words(query.done.as_deref(), &words);
    let feedback = Feedback { done, ..Feedback::default() };
    show_list(&app, &request, &staff, query.after, String::new(), feedback).await
}

/// `POST /desk/tags`: adds a tag, and opens its page.
pub async fn add(
    app: web::Data<App>,
    request: HttpRequest,
    Editor(staff): Editor,
    DeskForm(form): DeskForm<LabelForm>,
) -> Answer {
    let (now, by) = (app.clock.now(), staff.id);
    let name = Some(form.name.clone());
    let stored = match LabelEdit::parse_new(SubmittedLabel { name, ..SubmittedLabel::default() }) {
        Ok(new) => app.db.write(move |conn| names::create::<Tag>(conn, &new, Some(by), now)).await,
        Err(error) => Err(error),
    };
    match stored {
        Ok(added) => {
            Ok(see_other(&format!("{}?done=added", LabelKind::Tag.href(&added.item.slug))))
        }
        Err(error) => {
            let feedback = FormErrors::of(error)?.into();
            show_list(&app, &request, &staff, None, form.name, feedback).await
        }
    }
}

/// The part of the list after a tag; `name` is what was written into the form for a new one.
async fn show_list(
    app: &App,
    request: &HttpRequest,
    staff: &Staff,
    after: Option<String>,
    name: String,
    feedback: Feedback,
) -> Answer {
    let after = list::after::<String>(after.as_deref())?;
    if after.as_deref().is_some_and(|slug| !path::is_slug(slug)) {
        return Err(list::not_a_cursor().into());
    }
    let found = app
        .db
        .read(move |conn| {
            names::list::<Tag>(conn, ArticleScope::All, after.as_deref(), PAGE.query_limit())
        })
        .await?;
    let (found, next) = PAGE.take_page(found, |last| last.item.slug.clone());
    let line = |Counted { item: tag, articles }: Counted<Tag>| TagLine {
        href: LabelKind::Tag.href(&tag.slug),
        name: tag.name,
        articles,
    };
    let site = Site::for_member(&app.settings(), staff.language);
    let view = TagsPage {
        staff: head(app, request, staff, NavEntry::Tags).await?,
        tags: found.into_iter().map(line).collect(),
        next: next.map(|next| format!("/desk/tags?after={next}")),
        name,
        done: feedback.done,
        errors: feedback.errors,
        problem: feedback.problem,
        site: &site,
    };
    show(feedback.status, &view)
}
