//! Negotiates the content encoding, and assembles gzip bodies from compressed pieces.
//!
//! A page with a form differs between requests only in a few hidden fields. Compressing it for each
//! request would cost a hundred times more than sending it, so the page is compressed once in two
//! pieces around the gap, and the content of the gap is inserted uncompressed, as a *stored* block
//! (RFC 1951, 3.2.4). That works because a sync flush ends the first piece on a byte boundary. The
//! second piece is a stream of its own, which refers back to the first one across the gap: its dictionary
//! is the end of the first piece and as many bytes as the gap will have, of a value that it does not
//! contain. So it holds only for gaps of that length, which all forms of a page have.
//!
//! The flush must be complete. That of `miniz_oxide` 0.9 is not, if its output fills the caller's
//! buffer exactly while input is still pending: about one page in 750 was corrupt. Hence `zlib-rs`
//! in `Cargo.toml`, and the test over many sizes below.

use std::io;

use actix_web::http::header::Encoding::{Known, Unknown};
use actix_web::http::header::{
    self, AcceptEncoding, ContentEncoding, HeaderMap, Preference, Quality, QualityItem,
};
use bytes::Bytes;
use crc32fast::Hasher;
use flate2::{Compress, Compression, FlushCompress, Status};

use crate::cache::{Gzipped, Parts};

/// RFC 1952: the two magic bytes, deflate, no flags, no time, no extra flags, an unnamed system.
const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
/// CRC-32 and length.
const TRAILER: usize = 8;
/// How far back a stream may refer (RFC 1951).
const WINDOW: usize = 32 * 1024;
/// Room for compressed bytes that is made at least.
const ROOM: usize = 4 * 1024;
/// A stored block's length is two bytes.
const STORED: usize = 0xffff;

/// How a compressed piece ends.
enum End {
    /// On a byte boundary; more pieces follow.
    Flush,
    /// With the end of the stream.
    Stream,
}

/// How much time compression may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// A level for a page that may be outdated after a few requests. The fastest one takes half the time, a
    /// third of a millisecond less for a page of 50 kB, and makes the first view an eighth larger.
    Quick,
    /// The best level, for a page that is sent again and again.
    Small,
}

impl Effort {
    /// The level as zlib counts it.
    fn level(self) -> Compression {
        match self {
            Effort::Quick => Compression::new(5),
            Effort::Small => Compression::best(),
        }
    }
}

/// The supported content encodings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Uncompressed.
    Identity,
    /// RFC 1952.
    Gzip,
}

impl Encoding {
    /// The encoding that the client prefers, by RFC 9110, 12.5.3. A client that accepts neither
    /// gets the uncompressed body, which the standard prefers over an error.
    pub fn preferred(headers: &HeaderMap) -> Encoding {
        let (mut gzip, mut identity, mut rest) = (None, None, None);
        let lines = headers.get_all(header::ACCEPT_ENCODING);
        let listed = AcceptEncoding(header::from_comma_delimited(lines).unwrap_or_default());
        for QualityItem { item, quality, .. } in listed.0 {
            match item {
                Preference::Any => rest = Some(quality),
                Preference::Specific(Known(ContentEncoding::Gzip)) => gzip = Some(quality),
                Preference::Specific(Known(ContentEncoding::Identity)) => identity = Some(quality),
                Preference::Specific(Unknown(name)) if name.eq_ignore_ascii_case("x-gzip") => {
                    gzip = Some(quality);
                }
                Preference::Specific(_) => {}
            }
        }
        // Defaults: gzip is not accepted, identity is accepted with the lowest quality.
        let gzip = gzip.or(rest).unwrap_or(Quality::ZERO);
        let identity = identity.or(rest).unwrap_or(Quality::MIN);
        if gzip > Quality::ZERO && gzip >= identity { Encoding::Gzip } else { Encoding::Identity }
    }
}

/// Compresses a body, in two pieces if it has a gap, which is going to be filled with `gap` bytes.
pub fn gzip(body: &Parts, effort: Effort, gap: usize) -> io::Result<Gzipped> {
    let sums = [sum(&body.head), sum(body.tail.as_deref().unwrap_or_default())];
    let Some(tail) = &body.tail else {
        let mut whole = deflate(&body.head, End::Stream, effort, HEADER.to_vec(), &[])?;
        trailer(&mut whole, sums[0].0, sums[0].1);
        return Ok(Gzipped { parts: Parts::whole(whole), sums, gap: 0 });
    };
    let head = deflate(&body.head, End::Flush, effort, HEADER.to_vec(), &[])?;
    let before = dictionary(&body.head, gap, tail);
    let rest = deflate(tail, End::Stream, effort, Vec::new(), &before)?;
    Ok(Gzipped { parts: Parts { head: head.into(), tail: Some(rest.into()) }, sums, gap })
}

