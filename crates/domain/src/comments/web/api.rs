//! The readers' JSON: posting, and the thread as a flat list.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::accounts::web::Caller;
use crate::app::App;
use crate::cache::Scope;
use crate::clock::Time;
use crate::comments::draft::RawDraft;
use crate::comments::form_token;
use crate::comments::posting::{self, Incoming};
use crate::comments::reading;
use crate::comments::submission::Signals;
use crate::comments::web::browser::ReaderBrowser;
use crate::comments::web::{public_article, reference, sender};
use crate::error::Error;
use crate::i18n::Message;
use crate::ids::{ArticleId, CommentId};
use crate::screening::facts::{self, Honeypot, Verification};
use crate::status::Status;
use crate::vault;
use crate::web::error::{Answer, Failure};
use crate::web::extract::Client;
use crate::web::idempotency::IdempotencyKey;
use crate::web::json::Json;
use crate::web::list::Query;
use crate::web::responses;
use crate::web::{list, page};

/// A new comment. Missing required fields are all reported at once.
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
    /// The approved comment that it replies to.
    parent_id: Option<i64>,
    /// What the reader wants mail about: `none`, `replies` to the comment, or every new comment on the
    /// `article`. `true` means `replies`. The first use of an address causes one mail with a link that
    /// confirms it; before that no other mail is sent.
    #[schema(value_type = Option<String>)]
    notify: Option<NotifyChoice>,
    /// Whether the reader agrees to the words of the setting `comments.consent`. Required if that is set.
    consent: Option<bool>,
}

/// The comments about which the reader wants mail.
#[derive(Deserialize)]
#[serde(untagged)]
enum NotifyChoice {
    Switch(bool),
    Word(String),
}

impl NotifyChoice {
    /// The value as the form sends it.
    fn into_field(self) -> String {
        match self {
            NotifyChoice::Switch(wanted) => if wanted { "replies" } else { "none" }.to_owned(),
            NotifyChoice::Word(word) => word,
        }
    }
}

/// A stored comment.
#[derive(Serialize, ToSchema)]
pub struct PostedComment {
    id: CommentId,
    /// `approved` or `pending`.
    status: Status,
    /// A reference that the reader can quote when writing about the comment.
    reference: String,
    /// The comment's private page. Everybody who has this link can see the status.
    status_url: String,
    /// Where the comment is shown, once it is public.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

/// An approved comment.
#[derive(Serialize, ToSchema)]
pub struct PublicComment {
    id: CommentId,
    /// The comment that it replies to, which may no longer be public.
    parent_id: Option<CommentId>,
    /// The author's name.
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
    /// Whether it is an editors' pick.
    featured: bool,
    /// Whether a member of the staff wrote it.
    staff: bool,
    /// Where it is shown.
    url: String,
}

/// A part of an article's thread.
#[derive(Serialize, ToSchema)]
pub struct CommentList {
    /// In thread order: each after its parent, siblings oldest first.
    items: Vec<PublicComment>,
    /// The value of `after` for the next part; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// Posts a comment.
///
/// The same rules apply as for the form: 201 if it is public at once, 202 if it waits for a
/// decision.
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
        responses::BodyErrors, responses::Forbidden, responses::NotFound, responses::Conflict, responses::TooFast,
        responses::Unavailable,
    )
)]
pub async fn submit(
    app: web::Data<App>,
    id: web::Path<ArticleId>,
    client: Client,
    staff: Caller,
    browser: ReaderBrowser,
    key: IdempotencyKey,
    new: Json<NewComment>,
) -> Answer {
    let (article, now) = (id.into_inner(), app.clock.now());
    let check = async |new: NewComment| {
        let raw = RawDraft {
            text: new.text,
            name: new.name,
            email: new.email,
            website: new.website.unwrap_or_default(),
            parent_id: new.parent_id.map(|id| id.to_string()),
            notify: new.notify.map(NotifyChoice::into_field),
            consent: new.consent.map(|given| given.to_string()),
        };
        posting::check(&app, article, &raw, None, now).await
    };
    let draft = new.check_async(check).await?;
    let form_id = vault::secret()?;
    let form = facts::Form::None;
    let signals = Signals {
        form,
        honeypot: Honeypot::Empty,
        sender: sender(staff),
        verification: Verification::Unverified,
        unlocked: None,
    };
    let address = client.address;
    let incoming =
        Incoming { draft, address, form_id, signals, browser: browser.0, key: Some(key) };
    let submitted = posting::post(&app, article, incoming, now).await.map_err(refused)?;
    let base = &app.config.server.base_url;
    let url = submitted.status.is_public().then(|| format!("{base}/comments/{}", submitted.id));
    let body = PostedComment {
        id: submitted.id,
        status: submitted.status,
        reference: reference(submitted.id),
        status_url: format!("{base}/status/{}", form_token::status_token(&app.vault, submitted.id)),
        url: url.clone(),
    };
    let mut answer = match &url {
        Some(url) => {
            HttpResponse::Created().insert_header((header::LOCATION, url.as_str())).json(body)
        }
        None => HttpResponse::Accepted().json(body),
    };
    answer
        .headers_mut()
        .insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    Ok(answer)
}

/// The failure of a post. One that came too soon says in the form's words when it can be sent again.
fn refused(error: Error) -> Failure {
    let wait = match &error {
        Error::TooFast { retry_after } => Some(*retry_after),
        _ => None,
    };
    let failure = Failure::from(error);
    match wait {
        Some(wait) => Failure { detail: Message::fault_wait(Message::duration(wait)), ..failure },
        None => failure,
    }
}

/// The part of a thread.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListQuery {
    /// How many comments at most; 100 is the maximum and the default.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<usize>,
    /// `next` of the previous answer.
    after: Option<String>,
}

/// Lists an article's approved comments in thread order
///
/// 403 `protected` for an article that a password protects.
#[utoipa::path(
    get, path = "/api/v1/articles/{id}/comments", tag = "readers",
    params(("id" = ArticleId, Path, description = "The article"), ListQuery),
    responses(
        (status = 200, description = "Approved comments", body = CommentList,
         headers(("ETag" = String), ("Link" = Option<String>, description = "The next part, rel=next"))),
        (status = 304, description = "Nothing has changed"),
        responses::ParameterErrors, responses::Forbidden, responses::NotFound, responses::Unavailable,
    )
)]
pub async fn list(
    request: HttpRequest,
    app: web::Data<App>,
    id: web::Path<ArticleId>,
    Query(query): Query<ListQuery>,
) -> Answer {
    let article = id.into_inner();
    let limit = list::Size::of(query.limit, list::MOST)?.items();
    let after = list::after::<CommentId>(query.after.as_deref())?;
    let key = format!("json {article} {limit} {}", after.map_or(0, |id| id.0));
    let make = async {
        let depth = usize::from(app.settings().comments.max_depth);
        let part = app
            .read_public(Scope::Article(article), move |conn| {
                if public_article(conn, article)?.is_protected() {
                    return Err(Error::forbidden("protected", Message::fault_protected()));
                }
                reading::thread_list(conn, article, after, limit, depth)
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
            featured: shown.featured,
            staff: shown.staff,
            url: format!("{base}/comments/{id}"),
        });
        let mut entry = page::json(&CommentList { items: items.collect(), next: next.clone() })?;
        entry.link =
            next.map(|next| list::next_link(base, request.path(), request.query_string(), &next));
        Ok(entry)
    };
    let entry = app.cache.get(Scope::Article(article), &key, make).await?;
    Ok(page::answer(&request, &entry, None))
}
