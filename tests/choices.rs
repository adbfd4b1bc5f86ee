//! What editors choose for an article beside its words: comments, guidelines, language, pages, and the
//! front page.

use std::time::Duration;

use rejoinder::audit::model::Act;
use rejoinder::config::comment_mode::CommentMode;
use serde_json::{Value, json};

use crate::support::answer::Answer;
use crate::support::app::TestApp;
use crate::support::builders::Article;
use crate::support::snapshots;
use crate::support::staff::Staff;

const DAY: Duration = Duration::from_secs(86_400);

fn api(article: &Article) -> String {
    format!("/api/v1/articles/{}", article.id)
}

async fn change(staff: &Staff, article: &Article, fields: Value) -> Answer {
    let mut fields = fields;
    fields["version"] = staff.get(&api(article)).await.expect(200).json()["version"].clone();
    staff.patch(&api(article), &fields).await
}

#[tokio::test]
async fn an_article_a_section_or_the_site_holds_every_comment() {
    let app = TestApp::publishing().await;
    let (editor, reader) = (app.editor().await, app.reader());
    let held = app.article().with("comments", "hold_all").create().await;
    let harbour = app.article().section("Harbour").create().await;
    let open = app.article().create().await;
    let rules = json!({ "comments": "hold_all" });
    let section = editor.patch("/api/v1/sections/harbour", &rules).await.expect(200).json();
    assert_eq!(
        (&section["comments"], &section["comments_days"]),
        (&json!("hold_all"), &Value::Null)
    );
    assert_eq!(app.logged(Act::Setting).await, 1);

    for (article, status, code) in [
        (&held, "pending", "comments_held"),
        (&harbour, "pending", "comments_held"),
        (&open, "approved", "policy_publish_all"),
    ] {
        let posted = reader.post(article, &format!("About {}.", article.id)).await;
        assert_eq!(editor.status_of(posted.id).await, status);
        assert_eq!(editor.reasons_of(posted.id).await, [code]);
        app.advance(Duration::from_secs(60));
    }
    let words = "Every comment in this section waits for a decision";
    assert!(editor.get("/api/v1/comments?status=pending").await.expect(200).text().contains(words));
    let shown = reader.see(&api(&harbour)).await.expect(200).json();
    assert_eq!(
        (&shown["comments"], &shown["comments_open"], &shown["comments_in_force"]),
        (&json!("open"), &json!(true), &json!("hold_all"))
    );
    for (path, fields) in [
        ("/api/v1/sections/nowhere", json!({})),
        ("/api/v1/sections/harbour", json!({ "comments": "shut", "comments_days": -1 })),
    ] {
        let answer = editor.patch(path, &fields).await;
        assert!([404, 422].contains(&answer.status), "{path}");
    }
    app.author().await.patch("/api/v1/sections/harbour", &rules).await.expect(403);
    app.run_jobs().await;
}

#[tokio::test]
async fn the_strictest_rule_closes_comments_and_its_words_stand_in_place_of_the_form() {
    let app = TestApp::start().await;
    let (editor, reader) = (app.editor().await, app.reader());
    let article = app.article().section("Harbour").create().await;
    let form = reader.form(&article).await.with("text", "Too late.");
    let message = "Comments close after a week. Write to <letters@news.example>.";
    let rules = json!({ "comments_days": 7, "comments_message": message });
    editor.patch("/api/v1/sections/harbour", &rules).await.expect(200);
    app.advance(DAY * 7);
    reader.open(&article).await.assert_shows("Post Comment");
    app.advance(DAY);
    reader.send(&form).await.expect(403);
    // As the front page is rendered anew, so is the article's.
    change(&editor, &article, json!({ "summary": "Mud." })).await.expect(200);
    let page = reader.open(&article).await;
    page.assert_shows("Comments close after a week. Write to &#60;letters@news.example&#62;.");
    page.assert_hides("Post Comment");
    page.assert_hides("Comments are closed.");

    // Its own words are nearer.
    let own = json!({ "comments": "closed", "comments_message": "The court asked us to." });
    change(&editor, &article, own).await.expect(200);
    reader.open(&article).await.assert_shows("The court asked us to.");
    let former = json!({ "comments_open": true, "comments_message": "" });
    let reopened = change(&editor, &article, former).await.expect(200).json();
    assert_eq!(
        (&reopened["comments"], &reopened["comments_in_force"]),
        (&json!("open"), &json!("closed"))
    );
}

