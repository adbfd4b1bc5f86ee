//! Addresses that must appear nowhere, and the search for them in every form a program writes text in.
//!
//! A canary is the address `cn-<32 hex>@leak.test`. Bytes are searched as they are and decoded from
//! percent, HTML, JSON, quoted-printable, hex and base64 form, also one inside the other, in any case;
//! for the address, for its local part, and for its md5, sha1 and sha256. Compressed bytes must be
//! decompressed by the caller.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use memchr::memmem;
use sha2::Digest as _;

/// One address to be looked for.
#[derive(Clone, Debug)]
pub struct Canary {
    local_part: String,
    address: String,
    needles: Vec<Needle>,
}

#[derive(Clone, Debug)]
struct Needle {
    name: &'static str,
    bytes: Vec<u8>,
    /// Text is looked for in any case; a digest's bytes are not text.
    text: bool,
}

impl Canary {
    /// The canary that belongs to `seed`, always the same one.
    pub fn new(seed: &str) -> Canary {
        let local_part = format!("cn-{}", hex(&sha2::Sha256::digest(seed)[..16]));
        let address = format!("{local_part}@leak.test");
        let text = |name, text: &str| Needle { name, bytes: text.as_bytes().to_vec(), text: true };
        let mut needles = vec![text("address", &address), text("local part", &local_part)];
        let digests = [
            ("md5", "md5 in hex", md5::Md5::digest(&address).to_vec()),
            ("sha1", "sha1 in hex", sha1::Sha1::digest(&address).to_vec()),
            ("sha256", "sha256 in hex", sha2::Sha256::digest(&address).to_vec()),
        ];
        for (name, in_hex, digest) in digests {
            needles.push(text(in_hex, &hex(&digest)));
            needles.push(Needle { name, bytes: digest, text: false });
        }
        Canary { local_part, address, needles }
    }

    /// The whole address.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// What stands before the `@`.
    pub fn local_part(&self) -> &str {
        &self.local_part
    }

    /// Every form in which the address is found in `bytes`, such as `address, base64`; empty when it
    /// is not there.
    pub fn find_in(&self, bytes: &[u8]) -> Vec<String> {
        self.find_in_views(&Views::of(bytes))
    }

    fn find_in_views(&self, views: &Views) -> Vec<String> {
        let mut found = Vec::new();
        for view in &views.0 {
            for needle in &self.needles {
                let place = if needle.text { &view.lowercase } else { &view.bytes };
                if memmem::find(place, &needle.bytes).is_some() {
                    let form = format!("{}, {}", needle.name, view.name);
                    if !found.contains(&form) {
                        found.push(form);
                    }
                }
            }
        }
        found
    }
}

/// Searches each file below `folder`, and each file's name, for all `canaries`. Gives a line for each
/// find. Panics when there is no file at all, because a search of nothing proves nothing.
pub fn scan_folder(folder: &Path, canaries: &[Canary]) -> Vec<String> {
    let mut found = Vec::new();
    let mut files = 0;
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).expect("the folder can be listed") {
            let entry = entry.expect("the folder can be listed");
            let path = entry.path();
            if entry.file_type().expect("a file has a type").is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = match fs::read(&path) {
                Ok(bytes) => bytes,
                // A database's journal may go while we look.
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                Err(error) => panic!("{} cannot be read: {error}", path.display()),
            };
            files += 1;
            let inside = Views::of(&bytes);
            let name = Views::of(entry.file_name().as_encoded_bytes());
            for canary in canaries {
                let forms = canary.find_in_views(&inside);
                let in_name = canary.find_in_views(&name);
                found.extend(forms.iter().map(|form| format!("{}: {form}", path.display())));
                found.extend(in_name.iter().map(|form| format!("name of {}: {form}", path.display())));
            }
        }
    }
    assert!(files > 0, "there is no file below {} to scan", folder.display());
    found
}

/// Bytes as they are and as each decoder reads them. Made once, searched for any number of canaries.
struct Views(Vec<View>);

struct View {
    name: String,
    bytes: Vec<u8>,
    lowercase: Vec<u8>,
}

impl Views {
    fn of(bytes: &[u8]) -> Views {
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
    let joined: Vec<u8> = bytes
        .iter()
        .copied()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    (joined.len() < bytes.len()).then_some(joined)
}

/// Replaces each escape that begins with `mark` by the byte `decode` reads from it, which also says how
/// long the escape is.
fn replace(bytes: &[u8], mark: u8, decode: impl Fn(&[u8]) -> Option<(u8, usize)>) -> Option<Vec<u8>> {
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

/// The shortest run worth decoding: an md5 in base64, less what its ends may share with other bytes.
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

/// Every long run of base64 letters of either alphabet, decoded from each of its first four letters:
/// whatever stands before the address in the encoded text, one of these begins on a whole group.
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
            let part = engine.decode(&letters[..whole]).expect("only letters of the alphabet are left");
            decoded.extend(part);
            decoded.push(b'\n');
        }
    }
    decoded
}

fn runs(bytes: &[u8], belongs: impl Fn(u8) -> bool) -> impl Iterator<Item = &[u8]> {
    bytes
        .split(move |byte| !belongs(*byte))
        .filter(|run| run.len() >= SHORTEST_RUN)
}

fn byte_in_hex(digits: &[u8]) -> Option<u8> {
    let digit = |at: usize| char::from(*digits.get(at)?).to_digit(16);
    u8::try_from(digit(0)? * 16 + digit(1)?).ok()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
