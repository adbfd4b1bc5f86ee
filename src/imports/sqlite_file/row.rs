//! A row of a table in a SQLite file, and the values in it.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};

use crate::imports::encoding::{self, Repair, Repairs};

/// A row, whose values are read when they are asked for.
pub(in crate::imports) struct Row {
    /// Its number.
    pub(in crate::imports) id: i64,
    payload: Vec<u8>,
    /// The type of each value, and where it begins.
    values: Vec<(u64, usize)>,
    encoding: &'static Encoding,
    /// What was repaired in the texts that were asked for.
    pub(in crate::imports) repairs: Repairs,
}

/// A value.
enum Value {
    Null,
    Integer(i64),
    Real(f64),
    /// A text, or bytes that are read as one.
    Text(String),
}

impl Row {
    /// The row of a record.
    pub(super) fn parse(id: i64, payload: Vec<u8>, encoding: &'static Encoding) -> Option<Row> {
        let (length, mut at) = varint(&payload, 0)?;
        let end = usize::try_from(length).ok()?;
        let mut place = end;
        let mut values = Vec::new();
        while at < end {
            let (kind, next) = varint(&payload, at)?;
            values.push((kind, place));
            place = place.checked_add(length_of(kind)?)?;
            at = next;
        }
        let is_whole = at == end && place <= payload.len();
        is_whole.then(|| Row { id, payload, values, encoding, repairs: Repairs::default() })
    }

    /// A text in the encoding of the database, or bytes that are one in UTF-8.
    fn decoded<'a>(&self, bytes: &'a [u8], is_text: bool) -> Cow<'a, str> {
        let (text, has_faults, repair) = match is_text && self.encoding != UTF_8 {
            true => {
                let (text, has_faults) = self.encoding.decode_without_bom_handling(bytes);
                (text, has_faults, Repair::Half)
            }
            false => {
                let (text, has_faults) = encoding::decoded(bytes);
                (text, has_faults, Repair::Encoding)
            }
        };
        if has_faults {
            self.repairs.add(repair);
        }
        text
    }

    fn value(&self, column: Option<usize>) -> Value {
        // A column that was added later is missing in older rows.
        let Some(&(kind, at)) = column.and_then(|column| self.values.get(column)) else {
            return Value::Null;
        };
        let bytes = length_of(kind).and_then(|length| self.payload.get(at..at + length));
        let Some(bytes) = bytes else { return Value::Null };
        match kind {
            1..=6 => {
                let is_negative = bytes.first().is_some_and(|first| first & 0x80 != 0);
                let start = if is_negative { -1 } else { 0 };
                Value::Integer(bytes.iter().fold(start, |sum, byte| sum << 8 | i64::from(*byte)))
            }
            7 => match bytes.try_into() {
                Ok(bytes) => Value::Real(f64::from_be_bytes(bytes)),
                Err(_) => Value::Null,
            },
            8 => Value::Integer(0),
            9 => Value::Integer(1),
            12.. => {
                let mut text = self.decoded(bytes, kind % 2 == 1).into_owned();
                if encoding::remove_control(&mut text) {
                    self.repairs.add(Repair::Control);
                }
                Value::Text(text)
            }
            _ => Value::Null,
        }
    }

    /// A number; `None` for no value and for words.
    pub(in crate::imports) fn integer(&self, column: Option<usize>) -> Option<i64> {
        match self.value(column) {
            Value::Integer(number) => Some(number),
            #[expect(clippy::cast_possible_truncation, reason = "ids are no fractions")]
            Value::Real(number) => Some(number as i64),
            Value::Text(text) => text.trim().parse().ok(),
            Value::Null => None,
        }
    }

    /// A number with a fraction; `None` for no value and for words.
    pub(in crate::imports) fn real(&self, column: Option<usize>) -> Option<f64> {
        match self.value(column) {
            #[expect(clippy::cast_precision_loss, reason = "times are far below 2^53")]
            Value::Integer(number) => Some(number as f64),
            Value::Real(number) => Some(number),
            Value::Text(text) => text.trim().parse().ok(),
            Value::Null => None,
        }
    }

    /// A text; empty for no value.
    pub(in crate::imports) fn text(&self, column: Option<usize>) -> String {
        match self.value(column) {
            Value::Null => String::new(),
            Value::Integer(number) => number.to_string(),
            Value::Real(number) => number.to_string(),
            Value::Text(text) => text,
        }
    }
}

/// The bytes of a value of this type.
fn length_of(kind: u64) -> Option<usize> {
    match kind {
        0 | 8 | 9 => Some(0),
        1..=4 => usize::try_from(kind).ok(),
        5 => Some(6),
        6 | 7 => Some(8),
        10 | 11 => None,
        _ => usize::try_from((kind - 12) / 2).ok(),
    }
}

/// A number of one to nine bytes, seven bits in each but the ninth, and where it ends.
pub(super) fn varint(bytes: &[u8], at: usize) -> Option<(u64, usize)> {
    let mut sum = 0;
    for place in at..at + 8 {
        let byte = *bytes.get(place)?;
        sum = sum << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((sum, place + 1));
        }
    }
    Some((sum << 8 | u64::from(*bytes.get(at + 8)?), at + 9))
}
