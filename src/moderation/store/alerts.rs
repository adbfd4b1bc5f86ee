//! Which sections were told to be late, and when; one row of the settings each.

use std::collections::BTreeMap;

use diesel::prelude::*;

use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::settings;
use crate::error::Result;
use crate::ids::SectionId;
use crate::on;

const PREFIX: &str = "queue_late:";

fn name(section: Option<SectionId>) -> String {
    format!("{PREFIX}{}", section.map_or(0, |section| section.0))
}

/// Every section that counts as late, with the moment of the last mail.
pub fn told(conn: &mut Connection) -> Result<BTreeMap<Option<SectionId>, Time>> {
    let rows: Vec<(String, String)> = on!(conn, |c| settings::table
        .filter(settings::name.like("queue\\_late:%").escape('\\'))
        .select((settings::name, settings::value))
        .load(c))?;
    let read = |(name, at): (String, String)| {
        let section: i64 = name.strip_prefix(PREFIX)?.parse().ok()?;
        Some(((section != 0).then_some(SectionId(section)), Time::from_micros(at.parse().ok()?)))
    };
    Ok(rows.into_iter().filter_map(read).collect())
}

/// The section is told of now.
pub fn tell(conn: &mut Connection, section: Option<SectionId>, now: Time) -> Result<()> {
    let value = now.micros().to_string();
    on!(conn, |c| diesel::insert_into(settings::table)
        .values((settings::name.eq(name(section)), settings::value.eq(&value)))
        .on_conflict(settings::name)
        .do_update()
        .set(settings::value.eq(&value))
        .execute(c))?;
    Ok(())
}

/// The section is late no more.
pub fn forget(conn: &mut Connection, section: Option<SectionId>) -> Result<()> {
    on!(conn, |c| diesel::delete(settings::table.find(name(section))).execute(c))?;
    Ok(())
}
