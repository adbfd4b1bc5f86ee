//! Builds responses with a body: cached pages with ETag and content encoding, and pages for one
//! reader.

use std::io;
use std::sync::atomic::Ordering;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap, HeaderValue};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use bytes::Bytes;
use serde::Serialize;

use crate::cache::{Compressed, Entry, Packed, Parts};
use crate::clock::Time;
use crate::error::{Error, Result};
use crate::web::encoding::{self, Accepted, Effort, Encoding};
use crate::web::error::Answer;
use crate::web::etags;
use crate::web::pieces::Pieces;

/// The placeholder in a template that [`answer`] replaces by the part that differs per request.
/// U+0001 is not allowed in HTML, so no text of a reader can contain it.
pub const PLACEHOLDER: &str = "\u{1}gap\u{1}";

/// After so many requests a page is worth the best compression, which takes fifty times as long.
const STAYS: u32 = 32;
/// A body of more bytes, a sitemap perhaps, is sent by gzip: the best level of brotli would take seconds.
const LARGE: usize = 512 * 1024;

const HTML: &str = "text/html; charset=utf-8";
const JSON: &str = "application/json";
const REVALIDATE: HeaderValue = HeaderValue::from_static("public, max-age=0, must-revalidate");
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");
const BY_ENCODING: HeaderValue = HeaderValue::from_static("accept-encoding");

/// The hidden fields of a form, which replace [`PLACEHOLDER`].
#[derive(Clone, Copy, Debug)]
pub struct HiddenFields<'a> {
    /// The fields as HTML.
    pub fields: &'a str,
    /// The number of the period in which the stamp in them was made. It is part of the ETag, so
    /// that a browser with a cached page of an earlier period gets a page with a new stamp instead
    /// of a 304.
    pub period: i64,
}

impl<'a> HiddenFields<'a> {
    /// The hidden `fields` of a form that is refused when it is older than `max_age`. A period is
    /// half of that, so that at least the other half remains for writing.
    pub fn new(fields: &'a str, max_age: Duration, now: Time) -> HiddenFields<'a> {
        let half = i64::try_from(max_age.as_secs() / 2).unwrap_or(i64::MAX).max(1);
        HiddenFields { fields, period: now.seconds().div_euclid(half) }
    }
}

/// An HTML page for the cache. It may contain [`PLACEHOLDER`] once.
pub fn finish(html: String) -> Result<Entry> {
    match html.rfind(PLACEHOLDER) {
        None => Ok(whole(HTML, html.into())),
        Some(at) => {
            let html = Bytes::from(html);
            let (head, tail) = (html.slice(..at), html.slice(at + PLACEHOLDER.len()..));
            // Weak, because the content of the gap is not hashed: the page is equivalent, but not
            // byte for byte equal.
            let etags = etags::of_content("W/", &[&head, &tail]);
            Ok(Entry {
                mime: HTML,
                link: None,
                rendered_at: None,
                etags,
                identity: Parts { head, tail: Some(tail) },
                compressed: Default::default(),
            })
        }
    }
}

/// JSON for the cache.
pub fn json(value: &impl Serialize) -> Result<Entry> {
    Ok(whole(JSON, serde_json::to_vec(value).map_err(Error::internal)?.into()))
}

/// A body of any other kind for the cache: a feed, a stylesheet.
pub fn whole(mime: &'static str, body: Bytes) -> Entry {
    Entry {
        mime,
        link: None,
        rendered_at: None,
        etags: etags::of_content("", &[&body]),
        identity: Parts::whole(body),
        compressed: Default::default(),
    }
}

/// An HTML response that is not cached.
pub fn html(status: StatusCode, html: String) -> HttpResponse {
    HttpResponse::build(status)
        .insert_header((header::CONTENT_TYPE, HTML))
        .body(Pieces::new([html.into()]))
}

/// Renders a page that no cache may store.
pub fn show(status: StatusCode, template: &impl Template) -> Answer {
    let mut answer = html(status, template.render().map_err(Error::internal)?);
    answer.headers_mut().insert(header::CACHE_CONTROL, NO_STORE);
    Ok(answer)
}

/// 303 to a page of this site.
pub fn see_other(path: &str) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, path))
        .insert_header((header::CACHE_CONTROL, NO_STORE))
        .finish()
}

