//! What programs find: feeds, sitemaps, `robots.txt` and other files, the heads of pages, and the
//! announcements of new articles.

use std::collections::BTreeSet;
use std::time::Duration;

use rejoinder::config::Policy;
use reqwest::Method;
use serde_json::{Value, json};
use url::Host;

use crate::support::akismet::{FakeAkismet, Reply};
use crate::support::answer::Answer;
use crate::support::app::TestApp;
use crate::support::builders::Article;
use crate::support::pictures::{photo, with_form};
use crate::support::snapshots;
use crate::support::xml::Element;

/// Fetches a feed in Atom and checks what RFC 4287 requires of it.
async fn atom(app: &TestApp, path: &str) -> Element {
    let answer = app.reader().see(path).await.expect(200);
    assert_eq!(answer.header("content-type"), "application/atom+xml; charset=utf-8");
    let feed = Element::parse(&answer.text());
    assert_eq!(
        (feed.name.as_str(), feed.attribute("xmlns")),
        ("feed", "http://www.w3.org/2005/Atom")
    );
    assert_eq!(feed.link("self"), format!("http://news.test{path}"));
    let entries = feed.all("entry");
    for dated in std::iter::once(&feed).chain(entries.iter().copied()) {
        assert!(dated.value("id").starts_with("urn:uuid:"), "{dated:#?}");
        assert!(!dated.value("title").is_empty());
        assert!(dated.value("updated").ends_with('Z'));
        assert!(dated.link("alternate").starts_with("http://news.test/"), "{dated:#?}");
    }
    let ids: BTreeSet<&str> = entries.iter().map(|entry| entry.value("id")).collect();
    assert_eq!(ids.len(), entries.len(), "ids are unique");
    feed.one("author").one("name");
    feed
}

/// The headlines of a feed.
async fn titles(app: &TestApp, path: &str) -> Vec<String> {
    let feed = atom(app, path).await;
    feed.all("entry").iter().map(|entry| entry.value("title").to_owned()).collect()
}

/// The addresses in a sitemap, as paths.
async fn mapped(app: &TestApp, path: &str) -> Vec<String> {
    let answer = app.reader().see(path).await.expect(200);
    let map = Element::parse(&answer.text());
    let own = |url: &Element| {
        let address = url.value("loc");
        address.strip_prefix("http://news.test").expect("an address of the site").to_owned()
    };
    map.children.iter().map(own).collect()
}

