//! The desk without script: surges, claims, saved views, refusals, threads and lists that other
//! pages link to.

use std::time::Duration;

use rejoinder::audit::model::Act;
use rejoinder::clock::Zone;
use serde_json::json;

use crate::support::answer::{Answer, unescaped};
use crate::support::app::TestApp;
use crate::support::builders::Article;
use crate::support::snapshots;

async fn post(app: &TestApp, article: &Article, texts: &[&str]) -> Vec<i64> {
    let mut ids = Vec::new();
    for text in texts {
        ids.push(app.reader().post(article, text).await.id);
    }
    ids
}

#[tokio::test]
async fn a_surge_is_shown_at_the_desk_and_editors_can_end_it() {
    let app = TestApp::with(|config| (config.surge.comments, config.surge.factor) = (4, 3)).await;
    let (article, quiet) =
        (app.article().title("Mud & more").create().await, app.article().create().await);
    let (moderator, editor) = (app.moderator().await, app.editor().await);
    let ids = post(&app, &article, &["One.", "Two.", "Three.", "Four."]).await;
    let calm = post(&app, &quiet, &["Elsewhere."]).await[0];
    let mut desk = moderator.signed_in().await;
    desk.see("/desk").await.expect(200).assert_hides("Surge: <b>");
    app.check_surges().await;

    let end = format!("/desk/surges/{}/end", article.id);
    for page in ["/desk", "/desk/dashboard", &format!("/desk/comments/{}?fragment=1", ids[0])] {
        let shown = desk.see(page).await.expect(200);
        shown.assert_shows("Every new comment there is held. Since <time");
        shown.assert_shows("4 comments, 0 flags and 0 rejections in 5 minutes (usually");
        shown.assert_shows("An editor can end it earlier.");
        shown.assert_hides(&end);
    }
    let screen = desk.see("/desk").await.expect(200);
    screen.assert_shows(&format!(
        "<a href=\"/desk?article={}\">Pending comments under this article</a>",
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
    assert_eq!(app.surges().await.len(), 1);
    let back = desk.send(&end, &[("page", "dashboard")]).await.expect(303).location().to_owned();
    assert_eq!(back, "/desk/dashboard?done=surge");
    let page = desk.see(&back).await.expect(200);
    snapshots::page("desk_dashboard_after_surge", &page);
    // Once more, from the list: it is over, and that is what was wanted.
    let back =
        desk.send(&end, &[("back", "section=harbour")]).await.expect(303).location().to_owned();
    assert_eq!(back, "/desk?section=harbour&done=surge");
    assert_eq!(app.logged(Act::SurgeEnds).await, 1);
    app.run_jobs().await;
}

#[tokio::test]
async fn a_comment_is_claimed_and_released_by_buttons() {
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
    seen.assert_shows(&format!("{} is also looking at this comment.", ann.name));
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
async fn a_saved_view_is_removed_from_its_own_page() {
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
    page.assert_shows("The saved view is removed.");
    page.assert_hides(">Mud</a>");
    editors.send(&format!("/desk/views/{shared}/remove"), &[]).await.expect(303);
    assert_eq!(app.count("views", "1 = 1").await, 0);
    app.run_jobs().await;
}

#[tokio::test]
async fn a_rule_links_to_the_comments_it_matched_in_any_status() {
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
    desk.see("/desk?rule=999")
        .await
        .expect(200)
        .assert_shows("No pending comment matches these filters.");
    let under = desk.see(&format!("/desk?article={}", article.id)).await.expect(200);
    under.assert_shows("Under “Mud &#38; more”");
    app.run_jobs().await;
}

#[tokio::test]
async fn section_moderators_have_a_view_of_their_sections() {
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
    let assigned = json!({ "accounts": [jo.id] });
    editor.put("/api/v1/sections/harbour/moderators", &assigned).await.expect(200);
    mine.see("/desk")
        .await
        .expect(200)
        .assert_shows("<a href=\"/desk?status=pending&#38;mine=true\">Your sections</a>");
    mine.see("/desk?status=pending&mine=true").await.expect(200).assert_shows("In the harbour.");
    theirs.see("/desk?status=pending&mine=true").await.expect(200).assert_hides("In the harbour.");
    app.run_jobs().await;
}

#[tokio::test]
async fn refusals_at_the_desk_use_the_layout_of_the_desk() {
    let app = TestApp::start().await;
    let (moderator, author) = (app.moderator().await, app.author().await);
    let mut desk = moderator.signed_in().await;
    for (path, status, heading) in [
        ("/desk/comments/999999", 404, "This page does not exist"),
        ("/desk/nothing-here", 404, "This page does not exist"),
        ("/desk/reviews?kind=none", 404, "This page does not exist"),
        ("/desk/comments/x", 404, "This page does not exist"),
        ("/desk/rules", 403, "This is not allowed"),
    ] {
        let page = desk.see(path).await.expect(status);
        for words in [
            format!("<h1>{heading}</h1>"),
            format!("<p class=\"kicker\">{status}</p>"),
            format!("<b>{}</b>", moderator.name),
            "aria-label=\"Newsroom\"".to_owned(),
            "<a href=\"/desk\">To the comments</a>".to_owned(),
        ] {
            page.assert_shows(&words);
        }
        page.assert_hides("To the front page");
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(page.header("cache-control"), "no-store");
    }
    snapshots::whole_page("desk_refused", &desk.see("/desk/rules").await.expect(403));
    // The token of the session is on the page, whatever was wrong with the one that was sent.
    desk.see("/desk").await.expect(200);
    let csrf = std::mem::replace(&mut desk.csrf, "forged".to_owned());
    let refused = desk.send("/desk/views", &[("name", "x"), ("back", "")]).await.expect(403);
    assert_eq!(refused.input("csrf"), Some(csrf));
    refused.assert_shows("Reload the page.");

    // Authors have no comments to go back to, and no ways that end here.
    let mut desk = author.signed_in().await;
    let page = desk.see("/desk").await.expect(403);
    page.assert_shows("<a href=\"/desk/articles\">To your articles</a>");
    page.assert_hides("href=\"/desk/dashboard\"");
}

#[tokio::test]
async fn refusals_at_the_desk_are_json_for_programs_and_site_pages_for_visitors() {
    let app = TestApp::start().await;
    let moderator = app.moderator().await;
    let desk = moderator.signed_in().await;
    let asked =
        app.request(reqwest::Method::GET, "/desk/comments/999999").header("cookie", &desk.cookie);
    let answer = Answer::to(asked.header("accept", "application/json")).await;
    assert_eq!(answer.expect(404).code(), "not_found");
    let by_token =
        moderator.request(reqwest::Method::GET, "/desk/rules").header("accept", "application/json");
    assert_eq!(Answer::to(by_token).await.expect(403).code(), "role");
    assert_eq!(moderator.get("/api/v1/bans/1").await.expect(405).code(), "method");

    let page = app.reader().see("/desk/nothing-here").await.expect(404);
    page.assert_shows("To the front page");
    page.assert_hides("aria-label=\"Newsroom\"");
    app.reader().see("/desk/bans").await.expect(303);
    app.reader().see("/desktop").await.expect(404).assert_shows("To the front page");
}

#[tokio::test]
async fn links_in_unpublished_comments_are_text_unless_requested() {
    let app = TestApp::start().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let text = "Win at [our site](https://win.test/?a=1&b=2) now.";
    let id = post(&app, &article, &[text]).await[0];
    let mut desk = moderator.signed_in().await;
    let (page, link) = (format!("/desk/comments/{id}"), "href=\"https://win.test");
    for decision in ["hold", "spam", "reject"] {
        if decision != "hold" {
            moderator.decide(id, decision).await;
        }
        for path in
            [page.clone(), format!("{page}?fragment=1"), format!("/desk?status=all&open={id}")]
        {
            let shown = desk.see(&path).await.expect(200);
            shown.assert_hides(link);
            shown.assert_shows("our site <span class=\"to\">(https://win.test/?a=1");
            shown.assert_shows("The link is shown as text.");
        }
        let live = desk.see(&format!("{page}?links=1")).await.expect(200);
        live.assert_shows(link);
        live.assert_hides("shown as text");
    }
    moderator.approve(id).await;
    desk.see(&page).await.expect(200).assert_shows(link);
    // Beside another comment as well.
    let reply = app.reader().reply(&article, id, "No.").await.id;
    moderator.decide(id, "spam").await;
    for path in [format!("/desk/comments/{reply}"), format!("/desk/comments/{reply}/thread")] {
        let shown = desk.see(&path).await.expect(200);
        shown.assert_shows("our site <span class=\"to\">(https://win.test/?a=1");
        shown.assert_hides(link);
    }
    app.run_jobs().await;
}

#[tokio::test]
async fn the_thread_of_a_comment_is_a_page_and_a_fragment() {
    let app = TestApp::publishing().await;
    let (article, moderator) = (app.article().create().await, app.moderator().await);
    let other = post(&app, &article, &["Another thread."]).await[0];
    let root = post(&app, &article, &["The beginning."]).await[0];
    let first = app.reader().reply(&article, root, "The first answer.").await.id;
    let second = app.reader().reply(&article, root, "The second answer.").await.id;
    let deep = app.reader().reply(&article, first, "An answer to the first.").await.id;
    moderator.reject(second).await;
    let mut desk = moderator.signed_in().await;
    let pane = desk.see(&format!("/desk/comments/{deep}?status=approved")).await.expect(200);
    pane.assert_shows(&format!("href=\"/desk/comments/{deep}/thread?status=approved\""));
    let order = |page: &Answer| -> Vec<i64> {
        let text = page.text();
        let part = text.split("<ol class=\"thread\">").nth(1).expect("a thread").to_owned();
        let rows = part.split(" data-id=\"").skip(1);
        rows.map(|row| row.split('"').next().and_then(|id| id.parse().ok()).expect("a number"))
            .collect()
    };
    for (path, is_page) in [
        (format!("/desk/comments/{deep}/thread?status=approved"), true),
        (format!("/desk/comments/{root}/thread"), true),
        (format!("/desk/comments/{deep}/thread?fragment=1"), false),
    ] {
        let page = desk.see(&path).await.expect(200);
        assert_eq!(order(&page), [root, first, deep, second], "{path}");
        assert_eq!(page.shows("<html"), is_page);
        page.assert_shows("<span class=\"status rejected\">rejected</span>");
    }
    let page = desk.see(&format!("/desk/comments/{deep}/thread?status=approved")).await.expect(200);
    snapshots::page("desk_thread", &page);
    // Back to the comment beside its list.
    assert!(
        unescaped(&page.text()).contains(&format!("href=\"/desk?status=approved&open={deep}\""))
    );
    page.assert_shows("<li class=\"deep-2 current\" aria-current=\"true\"");
    assert_eq!(
        order(&desk.see(&format!("/desk/comments/{other}/thread")).await.expect(200)),
        [other]
    );
    desk.see("/desk/comments/999/thread").await.expect(404);
    app.run_jobs().await;
}

#[tokio::test]
async fn a_moderators_decisions_of_today_are_listed_and_can_be_undone() {
    let app = TestApp::with(|config| config.comments.min_interval = Duration::ZERO).await;
    let (article, ann, bo) =
        (app.article().create().await, app.moderator().await, app.moderator().await);
    let ids =
        post(&app, &article, &["The first.", "The second.", "The third.", "The fourth."]).await;
    let mut desk = ann.signed_in().await;
    snapshots::page("desk_mine_empty", &desk.see("/desk/mine").await.expect(200));
    ann.approve(ids[0]).await;
    let ruling = json!({ "decision": "reject", "version": 1, "reason": "off_topic" });
    ann.post(&format!("/api/v1/comments/{}/decisions", ids[1]), &ruling).await.expect(200);
    ann.decide(ids[2], "spam").await;
    bo.approve(ids[3]).await;
    let page = desk.see("/desk/mine").await.expect(200);
    snapshots::page("desk_mine", &page);
    // Undone from there, also by a colleague.
    let undo = format!("/desk/comments/{}/undo", ids[2]);
    page.assert_shows(&format!("action=\"{undo}\""));
    desk.send(&undo, &[("version", "2")]).await.expect(303);
    bo.undo_version(ids[1], 2).await.expect(200);
    let page = desk.see("/desk/mine").await.expect(200);
    page.assert_shows("<p class=\"totals\"><b>1 approved</b></p>");
    assert_eq!(page.text().matches("<li class=\"undone\">").count(), 2);
    page.assert_hides(&format!("action=\"{undo}\""));
    // The day is that of the site.
    app.advance(Duration::from_secs(86_400));
    desk.see("/desk/mine").await.expect(200).assert_shows("You have decided nothing yet today.");
    app.author().await.signed_in().await.see("/desk/mine").await.expect(403);
    app.run_jobs().await;
}

#[tokio::test]
async fn the_address_of_a_form_leads_to_its_page() {
    let app = TestApp::start().await;
    let (article, moderator, reader) =
        (app.article().create().await, app.moderator().await, app.reader());
    let (id, page) = reader.post_by_api(&article, "Mine.").await;
    let page = page.trim_start_matches("http://news.test").to_owned();
    for (path, to) in [
        (format!("/articles/{}/comments", article.id), format!("{}#respond", article.path)),
        (format!("/comments/{id}/own"), format!("/comments/{id}/flag")),
        (format!("{page}/edit"), page.clone()),
        (format!("{page}/confirm"), page.clone()),
    ] {
        assert_eq!(reader.see(&path).await.expect(303).location(), to, "{path}");
    }
    reader.see("/articles/99/comments").await.expect(404);
    let desk = moderator.signed_in().await;
    for (path, to) in [
        ("/desk/batches", "/desk"),
        ("/desk/batches/3/undo", "/desk/batches/3"),
        ("/desk/comments/7/decisions", "/desk/comments/7"),
        ("/desk/comments/7/bans", "/desk/comments/7"),
        ("/desk/reviews/2/resolution", "/desk/reviews/2"),
        ("/desk/bans/2/lift", "/desk/bans"),
        ("/desk/readers/a%20b/note", "/desk/readers/a%20b"),
        ("/desk/views", "/desk"),
        ("/desk/logout", "/desk"),
        ("/desk/rules/4/switch", "/desk/rules/4"),
    ] {
        let answer = desk.request(reqwest::Method::GET, path).send().await.expect("an answer");
        assert_eq!(answer.status(), 303, "{path}");
        assert_eq!(answer.headers()["location"], to, "{path}");
    }
    // No page of a form is without a way on, and other methods are refused as before.
    let table = include_str!("../src/routes.rs");
    for route in table.split(".service(").skip(1) {
        let only_posts = route.contains("post().to(") && !route.contains("get().to(");
        // Programs post there, and nobody opens it in a browser.
        let is_for_programs = route.contains("\"/api/") || route.contains("\"/mail/returned/");
        let redirects = route.contains("form_at(") || is_for_programs;
        assert!(!only_posts || redirects, "{route}");
    }
    app.run_jobs().await;
}

#[tokio::test]
async fn a_site_without_a_mail_server_says_that_nobody_gets_mail() {
    let app = TestApp::start().await;
    let article = app.article().create().await;
    let mut desk = app.admin().await.signed_in().await;
    post(&app, &article, &["Held."]).await;
    app.run_jobs().await;
    let page = desk.see("/desk/mail").await.expect(200);
    page.assert_shows("No mail server is set, so nobody gets mail");
    page.assert_hides("The mail server accepts mail.");
    // It was sent within the minute: one time, and not two that are the same.
    page.assert_shows("Sent");
    page.assert_hides("finished");
    let checks = rejoinder::doctor::examine(&app.core, rejoinder::doctor::Repair::No).await;
    let relay = checks.iter().find(|check| check.name == "mail_relay").expect("the check");
    assert!(relay.ok && relay.detail.starts_with("No mail server is set"), "{relay:?}");
}

#[tokio::test]
async fn the_dashboard_has_the_hours_and_days_of_the_site() {
    let new_york = Zone::named("America/New_York").expect("a zone");
    let app = TestApp::with(|config| config.site.timezone = new_york).await;
    let article = app.article().create().await;
    // It is nine o'clock by UTC.
    let id = post(&app, &article, &["At four in the morning."]).await[0];
    let moderator = app.moderator().await;
    moderator.decide(id, "approve").await;
    let mut desk = moderator.signed_in().await;
    let page = desk.see("/desk/dashboard").await.expect(200);
    page.assert_shows("last 48 hours, America/New_York");
    page.assert_shows("<th scope=\"row\">22 Nov 04:00</th>");
    page.assert_hides("22 Nov 09:00");
    app.run_jobs().await;
}

#[tokio::test]
async fn the_log_tells_what_was_created_from_what_was_changed() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    admin.post("/api/v1/sections", &json!({ "name": "Harbour" })).await.expect(201);
    admin.patch("/api/v1/sections/harbour", &json!({ "name": "Port" })).await.expect(200);
    let mut desk = admin.signed_in().await;
    let page = desk.see("/desk/log").await.expect(200);
    page.assert_shows("</a> created a section");
    page.assert_shows("</a> changed a section");
    page.assert_hides("created or changed");
    page.assert_shows("created an account");
}

#[tokio::test]
async fn the_desk_names_tokens_and_mails_in_the_language_of_the_member() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    admin.patch("/api/v1/me", &json!({ "language": "de" })).await.expect(200);
    let wish = json!({ "name": "command line", "scopes": ["moderate"], "expires_days": 1 });
    admin.post("/api/v1/tokens", &wish).await.expect(201);
    let mut desk = admin.signed_in().await;
    let account = desk.see("/desk/account").await.expect(200);
    account.assert_shows("<b>Kommandozeile (…");
    account.assert_hides("<span class=\"reason\">moderate</span>");
    account.assert_hides("command line");
    let samples = desk.see("/desk/mail/samples").await.expect(200);
    samples.assert_hides(">comment-held:");
    // Nothing was written yet, so there is nothing to read.
    let editor = desk.see("/desk/articles/new").await.expect(200);
    editor.assert_shows("id=\"length\">0 Wörter</span>");
}
