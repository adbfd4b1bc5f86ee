//! Settings that an admin changes while the program runs.

use std::sync::Arc;

use rejoinder::app::App;
use rejoinder::audit::model::Act;
use rejoinder::config::Policy;
use serde_json::{Value, json};

use crate::support::app::TestApp;
use crate::support::pictures::photo;
use crate::support::process::Installation;
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

#[tokio::test]
async fn a_picture_or_an_advertisement_that_would_not_show_is_refused() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let fields = [("alt", "The harbour")];
    let file = photo(640, 480, 7);
    let media = crate::media::upload(&admin, &fields, "logo.jpg", &file).await.expect(201).json();
    let path = media["path"].as_str().expect("a path").to_owned();
    let missing = "/media/0123456789abcdef0123456789abcdef/960.png";
    let other_size = path.replace("640", "960");
    for wrong in [missing, &other_size] {
        let refused = admin.patch(SETTINGS, &json!({ "site.logo": wrong })).await.expect(422);
        assert_eq!(refused.codes(), ["unknown"], "{wrong}");
    }
    let oblong = admin.patch(SETTINGS, &json!({ "site.icon": path })).await.expect(422);
    assert_eq!(oblong.codes(), ["not_square"]);
    admin.patch(SETTINGS, &json!({ "site.logo": path })).await.expect(200);
    app.reader().see("/").await.expect(200).assert_shows(&format!("src=\"{path}\""));
    // It stays in the library for as long as pages show it.
    let of_media = format!("/api/v1/media/{}", media["id"]);
    assert_eq!(admin.remove(&of_media).await.expect(409).code(), "in_use");
    admin.patch(SETTINGS, &json!({ "site.logo": null })).await.expect(200);
    admin.remove(&of_media).await.expect(204);

    let html = "<iframe src=\"https://frames.example/1\"></iframe>";
    let refused = admin.patch(SETTINGS, &json!({ "ads.middle": html })).await.expect(422);
    assert_eq!(refused.codes(), ["source"]);
    let detail = refused.json()["errors"][0]["detail"].clone();
    assert!(detail.as_str().is_some_and(|it| it.ends_with("frame-src https://frames.example")));
    let both = json!({ "ads.middle": html, "ads.sources": ["frame-src https://frames.example"] });
    admin.patch(SETTINGS, &both).await.expect(200);
    let refused = admin.patch(SETTINGS, &json!({ "ads.sources": [] })).await.expect(422);
    assert_eq!(refused.json()["errors"][0]["pointer"], "/ads.sources");
    let refused = admin.patch(SETTINGS, &json!({ "ads.top": "Sale</div>" })).await.expect(422);
    assert_eq!(refused.codes(), ["unbalanced"]);
    app.run_jobs().await;
}

#[test]
fn the_check_of_the_configuration_names_what_pages_would_not_show() {
    let set = [
        "site.logo=/media/0123456789abcdef0123456789abcdef/960.png",
        "ads.top=<script src=\"https://ads.example/a.js\"></script>",
    ];
    let checked = Installation::new().run(&["config", "check", "--set", set[0], "--set", set[1]]);
    let said = String::from_utf8_lossy(&checked.stdout).into_owned();
    assert!(checked.status.success(), "{said}");
    assert!(
        said.contains("warning: site.logo names the picture /media/0123456789abcdef"),
        "{said}"
    );
    let ad = "warning: ads.top, checked against ads.sources: Browsers refuse to load this unless the sources name it. \
              Add, one per line: script-src https://ads.example\n";
    assert!(said.contains(ad), "{said}");
}
