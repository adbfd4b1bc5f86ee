//! A request for a decision: the fields as they were sent, and the checked request. No I/O.

use std::time::Duration;

use crate::comments::draft::CommentText;
use crate::comments::life::model::Reply;
use crate::config::reasons::ReasonCode;
use crate::error::{Error, FieldError, Result};
use crate::status::Decision;
use crate::text;

/// Longest note, in characters.
pub const MAX_NOTE: usize = 2_000;

/// Longest message to the author, in characters.
pub const MAX_TO_AUTHOR: usize = 500;

/// The default of `moderation.undo_window`, as in `config/default.toml`.
const UNDO_WINDOW: Duration = Duration::from_secs(30);

/// A decision as it was sent. Absent fields are reported together with all other faults.
#[derive(Clone, Debug, Default)]
pub struct RawDecision {
    /// `approve`, `reject`, `spam`, `delete` or `hold`.
    pub decision: String,
    /// The version that was seen.
    pub version: Option<i64>,
    /// A [`ReasonCode`]'s name.
    pub reason: String,
    /// A message to the comment's author.
    pub to_author: String,
    /// A sentence for colleagues.
    pub note: String,
    /// A reply that is published with the approval; empty means none.
    pub reply: Option<String>,
}

/// A decision about one version of a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say all")]
pub struct DecisionRequest {
    pub decision: Decision,
    /// The version that was seen. The decision is refused if the comment has another one.
    pub version: i64,
    pub reason: Option<ReasonCode>,
    /// A message to the comment's author.
    pub to_author: Option<String>,
    /// A sentence for colleagues.
    pub note: Option<String>,
    /// The moderator's reply to the comment. Only with [`Decision::Approve`].
    pub reply: Option<Reply>,
    /// How long mails about it wait, and how long a deleted text can be brought back.
    pub undo_window: Duration,
}

impl DecisionRequest {
    /// A decision without reason, message, note and reply.
    pub fn new(decision: Decision, version: i64) -> DecisionRequest {
        DecisionRequest {
            decision,
            version,
            reason: None,
            to_author: None,
            note: None,
            reply: None,
            undo_window: UNDO_WINDOW,
        }
    }

    /// Checks all fields and renders the reply. The undo window is the default until
    /// [`within`](DecisionRequest::within) sets it.
    ///
    /// # Errors
    /// Every fault at once: `required`, `unknown`, `too_long`, `forbidden_characters`,
    /// `reply_without_approval`.
    pub fn parse(raw: &RawDecision) -> Result<DecisionRequest> {
        let mut faults = Vec::new();
        let decision = decision(&raw.decision).map_err(|fault| faults.push(fault)).ok();
        if raw.version.is_none() {
            faults.push(version_missing());
        }
        let reason = reason(&raw.reason).map_err(|fault| faults.push(fault)).ok();
        let to_author = to_author(&raw.to_author).map_err(|fault| faults.push(fault)).ok();
        let note = note(&raw.note).map_err(|fault| faults.push(fault)).ok();
        let reply = reply(raw.reply.as_deref(), decision).map_err(|fault| faults.push(fault)).ok();
        match (decision, raw.version, reason, to_author, note, reply) {
            (
                Some(decision),
                Some(version),
                Some(reason),
                Some(to_author),
                Some(note),
                Some(reply),
            ) => {
                let reply = reply.as_ref().map(Reply::new).transpose()?;
                Ok(DecisionRequest {
                    reason,
                    to_author,
                    note,
                    reply,
                    ..DecisionRequest::new(decision, version)
                })
            }
            _ => Err(Error::Invalid(faults)),
        }
    }

    /// Sets the undo window.
    pub fn within(self, undo_window: Duration) -> DecisionRequest {
        DecisionRequest { undo_window, ..self }
    }
}

/// The fault of a decision or an edit without a version.
pub fn version_missing() -> FieldError {
    FieldError::new("version", "required", "Give the version of the comment that you have seen")
}

/// Reads a decision's name.
pub fn decision(word: &str) -> Result<Decision, FieldError> {
    match word {
        "" => Err(FieldError::new(
            "decision",
            "required",
            "Choose approve, reject, spam, delete or hold",
        )),
        word => {
            Decision::ALL.into_iter().find(|decision| decision.name() == word).ok_or_else(|| {
                FieldError::new(
                    "decision",
                    "unknown",
                    "Choose approve, reject, spam, delete or hold",
                )
            })
        }
    }
}

