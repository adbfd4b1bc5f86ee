//! The actions of the editor: saving, the steps from draft to publication, and the quiet save of what is
//! not saved yet. Its page is in `page`.

use std::str::FromStr;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::json;

use super::form::{ArticleForm, Step};
use super::page::{Shown, empty_form, rendered, saved_form, show_editor};
use super::received::{Received, receive};
use super::{off_thread, store};
use crate::accounts::model::Staff;
use crate::accounts::web::{Author, Uploader};
use crate::app::App;
use crate::articles::choices::Kind;
use crate::articles::content::{Edit, NewArticle};
use crate::articles::model::{Article, Saved, Status};
use crate::articles::notes::{self, ArticleNoteText};
use crate::articles::save::Editing;
use crate::articles::working_copies;
use crate::articles::working_copy::WorkingCopy;
use crate::articles::{self, Removed, locks, preview};
use crate::cache::Scope;
use crate::clock::{DAY, Time, Zone};
use crate::db::Connection;
use crate::desk::form::DeskForm;
use crate::desk::request::parameter;
use crate::error::{Error, Result};
use crate::ids::{ArticleId, ArticleNoteId};
use crate::web::error::{Answer, Failure};
use crate::web::form_errors::FormErrors;
use crate::web::page::{see_other, show};
use crate::web::view::{Problem, Site};

/// How long the private link of a preview lasts.
const PREVIEW_DAYS: u32 = 7;

/// `GET /desk/articles/new`.
pub async fn new(app: web::Data<App>, request: HttpRequest, Author(staff): Author) -> Answer {
    let site = Site::for_member(&app.settings(), staff.language);
    let done = parameter(&request, "done").and_then(|done| kept_in_words(&done, &site));
    let kind = parameter(&request, "kind").and_then(|kind| Kind::parse(&kind)).unwrap_or_default();
    let account = staff.id;
    let copy = app.db.read(move |conn| working_copies::load(conn, account, None)).await?;
    let shown = match copy.and_then(|copy| read_copy(&copy)) {
        Some((form, at)) => Shown { form, copy_of: Some(at), done, ..Shown::default() },
        None => Shown { form: empty_form(&staff, kind), ..Shown::default() },
    };
    show_editor(&app, &request, &staff, None, shown).await
}

/// `POST /desk/articles/new`.
pub async fn create(
    app: web::Data<App>,
    request: HttpRequest,
    uploader: Uploader,
    payload: web::Payload,
) -> Answer {
    let Received { form, errors } = receive(&app, &uploader, &request, payload).await?;
    let staff = uploader.staff;
    let step = form.step().ok_or(Error::NotFound)?;
    if !errors.is_empty() {
        let shown = Shown::refused(form, FormErrors::of(Error::Invalid(errors))?);
        return show_editor(&app, &request, &staff, None, shown).await;
    }
    if matches!(step, Step::Picture | Step::LeadPicture) {
        return keep_pictures(&app, &staff, None, step, form).await;
    }
    if step == Step::Preview {
        return show_editor(&app, &request, &staff, None, Shown::of(form)).await;
    }
    let now = app.clock.now();
    let submitted = form
        .submitted(step, None, &app.settings().site.timezone, now)
        .with_own_paths(&app.config.server.base_url);
    let parsed = match off_thread(move || NewArticle::parse(submitted, now)).await {
        Ok(new) => new.hashed(&app.passwords).await,
        Err(error) => Err(error),
    };
    let stored = match parsed {
        Ok(new) => {
            let (by, permalink) = (staff.clone(), app.settings().articles.permalink.clone());
            let write = move |conn: &mut Connection| {
                let editing = Editing { by: Some(&by), permalink: &permalink, now };
                let saved = articles::create(conn, &new, Some(by.id), editing)?;
                working_copies::discard(conn, by.id, None)?;
                Ok(saved)
            };
            app.db.write(write).await
        }
        Err(error) => Err(error),
    };
    match stored {
        Ok(saved) => Ok(saved_answer(&app, saved, step)),
        Err(error) => {
            let shown = Shown::refused(form, FormErrors::of(error)?);
            show_editor(&app, &request, &staff, None, shown).await
        }
    }
}

