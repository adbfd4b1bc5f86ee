//! The article's page with its thread, the form, the private page of a comment, and the readers' JSON.

use std::time::Duration;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use percent_encoding::percent_decode_str;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::accounts::web::Accompanied;
use crate::app::App;
use crate::articles::model::{Article, Found};
use crate::articles::view::{ArticlePage, Showing};
use crate::cache::{Entry, Scope};
use crate::clock::Time;
use crate::comments::draft::{Draft, RawDraft};
use crate::comments::forms::{self, FormAge};
use crate::comments::screening::{self, Honeypot};
use crate::comments::status::Status;
use crate::comments::view::{CommentForm, CommentView, FormPage, Outcome, ReplyTarget, StatusPage, Thread};
use crate::comments::{self, Sender, Shown, Signals, Submission, Submitted, ThreadPage};
use crate::db::Connection;
use crate::error::{Error, FieldError, Result};
use crate::ids::{ArticleId, CommentId};
use crate::web::error::{Answer, Failure};
use crate::web::extract::{Client, Form, Json};
use crate::web::idempotency::IdempotencyKey;
use crate::web::list::Query;
use crate::web::view::{Problem, Site};
use crate::web::{list, page};
use crate::{articles, openapi, vault};

// ---- The article's page -------------------------------------------------------------------------------------------

#[derive(Default, Deserialize)]
struct PageQuery {
    page: Option<String>,
    reply: Option<String>,
}

/// `GET /{permalink}`: the article, a page of its thread, and the form. Old paths answer 301.
pub async fn article_page(request: HttpRequest, app: web::Data<App>) -> Answer {
    let path = percent_decode_str(request.path()).decode_utf8().map_err(|_| Error::NotFound)?;
    let path = path.into_owned();
    let query: PageQuery = serde_urlencoded::from_str(request.query_string()).unwrap_or_default();
    let page = match query.page.as_deref() {
        None => 1,
        Some(number) => number.parse::<i64>().map_err(|_| Error::NotFound)?,
    };
    // A reply link whose number is none is an ordinary visit.
    let reply = query.reply.and_then(|id| id.parse::<CommentId>().ok());

    let id = match app.cache.article_at(&path) {
        Some(id) => id,
        None => match find(&app, &path).await? {
            Found::Here(article) if article.is_public() => {
                app.cache.remember(&path, article.id);
                article.id
            }
            Found::Moved(href) => {
                return Ok(HttpResponse::MovedPermanently().insert_header((header::LOCATION, href)).finish());
            }
            Found::Here(_) | Found::Nothing => return Err(Error::NotFound.into()),
        },
    };
    let key = format!("{path}?page={page}&reply={}", reply.map_or(0, |id| id.0));
    let entry = app.cache.get(Scope::Article(id), &key, make_page(&app, path, page, reply)).await?;
    let hidden = forms::fresh_fields(&app.vault, id, app.clock.now())?;
    Ok(page::answer(&request, &entry, Some(&hidden)))
}

fn public_article(conn: &mut Connection, id: ArticleId) -> Result<Article> {
    Some(articles::by_id(conn, id)?).filter(Article::is_public).ok_or(Error::NotFound)
}

async fn find(app: &App, path: &str) -> Result<Found> {
    let path = path.to_owned();
    app.db.read(move |conn| articles::by_path(conn, &path)).await
}

async fn make_page(app: &App, path: String, page: i64, reply: Option<CommentId>) -> Result<Entry> {
    let config = app.config.clone();
    let (site, article, thread, target) = app
        .db
        .read(move |conn| {
            let article = match articles::by_path(conn, &path)? {
                Found::Here(article) if article.is_public() => article,
                _ => return Err(Error::NotFound),
            };
            let thread = comments::thread_page(conn, article.id, page, &config.comments)?;
            let target = match reply {
                Some(id) => comments::reply_target(conn, article.id, id)?.map(|name| ReplyTarget { id: id.0, name }),
                None => None,
            };
            Ok((articles::site(conn, &config)?, article, thread, target))
        })
        .await?;
    let form = CommentForm { reply_to: target, hidden: page::GAP.to_owned(), ..CommentForm::default() };
    page::finish(render(app, &site, &article, thread, form)?)
}

