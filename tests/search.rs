//! The readers' search: by page and by API, in several scripts, among what is public only.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::app::TestApp;
use crate::support::staff::Staff;

fn address(path: &str, q: &str) -> String {
    format!("{path}?q={}", url::form_urlencoded::byte_serialize(q.as_bytes()).collect::<String>())
}

/// The headlines that the API finds, in their order.
async fn found(app: &TestApp, q: &str) -> Vec<String> {
    let answer = app.reader().see(&address("/api/v1/search", q)).await.expect(200).json();
    let items = answer["items"].as_array().expect("items");
    assert_eq!(answer["total"], items.len(), "{q}");
    items.iter().map(|item| item["title"].as_str().expect("a title").to_owned()).collect()
}

async fn add(admin: &Staff, article: Value) -> Value {
    admin.post("/api/v1/articles", &article).await.expect(201).json()
}

#[tokio::test]
async fn a_reader_finds_articles_by_their_words_and_sees_where_they_stand() {
    let app = TestApp::start().await;
    let filler = "Nothing of it was ever written down by anybody. ".repeat(20);
    app.article()
        .title("On the quay")
        .body(&format!("{filler} Late in the text: dredging."))
        .create()
        .await;
    app.advance(Duration::from_secs(60));
    app.article().title("Early words").body("Dredging comes first here.").create().await;
    app.article().title("Dredging again").body("Mud & <b>more</b> mud.").create().await;
    app.article().title("Tagged").with("tags", json!(["dredging"])).create().await;
    app.article().title("Signed").with("byline", "Dora Dredging").create().await;
    app.advance(Duration::from_secs(60));
    app.article()
        .title("Summed up")
        .with("summary", "Of dredging and <i>its</i> price")
        .create()
        .await;
    app.article().title("Dredging, the newest").create().await;
    assert_eq!(found(&app, "dredging").await, Vec::<String>::new(), "nothing is entered yet");
    app.run_jobs().await;
    let order = [
        "Dredging, the newest",
        "Dredging again",
        "Summed up",
        "Signed",
        "Tagged",
        "Early words",
        "On the quay",
    ];
    assert_eq!(found(&app, "dredging").await, order);
    assert_eq!(found(&app, "Dredg").await, order, "a long word finds those that begin with it");
    assert_eq!(found(&app, "dredging price").await, ["Summed up"]);
    assert_eq!(found(&app, "\"late in the text\"").await, ["On the quay"]);
    assert_eq!(found(&app, "\"text the in late\"").await, Vec::<String>::new());

    let page = app.reader().see(&address("/search", "dredging mud")).await.expect(200);
    page.assert_shows("<mark>Dredging</mark> again</a>");
    page.assert_shows("<mark>Mud</mark> &#38; more <mark>mud</mark>.");
    page.assert_shows("1 result");
    page.assert_shows("<meta name=\"robots\" content=\"noindex, follow\">");
    let page = app.reader().see(&address("/search", "dredging")).await.expect(200);
    page.assert_shows("Of <mark>dredging</mark> and &#60;i&#62;its&#60;/i&#62; price");
    page.assert_shows("Late in the text: <mark>dredging</mark>.");
    let page = app.reader().see(&address("/search", "<script>\"")).await.expect(200);
    page.assert_shows("No results for “&#60;script&#62;&#34;”");
    page.assert_shows("Dredging, the newest</a>");
    app.reader().see("/search").await.expect(200).assert_shows("<h1>Search</h1>");
}

#[tokio::test]
async fn only_what_everybody_may_read_is_found() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let story = |title: &str, more: Value| {
        let mut story = json!({ "title": title, "body": "A walrus.", "status": "published" });
        story.as_object_mut().expect("fields").extend(more.as_object().expect("fields").clone());
        story
    };
    let open = add(&admin, story("Open", json!({}))).await;
    add(&admin, story("About us", json!({ "kind": "page" }))).await;
    add(&admin, story("Draft", json!({ "status": "draft" }))).await;
    add(&admin, story("Later", json!({ "published_at": "2027-01-01T00:00:00Z" }))).await;
    add(&admin, story("Behind a password", json!({ "password": "open sesame" }))).await;
    app.run_jobs().await;
    assert_eq!(found(&app, "walrus").await, ["About us", "Open"]);
    let locked = app.reader().see(&address("/api/v1/search", "password")).await.expect(200).json();
    let locked = &locked["items"][0];
    assert_eq!((&locked["title"], &locked["passage"]), (&json!("Behind a password"), &json!("")));
    app.reader().see(&address("/search", "password")).await.assert_hides("walrus");

    // What is protected or withdrawn is not found from the same moment on.
    let target = format!("/api/v1/articles/{}", open["id"]);
    let change = json!({ "version": open["version"], "password": "open sesame" });
    let open = admin.patch(&target, &change).await.expect(200).json();
    assert_eq!(found(&app, "walrus").await, ["About us"]);
    app.run_jobs().await;
    assert_eq!(found(&app, "walrus").await, ["About us"]);
    assert_eq!(found(&app, "open").await, ["Open"]);
    let change = json!({ "version": open["version"], "status": "withdrawn" });
    admin.patch(&target, &change).await.expect(200);
    assert_eq!(found(&app, "open").await, Vec::<String>::new());
}

