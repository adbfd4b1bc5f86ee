//! Forms with files: `multipart/form-data` (RFC 7578), read into memory within a limit.
//!
//! Handlers read them after the sender is known to be a member of the staff, so they are not charged to
//! the budget of [`crate::web::bodies`]; the caller limits how many are read at once.

use std::time::Duration;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, web};
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use tokio::time::timeout;

use crate::i18n::Message;
use crate::web::error::Failure;

/// Most parts of a form.
const PARTS: usize = 32;
/// The longest head of a part.
const HEAD: usize = 8 * 1024;
/// The longest field that is no file.
const FIELD: usize = 64 * 1024;
/// How long nothing may arrive. A slow network may take minutes for a large file, but always sends.
const SILENCE: Duration = Duration::from_secs(30);
/// How long the whole form may take: 20 MiB at 35 kB/s.
const WHOLE: Duration = Duration::from_secs(600);

/// A form. Its parts share the memory of the body.
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

/// Reads the form of `request`, with at most `limit` bytes.
///
/// # Errors
/// 415 for another content type, 413 with `too_large` above the limit, 408 if the sender stops, and 400
/// for a form that cannot be read.
pub async fn read(
    request: &HttpRequest,
    payload: &mut web::Payload,
    limit: usize,
    too_large: &Message,
) -> Result<MultipartForm, Failure> {
    let boundary = boundary(request).ok_or_else(|| {
        let detail = "Send the form as multipart/form-data.";
        Failure::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "media_type", detail)
    })?;
    let large = || Failure::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", too_large.clone());
    let announced = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse::<usize>().ok());
    if announced.is_some_and(|length| length > limit) {
        return Err(large());
    }
    let mut body = BytesMut::with_capacity(announced.unwrap_or(0));
    let read = async {
        loop {
            let next = timeout(SILENCE, payload.next()).await.map_err(|_| late())?;
            let Some(chunk) = next else { return Ok(()) };
            let chunk = chunk.map_err(|_| malformed("The body is incomplete."))?;
            if body.len() + chunk.len() > limit {
                return Err(large());
            }
            body.extend_from_slice(&chunk);
        }
    };
    timeout(WHOLE, read).await.map_err(|_| late())??;
    parse(&body.freeze(), &boundary)
        .ok_or_else(|| malformed("The form cannot be parsed as multipart/form-data."))
}

fn late() -> Failure {
    Failure::new(StatusCode::REQUEST_TIMEOUT, "timeout", "The body took too long to arrive.")
}

fn malformed(detail: &'static str) -> Failure {
    Failure::new(StatusCode::BAD_REQUEST, "malformed", detail)
}

/// The line that separates the parts.
fn boundary(request: &HttpRequest) -> Option<String> {
    let value = request.headers().get(header::CONTENT_TYPE)?.to_str().ok()?;
    let (kind, parameters) = value.split_once(';')?;
    if !kind.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let boundary = parameter(parameters, "boundary")?;
    (1..=70).contains(&boundary.len()).then_some(boundary)
}

/// The value of a parameter in `a=b; c="d"`. Browsers escape a quotation mark in a name as `%22`.
fn parameter(parameters: &str, wanted: &str) -> Option<String> {
    let mut rest = parameters;
    loop {
        let (name, after) = rest.split_once('=')?;
        let name = name.trim_matches([' ', '\t', ';']);
        let (value, after) = match after.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"')?,
            None => after.split_once(';').unwrap_or((after, "")),
        };
        if name.eq_ignore_ascii_case(wanted) {
            return Some(value.trim().replace("%22", "\""));
        }
        rest = after;
    }
}

