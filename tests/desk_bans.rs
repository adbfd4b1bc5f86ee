//! Bans at the desk without script: the lists of active and past bans, lifting one, and banning a
//! domain or a network.

use std::time::Duration;

use rejoinder::audit::model::Act;
use serde_json::{Value, json};

use crate::support::answer::Answer;
use crate::support::app::TestApp;
use crate::support::snapshots;
use crate::support::staff::{Desk, Staff};

/// Bans by the API and gives the ban.
async fn ban(staff: &Staff, target: Value, effect: &str) -> Value {
    let mut body = json!({ "effect": effect, "reason": "Forty accounts of one firm." });
    for (name, value) in target.as_object().expect("fields") {
        body[name] = value.clone();
    }
    staff.post("/api/v1/bans", &body).await.expect(201).json()
}

/// The row of a ban, from its kind to its button.
async fn row(desk: &mut Desk, list: &str, id: &Value) -> String {
    let page = desk.see(list).await.expect(200).text();
    let caught = format!("reason=ban%3A{id}\"");
    let row = page.split("<li><div><b>").find(|row| row.contains(&caught));
    row.and_then(|row| row.split("</li>").next())
        .unwrap_or_else(|| panic!("no ban {id} in {page}"))
        .to_owned()
}

fn form<'a>(
    kind: &'a str,
    value: &'a str,
    effect: &'a str,
    expires_at: &'a str,
    reason: &'a str,
) -> Vec<(&'a str, &'a str)> {
    vec![
        ("kind", kind),
        ("value", value),
        ("effect", effect),
        ("expires_at", expires_at),
        ("reason", reason),
    ]
}

#[tokio::test]
async fn every_active_ban_is_listed_with_its_details() {
    let app = TestApp::publishing().await;
    let (article, moderator, editor) =
        (app.article().create().await, app.moderator().await, app.editor().await);
    let reader = app.reader();
    let mut desk = moderator.signed_in().await;
    let empty = desk.see("/desk/bans").await.expect(200);
    empty.assert_shows("Nobody is banned.");
    empty.assert_shows("<a href=\"/desk/bans\" aria-current=\"page\">");
    desk.see("/desk/bans?state=over")
        .await
        .expect(200)
        .assert_shows("No ban has been lifted or has ended.");

    let id = reader.post(&article, "Quarrel.").await.id;
    desk.see(&format!("/desk?status=approved&open={id}"))
        .await
        .expect(200)
        .assert_shows("<a href=\"/desk/bans\">All bans</a>");
    let person = ban(&moderator, json!({ "comment_id": id }), "hold").await;
    let end = app.now().plus(Duration::from_secs(3_600)).to_string();
    ban(&editor, json!({ "network": "198.51.100.7", "expires_at": end }), "reject").await;
    ban(&editor, json!({ "domain": "Müller.DE" }), "reject").await;

    let key = person["author"].as_str().expect("a name of the reader").to_owned();
    let page = desk.see("/desk/bans").await.expect(200);
    page.assert_hides(&reader.email);
    // Only bans of readers have a button, because moderators may not lift the others.
    snapshots::page("desk_bans", &page);
    page.assert_shows(&format!("<code class=\"whom\">{key}</code>"));
    // From the ban to what it caught, and to all of the reader.
    app.advance(Duration::from_secs(60));
    let caught = reader.post(&article, "Quarrel again.").await.id;
    let list =
        desk.see(&format!("/desk?status=all&reason=ban%3A{}", person["id"])).await.expect(200);
    list.assert_shows("Quarrel again.");
    list.assert_shows("data-id=\"");
    assert!(
        list.shows(&format!("data-id=\"{caught}\"")) && !list.shows(&format!("data-id=\"{id}\""))
    );
    desk.see(&format!("/desk?status=all&author={key}"))
        .await
        .expect(200)
        .assert_shows(&format!("data-id=\"{id}\""));
    app.author().await.signed_in().await.see("/desk/bans").await.expect(403);
    app.run_jobs().await;
}

#[tokio::test]
async fn a_ban_is_lifted_by_authorised_staff_and_stays_in_the_list() {
    let app = TestApp::start().await;
    let (article, moderator, editor) =
        (app.article().create().await, app.moderator().await, app.editor().await);
    let id = app.reader().post(&article, "Quarrel.").await.id;
    let person = ban(&moderator, json!({ "comment_id": id }), "reject").await;
    let network = ban(&editor, json!({ "network": "198.51.100.7" }), "hold").await;
    let end = app.now().plus(Duration::from_secs(3_600)).to_string();
    let short = ban(&editor, json!({ "domain": "example.com", "expires_at": end }), "hold").await;
    let lift = |ban: &Value| format!("/desk/bans/{}/lift", ban["id"]);

    let mut desk = moderator.signed_in().await;
    desk.see("/desk/bans").await.expect(200);
    let csrf = std::mem::replace(&mut desk.csrf, "forged".to_owned());
    desk.send(&lift(&person), &[]).await.expect(403);
    desk.csrf = csrf;
    desk.send(&lift(&network), &[]).await.expect(403).assert_shows("This needs the role editor.");
    desk.send("/desk/bans/999999/lift", &[]).await.expect(404);
    assert_eq!(app.count("bans", "lifted_at IS NOT NULL").await, 0);
    for _ in 0..2 {
        assert_eq!(
            desk.send(&lift(&person), &[]).await.expect(303).location(),
            "/desk/bans?done=lift"
        );
    }
    let page = desk.see("/desk/bans?done=lift").await.expect(200);
    page.assert_shows("The ban is lifted.");
    page.assert_hides(&lift(&person));
    assert_eq!(app.logged(Act::Unban).await, 1);

    let shown = row(&mut desk, "/desk/bans?state=over", &person["id"]).await;
    assert!(
        shown.contains(&format!("lifted by {}", moderator.name)) && !shown.contains("<form"),
        "{shown}"
    );
    app.advance(Duration::from_secs(3_600));
    let shown = row(&mut desk, "/desk/bans?state=over", &short["id"]).await;
    assert!(shown.contains("· ended <time"), "{shown}");
    desk.see("/desk/bans?state=over").await.expect(200).assert_hides("198.51.100.0/24");
    let mut desk = editor.signed_in().await;
    let shown = row(&mut desk, "/desk/bans", &network["id"]).await;
    assert!(shown.contains(&lift(&network)), "{shown}");
    desk.send(&lift(&network), &[]).await.expect(303);
    desk.see("/desk/bans").await.expect(200).assert_shows("Nobody is banned.");
    desk.see("/desk/bans?state=never").await.expect(404);
    app.run_jobs().await;
}

