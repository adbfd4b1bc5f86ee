//! The HTTP infrastructure that every slice uses; it knows no articles and no comments.
//!
//! [`edge`] is the middleware around every request; the other modules are its parts, or extractors
//! for requests ([`extract`], [`json`], [`list`]) and builders of responses ([`page`], [`error`]).

pub mod assets;
pub mod bodies;
pub mod edge;
pub mod encoding;
pub mod error;
pub mod etags;
pub mod extract;
pub mod form_errors;
pub mod headers;
pub mod icons;
pub mod idempotency;
pub mod json;
pub mod limits;
pub mod list;
pub mod metrics;
pub mod multipart;
pub mod page;
pub mod pieces;
pub mod problem;
pub mod refused_form;
pub mod responses;
pub mod theming;
pub mod view;