#[tokio::test]
async fn comments_are_closed_on_the_whole_site_with_a_message() {
    let app = TestApp::with(|config| {
        config.comments.mode = CommentMode::Closed;
        config.comments.closed_message = "We are on holiday until Monday.".into();
    })
    .await;
    let (article, reader) = (app.article().create().await, app.reader());
    let page = reader.open(&article).await;
    page.assert_shows("We are on holiday until Monday.");
    page.assert_hides("Post Comment");
    let body = json!({ "text": "Hello?", "name": "Ada", "email": "ada@example.com" });
    assert_eq!(reader.post_json(&article, &body).await.expect(403).code(), "closed");
}

#[tokio::test]
async fn guidelines_of_the_site_and_of_the_article_stand_above_the_form() {
    let app = TestApp::with(|config| config.site.guidelines = "Be **kind**.".into()).await;
    let article = app.article().with("guidelines", "Name no witnesses.").create().await;
    let page = app.reader().open(&article).await;
    let text = page.text();
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words} is missing"));
    assert!(at("Be <strong>kind</strong>.") < at("Name no witnesses."));
    assert!(at("Name no witnesses.") < at("Required fields are marked"));
}

#[tokio::test]
async fn an_article_in_another_language_says_so() {
    let app = TestApp::start().await;
    let (editor, reader) = (app.editor().await, app.reader());
    let arabic = app.article().title("ثمن الطين").with("language", "ar").create().await;
    let page = reader.open(&arabic).await;
    page.assert_shows("<html lang=\"ar\" dir=\"rtl\">");
    page.assert_shows("<p class=\"nameplate\" lang=\"en\" dir=\"ltr\">");
    page.assert_shows("\"inLanguage\":\"ar\"");
    page.assert_hides("Leave a Reply");
    snapshots::page("article_in_arabic", &page);
    // The program has no words in Portuguese, so only the article is.
    let portuguese =
        app.article().title("O preço da lama").with("language", "pt-BR").create().await;
    let page = reader.open(&portuguese).await;
    page.assert_shows("<html lang=\"en\" dir=\"ltr\">");
    page.assert_shows("<h1 lang=\"pt-BR\" dir=\"ltr\">O preço da lama</h1>");
    page.assert_shows("<div class=\"body\" lang=\"pt-BR\" dir=\"ltr\">");
    page.assert_shows("Leave a Reply");
    let front = reader.see("/").await.expect(200);
    front.assert_shows("<h2 lang=\"ar\" dir=\"rtl\">");
    front.assert_shows("<p class=\"excerpt\" lang=\"ar\" dir=\"rtl\">");

    let shown = reader.see(&api(&arabic)).await.expect(200).json();
    assert_eq!((&shown["language"], &shown["direction"]), (&json!("ar"), &json!("rtl")));
    let same = change(&editor, &arabic, json!({ "language": "" })).await.expect(200).json();
    assert_eq!((&same["language"], &same["direction"]), (&json!("en"), &json!("ltr")));
    let wrong = change(&editor, &arabic, json!({ "language": "arabic" })).await.expect(422);
    assert_eq!(wrong.codes(), ["language_tag"]);
}

