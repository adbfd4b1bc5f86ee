//! The page numbers of a long thread stay right whatever is decided, in whatever order, while one
//! or two processes count blocks of the thread again.

use std::collections::{BTreeMap, BTreeSet};

use rejoinder::articles;
use rejoinder::comments::reading::{self, ThreadPage};
use rejoinder::comments::thread::{self, Shown};
use rejoinder::comments::thread_counts;
use rejoinder::db::Db;
use rejoinder::ids::{ArticleId, CommentId};
use rejoinder::status::Status;

use crate::support::app::TestApp;

const PER_PAGE: usize = 7;

/// The comments as they should be, found by walking all of them.
#[derive(Default)]
struct Model {
    rows: BTreeMap<i64, Row>,
}

struct Row {
    article: i64,
    parent: Option<i64>,
    root: i64,
    status: Status,
}

impl Model {
    /// The comments that begin public threads of an article.
    fn threads(&self, article: i64) -> Vec<i64> {
        let public = self.public(article).map(|(_, row)| row.root);
        public.collect::<BTreeSet<i64>>().into_iter().collect()
    }

    fn public(&self, article: i64) -> impl Iterator<Item = (&i64, &Row)> {
        self.rows.iter().filter(move |(_, row)| row.article == article && row.status.is_public())
    }

    /// What a page with these threads shows: each comment, and whether its words are there.
    fn places(&self, threads: &[i64]) -> Vec<(i64, bool)> {
        let rows = self.rows.iter().filter(|(_, row)| threads.contains(&row.root));
        let rows: Vec<thread::Node> = rows
            .map(|(id, row)| thread::Node {
                id: CommentId(*id),
                parent_id: row.parent.map(CommentId),
                status: row.status,
            })
            .collect();
        thread::order(&rows, 5)
            .into_iter()
            .map(|place| (place.id.0, place.shown == Shown::Comment))
            .collect()
    }

    /// The page on which a comment stands.
    fn page_of(&self, id: i64) -> usize {
        let row = &self.rows[&id];
        let threads = self.threads(row.article);
        threads.iter().filter(|thread| **thread < row.root).count() / PER_PAGE + 1
    }
}

/// The same numbers each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((self.0 >> 33) as usize) % limit
    }

    fn status(&mut self) -> Status {
        [Status::Approved, Status::ALL[self.below(Status::ALL.len())]][self.below(2)]
    }
}

/// Adds comments by SQL, because the tests are about the triggers of the table; each starts a thread or
/// replies to an earlier one.
async fn add(app: &TestApp, model: &mut Model, numbers: &mut Numbers, articles: &[i64], n: usize) {
    let mut values = Vec::new();
    for _ in 0..n {
        // Some close together, some far apart, so that there are blocks of both heights.
        let last = model.rows.keys().last().copied().unwrap_or(0);
        let id = last + 1 + [0, numbers.below(40), numbers.below(6_000)][numbers.below(3)] as i64;
        let article = articles[numbers.below(articles.len())];
        let others: Vec<i64> = model
            .rows
            .iter()
            .filter(|(_, row)| row.article == article)
            .map(|(id, _)| *id)
            .collect();
        let parent = (!others.is_empty() && numbers.below(2) == 0)
            .then(|| others[numbers.below(others.len())]);
        let root = parent.map(|parent| model.rows[&parent].root);
        let status = numbers.status();
        model.rows.insert(id, Row { article, parent, root: root.unwrap_or(id), status });
        let number =
            |number: Option<i64>| number.map_or("NULL".to_owned(), |number| number.to_string());
        values.push(format!(
            "({id}, {article}, {}, {}, {}, 0, '[]', 1, 'Ann', 't', 'h', 1, 'f{id}', 'x', FALSE, 1)",
            number(parent),
            number(root),
            status as i16,
        ));
    }
    app.execute(&format!(
        "INSERT INTO comments (id, article_id, parent_id, root_id, status, first_status, reasons, version, name, text, \
         html, avatar, fingerprint, form_id, notify, created_at) VALUES {}",
        values.join(", ")
    ))
    .await;
}

