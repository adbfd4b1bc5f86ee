//! `/desk/settings`: name, appearance, paths, comments and other settings that are in force at once.
//! The API has all settings, this page those that a publication changes.

pub mod view;

use std::collections::BTreeMap;

use actix_web::{HttpRequest, web};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::accounts::model::Staff;
use crate::accounts::web::Admin;
use crate::app::App;
use crate::backups;
use crate::clock::Zone;
use crate::config::SocialLink;
use crate::config::run_time::{Origin, RunTimeSetting};
use crate::desk::form::{DeskForm, Feedback};
use crate::desk::layout::{NavEntry, head};
use crate::desk::settings::view::{Input, SettingField, SettingGroup, SettingsPage};
use crate::error::{Error, Result};
use crate::i18n::{Language, Message, Words};
use crate::site_settings::{self, Changes};
use crate::vault;
use crate::web::error::Answer;
use crate::web::form_errors::FormErrors;
use crate::web::list::Query;
use crate::web::page::{see_other, show};
use crate::web::view::Site;

/// The last action.
#[derive(Debug, Default, Deserialize)]
pub struct SettingsQuery {
    done: Option<String>,
}

/// `GET /desk/settings`.
pub async fn list(
    app: web::Data<App>,
    request: HttpRequest,
    Admin(staff): Admin,
    Query(query): Query<SettingsQuery>,
) -> Answer {
    let feedback = Feedback { done: query.done, ..Feedback::default() };
    show_form(&app, &request, &staff, BTreeMap::new(), feedback).await
}

/// `POST /desk/settings`: saves what was changed in the form, or resets one setting. A value that was
/// not changed is not set, so that it still follows the file.
pub async fn save(
    app: web::Data<App>,
    request: HttpRequest,
    Admin(staff): Admin,
    form: DeskForm<Vec<(String, String)>>,
) -> Answer {
    let DeskForm(fields) = form;
    let sent: BTreeMap<String, String> = fields.into_iter().collect();
    match change(&app, &staff, &sent).await {
        Ok(None) => Ok(see_other("/desk/settings?done=saved")),
        Ok(Some(unsaved)) => {
            let feedback = Feedback { done: Some("saved".to_owned()), ..Feedback::default() };
            show_form(&app, &request, &staff, unsaved, feedback).await
        }
        Err(error) => {
            let feedback = FormErrors::of(error)?.into();
            show_form(&app, &request, &staff, sent, feedback).await
        }
    }
}

/// Makes the change. Returns the form if something else was written in it than the reset that was asked
/// for.
async fn change(
    app: &web::Data<App>,
    staff: &Staff,
    sent: &BTreeMap<String, String>,
) -> Result<Option<BTreeMap<String, String>>> {
    let (by, now, parts) = (staff.id, app.clock.now(), app.clone());
    let sent = sent.clone();
    let unsaved = app
        .db
        .write(move |conn| {
            let live = &parts.live_settings;
            let present = site_settings::list(conn, live)?;
            let changes = match sent.get("reset") {
                Some(key) => {
                    let reset = Changes::read([(key.clone(), Value::Null)].into());
                    site_settings::change(conn, live, &reset, by, now)?;
                    return Ok(unsaved(&present, &site_settings::list(conn, live)?, key, &sent));
                }
                None if sent.get("seen") != Some(&edition(&present)) => {
                    return Err(Error::conflict("stale_form", Message::settings_meanwhile()));
                }
                None => changed(&present, &sent),
            };
            site_settings::change(conn, live, &changes, by, now).map(|()| None)
        })
        .await?;
    app.follow_settings().await?;
    Ok(unsaved)
}

/// The form that was sent to reset `key`, with that key's value as it is now; none if it has nothing else
/// that is not saved, and none if others have changed something since it was shown.
fn unsaved(
    before: &[RunTimeSetting],
    now: &[RunTimeSetting],
    key: &str,
    sent: &BTreeMap<String, String>,
) -> Option<BTreeMap<String, String>> {
    let is_whole = FIELDS.iter().filter(|(field, _)| sent.contains_key(*field)).count() > 1;
    let is_other = changed(before, sent).values.keys().any(|field| *field != key);
    if !is_whole || !is_other || sent.get("seen") != Some(&edition(before)) {
        return None;
    }
    let (_, input) = FIELDS.iter().find(|(field, _)| *field == key)?;
    let setting = now.iter().find(|setting| setting.key == key)?;
    let mut form = sent.clone();
    form.insert(key.to_owned(), written(*input, &setting.value));
    Some(form)
}

