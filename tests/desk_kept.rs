//! Text that staff write in a form is never lost: every page that refuses the form contains the
//! text and can send it again.

use rejoinder::config::Config;
use serde_json::json;

use crate::support::answer::{Answer, unescaped};
use crate::support::app::TestApp;
use crate::support::staff::{Desk, Staff};

const WORDS: &str = "Nobody asked us & <b>why</b>.";

/// A field that the page offers with these words in it.
fn has_words(page: &Answer, field: &str, words: &str) -> bool {
    let again = page.textarea(&format!("again-{field}"));
    let kept = again.or_else(|| page.input(field)).or_else(|| page.textarea(field));
    kept.is_some_and(|kept| kept == words)
}

/// Whether the words stand anywhere on the page.
fn shows_words(page: &Answer) -> bool {
    unescaped(&page.text()).contains(WORDS)
}

/// Every form of the desk in which one writes, with the fields for words in it.
fn forms(comment: i64, rule: i64, review: i64) -> Vec<(String, Vec<&'static str>)> {
    let of = |action: &str| format!("/desk/comments/{comment}/{action}");
    vec![
        (of("edit"), vec!["text"]),
        (of("notes"), vec!["left_note"]),
        (of("decisions"), vec!["to_author", "note", "reply"]),
        (of("bans"), vec!["reason", "domain"]),
        (of("address"), vec!["reason"]),
        (format!("/desk/reviews/{review}/resolution"), vec!["note"]),
        ("/desk/views".to_owned(), vec!["name"]),
        ("/desk/batches".to_owned(), vec!["to_author", "note"]),
        ("/desk/bans".to_owned(), vec!["value", "reason"]),
        ("/desk/rules/new".to_owned(), vec!["name", "t0-value", "reason"]),
        (format!("/desk/rules/{rule}"), vec!["name", "t0-value", "reason"]),
        ("/desk/rules/import".to_owned(), vec!["import_name", "list"]),
        ("/desk/policies".to_owned(), vec!["article"]),
        ("/desk/account/tokens".to_owned(), vec!["token_name"]),
        ("/desk/articles/new".to_owned(), vec!["body", "title", "summary", "tags", "remark"]),
        ("/desk/media".to_owned(), vec!["alt", "caption", "credit"]),
        ("/desk/sections".to_owned(), vec!["name", "description"]),
        ("/desk/tags/news/change".to_owned(), vec!["name", "description"]),
    ]
}

fn has_version(form: &str) -> bool {
    let end = form.rsplit('/').next().unwrap_or_default();
    ["edit", "decisions", "resolution", "new"].contains(&end) || end.parse::<i64>().is_ok()
}

