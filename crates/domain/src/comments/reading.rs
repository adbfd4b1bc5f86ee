//! Reading the thread: a page, the flat list, and the position of one comment.

use std::collections::{BTreeSet, HashSet};

use crate::articles;
use crate::articles::model::Status as ArticleStatus;
use crate::clock::Time;
use crate::comments::store::reading as store;
use crate::comments::store::reading::ThreadComment;
use crate::comments::thread;
use crate::comments::thread_counts::ThreadCounts;
use crate::config::Comments as Settings;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::{ArticleId, CommentId};
use crate::mentions;
use crate::mentions::model::Mention;

/// One page of an article's thread.
#[derive(Default)]
pub struct ThreadPage {
    /// Approved comments on all pages together.
    pub count: i64,
    /// This page, from 1.
    pub page: i64,
    /// How many pages there are; at least 1.
    pub pages: i64,
    /// In thread order.
    pub comments: Vec<PlacedComment>,
    /// The pinned comments, on the first page only. Each is in `comments` too.
    pub pinned: Vec<(CommentId, Shown)>,
    /// Pages of other sites that link to the article, on the first page only.
    pub mentions: Vec<Mention>,
}

/// A comment and its place in the thread, which it also has if it is not public but its replies are.
pub struct PlacedComment {
    /// Its number.
    pub id: CommentId,
    /// 1 for a comment that begins a thread; never above the configured depth.
    pub depth: usize,
    /// Number and name of the comment that is answered, where the depth no longer shows it.
    pub in_reply_to: Option<(CommentId, String)>,
    /// None for a comment that is not public but has public replies.
    pub shown: Option<Shown>,
}

/// What readers see of a comment.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The comment that it replies to.
    pub parent_id: Option<CommentId>,
    /// The author's name.
    pub name: String,
    /// The author's website.
    pub website: Option<String>,
    /// The text as sanitized HTML.
    pub html: String,
    /// The random number its picture is drawn from.
    pub avatar: i64,
    /// When it was posted.
    pub created_at: Time,
    /// When its text was last changed.
    pub edited_at: Option<Time>,
    /// The editors think it worth reading.
    pub featured: bool,
    /// Somebody of the staff wrote it.
    pub staff: bool,
}

/// The `page`-th page of an article's thread, or the last one if there are fewer.
///
/// # Errors
/// `NotFound` for a number below 1.
pub fn thread_page(
    conn: &mut Connection,
    article: ArticleId,
    page: i64,
    settings: &Settings,
) -> Result<ThreadPage> {
    let per_page = i64::try_from(settings.threads_per_page.max(1)).unwrap_or(i64::MAX);
    if page < 1 {
        return Err(Error::NotFound);
    }
    // Most articles have one page of comments, and then there is nothing to count.
    let mut threads = match page {
        1 => store::threads(conn, article, CommentId(0), 0, per_page.saturating_add(1))?,
        _ => Vec::new(),
    };
    let mut counts = None;
    if page > 1 || threads.len() > settings.threads_per_page.max(1) {
        let counted = ThreadCounts::of(conn, article)?;
        let pages = counted.threads().saturating_add(per_page - 1) / per_page;
        if page > pages.max(1) {
            // A link that was kept from a longer thread.
            return thread_page(conn, article, pages.max(1), settings);
        }
        let skip = (page - 1).saturating_mul(per_page);
        threads = counted.threads_after(conn, skip, per_page)?;
        counts = Some((pages, counted.comments()));
    }
    let comments = placed(conn, article, &threads, usize::from(settings.max_depth))?;
    let (pages, count) = counts.unwrap_or_else(|| {
        let shown = comments.iter().filter(|comment| comment.shown.is_some()).count();
        (1, i64::try_from(shown).unwrap_or(i64::MAX))
    });
    let pinned = match page {
        1 if count > 0 => {
            let found = store::pinned(conn, article)?;
            found
                .into_iter()
                .filter_map(|comment| Some((comment.id, Shown::of(comment)?)))
                .collect()
        }
        _ => Vec::new(),
    };
    let mentions = if page == 1 { mentions::shown(conn, article)? } else { Vec::new() };
    Ok(ThreadPage { count, page, pages, comments, pinned, mentions })
}

/// A part of an article's thread as a flat list in thread order, approved comments only.
#[allow(missing_docs, reason = "the names say all")]
pub struct ThreadList {
    pub comments: Vec<(CommentId, Shown)>,
    /// Where the next part begins, if there is one.
    pub next: Option<CommentId>,
}

