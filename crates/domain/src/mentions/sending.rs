//! Notifies the sites that an article links to, by Webmention: when it is published, when it changes, and when a link or
//! the article is gone, so that they can look again.

use std::collections::BTreeSet;
use std::sync::Arc;

use reqwest::header::{self, HeaderMap, HeaderValue};
use reqwest::{Method, Request};
use url::{Url, form_urlencoded};

use crate::app::App;
use crate::articles;
use crate::articles::model::Article;
use crate::db::Connection;
use crate::error::{Error, Result, optional};
use crate::ids::ArticleId;
use crate::mentions::checking::{PAGE, REDIRECTS, TRIED_FOR, is_html, redirect};
use crate::mentions::model::Outcome;
use crate::mentions::page::{self, Page};
use crate::mentions::store;
use crate::outbound::Fault;
use crate::queue::{self, Claimed};

/// Links of one article.
const MOST: usize = 50;
/// The most bytes of an answer that are read.
const ANSWER: usize = 16 * 1024;

/// The job.
///
/// # Errors
/// If a site cannot be reached; the job is then retried for those that were not notified.
pub async fn run(app: &Arc<App>, claimed: Claimed, id: ArticleId) -> Result<()> {
    let read = move |conn: &mut Connection| {
        Ok((optional(articles::by_id(conn, id))?, store::sent(conn, id)?))
    };
    let (article, known) = app.db.read(read).await?;
    let is_on = app.settings().discovery.send_webmentions;
    if let Some(article) = article.filter(|_| is_on) {
        let base_url = &app.config.server.base_url;
        let source = format!("{base_url}{}", article.href());
        let linked = links_of(&article, base_url);
        // Sites that were notified before are notified again: of a change, or that the link is gone.
        let notified = known.iter().filter(|(_, outcome, _)| *outcome == Outcome::Notified);
        let targets: BTreeSet<String> =
            notified.map(|(target, ..)| target.clone()).chain(linked).collect();
        let version = article.version;
        let done =
            |target: &String| known.iter().any(|(known, _, of)| known == target && *of == version);
        let mut failure = None;
        for target in targets.iter().filter(|target| !done(target)).take(MOST) {
            let is_last = app.clock.now().since(claimed.created_at) > TRIED_FOR;
            let outcome = match send_to(app, &source, target).await {
                Ok(outcome) => outcome,
                Err(why) if !is_last => {
                    failure = Some(why);
                    continue;
                }
                Err(_) => Outcome::Failed,
            };
            let (target, now) = (target.clone(), app.clock.now());
            app.db
                .write(move |conn| store::set_sent(conn, (id, &target), outcome, version, now))
                .await?;
        }
        if let Some(why) = failure {
            return Err(Error::internal(why));
        }
    }
    app.db.write(move |conn| queue::finish(conn, &claimed).map(drop)).await
}

/// The pages of other sites that a public article links to, each once.
fn links_of(article: &Article, base_url: &str) -> BTreeSet<String> {
    match article.is_public() && !article.is_protected() {
        true => elsewhere(&page::read(&article.page_html()), base_url),
        false => BTreeSet::new(),
    }
}

fn elsewhere(page: &Page, base_url: &str) -> BTreeSet<String> {
    let own = Url::parse(base_url).ok();
    let anchors = page.links.iter().filter(|link| link.element == "a");
    // An address without a host is one of this site.
    let urls = anchors.filter_map(|link| Url::parse(&link.address).ok());
    let found = urls.filter(|url| {
        matches!(url.scheme(), "http" | "https")
            && own.as_ref().is_none_or(|own| own.host_str() != url.host_str())
    });
    found.map(String::from).collect::<BTreeSet<_>>().into_iter().take(MOST).collect()
}

/// Finds the endpoint of a site for mentions, and notifies it.
async fn send_to(app: &App, source: &str, target: &str) -> std::result::Result<Outcome, String> {
    let mut url = Url::parse(target).map_err(|_| "no address".to_owned())?;
    for _ in 0..=REDIRECTS {
        let answer = match app.outbound.send(Request::new(Method::GET, url.clone()), PAGE).await {
            Ok(answer) => answer,
            Err(Fault::Forbidden | Fault::TooLong) => return Ok(Outcome::NoEndpoint),
            Err(fault) => return Err(format!("a page cannot be reached: {fault:?}")),
        };
        if let Some(next) = redirect(&url, &answer) {
            url = next;
            continue;
        }
        if answer.status.is_server_error() {
            return Err(format!("a page answered {}", answer.status.as_u16()));
        }
        let named = in_headers(&answer.headers).or_else(|| {
            is_html(&answer.headers).then(|| in_html(&String::from_utf8_lossy(&answer.body)))?
        });
        let endpoint = named.and_then(|named| url.join(&named).ok());
        return match endpoint {
            None => Ok(Outcome::NoEndpoint),
            Some(endpoint) => notify(app, endpoint, source, target).await,
        };
    }
    Ok(Outcome::NoEndpoint)
}

