//! Every kind of mail with sample data: for the snapshots, and for `rejoinder mail preview`.

use crate::audit::model::Act;
use crate::backups::schedule::{Failed, Proven};
use crate::clock::{DAY, HOUR, Time};
use crate::config::reasons::ReasonCode;
use crate::config::{Config, SurgeMode};
use crate::error::Result;
use crate::i18n::{Language, Words};
use crate::ids::{ArticleId, CommentId, ReviewId};
use crate::moderation::LastDecision;
use crate::notify::answered::Outcome;
use crate::notify::digest::{Digest, Entry, Flags, Reviewed};
use crate::notify::digest_mails::{self, Links};
use crate::notify::facts::{Comment, Correction, NewsItem, RenderedMail, Surge};
use crate::notify::mails::{self, Subject};
use crate::notify::reader_links::Links as ReaderLinks;
use crate::notify::topics::Topic;
use crate::notify::{follower_mails, reader_mails};
use crate::reviews::model::{FlagReason, Kind};
use crate::screening::surge::model::{Cause, Figures};
use crate::status::Status;
use crate::subscriptions::model::Scope;

/// When the samples are written.
pub(super) fn now() -> Time {
    // 2026-11-22, 09:30 UTC.
    Time::from_micros(1_795_339_800_000_000)
}

/// A mail with sample data.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Its name: `comment-held`.
    pub name: String,
    /// Its subject.
    pub subject: String,
    /// Its body as text.
    pub text: String,
    /// Its body as HTML.
    pub html: String,
}

/// Every mail with sample data, in a language; in the site's if it is `None`.
pub fn previews(config: &Config, language: Option<Language>) -> Result<Vec<Preview>> {
    let words = config.words(config.site.tag_for(language));
    let preview = |(kind, mail): (&str, RenderedMail)| {
        let words =
            kind.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
        let name = words.collect::<Vec<_>>().join("-");
        Preview { name, subject: mail.subject, text: mail.text, html: mail.html }
    };
    Ok(all(config, &words)?.into_iter().map(preview).collect())
}

/// A held comment with every form of reason.
pub(super) fn comment(status: Status, section: Option<&str>) -> Comment {
    Comment {
        id: CommentId(17),
        status,
        name: "Ines (Lisboa)".into(),
        text: "Is it full?\n\nSee https://a.example!".into(),
        // One for each kind of sentence, with and without arguments.
        reasons: r#"[{"code":"links","found":2,"limit":2},{"code":"form_too_young","age_ms":1400},
            {"code":"first_comment"},{"code":"score","score":0.93,"spam":false,"features":["x"]}]"#
            .into(),
        created_at: now(),
        article: "The harbour".into(),
        language: String::new(),
        section: section.map(str::to_owned),
    }
}

fn surge(act: Act, mode: Option<SurgeMode>, cause: Option<Cause>) -> Surge {
    Surge { act, article: "The harbour".into(), cause, mode, is_on: true }
}

/// A reply in a mail to a follower.
pub(super) fn reply(comment: i64, article: i64) -> NewsItem {
    NewsItem { is_reply: true, ..item(comment, article) }
}

/// A new comment in a mail to a follower.
pub(super) fn item(comment: i64, article: i64) -> NewsItem {
    NewsItem {
        comment: CommentId(comment),
        name: "Bo Lind".into(),
        text: "In 1998,\nI think.".into(),
        article: ArticleId(article),
        title: "The harbour".into(),
        is_reply: false,
    }
}

