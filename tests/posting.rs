//! A reader posts a comment: the form, its error messages, duplicates, limits, and that no text is
//! lost.

use std::time::Duration;

use rejoinder::config::Policy;
use serde_json::json;

use crate::support::app::TestApp;
use crate::support::snapshots;

const EMPTY: &str = "";

#[tokio::test]
async fn the_form_has_the_labels_and_fields_of_the_contract() {
    let app = TestApp::start().await;
    let article = app.article().create().await;
    let page = app.reader().open(&article).await;
    snapshots::whole_page("article_without_comments", &page);
    assert!(page.codes().is_empty(), "a fresh form complains: {:?}", page.codes());
}

#[tokio::test]
async fn a_held_comment_leads_to_its_status_page() {
    let app = TestApp::start().await;
    let (article, reader) = (app.article().create().await, app.reader().named("Ann"));
    let posted = reader.post(&article, "The mud goes *somewhere*.").await;
    assert!(posted.location.starts_with("/status/"), "{}", posted.location);

    let page = reader.see(&posted.location).await.expect(200);
    snapshots::page("status_page_held", &page);
    page.assert_shows(&format!("C-{}", posted.id));
    assert!(reader.open(&article).await.comments().is_empty());
    app.run_jobs().await;
}

#[tokio::test]
async fn the_answer_redirects_to_a_comment_that_is_public_at_once() {
    let app = TestApp::publishing().await;
    let (article, reader) = (app.article().create().await, app.reader().named("Ann"));
    let posted = reader.post(&article, "First.").await;
    assert_eq!(posted.location, format!("{}#comment-{}", article.path, posted.id));
    let page = reader.open(&article).await;
    assert_eq!(page.comments(), [posted.id]);
    assert!(page.comment(posted.id).contains("Ann"));
    snapshots::page("article_with_one_comment", &page);
    app.run_jobs().await;
}

#[tokio::test]
async fn four_faults_are_reported_at_once_and_every_input_is_kept() {
    let app = TestApp::start().await;
    let (article, reader) = (app.article().create().await, app.reader());
    let long = "n".repeat(101);
    let form = reader.form(&article).await;
    let form = form
        .with("text", "   ")
        .with("name", &long)
        .with("email", "Ann \"the\" <ann@nowhere>")
        .with("website", "javascript:alert(1)");
    app.advance(Duration::from_secs(30));
    let page = reader.send(&form).await.expect(422);

    // Each once in the summary and once beside its field, in the order of the form.
    assert_eq!(
        page.codes(),
        [
            "required",
            "too_long",
            "email_format",
            "url_format",
            "required",
            "too_long",
            "email_format",
            "url_format"
        ]
    );
    snapshots::page("comment_form_with_faults", &page);
    assert_eq!(page.textarea("text").as_deref(), Some("   "));
    assert_eq!(page.input("name").as_deref(), Some(&*long));
    assert_eq!(page.input("email").as_deref(), Some("Ann \"the\" <ann@nowhere>"));
    assert_eq!(page.input("website").as_deref(), Some("javascript:alert(1)"));
    assert!(app.comments().await.is_empty());
}

#[tokio::test]
async fn error_messages_say_what_to_do() {
    let app = TestApp::start().await;
    let (article, reader) = (app.article().create().await, app.reader());
    let form =
        reader.form(&article).await.with("text", EMPTY).with("name", EMPTY).with("email", EMPTY);
    app.advance(Duration::from_secs(30));
    let page = reader.send(&form).await.expect(422);
    page.assert_shows("Enter your name");
    let text = page.text().to_lowercase().replace("aria-invalid", "");
    assert!(!text.contains("invalid"), "{text}");
}

#[tokio::test]
async fn a_corrected_form_keeps_its_id() {
    let app = TestApp::start().await;
    let (article, reader) = (app.article().create().await, app.reader());
    let form = reader.form(&article).await.with("text", "Fine.").with("email", "nobody");
    app.advance(Duration::from_secs(30));
    let page = reader.send(&form).await.expect(422);
    let again = reader.form_on(&page, &article).with("text", "Fine.");
    assert_eq!(again.value("form_id"), form.value("form_id"));
    let answer = reader.send(&again).await.expect(303);
    let posted = reader.posted(&answer).await;
    assert_eq!(app.moderator().await.reasons_of(posted.id).await, ["policy_hold_all"]);
    app.run_jobs().await;
}

