//! The rules' engine: what a rule is, how texts are folded before they are compared, and the set of
//! rules in force.

pub mod fold;
pub mod live;
pub mod matcher;
pub mod model;

use crate::ids::RuleId;

/// By what comments that a rule has hit are listed.
pub fn reason_code(id: RuleId) -> String {
    format!("rule:{id}")
}
