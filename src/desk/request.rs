//! Parameters of a page's address that are read one by one.

use actix_web::HttpRequest;
use url::form_urlencoded;

use crate::error::{Error, Result};
use crate::ids::CommentId;

/// The first parameter called `name`; None if it is empty.
pub fn parameter(request: &HttpRequest, name: &str) -> Option<String> {
    let found =
        form_urlencoded::parse(request.query_string().as_bytes()).find(|(known, _)| known == name);
    found.map(|(_, value)| value.into_owned()).filter(|value| !value.is_empty())
}

/// The comment that a parameter names.
pub fn comment(request: &HttpRequest, name: &str) -> Result<Option<CommentId>> {
    parameter(request, name).map(|given| given.parse().map_err(|_| Error::NotFound)).transpose()
}

/// None for what does not exist, which is no failure of the page that mentions it.
pub fn if_there<T>(found: Result<T>) -> Result<Option<T>> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}
