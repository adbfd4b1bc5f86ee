//! The form for what mail the member gets.

use crate::accounts::model::Role;
use crate::articles;
use crate::clock::Zone;
use crate::config::Config;
use crate::db::Connection;
use crate::desk::account::view::MailForm;
use crate::error::{Error, FieldError, Result};
use crate::i18n::Message;
use crate::ids::SectionId;
use crate::notify::preferences;
use crate::notify::topics::{Frequency, Preferences, Topic};

/// All sections with their names from the top, because two may have the same name, in the order of the
/// tree.
pub(super) fn sections(conn: &mut Connection) -> Result<Vec<(SectionId, String)>> {
    let all = articles::sections::all(conn)?;
    Ok(all.into_iter().map(|section| (section.node.id, section.path)).collect())
}

/// The topics of which a member with this role ever gets mail.
fn topics(role: Role) -> impl Iterator<Item = Topic> {
    let is_shown = move |topic: &Topic| role >= Role::Moderator || *topic == Topic::OwnArticles;
    Topic::ALL.into_iter().filter(is_shown)
}

/// The form with what the member has chosen.
pub(super) fn form(
    config: &Config,
    chosen: &Preferences,
    sections: &[(SectionId, String)],
    role: Role,
) -> MailForm {
    let join = config.moderation.join;
    let label = |frequency| match frequency {
        Frequency::Frequent if join.is_zero() => Message::staff_mail_each(),
        Frequency::Frequent => Message::staff_mail_frequent(Message::exact_duration(join)),
        Frequency::Hourly => Message::staff_mail_hourly(),
        Frequency::Daily => Message::staff_mail_daily(),
    };
    let (quiet_from, quiet_until) = chosen.quiet.map(|quiet| quiet.times()).unwrap_or_default();
    MailForm {
        topics: topics(role).map(|it| (it.name(), it.label(), chosen.wants(it))).collect(),
        frequencies: Frequency::ALL.map(|it| (it.name(), label(it), it == chosen.frequency)).into(),
        sections: sections
            .iter()
            .map(|(id, path)| (id.0, path.clone(), !chosen.muted.contains(id)))
            .collect(),
        quiet_from,
        quiet_until,
        zones: Zone::names(),
        timezone: chosen.timezone.clone().unwrap_or_default(),
        site_zone: config.site.timezone.name().to_owned(),
    }
}

/// The choices of the form, and their faults. Topics that the form does not show stay as they are in `before`,
/// for the day when the member has another role.
pub(super) fn read(
    sent: &[(String, String)],
    sections: &[(SectionId, String)],
    role: Role,
    before: &Preferences,
) -> Result<(Preferences, Vec<FieldError>)> {
    let all = |field: &str| -> Vec<&str> {
        sent.iter().filter(|(name, _)| name == field).map(|(_, value)| value.as_str()).collect()
    };
    let one = |field: &str| all(field).pop().unwrap_or_default();
    let mut chosen = Preferences::default();
    let mut faults = Vec::new();
    let (ticked, shown): (Vec<&str>, Vec<Topic>) = (all("topic"), topics(role).collect());
    for topic in Topic::ALL {
        let is_wanted = match shown.contains(&topic) {
            true => ticked.contains(&topic.name()),
            false => before.wants(topic),
        };
        if !is_wanted {
            chosen.stop(topic);
        }
    }
    chosen.frequency = Frequency::parse(one("frequency")).unwrap_or(chosen.frequency);
    let ticked: Vec<SectionId> =
        all("section").iter().filter_map(|id| id.parse().ok()).map(SectionId).collect();
    chosen.muted = sections.iter().map(|(id, _)| *id).filter(|id| !ticked.contains(id)).collect();
    match preferences::quiet_hours(one("quiet_from"), one("quiet_until")) {
        Ok(quiet) => chosen.quiet = quiet,
        Err(Error::Invalid(found)) => faults.extend(found),
        Err(error) => return Err(error),
    }
    match preferences::timezone(one("timezone")) {
        Ok(zone) => chosen.timezone = zone,
        Err(Error::Invalid(found)) => faults.extend(found),
        Err(error) => return Err(error),
    }
    Ok((chosen, faults))
}
