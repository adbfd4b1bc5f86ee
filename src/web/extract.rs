//! What handlers take from a request: bodies within their limits, and where the request came from.

use std::future::Future;
use std::net::{IpAddr, Ipv4Addr};
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::{StatusCode, header};
use actix_web::{FromRequest, HttpRequest, web};
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use serde::de::DeserializeOwned;

use crate::app::App;
use crate::error::Error;
use crate::web::error::Failure;

/// Form and JSON bodies: 20,000 Chinese characters are 180 kB when form-encoded.
pub const BODY_LIMIT: usize = 256 * 1024;

type Extraction<T> = Pin<Box<dyn Future<Output = Result<T, Failure>>>>;

/// A JSON body of at most [`BODY_LIMIT`] bytes; fields that `T` does not know are refused if `T` says so.
#[derive(Debug)]
pub struct Json<T>(pub T);

/// A form-encoded body of at most [`BODY_LIMIT`] bytes.
#[derive(Debug)]
pub struct Form<T>(pub T);

/// The network address of whoever asks: the peer, or what a trusted proxy says of it.
#[derive(Clone, Copy, Debug)]
pub struct Client {
    /// Never stored or logged as it is.
    pub address: IpAddr,
}

impl<T: DeserializeOwned + 'static> FromRequest for Json<T> {
    type Error = Failure;
    type Future = Extraction<Json<T>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let body = body(request, payload, "application/json");
        Box::pin(async move { serde_json::from_slice(&body.await?).map(Json).map_err(|cause| json_fault(&cause)) })
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for Form<T> {
    type Error = Failure;
    type Future = Extraction<Form<T>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let body = body(request, payload, "application/x-www-form-urlencoded");
        Box::pin(async move {
            serde_urlencoded::from_bytes(&body.await?)
                .map(Form)
                .map_err(|_| Failure::new(StatusCode::BAD_REQUEST, "malformed", "The form could not be read."))
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

/// The shared parts, which the server puts beside every request.
pub fn app(request: &HttpRequest) -> Result<&web::Data<App>, Failure> {
    request
        .app_data::<web::Data<App>>()
        .ok_or_else(|| Error::internal("the server was set up without its parts").into())
}

/// The last address in `X-Forwarded-For` that is not a trusted proxy's, if the peer itself is one.
fn client_address(request: &HttpRequest, app: &App) -> IpAddr {
    let trusted = |address: &IpAddr| app.config.server.trusted_proxies.iter().any(|net| net.contains(address));
    let peer = request.peer_addr().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.ip().to_canonical());
    if !trusted(&peer) {
        return peer;
    }
    let headers = request.headers().get_all("x-forwarded-for");
    let listed: Vec<IpAddr> = headers
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|part| part.trim().parse::<IpAddr>().ok())
        .map(|address| address.to_canonical())
        .collect();
    listed.into_iter().rev().find(|address| !trusted(address)).unwrap_or(peer)
}

fn body(
    request: &HttpRequest,
    payload: &mut Payload,
    expected: &'static str,
) -> impl Future<Output = Result<Bytes, Failure>> + use<> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let fits = kind.split(';').next().unwrap_or("").trim().eq_ignore_ascii_case(expected);
    let announced = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse::<usize>().ok());
    let deadline = app(request).map(|app| app.config.server.body_timeout);
    let mut payload = payload.take();
    async move {
        if !fits {
            let detail = format!("Send the body as {expected}.");
            return Err(Failure::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "media_type", detail));
        }
        if announced.is_some_and(|length| length > BODY_LIMIT) {
            return Err(too_large());
        }
        let read = async {
            let mut bytes = BytesMut::with_capacity(announced.unwrap_or(0));
            while let Some(chunk) = payload.next().await {
                let chunk =
                    chunk.map_err(|_| Failure::new(StatusCode::BAD_REQUEST, "malformed", "The body broke off."))?;
                if bytes.len() + chunk.len() > BODY_LIMIT {
                    return Err(too_large());
                }
                bytes.extend_from_slice(&chunk);
            }
            Ok(bytes.freeze())
        };
        match tokio::time::timeout(deadline?, read).await {
            Ok(read) => read,
            Err(_) => Err(Failure::new(StatusCode::REQUEST_TIMEOUT, "timeout", "The body took too long to arrive.")),
        }
    }
}

fn too_large() -> Failure {
    let detail = format!("The body is larger than {} KiB.", BODY_LIMIT / 1024);
    Failure::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", detail)
}

/// Says where the JSON is wrong without repeating any of it: a value may be somebody's address.
fn json_fault(cause: &serde_json::Error) -> Failure {
    let text = cause.to_string();
    let named = ["unknown field", "missing field", "duplicate field"].iter().find(|known| text.starts_with(*known));
    let detail = match named {
        Some(fault) => {
            let field: String = text.split('`').nth(1).unwrap_or("").chars().take(40).collect();
            format!("The JSON has a problem: {fault} {field:?}.")
        }
        None => format!("The JSON cannot be read at line {}, column {}.", cause.line(), cause.column()),
    };
    Failure::new(StatusCode::BAD_REQUEST, "malformed", detail)
}
