//! JSON bodies. Every fault of a body is reported in one response: of its shape (unknown fields,
//! values of the wrong type) and of its values.
//!
//! The faults of the shape are found here, those of the values by the handler, in
//! [`Json::check`], which is the only way to the value.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::{StatusCode, header};
use actix_web::{FromRequest, HttpRequest, HttpResponse, HttpResponseBuilder};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use serde_path_to_error::Segment;

use crate::error::{Error, FieldError, Result};
use crate::web::error::Failure;
use crate::web::extract;

/// The most attempts to read a small body with faults. Each attempt finds one more fault.
const MOST_ATTEMPTS: usize = 100;
/// The bytes of JSON that all attempts together may read, so that a large body with many faults
/// takes some milliseconds.
const BYTES_OF_ATTEMPTS: usize = 8 * 1024 * 1024;
/// The longest name of an unknown field that is repeated in a response, in characters.
const LONGEST_NAME: usize = 100;

/// The answer to one caller, which no cache may store.
pub fn private(body: &impl Serialize) -> HttpResponse {
    uncached(StatusCode::OK).json(body)
}

/// The same for something that was created.
pub fn private_created(body: &impl Serialize) -> HttpResponse {
    uncached(StatusCode::CREATED).json(body)
}

/// The same without a body.
pub fn private_no_content() -> HttpResponse {
    uncached(StatusCode::NO_CONTENT).finish()
}

fn uncached(status: StatusCode) -> HttpResponseBuilder {
    let mut answer = HttpResponse::build(status);
    answer.insert_header((header::CACHE_CONTROL, "no-store"));
    answer
}

/// A JSON body of at most [`extract::BODY_LIMIT`] bytes. Unknown fields are faults if `T` has
/// `deny_unknown_fields`.
#[derive(Debug)]
pub struct Json<T> {
    /// `None` if the body could not be read even without its faults.
    value: Option<T>,
    faults: Vec<FieldError>,
}

impl<T: DeserializeOwned + 'static> FromRequest for Json<T> {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Json<T>, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let body = extract::body(request, payload, "application/json");
        Box::pin(async move { parse(&body.await?) })
    }
}

impl<T> Json<T> {
    /// The result of `check`, unless the body has faults of its shape.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the faults of the shape and those that `check` finds in the rest, or
    /// another error of `check`.
    pub fn check<R>(self, check: impl FnOnce(T) -> Result<R>) -> Result<R> {
        let Json { value, faults } = self;
        combined(faults, value.map(check))
    }

    /// As [`check`](Json::check), for checks that wait for the database or the blocking pool.
    ///
    /// # Errors
    /// As [`check`](Json::check).
    pub async fn check_async<R>(self, check: impl AsyncFnOnce(T) -> Result<R>) -> Result<R> {
        let Json { value, faults } = self;
        let checked = match value {
            Some(value) => Some(check(value).await),
            None => None,
        };
        combined(faults, checked)
    }
}

/// Adds the faults of a check to those of the shape. A fault of a value that was left out because of
/// its shape is not a second fault.
fn combined<R>(shape: Vec<FieldError>, checked: Option<Result<R>>) -> Result<R> {
    match checked {
        Some(checked) if shape.is_empty() => checked,
        Some(Err(Error::Invalid(others))) => {
            let covered: Vec<String> = shape.iter().map(FieldError::pointer).collect();
            let others = others.into_iter().filter(|fault| !covers(&covered, &fault.pointer()));
            Err(Error::Invalid(shape.into_iter().chain(others).collect()))
        }
        Some(Err(other)) => Err(other),
        Some(Ok(_)) | None => Err(Error::Invalid(shape)),
    }
}

