//! Bytes of a file as text, by one rule for all formats: bytes that are not UTF-8 are read as Windows-1252, which old
//! databases mix with it, half of a character of UTF-16, which JavaScript writes when it cuts a text, becomes U+FFFD, and
//! control characters are removed, which no text of a page has, and of which PostgreSQL refuses the first.

use std::borrow::Cow;
use std::cell::RefCell;
use std::io::{self, BufRead as _, Read};
use std::rc::Rc;

use encoding_rs::WINDOWS_1252;

use crate::i18n::Message;

use super::input::Metered;

/// What was repaired in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repair {
    /// Bytes that are not UTF-8.
    Encoding,
    /// Half of a character.
    Half,
    /// Control characters.
    Control,
}

impl Repair {
    /// What was done, in words.
    pub(super) fn why(self) -> Message {
        match self {
            Repair::Encoding => Message::import_why_not_utf8(),
            Repair::Half => Message::import_why_half_character(),
            Repair::Control => Message::import_why_control(),
        }
    }
}

/// Bytes as text, and whether some were not UTF-8.
pub(super) fn decoded(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (Cow::Borrowed(text), false);
    }
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    (Cow::Owned(text), true)
}

/// Removes control characters, which exports contain although XML forbids them. `false` if there are none.
pub(super) fn remove_control(text: &mut String) -> bool {
    let is_control = |c: char| {
        c.is_control() && !matches!(c, '\n' | '\t' | '\r') || matches!(c, '\u{FFFE}' | '\u{FFFF}')
    };
    // The bytes with which one can begin, which are rare, so that most texts are not read by characters.
    let may_be =
        |byte: &u8| matches!(byte, 0..=8 | 11 | 12 | 14..=31 | 0x7f) || matches!(byte, 0xc2 | 0xef);
    if !text.bytes().any(|byte| may_be(&byte)) || !text.contains(is_control) {
        return false;
    }
    text.retain(|c| !is_control(c));
    true
}

/// The repairs since they were last taken, each kind once.
#[derive(Clone, Default)]
pub(super) struct Repairs(Rc<RefCell<Vec<Repair>>>);

impl Repairs {
    pub(super) fn add(&self, repair: Repair) {
        let mut known = self.0.borrow_mut();
        if !known.contains(&repair) {
            known.push(repair);
        }
    }

    pub(super) fn take(&self) -> Vec<Repair> {
        self.0.take()
    }
}

/// What bytes of JSON begin with.
#[derive(Debug, PartialEq, Eq)]
enum Front {
    /// This many bytes that are right.
    Right(usize),
    /// This many bytes that are to be replaced.
    Wrong(usize, Repair),
    /// More bytes are needed to decide that.
    Cut,
}

/// An escape of UTF-16, `\u` and four digits.
enum Unit {
    Is(u16),
    /// It may still become one.
    Cut,
    Not,
}

fn unit(bytes: &[u8]) -> Unit {
    const LENGTH: usize = 6;
    let fits = bytes.iter().take(LENGTH).enumerate().all(|(place, byte)| match place {
        0 => *byte == b'\\',
        1 => *byte == b'u',
        _ => byte.is_ascii_hexdigit(),
    });
    let digits = bytes.get(2..LENGTH).and_then(|digits| std::str::from_utf8(digits).ok());
    match digits.and_then(|digits| u16::from_str_radix(digits, 16).ok()) {
        _ if !fits => Unit::Not,
        Some(unit) => Unit::Is(unit),
        None => Unit::Cut,
    }
}

/// Whether a byte may stand nowhere in JSON.
fn is_raw_control(byte: &u8) -> bool {
    *byte < b' ' && !matches!(byte, b'\n' | b'\t' | b'\r')
}

