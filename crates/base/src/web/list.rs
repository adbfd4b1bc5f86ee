//! Pagination for all lists of the API: the query, `limit`, the opaque cursor `after`, and the link
//! to the next page.

use std::fmt::Display;
use std::future::{Ready, ready};
use std::str::FromStr;

use actix_web::dev::Payload;
use actix_web::http::{StatusCode, header};
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use crate::app::App;
use crate::error::{Error, Result};
use crate::web::error::Failure;

/// The most items of one page.
pub const MOST: usize = 100;
/// The items of one page, if the request gives no limit.
const DEFAULT: usize = 20;

/// An extractor of the query string. Unknown parameters are refused if `T` has
/// `deny_unknown_fields`.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = Failure;
    type Future = Ready<Result<Query<T>, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(serde_urlencoded::from_str(request.query_string()).map(Query).map_err(|cause| {
            // The message contains only names, no values.
            let text = cause.to_string();
            let detail = match text
                .strip_prefix("unknown field `")
                .and_then(|rest| rest.split('`').next())
            {
                Some(name) => return unknown_parameter(name),
                None => "The query cannot be read.",
            };
            Failure::new(StatusCode::BAD_REQUEST, "malformed", detail)
        }))
    }
}

/// The fault of a parameter that a route does not have. It names the parameter, without its value.
pub fn unknown_parameter(name: &str) -> Failure {
    let name: String = name.chars().take(40).collect();
    let detail = format!("This route has no parameter {name:?}.");
    Failure::new(StatusCode::BAD_REQUEST, "malformed", detail)
}

/// The part of a list without other conditions.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// The size of the page; 20 by default.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<usize>,
    /// `next` of the previous page.
    after: Option<String>,
}

impl PageQuery {
    /// The size of the page.
    ///
    /// # Errors
    /// `Invalid` outside 1 to [`MOST`].
    pub fn size(&self) -> Result<Size> {
        Size::of(self.limit, DEFAULT)
    }

    /// The key of the item after which the page begins, if a cursor was given.
    ///
    /// # Errors
    /// `Invalid` for anything but a cursor.
    pub fn after<K: FromStr>(&self) -> Result<Option<K>> {
        after(self.after.as_deref())
    }

    /// The size of the page and the number after which it begins, for a list in ascending order.
    ///
    /// # Errors
    /// Those of [`PageQuery::size`] and [`PageQuery::after`].
    pub fn oldest_first(&self) -> Result<(Size, i64)> {
        Ok((self.size()?, self.after::<i64>()?.unwrap_or(0)))
    }

    /// The size of the page and the number below which it begins, for a list in descending order.
    ///
    /// # Errors
    /// Those of [`PageQuery::size`] and [`PageQuery::after`].
    pub fn newest_first(&self) -> Result<(Size, i64)> {
        Ok((self.size()?, self.after::<i64>()?.unwrap_or(i64::MAX)))
    }
}

/// The number of items of a page.
#[derive(Clone, Copy, Debug)]
pub struct Size(usize);

impl Size {
    /// The requested `limit`, or `default`.
    ///
    /// # Errors
    /// `Invalid` outside 1 to [`MOST`].
    pub fn of(limit: Option<usize>, default: usize) -> Result<Size> {
        match limit.unwrap_or(default) {
            limit if (1..=MOST).contains(&limit) => Ok(Size(limit)),
            _ => Err(Error::invalid("limit", "out_of_range", format!("Request 1 to {MOST} items"))),
        }
    }

    /// A fixed size.
    pub const fn fixed(items: usize) -> Size {
        Size(items)
    }

    /// The number of items.
    pub fn items(self) -> usize {
        self.0
    }

    /// The number of rows to query: one more than a page shows whether a next page exists.
    pub fn query_limit(self) -> i64 {
        i64::try_from(self.0).unwrap_or(i64::MAX).saturating_add(1)
    }

    /// The page among the rows that were found, and the cursor of its last item if there is a next page.
    pub fn take_page<T, K: Display>(
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

/// Encodes the key of the last item of a page as a cursor.
pub fn cursor(key: impl Display) -> String {
    URL_SAFE_NO_PAD.encode(key.to_string())
}

/// Decodes the output of [`cursor`].
///
/// # Errors
/// `Invalid` for anything else.
pub fn key<K: FromStr>(cursor: &str) -> Result<K> {
    let text = URL_SAFE_NO_PAD.decode(cursor).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    text.and_then(|text| text.parse().ok()).ok_or_else(not_a_cursor)
}

/// The key of the item after which the page begins, if a cursor was given.
///
/// # Errors
/// `Invalid` for anything but a cursor.
pub fn after<K: FromStr>(given: Option<&str>) -> Result<Option<K>> {
    given.map(key).transpose()
}

/// The error for a cursor that this list did not create.
pub fn not_a_cursor() -> Error {
    Error::invalid("after", "cursor", "Use the cursor of the previous page unchanged")
}

/// The value of the `Link` header: the next page, which begins after `next`, with the other
/// parameters of the request.
pub fn next_link(base_url: &str, path: &str, query: &str, next: &str) -> String {
    let mut pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
    pairs.retain(|(name, _)| name != "after");
    pairs.push(("after".to_owned(), next.to_owned()));
    let query = serde_urlencoded::to_string(&pairs).unwrap_or_default();
    format!("<{base_url}{path}?{query}>; rel=\"next\"")
}

/// A response with a page of a list and the link to the next one. `body` adds the cursor to the
/// JSON.
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

/// The same for one member of the staff, which no cache may store.
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
    fn next_is_set_only_if_there_is_more() {
        let size = Size::of(None, 2).expect("a size");
        assert_eq!(size.query_limit(), 3);
        assert_eq!(size.take_page(vec![5, 6, 7], |last| *last), (vec![5, 6], Some(cursor(6))));
        assert_eq!(size.take_page(vec![5, 6], |last| *last), (vec![5, 6], None));
        assert_eq!(size.take_page(Vec::<i64>::new(), |last| *last), (Vec::new(), None));
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
