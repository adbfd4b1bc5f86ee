//! Forms with files: `multipart/form-data` (RFC 7578), read into memory within a limit.
//!
//! `actix-multipart` parses them; here are the limits on what is kept, and on time. Handlers read forms after the
//! sender is known to be a member of the staff, so they are not charged to the budget of
//! [`crate::web::bodies`]; the caller limits how many are read at once.

use std::time::Duration;

use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::HttpRequest;
use actix_web::http::{StatusCode, header};
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt as _;
use tokio::time::timeout;

use crate::i18n::Message;
use crate::web::error::Failure;

/// Most parts of a form.
const PARTS: usize = 32;
/// The longest field that is no file.
const FIELD: usize = 64 * 1024;
/// How long nothing may arrive. A slow network may take minutes for a large file, but always sends.
const SILENCE: Duration = Duration::from_secs(30);
/// How long the whole form may take: 20 MiB at 35 kB/s.
const WHOLE: Duration = Duration::from_secs(600);

/// A form.
#[derive(Debug, Default)]
pub struct MultipartForm {
    fields: Vec<(String, String)>,
    files: Vec<UploadedFile>,
}

/// A file of a form.
#[derive(Clone, Debug)]
pub struct UploadedFile {
    /// The name of the field.
    pub field: String,
    /// The name of the file, as the sender gives it.
    pub name: String,
    /// Its content.
    pub bytes: Bytes,
}

impl MultipartForm {
    /// The value of a field, if it was sent.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The names of all fields and files, to find unknown ones.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let fields = self.fields.iter().map(|(name, _)| name.as_str());
        fields.chain(self.files.iter().map(|file| file.field.as_str()))
    }

    /// The file of a field. A form in which none was chosen has one without name and content.
    pub fn file(&self, field: &str) -> Option<&UploadedFile> {
        self.files.iter().find(|file| file.field == field)
    }
}

/// Reads the form of `request`, whose parts have at most `limit` bytes together.
///
/// # Errors
/// 415 for another content type, 413 with `too_large` above the limit, 408 if the sender stops, and 400
/// for a form that cannot be read.
pub async fn read(
    request: &HttpRequest,
    parts: Multipart,
    limit: usize,
    too_large: &Message,
) -> Result<MultipartForm, Failure> {
    let announced = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse::<usize>().ok());
    let limits = Limits { left: limit, too_large };
    if announced.is_some_and(|length| length > limit) {
        return Err(limits.exceeded());
    }
    timeout(WHOLE, read_parts(parts, limits)).await.map_err(|_| late())?
}

/// What may still arrive.
struct Limits<'a> {
    left: usize,
    too_large: &'a Message,
}

impl Limits<'_> {
    fn exceeded(&self) -> Failure {
        Failure::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", self.too_large.clone())
    }
}

async fn read_parts(
    mut parts: Multipart,
    mut limits: Limits<'_>,
) -> Result<MultipartForm, Failure> {
    let mut form = MultipartForm::default();
    for _ in 0..=PARTS {
        let Some(part) = timeout(SILENCE, parts.next()).await.map_err(|_| late())? else {
            return Ok(form);
        };
        let mut part = part.map_err(failure)?;
        let content = content(&mut part, &mut limits).await?;
        let field = part.name().unwrap_or_default().to_owned();
        match part.content_disposition().and_then(|head| head.get_filename()) {
            // Browsers escape a quotation mark in a name.
            Some(name) => {
                let name = name.replace("%22", "\"");
                form.files.push(UploadedFile { field, name, bytes: content });
            }
            None if content.len() <= FIELD => {
                let text = String::from_utf8(content.to_vec()).map_err(|_| unreadable())?;
                form.fields.push((field, text));
            }
            None => return Err(unreadable()),
        }
    }
    Err(unreadable())
}

async fn content(part: &mut Field, limits: &mut Limits<'_>) -> Result<Bytes, Failure> {
    let mut content = BytesMut::new();
    while let Some(chunk) = timeout(SILENCE, part.next()).await.map_err(|_| late())? {
        let chunk = chunk.map_err(failure)?;
        limits.left = limits.left.checked_sub(chunk.len()).ok_or_else(|| limits.exceeded())?;
        content.extend_from_slice(&chunk);
    }
    Ok(content.freeze())
}

fn failure(cause: MultipartError) -> Failure {
    match cause {
        MultipartError::ContentTypeMissing
        | MultipartError::ContentTypeParse
        | MultipartError::ContentTypeIncompatible
        | MultipartError::BoundaryMissing => {
            let detail = "Send the form as multipart/form-data.";
            Failure::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "media_type", detail)
        }
        MultipartError::Payload(_) | MultipartError::Incomplete => {
            malformed("The body is incomplete.")
        }
        _ => unreadable(),
    }
}

fn late() -> Failure {
    Failure::new(StatusCode::REQUEST_TIMEOUT, "timeout", "The body took too long to arrive.")
}

fn unreadable() -> Failure {
    malformed("The form cannot be parsed as multipart/form-data.")
}

fn malformed(detail: &'static str) -> Failure {
    Failure::new(StatusCode::BAD_REQUEST, "malformed", detail)
}

#[cfg(test)]
mod tests {
    use actix_web::FromRequest as _;
    use actix_web::test::TestRequest;

    use super::*;

    const BODY: &str = "--long\r\nContent-Disposition: form-data; name=\"alt\"\r\n\r\nMüd\r\n--long\r\n\
        content-disposition: form-data; name=\"file\"; filename=\"a %22bü.png\"\r\nContent-Type: image/png\r\n\r\n\
        \r\n--xx\r\n\r\n--long--\r\n";

    async fn read(kind: &str, body: &str, limit: usize) -> Result<MultipartForm, Failure> {
        let request = TestRequest::post().insert_header(("content-type", kind));
        let (request, mut payload) = request.set_payload(body.to_owned()).to_http_parts();
        let parts = Multipart::from_request(&request, &mut payload).await.expect("it reads later");
        super::read(&request, parts, limit, &Message::tag()).await
    }

    async fn refusal(kind: &str, body: &str) -> StatusCode {
        read(kind, body, 1 << 20).await.expect_err(body).status
    }

    const LONG: &str = "multipart/form-data; boundary=long";

    #[tokio::test]
    async fn fields_and_files_are_told_apart() {
        let form = read(LONG, BODY, 1 << 10).await.expect("a form");
        assert_eq!(form.field("alt"), Some("Müd"));
        let file = form.file("file").expect("a file");
        assert_eq!((file.name.as_str(), &file.bytes[..]), ("a \"bü.png", &b"\r\n--xx\r\n"[..]));
        assert_eq!(form.names().collect::<Vec<_>>(), ["alt", "file"]);
    }

    #[tokio::test]
    async fn what_is_no_form_is_refused() {
        for wrong in [
            String::new(),
            "--long".into(),
            "--long\r\n".into(),
            BODY.replace("form-data", "attachment"),
            BODY.replace("--long--", "--long"),
            BODY.replace("name=\"alt\"", "title=\"alt\""),
            BODY.replace("\r\n\r\nM", "\r\nM"),
            format!(
                "{}--long--\r\n",
                "--long\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n".repeat(40)
            ),
            BODY.replace("Müd", &"x".repeat(FIELD + 1)),
        ] {
            assert_eq!(refusal(LONG, &wrong).await, StatusCode::BAD_REQUEST);
        }
        for kind in ["multipart/form-data", "application/json; boundary=long", "multipart", ""] {
            assert_eq!(refusal(kind, BODY).await, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{kind}");
        }
        let large = read(LONG, BODY, 8).await.expect_err("a limit");
        assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    }
}
