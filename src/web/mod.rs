//! HTTP plumbing that every slice uses; it knows no articles and no comments.
//!
//! [`edge`] is what every request passes on its way in and out; the other modules are its parts, or
//! what handlers take from a request ([`extract`], [`list`]) and answer with ([`page`], [`error`]).

pub mod bodies;
pub mod edge;
pub mod error;
pub mod extract;
pub mod idempotency;
pub mod list;
pub mod page;
pub mod problem;
pub mod reserved;
pub mod responses;
pub mod view;

pub mod assets;
pub mod metrics;

pub mod encoding;
mod headers;
pub mod kept;
pub(crate) mod limits;
