//! Mail services report by HTTP that a mail came back.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rejoinder::notify::model::State;
use reqwest::Method;
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair,
};
use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::pki_types::pem::PemObject;
use serde_json::{Value, json};

use crate::support::answer::Answer;
use crate::support::app::TestApp;

const MAILGUN: &str = "key-of-sixteen-characters";

/// The bytes before the point of a public key on P-256 (RFC 5480).
const KEY_INFO: &[u8] = b"\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07\x03\x42\x00";

/// Mailgun's report that a mail came back for good.
fn mailgun(app: &TestApp, key: &str, message_id: &str) -> Value {
    let (time, token) = (app.now().seconds().to_string(), "c0ffee");
    let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, key.as_bytes());
    let signature = ring::hmac::sign(&key, format!("{time}{token}").as_bytes());
    let hex: String = signature.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    json!({
        "signature": { "timestamp": time, "token": token, "signature": hex },
        "event-data": {
            "event": "failed", "severity": "permanent",
            "delivery-status": { "code": 550, "enhanced-code": "5.1.1" },
            "message": { "headers": { "message-id": message_id.trim_matches(['<', '>']) } }
        }
    })
}

async fn post(app: &TestApp, service: &str, body: &Value) -> Answer {
    let path = format!("/mail/returned/{service}");
    Answer::to(app.request(Method::POST, &path).json(body)).await
}

#[tokio::test]
async fn a_signed_report_suppresses_the_address_once_and_any_other_changes_nothing() {
    let random = SystemRandom::new();
    let algorithm = &ECDSA_P256_SHA256_ASN1_SIGNING;
    let key = EcdsaKeyPair::generate_pkcs8(algorithm, &random).expect("a key");
    let key = EcdsaKeyPair::from_pkcs8(algorithm, key.as_ref(), &random).expect("a key");
    let public = STANDARD.encode([KEY_INFO, key.public_key().as_ref()].concat());
    let app = TestApp::with(|config| {
        config.mail.mailgun_key = Some(MAILGUN.to_owned().into());
        config.mail.sendgrid_key = Some(public);
    })
    .await;
    let (moderator, admin) = (app.moderator().await, app.admin().await);
    let article = app.article().create().await;
    app.reader().post(&article, "First.").await;
    app.run_jobs().await;
    let to_moderator = app.mails_to(&moderator.email).remove(0).message_id;
    let to_admin = app.mails_to(&admin.email).remove(0).message_id;
    let suppressed = async || app.count("suppressions", "1 = 1").await;

    // Not configured, unknown, not signed, signed with another key, about another mail.
    let report = mailgun(&app, MAILGUN, &to_moderator);
    post(&app, "ses", &report).await.expect(404);
    post(&app, "postmaster", &report).await.expect(404);
    post(&app, "sendgrid", &json!([])).await.expect(403);
    let forged = mailgun(&app, "another-key-of-somebody", &to_moderator);
    post(&app, "mailgun", &forged).await.expect(403);
    let unknown = mailgun(&app, MAILGUN, "nobody@elsewhere.test");
    post(&app, "mailgun", &unknown).await.expect(204);
    assert_eq!((suppressed().await, app.deliveries(State::Suppressed).await), (0, 0));

    post(&app, "mailgun", &report).await.expect(204);
    assert_eq!((suppressed().await, app.deliveries(State::Suppressed).await), (1, 1));
    // An admin knows better; the same report, sent again, does not undo that.
    let listed = admin.get("/api/v1/suppressions").await.expect(200).json();
    let id = listed["items"][0]["id"].as_str().expect("an id").to_owned();
    admin.remove(&format!("/api/v1/suppressions/{id}")).await.expect(204);
    post(&app, "mailgun", &report).await.expect(204);
    assert_eq!(suppressed().await, 0);

    // SendGrid signs the body, with the time.
    let events = json!([{ "event": "spamreport", "smtp-id": to_admin }]).to_string();
    let time = app.now().seconds().to_string();
    let signature = key.sign(&random, format!("{time}{events}").as_bytes()).expect("signed");
    let send = async |events: &str| {
        let request = app
            .request(Method::POST, "/mail/returned/sendgrid")
            .header("x-twilio-email-event-webhook-signature", STANDARD.encode(signature.as_ref()))
            .header("x-twilio-email-event-webhook-timestamp", &time)
            .header("content-type", "application/json")
            .body(events.to_owned());
        Answer::to(request).await
    };
    send(&events.replace("spamreport", "bounce")).await.expect(403);
    assert_eq!(suppressed().await, 0);
    send(&events).await.expect(204);
    assert_eq!((suppressed().await, app.deliveries(State::Suppressed).await), (1, 2));
}

