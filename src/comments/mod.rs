//! Readers' comments.

pub mod draft;
pub mod screening;
pub mod status;
pub mod thread;