async fn page(app: &TestApp, article: i64, number: usize) -> ThreadPage {
    let settings = app.core.settings().comments.clone();
    let page = app
        .core
        .db
        .read(move |conn| reading::thread_page(conn, ArticleId(article), number as i64, &settings));
    page.await.expect("a page")
}

async fn assert_right(app: &TestApp, model: &Model, numbers: &mut Numbers, article: i64) {
    let threads = model.threads(article);
    let pages: Vec<&[i64]> = threads.chunks(PER_PAGE).collect();
    let last = pages.len().max(1);
    for number in [1, last, last + 3, numbers.below(last) + 1] {
        let found = page(app, article, number).await;
        assert_eq!((found.page, found.pages), (number.min(last) as i64, last as i64));
        assert_eq!(found.count, model.public(article).count() as i64);
        let shown: Vec<(i64, bool)> =
            found.comments.iter().map(|comment| (comment.id.0, comment.shown.is_some())).collect();
        let here = pages.get(number.min(last) - 1).copied().unwrap_or_default();
        assert_eq!(shown, model.places(here), "page {number} of {last}");
    }
    let public: Vec<i64> = model.public(article).map(|(id, _)| *id).collect();
    for _ in 0..4 {
        let Some(id) = public.get(numbers.below(public.len().max(1))).copied() else { break };
        let settings = app.core.settings().comments.clone();
        let place =
            app.core.db.read(move |conn| reading::location(conn, CommentId(id), &settings)).await;
        let place = place.expect("a place");
        let query = match model.page_of(id) {
            1 => String::new(),
            page => format!("?page={page}"),
        };
        assert!(place.ends_with(&format!("{query}#comment-{id}")), "{place} is not {query}");
        assert_eq!(place.contains('?'), !query.is_empty());
    }
    let count = app.core.db.read(move |conn| articles::comment_count(conn, ArticleId(article)));
    assert_eq!(count.await.expect("a count"), public.len() as i64);
}

/// The whole thread as the API lists it, in parts.
async fn listed(app: &TestApp, article: i64) -> Vec<i64> {
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let part = app
            .core
            .db
            .read(move |conn| reading::thread_list(conn, ArticleId(article), after, 9, 5))
            .await
            .expect("a list");
        seen.extend(part.comments.iter().map(|(id, _)| id.0));
        after = part.next;
        if after.is_none() {
            return seen;
        }
    }
}

