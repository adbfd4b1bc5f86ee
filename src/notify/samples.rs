//! Sample data of mails that join news, for their snapshots and for `rejoinder mail preview`.

use crate::clock::{DAY, HOUR, Time};
use crate::config::Config;
use crate::error::Result;
use crate::i18n::Words;
use crate::ids::{CommentId, ReviewId};
use crate::notify::digest::{Digest, Entry, Flags, Reviewed};
use crate::notify::digest_mails::{self, Links};
use crate::notify::facts::RenderedMail;
use crate::notify::topics::Topic;
use crate::reviews::model::{FlagReason, Kind};

/// When the samples are written.
pub(super) fn now() -> Time {
    // 2026-11-22, 09:30 UTC.
    Time::from_micros(1_795_339_800_000_000)
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
    let links = |entry: &Entry| {
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