/// `GET /desk/articles/{id}`: the article with the text that this member has not saved, if there is
/// any.
pub async fn open(
    app: web::Data<App>,
    request: HttpRequest,
    Author(staff): Author,
    id: web::Path<String>,
) -> Answer {
    let id = number(&id)?;
    let (by, account) = (staff.clone(), staff.id);
    let (article, copy) = app
        .db
        .read(move |conn| {
            let article = articles::by_id(conn, id)?;
            article.check_editor(&by)?;
            Ok((article, working_copies::load(conn, account, Some(id))?))
        })
        .await?;
    let saved = saved_form(&article, &staff, &app.settings().site.timezone);
    let site = Site::for_member(&app.settings(), staff.language);
    let done = parameter(&request, "done").and_then(|done| done_in_words(&done, &article, &site));
    let unsaved =
        copy.and_then(|copy| read_copy(&copy)).filter(|(form, _)| !form.same_text(&saved));
    let shown = match unsaved {
        None => Shown { form: saved, done, ..Shown::default() },
        Some((form, at)) => {
            let is_older = form.version != article.version.to_string();
            let base = form.version.parse().ok().filter(|_| is_older);
            Shown { form, copy_of: Some(at), conflict_with: base, done, ..Shown::default() }
        }
    };
    show_editor(&app, &request, &staff, Some(article), shown).await
}

/// `POST /desk/articles/{id}`: one of the steps. A version that a colleague has replaced meanwhile is
/// refused, and both texts are shown.
pub async fn save(
    app: web::Data<App>,
    request: HttpRequest,
    uploader: Uploader,
    id: web::Path<String>,
    payload: web::Payload,
) -> Answer {
    // Read first, so that every refusal can show what was written.
    let Received { form, errors } = receive(&app, &uploader, &request, payload).await?;
    let id = number(&id)?;
    let by = uploader.staff.clone();
    let article = app
        .db
        .read(move |conn| {
            let article = articles::by_id(conn, id)?;
            article.check_editor(&by).map(|()| article)
        })
        .await?;
    let staff = uploader.staff;
    let step = form.step().ok_or(Error::NotFound)?;
    if !errors.is_empty() {
        let shown = Shown::refused(form, FormErrors::of(Error::Invalid(errors))?);
        return show_editor(&app, &request, &staff, Some(article), shown).await;
    }
    if matches!(step, Step::Picture | Step::LeadPicture) {
        return keep_pictures(&app, &staff, Some(id), step, form).await;
    }
    if step == Step::Preview {
        return show_editor(&app, &request, &staff, Some(article), Shown::of(form)).await;
    }
    if step == Step::Remark {
        return add_note(&app, &request, &staff, article, form).await;
    }
    let Ok(version) = form.version.parse::<i64>() else {
        return Err(Error::NotFound.into());
    };
    let now = app.clock.now();
    let (by, permalink) = (staff.clone(), app.settings().articles.permalink.clone());
    if step == Step::Delete {
        let removed =
            app.db.write(move |conn| articles::remove(conn, id, &by, &permalink, now)).await?;
        return Ok(match removed {
            Removed::Deleted => see_other("/desk/articles?done=deleted"),
            Removed::Withdrawn(saved) => saved_answer(&app, *saved, Step::Withdraw),
        });
    }
    match store(&app, &staff, &form, step, article, version).await {
        Ok(saved) => Ok(saved_answer(&app, saved, step)),
        Err(error) => {
            let errors = FormErrors::of(error)?;
            let is_stale =
                errors.problem.as_ref().is_some_and(|problem| problem.code == "stale_version");
            let mut shown = Shown::refused(form, errors);
            if is_stale {
                shown.conflict_with = Some(version);
                shown.feedback.problem = None;
            }
            // What the article is now, with the version that the next attempt has to name.
            let present = app.db.read(move |conn| articles::by_id(conn, id)).await?;
            show_editor(&app, &request, &staff, Some(present), shown).await
        }
    }
}

/// Stores what the form says, and ends the editing: the working copy and the lock go.
async fn store(
    app: &App,
    staff: &Staff,
    form: &ArticleForm,
    step: Step,
    before: Article,
    version: i64,
) -> Result<Saved> {
    let (id, now) = (before.id, app.clock.now());
    let submitted = form
        .submitted(step, Some(&before), &app.settings().site.timezone, now)
        .with_own_paths(&app.config.server.base_url);
    let edit = off_thread(move || {
        let edit = Edit::parse(submitted, now)?;
        Ok(edit.without_unchanged(&before))
    });
    let edit = edit.await?.hashed(&app.passwords).await?;
    let (by, permalink) = (staff.clone(), app.settings().articles.permalink.clone());
    let takes_over = form.take_over == "yes";
    let write = move |conn: &mut Connection| {
        let editing = Editing { by: Some(&by), permalink: &permalink, now };
        if takes_over {
            locks::take_over(conn, id, &by, now)?;
        }
        let saved = articles::edit(conn, id, version, &edit, editing)?;
        working_copies::discard(conn, by.id, Some(id))?;
        locks::release(conn, id, by.id)?;
        Ok(saved)
    };
    app.db.write(write).await
}

