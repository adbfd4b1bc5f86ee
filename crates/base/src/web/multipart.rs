//! Forms with files: `multipart/form-data` (RFC 7578), read into memory within a limit.
//!
//! `actix-multipart` parses them; here are the limits on what is kept, and on time. Handlers read forms after the
//! sender is known to be a member of the staff, so they are not charged to the budget of
//! [`crate::web::bodies`]; the caller limits how many are read at once.

use std::time::Duration;

use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::HttpRequest;
use actix_web::dev::Payload;
use actix_web::http::{StatusCode, header};
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt as _;
use tokio::time::timeout;
use url::form_urlencoded;

use crate::error::Error;
use crate::i18n::Message;
use crate::web::error::Failure;
use crate::web::extract;
use crate::web::refused_form::RefusedForm;

/// Most parts of a form that is read as a whole.
const PARTS: usize = 32;
/// Most parts of a form that is read part by part.
const MANY_PARTS: usize = 128;
/// The longest field that is no file.
const FIELD: usize = 64 * 1024;
/// How long nothing may arrive. A slow network may take minutes for a large file, but always sends.
const SILENCE: Duration = Duration::from_secs(30);
/// How long the whole form may take: 20 MiB at 35 kB/s.
const WHOLE: Duration = Duration::from_secs(600);
/// The most bytes of a field, the most of files that are skipped, and the time for it, in a form of which
/// only the fields are kept. A story has some tens of thousands of bytes.
const MOST_KEPT: usize = 1024 * 1024;
const MOST_SKIPPED: usize = 64 * 1024 * 1024;
const LONGEST_REFUSED: Duration = Duration::from_secs(120);

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
    let mut parts = Parts::of(request, parts, limit, too_large)?;
    timeout(WHOLE, read_parts(&mut parts)).await.map_err(|_| late())?
}

async fn read_parts(parts: &mut Parts<'_>) -> Result<MultipartForm, Failure> {
    let mut form = MultipartForm::default();
    while let Some(part) = parts.next().await? {
        if parts.number > PARTS {
            return Err(unreadable());
        }
        let field = part.field.clone();
        match part.file.clone() {
            Some(name) => {
                let bytes = parts.content(part, usize::MAX).await?.unwrap_or_default();
                form.files.push(UploadedFile { field, name, bytes });
            }
            None => form.fields.push((field, parts.text(part, FIELD).await?)),
        }
    }
    Ok(form)
}

/// The fields of a form with files whose sender is not signed in any more, for the page that says so. The
/// files are skipped. None if there were no fields.
///
/// Anyone can send such a form, so its fields are charged to the budget of [`crate::web::bodies`].
pub async fn fields_of_refused(request: &HttpRequest, payload: Payload) -> Option<RefusedForm> {
    let mut body = extract::new_body(request).ok()?;
    let mut parts = Multipart::new(request.headers(), payload);
    let mut skipped = 0;
    let read = async {
        let mut number = 0;
        while let Some(part) = timeout(SILENCE, parts.next()).await.ok()? {
            let mut part = part.ok()?;
            number += 1;
            let is_file =
                part.content_disposition().is_some_and(|head| head.get_filename().is_some());
            if !is_file {
                body.add(if number == 1 { b"" } else { b"&" }).ok()?;
                body.add(encoded(part.name().unwrap_or_default().as_bytes()).as_bytes()).ok()?;
                body.add(b"=").ok()?;
            }
            let mut length = 0;
            while let Some(chunk) = timeout(SILENCE, part.next()).await.ok()? {
                let chunk = chunk.ok()?;
                length += chunk.len();
                if is_file {
                    skipped += chunk.len();
                } else if length <= MOST_KEPT {
                    body.add(encoded(&chunk).as_bytes()).ok()?;
                }
            }
            if skipped > MOST_SKIPPED || number > MANY_PARTS || (!is_file && length > MOST_KEPT) {
                return None;
            }
        }
        Some(())
    };
    let is_whole = matches!(timeout(LONGEST_REFUSED, read).await, Ok(Some(())));
    let mut form = RefusedForm::new(request.path(), &body.finish())?;
    form.is_shortened = !is_whole;
    Some(form)
}

fn encoded(bytes: &[u8]) -> String {
    form_urlencoded::byte_serialize(bytes).collect()
}

/// A form that is read part by part, so that only one of several files is in memory.
pub struct Parts<'a> {
    parts: Multipart,
    left: usize,
    number: usize,
    too_large: &'a Message,
}

/// The head of a part. Its content follows by [`Parts::text`] or [`Parts::content`].
pub struct Part {
    /// The name of the field.
    pub field: String,
    /// The name of the file, as the sender gives it; none for a field that is no file.
    pub file: Option<String>,
    content: Field,
}

