//! Screening rules: what editors look for in comments, and what becomes of those in which it is found.

pub mod fold;
pub mod matcher;
pub mod model;
