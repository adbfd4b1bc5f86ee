//! The articles on which the threads of a source land.

use std::collections::{HashMap, HashSet};

use crate::articles;
use crate::articles::model::Status;
use crate::clock::Time;
use crate::error::Result;
use crate::i18n::Message;
use crate::ids::ArticleId;

use super::items::{Article, Format, Kind, Thread};
use super::matching::{Address, Index};
use super::model::Unmatched;
use super::report::{Found, ThreadTarget};
use super::running::Run;
use super::store::ledger;
use super::store::staging::{ALONE, Row};

/// Threads read at once.
const PART: i64 = 500;

/// Where threads land, by their ids in the source.
#[derive(Default)]
pub(super) struct ThreadTargets {
    /// On articles that are here.
    pub(super) articles: HashMap<String, ArticleId>,
    /// On articles that have been staged, by the ids of these in the source.
    pub(super) staged: HashMap<String, String>,
}

/// Finds the article of each thread, and stages articles for those that have none.
pub(super) async fn plan(run: &mut Run<'_>) -> Result<ThreadTargets> {
    let mut targets = ThreadTargets::default();
    // Several addresses of one page make one article.
    let mut by_path: HashMap<String, String> = HashMap::new();
    let mut after = 0;
    let mut index = None;
    let mut used = HashSet::new();
    loop {
        let rows = run.staging.rows(Kind::Thread, after, PART)?;
        let Some(last) = rows.last() else { break };
        after = last.seq;
        let index: &Index = match &mut index {
            Some(index) => index,
            none => {
                let paths = |conn: &mut _| articles::all_paths(conn);
                let [present, former] = run.app.db.read(paths).await?;
                none.insert(Index::new(present, former))
            }
        };
        for row in &rows {
            run.step(1);
            find_target(run, index, row, &mut used, &mut targets, &mut by_path).await?;
        }
    }
    for (place, old) in run.map.unused(&used) {
        run.report.skip(old, &place, Message::import_why_map_unused());
    }
    Ok(targets)
}

/// Finds the article of one thread. `used` has the lines of the map that were used, `by_path` the stand-ins so far.
async fn find_target(
    run: &mut Run<'_>,
    index: &Index,
    row: &Row,
    used: &mut HashSet<u64>,
    targets: &mut ThreadTargets,
    by_path: &mut HashMap<String, String>,
) -> Result<()> {
    let (thread, _): (Thread, _) = run.staging.open(row)?;
    let place = run.staging.place(row);
    let (comments, first) = run.staging.thread_size(&thread.key)?;
    let mapped = run.map.find(&thread.url);
    used.extend(mapped.as_ref().map(|(_, line)| *line));
    if thread.is_deleted {
        if comments > 0 {
            let what = Message::import_what_comments_of(comments, &thread.url);
            run.report.skip(what, &place, Message::import_why_thread_deleted());
        }
        run.left_out.insert(thread.key);
        return Ok(());
    }
    let (how, article, path) = match find(run, index, &thread, mapped.map(|(new, _)| new)).await? {
        Target::Article(id, how) => (how, Some(id), index.path(id).map(str::to_owned)),
        Target::LeftOut => (Found::Map, None, None),
        Target::Nothing(path) => {
            let how = match run.unmatched {
                _ if comments == 0 => Found::Unmatched,
                Unmatched::Hold => Found::Held,
                Unmatched::Create => Found::Made,
                Unmatched::Skip => Found::Unmatched,
            };
            (how, None, path)
        }
    };
    let shown = if thread.url.is_empty() { &thread.key } else { &thread.url };
    run.report.threads.push(ThreadTarget {
        thread: shown.clone(),
        place: place.to_string(),
        how,
        article: path.clone().map(|path| format!("/{path}")),
        comments: comments.unsigned_abs(),
    });
    match (how, article) {
        (_, Some(id)) => {
            targets.articles.insert(thread.key, id);
        }
        (Found::Held | Found::Made, None) => {
            let known = path.as_ref().and_then(|path| by_path.get(path)).cloned();
            let key = known.unwrap_or_else(|| thread.key.clone());
            if key == thread.key {
                if let Some(path) = &path {
                    by_path.insert(path.clone(), key.clone());
                }
                let article = stand_in(&thread, how, path, first);
                run.staging.add(Kind::Article, &key, &article, ALONE, &place)?;
                run.total += 1;
            }
            targets.staged.insert(thread.key, key);
        }
        (_, None) if comments == 0 => {}
        (_, None) => {
            let why = match how {
                Found::Map => Message::import_why_map(),
                _ => Message::import_why_no_article(),
            };
            let what = Message::import_what_comments_of(comments, shown);
            run.report.skip(what, &place, why);
            run.left_out.insert(thread.key);
        }
    }
    Ok(())
}

/// What an address leads to.
enum Target {
    Article(ArticleId, Found),
    LeftOut,
    /// No article; the path that one would have.
    Nothing(Option<String>),
}

/// What the address of a thread leads to. `mapped` is the one that the map has for it.
async fn find(
    run: &Run<'_>,
    index: &Index,
    thread: &Thread,
    mapped: Option<String>,
) -> Result<Target> {
    let address = Address::parse(&thread.url);
    if let Some(new) = mapped {
        if new == "-" {
            return Ok(Target::LeftOut);
        }
        let new = Address::parse(&new);
        return Ok(match index.find(&new) {
            Some((id, _)) => Target::Article(id, Found::Map),
            None => Target::Nothing(path_for(&new)),
        });
    }
    if let Some(known) = run.known(Kind::Article, &thread.key).await? {
        let id = ArticleId(known.target);
        if index.path(id).is_some() {
            return Ok(Target::Article(id, Found::Earlier));
        }
    }
    if let Some((id, how)) = index.find(&address)
        && how != Found::Slug
    {
        return Ok(Target::Article(id, how));
    }
    // Plugins for WordPress name a page by the number of the post.
    let number = address.post_number().map(str::to_owned).or_else(|| {
        let first = thread.identifier.split_whitespace().next()?;
        let is_number = first.len() < 19 && first.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| first.to_owned())
    });
    if let Some(number) = number {
        let posts = move |conn: &mut _| ledger::wordpress_posts(conn, &number);
        let posts = run.app.db.read(posts).await?;
        if let [post] = posts.as_slice()
            && index.path(ArticleId(*post)).is_some()
        {
            return Ok(Target::Article(ArticleId(*post), Found::Identifier));
        }
    }
    Ok(match index.find(&address) {
        Some((id, how)) => Target::Article(id, how),
        None => Target::Nothing(path_for(&address)),
    })
}

fn path_for(address: &Address) -> Option<String> {
    articles::path::parse(&address.path).ok().filter(|_| address.query.is_empty())
}

/// The article in the place of one that there is not.
fn stand_in(thread: &Thread, how: Found, path: Option<String>, first: Option<Time>) -> Article {
    let title = if thread.title.trim().is_empty() {
        path.clone().unwrap_or_else(|| thread.url.clone())
    } else {
        thread.title.clone()
    };
    let status = if how == Found::Made { Status::Published } else { Status::Draft };
    Article {
        key: thread.key.clone(),
        link: path.map(|path| format!("https://path/{path}")).unwrap_or_default(),
        title,
        format: Format::Markdown,
        state: "thread".into(),
        status: Some(status),
        published_at: thread.at.or(first).filter(|_| status == Status::Published),
        is_open: thread.is_open,
        is_stand_in: true,
        ..Article::default()
    }
}
