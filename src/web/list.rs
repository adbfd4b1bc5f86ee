//! What all lists of the API share: the query, `limit`, the opaque cursor `after`, and the link to the next part.

use std::fmt::Display;
use std::future::{Ready, ready};
use std::str::FromStr;

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpRequest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;

use crate::error::{Error, Result};
use crate::web::error::Failure;

/// The most that one answer lists.
pub const MOST: usize = 100;

/// The query string. Parameters that `T` does not know are refused if `T` says so.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = Failure;
    type Future = Ready<Result<Query<T>, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(serde_urlencoded::from_str(request.query_string()).map(Query).map_err(|cause| {
            // Only names are repeated, never values.
            let text = cause.to_string();
            let detail = match text.strip_prefix("unknown field `").and_then(|rest| rest.split('`').next()) {
                Some(name) => format!("There is no parameter {:?} here.", name.chars().take(40).collect::<String>()),
                None => "The query cannot be read.".to_owned(),
            };
            Failure::new(StatusCode::BAD_REQUEST, "malformed", detail)
        }))
    }
}

/// The `limit` that was asked for, or `default`.
///
/// # Errors
/// `Invalid` outside 1 to [`MOST`].
pub fn limit(asked: Option<usize>, default: usize) -> Result<usize> {
    match asked.unwrap_or(default) {
        limit if (1..=MOST).contains(&limit) => Ok(limit),
        _ => Err(Error::invalid("limit", "out_of_range", format!("Ask for 1 to {MOST} items"))),
    }
}

/// Writes the key of a list's last item as a cursor.
pub fn cursor(key: impl Display) -> String {
    URL_SAFE_NO_PAD.encode(key.to_string())
}

/// Reads a cursor that [`cursor`] wrote.
///
/// # Errors
/// `Invalid` for anything else.
pub fn key<K: FromStr>(cursor: &str) -> Result<K> {
    let text = URL_SAFE_NO_PAD.decode(cursor).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    text.and_then(|text| text.parse().ok()).ok_or_else(not_a_cursor)
}

/// For a cursor that can be read but is none that this list gives.
pub fn not_a_cursor() -> Error {
    Error::invalid("after", "cursor", "Use the cursor of the previous answer as it is")
}

/// The value of the `Link` header: the same list from `next` on, with the other parameters of the request.
pub fn next_link(base_url: &str, path: &str, query: &str, next: &str) -> String {
    let mut pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
    pairs.retain(|(name, _)| name != "after");
    pairs.push(("after".to_owned(), next.to_owned()));
    let query = serde_urlencoded::to_string(&pairs).unwrap_or_default();
    format!("<{base_url}{path}?{query}>; rel=\"next\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_and_nothing_else_does() {
        assert_eq!(key::<i64>(&cursor(42)).expect("ours"), 42);
        assert!(key::<i64>("42").is_err());
        assert!(key::<i64>("").is_err());
    }

    #[test]
    fn the_next_link_keeps_the_question_and_moves_the_cursor() {
        let link = next_link("https://news.example", "/api/v1/comments", "status=pending&after=old&limit=2", "new");
        assert_eq!(link, "<https://news.example/api/v1/comments?status=pending&limit=2&after=new>; rel=\"next\"");
    }
}
