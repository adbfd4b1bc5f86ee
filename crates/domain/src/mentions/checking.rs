//! Looks whether a page links to an article, as its site says.

use std::sync::Arc;

use percent_encoding::percent_decode_str;
use reqwest::header::{self, HeaderMap, HeaderValue};
use reqwest::{Method, Request, StatusCode};
use url::Url;

use crate::app::App;
use crate::articles;
use crate::clock::HOUR;
use crate::db::Connection;
use crate::error::{Error, Result, optional};
use crate::ids::MentionId;
use crate::mentions::model::{Kind, Mention, State, plain_title};
use crate::mentions::page::{self, Page};
use crate::mentions::{changed, store};
use crate::outbound::Answer;
use crate::queue::{self, Claimed};

/// The most bytes of a page that are read.
pub(super) const PAGE: usize = 1024 * 1024;
/// Redirects that are followed.
pub(super) const REDIRECTS: usize = 3;
/// How long a page that cannot be reached is tried again.
pub(super) const TRIED_FOR: std::time::Duration = HOUR.saturating_mul(6);

/// What was found.
#[derive(Debug, PartialEq, Eq)]
enum Found {
    /// A link to the article, on a page of this title.
    Link(String),
    /// None, or the page is gone.
    Nothing,
}

/// The job.
///
/// # Errors
/// If the page cannot be reached; the job is then retried.
pub async fn run(app: &Arc<App>, claimed: Claimed, id: MentionId) -> Result<()> {
    let read = move |conn: &mut Connection| {
        let Some(mention) = store::by_id(conn, id)? else { return Ok(None) };
        let article = optional(articles::by_id(conn, mention.article_id))?;
        Ok(Some((mention, article.filter(|article| article.is_public()))))
    };
    let Some((mention, article)) = app.db.read(read).await? else {
        return finish(app, claimed).await;
    };
    let is_on = app.settings().discovery.receive_webmentions;
    let found = match (&article, is_on && mention.kind == Kind::Webmention) {
        (Some(article), true) => {
            let target = format!("{}{}", app.config.server.base_url, article.href());
            match find_link(app, &mention.source, &target).await {
                Ok(found) => found,
                Err(failure) if app.clock.now().since(claimed.created_at) < TRIED_FOR => {
                    return Err(Error::internal(failure));
                }
                Err(_) => Found::Nothing,
            }
        }
        // What came from elsewhere stays as it is.
        _ if mention.kind != Kind::Webmention => return finish(app, claimed).await,
        _ => Found::Nothing,
    };
    let now = app.clock.now();
    let store = move |conn: &mut Connection| {
        // The page took seconds, in which an editor may have decided.
        let outdated = match store::locked(conn, id)? {
            Some(mention) => apply(conn, &mention, &found)?,
            None => false,
        };
        queue::finish(conn, &claimed)?;
        match outdated {
            true => changed(conn, mention.article_id, now).map(Some),
            false => Ok(None),
        }
    };
    let outdated = app.db.write(store).await?;
    app.after_commit(outdated);
    Ok(())
}

async fn finish(app: &App, claimed: Claimed) -> Result<()> {
    app.db.write(move |conn| queue::finish(conn, &claimed).map(drop)).await
}

/// Stores what was found. Returns whether readers see a difference.
fn apply(conn: &mut Connection, mention: &Mention, found: &Found) -> Result<bool> {
    let was_shown = mention.state == State::Approved;
    match found {
        Found::Nothing => {
            // A rejected page must not come back by being taken down once.
            if mention.state != State::Rejected {
                store::remove(conn, mention.id)?;
            }
            Ok(was_shown)
        }
        Found::Link(title) => {
            let state = match mention.state {
                State::Unchecked => State::Held,
                // Only a title that was approved is shown.
                State::Approved if mention.title != *title => State::Held,
                other => other,
            };
            store::set_found(conn, mention.id, title, state)?;
            Ok(was_shown && state != State::Approved)
        }
    }
}