#[tokio::test]
async fn pages_and_positions_equal_a_full_count() {
    let app = TestApp::with(|config| config.comments.threads_per_page = PER_PAGE).await;
    let articles = [app.article().create().await.id, app.article().create().await.id];
    let (mut model, mut numbers) = (Model::default(), Numbers(7));
    add(&app, &mut model, &mut numbers, &articles, 60).await;
    for _ in 0..40 {
        for _ in 0..numbers.below(5) {
            let ids: Vec<i64> = model.rows.keys().copied().collect();
            let (id, status) = (ids[numbers.below(ids.len())], numbers.status());
            let is_answered = model.rows.values().any(|row| row.parent == Some(id));
            if !is_answered && numbers.below(8) == 0 {
                app.execute(&format!("DELETE FROM comment_arrivals WHERE comment_id = {id}")).await;
                app.execute(&format!("DELETE FROM comments WHERE id = {id}")).await;
                model.rows.remove(&id);
                continue;
            }
            app.execute(&format!("UPDATE comments SET status = {} WHERE id = {id}", status as i16))
                .await;
            if let Some(row) = model.rows.get_mut(&id) {
                row.status = status;
            }
        }
        let more = numbers.below(12) + 1;
        add(&app, &mut model, &mut numbers, &articles, more).await;
        if numbers.below(2) == 0 {
            thread_counts::recount_some(&app.core.db).await.expect("counted");
        }
        for article in articles {
            assert_right(&app, &model, &mut numbers, article).await;
        }
    }
    while thread_counts::recount_some(&app.core.db).await.expect("counted") > 0 {}
    assert!(app.count("thread_counts", "height = 1 AND block > 0").await > 0, "one large block");
    for article in articles {
        assert_right(&app, &model, &mut numbers, article).await;
        let public = model.places(&model.threads(article)).into_iter().filter(|place| place.1);
        assert_eq!(listed(&app, article).await, public.map(|place| place.0).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn counting_in_two_processes_is_correct_during_decisions() {
    let app = TestApp::with(|config| config.comments.threads_per_page = PER_PAGE).await;
    let articles = [app.article().create().await.id];
    let (mut model, mut numbers) = (Model::default(), Numbers(11));
    add(&app, &mut model, &mut numbers, &articles, 60).await;
    let other = Db::open(&app.core.config.database, None).expect("a second process");
    let ids: Vec<i64> = model.rows.keys().copied().collect();
    let mut plans: Vec<Vec<(i64, Status)>> = Vec::new();
    for writer in 0..4 {
        // Each writer has comments of its own, so that it is known what stands at the end; their
        // threads and blocks are the same.
        let own: Vec<i64> = ids.iter().copied().filter(|id| id % 4 == writer).collect();
        let steps = (0..if own.is_empty() { 0 } else { 25 })
            .map(|_| (own[numbers.below(own.len())], numbers.status()));
        plans.push(steps.collect());
    }
    for (id, status) in plans.iter().flatten() {
        if let Some(row) = model.rows.get_mut(id) {
            row.status = *status;
        }
    }
    let decide = async |plan: &[(i64, Status)]| {
        for (id, status) in plan {
            let status = *status as i16;
            app.execute(&format!("UPDATE comments SET status = {status} WHERE id = {id}")).await;
        }
    };
    let count = async |db: &Db| {
        for _ in 0..40 {
            thread_counts::recount_some(db).await.expect("counted");
        }
    };
    let [one, two, three, four] = &plans[..] else { panic!("four writers") };
    tokio::join!(
        decide(one),
        decide(two),
        decide(three),
        decide(four),
        count(&app.core.db),
        count(&other)
    );
    while thread_counts::recount_some(&other).await.expect("counted") > 0 {}
    other.close();
    assert_eq!(app.count("stale_thread_counts", "1 = 1").await, 0);
    assert_right(&app, &model, &mut numbers, articles[0]).await;
}

#[tokio::test]
async fn a_decision_early_in_a_thread_shifts_later_pages_and_its_undo_shifts_them_back() {
    let app = TestApp::with(|config| config.comments.threads_per_page = 2).await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let mut ids = Vec::new();
    for number in 1..=5 {
        let id = app.reader().post(&article, &format!("Thread {number}.")).await.id;
        ids.push(id);
        if number > 1 {
            moderator.approve(id).await.expect(200);
        }
    }
    let page_of = async |id: i64| {
        let link = app.reader().see(&format!("/comments/{id}")).await;
        assert!((300..400).contains(&link.status), "{}", link.status);
        let query = link.location().split("?page=").nth(1).map(str::to_owned);
        query.map_or(1, |page| page.split('#').next().and_then(|n| n.parse().ok()).expect("a page"))
    };
    assert_eq!((page_of(ids[2]).await, page_of(ids[3]).await, page_of(ids[4]).await), (1, 2, 2));
    moderator.approve(ids[0]).await.expect(200);
    assert_eq!((page_of(ids[2]).await, page_of(ids[3]).await, page_of(ids[4]).await), (2, 2, 3));
    app.run_jobs().await;
    moderator.undo_version(ids[0], 2).await.expect(200);
    assert_eq!((page_of(ids[2]).await, page_of(ids[3]).await, page_of(ids[4]).await), (1, 2, 2));
    moderator.delete(ids[1]).await.expect(200);
    assert_eq!((page_of(ids[3]).await, page_of(ids[4]).await), (1, 2));
    app.run_jobs().await;
}
