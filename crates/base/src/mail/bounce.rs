//! What came back: reports about mails that could not be delivered (RFC 3464) and complaints of
//! recipients (ARF, RFC 5965). Only their fields are read, never the sentences, which differ from
//! server to server. No I/O.

use mailparse::{DispositionType, MailHeaderMap, ParsedMail, parse_mail};

/// What a report says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Report {
    /// The mail could not be delivered and never will be: `5.1.1`.
    Failed(String),
    /// The mail could not be delivered, for a reason that may pass: a full mailbox, a policy of the
    /// recipient's server.
    FailedForNow(String),
    /// The mail is still being tried.
    Delayed(String),
    /// The recipient has reported the mail as unwanted.
    Complaint,
}

/// A report, and the tags of the envelopes that it may be about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returned {
    /// What it says.
    pub report: Report,
    /// What follows the plus sign in addresses of this mail that have one: one of them names the mail
    /// that came back.
    pub tags: Vec<String>,
}

/// Reads a report. `None` for any other mail, such as an answer by a person or an absence notice.
pub fn read(message: &[u8]) -> Option<Returned> {
    let mail = parse_mail(message).ok()?;
    let report = report(&mail)?;
    let mut tags = Vec::new();
    collect_tags(&mail, &mut tags);
    Some(Returned { report, tags })
}

fn report(mail: &ParsedMail<'_>) -> Option<Report> {
    if mail.ctype.mimetype != "multipart/report" {
        return None;
    }
    for part in &mail.subparts {
        match part.ctype.mimetype.as_str() {
            "message/delivery-status" | "message/global-delivery-status" => {
                return of_status(&part.get_body().ok()?);
            }
            "message/feedback-report" => {
                let fields = part.get_body().ok()?;
                let kind = field(&fields, "feedback-type")?;
                // `not-spam` takes a complaint back; the others are about virus and fraud.
                return kind.eq_ignore_ascii_case("abuse").then_some(Report::Complaint);
            }
            _ => {}
        }
    }
    None
}

/// Reads the fields about the first recipient that was not served.
fn of_status(fields: &str) -> Option<Report> {
    let groups = fields.replace("\r\n", "\n");
    for group in groups.split("\n\n") {
        let (Some(action), Some(status)) = (field(group, "action"), field(group, "status")) else {
            continue;
        };
        let status = status.split_whitespace().next().unwrap_or_default().to_owned();
        let is_final = action.eq_ignore_ascii_case("failed");
        return Some(match status.as_str() {
            status if action.eq_ignore_ascii_case("delayed") => Report::Delayed(status.to_owned()),
            _ if !is_final => return None,
            status => failed(status),
        });
    }
    None
}

/// What a mail that was given up with this status means for its address.
pub(super) fn failed(status: &str) -> Report {
    match status {
        // A full mailbox, and policies that may change (RFC 3463).
        "5.2.2" => Report::FailedForNow(status.to_owned()),
        status if status.starts_with("5.7.") => Report::FailedForNow(status.to_owned()),
        status if status.starts_with("5.") => Report::Failed(status.to_owned()),
        // Given up after days of temporary faults.
        _ => Report::FailedForNow(status.to_owned()),
    }
}

/// The value of a field, without its type.
fn field<'a>(group: &'a str, name: &str) -> Option<&'a str> {
    group.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.trim().eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

/// Collects the tags of addresses in the headers of a mail and of the mails in it. Texts are not
/// searched: a person may quote anything.
fn collect_tags(mail: &ParsedMail<'_>, tags: &mut Vec<String>) {
    for name in ["To", "Delivered-To", "X-Original-To", "Return-Path", "Original-Rcpt-To"] {
        for value in mail.headers.get_all_values(name) {
            tags_in(&value, tags);
        }
    }
    for part in &mail.subparts {
        let is_attached = part.get_content_disposition().disposition == DispositionType::Attachment;
        match part.ctype.mimetype.as_str() {
            "message/rfc822" | "text/rfc822-headers" | "message/global" if !is_attached => {
                if let Ok(inner) = part.get_body_raw()
                    && let Ok((headers, _)) = mailparse::parse_headers(&inner)
                {
                    for name in ["Return-Path", "X-Envelope-From"] {
                        for value in headers.get_all_values(name) {
                            tags_in(&value, tags);
                        }
                    }
                }
            }
            _ => {}
        }
    }
}

