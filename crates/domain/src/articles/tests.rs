//! The use cases on a database of their own.

use std::sync::LazyLock;
use std::time::Duration;

use diesel::{ExpressionMethods, RunQueryDsl};

use super::choices::SubmittedChoices;
use super::commenting::CommentRules;
use super::content::{self, Submitted};
use super::model::{ArticleScope, Tag};
use super::*;
use crate::accounts::model::{Credential, Role};
use crate::cache::Scope;
use crate::clock::{TimeFormat, Zone};
use crate::db::Db;
use crate::db::schema::{accounts, comments};
use crate::error::Error;
use crate::ids::SessionId;
use crate::on;

/// A publication in a folder that goes with it.
struct World {
    db: Db,
    now: Time,
    _folder: tempfile::TempDir,
}

impl World {
    fn new() -> World {
        let folder = tempfile::tempdir().expect("a folder");
        let settings = format!(
            "[data]\nfolder = '{0}'\n[database]\nurl = 'sqlite:{0}/test.db'",
            folder.path().display()
        );
        let config = Config::from_toml(&settings).expect("a good configuration");
        let db = Db::open(&config.database, None).expect("a database");
        World { db, now: at("2026-11-22T12:00:00Z"), _folder: folder }
    }

    /// Author 1, so that articles can be somebody's.
    async fn add_author(&self) -> AccountId {
        let now = self.now;
        let row = move |conn: &mut Connection| {
            Ok(on!(conn, |c| diesel::insert_into(accounts::table)
                .values((
                    accounts::email_index.eq(vec![1_u8]),
                    accounts::email_sealed.eq(vec![1_u8]),
                    accounts::name.eq("Ana"),
                    accounts::role.eq(0_i16),
                    accounts::password_hash.eq(""),
                    accounts::created_at.eq(now),
                ))
                .returning(accounts::id)
                .get_result(c))?)
        };
        self.run(row).await.expect("an account")
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnMut(&mut Connection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.db.write(work).await
    }

    async fn add(&self, submitted: Submitted) -> Result<Saved> {
        let (new, now) = (NewArticle::parse(submitted, self.now)?, self.now);
        self.run(move |conn| create(conn, &new, None, by_operator(now))).await
    }

    async fn change(&self, article: &Article, submitted: Submitted) -> Result<Saved> {
        let (change, now, id, version) =
            (Edit::parse(submitted, self.now)?, self.now, article.id, article.version);
        self.run(move |conn| edit(conn, id, version, &change, by_operator(now))).await
    }

    async fn find(&self, path: &'static str) -> PathLookup {
        self.run(move |conn| by_path(conn, path)).await.expect("the storage answers")
    }

    async fn titles(&self, filter: Filter, start: Start, limit: i64) -> Vec<String> {
        let found = self
            .run(move |conn| list(conn, &filter, start, limit))
            .await
            .expect("the storage answers");
        found.into_iter().map(|article| article.title).collect()
    }
}

static PERMALINK: LazyLock<Permalink> = LazyLock::new(Permalink::default);

fn by_operator(now: Time) -> Editing<'static> {
    Editing { by: None, permalink: &PERMALINK, now }
}

fn by_staff(staff: &Staff, now: Time) -> Editing<'_> {
    Editing { by: Some(staff), permalink: &PERMALINK, now }
}

fn at(time: &str) -> Time {
    Time::parse(time).expect("a valid instant")
}

fn staff(id: i64, role: Role) -> Staff {
    let credential = Credential::Session(SessionId(1));
    Staff { id: AccountId(id), name: "Ana".into(), role, language: None, credential }
}

fn text(title: &str) -> Submitted {
    Submitted {
        title: Some(title.into()),
        body: Some("The **mud**.".into()),
        ..Submitted::default()
    }
}

fn published(title: &str) -> Submitted {
    Submitted { status: Some("published".into()), ..text(title) }
}