/// Identifies the present values.
fn edition(settings: &[RunTimeSetting]) -> String {
    let values: Vec<_> = settings.iter().map(|setting| (setting.key, &setting.value)).collect();
    URL_SAFE_NO_PAD.encode(&vault::hash(&json!(values).to_string())[..9])
}

/// The settings of the page that differ from the form that was sent.
fn changed(present: &[RunTimeSetting], sent: &BTreeMap<String, String>) -> Changes {
    let mut changes = Changes::default();
    for (key, input) in FIELDS {
        let setting = present.iter().find(|setting| setting.key == *key);
        let Some(setting) = setting.filter(|setting| !setting.origin.is_pinned()) else { continue };
        let text = sent.get(*key).map_or("", String::as_str);
        if comparable(text) != comparable(&written(*input, &setting.value)) {
            changes.values.insert(key, Some(read(*input, text)));
        }
    }
    changes
}

/// A text as it is compared: browsers send line breaks as CR LF, and an unticked box not at all.
fn comparable(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    if text == "false" { String::new() } else { text.trim().to_owned() }
}

/// The value of a field as JSON. What cannot be read becomes a value that the configuration refuses.
fn read(input: Input, text: &str) -> Value {
    let text = text.trim();
    match input {
        Input::Switch => Value::from(text == "true"),
        Input::Number => text.parse::<i64>().map_or_else(|_| Value::from(text), Value::from),
        Input::Links => {
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            let link = |line: &str| {
                let (label, url) = line.rsplit_once(char::is_whitespace).unwrap_or((line, ""));
                json!({ "label": label.trim(), "url": url })
            };
            lines.map(link).collect()
        }
        Input::Lines => {
            text.lines().map(str::trim).filter(|line| !line.is_empty()).map(Value::from).collect()
        }
        Input::Line
        | Input::Language
        | Input::Zone
        | Input::Text
        | Input::CommentMode
        | Input::FeedContent => Value::from(text),
    }
}

/// The value as it stands in its field.
fn written(input: Input, value: &Value) -> String {
    match (input, value) {
        (_, Value::Null) => String::new(),
        (Input::Links, value) => {
            let links: Vec<SocialLink> = serde_json::from_value(value.clone()).unwrap_or_default();
            let lines: Vec<String> =
                links.iter().map(|link| format!("{} {}", link.label, link.url)).collect();
            lines.join("\n")
        }
        (Input::Lines, Value::Array(values)) => {
            values.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n")
        }
        (_, Value::String(text)) => text.clone(),
        (_, other) => other.to_string(),
    }
}

/// The fields of the page.
const FIELDS: &[(&str, Input)] = &[
    ("site.title", Input::Line),
    ("site.tagline", Input::Line),
    ("site.language", Input::Language),
    ("site.timezone", Input::Zone),
    ("site.accent", Input::Line),
    ("site.logo", Input::Line),
    ("site.icon", Input::Line),
    ("site.social", Input::Links),
    ("site.copyright", Input::Line),
    ("articles.permalink", Input::Line),
    ("articles.per_page", Input::Number),
    ("articles.open_days", Input::Number),
    ("articles.fold_words", Input::Number),
    ("articles.embeds", Input::Lines),
    ("comments.mode", Input::CommentMode),
    ("comments.closed_message", Input::Line),
    ("site.guidelines", Input::Text),
    ("comments.min_interval", Input::Number),
    ("comments.edit_window", Input::Number),
    ("site.transparency", Input::Switch),
    ("moderation.undo_window", Input::Number),
    ("moderation.target_minutes", Input::Number),
    ("moderation.join_minutes", Input::Number),
    ("reasons.spam", Input::Line),
    ("reasons.abuse", Input::Line),
    ("reasons.off_topic", Input::Line),
    ("reasons.personal_data", Input::Line),
    ("reasons.illegal", Input::Line),
    ("reasons.duplicate", Input::Line),
    ("reasons.quality", Input::Line),
    ("reasons.other", Input::Line),
    ("ads.top", Input::Text),
    ("ads.middle", Input::Text),
    ("ads.bottom", Input::Text),
    ("ads.sources", Input::Lines),
    ("feeds.content", Input::FeedContent),
    ("feeds.entries", Input::Number),
    ("feeds.hub", Input::Line),
    ("discovery.robots", Input::Text),
    ("discovery.security_contact", Input::Lines),
    ("discovery.security_policy", Input::Line),
    ("discovery.indexnow_key", Input::Line),
];