/// The whole page. Fills in what the form and the thread must know of the article.
fn render(app: &App, site: &Site, article: &Article, thread: ThreadPage, form: CommentForm) -> Result<String> {
    let open = article.takes_comments(app.clock.now(), app.config.articles.open_days);
    let href = article.href();
    let view = ArticlePage {
        site,
        showing: Showing::Published,
        path: href.clone(),
        section: article.section.as_ref().map(articles::section_link),
        title: article.title.clone(),
        summary: article.summary.clone(),
        byline: article.byline.clone(),
        published: article.published_at.map(Into::into),
        updated: article.updated_since_published().map(Into::into),
        html: article.body_html.clone(),
        tags: article.tags.iter().map(articles::tag_link).collect(),
        thread: thread_view(thread, &href, open),
        form: CommentForm { action: form_action(article.id), path: href, open, ..form },
    };
    view.render().map_err(Error::internal)
}

fn form_action(article: ArticleId) -> String {
    format!("/articles/{article}/comments")
}

fn thread_view(thread: ThreadPage, path: &str, open: bool) -> Thread {
    let comments = thread.comments.into_iter().map(|comment| {
        let removed = comment.shown.is_none();
        let shown = comment.shown.unwrap_or_else(|| Shown {
            parent_id: None,
            name: String::new(),
            website: None,
            html: String::new(),
            avatar: 0,
            created_at: Time::from_micros(0),
            edited_at: None,
        });
        CommentView {
            id: comment.id.0,
            depth: comment.depth - 1,
            in_reply_to: comment.in_reply_to.map(|(id, name)| ReplyTarget { id: id.0, name }),
            name: shown.name,
            website: shown.website,
            seed: shown.avatar.cast_unsigned(),
            posted: shown.created_at.into(),
            html: shown.html,
            removed,
        }
    });
    Thread {
        count: thread.count,
        comments: comments.collect(),
        page: thread.page,
        pages: thread.pages,
        path: path.to_owned(),
        open,
    }
}

/// `GET /comments/{id}`: to the comment's place on the right page of its thread.
pub async fn go_to(app: web::Data<App>, id: web::Path<CommentId>) -> Answer {
    let (id, settings) = (id.into_inner(), app.config.comments.clone());
    let place = app.db.read(move |conn| comments::location(conn, id, &settings)).await?;
    Ok(HttpResponse::Found().insert_header((header::LOCATION, place)).finish())
}

// ---- Posting by the form ------------------------------------------------------------------------------------------

/// The form as it comes back. Fields that are missing are empty; a browser sends them all.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Posted {
    text: String,
    name: String,
    email: String,
    website: String,
    parent_id: String,
    notify: String,
    form_id: String,
    stamp: String,
    /// People do not see this field.
    homepage2: String,
}

/// `POST /articles/{id}/comments`: stores the comment and goes to it, or shows the same page again with every
/// input kept.
pub async fn submit_form(
    app: web::Data<App>,
    id: web::Path<ArticleId>,
    client: Client,
    staff: Accompanied,
    Form(posted): Form<Posted>,
) -> Answer {
    let (article, now) = (id.into_inner(), app.clock.now());
    match take(&app, article, client, staff, &posted, now).await {
        Ok(submitted) => {
            let settings = app.config.comments.clone();
            let place = match submitted.status.is_public() {
                true => app.db.read(move |conn| comments::location(conn, submitted.id, &settings)).await.ok(),
                false => None,
            };
            // The comment is stored whatever the second look gave: a decision or an outage may have come between.
            let location =
                place.unwrap_or_else(|| format!("/status/{}", forms::status_token(&app.vault, submitted.id)));
            Ok(HttpResponse::SeeOther().insert_header((header::LOCATION, location)).finish())
        }
        Err(Error::NotFound) => Err(Error::NotFound.into()),
        Err(error) => show_again(&app, article, &posted, error, now).await,
    }
}

