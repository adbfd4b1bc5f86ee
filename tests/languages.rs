//! Readers' pages, the desk and mails in each language: which words they have, and that no English ones are
//! left.

use std::path::Path;
use std::time::Duration;

use rejoinder::config::Policy;
use rejoinder::i18n::{Language, Words};
use serde_json::json;

use crate::support::answer::Answer;
use crate::support::app::TestApp;
use crate::support::snapshots;
use crate::support::staff::Desk;

/// The English texts of at least two words, as they are in the files.
fn english_texts() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales/en");
    let mut texts = Vec::new();
    for entry in std::fs::read_dir(&folder).expect("the folder") {
        let file = entry.expect("a file").file_name();
        // Mails have tests of their own.
        if file == "mails.ftl" {
            continue;
        }
        let file = std::fs::read_to_string(folder.join(file)).expect("the English texts");
        for line in file.lines().filter(|line| !line.starts_with(['#', ' '])) {
            if let Some((_, text)) = line.split_once(" = ") {
                // What stands before an argument or an element is enough to find the text.
                let text = text.split(['{', '<']).next().unwrap_or_default().trim();
                if text.split(' ').count() > 1 {
                    texts.push(text.to_owned());
                }
            }
        }
    }
    assert!(texts.len() > 100, "only {} texts", texts.len());
    texts
}

fn assert_no_english(page: &Answer, texts: &[String], language: Language) {
    let left: Vec<_> = texts.iter().filter(|text| page.shows(text)).collect();
    assert!(left.is_empty(), "{language:?} has English texts: {left:?}");
}

async fn site_in(language: Language) -> TestApp {
    TestApp::with(|config| {
        config.site.language = language.name().to_owned();
        config.comments.policy = Policy::PublishAll;
        config.comments.min_interval = Duration::ZERO;
        config.site.transparency = true;
    })
    .await
}

#[tokio::test]
async fn readers_pages_are_in_the_language_of_the_site() {
    let texts = english_texts();
    for language in Language::ALL.into_iter().filter(|language| *language != Language::English) {
        let app = site_in(language).await;
        let article = app.article().title("Hafen").section("Stadt").create().await;
        let reader = app.reader();
        let first = reader.post(&article, "Eins.").await;
        app.reader().reply(&article, first.id, "Zwei.").await;

        let page = reader.open(&article).await.expect(200);
        assert_no_english(&page, &texts, language);
        snapshots::whole_page(&format!("article_in_{}", language.name()), &page);

        let mut form =
            reader.form(&article).await.with("text", "").with("name", "").with("email", "nobody");
        form = form.with("website", "not a website");
        let refused = reader.send(&form).await.expect(422);
        assert_no_english(&refused, &texts, language);
        snapshots::page(&format!("faults_in_{}", language.name()), &refused);

        for path in [
            "/".to_owned(),
            "/sections/stadt".to_owned(),
            "/transparency".to_owned(),
            "/comments".to_owned(),
            "/nowhere".to_owned(),
            format!("/comments/{}/flag", first.id),
            format!("/comments/{}/flag?sent", first.id),
        ] {
            assert_no_english(&reader.see(&path).await, &texts, language);
        }
        let (third, page_of_third) = app.reader().post_by_api(&article, "Drei.").await;
        let status = reader.see(&page_of_third).await.expect(200);
        assert_no_english(&status, &texts, language);
        snapshots::page(&format!("status_in_{}", language.name()), &status);
        let ruling = json!({ "decision": "reject", "version": 1, "reason": "abuse" });
        let decisions = format!("/api/v1/comments/{third}/decisions");
        app.moderator().await.post(&decisions, &ruling).await.expect(200);
        let rejected = reader.see(&page_of_third).await.expect(200);
        assert_no_english(&rejected, &texts, language);
        rejected.assert_shows(&Words::of(language.name()).reason_abuse());
        app.run_jobs().await;
    }
}

