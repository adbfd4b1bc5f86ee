//! The bans that apply to a comment. The room `bans` creates and lifts them.

mod store;

use crate::clock::Time;
use crate::db::Connection;
use crate::error::Result;
use crate::ids::BanId;
use crate::stored_enum;

stored_enum! {
    /// What a ban is on. A SMALLINT in the database.
    ///
    /// The aliases are the names in reasons that earlier versions stored.
    #[schema(as = BanKind)]
    pub enum Kind {
        /// One reader, by the keyed hash of the address.
        Reader = 0 => "reader",
        /// All addresses at a domain and at those under it. Earlier versions wrote `address_domain`
        /// in the reasons of a comment.
        #[serde(alias = "address_domain")]
        Domain = 1 => "domain",
        /// All comments from a network. Earlier versions wrote `network_prefix` in the reasons of a
        /// comment.
        #[serde(alias = "network_prefix")]
        Network = 2 => "network",
    }
}

stored_enum! {
    /// What a ban does; the list of bans also has the readers that are trusted. A SMALLINT in the database.
    #[schema(as = BanEffect)]
    pub enum Effect {
        /// New comments are rejected.
        Reject = 0 => "reject",
        /// New comments are held for a decision.
        Hold = 1 => "hold",
        /// New comments are public unless a rule, a hidden field or a surge says otherwise: neither
        /// the policy nor a score holds them. Only for a reader, and only from a browser in which
        /// the address is confirmed; anybody can type an address.
        Trust = 2 => "trust",
    }
}

/// A ban that applies to a comment.
#[derive(Clone, Debug, PartialEq, Eq, diesel::Queryable)]
pub struct MatchingBan {
    /// Its number.
    pub id: BanId,
    /// What it is on.
    pub kind: Kind,
    /// What it does.
    pub effect: Effect,
    /// The reason, for staff.
    pub reason: String,
}

/// The keys of a comment to which bans can apply.
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
pub fn applying(conn: &mut Connection, keys: &Keys<'_>, now: Time) -> Result<Vec<MatchingBan>> {
    store::applying(conn, keys, domains(keys.address_domain), now)
}

/// The domain, and its parent domains with four, three and two labels. Of a domain with more than
/// five labels, some parents are left out; nobody bans those.
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
    fn a_domain_is_matched_with_its_parent_domains() {
        assert_eq!(domains("example.org"), ["example.org"; 4]);
        assert_eq!(
            domains("a.b.c.d.example.org"),
            ["a.b.c.d.example.org", "c.d.example.org", "d.example.org", "example.org"]
        );
    }
}
