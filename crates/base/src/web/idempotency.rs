//! `Idempotency-Key`: a write that is sent again with the same key is done once and gets the
//! response of the first request.
//!
//! ```text
//! async fn add(app: web::Data<App>, Editor(staff): Editor, key: IdempotencyKey, Json(body): Json<New>) -> Answer {
//!     let now = app.clock.now();
//!     let once = key.by_staff(&app.vault, staff.id);
//!     let write = move |conn: &mut Connection| once.write(conn, now, StatusCode::CREATED, |conn| add(conn, …));
//!     let done = app.db.write(write).await?;
//!     Ok(done.answer())
//! }
//! ```
//!
//! Status and body are stored in the transaction of the write, and kept for a day. Failures are not
//! stored, because nothing was done. The body is stored in plain text, so it must contain **no
//! secret and no address**; if the response has one, add it after [`Once::run`].
//!
//! Without the header nothing is stored and `work` simply runs.

mod store;

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::http::header::HeaderValue;
use actix_web::http::{StatusCode, header};
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use bytes::Bytes;
use serde::Serialize;
use serde_json::Value;

use crate::clock::{DAY, Time};
use crate::db::{Connection, dialect};
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::vault::Vault;
use crate::web::error::Failure;
use crate::web::extract;

/// How long a response is kept.
const KEPT: Duration = DAY;
/// The name of the header.
const HEADER: &str = "idempotency-key";

/// An extractor of the key with the method, the path and the body of the request; empty without a
/// key.
#[derive(Clone, Debug)]
pub struct IdempotencyKey(Option<Parts>);

#[derive(Clone, Debug)]
struct Parts {
    key: String,
    method_path: String,
    body: Bytes,
}

impl FromRequest for IdempotencyKey {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<IdempotencyKey, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let Some(value) = request.headers().get(HEADER) else {
            return Box::pin(std::future::ready(Ok(IdempotencyKey(None))));
        };
        let key = value.to_str().ok().filter(|key| is_key(key)).map(str::to_owned);
        let method_path = format!("{} {}", request.method(), request.uri());
        let body = extract::bytes(request, payload);
        Box::pin(async move {
            let detail = "An Idempotency-Key has 1 to 255 visible ASCII characters.";
            let key = key
                .ok_or_else(|| Failure::new(StatusCode::BAD_REQUEST, "idempotency_key", detail))?;
            Ok(IdempotencyKey(Some(Parts { key, method_path, body: body.await? })))
        })
    }
}

fn is_key(key: &str) -> bool {
    (1..=255).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic())
}

impl IdempotencyKey {
    /// The key itself, for callers that store it in their own table.
    pub fn as_str(&self) -> Option<&str> {
        self.0.as_ref().map(|parts| parts.key.as_str())
    }

    /// The key of a member of the staff. Equal keys of two members are different.
    pub fn by_staff(&self, vault: &Vault, staff: AccountId) -> Once {
        self.by(vault, &staff.0.to_be_bytes())
    }

    /// The key of the caller `who`. The body is hashed with a secret key, because it may contain a
    /// password, which could be guessed from a plain hash.
    pub fn by(&self, vault: &Vault, who: &[u8]) -> Once {
        Once(self.0.as_ref().map(|parts| {
            Hashes {
                key: vault
                    .sign(
                        "idempotency key",
                        &[who, parts.method_path.as_bytes(), parts.key.as_bytes()],
                    )
                    .to_vec(),
                request: vault.sign("idempotency body", &[&parts.body]).to_vec(),
            }
        }))
    }
}

/// The hashed key and request, for use in the transaction.
#[derive(Clone, Debug)]
pub struct Once(Option<Hashes>);

#[derive(Clone, Debug)]
struct Hashes {
    key: Vec<u8>,
    request: Vec<u8>,
}

/// Whether the write was done by this request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// It was done by this request.
    Now,
    /// It was done by an earlier request with the same key and body.
    Before,
}

/// The response to the first request with a key.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The HTTP status.
    pub status: u16,
    /// The JSON body; null for none.
    pub body: Value,
    /// Which request did the write.
    pub done: Done,
}

impl Once {
    /// Runs `work` unless it was done before with the same key and body; `work` returns status and
    /// JSON body.
    ///
    /// # Errors
    /// Those of `work`; [`Error::Invalid`] `idempotency_key_reused` if the key was used before with
    /// another body.
    pub fn run<F>(&self, conn: &mut Connection, now: Time, mut work: F) -> Result<Outcome>
    where
        F: FnMut(&mut Connection) -> Result<(u16, Value)>,
    {
        let Some(Hashes { key, request }) = &self.0 else {
            let (status, body) = work(conn)?;
            return Ok(Outcome { status, body, done: Done::Now });
        };
        dialect::serialize_on(conn, key)?;
        if let Some((before, status, body)) = store::find(conn, key, now.minus(KEPT))? {
            if before != *request {
                let detail = "Use a new Idempotency-Key for a new request; this one was used with another body.";
                return Err(Error::invalid(HEADER, "idempotency_key_reused", detail));
            }
            let body = serde_json::from_str(&body).map_err(Error::internal)?;
            return Ok(Outcome {
                status: u16::try_from(status).unwrap_or(200),
                body,
                done: Done::Before,
            });
        }
        let (status, body) = work(conn)?;
        store::set(conn, key, request, status, &body, now)?;
        Ok(Outcome { status, body, done: Done::Now })
    }
}

impl Once {
    /// As [`run`](Once::run), for work whose result is the JSON body; `()` is no body.
    ///
    /// # Errors
    /// Those of [`run`](Once::run).
    pub fn write<T: Serialize>(
        &self,
        conn: &mut Connection,
        now: Time,
        status: StatusCode,
        mut work: impl FnMut(&mut Connection) -> Result<T>,
    ) -> Result<Outcome> {
        self.run(conn, now, |conn| {
            let body = serde_json::to_value(work(conn)?).map_err(Error::internal)?;
            Ok((status.as_u16(), body))
        })
    }
}

impl Outcome {
    /// The outcome with another body, for data that must not be stored.
    pub fn with_body(self, body: Value) -> Outcome {
        Outcome { body, ..self }
    }

    /// The response.
    pub fn answer(&self) -> HttpResponse {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::OK);
        let mut answer = HttpResponse::build(status);
        answer.insert_header((header::CACHE_CONTROL, "no-store"));
        if self.body.is_null() { answer.finish() } else { answer.json(&self.body) }
    }

    /// The response for what was made: its `Location` is `place`, a path or a URL.
    pub fn answer_at(&self, place: &str) -> Result<HttpResponse> {
        let place = HeaderValue::from_str(place).map_err(Error::internal)?;
        let mut answer = self.answer();
        answer.headers_mut().insert(header::LOCATION, place);
        Ok(answer)
    }
}

/// Deletes responses that are older than a day.
pub fn forget(conn: &mut Connection, now: Time) -> Result<usize> {
    store::remove(conn, now.minus(KEPT))
}
