//! Requests to Akismet and its answers. No I/O.
//!
//! The interface is Akismet's own: <https://akismet.com/developers/detailed-docs/>.

use std::net::IpAddr;

use crate::clock::Time;
use crate::config::{MarkSpam, SentField};
use crate::named_enum;

/// A comment with everything that could be sent to Akismet. [`Site::fields`] selects what is sent.
#[derive(Clone, Copy)]
pub struct Comment<'a> {
    /// The text.
    pub text: &'a str,
    /// Whether it is a reply.
    pub is_reply: bool,
    /// The network that it was sent from, cut: `203.0.113.0/24`.
    pub network: &'a str,
    /// The full address, known only while the comment is being posted.
    pub ip: Option<IpAddr>,
    /// The author's name.
    pub name: &'a str,
    /// The author's website.
    pub website: Option<&'a str>,
    /// The reader's e-mail address, if it is stored.
    pub email: Option<&'a str>,
    /// When it was written.
    pub written_at: Time,
}

/// The site's part of each request.
#[derive(Clone, Debug)]
pub struct Site {
    /// Its public address.
    pub base_url: String,
    /// Its language, a BCP 47 tag.
    pub language: String,
    /// The personal data that may be sent.
    pub send: Vec<SentField>,
}

impl Site {
    /// The fields of a check and of a report. Nothing else about a comment is sent.
    pub fn fields(&self, comment: &Comment<'_>) -> Vec<(&'static str, String)> {
        let cut = || comment.network.split('/').next().unwrap_or_default().to_owned();
        let ip = comment
            .ip
            .filter(|_| self.send.contains(&SentField::Ip))
            .map_or_else(cut, |ip| ip.to_string());
        // Whole seconds, because not every reader of ISO 8601 accepts fractions.
        let second =
            Time::from_micros(comment.written_at.micros().div_euclid(1_000_000) * 1_000_000);
        let mut fields = vec![
            ("blog", self.base_url.clone()),
            ("blog_lang", self.language.clone()),
            ("blog_charset", "UTF-8".to_owned()),
            ("user_ip", ip),
            ("comment_type", if comment.is_reply { "reply" } else { "comment" }.to_owned()),
            ("comment_content", comment.text.to_owned()),
            ("comment_date_gmt", second.to_string()),
        ];
        for (what, field, value) in [
            (SentField::Name, "comment_author", Some(comment.name)),
            (SentField::Website, "comment_author_url", comment.website),
            (SentField::Email, "comment_author_email", comment.email),
        ] {
            if let Some(value) = value.filter(|_| self.send.contains(&what)) {
                fields.push((field, value.to_owned()));
            }
        }
        fields
    }
}

/// An answer over HTTP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// The header `X-akismet-pro-tip`.
    pub pro_tip: Option<String>,
    /// The header `X-akismet-debug-help`, which explains a fault of the request.
    pub debug_help: Option<String>,
    /// The body.
    pub body: String,
}

/// Akismet's answer about a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is fine.
    Fine,
    /// It is spam.
    Spam,
    /// It is spam that Akismet recommends discarding unread.
    Blatant,
}

named_enum! {
    /// Why there is no answer.
    #[schema(as = AkismetFault)]
    pub enum Fault {
        /// It was late.
        Late => "late",
        /// There was no connection, or it broke.
        Unreachable => "unreachable",
        /// It was an error.
        Refused => "refused",
        /// The key or the request is invalid.
        Key => "key",
        /// It was not understood.
        Unclear => "unclear",
        /// The comment was not checked, because the answer did not seem to matter.
        NotAsked => "not_asked",
    }
}

impl Fault {
    /// The words that follow "Akismet" in a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Fault::Late => "did not answer in time",
            Fault::Unreachable => "could not be reached",
            Fault::Refused => "answered with an error",
            Fault::Key => "rejected the key",
            Fault::Unclear => "gave an answer that is not understood",
            Fault::NotAsked => "has not checked this comment",
        }
    }
}

impl Response {
    /// The answer to `comment-check`.
    pub fn verdict(&self) -> Result<Answer, Fault> {
        match (self.body()?, self.pro_tip.as_deref()) {
            ("true", Some("discard")) => Ok(Answer::Blatant),
            ("true", _) => Ok(Answer::Spam),
            ("false", _) => Ok(Answer::Fine),
            _ => Err(Fault::Unclear),
        }
    }

    /// The answer to `verify-key`.
    pub fn verified(&self) -> Result<(), Fault> {
        if self.body()? == "valid" { Ok(()) } else { Err(Fault::Unclear) }
    }

    /// The answer to `submit-spam` and `submit-ham`, which begins with "Thanks".
    pub fn acknowledged(&self) -> Result<(), Fault> {
        if self.body()?.starts_with("Thanks") { Ok(()) } else { Err(Fault::Unclear) }
    }

    fn body(&self) -> Result<&str, Fault> {
        match (self.status, self.body.trim()) {
            (200, "invalid") => Err(Fault::Key),
            (200, body) => Ok(body),
            _ => Err(Fault::Refused),
        }
    }
}

