//! The content of a mail of joined news. No I/O.

use std::collections::HashMap;

use crate::clock::Time;
use crate::ids::{CommentId, ReviewId, SectionId};
use crate::notify::model::Event;
use crate::notify::topics::Topic;
use crate::reviews::model::{FlagReason, Kind as ReviewKind};

/// The most comments that one mail lists; more are counted.
pub const LISTED: usize = 500;

/// Of those, the most that have an excerpt of some length and links of their own.
pub const IN_FULL: usize = 40;

/// A piece of news about a topic whose news are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct News {
    pub topic: Topic,
    /// The comment, or the review.
    pub object: i64,
    pub comment: CommentId,
}

impl News {
    /// The news of an event, if they are joined with others. The topic of a review depends on its
    /// kind.
    pub fn of(event: Event, review: Option<ReviewKind>) -> Option<News> {
        Some(match event {
            Event::CommentHeld(comment) => News { topic: Topic::Held, object: comment.0, comment },
            Event::CommentPublished(comment) => {
                News { topic: Topic::OwnArticles, object: comment.0, comment }
            }
            Event::ReviewOpened(comment, object) => {
                let topic = match review? {
                    ReviewKind::Flags => Topic::Flags,
                    ReviewKind::Appeal | ReviewKind::Revision => Topic::Appeals,
                };
                News { topic, object, comment }
            }
            _ => return None,
        })
    }
}

/// The topic of an event whose mails are not joined.
pub fn topic_of_single(event: Event) -> Option<Topic> {
    match event {
        Event::QueueLate(..) => Some(Topic::Late),
        Event::Surge(_) => Some(Topic::Surge),
        _ => None,
    }
}

/// The reasons of flags by review, with the number of flags.
pub type Flags = HashMap<ReviewId, Vec<(FlagReason, i64)>>;

/// A comment of a joined mail.
#[derive(Clone, Debug, PartialEq, diesel::Queryable)]
pub struct Entry {
    /// The comment.
    pub id: CommentId,
    /// Its version, which links to acts are bound to.
    pub version: i64,
    /// The name of its author.
    pub name: String,
    pub text: String,
    /// JSON: the reasons of its screening.
    pub reasons: String,
    /// Its score, 0 to 1.
    pub score: Option<f64>,
    /// When it was posted.
    pub created_at: Time,
    /// The section of its article.
    pub section: Option<SectionId>,
    /// The title of its article.
    pub article: String,
}

/// A review of a joined mail.
#[derive(Clone, Debug, PartialEq, diesel::Queryable)]
pub struct Reviewed {
    pub id: ReviewId,
    pub kind: ReviewKind,
    /// The words of an appeal, or the new text of an edit.
    pub text: Option<String>,
    pub opened_at: Time,
}

/// The present content of a joined mail.
#[derive(Clone, Debug, PartialEq)]
pub struct Digest {
    /// Its subject.
    pub topic: Topic,
    /// The comments that it lists, with their reviews; oldest first.
    pub listed: Vec<(Entry, Option<Reviewed>)>,
    /// The number of all comments that it is about.
    pub count: usize,
}

impl Digest {
    /// Since when the oldest of them waits.
    pub fn oldest(&self) -> Option<Time> {
        let since = |(entry, review): &(Entry, Option<Reviewed>)| {
            review.as_ref().map_or(entry.created_at, |review| review.opened_at)
        };
        self.listed.iter().map(since).min()
    }
}