fn status(name: &str) -> Submitted {
    Submitted { status: Some(name.into()), ..Submitted::default() }
}

fn code(result: Result<Saved>) -> &'static str {
    match result {
        Err(Error::Conflict { code, .. } | Error::Forbidden { code, .. }) => code,
        Err(Error::NotFound) => "not_found",
        other => panic!("{other:?} was not expected"),
    }
}

#[tokio::test]
async fn a_draft_is_written_published_and_withdrawn() {
    let mut world = World::new();
    let fields = Submitted {
        section: Some("Town Hall".into()),
        tags: Some(vec!["Mud".into(), "Budget".into()]),
        byline: Some("Ines Almeida".into()),
        ..text("What it costs")
    };
    let draft = world.add(fields).await.expect("a draft");
    assert_eq!(draft.changed, None);
    let draft = draft.article;
    assert_eq!((draft.status, draft.version, draft.published_at), (Status::Draft, 1, None));
    assert_eq!(draft.path, "2026/11/what-it-costs");
    assert_eq!(draft.body_html.trim(), "<p>The <strong>mud</strong>.</p>");
    assert_eq!(draft.section.as_ref().map(|section| section.slug.as_str()), Some("town-hall"));
    assert_eq!(
        draft.tags.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>(),
        ["Mud", "Budget"]
    );
    assert!(world.titles(Filter::public(), Start::Beginning, 10).await.is_empty());

    world.now = world.now.plus(Duration::from_secs(3600));
    let public = world.change(&draft, status("published")).await.expect("published");
    assert_eq!(public.changed, Some(Scope::Site));
    let public = public.article;
    assert_eq!((public.published_at, public.updated_since_published()), (Some(world.now), None));
    let rules = CommentRules { days: Some(1), ..CommentRules::default() };
    assert!(public.commenting(&rules, world.now).is_open());

    let choices = SubmittedChoices { comments: Some("closed".into()), ..Default::default() };
    let closed = Submitted { choices, ..Submitted::default() };
    let closed = world.change(&public, closed).await.expect("closed");
    assert_eq!(closed.changed, Some(Scope::Article(public.id)));
    assert!(!closed.article.commenting(&CommentRules::default(), world.now).is_open());
    assert_eq!(closed.article.updated_since_published(), None, "closing is no update of the text");

    let withdrawn = world.change(&closed.article, status("withdrawn")).await.expect("withdrawn");
    assert_eq!(withdrawn.changed, Some(Scope::Site));
    assert_eq!(code(world.change(&withdrawn.article, status("draft")).await), "status_change");
    let again =
        world.change(&withdrawn.article, status("published")).await.expect("published again");
    assert_eq!(again.article.published_at, public.published_at);
}

#[tokio::test]
async fn of_two_edits_of_one_version_the_second_learns_the_present_state() {
    let world = World::new();
    let article = world.add(published("Mud")).await.expect("an article").article;
    world.change(&article, text("Mud, again")).await.expect("the first");
    let Err(Error::Conflict { code, present, .. }) = world.change(&article, text("Silt")).await
    else {
        panic!("the second edit was accepted");
    };
    let present = present.expect("the present state");
    assert_eq!(
        (code, &present["title"], &present["version"]),
        ("stale_version", &"Mud, again".into(), &2.into())
    );
}

#[tokio::test]
async fn equal_headlines_get_numbers_and_custom_paths_do_not() {
    let world = World::new();
    let own = |path: &str| Submitted { path: Some(path.into()), ..published("Mud") };
    let paths = [
        world.add(text("Mud")).await.expect("the first").article.path,
        world.add(text("Mud")).await.expect("the second").article.path,
        world.add(own("/harbour/mud.html")).await.expect("an own path").article.path,
    ];
    assert_eq!(paths, ["2026/11/mud", "2026/11/mud-2", "harbour/mud.html"]);
    assert_eq!(code(world.add(own("harbour/mud.html/")).await), "path_taken");
}

