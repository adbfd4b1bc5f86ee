//! The decoders through which a leak is looked for.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use memchr::memmem;

/// Bytes as they are and as each decoder reads them. Made once, searched for any number of
/// canaries.
pub struct Views(pub(super) Vec<View>);

pub(super) struct View {
    /// The decoders it went through.
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    pub(super) lowercase: Vec<u8>,
}

impl Views {
    /// All views of these bytes.
    pub fn of(bytes: &[u8]) -> Views {
        let mut views = Views(Vec::new());
        views.add("as it is", bytes.to_vec());
        views.decode_text(0);
        // What hides a whole text in other letters: looked for in the bytes and behind one decoder.
        let once = views.0.len();
        // Decoded text may be encoded again (percent inside HTML, a JSON string inside JSON).
        views.decode_text(1);
        for at in 0..once {
            let source = &views.0[at];
            let (in_hex, in_base64) = (decode_hex(&source.bytes), decode_base64(&source.bytes));
            let name = source.name.clone();
            views.add(&format!("{name}, hex"), in_hex);
            views.add(&format!("{name}, base64"), in_base64);
        }
        views
    }

    /// Adds what the textual decoders make of the views from `first` on.
    fn decode_text(&mut self, first: usize) {
        for at in first..self.0.len() {
            for (name, decode) in TEXT_DECODERS {
                let source = &self.0[at];
                if let Some(decoded) = decode(&source.bytes) {
                    let name = format!("{}, {name}", source.name);
                    self.add(&name, decoded);
                }
            }
        }
    }

    fn add(&mut self, name: &str, bytes: Vec<u8>) {
        if bytes.is_empty() {
            return;
        }
        let name = name.strip_prefix("as it is, ").unwrap_or(name).to_owned();
        let lowercase = bytes.to_ascii_lowercase();
        self.0.push(View { name, bytes, lowercase });
    }
}

/// Gives what the bytes decode to, or nothing when decoding changes nothing.
type Decoder = fn(&[u8]) -> Option<Vec<u8>>;

const TEXT_DECODERS: [(&str, Decoder); 5] = [
    ("percent", decode_percent),
    ("HTML", decode_html),
    ("JSON", decode_json),
    ("quoted-printable", decode_quoted_printable),
    ("over several lines", join_lines),
];

fn decode_percent(bytes: &[u8]) -> Option<Vec<u8>> {
    replace(bytes, b'%', |rest| Some((byte_in_hex(rest.get(1..3)?)?, 3)))
}

/// `&#45;`, `&#x2d;` and the names of the characters that an address has.
fn decode_html(bytes: &[u8]) -> Option<Vec<u8>> {
    const NAMES: [(&[u8], u8); 6] = [
        (b"&commat;", b'@'),
        (b"&period;", b'.'),
        (b"&hyphen;", b'-'),
        (b"&dash;", b'-'),
        (b"&amp;", b'&'),
        (b"&percnt;", b'%'),
    ];
    replace(bytes, b'&', |rest| {
        if let Some((name, byte)) = NAMES.iter().find(|(name, _)| rest.starts_with(name)) {
            return Some((*byte, name.len()));
        }
        let end = rest.iter().take(12).position(|byte| *byte == b';')?;
        let number = std::str::from_utf8(rest.get(1..end)?).ok()?.strip_prefix('#')?;
        let byte = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u8::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        };
        Some((byte, end + 1))
    })
}

/// `\u0040`, and the `\x40` of scripts and of logs.
fn decode_json(bytes: &[u8]) -> Option<Vec<u8>> {
    replace(bytes, b'\\', |rest| match rest.get(1)? {
        b'u' if rest.get(2..4)? == b"00" => Some((byte_in_hex(rest.get(4..6)?)?, 6)),
        b'x' => Some((byte_in_hex(rest.get(2..4)?)?, 4)),
        escaped @ (b'/' | b'\\' | b'"') => Some((*escaped, 2)),
        _ => None,
    })
}