/// What stands before `tail`, as far as it may refer back. The gap's content is not known, so its place has a
/// byte that does not occur in `tail`; if there is none, nothing is referred to.
fn dictionary(head: &[u8], gap: usize, tail: &[u8]) -> Vec<u8> {
    let mut occurs = [false; 256];
    for byte in tail {
        occurs[usize::from(*byte)] = true;
    }
    let absent = (0..=u8::MAX).find(|byte| !occurs[usize::from(*byte)]);
    let (Some(absent), Some(from_head)) = (absent, WINDOW.checked_sub(gap)) else {
        return Vec::new();
    };
    let mut before = head[head.len().saturating_sub(from_head)..].to_vec();
    before.resize(before.len() + gap, absent);
    before
}

/// The complete gzip body with `fill` in the gap of `page`, whose second piece is `tail`, as pieces. `fill` must
/// have the length that `page` was made for.
pub fn splice(page: &Gzipped, tail: &Bytes, fill: &[u8]) -> [Bytes; 4] {
    let blocks = fill.len().div_ceil(STORED);
    let mut out = Vec::with_capacity(fill.len() + blocks * 5);
    for block in fill.chunks(STORED) {
        // At most STORED, so it fits.
        let length = block.len() as u16;
        out.push(0);
        out.extend_from_slice(&length.to_le_bytes());
        out.extend_from_slice(&(!length).to_le_bytes());
        out.extend_from_slice(block);
    }
    let [(head_crc, head_length), (tail_crc, tail_length)] = page.sums;
    let mut crc = Hasher::new_with_initial_len(head_crc, head_length);
    crc.update(fill);
    crc.combine(&Hasher::new_with_initial_len(tail_crc, tail_length));
    let mut end = Vec::with_capacity(TRAILER);
    trailer(&mut end, crc.finalize(), head_length + fill.len() as u64 + tail_length);
    [page.parts.head.clone(), out.into(), tail.clone(), end.into()]
}

fn sum(bytes: &[u8]) -> (u32, u64) {
    (crc32fast::hash(bytes), bytes.len() as u64)
}

fn trailer(out: &mut Vec<u8>, crc: u32, length: u64) {
    out.extend_from_slice(&crc.to_le_bytes());
    // RFC 1952: the length modulo 2^32.
    out.extend_from_slice(&(length as u32).to_le_bytes());
}

