//! DKIM signatures (RFC 6376, RFC 8463), with header and body in the form `relaxed`.
//!
//! ring signs, because it is in the tree for TLS; what is left is the two canonical forms and one
//! header. The signature covers the headers for unsubscribing, which mailbox providers require
//! (RFC 8058, 4), and it names `From` twice, so that nobody can add another one.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::PemObject;
use sha2::{Digest, Sha256};

use crate::clock::Time;
use crate::config;
use crate::error::{Error, Result};

/// The headers that are signed if a mail has them.
const SIGNED: [&str; 14] = [
    "from",
    "from",
    "to",
    "reply-to",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "list-id",
    "list-unsubscribe",
    "list-unsubscribe-post",
    "auto-submitted",
];

/// Signs the mails of one domain.
pub struct Signer {
    domain: String,
    selector: String,
    key: Key,
}

enum Key {
    Rsa(RsaKeyPair),
    Ed25519(Ed25519KeyPair),
}

impl Signer {
    /// Reads the configured key; `None` if there is none and signing is left to the relay.
    ///
    /// # Errors
    /// If the file cannot be read, or has no RSA or Ed25519 key; the message says what to do.
    pub fn open(settings: &config::Mail) -> Result<Option<Signer>> {
        let Some(file) = &settings.dkim_key_file else { return Ok(None) };
        let domain = settings.from.email.domain().to_owned();
        Ok(Some(Signer { domain, selector: settings.dkim_selector.clone(), key: read_key(file)? }))
    }

    /// The name of the DNS entry with the public key.
    pub fn name(&self) -> String {
        format!("{}._domainkey.{}", self.selector, self.domain)
    }

    /// The text of that entry.
    pub fn record(&self) -> String {
        match &self.key {
            Key::Rsa(pair) => {
                format!(
                    "v=DKIM1; k=rsa; p={}",
                    STANDARD.encode(public_key_info(pair.public_key().as_ref()))
                )
            }
            Key::Ed25519(pair) => {
                format!("v=DKIM1; k=ed25519; p={}", STANDARD.encode(pair.public_key().as_ref()))
            }
        }
    }

    /// The message with a signature in front. Its lines end with CR LF.
    pub fn sign(&self, message: &[u8], now: Time) -> Result<Vec<u8>> {
        let end = find(message, b"\r\n\r\n")
            .ok_or_else(|| Error::internal("a mail without an end of its headers"))?;
        let (head, body) = (&message[..end + 2], &message[end + 4..]);
        let headers = headers(head);
        let present: Vec<&str> = SIGNED
            .into_iter()
            .filter(|name| headers.iter().any(|(found, _)| found == name))
            .collect();
        let algorithm = match &self.key {
            Key::Rsa(_) => "rsa-sha256",
            Key::Ed25519(_) => "ed25519-sha256",
        };
        let hash = STANDARD.encode(Sha256::digest(relaxed_body(body)));
        let unsigned = format!(
            "v=1; a={algorithm}; c=relaxed/relaxed; d={}; s={};\r\n t={}; h={};\r\n bh={hash};\r\n b=",
            self.domain,
            self.selector,
            now.seconds(),
            present.join(":"),
        );
        let mut signed = Vec::new();
        let mut first = true;
        for name in present {
            // The second `from` stands for one that the mail does not have: it adds nothing.
            if name == "from" && !std::mem::take(&mut first) {
                continue;
            }
            if let Some((_, value)) = headers.iter().rfind(|(found, _)| found == name) {
                signed.extend(format!("{name}:{value}\r\n").into_bytes());
            }
        }
        signed.extend(format!("dkim-signature:{}", relaxed_value(&unsigned)).into_bytes());
        let signature = STANDARD.encode(self.signature(&signed)?);
        let lines: Vec<&str> = signature
            .as_bytes()
            .chunks(70)
            .filter_map(|line| std::str::from_utf8(line).ok())
            .collect();
        let header = format!("DKIM-Signature: {unsigned}{}\r\n", lines.join("\r\n "));
        Ok([header.as_bytes(), message].concat())
    }