impl<'a> Parts<'a> {
    /// The parts of `request`, with at most `limit` bytes together.
    ///
    /// # Errors
    /// 413 with `too_large` if more bytes are announced.
    pub fn of(
        request: &HttpRequest,
        parts: Multipart,
        limit: usize,
        too_large: &'a Message,
    ) -> Result<Parts<'a>, Failure> {
        let announced = request
            .headers()
            .get(header::CONTENT_LENGTH)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.parse::<usize>().ok());
        let parts = Parts { parts, left: limit, number: 0, too_large };
        if announced.is_some_and(|length| length > limit) {
            return Err(parts.exceeded());
        }
        Ok(parts)
    }

    /// The next part; none at the end. The content of the one before must have been read.
    ///
    /// # Errors
    /// Those of [`read`], and 400 after 128 parts.
    pub async fn next(&mut self) -> Result<Option<Part>, Failure> {
        let next = timeout(SILENCE, self.parts.next()).await.map_err(|_| late())?;
        let Some(part) = next else { return Ok(None) };
        let content = part.map_err(failure)?;
        self.number += 1;
        if self.number > MANY_PARTS {
            return Err(unreadable());
        }
        let field = content.name().unwrap_or_default().to_owned();
        let file = content.content_disposition().and_then(|head| head.get_filename());
        // Browsers escape a quotation mark in a name.
        let file = file.map(|name| name.replace("%22", "\""));
        Ok(Some(Part { field, file, content }))
    }

    /// The value of a field of at most `most` bytes.
    ///
    /// # Errors
    /// Those of [`read`]; 400 if it is longer or no UTF-8.
    pub async fn text(&mut self, part: Part, most: usize) -> Result<String, Failure> {
        let content = self.content(part, most).await?.ok_or_else(unreadable)?;
        String::from_utf8(content.to_vec()).map_err(|_| unreadable())
    }

    /// The content of a part; none if it has more than `most` bytes, of which none is kept then.
    ///
    /// # Errors
    /// Those of [`read`].
    pub async fn content(&mut self, part: Part, most: usize) -> Result<Option<Bytes>, Failure> {
        let Part { mut content, .. } = part;
        timeout(WHOLE, self.chunks(&mut content, most)).await.map_err(|_| late())?
    }

    /// Passes the content of a part on piece by piece, and returns its length. It may take as long as it
    /// needs, if only the sender does not stop: a large file takes hours on a slow line.
    ///
    /// # Errors
    /// Those of [`read`]; 500 if `keep` fails.
    pub async fn pass_on(
        &mut self,
        part: Part,
        keep: &mut dyn FnMut(&[u8]) -> std::io::Result<()>,
    ) -> Result<u64, Failure> {
        let (mut content, mut length) = (part.content, 0);
        while let Some(chunk) = timeout(SILENCE, content.next()).await.map_err(|_| late())? {
            let chunk = chunk.map_err(failure)?;
            self.left = self.left.checked_sub(chunk.len()).ok_or_else(|| self.exceeded())?;
            keep(&chunk).map_err(|cause| Failure::from(Error::internal(cause)))?;
            length += chunk.len() as u64;
        }
        Ok(length)
    }

    async fn chunks(&mut self, part: &mut Field, most: usize) -> Result<Option<Bytes>, Failure> {
        let (mut content, mut is_larger) = (BytesMut::new(), false);
        while let Some(chunk) = timeout(SILENCE, part.next()).await.map_err(|_| late())? {
            let chunk = chunk.map_err(failure)?;
            self.left = self.left.checked_sub(chunk.len()).ok_or_else(|| self.exceeded())?;
            is_larger |= content.len() + chunk.len() > most;
            if is_larger {
                content = BytesMut::new();
            } else {
                content.extend_from_slice(&chunk);
            }
        }
        Ok((!is_larger).then(|| content.freeze()))
    }

    fn exceeded(&self) -> Failure {
        Failure::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", self.too_large.clone())
    }
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
    async fn a_part_that_is_too_large_is_skipped_and_the_next_one_read() {
        let body = BODY.replace("Müd", "x".repeat(5_000).as_str());
        let request = TestRequest::post().insert_header(("content-type", LONG));
        let (request, mut payload) = request.set_payload(body).to_http_parts();
        let form = Multipart::from_request(&request, &mut payload).await.expect("it reads later");
        let too_large = Message::tag();
        let mut parts = Parts::of(&request, form, 1 << 20, &too_large).expect("within the limit");
        let first = parts.next().await.expect("a form").expect("a part");
        assert_eq!((first.field.as_str(), &first.file), ("alt", &None));
        assert_eq!(parts.content(first, 4_999).await.expect("read"), None);
        let file = parts.next().await.expect("a form").expect("a part");
        assert_eq!(file.file.as_deref(), Some("a \"bü.png"));
        let content = parts.content(file, 8).await.expect("read").expect("small enough");
        assert_eq!(&content[..], b"\r\n--xx\r\n");
        assert!(parts.next().await.expect("the end").is_none());
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
