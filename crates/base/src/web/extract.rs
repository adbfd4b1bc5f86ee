//! Extractors: bodies within their limits, and the client's network address.

use std::future::Future;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::pin::Pin;
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::http::{Method, StatusCode, header};
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use bytes::Bytes;
use futures_util::future::Shared;
use futures_util::{FutureExt, StreamExt};
use serde::de::DeserializeOwned;
use tokio::time::{Instant, timeout, timeout_at};

use crate::app::App;
use crate::error::Error;
use crate::web::bodies::Body;
use crate::web::edge::Edge;
use crate::web::error::Failure;
use crate::web::refused_form::RefusedForm;

/// The limit of JSON bodies in bytes. It also holds all fields of a comment's form: 20,000 Chinese
/// characters are 180 kB when form-encoded.
pub const BODY_LIMIT: usize = 256 * 1024;
/// The limit of forms in bytes. A text that is several times too long is still read, so that the page
/// with the fault can show it.
pub const FORM_LIMIT: usize = 1024 * 1024;
/// How much of each field of a form above its limit is kept for the page that says so, in encoded
/// bytes: more than any field may have, except the list of a rule.
const FIELD_KEPT: usize = 256 * 1024;
/// How much of a form above its limit is taken from the network, in bytes. Browsers show an answer
/// only after the whole form was taken.
const MOST_DISCARDED: usize = 16 * 1024 * 1024;
/// How long to wait for the rest of a form that does not fit into memory.
const REST_OF_REFUSED: Duration = Duration::from_secs(3);
const FORM: &str = "application/x-www-form-urlencoded";
/// The limit of rules, which may contain lists of a hundred thousand words. It applies to requests
/// with a token or a cookie, which are not verified yet when the body is read.
const RULES_LIMIT: usize = 8 * 1024 * 1024;

type Extraction<T> = Pin<Box<dyn Future<Output = Result<T, Failure>>>>;

/// A form-encoded body of at most [`FORM_LIMIT`] bytes.
#[derive(Debug)]
pub struct Form<T>(pub T);

/// The network address of the client: the peer's, or the one that a trusted proxy forwards.
#[derive(Clone, Copy, Debug)]
pub struct Client {
    /// Never stored or logged in full.
    pub address: IpAddr,
}

impl<T: DeserializeOwned + 'static> FromRequest for Form<T> {
    type Error = Failure;
    type Future = Extraction<Form<T>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let body = form_body(request, payload);
        Box::pin(async move {
            serde_urlencoded::from_bytes(&body.await?).map(Form).map_err(|_| {
                Failure::new(StatusCode::BAD_REQUEST, "malformed", "The form cannot be parsed.")
            })
        })
    }
}

impl FromRequest for Client {
    type Error = Failure;
    type Future = std::future::Ready<Result<Client, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(app(request).map(|app| Client { address: client_address(request, app) }))
    }
}

/// The shared parts of the program.
pub fn app(request: &HttpRequest) -> Result<&web::Data<App>, Failure> {
    request
        .app_data::<web::Data<App>>()
        .ok_or_else(|| Error::internal("the server has no application data").into())
}

/// The last address in `X-Forwarded-For` that is not a trusted proxy's, if the peer itself is one.
fn client_address(request: &HttpRequest, app: &App) -> IpAddr {
    let peer = request
        .peer_addr()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.ip().to_canonical());
    let lines =
        request.headers().get_all("x-forwarded-for").filter_map(|value| value.to_str().ok());
    first_untrusted(peer, lines, |address| {
        app.config.server.trusted_proxies.iter().any(|net| net.contains(address))
    })
}

/// The first untrusted address on the way from the peer outwards. Each trusted proxy vouches only
/// for the entry before it, so the search ends at the first address that is not trusted, and at any
/// invalid entry: entries beyond may be forged.
fn first_untrusted<'a>(
    peer: IpAddr,
    lines: impl Iterator<Item = &'a str>,
    trusted: impl Fn(&IpAddr) -> bool,
) -> IpAddr {
    let listed: Vec<&str> = lines.flat_map(|line| line.split(',')).collect();
    let mut nearest = peer;
    for entry in listed.into_iter().rev() {
        if !trusted(&nearest) {
            break;
        }
        let Some(address) = address(entry.trim()) else { break };
        nearest = address;
    }
    nearest
}