/// Fetches the page and looks for the link.
async fn find_link(app: &App, source: &str, target: &str) -> std::result::Result<Found, String> {
    let mut url = Url::parse(source).map_err(|_| "no address".to_owned())?;
    for _ in 0..=REDIRECTS {
        let mut request = Request::new(Method::GET, url.clone());
        request
            .headers_mut()
            .insert(header::ACCEPT, HeaderValue::from_static("text/html, text/plain;q=0.5"));
        let answer = match app.outbound.send(request, PAGE).await {
            Ok(answer) => answer,
            // An address of this machine or of its network, or a page without an end: nobody's mention.
            Err(crate::outbound::Fault::Forbidden | crate::outbound::Fault::TooLong) => {
                return Ok(Found::Nothing);
            }
            Err(fault) => return Err(format!("the page cannot be reached: {fault:?}")),
        };
        if let Some(next) = redirect(&url, &answer) {
            url = next;
            continue;
        }
        return match answer.status {
            StatusCode::OK => Ok(in_page(&url, &answer, source, target)),
            status if status.is_server_error() || status.as_u16() == 429 => {
                Err(format!("the page answered {}", status.as_u16()))
            }
            _ => Ok(Found::Nothing),
        };
    }
    Ok(Found::Nothing)
}

pub(super) fn redirect(from: &Url, answer: &Answer) -> Option<Url> {
    let to = answer.headers.get(header::LOCATION).filter(|_| answer.status.is_redirection())?;
    from.join(to.to_str().ok()?).ok()
}

pub(super) fn is_html(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/html") || kind.starts_with("application/xhtml"))
}

fn in_page(url: &Url, answer: &Answer, source: &str, target: &str) -> Found {
    let text = String::from_utf8_lossy(&answer.body);
    if !is_html(&answer.headers) {
        return match text.contains(target) {
            true => Found::Link(plain_title("", source)),
            false => Found::Nothing,
        };
    }
    let page = page::read(&text);
    match leads_to(&page, url, target) {
        true => Found::Link(plain_title(&page.title, source)),
        false => Found::Nothing,
    }
}

/// Whether something on the page leads to `target`, with any fragment.
fn leads_to(page: &Page, url: &Url, target: &str) -> bool {
    let addresses = page.links.iter().map(|link| link.address.as_str());
    let mut urls = addresses.filter(|it| !it.is_empty()).filter_map(|it| url.join(it).ok());
    urls.any(|url| is_same(url, target))
}

/// Whether two addresses are of one page: a place on it and an escaped letter make no difference.
fn is_same(mut url: Url, target: &str) -> bool {
    url.set_fragment(None);
    let plain = |text: &str| {
        let text = text.trim_end_matches('/');
        percent_decode_str(text).decode_utf8_lossy().into_owned()
    };
    plain(url.as_str()) == plain(target)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TARGET: &str = "https://gazette.example/2026/11/m\u{fc}d";

    fn is_found(html: &str) -> bool {
        let page = Url::parse("https://blog.example/notes/1").expect("an address");
        leads_to(&page::read(html), &page, TARGET)
    }

    #[test]
    fn a_link_is_found_wherever_it_stands_and_a_mere_text_is_none() {
        assert!(is_found(
            "<ul><li><p>See <a href=\"https://gazette.example/2026/11/m%C3%BCd#x\">it</a>"
        ));
        assert!(is_found("<img src='https://gazette.example/2026/11/m\u{fc}d/'>"));
        assert!(!is_found("https://gazette.example/2026/11/m\u{fc}d"));
        assert!(!is_found("<a href=\"https://gazette.example/2026/11/m%C3%BCd2\">another</a>"));
        assert!(!is_found("<!-- <a href=\"https://gazette.example/2026/11/m%C3%BCd\">x</a> -->"));
    }
}