/// Answers a GET or HEAD with `entry`, in which `hidden_fields` replace the placeholder, if there is
/// one; 304 if the client has the page of the same period.
pub fn answer(
    request: &HttpRequest,
    entry: &Entry,
    hidden_fields: Option<HiddenFields<'_>>,
) -> HttpResponse {
    let accepted = Accepted::of(request.headers());
    let period = hidden_fields
        .filter(|_| entry.identity.tail.is_some())
        .map(|hidden_fields| hidden_fields.period);
    if let Some(etag) = etags::known(request.headers(), entry, accepted, period) {
        let mut answer = HttpResponse::new(StatusCode::NOT_MODIFIED);
        describe(answer.headers_mut(), etag);
        return answer;
    }
    let gap = hidden_fields.map(|hidden_fields| hidden_fields.fields).unwrap_or_default();
    let (encoding, body) = encoded(entry, accepted, gap);
    let mut answer = HttpResponse::new(StatusCode::OK).set_body(body).map_into_boxed_body();
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(entry.mime));
    describe(headers, etags::with_period(etags::of(entry, encoding), period));
    if let Some(link) = entry.link.as_deref().and_then(|link| HeaderValue::from_str(link).ok()) {
        headers.insert(header::LINK, link);
    }
    name_encoding(headers, encoding);
    answer
}

/// Answers with a cached page under another status than 200, which no cache may store: 404, 410.
pub fn answer_as(request: &HttpRequest, entry: &Entry, status: StatusCode) -> HttpResponse {
    let (encoding, body) = encoded(entry, Accepted::of(request.headers()), "");
    let mut answer = HttpResponse::new(status).set_body(body).map_into_boxed_body();
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(entry.mime));
    headers.insert(header::VARY, BY_ENCODING);
    headers.insert(header::CACHE_CONTROL, NO_STORE);
    name_encoding(headers, encoding);
    answer
}

/// How old a page must be before `Last-Modified` says so. The header has whole seconds, and other nodes
/// learn of a change within two: sooner, two pages could have the same date.
const DATED_AFTER: i64 = 3;

/// As [`answer`], with `Last-Modified` for clients that know no ETags: 304 if they have what was rendered
/// at `entry.rendered_at`.
pub fn answer_dated(request: &HttpRequest, entry: &Entry, now: Time) -> HttpResponse {
    let rendered = entry.rendered_at.filter(|at| now.seconds() - at.seconds() >= DATED_AFTER);
    let Some(rendered) = rendered else { return answer(request, entry, None) };
    let headers = request.headers();
    // ETags are exact, so a client that has one is not asked for more (RFC 9110, 13.1.3).
    let has_etag = headers.contains_key(header::IF_NONE_MATCH);
    let is_known = !has_etag && etags::is_known_since(headers, rendered);
    let mut answer = if is_known {
        let encoding = match Accepted::of(headers) {
            Accepted { brotli: true, .. } => Encoding::Brotli,
            Accepted { gzip: true, .. } => Encoding::Gzip,
            _ => Encoding::Identity,
        };
        let mut answer = HttpResponse::new(StatusCode::NOT_MODIFIED);
        describe(answer.headers_mut(), etags::of(entry, encoding).clone());
        answer
    } else {
        answer(request, entry, None)
    };
    let date = rendered.utc().strftime(HTTP_DATE).to_string();
    if let Ok(date) = HeaderValue::from_str(&date) {
        answer.headers_mut().insert(header::LAST_MODIFIED, date);
    }
    answer
}

