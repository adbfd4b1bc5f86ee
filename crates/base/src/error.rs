//! The crate's error type. Its variants are distinguished by what the caller can do about them;
//! `web::error` translates them to HTTP.
//!
//! The words for what goes wrong, from the inside out:
//!
//! * `FieldFault` (`text`): what is wrong with one value, without the name of its field.
//! * [`FieldError`]: the same with the name of the field. [`Error::Invalid`] has every one.
//! * `Refusal` (`screening::refusal`): why screening refuses a comment. It becomes an [`Error`].
//! * [`Error`]: why an operation failed; all use cases return it.
//! * `Failure` (`web::error`): an error as an HTTP response: status, code, detail.
//! * `Problem` (`web::problem`): a failure as JSON (RFC 9457). In `web::view` and in forms, the
//!   one fault of a whole form, shown above it. In `config`, one fault of the configuration.

use std::fmt;
use std::path::Path;
use std::time::Duration;

use crate::i18n::Message;

/// Why an operation failed, as far as the caller needs to know.
#[derive(Debug)]
pub enum Error {
    /// The input is invalid; the list has every fault.
    Invalid(Vec<FieldError>),
    /// Nobody is signed in, or the token is unknown, expired or revoked.
    Unauthenticated,
    /// The caller is known and may not do this: `code` is `role`, `scope`, `csrf`, `closed`,
    /// `parent_unavailable`, …
    Forbidden {
        /// Stable, for programs.
        code: &'static str,
        /// One sentence for people.
        detail: Message,
    },
    /// The object does not exist, or the caller may not know that it does.
    NotFound,
    /// The request conflicts with the present state: `code` is `duplicate`, `stale_version`, …
    Conflict {
        /// Stable, for programs.
        code: &'static str,
        /// One sentence for people.
        detail: Message,
        /// The present state, where the caller needs it for another attempt.
        present: Option<Box<serde_json::Value>>,
    },
    /// Too many requests from one client.
    TooFast {
        /// How long to wait.
        retry_after: Duration,
    },
    /// The database cannot process the request now; nothing was changed.
    Unavailable {
        /// How long to wait.
        retry_after: Duration,
        /// What the engine or the system says about it, for operators: that the disk is full.
        cause: Option<String>,
    },
    /// A fault of the program or its environment. The cause is written to the log only.
    Internal(Box<dyn std::error::Error + Send + Sync>),
}

