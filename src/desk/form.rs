//! The desk's forms: how they are read, and what a page reports about the last one.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpRequest};
use serde::de::DeserializeOwned;

use crate::error::{Error, FieldError, Result};
use crate::i18n::Message;
use crate::web::error::Failure;
use crate::web::extract;
use crate::web::form_errors::FormErrors;
use crate::web::view::Problem;

/// A form of the desk. The extractor that is the handler's permission has checked the form's hidden
/// `csrf` in the body; it is left out here, so that no form has a field for it.
///
/// # Errors
/// 400 for a body that is not of this form, such as one with a field that is not known.
pub struct DeskForm<T>(pub T);

impl<T: DeserializeOwned> FromRequest for DeskForm<T> {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<DeskForm<T>, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let body = extract::form_body(request, payload);
        Box::pin(async move {
            let own = without_csrf(&body.await?);
            serde_urlencoded::from_bytes(&own).map(DeskForm).map_err(|_| {
                Failure::new(StatusCode::BAD_REQUEST, "malformed", Message::fault_form_unreadable())
            })
        })
    }
}

fn without_csrf(body: &[u8]) -> Vec<u8> {
    let fields = body.split(|byte| *byte == b'&').filter(|field| !field.starts_with(b"csrf="));
    fields.collect::<Vec<_>>().join(&b'&')
}

/// The version of the comment, rule or review that the form was shown with.
///
/// # Errors
/// `Invalid` at the field `version` for anything but a number.
pub fn version(sent: &str) -> Result<i64> {
    let missing = |_| Error::invalid("version", "required", Message::fault_load_again());
    sent.trim().parse().map_err(missing)
}

/// The result of the last action, and what was written if it was refused.
#[derive(Default)]
pub struct Feedback {
    /// The status of the page.
    pub status: StatusCode,
    /// The outcome of the last action.
    pub done: Option<String>,
    /// Faults of single fields.
    pub errors: Vec<FieldError>,
    /// The fault of the whole.
    pub problem: Option<Problem>,
}

impl From<FormErrors> for Feedback {
    fn from(FormErrors { status, errors, problem, .. }: FormErrors) -> Feedback {
        Feedback { status, done: None, errors, problem }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_alone_is_left_out() {
        assert_eq!(without_csrf(b"words=a%26csrf%3Db&csrf=ab-c&x=1"), b"words=a%26csrf%3Db&x=1");
        assert_eq!(without_csrf(b"csrf=ab-c"), b"");
        assert_eq!(without_csrf(b"csrfx=1"), b"csrfx=1");
    }
}
