//! What stands around the comments at the desk, without any script: surges, claims, saved views,
//! and the lists to which other pages lead.

use std::time::Duration;

use rejoinder::screening::surge;
use serde_json::json;

use crate::support::answer::Answer;
use crate::support::app::TestApp;
use crate::support::builders::Article;

async fn post(app: &TestApp, article: &Article, texts: &[&str]) -> Vec<i64> {
    let mut ids = Vec::new();
    for text in texts {
        ids.push(app.reader().post(article, text).await.id);
    }
    ids
}

#[tokio::test]
async fn a_surge_is_seen_at_the_desk_and_ended_by_an_editor() {
    let app = TestApp::with(|config| (config.surge.comments, config.surge.factor) = (4, 3)).await;
    let (article, quiet) =
        (app.article().title("Mud & more").create().await, app.article().create().await);
    let (moderator, editor) = (app.moderator().await, app.editor().await);
    let ids = post(&app, &article, &["One.", "Two.", "Three.", "Four."]).await;
    let calm = post(&app, &quiet, &["Elsewhere."]).await[0];
    let mut desk = moderator.signed_in().await;
    desk.see("/desk").await.expect(200).assert_hides("Surge: <b>");
    let parts = app.parts();
    surge::check(&parts.db, &parts.config.surge, parts.clock.now()).await.expect("looked");

    let end = format!("/desk/surges/{}/end", article.id);
    for page in ["/desk", "/desk/dashboard", &format!("/desk/comments/{}?fragment=1", ids[0])] {
        let shown = desk.see(page).await.expect(200);
        shown.assert_shows("Every new comment there is held. Since <time");
        shown.assert_shows("4 comments, 0 flags and 0 rejections in 5 minutes; usual are");
        shown.assert_shows("An editor can end it earlier.");
        shown.assert_hides(&end);
    }
    let screen = desk.see("/desk").await.expect(200);
    screen.assert_shows(&format!(
        "<a href=\"/desk?article={}\">Comments waiting under it</a>",
        article.id
    ));
    assert_eq!(screen.text().matches("<span class=\"chip surge\">").count(), 4);
    desk.see(&format!("/desk/comments/{calm}?fragment=1"))
        .await
        .expect(200)
        .assert_hides("Surge: <b>Every new comment there is held.</b>");
    desk.send(&end, &[("page", "dashboard")]).await.expect(403);

    let mut desk = editor.signed_in().await;
    desk.see("/desk/dashboard").await.expect(200).assert_shows(&format!("action=\"{end}\""));
    let csrf = std::mem::replace(&mut desk.csrf, "forged".to_owned());
    desk.send(&end, &[("page", "dashboard")]).await.expect(403);
    desk.csrf = csrf;
    assert_eq!(app.count("surges", "1 = 1").await, 1);
    let back = desk.send(&end, &[("page", "dashboard")]).await.expect(303).location().to_owned();
    assert_eq!(back, "/desk/dashboard?done=surge");
    let page = desk.see(&back).await.expect(200);
    page.assert_shows("The surge guard is off.");
    page.assert_hides("Articles under guard");
    // Once more, from the list: it is over, and that is what was wanted.
    let back =
        desk.send(&end, &[("back", "section=harbour")]).await.expect(303).location().to_owned();
    assert_eq!(back, "/desk?section=harbour&done=surge");
    assert_eq!(app.count("audit_log", "act = 35").await, 1);
    app.run_jobs().await;
}

#[tokio::test]
async fn one_says_by_a_button_that_one_looks_at_a_comment() {
    let app = TestApp::start().await;
    let (article, ann, bo) =
        (app.article().create().await, app.moderator().await, app.moderator().await);
    let id = post(&app, &article, &["Look at me."]).await[0];
    let (mut mine, mut theirs) = (ann.signed_in().await, bo.signed_in().await);
    let (page, claim) = (format!("/desk/comments/{id}"), format!("/desk/comments/{id}/claim"));
    mine.see(&page).await.expect(200).assert_shows("I’m looking at this");
    let fields = [("claim", "take"), ("back", "status=pending")];
    let back = mine.send(&claim, &fields).await.expect(303).location().to_owned();
    assert_eq!(back, format!("/desk?status=pending&done=claim&open={id}"));
    let own = mine.see(&back).await.expect(200);
    own.assert_shows("Colleagues can see that you are looking at this.");
    own.assert_shows("value=\"release\"");

    let seen = theirs.see(&page).await.expect(200);
    seen.assert_shows(&format!("{} is looking at this comment, too.", ann.name));
    seen.assert_hides("I’m looking at this");
    let taken = theirs.send(&claim, &fields).await.expect(409);
    assert_eq!(taken.codes(), ["claimed"]);
    theirs.send(&claim, &[("claim", "keep")]).await.expect(422);
    theirs.send("/desk/comments/999/claim", &fields).await.expect(404);

    mine.send(&claim, &[("claim", "release"), ("back", "")]).await.expect(303);
    theirs.see(&page).await.expect(200).assert_shows("I’m looking at this");
    // It ends by itself.
    theirs.send(&claim, &fields).await.expect(303);
    app.advance(Duration::from_secs(301));
    mine.see(&page).await.expect(200).assert_shows("I’m looking at this");
    app.run_jobs().await;
}

