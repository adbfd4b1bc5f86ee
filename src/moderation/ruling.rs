//! A decision that somebody sent, from what was typed to what can be done. No I/O.

use crate::error::FieldError;
use crate::status::Decision;
use crate::text;

/// Longest reason, in characters.
pub const MAX_REASON: usize = 100;

/// Longest note, in characters.
pub const MAX_NOTE: usize = 2_000;

/// A decision as it was sent; what is absent is reported together with all other faults.
#[derive(Clone, Debug, Default)]
pub struct RawRuling {
    /// `approve`, `reject`, `spam`, `delete` or `hold`.
    pub decision: String,
    /// The version that was looked at.
    pub version: Option<i64>,
    /// A word for statistics.
    pub reason: String,
    /// A sentence for colleagues.
    pub note: String,
}

/// A decision about one version of a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// What is to become of it.
    pub decision: Decision,
    /// The version that was looked at. If the comment has another by now, nothing happens.
    pub version: i64,
    /// A word for statistics, such as `off_topic`.
    pub reason: Option<String>,
    /// A sentence for colleagues.
    pub note: Option<String>,
}

impl Ruling {
    /// Checks all fields and reports every fault at once: `required`, `unknown`, `too_long`, `reason_format`,
    /// `forbidden_characters`.
    pub fn parse(raw: &RawRuling) -> Result<Ruling, Vec<FieldError>> {
        let mut faults = Vec::new();
        let decision = decision(&raw.decision).map_err(|fault| faults.push(fault)).ok();
        if raw.version.is_none() {
            faults.push(version_missing());
        }
        let reason = reason(&raw.reason).map_err(|fault| faults.push(fault)).ok();
        let note = note(&raw.note).map_err(|fault| faults.push(fault)).ok();
        match (decision, raw.version, reason, note) {
            (Some(decision), Some(version), Some(reason), Some(note)) => Ok(Ruling { decision, version, reason, note }),
            _ => Err(faults),
        }
    }
}

/// What is wrong with a decision or an edit that does not say what it is about.
pub fn version_missing() -> FieldError {
    FieldError::new("version", "required", "Name the version of the comment that you looked at")
}

fn decision(word: &str) -> Result<Decision, FieldError> {
    match word {
        "" => Err(FieldError::new("decision", "required", "Choose approve, reject, spam, delete or hold")),
        word => Decision::ALL
            .into_iter()
            .find(|decision| decision.name() == word)
            .ok_or_else(|| FieldError::new("decision", "unknown", "Choose approve, reject, spam, delete or hold")),
    }
}

fn reason(raw: &str) -> Result<Option<String>, FieldError> {
    let code = raw.trim();
    if code.chars().count() > MAX_REASON {
        let detail = format!("Shorten the reason to {MAX_REASON} characters; the note has room for a sentence");
        return Err(FieldError::new("reason", "too_long", detail));
    }
    if !code.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-' | b'.')) {
        let detail = "Give the reason as one word such as off_topic: small letters, digits, _ - and .";
        return Err(FieldError::new("reason", "reason_format", detail));
    }
    Ok((!code.is_empty()).then(|| code.to_owned()))
}

fn note(raw: &str) -> Result<Option<String>, FieldError> {
    let note = text::lines(raw).map_err(|fault| fault.of("note"))?;
    let length = note.chars().count();
    if length > MAX_NOTE {
        let detail = format!("Shorten the note to {MAX_NOTE} characters; it has {length}");
        return Err(FieldError::new("note", "too_long", detail));
    }
    Ok((!note.is_empty()).then_some(note))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(raw: &RawRuling) -> Vec<(&'static str, &'static str)> {
        let faults = Ruling::parse(raw).err().unwrap_or_default();
        faults.iter().map(|fault| (fault.field, fault.code)).collect()
    }

    #[test]
    fn a_ruling_tells_all_its_faults_at_once() {
        assert_eq!(codes(&RawRuling::default()), [("decision", "required"), ("version", "required")]);
        let raw = RawRuling {
            decision: "destroy".to_owned(),
            version: Some(1),
            reason: "Off topic!".to_owned(),
            note: "n".repeat(2_001),
        };
        assert_eq!(codes(&raw), [("decision", "unknown"), ("reason", "reason_format"), ("note", "too_long")]);
        let raw = RawRuling { reason: "r".repeat(101), note: "a\0b".to_owned(), ..raw };
        assert_eq!(codes(&raw), [("decision", "unknown"), ("reason", "too_long"), ("note", "forbidden_characters")]);
    }

    #[test]
    fn empty_reasons_and_notes_are_none() {
        let raw = RawRuling {
            decision: "approve".to_owned(),
            version: Some(3),
            reason: " ".to_owned(),
            note: " Kind\r\nwords ".to_owned(),
        };
        let ruling = Ruling::parse(&raw).expect("a good ruling");
        assert_eq!((ruling.reason, ruling.note.as_deref()), (None, Some("Kind\nwords")));
    }
}
