//! Negotiates the content encoding, and assembles compressed bodies from pieces.
//!
//! A page with a form differs between requests only in a few hidden fields. Compressing it for each
//! request would cost a hundred times more than sending it, so the page is compressed once in two
//! pieces around the gap, and the content of the gap is inserted uncompressed: in gzip as a *stored*
//! block (RFC 1951, 3.2.4), in brotli as an uncompressed meta-block (RFC 7932, 9.2). That works because
//! a flush ends the first piece on a byte boundary. The second piece refers back to the first one
//! across the gap. So it holds only for gaps of the length that it was made for, which all forms of a
//! page have.
//!
//! In gzip the second piece is a stream of its own, whose dictionary is the end of the first piece and
//! as many bytes as the gap will have. A brotli stream cannot begin so. There the whole page is one
//! stream with a filler in the gap, which nothing can refer to and which does not get smaller, so that
//! the encoder stores it as it is, in the very bytes that [`splice`] writes: exchanging them changes
//! nothing else. If it ever does otherwise, the page is sent by gzip.
//!
//! The flush must be complete. That of `miniz_oxide` 0.9 is not, if its output fills the caller's
//! buffer exactly while input is still pending: about one page in 750 was corrupt. Hence `zlib-rs`
//! in `Cargo.toml`, and the tests over many sizes below.

use std::io::{self, Write as _};

use actix_web::http::header::Encoding::{Known, Unknown};
use actix_web::http::header::{
    self, AcceptEncoding, ContentEncoding, HeaderMap, Preference, Quality, QualityItem,
};
use brotli::CompressorWriter;
use brotli::enc::BrotliEncoderParams;
use bytes::Bytes;
use crc32fast::Hasher;
use flate2::{Compress, Compression, FlushCompress, Status};

use crate::cache::{Packed, Parts};

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
/// How many bytes before a piece decide how its first letters are encoded in brotli. They are stored with the gap,
/// so that they are known.
const CONTEXT: usize = 2;
/// The longest uncompressed meta-block with a length of two bytes.
const UNCOMPRESSED: usize = 0x1_0000;
/// The windows of a brotli stream, as powers of two. A window below the first is slower, and no page is larger than the last.
const WINDOWS: [usize; 2] = [17, 22];
/// Room that the encoder of brotli hands its output on from.
const OUTPUT: usize = 4 * 1024;

/// How a compressed piece ends.
enum End {
    /// On a byte boundary; more pieces follow.
    Flush,
    /// With the end of the stream.
    Stream,
}

/// How much time compression may take. Times are those of a page of 57 kB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// A level for a page that may be outdated after a few requests: 0.3 ms by gzip, 0.9 ms by brotli. The fastest
    /// level of gzip takes half the time and makes the page an eighth larger.
    Quick,
    /// The best level, for what is sent again and again: 0.6 ms by gzip, 54 ms by brotli, which must not be
    /// spent on a thread that answers requests.
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

    /// The level as brotli counts it, to 11.
    fn quality(self) -> i32 {
        match self {
            Effort::Quick => 7,
            Effort::Small => 11,
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
    /// RFC 7932.
    Brotli,
}

impl Encoding {
    /// Its name in `Content-Encoding`, if it is named there.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Encoding::Identity => None,
            Encoding::Gzip => Some("gzip"),
            Encoding::Brotli => Some("br"),
        }
    }
}

/// The compressed encodings that a client prefers to an uncompressed body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// Whether gzip may be sent.
    pub gzip: bool,
    /// Whether brotli may be sent, and is not less welcome than gzip.
    pub brotli: bool,
}

