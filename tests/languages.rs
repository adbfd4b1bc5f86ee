//! Readers' pages in each language: which words they have, and that no English ones are left.

use std::path::Path;
use std::time::Duration;

use rejoinder::config::Policy;
use rejoinder::i18n::Language;

use crate::support::answer::Answer;
use crate::support::app::TestApp;
use crate::support::snapshots;

/// The English texts of at least two words, as they are in the files.
fn english_texts() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales/en");
    let mut texts = Vec::new();
    for file in ["pages.ftl", "faults.ftl"] {
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
            "/nowhere".to_owned(),
            format!("/comments/{}/flag", first.id),
            format!("/comments/{}/flag?sent", first.id),
        ] {
            assert_no_english(&reader.see(&path).await, &texts, language);
        }
        let (_, status) = app.reader().post_by_api(&article, "Drei.").await;
        let status = reader.see(&status).await.expect(200);
        assert_no_english(&status, &texts, language);
        snapshots::page(&format!("status_in_{}", language.name()), &status);
        app.run_jobs().await;
    }
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
async fn staff_pages_are_english_and_say_so_whatever_the_language_of_the_site() {
    let app = site_in(Language::Arabic).await;
    let mut desk = app.moderator().await.signed_in().await;
    for path in ["/desk", "/desk/bans", "/desk/account"] {
        let page = desk.see(path).await.expect(200);
        page.assert_shows("<html lang=\"en\" dir=\"ltr\">");
    }
    app.reader().see("/desk/login").await.assert_shows("<html lang=\"en\" dir=\"ltr\">");
}
