//! All of this slice's queries.

pub mod alerts;
pub mod answering;
pub mod batches;
pub mod claims;
pub mod counting;
pub mod inbox;
pub mod list_context;
pub mod listing;
pub mod loads;
pub mod notes;
pub mod picks;
pub mod reading;
pub mod section_moderators;
pub mod stats;
pub mod views;
