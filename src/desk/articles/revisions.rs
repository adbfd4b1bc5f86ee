//! The saved versions of an article: their list, what each changed, and bringing one back; and what
//! members have written and not saved.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde::Deserialize;

use super::comparison::{Texts, compare, compare_first};
use super::editor::{drop_pages, number, problem_of, read_copy};
use super::view::{RevisionPage, RevisionRow, RevisionsPage};
use super::{off_thread, status_name};
use crate::accounts::model::Staff;
use crate::accounts::web::Author;
use crate::app::App;
use crate::articles::content::Edit;
use crate::articles::model::RevisionSummary;
use crate::articles::save::Editing;
use crate::articles::{self, locks, revisions, working_copies};
use crate::db::Connection;
use crate::desk::form::{DeskForm, version};
use crate::desk::layout::{NavEntry, head};
use crate::error::Error;
use crate::i18n::Words;
use crate::ids::{AccountId, ArticleId};
use crate::web::error::Answer;
use crate::web::list::{self, Query};
use crate::web::page::{see_other, show};
use crate::web::view::{Problem, Site};

/// Versions on one page.
const PAGE: list::Size = list::Size::fixed(50);

/// The part of the list.
#[derive(Debug, Default, Deserialize)]
pub struct ListQuery {
    before: Option<i64>,
}

/// `GET /desk/articles/{id}/revisions`.
pub async fn list(
    app: web::Data<App>,
    request: HttpRequest,
    Author(staff): Author,
    id: web::Path<String>,
    Query(query): Query<ListQuery>,
) -> Answer {
    let id = number(&id)?;
    let by = staff.clone();
    let before = query.before.unwrap_or(i64::MAX);
    let (article, found, copies) = app
        .db
        .read(move |conn| {
            let found = revisions::list(conn, id, &by, before, PAGE.query_limit())?;
            Ok((articles::by_id(conn, id)?, found, working_copies::of_article(conn, id)?))
        })
        .await?;
    let more = found.len() > PAGE.items();
    let older = found.get(PAGE.items() - 1).filter(|_| more).map(|last| last.version);
    let site = Site::for_member(&app.settings(), staff.language);
    let rows = found.into_iter().take(PAGE.items());
    let view = RevisionsPage {
        staff: head(&app, &request, &staff, NavEntry::Articles).await?,
        editor_href: format!("/desk/articles/{id}"),
        title: article.title,
        revisions: rows.map(|revision| row(id, revision, article.version, &site.words)).collect(),
        copies: copies
            .into_iter()
            .map(|copy| {
                let href = format!("/desk/articles/{id}/unsaved/{}", copy.account);
                (copy.name, copy.copy.saved_at.into(), href)
            })
            .collect(),
        older: older.map(|version| format!("/desk/articles/{id}/revisions?before={version}")),
        site: &site,
    };
    show(StatusCode::OK, &view)
}

fn row(id: ArticleId, revision: RevisionSummary, present: i64, words: &Words) -> RevisionRow {
    RevisionRow {
        version: revision.version,
        href: format!("/desk/articles/{id}/revisions/{}", revision.version),
        at: revision.at.into(),
        who: revision.by.map(|(_, name)| name),
        status: revision.status.name(),
        status_name: status_name(revision.status, words),
        title: revision.title,
        is_present: revision.version == present,
    }
}

/// The version to compare with.
#[derive(Debug, Default, Deserialize)]
pub struct WithQuery {
    with: Option<i64>,
}

/// `GET /desk/articles/{id}/revisions/{version}`: what this version changed, or how it differs from
/// another one.
pub async fn one(
    app: web::Data<App>,
    request: HttpRequest,
    Author(staff): Author,
    place: web::Path<(String, i64)>,
    Query(query): Query<WithQuery>,
) -> Answer {
    let (id, version) = place.into_inner();
    show_one(&app, &request, &staff, (number(&id)?, version), query.with, None).await
}

