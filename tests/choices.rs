//! What editors choose for an article beside its words: comments, guidelines, language, pages, and the
//! front page.

use std::time::Duration;

use rejoinder::audit::model::Act;
use rejoinder::config::comment_mode::CommentMode;
use serde_json::{Value, json};

use crate::support::answer::Answer;
use crate::support::app::TestApp;
use crate::support::builders::Article;

const DAY: Duration = Duration::from_secs(86_400);

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
    let shown = reader.see(&harbour.api()).await.expect(200).json();
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
    editor.change_article(&article, json!({ "summary": "Mud." })).await.expect(200);
    let page = reader.open(&article).await;
    page.assert_shows("Comments close after a week. Write to &#60;letters@news.example&#62;.");
    page.assert_hides("Post Comment");
    page.assert_hides("Comments are closed.");

    // Its own words are nearer.
    let own = json!({ "comments": "closed", "comments_message": "The court asked us to." });
    editor.change_article(&article, own).await.expect(200);
    reader.open(&article).await.assert_shows("The court asked us to.");
    let former = json!({ "comments_open": true, "comments_message": "" });
    let reopened = editor.change_article(&article, former).await.expect(200).json();
    assert_eq!(
        (&reopened["comments"], &reopened["comments_in_force"]),
        (&json!("open"), &json!("closed"))
    );
}