/// Each kind with its name; some in several forms.
pub(super) fn all(config: &Config, words: &Words) -> Result<Vec<(&'static str, RenderedMail)>> {
    let links = &ReaderLinks {
        confirm: "https://news.example/mail/confirm".into(),
        comment: "https://news.example/comments/17".into(),
        private: "https://news.example/status/private".into(),
        preferences: "https://news.example/mail/preferences".into(),
        stop: "https://news.example/mail/stop".into(),
    };
    let figures = |now, usual| Figures { now, usual };
    let busy = Cause {
        window: 300,
        comments: figures(64, 1.5),
        flags: figures(3, 0.0),
        rejections: figures(1, 0.04),
    };
    let calm = Cause { window: 7_200, ..Cause::default() };
    let staff = |about, section, waiting| {
        let comment = comment(Status::Pending, section);
        mails::write(config, words, about, &comment, waiting, Vec::new())
    };
    let surge =
        |act, mode, cause| mails::write_surge(config, words, &surge(act, mode, cause), Vec::new());
    let decision = LastDecision {
        status: Status::Rejected,
        version: 2,
        reason: Some(ReasonCode::Abuse),
        to_author: Some("Say it without the insult.".into()),
    };
    let decided = |status, decision| {
        let comment = comment(status, None);
        reader_mails::decided(config, words, &comment, (decision, &[]), links).render()
    };
    let answered = |outcome| {
        let decision = Some(&decision);
        reader_mails::answered(config, words, outcome, "The harbour", decision, links).render()
    };
    let asked = |scope| {
        reader_mails::address_link(config, words, Some((scope, "The harbour")), links).render()
    };
    let news = |items: &[_]| follower_mails::news(config, words, items, links).render();
    let correction = Correction {
        article: ArticleId(12),
        title: "The harbour".into(),
        path: "2026/11/harbour".into(),
        language: String::new(),
        text: "310,000, not 301,000.".into(),
    };
    let proven = Proven {
        file: "rejoinder-20261122T030000Z.rjb".into(),
        at: now(),
        bytes: 4_120_331,
        restore_seconds: 2.1,
    };
    let failed = Failed { at: now(), why: "the disk is full".into() };
    let backups = |known, is_overdue| mails::write_backups(config, words, known, is_overdue);
    let joined = |topic| joined(config, words, topic);
    let mails = vec![
        ("comment_held", staff(Subject::Held, None, 4)),
        ("comment_published", staff(Subject::Published, None, 0)),
        ("queue_late", staff(Subject::Late, None, 1)),
        ("queue_late in a section", staff(Subject::Late, Some("Harbour"), 2)),
        ("surge begins", surge(Act::SurgeBegins, Some(SurgeMode::HoldAll), Some(busy))),
        ("surge begins, slow", surge(Act::SurgeBegins, Some(SurgeMode::Slow), Some(busy))),
        ("surge ends", surge(Act::SurgeEnds, None, Some(calm))),
        ("surge ended by an editor", surge(Act::SurgeEnds, None, None)),
        ("backups_overdue", backups((Some(&proven), Some(&failed)), true)),
        ("backups_overdue: none yet", backups((None, None), true)),
        ("backups_back", backups((Some(&proven), None), false)),
        ("address_link", reader_mails::address_link(config, words, None, links).render()),
        ("address_link: replies", asked(Scope::Replies)),
        ("address_link: article", asked(Scope::Article)),
        ("new_comment", news(&[reply(18, 12)])),
        ("reader_digest", news(&[reply(18, 12), item(19, 13)])),
        ("correction", follower_mails::correction(config, words, &correction, links).render()),
        ("data_link", reader_mails::data_link(config, words, links).render()),
        ("comment_decided: published", decided(Status::Approved, None)),
        ("comment_decided: rejected", decided(Status::Rejected, Some(&decision))),
        ("review_answered: appeal dismissed", answered(Outcome::AppealDismissed)),
        ("review_answered: edit accepted", answered(Outcome::EditAccepted)),
        ("review_answered: edit refused", answered(Outcome::EditRefused)),
        ("test", mails::write_test(config, words)),
        ("joined: held", joined(Topic::Held)),
        ("joined: flags", joined(Topic::Flags)),
        ("joined: appeals", joined(Topic::Appeals)),
        ("joined: own articles", joined(Topic::OwnArticles)),
    ];
    mails.into_iter().map(|(kind, mail)| Ok((kind, mail?))).collect()
}

/// A mail about three comments of this topic, and seven that are not listed.
pub(super) fn joined(config: &Config, words: &Words, topic: Topic) -> Result<RenderedMail> {
    let entry = |id: i64, name: &str, text: &str, hours: u32| Entry {
        id: CommentId(id),
        version: 1,
        name: name.into(),
        text: text.into(),
        reasons: r#"[{"code":"links","found":2,"limit":2},{"code":"first_comment"}]"#.into(),
        score: Some(0.93),
        created_at: now().minus(HOUR * hours),
        section: None,
        article: "The harbour".into(),
    };
    let review = |kind, text: Option<&str>| Reviewed {
        id: ReviewId(5),
        kind,
        text: text.map(str::to_owned),
        opened_at: now().minus(DAY),
    };
    let reviewed = |first: bool| match topic {
        Topic::Flags => Some(review(Kind::Flags, None)),
        Topic::Appeals if first => Some(review(Kind::Appeal, Some("I was quoting the mayor."))),
        Topic::Appeals => Some(review(Kind::Revision, Some("It is full on Sundays."))),
        _ => None,
    };
    let listed = vec![
        (entry(17, "Ines (Lisboa)", "Is it full?\n\nSee https://a.example!", 3), reviewed(true)),
        (
            entry(18, "Bo Lind", "In 1998, I think, it was dredged for the last time.", 2),
            reviewed(false),
        ),
        (entry(19, "مريم", "الميناء جميل.", 1), reviewed(true)),
    ];
    let digest = Digest { topic, listed, count: 10 };
    let flags = Flags::from([(ReviewId(5), vec![(FlagReason::Spam, 2), (FlagReason::Abuse, 1)])]);
    let base = &config.server.base_url;
    let links = |entry: &Entry, _: Option<&Reviewed>| {
        let link = |label: std::borrow::Cow<'_, str>, path: String| {
            (label.into_owned(), format!("{base}{path}"))
        };
        let mut links = Vec::new();
        if topic != Topic::OwnArticles {
            links.push(link(words.decide_approve(), "/mail/s.approve".to_owned()));
            links.push(link(words.decide_reject(), "/mail/s.reject".to_owned()));
            links.push(link(words.act_ban(), "/mail/s.ban".to_owned()));
        }
        links.push(link(words.joined_open(), format!("/desk/comments/{}", entry.id)));
        links
    };
    let end = vec![
        (words.joined_stop(topic.label()).into_owned(), format!("{base}/mail/s.stop")),
        (words.joined_choose().into_owned(), format!("{base}/desk/account#mail")),
    ];
    digest_mails::write(config, words, &digest, &flags, Links { of: &links, end }, now())
}
