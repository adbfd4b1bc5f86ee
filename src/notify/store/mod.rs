//! The queries of mails, by subject.

pub mod content;
pub mod deliveries;
pub mod digests;
pub mod links;
pub mod preferences;
pub mod recipients;
pub mod suppressions;