#[tokio::test]
async fn a_double_click_is_one_comment() {
    let app = TestApp::publishing().await;
    let (article, reader) = (app.article().create().await, app.reader());
    let form = reader.form(&article).await.with("text", "Once.");
    app.advance(Duration::from_secs(30));
    let (first, second) = tokio::join!(reader.send(&form), reader.send(&form));
    let third = reader.send(&form).await.expect(303);
    assert_eq!(first.expect(303).location(), third.location());
    assert_eq!(second.expect(303).location(), third.location());
    assert_eq!(app.comments().await.len(), 1);
    // One event, one mail to the author.
    app.run_jobs().await;
    assert_eq!(app.mails().len(), 1);
}

#[tokio::test]
async fn a_held_comment_sent_twice_leads_to_the_same_private_page() {
    let app = TestApp::start().await;
    let (article, reader) = (app.article().create().await, app.reader());
    let form = reader.form(&article).await.with("text", "Once.");
    app.advance(Duration::from_secs(30));
    let first = reader.send(&form).await.expect(303);
    app.advance(Duration::from_secs(3_600));
    assert_eq!(reader.send(&form).await.expect(303).location(), first.location());
    app.run_jobs().await;
}

#[tokio::test]
async fn the_same_words_from_a_fresh_form_are_a_duplicate() {
    let app = TestApp::start().await;
    let article = app.article().create().await;
    let reader = app.reader();
    reader.post(&article, "I said this.").await;
    let page = reader.try_post(&article, "I said this.").await.expect(409);
    assert!(page.codes().contains(&"duplicate".to_owned()), "{:?}", page.codes());
    assert_eq!(page.textarea("text").as_deref(), Some("I said this."));

    // Another spelling of the address is the same reader.
    let ann = app.reader().with_email("ann@paper.test").at("198.51.100.7");
    ann.post(&article, "Twice?").await;
    let again = app.reader().with_email("Ann+2@paper.test").at("198.51.100.7");
    again.try_post(&article, "Twice?").await.expect(409);

    // Elsewhere, by somebody else, or in other words it is another comment.
    let elsewhere = app.article().create().await;
    reader.post(&elsewhere, "I said this.").await;
    reader.post(&article, "I said this!").await;
    app.reader().post(&article, "I said this.").await;
    app.run_jobs().await;
}

#[tokio::test]
async fn the_words_of_a_deleted_comment_may_be_posted_again() {
    let app = TestApp::publishing().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let reader = app.reader();
    let first = reader.post(&article, "I said this.").await;
    moderator.delete(first.id).await;
    let second = reader.post(&article, "I said this.").await;
    assert_ne!(second.id, first.id);
    assert_eq!(moderator.comment(second.id).await["status"], "approved");
    // The second one stands; the same words a third time are a duplicate of it.
    reader.try_post(&article, "I said this.").await.expect(409);
    app.run_jobs().await;
}

#[tokio::test]
async fn an_edited_comment_has_the_fingerprint_of_its_new_text() {
    let app = TestApp::publishing().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let reader = app.reader();
    let id = reader.post(&article, "Old words.").await.id;
    moderator
        .patch(&format!("/api/v1/comments/{id}"), &json!({ "text": "New words.", "version": 1 }))
        .await
        .expect(200);
    app.run_jobs().await;
    reader.try_post(&article, "New words.").await.expect(409);
    let again = reader.post(&article, "Old words.").await.id;
    assert_ne!(again, id);
    // Words that another comment has by now belong to that one.
    moderator
        .patch(&format!("/api/v1/comments/{id}"), &json!({ "text": "Old words.", "version": 2 }))
        .await
        .expect(200);
    app.run_jobs().await;
    reader.try_post(&article, "Old words.").await.expect(409);
    reader.post(&article, "New words.").await;
    app.run_jobs().await;
}

