//! The sections that were reported as late, and when. Each is one row of the settings.

use std::collections::BTreeMap;

use crate::clock::Time;
use crate::db::Connection;
use crate::error::Result;
use crate::ids::SectionId;
use crate::settings;

const PREFIX: &str = "queue_late:";

fn name(section: Option<SectionId>) -> String {
    format!("{PREFIX}{}", section.map_or(0, |section| section.0))
}

/// Every section that counts as late, with the time of the last mail.
pub fn reported(conn: &mut Connection) -> Result<BTreeMap<Option<SectionId>, Time>> {
    let rows = settings::beginning_with(conn, PREFIX)?;
    let read = |(name, at): (String, String)| {
        let section: i64 = name.strip_prefix(PREFIX)?.parse().ok()?;
        Some(((section != 0).then_some(SectionId(section)), Time::from_micros(at.parse().ok()?)))
    };
    Ok(rows.into_iter().filter_map(read).collect())
}

/// Records that a mail about the section is queued at `now`.
pub fn report(conn: &mut Connection, section: Option<SectionId>, now: Time) -> Result<()> {
    settings::set(conn, &name(section), &now.micros().to_string())
}

/// Records that the section has recovered.
pub fn forget(conn: &mut Connection, section: Option<SectionId>) -> Result<()> {
    settings::remove(conn, &name(section))
}