/// Akismet's answer, as screening uses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AkismetResult {
    /// The comment is fine.
    Fine,
    /// It is spam.
    Spam {
        /// Whether Akismet recommends discarding it unread.
        blatant: bool,
        /// Whether it is marked as spam; otherwise it is held.
        mark: bool,
    },
    /// There is no answer.
    Unavailable(Fault),
}

impl AkismetResult {
    /// Applies the site's setting `akismet.mark_spam`.
    pub fn of(answer: Result<Answer, Fault>, mark_spam: MarkSpam) -> AkismetResult {
        match answer {
            Ok(Answer::Fine) => AkismetResult::Fine,
            Ok(Answer::Spam) => {
                AkismetResult::Spam { blatant: false, mark: mark_spam == MarkSpam::Always }
            }
            Ok(Answer::Blatant) => {
                AkismetResult::Spam { blatant: true, mark: mark_spam != MarkSpam::Never }
            }
            Err(fault) => AkismetResult::Unavailable(fault),
        }
    }

    /// Whether Akismet called it spam; None without an answer.
    pub fn says_spam(self) -> Option<bool> {
        match self {
            AkismetResult::Fine => Some(false),
            AkismetResult::Spam { .. } => Some(true),
            AkismetResult::Unavailable(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(status: u16, pro_tip: Option<&str>, body: &str) -> Response {
        Response {
            status,
            pro_tip: pro_tip.map(str::to_owned),
            debug_help: None,
            body: body.to_owned(),
        }
    }

    #[test]
    fn unknown_answers_are_faults() {
        let verdict = |status, tip, body| response(status, tip, body).verdict();
        assert_eq!(verdict(200, None, "false\n"), Ok(Answer::Fine));
        assert_eq!(verdict(200, None, "true"), Ok(Answer::Spam));
        assert_eq!(verdict(200, Some("discard"), "true"), Ok(Answer::Blatant));
        assert_eq!(verdict(200, Some("discard"), "false"), Ok(Answer::Fine));
        assert_eq!(verdict(200, None, "invalid"), Err(Fault::Key));
        assert_eq!(
            verdict(200, None, "<html>Log in to the hotel's network</html>"),
            Err(Fault::Unclear)
        );
        assert_eq!(verdict(200, None, ""), Err(Fault::Unclear));
        assert_eq!(verdict(500, None, "false"), Err(Fault::Refused));
        assert_eq!(verdict(429, None, "true"), Err(Fault::Refused));
        assert_eq!(response(200, None, "valid").verified(), Ok(()));
        assert_eq!(response(200, None, "invalid").verified(), Err(Fault::Key));
        assert_eq!(
            response(200, None, "Thanks for making the web a better place.").acknowledged(),
            Ok(())
        );
        assert_eq!(response(200, None, "OK").acknowledged(), Err(Fault::Unclear));
    }

    #[test]
    fn only_the_selected_fields_are_sent() {
        let comment = Comment {
            text: "Words.",
            is_reply: true,
            network: "203.0.113.0/24",
            ip: Some(IpAddr::from([203, 0, 113, 77])),
            name: "Ada",
            website: Some("https://ada.example"),
            email: Some("ada@mail.example"),
            written_at: Time::parse("2026-11-22T09:00:00.25Z").expect("an instant"),
        };
        let site = |send: &[SentField]| Site {
            base_url: "https://news.example".to_owned(),
            language: "en".to_owned(),
            send: send.to_vec(),
        };
        let names = |fields: &[(&'static str, String)]| {
            fields.iter().map(|(name, _)| *name).collect::<Vec<_>>()
        };
        let least = site(&[]).fields(&comment);
        assert_eq!(
            names(&least),
            [
                "blog",
                "blog_lang",
                "blog_charset",
                "user_ip",
                "comment_type",
                "comment_content",
                "comment_date_gmt"
            ]
        );
        assert_eq!(least[3].1, "203.0.113.0");
        assert_eq!(least[6].1, "2026-11-22T09:00:00Z");
        let all = site(&[SentField::Name, SentField::Website, SentField::Email, SentField::Ip])
            .fields(&comment);
        assert_eq!(all[3].1, "203.0.113.77");
        assert_eq!(
            names(&all)[7..],
            ["comment_author", "comment_author_url", "comment_author_email"]
        );
        let later = site(&[SentField::Ip]).fields(&Comment { ip: None, ..comment });
        assert_eq!(later[3].1, "203.0.113.0");
        let v6 = site(&[]).fields(&Comment { network: "2001:db8:1::/48", ..comment });
        assert_eq!(v6[3].1, "2001:db8:1::");
    }

    #[test]
    fn the_settings_decide_which_spam_is_marked() {
        let mark = |answer, settings| match AkismetResult::of(Ok(answer), settings) {
            AkismetResult::Spam { mark, .. } => mark,
            other => panic!("{other:?}"),
        };
        assert!(!mark(Answer::Blatant, MarkSpam::Never));
        assert!(mark(Answer::Blatant, MarkSpam::Blatant));
        assert!(!mark(Answer::Spam, MarkSpam::Blatant));
        assert!(mark(Answer::Spam, MarkSpam::Always));
    }
}
