//! Messages as JSON, for texts that are stored before it is known who reads them, and in which language.
//!
//! `{"text": "its time…", "message": "import_why_no_zone", "arguments": {"count": 3, "file": "a.xml", "why": {…}}}`. `text` is
//! English, for a version of the program that does not know the message; a text without a translation is that alone.

use std::borrow::Cow;

use serde::de::Error as _;
use serde::ser::SerializeMap as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use super::messages::{Arguments, Subject};
use super::{Argument, Id, Message};

impl Serialize for Message {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (id, arguments) = match self {
            Message::Literal(text) => return serializer.serialize_str(text),
            Message::Known(id, arguments) => (id, arguments.as_deref()),
        };
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("text", &self.in_english())?;
        map.serialize_entry("message", id.key())?;
        if let Some(Arguments(arguments)) = arguments {
            let value = |argument: &Argument<'_>| match argument {
                Argument::Number(number) | Argument::Tenths(number) => Value::from(*number),
                Argument::Text(text) | Argument::Html(text) => Value::from(text.as_ref()),
                Argument::Phrase(message) => {
                    serde_json::to_value(message.as_ref()).unwrap_or_default()
                }
            };
            let arguments: Map<String, Value> =
                arguments.iter().map(|(name, it)| ((*name).to_owned(), value(it))).collect();
            map.serialize_entry("arguments", &arguments)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Message {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Message, D::Error> {
        of(&Value::deserialize(deserializer)?).ok_or_else(|| D::Error::custom("no message"))
    }
}

fn of(value: &Value) -> Option<Message> {
    if let Value::String(text) = value {
        return Some(Message::from(text.clone()));
    }
    let known = value.get("message").and_then(Value::as_str).and_then(|key| {
        let id = declared(key)?;
        let arguments = id.arguments().iter().map(|(name, kind)| {
            let value = value.get("arguments")?.get(name)?;
            Some((*name, argument(kind, value)?))
        });
        let arguments = arguments.collect::<Option<Vec<_>>>()?;
        let arguments = (!arguments.is_empty()).then(|| Box::new(Arguments(arguments)));
        Some(Message::Known(id, arguments))
    });
    known.or_else(|| Some(Message::from(value.get("text")?.as_str()?.to_owned())))
}

fn declared(key: &str) -> Option<Id> {
    Subject::ALL.iter().flat_map(|subject| subject.ids()).find(|id| id.key() == key)
}

fn argument(kind: &str, value: &Value) -> Option<Argument<'static>> {
    Some(match kind {
        "Number" => Argument::Number(value.as_i64()?),
        "Tenths" => Argument::Tenths(value.as_i64()?),
        "Text" => Argument::Text(Cow::Owned(value.as_str()?.to_owned())),
        "Phrase" => Argument::Phrase(Box::new(of(value)?)),
        // HTML is made where it is shown, and never read from anywhere.
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Words;

    #[test]
    fn a_stored_message_is_read_in_another_language() {
        let why = Message::import_line_xml_within(Message::import_file_empty(), "item", 7);
        let message = Message::import_file_line("a.xml", 12, why);
        let stored = serde_json::to_string(&message).expect("JSON");
        let read: Message = serde_json::from_str(&stored).expect("a message");
        assert_eq!(read, message);
        assert!(
            Words::of("de").say(&read).starts_with("a.xml, Zeile 12: die Datei ist leer, mitten")
        );

        let literal: Message = serde_json::from_str("\"as it is\"").expect("a text");
        assert_eq!(literal, Message::from("as it is"));
        for (other, text) in [
            (r#"{"text":"of a newer version","message":"no_such_message"}"#, "of a newer version"),
            (
                r#"{"text":"its arguments are others","message":"import_file_line"}"#,
                "its arguments are others",
            ),
        ] {
            let read: Message = serde_json::from_str(other).expect("a text");
            assert_eq!(read, Message::from(text.to_owned()));
        }
        for wrong in ["3", "{}", r#"{"message":"import_gone_too"}"#] {
            assert!(serde_json::from_str::<Message>(wrong).is_err(), "{wrong}");
        }
    }
}
