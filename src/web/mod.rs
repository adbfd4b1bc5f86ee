//! HTTP plumbing that every slice uses; it knows no articles and no comments.

pub mod assets;
pub mod encoding;
pub mod error;
pub mod extract;
pub mod list;
pub mod page;
pub mod problem;
pub mod reserved;
pub mod view;

#[cfg(test)]
mod samples;