#[tokio::test]
async fn editors_ban_domains_and_networks_and_faulty_forms_keep_their_fields() {
    let app = TestApp::start().await;
    let (moderator, editor) = (app.moderator().await, app.editor().await);
    let mut desk = editor.signed_in().await;
    desk.see("/desk/bans").await.expect(200).assert_shows("Ban a domain or a network");

    let wrong = form("network", "10.0.0.0/8", "burn", "2020-01-01", "");
    let wrong = desk.send("/desk/bans", &wrong).await.expect(422);
    let codes = ["network_format", "unknown", "required", "in_the_past"];
    assert_eq!(wrong.codes()[..4], codes);
    snapshots::page("desk_ban_with_faults", &wrong);
    let wrong = desk
        .send("/desk/bans", &form("planet", "Mars", "reject", "", "Too far\naway"))
        .await
        .expect(422);
    assert_eq!(wrong.codes()[..1], ["unknown"]);
    wrong.assert_shows("<a href=\"#kind\"");
    assert_eq!(wrong.textarea("reason").as_deref(), Some("Too far\naway"));
    wrong.assert_shows("<option value=\"reject\" selected>");
    let wrong =
        desk.send("/desk/bans", &form("domain", "co.uk", "hold", "soon", "Why")).await.expect(422);
    assert_eq!(wrong.codes()[..2], ["domain_suffix", "time_format"]);

    let good = form("domain", "Müller.DE", "reject", "2099-12-31", "Forty accounts");
    let csrf = std::mem::replace(&mut desk.csrf, "forged".to_owned());
    desk.send("/desk/bans", &good).await.expect(403);
    desk.csrf = csrf;
    assert_eq!(app.count("bans", "1 = 1").await, 0);
    assert_eq!(desk.send("/desk/bans", &good).await.expect(303).location(), "/desk/bans?done=ban");
    let page = desk.see("/desk/bans?done=ban").await.expect(200);
    snapshots::page("desk_bans_after_ban", &page);
    let again = desk.send("/desk/bans", &good).await.expect(409);
    assert_eq!(again.codes(), ["already"]);
    assert_eq!(again.input("value").as_deref(), Some("Müller.DE"));
    let typed = form("network", " 2001:0db8:0001::7 ", "hold", "", "A house of bots");
    desk.send("/desk/bans", &typed).await.expect(303);
    desk.see("/desk/bans").await.expect(200).assert_shows("2001:db8:1::/48");
    assert_eq!(app.logged(Act::Ban).await, 2);

    // Moderators see the list and are told whose the form is.
    let mut desk = moderator.signed_in().await;
    let page = desk.see("/desk/bans").await.expect(200);
    snapshots::page("desk_bans_for_moderators", &page);
    desk.send("/desk/bans", &form("network", "192.0.2.1", "hold", "", "Why")).await.expect(403);
    assert_eq!(app.count("bans", "1 = 1").await, 2);
    app.run_jobs().await;
}

#[tokio::test]
async fn a_long_list_of_bans_is_paged() {
    let app = TestApp::start().await;
    let editor = app.editor().await;
    let mut ids = Vec::new();
    for number in 0..52 {
        let made =
            ban(&editor, json!({ "network": format!("198.51.{number}.0/24") }), "hold").await;
        ids.push(made["id"].clone());
    }
    let mut desk = editor.signed_in().await;
    let listed = |page: &Answer| page.text().matches("Comments it caught").count();
    let first = desk.see("/desk/bans").await.expect(200);
    assert_eq!(listed(&first), 50);
    let second = desk.see(&first.next_page().expect("a second page")).await.expect(200);
    assert_eq!((listed(&second), second.next_page()), (2, None));
    second.assert_shows("198.51.0.0/24");
    second.assert_shows("198.51.1.0/24");

    for id in &ids {
        editor.remove(&format!("/api/v1/bans/{id}")).await.expect(204);
    }
    let over = desk.see("/desk/bans?state=over").await.expect(200);
    let rest = over.next_page().expect("a second page");
    assert!(rest.starts_with("/desk/bans?state=over&after="), "{rest}");
    assert_eq!(listed(&desk.see(&rest).await.expect(200)), 2);
    desk.see("/desk/bans?after=nonsense").await.expect(422).assert_shows("aria-label=\"Newsroom\"");
    app.run_jobs().await;
}
