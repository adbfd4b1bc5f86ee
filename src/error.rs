//! The few kinds of failure, chosen by what the caller can do about them. HTTP is `web::error`'s
//! affair.

use std::fmt;
use std::time::Duration;

/// What went wrong, as far as it matters to whoever asked.
#[derive(Debug)]
pub enum Error {
    /// The input is wrong; every fault at once.
    Invalid(Vec<FieldError>),
    /// Nobody is signed in, or the token is not (or no longer) good.
    Unauthenticated,
    /// Known, but not allowed: `code` is `role`, `scope`, `csrf`, `closed`, `parent_unavailable`, …
    Forbidden {
        /// Stable, for programs.
        code: &'static str,
        /// One sentence for people.
        detail: String,
    },
    /// There is no such thing, or none that the caller may know of.
    NotFound,
    /// The request does not fit the present state: `code` is `duplicate`, `stale_version`, …
    Conflict {
        /// Stable, for programs.
        code: &'static str,
        /// One sentence for people.
        detail: String,
        /// The present state, where it helps to decide again.
        present: Option<Box<serde_json::Value>>,
    },
    /// Too many requests from one place.
    TooFast {
        /// How long to wait.
        retry_after: Duration,
    },
    /// The storage cannot take the request now; nothing was changed.
    Unavailable {
        /// How long to wait.
        retry_after: Duration,
    },
    /// A fault of ours. The cause is for the log only.
    Internal(Box<dyn std::error::Error + Send + Sync>),
}

/// The result of nearly everything here.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// One fault in the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name in form and JSON, without the slash: `email`.
    pub field: &'static str,
    /// Where within it, if it has parts of parts: `all/2`. The rest of `field` comes after that.
    pub place: String,
    /// Stable, for programs: `required`, `too_long`, `email_format`, …
    pub code: &'static str,
    /// What to do, in one sentence without the value: "Enter your name".
    pub detail: String,
}

impl FieldError {
    /// One fault of `field`.
    pub fn new(field: &'static str, code: &'static str, detail: impl Into<String>) -> FieldError {
        FieldError { field, place: String::new(), code, detail: detail.into() }
    }

    /// The same fault, found in the part `index` of the list `name` of its field.
    pub fn within(self, name: &str, index: usize) -> FieldError {
        let inner = if self.place.is_empty() { String::new() } else { format!("/{}", self.place) };
        FieldError { place: format!("{name}/{index}{inner}"), ..self }
    }

    /// Where it is, as a JSON Pointer (RFC 6901): `/email`, `/condition/all/2/value`.
    pub fn pointer(&self) -> String {
        match self.field.split_once('/') {
            _ if self.place.is_empty() => format!("/{}", self.field),
            Some((field, part)) => format!("/{field}/{}/{part}", self.place),
            None => format!("/{}/{}", self.field, self.place),
        }
    }
}

impl Error {
    /// A single fault in the input.
    pub fn invalid(field: &'static str, code: &'static str, detail: impl Into<String>) -> Error {
        Error::Invalid(vec![FieldError::new(field, code, detail)])
    }

    /// Not allowed, and why.
    pub fn forbidden(code: &'static str, detail: impl Into<String>) -> Error {
        Error::Forbidden { code, detail: detail.into() }
    }

    /// Does not fit the present state, and why.
    pub fn conflict(code: &'static str, detail: impl Into<String>) -> Error {
        Error::Conflict { code, detail: detail.into(), present: None }
    }

    /// The same failure, told to somebody else who asked for the same thing. Of a fault of ours the
    /// words are kept.
    pub fn said_again(&self) -> Error {
        match self {
            Error::Invalid(faults) => Error::Invalid(faults.clone()),
            Error::Unauthenticated => Error::Unauthenticated,
            Error::Forbidden { code, detail } => Error::Forbidden { code, detail: detail.clone() },
            Error::NotFound => Error::NotFound,
            Error::Conflict { code, detail, present } => {
                Error::Conflict { code, detail: detail.clone(), present: present.clone() }
            }
            Error::TooFast { retry_after } => Error::TooFast { retry_after: *retry_after },
            Error::Unavailable { retry_after } => Error::Unavailable { retry_after: *retry_after },
            Error::Internal(cause) => Error::internal(cause.to_string()),
        }
    }

    /// A fault of ours, with its cause.
    pub fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
        Error::Internal(cause.into())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Invalid(faults) => {
                for (n, fault) in faults.iter().enumerate() {
                    let separator = if n == 0 { "" } else { "; " };
                    write!(f, "{separator}{}: {}", &fault.pointer()[1..], fault.detail)?;
                }
                Ok(())
            }
            Error::Unauthenticated => f.write_str("not signed in"),
            Error::Forbidden { detail, .. } | Error::Conflict { detail, .. } => f.write_str(detail),
            Error::NotFound => f.write_str("not found"),
            Error::TooFast { retry_after } => {
                write!(f, "too fast, wait {} s", retry_after.as_secs())
            }
            Error::Unavailable { .. } => f.write_str("the storage is not available"),
            Error::Internal(cause) => cause.fmt(f),
        }
    }
}

impl std::error::Error for Error {}

/// What a use case did not expect from the database is a fault of ours; what it expects, it maps
/// itself.
impl From<diesel::result::Error> for Error {
    fn from(cause: diesel::result::Error) -> Error {
        match cause {
            diesel::result::Error::NotFound => Error::NotFound,
            other => Error::internal(other),
        }
    }
}
