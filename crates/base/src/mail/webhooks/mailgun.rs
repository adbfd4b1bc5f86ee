//! Mailgun's webhooks: JSON with a keyed hash over a time and a random token.
//! <https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks>

use ring::hmac;
use serde::Deserialize;

use crate::clock::Time;
use crate::mail::bounce::{Report, tag_of};
use crate::mail::webhooks::{Refused, Reported, failed, failed_for_now, in_brackets, is_recent};

#[derive(Deserialize)]
struct Request {
    signature: Signature,
    #[serde(rename = "event-data")]
    event: Event,
}

#[derive(Deserialize)]
struct Signature {
    timestamp: String,
    token: String,
    signature: String,
}

#[derive(Deserialize)]
struct Event {
    event: String,
    severity: Option<String>,
    #[serde(rename = "delivery-status", default)]
    status: Status,
    #[serde(default)]
    message: Message,
    #[serde(default)]
    envelope: Envelope,
}

#[derive(Default, Deserialize)]
struct Status {
    #[serde(rename = "enhanced-code")]
    enhanced: Option<String>,
}

#[derive(Default, Deserialize)]
struct Message {
    #[serde(default)]
    headers: Headers,
}

#[derive(Default, Deserialize)]
struct Headers {
    #[serde(rename = "message-id")]
    id: Option<String>,
}

#[derive(Default, Deserialize)]
struct Envelope {
    sender: Option<String>,
}

/// Reads a request that is signed with `key`; `None` if it reports something else, such as that a mail was opened.
pub fn read(body: &[u8], key: &[u8], now: Time) -> Result<Option<Reported>, Refused> {
    let request: Request = serde_json::from_slice(body).map_err(|_| Refused::Unsigned)?;
    let Signature { timestamp, token, signature } = request.signature;
    let signed = format!("{timestamp}{token}");
    let key = hmac::Key::new(hmac::HMAC_SHA256, key);
    let is_signed = from_hex(&signature)
        .is_some_and(|given| hmac::verify(&key, signed.as_bytes(), &given).is_ok());
    if !is_signed || !timestamp.parse().is_ok_and(|signed| is_recent(signed, now)) {
        return Err(Refused::Unsigned);
    }
    let event = request.event;
    let status = event.status.enhanced.as_deref();
    let report = match (event.event.as_str(), event.severity.as_deref()) {
        ("failed", Some("permanent")) => failed(status, "permanent"),
        ("failed", _) => failed_for_now(status, "temporary"),
        ("complained", _) => Report::Complaint,
        _ => return Ok(None),
    };
    Ok(Some(Reported {
        report,
        tags: event.envelope.sender.as_deref().and_then(tag_of).into_iter().collect(),
        message_id: event.message.headers.id.as_deref().map(in_brackets),
    }))
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || !text.len().is_multiple_of(2) {
        return None;
    }
    let byte = |place: usize| u8::from_str_radix(text.get(place..place + 2)?, 16).ok();
    (0..text.len()).step_by(2).map(byte).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn at() -> Time {
        Time::parse("2026-11-22T09:30:00Z").expect("an instant")
    }

    fn signed(mut request: Value) -> Vec<u8> {
        let (time, token) = (at().seconds().to_string(), "c0ffee");
        let key = hmac::Key::new(hmac::HMAC_SHA256, b"secret");
        let signature = hmac::sign(&key, format!("{time}{token}").as_bytes());
        let hex: String = signature.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
        request["signature"] = json!({ "timestamp": time, "token": token, "signature": hex });
        request.to_string().into_bytes()
    }

    fn event(name: &str, severity: &str) -> Value {
        json!({ "event-data": {
            "event": name, "severity": severity, "recipient": "ann@reader.example",
            "delivery-status": { "code": 550, "enhanced-code": "5.1.1", "message": "no such user" },
            "message": { "headers": { "message-id": "Yb0x@news.example", "to": "ann@reader.example" } },
            "envelope": { "sender": "bounces+17-abc@news.example" }
        } })
    }

    #[test]
    fn failures_and_complaints_are_read() {
        let read = |name, severity| {
            super::read(&signed(event(name, severity)), b"secret", at()).expect("signed")
        };
        let failed = read("failed", "permanent").expect("a report");
        assert_eq!(failed.report, Report::Failed("5.1.1".into()));
        assert_eq!(failed.tags, ["17-abc"]);
        assert_eq!(failed.message_id.as_deref(), Some("<Yb0x@news.example>"));
        let later = read("failed", "temporary").expect("a report");
        assert_eq!(later.report, Report::FailedForNow("5.1.1".into()));
        assert_eq!(read("complained", "").expect("a report").report, Report::Complaint);
        assert_eq!(read("opened", ""), None);
    }

    #[test]
    fn a_request_of_somebody_else_is_refused() {
        let body = signed(event("failed", "permanent"));
        assert_eq!(read(&body, b"other", at()), Err(Refused::Unsigned));
        let later = at().plus(std::time::Duration::from_secs(2 * 86_400));
        assert_eq!(read(&body, b"secret", later), Err(Refused::Unsigned));
        let mut unsigned: Value = serde_json::from_slice(&body).expect("JSON");
        for forged in ["", "00", "zz", "é", "0"] {
            unsigned["signature"]["signature"] = json!(forged);
            let body = unsigned.to_string();
            assert_eq!(read(body.as_bytes(), b"secret", at()), Err(Refused::Unsigned), "{forged}");
        }
        assert_eq!(read(b"{}", b"secret", at()), Err(Refused::Unsigned));
    }
}
