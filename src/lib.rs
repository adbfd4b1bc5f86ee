//! Rejoinder: articles, the conversation under them, and the desk that moderates it.

pub mod address;
pub mod clock;
pub mod comments;
pub mod error;
pub mod ids;
pub mod markup;
pub mod text;
