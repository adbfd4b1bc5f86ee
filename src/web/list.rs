//! What all lists of the API share: the query, `limit`, the opaque cursor `after`, and the link to
//! the next part.

use std::fmt::Display;
use std::future::{Ready, ready};
use std::str::FromStr;

use actix_web::dev::Payload;
use actix_web::http::{StatusCode, header};
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::app::App;
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
            let detail = match text
                .strip_prefix("unknown field `")
                .and_then(|rest| rest.split('`').next())
            {
                Some(name) => format!(
                    "There is no parameter {:?} here.",
                    name.chars().take(40).collect::<String>()
                ),
                None => "The query cannot be read.".to_owned(),
            };
            Failure::new(StatusCode::BAD_REQUEST, "malformed", detail)
        }))
    }
}

/// How many items a part of a list has.
#[derive(Clone, Copy, Debug)]
pub struct Size(usize);

impl Size {
    /// The `limit` that was asked for, or `default`.
    ///
    /// # Errors
    /// `Invalid` outside 1 to [`MOST`].
    pub fn of(limit: Option<usize>, default: usize) -> Result<Size> {
        match limit.unwrap_or(default) {
            limit if (1..=MOST).contains(&limit) => Ok(Size(limit)),
            _ => Err(Error::invalid("limit", "out_of_range", format!("Ask for 1 to {MOST} items"))),
        }
    }

    /// The size of a list that nobody chooses.
    pub const fn fixed(items: usize) -> Size {
        Size(items)
    }

    /// How many items.
    pub fn items(self) -> usize {
        self.0
    }

    /// How many to ask the database for: one more than wanted tells whether more follow.
    pub fn and_one(self) -> i64 {
        i64::try_from(self.0).unwrap_or(i64::MAX).saturating_add(1)
    }

    /// The part among what was found, and the cursor of its last item if more follow.
    pub fn cut<T, K: Display>(
        self,
        mut found: Vec<T>,
        key: impl FnOnce(&T) -> K,
    ) -> (Vec<T>, Option<String>) {
        let more = found.len() > self.0;
        found.truncate(self.0);
        let next = found.last().filter(|_| more).map(|last| cursor(key(last)));
        (found, next)
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

/// The key of the item after which to begin, if one was given.
///
/// # Errors
/// `Invalid` for anything but a cursor.
pub fn after<K: FromStr>(given: Option<&str>) -> Result<Option<K>> {
    given.map(key).transpose()
}

/// For a cursor that can be read but is none that this list gives.
pub fn not_a_cursor() -> Error {
    Error::invalid("after", "cursor", "Use the cursor of the previous answer as it is")
}

/// The value of the `Link` header: the same list from `next` on, with the other parameters of the
/// request.
pub fn next_link(base_url: &str, path: &str, query: &str, next: &str) -> String {
    let mut pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
    pairs.retain(|(name, _)| name != "after");
    pairs.push(("after".to_owned(), next.to_owned()));
    let query = serde_urlencoded::to_string(&pairs).unwrap_or_default();
    format!("<{base_url}{path}?{query}>; rel=\"next\"")
}

/// A part of a list with the link to the next one. `body` puts the cursor into the JSON as well.
pub fn answer<B: Serialize>(
    app: &App,
    request: &HttpRequest,
    next: Option<String>,
    body: impl FnOnce(Option<String>) -> B,
) -> HttpResponse {
    let mut answer = HttpResponse::Ok();
    if let Some(next) = &next {
        let base = &app.config.server.base_url;
        answer.insert_header((
            header::LINK,
            next_link(base, request.path(), request.query_string(), next),
        ));
    }
    answer.json(body(next))
}

/// The same where it is for one member of the staff, and kept by nobody.
pub fn private<B: Serialize>(
    app: &App,
    request: &HttpRequest,
    next: Option<String>,
    body: impl FnOnce(Option<String>) -> B,
) -> HttpResponse {
    let mut answer = answer(app, request, next, body);
    answer
        .headers_mut()
        .insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    answer
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
    fn a_part_goes_on_only_where_more_was_found() {
        let size = Size::of(None, 2).expect("a size");
        assert_eq!(size.and_one(), 3);
        assert_eq!(size.cut(vec![5, 6, 7], |last| *last), (vec![5, 6], Some(cursor(6))));
        assert_eq!(size.cut(vec![5, 6], |last| *last), (vec![5, 6], None));
        assert_eq!(size.cut(Vec::<i64>::new(), |last| *last), (Vec::new(), None));
        assert!(Size::of(Some(0), 2).is_err() && Size::of(Some(MOST + 1), 2).is_err());
    }

    #[test]
    fn the_next_link_keeps_the_question_and_moves_the_cursor() {
        let link = next_link(
            "https://news.example",
            "/api/v1/comments",
            "status=pending&after=old&limit=2",
            "new",
        );
        assert_eq!(
            link,
            "<https://news.example/api/v1/comments?status=pending&limit=2&after=new>; rel=\"next\""
        );
    }
}
