//! Hostile requests that no page of the site sends.

use std::sync::Mutex;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::Method;
use serde_json::json;

use crate::support::answer::Answer;
use crate::support::app::TestApp;
use crate::support::process::Installation;

#[tokio::test]
async fn a_cursor_of_no_thread_is_a_client_error() {
    let app = TestApp::publishing().await;
    let (here, elsewhere) = (app.article().create().await, app.article().create().await);
    let reader = app.reader();
    let other = reader.post(&elsewhere, "Not in that thread.").await;
    for key in [
        other.id.to_string(),
        "-1".to_owned(),
        "0".to_owned(),
        i64::MAX.to_string(),
        i64::MIN.to_string(),
    ] {
        let after = URL_SAFE_NO_PAD.encode(&key);
        let path = format!("/api/v1/articles/{}/comments?after={after}", here.id);
        let answer = reader.see(&path).await.expect(422);
        assert_eq!(answer.faults(), [("/after".to_owned(), "cursor".to_owned())], "{key}");
    }
    app.run_jobs().await;
}

#[tokio::test]
async fn an_article_has_one_address_and_other_slashes_redirect_to_it() {
    let app = TestApp::start().await;
    let article = app.article().create().await;
    let reader = app.reader();
    let path = article.path.as_str();
    reader.see(path).await.expect(200);
    for other in [format!("/{path}"), format!("{path}/"), format!("//{path}//")] {
        assert_eq!(reader.see(&other).await.expect(301).location(), path, "{other}");
        // The same when the page is already in memory.
        reader.see(path).await.expect(200);
    }
}

#[tokio::test]
async fn the_first_comment_on_a_new_installation_is_not_throttled() {
    let place = Installation::new();
    let server = place.serve();
    let comment = json!({ "text": "At last!", "name": "Bo", "email": "bo@mail.test" });
    let request = server.request(Method::POST, "/api/v1/articles/1/comments").json(&comment);
    Answer::to(request).await.expect(202);
}

#[tokio::test]
async fn a_form_is_shown_again_with_its_text_during_an_outage() {
    let app = TestApp::publishing().await;
    if app.database.is_postgres() {
        // There reading and writing share their connections, so one cannot stand still without the
        // other.
        return;
    }
    let article = app.article().create().await;
    let reader = app.reader();
    let form = reader.form(&article).await.with("text", "Nothing like it.");
    reader.send(&form).await.expect(303);
    let again = reader.form(&article).await.with("text", "Nothing like it.");

    let mut holds = Vec::new();
    for _ in 0..app.core.config.database.readers {
        let (release, released) = std::sync::mpsc::channel::<()>();
        let (begun, has_begun) = std::sync::mpsc::channel();
        let (core, released) = (app.core.clone(), Mutex::new(released));
        let held = tokio::spawn(async move {
            core.db
                .read(move |_| {
                    let _ = begun.send(());
                    let _ = released.lock().expect("one holder").recv();
                    Ok(())
                })
                .await
        });
        tokio::task::spawn_blocking(move || has_begun.recv())
            .await
            .expect("ran")
            .expect("a reader is held");
        holds.push((release, held));
    }
    let answer = reader.send(&again).await.expect(409);
    assert_eq!(answer.textarea("text").as_deref(), Some("Nothing like it."));
    for (release, held) in holds {
        drop(release);
        held.await.expect("ran").expect("read");
    }
    app.run_jobs().await;
}