#[tokio::test]
async fn the_notify_field_is_accepted_in_every_form_and_offered() {
    let app = TestApp::start().await;
    let (article, reader) = (app.article().create().await, app.reader());
    let page = reader.open(&article).await;
    page.assert_shows("name=\"notify\"");
    let words = [("none", false), ("replies", true), ("article", true)]
        .map(|(word, stored)| (json!(word), stored));
    let switches = [(json!(true), true), (json!(false), false), (json!(null), false)];
    for (number, (notify, stored)) in words.into_iter().chain(switches).enumerate() {
        let body = json!({
            "text": format!("Number {number}."), "name": "Jo", "email": app.reader().email,
            "notify": notify,
        });
        let posted = app.reader().post_json(&article, &body).await.expect(202).json();
        let id = posted["id"].as_i64().expect("a number");
        assert_eq!(app.comment(id).await.notify, stored, "{notify}");
    }
    let body = json!({ "text": "What?", "name": "Jo", "email": "jo@mail.test", "notify": "moon" });
    let fault = app.reader().post_json(&article, &body).await.expect(422).json();
    assert_eq!(fault["errors"][0]["pointer"], "/notify", "{fault}");
    app.run_jobs().await;
}

#[tokio::test]
async fn signed_in_staff_are_not_held_and_carry_their_badge() {
    let app = TestApp::start().await;
    let (article, reader) = (app.article().create().await, app.reader());
    let desk = app.moderator().await.signed_in().await;
    let cookie = desk.cookie.clone();
    let from_here = [("cookie", cookie.as_str()), ("sec-fetch-site", "same-origin")];
    let form = reader.form(&article).await.with("text", "We have asked the council.");
    app.advance(Duration::from_secs(30));
    let answer = reader.send_with(&form, &from_here).await.expect(303);
    let id = reader.posted(&answer).await.id;
    let page = reader.open(&article).await;
    assert!(page.comment(id).contains("class=\"badge\">Staff"), "{}", page.comment(id));

    // A page elsewhere cannot make the browser post in their name.
    let form = reader.form(&article).await.with("text", "Buy my watches.");
    app.advance(Duration::from_secs(30));
    let from_elsewhere = [("cookie", cookie.as_str()), ("sec-fetch-site", "cross-site")];
    let answer = reader.send_with(&form, &from_elsewhere).await.expect(303);
    assert!(answer.location().starts_with("/status/"), "{}", answer.location());
    app.run_jobs().await;
}

#[tokio::test]
async fn case_in_an_address_makes_no_difference() {
    let app = TestApp::start().await;
    let article = app.article().create().await;
    let ann = app.reader().at("198.51.100.7");
    ann.clone().with_email("ann@mail.test").post(&article, "Twice.").await;
    let again = ann.with_email("Ann@MAIL.test").try_post(&article, "Twice.").await;
    assert_eq!(again.status, 409, "{}", again.text());
    app.run_jobs().await;
}

#[tokio::test]
async fn typing_an_address_reveals_nothing_about_its_comments() {
    let app = TestApp::with(|config| config.comments.min_interval = Duration::from_secs(15)).await;
    let article = app.article().create().await;
    let ann = app.reader().at("198.51.100.7");
    let stranger = app.reader().at("203.0.113.5").with_email(&ann.email);
    let form = stranger.form(&article).await.with("text", "I said this.");
    app.advance(Duration::from_secs(60));
    ann.post(&article, "I said this.").await;
    // Neither that it was said before, nor that somebody has just written.
    stranger.send(&form).await.expect(303);
    let body = json!({ "text": "By key.", "name": "Jo", "email": ann.email });
    app.advance(Duration::from_secs(60));
    let key = [("idempotency-key", "one")];
    let hers = ann.post_json_with(&article, &body, &key).await.expect(202).json();
    let theirs = stranger.post_json_with(&article, &body, &key).await.expect(202).json();
    assert_ne!(hers["id"], theirs["id"]);
    app.run_jobs().await;
}

#[tokio::test]
async fn too_fast_is_429_with_the_time_to_wait_and_the_text_kept() {
    let app = TestApp::start().await;
    let article = app.article().create().await;
    let reader = app.reader();
    let second = reader.form(&article).await.with("text", "And another thing.");
    reader.post(&article, "One thing.").await;
    app.advance(Duration::from_secs(5));
    let page = reader.send(&second).await.expect(429);
    assert_eq!(page.header("retry-after"), "10");
    assert!(page.codes().contains(&"too_fast".to_owned()), "{:?}", page.codes());
    page.assert_shows("posted a comment a moment ago. Wait 10 seconds, then post this one.");
    assert_eq!(page.textarea("text").as_deref(), Some("And another thing."));
    assert_eq!(page.input("email").as_deref(), Some(&*reader.email));

    app.advance(Duration::from_secs(10));
    reader.send(&second).await.expect(303);
    app.run_jobs().await;
}

