//! Checks, screening, duplicates and limits all use the visible text of a comment.

use serde_json::json;

use crate::support::app::TestApp;

/// One word in the spellings of people who want to hide it from rules.
const DISGUISES: [&str; 7] = [
    "the cas&#105;no",
    "the cas*i*no",
    "the [cas](https://a.example)ino",
    "the `cas`ino",
    "the cas&ZeroWidthSpace;ino",
    "> the cas**ino**",
    "the ![cas](https://a.example/x.png)ino",
];

#[tokio::test]
async fn a_comment_without_visible_text_is_shown_as_it_was_typed() {
    let app = TestApp::publishing().await;
    let (article, editor) = (app.article().create().await, app.editor().await);
    for typed in ["[1]: wrong", "#", ">", "-", "```", "***"] {
        let id = app.reader().post(&article, typed).await.id;
        let comment = editor.comment(id).await;
        let shown = typed.replace('>', "&gt;");
        assert_eq!(comment["html"], format!("<p>{shown}</p>\n"), "{typed}");
    }
    let page = app.reader().open(&article).await;
    page.assert_shows("<p>[1]: wrong</p>");

    let body = |text: &str| json!({ "text": text, "name": "Ann", "email": "ann@mail.example" });
    for nothing in ["\u{200B}", " \u{AD} ", "\u{3164}"] {
        let answer = app.reader().post_json(&article, &body(nothing)).await.expect(422);
        assert_eq!(answer.codes(), ["required"]);
    }
    let sources = "Sources:\n\n[1]: https://a.example\n[2]: https://b.example";
    let id = app.reader().post(&article, sources).await.id;
    assert_eq!(editor.comment(id).await["html"].as_str().expect("html").matches("<a ").count(), 2);
    app.run_jobs().await;
}

#[tokio::test]
async fn character_references_are_refused_like_the_characters_themselves() {
    let app = TestApp::publishing().await;
    let (article, editor) = (app.article().create().await, app.editor().await);
    let stored = app.reader().post(&article, "As it should be.").await.id;
    for named in ["&#x202E;", "&#27;", "&#7;", "&#xFFFE;", "&#x2028;"] {
        let text = format!("pay{named}pal");
        let raw = json!({ "text": text, "name": "Ann", "email": "ann@mail.example" });
        let answer = app.reader().post_json(&article, &raw).await.expect(422);
        assert_eq!(answer.codes(), ["forbidden_characters"], "{named}");
        let answer = app.reader().try_post(&article, &text).await.expect(422);
        assert_eq!(answer.textarea("text"), Some(text.clone()), "{named}");

        let edit = json!({ "text": text, "version": 1 });
        let path = format!("/api/v1/comments/{stored}");
        assert_eq!(editor.patch(&path, &edit).await.expect(422).codes(), ["forbidden_characters"]);
        let reply = json!({ "decision": "approve", "version": 1, "reply": text });
        let path = format!("/api/v1/comments/{stored}/decisions");
        assert_eq!(editor.post(&path, &reply).await.expect(422).codes(), ["forbidden_characters"]);

        let new = json!({ "title": "Pay", "body": text, "status": "published" });
        let answer = editor.post("/api/v1/articles", &new).await.expect(422);
        assert_eq!(answer.codes(), ["forbidden_characters"], "{named}");
    }
    app.run_jobs().await;
}

#[tokio::test]
async fn markdown_cannot_hide_a_word_from_a_rule() {
    let app = TestApp::publishing().await;
    let (article, editor) = (app.article().create().await, app.editor().await);
    let before = app.reader().post(&article, "before: cas*i*no").await.id;
    for (operator, value) in [
        ("contains_word", json!(["casino"])),
        ("contains", json!(["asin"])),
        ("wildcard", json!("c?sin*")),
        ("regex", json!("\\bcasino$")),
        ("in_list", json!(["casino", "roulette"])),
    ] {
        let condition = json!({ "field": "text", "operator": operator, "value": value });
        let rule =
            json!({ "name": operator, "action": "hold", "reason": "No", "condition": condition });
        let rule = editor.post("/api/v1/rules", &rule).await.expect(201).json()["id"].clone();
        for (n, text) in DISGUISES.iter().enumerate() {
            let text = format!("{operator} {n}: {text}");
            let id = app.reader().post(&article, &text.replace(": >", ":\n\n>")).await.id;
            let comment = editor.comment(id).await;
            assert_eq!(comment["status"], "pending", "{text}");
            assert_eq!(comment["reasons"][0]["rule"], rule, "{text}");
        }
        let path = format!("/api/v1/rules/{rule}");
        let trial = editor.post(&format!("{path}/backtest"), &json!({})).await.expect(200).json();
        let caught = trial["wrongly"]["samples"].as_array().expect("samples").len();
        assert_eq!(caught, 1, "{operator} finds {before}: {trial}");
        editor.remove(&format!("{path}?version=1")).await.expect(204);
    }
    app.run_jobs().await;
}

#[tokio::test]
async fn a_rule_matches_the_targets_of_links() {
    let app = TestApp::publishing().await;
    let (article, editor) = (app.article().create().await, app.editor().await);
    for (field, operator, value) in [
        ("text", "contains", json!(["casino.example"])),
        ("domain", "in_list", json!(["casino.example"])),
    ] {
        let condition = json!({ "field": field, "operator": operator, "value": value });
        let rule =
            json!({ "name": field, "action": "hold", "reason": "No", "condition": condition });
        editor.post("/api/v1/rules", &rule).await.expect(201);
    }
    for text in [
        "[see](https://casino.example/x)",
        "[see](http://ca&#115;ino.example)",
        "[see](https://ca%73ino.example)",
    ] {
        let id = app.reader().post(&article, text).await.id;
        let comment = editor.comment(id).await;
        assert_eq!(comment["reasons"].as_array().map(Vec::len), Some(2), "{text}: {comment}");
    }
    app.run_jobs().await;
}

