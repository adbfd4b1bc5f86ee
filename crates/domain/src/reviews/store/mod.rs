//! All of this slice's queries: reading reviews with their comments, changing reviews, and flags.

pub mod changing;
pub mod flags;
pub mod reading;
