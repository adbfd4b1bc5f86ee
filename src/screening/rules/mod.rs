//! The rules' engine: what a rule is ([`model`], [`condition`]), how one is checked ([`parse`]), how
//! texts are folded before they are compared ([`fold`]), and the set of rules in force ([`live`]),
//! compiled by [`matcher`]. Rules are made and changed in the room `rules`.

pub mod condition;
pub mod fold;
pub mod live;
pub mod matcher;
pub mod model;
pub mod parse;
pub mod pattern;
pub(crate) mod store;
pub mod subject;
mod vocabulary;

use crate::ids::RuleId;

/// By what comments that a rule has hit are listed.
pub fn reason_code(id: RuleId) -> String {
    format!("rule:{id}")
}