/// Whether `pointer` is one of `pointers` or within one.
fn covers(pointers: &[String], pointer: &str) -> bool {
    pointers.iter().any(|covered| {
        let rest = pointer.strip_prefix(covered.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<Json<T>, Failure> {
    serde_json::from_slice(body)
        .map(|value| Json { value: Some(value), faults: Vec::new() })
        .or_else(|cause| parse_with_faults(body).ok_or_else(|| unreadable(&cause)))
}

/// Reads a body with faults of its shape: each that is found is removed from the JSON, until the
/// rest can be read. `None` if the body is no JSON object.
fn parse_with_faults<T: DeserializeOwned>(body: &[u8]) -> Option<Json<T>> {
    let mut json: Value = serde_json::from_slice(body).ok().filter(Value::is_object)?;
    let mut faults = Vec::new();
    let mut pointers = Vec::new();
    let mut stand_ins: Option<(String, usize)> = None;
    for _ in 0..(BYTES_OF_ATTEMPTS / body.len().max(1)).clamp(2, MOST_ATTEMPTS) {
        let cause = match serde_path_to_error::deserialize(&json) {
            Ok(value) => {
                // Without a fault here the JSON has a field twice, of which a `Value` keeps one.
                return (!faults.is_empty()).then_some(Json { value: Some(value), faults });
            }
            Err(cause) => cause,
        };
        let Some(fault) = ShapeFault::of(&cause) else { break };
        if !covers(&pointers, &fault.pointer) {
            faults.push(FieldError::at(&fault.pointer, fault.code, fault.detail.clone()));
            pointers.push(fault.pointer.clone());
        }
        let attempt = match &stand_ins {
            Some((pointer, attempt)) if *pointer == fault.pointer => attempt + 1,
            _ => 0,
        };
        if !replace(&mut json, &fault, attempt) {
            break;
        }
        stand_ins = Some((fault.pointer, attempt));
    }
    (!faults.is_empty()).then_some(Json { value: None, faults })
}

/// A fault of the shape.
struct ShapeFault {
    /// The JSON Pointer of the object that has the field, or of the list that has the value.
    parent: String,
    /// The name of the field, or the number of the value in the list.
    last: String,
    /// The JSON Pointer of the field.
    pointer: String,
    code: &'static str,
    detail: String,
}

impl ShapeFault {
    /// `None` if it is not known where the fault is.
    fn of(cause: &serde_path_to_error::Error<serde_json::Error>) -> Option<ShapeFault> {
        let mut path = Vec::new();
        for segment in cause.path().iter() {
            match segment {
                Segment::Seq { index } => path.push(index.to_string()),
                Segment::Map { key } => path.push(key.clone()),
                Segment::Enum { .. } | Segment::Unknown => return None,
            }
        }
        let message = cause.inner().to_string();
        let (code, detail) = if let Some(name) = named(&message, "missing field `") {
            path.push(name);
            ("required", "Give this field".to_owned())
        } else if message.starts_with("unknown field `") {
            ("unknown_field", unknown_field(&message))
        } else {
            ("wrong_type", wrong_type(&message).to_owned())
        };
        let last = path.pop()?;
        let parent: String = path.iter().map(|name| format!("/{}", escaped(name))).collect();
        let pointer = format!("{parent}/{}", escaped(&last));
        Some(ShapeFault { parent, last, pointer, code, detail })
    }
}

/// A name as a part of a JSON Pointer (RFC 6901), shortened if it is very long.
fn escaped(name: &str) -> String {
    let name: String = name.chars().take(LONGEST_NAME).collect();
    name.replace('~', "~0").replace('/', "~1")
}

/// The name in a message of serde that begins with `start`. It is a field of ours, not an input.
fn named(message: &str, start: &str) -> Option<String> {
    Some(message.strip_prefix(start)?.split('`').next()?.to_owned())
}

/// Says which fields there are. The part of the message after "expected" has names of ours only.
fn unknown_field(message: &str) -> String {
    let expected = message.rsplit_once(", expected ").map_or("", |(_, expected)| expected);
    let known: Vec<&str> = expected.split('`').skip(1).step_by(2).collect();
    match known.as_slice() {
        [] => "There is no such field".to_owned(),
        known => format!("There is no such field; there are {}", known.join(", ")),
    }
}

/// Says what to send. The part of the message before "expected" may repeat somebody's address.
fn wrong_type(message: &str) -> &'static str {
    match message.rsplit_once(", expected ").map_or("", |(_, expected)| expected) {
        "a string" | "string" => "Give a text",
        "a boolean" => "Give true or false",
        "i8" | "i16" | "i32" | "i64" | "isize" => "Give a whole number",
        "u8" | "u16" | "u32" | "u64" | "usize" => "Give a whole number that is not negative",
        "f32" | "f64" => "Give a number",
        "a sequence" => "Give a list",
        "a map" => "Give an object",
        expected if expected.starts_with("struct ") => "Give an object",
        _ => "Give a value of another type",
    }
}

/// Replaces the value of a fault, so that others can be found: most fields may be left out, others
/// need some value. False if all stand-ins were tried.
fn replace(json: &mut Value, fault: &ShapeFault, attempt: usize) -> bool {
    let stand_ins =
        [Value::Null, json!(""), json!(0), json!(false), Value::Array(Vec::new()), json!({})];
    let parent = json.pointer_mut(&fault.parent);
    match (parent, attempt) {
        (Some(Value::Object(fields)), _) if fault.code == "unknown_field" => {
            fields.remove(&fault.last).is_some()
        }
        (Some(Value::Object(fields)), 0) if fault.code == "wrong_type" => {
            fields.remove(&fault.last).is_some()
        }
        (Some(Value::Object(fields)), attempt) => {
            let Some(value) = stand_ins.get(attempt.saturating_sub(1)) else { return false };
            fields.insert(fault.last.clone(), value.clone());
            true
        }
        (Some(Value::Array(values)), attempt) => {
            let place = fault.last.parse::<usize>().ok().and_then(|index| values.get_mut(index));
            let (Some(place), Some(value)) = (place, stand_ins.get(attempt)) else { return false };
            *place = value.clone();
            true
        }
        _ => false,
    }
}

/// Describes where the JSON is invalid without repeating a value, which may be somebody's address.
fn unreadable(cause: &serde_json::Error) -> Failure {
    let text = cause.to_string();
    let (line, column) = (cause.line(), cause.column());
    let detail = match named(&text, "duplicate field `") {
        Some(field) => format!("The JSON has the field {field:?} twice."),
        None if cause.is_data() => {
            format!("The JSON has a value of the wrong type at line {line}, column {column}.")
        }
        None => format!("The JSON cannot be read at line {line}, column {column}."),
    };
    Failure::new(StatusCode::BAD_REQUEST, "malformed", detail)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code, reason = "only read from text")]
    struct Sent {
        name: Option<String>,
        version: i64,
        open: Option<bool>,
        ids: Option<BTreeSet<i64>>,
        within: Option<Within>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code, reason = "only read from text")]
    struct Within {
        all: Vec<Within>,
        value: Option<String>,
    }

    /// The pointers and codes of all faults, if `check` finds `found`.
    fn faults(body: &str, found: &[(&'static str, &'static str)]) -> Vec<(String, &'static str)> {
        let json: Json<Sent> = parse(body.as_bytes()).expect("JSON");
        let found = found.iter().map(|(field, code)| FieldError::new(field, code, "")).collect();
        match json.check(|_| Err::<(), _>(Error::Invalid(found))) {
            Err(Error::Invalid(faults)) => {
                faults.iter().map(|fault| (fault.pointer(), fault.code)).collect()
            }
            other => panic!("no faults: {other:?}"),
        }
    }

    fn listed(expected: &[(&str, &'static str)]) -> Vec<(String, &'static str)> {
        expected.iter().map(|(pointer, code)| ((*pointer).to_owned(), *code)).collect()
    }

    #[test]
    fn an_unknown_field_hides_no_other_fault() {
        let body =
            r#"{"colour": "red", "version": "one", "open": 1, "ids": [1, "2", 3], "size": 4}"#;
        assert_eq!(
            faults(body, &[("name", "required")]),
            listed(&[
                ("/colour", "unknown_field"),
                ("/ids/1", "wrong_type"),
                ("/open", "wrong_type"),
                ("/size", "unknown_field"),
                ("/version", "wrong_type"),
                ("/name", "required"),
            ])
        );
    }

    #[test]
    fn faults_of_nested_fields_are_located() {
        let body = r#"{"version": 1, "within": {"all": [{"all": [], "a/b~c": 1}, {"value": 5}]}}"#;
        assert_eq!(
            faults(body, &[]),
            listed(&[
                ("/within/all/0/a~1b~0c", "unknown_field"),
                ("/within/all/1/value", "wrong_type"),
                ("/within/all/1/all", "required"),
            ])
        );
    }

    #[test]
    fn a_value_of_the_wrong_type_is_one_fault() {
        let body = r#"{"name": 5, "version": 1}"#;
        assert_eq!(faults(body, &[("name", "required")]), listed(&[("/name", "wrong_type")]));
    }

    #[test]
    fn a_body_with_faults_of_its_shape_is_never_accepted() {
        let json: Json<Sent> = parse(br#"{"version": 1, "colour": "red"}"#).expect("JSON");
        assert!(matches!(json.check(Ok), Err(Error::Invalid(faults)) if faults.len() == 1));
        let json: Json<Sent> = parse(br#"{"version": 1}"#).expect("JSON");
        assert!(json.check(Ok).is_ok());
    }

    #[test]
    fn what_is_no_json_object_or_has_a_field_twice_is_malformed() {
        for body in ["{", "[]", "5", r#"{"version": 1, "version": 2}"#] {
            let failure = parse::<Sent>(body.as_bytes()).expect_err("refused");
            assert_eq!(failure.status, StatusCode::BAD_REQUEST, "{body}");
        }
    }

    #[test]
    fn a_fault_never_repeats_a_value() {
        let body = r#"{"version": "someone@example.org, expected someone@example.org"}"#;
        let json: Json<Sent> = parse(body.as_bytes()).expect("JSON");
        let faults = json.check(Ok).expect_err("refused").to_string();
        assert_eq!(faults, "version: Give a whole number");
        let failure = parse::<Vec<u8>>(b"[\"someone@example.org\"]").expect_err("refused");
        assert!(!failure.to_string().contains("someone"));
    }

    #[test]
    fn a_large_body_with_many_faults_is_read_a_few_times_only() {
        let fields: Vec<String> = (0..100_000).map(|n| format!("\"f{n}\": [1, 2, 3]")).collect();
        let body = format!("{{{}}}", fields.join(", "));
        let Json { value, faults } = parse::<Sent>(body.as_bytes()).expect("JSON");
        assert!(value.is_none() && faults.len() < 10, "{}", faults.len());
    }
}