#[tokio::test]
async fn the_figures_of_moderation_are_in_the_language_of_the_site() {
    let texts = english_texts();
    for language in Language::ALL.into_iter().filter(|language| *language != Language::English) {
        let app = site_in(language).await;
        let article = app.article().create().await;
        app.reader().post(&article, "Eins.").await;
        let parts = app.parts();
        let now = app.now();
        rejoinder::transparency::refresh(&parts, now).await.expect("counted");
        let page = app.reader().see("/transparency").await.expect(200);
        assert_no_english(&page, &texts, language);
        snapshots::page(&format!("transparency_in_{}", language.name()), &page);
        app.run_jobs().await;
    }
}

#[tokio::test]
async fn mails_are_in_the_language_of_whoever_gets_them() {
    let app = TestApp::with(|config| config.site.language = "de".to_owned()).await;
    let (german, arab, french) = (app.moderator().await, app.moderator().await, app.editor().await);
    let mut desk = arab.signed_in().await;
    let page = desk.see("/desk/account").await.expect(200);
    page.assert_shows(&Words::of("de").account_language_site("Deutsch"));
    let saved = desk.send("/desk/account/language", &[("language", "ar")]).await.expect(303);
    let page = desk.see(saved.location()).await.expect(200);
    page.assert_shows(&Words::of("ar").account_done_language());
    page.assert_shows("<option value=\"ar\" lang=\"ar\" dir=\"rtl\" selected>العربية</option>");
    let me = french.patch("/api/v1/me", &json!({ "language": "fr" })).await.expect(200).json();
    assert_eq!(me["language"], "fr");

    let article = app.article().title("Hafen").create().await;
    let reader = app.reader().named("Ann");
    let (id, page) = reader.post_by_api(&article, "Eins.").await;
    reader.press(&format!("{page}/confirm"), &[]).await.expect(303);
    app.run_jobs().await;
    let mail_to = |address: &str| app.mails_to(address).pop().expect("a mail");
    snapshots::mail("mail_held_in_de", &mail_to(&german.email));
    snapshots::mail("mail_held_in_ar", &mail_to(&arab.email));
    snapshots::mail("mail_held_in_fr", &mail_to(&french.email));
    let link = mail_to(&reader.email);
    snapshots::mail("mail_address_link_in_de", &link);

    // A reader's mails are in the language of the site.
    let (_, rest) = link.text.split_once("/mail/").expect("a link");
    let token = rest.split_whitespace().next().expect("a token");
    reader.press(&format!("/mail/{token}"), &[]).await.expect(303);
    let ruling = json!({ "decision": "reject", "version": 1, "reason": "off_topic" });
    german.post(&format!("/api/v1/comments/{id}/decisions"), &ruling).await.expect(200);
    app.run_jobs().await;
    app.advance(Duration::from_secs(31));
    app.run_jobs().await;
    snapshots::mail("mail_your_comment_rejected_in_de", &mail_to(&reader.email));

    // Back to the language of the site.
    let me = french.patch("/api/v1/me", &json!({ "language": null })).await.expect(200).json();
    assert_eq!(me["language"], json!(null));
    app.reader().post(&article, "Zwei.").await;
    app.run_jobs().await;
    assert!(mail_to(&french.email).subject.starts_with("Zu prüfen: "));
}

#[tokio::test]
async fn only_a_language_that_is_there_can_be_chosen() {
    let app = TestApp::start().await;
    let moderator = app.moderator().await;
    let me = moderator.patch("/api/v1/me", &json!({ "language": "es" })).await.expect(200).json();
    assert_eq!(me["language"], "es");
    for unknown in ["tlh", "", "de-AT", "DE"] {
        let refused = moderator.patch("/api/v1/me", &json!({ "language": unknown })).await;
        assert_eq!(refused.expect(422).codes(), ["unknown"], "{unknown}");
    }
    let mut desk = moderator.signed_in().await;
    let refused = desk.send("/desk/account/language", &[("language", "tlh")]).await.expect(422);
    refused.assert_shows(&Words::of("es").fault_language("en, de, fr, es, ar"));
    // A change without the field changes nothing.
    let me = moderator.patch("/api/v1/me", &json!({})).await.expect(200).json();
    assert_eq!(me["language"], "es");
    desk.send("/desk/account/language", &[("language", "")]).await.expect(303);
    let me = moderator.get("/api/v1/me").await.expect(200).json();
    assert_eq!(me["language"], json!(null));
}