#[tokio::test]
async fn the_flood_limit_counts_by_network() {
    let app = TestApp::start().await;
    let article = app.article().create().await;
    let (here, there) = (app.reader().at("198.51.100.7"), app.reader().at("198.51.100.7"));
    let second = there.form(&article).await.with("text", "Second.");
    here.post(&article, "First.").await;
    there.send(&second).await.expect(429);
    // Not even when the peer claims to speak for somebody else without being a trusted proxy's last
    // hop.
    there.clone().at("203.0.113.5, 198.51.100.7").send(&second).await.expect(429);
    there.at("203.0.113.5").send(&second).await.expect(303);
    app.run_jobs().await;
}

#[tokio::test]
async fn the_flood_limit_can_be_switched_off() {
    let app = TestApp::with(|config| config.comments.min_interval = Duration::ZERO).await;
    let (article, reader) = (app.article().create().await, app.reader());
    let forms = [
        reader.form(&article).await.with("text", "One."),
        reader.form(&article).await.with("text", "Two."),
    ];
    app.advance(Duration::from_secs(30));
    for form in &forms {
        reader.send(form).await.expect(303);
    }
    app.run_jobs().await;
}

#[tokio::test]
async fn the_flood_limit_does_not_apply_to_staff() {
    let app = TestApp::start().await;
    let (article, reader, moderator) =
        (app.article().create().await, app.reader(), app.moderator().await);
    let forms = [
        reader.form(&article).await.with("text", "One."),
        reader.form(&article).await.with("text", "Two."),
    ];
    app.advance(Duration::from_secs(30));
    let bearer = format!("Bearer {}", moderator.token);
    for form in &forms {
        reader.send_with(form, &[("authorization", &bearer)]).await.expect(303);
    }
    // A token that is none makes nobody staff.
    let third = reader.form(&article).await.with("text", "Three.");
    reader.send_with(&third, &[("authorization", "Bearer rjd_nonsense")]).await.expect(429);
    app.run_jobs().await;
}

#[tokio::test]
async fn a_closed_article_refuses_comments_and_keeps_the_text() {
    let app = TestApp::start().await;
    let (article, reader, editor) =
        (app.article().create().await, app.reader(), app.editor().await);
    let form = reader.form(&article).await.with("text", "Too late.");
    let path = format!("/api/v1/articles/{}", article.id);
    editor
        .patch(&path, &json!({ "version": article.version, "comments_open": false }))
        .await
        .expect(200);
    app.advance(Duration::from_secs(30));

    let page = reader.send(&form).await.expect(403);
    assert!(page.codes().contains(&"closed".to_owned()), "{:?}", page.codes());
    snapshots::page("comment_refused_because_closed", &page);
    snapshots::page("article_closed", &reader.open(&article).await);
    // Also when the rest of the form is wrong.
    reader.send(&form.with("email", "nobody")).await.expect(403);
}

#[tokio::test]
async fn an_article_closes_after_open_days() {
    let app = TestApp::with(|config| config.articles.open_days = Some(14)).await;
    let (article, reader) = (app.article().create().await, app.reader());
    let form = reader.form(&article).await.with("text", "Too late.");
    app.advance(Duration::from_secs(14 * 86_400 + 1));
    reader.send(&form).await.expect(403);
}

#[tokio::test]
async fn posting_needs_a_public_article() {
    let app = TestApp::start().await;
    let (article, reader) = (app.article().create().await, app.reader());
    let draft = app.article().status("draft").create().await;
    let form = reader.form(&article).await.with("text", "Hello?");
    app.advance(Duration::from_secs(30));
    for action in [
        draft.action(),
        "/articles/999999/comments".to_owned(),
        "/articles/nine/comments".to_owned(),
    ] {
        let mut lost = form.clone();
        lost.action = action;
        reader.send(&lost).await.expect(404);
    }
    reader.see(&draft.path).await.expect(404);
}