/// What `bytes`, which are not empty, begin with. Where the file ends behind them, nothing is cut.
fn front(bytes: &[u8], is_end: bool) -> Front {
    let cut = |otherwise: Front| if is_end { otherwise } else { Front::Cut };
    if is_raw_control(&bytes[0]) {
        return Front::Wrong(1, Repair::Control);
    }
    if bytes[0] != b'\\' {
        let is_end = |byte: &u8| *byte == b'\\' || is_raw_control(byte);
        let end = bytes.iter().position(is_end).unwrap_or(bytes.len());
        return match std::str::from_utf8(&bytes[..end]) {
            Ok(text) => Front::Right(text.len()),
            Err(fault) => match (fault.valid_up_to(), fault.error_len()) {
                (0, Some(length)) => Front::Wrong(length, Repair::Encoding),
                (0, None) if end == bytes.len() => cut(Front::Wrong(end, Repair::Encoding)),
                (0, None) => Front::Wrong(end, Repair::Encoding),
                (right, _) => Front::Right(right),
            },
        };
    }
    match (bytes.get(1), unit(bytes)) {
        (None, _) => cut(Front::Right(1)),
        (Some(b'u'), Unit::Is(0xdc00..=0xdfff)) => Front::Wrong(6, Repair::Half),
        (Some(b'u'), Unit::Is(0xd800..=0xdbff)) => match unit(&bytes[6..]) {
            Unit::Is(0xdc00..=0xdfff) => Front::Right(12),
            Unit::Cut => cut(Front::Wrong(6, Repair::Half)),
            Unit::Is(_) | Unit::Not => Front::Wrong(6, Repair::Half),
        },
        (Some(b'u'), Unit::Is(_)) => Front::Right(6),
        (Some(b'u'), Unit::Cut) => cut(Front::Right(bytes.len())),
        // The parser says what is wrong with any other escape. A byte that is not ASCII is looked at by itself.
        (Some(next), _) => Front::Right(if next.is_ascii() { 2 } else { 1 }),
    }
}

/// How many bytes at the beginning are right for certain.
fn right_bytes(bytes: &[u8]) -> usize {
    let mut right = 0;
    while right < bytes.len() {
        match front(&bytes[right..], false) {
            Front::Right(length) => right += length,
            Front::Wrong(..) | Front::Cut => break,
        }
    }
    right
}

/// Adds what stands for the bytes that are to be replaced.
fn replace(bytes: &[u8], repair: Repair, out: &mut Vec<u8>) {
    match repair {
        Repair::Encoding => out.extend_from_slice(decoded(bytes).0.as_bytes()),
        Repair::Half => out.extend_from_slice(b"\\ufffd"),
        Repair::Control => {}
    }
}

/// JSON with its texts repaired, and what was repaired; `None` if nothing had to be.
pub(super) fn repaired(json: &[u8], repairs: &Repairs) -> Option<Vec<u8>> {
    let (mut out, mut at, mut has_repairs) = (Vec::with_capacity(json.len()), 0, false);
    while at < json.len() {
        let length = match front(&json[at..], true) {
            Front::Wrong(length, repair) => {
                replace(&json[at..at + length], repair, &mut out);
                repairs.add(repair);
                has_repairs = true;
                length
            }
            Front::Right(length) => {
                out.extend_from_slice(&json[at..at + length]);
                length
            }
            Front::Cut => return None,
        };
        at += length;
    }
    has_repairs.then_some(out)
}

/// A stream of JSON whose texts are repaired on the way. It takes no byte of the input before it is asked for one, but those
/// of the character or the escape that it is about to return.
pub(super) struct Repaired<'a, R> {
    input: &'a mut Metered<R>,
    repairs: Repairs,
    /// How many of the input's next bytes are right.
    right: usize,
    /// Bytes of the input that are not decided.
    taken: Vec<u8>,
    /// Bytes to return before those of the input.
    out: Vec<u8>,
    returned: usize,
}

