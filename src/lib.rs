//! Rejoinder: articles, the conversation under them, and the desk that moderates it.

pub mod cache;
pub mod clock;
pub mod db;
pub mod error;
pub mod ids;
pub mod vault;