async fn newsroom() -> (TestApp, Staff, i64, Vec<(String, Vec<&'static str>)>) {
    let app = TestApp::with(|config: &mut Config| {
        config.comments.min_interval = std::time::Duration::ZERO;
    })
    .await;
    let (article, editor) = (app.article().create().await, app.editor().await);
    let public = app.reader().post(&article, "Flag me.").await.id;
    editor.approve(public).await;
    app.reader().flag(public, "abuse").await.expect(202);
    let reviews = editor.get("/api/v1/reviews?kind=flags").await.expect(200).json();
    let rule = json!({
        "name": "Links", "action": "hold", "reason": "Three links",
        "condition": { "field": "link_count", "operator": "more_than", "value": 2 }
    });
    let rule = editor.post("/api/v1/rules", &rule).await.expect(201).json();
    let id = app.reader().post(&article, "We were not asked.").await.id;
    let number = |value: &serde_json::Value| value.as_i64().expect("a number");
    let forms = forms(id, number(&rule["id"]), number(&reviews["items"][0]["id"]));
    (app, editor, id, forms)
}

async fn send(desk: &mut Desk, form: &(String, Vec<&'static str>)) -> Answer {
    let mut fields: Vec<(&str, &str)> = form.1.iter().map(|field| (*field, WORDS)).collect();
    if has_version(&form.0) {
        fields.push(("version", "1"));
    }
    desk.send(&form.0, &fields).await
}

#[tokio::test]
async fn every_form_with_an_expired_token_is_shown_again_with_its_fields() {
    let (app, editor, id, forms) = newsroom().await;
    let mut desk = editor.signed_in().await;
    let fresh = std::mem::replace(&mut desk.csrf, "old".to_owned());
    for form in &forms {
        let page = send(&mut desk, form).await.expect(403);
        for field in &form.1 {
            assert!(has_words(&page, field, WORDS), "{} {field}: {}", form.0, page.text());
        }
        let version = has_version(&form.0).then_some("1");
        assert_eq!(page.input("version").as_deref(), version, "{}", form.0);
        page.assert_shows(&format!("action=\"{}\"", form.0));
        page.assert_shows(&format!("name=\"csrf\" value=\"{fresh}\""));
    }
    // A button without words as well.
    let decision = [("decision", "approve"), ("version", "1")];
    let page = desk.send(&format!("/desk/comments/{id}/decisions"), &decision).await.expect(403);
    assert_eq!(page.input("decision").as_deref(), Some("approve"));
    // And it can be sent from there.
    desk.csrf = fresh;
    let edit = [("text", WORDS), ("version", "1")];
    desk.send(&format!("/desk/comments/{id}/edit"), &edit).await.expect(303);
    assert_eq!(editor.comment(id).await["text"], WORDS);
    app.run_jobs().await;
}

#[tokio::test]
async fn a_form_sent_after_the_session_ended_is_kept_through_sign_in() {
    let (app, editor, id, forms) = newsroom().await;
    let mut desk = editor.signed_in().await;
    let mut other = desk.copy();
    other.send("/desk/logout", &[]).await.expect(200);
    for form in &forms {
        let page = send(&mut desk, form).await.expect(403);
        page.assert_shows("You are signed out, so nothing was saved.");
        assert!(shows_words(&page), "{}: {}", form.0, page.text());
    }
    let edit = format!("/desk/comments/{id}/edit");
    let back = [("text", WORDS), ("version", "1"), ("back", "status=pending")];
    let page = desk.send(&edit, &back).await.expect(403);
    desk.csrf = page.input("csrf").expect("a token");
    let kept = page.input("kept").expect("the form");
    // A wrong password does not lose it either.
    let fields = |password| {
        [("email", editor.email.clone()), ("password", password), ("kept", kept.clone())]
    };
    let sign_in = async |desk: &mut Desk, password: &str| {
        let fields = fields(password.to_owned());
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        desk.send("/desk/login", &fields).await
    };
    let wrong = sign_in(&mut desk, "not my password at all").await;
    assert_eq!(wrong.input("kept").as_deref(), Some(kept.as_str()));
    let page = sign_in(&mut desk, &editor.password).await.expect(200);
    assert!(has_words(&page, "text", WORDS), "{}", page.text());
    assert_eq!(page.input("back").as_deref(), Some("status=pending"));
    desk.csrf = page.input("csrf").expect("a token");
    desk.send(&edit, &back).await.expect(303);
    assert_eq!(editor.comment(id).await["text"], WORDS);
    app.run_jobs().await;
}

#[tokio::test]
async fn a_form_that_is_too_large_shows_the_beginning_of_each_field() {
    let (app, editor, id, forms) = newsroom().await;
    let mut desk = editor.signed_in().await;
    for (action, written) in &forms {
        // Rules may have lists of eight MiB.
        let filler = if action.starts_with("/desk/rules") { 9 << 20 } else { 2 << 20 };
        let long = format!("{WORDS} {}", "\u{e4}".repeat(filler / 6));
        let mut fields: Vec<(&str, &str)> = vec![(written[0], &long)];
        fields.extend(written[1..].iter().map(|field| (*field, WORDS)));
        fields.extend(has_version(action).then_some(("version", "1")));
        let page = desk.send(action, &fields).await.expect(413);
        page.assert_shows("Below is the beginning of each field.");
        let begins = page.textarea(&format!("again-{}", written[0])).expect("the field");
        assert!(begins.starts_with(WORDS) && begins.ends_with('\u{e4}'), "{action}");
        for field in &written[1..] {
            assert!(has_words(&page, field, WORDS), "{action} {field}");
        }
        assert_eq!(page.input("version").is_some(), has_version(action), "{action}");
    }
    // Nor are they lost when the session has ended meanwhile.
    let mut other = desk.copy();
    other.send("/desk/logout", &[]).await.expect(200);
    let long = format!("{WORDS} {}", "x".repeat(2 << 20));
    let edit = [("text", long.as_str()), ("version", "1")];
    let page = desk.send(&format!("/desk/comments/{id}/edit"), &edit).await;
    assert!(page.status >= 400 && shows_words(&page), "{}: {}", page.status, page.text());
    app.run_jobs().await;
}

#[tokio::test]
async fn text_written_about_a_deleted_comment_is_shown_with_the_refusal() {
    let (app, editor, id, _) = newsroom().await;
    let mut desk = editor.signed_in().await;
    let of = |action: &str| format!("/desk/comments/{id}/{action}");
    // A colleague was faster: the edit stays in its form, with the version to send it with.
    editor.decide(id, "approve").await;
    let edit = [("text", WORDS), ("version", "1")];
    let page = desk.send(&of("edit"), &edit).await.expect(409);
    assert!(has_words(&page, "text", WORDS), "{}", page.text());
    page.assert_shows("<details class=\"edit\" open>");
    let reply = [("reply", WORDS), ("decision", "approve"), ("version", "1")];
    assert!(shows_words(&desk.send(&of("decisions"), &reply).await.expect(409)));
    editor.delete(id).await;
    for (action, fields) in [
        ("edit", vec![("text", WORDS), ("version", "2")]),
        ("decisions", vec![("to_author", WORDS), ("decision", "reject"), ("version", "2")]),
        ("bans", vec![("reason", WORDS), ("banned", "reader"), ("effect", "hold")]),
    ] {
        let page = desk.send(&of(action), &fields).await;
        assert!(page.status >= 400, "{action}: {}", page.status);
        assert!(shows_words(&page), "{action}: {}", page.text());
    }
    // What was never there.
    for (action, field) in [("edit", "text"), ("notes", "left_note"), ("address", "reason")] {
        let path = format!("/desk/comments/999/{action}");
        let mut fields = vec![(field, WORDS)];
        fields.extend(has_version(action).then_some(("version", "1")));
        let page = desk.send(&path, &fields).await.expect(404);
        assert!(has_words(&page, field, WORDS), "{action}: {}", page.text());
    }
    app.run_jobs().await;
}

#[tokio::test]
async fn a_batch_refused_because_its_count_changed_keeps_its_fields() {
    let (app, editor, ..) = newsroom().await;
    let mut desk = editor.signed_in().await;
    let fields = [
        ("expected", "7"),
        ("decision", "reject"),
        ("reason", "quality"),
        ("to_author", WORDS),
        ("note", "For us"),
        ("back", "status=pending"),
    ];
    let page = desk.send("/desk/batches", &fields).await.expect(409);
    assert!(has_words(&page, "to_author", WORDS), "{}", page.text());
    assert!(has_words(&page, "note", "For us"));
    page.assert_shows("<option value=\"quality\" selected>");
    assert_eq!(page.input("expected").as_deref(), Some("1"), "the new count");
    app.run_jobs().await;
}

#[tokio::test]
async fn forms_that_are_refused_keep_all_their_fields() {
    let (app, editor, id, _) = newsroom().await;
    let mut desk = editor.signed_in().await;
    let import =
        [("format", "domains"), ("import_action", "spam"), ("import_name", "Mine"), ("list", "")];
    let page = desk.send("/desk/rules/import", &import).await.expect(422);
    assert!(has_words(&page, "import_name", "Mine"), "{}", page.text());
    page.assert_shows("<option value=\"domains\" selected>");
    page.assert_shows("<option value=\"spam\" selected>");
    let ban = [
        ("banned", "domain"),
        ("domain", "co.uk"),
        ("effect", "reject"),
        ("reason", WORDS),
        ("expires_at", "2099-01-01"),
    ];
    let page = desk.send(&format!("/desk/comments/{id}/bans"), &ban).await.expect(422);
    assert!(has_words(&page, "domain", "co.uk"), "{}", page.text());
    // Other forms of the page have fields of the same name; the ban's has the id.
    let reason = page.tag("reason").expect("the field for the reason");
    assert!(unescaped(&reason).contains(WORDS), "{reason}");
    page.assert_shows("<option value=\"domain\" selected>");
    page.assert_shows("value=\"2099-01-01\"");
    let policy =
        [("place", "article"), ("article", "nowhere"), ("policy", "publish_all"), ("do", "set")];
    let page = desk.send("/desk/policies", &policy).await.expect(422);
    page.assert_shows("<option value=\"publish_all\" selected>");
    let long = "w".repeat(61);
    let page = desk.send("/desk/views", &[("name", &long), ("back", "q=mud")]).await.expect(422);
    assert!(has_words(&page, "name", &long), "{}", page.text());
    assert_eq!(page.input("back").as_deref(), Some("q=mud"));
    app.run_jobs().await;
}

#[tokio::test]
async fn no_password_and_nothing_of_another_site_is_kept() {
    let (app, editor, id, _) = newsroom().await;
    let mut desk = editor.signed_in().await;
    let fresh = std::mem::replace(&mut desk.csrf, "old".to_owned());
    let passwords = [("current_password", "a secret phrase"), ("new_password", "another phrase")];
    let page = desk.send("/desk/account/password", &passwords).await.expect(403);
    page.assert_hides("a secret phrase");
    page.assert_hides("another phrase");
    desk.csrf = fresh;
    let edit = [("text", WORDS), ("version", "1")];
    let page = desk.send_from(&format!("/desk/comments/{id}/edit"), &edit, "cross-site").await;
    page.expect(403).assert_hides("Nobody asked us");
    app.run_jobs().await;
}

#[tokio::test]
async fn a_story_with_pictures_outlives_the_session_and_the_article() {
    let (app, editor, ..) = newsroom().await;
    let article = app.article().create().await;
    let path = format!("/desk/articles/{}", article.id);
    let mut desk = editor.signed_in().await;
    let mut signed_out = desk.copy();
    let story = [("body", WORDS), ("title", "Ferry"), ("password", "a secret"), ("step", "save")];
    let picture = [("text_file", "mud.jpg", b"no picture at all".as_slice())];
    // The article went away.
    let gone = desk.send_files("/desk/articles/999", &story, &picture).await.expect(404);
    assert!(has_words(&gone, "body", WORDS), "{}", gone.text());
    gone.assert_hides("a secret");
    // The session went away. The page that signs in again has everything but the password.
    desk.send("/desk/logout", &[]).await.expect(200);
    let page = signed_out.send_files(&path, &story, &picture).await.expect(403);
    assert!(shows_words(&page), "{}", page.text());
    page.assert_hides("a secret");
    signed_out.csrf = page.input("csrf").expect("a token");
    let kept = page.input("kept").expect("the form");
    let fields =
        [("email", editor.email.as_str()), ("password", &editor.password), ("kept", &kept)];
    let page = signed_out.send("/desk/login", &fields).await.expect(200);
    assert!(has_words(&page, "body", WORDS), "{}", page.text());
    assert_eq!(page.input("step").as_deref(), Some("save"));
    assert_eq!(page.input("password").as_deref(), Some(""), "to be entered again");
    app.run_jobs().await;
}

#[tokio::test]
async fn settings_and_choices_outlive_the_session() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let mut desk = admin.signed_in().await;
    let mut other = desk.copy();
    other.send("/desk/logout", &[]).await.expect(200);
    let settings = [("site.tagline", WORDS), ("comments.mode", "closed"), ("seen", "x")];
    let page = desk.send("/desk/settings", &settings).await.expect(403);
    assert!(shows_words(&page), "{}", page.text());
    let kept = page.input("kept").expect("the form");
    assert!(kept.contains("comments.mode=closed"), "{kept}");
    let slots = [("lead", "7"), ("row-1", "3")];
    let page = desk.send("/desk/front", &slots).await.expect(403);
    assert_eq!(page.input("kept").as_deref(), Some("/desk/front?lead=7&row-1=3"));
    let map = [("map", WORDS), ("system", "disqus")];
    let page = desk.send_files("/desk/imports", &map, &[("files", "", b"")]).await.expect(403);
    assert!(shows_words(&page), "{}", page.text());
    // What was only a press leads to the sign-in page as ever.
    desk.send("/desk/account/language", &[]).await.expect(303);
    app.run_jobs().await;
}
