//! The queries of mails, by subject.

pub mod cause_codes;
pub mod content;
pub mod deliveries;
pub mod digests;
pub mod followers;
pub mod links;
pub mod news;
pub mod preferences;
pub mod recipients;
pub mod suppressions;
