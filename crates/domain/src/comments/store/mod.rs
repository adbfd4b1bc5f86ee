//! All of this slice's queries.

pub mod importing;
pub mod posting;
pub mod reading;
pub mod single;
pub mod thread_counts;
