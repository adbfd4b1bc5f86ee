//! The queries of mails, by subject.

pub mod content;
pub mod deliveries;
pub mod links;
pub mod recipients;
pub mod suppressions;
