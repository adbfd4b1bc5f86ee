//! HTTP plumbing that every slice uses; it knows no articles and no comments.

pub mod error;
pub mod extract;
pub mod list;
pub mod view;