#[tokio::test]
async fn feeds_and_sitemaps_follow_an_article_from_publication_to_withdrawal() {
    let app = TestApp::start().await;
    let editor = app.editor().await;
    app.article().title("A draft").status("draft").section("Harbour").create().await;
    app.article().title("About us").with("kind", "page").create().await;
    app.advance(Duration::from_secs(60));
    let article = app
        .article()
        .title("Mud")
        .section("Harbour")
        .with("tags", json!(["dredging"]))
        .with("bylines", json!(["Ines Almeida"]))
        .body("It is **deep**. [More](/about), [here](#h-x).")
        .create()
        .await;
    let lists = ["/sections/harbour", "/tags/dredging", "/authors/ines-almeida"];
    let feeds: Vec<String> = lists.iter().map(|list| format!("{list}/feed.atom")).collect();
    for feed in feeds.iter().map(String::as_str).chain(["/feed.atom"]) {
        assert_eq!(titles(&app, feed).await, ["Mud"], "{feed}");
    }
    let all = ["/", lists[0], lists[1], lists[2], "/about-us", &article.path];
    assert_eq!(mapped(&app, "/sitemap.xml").await, all);
    assert_eq!(mapped(&app, "/news-sitemap.xml").await, [article.path.as_str()]);

    // The id stays whatever becomes of the path; the content is changed in place.
    let before = atom(&app, "/feed.atom").await;
    let id = before.one("entry").value("id").to_owned();
    let html = before.one("entry").value("content");
    for part in ["<strong>deep</strong>", "\"http://news.test/about\"", "/mud#h-x\""] {
        assert!(html.contains(part), "{part} is not in {html}");
    }
    editor
        .change_article(&article, json!({ "title": "Much mud", "path": "/mud", "body": "Deeper." }))
        .await
        .expect(200);
    let moved = atom(&app, "/feed.atom").await;
    let entry = moved.one("entry");
    assert_eq!((entry.value("id"), entry.value("title")), (id.as_str(), "Much mud"));
    assert_eq!(entry.link("alternate"), "http://news.test/mud");
    assert!(entry.value("content").contains("Deeper."));
    assert!(mapped(&app, "/sitemap.xml").await.contains(&"/mud".to_owned()));
    let old = app.reader().see(&format!("{}/comments.atom", article.path)).await.expect(301);
    assert_eq!(old.location(), "/mud/comments.atom");

    // A section that is renamed keeps its subscribers.
    editor.patch("/api/v1/sections/harbour", &json!({ "name": "Port" })).await.expect(200);
    let old = app.reader().see("/sections/harbour/feed.rss").await.expect(301);
    assert_eq!(old.location(), "/sections/port/feed.rss");

    // With a password it is still news, but nobody learns what it says, and no search engine finds it.
    editor.change_article(&article, json!({ "password": "tide table" })).await.expect(200);
    let secret = atom(&app, "/feed.atom").await;
    assert_eq!(secret.one("entry").value("title"), "Much mud");
    assert!(secret.one("entry").all("content").is_empty());
    assert_eq!(secret.one("entry").value("summary"), "This article is protected by a password.");
    assert!(!mapped(&app, "/sitemap.xml").await.contains(&"/mud".to_owned()));
    assert!(mapped(&app, "/news-sitemap.xml").await.is_empty());
    app.reader().see("/mud/comments.atom").await.expect(404);
    editor.change_article(&article, json!({ "password": "" })).await.expect(200);
    assert_eq!(mapped(&app, "/news-sitemap.xml").await, ["/mud"]);

    // Two days later it is no news any more.
    app.advance(Duration::from_secs(2 * 86_400 + 600));
    assert!(mapped(&app, "/news-sitemap.xml").await.is_empty());
    editor.change_article(&article, json!({ "status": "withdrawn" })).await.expect(200);
    assert_eq!(titles(&app, "/feed.atom").await, [""; 0]);
    assert_eq!(mapped(&app, "/sitemap.xml").await, ["/", "/about-us"]);
    app.reader().see("/mud/comments.atom").await.expect(410);
    app.reader().see("/tags/no-such-tag/feed.atom").await.expect(404);
    app.reader().see("/feed.xml").await.expect(404);
}

#[tokio::test]
async fn a_feed_reader_that_asks_again_is_told_that_nothing_has_changed() {
    let app = TestApp::publishing().await;
    let article = app.article().create().await;
    // Changes older than that drop no page any more when the program looks for those of other nodes.
    app.advance(Duration::from_secs(61));
    let paths = [
        "/feed.atom".to_owned(),
        "/feed.rss".to_owned(),
        "/feed.json".to_owned(),
        "/comments.atom".to_owned(),
        format!("{}/comments.atom", article.path),
        "/sitemap.xml".to_owned(),
    ];
    for path in &paths {
        app.reader().see(path).await.expect(200);
    }
    app.advance(Duration::from_secs(10));
    let ask = async |path: &str, name: &str, value: &str| {
        Answer::to(app.request(Method::GET, path).header(name, value)).await
    };
    let mut known = Vec::new();
    for path in &paths {
        let first = app.reader().see(path).await.expect(200);
        assert_eq!(first.header("access-control-allow-origin"), "*", "{path}");
        let (etag, date) = (first.header("etag"), first.header("last-modified"));
        assert_eq!(date, "Sun, 22 Nov 2026 09:01:01 GMT", "{path}");
        for (name, value) in [("if-none-match", etag), ("if-modified-since", date)] {
            let again = ask(path, name, value).await.expect(304);
            assert!(again.body.is_empty());
            assert_eq!((again.header("etag"), again.header("last-modified")), (etag, date));
        }
        known.push((path, etag.to_owned(), date.to_owned()));
    }
    app.reader().post(&article, "Who counts the mud?").await;
    for (path, etag, date) in known {
        ask(path, "if-modified-since", &date).await.expect(200);
        // These say nothing about comments.
        let is_same = ["/sitemap.xml", "/feed.json"].contains(&path.as_str());
        let status = if is_same { 304 } else { 200 };
        ask(path, "if-none-match", &etag).await.expect(status);
    }
    app.run_jobs().await;
}