impl Accepted {
    /// What the client accepts, by RFC 9110, 12.5.3. A client that accepts none of ours, and not even
    /// an uncompressed body, gets that all the same, which the standard prefers over an error. `*` is taken for
    /// gzip, which everything knows that unpacks anything.
    pub fn of(headers: &HeaderMap) -> Accepted {
        let (mut gzip, mut brotli, mut identity, mut rest) = (None, None, None, None);
        let lines = headers.get_all(header::ACCEPT_ENCODING);
        let listed = AcceptEncoding(header::from_comma_delimited(lines).unwrap_or_default());
        for QualityItem { item, quality, .. } in listed.0 {
            match item {
                Preference::Any => rest = Some(quality),
                Preference::Specific(Known(ContentEncoding::Gzip)) => gzip = Some(quality),
                Preference::Specific(Known(ContentEncoding::Brotli)) => brotli = Some(quality),
                Preference::Specific(Known(ContentEncoding::Identity)) => identity = Some(quality),
                Preference::Specific(Unknown(name)) if name.eq_ignore_ascii_case("x-gzip") => {
                    gzip = Some(quality);
                }
                Preference::Specific(_) => {}
            }
        }
        // Defaults: a compressed body is not accepted, an uncompressed one is with the lowest quality.
        let gzip = gzip.or(rest).unwrap_or(Quality::ZERO);
        let brotli = brotli.unwrap_or(Quality::ZERO);
        let identity = identity.or(rest).unwrap_or(Quality::MIN);
        let accepts = |quality| quality > Quality::ZERO && quality >= identity;
        Accepted { gzip: accepts(gzip), brotli: accepts(brotli) && brotli >= gzip }
    }
}

/// Compresses a body, in two pieces if it has a gap, which is going to be filled with `gap` bytes.
pub fn gzip(body: &Parts, effort: Effort, gap: usize) -> io::Result<Packed> {
    let sums = [sum(&body.head), sum(body.tail.as_deref().unwrap_or_default())];
    let Some(tail) = &body.tail else {
        let mut whole = deflate(&body.head, End::Stream, effort, HEADER.to_vec(), &[])?;
        trailer(&mut whole, sums[0].0, sums[0].1);
        return Ok(Packed::whole(whole));
    };
    let head = deflate(&body.head, End::Flush, effort, HEADER.to_vec(), &[])?;
    let before = dictionary(&body.head, gap, tail);
    let rest = deflate(tail, End::Stream, effort, Vec::new(), &before)?;
    let parts = Parts { head: head.into(), tail: Some(rest.into()) };
    Ok(Packed { parts, gap, after_gap: Bytes::new(), sums: Some(sums) })
}

/// As [`gzip`], by brotli.
///
/// # Errors
/// Also if the gap cannot be exchanged; then the body is to be sent by gzip.
pub fn brotli(body: &Parts, effort: Effort, gap: usize) -> io::Result<Packed> {
    let Some(tail) = &body.tail else {
        let mut stream = brotli_stream(effort, body.head.len());
        stream.write_all(&body.head)?;
        return Ok(Packed::whole(stream.into_inner()));
    };
    let (after_gap, rest) = tail.split_at(tail.len().min(CONTEXT));
    let mut filler = filler(gap, tail).ok_or(io::ErrorKind::Unsupported)?;
    filler.extend_from_slice(after_gap);
    let mut stream = brotli_stream(effort, body.head.len() + filler.len() + rest.len());
    stream.write_all(&body.head)?;
    stream.flush()?;
    let start = stream.get_ref().len();
    stream.write_all(&filler)?;
    stream.flush()?;
    let end = stream.get_ref().len();
    stream.write_all(rest)?;
    let made = Bytes::from(stream.into_inner());
    if uncompressed(&filler, &[]).is_none_or(|block| block != made[start..end]) {
        return Err(io::ErrorKind::Unsupported.into());
    }
    let parts = Parts { head: made.slice(..start), tail: Some(made.slice(end..)) };
    Ok(Packed { parts, gap, after_gap: Bytes::copy_from_slice(after_gap), sums: None })
}

fn brotli_stream(effort: Effort, length: usize) -> CompressorWriter<Vec<u8>> {
    let [least, most] = WINDOWS;
    // The window is a few bytes smaller than the power.
    let window = (length + 16).next_power_of_two().trailing_zeros() as usize;
    let params = BrotliEncoderParams {
        quality: effort.quality(),
        lgwin: window.clamp(least, most) as i32,
        size_hint: length,
        ..BrotliEncoderParams::default()
    };
    CompressorWriter::with_params(Vec::with_capacity(length / 4 + ROOM), OUTPUT, &params)
}

/// `length` bytes that do not get smaller, and to which `tail` cannot refer, because of two neighbours always one does not
/// occur in it. None if every byte does, which is so in no text.
fn filler(length: usize, tail: &[u8]) -> Option<Vec<u8>> {
    let absent = absent(tail);
    let mut state = 1_u64;
    let mut next = |below: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    (!absent.is_empty()).then(|| {
        let byte = |n: usize| match (length - n) % 2 {
            1 => absent[next(absent.len())],
            _ => next(256) as u8,
        };
        (0..length).map(byte).collect()
    })
}