/// Reads a reason's name; empty is none.
pub fn reason(raw: &str) -> Result<Option<ReasonCode>, FieldError> {
    match raw.trim() {
        "" => Ok(None),
        name => ReasonCode::parse(name).map(Some).ok_or_else(|| {
            let names = ReasonCode::ALL.map(ReasonCode::name).join(", ");
            FieldError::new("reason", "unknown", format!("Choose one of {names}"))
        }),
    }
}

/// Checks a message to the author; empty is none.
pub fn to_author(raw: &str) -> Result<Option<String>, FieldError> {
    optional_text("to_author", raw, MAX_TO_AUTHOR)
}

/// Checks a note for colleagues; empty is none.
pub fn note(raw: &str) -> Result<Option<String>, FieldError> {
    optional_text("note", raw, MAX_NOTE)
}

fn optional_text(
    field: &'static str,
    raw: &str,
    most: usize,
) -> Result<Option<String>, FieldError> {
    let words = text::lines_up_to(most, raw).map_err(|fault| fault.of(field))?;
    Ok((!words.is_empty()).then_some(words))
}

fn reply(raw: Option<&str>, decision: Option<Decision>) -> Result<Option<CommentText>, FieldError> {
    let Some(raw) = raw.filter(|raw| !raw.trim().is_empty()) else { return Ok(None) };
    if decision.is_some_and(|decision| decision != Decision::Approve) {
        let detail = "A reply can only be sent with an approval";
        return Err(FieldError::new("reply", "reply_without_approval", detail));
    }
    CommentText::parse(raw).map(Some).map_err(|fault| fault.of("reply"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(raw: &RawDecision) -> Vec<(&'static str, &'static str)> {
        match DecisionRequest::parse(raw) {
            Err(Error::Invalid(faults)) => {
                faults.iter().map(|fault| (fault.field, fault.code)).collect()
            }
            other => panic!("no faults: {other:?}"),
        }
    }

    #[test]
    fn all_faults_of_a_decision_are_reported_at_once() {
        assert_eq!(
            codes(&RawDecision::default()),
            [("decision", "required"), ("version", "required")]
        );
        let raw = RawDecision {
            decision: "destroy".to_owned(),
            version: Some(1),
            reason: "Off topic!".to_owned(),
            to_author: "w".repeat(501),
            note: "n".repeat(2_001),
            reply: Some("r".repeat(20_001)),
        };
        assert_eq!(
            codes(&raw),
            [
                ("decision", "unknown"),
                ("reason", "unknown"),
                ("to_author", "too_long"),
                ("note", "too_long"),
                ("reply", "too_long")
            ]
        );
        let raw = RawDecision {
            decision: "reject".to_owned(),
            reason: "spam".to_owned(),
            to_author: "a\0b".to_owned(),
            note: "a\0b".to_owned(),
            reply: Some("But why?".to_owned()),
            ..raw
        };
        assert_eq!(
            codes(&raw),
            [
                ("to_author", "forbidden_characters"),
                ("note", "forbidden_characters"),
                ("reply", "reply_without_approval")
            ]
        );
    }

    #[test]
    fn empty_fields_count_as_absent() {
        let raw = RawDecision {
            decision: "approve".to_owned(),
            version: Some(3),
            reason: " ".to_owned(),
            to_author: "\n".to_owned(),
            note: " Kind\r\nwords ".to_owned(),
            reply: Some(" ".to_owned()),
        };
        let request = DecisionRequest::parse(&raw).expect("a good request");
        assert_eq!((request.reason, request.to_author, request.reply), (None, None, None));
        assert_eq!(request.note.as_deref(), Some("Kind\nwords"));
    }

    #[test]
    fn the_default_undo_window_is_the_configured_default() {
        let defaults = crate::config::Config::from_toml("").expect("the defaults are good");
        assert_eq!(
            DecisionRequest::new(Decision::Hold, 1).undo_window,
            defaults.moderation.undo_window
        );
    }
}
