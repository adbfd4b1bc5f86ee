//! JSON of other systems, read as a stream: one element of an array, or one line, is in memory at a time.

use std::cell::RefCell;
use std::fmt;
use std::io::{BufRead, Read};
use std::rc::Rc;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::error::{Error, Result};
use crate::i18n::Message;

use super::encoding::{Repair, Repaired, Repairs, remove_control, repaired};
use super::input::{Meter, Metered, broken, refused};
use super::items::{Comment, Emit, Item, Place};

/// Deepest objects whose members are read one by one; those below are values.
const DEPTH: usize = 2;

/// What is done with a value: its name (`comments` for each element of that array, `data.Comment` for one
/// within an object, empty for each element of an array on top), its place, the value, and what gets its items.
pub(super) type OnValue<'a> = &'a mut dyn FnMut(&str, Place, Value, Emit<'_>) -> Result<()>;

/// Reads a document. `emit` also gets what was repaired in texts.
///
/// # Errors
/// [`Error::Invalid`] `file` with the line, if it is damaged or cut off; those of `on` and `emit`.
pub(super) fn document<R: Read>(
    mut input: Metered<R>,
    file: &str,
    emit: Emit<'_>,
    on: OnValue<'_>,
) -> Result<()> {
    first_value(&mut input, file, emit, on)?;
    let meter = input.meter();
    let nothing = Repairs::default();
    let mut rest = serde_json::Deserializer::from_reader(Repaired::new(&mut input, &nothing));
    rest.end().map_err(|cause| fault(file, meter.line(), &cause))
}

/// Reads a file whose first line has more than the memory should hold, such as a list of all readers, and in
/// which each further line is a value. `on` gets the parts of the first as [`document`] gives them, and the others
/// without a name.
///
/// # Errors
/// Those of [`document`].
pub(super) fn header_and_lines<R: Read>(
    mut input: Metered<R>,
    file: &str,
    emit: Emit<'_>,
    on: OnValue<'_>,
) -> Result<()> {
    skip_blanks(&mut input, file)?;
    first_value(&mut input, file, emit, on)?;
    lines(input, file, emit, on)
}

/// Skips blank lines, which are no part of a value, however many there are.
fn skip_blanks<R: Read>(input: &mut Metered<R>, file: &str) -> Result<()> {
    let meter = input.meter();
    loop {
        meter.begin_part();
        let line = meter.line();
        let bytes = input.fill_buf().map_err(|cause| broken(file, line, cause.to_string()))?;
        let blank = bytes.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        if blank == 0 {
            return Ok(());
        }
        input.consume(blank);
    }
}

/// Reads a value and nothing after it.
fn first_value<R: Read>(
    input: &mut Metered<R>,
    file: &str,
    emit: Emit<'_>,
    on: OnValue<'_>,
) -> Result<()> {
    // A byte order mark, which Windows puts first.
    if input.start().starts_with(b"\xef\xbb\xbf") {
        input.consume(3);
    }
    let meter = input.meter();
    let failed = Rc::new(RefCell::new(None));
    let repairs = Repairs::default();
    let mut json = serde_json::Deserializer::from_reader(Repaired::new(input, &repairs));
    let mut on_value = |name: &str, place, value| {
        with_repairs(&repairs, (name, place, value), &mut *emit, &mut *on)
    };
    let part = Part {
        file,
        meter: meter.clone(),
        name: String::new(),
        depth: 0,
        on: &mut on_value,
        failed: failed.clone(),
    };
    let read = part.deserialize(&mut json);
    match (failed.take(), read) {
        (Some(cause), _) => Err(cause),
        (None, Ok(())) => Ok(()),
        (None, Err(cause)) => Err(fault(file, meter.line(), &cause)),
    }
}

/// Hands a value over, and says then what was repaired in it, because the address of the site comes before everything.
fn with_repairs(
    repairs: &Repairs,
    (name, place, mut value): (&str, Place, Value),
    emit: Emit<'_>,
    on: OnValue<'_>,
) -> Result<()> {
    if remove_control_within(&mut value) {
        repairs.add(Repair::Control);
    }
    let repairs = repairs.take();
    let key = match repairs.is_empty() {
        true => String::new(),
        false => key_of(&value).unwrap_or_else(|| name.to_owned()),
    };
    on(name, place.clone(), value, emit)?;
    for repair in repairs {
        let what = Message::import_what_entry(&key);
        emit(place.clone(), Item::Repaired { what, why: repair.why() })?;
    }
    Ok(())
}

/// Removes control characters from the texts of a value. `false` if there are none.
fn remove_control_within(value: &mut Value) -> bool {
    // Counted, because `any` would leave out those after the first.
    match value {
        Value::String(text) => remove_control(text),
        Value::Array(values) => {
            values.iter_mut().map(remove_control_within).filter(|removed| *removed).count() > 0
        }
        Value::Object(fields) => {
            fields.values_mut().map(remove_control_within).filter(|removed| *removed).count() > 0
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// By what people find a value of a file again, perhaps one with a single member that has it.
fn key_of(value: &Value) -> Option<String> {
    const NAMES: [&str; 7] =
        ["id", "_id", "objectId", "commentHex", "commenterHex", "key", "source"];
    let inner = value.as_object().filter(|object| object.len() == 1);
    let inner = inner.and_then(|object| object.values().next());
    let mut keys =
        [Some(value), inner].into_iter().flatten().map(|value| first_text(value, &NAMES));
    keys.find(|key| !key.is_empty())
}

/// The value of a line.
///
/// # Errors
/// If it is no JSON, also after its texts were repaired.
pub(super) fn line_value(bytes: &[u8]) -> serde_json::Result<Value> {
    repaired_value(bytes, &Repairs::default())
}

fn repaired_value(bytes: &[u8], repairs: &Repairs) -> serde_json::Result<Value> {
    let cause = match serde_json::from_slice(bytes) {
        Ok(value) => return Ok(value),
        Err(cause) => cause,
    };
    match repaired(bytes, repairs) {
        Some(bytes) => serde_json::from_slice(&bytes),
        None => Err(cause),
    }
}

/// Reads a file in which each line is a value. `on` gets no names, and `emit` also what was repaired in texts.
///
/// # Errors
/// Those of [`document`].
pub(super) fn lines<R: Read>(
    mut input: Metered<R>,
    file: &str,
    emit: Emit<'_>,
    on: OnValue<'_>,
) -> Result<()> {
    let meter = input.meter();
    let repairs = Repairs::default();
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        meter.begin_part();
        let line = meter.line();
        let read = input
            .read_until(b'\n', &mut bytes)
            .map_err(|cause| broken(file, line, cause.to_string()))?;
        if read == 0 {
            return Ok(());
        }
        // A byte order mark, which Windows puts first, and remarks on the file (LeanCloud).
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        if bytes.iter().all(u8::is_ascii_whitespace) || bytes.starts_with(b"#") {
            continue;
        }
        // The only line without an end is the last one, which may be cut off.
        let value = repaired_value(bytes, &repairs).map_err(|cause| fault(file, line, &cause))?;
        let place = Place { file: file.to_owned(), line };
        with_repairs(&repairs, ("", place, value), emit, on)?;
    }
}

fn fault(file: &str, line: u64, cause: &serde_json::Error) -> Error {
    if cause.is_eof() {
        return broken(file, line, Message::import_line_json_end());
    }
    let text = cause.to_string();
    let why = text.split(" at line ").next().unwrap_or_default();
    broken(file, line, Message::import_line_json(why))
}

/// The refusal of a document that is valid, but not of the system.
pub(super) fn foreign(file: &str, system: &str) -> Error {
    refused(file, "format", Message::import_file_no_export(system))
}

struct Part<'a, 'b> {
    file: &'a str,
    meter: Rc<Meter>,
    name: String,
    depth: usize,
    on: &'b mut dyn FnMut(&str, Place, Value) -> Result<()>,
    failed: Rc<RefCell<Option<Error>>>,
}

impl Part<'_, '_> {
    fn emit<E: serde::de::Error>(&mut self, line: u64, value: Value) -> Result<(), E> {
        let place = Place { file: self.file.to_owned(), line };
        (self.on)(&self.name, place, value).map_err(|cause| {
            *self.failed.borrow_mut() = Some(cause);
            E::custom("stopped")
        })
    }

    fn inner<'c>(&'c mut self, name: &str, depth: usize) -> Part<'c, 'c> {
        let name = match self.name.as_str() {
            "" => name.to_owned(),
            above => format!("{above}.{name}"),
        };
        Part {
            file: self.file,
            meter: self.meter.clone(),
            name,
            depth,
            on: &mut *self.on,
            failed: self.failed.clone(),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Part<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.meter.begin_part();
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Part<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or an array")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        if self.depth >= DEPTH {
            let line = self.meter.line();
            let mut object = serde_json::Map::new();
            while let Some((key, value)) = map.next_entry::<String, Value>()? {
                object.insert(key, value);
            }
            return self.emit(line, Value::Object(object));
        }
        while let Some(key) = map.next_key::<String>()? {
            let depth = self.depth + 1;
            map.next_value_seed(self.inner(&key, depth))?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        struct Element(Rc<Meter>);
        impl<'de> DeserializeSeed<'de> for Element {
            type Value = (u64, Value);
            fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<(u64, Value), D::Error> {
                self.0.begin_part();
                let line = self.0.line();
                Ok((line, serde::Deserialize::deserialize(value)?))
            }
        }
        while let Some((line, value)) = list.next_element_seed(Element(self.meter.clone()))? {
            self.emit(line, value)?;
        }
        Ok(())
    }

    fn visit_str<E: serde::de::Error>(mut self, value: &str) -> Result<(), E> {
        let line = self.meter.line();
        self.emit(line, Value::String(value.to_owned()))
    }

    fn visit_bool<E: serde::de::Error>(mut self, value: bool) -> Result<(), E> {
        let line = self.meter.line();
        self.emit(line, Value::Bool(value))
    }

    fn visit_i64<E: serde::de::Error>(mut self, value: i64) -> Result<(), E> {
        let line = self.meter.line();
        self.emit(line, Value::from(value))
    }

    fn visit_u64<E: serde::de::Error>(mut self, value: u64) -> Result<(), E> {
        let line = self.meter.line();
        self.emit(line, Value::from(value))
    }

    fn visit_f64<E: serde::de::Error>(mut self, value: f64) -> Result<(), E> {
        let line = self.meter.line();
        self.emit(line, Value::from(value))
    }

    fn visit_unit<E: serde::de::Error>(mut self) -> Result<(), E> {
        let line = self.meter.line();
        self.emit(line, Value::Null)
    }
}

/// Emits what was repaired in a comment, if anything was.
pub(super) fn emit_repaired(
    comment: &Comment,
    fault: Option<Message>,
    place: &Place,
    emit: Emit<'_>,
) -> Result<()> {
    let Some(why) = fault else { return Ok(()) };
    emit(place.clone(), Item::Repaired { what: Message::import_what_comment(&comment.key), why })
}

/// A member as text: a string, or a number or a truth value as it is written. Empty if there is none. Databases
/// write some of them as objects: `{"$oid": "…"}`.
pub(super) fn text(value: &Value, name: &str) -> String {
    const WRAPPERS: [&str; 6] =
        ["$oid", "$date", "$numberLong", "$numberInt", "$numberDouble", "iso"];
    match value.get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Bool(flag)) => flag.to_string(),
        Some(object @ Value::Object(_)) => first_text(object, &WRAPPERS),
        _ => String::new(),
    }
}

/// The first of these members that is not empty.
pub(super) fn first_text(value: &Value, names: &[&str]) -> String {
    names.iter().map(|name| text(value, name)).find(|text| !text.is_empty()).unwrap_or_default()
}

/// A member as a truth value; exporters write `true`, `"true"`, `1` and `"1"`.
pub(super) fn flag(value: &Value, name: &str) -> bool {
    matches!(text(value, name).as_str(), "true" | "1")
}