/// A date in a header (RFC 9110, 5.6.7).
const HTTP_DATE: &str = "%a, %d %b %Y %H:%M:%S GMT";

/// The body in the best encoding that the client accepts and that is worth making: the first request gets gzip, which is
/// the quickest, the next ones brotli, and [`STAYS`] requests later its best level. The plain body if compressing fails.
fn encoded(entry: &Entry, accepted: Accepted, gap: &str) -> (Encoding, Pieces) {
    if accepted.brotli
        && let Some(body) =
            brotli(entry, accepted.gzip, gap.len()).and_then(|it| fill_packed(it, gap))
    {
        return (Encoding::Brotli, body);
    }
    if accepted.gzip {
        let made = made(&entry.compressed.gzip, || {
            encoding::gzip(&entry.identity, Effort::Quick, gap.len())
        });
        if let Some(body) = made.and_then(|packed| fill_packed(packed, gap)) {
            return (Encoding::Gzip, body);
        }
        // The hidden fields of a page have one length. If one day they have not, this answer is compressed by itself.
        let own = encoding::gzip(&entry.identity, Effort::Quick, gap.len());
        if let Some(body) = own.ok().and_then(|packed| fill_packed(&packed, gap)) {
            return (Encoding::Gzip, body);
        }
    }
    (Encoding::Identity, fill(&entry.identity, gap))
}

/// The brotli body for a gap of that length. None for the first request, unless nothing else can be sent, and where it
/// cannot be made.
fn brotli(entry: &Entry, or_gzip: bool, gap: usize) -> Option<&Packed> {
    let Compressed { brotli, smallest, asked, .. } = &*entry.compressed;
    if let Some(Some(packed)) = smallest.get() {
        return Some(packed);
    }
    // Only one request gets each number.
    let before = asked.fetch_add(1, Ordering::Relaxed);
    if or_gzip && (before == 0 || entry.identity.len() > LARGE) {
        return None;
    }
    if before == STAYS && entry.identity.len() <= LARGE {
        make_smallest(entry, gap);
    }
    made(brotli, || encoding::brotli(&entry.identity, Effort::Quick, gap))
}

/// Has the smallest body made while requests go on. Those that come after it is made get it.
fn make_smallest(entry: &Entry, gap: usize) {
    let (identity, compressed) = (entry.identity.clone(), Arc::clone(&entry.compressed));
    tokio::task::spawn_blocking(move || {
        made(&compressed.smallest, || encoding::brotli(&identity, Effort::Small, gap));
    });
}

/// Compresses a body without a gap that never changes at the best levels. It takes up to a tenth of a second.
pub fn compress_well(entry: &Entry) {
    let Compressed { gzip, smallest, .. } = &*entry.compressed;
    made(gzip, || encoding::gzip(&entry.identity, Effort::Small, 0));
    made(smallest, || encoding::brotli(&entry.identity, Effort::Small, 0));
}

/// The body of `place`, made if it is missing. Another thread waits for it; a failure is not tried again.
fn made(
    place: &OnceLock<Option<Packed>>,
    make: impl FnOnce() -> io::Result<Packed>,
) -> Option<&Packed> {
    let made = place.get_or_init(|| {
        make().inspect_err(|cause| tracing::error!(%cause, "a page could not be compressed")).ok()
    });
    made.as_ref()
}

fn fill(page: &Parts, gap: &str) -> Pieces {
    match &page.tail {
        None => Pieces::new([page.head.clone()]),
        Some(tail) => {
            Pieces::new([page.head.clone(), Bytes::copy_from_slice(gap.as_bytes()), tail.clone()])
        }
    }
}

/// The compressed body; `None` if it was made for a gap of another length.
fn fill_packed(page: &Packed, gap: &str) -> Option<Pieces> {
    match &page.parts.tail {
        None => Some(Pieces::new([page.parts.head.clone()])),
        Some(tail) => encoding::splice(page, tail, gap.as_bytes()).map(Pieces::new),
    }
}

