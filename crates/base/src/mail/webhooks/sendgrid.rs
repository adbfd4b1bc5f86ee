//! SendGrid's event webhook: a list of events, signed with the service's key (ECDSA, P-256).
//! <https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features>

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::signature::{ECDSA_P256_SHA256_ASN1, UnparsedPublicKey};
use serde::Deserialize;

use crate::clock::Time;
use crate::mail::bounce::Report;
use crate::mail::webhooks::{Refused, Reported, failed, failed_for_now, in_brackets, is_recent};

/// The header with the signature.
pub const SIGNATURE: &str = "x-twilio-email-event-webhook-signature";
/// The header with the time of the signature.
pub const TIMESTAMP: &str = "x-twilio-email-event-webhook-timestamp";

/// The bytes before the point of a public key on P-256 (RFC 5480).
const KEY_INFO: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a,
    0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

/// An uncompressed point: a mark and two numbers.
const POINT: usize = 65;

/// The service's public key.
#[derive(Clone, Debug)]
pub struct Key(Vec<u8>);

impl Key {
    /// Reads the key as the service shows it: base64 of the form of RFC 5480.
    pub fn parse(text: &str) -> Option<Key> {
        let bytes = STANDARD.decode(text.trim()).ok()?;
        let point = bytes.strip_prefix(&KEY_INFO)?;
        (point.len() == POINT && point[0] == 4).then(|| Key(point.to_vec()))
    }
}

#[derive(Deserialize)]
struct Event {
    event: String,
    #[serde(rename = "type")]
    kind: Option<String>,
    status: Option<String>,
    reason: Option<String>,
    #[serde(rename = "smtp-id")]
    message_id: Option<String>,
}

/// Reads a request with these headers.
pub fn read(
    body: &[u8],
    (signature, timestamp): (&str, &str),
    key: &Key,
    now: Time,
) -> Result<Vec<Reported>, Refused> {
    let given = STANDARD.decode(signature).map_err(|_| Refused::Unsigned)?;
    let signed = [timestamp.as_bytes(), body].concat();
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, &key.0)
        .verify(&signed, &given)
        .map_err(|_| Refused::Unsigned)?;
    if !timestamp.parse().is_ok_and(|signed| is_recent(signed, now)) {
        return Err(Refused::Unsigned);
    }
    let events: Vec<Event> = serde_json::from_slice(body).map_err(|_| Refused::Malformed)?;
    Ok(events.into_iter().filter_map(reported).collect())
}

fn reported(event: Event) -> Option<Reported> {
    let status = event.status.as_deref();
    let report = match (event.event.as_str(), event.kind.as_deref()) {
        // Refused for this mail or this sender, not because of the address.
        ("bounce", Some("blocked")) => failed_for_now(status, "blocked"),
        ("bounce", _) => failed(status, "bounced"),
        ("deferred", _) => Report::Delayed("deferred".to_owned()),
        ("spamreport", _) => Report::Complaint,
        ("dropped", _) => match event.reason.as_deref() {
            Some("Bounced Address" | "Invalid") => Report::Failed("bounced before".to_owned()),
            Some("Spam Reporting Address") => Report::Complaint,
            _ => return None,
        },
        _ => return None,
    };
    let message_id = event.message_id.as_deref().map(in_brackets);
    Some(Reported { report, tags: Vec::new(), message_id })
}

#[cfg(test)]
mod tests {
    use ring::rand::SystemRandom;
    use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};

    use super::*;

    struct Sender {
        pair: EcdsaKeyPair,
        random: SystemRandom,
    }

    impl Sender {
        fn new() -> Sender {
            let random = SystemRandom::new();
            let algorithm = &ECDSA_P256_SHA256_ASN1_SIGNING;
            let key = EcdsaKeyPair::generate_pkcs8(algorithm, &random).expect("a key");
            let pair = EcdsaKeyPair::from_pkcs8(algorithm, key.as_ref(), &random).expect("a key");
            Sender { pair, random }
        }

        fn key(&self) -> Key {
            let info = [&KEY_INFO[..], self.pair.public_key().as_ref()].concat();
            Key::parse(&STANDARD.encode(info)).expect("a key")
        }

        fn sign(&self, time: &str, body: &str) -> String {
            let signed = format!("{time}{body}");
            STANDARD.encode(self.pair.sign(&self.random, signed.as_bytes()).expect("signed"))
        }
    }

    fn at() -> Time {
        Time::parse("2026-11-22T09:30:00Z").expect("an instant")
    }

    #[test]
    fn what_came_back_is_read_and_the_rest_ignored() {
        let sender = Sender::new();
        let body = r#"[
            {"event":"bounce","type":"bounce","status":"5.1.1","smtp-id":"<1@news.example>","email":"ann@reader.example"},
            {"event":"bounce","type":"blocked","status":"5.7.1","smtp-id":"<2@news.example>"},
            {"event":"open","smtp-id":"<3@news.example>"},
            {"event":"spamreport","smtp-id":"4@news.example"},
            {"event":"dropped","reason":"Bounced Address","smtp-id":"<5@news.example>"},
            {"event":"dropped","reason":"Unsubscribed Address","smtp-id":"<6@news.example>"}]"#;
        let time = at().seconds().to_string();
        let read = read(body.as_bytes(), (&sender.sign(&time, body), &time), &sender.key(), at());
        let found: Vec<_> = read
            .expect("signed")
            .into_iter()
            .map(|reported| (reported.message_id.expect("an id"), reported.report))
            .collect();
        let id = |number: u8| format!("<{number}@news.example>");
        assert_eq!(
            found,
            [
                (id(1), Report::Failed("5.1.1".into())),
                (id(2), Report::FailedForNow("5.7.1".into())),
                (id(4), Report::Complaint),
                (id(5), Report::Failed("bounced before".into())),
            ]
        );
    }

    #[test]
    fn a_request_of_somebody_else_is_refused() {
        let (sender, other) = (Sender::new(), Sender::new());
        let (body, time) = ("[]", at().seconds().to_string());
        let refused = |body: &str, signature: &str, time: &str, now: Time| {
            read(body.as_bytes(), (signature, time), &sender.key(), now).err()
        };
        let good = sender.sign(&time, body);
        assert_eq!(refused(body, &good, &time, at()), None);
        assert_eq!(refused("[1]", &good, &time, at()), Some(Refused::Unsigned));
        assert_eq!(refused(body, &good, "1", at()), Some(Refused::Unsigned));
        assert_eq!(refused(body, &other.sign(&time, body), &time, at()), Some(Refused::Unsigned));
        assert_eq!(refused(body, "no base64", &time, at()), Some(Refused::Unsigned));
        let later = at().plus(std::time::Duration::from_secs(2 * 86_400));
        assert_eq!(refused(body, &good, &time, later), Some(Refused::Unsigned));
        let malformed = sender.sign(&time, "{}");
        assert_eq!(refused("{}", &malformed, &time, at()), Some(Refused::Malformed));
        for key in ["", "AAAA", "no base64"] {
            assert!(Key::parse(key).is_none(), "{key}");
        }
    }
}
