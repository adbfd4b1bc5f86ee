//! Settings in the JSON API, for admins.
#![allow(unused_qualifications, reason = "the code that utoipa writes for a query has one")]

use std::collections::BTreeMap;

use actix_web::web;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::accounts::web::Admin;
use crate::app::App;
use crate::config::run_time::{Origin, RunTimeSetting};
use crate::error::{Error, Result};
use crate::site_settings::{self, Changes};
use crate::web::error::Answer;
use crate::web::idempotency::IdempotencyKey;
use crate::web::json::{Json, private};
use crate::web::responses;

/// A setting that can be changed at run time.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "value": "The Harbour Gazette", "default": "Rejoinder", "origin": "desk", "place": "desk", "pinned": false
}))]
pub struct Setting {
    /// The value in force; null if not set.
    value: Value,
    /// The built-in default; null if there is none.
    default: Value,
    /// Where the value was set.
    origin: Origin,
    /// The same in words: `file /etc/rejoinder.toml`, `variable REJOINDER__SITE__TITLE`.
    place: String,
    /// Whether a variable or a flag sets it, so that it cannot be changed here.
    pinned: bool,
}

impl From<RunTimeSetting> for Setting {
    fn from(setting: RunTimeSetting) -> Setting {
        let RunTimeSetting { value, default, origin, place, .. } = setting;
        Setting { value, default, origin, place, pinned: origin.is_pinned() }
    }
}

/// Shows the settings that can be changed at run time
///
/// By their keys in the configuration, such as `site.title`. A value that is set here or at the desk
/// overrides the default and the file; a variable or a flag overrides all of them.
#[utoipa::path(
    get, path = "/api/v1/settings", tag = "settings",
    responses(
        (status = 200, description = "The settings by key", body = BTreeMap<String, Setting>),
        responses::StaffErrors,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn show(app: web::Data<App>, _: Admin) -> Answer {
    let settings = app.clone();
    let listed =
        app.db.read(move |conn| site_settings::list(conn, &settings.live_settings)).await?;
    Ok(private(&by_key(listed)))
}

fn by_key(listed: Vec<RunTimeSetting>) -> BTreeMap<&'static str, Setting> {
    listed.into_iter().map(|setting| (setting.key, Setting::from(setting))).collect()
}

/// New values by key.
#[derive(Debug, serde::Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = BTreeMap<String, Object>, example = json!({ "site.title": "The Harbour Gazette", "site.tagline": null }))]
pub struct SettingsChange(BTreeMap<String, Value>);

/// Changes settings
///
/// In force at once here, and within a second on every other node. Null returns a setting to the
/// file or the default. All values are checked before any is changed.
#[utoipa::path(
    patch, path = "/api/v1/settings", tag = "settings", request_body = SettingsChange,
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a retry the same change: 1 to 255 visible ASCII characters")),
    responses(
        (status = 200, description = "The settings as they are now", body = BTreeMap<String, Setting>),
        responses::StaffErrors, responses::BodyErrors,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn change(
    app: web::Data<App>,
    Admin(admin): Admin,
    key: IdempotencyKey,
    sent: Json<SettingsChange>,
) -> Answer {
    let now = app.clock.now();
    let changes = sent.check(|SettingsChange(sent)| Ok(Changes::read(sent)))?;
    let (once, settings) = (key.by_staff(&app.vault, admin.id), app.clone());
    let (outcome, listed) = app
        .db
        .write(move |conn| {
            let live = &settings.live_settings;
            let outcome = once.run(conn, now, |conn| {
                site_settings::change(conn, live, &changes, admin.id, now)?;
                Ok((200, Value::Null))
            })?;
            Ok((outcome, site_settings::list(conn, live)?))
        })
        .await?;
    app.follow_settings().await?;
    tracing::info!(by = %admin.id, "settings were changed");
    let body: Result<Value> = serde_json::to_value(by_key(listed)).map_err(Error::internal);
    Ok(outcome.with_body(body?).answer())
}
