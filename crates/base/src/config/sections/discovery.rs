//! The section `discovery`.

use url::Url;

use crate::config::layers::Layers;
use crate::config::urls::{self, refuse};
use crate::config::values::{line, paragraphs, web_url};

/// What search engines and other programs find beside the pages.
#[derive(Clone, Debug)]
pub struct Discovery {
    /// Lines that are added to `/robots.txt`; may be empty.
    pub robots: String,
    /// Contacts for security reports, URIs, the preferred one first; empty: no `security.txt`.
    pub security_contact: Vec<String>,
    /// The URL of the policy about such reports.
    pub security_policy: Option<String>,
    /// The key for IndexNow; nothing is sent without one.
    pub indexnow_key: Option<String>,
    /// The address to which changed articles are sent by IndexNow.
    pub indexnow_endpoint: String,
    /// Whether other sites may say that they link to an article.
    pub receive_webmentions: bool,
    /// Whether other sites are notified that an article links to them.
    pub send_webmentions: bool,
}

/// The most lines that may be added to `/robots.txt`; search engines read its first 500 kB.
const ROBOTS_LINES: usize = 500;

pub(in crate::config) fn read(layers: &mut Layers) -> Option<Discovery> {
    let robots = layers.text_of("discovery.robots", |text| {
        let text = paragraphs(text)?;
        match text.lines().count() {
            0..=ROBOTS_LINES => Ok(text),
            _ => refuse("it is too long", &format!("Write at most {ROBOTS_LINES} lines")),
        }
    });
    let form = "Write URIs, for instance [\"mailto:security@example.org\", \"https://example.org/security\"]";
    let security_contact = layers.list::<String>("discovery.security_contact", form);
    if let Some(wrong) = security_contact.iter().flatten().find(|text| !is_contact(text)) {
        layers.refuse(
            "discovery.security_contact",
            (format!("{wrong:?} is not a URI of mailto:, tel: or https:"), form.to_owned()),
        );
    }
    let security_policy = layers.optional("discovery.security_policy", |text| {
        web_url(text, "Write the URL of a page, for instance https://example.org/security")
    });
    let indexnow_key = layers.optional("discovery.indexnow_key", |text| {
        let is_key = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        match (8..=128).contains(&text.len()) && text.bytes().all(is_key) {
            true => Ok(text.to_owned()),
            false => refuse("this is not a key", "Write 8 to 128 letters, digits and dashes"),
        }
    });
    let indexnow_endpoint = layers.text_of("discovery.indexnow_endpoint", |text| {
        web_url(text, "Write a URL, for instance https://api.indexnow.org/indexnow")
    });
    let receive_webmentions = layers.switch("discovery.receive_webmentions");
    let send_webmentions = layers.switch("discovery.send_webmentions");
    Some(Discovery {
        robots: robots?,
        security_contact: security_contact?,
        security_policy: security_policy?,
        indexnow_key: indexnow_key?,
        indexnow_endpoint: indexnow_endpoint?,
        receive_webmentions: receive_webmentions?,
        send_webmentions: send_webmentions?,
    })
}

/// Whether `text` is a contact for `security.txt` (RFC 9116, 2.5.3): a URI, and not plain http.
fn is_contact(text: &str) -> bool {
    let is_line = line(text).is_ok_and(|line| line == text);
    is_line
        && Url::parse(text).is_ok_and(|uri| match uri.scheme() {
            "mailto" => uri.path().parse::<lettre::Address>().is_ok(),
            "tel" => uri.path().bytes().any(|byte| byte.is_ascii_digit()),
            "https" => urls::is_web(text),
            _ => false,
        })
}
