//! Pictures: uploaded, described, found, served and deleted.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rejoinder::audit::model::Act;
use rejoinder::maintenance;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::support::answer::Answer;
use crate::support::app::{BASE_URL, TestApp};
use crate::support::pictures::{photo, with_form};
use crate::support::process::Installation;
use crate::support::staff::Staff;

const MEDIA: &str = "/api/v1/media";

pub async fn upload(staff: &Staff, fields: &[(&str, &str)], name: &str, file: &[u8]) -> Answer {
    Answer::to(with_form(staff.request(Method::POST, MEDIA), fields, name, file)).await
}

/// The files below the folder of pictures.
fn stored(app: &TestApp) -> Vec<PathBuf> {
    fn below(folder: &Path, found: &mut Vec<PathBuf>) {
        let Ok(entries) = std::fs::read_dir(folder) else { return };
        for path in entries.map(|entry| entry.expect("an entry").path()) {
            if path.is_dir() { below(&path, found) } else { found.push(path) }
        }
    }
    let mut found = Vec::new();
    below(&app.folder.path().join("media"), &mut found);
    found
}

#[tokio::test]
async fn an_author_uploads_a_picture_and_readers_get_its_files() {
    let app = TestApp::start().await;
    let author = app.author().await;
    let fields = [("alt", "Mud"), ("caption", "Mud in the harbour."), ("credit", "Ines Almeida")];
    // As curl sends C:\photos\mud.jpg: a backslash in a quoted name is escaped by another one.
    let name = r"C:\\photos\\mud.jpg";
    let answer = upload(&author, &fields, name, &photo(400, 200, 1)).await;
    let media = answer.expect(201).json();
    let written = json!({
        "name": "mud.jpg", "alt": "Mud", "caption": "Mud in the harbour.", "credit": "Ines Almeida",
        "focal_point": null, "width": 400, "height": 200, "used_in": [],
        "uploaded_by": { "id": author.id, "name": author.name }, "created_at": "2026-11-22T09:00:00Z",
    });
    for (name, value) in written.as_object().expect("fields") {
        assert_eq!(media[name], *value, "{name}");
    }
    let sizes = media["sizes"].as_array().expect("sizes").iter();
    let sizes: Vec<_> = sizes.map(|size| (size["width"].clone(), size["type"].clone())).collect();
    let size = |width: u32, kind: &str| (json!(width), json!(kind));
    assert_eq!(
        sizes,
        [
            size(320, "image/jpeg"),
            size(320, "image/webp"),
            size(400, "image/jpeg"),
            size(400, "image/webp"),
        ]
    );
    assert_eq!(app.logged(Act::AddMedia).await, 1);
    let path = media["path"].as_str().expect("a path");
    assert_eq!(media["url"], format!("{BASE_URL}{path}"));
    for size in media["sizes"].as_array().expect("sizes") {
        let path = size["url"].as_str().and_then(|url| url.strip_prefix(BASE_URL));
        let file = app.reader().see(path.expect("an address of this site")).await.expect(200);
        assert_eq!(file.header("content-type"), size["type"]);
        assert_eq!(file.body.len() as u64, size["bytes"]);
        assert_eq!(file.header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(file.header("content-security-policy"), "sandbox; default-src 'none'");
        assert_eq!(file.header("x-content-type-options"), "nosniff");
        assert_eq!(file.header("set-cookie"), "");
        let image = image::load_from_memory(&file.body).expect("a picture");
        assert_eq!(u64::from(image.width()), size["width"]);
    }
    let file = app.reader().see(path).await.expect(200);
    let again = app.request(Method::GET, path).header("if-none-match", file.header("etag"));
    let again = Answer::to(again).await.expect(304);
    assert_eq!(again.header("content-security-policy"), "sandbox; default-src 'none'");
    let head = Answer::to(app.request(Method::HEAD, path)).await.expect(200);
    assert_eq!(head.header("content-length"), file.body.len().to_string());
    // The address of the answer, which is plain http here, may stand in a text.
    let url = media["url"].as_str().expect("an address");
    let story = json!({ "title": "Mud", "body": format!("![Mud]({url})"), "status": "published" });
    let story = app.editor().await.post("/api/v1/articles", &story).await.expect(201).json();
    assert_eq!(story["body"], format!("![Mud]({path})"));
    for missing in [
        path.replace("400", "401"),
        path.replace("/4", "/../4"),
        "/media/x/400.jpg".to_owned(),
        "/media".to_owned(),
        path.replace("400.jpg", "400.svg"),
    ] {
        app.reader().see(&missing).await.expect(404);
    }
}

#[tokio::test]
async fn the_same_file_is_stored_once_and_keeps_its_description() {
    let app = TestApp::start().await;
    let (author, other) = (app.author().await, app.author().await);
    let file = photo(120, 90, 2);
    let first = upload(&author, &[("alt", "First")], "a.jpg", &file).await.expect(201).json();
    let files = stored(&app).len();
    let again = upload(&other, &[("alt", "Second")], "b.jpg", &file).await.expect(200).json();
    assert_eq!(
        (&again["id"], &again["alt"], &again["name"]),
        (&first["id"], &json!("First"), &json!("a.jpg"))
    );
    assert_eq!(stored(&app).len(), files);
    // Ten at once.
    let file = photo(110, 90, 3);
    let race = (0..5).map(|_| upload(&author, &[], "c.jpg", &file));
    let ids: Vec<Value> = futures_util::future::join_all(race)
        .await
        .into_iter()
        .map(|answer| {
            assert!(matches!(answer.status, 200 | 201), "{}", answer.text());
            answer.json()["id"].clone()
        })
        .collect();
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    assert_eq!(app.logged(Act::AddMedia).await, 2);
}

#[tokio::test]
async fn what_is_no_good_picture_is_refused_and_leaves_nothing() {
    let app = TestApp::with(|config| {
        config.media.max_bytes = 1_048_576;
        config.media.max_pixels = 1_000_000;
    })
    .await;
    let author = app.author().await;
    let fault = async |name: &str, file: &[u8]| {
        let answer = upload(&author, &[], name, file).await.expect(422);
        let detail = answer.json()["errors"][0]["detail"].as_str().expect("a sentence").to_owned();
        (answer.faults()[0].clone(), detail)
    };
    let pointer = |code: &str| ("/file".to_owned(), code.to_owned());
    let avif = b"\0\0\0\x20ftypavif\0\0\0\0avifmif1";
    let (found, detail) = fault("a.avif", avif).await;
    assert_eq!(found, pointer("picture_format"));
    assert!(detail.starts_with("AVIF files are not accepted; save the picture as"), "{detail}");
    // A name says nothing.
    assert_eq!(fault("cat.jpg", b"<html><script>").await.0, pointer("picture_format"));
    assert_eq!(fault("cat.jpg", b"").await.0, pointer("required"));
    let whole = photo(100, 100, 4);
    assert_eq!(fault("cat.jpg", &whole[..whole.len() / 2]).await.0, pointer("picture_incomplete"));
    let (found, detail) = fault("cat.jpg", &photo(1_200, 1_000, 4)).await;
    assert_eq!(found, pointer("picture_pixels"));
    assert_eq!(detail, "Reduce the picture to 1 megapixels; it has 2");
    let large = upload(&author, &[], "a.jpg", &vec![0xFF; 1_200_000]).await.expect(413);
    assert!(large.text().contains("at most 1 MB"), "{}", large.text());
    let unknown = upload(&author, &[("colour", "red"), ("alt", "a\nb")], "a.jpg", &whole).await;
    let unknown = unknown.expect(422).faults();
    assert_eq!(unknown[0], ("/colour".to_owned(), "unknown_field".to_owned()));
    assert_eq!(unknown[1].0, "/alt");
    author.post(MEDIA, &json!({ "alt": "Mud" })).await.expect(415);
    assert_eq!(stored(&app), Vec::<PathBuf>::new());
    assert_eq!(app.count("media", "1 = 1").await, 0);
}

#[tokio::test]
async fn staff_find_pictures_by_words_and_by_use() {
    let app = TestApp::start().await;
    let (author, editor) = (app.author().await, app.editor().await);
    let mut ids = Vec::new();
    for (n, alt) in (1..=3).zip(["Öl im Hafen", "100 % mud", "A crane"]) {
        let answer = upload(&author, &[("alt", alt)], &format!("{n}.jpg"), &photo(40, 30, n)).await;
        ids.push(answer.expect(201).json()["id"].as_i64().expect("an id"));
    }
    let own = upload(&editor, &[("credit", "Bo")], "crane.jpg", &photo(40, 30, 9)).await;
    ids.push(own.expect(201).json()["id"].as_i64().expect("an id"));
    let found =
        async |query: &str| author.get(&format!("{MEDIA}?{query}")).await.expect(200).item_ids();
    assert_eq!(found("").await, [ids[3], ids[2], ids[1], ids[0]]);
    assert_eq!(found("q=%C3%B6l+hafen").await, [ids[0]]);
    assert_eq!(found("q=CRANE").await, [ids[3], ids[2]]);
    assert_eq!(found("q=%25").await, [ids[1]]);
    assert_eq!(found("q=bo").await, [ids[3]]);
    assert_eq!(found("mine=true").await, [ids[2], ids[1], ids[0]]);
    assert_eq!(found("unused=true&q=crane").await, [ids[3], ids[2]]);
    let first = author.get(&format!("{MEDIA}?limit=3")).await.expect(200);
    let rest = author.get(&first.next_part().expect("a next part")).await.expect(200);
    assert_eq!((first.item_ids().len(), rest.item_ids()), (3, vec![ids[0]]));
    author.get(&format!("{MEDIA}?limit=0")).await.expect(422);
    author.get(&format!("{MEDIA}?colour=red")).await.expect(400);
    app.reader().see(MEDIA).await.expect(401);
    author.get(&format!("{MEDIA}/{}", ids[0])).await.expect(200);
    author.get(&format!("{MEDIA}/999")).await.expect(404);
}

#[tokio::test]
async fn authors_change_and_delete_their_own_pictures_and_editors_all() {
    let app = TestApp::start().await;
    let (author, other, editor) = (app.author().await, app.author().await, app.editor().await);
    let id =
        upload(&author, &[], "a.jpg", &photo(60, 40, 5)).await.expect(201).json()["id"].clone();
    let path = format!("{MEDIA}/{id}");
    let to = json!({ "alt": "Mud", "focal_point": { "x": 0.25, "y": 1.0 } });
    assert_eq!(other.patch(&path, &to).await.expect(403).code(), "role");
    assert_eq!(other.remove(&path).await.expect(403).code(), "role");
    let changed = author.patch(&path, &to).await.expect(200).json();
    assert_eq!((&changed["alt"], &changed["focal_point"]), (&to["alt"], &to["focal_point"]));
    let wrong = json!({ "alt": "x".repeat(501), "focal_point": { "x": 2.0, "y": 0.0 }, "size": 3 });
    let faults = author.patch(&path, &wrong).await.expect(422).faults();
    let pointers: Vec<&str> = faults.iter().map(|(pointer, _)| pointer.as_str()).collect();
    assert_eq!(pointers, ["/size", "/alt", "/focal_point"]);
    let changed = editor.patch(&path, &json!({ "caption": "By an editor." })).await.expect(200);
    assert_eq!(
        (&changed.json()["alt"], &changed.json()["caption"]),
        (&json!("Mud"), &json!("By an editor."))
    );
    assert_eq!(author.get(&format!("{MEDIA}?q=editor")).await.expect(200).items().len(), 1);
    let file = changed.json()["path"].as_str().expect("a path").to_owned();
    app.reader().see(&file).await.expect(200);
    author.remove(&path).await.expect(204);
    author.get(&path).await.expect(404);
    app.reader().see(&file).await.expect(404);
    assert_eq!(stored(&app), Vec::<PathBuf>::new());
    assert_eq!((app.logged(Act::ChangeMedia).await, app.logged(Act::DeleteMedia).await), (2, 1));
}

#[tokio::test]
async fn a_form_of_the_desk_needs_its_token() {
    let app = TestApp::start().await;
    let desk = app.author().await.signed_in().await;
    let file = photo(30, 30, 6);
    let send = async |fields: &[(&str, &str)], site: &str| {
        let request = desk.request(Method::POST, MEDIA).header("sec-fetch-site", site);
        Answer::to(with_form(request, fields, "a.jpg", &file)).await
    };
    assert_eq!(send(&[], "same-origin").await.status, 403);
    assert_eq!(send(&[("csrf", "guessed")], "same-origin").await.status, 403);
    assert_eq!(send(&[("csrf", &desk.csrf)], "cross-site").await.status, 403);
    assert_eq!(app.count("media", "1 = 1").await, 0);
    send(&[("csrf", &desk.csrf)], "same-origin").await.expect(201);
    let request = desk.request(Method::POST, MEDIA).header("x-csrf-token", &desk.csrf);
    Answer::to(with_form(request, &[], "a.jpg", &file)).await.expect(200);
}

#[tokio::test]
async fn an_article_shows_its_pictures_and_keeps_them_from_being_deleted() {
    let app = TestApp::start().await;
    let editor = app.editor().await;
    let fields = [("alt", "Mud"), ("caption", "Mud in the harbour."), ("credit", "Ines")];
    let lead = upload(&editor, &fields, "lead.jpg", &photo(800, 400, 1)).await.expect(201).json();
    let inner = upload(&editor, &[], "inner.jpg", &photo(400, 300, 2)).await.expect(201).json();
    let path = inner["path"].as_str().expect("a path");
    let article = app
        .article()
        .by(&editor)
        .title("What mud costs")
        .body(&format!("Before.\n\n![A crane]({path} \"The old crane\")\n\nAfter."))
        .with("lead_image", json!({ "media": lead["id"], "caption": "Of the article." }))
        .create()
        .await;
    let page = app.reader().open(&article).await;
    let shown = page.text().replace(key(&lead), "LEAD").replace(key(&inner), "INNER");
    let part = |from: &str, to: &str| {
        let start = shown.find(from).unwrap_or_else(|| panic!("no {from} in {shown}"));
        let end = shown[start..].find(to).unwrap_or_else(|| panic!("no {to} in {shown}"));
        shown[start..start + end].to_owned()
    };
    let (story, head) = (part("<figure class=\"lead\"", "</article>"), part("<head>", "</head>"));
    for part in [
        "<figure class=\"lead\"><span class=\"picture\"><svg aria-hidden=\"true\" viewBox=\"0 0 800 400\"",
        "srcset=\"/media/LEAD/320.webp 320w, /media/LEAD/640.webp 640w, /media/LEAD/800.webp 800w\"",
        "width=\"800\" height=\"400\" alt=\"Mud\" fetchpriority=\"high\"",
        "<figcaption>Of the article. <span class=\"credit\">Ines</span></figcaption>",
        "<figure class=\"figure\"><span class=\"picture\">",
        "alt=\"A crane\" loading=\"lazy\"",
        "<figcaption>The old crane</figcaption></figure>",
    ] {
        assert!(story.contains(part), "{part} is not in {story}");
    }
    assert!(
        head.contains(
            "<meta property=\"og:image\" content=\"http://news.test/media/LEAD/800.jpg\">"
        ),
        "{head}"
    );
    assert!(head.contains("\"image\":[\"http://news.test/media/LEAD/800.jpg\"]"), "{head}");
    let front = app.reader().see("/").await.expect(200).text();
    assert!(front.contains("<a class=\"thumb\"") && front.contains(key(&lead)), "{front}");
    let api = app.reader().see(&format!("/api/v1/articles/{}", article.id)).await.json();
    assert_eq!(api["lead_image"]["media"], lead["id"]);
    assert_eq!(api["lead_image"]["alt"], "Mud");
    assert_eq!(api["lead_image"]["caption"], "Of the article.");

    // The editor's preview shows what readers will see, before it is saved.
    let text = format!("![A crane]({path} \"The old crane\")");
    let fields = [("title", "Mud"), ("body", text.as_str()), ("language", "ar")];
    let mut writer = editor.signed_in().await;
    let preview = writer.send("/desk/articles/preview", &fields).await.expect(200);
    preview.assert_shows("<figcaption>The old crane</figcaption>");
    preview.assert_shows("lang=\"ar\" dir=\"rtl\"");

    // It cannot be deleted, and the library says where it is used.
    let media = |media: &Value| format!("{MEDIA}/{}", media["id"]);
    for (picture, place) in [(&lead, "lead"), (&inner, "body")] {
        let refused = editor.remove(&media(picture)).await.expect(409);
        assert_eq!(refused.code(), "in_use");
        let used = &refused.json()["present"]["used_in"][0];
        assert_eq!((&used["article"], &used["place"]), (&json!(article.id), &json!(place)));
        app.reader().see(picture["path"].as_str().expect("a path")).await.expect(200);
    }
    let listed = editor.get(&format!("{MEDIA}?unused=true")).await.expect(200);
    assert_eq!(listed.item_ids(), Vec::<i64>::new());

    // A corrected credit is on the page at once.
    editor.patch(&media(&lead), &json!({ "credit": "Bo" })).await.expect(200);
    let page = app.reader().open(&article).await;
    assert!(page.text().contains("<span class=\"credit\">Bo</span>"), "{}", page.text());

    // Without the article's use the pictures can be deleted; an older version names them again.
    let change = json!({ "version": 1, "body": "Words.", "lead_image": {} });
    let path = format!("/api/v1/articles/{}", article.id);
    let changed = editor.patch(&path, &change).await.expect(200).json();
    assert_eq!(changed["lead_image"], Value::Null);
    editor.remove(&media(&inner)).await.expect(204);
    let restore = json!({ "version": 2 });
    let restored = editor.post(&format!("{path}/revisions/1/restore"), &restore).await.expect(422);
    assert_eq!(restored.faults(), [("/body".to_owned(), "picture_unknown".to_owned())]);
}

#[tokio::test]
async fn the_lead_picture_of_a_protected_article_is_not_shown_to_strangers() {
    let app = TestApp::start().await;
    let editor = app.editor().await;
    let fields = [("alt", "A secret crane")];
    let lead = upload(&editor, &fields, "lead.jpg", &photo(800, 400, 1)).await.expect(201).json();
    let article = app
        .article()
        .by(&editor)
        .title("What mud costs")
        .with("lead_image", json!({ "media": lead["id"] }))
        .create()
        .await;
    let change = json!({ "version": article.version, "password": "low tide at seven" });
    editor.patch(&format!("/api/v1/articles/{}", article.id), &change).await.expect(200);
    let api = format!("/api/v1/articles/{}", article.id);
    for path in ["/", "/api/v1/articles", &api, &article.path] {
        let shown = app.reader().see(path).await.text();
        assert!(shown.contains("What mud costs"), "{path}: {shown}");
        assert!(!shown.contains(key(&lead)) && !shown.contains("secret crane"), "{path}: {shown}");
    }
}

#[tokio::test]
async fn a_picture_that_is_not_in_the_library_is_refused_with_its_line() {
    let app = TestApp::start().await;
    let author = app.author().await;
    let plain = upload(&author, &[], "a.jpg", &photo(40, 30, 3)).await.expect(201).json();
    let fault = async |body: &str, lead: Value| {
        let mut article = json!({ "title": "Mud", "body": body });
        if !lead.is_null() {
            article["lead_image"] = lead;
        }
        let answer = author.post("/api/v1/articles", &article).await.expect(422).json();
        let fault = &answer["errors"][0];
        (
            fault["pointer"].clone(),
            fault["code"].clone(),
            fault["detail"].as_str().map(str::to_owned),
        )
    };
    let (pointer, code, detail) =
        fault("One.\n\n![a](/media/0123456789abcdef0123456789abcdef/640.jpg)", Value::Null).await;
    assert_eq!((pointer, code), (json!("/body"), json!("picture_unknown")));
    assert!(detail.is_some_and(|detail| detail.starts_with("Line 3: there is no picture")));
    let (_, code, detail) = fault("One.\n![a](photos/a.jpg)", Value::Null).await;
    assert_eq!(code, "image_source");
    assert!(detail.is_some_and(|detail| detail.starts_with("Line 2: ")));
    for (lead, expected) in [
        (json!({ "media": 999 }), "picture_unknown"),
        (json!({ "media": "/pictures/a.jpg" }), "picture_unknown"),
        (json!({ "media": plain["id"] }), "alt_required"),
        (json!({ "media": plain["path"], "alt": "a\nb" }), "forbidden_characters"),
        (json!({ "media": plain["id"], "size": 3 }), "unknown_field"),
    ] {
        let (_, code, _) = fault("Words.", lead.clone()).await;
        assert_eq!(code, expected, "{lead}");
    }
    assert_eq!(app.count("articles", "title = 'Mud'").await, 0);
    // It may only decorate.
    let lead = json!({ "media": plain["path"], "alt": "" });
    let article = json!({ "title": "Mud", "body": "Words.", "lead_image": lead });
    author.post("/api/v1/articles", &article).await.expect(201);
}

#[tokio::test]
async fn pictures_beside_a_file_are_uploaded_with_it() {
    let installation = Installation::new();
    let folder = installation.folder.path().join("story");
    std::fs::create_dir_all(folder.join("photos")).expect("a folder");
    for (name, seed) in [("photos/mud 1.jpg", 1), ("photos/lead.jpg", 2)] {
        std::fs::write(folder.join(name), photo(60, 40, seed)).expect("a picture");
    }
    let text = "---\ntitle: Mud\nlead_image:\n  media: photos/lead.jpg\n  alt: A crane\n---\n\nOne.\n\n![Mud](<photos/mud 1.jpg> \"Caption\")\n";
    let file = folder.join("mud.md");
    std::fs::write(&file, text).expect("a file");
    let file = file.to_str().expect("a path in ASCII").to_owned();
    let added = installation.json(&["article", "add", &file, "--json"]);
    assert_eq!(added["done"], "added");
    let id = added["id"].to_string();
    let shown = installation.json(&["article", "show", &id, "--json"]);
    let body = shown["body"].as_str().expect("a body");
    assert!(body.contains("![Mud](</media/") && body.contains(".jpg> \"Caption\")"), "{body}");
    assert!(shown["html"].as_str().is_some_and(|html| html.contains("<figure class=\"figure\">")));
    assert_eq!(shown["lead_image"]["alt"], "A crane");
    let listed = installation.json(&["media", "list", "--json"]);
    assert_eq!(listed.as_array().map(Vec::len), Some(2));
    assert_eq!(listed[1]["alt"], "Mud");
    assert_eq!(listed[0]["used_in"][0]["place"], "lead");

    // The same again changes nothing, and the exported file neither.
    let text = text.replace("title: Mud", &format!("title: Mud\nid: {id}"));
    std::fs::write(&file, &text).expect("a file");
    let again = installation.json(&["article", "add", &file, "--json"]);
    assert_eq!(again["done"], "unchanged");
    let out = folder.join("out.md").display().to_string();
    installation.run(&["article", "export", &id, "--out", &out]);
    assert_eq!(installation.json(&["article", "change", &out, "--json"])["done"], "unchanged");
    assert_eq!(installation.json(&["media", "list", "--json"]).as_array().map(Vec::len), Some(2));

    // Every picture that cannot be shown is named with its line.
    std::fs::write(folder.join("a.avif"), b"\0\0\0\x20ftypavif\0\0\0\0avifmif1").expect("a file");
    let wrong = format!("{text}\n![x](missing.png)\n\n![y](a.avif)\n");
    std::fs::write(&file, wrong).expect("a file");
    let refused = installation.run(&["article", "change", &file]);
    assert_eq!(refused.status.code(), Some(2));
    let message = String::from_utf8_lossy(&refused.stderr).into_owned();
    for expected in
        ["line 13: there is no file", "missing.png", "line 15: a.avif: AVIF files are not accepted"]
    {
        assert!(message.contains(expected), "{message}");
    }
}

#[tokio::test]
async fn the_command_line_uploads_and_lists_pictures() {
    let installation = Installation::new();
    let file = installation.folder.path().join("crane.jpg");
    std::fs::write(&file, photo(60, 40, 5)).expect("a picture");
    let file = file.to_str().expect("a path in ASCII");
    let added = installation.json(&["media", "add", file, "--alt", "The old crane", "--json"]);
    assert_eq!((&added["name"], &added["alt"]), (&json!("crane.jpg"), &json!("The old crane")));
    assert_eq!(installation.json(&["media", "add", file, "--json"])["id"], added["id"]);
    let listed = installation.run(&["media", "list", "--search", "CRANE"]);
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    assert!(listed.contains("60 × 40") && listed.contains("The old crane"), "{listed}");
    assert_eq!(installation.json(&["media", "list", "--search", "mud", "--json"]), json!([]));
    let refused = installation.run(&["media", "add", "Cargo.toml"]);
    assert_eq!(refused.status.code(), Some(2));
}

/// The key of a picture.
fn key(media: &Value) -> &str {
    media["path"].as_str().and_then(|path| path.split('/').nth(2)).expect("a key")
}

#[cfg(feature = "system-tests")]
#[tokio::test]
async fn pictures_in_a_bucket_are_stored_served_deleted_and_swept() {
    let server = crate::support::s3::S3Server::start().await;
    let app = TestApp::with(|config| config.media.bucket = Some(server.bucket())).await;
    let author = app.author().await;
    let media = upload(&author, &[], "a.jpg", &photo(400, 200, 8)).await.expect(201).json();
    assert_eq!(stored(&app), Vec::<PathBuf>::new());
    for size in media["sizes"].as_array().expect("sizes") {
        let path = size["url"].as_str().and_then(|url| url.strip_prefix(BASE_URL));
        let file = app.reader().see(path.expect("an address of this site")).await.expect(200);
        assert_eq!(file.header("content-type"), size["type"]);
        assert_eq!(file.body.len() as u64, size["bytes"]);
    }
    let path = media["path"].as_str().expect("a path");
    app.reader().see(&path.replace("400.jpg", "999.jpg")).await.expect(404);
    // What a crash left goes, what is in use stays.
    let left = "00112233445566778899aabbccddeeff";
    let file = vec![("60.jpg".to_owned(), bytes::Bytes::from_static(b"left by a crash"))];
    app.core.storage.put(left, file).await.expect("stored");
    app.advance(Duration::from_secs(100 * 365 * 86_400));
    maintenance::run_hourly(&app.core).await.expect("maintained");
    assert_eq!(app.core.storage.get(left, "60.jpg").await.expect("read"), None);
    app.reader().see(path).await.expect(200);
    // Its token has expired with the century.
    let editor = app.editor().await;
    editor.remove(&format!("{MEDIA}/{}", media["id"])).await.expect(204);
    app.reader().see(path).await.expect(404);
    app.run_jobs().await;
}

#[cfg(feature = "system-tests")]
#[tokio::test]
async fn a_bucket_that_cannot_be_reached_refuses_and_leaves_no_row() {
    let app = TestApp::with(|config| {
        config.media.bucket = Some(rejoinder::config::Bucket {
            name: "media".to_owned(),
            region: "us-east-1".to_owned(),
            // Nobody listens on the port that is reserved for nothing.
            endpoint: Some("http://127.0.0.1:1".to_owned()),
            access_key: "key".to_owned(),
            secret_key: "secret".to_owned().into(),
            prefix: "pictures".to_owned(),
        });
    })
    .await;
    let author = app.author().await;
    let answer = upload(&author, &[], "a.jpg", &photo(40, 20, 8)).await.expect(500);
    assert!(!answer.text().contains("127.0.0.1"), "{}", answer.text());
    assert_eq!(app.count("media", "1 = 1").await, 0);
}

#[tokio::test]
async fn an_upload_that_breaks_off_leaves_nothing() {
    let app = TestApp::start().await;
    let author = app.author().await;
    let mut connection =
        tokio::net::TcpStream::connect(app.world().address).await.expect("a connection");
    let head = format!(
        "POST {MEDIA} HTTP/1.1\r\nhost: news.test\r\nauthorization: Bearer {}\r\ncontent-length: 100000\r\n\
         content-type: multipart/form-data; boundary=x\r\n\r\n--x\r\n",
        author.token
    );
    connection.write_all(head.as_bytes()).await.expect("sent");
    connection.shutdown().await.expect("closed");
    let mut answer = Vec::new();
    // Whether there is an answer to a broken request is up to the server.
    let _ = connection.read_to_end(&mut answer).await;
    assert!(!answer.starts_with(b"HTTP/1.1 20"), "{}", String::from_utf8_lossy(&answer));
    assert_eq!(stored(&app), Vec::<PathBuf>::new());
    assert_eq!(app.count("media", "1 = 1").await, 0);
}

#[tokio::test]
async fn files_without_a_picture_are_removed_after_a_day() {
    let app = TestApp::start().await;
    let author = app.author().await;
    upload(&author, &[], "a.jpg", &photo(60, 40, 7)).await.expect(201);
    let kept = stored(&app);
    let left = "00112233445566778899aabbccddeeff";
    let file = vec![("60.jpg".to_owned(), bytes::Bytes::from_static(b"left by a crash"))];
    app.core.storage.put(left, file).await.expect("stored");
    assert_eq!(stored(&app).len(), kept.len() + 1);
    // The clock of scenes is behind that of the files.
    maintenance::run_hourly(&app.core).await.expect("maintained");
    assert_eq!(stored(&app).len(), kept.len() + 1);
    app.advance(Duration::from_secs(100 * 365 * 86_400));
    maintenance::run_hourly(&app.core).await.expect("maintained");
    assert_eq!(stored(&app), kept);
    app.run_jobs().await;
}