#[tokio::test]
async fn a_language_without_a_translation_has_english_words_and_its_own_dates() {
    let app = TestApp::with(|config| config.site.language = "nl".to_owned()).await;
    let article = app.article().create().await;
    let page = app.reader().open(&article).await.expect(200);
    page.assert_shows("<html lang=\"nl\" dir=\"ltr\">");
    page.assert_shows("Leave a Reply");
    page.assert_shows("22 november 2026");
}

#[tokio::test]
async fn a_fault_in_the_api_is_in_the_language_of_the_site() {
    let app = site_in(Language::German).await;
    let article = app.article().create().await;
    let body = serde_json::json!({ "text": "", "name": "Ann", "email": "ann@example.com" });
    let answer = app.reader().post_json(&article, &body).await.expect(422);
    assert_eq!(answer.json()["errors"][0]["code"], "required");
    assert_eq!(answer.json()["errors"][0]["detail"], "Schreiben Sie Ihren Kommentar");
}

#[tokio::test]
async fn the_queue_and_its_comments_are_in_the_language_of_the_member() {
    let texts = english_texts();
    for language in Language::ALL.into_iter().filter(|language| *language != Language::English) {
        let app = TestApp::with(|config| {
            config.site.language = language.name().to_owned();
            config.comments.policy = Policy::HoldAll;
            config.comments.min_interval = Duration::ZERO;
        })
        .await;
        let article = app.article().title("Hafen").section("Stadt").create().await;
        let reader = app.reader();
        let (first, _) = reader.post_by_api(&article, "[Eins](https://hafen.example)").await;
        let (second, _) = reader.post_by_api(&article, "Zwei.").await;
        let editor = app.editor().await;
        let ruling = json!({ "decision": "reject", "version": 1, "reason": "abuse", "note": "Ja" });
        let decisions = format!("/api/v1/comments/{second}/decisions");
        editor.post(&decisions, &ruling).await.expect(200);
        let mut desk = editor.signed_in().await;
        let html = format!("<html lang=\"{0}\"", language.name());
        for path in [
            "/desk".to_owned(),
            "/desk?status=approved".to_owned(),
            "/desk?q=xyzzy&section=-&since=2026-01-01&until=2026-12-31&score_from=0.1".to_owned(),
            "/desk?status=all&q=C-1&claimed=me&pinned=true&reason=links".to_owned(),
            format!("/desk?status=rejected&done=reject&was={second}"),
            format!("/desk/comments/{first}"),
            format!("/desk/comments/{second}"),
            format!("/desk/comments/{first}/thread"),
            "/desk/keys".to_owned(),
        ] {
            let page = desk.see(&path).await.expect(200);
            page.assert_shows(&html);
            assert_no_english(&page, &texts, language);
        }
        for part in ["/desk?part=rows".to_owned(), format!("/desk/comments/{first}?fragment=1")] {
            assert_no_english(&desk.see(&part).await.expect(200), &texts, language);
        }
        let words = Words::of(language.name());
        let item = desk.see(&format!("/desk/comments/{second}")).await.expect(200);
        item.assert_shows(&words.comment_rejected());
        item.assert_shows(&words.say(&rejoinder::config::reasons::ReasonCode::Abuse.label()));
        let address = format!("/desk/comments/{first}/address");
        let asked = desk.send(&address, &[]).await.expect(200);
        assert_no_english(&asked, &texts, language);
        let shown = desk.send(&address, &[("reason", "Polizei")]).await.expect(200);
        assert_no_english(&shown, &texts, language);
        app.run_jobs().await;
    }
}

