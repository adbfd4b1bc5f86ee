//! Readers' comments: the thread under an article, and the form that feeds it.

pub mod draft;
pub mod screening;
pub mod status;
pub mod thread;
pub mod view;