impl<'a, R: Read> Repaired<'a, R> {
    pub(super) fn new(input: &'a mut Metered<R>, repairs: &Repairs) -> Repaired<'a, R> {
        let repairs = repairs.clone();
        Repaired { input, repairs, right: 0, taken: Vec::new(), out: Vec::new(), returned: 0 }
    }

    /// Takes the bytes of the next character or escape, and decides about them. `false` at the end of the file.
    fn decide(&mut self) -> io::Result<bool> {
        self.out.clear();
        self.returned = 0;
        let mut is_end = false;
        loop {
            let front = match self.taken.is_empty() {
                true => Front::Cut,
                false => front(&self.taken, is_end),
            };
            let length = match front {
                Front::Right(length) => {
                    self.out.extend_from_slice(&self.taken[..length]);
                    length
                }
                Front::Wrong(length, repair) => {
                    replace(&self.taken[..length], repair, &mut self.out);
                    self.repairs.add(repair);
                    length
                }
                Front::Cut if is_end => return Ok(false),
                Front::Cut => {
                    match self.input.fill_buf()?.first() {
                        Some(next) => {
                            self.taken.push(*next);
                            self.input.consume(1);
                        }
                        None => is_end = true,
                    }
                    continue;
                }
            };
            self.taken.drain(..length);
            return Ok(true);
        }
    }
}

impl<R: Read> Read for Repaired<'_, R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if self.right > 0 {
            let most = self.right.min(to.len());
            let read = self.input.read(&mut to[..most])?;
            self.right -= read;
            return Ok(read);
        }
        // What is removed leaves nothing to return, which would be the end.
        while self.returned == self.out.len() {
            if self.taken.is_empty() {
                self.right = right_bytes(self.input.fill_buf()?);
                if self.right > 0 {
                    return self.read(to);
                }
            }
            if !self.decide()? {
                return Ok(0);
            }
        }
        let left = &self.out[self.returned..];
        let length = left.len().min(to.len());
        to[..length].copy_from_slice(&left[..length]);
        self.returned += length;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::input::memory;

    /// Gives a few bytes at a time, so that everything is cut somewhere.
    struct Drops<'a>(&'a [u8], usize);

    impl Read for Drops<'_> {
        fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
            let length = self.1.min(to.len()).min(self.0.len());
            let (now, rest) = self.0.split_at(length);
            to[..length].copy_from_slice(now);
            self.0 = rest;
            Ok(length)
        }
    }

    const CASES: [(&[u8], &[u8], &[Repair]); 13] = [
        (
            br#"["caf\u00e9 \ud83d\ude00 \\ud83d \"x\" \n"]"#,
            br#"["caf\u00e9 \ud83d\ude00 \\ud83d \"x\" \n"]"#,
            &[],
        ),
        ("[\"café 😀\"]".as_bytes(), "[\"café 😀\"]".as_bytes(), &[]),
        (br#"["a \ud83d"]"#, br#"["a \ufffd"]"#, &[Repair::Half]),
        (br#"["\ud83d\ud83d\ude00\ude00"]"#, br#"["\ufffd\ud83d\ude00\ufffd"]"#, &[Repair::Half]),
        (br#"["\uD83D\n\uDE00\\"]"#, br#"["\ufffd\n\ufffd\\"]"#, &[Repair::Half]),
        (br#"["\ud83d\u00e9\ud83dx"]"#, br#"["\ufffd\u00e9\ufffdx"]"#, &[Repair::Half]),
        (b"[\"caf\xe9\"]", "[\"café\"]".as_bytes(), &[Repair::Encoding]),
        (b"[\"\xe9\\n\xc3\xa9 \x93x\x94\"]", "[\"é\\né “x”\"]".as_bytes(), &[Repair::Encoding]),
        (b"[\"\\ud83d\xe9\"]", "[\"\\ufffdé\"]".as_bytes(), &[Repair::Half, Repair::Encoding]),
        (b"[\"\xf0\x9f\x98", "[\"ðŸ˜".as_bytes(), &[Repair::Encoding]),
        (
            b"[\"a\x07\\n\xc3\x00\xa9\"\t\n]\x1a",
            "[\"a\\nÃ©\"\t\n]".as_bytes(),
            &[Repair::Control, Repair::Encoding],
        ),
        // Those are left to the parser.
        (br#"["\ud8zz \x"#, br#"["\ud8zz \x"#, &[]),
        (b"[\"\\ud83", b"[\"\\ud83", &[]),
    ];

    #[test]
    fn texts_of_json_are_repaired_wherever_the_stream_is_cut() {
        for (json, expected, repairs) in CASES {
            let shown = String::from_utf8_lossy(json);
            for drop in [1, 2, 3, 5, 7, 100] {
                let known = Repairs::default();
                let mut input = Metered::new(Drops(json, drop), Rc::default());
                let mut read = Vec::new();
                Repaired::new(&mut input, &known).read_to_end(&mut read).expect("bytes");
                assert_eq!(
                    String::from_utf8_lossy(&read),
                    String::from_utf8_lossy(expected),
                    "{shown} {drop}"
                );
                assert_eq!(known.take(), repairs, "{shown} {drop}");
            }
            let known = Repairs::default();
            let whole = repaired(json, &known);
            assert_eq!(whole.as_deref(), (!repairs.is_empty()).then_some(expected), "{shown}");
            assert_eq!(known.take(), repairs, "{shown}");
        }
    }

    #[test]
    fn control_characters_are_removed_and_nothing_else() {
        for (text, expected) in [
            ("a\u{0}b\u{7f}\u{85}\u{fffe}", Some("ab")),
            ("tab\t, line\r\n, é \u{c0} \u{fffd} \u{feff}", None),
        ] {
            let mut cleaned = text.to_owned();
            assert_eq!(remove_control(&mut cleaned), expected.is_some());
            assert_eq!(cleaned, expected.unwrap_or(text));
        }
    }

    #[test]
    fn what_is_behind_a_repaired_text_stays_in_the_input() {
        let mut input = memory(b"\"\xe9\"\nnext");
        let mut read = [0; 4];
        Repaired::new(&mut input, &Repairs::default()).read_exact(&mut read).expect("bytes");
        assert_eq!(read, *"\"é\"".as_bytes());
        assert_eq!((input.line(), input.fill_buf().expect("bytes")), (1, &b"\nnext"[..]));
    }
}
