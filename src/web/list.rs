//! What all lists of the API share: the query, the cursor, and the link to what follows.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpRequest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;
use url::form_urlencoded;

use crate::web::error::Failure;

/// Entries of a list, if nobody says otherwise.
const DEFAULT: u32 = 20;
/// Entries of a list at most.
const MOST: u32 = 100;

/// The query of a request; parameters that `T` does not know are refused if `T` says so.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = Failure;
    type Future = Ready<Result<Query<T>, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let query = serde_urlencoded::from_str(request.query_string());
        // The cause would repeat what was sent, so it is not told.
        ready(query.map(Query).map_err(|_| refused("query", "The query has a parameter or a value that is not understood.")))
    }
}

/// How many entries are wanted.
///
/// # Errors
/// 400 for none and for more than a hundred.
pub fn limit(wanted: Option<u32>) -> Result<usize, Failure> {
    match wanted.unwrap_or(DEFAULT) {
        limit @ 1..=MOST => Ok(limit as usize),
        _ => Err(refused("limit", format!("Ask for 1 to {MOST} entries."))),
    }
}

/// A key as an opaque text; [`position`] reads it.
pub fn cursor(key: &impl Serialize) -> Result<String, Failure> {
    let json = serde_json::to_vec(key).map_err(crate::error::Error::internal)?;
    Ok(URL_SAFE_NO_PAD.encode(json))
}

/// The key in a cursor.
///
/// # Errors
/// 400 for what [`cursor`] did not write.
pub fn position<T: DeserializeOwned>(cursor: &str) -> Result<T, Failure> {
    let json = URL_SAFE_NO_PAD.decode(cursor).ok();
    json.and_then(|json| serde_json::from_slice(&json).ok())
        .ok_or_else(|| refused("cursor", "Use the cursor of the previous answer as it is."))
}

/// The value of the header `Link` that leads to what comes after `cursor`: the request's own address with it.
pub fn next(request: &HttpRequest, base_url: &str, cursor: &str) -> String {
    let kept = form_urlencoded::parse(request.query_string().as_bytes()).filter(|(name, _)| name != "after");
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).append_pair("after", cursor).finish();
    format!("<{base_url}{}?{query}>; rel=\"next\"", request.path())
}

fn refused(code: &'static str, detail: impl Into<String>) -> Failure {
    Failure::new(StatusCode::BAD_REQUEST, code, detail)
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;
    use serde::Deserialize;

    use super::*;

    #[test]
    fn a_cursor_reads_back_and_nothing_else_does() {
        let text = cursor(&(17, "harbour")).expect("a cursor");
        assert_eq!(position::<(i64, String)>(&text).expect("ours"), (17, "harbour".to_owned()));
        for wrong in ["", "17", "!!!", &text[1..]] {
            assert_eq!(position::<(i64, String)>(wrong).expect_err("not ours").status, 400, "{wrong}");
        }
    }

    #[test]
    fn the_limit_has_a_default_and_a_bound() {
        assert_eq!(limit(None).expect("the default"), 20);
        assert_eq!(limit(Some(100)).expect("the most"), 100);
        assert!(limit(Some(0)).is_err() && limit(Some(101)).is_err());
    }

    #[test]
    fn the_next_link_keeps_the_query_and_replaces_the_cursor() {
        let request = TestRequest::with_uri("/api/v1/articles?tag=a%26b&after=old&limit=2").to_http_request();
        let link = next(&request, "https://news.example", "new");
        assert_eq!(link, "<https://news.example/api/v1/articles?tag=a%26b&limit=2&after=new>; rel=\"next\"");
    }

    #[actix_web::test]
    async fn an_unknown_parameter_is_refused() {
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        #[allow(dead_code)]
        struct Known {
            limit: Option<u32>,
        }
        let read = |uri: &'static str| Query::<Known>::extract(&TestRequest::with_uri(uri).to_http_request());
        assert_eq!(read("/?limit=5").await.expect("known").0.limit, Some(5));
        assert_eq!(read("/?limits=5").await.expect_err("unknown").status, 400);
        assert_eq!(read("/?limit=many").await.expect_err("no number").status, 400);
    }
}