/// `fill` and `after` as an uncompressed meta-block that is not the last one; None if they are too long or empty.
fn uncompressed(fill: &[u8], after: &[u8]) -> Option<Vec<u8>> {
    let length = fill.len() + after.len();
    let less_one = length.checked_sub(1).filter(|_| length <= UNCOMPRESSED)?;
    // Not the last block (one bit), four digits of its length (two bits), the length less one, uncompressed.
    let header = (less_one as u32) << 3 | 1 << 19;
    let mut out = Vec::with_capacity(3 + length);
    out.extend_from_slice(&header.to_le_bytes()[..3]);
    out.extend_from_slice(fill);
    out.extend_from_slice(after);
    Some(out)
}

/// The bytes that do not occur.
fn absent(text: &[u8]) -> Vec<u8> {
    let mut occurs = [false; 256];
    for byte in text {
        occurs[usize::from(*byte)] = true;
    }
    (0..=u8::MAX).filter(|byte| !occurs[usize::from(*byte)]).collect()
}

/// What stands before `tail`, as far as it may refer back. The gap's content is not known, so its place has a
/// byte that does not occur in `tail`; if there is none, nothing is referred to.
fn dictionary(head: &[u8], gap: usize, tail: &[u8]) -> Vec<u8> {
    let absent = absent(tail);
    let (Some(absent), Some(from_head)) = (absent.first(), WINDOW.checked_sub(gap)) else {
        return Vec::new();
    };
    let mut before = head[head.len().saturating_sub(from_head)..].to_vec();
    before.resize(before.len() + gap, *absent);
    before
}

/// The complete body with `fill` in the gap of `page`, whose second piece is `tail`, as pieces. None if it was made for a
/// gap of another length.
pub fn splice(page: &Packed, tail: &Bytes, fill: &[u8]) -> Option<[Bytes; 4]> {
    if fill.len() != page.gap {
        return None;
    }
    let (block, end) = match page.sums {
        None => (uncompressed(fill, &page.after_gap)?, Vec::new()),
        Some([(head_crc, head_length), (tail_crc, tail_length)]) => {
            let mut crc = Hasher::new_with_initial_len(head_crc, head_length);
            crc.update(fill);
            crc.combine(&Hasher::new_with_initial_len(tail_crc, tail_length));
            let mut end = Vec::with_capacity(TRAILER);
            let length = head_length + fill.len() as u64 + tail_length;
            trailer(&mut end, crc.finalize(), length);
            (stored(fill), end)
        }
    };
    Some([page.parts.head.clone(), block.into(), tail.clone(), end.into()])
}

