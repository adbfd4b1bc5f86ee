//! The query for bans that apply to a comment.

use diesel::prelude::*;

use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::bans;
use crate::error::Result;
use crate::on;
use crate::screening::bans::{Keys, Kind, MatchingBan};

/// The bans in force that apply, those that reject first. One query by four indexes.
pub(super) fn applying(
    conn: &mut Connection,
    keys: &Keys<'_>,
    // The same number of values each time, so that the statement is prepared once.
    [whole, four, three, two]: [&str; 4],
    now: Time,
) -> Result<Vec<MatchingBan>> {
    let in_force =
        bans::lifted_at.is_null().and(bans::expires_at.is_null().or(bans::expires_at.gt(now)));
    let of_reader =
        bans::email_index.eq(keys.email_index).or(bans::inbox_index.eq(keys.inbox_index));
    let by_reader = bans::kind.eq(Kind::Reader).and(of_reader);
    let of_domain = bans::value
        .eq(whole)
        .or(bans::value.eq(four))
        .or(bans::value.eq(three))
        .or(bans::value.eq(two));
    let by_domain = bans::kind.eq(Kind::Domain).and(of_domain);
    let by_network = bans::kind.eq(Kind::Network).and(bans::value.eq(keys.network_prefix));
    Ok(on!(conn, |c| bans::table
        .filter(by_reader.or(by_domain).or(by_network))
        .filter(in_force)
        .order((bans::effect, bans::id))
        .limit(5)
        .select((bans::id, bans::kind, bans::effect, bans::reason))
        .load(c))?)
}