#[tokio::test]
async fn every_script_is_found_and_no_input_is_an_error() {
    let app = TestApp::start().await;
    for (title, body) in [
        ("Straßenfest am Hafen", "Ein Fest."),
        ("海港新闻", "今天的渡轮很晚才到。"),
        ("港の祭り", "祭りは土曜日です。"),
        ("أخبار الميناء", "وصلت العبّارة متأخرة."),
        ("Новости порта", "Паром опоздал в ２０٢٦."),
        ("서울에서", "배가 늦었다."),
    ] {
        app.article().title(title).body(body).create().await;
    }
    app.run_jobs().await;
    for (q, title) in [
        ("strassenfest hafen", "Straßenfest am Hafen"),
        ("渡轮", "海港新闻"),
        ("港新", "海港新闻"),
        ("闻", "海港新闻"),
        ("土曜", "港の祭り"),
        ("العباره", "أخبار الميناء"),
        ("اخبار الميناء", "أخبار الميناء"),
        ("متاخره", "أخبار الميناء"),
        ("サイ", ""),
        ("паром", "Новости порта"),
        ("2026", "Новости порта"),
        ("서울", "서울에서"),
    ] {
        let expected: Vec<&str> =
            Some(title).filter(|title| !title.is_empty()).into_iter().collect();
        assert_eq!(found(&app, q).await, expected, "{q}");
    }
    // Every operator of both engines, and what is no text of any kind.
    for q in [
        "\"",
        "'",
        "\\",
        "*",
        "a*",
        "a AND",
        "OR",
        "NOT",
        "NEAR(a, 2)",
        "{title} : a",
        "-a",
        "^a",
        "(a",
        "a)",
        "a:*",
        "a & ",
        "a | b",
        "!a",
        "a <-> b",
        "%",
        "_",
        ";--",
        "\u{FFFD}",
        "\u{1F600}",
        "a:A",
        "+",
        "' OR 1=1",
        "\"a",
        "«",
        "\u{200D}",
    ] {
        found(&app, q).await;
        app.reader().see(&address("/search", q)).await.expect(200);
    }
    let cut = app.reader().see(&address("/search", &"long ".repeat(200))).await.expect(200);
    cut.assert_shows("only its beginning was searched for");
    let many: Vec<String> = (0..17).map(|n| format!("word{n}")).collect();
    let page = app.reader().see(&address("/search", &many.join(" "))).await.expect(200);
    page.assert_shows("only its beginning was searched for");
    let refused = app.reader().see(&address("/api/v1/search", &many.join(" "))).await.expect(422);
    assert_eq!(refused.faults()[0].1, "too_long");
    found(&app, &many[..16].join(" ")).await;
    let long = app.reader().see(&address("/api/v1/search", &"x".repeat(201))).await.expect(422);
    assert_eq!(long.faults()[0].1, "too_long");
    app.reader().see("/api/v1/search").await.expect(422);
    app.reader().see("/search?q=a&page=0").await.expect(404);
}

#[tokio::test]
async fn results_come_in_parts_and_follow_renamed_tags_and_authors() {
    let app = TestApp::with(|config| config.articles.per_page = 2).await;
    let admin = app.admin().await;
    for number in 1..=5 {
        let article = app.article().title(&format!("Ferry {number}"));
        article.with("tags", json!(["boats"])).with("byline", "Bo Lind").create().await;
        app.advance(Duration::from_secs(60));
    }
    app.run_jobs().await;
    let (mut seen, mut after) = (Vec::new(), String::new());
    loop {
        let part = app
            .reader()
            .see(&format!("/api/v1/search?q=ferry&limit=2{after}"))
            .await
            .expect(200)
            .json();
        assert_eq!(part["total"], 5 + i64::from(!seen.is_empty()), "one was added meanwhile");
        seen.extend(
            part["items"].as_array().expect("items").iter().map(|item| item["title"].clone()),
        );
        let Some(next) = part["next"].as_str() else { break };
        if after.is_empty() {
            app.article().title("Ferry 6").create().await;
            app.run_jobs().await;
        }
        after = format!("&after={next}");
    }
    assert_eq!(seen, ["Ferry 5", "Ferry 4", "Ferry 3", "Ferry 2", "Ferry 1"]);
    let last = app.reader().see("/search?q=ferry&page=3").await.expect(200);
    last.assert_shows("Ferry</mark> 1</a>");
    last.assert_shows("<a rel=\"prev\" href=\"/search?q=ferry&#38;page=2\">");
    assert_eq!(app.reader().see("/search?q=ferry&page=99").await.expect(200).text(), last.text());

    admin.patch("/api/v1/tags/boats", &json!({ "name": "vessels" })).await.expect(200);
    admin.patch("/api/v1/authors/bo-lind", &json!({ "name": "Bo Berg" })).await.expect(200);
    app.run_jobs().await;
    assert_eq!(found(&app, "vessels berg").await.len(), 5);
    assert_eq!(found(&app, "boats").await.len() + found(&app, "lind").await.len(), 0);
}

#[tokio::test]
async fn where_nothing_is_there_are_a_search_and_what_is_new() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let gone = app.article().title("Gone").section("Harbour").create().await;
    app.article().title("Newest of all").section("Harbour").create().await;
    admin.remove(&format!("/api/v1/articles/{}", gone.id)).await.expect(200);
    for (path, status) in [
        ("/no/such/page", 404),
        ("/sections/none", 404),
        ("/archive/1999/01", 404),
        (&*gone.path, 410),
    ] {
        let page = app.reader().see(path).await.expect(status);
        page.assert_shows("<input type=\"search\" id=\"q\" name=\"q\"");
        page.assert_shows(">Newest of all</a>");
        page.assert_shows("<meta name=\"robots\" content=\"noindex\">");
        assert_eq!(page.header("cache-control"), "no-store");
    }
    app.article().title("Newer still").create().await;
    app.reader().see("/no/such/page").await.expect(404).assert_shows(">Newer still</a>");
}