/// `192.0.2.1`, `192.0.2.1:4711`, `2001:db8::1` or `[2001:db8::1]:4711`.
fn address(entry: &str) -> Option<IpAddr> {
    let bare = entry.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(entry);
    let address =
        bare.parse().ok().or_else(|| entry.parse::<SocketAddr>().ok().map(|socket| socket.ip()));
    address.map(|address: IpAddr| address.to_canonical())
}

/// Whether the body is form-encoded.
pub fn is_form(request: &HttpRequest) -> bool {
    has_content_type(request, FORM)
}

/// Begins to read a form-encoded body for a handler that comes later, so that the page of a refusal can
/// show it. Any other body is left alone.
pub fn begin_form(request: &HttpRequest, payload: &mut Payload) {
    if is_form(request) {
        drop(reading(request, payload));
    }
}

/// The raw body of a form.
pub fn form_body(
    request: &HttpRequest,
    payload: &mut Payload,
) -> impl Future<Output = Result<Bytes, Failure>> + use<> {
    body(request, payload, FORM)
}

/// A raw body, which must have the content type `expected`.
pub fn body(
    request: &HttpRequest,
    payload: &mut Payload,
    expected: &'static str,
) -> impl Future<Output = Result<Bytes, Failure>> + use<> {
    let has_expected_type = has_content_type(request, expected);
    let read = bytes(request, payload);
    async move {
        if !has_expected_type {
            let detail = format!("Send the body as {expected}.");
            return Err(Failure::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "media_type", detail));
        }
        read.await
    }
}

/// Whether the content type of the request is `expected`, with any charset.
pub fn has_content_type(request: &HttpRequest, expected: &str) -> bool {
    let kind = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("");
    kind.split(';').next().unwrap_or("").trim().eq_ignore_ascii_case(expected)
}

/// The form that `request` sent, if its handler has begun to read one. Of a form above the limit it
/// has the beginning of each field, up to 256 KiB; of a form for which there was no memory or that
/// took too long, what had arrived. Passwords are never kept.
///
/// The reader of a form with files leaves what it has read in the request.
pub async fn refused_form(request: &HttpRequest) -> Option<RefusedForm> {
    if let Some(form) = request.extensions().get::<RefusedForm>() {
        return Some(form.clone());
    }
    let is_form = has_content_type(request, FORM);
    if request.method() != Method::POST || !is_form {
        return None;
    }
    // Without a reading that was begun before, this is an empty body.
    match reading(request, &mut Payload::None).await {
        Ok(body) => RefusedForm::new(request.path(), &body),
        Err(Unread { beginning, .. }) => RefusedForm::shortened(request.path(), &beginning?),
    }
}

/// The shared future that reads a request's body.
type Reading = Shared<Pin<Box<dyn Future<Output = Result<Bytes, Unread>>>>>;

/// A body that was not read.
#[derive(Clone)]
struct Unread {
    failure: Failure,
    /// What was kept of a form.
    beginning: Option<Bytes>,
}

impl From<Failure> for Unread {
    fn from(failure: Failure) -> Unread {
        Unread { failure, beginning: None }
    }
}

/// The raw body within its limit. It is read once for all extractors of a request: the form itself,
/// the check of its CSRF token, and the hash for an `Idempotency-Key`.
pub fn bytes(
    request: &HttpRequest,
    payload: &mut Payload,
) -> impl Future<Output = Result<Bytes, Failure>> + use<> {
    reading(request, payload).map(|read| read.map_err(|unread| unread.failure))
}