const TOPIC: &str = "arn:aws:sns:eu-west-1:123456789012:mail";
const SNS_CERTIFICATE: &[u8] = include_bytes!("../fixtures/sns/certificate.pem");
const SNS_KEY: &[u8] = include_bytes!("../fixtures/sns/key.pem");
const CERTIFICATE_URL: &str = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem";

/// A request of Amazon SNS, signed with the key of the fixture.
fn sns(at: &str, message: &Value) -> Value {
    let message = message.to_string();
    let signed = format!(
        "Message\n{message}\nMessageId\n22b80b92\nTimestamp\n{at}\nTopicArn\n{TOPIC}\nType\nNotification\n"
    );
    let key = PrivatePkcs8KeyDer::from_pem_slice(SNS_KEY).expect("a key");
    let key = RsaKeyPair::from_pkcs8(key.secret_pkcs8_der()).expect("a key");
    let mut signature = vec![0; key.public().modulus_len()];
    key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), signed.as_bytes(), &mut signature)
        .expect("signed");
    json!({
        "Type": "Notification", "MessageId": "22b80b92", "TopicArn": TOPIC, "Message": message,
        "Timestamp": at, "SignatureVersion": "2", "Signature": STANDARD.encode(signature),
        "SigningCertURL": CERTIFICATE_URL,
    })
}

fn ses(kind: &str, source: &str) -> Value {
    json!({
        "notificationType": kind,
        "bounce": { "bounceType": "Permanent", "bouncedRecipients": [{ "status": "5.1.1" }] },
        "complaint": { "complaintFeedbackType": "abuse" },
        "mail": { "source": source },
    })
}

/// The test trusts a certificate of its own, as if the address of the one in the requests had answered with it; the
/// program takes no other address than one of Amazon's.
#[tokio::test]
async fn amazon_s_signed_report_suppresses_the_address_of_the_envelope() {
    let app = TestApp::with(|config| {
        config.mail.ses_topic = Some(TOPIC.to_owned());
        config.mail.return_path = Some("bounces@news.test".parse().expect("an address"));
    })
    .await;
    let (moderator, admin) = (app.moderator().await, app.admin().await);
    let article = app.article().create().await;
    app.reader().post(&article, "First.").await;
    app.run_jobs().await;
    let envelope_to = |address: &str| {
        let sent = app.core.mailer.sent();
        sent.iter().find(|mail| mail.to == address).expect("a mail").from.clone()
    };
    let (to_moderator, to_admin) = (envelope_to(&moderator.email), envelope_to(&admin.email));
    assert!(to_moderator.starts_with("bounces+") && to_moderator != to_admin);
    let certificate = (CERTIFICATE_URL.parse().expect("a URL"), SNS_CERTIFICATE.into());
    *app.core.mailer.sns_certificate.lock().await = Some(certificate);
    let suppressed = async || app.count("suppressions", "1 = 1").await;

    let now = app.now().to_string();
    let report = sns(&now, &ses("Bounce", &to_moderator));
    for (field, value) in [
        ("Message", ses("Bounce", &to_admin).to_string()),
        ("TopicArn", "arn:aws:sns:eu-west-1:999999999999:mail".to_owned()),
        ("SigningCertURL", "https://sns.eu-west-1.amazonaws.com.evil.test/a.pem".to_owned()),
        ("SigningCertURL", "http://127.0.0.1/a.pem".to_owned()),
        ("SignatureVersion", "1".to_owned()),
    ] {
        let mut changed = report.clone();
        changed[field] = json!(value);
        let answer = post(&app, "ses", &changed).await;
        assert_eq!(answer.status, 403, "{field}");
    }
    // An envelope whose tag nobody but this site could make, of another mail.
    let forged = to_moderator.replace('@', "0@");
    post(&app, "ses", &sns(&now, &ses("Bounce", &forged))).await.expect(204);
    assert_eq!(suppressed().await, 0);

    post(&app, "ses", &report).await.expect(204);
    assert_eq!((suppressed().await, app.deliveries(State::Suppressed).await), (1, 1));
    post(&app, "ses", &sns(&now, &ses("Complaint", &to_admin))).await.expect(204);
    assert_eq!(suppressed().await, 2);
    app.advance(std::time::Duration::from_secs(2 * 86_400));
    post(&app, "ses", &report).await.expect(403);
}