/// `POST /desk/articles/preview`: the text as readers would see it, as a part of a page, while it is
/// being written.
pub async fn preview(
    app: web::Data<App>,
    Author(staff): Author,
    DeskForm(form): DeskForm<ArticleForm>,
) -> Answer {
    let site = Site::for_member(&app.settings(), staff.language);
    let view = rendered(&app, &site.words, form).await?;
    show(StatusCode::OK, &view)
}

/// `POST /desk/articles/{id}/draft` and `/desk/articles/new/draft`: stores what is being written. The
/// answer comes after the commit; `newer` says that a colleague has saved another version meanwhile.
pub async fn keep(
    app: web::Data<App>,
    Author(staff): Author,
    id: web::Path<String>,
    DeskForm(form): DeskForm<ArticleForm>,
) -> Answer {
    let id = if *id == "new" { None } else { Some(number(&id)?) };
    let now = app.clock.now();
    let version = form.version.parse().unwrap_or(0);
    let (by, zone) = (staff.clone(), app.settings().site.timezone.clone());
    let write = move |conn: &mut Connection| {
        let present = keep_copy(conn, &by, id, &form, &zone, now)?;
        let newer = present.filter(|article| article.version != version);
        newer.map(|article| store::saved_by(conn, article.id, article.version)).transpose()
    };
    let newer = app.db.write(write).await?.flatten();
    let site = Site::for_member(&app.settings(), staff.language);
    let clock = site.zone.at(now).strftime("%H:%M").to_string();
    let newer = newer.map(|(_, name)| match name {
        Some(name) => site.words.conflict_saved_by(name).into_owned(),
        None => site.words.conflict_saved().into_owned(),
    });
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(json!({ "said": site.words.draft_kept(clock), "newer": newer })))
}