#[tokio::test]
async fn a_reply_to_a_comment_that_is_not_public_is_refused() {
    let app = TestApp::start().await;
    let (article, elsewhere) = (app.article().create().await, app.article().create().await);
    let (reader, moderator) = (app.reader(), app.moderator().await);
    let held = reader.post(&article, "Held.").await;
    let approved = reader.post(&article, "Approved.").await;
    moderator.approve(approved.id).await;

    let answerer = app.reader();
    let form = answerer.form(&article).await.with("text", "I agree.");
    app.advance(Duration::from_secs(30));
    for parent in [held.id.to_string(), "999999".to_owned()] {
        let page = answerer.send(&form.clone().with("parent_id", &parent)).await.expect(403);
        assert!(page.codes().contains(&"parent_unavailable".to_owned()), "{:?}", page.codes());
        assert_eq!(page.textarea("text").as_deref(), Some("I agree."));
    }
    let other = answerer.form(&elsewhere).await.with("text", "I agree.");
    answerer.send(&other.with("parent_id", &approved.id.to_string())).await.expect(403);

    moderator.reject(approved.id).await;
    answerer.send(&form.with("parent_id", &approved.id.to_string())).await.expect(403);
    app.run_jobs().await;
}

#[tokio::test]
async fn a_stale_form_is_shown_again_with_its_text_and_a_new_stamp() {
    let app = TestApp::start().await;
    let (article, reader) = (app.article().create().await, app.reader());
    let form = reader.form(&article).await.with("text", "I slept on it.");
    app.advance(Duration::from_secs(86_401));
    let page = reader.send(&form).await.expect(422);
    assert!(page.codes().contains(&"stale_form".to_owned()), "{:?}", page.codes());
    snapshots::page("comment_form_expired", &page);
    assert_eq!(page.textarea("text").as_deref(), Some("I slept on it."));

    let fresh = reader.form_on(&page, &article).with("text", "I slept on it.");
    assert_ne!(fresh.value("stamp"), form.value("stamp"));
    app.advance(Duration::from_secs(5));
    let answer = reader.send(&fresh).await.expect(303);
    let posted = reader.posted(&answer).await;
    assert_eq!(app.moderator().await.reasons_of(posted.id).await, ["policy_hold_all"]);
    app.run_jobs().await;
}

#[tokio::test]
async fn a_form_sent_too_soon_is_held_with_that_reason() {
    let app = TestApp::publishing().await;
    let (article, reader) = (app.article().create().await, app.reader());
    let form = reader.form(&article).await.with("text", "Fast fingers.");
    app.advance(Duration::from_millis(1_900));
    let answer = reader.send(&form).await.expect(303);
    let posted = reader.posted(&answer).await;
    assert!(posted.location.starts_with("/status/"));
    assert!(
        app.moderator().await.reasons_of(posted.id).await.contains(&"form_too_young".to_owned())
    );

    let patient = app.reader();
    let form = patient.form(&article).await.with("text", "Slow fingers.");
    app.advance(Duration::from_secs(2));
    let answer = patient.send(&form).await.expect(303);
    assert!(answer.location().contains("#comment-"), "{}", answer.location());
    app.run_jobs().await;
}

#[tokio::test]
async fn a_filled_honeypot_is_held_with_that_reason() {
    let app = TestApp::publishing().await;
    let (article, reader) = (app.article().create().await, app.reader());
    let page = reader.open(&article).await;
    let trap = page.tag("homepage2").expect("the honeypot");
    assert!(trap.contains("tabindex=\"-1\"") && trap.contains("autocomplete=\"off\""), "{trap}");
    let form =
        reader.form_on(&page, &article).with("text", "Buy.").with("homepage2", "http://spam.test");
    app.advance(Duration::from_secs(30));
    let answer = reader.send(&form).await.expect(303);
    let posted = reader.posted(&answer).await;
    assert!(app.moderator().await.reasons_of(posted.id).await.contains(&"honeypot".to_owned()));
    app.run_jobs().await;
}

#[tokio::test]
async fn a_form_with_a_forged_stamp_is_held() {
    let app = TestApp::publishing().await;
    let (article, elsewhere, reader) =
        (app.article().create().await, app.article().create().await, app.reader());
    let borrowed = reader.form(&elsewhere).await;
    let form = reader.form(&article).await.with("text", "A stamp of another article.");
    let form =
        form.with("stamp", borrowed.value("stamp")).with("form_id", borrowed.value("form_id"));
    app.advance(Duration::from_secs(30));
    let answer = reader.send(&form).await.expect(303);
    let posted = reader.posted(&answer).await;
    assert!(
        app.moderator().await.reasons_of(posted.id).await.contains(&"form_unsigned".to_owned())
    );
    app.run_jobs().await;
}

