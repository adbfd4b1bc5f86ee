//! Which bans apply to a comment. The room `bans` makes and lifts them.

mod store;

use crate::clock::Time;
use crate::db::Connection;
use crate::error::Result;
use crate::ids::BanId;
use crate::stored_enum;

stored_enum! {
    /// Whom a ban is about. A SMALLINT in the database.
    ///
    /// The aliases are the words in stored reasons that are older than the one word for both.
    #[schema(as = BanKind)]
    pub enum Kind {
        /// One reader, by the keyed hash of the address.
        Reader = 0 => "reader",
        /// All addresses at a domain and at those under it. Earlier versions wrote `address_domain`
        /// in the reasons of a comment.
        #[serde(alias = "address_domain")]
        Domain = 1 => "domain",
        /// All that comes from a network. Earlier versions wrote `network_prefix` in the reasons of
        /// a comment.
        #[serde(alias = "network_prefix")]
        Network = 2 => "network",
    }
}

stored_enum! {
    /// What a ban does. A SMALLINT in the database.
    #[schema(as = BanEffect)]
    pub enum Effect {
        /// Comments are rejected as they come.
        Reject = 0 => "reject",
        /// Comments always wait for a decision.
        Hold = 1 => "hold",
    }
}

/// A ban that a comment runs into.
#[derive(Clone, Debug, PartialEq, Eq, diesel::Queryable)]
pub struct Applying {
    /// Its number.
    pub id: BanId,
    /// Whom it is about.
    pub kind: Kind,
    /// What it does.
    pub effect: Effect,
    /// Why it was made; for staff.
    pub reason: String,
}

/// By what a ban can apply to a comment.
#[derive(Clone, Copy, Debug)]
pub struct Keys<'a> {
    /// The reader's blind index.
    pub email_index: &'a [u8],
    /// As `Vault::inbox_index` gives it. Bans of earlier versions know the blind index alone.
    pub inbox_index: &'a [u8],
    /// The address's domain, in ASCII and lower case.
    pub address_domain: &'a str,
    /// As `vault::network_prefix` writes it.
    pub network_prefix: &'a str,
}

/// The bans in force that apply, those that reject first.
pub fn applying(conn: &mut Connection, keys: &Keys<'_>, now: Time) -> Result<Vec<Applying>> {
    store::applying(conn, keys, domains(keys.address_domain), now)
}

/// The domain, and those above it down to two labels. Of a domain with more than five labels, some
/// in the middle are left out, which nobody bans.
fn domains(domain: &str) -> [&str; 4] {
    let last = |labels: usize| {
        let cut = domain.rmatch_indices('.').nth(labels - 1);
        cut.map_or(domain, |(at, _)| &domain[at + 1..])
    };
    [domain, last(4), last(3), last(2)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_is_looked_for_with_those_above_it() {
        assert_eq!(domains("example.org"), ["example.org"; 4]);
        assert_eq!(
            domains("a.b.c.d.example.org"),
            ["a.b.c.d.example.org", "c.d.example.org", "d.example.org", "example.org"]
        );
    }
}
