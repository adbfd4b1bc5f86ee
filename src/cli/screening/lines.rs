//! Reads comments with labels from JSON Lines, one comment per line.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::error::{Error, Result};
use crate::screening::filter::features::Sample;
use crate::screening::filter::label::Label;
use crate::screening::filter::vector::Vector;

/// One comment of a file. Unknown fields are ignored, because data sets have their own.
#[derive(Debug, Deserialize)]
pub(super) struct Comment {
    pub(super) id: Id,
    text: String,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    email: Option<String>,
    #[serde(default)]
    website: Option<String>,
    #[serde(default)]
    label: Option<serde_json::Value>,
}

impl Comment {
    /// The input of the filter.
    pub(super) fn sample(&self) -> Sample<'_> {
        let (mailbox, email_domain) =
            match self.email.as_deref().and_then(|email| email.rsplit_once('@')) {
                Some((mailbox, domain)) => (Some(mailbox), Some(domain)),
                None => (None, None),
            };
        Sample {
            text: &self.text,
            name: self.name.as_deref().unwrap_or_default(),
            mailbox,
            email_domain,
            website: self.website.as_deref(),
            form_age: None,
        }
    }

    pub(super) fn vector(&self) -> Vector {
        Vector::of(&self.sample())
    }
}

/// A string or a number, printed unchanged.
#[derive(Debug)]
pub(super) struct Id(pub(super) String);

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> std::result::Result<Id, D::Error> {
        match serde_json::Value::deserialize(deserializer)? {
            serde_json::Value::String(text) if !text.contains(['\t', '\n', '\r']) => Ok(Id(text)),
            serde_json::Value::Number(number) => Ok(Id(number.to_string())),
            _ => Err(serde::de::Error::custom(
                "\"id\" must be a number, or a string without tabs and line breaks",
            )),
        }
    }
}

/// A parsed line.
pub(super) struct Line {
    pub(super) number: usize,
    pub(super) comment: Comment,
    pub(super) label: Option<Label>,
}

/// An iterator over the comments of a file.
pub(super) struct Lines {
    path: PathBuf,
    from: Box<dyn BufRead>,
    pub(super) number: usize,
}

impl Lines {
    pub(super) fn open(path: &Path) -> Result<Lines> {
        let from: Box<dyn BufRead> = if path == Path::new("-") {
            Box::new(io::stdin().lock())
        } else {
            Box::new(BufReader::new(
                File::open(path).map_err(|cause| unusable("FILE", path, &cause))?,
            ))
        };
        Ok(Lines { path: path.to_owned(), from, number: 0 })
    }

    fn read(&self, bytes: &[u8]) -> Result<Line> {
        let wrong = |what: &str| fault(&self.path, self.number, what);
        // Some programs begin a file with a byte order mark.
        let bytes = if self.number == 1 {
            bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes)
        } else {
            bytes
        };
        let comment: Comment = serde_json::from_slice(bytes).map_err(|error| {
            // serde_json's line number is always 1; the message has the number in the file.
            let message = error.to_string();
            let what = message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what);
            wrong(&format!("is not a comment, at column {}: {what}", error.column()))
        })?;
        let label = match &comment.label {
            None | Some(serde_json::Value::Null) => None,
            Some(serde_json::Value::Bool(is_spam)) => {
                Some(if *is_spam { Label::Spam } else { Label::Fine })
            }
            Some(value) => match value.as_f64() {
                Some(1.0) => Some(Label::Spam),
                Some(0.0) => Some(Label::Fine),
                _ => return Err(wrong("has a \"label\" that is neither 1 (spam) nor 0")),
            },
        };
        Ok(Line { number: self.number, comment, label })
    }
}

impl Iterator for Lines {
    type Item = Result<Line>;

    fn next(&mut self) -> Option<Result<Line>> {
        let mut bytes = Vec::new();
        loop {
            bytes.clear();
            self.number += 1;
            match self.from.read_until(b'\n', &mut bytes) {
                Ok(0) => return None,
                Ok(_) if bytes.trim_ascii().is_empty() => {}
                Ok(_) => return Some(self.read(bytes.trim_ascii_end())),
                Err(cause) => return Some(Err(unusable("FILE", &self.path, &cause))),
            }
        }
    }
}

pub(super) fn fault(path: &Path, number: usize, what: &str) -> Error {
    Error::invalid("FILE", "line", format!("{}: line {number} {what}", path.display()))
}

pub(super) fn unusable(
    argument: &'static str,
    path: &Path,
    cause: &dyn std::fmt::Display,
) -> Error {
    Error::invalid(argument, "unusable", format!("{}: {cause}", path.display()))
}