#[tokio::test]
async fn a_view_is_removed_where_it_is_looked_at() {
    let app = TestApp::start().await;
    let (moderator, editor) = (app.moderator().await, app.editor().await);
    let (mut desk, mut editors) = (moderator.signed_in().await, editor.signed_in().await);
    desk.see("/desk").await.expect(200).assert_hides("Remove the view");
    let kept = desk
        .send("/desk/views", &[("name", "Mud"), ("back", "q=mud")])
        .await
        .expect(303)
        .location()
        .to_owned();
    let page = desk.see(&kept).await.expect(200);
    page.assert_shows("Remove the view<span class=\"unseen\"> Mud</span>");
    desk.see("/desk").await.expect(200).assert_hides("Remove the view");
    let shared = json!({ "name": "Links", "filter": { "status": "pending", "reason": "links" }, "shared": true });
    let shared = editor.post("/api/v1/views", &shared).await.expect(201).json()["id"].to_string();
    // What is everybody's only editors remove.
    let all = "/desk?status=pending&reason=links";
    desk.see(all).await.expect(200).assert_hides("Remove the view");
    desk.send(&format!("/desk/views/{shared}/remove"), &[]).await.expect(403);
    editors
        .see(all)
        .await
        .expect(200)
        .assert_shows("Remove the view<span class=\"unseen\"> Links</span>");

    let action = page
        .text()
        .split("action=\"/desk/views/")
        .nth(1)
        .expect("a form")
        .split('"')
        .next()
        .map(str::to_owned);
    let path = format!("/desk/views/{}", action.expect("an address"));
    editors.send(&path, &[]).await.expect(303);
    desk.see(&kept)
        .await
        .expect(200)
        .assert_shows("Remove the view<span class=\"unseen\"> Mud</span>");
    for _ in 0..2 {
        assert_eq!(desk.send(&path, &[]).await.expect(303).location(), "/desk?done=view");
    }
    let page = desk.see("/desk?done=view").await.expect(200);
    page.assert_shows("The view is removed.");
    page.assert_hides(">Mud</a>");
    editors.send(&format!("/desk/views/{shared}/remove"), &[]).await.expect(303);
    assert_eq!(app.count("views", "1 = 1").await, 0);
    app.run_jobs().await;
}

#[tokio::test]
async fn a_rule_leads_to_what_it_has_hit_whatever_became_of_it() {
    let app = TestApp::start().await;
    let (article, editor) = (app.article().title("Mud & more").create().await, app.editor().await);
    let rule = json!({
        "name": "Legal <b>", "action": "hold", "reason": "Look twice",
        "condition": { "field": "text", "operator": "contains_word", "value": ["lawyer"] }
    });
    let rule = editor.post("/api/v1/rules", &rule).await.expect(201).json()["id"].to_string();
    let ids =
        post(&app, &article, &["Ask your lawyer.", "My lawyer knows.", "No word of that."]).await;
    editor.approve(ids[0]).await;
    let mut desk = editor.signed_in().await;
    for page in ["/desk/rules".to_owned(), format!("/desk/rules/{rule}")] {
        desk.see(&page)
            .await
            .expect(200)
            .assert_shows(&format!("<a href=\"/desk?status=all&amp;rule={rule}\">2 comments"));
    }
    let list = desk.see(&format!("/desk?status=all&rule={rule}")).await.expect(200);
    list.assert_shows("Matched by the rule “Legal &#60;b&#62;”");
    let listed = |page: &str| page.matches("<li class=\"row").count();
    assert_eq!(listed(&list.text()), 2);
    assert_eq!(listed(&desk.see(&format!("/desk?rule={rule}")).await.expect(200).text()), 1);
    desk.see("/desk?rule=999").await.expect(200).assert_shows("No comments match these filters.");
    let under = desk.see(&format!("/desk?article={}", article.id)).await.expect(200);
    under.assert_shows("Under “Mud &#38; more”");
    app.run_jobs().await;
}

