//! ETags and conditional requests: whether a client has a page already (RFC 9110, 13).

use actix_web::http::header::{self, HeaderMap};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use xxhash_rust::xxh3::Xxh3;

use crate::cache::Entry;
use crate::clock::Time;
use crate::web::encoding::{Accepted, Encoding};

/// One ETag for each encoding: the bytes differ, so the tags must (RFC 9110, 8.8.3.3). That of a
/// compressed body is weak, because the levels of compression may change.
///
/// The hash is not cryptographic: somebody who made two pages with one ETag would only achieve that
/// browsers show the older one longer. It is the same in every process, so ETags are valid after a
/// restart and on every node.
pub(super) fn of_content(weak: &str, content: &[&[u8]]) -> [Bytes; 3] {
    let mut hash = Xxh3::new();
    for part in content {
        hash.update(&(part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let hash = URL_SAFE_NO_PAD.encode(hash.digest128().to_be_bytes());
    [
        format!("{weak}\"{hash}\"").into(),
        format!("W/\"{hash}.gz\"").into(),
        format!("W/\"{hash}.br\"").into(),
    ]
}

/// The ETag of a page in this encoding.
pub(super) fn of(entry: &Entry, encoding: Encoding) -> &Bytes {
    let [plain, gzip, brotli] = &entry.etags;
    match encoding {
        Encoding::Identity => plain,
        Encoding::Gzip => gzip,
        Encoding::Brotli => brotli,
    }
}

/// The ETag of the page that the client has, if it is this one in an encoding that it could be sent again.
pub(super) fn known(
    headers: &HeaderMap,
    entry: &Entry,
    accepted: Accepted,
    period: Option<i64>,
) -> Option<Bytes> {
    if !headers.contains_key(header::IF_NONE_MATCH) {
        return None;
    }
    let packed = [(accepted.brotli, Encoding::Brotli), (accepted.gzip, Encoding::Gzip)];
    let packed = packed.into_iter().filter(|(is_accepted, _)| *is_accepted);
    let plain = (accepted == Accepted { gzip: false, brotli: false }).then_some(Encoding::Identity);
    packed
        .map(|(_, encoding)| encoding)
        .chain(plain)
        .map(|encoding| with_period(of(entry, encoding), period))
        .find(|etag| is_known(headers, etag, period))
}

/// The ETag with the number of the period, if the page has a form.
pub(super) fn with_period(etag: &Bytes, period: Option<i64>) -> Bytes {
    let Some(period) = period else { return etag.clone() };
    let open = etag.strip_suffix(b"\"").unwrap_or(etag);
    [open, format!(".{period:x}\"").as_bytes()].concat().into()
}

/// Whether `If-None-Match` contains `etag`, by weak comparison (RFC 9110, 13.1.2). `*` does not tell
/// how old the form of a page with a `period` is, so such a page is sent.
pub fn is_known(headers: &HeaderMap, etag: &[u8], period: Option<i64>) -> bool {
    let opaque = etag.strip_prefix(b"W/").unwrap_or(etag);
    headers.get_all(header::IF_NONE_MATCH).any(|value| {
        let mut rest = value.as_bytes().trim_ascii();
        if rest == b"*" {
            return period.is_none();
        }
        // An ETag may contain commas, so the list is parsed from quote to quote.
        while let Some(start) = rest.iter().position(|byte| *byte == b'"') {
            let Some(length) = rest[start + 1..].iter().position(|byte| *byte == b'"') else {
                return false;
            };
            let end = start + length + 2;
            if &rest[start..end] == opaque {
                return true;
            }
            rest = &rest[end..];
        }
        false
    })
}

/// Whether `If-Modified-Since` is not before `rendered`. A date that cannot be read is ignored.
pub(super) fn is_known_since(headers: &HeaderMap, rendered: Time) -> bool {
    let since = headers.get(header::IF_MODIFIED_SINCE).and_then(|value| value.to_str().ok());
    let since = since.and_then(|date| date.parse::<header::HttpDate>().ok());
    let since = since.map(std::time::SystemTime::from);
    let seconds = since
        .and_then(|since| since.duration_since(std::time::UNIX_EPOCH).ok())
        .and_then(|since| i64::try_from(since.as_secs()).ok());
    seconds.is_some_and(|seconds| seconds >= rendered.seconds())
}