async fn take(
    app: &App,
    article: ArticleId,
    client: Client,
    staff: Accompanied,
    posted: &Posted,
    now: Time,
) -> Result<Submitted> {
    let raw = RawDraft {
        text: posted.text.clone(),
        name: posted.name.clone(),
        email: posted.email.clone(),
        website: posted.website.clone(),
        parent_id: Some(posted.parent_id.clone()),
        notify: Some(posted.notify.clone()),
    };
    let oldest = app.config.comments.max_form_age;
    let form = match forms::age(&app.vault, article, &posted.form_id, &posted.stamp, now, oldest) {
        FormAge::Known(age) => screening::Form::Aged(age),
        FormAge::Unsigned => screening::Form::Unsigned,
        FormAge::Stale => {
            // Whoever writes under a closed article learns that rather than that the form is old.
            admit(app, article, raw.parent_id.as_deref(), now).await?;
            let detail =
                "This form was open for more than a day. Your text is still here: look it over and post it again.";
            return Err(Error::invalid("form", "stale_form", detail));
        }
    };
    let honeypot = if posted.homepage2.is_empty() { Honeypot::Empty } else { Honeypot::Filled };
    // A form without an id is like no other form.
    let form_id = if posted.form_id.is_empty() { vault::secret()? } else { posted.form_id.clone() };
    let signals = Signals { form, honeypot, sender: sender(staff) };
    store(app, article, &raw, &Came { client, form_id, signals, key: None }, now).await
}

fn sender(Accompanied(by_staff): Accompanied) -> Sender {
    if by_staff { Sender::Staff } else { Sender::Reader }
}

/// How a comment came.
struct Came {
    client: Client,
    form_id: String,
    signals: Signals,
    key: Option<IdempotencyKey>,
}

/// What both ways of posting share: check, prepare, one transaction, drop what shows the thread.
async fn store(app: &App, article: ArticleId, raw: &RawDraft, came: &Came, now: Time) -> Result<Submitted> {
    let draft = match Draft::parse(raw) {
        Ok(draft) => draft,
        Err(faults) => {
            admit(app, article, raw.parent_id.as_deref(), now).await?;
            return Err(Error::Invalid(faults));
        }
    };
    let (form_id, address) = (&came.form_id, came.client.address);
    let submission = Submission::new(&app.vault, article, draft, form_id, address, came.signals, now)?;
    let rules = comments::Rules { comments: app.config.comments.clone(), open_days: app.config.articles.open_days };
    let submitted = match &came.key {
        None => app.db.write(move |conn| comments::submit(conn, &submission, &rules, now)).await?,
        Some(key) => {
            let once = key.by(&app.vault, submission.sender());
            let work = move |conn: &mut Connection| {
                let submitted = comments::submit(conn, &submission, &rules, now)?;
                Ok((200, serde_json::to_value(submitted).map_err(Error::internal)?))
            };
            let outcome = app.db.write(move |conn| once.run(conn, now, &work)).await?;
            serde_json::from_value(outcome.body).map_err(Error::internal)?
        }
    };
    if submitted.status.is_public() {
        app.cache.drop(Scope::Article(article));
    }
    app.nudge.notify_one();
    Ok(submitted)
}

/// Article open and parent approved, in this order before all else.
async fn admit(app: &App, article: ArticleId, parent: Option<&str>, now: Time) -> Result<()> {
    let parent = parent.and_then(|id| id.trim().parse().ok());
    let open_days = app.config.articles.open_days;
    app.db.read(move |conn| comments::admits(conn, article, parent, open_days, now)).await
}

/// How long the page around a form that is shown again may take. Whoever has waited for a storage that stands still
/// shall not wait for it twice.
const SECOND_LOOK: Duration = Duration::from_secs(3);

