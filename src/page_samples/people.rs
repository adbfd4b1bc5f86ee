//! Settings, people and the log as admins see them.

use std::collections::BTreeMap;

use crate::config::Config;
use crate::desk::layout::NavEntry;
use crate::desk::settings;
use crate::desk::settings::view::SettingsPage;
use crate::error::FieldError;
use crate::i18n::{Language, Message};
use crate::page_samples::{rendered, site, staff};
use crate::web::view::Problem;

#[test]
fn a_setting_says_where_its_value_comes_from() {
    let config = Config::from_toml("[site]\ntitle = \"The Harbour Gazette\"").expect("good");
    let desk = BTreeMap::from([("site.tagline".to_owned(), "All the news".into())]);
    let (site, present) = (site(), config.run_time_settings(&desk));
    let page = SettingsPage {
        site: &site,
        staff: staff(NavEntry::Elsewhere),
        groups: settings::grouped(&site.words, &present, &BTreeMap::new()),
        zones: vec!["Europe/Berlin".into(), "UTC".into()],
        languages: Language::ALL.map(|language| (language.name(), language.own_name())).into(),
        seen: "seen".into(),
        saved: true,
        errors: vec![FieldError::new("site.accent", "colour", Message::setting_accent())],
        problem: Some(Problem::new("stale_form", Message::settings_meanwhile())),
    };
    let html = rendered("desk-settings", &page);
    assert!(html.contains("value=\"The Harbour Gazette\"") && html.contains("From text"));
    assert_eq!(html.matches("name=\"reset\"").count(), 1, "only what was set here can be reset");
    assert!(html.contains("id=\"site.accent-error\"") && html.contains("aria-invalid"));
}
