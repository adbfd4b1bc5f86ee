//! The section `mail`.

use std::path::{Path, PathBuf};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use lettre::message::Mailbox;
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use secrecy::SecretString;
use serde::Deserialize;
use url::Url;

use crate::config::layers::Layers;
use crate::config::shown;
use crate::config::urls::{self, Refusal, refuse};
use crate::config::values::{DAY, check_folder, folder_path, line, seconds};

/// Sending mail.
#[derive(Clone, Debug)]
pub struct Mail {
    /// The mail transport.
    pub transport: Transport,
    /// The relay in lettre's format: `smtps://…` (TLS from the first byte), `smtp://…?tls=required`
    /// (STARTTLS), or, only with `smtp_allow_plaintext` and a loopback host, `smtp://…`. Always set
    /// for [`Transport::Smtp`].
    pub smtp_url: Option<SecretString>,
    /// Use no TLS to the host in `smtp_url`, which must be a loopback host.
    pub smtp_allow_plaintext: bool,
    /// The most open connections to the relay.
    pub smtp_connections: usize,
    /// A PEM file with another root certificate, for a relay with a private one.
    pub smtp_ca_file: Option<PathBuf>,
    /// The sender of all mail.
    pub from: Mailbox,
    /// Where answers go; to `from` if not set.
    pub reply_to: Option<Mailbox>,
    /// Where reports about undelivered mail go: the sender of the envelope, with a tag that names the
    /// mail. Without it that is `from`.
    pub return_path: Option<lettre::Address>,
    /// The PEM file of the private key (RSA or Ed25519) with which mails are signed by DKIM, for the
    /// domain of `from`; left to the relay if not set.
    pub dkim_key_file: Option<PathBuf>,
    /// The name under which the public key is in the DNS, before `._domainkey`.
    pub dkim_selector: String,
    /// The topic of Amazon SNS to which Amazon SES reports mails that came back.
    pub ses_topic: Option<String>,
    /// The key with which Mailgun signs such reports.
    pub mailgun_key: Option<SecretString>,
    /// The public key of SendGrid's such reports, in base64.
    pub sendgrid_key: Option<String>,
    /// The most mails per minute; 0 is no limit.
    pub per_minute: usize,
    /// The most mails per hour; 0 is no limit.
    pub per_hour: usize,
    /// The most mails per minute to addresses of one domain; 0 is no limit.
    pub per_domain: usize,
    /// The folder of [`Transport::File`].
    pub folder: PathBuf,
    /// A delivery that has not succeeded for this long is given up.
    pub max_age: Duration,
}

/// The mail transport.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Transport {
    /// Writes files to a folder.
    File,
    /// Sends through a relay.
    Smtp,
    /// Keeps mails in memory, for tests.
    Memory,
}

pub(in crate::config) fn read(layers: &mut Layers, folder: &Path, base_url: &str) -> Option<Mail> {
    let transport = layers.choice("mail.transport", &["file", "smtp", "memory"]);
    let smtp_allow_plaintext = layers.switch("mail.smtp_allow_plaintext");
    let smtp_url = layers
        .optional("mail.smtp_url", |text| urls::smtp(text, smtp_allow_plaintext == Some(true)));
    let smtp_connections = layers.number("mail.smtp_connections", 1..=64);
    let smtp_ca_file = layers.optional("mail.smtp_ca_file", |text| {
        let remedy = "Name a PEM file with the relay's root certificate, or remove it";
        match std::fs::read_to_string(text) {
            Ok(pem) if has_certificates(&pem) => Ok(PathBuf::from(text)),
            Ok(_) => refuse("there is no certificate in this file, or an invalid one", remedy),
            Err(error) => refuse(&format!("the file cannot be read: {error}"), remedy),
        }
    });
    let from = layers.optional("mail.from", |text| {
        mailbox(text, "Write an address such as \"News <news@example.org>\"")
    });
    let reply_to = layers.optional("mail.reply_to", |text| {
        mailbox(text, "Write an address such as \"The desk <desk@example.org>\"")
    });
    let return_path = layers.optional("mail.return_path", return_path);
    let dkim_key_file = layers.optional("mail.dkim_key_file", |text| Ok(PathBuf::from(text)));
    let dkim_selector = layers.text_of("mail.dkim_selector", selector);
    let ses_topic = layers.optional("mail.ses_topic", topic);
    let mailgun_key = layers.optional("mail.mailgun_key", |text| match text.len() {
        16.. => Ok(SecretString::from(text.to_owned())),
        _ => refuse("this is too short", "Copy the webhook signing key from Mailgun's settings"),
    });
    let sendgrid_key = layers.optional("mail.sendgrid_key", public_key);
    let per_minute = layers.number("mail.per_minute", 0..=100_000);
    let per_hour = layers.number("mail.per_hour", 0..=10_000_000);
    let per_domain = layers.number("mail.per_domain", 0..=100_000);
    let own_folder = layers.optional("mail.folder", folder_path);
    let max_age = seconds(layers, "mail.max_age", 3_600..=30 * DAY);
    if transport == Some(Transport::Smtp) && matches!(smtp_url, Some(None)) {
        let remedy = "Set it to your relay, for instance smtps://USER:PASSWORD@mail.example.org:465, or set \
                      mail.transport to file";
        layers.refuse(
            "mail.smtp_url",
            ("mail.transport is smtp, but no relay is set".to_owned(), remedy.to_owned()),
        );
    }
    let from = match from? {
        Some(from) => from,
        None => default_sender(layers, base_url)?,
    };
    let mail_folder = own_folder?.unwrap_or_else(|| {
        let computed = folder.join("mail");
        layers.computed("mail.folder", &shown(&computed), "data.folder");
        check_folder(layers, "mail.folder", &computed);
        computed
    });
    Some(Mail {
        transport: transport?,
        smtp_url: smtp_url?,
        smtp_allow_plaintext: smtp_allow_plaintext?,
        smtp_connections: smtp_connections?,
        smtp_ca_file: smtp_ca_file?,
        from,
        reply_to: reply_to?,
        return_path: return_path?,
        dkim_key_file: dkim_key_file?,
        dkim_selector: dkim_selector?,
        ses_topic: ses_topic?,
        mailgun_key: mailgun_key?,
        sendgrid_key: sendgrid_key?,
        per_minute: per_minute?,
        per_hour: per_hour?,
        per_domain: per_domain?,
        folder: mail_folder,
        max_age: max_age?,
    })
}

