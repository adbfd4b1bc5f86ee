//! The tables of what members of the staff have chosen about their mail.

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;

use crate::db::Connection;
use crate::db::schema::{sections, staff_mail, staff_mail_sections};
use crate::error::Result;
use crate::ids::{AccountId, SectionId};
use crate::notify::topics::{Frequency, Preferences, QuietHours, Topic};
use crate::on;

type Row = (AccountId, Frequency, String, Option<i16>, Option<i16>, Option<String>);

/// The preferences of these accounts, without those that have only defaults.
pub fn load(
    conn: &mut Connection,
    accounts: &BTreeSet<AccountId>,
) -> Result<HashMap<AccountId, Preferences>> {
    let rows: Vec<Row> = on!(conn, |c| staff_mail::table
        .filter(staff_mail::account_id.eq_any(accounts))
        .select((
            staff_mail::account_id,
            staff_mail::frequency,
            staff_mail::topics_off,
            staff_mail::quiet_from,
            staff_mail::quiet_until,
            staff_mail::timezone,
        ))
        .load(c))?;
    let muted: Vec<(AccountId, SectionId)> = on!(conn, |c| staff_mail_sections::table
        .filter(staff_mail_sections::account_id.eq_any(accounts))
        .select((staff_mail_sections::account_id, staff_mail_sections::section_id))
        .load(c))?;
    let mut found: HashMap<AccountId, Preferences> = rows
        .into_iter()
        .map(|(account, frequency, off, from, until, timezone)| {
            // Names of topics that this version does not know are left out.
            let off = off.split(',').filter_map(Topic::parse).map(|topic| topic as i16).collect();
            let quiet = from.zip(until).and_then(|(from, until)| QuietHours::new(from, until));
            (account, Preferences { frequency, off, quiet, timezone, muted: BTreeSet::new() })
        })
        .collect();
    for (account, section) in muted {
        found.entry(account).or_default().muted.insert(section);
    }
    Ok(found)
}

/// Stores what an account has chosen.
pub fn save(conn: &mut Connection, account: AccountId, chosen: &Preferences) -> Result<()> {
    let names: Vec<&str> =
        Topic::ALL.into_iter().filter(|topic| !chosen.wants(*topic)).map(Topic::name).collect();
    let (from, until) = chosen.quiet.map(QuietHours::minutes).unzip();
    let values = (
        staff_mail::frequency.eq(chosen.frequency),
        staff_mail::topics_off.eq(names.join(",")),
        staff_mail::quiet_from.eq(from),
        staff_mail::quiet_until.eq(until),
        staff_mail::timezone.eq(chosen.timezone.as_deref()),
    );
    on!(conn, |c| diesel::insert_into(staff_mail::table)
        .values((staff_mail::account_id.eq(account), values.clone()))
        .on_conflict(staff_mail::account_id)
        .do_update()
        .set(values)
        .execute(c))?;
    let theirs = staff_mail_sections::table.filter(staff_mail_sections::account_id.eq(account));
    on!(conn, |c| diesel::delete(theirs).execute(c))?;
    let rows: Vec<_> = chosen
        .muted
        .iter()
        .map(|section| {
            (
                staff_mail_sections::account_id.eq(account),
                staff_mail_sections::section_id.eq(*section),
            )
        })
        .collect();
    on!(conn, |c| diesel::insert_into(staff_mail_sections::table).values(&rows).execute(c))?;
    Ok(())
}

/// All sections with slug and name, by name.
pub fn sections(conn: &mut Connection) -> Result<Vec<(SectionId, String, String)>> {
    Ok(on!(conn, |c| sections::table
        .order((sections::name, sections::id))
        .select((sections::id, sections::slug, sections::name))
        .load(c))?)
}