#[tokio::test]
async fn rules_and_policies_of_a_section_apply_to_those_below_it() {
    let app = TestApp::publishing().await;
    let (editor, reader) = (app.editor().await, app.reader());
    let article = app.article().section("World/Asia/Japan").create().await;
    let post = async |text: &str| {
        app.advance(Duration::from_secs(60));
        let id = reader.post(&article, text).await.id;
        editor.status_of(id).await
    };
    assert_eq!(post("Before any rule.").await, "approved");

    let policy = |name: &str| json!({ "policy": name });
    editor.put("/api/v1/policies/section:world", &policy("hold_all")).await.expect(200);
    assert_eq!(post("World holds.").await, "pending");
    // The nearest one counts, and the article's own above all.
    editor.put("/api/v1/policies/section:asia", &policy("publish_all")).await.expect(200);
    assert_eq!(post("Asia publishes.").await, "approved");
    let own = format!("/api/v1/policies/article:{}", article.id);
    editor.put(&own, &policy("hold_all")).await.expect(200);
    assert_eq!(post("The article holds.").await, "pending");
    editor.put(&own, &policy("publish_all")).await.expect(200);

    let form = reader.form(&article).await.with("text", "Too late.");
    let rules = json!({ "comments": "closed", "comments_message": "The world rests." });
    editor.patch("/api/v1/sections/world", &rules).await.expect(200);
    reader.open(&article).await.assert_shows("The world rests.");
    reader.send(&form).await.expect(403);
    let shown = reader.see(&article.api()).await.expect(200).json();
    assert_eq!(shown["comments_in_force"], "closed");
    app.run_jobs().await;
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
    page.assert_shows("<article class=\"story\">");
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

    let shown = reader.see(&arabic.api()).await.expect(200).json();
    assert_eq!((&shown["language"], &shown["direction"]), (&json!("ar"), &json!("rtl")));
    // So does a mail to a reader who has commented on it.
    let (_, private) = reader.post_by_api(&arabic, "واحد.").await;
    reader.press(&format!("{private}/confirm"), &[]).await.expect(303);
    app.run_jobs().await;
    let mail = app.mails_to(&reader.email).pop().expect("a mail");
    assert!(mail.html.contains("lang=\"ar\" dir=\"rtl\""), "{}", mail.html);
    let same = editor.change_article(&arabic, json!({ "language": "" })).await.expect(200).json();
    assert_eq!((&same["language"], &same["direction"]), (&json!("en"), &json!("ltr")));
    let wrong = editor.change_article(&arabic, json!({ "language": "arabic" })).await.expect(422);
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
    assert_eq!(front.text().matches("<article class=\"card").count(), 1);
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
    editor.change_article(&Article::of(&contact), moved).await.expect(200);
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
async fn a_featured_article_leads_and_sticky_ones_stand_before_the_others() {
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
    assert_eq!(order(&first), ["Featured", "Sticky one", "Third"]);
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
    let changed = editor.change_article(&article, other).await.expect(200).json();
    assert_eq!((&changed["comments_days"], &changed["language"]), (&json!(3), &json!("fr")));
    let kept = editor.get(&format!("{}/revisions/1", article.api())).await.expect(200).json();
    assert_eq!((&kept["language"], &kept["comments"]), (&json!("de"), &json!("hold_all")));
    let restore = format!("{}/revisions/1/restore", article.api());
    let back = editor.post(&restore, &json!({ "version": changed["version"] })).await.expect(200);
    let back = back.json();
    let choices = ["language", "comments", "comments_days", "sticky", "guidelines"];
    let restored: Vec<&Value> = choices.iter().map(|name| &back[*name]).collect();
    let first = [json!("de"), json!("hold_all"), Value::Null, json!(true), json!("Be kind.")];
    assert_eq!(restored, first.iter().collect::<Vec<_>>());
}

#[tokio::test]
async fn a_second_editor_learns_who_is_writing_and_can_take_over() {
    let app = TestApp::start().await;
    let (ada, bo) = (app.editor().await, app.editor().await);
    let article = app.article().create().await;
    let lock = format!("{}/lock", article.api());
    assert_eq!(ada.get(&lock).await.expect(200).json()["lock"], Value::Null);
    let hers = ada.put(&lock, &json!({})).await.expect(200).json()["lock"].clone();
    assert_eq!(hers["since"], "2026-11-22T09:00:00Z");
    let refused = bo.put(&lock, &json!({})).await.expect(409).json();
    assert_eq!((&refused["code"], &refused["present"]), (&json!("locked"), &hers));
    // Her heartbeat keeps it, beyond two minutes.
    app.advance(Duration::from_secs(100));
    let renewed = ada.put(&lock, &json!({})).await.expect(200).json()["lock"].clone();
    assert_eq!(renewed["since"], hers["since"]);
    app.advance(Duration::from_secs(100));
    let words = json!({ "body": "By Bo." });
    assert_eq!(bo.change_article(&article, words.clone()).await.expect(409).code(), "locked");
    bo.change_article(&article, json!({ "sticky": true })).await.expect(200);
    ada.change_article(&article, json!({ "body": "By Ada." })).await.expect(200);

    // Whoever is taken over from cannot save, and learns by whom.
    bo.put(&lock, &json!({ "take_over": true })).await.expect(200);
    let refused =
        ada.change_article(&article, json!({ "body": "By Ada again." })).await.expect(409).json();
    assert_eq!(refused["code"], "locked");
    assert_eq!(refused["present"]["since"], "2026-11-22T09:03:20Z");
    ada.remove(&lock).await.expect(204);
    bo.change_article(&article, words).await.expect(200);
    // A lock that nobody renews ends.
    app.advance(Duration::from_secs(121));
    ada.change_article(&article, json!({ "body": "By Ada at last." })).await.expect(200);
    ada.put(&lock, &json!({})).await.expect(200);
    ada.remove(&lock).await.expect(204);
    bo.put(&lock, &json!({})).await.expect(200);
    app.author().await.get(&lock).await.expect(403);
}

#[tokio::test]
async fn a_note_reaches_those_whom_it_mentions_by_mail_and_no_reader() {
    let app = TestApp::start().await;
    let (editor, author) = (app.editor().await, app.author().await);
    let draft = json!({ "title": "The mud", "body": "Who pays?" });
    let draft = Article::of(&author.post("/api/v1/articles", &draft).await.expect(201).json());
    let notes = format!("{}/notes", draft.api());
    let text = format!("@{} who says so? (ask@nobody.example)", author.name);
    let note = editor.post(&notes, &json!({ "text": text })).await.expect(201).json();
    assert_eq!(note["mentions"].as_array().map(Vec::len), Some(1));
    app.run_jobs().await;
    assert_eq!(app.mails_to(&editor.email).len(), 0);
    let mails = app.mails_to(&author.email);
    assert_eq!(mails.len(), 1);
    let (mail, link) = (&mails[0], format!("/desk/articles/{}", draft.id));
    assert!(mail.subject.contains("mentions you") && mail.subject.contains("The mud"), "{mail:?}");
    assert!(mail.text.contains("who says so?") && mail.text.contains(&link), "{}", mail.text);

    let listed = author.get(&notes).await.expect(200).items();
    assert_eq!((listed.len(), &listed[0]["text"]), (1, &json!(text)));
    app.reader().see(&notes).await.expect(401);
    app.author().await.get(&notes).await.expect(404);
    assert_eq!(
        author.post(&notes, &json!({ "text": " " })).await.expect(422).codes(),
        ["required"]
    );
    // A note that was deleted in time is not mailed.
    let second = editor.post(&notes, &json!({ "text": text })).await.expect(201).json();
    let one = format!("{notes}/{}", second["id"]);
    assert_eq!(author.remove(&one).await.expect(403).code(), "role");
    editor.remove(&one).await.expect(204);
    app.run_jobs().await;
    assert_eq!(app.mails_to(&author.email).len(), 1);
}

#[tokio::test]
async fn a_protected_article_shows_its_headline_until_the_password_is_entered() {
    let app = TestApp::publishing().await;
    let (editor, reader) = (app.editor().await, app.reader());
    let article = app
        .article()
        .title("What the pilots say")
        .body("Among themselves.")
        .with("summary", "A secret.")
        .create()
        .await;
    let posted = reader.post(&article, "Quite so.").await;
    // Cached before it is protected.
    reader.open(&article).await.assert_shows("Among themselves.");
    reader.see("/").await.assert_shows("A secret.");
    let short = editor.change_article(&article, json!({ "password": "abc" })).await.expect(422);
    assert_eq!(short.codes(), ["too_short"]);
    let set =
        editor.change_article(&article, json!({ "password": "north basin" })).await.expect(200);
    let set = set.json();
    assert_eq!((&set["protected"], &set["body"]), (&json!(true), &json!("Among themselves.")));
    assert!(!set.to_string().contains("argon2") && !set.to_string().contains("north basin"));

    let secrets = ["Among themselves", "A secret", "Quite so"];
    let closed = reader.open(&article).await;
    closed.assert_shows("What the pilots say");
    closed.assert_shows("type=\"password\"");
    closed.assert_shows("<meta name=\"robots\" content=\"noindex\">");
    assert_eq!(
        (closed.header("cache-control"), closed.header("x-robots-tag")),
        ("no-store", "noindex")
    );
    let api = article.api();
    let comments = format!("{api}/comments");
    assert_eq!(reader.see(&comments).await.expect(403).code(), "protected");
    let body = json!({ "text": "Hello?", "name": "Ada", "email": "ada@example.com" });
    assert_eq!(reader.post_json(&article, &body).await.expect(403).code(), "protected");
    reader.see(&format!("/comments/{}/flag", posted.id)).await.expect(404);
    for page in [
        closed,
        reader.see("/").await.expect(200),
        reader.see(&api).await.expect(200),
        reader.see("/api/v1/articles").await.expect(200),
    ] {
        for secret in secrets {
            page.assert_hides(secret);
        }
        page.assert_shows("What the pilots say");
    }

    let action = format!("/articles/{}/password", article.id);
    let wrong = reader.press(&action, &[("password", "south basin")]).await.expect(422);
    assert_eq!(wrong.codes(), ["wrong_password"; 2], "in the summary and beside the field");
    let right = reader.press(&action, &[("password", "north basin")]).await.expect(303);
    assert_eq!(right.location(), article.path);
    let cookie = right.header("set-cookie").to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    let cookie = cookie.split(';').next().expect("a cookie").to_owned();
    let open = reader.see_with(&article.path, &cookie).await.expect(200);
    for secret in secrets {
        open.assert_shows(secret);
    }
    assert_eq!(
        (open.header("cache-control"), open.header("x-robots-tag")),
        ("no-store", "noindex")
    );
    open.assert_hides("application/ld+json");
    reader.open(&article).await.assert_hides("Among themselves.");

    // A comment needs the password as well, and its text is not lost without.
    app.advance(Duration::from_secs(60));
    let form = reader.form_on(&open, &article).with("text", "May I?");
    let refused = reader.send(&form).await.expect(403);
    refused.assert_shows("May I?");
    refused.assert_hides("Among themselves.");
    reader.send_with(&form, &[("cookie", cookie.as_str())]).await.expect(303);

    // The next password ends what was proven, and none lets everybody read.
    editor.change_article(&article, json!({ "password": "west basin" })).await.expect(200);
    reader.see_with(&article.path, &cookie).await.expect(200).assert_hides("Among themselves.");
    editor.change_article(&article, json!({ "password": "" })).await.expect(200);
    reader.open(&article).await.assert_shows("Among themselves.");
    app.run_jobs().await;
}

#[tokio::test]
async fn guessing_the_password_of_an_article_is_slowed_down() {
    let app = TestApp::start().await;
    let (editor, reader) = (app.editor().await, app.reader());
    let article = app.article().create().await;
    editor.change_article(&article, json!({ "password": "north basin" })).await.expect(200);
    let action = format!("/articles/{}/password", article.id);
    let mut statuses = Vec::new();
    for n in 0..7 {
        let guess = format!("guess {n}");
        statuses.push(reader.press(&action, &[("password", &guess)]).await.status);
    }
    assert_eq!(statuses, [422, 422, 422, 422, 422, 429, 429]);
    app.advance(Duration::from_secs(2));
    reader.press(&action, &[("password", "north basin")]).await.expect(303);
}
