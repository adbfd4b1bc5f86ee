//! Moderators work at the desk without script: lists by address, one form per decision, and the
//! next comment after each decision.

use std::time::Duration;

use reqwest::header::{ACCEPT, HeaderMap, HeaderValue};

use crate::support::app::TestApp;
use crate::support::snapshots;
use crate::support::staff::Desk;

fn path(id: i64, action: &str) -> String {
    format!("/desk/comments/{id}/{action}")
}

/// The numbers of the rows on a page, in their order.
fn rows(page: &str) -> Vec<i64> {
    let after = page.split("<li class=\"row").skip(1);
    let number = |row: &str| row.split("data-id=\"").nth(1)?.split('"').next()?.parse().ok();
    after.map(|row| number(row).expect("a number")).collect()
}

/// The comment that is open.
fn open(page: &str) -> Option<i64> {
    page.split("<article class=\"case\" data-id=\"").nth(1)?.split('"').next()?.parse().ok()
}

async fn decide(desk: &mut Desk, id: i64, version: &str, decision: &str, back: &str) -> String {
    let fields = [("version", version), ("decision", decision), ("back", back)];
    desk.send(&path(id, "decisions"), &fields).await.expect(303).location().to_owned()
}

#[tokio::test]
async fn a_decision_leads_to_the_next_comment_of_the_same_list() {
    let app = TestApp::start().await;
    let moderator = app.moderator().await;
    let (harbour, city) = (
        app.article().section("Harbour").create().await,
        app.article().section("City").create().await,
    );
    let a = app.reader().post(&harbour, "The first.").await.id;
    let b = app.reader().post(&city, "Elsewhere.").await.id;
    let c = app.reader().post(&harbour, "The second.").await.id;
    let mut desk = moderator.signed_in().await;

    let page = desk.see("/desk?section=harbour&colour=red").await.expect(200);
    snapshots::page("desk_queue", &page);
    let page = page.text();
    assert_eq!((rows(&page), open(&page)), (vec![a, c], Some(a)));
    assert!(
        page.contains(&format!("/desk?section=harbour&amp;open={c}"))
            || page.contains(&format!("section=harbour&#38;open={c}")),
        "{page}"
    );
    let next = decide(&mut desk, a, "1", "approve", "section=harbour&evil=//x").await;
    assert_eq!(next, format!("/desk?section=harbour&done=approve&was={a}&open={c}"));
    let page = desk.see(&next).await.expect(200);
    page.assert_shows("Approved. The comment is public.");
    assert_eq!((rows(&page.text()), open(&page.text())), (vec![c], Some(c)));
    let next = decide(&mut desk, c, "1", "reject:off_topic", "section=harbour").await;
    assert_eq!(next, format!("/desk?section=harbour&done=reject&was={c}"));
    desk.see(&next).await.expect(200).assert_shows("No pending comment matches these filters");
    let log = moderator.comment(c).await["context"]["decisions"].clone();
    assert_eq!(log[1]["reason"], "off_topic");

    let page = desk.see("/desk").await.expect(200).text();
    assert_eq!((rows(&page), open(&page)), (vec![b], Some(b)));
    let page = desk.see("/desk?status=approved").await.expect(200).text();
    assert_eq!(rows(&page), [a]);
    app.run_jobs().await;
    let page = desk.see("/desk?q=second&status=all").await.expect(200).text();
    assert_eq!(rows(&page), [c]);
    app.run_jobs().await;
}

#[tokio::test]
async fn an_invalid_filter_is_reported_and_the_others_are_kept() {
    let app = TestApp::start().await;
    let moderator = app.moderator().await;
    let mut desk = moderator.signed_in().await;
    let page = desk.see("/desk?q=mud&since=yesterday").await.expect(422);
    snapshots::page("desk_filter_with_faults", &page);
    desk.see("/desk?status=open").await.expect(422);
    desk.see("/desk?open=x").await.expect(404);
    desk.see("/desk?open=99").await.expect(404);
}

#[tokio::test]
async fn a_search_finds_a_comment_by_its_reference_and_by_its_readers_name_in_any_status() {
    let app = TestApp::start().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let first = app.reader().named("Anna Lindqvist").post(&article, "The first.").await.id;
    let second = app.reader().named("Bo").post(&article, "The second.").await.id;
    moderator.approve(first).await;
    app.run_jobs().await;
    let mut desk = moderator.signed_in().await;
    for words in
        [format!("C-{first}"), format!("c-{first}"), format!("%23{first}"), format!("{first}")]
    {
        let page = desk.see(&format!("/desk?q={words}")).await.expect(200);
        page.assert_shows(&format!("C-{first}: the comment of"));
        assert_eq!(open(&page.text()), Some(first), "{words}: it is open at once");
    }
    desk.see("/desk?q=C-99").await.expect(200).assert_hides("C-99: the comment of");
    let page = desk.see("/desk?q=lindqvist").await.expect(200);
    page.assert_shows("No pending comment matches these filters. There are matches in");
    assert!(
        page.text().contains("status=approved&amp;q=lindqvist")
            || page.text().contains("status=approved&#38;q=lindqvist"),
        "{}",
        page.text()
    );
    let page = desk.see("/desk?q=lindqvist&status=all").await.expect(200).text();
    assert_eq!(rows(&page), [first]);
    // What is empty without a condition does not ask elsewhere; the oldest one is that of the whole list.
    desk.see("/desk?q=nothing").await.expect(200).assert_hides("The oldest has waited");
    desk.see("/desk").await.expect(200).assert_shows("The oldest has waited");
    moderator.approve(second).await;
    desk.see("/desk").await.expect(200).assert_hides("The oldest has waited");
    app.run_jobs().await;
}