async fn notify(
    app: &App,
    endpoint: Url,
    source: &str,
    target: &str,
) -> std::result::Result<Outcome, String> {
    let body = form_urlencoded::Serializer::new(String::new())
        .append_pair("source", source)
        .append_pair("target", target)
        .finish();
    let mut request = Request::new(Method::POST, endpoint);
    let mime = HeaderValue::from_static("application/x-www-form-urlencoded");
    request.headers_mut().insert(header::CONTENT_TYPE, mime);
    *request.body_mut() = Some(body.into());
    match app.outbound.send(request, ANSWER).await {
        Ok(answer) if answer.status.is_success() => Ok(Outcome::Notified),
        Ok(answer) if answer.status.is_server_error() || answer.status.as_u16() == 429 => {
            Err(format!("an endpoint answered {}", answer.status.as_u16()))
        }
        // A refusal would be the same again.
        Ok(_) | Err(Fault::Forbidden | Fault::TooLong) => Ok(Outcome::Failed),
        Err(fault) => Err(format!("an endpoint cannot be reached: {fault:?}")),
    }
}

/// The endpoint in the `Link` headers (RFC 8288).
fn in_headers(headers: &HeaderMap) -> Option<String> {
    let lines = headers.get_all(header::LINK).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split('<').skip(1)).find_map(|link| {
        let (address, parameters) = link.split_once('>')?;
        // Up to the next link; a comma within quotes ends a parameter that is not needed here.
        let is_it = parameters.split([';', ',']).any(|parameter| {
            let Some((name, value)) = parameter.split_once('=') else { return false };
            name.trim().eq_ignore_ascii_case("rel") && names_it(value.trim().trim_matches('"'))
        });
        is_it.then(|| address.trim().to_owned())
    })
}

/// Whether a list of relations has this one.
fn names_it(relations: &str) -> bool {
    relations.split_ascii_whitespace().any(|one| one.eq_ignore_ascii_case("webmention"))
}

/// The endpoint in the first `<link>` or `<a>` of a page that names one; empty for the page itself.
fn in_html(html: &str) -> Option<String> {
    let links = page::read(html).links.into_iter();
    let mut named = links
        .filter(|link| matches!(link.element.as_str(), "link" | "a") && names_it(&link.relations));
    named.next().map(|link| link.address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endpoint_is_found_in_headers() {
        let found = |line: &'static str| {
            let mut headers = HeaderMap::new();
            headers.append(header::LINK, HeaderValue::from_static(line));
            in_headers(&headers)
        };
        assert_eq!(found("</wm>; rel=webmention"), Some("/wm".into()));
        assert_eq!(
            found("</a.css>; rel=preload, <https://b.example/wm?x=1>; REL=\"other WebMention\""),
            Some("https://b.example/wm?x=1".into())
        );
        assert_eq!(found("</wm>; rel=\"not-webmention\""), None);
    }

    #[test]
    fn an_endpoint_is_found_in_pages_and_not_in_comments_or_scripts() {
        assert_eq!(
            in_html("<head><LINK href='/wm?a=1&amp;b' REL=\"me webmention\">"),
            Some("/wm?a=1&b".into())
        );
        assert_eq!(
            in_html("<p title=\"a>b\"><a rel=webmention href=\"\">x</a>"),
            Some(String::new())
        );
        assert_eq!(in_html("<!-- <link rel=webmention href=/wm> --><p>"), None);
        assert_eq!(in_html("<script>'<a rel=webmention href=/wm>'</script>"), None);
        assert_eq!(in_html("<a href=\"/x\">rel=webmention</a>"), None);
    }

    #[test]
    fn links_to_other_sites_are_collected_once() {
        let html = "<p><a href=\"https://a.example/x\">1</a> <b><a href=\"https://a.example/x\">2</a></b> \
            <a href=\"/own\">3</a> <a href=\"https://gazette.example/y\">4</a> <a href=\"mailto:a@b.example\">5</a>";
        let found = elsewhere(&page::read(html), "https://gazette.example");
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["https://a.example/x"]);
    }
}