#[tokio::test]
async fn a_former_path_redirects_and_stays_reserved() {
    let world = World::new();
    let to = |path: &str| Submitted { path: Some(path.into()), ..Submitted::default() };
    let first = world.add(published("Mud")).await.expect("an article").article;
    let moved = world.change(&first, to("/harbour/müd")).await.expect("moved").article;

    assert_eq!(world.find("/2026/11/mud").await, PathLookup::Moved("/harbour/m%C3%BCd".into()));
    assert_eq!(world.find("harbour/müd").await, PathLookup::Article(Box::new(moved.clone())));
    assert_eq!(world.find("/harbour/müd/").await, PathLookup::Moved("/harbour/m%C3%BCd".into()));
    assert_eq!(world.find("/harbour").await, PathLookup::NotFound);
    assert_eq!(world.find("/\0").await, PathLookup::NotFound);
    assert_eq!(world.add(published("Mud")).await.expect("another").article.path, "2026/11/mud-2");

    let back = world.change(&moved, to("2026/11/mud")).await.expect("moved back").article;
    assert_eq!(world.find("/2026/11/mud").await, PathLookup::Article(Box::new(back.clone())));
    assert_eq!(world.find("/harbour/müd").await, PathLookup::Moved("/2026/11/mud".into()));
    let gone = world.change(&back, status("withdrawn")).await.expect("withdrawn").article;
    assert_eq!(world.find("/harbour/müd").await, PathLookup::Article(Box::new(gone)));
    // To take a path that redirects needs to be said.
    let plain = Submitted { path: Some("/harbour/müd".into()), ..published("Silt") };
    assert_eq!(code(world.add(plain.clone()).await), "path_taken");
    let knowing = Submitted { replace_redirect: Some(true), ..plain };
    let new = world.add(knowing).await.expect("taken").article;
    assert_eq!(world.find("/harbour/müd").await, PathLookup::Article(Box::new(new)));
}

#[tokio::test]
async fn a_drafts_default_path_follows_its_headline_until_it_is_public() {
    let mut world = World::new();
    let draft = world.add(text("Mud")).await.expect("a draft").article;
    let renamed = world.change(&draft, text("Silt")).await.expect("renamed").article;
    assert_eq!(renamed.path, "2026/11/silt");
    assert_eq!(world.find("/2026/11/mud").await, PathLookup::NotFound);
    world.now = at("2026-12-01T00:00:00Z");
    let public = world.change(&renamed, status("published")).await.expect("published").article;
    assert_eq!(public.path, "2026/12/silt");
    let renamed = world.change(&public, text("Sand")).await.expect("renamed").article;
    assert_eq!((renamed.path.as_str(), renamed.updated_since_published()), ("2026/12/silt", None));
    let default = Submitted { path: Some(String::new()), ..Submitted::default() };
    assert_eq!(world.change(&renamed, default).await.expect("moved").article.path, "2026/12/sand");
}

#[tokio::test]
async fn authors_change_their_own_and_editors_all() {
    let world = World::new();
    let ana = world.add_author().await;
    let (new, now) = (NewArticle::parse(text("Mud"), world.now).expect("good"), world.now);
    let draft = world
        .run(move |conn| create(conn, &new, Some(ana), by_operator(now)))
        .await
        .expect("a draft")
        .article;
    let attempt = |who: Staff, id: ArticleId, version: i64| {
        let change = Edit::parse(text("Silt"), now).expect("good");
        world.run(move |conn| edit(conn, id, version, &change, by_staff(&who, now)))
    };
    let stranger = AccountId(ana.0 + 1);
    assert_eq!(code(attempt(staff(stranger.0, Role::Moderator), draft.id, 1).await), "not_found");
    let own = attempt(staff(ana.0, Role::Author), draft.id, 1).await.expect("her own").article;
    assert_eq!(
        code(
            world
                .run(move |conn| {
                    let published = Edit::parse(status("published"), now).expect("good");
                    let author = staff(ana.0, Role::Author);
                    edit(conn, draft.id, 2, &published, by_staff(&author, now))
                })
                .await
        ),
        "role"
    );
    let public = world.change(&own, status("published")).await.expect("by an editor").article;
    assert_eq!(
        code(attempt(staff(stranger.0, Role::Author), public.id, public.version).await),
        "role"
    );
    assert_eq!(
        world
            .titles(Filter::for_staff(None, &staff(stranger.0, Role::Author)), Start::Beginning, 9)
            .await
            .len(),
        0
    );
    assert_eq!(
        world
            .titles(Filter::for_staff(None, &staff(ana.0, Role::Author)), Start::Beginning, 9)
            .await
            .len(),
        1
    );
}

