//! The settings that an admin changes while the program runs.
//!
//! A value that is set here overrides the configuration file, but no variable and no flag. Its keys,
//! parsers and limits are those of the configuration ([`crate::config::run_time`]). Beyond those, a
//! picture must be in the library, and an advertisement must load nothing that its sources do not name:
//! files are not refused for these, because a site must start while it is set up.

pub mod web;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::clock::Time;
use crate::config::accent::Accent;
use crate::config::ad_html::{self, AdFault};
use crate::config::run_time::{self, RunTimeSetting};
use crate::config::{Ads, Config, Problem};
use crate::db::{Connection, dialect};
use crate::error::{Error, FieldError, Result};
use crate::i18n::Message;
use crate::ids::AccountId;
use crate::media;
use crate::media::model::Media;
use crate::settings::live::{self, LiveSettings};

/// The key of the lock under which settings are changed, so that two changes are checked together.
const LOCK: &[u8] = b"\0settings\0";
/// The longest value that the log repeats, in bytes of JSON.
const LONGEST_LOGGED: usize = 200;

/// The changes that a request asks for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    /// New values by key; `None` returns a key to the file or the default.
    pub values: BTreeMap<&'static str, Option<Value>>,
    /// A fault at each name that is no setting, or none that can be changed here. They are reported
    /// together with those of the values.
    pub unknown: Vec<FieldError>,
}

impl Changes {
    /// Reads the names and values of a request, in which null means "not set here".
    pub fn read(sent: BTreeMap<String, Value>) -> Changes {
        let mut changes = Changes::default();
        for (name, value) in sent {
            match run_time::key(&name) {
                Some(key) => {
                    changes.values.insert(key, (!value.is_null()).then_some(value));
                }
                None => changes.unknown.push(FieldError::at(
                    &format!("/{name}"),
                    "unknown_field",
                    "There is no such setting, or it can only be set in the configuration",
                )),
            }
        }
        changes
    }
}

/// Every setting that can be changed here, with its value and where that was set.
pub fn list(conn: &mut Connection, live: &LiveSettings) -> Result<Vec<RunTimeSetting>> {
    Ok(live.listed(&live::stored(conn)?))
}

/// Changes settings for the admin `by`. They come into force by
/// [`follow_settings`](crate::app::App::follow_settings) after the commit.
///
/// # Errors
/// [`Error::Invalid`] with every unknown name and every value that cannot be used, under its key:
/// `pinned` for one that a variable or a flag sets.
pub fn change(
    conn: &mut Connection,
    live: &LiveSettings,
    changes: &Changes,
    by: AccountId,
    now: Time,
) -> Result<()> {
    dialect::serialize_on(conn, LOCK)?;
    let before = live::stored(conn)?;
    let mut after = before.clone();
    for (key, value) in &changes.values {
        match value {
            Some(value) => after.insert((*key).to_owned(), value.clone()),
            None => after.remove(*key),
        };
    }
    let mut faults = changes.unknown.clone();
    faults.extend(pinned(&live.listed(&before), changes));
    match live.check(&after) {
        Ok(config) => {
            faults.extend(missing_pictures(conn, &config, changes)?);
            faults.extend(ad_faults(&config.ads, changes));
        }
        Err(problems) => {
            faults.extend(problems.0.iter().filter_map(|problem| fault(problem, changes)));
        }
    }
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let values = changes.values.iter();
    for (key, value) in values.filter(|(key, value)| before.get(**key) != value.as_ref()) {
        live::store(conn, key, value.as_ref())?;
        let detail = json!({ "setting": key, "value": value.as_ref().and_then(logged) });
        audit::append(conn, &Entry { detail: Some(detail), ..Entry::by(by, Act::Setting) }, now)?;
    }
    Ok(())
}

/// The value as the log repeats it, where all editors read it: nothing long, and nothing that may
/// contain an address.
fn logged(value: &Value) -> Option<Value> {
    let text = value.to_string();
    (text.len() <= LONGEST_LOGGED && !text.contains('@')).then(|| value.clone())
}

fn pinned(settings: &[RunTimeSetting], changes: &Changes) -> Vec<FieldError> {
    let pinned = settings
        .iter()
        .filter(|setting| setting.origin.is_pinned() && changes.values.contains_key(setting.key));
    pinned
        .map(|setting| {
            FieldError::new(setting.key, "pinned", Message::setting_pinned(&setting.place))
        })
        .collect()
}

