//! The page of an article that a password protects: the form for the password in place of the text and
//! the comments, or both for a browser in which it was entered. Nothing of it is cached.

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use crate::accounts::guessing::Guess;
use crate::app::App;
use crate::articles;
use crate::articles::model::Article;
use crate::articles::protection::{self, Unlocked};
use crate::comments::article_view::ProtectedPage;
use crate::comments::form_token;
use crate::comments::reading;
use crate::comments::view::{CommentForm, ReplyTarget};
use crate::comments::web::public_article;
use crate::comments::web::rendering::{in_its_language, render, with_ads};
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::{ArticleId, CommentId};
use crate::passwords::{Line, Verdict};
use crate::web::error::Answer;
use crate::web::extract::{Client, Form};
use crate::web::form_errors::FormErrors;
use crate::web::headers::set_retry_after;
use crate::web::page;

/// The field of the form.
#[derive(Deserialize)]
pub struct PasswordField {
    #[serde(default)]
    password: SecretString,
}

/// The proof of a browser that it has the password of `article`, if it sends one.
pub fn unlocked(app: &App, request: &HttpRequest, article: ArticleId) -> Option<Unlocked> {
    let cookie = request.cookie(&name(article, &app.config.server.base_url))?;
    Unlocked::read(&app.vault, article, cookie.value(), app.clock.now())
}

/// The article with a page of its thread, or the form for its password.
pub(super) async fn show(
    app: &App,
    request: &HttpRequest,
    article: Article,
    page: i64,
    reply: Option<CommentId>,
) -> Answer {
    let proof = unlocked(app, request, article.id);
    if !protection::may_read(article.id, article.password_hash.as_deref(), proof) {
        return show_form(app, article, FormErrors::default()).await;
    }
    let (config, id, reading) = (app.settings(), article.id, article.clone());
    let (site, stories, thread, target) = app
        .db
        .read(move |conn| {
            let stories = articles::related::read(conn, &reading)?;
            let thread = reading::thread_page(conn, id, page, &config.comments)?;
            let target = match reply {
                Some(reply) => reading::reply_target(conn, id, reply)?
                    .map(|name| ReplyTarget { id: reply.0, name }),
                None => None,
            };
            Ok((articles::site(conn, &config)?, stories, thread, target))
        })
        .await?;
    let hidden = form_token::fresh_fields(&app.vault, id, app.clock.now())?;
    let form = CommentForm { reply_to: target, hidden, ..CommentForm::default() };
    let html = render(app, &site, &article, stories, thread, form)?;
    Ok(with_ads(app, private(page::html(StatusCode::OK, html))))
}

async fn show_form(app: &App, article: Article, errors: FormErrors) -> Answer {
    let config = app.settings();
    let site = app.db.read(move |conn| articles::site(conn, &config)).await?;
    let site = in_its_language(&site, &article);
    let FormErrors { status, errors, problem, retry_after } = errors;
    let view = ProtectedPage {
        language: article.language(&site.own_language).to_owned(),
        site: &site,
        title: article.title,
        action: format!("/articles/{}/password", article.id),
        errors,
        problem,
    };
    let mut answer = private(page::html(status, view.render().map_err(Error::internal)?));
    set_retry_after(answer.headers_mut(), retry_after);
    Ok(answer)
}

/// `POST /articles/{id}/password`: leads to the article, with a cookie that proves the right password,
/// or shows the form again.
pub async fn unlock(
    app: web::Data<App>,
    id: web::Path<ArticleId>,
    client: Client,
    Form(sent): Form<PasswordField>,
) -> Answer {
    let id = *id;
    let article = app.db.read(move |conn| public_article(conn, id)).await?;
    let Some(hash) = article.password_hash.clone() else {
        return Ok(page::see_other(&article.href()));
    };
    match check(&app, id, &hash, sent.password, client).await {
        Ok(()) => {
            let until = app.clock.now().plus(protection::LASTS);
            let token = protection::token(&app.vault, id, &hash, until);
            let cookie = cookie(id, token, &app.config.server.base_url);
            let mut answer = page::see_other(&article.href());
            answer.add_cookie(&cookie).map_err(Error::internal)?;
            Ok(answer)
        }
        Err(error) => show_form(&app, article, FormErrors::of(error)?).await,
    }
}

async fn check(
    app: &App,
    id: ArticleId,
    hash: &str,
    password: SecretString,
    client: Client,
) -> Result<()> {
    let wrong =
        || Err(Error::invalid("password", "wrong_password", Message::fault_wrong_password()));
    if password.expose_secret().is_empty() || protection::is_too_long(password.expose_secret()) {
        return wrong();
    }
    let now = app.clock.now();
    let guess = Guess::new(&app.vault, &format!("article {id}"), client.address, now);
    let counted = guess.clone();
    app.db.write(move |conn| counted.count(conn, now)).await?;
    // Guesses at one article do not take the turns of others.
    let line = Line::Open { group: id.0.unsigned_abs() };
    let verdict = app.passwords.verify(line, password, hash.to_owned()).await;
    if matches!(verdict, Ok(Verdict::Wrong)) {
        return wrong();
    }
    // It was right, or was not compared.
    app.db.write(move |conn| guess.uncount(conn)).await?;
    verdict.map(|_| ())
}

/// No cache and no search engine keeps the answer.
fn private(mut answer: HttpResponse) -> HttpResponse {
    let headers = answer.headers_mut();
    headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    let robots = header::HeaderName::from_static("x-robots-tag");
    headers.insert(robots, header::HeaderValue::from_static("noindex"));
    answer
}

/// The cookie's name. As for staff, `__Host-` binds the cookie to this host; browsers accept that
/// prefix over https only.
fn name(article: ArticleId, base_url: &str) -> String {
    let prefix = if is_secure(base_url) { "__Host-" } else { "" };
    format!("{prefix}rejoinder_article_{article}")
}

fn is_secure(base_url: &str) -> bool {
    base_url.starts_with("https://")
}

fn cookie(article: ArticleId, token: String, base_url: &str) -> Cookie<'static> {
    Cookie::build(name(article, base_url), token)
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(is_secure(base_url))
        .max_age(Duration::seconds(protection::LASTS.as_secs().cast_signed()))
        .finish()
}
