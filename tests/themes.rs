//! The operator's theme as readers meet it: its templates, words and files, and what is shown where it fails.

use std::fs;
use std::sync::Arc;

use rejoinder::doctor::{self, Repair};
use rejoinder::theme::Theme;

use crate::support::app::TestApp;

async fn themed(files: &[(&str, &str)]) -> TestApp {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, content).expect("a file");
    }
    let theme = Theme::read(folder.path()).expect("a theme");
    TestApp::with(|config| config.startup.theme = Some(Arc::new(theme))).await
}

#[tokio::test]
async fn readers_get_the_themes_parts_and_each_a_form_of_their_own() {
    let app = themed(&[
        ("frame.html", "<header><b>{{ site.title }} by hand</b></header>{{ main }}"),
        (
            "form.html",
            "<form id=\"respond\" method=\"post\" action=\"{{ form.action }}\">{{ form.hidden }}\
             {{ form.fields }}</form>",
        ),
        (
            "comment.html",
            "<article {{ comment.anchor }}>{{ comment.name }}: {{ comment.html }}</article>",
        ),
        ("locales/en.ftl", "post_comment = Off it goes\n"),
        ("assets/theme.css", "body { color: red }"),
    ])
    .await;
    let article = app.article().create().await;
    let reader = app.reader();
    let posted = reader.post(&article, "Words for the theme").await;
    let editor = app.editor().await;
    editor.approve(posted.id).await;
    let page = reader.see(&article.path).await.expect(200);
    page.assert_shows("by hand</b></header>");
    page.assert_shows("Off it goes</button>");
    page.assert_shows(&format!("<article id=\"comment-{}\">", posted.id));
    page.assert_hides("class=\"masthead\"");
    page.assert_shows("application/ld+json");
    let [first, second] = [&page, &reader.see(&article.path).await.expect(200)]
        .map(|page| page.hidden_fields(&article.action()));
    assert_ne!(first, second, "each reader has a form of their own");

    let text = page.text();
    let href = text.split("href=\"").find(|rest| rest.starts_with("/assets/theme/"));
    let href = href.and_then(|rest| rest.split('"').next()).expect("the stylesheet").to_owned();
    let sheet = reader.see(&href).await.expect(200);
    assert_eq!(sheet.text(), "body { color: red }");
    assert!(sheet.header("cache-control").contains("immutable"));
    reader.see("/assets/theme/none.css").await.expect(404);
    // The desk has none of it.
    let mut desk = editor.signed_in().await;
    desk.see("/desk").await.expect(200).assert_hides("/assets/theme/");
    app.run_jobs().await;
}

#[tokio::test]
async fn a_template_that_fails_costs_no_reader_the_page() {
    let app =
        themed(&[("article.html", "<h1>{{ article.title }}</h1>\n{{ article.nothing.at_all }}")])
            .await;
    let article = app.article().title("Mud and money").create().await;
    let page = app.reader().see(&article.path).await.expect(200);
    page.assert_shows("Mud and money</h1>");
    page.assert_shows("Leave a Reply");
    let theme = app.parts().config.theme.clone().expect("the theme");
    let failures = theme.failures();
    assert!(
        failures[0].last.to_string().starts_with("article.html:2: undefined value"),
        "{failures:?}"
    );
    let checks = doctor::examine(&app.parts(), Repair::No).await;
    let check = checks.iter().find(|check| check.name == "theme").expect("a check");
    assert!(!check.ok && check.detail.contains("article.html:2"), "{check:?}");
}