/// `fill` as stored blocks of deflate, none of which is the last.
fn stored(fill: &[u8]) -> Vec<u8> {
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
    out
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

    fn unbrotli(bytes: &[u8]) -> Vec<u8> {
        let (mut out, mut rest) = (Vec::new(), bytes);
        brotli::BrotliDecompress(&mut rest, &mut out).expect("a sound brotli body");
        assert!(rest.is_empty(), "bytes after the end");
        out
    }

    fn spliced(packed: &Packed, gap: &[u8]) -> Vec<u8> {
        let tail = packed.parts.tail.as_ref().expect("a tail");
        splice(packed, tail, gap).expect("a gap of this length").concat()
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

    /// As [`text`], without bytes beyond ASCII.
    fn letters(length: usize, seed: u64) -> Vec<u8> {
        text(length, seed).into_iter().map(|byte| byte & 0x7f).collect()
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
            let packed = brotli(&Parts::whole(body.clone()), Effort::Quick, 0).expect("compressed");
            prop_assert_eq!(&unbrotli(&packed.parts.head), &body);
        }

        #[test]
        fn a_brotli_body_can_have_any_gap_of_its_length(
            head in 0usize..80_000, gap in 40usize..300, tail in 0usize..20_000, seed: u64,
        ) {
            let (head, gap, tail) = (text(head, seed), text(gap, seed ^ 1), letters(tail, seed ^ 2));
            let body = Parts { head: head.clone().into(), tail: Some(tail.clone().into()) };
            for effort in EFFORTS {
                let packed = brotli(&body, effort, gap.len()).expect("compressed");
                prop_assert_eq!(unbrotli(&spliced(&packed, &gap)), [&head[..], &gap, &tail].concat());
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
        let expected = [&words[..], gap, &words].concat();
        let zipped = gzip(&body, Effort::Small, gap.len()).expect("compressed");
        assert_eq!(gunzip(&spliced(&zipped, gap)), expected);
        let packed = brotli(&body, Effort::Small, gap.len()).expect("compressed");
        assert_eq!(unbrotli(&spliced(&packed, gap)), expected);
        let alone = gzip(&Parts::whole(words.clone()), Effort::Small, 0).expect("compressed");
        for page in [zipped, packed] {
            let tail = page.parts.tail.expect("a tail").len();
            assert!(tail * 4 < alone.parts.head.len(), "{tail} bytes");
        }
    }

    #[test]
    fn a_gap_that_cannot_be_exchanged_is_refused() {
        let body = Parts { head: "head".into(), tail: Some("tail".into()) };
        let packed = brotli(&body, Effort::Quick, 60).expect("compressed");
        let tail = packed.parts.tail.as_ref().expect("a tail");
        assert_eq!(splice(&packed, tail, &[b'x'; 59]), None);
        assert!(brotli(&body, Effort::Quick, UNCOMPRESSED).is_err());
        let every: Vec<u8> = (0..=u8::MAX).collect();
        let body = Parts { head: "head".into(), tail: Some(every.into()) };
        assert!(brotli(&body, Effort::Quick, 60).is_err());
    }

    #[test]
    fn accept_encoding_is_read_as_the_standard_says() {
        const NONE: Accepted = Accepted { gzip: false, brotli: false };
        const GZIP: Accepted = Accepted { gzip: true, brotli: false };
        const BROTLI: Accepted = Accepted { gzip: false, brotli: true };
        const BOTH: Accepted = Accepted { gzip: true, brotli: true };
        let table = [
            (None, NONE),
            (Some(""), NONE),
            (Some("gzip"), GZIP),
            (Some("GZIP"), GZIP),
            (Some("x-gzip"), GZIP),
            (Some("gzip, deflate, br, zstd"), BOTH),
            (Some("br"), BROTLI),
            (Some("BR;q=0.1"), BROTLI),
            (Some("br;q=0"), NONE),
            (Some("br;q=0, gzip"), GZIP),
            (Some("br;q=0.8, gzip"), GZIP),
            (Some("br, gzip;q=0.8"), BOTH),
            (Some("br;q=0.5, identity"), NONE),
            (Some("br, gzip;q=0.2, identity;q=0.5"), BROTLI),
            (Some("*"), GZIP),
            (Some("*;q=0.5, br"), BOTH),
            (Some("*;q=0"), NONE),
            (Some("*;q=0, br"), BROTLI),
            (Some("identity;q=0"), NONE),
            (Some("gzip;q=0"), NONE),
            (Some("gzip;q=0, *"), NONE),
            (Some("gzip;q=0.001"), GZIP),
            (Some("identity;q=0, gzip;q=0.2"), GZIP),
            (Some("identity;q=0, *;q=0.5"), GZIP),
            (Some("identity, gzip;q=0.5"), NONE),
            (Some("identity;q=0.5, gzip;q=0.5"), GZIP),
            (Some("identity;q=0.4, gzip ; q=0.5"), GZIP),
            (Some("gzip;q=2"), NONE),
            (Some("gzip;q=1.000"), GZIP),
            (Some("gzip;q=abc, deflate"), NONE),
        ];
        for (value, accepted) in table {
            let mut headers = HeaderMap::new();
            if let Some(value) = value {
                headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(value));
            }
            assert_eq!(Accepted::of(&headers), accepted, "{value:?}");
        }
    }

    #[test]
    fn several_accept_encoding_lines_are_one_list() {
        let mut headers = HeaderMap::new();
        headers.append(ACCEPT_ENCODING, HeaderValue::from_static("identity;q=0.1"));
        headers.append(ACCEPT_ENCODING, HeaderValue::from_static("gzip;q=0.9"));
        assert_eq!(Accepted::of(&headers), Accepted { gzip: true, brotli: false });
    }
}