#[tokio::test]
async fn a_page_is_no_news_and_a_menu_leads_to_it() {
    let app = TestApp::start().await;
    let (editor, reader) = (app.editor().await, app.reader());
    let story = app.article().title("A story").create().await;
    let page = |title: &str, order: i64| {
        let (byline, published) = ("Ada", "published");
        let fields = json!({
            "title": title, "body": "Who we are.", "kind": "page", "byline": byline,
            "menu_order": order, "status": published,
        });
        let editor = &editor;
        async move { editor.post("/api/v1/articles", &fields).await.expect(201).json() }
    };
    let contact = page("Contact", 2).await;
    let about = page("About us", 1).await;
    assert_eq!((&about["path"], &about["comments"]), (&json!("/about-us"), &json!("closed")));
    let shown = reader.see("/about-us").await.expect(200);
    for hidden in ["Published on", "Ada", "id=\"comments\"", "Comments are closed", "NewsArticle"] {
        shown.assert_hides(hidden);
    }
    shown.assert_shows("\"@type\":\"WebPage\"");
    let front = reader.see("/").await.expect(200);
    assert_eq!(front.text().matches("class=\"teaser").count(), 1);
    let text = front.text();
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words} is missing"));
    assert!(
        at("<footer") < at("href=\"/about-us\"")
            && at("href=\"/about-us\"") < at("href=\"/contact\"")
    );
    let listed = reader.see("/api/v1/articles").await.expect(200);
    assert_eq!(listed.item_ids(), [story.id]);
    let pages = reader.see("/api/v1/articles?kind=page").await.expect(200);
    assert_eq!(pages.item_ids().len(), 2);

    let moved = json!({ "menu": "navigation" });
    change(&editor, &Article::of(&contact), moved).await.expect(200);
    let front = reader.see("/").await.expect(200);
    let text = front.text();
    let head = &text[..text.find("<main").expect("a main region")];
    assert!(head.contains("href=\"/contact\"") && !head.contains("href=\"/about-us\""));

    let author = app.author().await;
    for fields in
        [json!({ "kind": "page" }), json!({ "sticky": true }), json!({ "featured": true })]
    {
        let mut fields = fields;
        (fields["title"], fields["body"]) = (json!("Mine"), json!("Mine."));
        assert_eq!(author.post("/api/v1/articles", &fields).await.expect(403).code(), "role");
    }
}

#[tokio::test]
async fn sticky_articles_come_first_and_featured_ones_are_marked() {
    let app = TestApp::with(|config| config.articles.per_page = 2).await;
    let reader = app.reader();
    let titles = ["Sticky one", "Second", "Third", "Featured"];
    for title in titles {
        let article = app.article().title(title);
        let article = match title {
            "Sticky one" => article.with("sticky", true),
            "Featured" => article.with("featured", true),
            _ => article,
        };
        article.create().await;
        app.advance(Duration::from_secs(60));
    }
    let order = |page: &Answer| {
        let text = page.text();
        let mut found: Vec<(usize, &str)> = titles
            .into_iter()
            .filter_map(|title| Some((text.find(&format!(">{title}</a></h2>"))?, title)))
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, title)| title).collect::<Vec<_>>()
    };
    let first = reader.see("/").await.expect(200);
    assert_eq!(order(&first), ["Sticky one", "Featured", "Third"]);
    assert_eq!(first.text().matches("class=\"teaser featured\"").count(), 1);
    assert_eq!(order(&reader.see("/?page=2").await.expect(200)), ["Second"]);
}

#[tokio::test]
async fn a_revision_brings_the_choices_back() {
    let app = TestApp::start().await;
    let editor = app.editor().await;
    let article = app
        .article()
        .with("language", "de")
        .with("comments", "hold_all")
        .with("sticky", true)
        .with("guidelines", "Be kind.")
        .create()
        .await;
    let other = json!({
        "language": "fr", "comments": "closed", "comments_days": 3, "sticky": false, "guidelines": "",
    });
    let changed = change(&editor, &article, other).await.expect(200).json();
    assert_eq!((&changed["comments_days"], &changed["language"]), (&json!(3), &json!("fr")));
    let kept = editor.get(&format!("{}/revisions/1", api(&article))).await.expect(200).json();
    assert_eq!((&kept["language"], &kept["comments"]), (&json!("de"), &json!("hold_all")));
    let restore = format!("{}/revisions/1/restore", api(&article));
    let back = editor.post(&restore, &json!({ "version": changed["version"] })).await.expect(200);
    let back = back.json();
    let choices = ["language", "comments", "comments_days", "sticky", "guidelines"];
    let restored: Vec<&Value> = choices.iter().map(|name| &back[*name]).collect();
    let first = [json!("de"), json!("hold_all"), Value::Null, json!(true), json!("Be kind.")];
    assert_eq!(restored, first.iter().collect::<Vec<_>>());
}