/// The result type of nearly every function in this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Converts [`Error::NotFound`] to `None`.
pub fn optional<T>(result: Result<T>) -> Result<Option<T>> {
    match result {
        Ok(found) => Ok(Some(found)),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// One fault in the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name in the form and in JSON: `email`. Empty if only the path is known.
    pub field: &'static str,
    /// The path within a nested field: `all/2`. In the pointer it stands after the first part of
    /// `field`.
    pub path: String,
    /// Stable, for programs: `required`, `too_long`, `email_format`, …
    pub code: &'static str,
    /// One sentence that says what to do, without the value: "Enter your name".
    pub detail: Message,
}

impl FieldError {
    /// A fault of `field`.
    pub fn new(field: &'static str, code: &'static str, detail: impl Into<Message>) -> FieldError {
        FieldError { field, path: String::new(), code, detail: detail.into() }
    }

    /// A fault at a JSON Pointer (RFC 6901) that names a field that is not ours, such as an unknown
    /// one.
    pub fn at(pointer: &str, code: &'static str, detail: impl Into<Message>) -> FieldError {
        let path = pointer.strip_prefix('/').unwrap_or(pointer).to_owned();
        FieldError { path, ..FieldError::new("", code, detail) }
    }

    /// The same fault, located at `index` of the list `name` within its field.
    pub fn within(self, name: &str, index: usize) -> FieldError {
        let inner = if self.path.is_empty() { String::new() } else { format!("/{}", self.path) };
        FieldError { path: format!("{name}/{index}{inner}"), ..self }
    }

    /// The location as a JSON Pointer (RFC 6901): `/email`, `/condition/all/2/value`.
    pub fn pointer(&self) -> String {
        match self.field.split_once('/') {
            _ if self.path.is_empty() => format!("/{}", self.field),
            None if self.field.is_empty() => format!("/{}", self.path),
            Some((field, part)) => format!("/{field}/{}/{part}", self.path),
            None => format!("/{}/{}", self.field, self.path),
        }
    }

    /// The id of the form's element that it is about: the name of the field, or for a row of a list its
    /// place in the pointer, `condition-all-2-value`.
    pub fn anchor(&self) -> String {
        if self.path.is_empty() {
            return self.field.to_owned();
        }
        self.pointer().trim_start_matches('/').replace('/', "-")
    }
}

impl Error {
    /// [`Error::Invalid`] with a single fault.
    pub fn invalid(field: &'static str, code: &'static str, detail: impl Into<Message>) -> Error {
        Error::Invalid(vec![FieldError::new(field, code, detail)])
    }

    /// [`Error::Forbidden`].
    pub fn forbidden(code: &'static str, detail: impl Into<Message>) -> Error {
        Error::Forbidden { code, detail: detail.into() }
    }

    /// [`Error::Conflict`] without the present state.
    pub fn conflict(code: &'static str, detail: impl Into<Message>) -> Error {
        Error::Conflict { code, detail: detail.into(), present: None }
    }

    /// A copy for another caller that waited for the same result. The cause of an internal error is
    /// copied as text.
    pub fn duplicate(&self) -> Error {
        match self {
            Error::Invalid(faults) => Error::Invalid(faults.clone()),
            Error::Unauthenticated => Error::Unauthenticated,
            Error::Forbidden { code, detail } => Error::Forbidden { code, detail: detail.clone() },
            Error::NotFound => Error::NotFound,
            Error::Conflict { code, detail, present } => {
                Error::Conflict { code, detail: detail.clone(), present: present.clone() }
            }
            Error::TooFast { retry_after } => Error::TooFast { retry_after: *retry_after },
            Error::Unavailable { retry_after, cause } => {
                Error::Unavailable { retry_after: *retry_after, cause: cause.clone() }
            }
            Error::Internal(cause) => Error::internal(cause.to_string()),
        }
    }

    /// [`Error::Internal`] with its cause.
    pub fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
        Error::Internal(cause.into())
    }

    /// For `map_err`: [`Error::Internal`] with the path of the file or folder before the cause.
    pub fn of_file<C: fmt::Display>(path: &Path) -> impl Fn(C) -> Error + Copy {
        move |cause| Error::internal(format!("{}: {cause}", path.display()))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Invalid(faults) => {
                for (n, fault) in faults.iter().enumerate() {
                    let separator = if n == 0 { "" } else { "; " };
                    let detail = fault.detail.in_english();
                    write!(f, "{separator}{}: {detail}", &fault.pointer()[1..])?;
                }
                Ok(())
            }
            Error::Unauthenticated => f.write_str("not signed in"),
            Error::Forbidden { detail, .. } | Error::Conflict { detail, .. } => {
                f.write_str(&detail.in_english())
            }
            Error::NotFound => f.write_str("not found"),
            Error::TooFast { retry_after } => {
                write!(f, "too many requests, wait {} s", retry_after.as_secs())
            }
            Error::Unavailable { cause: None, .. } => f.write_str("the database is not available"),
            Error::Unavailable { cause: Some(cause), .. } => {
                write!(f, "the database is not available: {cause}")
            }
            Error::Internal(cause) => cause.fmt(f),
        }
    }
}

impl std::error::Error for Error {}

/// Use cases map the database errors that they expect; every other one is internal.
impl From<diesel::result::Error> for Error {
    fn from(cause: diesel::result::Error) -> Error {
        match cause {
            diesel::result::Error::NotFound => Error::NotFound,
            other => Error::internal(other),
        }
    }
}
