//! A mail as its recipient sees it.

use mailparse::{MailHeaderMap as _, ParsedMail};
use rejoinder::mail::Sent;

/// A mail, decoded.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The only recipient.
    pub to: String,
    /// In plain words.
    pub subject: String,
    /// With the angle brackets.
    pub message_id: String,
    /// The part for those who read plain text, with LF.
    pub text: String,
    /// The part for the others.
    pub html: String,
    /// Name and value of each header.
    pub headers: Vec<(String, String)>,
    /// The message as it left.
    pub raw: Vec<u8>,
}

impl Letter {
    /// Reads what the memory transport kept.
    pub fn of(sent: &Sent) -> Letter {
        let letter = Letter::read(&sent.raw);
        assert_eq!(
            (letter.to.as_str(), letter.message_id.as_str()),
            (sent.to.as_str(), sent.message_id.as_str())
        );
        letter
    }

    /// Reads a message of text and HTML.
    pub fn read(raw: &[u8]) -> Letter {
        let mail = mailparse::parse_mail(raw).expect("a mail");
        assert_eq!(mail.ctype.mimetype, "multipart/alternative");
        let part = |mime: &str| -> String {
            let part =
                mail.subparts.iter().find(|part: &&ParsedMail<'_>| part.ctype.mimetype == mime);
            part.expect("both parts").get_body().expect("a body").replace("\r\n", "\n")
        };
        let header = |name: &str| mail.headers.get_first_value(name).unwrap_or_default();
        Letter {
            to: header("To"),
            subject: header("Subject"),
            message_id: header("Message-ID"),
            text: part("text/plain"),
            html: part("text/html"),
            headers: mail
                .headers
                .iter()
                .map(|header| (header.get_key(), header.get_value()))
                .collect(),
            raw: raw.to_vec(),
        }
    }

    /// A header's value, empty if there is none.
    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value)
    }
}