/// An article with all that a feed can carry.
async fn rich(app: &TestApp) -> Article {
    let editor = app.editor().await;
    let request = editor.request(Method::POST, "/api/v1/media");
    let fields =
        [("alt", "Mud & silt"), ("caption", "The north basin"), ("credit", "Ines Almeida")];
    let picture = Answer::to(with_form(request, &fields, "mud.jpg", &photo(640, 320, 1))).await;
    let picture = picture.expect(201).json()["id"].clone();
    app.article()
        .title("What it costs: mud & <silt>")
        .section("City/Harbour")
        .with("tags", json!(["dredging", "Town Hall"]))
        .with("bylines", json!(["Ines Almeida", "Bo Lund"]))
        .with("summary", "Who pays <us>?")
        .with("language", "de")
        .with("lead_image", json!({ "media": picture }))
        .body("Der **Schlick** kostet [viel](/tarife \"Tarife\").\n\n![](https://b.test/a.png)\n\n> ]]>")
        .create()
        .await
}

#[tokio::test]
async fn each_format_carries_everything_about_an_article() {
    let app = TestApp::with(|config| {
        config.site.tagline = "News from the quay".to_owned();
        config.site.copyright = "© 2026 The Quay".to_owned();
        config.feeds.hub = Some("https://hub.test/".to_owned());
        config.comments.policy = Policy::PublishAll;
    })
    .await;
    let article = rich(&app).await;
    app.reader().named("Ann").post(&article, "Who *counts* it?").await;
    app.advance(Duration::from_secs(3_600));
    let editor = app.editor().await;
    editor
        .change_article(&article, json!({ "correction": "310,000, not 301,000." }))
        .await
        .expect(200);
    let see = async |path: &str| app.reader().see(path).await.expect(200);

    let found = see("/feed.atom").await;
    assert_eq!(
        found.header("link"),
        "<http://news.test/feed.atom>; rel=\"self\", <https://hub.test/>; rel=\"hub\""
    );
    snapshots::whole_page("feed_atom", &found);
    let feed = atom(&app, "/feed.atom").await;
    assert_eq!(feed.link("hub"), "https://hub.test/");
    let entry = feed.one("entry");
    assert_eq!(entry.attribute("xml:lang"), "de");
    assert_eq!(entry.value("updated"), "2026-11-22T10:00:30Z");
    assert_eq!(entry.all("author").len(), 2);

    let found = see("/feed.rss").await;
    snapshots::whole_page("feed_rss", &found);
    let rss = Element::parse(&found.text());
    let channel = rss.one("channel");
    assert_eq!(rss.attribute("version"), "2.0");
    for required in ["title", "link", "description"] {
        assert!(!channel.value(required).is_empty(), "{required}");
    }
    let item = channel.one("item");
    assert_eq!(item.one("guid").attribute("isPermaLink"), "false");
    assert_eq!(item.value("guid"), entry.value("id"), "one id in all formats");
    assert_eq!(item.value("description"), "Who pays &lt;us&gt;?", "it is HTML");
    assert_eq!(item.value("slash:comments"), "1");
    let enclosure = item.one("enclosure");
    assert_eq!(enclosure.attribute("type"), "image/jpeg");
    let file = enclosure.attribute("url").strip_prefix("http://news.test").expect("ours");
    let file = see(file).await;
    assert_eq!(enclosure.attribute("length"), file.body.len().to_string());

    let found = see("/feed.json").await;
    assert_eq!(found.header("content-type"), "application/feed+json; charset=utf-8");
    let json = found.json();
    snapshots::whole_page("feed_json", &found);
    assert_eq!(json["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(json["items"][0]["id"], entry.value("id"));

    snapshots::whole_page("feed_of_comments", &see("/comments.atom").await);
    snapshots::whole_page("sitemap", &see("/sitemap.xml").await);
    snapshots::whole_page("sitemap_news", &see("/news-sitemap.xml").await);
    app.run_jobs().await;
}

#[tokio::test]
async fn an_admin_chooses_summaries_and_how_many() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for title in ["One", "Two", "Three"] {
        app.advance(Duration::from_secs(60));
        app.article().title(title).body("The first words.\n\nThe rest.").create().await;
    }
    assert_eq!(titles(&app, "/feed.atom").await, ["Three", "Two", "One"]);
    let change = json!({ "feeds.content": "summary", "feeds.entries": 2 });
    admin.patch("/api/v1/settings", &change).await.expect(200);
    let feed = atom(&app, "/feed.atom").await;
    let entries = feed.all("entry");
    assert_eq!(entries.len(), 2);
    assert!(entries[0].all("content").is_empty());
    assert_eq!(entries[0].value("summary"), "The first words. The rest.");
    let items = app.reader().see("/feed.json").await.json();
    assert_eq!(items["items"][0]["content_text"], "The first words. The rest.");
}

#[tokio::test]
async fn comments_have_feeds_of_their_own() {
    let app = TestApp::publishing().await;
    let (mud, ferry) = (
        app.article().title("Mud").create().await,
        app.article().title("The ferry").create().await,
    );
    let editor = app.editor().await;
    let first = app.reader().named("Ann").post(&mud, "Who counts it?").await.id;
    app.advance(Duration::from_secs(60));
    app.reader().named("Bo").reply(&mud, first, "Nobody & **no one**.").await;
    app.advance(Duration::from_secs(60));
    let third = app.reader().named("Cy").post(&ferry, "It is late.").await.id;
    let all = ["Cy on “The ferry”", "Bo on “Mud”", "Ann on “Mud”"];
    assert_eq!(titles(&app, "/comments.atom").await, all);
    let of_mud = format!("{}/comments.atom", mud.path);
    let feed = atom(&app, &of_mud).await;
    assert_eq!(feed.value("title"), "Comments on “Mud” – The Quay");
    let [reply, parent] = feed.all("entry")[..] else { panic!("two comments: {feed:#?}") };
    assert_eq!(reply.one("thr:in-reply-to").attribute("ref"), parent.value("id"));
    assert_eq!(parent.link("alternate"), format!("http://news.test/comments/{first}"));
    let articles = atom(&app, "/feed.atom").await;
    let about_mud = articles.all("entry")[1];
    assert_eq!(parent.one("thr:in-reply-to").attribute("ref"), about_mud.value("id"));
    assert_eq!(about_mud.link("replies"), format!("http://news.test{of_mud}"));
    assert!(reply.value("content").contains("Nobody &amp; <strong>no one</strong>."));

    let page = app.reader().see("/comments").await.expect(200);
    snapshots::page("latest_comments", &page);
    let latest = app.reader().see("/api/v1/comments/latest?limit=2").await.expect(200);
    assert_eq!(latest.header("access-control-allow-origin"), "*");
    let names: Vec<Value> = latest.items().iter().map(|item| item["name"].clone()).collect();
    assert_eq!(names, ["Cy", "Bo"]);

    // What is no longer public is in none of them.
    editor.delete(third).await;
    editor.change_article(&mud, json!({ "status": "withdrawn" })).await.expect(200);
    assert_eq!(titles(&app, "/comments.atom").await, [""; 0]);
    app.reader().see("/comments").await.expect(200).assert_shows("There are no comments yet.");
    assert!(app.reader().see("/api/v1/comments/latest").await.expect(200).items().is_empty());
    app.run_jobs().await;
}

#[tokio::test]
async fn another_page_asks_for_the_numbers_of_many_articles_at_once() {
    let app = TestApp::publishing().await;
    let editor = app.editor().await;
    let (mud, quiet) = (app.article().create().await, app.article().create().await);
    let old = mud.path.clone();
    app.reader().post(&mud, "One.").await;
    editor.change_article(&mud, json!({ "path": "/mud" })).await.expect(200);
    let counts = async |query: String| app.reader().see(&format!("/api/v1/counts{query}")).await;
    let query =
        format!("?path=/mud&path={}&path={old}&path=/none&path=http://news.test/mud", quiet.path);
    let found = counts(query).await.expect(200);
    assert_eq!(found.header("access-control-allow-origin"), "*");
    let numbers = json!({
        "/mud": 1, quiet.path.as_str(): 0, old.as_str(): 1, "/none": 0, "http://news.test/mud": 1,
    });
    assert_eq!(found.json()["counts"], numbers);
    app.reader().post(&Article { path: "/mud".to_owned(), ..mud.clone() }, "Two.").await;
    assert_eq!(counts("?path=mud".to_owned()).await.json()["counts"]["mud"], 2);
    let many: Vec<String> = (0..101).map(|number| format!("path=/{number}")).collect();
    let refused = counts(format!("?{}", many.join("&"))).await.expect(422);
    assert_eq!(refused.codes(), ["too_many"]);
    assert_eq!(counts("?article=7".to_owned()).await.expect(400).code(), "malformed");
    // A secret article says nothing about its comments.
    editor.change_article(&mud, json!({ "password": "tide table" })).await.expect(200);
    assert_eq!(counts("?path=mud".to_owned()).await.json()["counts"]["mud"], 0);
    app.run_jobs().await;
}

#[tokio::test]
async fn a_large_site_has_a_sitemap_in_parts() {
    let app = TestApp::start().await;
    let first = app.article().section("Harbour").create().await;
    app.execute(&format!(
        "INSERT INTO articles (path, title, summary, body, body_html, byline, status, published_at, created_at, \
         updated_at, version) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000) \
         SELECT 'many/' || i, 'Many', '', '', '', '', 1, {at}, {at}, {at}, 1 FROM n",
        at = app.now().micros()
    ))
    .await;
    let index = app.reader().see("/sitemap.xml").await.expect(200);
    let index = Element::parse(&index.text());
    assert_eq!(index.name, "sitemapindex");
    let parts: Vec<&str> = index.all("sitemap").iter().map(|part| part.value("loc")).collect();
    assert_eq!(parts, ["http://news.test/sitemaps/1.xml", "http://news.test/sitemaps/2.xml"]);
    let (one, two) = (mapped(&app, "/sitemaps/1.xml").await, mapped(&app, "/sitemaps/2.xml").await);
    assert_eq!((one.len(), two.len()), (50_000, 3));
    assert_eq!(one[..3], ["/", "/sections/harbour", &first.path]);
    assert_eq!(two[2], "/many/50000");
    let all: BTreeSet<&String> = one.iter().chain(&two).collect();
    assert_eq!(all.len(), 50_003, "each page is in one part");
    for none in ["/sitemaps/0.xml", "/sitemaps/3.xml", "/sitemaps/x.xml"] {
        app.reader().see(none).await.expect(404);
    }
}

#[tokio::test]
async fn robots_and_researchers_find_what_the_operator_says() {
    let app = TestApp::start().await;
    let (admin, reader) = (app.admin().await, app.reader());
    let robots = reader.see("/robots.txt").await.expect(200);
    robots.assert_shows("\nDisallow: /desk/\n");
    robots.assert_shows("\nSitemap: http://news.test/sitemap.xml\n");
    reader.see("/.well-known/security.txt").await.expect(404);
    reader.see("/0123456789abcdef.txt").await.expect(404);
    let set = json!({
        "discovery.robots": "User-agent: Greedy\nDisallow: /",
        "discovery.security_contact": ["mailto:security@news.test"],
        "discovery.indexnow_key": "0123456789abcdef",
    });
    admin.patch("/api/v1/settings", &set).await.expect(200);
    reader.see("/robots.txt").await.expect(200).assert_shows("\nUser-agent: Greedy\nDisallow: /\n");
    let security = reader.see("/.well-known/security.txt").await.expect(200);
    security.assert_shows("Contact: mailto:security@news.test\nExpires: 2027-02-20T00:00:00Z\n");
    assert_eq!(reader.see("/0123456789abcdef.txt").await.expect(200).text(), "0123456789abcdef");
    reader.see("/fedcba9876543210.txt").await.expect(404);
    // An article may still be called like a key.
    app.article().with("path", "/long-title.txt").create().await;
    reader.see("/long-title.txt").await.expect(200);
    for icon in ["/icon.png", "/apple-touch-icon.png"] {
        assert_eq!(reader.see(icon).await.expect(200).header("content-type"), "image/png");
    }
}

#[tokio::test]
async fn hub_and_search_engines_are_told_of_what_is_new() {
    let (hub, engine) = (FakeAkismet::saying(Reply::Fine), FakeAkismet::saying(Reply::Status(503)));
    let app = TestApp::with(|config| {
        config.outbound.private_hosts = vec![Host::parse("127.0.0.1").expect("a host")];
        config.feeds.hub = Some(format!("{}/hub", hub.url()));
        config.discovery.indexnow_key = Some("0123456789abcdef".to_owned());
        config.discovery.indexnow_endpoint = format!("{}/indexnow", engine.url());
    })
    .await;
    // What there was before is no news.
    app.article().title("Old").create().await;
    app.run_jobs().await;
    let editor = app.editor().await;
    let article = app.article().title("Mud").section("City/Harbour").status("draft").create().await;
    app.advance(Duration::from_secs(10));
    app.run_jobs().await;
    assert!(hub.requests().is_empty() && engine.requests().is_empty());

    editor.change_article(&article, json!({ "status": "published" })).await.expect(200);
    app.run_jobs().await;
    assert!(hub.requests().is_empty(), "a moment later");
    app.advance(Duration::from_secs(10));
    app.run_jobs().await;
    let told = hub.last();
    assert_eq!((told.path.as_str(), told.field("hub.mode")), ("/hub", Some("publish")));
    let topics: Vec<&str> = told.fields.iter().skip(1).map(|(_, topic)| topic.as_str()).collect();
    assert_eq!(topics.len(), 9);
    for topic in
        ["/feed.atom", "/feed.json", "/sections/city/feed.rss", "/sections/harbour/feed.atom"]
    {
        assert!(topics.contains(&format!("http://news.test{topic}").as_str()), "{topics:?}");
    }
    let asked = String::from_utf8(engine.last().raw).expect("UTF-8");
    let body: Value =
        serde_json::from_str(asked.split("\r\n\r\n").nth(1).expect("a body")).expect("JSON");
    let public = editor.get(&format!("/api/v1/articles/{}", article.id)).await.json();
    assert_eq!(
        body,
        json!({
            "host": "news.test", "key": "0123456789abcdef",
            "keyLocation": "http://news.test/0123456789abcdef.txt",
            "urlList": [format!("http://news.test{}", public["path"].as_str().expect("a path"))],
        })
    );
    // The engine was at fault, and is asked again; the hub is not.
    engine.says(Reply::Status(202));
    app.advance(Duration::from_secs(600));
    app.run_jobs().await;
    assert_eq!((hub.requests().len(), engine.requests().len()), (1, 2));
    app.advance(Duration::from_secs(3_600));
    app.run_jobs().await;
    assert_eq!((hub.requests().len(), engine.requests().len()), (1, 2), "nothing is new");
}

#[tokio::test]
async fn the_head_of_an_article_describes_it_for_programs() {
    let app = TestApp::publishing().await;
    let article = rich(&app).await;
    let first = app.reader().named("Ann").post(&article, "Who <counts> it?").await.id;
    app.reader().named("Bo").reply(&article, first, "Nobody.").await;
    let page = app.reader().open(&article).await;
    let text = page.text();
    let scripts: Vec<Value> = text
        .split("<script type=\"application/ld+json\">")
        .skip(1)
        .filter_map(|rest| rest.split("</script>").next())
        .map(|script| serde_json::from_str(script).expect("JSON"))
        .collect();
    let [news, trail] = &scripts[..] else { panic!("two descriptions: {scripts:#?}") };
    assert_eq!((&news["@type"], &news["commentCount"]), (&json!("NewsArticle"), &json!(2)));
    let comment = &news["comment"][0];
    assert_eq!(
        (&comment["text"], &comment["author"]["name"]),
        (&json!("Who <counts> it?"), &json!("Ann"))
    );
    assert_eq!(comment["comment"][0]["text"], "Nobody.");
    assert!(!text.contains("mail.test"), "no address of a reader");
    let names: Vec<&Value> = trail["itemListElement"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|step| &step["name"])
        .collect();
    assert_eq!(names, ["The Quay", "City", "Harbour", "What it costs: mud & <silt>"]);
    for part in [
        "<meta name=\"description\" content=\"Who pays &#60;us&#62;?\">",
        "<meta name=\"twitter:card\" content=\"summary_large_image\">",
        "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"The Quay\" href=\"/feed.rss\">",
        "/comments.atom\">",
        "<meta property=\"article:tag\" content=\"Town Hall\">",
    ] {
        page.assert_shows(part);
    }
    // Without a summary the first words describe it; without a picture the card has the headline.
    let plain = app.article().body("Mud costs **money**.\n\nMuch of it.").create().await;
    let page = app.reader().open(&plain).await;
    page.assert_shows("<meta name=\"description\" content=\"Mud costs money. Much of it.\">");
    page.assert_shows("/card.png?v=");
    page.assert_hides("standfirst");
    let section = app.reader().see("/sections/harbour").await.expect(200);
    section.assert_shows("href=\"/sections/harbour/feed.atom\"");
    app.run_jobs().await;
}