async fn show_one(
    app: &App,
    request: &HttpRequest,
    staff: &Staff,
    (id, version): (ArticleId, i64),
    with: Option<i64>,
    refused: Option<(StatusCode, Option<Problem>)>,
) -> Answer {
    let (by, now) = (staff.clone(), app.clock.now());
    let (article, lock, old, new) = app
        .db
        .read(move |conn| {
            let (old, new) = revisions::pair(conn, id, version, with, &by)?;
            let lock = locks::show(conn, id, &by, now)?.filter(|lock| lock.by != by.id);
            Ok((articles::by_id(conn, id)?, lock, old, new))
        })
        .await?;
    let site = Site::for_member(&app.settings(), staff.language);
    let compared_with = old.as_ref().map(|old| old.saved.version);
    let (texts, words) = (Texts::of_revision(&new), site.words.clone());
    let body = new.body.clone();
    let differences = off_thread(move || {
        Ok(match &old {
            Some(old) => compare(&Texts::of_revision(old), &texts, &words),
            None => compare_first(&texts, &words),
        })
    })
    .await?;
    let here = format!("/desk/articles/{id}/revisions/{version}");
    let is_present = version == article.version;
    let other = match with {
        Some(_) => Some((false, here.clone())),
        None if is_present => None,
        None => Some((true, format!("{here}?with={}", article.version))),
    };
    let (status, problem) = refused.unwrap_or_default();
    let view = RevisionPage {
        staff: head(app, request, staff, NavEntry::Articles).await?,
        list_href: format!("/desk/articles/{id}/revisions"),
        revision: Some(row(id, new.saved, article.version, &site.words)),
        article: article.title,
        copy: None,
        with: compared_with,
        other,
        differences,
        body,
        restore: (!is_present).then(|| (format!("{here}/restore"), article.version)),
        lock: lock.map(|lock| lock.name),
        problem,
        site: &site,
    };
    show(status, &view)
}

/// `GET /desk/articles/{id}/unsaved/{account}`: what a member has written and not saved, compared with
/// the article.
pub async fn unsaved(
    app: web::Data<App>,
    request: HttpRequest,
    Author(staff): Author,
    place: web::Path<(String, AccountId)>,
) -> Answer {
    let (id, account) = place.into_inner();
    let id = number(&id)?;
    let by = staff.clone();
    let (article, copies) = app
        .db
        .read(move |conn| {
            let article = articles::by_id(conn, id)?;
            article.check_editor(&by)?;
            Ok((article, working_copies::of_article(conn, id)?))
        })
        .await?;
    let found = copies.into_iter().find(|copy| copy.account == account).ok_or(Error::NotFound)?;
    let (form, at) = read_copy(&found.copy).ok_or(Error::NotFound)?;
    let form = form.completed(Some(&article));
    let site = Site::for_member(&app.settings(), staff.language);
    let (texts, now, words) =
        (Texts::of_form(&form), Texts::of_article(&article), site.words.clone());
    let body = texts.body.clone();
    let differences = off_thread(move || Ok(compare(&now, &texts, &words))).await?;
    let view = RevisionPage {
        staff: head(&app, &request, &staff, NavEntry::Articles).await?,
        list_href: format!("/desk/articles/{id}/revisions"),
        article: article.title,
        revision: None,
        copy: Some((found.name, at.into())),
        with: Some(article.version),
        other: None,
        differences,
        body,
        restore: None,
        lock: None,
        problem: None,
        site: &site,
    };
    show(StatusCode::OK, &view)
}

/// The form that brings a version back.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RestoreForm {
    #[serde(default)]
    version: String,
    /// `yes`: the lock of a colleague is taken over.
    #[serde(default)]
    take_over: String,
}

/// `POST /desk/articles/{id}/revisions/{version}/restore`.
pub async fn restore(
    app: web::Data<App>,
    request: HttpRequest,
    Author(staff): Author,
    place: web::Path<(String, i64)>,
    DeskForm(form): DeskForm<RestoreForm>,
) -> Answer {
    let (id, revision) = place.into_inner();
    let id = number(&id)?;
    let seen = version(&form.version)?;
    let takes_over = form.take_over == "yes";
    let now = app.clock.now();
    let by = staff.clone();
    let found = app.db.read(move |conn| revisions::show(conn, id, revision, &by)).await?;
    // It is rendered again, because the rules of rendering may have changed.
    let by = staff.clone();
    let edit = off_thread(move || Edit::parse(revisions::restoring(found, &by), now)).await;
    let stored = match edit {
        Ok(edit) => {
            let (by, permalink) = (staff.clone(), app.settings().articles.permalink.clone());
            let write = move |conn: &mut Connection| {
                let editing = Editing { by: Some(&by), permalink: &permalink, now };
                if takes_over {
                    locks::take_over(conn, id, &by, now)?;
                }
                let saved = articles::edit(conn, id, seen, &edit, editing)?;
                locks::release(conn, id, by.id)?;
                Ok(saved)
            };
            app.db.write(write).await
        }
        Err(error) => Err(error),
    };
    match stored {
        Ok(saved) => {
            drop_pages(&app, saved.changed);
            Ok(see_other(&format!("/desk/articles/{id}?done=save")))
        }
        Err(error) => {
            let refused = problem_of(error)?;
            show_one(&app, &request, &staff, (id, revision), None, Some(refused)).await
        }
    }
}
