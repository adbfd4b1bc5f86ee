//! The mail preferences of a member of the staff, in the JSON API.

use std::collections::BTreeSet;

use actix_web::web;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::accounts::web::{OwnAccount, OwnSettings};
use crate::app::App;
use crate::db::Connection;
use crate::error::{Error, FieldError, Result};
use crate::i18n::Message;
use crate::ids::{AccountId, SectionId};
use crate::notify::preferences;
use crate::notify::topics::{Frequency, Preferences, Topic};
use crate::web::error::Answer;
use crate::web::json::{Json, private};
use crate::web::responses;

/// The mail preferences of a member of the staff.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "frequency": "hourly", "topics": ["held", "flags", "appeals"], "muted_sections": ["sport"],
    "quiet_from": "22:00", "quiet_until": "07:00", "timezone": "Europe/Berlin"
}))]
pub struct MailChoice {
    /// How often news about one topic are mailed; the first is sent at once.
    frequency: Frequency,
    /// The topics about which mail is sent.
    topics: Vec<Topic>,
    /// Sections (slugs) about whose comments no mail is sent.
    muted_sections: Vec<String>,
    /// The beginning of the quiet hours; null without any.
    quiet_from: Option<String>,
    /// Their end.
    quiet_until: Option<String>,
    /// The IANA name of their zone; null for the site's.
    timezone: Option<String>,
}

/// A new choice, which replaces the former one as a whole; fields that are missing have their defaults.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "frequency": "hourly", "topics": ["held", "flags", "appeals"],
    "quiet_from": "22:00", "quiet_until": "07:00", "timezone": "Europe/Berlin"
}))]
pub struct MailChoiceRequest {
    /// `frequent` (as `moderation.join_minutes` says), `hourly` or `daily`.
    #[schema(value_type = Option<Frequency>)]
    frequency: Option<String>,
    /// The topics about which mail is sent: `held`, `flags`, `appeals`, `late_queue`, `surge`,
    /// `own_articles`. Missing: all.
    #[schema(value_type = Option<Vec<Topic>>)]
    topics: Option<Vec<String>>,
    /// Sections (slugs) about whose comments no mail is sent.
    muted_sections: Option<Vec<String>>,
    /// The beginning of the quiet hours, such as `22:00`.
    quiet_from: Option<String>,
    /// Their end.
    quiet_until: Option<String>,
    /// The IANA name of their zone; null for the site's.
    timezone: Option<String>,
}

/// The checked fields of a choice; sections are named by slugs.
struct Checked {
    chosen: Preferences,
    muted: Vec<String>,
}

impl MailChoiceRequest {
    fn check(self) -> Result<Checked> {
        let mut faults = Vec::new();
        let mut chosen = Preferences::default();
        match self.frequency.as_deref().map(Frequency::parse) {
            None => {}
            Some(Some(frequency)) => chosen.frequency = frequency,
            Some(None) => faults.push(FieldError::new(
                "frequency",
                "unknown",
                Message::fault_mail_frequency(),
            )),
        }
        if let Some(names) = self.topics {
            let wanted: Option<BTreeSet<i16>> =
                names.iter().map(|name| Topic::parse(name).map(|topic| topic as i16)).collect();
            match wanted {
                Some(wanted) => Topic::ALL
                    .into_iter()
                    .filter(|topic| !wanted.contains(&(*topic as i16)))
                    .for_each(|topic| chosen.stop(topic)),
                None => {
                    faults.push(FieldError::new("topics", "unknown", Message::fault_mail_topic()))
                }
            }
        }
        let (from, until) =
            (self.quiet_from.unwrap_or_default(), self.quiet_until.unwrap_or_default());
        collect(preferences::quiet_hours(&from, &until), &mut chosen.quiet, &mut faults)?;
        let zone = preferences::timezone(&self.timezone.unwrap_or_default());
        collect(zone, &mut chosen.timezone, &mut faults)?;
        if faults.is_empty() {
            Ok(Checked { chosen, muted: self.muted_sections.unwrap_or_default() })
        } else {
            Err(Error::Invalid(faults))
        }
    }
}

/// Stores a value, or adds its faults to those of the other fields.
fn collect<T>(parsed: Result<T>, value: &mut T, faults: &mut Vec<FieldError>) -> Result<()> {
    match parsed {
        Ok(parsed) => *value = parsed,
        Err(Error::Invalid(found)) => faults.extend(found),
        Err(error) => return Err(error),
    }
    Ok(())
}

fn load(conn: &mut Connection, account: AccountId) -> Result<MailChoice> {
    let chosen = preferences::of(conn, account)?;
    let sections = preferences::sections(conn)?;
    let muted = sections.into_iter().filter(|(id, _, _)| chosen.muted.contains(id));
    let (from, until) = chosen.quiet.map(|quiet| quiet.times()).unzip();
    Ok(MailChoice {
        frequency: chosen.frequency,
        topics: Topic::ALL.into_iter().filter(|topic| chosen.wants(*topic)).collect(),
        muted_sections: muted.map(|(_, slug, _)| slug).collect(),
        quiet_from: from,
        quiet_until: until,
        timezone: chosen.timezone,
    })
}

/// Shows what mail the caller gets.
#[utoipa::path(
    get, path = "/api/v1/me/mail", tag = "accounts",
    responses(
        (status = 200, description = "The choice", body = MailChoice),
        responses::StaffErrors,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn show(app: web::Data<App>, OwnAccount(staff): OwnAccount) -> Answer {
    let id = staff.id;
    Ok(private(&app.db.read(move |conn| load(conn, id)).await?))
}

/// Chooses what mail the caller gets.
///
/// Needs a session, or a token with the scope `moderate` or `publish`.
#[utoipa::path(
    put, path = "/api/v1/me/mail", tag = "accounts", request_body = MailChoiceRequest,
    responses(
        (status = 200, description = "The choice as it is now", body = MailChoice),
        responses::StaffErrors, responses::BodyErrors,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn replace(
    app: web::Data<App>,
    OwnSettings(staff): OwnSettings,
    wanted: Json<MailChoiceRequest>,
) -> Answer {
    let Checked { mut chosen, muted } = wanted.check(MailChoiceRequest::check)?;
    let id = staff.id;
    let shown = app
        .db
        .write(move |conn| {
            let known = preferences::sections(conn)?;
            for slug in &muted {
                let section = known.iter().find(|(_, known, _)| known == slug);
                let unknown =
                    || Error::invalid("muted_sections", "unknown", Message::fault_mail_section());
                let found: &(SectionId, String, String) = section.ok_or_else(unknown)?;
                chosen.muted.insert(found.0);
            }
            preferences::set(conn, id, &chosen)?;
            load(conn, id)
        })
        .await?;
    Ok(private(&shown))
}