#[tokio::test]
async fn only_an_unread_draft_is_really_deleted() {
    let world = World::new();
    let (ana, now) = (world.add_author().await, world.now);
    let removes = |id: ArticleId| {
        world.run(move |conn| remove(conn, id, &staff(ana.0, Role::Editor), &PERMALINK, now))
    };
    let draft = world
        .add(Submitted { tags: Some(vec!["Mud".into()]), ..text("Mud") })
        .await
        .expect("a draft")
        .article;
    assert!(matches!(removes(draft.id).await.expect("removed"), Removed::Deleted));
    assert!(matches!(removes(draft.id).await, Err(Error::NotFound)));

    let public = world.add(published("Silt")).await.expect("an article").article;
    assert!(
        matches!(removes(public.id).await.expect("withdrawn"), Removed::Withdrawn(saved) if !saved.article.is_public())
    );
}

#[tokio::test]
async fn lists_are_newest_first_and_stay_stable_while_rows_arrive() {
    let world = World::new();
    for (title, date) in [
        ("Old", "2026-01-01T00:00:00Z"),
        ("New", "2026-11-01T00:00:00Z"),
        ("Same day", "2026-11-01T00:00:00Z"),
        ("Middle", "2026-06-01T00:00:00Z"),
    ] {
        let fields = Submitted {
            published_at: Some(content::time(TimeFormat::Local(&Zone::UTC), date)),
            section: Some("Harbour".into()),
            tags: Some(vec![title.chars().take(3).collect()]),
            ..published(title)
        };
        world.add(fields).await.expect("an article");
    }
    world.add(text("Draft")).await.expect("a draft");
    assert_eq!(
        world.titles(Filter::public(), Start::Beginning, 9).await,
        ["Same day", "New", "Middle", "Old"]
    );
    assert_eq!(world.titles(Filter::public(), Start::Offset(2), 9).await, ["Middle", "Old"]);

    let first =
        world.run(|conn| list(conn, &Filter::public(), Start::Beginning, 2)).await.expect("a page");
    let after = first[1].position(&Filter::public());
    world.add(published("Newest")).await.expect("an article");
    assert_eq!(world.titles(Filter::public(), after, 9).await, ["Middle", "Old"]);

    let tagged = Filter { tag: Some("mid".into()), ..Filter::public() };
    assert_eq!(world.titles(tagged, Start::Beginning, 9).await, ["Middle"]);
    let harbour = Filter { section: Some("harbour".into()), ..Filter::public() };
    assert_eq!(world.titles(harbour, Start::Beginning, 9).await.len(), 4);
    let sections = world.run(sections::all).await.expect("sections");
    let counted: Vec<(&str, i64)> =
        sections.iter().map(|section| (section.node.slug.as_str(), section.articles)).collect();
    assert_eq!(counted, [("harbour", 4)]);
    let tags = world
        .run(|conn| names::list::<Tag>(conn, ArticleScope::Public, Some("mid"), 9))
        .await
        .expect("tags");
    assert_eq!(
        tags.iter().map(|found| found.item.slug.as_str()).collect::<Vec<_>>(),
        ["new", "old", "sam"]
    );
}