/// Stores what `by` is writing, and takes the lock on the article unless a colleague has it; ends both
/// if nothing differs from what is saved. Returns the article, unless it is a new one.
fn keep_copy(
    conn: &mut Connection,
    by: &Staff,
    id: Option<ArticleId>,
    form: &ArticleForm,
    zone: &Zone,
    now: Time,
) -> Result<Option<Article>> {
    let copy = WorkingCopy {
        version: form.version.parse().unwrap_or(0),
        form: serde_json::to_string(form).map_err(Error::internal)?,
        saved_at: now,
    };
    let present = working_copies::keep(conn, by, id, &copy)?;
    if let Some(article) = &present {
        if form.same_text(&saved_form(article, by, zone)) {
            working_copies::discard(conn, by.id, id)?;
            locks::release(conn, article.id, by.id)?;
        } else {
            match locks::acquire(conn, article.id, by, now) {
                Ok(_) | Err(Error::Conflict { .. }) => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(present)
}

/// Keeps the text with the pictures that were uploaded for it.
async fn keep_pictures(
    app: &App,
    staff: &Staff,
    id: Option<ArticleId>,
    step: Step,
    form: ArticleForm,
) -> Answer {
    let (by, zone) = (staff.clone(), app.settings().site.timezone.clone());
    let now = app.clock.now();
    app.db.write(move |conn| keep_copy(conn, &by, id, &form, &zone, now).map(|_| ())).await?;
    let place = id.map_or_else(|| "new".to_owned(), |id| id.to_string());
    let part = if step == Step::Picture { "body" } else { "lead" };
    Ok(see_other(&format!("/desk/articles/{place}?done={}#{part}", step.name())))
}

/// The notice about pictures that were uploaded.
fn kept_in_words(done: &str, site: &Site) -> Option<String> {
    let notice = match Step::parse(done)? {
        Step::Picture => site.words.done_picture(),
        Step::LeadPicture => site.words.done_lead_picture(),
        _ => return None,
    };
    Some(notice.into_owned())
}

/// Adds a note, and keeps the text that was sent with it.
async fn add_note(
    app: &App,
    request: &HttpRequest,
    staff: &Staff,
    article: Article,
    form: ArticleForm,
) -> Answer {
    let (id, now) = (article.id, app.clock.now());
    let text = match ArticleNoteText::parse(&form.remark) {
        Ok(text) => text,
        Err(fault) => {
            let errors = FormErrors::of(Error::Invalid(vec![fault.of("remark")]))?;
            let shown = Shown::refused(form, errors);
            return show_editor(app, request, staff, Some(article), shown).await;
        }
    };
    let (by, zone) = (staff.clone(), app.settings().site.timezone.clone());
    let write = move |conn: &mut Connection| {
        keep_copy(conn, &by, Some(id), &form, &zone, now)?;
        notes::add(conn, id, &text, &by, now)
    };
    app.db.write(write).await?;
    app.after_commit(None);
    Ok(see_other(&format!("/desk/articles/{id}?done={}#notes-heading", Step::Remark.name())))
}

/// `POST /desk/articles/{id}/notes/{note}/remove`.
pub async fn remove_note(
    app: web::Data<App>,
    Author(staff): Author,
    place: web::Path<(String, String)>,
    _: DeskForm<Vec<(String, String)>>,
) -> Answer {
    let id = number(&place.0)?;
    let note = ArticleNoteId::from_str(&place.1).map_err(|_| Error::NotFound)?;
    app.db.write(move |conn| notes::remove(conn, id, note, &staff)).await?;
    Ok(see_other(&format!("/desk/articles/{id}#notes-heading")))
}

/// `POST /desk/articles/{id}/discard` and `/desk/articles/new/discard`: forgets what was not saved.
pub async fn discard(
    app: web::Data<App>,
    Author(staff): Author,
    id: web::Path<String>,
    _: DeskForm<Vec<(String, String)>>,
) -> Answer {
    let article = if *id == "new" { None } else { Some(number(&id)?) };
    let write = move |conn: &mut Connection| {
        if let Some(article) = article {
            locks::release(conn, article, staff.id)?;
        }
        working_copies::discard(conn, staff.id, article)
    };
    app.db.write(write).await?;
    Ok(see_other(&format!("/desk/articles/{id}")))
}

/// `POST /desk/articles/{id}/link`: leads to the private preview, whose address can be passed on.
pub async fn link(
    app: web::Data<App>,
    Author(staff): Author,
    id: web::Path<String>,
    _: DeskForm<Vec<(String, String)>>,
) -> Answer {
    let id = number(&id)?;
    app.db.read(move |conn| articles::by_id(conn, id)?.check_editor(&staff)).await?;
    let until = app.clock.now().plus(DAY.saturating_mul(PREVIEW_DAYS));
    Ok(see_other(&preview::path(&app.vault, id, until)))
}

/// The notice about the last action.
fn done_in_words(done: &str, article: &Article, site: &Site) -> Option<String> {
    let words = &site.words;
    let notice = match Step::parse(done)? {
        Step::Save if article.is_public() => words.done_updated(),
        Step::Save => words.done_saved(),
        Step::Submit => words.done_submitted(),
        Step::Publish => words.done_published(),
        Step::Schedule => {
            let time = article.published_at.map(|at| words.minute(at, &site.zone));
            return Some(words.done_scheduled(time.unwrap_or_default()).into_owned());
        }
        Step::Return => words.done_returned(),
        Step::Withdraw => words.done_withdrawn(),
        Step::Remark => words.done_remark(),
        Step::Picture | Step::LeadPicture => return kept_in_words(done, site),
        Step::Preview | Step::Delete => return None,
    };
    Some(notice.into_owned())
}

/// The redirect after a change, once the outdated pages are dropped. A step that the time turned into
/// another one is reported as what it became.
fn saved_answer(app: &App, saved: Saved, step: Step) -> HttpResponse {
    drop_pages(app, saved.changed);
    let done = match (step, saved.article.status) {
        (Step::Publish, Status::Scheduled) => Step::Schedule,
        (step, _) => step,
    };
    see_other(&format!("/desk/articles/{}?done={}", saved.article.id, done.name()))
}

pub(super) fn drop_pages(app: &App, changed: Option<Scope>) {
    if let Some(scope) = changed {
        app.cache.drop(scope);
    }
}

/// The form of a working copy and when it was stored; None for one that an older version of the
/// program has stored and this one cannot read.
pub(super) fn read_copy(copy: &WorkingCopy) -> Option<(ArticleForm, Time)> {
    Some((serde_json::from_str(&copy.form).ok()?, copy.saved_at))
}

/// The article's number in an address.
pub(super) fn number(text: &str) -> Result<ArticleId> {
    ArticleId::from_str(text).map_err(|_| Error::NotFound)
}

/// The problem of a form that has no fields.
pub(super) fn problem_of(error: Error) -> Result<(StatusCode, Option<Problem>), Failure> {
    let FormErrors { status, problem, errors, .. } = FormErrors::of(error)?;
    let problem = problem
        .or_else(|| errors.into_iter().next().map(|fault| Problem::new(fault.code, fault.detail)));
    Ok((status, problem))
}