#[tokio::test]
async fn twenty_thousand_characters_of_any_script_are_accepted_and_not_one_more() {
    let app = TestApp::publishing().await;
    let article = app.article().create().await;
    for text in ["海".repeat(20_000), "🦀".repeat(20_000), "e".repeat(20_000)] {
        let reader = app.reader();
        let posted = reader.post(&article, &text).await;
        assert!(reader.open(&article).await.comment(posted.id).contains(&text), "it was cut");

        let page = reader.try_post(&article, &format!("{text}.")).await.expect(422);
        assert!(page.codes().contains(&"too_long".to_owned()), "{:?}", page.codes());
        page.assert_shows("20,001");
        assert_eq!(page.textarea("text"), Some(format!("{text}.")));
    }
    app.run_jobs().await;
}

#[tokio::test]
async fn control_bidi_and_nul_characters_are_refused_in_every_field() {
    let app = TestApp::start().await;
    let (article, reader) = (app.article().create().await, app.reader());
    let form = reader.form(&article).await.with("text", "Fine.");
    app.advance(Duration::from_secs(30));
    for hostile in ["\u{0}", "\u{7}", "\u{1b}[31m", "\u{202e}", "\u{2066}", "\u{feff}"] {
        for (field, value) in [
            ("text", "words"),
            ("name", "Ann"),
            ("email", "ann@mail.test"),
            ("website", "https://a.test/"),
        ] {
            let page = reader
                .send(&form.clone().with(field, &format!("{value}{hostile}x")))
                .await
                .expect(422);
            assert_eq!(page.codes().len(), 2, "{field} {hostile:?}: {:?}", page.codes());
        }
    }
    // A name on two lines would be two headers in a mail.
    reader.send(&form.clone().with("name", "Ann\r\nBcc: all@mail.test")).await.expect(422);
    reader.send(&form.with("email", "ann@mail.test\r\nBcc: all@mail.test")).await.expect(422);
    assert!(app.comments().await.is_empty());
}

#[tokio::test]
async fn a_texts_characters_and_line_ends_are_normalised() {
    let app = TestApp::publishing().await;
    let (article, reader, moderator) =
        (app.article().create().await, app.reader().named("Zoe\u{308}"), app.moderator().await);
    let posted = reader.post(&article, "cafe\u{301}\r\n\r\nnai\u{308}ve").await;
    let comment = moderator.comment(posted.id).await;
    assert_eq!(comment["text"], "caf\u{e9}\n\nna\u{ef}ve");
    assert_eq!(comment["name"], "Zo\u{eb}");
    app.run_jobs().await;
}

#[tokio::test]
async fn addresses_are_checked_for_format_and_domain() {
    let app = TestApp::start().await;
    let (article, reader) = (app.article().create().await, app.reader());
    let form = reader.form(&article).await.with("text", "Fine.");
    app.advance(Duration::from_secs(30));
    for address in [
        "ann",
        "ann@",
        "@mail.test",
        "ann@localhost",
        "ann@[127.0.0.1]",
        "ann@[IPv6:::1]",
        "ann@mail..test",
        "a b@mail.test",
        "ann@mail.test, bob@mail.test",
        "Ann <ann@mail.test>",
        "ann@mail.test\n@[127.0.0.1]",
        "<b>@[1.2.3.4]",
        &format!("{}@mail.test", "a".repeat(250)),
    ] {
        let page = reader.send(&form.clone().with("email", address)).await;
        assert_eq!(page.status, 422, "{address:?} was taken");
    }
    for address in ["ann+quay@mail.test", "ann@bücher.test", "o'neil@mail.test", "ANN@MAIL.TEST"] {
        let reader = app.reader().with_email(address);
        reader.post(&article, &format!("From {}.", address.len())).await;
    }
    app.run_jobs().await;
}

#[tokio::test]
async fn websites_must_be_http_or_https() {
    let app = TestApp::with(|config| config.comments.policy = Policy::PublishAll).await;
    let (article, reader) = (app.article().create().await, app.reader());
    let form = reader.form(&article).await.with("text", "Fine.");
    app.advance(Duration::from_secs(30));
    let long = format!("https://a.test/{}", "a".repeat(500));
    for website in [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://a.test/",
        "https://",
        "https://user:pass@a.test/",
        &long,
    ] {
        let page = reader.send(&form.clone().with("website", website)).await;
        assert_eq!(page.status, 422, "{website:?} was taken");
    }
    let answer = reader.send(&form.with("website", "https://ann.test/\"><b>")).await;
    if answer.status == 303 {
        let id = reader.posted(&answer).await.id;
        assert!(!reader.open(&article).await.comment(id).contains("\"><b>"));
    }
    let reader = app.reader();
    let form =
        reader.form(&article).await.with("text", "Mine.").with("website", "https://ann.test/about");
    app.advance(Duration::from_secs(30));
    let answer = reader.send(&form).await.expect(303);
    let id = reader.posted(&answer).await.id;
    let comment = reader.open(&article).await.comment(id);
    assert!(
        comment.contains("<a href=\"https://ann.test/about\" rel=\"nofollow ugc noopener\">"),
        "{comment}"
    );
    app.run_jobs().await;
}

