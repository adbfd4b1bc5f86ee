//! Parameters of a page's address that are read one by one.

use std::str::FromStr;

use actix_web::HttpRequest;
use url::form_urlencoded;

use crate::error::{Error, Result};

/// The first parameter `name`; None if it is empty.
pub fn parameter(request: &HttpRequest, name: &str) -> Option<String> {
    let found =
        form_urlencoded::parse(request.query_string().as_bytes()).find(|(known, _)| known == name);
    found.map(|(_, value)| value.into_owned()).filter(|value| !value.is_empty())
}

/// The row whose id is the value of a parameter; None if it is empty.
///
/// # Errors
/// `NotFound` for anything but a number.
pub fn id_parameter<T: FromStr>(request: &HttpRequest, name: &str) -> Result<Option<T>> {
    parameter(request, name).map(|given| given.parse().map_err(|_| Error::NotFound)).transpose()
}
