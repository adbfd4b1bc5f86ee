//! All of this slice's queries: reviews and their comments (`reading`), what changes them
//! (`changing`), and flags.

pub mod changing;
pub mod flags;
pub mod reading;