/// A desk with something on every page: a flag, a ban, a batch, a note about a reader.
async fn desk_with_everything(language: Language) -> (TestApp, Desk, Vec<String>) {
    let app = TestApp::with(|config| {
        config.site.language = language.name().to_owned();
        config.comments.policy = Policy::PublishAll;
        config.comments.min_interval = Duration::ZERO;
    })
    .await;
    let article = app.article().title("Hafen").section("Stadt").create().await;
    let (reader, other) = (app.reader(), app.reader());
    let (first, _) = reader.post_by_api(&article, "Eins.").await;
    let (second, page_of_second) = other.post_by_api(&article, "Zwei.").await;
    let flag = json!({ "reason": "abuse", "words": "Hm." });
    app.reader().send_json(&format!("/api/v1/comments/{first}/flags"), &flag).await.expect(202);
    let admin = app.admin().await;
    let ruling = json!({ "decision": "reject", "version": 1, "reason": "abuse", "note": "Ja" });
    admin.post(&format!("/api/v1/comments/{second}/decisions"), &ruling).await.expect(200);
    other.press(&format!("{page_of_second}/appeal"), &[("appeal", "Nein.")]).await.expect(303);
    for ban in [
        json!({ "domain": "eins.example", "effect": "hold", "reason": "Ja" }),
        json!({ "comment_id": first, "effect": "reject", "reason": "Ja" }),
    ] {
        admin.post("/api/v1/bans", &ban).await.expect(201);
    }
    let batch = json!({ "ids": [first], "decision": "approve" });
    admin.post("/api/v1/decisions", &batch).await.expect(202);
    let rule = json!({
        "name": "Eins",
        "condition": { "any": [
            { "field": "text", "operator": "contains_word", "value": ["casino", "poker", "slots"] },
            { "field": "link_count", "operator": "more_than", "value": 3 }
        ] },
        "action": "flag",
        "reason": "Ja"
    });
    admin.post("/api/v1/rules", &rule).await.expect(201);
    let mut desk = admin.signed_in().await;
    let item = desk.see(&format!("/desk/comments/{first}")).await.expect(200).text();
    let reader_page = item.split("href=\"/desk/readers/").nth(1).expect("the reader's page");
    let key = reader_page.split(['?', '"']).next().expect("a key").to_owned();
    let mut paths: Vec<String> = [
        "/desk/dashboard",
        "/desk/mine",
        "/desk/reviews?kind=flags",
        "/desk/reviews?kind=appeals",
        "/desk/reviews?kind=edits",
        "/desk/reviews?kind=edits&section=-",
        "/desk/reviews/1",
        "/desk/reviews/2",
        "/desk/bans",
        "/desk/bans?state=over&done=lift",
        "/desk/batches/new?status=all",
        "/desk/batches/1",
        "/desk/rules?done=made",
        "/desk/rules/1",
        "/desk/rules/new",
        "/desk/rules/filter?done=set",
        "/desk/policies?done=set",
        "/desk/sections",
        "/desk/tags",
        "/desk/account?done=password",
        "/desk/people",
        "/desk/log",
        "/desk/settings",
        "/desk/surely-not-there",
    ]
    .map(str::to_owned)
    .into();
    paths.push(format!("/desk/readers/{key}?done=note&from={first}"));
    (app, desk, paths)
}

#[tokio::test]
async fn the_pages_of_the_desk_are_in_the_language_of_the_member() {
    let texts = english_texts();
    for language in Language::ALL.into_iter().filter(|language| *language != Language::English) {
        let (app, mut desk, paths) = desk_with_everything(language).await;
        let html = format!("<html lang=\"{0}\"", language.name());
        for path in &paths {
            let page = desk.see(path).await;
            let status = if path.ends_with("not-there") { 404 } else { 200 };
            let page = page.expect(status);
            assert!(page.shows(&html), "{path} is not in {language:?}");
            let left: Vec<_> = texts.iter().filter(|text| page.shows(text)).collect();
            assert!(left.is_empty(), "{path} in {language:?} has English texts: {left:?}");
        }
        for path in ["/desk/login", "/desk/password"] {
            let page = app.reader().see(path).await.expect(200);
            page.assert_shows(&html);
            assert_no_english(&page, &texts, language);
        }
        let out = desk.send("/desk/logout", &[]).await.expect(200);
        assert_no_english(&out, &texts, language);
        app.run_jobs().await;
    }
}
