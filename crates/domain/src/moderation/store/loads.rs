//! The workload of each section.

use std::collections::HashMap;

use crate::db::Connection;
use crate::error::Result;
use crate::ids::SectionId;
use crate::moderation::model::workload::Load;
use crate::moderation::store::counting::{counts, oldest};
use crate::status::Status;

/// The counts and the oldest pending comment of each section.
pub fn loads(conn: &mut Connection) -> Result<HashMap<Option<SectionId>, Load>> {
    let mut loads: HashMap<Option<SectionId>, Load> = HashMap::new();
    for (section, status, count) in counts(conn)? {
        let load = loads.entry(section).or_default();
        load.counts[status as usize] = count;
    }
    for (section, load) in &mut loads {
        if load.count(Status::Pending) > 0 {
            load.oldest_pending = oldest(conn, *section)?.map(|(_, posted)| posted);
        }
    }
    Ok(loads)
}