#[tokio::test]
async fn ones_own_sections_are_a_view_where_sections_have_moderators() {
    let app = TestApp::start().await;
    let (article, jo, bo) = (
        app.article().section("Harbour").create().await,
        app.moderator().await,
        app.moderator().await,
    );
    let editor = app.editor().await;
    post(&app, &article, &["In the harbour."]).await;
    let (mut mine, mut theirs) = (jo.signed_in().await, bo.signed_in().await);
    mine.see("/desk").await.expect(200).assert_hides("Your sections");
    let request = editor.request(reqwest::Method::PUT, "/api/v1/sections/harbour/moderators");
    let put = request.json(&json!({ "accounts": [jo.id] })).send().await.expect("an answer");
    assert_eq!(put.status(), 200);
    mine.see("/desk")
        .await
        .expect(200)
        .assert_shows("<a href=\"/desk?status=pending&#38;mine=true\">Your sections</a>");
    mine.see("/desk?status=pending&mine=true").await.expect(200).assert_shows("In the harbour.");
    theirs.see("/desk?status=pending&mine=true").await.expect(200).assert_hides("In the harbour.");
    app.run_jobs().await;
}

#[tokio::test]
async fn whoever_is_refused_something_at_the_desk_stays_there() {
    let app = TestApp::start().await;
    let (moderator, author) = (app.moderator().await, app.author().await);
    let mut desk = moderator.signed_in().await;
    for (path, status, heading) in [
        ("/desk/comments/999999", 404, "This page does not exist"),
        ("/desk/nothing-here", 404, "This page does not exist"),
        ("/desk/", 404, "This page does not exist"),
        ("/desk/reviews?kind=none", 404, "This page does not exist"),
        ("/desk/comments/x", 404, "This page does not exist"),
        ("/desk/rules", 403, "This is not allowed"),
        ("/desk/batches", 405, "This page does not support that"),
    ] {
        let page = desk.see(path).await.expect(status);
        for words in [
            format!("<h1>{heading}</h1>"),
            format!("<p class=\"kicker\">{status}</p>"),
            format!("{}, moderator", moderator.name),
            "aria-label=\"Desk\"".to_owned(),
            "<a href=\"/desk\">To the comments</a>".to_owned(),
        ] {
            page.assert_shows(&words);
        }
        page.assert_hides("To the front page");
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(page.header("cache-control"), "no-store");
    }
    desk.see("/desk/rules").await.expect(403).assert_shows("This needs the role editor.");
    assert_eq!(desk.see("/desk/batches").await.expect(405).header("allow"), "POST");
    // The token of the session is on the page, whatever was wrong with the one that was sent.
    desk.see("/desk").await.expect(200);
    let csrf = std::mem::replace(&mut desk.csrf, "forged".to_owned());
    let refused = desk.send("/desk/views", &[("name", "x"), ("back", "")]).await.expect(403);
    assert_eq!(refused.input("csrf"), Some(csrf));
    refused.assert_shows("Reload the page.");

    // Authors have no comments to go back to, and no ways that end here.
    let mut desk = author.signed_in().await;
    let page = desk.see("/desk").await.expect(403);
    page.assert_shows("<a href=\"/desk/account\">To your account</a>");
    page.assert_hides("href=\"/desk/dashboard\"");
}

#[tokio::test]
async fn programs_and_visitors_are_told_of_a_refusal_as_everywhere() {
    let app = TestApp::start().await;
    let moderator = app.moderator().await;
    let desk = moderator.signed_in().await;
    let asked =
        app.request(reqwest::Method::GET, "/desk/comments/999999").header("cookie", &desk.cookie);
    let answer =
        Answer::of(asked.header("accept", "application/json").send().await.expect("an answer"))
            .await;
    assert_eq!(answer.expect(404).code(), "not_found");
    let by_token =
        moderator.request(reqwest::Method::GET, "/desk/rules").header("accept", "application/json");
    assert_eq!(
        Answer::of(by_token.send().await.expect("an answer")).await.expect(403).code(),
        "role"
    );
    assert_eq!(moderator.get("/api/v1/bans/1").await.expect(405).code(), "method");

    let page = app.reader().see("/desk/nothing-here").await.expect(404);
    page.assert_shows("To the front page");
    page.assert_hides("aria-label=\"Desk\"");
    app.reader().see("/desk/bans").await.expect(303);
    app.reader().see("/desktop").await.expect(404).assert_shows("To the front page");
}
