//! All of this slice's queries: what staff see, how much waits, and what a decision changes.

pub mod alerts;
pub mod answering;
pub mod asides;
pub mod bans;
pub mod batches;
pub mod claims;
pub mod counting;
pub mod desks;
pub mod listing;
pub mod marks;
pub mod notes;
pub mod reading;
pub mod stats;
pub mod views;