#[tokio::test]
async fn two_texts_that_look_alike_are_the_same_comment() {
    let app = TestApp::publishing().await;
    let (article, reader) = (app.article().create().await, app.reader());
    reader.post(&article, "The ferry was late again").await;
    for again in [
        "The *ferry* was late again",
        "The &#102;erry was late again",
        "# The ferry was late again",
    ] {
        reader.try_post(&article, again).await.expect(409);
    }
    app.run_jobs().await;
}

#[tokio::test]
async fn links_joined_by_full_width_punctuation_are_two() {
    let app = TestApp::with(|config| {
        config.comments.policy = rejoinder::config::Policy::HoldLinks;
        config.comments.hold_links = 2;
    })
    .await;
    let (article, editor) = (app.article().create().await, app.editor().await);
    for (text, status) in [
        ("请看https://example.com/文章，谢谢。", "approved"),
        ("https://a.example，https://b.example", "pending"),
        ("www.a.example、b.example/c", "pending"),
    ] {
        let id = app.reader().post(&article, text).await.id;
        assert_eq!(editor.comment(id).await["status"], status, "{text}");
    }
    app.run_jobs().await;
}

#[tokio::test]
async fn white_space_around_a_name_is_removed() {
    let app = TestApp::publishing().await;
    let (article, editor) = (app.article().create().await, app.editor().await);
    let id = app.reader().named("\u{202A}Ann\u{202C}").post(&article, "\u{FEFF}Hello").await.id;
    let comment = editor.comment(id).await;
    assert_eq!((&comment["name"], &comment["text"]), (&json!("Ann"), &json!("Hello")));
    let answer =
        app.reader().named("An\u{202E}n").try_post(&article, "a\nb\u{C}c").await.expect(422);
    answer.assert_shows("U+202E at character 3");
    answer.assert_shows("U+000C in line 2");
    app.run_jobs().await;
}

#[tokio::test]
async fn the_search_finds_the_same_words_on_both_engines() {
    let app = TestApp::publishing().await;
    let (article, editor) = (app.article().create().await, app.editor().await);
    let mut ids = Vec::new();
    for text in [
        "यह हिन्दी में है",
        "Ёлка у дома",
        "Καλημέρα σας",
        "“Quoted” by O’Brien",
        "МОСКВА",
        "ｗｉｄｅ Straße",
        "the cas*i*no",
        "[see](https://hidden.example/path)",
        "请看中文搜索引擎",
    ] {
        ids.push(app.reader().post(&article, text).await.id);
    }
    app.run_jobs().await;
    let found = async |words: &str| {
        let query = url::form_urlencoded::byte_serialize(words.as_bytes()).collect::<String>();
        let list = editor.get(&format!("/api/v1/comments?status=approved&q={query}")).await;
        list.expect(200).item_ids()
    };
    for (n, words) in [
        (0, "हिन्दी"),
        (1, "елка"),
        (2, "καλημερα"),
        (3, "quoted"),
        (3, "O'Brien"),
        (4, "москва"),
        (5, "wide strasse"),
        (6, "casino"),
        (7, "hidden"),
        (8, "搜索"),
        (8, "引擎 中文"),
        (8, "索"),
        (8, "擎"),
    ] {
        assert_eq!(found(words).await, [ids[n]], "{words}");
    }
    assert_eq!(found("引擎 hidden").await, Vec::<i64>::new());

    // What readers take as the same, in each direction.
    let post_all = async |texts: &[&str]| {
        let mut ids = Vec::new();
        for text in texts {
            ids.push(app.reader().post(&article, text).await.id);
        }
        app.run_jobs().await;
        ids
    };
    let rule = serde_json::json!({
        "name": "Doubtful", "action": "hold", "reason": "Doubtful words",
        "condition": { "field": "text", "operator": "contains_word", "value": ["مدرسه", "کازینو", "ｶｼﾞﾉ", "100 percent"] },
    });
    let same = [
        ("أحمد في المدرسة", "احمد المدرسه"),
        ("مستشفى قريب", "مستشفي"),
        ("کتاب فارسی", "كتاب فارسي"),
        ("الـــعـــربية", "العربيه"),
        ("عام ٢٠٢٦", "2026"),
        ("سال ۱۴۰۵", "1405"),
        ("らーめんが好き", "ラーメン"),
        ("カラオケ", "からおけ"),
        ("п’ять яблук", "п'ять"),
    ];
    let posted = post_all(&same.map(|(text, _)| text)).await;
    for ((text, words), id) in same.into_iter().zip(posted) {
        assert_eq!(found(words).await, [id], "{words} in {text}");
    }
    editor.post("/api/v1/rules", &rule).await.expect(201);
    for text in ["في مدرسة الحي", "كازينو هنا", "かじの", "١٠٠ percent"] {
        let id = app.reader().post(&article, text).await.id;
        assert_eq!(editor.comment(id).await["status"], "pending", "{text}");
    }

    let edit = serde_json::json!({ "text": "Other words", "version": 1 });
    editor.patch(&format!("/api/v1/comments/{}", ids[4]), &edit).await.expect(200);
    assert_eq!(found("москва").await, Vec::<i64>::new());
    app.run_jobs().await;
    assert_eq!(found("other").await, [ids[4]]);
}