fn decode_quoted_printable(bytes: &[u8]) -> Option<Vec<u8>> {
    // A soft line break stands for nothing, so those go first.
    let joined = without(&without(bytes, b"=\r\n"), b"=\n");
    let decoded = replace(&joined, b'=', |rest| Some((byte_in_hex(rest.get(1..3)?)?, 3)));
    decoded.or((joined.len() < bytes.len()).then_some(joined))
}

/// Folded headers and base64 in lines of 76 letters.
fn join_lines(bytes: &[u8]) -> Option<Vec<u8>> {
    let joined: Vec<u8> =
        bytes.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    (joined.len() < bytes.len()).then_some(joined)
}

/// Replaces each escape that begins with `mark` by the byte `decode` reads from it, which also says
/// how long the escape is.
fn replace(
    bytes: &[u8],
    mark: u8,
    decode: impl Fn(&[u8]) -> Option<(u8, usize)>,
) -> Option<Vec<u8>> {
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    let mut changed = false;
    while let Some(at) = memchr::memchr(mark, rest) {
        decoded.extend_from_slice(&rest[..at]);
        rest = &rest[at..];
        let (byte, length) = match decode(rest) {
            Some(escape) => {
                changed = true;
                escape
            }
            None => (mark, 1),
        };
        decoded.push(byte);
        rest = &rest[length..];
    }
    decoded.extend_from_slice(rest);
    changed.then_some(decoded)
}

fn without(bytes: &[u8], part: &[u8]) -> Vec<u8> {
    let mut kept = Vec::with_capacity(bytes.len());
    let mut from = 0;
    for at in memmem::find_iter(bytes, part) {
        kept.extend_from_slice(&bytes[from..at]);
        from = at + part.len();
    }
    kept.extend_from_slice(&bytes[from..]);
    kept
}

/// The shortest run worth decoding: an md5 in base64, less what its ends may share with other
/// bytes.
const SHORTEST_RUN: usize = 20;

/// Every long run of hex digits, decoded from its first and from its second digit.
fn decode_hex(bytes: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::new();
    for run in runs(bytes, |byte| byte.is_ascii_hexdigit()) {
        for from in 0..2 {
            decoded.extend(run[from..].chunks_exact(2).filter_map(byte_in_hex));
            decoded.push(b'\n');
        }
    }
    decoded
}

/// Every long run of base64 letters of either alphabet, decoded from each of its first four
/// letters: for any text before the address, one of these begins on a whole
/// group.
fn decode_base64(bytes: &[u8]) -> Vec<u8> {
    let lenient = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    let engine = GeneralPurpose::new(&alphabet::STANDARD, lenient);
    let mut decoded = Vec::new();
    for run in runs(bytes, |byte| byte.is_ascii_alphanumeric() || b"+/-_".contains(&byte)) {
        let letters: Vec<u8> = run
            .iter()
            .map(|letter| match letter {
                b'-' => b'+',
                b'_' => b'/',
                other => *other,
            })
            .collect();
        for from in 0..4 {
            let letters = &letters[from..];
            // A single letter left over says less than a byte, and the decoder refuses it.
            let whole = if letters.len() % 4 == 1 { letters.len() - 1 } else { letters.len() };
            let part =
                engine.decode(&letters[..whole]).expect("only letters of the alphabet are left");
            decoded.extend(part);
            decoded.push(b'\n');
        }
    }
    decoded
}

fn runs(bytes: &[u8], belongs: impl Fn(u8) -> bool) -> impl Iterator<Item = &[u8]> {
    bytes.split(move |byte| !belongs(*byte)).filter(|run| run.len() >= SHORTEST_RUN)
}

fn byte_in_hex(digits: &[u8]) -> Option<u8> {
    let digit = |at: usize| char::from(*digits.get(at)?).to_digit(16);
    u8::try_from(digit(0)? * 16 + digit(1)?).ok()
}