#[tokio::test]
async fn a_long_queue_is_paged() {
    let app = TestApp::with(|config| config.comments.min_interval = Duration::ZERO).await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let mut posted = Vec::new();
    for number in 0..53 {
        posted.push(app.reader().post(&article, &format!("Number {number}.")).await.id);
    }
    let mut desk = moderator.signed_in().await;
    let page = desk.see("/desk").await.expect(200);
    assert_eq!(rows(&page.text()), posted[..50]);
    let more = page.next_page().expect("more");
    let rest = desk.see(&more).await.expect(200).text();
    assert_eq!(rows(&rest), posted[50..]);
    let part = desk.see(&format!("{more}&part=rows")).await.expect(200);
    assert_eq!(rows(&part.text()), posted[50..]);
    assert!(!part.text().contains("<html") && !part.headers.contains_key("x-more"));
    let new = desk.see(&format!("/desk?part=rows&beyond={}", posted[51])).await.expect(200);
    assert_eq!(rows(&new.text()), [posted[52]]);
    app.run_jobs().await;
}

#[tokio::test]
async fn a_conflicting_decision_names_the_colleague_and_keeps_the_note() {
    let app = TestApp::start().await;
    let (article, ann, bo) =
        (app.article().create().await, app.moderator().await, app.moderator().await);
    let id = app.reader().post(&article, "Both look at me.").await.id;
    let mut desk = ann.signed_in().await;
    desk.see(&format!("/desk?open={id}")).await.expect(200);
    bo.reject(id).await;
    let fields =
        [("version", "1"), ("decision", "approve"), ("note", "A good point"), ("back", "")];
    let late = desk.send(&path(id, "decisions"), &fields).await.expect(409);
    snapshots::page("desk_decision_conflict", &late);
    late.assert_shows(&format!("{} rejected it meanwhile.", bo.name));
    let request = desk.request(reqwest::Method::POST, &path(id, "decisions"));
    let form = [("version", "1"), ("decision", "approve"), ("csrf", desk.csrf.as_str())];
    // In the place of the browser's own, which `header` would leave there.
    let json = HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static("application/json"))]);
    let answer = request.headers(json).form(&form).send().await.expect("an answer");
    assert_eq!(answer.status(), 409, "scripts get JSON");
    let problem: serde_json::Value = answer.json().await.expect("JSON");
    assert_eq!(
        (&problem["code"], &problem["present"]["decided_by"]),
        (&"stale_version".into(), &bo.name.as_str().into())
    );
    app.run_jobs().await;
}

#[tokio::test]
async fn the_event_stream_reports_new_comments_until_the_server_stops() {
    let app = TestApp::start().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let desk = moderator.signed_in().await;
    let stranger =
        app.request(reqwest::Method::GET, "/desk/events").send().await.expect("an answer");
    assert_eq!(stranger.status(), 303);

    let request = desk.request(reqwest::Method::GET, "/desk/events");
    let mut stream = request.send().await.expect("an answer");
    assert_eq!(stream.headers()["content-type"], "text/event-stream");
    let mut heard = String::new();
    let mut hear = async |until: String| {
        while !heard.contains(&until) {
            let part = stream.chunk().await.expect("a stream").expect("it goes on");
            heard.push_str(&String::from_utf8_lossy(&part));
        }
    };
    hear("\"waiting\":0".to_owned()).await;
    let id = app.reader().post(&article, "News.").await.id;
    app.desk.live.refresh(&app.core.db).await.expect("the counts");
    hear(format!("\"newest\":{id}")).await;
    moderator.approve(id).await;
    app.reader().flag(id, "spam").await.expect(202);
    app.desk.live.refresh(&app.core.db).await.expect("the counts");
    hear("\"flags\":1".to_owned()).await;
    app.run_jobs().await;
    drop(app);
    assert_eq!(stream.chunk().await.expect("an orderly end"), None);
}

#[tokio::test]
async fn a_busy_event_stream_ends_with_its_session() {
    let app = TestApp::start().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let mut desk = moderator.signed_in().await;
    let request = desk.request(reqwest::Method::GET, "/desk/events");
    let mut stream = request.send().await.expect("an answer");
    desk.send("/desk/logout", &[]).await.expect(200);
    let begun = std::time::Instant::now();
    while stream.chunk().await.expect("a stream").is_some() {
        assert!(begun.elapsed().as_secs() < 20, "it goes on after the session has ended");
        app.reader().post(&article, "News.").await;
        app.desk.live.refresh(&app.core.db).await.expect("the counts");
    }
    app.run_jobs().await;
}

#[tokio::test]
async fn authors_cannot_open_the_queue_and_start_at_their_articles() {
    let app = TestApp::start().await;
    let author = app.author().await;
    // Which is why authors begin at their own articles.
    let mut desk = author.at_sign_in().await;
    assert_eq!(
        desk.sign_in(&author.email, &author.password).await.expect(303).location(),
        "/desk/articles"
    );
    let desk = author.signed_in().await;
    for path in ["/desk", "/desk/events", "/desk/keys", "/desk?part=rows"] {
        let answer = desk.request(reqwest::Method::GET, path).send().await.expect("an answer");
        assert_eq!(answer.status(), 403, "{path}");
    }
}