    fn signature(&self, signed: &[u8]) -> Result<Vec<u8>> {
        match &self.key {
            Key::Rsa(pair) => {
                let mut signature = vec![0; pair.public().modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), signed, &mut signature)
                    .map_err(|_| Error::internal("a mail could not be signed"))?;
                Ok(signature)
            }
            // RFC 8463: the hash is signed.
            Key::Ed25519(pair) => Ok(pair.sign(&Sha256::digest(signed)).as_ref().to_vec()),
        }
    }
}

fn read_key(file: &Path) -> Result<Key> {
    let error = |cause: &str| {
        Error::internal(format!(
            "mail.dkim_key_file {}: {cause}; make one by: openssl genpkey -algorithm ed25519 -out {}",
            file.display(),
            file.display()
        ))
    };
    let pem = std::fs::read(file).map_err(|cause| error(&cause.to_string()))?;
    let key =
        PrivateKeyDer::from_pem_slice(&pem).map_err(|_| error("there is no private key in it"))?;
    let (rsa, der) = match &key {
        PrivateKeyDer::Pkcs1(key) => (RsaKeyPair::from_der(key.secret_pkcs1_der()), None),
        PrivateKeyDer::Pkcs8(key) => {
            let der = key.secret_pkcs8_der();
            (RsaKeyPair::from_pkcs8(der), Some(der))
        }
        _ => return Err(error("the key is neither RSA nor Ed25519")),
    };
    if let Ok(pair) = rsa {
        return Ok(Key::Rsa(pair));
    }
    let pair = der.map(Ed25519KeyPair::from_pkcs8_maybe_unchecked);
    match pair {
        Some(Ok(pair)) => Ok(Key::Ed25519(pair)),
        _ => Err(error("the key is neither RSA of at least 2048 bits nor Ed25519")),
    }
}

/// An RSA key as DNS entries have it: ring gives the key alone, without the object identifier of RSA
/// around it (RFC 5280, SubjectPublicKeyInfo).
fn public_key_info(key: &[u8]) -> Vec<u8> {
    const RSA: [u8; 15] = [0x30, 13, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 1, 1, 5, 0];
    let bits = element(3, &[&[0], key].concat());
    element(0x30, &[RSA.as_slice(), &bits].concat())
}

/// A DER element of less than 64 KiB.
fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let [.., high, low] = content.len().to_be_bytes();
    let mut bytes = vec![tag];
    match content.len() {
        0..=0x7f => bytes.push(low),
        0x80..=0xff => bytes.extend([0x81, low]),
        _ => bytes.extend([0x82, high, low]),
    }
    bytes.extend_from_slice(content);
    bytes
}

/// The headers with names in lower case and values in the relaxed form.
fn headers(head: &[u8]) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(head);
    let mut found: Vec<(String, String)> = Vec::new();
    for line in text.split("\r\n").filter(|line| !line.is_empty()) {
        match (line.starts_with([' ', '\t']), found.last_mut()) {
            (true, Some((_, value))) => {
                value.push_str("\r\n");
                value.push_str(line);
            }
            _ => {
                let (name, value) = line.split_once(':').unwrap_or((line, ""));
                found.push((name.trim_end().to_ascii_lowercase(), value.to_owned()));
            }
        }
    }
    found.into_iter().map(|(name, value)| (name, relaxed_value(&value))).collect()
}