/// Appends `bytes` to `out` as raw deflate: a complete stream, or a piece that ends on a byte
/// boundary.
///
/// `before` is what the stream may refer back to.
fn deflate(
    bytes: &[u8],
    end: End,
    effort: Effort,
    mut out: Vec<u8>,
    before: &[u8],
) -> io::Result<Vec<u8>> {
    let mut compress = Compress::new(effort.level(), false);
    if !before.is_empty() {
        compress.set_dictionary(before).map_err(io::Error::other)?;
    }
    let flush = match end {
        End::Stream => FlushCompress::Finish,
        End::Flush => FlushCompress::Sync,
    };
    let mut rest = bytes;
    loop {
        out.reserve((rest.len() / 3).max(ROOM));
        let read = compress.total_in();
        let status = compress.compress_vec(rest, &mut out, flush).map_err(io::Error::other)?;
        // No more than `rest` was read.
        rest = &rest[usize::try_from(compress.total_in() - read).map_err(io::Error::other)?..];
        let is_done = match end {
            End::Stream => status == Status::StreamEnd,
            // A flush is complete when room is left.
            End::Flush => rest.is_empty() && out.len() < out.capacity(),
        };
        if is_done {
            return Ok(out);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use actix_web::http::header::{ACCEPT_ENCODING, HeaderValue};
    use proptest::prelude::*;

    use super::*;

    const EFFORTS: [Effort; 2] = [Effort::Quick, Effort::Small];

    fn gunzip(bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        // Not a MultiGzDecoder: anything after the trailer would be a fault of ours.
        let mut decoder = flate2::bufread::GzDecoder::new(bytes);
        decoder.read_to_end(&mut out).expect("a sound gzip body");
        assert!(decoder.into_inner().is_empty(), "bytes after the trailer");
        out
    }

    fn spliced(zipped: &Gzipped, gap: &[u8]) -> Vec<u8> {
        splice(zipped, zipped.parts.tail.as_ref().expect("a tail"), gap).concat()
    }

    fn text(length: usize, seed: u64) -> Vec<u8> {
        let mut state = seed;
        (0..length)
            .map(|n| {
                state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                // Runs of the same letters compress, the rest does not: both kinds of block occur.
                if n % 100 < 60 { b"<p>a comment</p>"[n % 16] } else { (state >> 56) as u8 }
            })
            .collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn a_spliced_body_unpacks_to_head_gap_and_tail(
            head in 0usize..200_000, gap in 0usize..150_000, tail in 0usize..70_000, seed: u64,
        ) {
            let (head, gap, tail) = (text(head, seed), text(gap, seed ^ 1), text(tail, seed ^ 2));
            let body = Parts { head: head.clone().into(), tail: Some(tail.clone().into()) };
            for effort in EFFORTS {
                let zipped = gzip(&body, effort, gap.len()).expect("compressed");
                prop_assert_eq!(gunzip(&spliced(&zipped, &gap)), [&head[..], &gap, &tail].concat());
            }
        }

        #[test]
        fn a_body_without_a_gap_unpacks_to_itself(length in 0usize..200_000, seed: u64) {
            let body = text(length, seed);
            for effort in EFFORTS {
                let zipped = gzip(&Parts::whole(body.clone()), effort, 0).expect("compressed");
                prop_assert_eq!(&gunzip(&zipped.parts.head), &body);
            }
        }
    }

    /// Found by CI, and by a search of 20,000 bodies: with `miniz_oxide` these four were broken.
    #[test]
    fn a_flush_holds_nothing_back() {
        for (length, seed) in
            [(137_225, 59_676), (137_044, 67_453), (137_078, 151_075), (137_112, 234_697)]
        {
            let head = text(length, seed);
            let body = Parts { head: head.clone().into(), tail: Some("tail".into()) };
            for effort in EFFORTS {
                let zipped = gzip(&body, effort, 0).expect("compressed");
                assert_eq!(
                    gunzip(&spliced(&zipped, b"")),
                    [&head, b"tail".as_slice()].concat(),
                    "{length} bytes, seed {seed}, {effort:?}"
                );
            }
        }
    }

    #[test]
    fn the_gap_may_be_empty_or_exactly_a_block_long() {
        let body = Parts { head: "head".into(), tail: Some("tail".into()) };
        for length in [0, 1, STORED - 1, STORED, STORED + 1, 2 * STORED] {
            let zipped = gzip(&body, Effort::Quick, length).expect("compressed");
            let gap = text(length, 9);
            let spliced = spliced(&zipped, &gap);
            assert_eq!(gunzip(&spliced), [b"head".as_slice(), &gap, b"tail"].concat(), "{length}");
        }
    }

    #[test]
    fn the_second_piece_refers_back_across_the_gap() {
        let words = b"<p>The same words before the gap and after it, once and again.</p>".repeat(3);
        let body = Parts { head: words.clone().into(), tail: Some(words.clone().into()) };
        let gap = b"<input name=\"stamp\" value=\"once and again\">";
        let zipped = gzip(&body, Effort::Small, gap.len()).expect("compressed");
        assert_eq!(gunzip(&spliced(&zipped, gap)), [&words[..], gap, &words].concat());
        let alone = gzip(&Parts::whole(words.clone()), Effort::Small, 0).expect("compressed");
        let tail = zipped.parts.tail.expect("a tail").len();
        assert!(tail * 4 < alone.parts.head.len(), "{tail} bytes");
    }

    #[test]
    fn accept_encoding_is_read_as_the_standard_says() {
        let table = [
            (None, Encoding::Identity),
            (Some(""), Encoding::Identity),
            (Some("gzip"), Encoding::Gzip),
            (Some("GZIP"), Encoding::Gzip),
            (Some("x-gzip"), Encoding::Gzip),
            (Some("gzip, deflate, br, zstd"), Encoding::Gzip),
            (Some("br"), Encoding::Identity),
            (Some("*"), Encoding::Gzip),
            (Some("*;q=0"), Encoding::Identity),
            (Some("gzip;q=0"), Encoding::Identity),
            (Some("gzip;q=0, *"), Encoding::Identity),
            (Some("gzip;q=0.001"), Encoding::Gzip),
            (Some("identity;q=0"), Encoding::Identity),
            (Some("identity;q=0, gzip;q=0.2"), Encoding::Gzip),
            (Some("identity;q=0, *;q=0.5"), Encoding::Gzip),
            (Some("identity, gzip;q=0.5"), Encoding::Identity),
            (Some("identity;q=0.5, gzip;q=0.5"), Encoding::Gzip),
            (Some("identity;q=0.4, gzip ; q=0.5"), Encoding::Gzip),
            (Some("gzip;q=2"), Encoding::Identity),
            (Some("gzip;q=1.000"), Encoding::Gzip),
            (Some("gzip;q=abc, deflate"), Encoding::Identity),
        ];
        for (value, preferred) in table {
            let mut headers = HeaderMap::new();
            if let Some(value) = value {
                headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(value));
            }
            assert_eq!(Encoding::preferred(&headers), preferred, "{value:?}");
        }
    }

    #[test]
    fn several_accept_encoding_lines_are_one_list() {
        let mut headers = HeaderMap::new();
        headers.append(ACCEPT_ENCODING, HeaderValue::from_static("identity;q=0.1"));
        headers.append(ACCEPT_ENCODING, HeaderValue::from_static("gzip;q=0.9"));
        assert_eq!(Encoding::preferred(&headers), Encoding::Gzip);
    }
}
