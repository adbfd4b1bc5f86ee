//! The editor: writing, the preview, the steps from draft to publication, and the quiet save of what
//! is not saved yet.

use std::str::FromStr;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::json;

use super::form::{ArticleForm, Step, count_words, names, reading_minutes};
use super::view::{
    CommentLine, Conflict, Differences, EditorPage, Preview, SavedArticle, StepButton, pieces,
};
use super::{comments_href, status_name, store};
use crate::accounts::model::{Role, Staff};
use crate::accounts::web::Author;
use crate::app::App;
use crate::articles::content::{BODY, Edit, NewArticle};
use crate::articles::model::{Article, Revision, Saved, Status};
use crate::articles::save::Editing;
use crate::articles::working_copies;
use crate::articles::working_copy::WorkingCopy;
use crate::articles::{self, Removed, preview, revisions, sections};
use crate::cache::Scope;
use crate::clock::{DAY, Time};
use crate::db::Connection;
use crate::desk::form::{DeskForm, Feedback};
use crate::desk::item::pane;
use crate::desk::layout::{NavEntry, head};
use crate::desk::request::parameter;
use crate::error::{Error, Result, optional};
use crate::i18n::{self, Html, Words};
use crate::ids::ArticleId;
use crate::markup;
use crate::status;
use crate::text::diff;
use crate::web::error::{Answer, Failure};
use crate::web::form_errors::FormErrors;
use crate::web::page::{see_other, show};
use crate::web::view::{Problem, Site};

/// Comments beside the editor.
const COMMENTS: i64 = 6;
/// Characters of a comment beside the editor.
const EXCERPT: usize = 120;
/// How long the private link of a preview lasts.
const PREVIEW_DAYS: u32 = 7;

/// `GET /desk/articles/new`.
pub async fn new(app: web::Data<App>, request: HttpRequest, Author(staff): Author) -> Answer {
    let account = staff.id;
    let copy = app.db.read(move |conn| working_copies::load(conn, account, None)).await?;
    let shown = match copy.and_then(|copy| read_copy(&copy)) {
        Some((form, at)) => Shown { form, copy_of: Some(at), ..Shown::default() },
        None => Shown { form: ArticleForm::empty(&staff.name), ..Shown::default() },
    };
    show_editor(&app, &request, &staff, None, shown).await
}

