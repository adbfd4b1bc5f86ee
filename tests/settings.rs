//! Settings that an admin changes while the program runs.

use std::sync::Arc;

use rejoinder::app::App;
use rejoinder::audit::model::Act;
use rejoinder::config::Policy;
use serde_json::{Value, json};

use crate::support::app::TestApp;
use crate::support::staff::Staff;

const SETTINGS: &str = "/api/v1/settings";

async fn setting(admin: &Staff, key: &str) -> Value {
    admin.get(SETTINGS).await.expect(200).json()[key].clone()
}

#[tokio::test]
async fn a_setting_is_in_force_at_once_and_says_where_it_comes_from() {
    let app = TestApp::start().await;
    let (admin, reader) = (app.admin().await, app.reader());
    let article = app.article().create().await;
    let before = setting(&admin, "site.title").await;
    assert_eq!((&before["value"], &before["origin"]), (&json!("The Quay"), &json!("file")));
    assert_eq!(before["default"], "Rejoinder");
    // Cached with the old name.
    for path in ["/", &article.path] {
        assert!(reader.see(path).await.expect(200).shows("The Quay"));
    }
    let change = json!({
        "site.title": "The Harbour Gazette", "site.tagline": "News from the quay", "site.accent": "#1a4b8c",
        "site.social": [{ "label": "Mastodon", "url": "https://social.example/@news" }],
    });
    let answer = admin.patch(SETTINGS, &change).await.expect(200).json();
    assert_eq!(answer["site.title"], setting(&admin, "site.title").await);
    assert_eq!(answer["site.title"]["origin"], "desk");
    for path in ["/", &article.path] {
        let page = reader.see(path).await.expect(200);
        assert!(page.shows("The Harbour Gazette") && !page.shows("The Quay"), "{path}");
        assert!(page.shows("News from the quay") && page.shows("Mastodon"));
        assert!(page.shows("/assets/accent-1a4b8c.css"));
    }
    assert!(reader.see("/assets/accent-1a4b8c.css").await.expect(200).shows("--accent:#1a4b8c"));
    assert_eq!(app.logged(Act::Setting).await, 4);

    let back = json!({ "site.title": null, "site.accent": null });
    let answer = admin.patch(SETTINGS, &back).await.expect(200).json();
    assert_eq!(
        (&answer["site.title"]["value"], &answer["site.title"]["origin"]),
        (&json!("The Quay"), &json!("file"))
    );
    assert!(reader.see("/").await.expect(200).shows("The Quay"));
    assert_eq!(app.logged(Act::Setting).await, 6);
    // What is set as it was is no change.
    admin.patch(SETTINGS, &json!({ "site.tagline": "News from the quay" })).await.expect(200);
    assert_eq!(app.logged(Act::Setting).await, 6);
}

#[tokio::test]
async fn another_node_follows_a_setting() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let other = App::open((*app.core.settings()).clone(), app.world().clock.clone());
    let other = Arc::new(other.expect("a second node"));
    let change = json!({ "site.title": "Elsewhere", "comments.policy": "publish_all" });
    admin.patch(SETTINGS, &change).await.expect(200);
    assert_eq!(other.settings().site.title, "The Quay");
    // As every node does each second.
    other.follow_settings().await.expect("followed");
    let settings = other.settings();
    assert_eq!(
        (settings.site.title.as_str(), settings.comments.policy),
        ("Elsewhere", Policy::PublishAll)
    );
}

#[tokio::test]
async fn every_fault_is_reported_and_then_nothing_is_changed() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let change = json!({
        "site.title": " ", "site.timezone": "Berlin", "site.accent": "#ffcc00", "articles.per_page": 0,
        "articles.permalink": "/desk/{slug}", "site.tagline": "Fine", "colour": "red",
    });
    let refused = admin.patch(SETTINGS, &change).await.expect(422).json();
    let mut faults: Vec<(&str, &str)> = refused["errors"]
        .as_array()
        .expect("faults")
        .iter()
        .map(|fault| {
            (fault["pointer"].as_str().expect("a pointer"), fault["code"].as_str().expect("a code"))
        })
        .collect();
    faults.sort_unstable();
    assert_eq!(
        faults,
        [
            ("/articles.per_page", "out_of_range"),
            ("/articles.permalink", "pattern"),
            ("/colour", "unknown_field"),
            ("/site.accent", "contrast"),
            ("/site.timezone", "unknown"),
            ("/site.title", "required"),
        ]
    );
    for unknown in ["site.titel", "server.listen", "mail.smtp_url"] {
        let refused = admin.patch(SETTINGS, &json!({ unknown: "x" })).await.expect(422);
        assert_eq!(refused.codes(), ["unknown_field"], "{unknown}");
    }
    assert_eq!(setting(&admin, "site.tagline").await["value"], "");
    assert_eq!(app.logged(Act::Setting).await, 0);
    let editor = app.editor().await;
    editor.get(SETTINGS).await.expect(403);
    editor.patch(SETTINGS, &json!({ "site.title": "Mine" })).await.expect(403);
}

#[tokio::test]
async fn the_desk_saves_what_was_changed_in_the_form_and_nothing_else() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let mut desk = admin.signed_in().await;
    let page = desk.see("/desk/settings").await.expect(200);
    let seen = page.input("seen").expect("the state of the form");
    let embeds = setting(&admin, "articles.embeds").await["default"].clone();
    let embeds: Vec<String> = serde_json::from_value(embeds).expect("a list of hosts");
    let embeds = embeds.join("\n");
    let form = |seen: &str, title: &str, accent: &str| {
        let listed = [
            ("seen", seen),
            ("site.title", title),
            ("site.accent", accent),
            ("site.language", "en"),
            ("site.timezone", "UTC"),
            ("articles.permalink", "/{year}/{month}/{slug}"),
            ("articles.per_page", "10"),
            ("articles.fold_words", "1500"),
            ("articles.embeds", embeds.as_str()),
            ("feeds.content", "full"),
            ("feeds.entries", "20"),
            ("comments.mode", "open"),
            ("comments.min_interval", "15"),
            ("comments.edit_window", "900"),
            ("moderation.undo_window", "30"),
            ("moderation.target_minutes", "0"),
            ("moderation.join_minutes", "10"),
        ];
        listed.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()
    };
    async fn send(
        desk: &mut crate::support::staff::Desk,
        fields: Vec<(String, String)>,
    ) -> crate::support::answer::Answer {
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        desk.send("/desk/settings", &fields).await
    }
    let wrong = send(&mut desk, form(&seen, "The Gazette", "yellow")).await.expect(422);
    assert!(wrong.shows("value=\"The Gazette\"") && wrong.shows("site.accent-error"));
    assert_eq!(app.logged(Act::Setting).await, 0);

    let saved = send(&mut desk, form(&seen, "The Gazette", "#1a4b8c")).await.expect(303);
    assert_eq!(saved.header("location"), "/desk/settings?done=saved");
    assert_eq!(app.logged(Act::Setting).await, 2);
    assert_eq!(setting(&admin, "articles.per_page").await["origin"], "default");

    // The form of a colleague who has not seen that.
    let stale = send(&mut desk, form(&seen, "The Post", "#1a4b8c")).await.expect(409);
    assert!(stale.shows("value=\"The Post\""));
    assert_eq!(setting(&admin, "site.title").await["value"], "The Gazette");

    desk.send("/desk/settings", &[("seen", &seen), ("reset", "site.title")]).await.expect(303);
    assert_eq!(setting(&admin, "site.title").await["origin"], "file");
    app.editor().await.signed_in().await.see("/desk/settings").await.expect(403);
}