/// The same page again: the status and the words of `error`, every input kept.
async fn show_again(app: &App, id: ArticleId, posted: &Posted, error: Error, now: Time) -> Answer {
    let stale = matches!(&error, Error::Invalid(faults) if faults.iter().any(|fault| fault.code == "stale_form"));
    let hidden =
        if stale { forms::fresh_fields(&app.vault, id, now)? } else { forms::fields(&posted.form_id, &posted.stamp) };
    let failure = Failure::from(error);
    if let Some(cause) = &failure.cause {
        tracing::error!(cause, "a comment could not be taken");
    }
    let (errors, problem) = told(&failure);
    let form = CommentForm {
        hidden,
        text: posted.text.clone(),
        name: posted.name.clone(),
        email: posted.email.clone(),
        website: posted.website.clone(),
        notify: !posted.notify.is_empty(),
        errors,
        problem,
        ..CommentForm::default()
    };
    let html = match tokio::time::timeout(SECOND_LOOK, page_with(app, id, posted, form.clone())).await {
        Ok(Ok(html)) => html,
        Ok(Err(Error::NotFound)) => return Err(Error::NotFound.into()),
        // The storage is away. The reader's text must not be lost with it: the form alone needs no storage.
        Ok(Err(_)) | Err(_) => form_alone(app, id, form)?,
    };
    let mut answer = page::html(failure.status, html);
    if let Some(wait) = failure.retry_after {
        answer.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from(wait.as_secs().max(1)));
    }
    Ok(answer)
}

/// Faults of fields go beside the fields; everything else is said once, above the form.
fn told(failure: &Failure) -> (Vec<FieldError>, Option<Problem>) {
    let of_a_field = |fault: &FieldError| matches!(fault.field, "text" | "name" | "email" | "website");
    let errors: Vec<FieldError> = failure.errors.iter().filter(|fault| of_a_field(fault)).cloned().collect();
    let rest = failure.errors.iter().find(|fault| !of_a_field(fault));
    let problem = match rest {
        Some(fault) => Some(Problem::new(fault.code, fault.detail.clone())),
        None if failure.status == StatusCode::UNPROCESSABLE_ENTITY => None,
        None => Some(match failure.retry_after {
            Some(wait) if failure.status == StatusCode::TOO_MANY_REQUESTS => {
                let seconds = wait.as_secs().max(1);
                let detail = format!("You posted a moment ago. Wait {seconds} seconds, then post this comment.");
                Problem::new(failure.code, detail)
            }
            _ => Problem::new(failure.code, failure.detail.clone()),
        }),
    };
    (errors, problem)
}

async fn page_with(app: &App, id: ArticleId, posted: &Posted, form: CommentForm) -> Result<String> {
    let config = app.config.clone();
    let parent = posted.parent_id.trim().parse::<CommentId>().ok();
    let (site, article, thread, target) = app
        .db
        .read(move |conn| {
            let article = public_article(conn, id)?;
            let thread = comments::thread_page(conn, id, 1, &config.comments)?;
            let target = match parent {
                Some(parent) => {
                    comments::reply_target(conn, id, parent)?.map(|name| ReplyTarget { id: parent.0, name })
                }
                None => None,
            };
            Ok((articles::site(conn, &config)?, article, thread, target))
        })
        .await?;
    render(app, &site, &article, thread, CommentForm { reply_to: target, ..form })
}

fn form_alone(app: &App, id: ArticleId, form: CommentForm) -> Result<String> {
    let site = articles::site_alone(&app.config);
    let form = CommentForm { action: form_action(id), path: "/".to_owned(), open: true, ..form };
    FormPage { site: &site, form }.render().map_err(Error::internal)
}

// ---- The private page of a comment --------------------------------------------------------------------------------