/// An address with or without a name.
fn mailbox(text: &str, remedy: &str) -> Result<Mailbox, Refusal> {
    match text.parse::<Mailbox>() {
        Ok(mailbox) => line(mailbox.name.as_deref().unwrap_or_default()).map(|_| mailbox),
        Err(_) => refuse("this is not an e-mail address", remedy),
    }
}

/// A name of a part of the DNS.
fn selector(text: &str) -> Result<String, Refusal> {
    let is_name = !text.is_empty()
        && text.len() <= 63
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-');
    match is_name {
        true => Ok(text.to_owned()),
        false => refuse(
            "this is not a part of a DNS name",
            "Write letters and digits, such as rejoinder",
        ),
    }
}

/// The name of a topic of Amazon SNS.
fn topic(text: &str) -> Result<String, Refusal> {
    let parts: Vec<&str> = text.trim().split(':').collect();
    match parts.as_slice() {
        ["arn", _, "sns", region, account, name]
            if !region.is_empty()
                && region.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
                && account.len() == 12
                && account.bytes().all(|byte| byte.is_ascii_digit())
                && !name.is_empty()
                && name
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)) =>
        {
            Ok(text.trim().to_owned())
        }
        _ => refuse(
            "this is no topic of Amazon SNS",
            "Write its ARN, such as arn:aws:sns:eu-west-1:123456789012:mail",
        ),
    }
}

/// A public key on P-256 in the form of RFC 5480, which has 91 bytes.
fn public_key(text: &str) -> Result<String, Refusal> {
    match STANDARD.decode(text.trim()) {
        Ok(bytes) if bytes.len() == 91 => Ok(text.trim().to_owned()),
        _ => refuse(
            "this is no public key of SendGrid",
            "Copy the verification key of the signed event webhook; it begins with MFkw",
        ),
    }
}

/// The sender of envelopes. Its local part has room for the tag, and no tag of its own.
fn return_path(text: &str) -> Result<lettre::Address, Refusal> {
    let remedy = "Write an address without a name, such as bounces@example.org, whose mail you pass to \
                  `rejoinder mail bounce`";
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    match text.trim().parse::<lettre::Address>() {
        Ok(address) if address.user().contains('+') || address.user().len() > 12 => {
            refuse("the part before @ has a plus sign or more than 12 characters", remedy)
        }
        // The tag is put behind it, and relays without SMTPUTF8 must accept the sender of every mail.
        Ok(address) if !address.user().bytes().all(is_plain) => {
            refuse("the part before @ has more than letters, digits, dots and dashes", remedy)
        }
        Ok(address) => Ok(address),
        Err(_) => refuse("this is not an e-mail address", remedy),
    }
}

/// Whether `pem` consists of one certificate or several that can be trusted as roots.
fn has_certificates(pem: &str) -> bool {
    let mut roots = RootCertStore::empty();
    let mut certificates = CertificateDer::pem_slice_iter(pem.as_bytes());
    certificates.all(|found| found.is_ok_and(|found| roots.add(found).is_ok())) && !roots.is_empty()
}

/// The default sender: `rejoinder` at the site's own host, unless that is an IP address.
fn default_sender(layers: &mut Layers, base_url: &str) -> Option<Mailbox> {
    let url = Url::parse(base_url).ok();
    let domain = url.as_ref().and_then(Url::domain).unwrap_or("localhost");
    match lettre::Address::new("rejoinder", domain) {
        Ok(address) => {
            layers.computed("mail.from", address.as_ref(), "server.base_url");
            Some(Mailbox::new(None, address))
        }
        Err(_) => {
            let fault = "no sender can be derived from the host of server.base_url".to_owned();
            let remedy = "Write an address such as \"News <news@example.org>\"".to_owned();
            layers.refuse("mail.from", (fault, remedy));
            None
        }
    }
}
