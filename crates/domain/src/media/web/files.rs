//! The files of pictures, for readers.
//!
//! They never change, so browsers and proxies may keep them for good. Their content was written by this
//! program's encoders, and the headers make sure that a browser treats it as nothing but a picture.

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};

use crate::app::App;
use crate::error::Error;
use crate::pictures::Kind;
use crate::storage;
use crate::web::error::Answer;
use crate::web::etags;

const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const SANDBOX: HeaderValue = HeaderValue::from_static("sandbox; default-src 'none'");

/// `GET /media/{key}/{name}`: a file of a picture. It is read from the storage also where that is on
/// another server, so that a bucket need not be public and pages load pictures from this site only.
pub async fn file(
    app: web::Data<App>,
    request: HttpRequest,
    path: web::Path<(String, String)>,
) -> Answer {
    let (key, name) = path.into_inner();
    let kind = kind_of(&name).filter(|_| storage::is_group(&key)).ok_or(Error::NotFound)?;
    // The path names the content.
    let etag = format!("\"{key}-{name}\"");
    let mut answer = if etags::is_known(request.headers(), etag.as_bytes(), None) {
        HttpResponse::new(StatusCode::NOT_MODIFIED)
    } else {
        let bytes = app.storage.get(&key, &name).await?.ok_or(Error::NotFound)?;
        HttpResponse::Ok().content_type(kind.mime()).body(bytes)
    };
    let headers = answer.headers_mut();
    headers.insert(header::CACHE_CONTROL, IMMUTABLE);
    headers.insert(header::ETAG, HeaderValue::from_str(&etag).map_err(Error::internal)?);
    headers.insert(header::CONTENT_SECURITY_POLICY, SANDBOX);
    // Feed readers and other sites show pictures of articles.
    headers.insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("cross-origin"),
    );
    Ok(answer)
}

/// The format of a file called `640.webp`.
fn kind_of(name: &str) -> Option<Kind> {
    let (width, extension) = name.split_once('.')?;
    let is_width = (1..=5).contains(&width.len()) && width.bytes().all(|b| b.is_ascii_digit());
    Kind::of_extension(extension).filter(|_| is_width)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_the_program_writes_are_looked_up() {
        assert_eq!(kind_of("640.webp"), Some(Kind::WebP));
        assert_eq!(kind_of("2160.jpg"), Some(Kind::Jpeg));
        for wrong in
            ["", "640", "640.svg", "a.png", "..png", "../keys", "640.png.html", "6400000.png"]
        {
            assert_eq!(kind_of(wrong), None, "{wrong}");
        }
    }
}