/// `GET /status/{token}`: how a comment fares, for the reader who wrote it.
pub async fn status_page(app: web::Data<App>, token: web::Path<String>) -> Answer {
    let id = forms::status_comment(&app.vault, &token).ok_or(Error::NotFound)?;
    let config = app.config.clone();
    let (site, comment) =
        app.db.read(move |conn| Ok((articles::site(conn, &config)?, comments::own(conn, id)?))).await?;
    let outcome = match comment.status {
        Status::Pending => Outcome::Held,
        Status::Approved => Outcome::Approved,
        // Spam is not told apart: whoever sends it would only learn what to change.
        Status::Rejected | Status::Spam => Outcome::Rejected,
        Status::Deleted => Outcome::Deleted,
    };
    let view = StatusPage {
        site: &site,
        outcome,
        reference: reference(id),
        posted: comment.created_at.into(),
        html: comment.html,
        article_title: comment.article_title,
        article_href: articles::path::href(&comment.article_path),
        comment_href: (outcome == Outcome::Approved).then(|| format!("/comments/{id}")),
        mail_follows: false,
    };
    Ok(page::html(StatusCode::OK, view.render().map_err(Error::internal)?))
}

/// What a reader can quote when asking about a comment.
fn reference(id: CommentId) -> String {
    format!("C-{id}")
}

// ---- The readers' JSON --------------------------------------------------------------------------------------------

/// A reader's comment on its way in. Required fields that are missing are reported as such, all at once.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "text": "A fair point.", "name": "Ada", "email": "ada@example.com" }))]
pub struct NewComment {
    /// Markdown, 1 to 20,000 characters.
    #[serde(default)]
    #[schema(required = true, min_length = 1, max_length = 20_000)]
    text: String,
    /// 1 to 100 characters.
    #[serde(default)]
    #[schema(required = true, min_length = 1, max_length = 100)]
    name: String,
    /// Never published; at most 254 characters.
    #[serde(default)]
    #[schema(required = true, format = "email", max_length = 254)]
    email: String,
    /// http or https, at most 500 characters.
    #[schema(max_length = 500)]
    website: Option<String>,
    /// The approved comment that is answered.
    parent_id: Option<i64>,
    /// Tell the reader of replies.
    notify: Option<bool>,
}

/// A comment that is stored.
#[derive(Serialize, ToSchema)]
pub struct PostedComment {
    /// Its number.
    id: CommentId,
    /// `approved` or `pending`.
    status: Status,
    /// What the reader can quote when asking about it.
    reference: String,
    /// The comment's private page. Whoever has this link sees how the comment fares.
    status_url: String,
    /// Where the comment is shown, once it is public.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

/// An approved comment.
#[derive(Serialize, ToSchema)]
pub struct PublicComment {
    /// Its number.
    id: CommentId,
    /// The comment it answers, which may itself no longer be public.
    parent_id: Option<CommentId>,
    /// The name over it.
    name: String,
    /// The reader's website.
    website: Option<String>,
    /// The text as sanitized HTML.
    html: String,
    /// When it was posted.
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
    /// When its text was last changed.
    #[schema(value_type = Option<String>, format = DateTime)]
    edited_at: Option<Time>,
    /// Where it is shown.
    url: String,
}

/// A part of an article's thread.
#[derive(Serialize, ToSchema)]
pub struct CommentList {
    /// In thread order: each after the one it answers, siblings oldest first.
    items: Vec<PublicComment>,
    /// What to send as `after` for the next part; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// Posts a comment.
///
/// Obeys the same rules as the form: 201 if it is public at once, 202 if it waits for a decision.
#[utoipa::path(
    post, path = "/api/v1/articles/{id}/comments", tag = "readers",
    params(
        ("id" = ArticleId, Path, description = "The article"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a retry the same comment: 1 to 255 visible ASCII characters"),
    ),
    request_body = NewComment,
    responses(
        (status = 201, description = "Stored and public", body = PostedComment, headers(("Location" = String, description = "Where it is shown"))),
        (status = 202, description = "Stored; waits for a decision", body = PostedComment),
        (status = 400, response = openapi::Malformed), (status = 403, response = openapi::Forbidden),
        (status = 404, response = openapi::NotFound), (status = 408, response = openapi::Timeout),
        (status = 409, response = openapi::Conflict), (status = 413, response = openapi::TooLarge),
        (status = 415, response = openapi::MediaType), (status = 422, response = openapi::Invalid),
        (status = 429, response = openapi::TooFast), (status = 503, response = openapi::Unavailable),
    )
)]
pub async fn submit_json(
    app: web::Data<App>,
    id: web::Path<ArticleId>,
    client: Client,
    staff: Accompanied,
    key: IdempotencyKey,
    Json(new): Json<NewComment>,
) -> Answer {
    let (article, now) = (id.into_inner(), app.clock.now());
    let raw = RawDraft {
        text: new.text,
        name: new.name,
        email: new.email,
        website: new.website.unwrap_or_default(),
        parent_id: new.parent_id.map(|id| id.to_string()),
        notify: new.notify.filter(|wanted| *wanted).map(|_| "yes".to_owned()),
    };
    let form_id = vault::secret()?;
    let signals = Signals { form: screening::Form::None, honeypot: Honeypot::Empty, sender: sender(staff) };
    let submitted = store(&app, article, &raw, &Came { client, form_id, signals, key: Some(key) }, now).await?;
    let base = &app.config.server.base_url;
    let url = submitted.status.is_public().then(|| format!("{base}/comments/{}", submitted.id));
    let body = PostedComment {
        id: submitted.id,
        status: submitted.status,
        reference: reference(submitted.id),
        status_url: format!("{base}/status/{}", forms::status_token(&app.vault, submitted.id)),
        url: url.clone(),
    };
    let mut answer = match &url {
        Some(url) => HttpResponse::Created().insert_header((header::LOCATION, url.as_str())).json(body),
        None => HttpResponse::Accepted().json(body),
    };
    answer.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    Ok(answer)
}

/// Which part of a thread.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListQuery {
    /// At most so many comments; 100 is the most and what is given without it.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<usize>,
    /// `next` of the previous answer.
    after: Option<String>,
}