fn name_encoding(headers: &mut HeaderMap, encoding: Encoding) {
    if let Some(name) = encoding.name() {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
    }
}

/// Sets the headers that a 304 repeats from the 200 (RFC 9110, 15.4.5).
fn describe(headers: &mut HeaderMap, etag: Bytes) {
    // Base64 in quotes is always a header value.
    if let Ok(etag) = HeaderValue::from_maybe_shared(etag) {
        headers.insert(header::ETAG, etag);
    }
    headers.insert(header::VARY, BY_ENCODING);
    headers.insert(header::CACHE_CONTROL, REVALIDATE);
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use actix_web::body::{BodySize, MessageBody as _, to_bytes};
    use actix_web::test::TestRequest;

    use super::*;
    use crate::clock::DAY;

    fn page() -> Entry {
        finish(format!("<form>{PLACEHOLDER}</form>")).expect("a page")
    }

    fn asking(headers: &[(&'static str, &str)]) -> HttpRequest {
        headers
            .iter()
            .fold(TestRequest::get(), |request, header| request.insert_header(*header))
            .to_http_request()
    }

    fn form(fields: &str) -> Option<HiddenFields<'_>> {
        Some(HiddenFields::new(fields, DAY, Time::from_micros(0)))
    }

    fn tag(answer: &HttpResponse) -> String {
        answer
            .headers()
            .get(header::ETAG)
            .and_then(|tag| tag.to_str().ok())
            .expect("a tag")
            .to_owned()
    }

    /// The encoding, the tag and the text of an answer.
    async fn unpacked(answer: HttpResponse) -> (String, String, String) {
        let encoding = answer.headers().get(header::CONTENT_ENCODING);
        let encoding = encoding.map_or("", |name| name.to_str().expect("a name")).to_owned();
        let tag = tag(&answer);
        let body = to_bytes(answer.into_body()).await.expect("a body");
        let mut text = String::new();
        match encoding.as_str() {
            "gzip" => flate2::read::GzDecoder::new(&body[..]).read_to_string(&mut text),
            "br" => brotli::Decompressor::new(&body[..], 4096).read_to_string(&mut text),
            _ => (&body[..]).read_to_string(&mut text),
        }
        .expect("a sound body");
        (encoding, tag, text)
    }

    /// The hidden fields of a form, as long as they are.
    fn fields(name: &str) -> String {
        format!("<input type=\"hidden\" name=\"form_id\" value=\"{name:x>38}\">")
    }

    #[actix_web::test]
    async fn the_gap_is_filled_in_each_encoding() {
        let page = page();
        // The first request that accepts both gets what is quick.
        for (accepted, encoding) in [
            ("identity", ""),
            ("gzip", "gzip"),
            ("gzip, br", "gzip"),
            ("gzip, br", "br"),
            ("br", "br"),
        ] {
            for name in ["Ann", "Bo"] {
                let filled = fields(name);
                let asked = asking(&[("accept-encoding", accepted)]);
                let (sent, _, text) = unpacked(answer(&asked, &page, form(&filled))).await;
                assert_eq!(text, format!("<form>{filled}</form>"), "{accepted}");
                if name == "Ann" {
                    assert_eq!(sent, encoding, "{accepted}");
                }
            }
        }
        let page = super::tests::page();
        let filled = fields("Ann");
        let asked = asking(&[("accept-encoding", "br")]);
        assert_eq!(
            unpacked(answer(&asked, &page, form(&filled))).await.0,
            "br",
            "nothing else is accepted"
        );
        // Fields of another length, which no form has.
        let asked = asking(&[("accept-encoding", "br, gzip")]);
        let (sent, _, text) = unpacked(answer(&asked, &page, form("<input>"))).await;
        assert_eq!((sent.as_str(), text.as_str()), ("gzip", "<form><input></form>"));
    }

    #[actix_web::test]
    async fn a_page_without_a_gap_has_a_strong_tag_and_is_sent_as_it_is() {
        let page = finish("<p>front</p>".to_owned()).expect("a page");
        let plain = answer(&asking(&[]), &page, form("ignored"));
        assert!(tag(&plain).starts_with('"'));
        assert_eq!(to_bytes(plain.into_body()).await.expect("a body"), "<p>front</p>");
    }

    #[actix_web::test]
    async fn a_client_that_has_the_page_is_told_so() {
        let page = page();
        let tag = tag(&answer(&asking(&[]), &page, form("one")));
        assert!(tag.starts_with("W/\""));
        let strong = tag.trim_start_matches("W/").to_owned();
        let list = format!("\"a,b\", {tag}");
        for known in [tag.as_str(), strong.as_str(), list.as_str()] {
            let again = answer(&asking(&[("if-none-match", known)]), &page, form("two"));
            assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{known}");
            assert!(
                again.headers().contains_key(header::ETAG)
                    && again.headers().contains_key(header::VARY)
            );
            assert!(to_bytes(again.into_body()).await.expect("no body").is_empty());
        }
        // Any page at all, perhaps one whose form is too old.
        for unknown in ["*", "\"other\"", "", "\"", "W/", strong.trim_matches('"')] {
            let again = answer(&asking(&[("if-none-match", unknown)]), &page, form("two"));
            assert_eq!(again.status(), StatusCode::OK, "{unknown}");
        }
    }

    #[actix_web::test]
    async fn a_kept_page_whose_form_grows_old_is_sent_anew() {
        let (page, noon) = (page(), Time::parse("2026-11-22T12:00:00Z").expect("an instant"));
        let at = |hours: u64| HiddenFields::new("stamp", DAY, noon.plus(DAY / 24 * hours as u32));
        for encoding in ["identity", "gzip", "br"] {
            let ask = |known: &str, hours| {
                let headers = [("accept-encoding", encoding), ("if-none-match", known)];
                answer(&asking(&headers), &page, Some(at(hours)))
            };
            let known = tag(&ask("", 0));
            assert_eq!(ask(&known, 11).status(), StatusCode::NOT_MODIFIED);
            // Half of what a form may be old is left for writing.
            let later = ask(&known, 12);
            assert_eq!(later.status(), StatusCode::OK, "{encoding}");
            assert_eq!(ask(&tag(&later), 12).status(), StatusCode::NOT_MODIFIED, "{encoding}");
        }
        let plain = finish("<p>front</p>".to_owned()).expect("a page");
        let known = tag(&answer(&asking(&[]), &plain, Some(at(0))));
        let later = answer(&asking(&[("if-none-match", &known)]), &plain, Some(at(99)));
        assert_eq!(later.status(), StatusCode::NOT_MODIFIED, "a page without a form grows not old");
        let any = answer(&asking(&[("if-none-match", "*")]), &plain, None);
        assert_eq!(any.status(), StatusCode::NOT_MODIFIED);
    }

    #[actix_web::test]
    async fn a_client_without_etags_is_told_by_the_date() {
        let noon = Time::parse("2026-11-22T12:00:00.7Z").expect("an instant");
        let entry = Entry { rendered_at: Some(noon), ..whole("text/plain", "feed".into()) };
        let at = |seconds: i64| Time::from_micros(noon.micros() + seconds * 1_000_000);
        let modified = |answer: &HttpResponse| {
            let value = answer.headers().get(header::LAST_MODIFIED);
            value.map(|value| value.to_str().expect("a date").to_owned())
        };
        // What is as young might still change within the second.
        assert_eq!(modified(&answer_dated(&asking(&[]), &entry, at(2))), None);
        let first = answer_dated(&asking(&[]), &entry, at(3));
        let date = modified(&first).expect("a date");
        assert_eq!(date, "Sun, 22 Nov 2026 12:00:00 GMT");
        let since = |date: &str, tag: &str| {
            let headers = [("if-modified-since", date), ("if-none-match", tag)];
            let headers = if tag.is_empty() { &headers[..1] } else { &headers[..] };
            answer_dated(&asking(headers), &entry, at(9)).status()
        };
        assert_eq!(since(&date, ""), StatusCode::NOT_MODIFIED);
        assert_eq!(since("Sun, 22 Nov 2026 11:59:59 GMT", ""), StatusCode::OK);
        assert_eq!(since("yesterday", ""), StatusCode::OK);
        assert_eq!(since(&date, "\"other\""), StatusCode::OK, "the tag is exact");
        assert_eq!(since("yesterday", &tag(&first)), StatusCode::NOT_MODIFIED);
    }

    #[actix_web::test]
    async fn a_page_that_stays_is_sent_smaller() {
        let known = [
            "harbour", "mud", "ferry", "pilots", "council", "annex", "quay", "tide", "and", "of",
            "the",
        ];
        let mut state = 7_usize;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            known[(state >> 33) % known.len()]
        };
        let words: Vec<String> = (0..2_000)
            .map(|_| format!("<p>{} {} {} {}</p>", next(), next(), next(), next()))
            .collect();
        let page = finish(format!("{}{PLACEHOLDER}</form>", words.concat())).expect("a page");
        let filled = fields("Ann");
        let send = async || {
            let sent = answer(&asking(&[("accept-encoding", "gzip, br")]), &page, form(&filled));
            let length = sent.body().size();
            let (encoding, tag, text) = unpacked(sent).await;
            assert!(text.ends_with(&format!("{filled}</form>")));
            let BodySize::Sized(length) = length else { panic!("a length") };
            (encoding, tag, length)
        };
        let mut sent = Vec::new();
        for _ in 0..=STAYS {
            sent.push(send().await);
        }
        let (first, second, last) = (&sent[0], &sent[1], &sent[STAYS as usize]);
        assert_eq!((first.0.as_str(), second.0.as_str()), ("gzip", "br"));
        assert_ne!(first.1, second.1);
        assert!(second.2 < first.2, "{first:?} {second:?}");
        assert_eq!(last, second, "the quick form is kept until then");
        // It is made on another thread.
        page.compressed.smallest.wait();
        let smallest = send().await;
        assert_eq!((&smallest.0, &smallest.1), (&second.0, &second.1));
        assert!(smallest.2 < second.2, "{smallest:?} {second:?}");
    }

    #[actix_web::test]
    async fn a_page_in_any_encoding_that_is_accepted_is_known() {
        let page = page();
        let tags = page.etags.clone().map(|tag| etags::with_period(&tag, Some(0)));
        for (accepted, known) in [
            ("identity", [true, false, false]),
            ("gzip", [false, true, false]),
            ("br", [false, false, true]),
            ("br, gzip", [false, true, true]),
        ] {
            for (tag, is_known) in tags.iter().zip(known) {
                let value = std::str::from_utf8(tag).expect("text");
                let asked = asking(&[("accept-encoding", accepted), ("if-none-match", value)]);
                let again = answer(&asked, &page, form("x"));
                assert_eq!(
                    again.status() == StatusCode::NOT_MODIFIED,
                    is_known,
                    "{accepted} {value}"
                );
                if is_known {
                    assert_eq!(super::tests::tag(&again), value);
                }
            }
        }
    }

    #[actix_web::test]
    async fn the_tag_follows_the_content_and_not_the_gap() {
        let tags = |html: &str| finish(html.to_owned()).expect("a page").etags;
        assert_eq!(tags(&format!("a{PLACEHOLDER}b")), tags(&format!("a{PLACEHOLDER}b")));
        assert_ne!(tags(&format!("a{PLACEHOLDER}b")), tags(&format!("ab{PLACEHOLDER}")));
    }
}