#[tokio::test]
async fn many_concurrent_posts_lose_nothing() {
    let app = TestApp::publishing().await;
    let article = app.article().create().await;
    let mut forms = Vec::new();
    for number in 0..40 {
        let reader = app.reader();
        let form = reader.form(&article).await.with("text", &format!("Voice {number}."));
        forms.push((reader, form));
    }
    app.advance(Duration::from_secs(30));
    let sends = forms.iter().map(|(reader, form)| reader.send(form));
    for answer in futures_util::future::join_all(sends).await {
        answer.expect(303);
    }
    assert_eq!(app.reader().open(&article).await.comments().len(), 40);
    app.run_jobs().await;
}

#[tokio::test]
async fn an_unknown_proxy_is_not_trusted() {
    let app = TestApp::with(|config| config.server.trusted_proxies.clear()).await;
    let article = app.article().create().await;
    let (here, there) = (app.reader().at("198.51.100.7"), app.reader().at("203.0.113.5"));
    let form = there.form(&article).await.with("text", "From the same peer, whatever it says.");
    here.post(&article, "First.").await;
    there.send(&form).await.expect(429);
    app.run_jobs().await;
}

#[tokio::test]
async fn during_an_outage_cached_pages_are_served_and_texts_are_kept() {
    let app = TestApp::publishing().await;
    let (article, reader) = (app.article().create().await, app.reader());
    reader.post(&article, "Before.").await;
    app.run_jobs().await;
    // Changes older than that drop no page any more when the program looks for those of other nodes.
    app.advance(Duration::from_secs(61));
    let form = reader.form(&article).await.with("text", "Written in vain?");
    let away = app.database.take_away();

    reader.open(&article).await.assert_shows("Before.");
    let page = reader.send(&form).await.expect(503);
    assert!(!page.header("retry-after").is_empty());
    // On PostgreSQL the article cannot be read either, and the form is a page of its own.
    if !app.database.is_postgres() {
        snapshots::page("comment_form_during_outage", &page);
    }
    assert_eq!(page.textarea("text").as_deref(), Some("Written in vain?"));
    assert_eq!(page.input("email").as_deref(), Some(&*reader.email));
    let body = json!({ "text": "Program.", "name": "Jo", "email": "jo@mail.test" });
    let problem = app.reader().post_json(&article, &body).await.expect(503);
    assert!(!problem.header("retry-after").is_empty());
    assert_eq!(problem.code(), "unavailable");
    assert_eq!(reader.see("/live").await.status, 200);
    assert_eq!(reader.see("/ready").await.status, 503);

    drop(away);
    let again = reader.form_on(&page, &article).with("text", "Written in vain?");
    assert_eq!(again.value("form_id"), form.value("form_id"));
    let id = reader.posted(&reader.send(&again).await.expect(303)).await.id;
    assert_eq!(app.comment(id).await.text, "Written in vain?");
    assert_eq!(app.comments().await.len(), 2, "each comment is stored once");
    app.run_jobs().await;
}

#[tokio::test]
async fn a_site_whose_disk_is_full_is_not_ready() {
    let app = TestApp::publishing().await;
    let reader = app.reader();
    reader.see("/ready").await.expect(200);
    app.database.fill_disk();
    app.advance(Duration::from_secs(2));
    reader.see("/ready").await.expect(503);
    app.database.free_disk();
    reader.see("/ready").await.expect(200);
}

#[tokio::test]
async fn after_an_outage_broken_connections_are_replaced() {
    let app = TestApp::publishing().await;
    let moderator = app.moderator().await;
    let ask = || async { moderator.get("/api/v1/queue").await.expect(200) };
    // As many at once as there are connections, so that each of them is open.
    futures_util::future::join_all((0..16).map(|_| ask())).await;
    drop(app.database.take_away());
    futures_util::future::join_all((0..16).map(|_| ask())).await;
}
