//! The thread, the form and the private page of one comment, as the reader sees them.

use std::fmt;

use askama::Template;

use crate::error::FieldError;
use crate::i18n::{Html, Message};
use crate::subscriptions::model::{Notify, Scope};
use crate::web::view::{Moment, Problem, Site};

/// One page of an article's thread.
#[derive(Clone, Debug, Default)]
pub struct Thread {
    /// Approved comments on all pages together; the number in the heading.
    pub count: i64,
    /// This page's comments in thread order: each after the one it answers.
    pub comments: Vec<CommentView>,
    /// Pinned comments, shown before the threads; only on the first page.
    pub pinned: Vec<CommentView>,
    /// The number of this page, from 1.
    pub page: i64,
    /// How many pages there are; at least 1.
    pub pages: i64,
    /// The article's own path, to which `?page=` and `?reply=` are added.
    pub path: String,
    /// Whether the article accepts comments.
    pub open: bool,
    /// What readers are told where it does not; empty for the program's own words.
    pub closed: String,
    /// Pages of other sites that link to the article, on the first page. They are no comments and not counted as such.
    pub mentions: Vec<MentionView>,
}

/// A page of another site that links to the article.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names say all")]
pub struct MentionView {
    /// Its address, http or https.
    pub href: String,
    /// What it calls itself.
    pub title: String,
    pub host: String,
    /// When it was received.
    pub at: Moment,
}

/// One comment in a thread.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names say all")]
pub struct CommentView {
    /// Its number, which is also its place on the page: `#comment-123`.
    pub id: i64,
    /// How far it is indented, from 0 to the configured depth.
    pub depth: usize,
    /// The comment that it replies to, where the indentation cannot show it because the depth is
    /// capped.
    pub in_reply_to: Option<ReplyTarget>,
    /// The reader's name.
    pub name: String,
    /// The reader's website, known to be http or https.
    pub website: Option<String>,
    /// The random number that the picture is drawn from.
    pub seed: u64,
    pub posted: Moment,
    /// The text as sanitized HTML, printed as it is.
    pub html: String,
    /// Whether it is an editors' pick.
    pub featured: bool,
    /// Whether a member of the staff wrote it.
    pub staff: bool,
    /// Whether it is no longer public and only marks the place of its replies.
    pub removed: bool,
}

/// The comment that is replied to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyTarget {
    /// Its number.
    pub id: i64,
    /// Its reader's name.
    pub name: String,
}

impl ReplyTarget {
    /// The name, which leads to the comment on the same page.
    pub fn link(&self) -> Html {
        Html::link(&format!("#comment-{}", self.id), &self.name)
    }
}

/// A comment and how the lists around it open and close.
pub struct Placed<'a> {
    /// The comment itself.
    pub comment: &'a CommentView,
    /// Whether a nested list with the next comment begins after it.
    pub opens: bool,
    /// How many lists end after it.
    pub closes: usize,
}

impl Thread {
    /// The comments with the list tags between them. Each is at most one level deeper than the one
    /// before, even if its `depth` is larger, so that the lists always nest.
    pub fn placed(&self) -> impl Iterator<Item = Placed<'_>> {
        let mut level = 0;
        self.comments.iter().enumerate().map(move |(n, comment)| {
            let next = self.comments.get(n + 1).map_or(0, |next| next.depth.min(level + 1));
            let placed =
                Placed { comment, opens: next > level, closes: level.saturating_sub(next) };
            level = next;
            placed
        })
    }
}

impl Thread {
    /// Where a reply to the comment is written.
    pub fn reply_href(&self, comment: i64) -> String {
        let page = if self.page > 1 { format!("page={}&", self.page) } else { String::new() };
        format!("{}?{page}reply={comment}#respond", self.path)
    }

    /// The approximate size of the thread's HTML, in bytes.
    pub fn size(&self) -> usize {
        let one = |comment: &CommentView| {
            let links = self.path.len() + comment.website.as_ref().map_or(0, String::len);
            // 560: the elements around the words, the picture, two moments.
            560 + comment.html.len() + 2 * comment.name.len() + links
        };
        512 + self.comments.iter().chain(&self.pinned).map(one).sum::<usize>()
    }
}