/// A value on one line, with single spaces and none at the ends.
fn relaxed_value(value: &str) -> String {
    let words = value.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// The body with single spaces, none at the ends of lines, and without empty lines at its end.
fn relaxed_body(body: &[u8]) -> Vec<u8> {
    let mut relaxed = Vec::with_capacity(body.len());
    let mut lines: Vec<Vec<u8>> = Vec::new();
    let mut rest = body;
    while !rest.is_empty() {
        let (line, next) = match find(rest, b"\r\n") {
            Some(place) => (&rest[..place], &rest[place + 2..]),
            None => (rest, &rest[rest.len()..]),
        };
        let mut reduced: Vec<u8> = Vec::with_capacity(line.len());
        for byte in line {
            match byte {
                b' ' | b'\t' if reduced.last() == Some(&b' ') => {}
                b' ' | b'\t' => reduced.push(b' '),
                byte => reduced.push(*byte),
            }
        }
        if reduced.last() == Some(&b' ') {
            reduced.pop();
        }
        lines.push(reduced);
        rest = next;
    }
    while lines.last().is_some_and(Vec::is_empty) {
        lines.pop();
    }
    for line in lines {
        relaxed.extend(line);
        relaxed.extend(b"\r\n");
    }
    relaxed
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use ring::signature::{ED25519, UnparsedPublicKey};

    use super::*;
    use crate::config::Config;

    /// The canonical forms of RFC 6376, 3.4.5.
    #[test]
    fn the_canonical_forms_are_those_of_the_standard() {
        let head = b"A: X\r\nB : Y\t\r\n\tZ  \r\n";
        let expected = [("a", "X"), ("b", "Y Z")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert_eq!(headers(head), expected);
        assert_eq!(relaxed_body(b" C \r\nD \t E\r\n\r\n\r\n"), b" C\r\nD E\r\n");
        assert_eq!(relaxed_body(b""), b"");
        assert_eq!(relaxed_body(b"no end"), b"no end\r\n");
    }

    #[test]
    fn a_signature_covers_the_headers_for_unsubscribing_and_verifies() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("key.pem");
        let pkcs8 = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).expect("a key");
        let pem = format!(
            "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n",
            STANDARD.encode(pkcs8.as_ref())
        );
        std::fs::write(&file, pem).expect("written");
        let text = format!(
            "[mail]\nfrom = \"News <news@example.org>\"\ndkim_key_file = \"{}\"\ndkim_selector = \"desk\"\n",
            file.display()
        );
        let settings = Config::from_toml(&text).expect("good").startup.mail;
        let signer = Signer::open(&settings).expect("opened").expect("a signer");
        assert_eq!(signer.name(), "desk._domainkey.example.org");
        let mail = b"From: News <news@example.org>\r\nSubject: One\r\n two\r\nList-Unsubscribe: <https://x.example>\r\n\
            List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n\r\nBody\r\n";
        let now = Time::parse("2026-11-22T09:30:00Z").expect("an instant");
        let signed = signer.sign(mail, now).expect("signed");
        assert!(signed.ends_with(mail), "the mail itself is as it was");
        let text = String::from_utf8(signed).expect("ASCII");
        let fields = headers(text.split("\r\n\r\n").next().expect("headers").as_bytes());
        let (_, value) = fields.iter().find(|(name, _)| name == "dkim-signature").expect("signed");
        assert!(
            value.contains("h=from:from:subject:list-unsubscribe:list-unsubscribe-post;"),
            "{value}"
        );
        let (unsigned, signature) = value.rsplit_once("b=").expect("a signature");
        let covered = format!(
            "from:News <news@example.org>\r\nsubject:One two\r\nlist-unsubscribe:<https://x.example>\r\n\
             list-unsubscribe-post:List-Unsubscribe=One-Click\r\ndkim-signature:{unsigned}b="
        );
        let public = signer.record().rsplit_once("p=").map(|(_, key)| STANDARD.decode(key));
        let public = public.expect("a key").expect("base64");
        let signature = STANDARD.decode(signature.replace(' ', "")).expect("base64");
        UnparsedPublicKey::new(&ED25519, public)
            .verify(&Sha256::digest(covered), &signature)
            .expect("it verifies");
    }

    #[test]
    fn an_rsa_key_is_wrapped_as_dns_entries_have_it() {
        let info = public_key_info(&[7; 270]);
        assert_eq!(info[..4], [0x30, 0x82, 1, 34]);
        assert_eq!(info[4 + 15..4 + 15 + 5], [3, 0x82, 1, 15, 0]);
        assert_eq!(info.len(), 294);
        assert_eq!(element(3, &[1]), [3, 1, 1]);
        assert_eq!(element(3, &[1; 200])[..3], [3, 0x81, 200]);
    }
}
