//! Sections and tags at the desk: adding, renaming, moving, merging and deleting them. Former addresses
//! lead to what they became.

pub mod editing;
pub mod tags;
pub mod view;