#[tokio::test]
async fn the_sample_article_is_created_once() {
    let world = World::new();
    let now = world.now;
    let id = world
        .run(move |conn| create_sample(conn, &PERMALINK, &Words::of("ar"), now))
        .await
        .expect("the storage answers")
        .expect("an article");
    let sample = world.run(move |conn| by_id(conn, id)).await.expect("it is there");
    assert!(sample.commenting(&CommentRules::default(), now).is_open());
    assert_eq!(sample.choices.language, "ar");
    assert_eq!(sample.title, "مرحبًا بكم في إصداركم الجديد");
    assert!(sample.body.contains("\n\n## ما يحدث للتعليق\n\n"), "{}", sample.body);
    assert_eq!(sample.section.expect("a section").name, "أخبار");
    assert_eq!(
        world
            .run(move |conn| create_sample(conn, &PERMALINK, &Words::of("ar"), now))
            .await
            .expect("the storage answers"),
        None
    );

    let other = World::new();
    other.add(text("Mud")).await.expect("an article");
    assert_eq!(
        other
            .run(move |conn| create_sample(conn, &PERMALINK, &Words::of("ar"), now))
            .await
            .expect("the storage answers"),
        None
    );
}

#[tokio::test]
async fn only_approved_comments_are_counted() {
    let world = World::new();
    let article = world.add(published("Mud")).await.expect("an article").article;
    let (id, now) = (article.id, world.now);
    let rows = move |conn: &mut Connection| {
        for (n, status) in [0_i16, 1, 1, 3].into_iter().enumerate() {
            let unique = vec![u8::try_from(n).unwrap_or_default()];
            on!(conn, |c| diesel::insert_into(comments::table)
                .values((
                    comments::article_id.eq(id),
                    (
                        comments::status.eq(status),
                        comments::first_status.eq(status),
                        comments::reasons.eq("[]")
                    ),
                    (
                        comments::version.eq(1_i64),
                        comments::name.eq("Bo"),
                        comments::text.eq("x"),
                        comments::html.eq("x")
                    ),
                    (
                        comments::avatar.eq(0_i64),
                        comments::fingerprint.eq(&unique),
                        comments::form_id.eq(&unique)
                    ),
                    (comments::notify.eq(false), comments::created_at.eq(now)),
                ))
                .execute(c))?;
        }
        comment_count(conn, id)
    };
    assert_eq!(world.run(rows).await.expect("counted"), 2);
    let listed =
        world.run(|conn| list(conn, &Filter::public(), Start::Beginning, 9)).await.expect("a list");
    assert_eq!(listed[0].comments, 2);
}

#[tokio::test]
async fn drafts_of_the_last_article_are_thinned_out_however_many_come_before() {
    let mut world = World::new();
    let now = world.now;
    world.now = now.minus(Duration::from_secs(40 * 86_400));
    let text = |text: &str| Some(text.to_owned());
    let mut ids = Vec::new();
    for title in ["One", "Two", "Three"] {
        let new = Submitted { title: text(title), body: text("Mud."), ..Submitted::default() };
        let mut article = world.add(new).await.expect("a draft").article;
        ids.push(article.id);
        for summary in ["First", "Second"] {
            let change = Submitted { summary: text(summary), ..Submitted::default() };
            article = world.change(&article, change).await.expect("changed").article;
        }
    }
    let deleted = revisions::thin_out_by(&world.db, now, 2).await.expect("thinned out");
    assert_eq!(deleted, 6);
    for id in ids {
        let kept = world.run(move |conn| store::revisions::list(conn, id, i64::MAX, 9)).await;
        let versions: Vec<i64> =
            kept.expect("a list").into_iter().map(|revision| revision.version).collect();
        assert_eq!(versions, [3]);
    }
}