/// The tag of an address: what is between a plus sign and the at sign.
pub fn tag_of(address: &str) -> Option<String> {
    let mut tags = Vec::new();
    tags_in(address, &mut tags);
    tags.pop()
}

/// Collects the tags of the addresses in a header.
fn tags_in(value: &str, tags: &mut Vec<String>) {
    for word in value.split([' ', ',', '<', '>', ';', '"']) {
        let tag = word.split_once('@').and_then(|(local, _)| local.split_once('+'));
        if let Some((_, tag)) = tag
            && !tag.is_empty()
            && !tags.iter().any(|known| known == tag)
        {
            tags.push(tag.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn returned(action: &str, status: &str) -> String {
        format!(
            "From: MAILER-DAEMON@mx.example\r\nTo: bounces+17-abc@news.example\r\nSubject: Undelivered\r\n\
             MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n\
             --b\r\nContent-Type: text/plain\r\n\r\nSorry: 5.9.9 bounces+99-zzz@news.example\r\n\
             --b\r\nContent-Type: message/delivery-status\r\n\r\n\
             Reporting-MTA: dns; mx.example\r\n\r\n\
             Final-Recipient: rfc822; ann@reader.example\r\nAction: {action}\r\nStatus: {status} (bad mailbox)\r\n\
             --b\r\nContent-Type: text/rfc822-headers\r\n\r\nReturn-Path: <bounces+17-abc@news.example>\r\nSubject: Held\r\n\
             --b--\r\n"
        )
    }

    #[test]
    fn a_report_is_read_by_its_fields() {
        let read = |action: &str, status: &str| {
            read(returned(action, status).as_bytes()).map(|returned| returned.report)
        };
        assert_eq!(read("failed", "5.1.1"), Some(Report::Failed("5.1.1".into())));
        assert_eq!(read("failed", "5.2.2"), Some(Report::FailedForNow("5.2.2".into())));
        assert_eq!(read("failed", "5.7.1"), Some(Report::FailedForNow("5.7.1".into())));
        assert_eq!(read("failed", "4.4.1"), Some(Report::FailedForNow("4.4.1".into())));
        assert_eq!(read("delayed", "4.4.1"), Some(Report::Delayed("4.4.1".into())));
        assert_eq!(read("delivered", "2.0.0"), None);
        let tags = super::read(returned("failed", "5.1.1").as_bytes()).expect("a report").tags;
        assert_eq!(tags, ["17-abc"], "texts are not searched");
    }

    #[test]
    fn a_complaint_is_a_report_and_an_answer_is_none() {
        let complaint = "To: bounces+17-abc@news.example\r\n\
             Content-Type: multipart/report; report-type=feedback-report; boundary=\"b\"\r\n\r\n\
             --b\r\nContent-Type: message/feedback-report\r\n\r\n\
             Feedback-Type: abuse\r\nUser-Agent: Someone/1\r\nVersion: 1\r\n--b--\r\n";
        let found = read(complaint.as_bytes()).expect("a report");
        assert_eq!((found.report, found.tags), (Report::Complaint, vec!["17-abc".to_owned()]));
        assert_eq!(read(complaint.replace("abuse", "not-spam").as_bytes()), None);
        for other in [
            "",
            "no mail",
            "To: bounces+17-abc@news.example\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n",
        ] {
            assert_eq!(read(other.as_bytes()), None, "{other}");
        }
    }
}