/// `POST /desk/articles/new`.
pub async fn create(
    app: web::Data<App>,
    request: HttpRequest,
    Author(staff): Author,
    DeskForm(form): DeskForm<ArticleForm>,
) -> Answer {
    let step = form.step().ok_or(Error::NotFound)?;
    if step == Step::Preview {
        return show_editor(&app, &request, &staff, None, Shown::of(form)).await;
    }
    let now = app.clock.now();
    let submitted = form.submitted(step, None, &app.settings().site.timezone, now);
    let parsed = off_thread(move || NewArticle::parse(submitted, now)).await;
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
    let saved = saved_form(&app, &article, &staff);
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
    Author(staff): Author,
    id: web::Path<String>,
    DeskForm(form): DeskForm<ArticleForm>,
) -> Answer {
    let id = number(&id)?;
    let step = form.step().ok_or(Error::NotFound)?;
    let by = staff.clone();
    let article = app
        .db
        .read(move |conn| {
            let article = articles::by_id(conn, id)?;
            article.check_editor(&by).map(|()| article)
        })
        .await?;
    if step == Step::Preview {
        return show_editor(&app, &request, &staff, Some(article), Shown::of(form)).await;
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
    let submitted = form.submitted(step, Some(&article), &app.settings().site.timezone, now);
    let before = article.clone();
    let parsed = off_thread(move || {
        let edit = Edit::parse(submitted, now)?;
        Ok(edit.without_unchanged(&before))
    })
    .await;
    let stored = match parsed {
        Ok(edit) => {
            let write = move |conn: &mut Connection| {
                let editing = Editing { by: Some(&by), permalink: &permalink, now };
                let saved = articles::edit(conn, id, version, &edit, editing)?;
                working_copies::discard(conn, by.id, Some(id))?;
                Ok(saved)
            };
            app.db.write(write).await
        }
        Err(error) => Err(error),
    };
    match stored {
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
    let copy = WorkingCopy {
        version,
        form: serde_json::to_string(&form).map_err(Error::internal)?,
        saved_at: now,
    };
    let (by, zone) = (staff.clone(), app.settings().site.timezone.clone());
    let write = move |conn: &mut Connection| {
        let present = working_copies::keep(conn, &by, id, &copy)?;
        if let Some(article) = &present {
            let saved = ArticleForm::of(article, &zone, decides(article, &by));
            if form.same_text(&saved) {
                // Nothing is left that is not saved.
                working_copies::discard(conn, by.id, id)?;
            }
        }
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

/// `POST /desk/articles/{id}/discard` and `/desk/articles/new/discard`: forgets what was not saved.
pub async fn discard(
    app: web::Data<App>,
    Author(staff): Author,
    id: web::Path<String>,
    _: DeskForm<Vec<(String, String)>>,
) -> Answer {
    let article = if *id == "new" { None } else { Some(number(&id)?) };
    app.db.write(move |conn| working_copies::discard(conn, staff.id, article)).await?;
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

/// What the page shows besides the saved article.
#[derive(Default)]
struct Shown {
    form: ArticleForm,
    copy_of: Option<Time>,
    /// The version that was opened, if another one has been saved since.
    conflict_with: Option<i64>,
    done: Option<String>,
    feedback: Feedback,
}

impl Shown {
    fn of(form: ArticleForm) -> Shown {
        Shown { form, ..Shown::default() }
    }

    fn refused(form: ArticleForm, errors: FormErrors) -> Shown {
        Shown { form, feedback: errors.into(), ..Shown::default() }
    }
}

async fn show_editor(
    app: &App,
    request: &HttpRequest,
    staff: &Staff,
    article: Option<Article>,
    shown: Shown,
) -> Answer {
    let Shown { mut form, copy_of, conflict_with, done, feedback } = shown;
    let (id, account) = (article.as_ref().map(|article| article.id), staff.id);
    let version = article.as_ref().map_or(0, |article| article.version);
    let by = staff.clone();
    let read = move |conn: &mut Connection| {
        let sections = sections::all(conn)?;
        let Some(id) = id else { return Ok((sections, None)) };
        let base = match conflict_with {
            Some(version) => optional(revisions::show(conn, id, version, &by))?,
            None => None,
        };
        let around = Beside {
            comments: articles::comment_count(conn, id)?,
            waiting: store::waiting(conn, id)?,
            latest: store::latest_comments(conn, id, COMMENTS)?,
            saved: store::saved_by(conn, id, version)?,
            copies: working_copies::of_article(conn, id)?
                .into_iter()
                .filter(|copy| copy.account != account)
                .map(|copy| (copy.name, copy.copy.saved_at))
                .collect(),
            base,
        };
        Ok((sections, Some(around)))
    };
    let (sections, beside) = app.db.read(read).await?;
    let site = Site::for_member(&app.settings(), staff.language);
    let words = &site.words;
    let status = feedback.status;
    let conflict = match (&article, &beside, conflict_with) {
        (Some(article), Some(beside), Some(_)) => {
            Some(conflict(app, words, article, beside, &form).await?)
        }
        _ => None,
    };
    if let Some(article) = &article {
        form.version = article.version.to_string();
    }
    let moderates = staff.role >= Role::Moderator;
    let (saved, comments, colleagues) = match (&article, beside) {
        (Some(article), Some(beside)) => {
            let lines = beside
                .latest
                .iter()
                .filter(|comment| moderates || comment.status == status::Status::Approved)
                .map(|comment| comment_line(comment, moderates))
                .collect();
            let copies: Vec<_> =
                beside.copies.iter().map(|(name, at)| (name.clone(), (*at).into())).collect();
            (Some(saved_article(article, &beside, words)), lines, copies)
        }
        _ => (None, Vec::new(), Vec::new()),
    };
    let place = id.map_or_else(|| "new".to_owned(), |id| id.to_string());
    let view = EditorPage {
        staff: head(app, request, staff, NavEntry::Articles).await?,
        action: format!("/desk/articles/{place}"),
        steps: steps(article.as_ref(), staff, words),
        sections: sections.into_iter().map(|section| section.path).collect(),
        zone_name: app.settings().site.timezone.name().to_owned(),
        preview: rendered(app, words, form.clone()).await?,
        copy_of: copy_of.map(Into::into),
        conflict,
        colleagues,
        comments,
        comments_href: id.filter(|_| moderates).map(|id| comments_href(id, "all")),
        article: saved,
        form,
        done,
        errors: feedback.errors,
        problem: feedback.problem,
        site: &site,
    };
    show(status, &view)
}

/// What the page of an article needs besides the article.
struct Beside {
    comments: i64,
    waiting: i64,
    latest: Vec<store::LatestComment>,
    saved: Option<(Time, Option<String>)>,
    copies: Vec<(String, Time)>,
    base: Option<Revision>,
}

fn saved_article(article: &Article, beside: &Beside, words: &Words) -> SavedArticle {
    SavedArticle {
        id: article.id.0,
        title: article.title.clone(),
        status: article.status.name(),
        status_name: status_name(article.status, words),
        is_public: article.is_public(),
        was_public: article.status.was_public(),
        published_at: article.published_at.map(Into::into),
        href: article.href(),
        review_note: article.review_note.clone(),
        saved: beside.saved.clone().map(|(at, who)| (at.into(), who)),
        comments: beside.comments,
        waiting: beside.waiting,
    }
}

fn comment_line(comment: &store::LatestComment, moderates: bool) -> CommentLine {
    CommentLine {
        href: if moderates { pane::href(comment.id) } else { format!("/comments/{}", comment.id) },
        name: comment.name.clone(),
        waits: comment.status == status::Status::Pending,
        posted: comment.posted.into(),
        excerpt: markup::first_words(&comment.html, EXCERPT),
    }
}

/// Their version beside the one that was written.
async fn conflict(
    app: &App,
    words: &Words,
    article: &Article,
    beside: &Beside,
    form: &ArticleForm,
) -> Result<Conflict> {
    let zone = app.settings().site.timezone.clone();
    let (present, base, yours) = (article.clone(), beside.base.clone(), form.clone());
    let words = words.clone();
    let (theirs, yours) = off_thread(move || {
        let now = Texts::of_article(&present);
        let theirs = base.map(|base| compare(&Texts::of_revision(&base), &now, &words));
        let present_form = ArticleForm::of(&present, &zone, true);
        let mut differences = compare(&now, &Texts::of_form(&yours), &words);
        if yours.comments != present_form.comments {
            differences.fields.push((
                words.field_comments().into_owned(),
                comments_word(&present_form.comments, &words),
                comments_word(&yours.comments, &words),
            ));
        }
        Ok((theirs, differences))
    })
    .await?;
    let (at, who) = beside.saved.clone().map_or((None, None), |(at, who)| (Some(at), who));
    Ok(Conflict { who, at: at.map(Into::into), theirs, yours, body: article.body.clone() })
}

fn comments_word(value: &str, words: &Words) -> String {
    match value {
        "closed" => words.comments_choice_closed().into_owned(),
        "hold_all" => words.mode_hold_all().into_owned(),
        _ => words.comments_choice_open().into_owned(),
    }
}

/// The texts of a version that are compared.
pub(super) struct Texts {
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) body: String,
    byline: String,
    section: String,
    tags: String,
}

impl Texts {
    pub(super) fn of_article(article: &Article) -> Texts {
        let tags: Vec<&str> = article.tags.iter().map(|tag| tag.name.as_str()).collect();
        Texts {
            title: article.title.clone(),
            summary: article.summary.clone(),
            body: article.body.clone(),
            byline: article.byline.clone(),
            section: article
                .section
                .as_ref()
                .map(|section| section.path.clone())
                .unwrap_or_default(),
            tags: tags.join(", "),
        }
    }

    pub(super) fn of_revision(revision: &Revision) -> Texts {
        Texts {
            title: revision.saved.title.clone(),
            summary: revision.summary.clone(),
            body: revision.body.clone(),
            byline: revision.fields.byline.clone(),
            section: revision.fields.section.clone().unwrap_or_default(),
            tags: revision.fields.tags.join(", "),
        }
    }

    pub(super) fn of_form(form: &ArticleForm) -> Texts {
        Texts {
            title: form.title.trim().to_owned(),
            summary: form.summary.trim().to_owned(),
            body: form.body.replace("\r\n", "\n").trim().to_owned(),
            byline: form.byline.trim().to_owned(),
            section: form.section.trim().to_owned(),
            tags: form.tags.trim().to_owned(),
        }
    }

    fn nothing() -> Texts {
        let nothing = String::new;
        Texts {
            title: nothing(),
            summary: nothing(),
            body: nothing(),
            byline: nothing(),
            section: nothing(),
            tags: nothing(),
        }
    }
}

/// Compares with nothing, for the first version.
pub(super) fn compare_first(new: &Texts, words: &Words) -> Differences {
    compare(&Texts::nothing(), new, words)
}

/// The differences between two versions. Takes up to a second for long texts that have nothing in
/// common.
pub(super) fn compare(old: &Texts, new: &Texts, words: &Words) -> Differences {
    let fields = [
        (words.field_byline(), &old.byline, &new.byline),
        (words.section(), &old.section, &new.section),
        (words.field_tags(), &old.tags, &new.tags),
    ];
    let changed = fields.into_iter().filter(|(_, old, new)| old != new);
    Differences {
        title: pieces(diff::words(&old.title, &new.title)),
        summary: pieces(diff::words(&old.summary, &new.summary)),
        body: pieces(diff::words(&old.body, &new.body)),
        fields: changed
            .map(|(name, old, new)| (name.into_owned(), old.clone(), new.clone()))
            .collect(),
    }
}

/// The buttons that lead on from where the article stands, the most likely one first.
fn steps(article: Option<&Article>, staff: &Staff, words: &Words) -> Vec<StepButton> {
    let is_editor = staff.role >= Role::Editor;
    let status = article.map_or(Status::Draft, |article| article.status);
    let step = |step: Step, label: std::borrow::Cow<'_, str>, main: bool| StepButton {
        value: step.name(),
        label: label.into_owned(),
        main,
    };
    let save = |main| {
        let label = match status {
            Status::Draft if article.is_none() => words.step_save_draft(),
            Status::Published => words.step_update(),
            _ => words.step_save(),
        };
        step(Step::Save, label, main)
    };
    match (status, is_editor) {
        (Status::Draft, false) => vec![save(false), step(Step::Submit, words.step_submit(), true)],
        (Status::Submitted, false) => {
            vec![save(true), step(Step::Return, words.step_take_back(), false)]
        }
        (Status::Scheduled | Status::Published | Status::Withdrawn, false) => vec![save(true)],
        (Status::Draft, true) => vec![
            save(false),
            step(Step::Publish, words.step_publish(), true),
            step(Step::Schedule, words.step_schedule(), false),
            step(Step::Submit, words.step_submit(), false),
        ],
        (Status::Submitted, true) => vec![
            save(false),
            step(Step::Publish, words.step_publish(), true),
            step(Step::Schedule, words.step_schedule(), false),
            step(Step::Return, words.step_return(), false),
        ],
        (Status::Scheduled, true) => vec![
            save(true),
            step(Step::Publish, words.step_publish_now(), false),
            step(Step::Return, words.step_unschedule(), false),
        ],
        (Status::Published, true) => {
            vec![save(true), step(Step::Withdraw, words.step_withdraw(), false)]
        }
        (Status::Withdrawn, true) => {
            vec![save(true), step(Step::Publish, words.step_publish_again(), false)]
        }
    }
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

/// Whether the member decides about path and time of publication, and so has fields for them.
fn decides(article: &Article, staff: &Staff) -> bool {
    let is_decided = article.status == Status::Scheduled || article.status.was_public();
    staff.role >= Role::Editor || !is_decided
}

fn saved_form(app: &App, article: &Article, staff: &Staff) -> ArticleForm {
    ArticleForm::of(article, &app.settings().site.timezone, decides(article, staff))
}

/// The form of a working copy and when it was stored; None for one that an older version of the
/// program has stored and this one cannot read.
pub(super) fn read_copy(copy: &WorkingCopy) -> Option<(ArticleForm, Time)> {
    Some((serde_json::from_str(&copy.form).ok()?, copy.saved_at))
}

/// The text as readers would see it. Markdown is rendered on the blocking pool.
async fn rendered(app: &App, words: &Words, form: ArticleForm) -> Result<Preview> {
    let language = app.settings().site.language.clone();
    let reader = Words::of(&language);
    let body = form.body;
    let (html, count) = off_thread(move || {
        // A longer text is refused when it is saved.
        let cut = body.floor_char_boundary(BODY);
        Ok((markup::article(&body[..cut]).html, count_words(&body)))
    })
    .await?;
    let authors = names(&form.byline);
    let authors: Vec<(&str, Html)> =
        authors.iter().map(|name| (name.as_str(), Html::element("b", name))).collect();
    Ok(Preview {
        direction: i18n::direction(&language),
        language,
        section: form.section.trim().to_owned(),
        title: form.title.trim().to_owned(),
        summary: form.summary.trim().to_owned(),
        byline: if authors.is_empty() {
            String::new()
        } else {
            reader.by_author(reader.names(&authors)).0
        },
        html,
        length: words
            .text_length(words.words_count(count), words.minutes_to_read(reading_minutes(count)))
            .into_owned(),
    })
}

/// The article's number in an address.
pub(super) fn number(text: &str) -> Result<ArticleId> {
    ArticleId::from_str(text).map_err(|_| Error::NotFound)
}

/// Runs `work`, which renders or compares up to 200 kB, on the blocking pool.
pub(super) async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    web::block(work).await.map_err(Error::internal)?
}

/// The problem of a form that has no fields.
pub(super) fn problem_of(error: Error) -> Result<(StatusCode, Option<Problem>), Failure> {
    let FormErrors { status, problem, errors, .. } = FormErrors::of(error)?;
    let problem = problem
        .or_else(|| errors.into_iter().next().map(|fault| Problem::new(fault.code, fault.detail)));
    Ok((status, problem))
}