impl CommentView {
    /// The picture: an SVG element of about 200 bytes. It has no title, because the name is beside
    /// it.
    pub fn picture(&self) -> impl fmt::Display {
        Picture(self.seed)
    }
}

/// Four tiles, each a quarter disc, a leaf or a half, in one of twelve hues that the stylesheet
/// knows.
struct Picture(u64);

/// The shapes of a tile four units wide, drawn from its upper left corner.
const TILES: [&str; 8] = [
    "h4a4 4 0 0 1-4 4z",
    "h4v4a4 4 0 0 1-4-4z",
    "m4 4h-4a4 4 0 0 1 4-4z",
    "m0 4v-4a4 4 0 0 1 4 4z",
    "a4 4 0 0 1 4 4a4 4 0 0 1-4-4z",
    "m4 0a4 4 0 0 1-4 4a4 4 0 0 1 4-4z",
    "h4l-4 4z",
    "m2 0a2 2 0 0 1 0 4a2 2 0 0 1 0-4z",
];

impl fmt::Display for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seed = self.0;
        write!(
            f,
            "<svg class=\"face h{}\" viewBox=\"0 0 8 8\" aria-hidden=\"true\"><path d=\"",
            (seed >> 12) % 12
        )?;
        for (start, shift) in ["M0 0", "M4 0", "M0 4", "M4 4"].into_iter().zip([0, 3, 6, 9]) {
            f.write_str(start)?;
            f.write_str(TILES[((seed >> shift) & 7) as usize])?;
        }
        f.write_str("\"/></svg>")
    }
}

/// The form under an article, empty or as it was sent.
#[derive(Clone, Debug, Default)]
pub struct CommentForm {
    /// Where it is sent: `/articles/12/comments`.
    pub action: String,
    /// The article's own path, where "Cancel reply" leads.
    pub path: String,
    /// Whether the article accepts comments. A closed form shows only a text that was sent too
    /// late.
    pub open: bool,
    /// What commenters read above the form, as sanitized HTML: of the site, then of the article.
    pub guidelines: Vec<String>,
    /// The comment that is replied to, if any.
    pub reply_to: Option<ReplyTarget>,
    /// The form's own hidden inputs as HTML, printed as they are right after the opening tag.
    pub hidden: String,
    /// The comment as it was typed.
    pub text: String,
    /// The name as it was typed.
    pub name: String,
    /// The e-mail address as it was typed. Filled only in the answer to the reader's own post.
    pub email: String,
    /// The website as it was typed.
    pub website: String,
    /// What mail was chosen about.
    pub notify: Option<Scope>,
    /// What the reader agrees to by a box; empty shows none.
    pub consent: String,
    /// Whether that box was ticked.
    pub consents: bool,
    /// Faults in the fields, all at once.
    pub errors: Vec<FieldError>,
    /// Why the comment as a whole was refused.
    pub problem: Option<Problem>,
}

impl CommentForm {
    /// What a reader can get mail about: value, label, and whether it is chosen.
    pub fn notify_choices(&self) -> Vec<(&'static str, Message, bool)> {
        let chosen = Notify::from(self.notify);
        let label = |choice| match choice {
            Notify::None => Message::notify_none(),
            Notify::Replies => Message::notify_replies(),
            Notify::Article => Message::notify_article(),
        };
        Notify::ALL.map(|choice| (choice.name(), label(choice), choice == chosen)).to_vec()
    }

    /// The mark of required fields.
    pub fn mark(&self) -> Html {
        Html("<span class=\"must\">*</span>".to_owned())
    }
}

/// A page with the form alone, shown while the storage is unavailable.
#[derive(Clone, Debug, Template)]
#[template(path = "comments/form_page.html")]
pub struct FormPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// The form with everything that was typed.
    pub form: CommentForm,
}