/// `None` for a body that is no form with this boundary.
fn parse(body: &Bytes, boundary: &str) -> Option<MultipartForm> {
    let first = format!("--{boundary}");
    let separator = format!("\r\n--{boundary}");
    let mut form = MultipartForm::default();
    // A preamble is allowed and never sent.
    let mut at = if body.starts_with(first.as_bytes()) {
        first.len()
    } else {
        find(body, separator.as_bytes())? + separator.len()
    };
    for _ in 0..=PARTS {
        let rest = body.get(at..)?;
        if rest.starts_with(b"--") {
            return Some(form);
        }
        // Spaces may follow the boundary.
        let line =
            find(rest, b"\r\n").filter(|end| rest[..*end].iter().all(|b| b" \t".contains(b)))?;
        let start = at + line + 2;
        let rest = body.get(start..)?;
        // A head that does not end before the next separator is none.
        let end = find(rest, separator.as_bytes())?;
        let head = find(&rest[..end.min(HEAD)], b"\r\n\r\n")?;
        let content = start + head + 4;
        let head = std::str::from_utf8(&rest[..head]).ok()?;
        add(&mut form, head, body.slice(content..start + end))?;
        at = start + end + separator.len();
    }
    None
}

fn add(form: &mut MultipartForm, head: &str, content: Bytes) -> Option<()> {
    let disposition = head.split("\r\n").find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.trim().eq_ignore_ascii_case("content-disposition").then_some(value)
    })?;
    let (kind, parameters) = disposition.split_once(';')?;
    if !kind.trim().eq_ignore_ascii_case("form-data") {
        return None;
    }
    let field = parameter(parameters, "name")?;
    match parameter(parameters, "filename") {
        Some(name) => form.files.push(UploadedFile { field, name, bytes: content }),
        None if content.len() <= FIELD => {
            form.fields.push((field, String::from_utf8(content.to_vec()).ok()?));
        }
        None => return None,
    }
    Some(())
}

/// Where `wanted` begins in `bytes`.
fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = *wanted.first()?;
    let mut from = 0;
    loop {
        let rest = bytes.get(from..)?;
        let at = from + rest.iter().position(|byte| *byte == first)?;
        if bytes[at..].starts_with(wanted) {
            return Some(at);
        }
        from = at + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "--x\r\nContent-Disposition: form-data; name=\"alt\"\r\n\r\nMüd\r\n--x\r\n\
        content-disposition: form-data; name=\"file\"; filename=\"a %22b\\.png\"\r\nContent-Type: image/png\r\n\r\n\
        \r\n--xx\r\n\r\n--x--\r\n";

    #[test]
    fn fields_and_files_are_told_apart() {
        let form = parse(&Bytes::from(BODY), "x");
        // `\r\n--xx` begins like the separator, so such a content needs another boundary.
        assert!(form.is_none());
        let form = parse(
            &Bytes::from(BODY.replace("--x\r\n", "--long\r\n").replace("--x--", "--long--")),
            "long",
        )
        .expect("a form");
        assert_eq!(form.field("alt"), Some("Müd"));
        let file = form.file("file").expect("a file");
        assert_eq!((file.name.as_str(), &file.bytes[..]), ("a \"b\\.png", &b"\r\n--xx\r\n"[..]));
        assert_eq!(form.names().collect::<Vec<_>>(), ["alt", "file"]);
    }

    #[test]
    fn what_is_no_form_is_refused() {
        let long = BODY.replace("--x\r\n", "--long\r\n").replace("--x--", "--long--");
        for wrong in [
            String::new(),
            "--long".into(),
            "--long\r\n".into(),
            long.replace("form-data", "attachment"),
            long.replace("--long--", "--long"),
            long.replace("name=\"alt\"", "title=\"alt\""),
            long.replace("\r\n\r\nM", "\r\nM"),
            format!(
                "{}--",
                "--long\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n".repeat(40)
            ),
        ] {
            assert!(parse(&Bytes::from(wrong.clone()), "long").is_none(), "{wrong}");
        }
    }

    #[test]
    fn the_boundary_is_a_parameter_of_the_type() {
        let of = |kind: &str| {
            let request =
                actix_web::test::TestRequest::post().insert_header(("content-type", kind));
            boundary(&request.to_http_request())
        };
        assert_eq!(of("multipart/form-data; boundary=abc").as_deref(), Some("abc"));
        assert_eq!(
            of("Multipart/Form-Data; charset=utf-8; boundary=\"a b\"").as_deref(),
            Some("a b")
        );
        assert_eq!(of("multipart/form-data"), None);
        assert_eq!(of("application/json; boundary=abc"), None);
    }
}
