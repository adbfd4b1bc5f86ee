//! Converts [`Error`] to HTTP: the only module that maps failures to statuses.
//!
//! A handler returns `Result<HttpResponse, Failure>`. The response of a failure has no body here;
//! the middleware ([`crate::web::edge`]) adds a page or `application/problem+json`, depending on
//! the request, and logs the failure with the request id.

use std::fmt;
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};

use crate::error::{Error, FieldError};
use crate::i18n::Message;

/// The result of a handler.
pub type Answer = Result<HttpResponse, Failure>;

/// A failure that becomes a response.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The HTTP status.
    pub status: StatusCode,
    /// Stable, for programs; the last part of the problem's `type`.
    pub code: &'static str,
    /// One sentence for people, without any of the input.
    pub detail: Message,
    /// For 422: every fault at once.
    pub errors: Vec<FieldError>,
    /// For 429 and 503.
    pub retry_after: Option<Duration>,
    /// For 409: the present state.
    pub present: Option<Box<serde_json::Value>>,
    /// For the log only.
    pub cause: Option<String>,
}

impl Failure {
    /// A failure of HTTP itself, such as 415.
    pub fn new(status: StatusCode, code: &'static str, detail: impl Into<Message>) -> Failure {
        let (errors, retry_after, present, cause) = (Vec::new(), None, None, None);
        Failure { status, code, detail: detail.into(), errors, retry_after, present, cause }
    }

    /// The failure for a response that has only a status, such as actix-web's own.
    pub fn bare(status: StatusCode) -> Failure {
        let (code, detail) = match status.as_u16() {
            400 => ("malformed", Message::fault_malformed()),
            404 => return Error::NotFound.into(),
            405 => ("method", Message::fault_method()),
            408 => ("timeout", Message::fault_timeout()),
            413 => ("too_large", Message::fault_too_large()),
            431 => ("head_too_large", Message::fault_head_too_large()),
            415 => ("media_type", Message::fault_media_type()),
            _ if status.is_client_error() => ("refused", Message::fault_refused()),
            503 => ("unavailable", Message::fault_site_unavailable()),
            _ => ("internal", Message::fault_internal()),
        };
        Failure::new(status, code, detail)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        match error {
            Error::Invalid(errors) => Failure {
                errors,
                ..Failure::new(
                    StatusCode::UNPROCESSABLE_ENTITY,
                    "invalid",
                    Message::fault_invalid(),
                )
            },
            Error::Unauthenticated => Failure::new(
                StatusCode::UNAUTHORIZED,
                "unauthenticated",
                Message::fault_unauthenticated(),
            ),
            Error::Forbidden { code, detail } => Failure::new(StatusCode::FORBIDDEN, code, detail),
            Error::NotFound => {
                Failure::new(StatusCode::NOT_FOUND, "not_found", Message::fault_not_found())
            }
            Error::Conflict { code, detail, present } => {
                Failure { present, ..Failure::new(StatusCode::CONFLICT, code, detail) }
            }
            Error::TooFast { retry_after } => Failure {
                retry_after: Some(retry_after),
                ..Failure::new(
                    StatusCode::TOO_MANY_REQUESTS,
                    "too_fast",
                    Message::fault_too_many(Message::duration(retry_after)),
                )
            },
            Error::Unavailable { retry_after, .. } => Failure {
                retry_after: Some(retry_after),
                ..Failure::new(
                    StatusCode::SERVICE_UNAVAILABLE,
                    "unavailable",
                    Message::fault_unavailable(),
                )
            },
            Error::Internal(cause) => Failure {
                cause: Some(cause.to_string()),
                ..Failure::new(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "internal",
                    Message::fault_internal(),
                )
            },
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail.in_english())
    }
}

impl ResponseError for Failure {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    fn error_response(&self) -> HttpResponse {
        let mut answer = HttpResponse::new(self.status);
        answer.extensions_mut().insert(self.clone());
        answer
    }
}