/// Lists an article's approved comments in thread order.
#[utoipa::path(
    get, path = "/api/v1/articles/{id}/comments", tag = "readers",
    params(("id" = ArticleId, Path, description = "The article"), ListQuery),
    responses(
        (status = 200, description = "Approved comments", body = CommentList,
         headers(("ETag" = String), ("Link" = Option<String>, description = "The next part, rel=next"))),
        (status = 304, description = "Nothing has changed"),
        (status = 400, response = openapi::Malformed), (status = 404, response = openapi::NotFound),
        (status = 422, response = openapi::Invalid), (status = 503, response = openapi::Unavailable),
    )
)]
pub async fn list_json(
    request: HttpRequest,
    app: web::Data<App>,
    id: web::Path<ArticleId>,
    Query(query): Query<ListQuery>,
) -> Answer {
    let article = id.into_inner();
    let limit = list::limit(query.limit, list::MOST)?;
    let after = query.after.as_deref().map(list::key::<CommentId>).transpose()?;
    let key = format!("json {article} {limit} {}", after.map_or(0, |id| id.0));
    let make = async {
        let depth = usize::from(app.config.comments.max_depth);
        let part = app
            .db
            .read(move |conn| {
                public_article(conn, article)?;
                comments::thread_list(conn, article, after, limit, depth)
            })
            .await?;
        let base = &app.config.server.base_url;
        let next = part.next.map(list::cursor);
        let items = part.comments.into_iter().map(|(id, shown)| PublicComment {
            id,
            parent_id: shown.parent_id,
            name: shown.name,
            website: shown.website,
            html: shown.html,
            created_at: shown.created_at,
            edited_at: shown.edited_at,
            url: format!("{base}/comments/{id}"),
        });
        let mut entry = page::json(&CommentList { items: items.collect(), next: next.clone() })?;
        entry.link = next.map(|next| list::next_link(base, request.path(), request.query_string(), &next));
        Ok(entry)
    };
    let entry = app.cache.get(Scope::Article(article), &key, make).await?;
    Ok(page::answer(&request, &entry, None))
}