/// A fault at each changed path of a picture that the library does not have, and at that of an icon that
/// is not square.
fn missing_pictures(
    conn: &mut Connection,
    config: &Config,
    changes: &Changes,
) -> Result<Vec<FieldError>> {
    let mut faults = Vec::new();
    for (key, path) in [("site.logo", &config.site.logo), ("site.icon", &config.site.icon)] {
        let Some(path) = path.as_deref().filter(|_| changes.values.contains_key(key)) else {
            continue;
        };
        let (code, detail) = match media::with_file(conn, path)? {
            None => ("unknown", Message::fault_setting_no_picture()),
            Some(Media { width, height, .. }) if key == "site.icon" && width != height => {
                ("not_square", Message::fault_setting_icon_square(width, height))
            }
            Some(_) => continue,
        };
        faults.push(FieldError::new(key, code, detail));
    }
    Ok(faults)
}

/// The faults of advertisements that a change has caused. A slot that stays as it is, is checked again
/// when its sources change.
fn ad_faults(ads: &Ads, changes: &Changes) -> Vec<FieldError> {
    let sources = changes.values.contains_key("ads.sources");
    let mut faults = Vec::new();
    for (slot, html) in ads.slots() {
        let is_changed = changes.values.contains_key(slot);
        if !is_changed && !sources {
            continue;
        }
        for fault in ad_html::faults(html, &ads.sources) {
            let code = match fault {
                AdFault::Undeclared(_) => "source",
                // These are no matter of the sources.
                _ if !is_changed => continue,
                AdFault::Insecure(_) => "source",
                AdFault::Refused(_) => "refused",
                AdFault::Unbalanced(_) => "unbalanced",
            };
            let at = if is_changed { slot } else { "ads.sources" };
            faults.push(FieldError::new(at, code, fault.message()));
        }
    }
    faults
}

/// The fault of a changed value. Values that were stored by another version are no fault of this
/// change.
fn fault(problem: &Problem, changes: &Changes) -> Option<FieldError> {
    let key = run_time::key(&problem.key)?;
    let value = changes.values.get(key)?.as_ref();
    let is_empty = value.is_none_or(|value| value.as_str().is_some_and(|it| it.trim().is_empty()));
    let (code, detail) = match (key, problem.range) {
        (_, Some((least, most))) => ("out_of_range", Message::setting_number(least, most)),
        ("site.title", _) if is_empty => ("required", Message::setting_title()),
        ("site.title" | "site.tagline" | "site.copyright" | "comments.closed_message", _) => {
            ("line", Message::setting_line())
        }
        ("site.guidelines" | "ads.top" | "ads.middle" | "ads.bottom" | "discovery.robots", _) => {
            ("too_long", Message::setting_long())
        }
        ("site.language", _) => ("unknown", Message::setting_language()),
        ("site.timezone", _) => ("unknown", Message::setting_timezone()),
        ("site.social", _) => ("url_format", Message::setting_social()),
        ("site.accent", _) => match value.and_then(Value::as_str).and_then(Accent::proposed) {
            Some(colour) => ("contrast", Message::setting_contrast(colour)),
            None => ("colour", Message::setting_accent()),
        },
        ("articles.permalink", _) => ("pattern", Message::setting_permalink()),
        ("articles.embeds", _) => ("unknown", Message::fault_setting_hosts()),
        ("site.logo" | "site.icon", _) => ("unknown", Message::fault_setting_media_path()),
        ("ads.sources", _) => ("unknown", Message::fault_setting_ad_sources()),
        ("feeds.hub", _) => ("unknown", Message::fault_setting_hub_url()),
        ("discovery.security_contact", _) => ("unknown", Message::fault_setting_contacts()),
        ("discovery.security_policy" | "discovery.indexnow_endpoint", _) => {
            ("unknown", Message::fault_setting_web_url())
        }
        ("discovery.indexnow_key", _) => ("unknown", Message::fault_setting_key_form()),
        _ if key.starts_with("reasons.") => ("line", Message::setting_line()),
        _ => ("unknown", Message::from(problem.remedy.clone())),
    };
    Some(FieldError::new(key, code, detail))
}