/// Label and hint of a field.
fn captions(key: &str) -> (Message, Message) {
    let none = || Message::from("");
    match key {
        "site.title" => (Message::setting_name(), Message::setting_name_hint()),
        "site.tagline" => (Message::setting_tagline(), Message::setting_tagline_hint()),
        "site.language" => {
            (Message::setting_site_language(), Message::setting_site_language_hint())
        }
        "site.timezone" => (Message::setting_zone(), Message::setting_zone_hint()),
        "site.accent" => (Message::setting_colour(), Message::setting_colour_hint()),
        "site.logo" => (Message::setting_logo(), Message::setting_logo_hint()),
        "site.icon" => (Message::setting_icon(), Message::setting_icon_hint()),
        "site.social" => (Message::setting_links(), Message::setting_links_hint()),
        "site.copyright" => (Message::setting_copyright(), Message::setting_copyright_hint()),
        "articles.permalink" => (Message::setting_paths(), Message::setting_paths_hint()),
        "articles.per_page" => (Message::setting_per_page(), Message::setting_per_page_hint()),
        "articles.open_days" => (Message::setting_open_days(), Message::setting_open_days_hint()),
        "articles.fold_words" => (Message::setting_fold(), Message::setting_fold_hint()),
        "articles.embeds" => (Message::setting_embeds(), Message::setting_embeds_hint()),
        "ads.top" => (Message::setting_ad_top(), none()),
        "ads.middle" => (Message::setting_ad_middle(), none()),
        "ads.bottom" => (Message::setting_ad_bottom(), none()),
        "ads.sources" => (Message::setting_ad_sources(), Message::setting_ad_sources_hint()),
        "feeds.content" => (Message::setting_feed_content(), Message::setting_feed_content_hint()),
        "feeds.entries" => (Message::setting_feed_entries(), Message::setting_feed_entries_hint()),
        "feeds.hub" => (Message::setting_feed_hub(), Message::setting_feed_hub_hint()),
        "discovery.robots" => (Message::setting_robots(), Message::setting_robots_hint()),
        "discovery.security_contact" => {
            (Message::setting_security_contact(), Message::setting_security_contact_hint())
        }
        "discovery.security_policy" => {
            (Message::setting_security_policy(), Message::setting_security_policy_hint())
        }
        "discovery.indexnow_key" => (Message::setting_indexnow(), Message::setting_indexnow_hint()),
        "comments.mode" => (Message::setting_mode(), Message::setting_mode_hint()),
        "comments.closed_message" => {
            (Message::setting_closed_message(), Message::setting_closed_message_hint())
        }
        "site.guidelines" => (Message::setting_guidelines(), Message::setting_guidelines_hint()),
        "comments.min_interval" => (Message::setting_interval(), Message::setting_interval_hint()),
        "comments.edit_window" => {
            (Message::setting_edit_window(), Message::setting_edit_window_hint())
        }
        "site.transparency" => (Message::setting_figures(), Message::setting_figures_hint()),
        "moderation.undo_window" => (Message::setting_undo(), Message::setting_undo_hint()),
        "moderation.target_minutes" => (Message::setting_target(), Message::setting_target_hint()),
        "moderation.join_minutes" => (Message::setting_join(), Message::setting_join_hint()),
        "reasons.spam" => (Message::label_spam(), none()),
        "reasons.abuse" => (Message::label_abuse(), none()),
        "reasons.off_topic" => (Message::label_off_topic(), none()),
        "reasons.personal_data" => (Message::label_personal_data(), none()),
        "reasons.illegal" => (Message::label_illegal(), none()),
        "reasons.duplicate" => (Message::label_duplicate(), none()),
        "reasons.quality" => (Message::label_quality(), none()),
        _ => (Message::label_other(), none()),
    }
}