/// Up to `limit` approved comments in thread order, those after the comment `after`.
pub fn thread_list(
    conn: &mut Connection,
    article: ArticleId,
    after: Option<CommentId>,
    limit: usize,
    max_depth: usize,
) -> Result<ThreadList> {
    let from = match after {
        None => CommentId(0),
        Some(id) => match store::parent(conn, id)? {
            Some(last) if last.article_id == article => last.root_id.unwrap_or(last.id),
            _ => {
                return Err(Error::invalid(
                    "after",
                    "cursor",
                    "Use the cursor of the previous answer as it is",
                ));
            }
        },
    };
    // The thread of `after` and `limit` more comments are enough, and one beyond shows whether
    // there is more.
    let most = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let sizes = store::thread_sizes(conn, article, from, most.saturating_add(1))?;
    let mut found = 0_i64;
    let threads: Vec<CommentId> = sizes
        .into_iter()
        .take_while(|(thread, size)| {
            let is_wanted = found < most;
            found += if after.is_some() && *thread == from { 0 } else { *size };
            is_wanted
        })
        .map(|(thread, _)| thread)
        .collect();
    let placed = placed(conn, article, &threads, max_depth)?;
    let start = match after {
        None => 0,
        Some(id) => match placed.iter().position(|comment| comment.id == id) {
            Some(at) => at + 1,
            // It is no longer public: go on with what was written after it.
            None => placed.iter().position(|comment| comment.id > id).unwrap_or(placed.len()),
        },
    };
    let mut rest =
        placed.into_iter().skip(start).filter_map(|comment| Some((comment.id, comment.shown?)));
    let comments: Vec<(CommentId, Shown)> = rest.by_ref().take(limit).collect();
    let next = rest.next().and(comments.last().map(|(id, _)| *id));
    Ok(ThreadList { comments, next })
}

/// The comments of whole threads in the order of the page. `threads` are the comments that begin
/// them: all public ones between the first and the last of these.
fn placed(
    conn: &mut Connection,
    article: ArticleId,
    threads: &[CommentId],
    max_depth: usize,
) -> Result<Vec<PlacedComment>> {
    let (Some(first), Some(last)) = (threads.first(), threads.last()) else {
        return Ok(Vec::new());
    };
    let mut comments = store::public(conn, article, *first, *last)?;
    // Comments that are no longer public stay in the thread if they have public replies.
    let mut answered = unread_parents(&comments, 0);
    while !answered.is_empty() {
        let read = comments.len();
        comments.extend(store::removed(conn, &answered)?);
        answered = unread_parents(&comments, read);
    }
    // A comment is younger than what it answers, so its number is higher.
    comments.sort_unstable_by_key(|comment| comment.id);
    let rows: Vec<thread::Node> = comments
        .iter()
        .map(|comment| thread::Node {
            id: comment.id,
            parent_id: comment.parent_id,
            status: comment.status,
        })
        .collect();
    let positions = thread::order(&rows, max_depth);
    let at = |id: CommentId| rows.binary_search_by_key(&id, |row| row.id).ok();
    let name = |id: CommentId| match at(id).map(|at| &comments[at]) {
        Some(comment) if comment.status.is_public() => comment.name.clone(),
        _ => "a removed comment".to_owned(),
    };
    let names: Vec<Option<(CommentId, String)>> =
        positions.iter().map(|position| position.in_reply_to.map(|id| (id, name(id)))).collect();
    let mut shown: Vec<Option<Shown>> = comments.into_iter().map(Shown::of).collect();
    let in_place = |(position, in_reply_to): (thread::Position, _)| PlacedComment {
        id: position.id,
        depth: position.depth,
        in_reply_to,
        shown: at(position.id).and_then(|at| shown[at].take()),
    };
    Ok(positions.into_iter().zip(names).map(in_place).collect())
}

/// The parents of the comments from the index `from` on, except those among these comments.
fn unread_parents(comments: &[ThreadComment], from: usize) -> Vec<CommentId> {
    let read: HashSet<CommentId> = comments.iter().map(|comment| comment.id).collect();
    let parents = comments[from..].iter().filter_map(|comment| comment.parent_id);
    let unread: BTreeSet<CommentId> = parents.filter(|parent| !read.contains(parent)).collect();
    unread.into_iter().collect()
}

impl Shown {
    /// What readers see of this comment, if it is public.
    fn of(row: ThreadComment) -> Option<Shown> {
        let ThreadComment {
            parent_id,
            status,
            name,
            website,
            html,
            avatar,
            created_at,
            edited_at,
            ..
        } = row;
        let (featured, staff) = (row.featured_at.is_some(), row.staff_id.is_some());
        let shown = Shown {
            parent_id,
            name,
            website,
            html,
            avatar,
            created_at,
            edited_at,
            featured,
            staff,
        };
        status.is_public().then_some(shown)
    }
}

/// The address of a public comment: its article's path, the page of its thread, and its place
/// there.
///
/// # Errors
/// `NotFound` if the comment or its article is not public.
pub fn location(conn: &mut Connection, id: CommentId, settings: &Settings) -> Result<String> {
    let place = store::location(conn, id)?
        .filter(|place| {
            place.status.is_public() && place.article_status == ArticleStatus::Published
        })
        .ok_or(Error::NotFound)?;
    let counts = ThreadCounts::of(conn, place.article_id)?;
    let before = counts.before(conn, place.root_id.unwrap_or(id))?;
    let per_page = i64::try_from(settings.threads_per_page.max(1)).unwrap_or(i64::MAX);
    let query = match before / per_page {
        0 => String::new(),
        pages_before => format!("?page={}", pages_before + 1),
    };
    Ok(format!("{}{query}#comment-{id}", articles::path::href(&place.path)))
}

/// The comment that a form wants to answer: its name, if it can be answered.
pub fn reply_target(
    conn: &mut Connection,
    article: ArticleId,
    id: CommentId,
) -> Result<Option<String>> {
    let parent = store::parent(conn, id)?;
    Ok(parent
        .filter(|parent| parent.article_id == article && parent.status.is_public())
        .map(|parent| parent.name))
}