fn reading(request: &HttpRequest, payload: &mut Payload) -> Reading {
    if let Some(reading) = request.extensions().get::<Reading>() {
        return reading.clone();
    }
    let announced = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse::<usize>().ok());
    let limit = limit(request);
    let is_form = has_content_type(request, FORM);
    let deadline = app(request).map(|app| app.config.server.body_timeout);
    let body = new_body(request);
    let mut payload = payload.take();
    let reading = async move {
        if !is_form && announced.is_some_and(|length| length > limit) {
            return Err(too_large(limit).into());
        }
        let mut body = body?;
        let (mut arrived, mut refusal) = (0, None);
        let mut rest_until = None;
        let read = async {
            loop {
                let next = match rest_until {
                    None => payload.next().await,
                    // An unfinished form has no more time than that, so that a client learns of it.
                    Some(until) => timeout_at(until, payload.next()).await.unwrap_or_default(),
                };
                let Some(chunk) = next else { return Ok(()) };
                let chunk = chunk.map_err(|_| {
                    Failure::new(StatusCode::BAD_REQUEST, "malformed", "The body is incomplete.")
                })?;
                arrived += chunk.len();
                if arrived > limit && refusal.is_none() {
                    let failure = too_large(limit);
                    if !is_form {
                        return Err(failure);
                    }
                    body.shorten_fields(FIELD_KEPT);
                    refusal = Some(failure);
                }
                if let Err(failure) = body.add(&chunk) {
                    if !is_form {
                        return Err(failure);
                    }
                    body.keep_what_arrived();
                    body.add(&chunk)?;
                    refusal = Some(failure);
                    rest_until = Some(Instant::now() + REST_OF_REFUSED);
                }
                if arrived > MOST_DISCARDED {
                    return Ok(());
                }
            }
        };
        let read = timeout(deadline?, read).await.unwrap_or_else(|_| {
            let detail = "The body took too long to arrive.";
            Err(Failure::new(StatusCode::REQUEST_TIMEOUT, "timeout", detail))
        });
        match read.err().or(refusal) {
            None => Ok(body.finish()),
            Some(failure) => {
                Err(Unread { failure, beginning: is_form.then(|| body.finish_early()) })
            }
        }
    };
    let reading: Reading = (Box::pin(reading) as Pin<Box<dyn Future<Output = _>>>).shared();
    request.extensions_mut().insert(reading.clone());
    reading
}

pub(super) fn new_body(request: &HttpRequest) -> Result<Body, Failure> {
    let edge = request
        .app_data::<web::Data<Edge>>()
        .ok_or_else(|| Error::internal("the server has no middleware data"))?;
    Ok(Body::new(&edge.bodies, client_address(request, app(request)?)))
}

fn limit(request: &HttpRequest) -> usize {
    let is_about_rules =
        ["/api/v1/rules", "/desk/rules"].iter().any(|path| request.path().starts_with(path));
    let headers = request.headers();
    let is_known =
        headers.contains_key(header::AUTHORIZATION) || headers.contains_key(header::COOKIE);
    if is_about_rules && is_known {
        RULES_LIMIT
    } else if has_content_type(request, FORM) {
        FORM_LIMIT
    } else {
        BODY_LIMIT
    }
}

fn too_large(limit: usize) -> Failure {
    let detail = format!("The body is larger than {} KiB.", limit / 1024);
    Failure::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forwarded_addresses_are_believed_from_trusted_peers_only() {
        let trusted = |address: &IpAddr| address.to_string().starts_with("10.");
        let table = [
            ("192.0.2.9", "198.51.100.1", "192.0.2.9"),
            ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
            ("10.0.0.1", "203.0.113.5, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
            ("10.0.0.1", "198.51.100.1:4711", "198.51.100.1"),
            ("10.0.0.1", "[2001:db8::1]:4711", "2001:db8::1"),
            ("10.0.0.1", "::ffff:198.51.100.1", "198.51.100.1"),
            ("10.0.0.1", "", "10.0.0.1"),
        ];
        for (peer, line, found) in table {
            let peer = peer.parse().expect("an address");
            assert_eq!(
                first_untrusted(peer, [line].into_iter(), trusted).to_string(),
                found,
                "{line}"
            );
        }
    }

    #[test]
    fn nothing_beyond_an_unreadable_entry_is_believed() {
        let peer = "10.0.0.1".parse().expect("an address");
        let found = first_untrusted(peer, ["203.0.113.5", "unknown"].into_iter(), |address| {
            *address == peer
        });
        assert_eq!(found, peer);
    }
}