/// The groups: heading, hint, and the key of the first field of each.
fn groups() -> [(&'static str, Message, Message, &'static str); 8] {
    let none = || Message::from("");
    [
        ("publication", Message::settings_publication(), none(), "site.title"),
        ("appearance", Message::settings_appearance(), none(), "site.accent"),
        ("articles", Message::settings_articles(), none(), "articles.permalink"),
        ("comments", Message::settings_comments(), none(), "comments.mode"),
        ("moderation", Message::settings_moderation(), none(), "moderation.undo_window"),
        ("reasons", Message::settings_reasons(), Message::settings_reasons_hint(), "reasons.spam"),
        ("ads", Message::settings_ads(), Message::settings_ads_hint(), "ads.top"),
        ("feeds", Message::settings_feeds(), none(), "feeds.content"),
    ]
}

async fn show_form(
    app: &web::Data<App>,
    request: &HttpRequest,
    staff: &Staff,
    sent: BTreeMap<String, String>,
    feedback: Feedback,
) -> Answer {
    let parts = app.clone();
    let (present, backups) = app
        .db
        .read(move |conn| {
            Ok((
                site_settings::list(conn, &parts.live_settings)?,
                backups::schedule::State::read(conn)?,
            ))
        })
        .await?;
    let site = Site::for_member(&app.settings(), staff.language);
    let view = SettingsPage {
        staff: head(app, request, staff, NavEntry::Settings).await?,
        groups: grouped(&site.words, &present, &sent),
        zones: Zone::names(),
        languages: Language::ALL.map(|language| (language.name(), language.own_name())).into(),
        seen: edition(&present),
        backup_overdue: backups.is_overdue(app.config.backup.every, app.clock.now()),
        backup: backups.proven.map(|proven| proven.at.into()),
        saved: feedback.done.is_some_and(|done| done == "saved"),
        errors: feedback.errors,
        problem: feedback.problem,
        site: &site,
    };
    show(feedback.status, &view)
}

/// The fields in their groups, with what was `sent` instead of the present values.
pub(crate) fn grouped(
    words: &Words,
    present: &[RunTimeSetting],
    sent: &BTreeMap<String, String>,
) -> Vec<SettingGroup> {
    let say = |message: &Message| words.say(message).into_owned();
    let mut shown: Vec<SettingGroup> = Vec::new();
    for (key, input) in FIELDS {
        if let Some((id, heading, hint, _)) = groups().iter().find(|(.., first)| first == key) {
            let (heading, hint) = (say(heading), say(hint));
            shown.push(SettingGroup { id, heading, hint, fields: Vec::new() });
        }
        let Some(setting) = present.iter().find(|setting| setting.key == *key) else { continue };
        let (label, hint) = captions(key);
        let value = match (sent.is_empty(), setting.origin.is_pinned()) {
            (false, false) => sent.get(*key).cloned().unwrap_or_default(),
            _ => written(*input, &setting.value),
        };
        let field = SettingField {
            key,
            label: say(&label),
            hint: say(&hint),
            input: *input,
            value,
            origin: origin(setting).as_ref().map(say),
            pinned: setting.origin.is_pinned(),
            set_here: setting.origin == Origin::Desk,
        };
        if let Some(group) = shown.last_mut() {
            group.fields.push(field);
        }
    }
    shown
}

