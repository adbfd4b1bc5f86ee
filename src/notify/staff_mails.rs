//! What mails to staff have in common: the link that ends those about a topic, the links that act on a
//! comment, and the choice of the form of a mail that joins news.

use crate::app::App;
use crate::config::Config;
use crate::error::Result;
use crate::i18n::Words;
use crate::notify::digest::{Digest, Entry, Reviewed};
use crate::notify::digest_mails::{self, Links};
use crate::notify::facts::{Account, Comment, Facts, RenderedMail};
use crate::notify::letter::Part;
use crate::notify::mails::{self, Subject};
use crate::notify::staff_links::{Act, Purpose, StaffLink};
use crate::notify::topics::Topic;
use crate::reviews::model::Kind;
use crate::status::Status;

/// The URL that ends the mails about a topic, also by one request of a mail program.
pub(super) fn stop_link(app: &App, account: &Account, topic: Topic) -> String {
    let purpose = Purpose::Stop(topic);
    let link = StaffLink::new(account.id, account.role, purpose, app.clock.now());
    format!("{}/mail/{}", app.config.server.base_url, link.token(&app.vault))
}

/// The links at the end of a mail about a topic.
pub(super) fn end(
    config: &Config,
    words: &Words,
    topic: Option<Topic>,
    stop: Option<&str>,
) -> Vec<Part> {
    let (Some(topic), Some(stop)) = (topic, stop) else { return Vec::new() };
    vec![Part::Links(end_links(config, words, topic, stop))]
}

fn end_links(config: &Config, words: &Words, topic: Topic, stop: &str) -> Vec<(String, String)> {
    let choose = format!("{}/desk/account#mail", config.server.base_url);
    vec![
        (words.joined_stop(topic.label()).into_owned(), stop.to_owned()),
        (words.joined_choose().into_owned(), choose),
    ]
}

/// Renders a mail of joined news. About a single held or published comment it is a letter about that.
pub(super) fn joined(
    app: &App,
    config: &Config,
    words: &Words,
    (account, facts): (&Account, &Facts),
    digest: &Digest,
    stop: Option<&str>,
) -> Result<RenderedMail> {
    let topic = digest.topic;
    let single = match (topic, digest.listed.as_slice()) {
        (Topic::Held, [(entry, _)]) => Some((Subject::Held, Status::Pending, entry)),
        (Topic::OwnArticles, [(entry, _)]) => Some((Subject::Published, Status::Approved, entry)),
        _ => None,
    };
    if let Some((subject, status, entry)) = single {
        let comment = comment(entry, status);
        let mut end = end(config, words, Some(topic), stop);
        if topic == Topic::Held {
            end.insert(0, Part::Links(acts(app, words, account, entry, &Act::ON_HELD)));
        }
        return mails::write(config, words, subject, &comment, facts.waiting, end);
    }
    let links = |entry: &Entry, review: Option<&Reviewed>| {
        let place = if topic == Topic::OwnArticles { "comments" } else { "desk/comments" };
        let link = format!("{}/{place}/{}", config.server.base_url, entry.id);
        let possible: &[Act] = match review.map(|review| review.kind) {
            _ if topic == Topic::OwnArticles => &[],
            None => &Act::ON_HELD,
            Some(Kind::Flags) => &Act::ON_PUBLIC,
            Some(Kind::Appeal) => &Act::ON_REJECTED,
            // Whether the new text is accepted is decided beside both texts.
            Some(Kind::Revision) => &[],
        };
        let mut links = acts(app, words, account, entry, possible);
        links.push((words.joined_open().into_owned(), link));
        links
    };
    let end = end_links(config, words, topic, stop.unwrap_or_default());
    let links = Links { of: &links, end };
    digest_mails::write(config, words, digest, &facts.flags, links, app.clock.now())
}

/// The links that act on one version of a comment.
fn acts(
    app: &App,
    words: &Words,
    account: &Account,
    entry: &Entry,
    possible: &[Act],
) -> Vec<(String, String)> {
    let link = |act: &Act| {
        let (act, label) = match *act {
            Act::Approve => (Act::Approve, words.decide_approve()),
            Act::Reject => (Act::Reject, words.decide_reject()),
            Act::Spam => (Act::Spam, words.decide_spam()),
            Act::Delete => (Act::Delete, words.decide_delete()),
            Act::Ban => (Act::Ban, words.act_ban()),
            Act::Undo => (Act::Undo, words.undo()),
        };
        let purpose = Purpose::Act { act, comment: entry.id, version: entry.version };
        let link = StaffLink::new(account.id, account.role, purpose, app.clock.now());
        let url = format!("{}/mail/{}", app.config.server.base_url, link.token(&app.vault));
        (label.into_owned(), url)
    };
    possible.iter().map(link).collect()
}

/// The comment for the letter about a single one, which needs neither language nor section.
fn comment(entry: &Entry, status: Status) -> Comment {
    Comment {
        id: entry.id,
        status,
        name: entry.name.clone(),
        text: entry.text.clone(),
        reasons: entry.reasons.clone(),
        created_at: entry.created_at,
        article: entry.article.clone(),
        language: String::new(),
        section: None,
    }
}
