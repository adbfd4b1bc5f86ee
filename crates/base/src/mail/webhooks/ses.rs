//! Amazon SES, which reports to a topic of Amazon SNS, which posts to us: JSON in JSON, signed with the key of a
//! certificate whose address is in the request.
//! <https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html>

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use serde::Deserialize;
use url::Url;
use webpki::EndEntityCert;
use webpki::ring::RSA_PKCS1_2048_8192_SHA256;

use crate::clock::Time;
use crate::mail::bounce::{Report, tag_of};
use crate::mail::webhooks::{Refused, Reported, failed, failed_for_now, is_recent};

/// The most bytes of a certificate.
pub const CERTIFICATE: usize = 64 * 1024;

/// A request of Amazon SNS, which is not verified yet.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Envelope {
    r#type: String,
    message_id: String,
    topic_arn: String,
    subject: Option<String>,
    message: String,
    timestamp: String,
    token: Option<String>,
    #[serde(rename = "SubscribeURL")]
    subscribe_url: Option<String>,
    signature_version: String,
    signature: String,
    #[serde(rename = "SigningCertURL")]
    certificate_url: String,
}

/// What a verified request says.
#[derive(Debug, PartialEq, Eq)]
pub enum Said {
    /// Something about a mail.
    Reported(Reported),
    /// The topic wants to know by a request to this address whether we want its messages.
    Confirm(Url),
    /// Nothing that concerns us.
    Nothing,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Notification {
    #[serde(alias = "eventType")]
    notification_type: String,
    bounce: Option<Bounce>,
    complaint: Option<Complaint>,
    mail: Mail,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Bounce {
    bounce_type: String,
    #[serde(default)]
    bounced_recipients: Vec<BouncedRecipient>,
}

#[derive(Deserialize)]
struct BouncedRecipient {
    status: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Complaint {
    complaint_feedback_type: Option<String>,
}

#[derive(Deserialize)]
struct Mail {
    source: String,
}

impl Envelope {
    /// Reads a request about `topic`, and the address of the certificate that it has to be verified with, which is
    /// one of Amazon's.
    pub fn read(body: &[u8], topic: &str) -> Result<(Envelope, Url), Refused> {
        let envelope: Envelope = serde_json::from_slice(body).map_err(|_| Refused::Unsigned)?;
        let certificate = of_sns(&envelope.certificate_url)
            .filter(|url| url.path().ends_with(".pem") && url.query().is_none());
        match certificate {
            // Version 1 signs by SHA-1.
            Some(url) if envelope.topic_arn == topic && envelope.signature_version == "2" => {
                Ok((envelope, url))
            }
            _ => Err(Refused::Unsigned),
        }
    }

    /// Verifies the request with the certificate.
    pub fn verify(self, certificate: &[u8], now: Time) -> Result<Said, Refused> {
        let unsigned = |_| Refused::Unsigned;
        let der = CertificateDer::from_pem_slice(certificate).map_err(|_| Refused::Unsigned)?;
        let key = EndEntityCert::try_from(&der).map_err(unsigned)?;
        let signature = STANDARD.decode(&self.signature).map_err(|_| Refused::Unsigned)?;
        key.verify_signature(RSA_PKCS1_2048_8192_SHA256, self.signed().as_bytes(), &signature)
            .map_err(unsigned)?;
        let signed_at = Time::parse(&self.timestamp).ok_or(Refused::Malformed)?;
        if !is_recent(signed_at.seconds(), now) {
            return Err(Refused::Unsigned);
        }
        match self.r#type.as_str() {
            "Notification" => Ok(reported(&self.message)?.map_or(Said::Nothing, Said::Reported)),
            "SubscriptionConfirmation" => {
                let url = self.subscribe_url.as_deref().and_then(of_sns);
                Ok(Said::Confirm(url.ok_or(Refused::Malformed)?))
            }
            _ => Ok(Said::Nothing),
        }
    }

    /// What is signed: names and values in alphabetical order, each on a line.
    fn signed(&self) -> String {
        let fields = [
            ("Message", Some(&self.message)),
            ("MessageId", Some(&self.message_id)),
            ("Subject", self.subject.as_ref()),
            ("SubscribeURL", self.subscribe_url.as_ref()),
            ("Timestamp", Some(&self.timestamp)),
            ("Token", self.token.as_ref()),
            ("TopicArn", Some(&self.topic_arn)),
            ("Type", Some(&self.r#type)),
        ];
        let lines =
            fields.iter().filter_map(|(name, value)| Some(format!("{name}\n{}\n", (*value)?)));
        lines.collect()
    }
}

/// An address of Amazon SNS: `https://sns.REGION.amazonaws.com/…`.
fn of_sns(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let host = url.host_str()?;
    let region = host
        .strip_prefix("sns.")?
        .strip_suffix(".cn")
        .or_else(|| host.strip_prefix("sns."))?
        .strip_suffix(".amazonaws.com")?;
    let is_region = !region.is_empty()
        && region.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let is_plain = url.scheme() == "https"
        && url.port().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    (is_region && is_plain).then_some(url)
}

fn reported(message: &str) -> Result<Option<Reported>, Refused> {
    // A topic may carry messages of other programs, and a test message that is no JSON.
    let Ok(notification) = serde_json::from_str::<Notification>(message) else { return Ok(None) };
    let report = match notification.notification_type.as_str() {
        "Bounce" => {
            let bounce = notification.bounce.ok_or(Refused::Malformed)?;
            let first = bounce.bounced_recipients.first();
            let status = first.and_then(|recipient| recipient.status.as_deref());
            match bounce.bounce_type.as_str() {
                "Permanent" => failed(status, "permanent"),
                _ => failed_for_now(status, "transient"),
            }
        }
        "Complaint" => {
            let kind = notification.complaint.and_then(|said| said.complaint_feedback_type);
            match kind.as_deref() {
                None | Some("abuse" | "other") => Report::Complaint,
                // `not-spam` takes a complaint back; the others are about virus and fraud.
                Some(_) => return Ok(None),
            }
        }
        _ => return Ok(None),
    };
    let tags = tag_of(&notification.mail.source).into_iter().collect();
    // SES replaces the Message-ID.
    Ok(Some(Reported { report, tags, message_id: None }))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CERTIFICATE: &[u8] = include_bytes!("samples/sns.pem");
    const BOUNCE: &str = include_str!("samples/ses_bounce.json");
    const TOPIC: &str = "arn:aws:sns:eu-west-1:123456789012:mail";

    fn at() -> Time {
        Time::parse("2026-11-22T10:00:00Z").expect("an instant")
    }

    fn verified(body: &str, now: Time) -> Result<Said, Refused> {
        Envelope::read(body.as_bytes(), TOPIC)?.0.verify(CERTIFICATE, now)
    }

    #[test]
    fn a_signed_bounce_is_read() {
        let (_, certificate) = Envelope::read(BOUNCE.as_bytes(), TOPIC).expect("about the topic");
        assert_eq!(certificate.host_str(), Some("sns.eu-west-1.amazonaws.com"));
        let reported = Reported {
            report: Report::Failed("5.1.1".into()),
            tags: vec!["17-abc".into()],
            message_id: None,
        };
        assert_eq!(verified(BOUNCE, at()), Ok(Said::Reported(reported)));
    }

    #[test]
    fn what_was_changed_or_kept_is_refused() {
        for (from, to) in [
            ("17-abc", "18-abc"),
            ("22b80b92", "22b80b93"),
            ("\"Notification\"", "\"SubscriptionConfirmation\""),
            (TOPIC, "arn:aws:sns:eu-west-1:999999999999:mail"),
            ("\"SignatureVersion\": \"2\"", "\"SignatureVersion\": \"1\""),
            ("https://sns.eu-west-1.amazonaws.com/", "https://sns.example/"),
            ("https://sns.eu-west-1.amazonaws.com/", "https://sns.x.amazonaws.com.evil.example/"),
            ("https://sns.eu-west-1.amazonaws.com/", "http://sns.eu-west-1.amazonaws.com/"),
            ("https://sns.eu-west-1.amazonaws.com/", "https://sns.eu-west-1.amazonaws.com:8443/"),
            ("https://sns.eu-west-1.amazonaws.com/", "https://bucket.s3.amazonaws.com/"),
        ] {
            let changed = BOUNCE.replacen(from, to, 1);
            assert_ne!(changed, BOUNCE, "{from}");
            assert_eq!(verified(&changed, at()), Err(Refused::Unsigned), "{to}");
        }
        let later = at().plus(std::time::Duration::from_secs(2 * 86_400));
        assert_eq!(verified(BOUNCE, later), Err(Refused::Unsigned));
        assert_eq!(verified("{}", at()), Err(Refused::Unsigned));
    }

    #[test]
    fn bounces_complaints_and_other_notifications_are_told_apart() {
        let report =
            |message: &str| reported(message).expect("well-formed").map(|reported| reported.report);
        let mail = r#""mail":{"source":"bounces+17-abc@news.example"}"#;
        let bounce = |kind: &str| {
            format!(r#"{{"eventType":"Bounce","bounce":{{"bounceType":"{kind}"}},{mail}}}"#)
        };
        assert_eq!(report(&bounce("Permanent")), Some(Report::Failed("permanent".into())));
        assert_eq!(report(&bounce("Transient")), Some(Report::FailedForNow("transient".into())));
        let complaint = |kind: &str| {
            format!(r#"{{"notificationType":"Complaint","complaint":{{{kind}}},{mail}}}"#)
        };
        assert_eq!(report(&complaint("")), Some(Report::Complaint));
        let not_spam = r#""complaintFeedbackType":"not-spam""#;
        assert_eq!(report(&complaint(not_spam)), None);
        assert_eq!(report(&format!(r#"{{"notificationType":"Delivery",{mail}}}"#)), None);
        assert_eq!(report("Successfully validated SNS topic"), None);
        let without = format!(r#"{{"notificationType":"Bounce",{mail}}}"#);
        assert_eq!(reported(&without), Err(Refused::Malformed));
    }
}