/// Where a value comes from that is not the default.
fn origin(setting: &RunTimeSetting) -> Option<Message> {
    Some(match setting.origin {
        Origin::Default => return None,
        Origin::File => {
            let file = setting.place.strip_prefix("file ").unwrap_or(&setting.place);
            Message::setting_from_file(file)
        }
        // A flag and a variable are recognised by their spelling; the words before them are English.
        Origin::Environment | Origin::Flag => {
            let place = setting.place.as_str();
            let flag = place.strip_prefix("flag ");
            let bare = flag.or_else(|| place.strip_prefix("variable ")).unwrap_or(place);
            Message::setting_pinned(bare)
        }
        Origin::Desk => Message::setting_from_desk(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn present() -> Vec<RunTimeSetting> {
        let config = Config::from_toml(
            "[site]\nsocial = [{ label = \"The Fediverse\", url = \"https://a.example/\" }]",
        );
        config.expect("a good configuration").run_time_settings(&BTreeMap::new())
    }

    /// The fields that a browser sends for the form as it was shown.
    fn unchanged() -> BTreeMap<String, String> {
        let present = present();
        let value = |key: &str| present.iter().find(|setting| setting.key == key).expect(key);
        FIELDS
            .iter()
            .map(|(key, input)| ((*key).to_owned(), written(*input, &value(key).value)))
            .filter(|(_, text)| text != "false")
            .collect()
    }

    #[test]
    fn only_what_was_changed_is_set() {
        assert_eq!(changed(&present(), &unchanged()), Changes::default());
        let mut sent = unchanged();
        sent.insert("site.title".to_owned(), "The Harbour Gazette".to_owned());
        sent.insert("site.transparency".to_owned(), "true".to_owned());
        sent.insert(
            "discovery.security_contact".to_owned(),
            "mailto:a@b.example\r\n\r\n https://b.example/ ".to_owned(),
        );
        sent.insert("articles.open_days".to_owned(), "30".to_owned());
        sent.insert(
            "site.social".to_owned(),
            "The Fediverse https://a.example/\r\nB https://b.example/".to_owned(),
        );
        let changes = changed(&present(), &sent);
        let expected = json!({
            "site.title": "The Harbour Gazette", "site.transparency": true, "articles.open_days": 30,
            "discovery.security_contact": ["mailto:a@b.example", "https://b.example/"],
            "site.social": [
                { "label": "The Fediverse", "url": "https://a.example/" },
                { "label": "B", "url": "https://b.example/" },
            ],
        });
        assert_eq!(json!(changes.values), expected);
    }

    #[test]
    fn a_reset_keeps_what_else_was_written() {
        let present = present();
        let mut sent = unchanged();
        sent.insert("seen".to_owned(), edition(&present));
        assert_eq!(unsaved(&present, &present, "site.title", &sent), None);
        sent.insert("site.tagline".to_owned(), "All of it".to_owned());
        sent.insert("site.title".to_owned(), "Typed and reset".to_owned());
        let form = unsaved(&present, &present, "site.title", &sent).expect("the tagline is new");
        assert_eq!((&*form["site.tagline"], &*form["site.title"]), ("All of it", "Rejoinder"));
        sent.insert("seen".to_owned(), "older".to_owned());
        assert_eq!(unsaved(&present, &present, "site.title", &sent), None);
    }

    #[test]
    fn a_field_says_by_the_spelling_alone_what_sets_it() {
        let said = |origin_is: Origin, place: &str| {
            let setting = RunTimeSetting {
                origin: origin_is,
                place: place.to_owned(),
                ..present().into_iter().next().expect("a setting")
            };
            origin(&setting).map(|message| Words::of("de").say(&message).into_owned())
        };
        let by_flag = said(Origin::Flag, "flag --set site.title").expect("it is not the default");
        assert!(by_flag.starts_with("Gesetzt durch --set site.title;"), "{by_flag}");
        let by_variable = said(Origin::Environment, "variable REJOINDER__SITE__TITLE");
        assert!(by_variable.expect("said").starts_with("Gesetzt durch REJOINDER__SITE__TITLE;"));
        assert_eq!(said(Origin::Default, "default"), None);
    }

    #[test]
    fn every_field_is_a_setting_and_stands_in_a_group() {
        let shown = grouped(&Words::default(), &present(), &BTreeMap::new());
        assert_eq!(shown.iter().map(|group| group.fields.len()).sum::<usize>(), FIELDS.len());
        assert_eq!(shown.len(), groups().len());
    }
}
