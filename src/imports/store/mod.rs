//! The queries of imports: the ledger, and the staging area of a running import.

pub(super) mod ledger;
pub(super) mod staging;
pub(super) mod uploaded;
