//! The rules engine: the types of rules ([`model`], [`condition`]), their validation ([`parse`]),
//! folding of texts before comparison ([`crate::text::fold`]), and the set of rules in force ([`live`]),
//! compiled by [`matcher`]. The room `rules` creates and changes rules.

pub mod condition;
pub mod live;
pub mod matcher;
pub mod model;
pub mod parse;
pub mod pattern;
pub mod store;
pub mod subject;
mod vocabulary;

use crate::ids::RuleId;

/// The code by which comments that a rule has hit are listed.
pub fn reason_code(id: RuleId) -> String {
    format!("rule:{id}")
}
